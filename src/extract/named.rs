//! Which article a page is, without reading it: what an ingest that writes nothing has to know.

use super::{Context, Parsed};
use crate::article::{Article, ArticleId, FORMAT, Kind, Source};
use crate::calendar::Moment;
use crate::decode;
use crate::describe;
use crate::page::{Content, Page};
use crate::parse;
use std::borrow::Cow;

/// How far into a page the end of its head is looked for.
const HEAD_WITHIN: usize = 256 << 10;

/// The article that a page is known as: its identity, its place and its address. Nothing where more of it decides that: where the
/// user corrects what pages say, of a page without a head, of a record.
pub fn named(page: &Page, context: Context, now: Moment) -> Option<Article> {
    let Content::Bytes(bytes) = &page.content else {
        return None;
    };
    let url = url(bytes, page)?;
    context.corrections.are_none().then(|| Article {
        format: FORMAT,
        id: ArticleId::of(bytes),
        kind: Kind::Article,
        title: None,
        outlet: None,
        domain: None,
        url: Some(url),
        authors: Vec::new(),
        agencies: Vec::new(),
        section: None,
        tags: Vec::new(),
        language: None,
        published: None,
        modified: None,
        crawled: page.origin.crawled,
        added: Some(now),
        edition: None,
        page: None,
        number: None,
        body: String::new(),
        comments: Vec::new(),
        dates: Vec::new(),
        actors: Vec::new(),
        story: None,
        doubts: Vec::new(),
        source: Source::of(bytes, &page.origin),
    })
}

/// The address that a page gives in its head, or else where it stands.
fn url(bytes: &[u8], page: &Page) -> Option<String> {
    let within = &bytes[..bytes.len().min(HEAD_WITHIN)];
    let end = ["</head>", "</HEAD>"]
        .iter()
        .find_map(|end| memchr::memmem::find(within, end.as_bytes()))?;
    let head = &bytes[..end];
    // In capitals or not: browsers make no difference.
    let small = head.to_ascii_lowercase();
    let says = ["canonical", "url", "amphtml", "base"];
    let is_silent = !says
        .iter()
        .any(|word| memchr::memmem::find(&small, word.as_bytes()).is_some());
    let head = if is_silent {
        Cow::Borrowed("")
    } else {
        decode::decoded(head, page.origin.content_type.as_deref()).text
    };
    let parsed = Parsed {
        document: parse::document(&without_scripts(&head)),
        site: None,
        damaged: None,
    };
    describe::url(&parsed.document, &page.origin)
}

/// A head without its scripts and styles, which say nothing of its address and are most of it.
fn without_scripts(head: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(head.len()), head);
    while let Some((start, close)) = [("<script", "</script>"), ("<style", "</style>")]
        .iter()
        .filter_map(|(open, close)| Some((rest.find(open)?, close)))
        .min()
    {
        kept.push_str(&rest[..start]);
        let end = rest[start..].find(close).map(|end| start + end + close.len());
        rest = end.map_or("", |end| &rest[end..]);
    }
    kept.push_str(rest);
    kept
}
