//! Which article a page is, without reading it: what an ingest that writes nothing has to know.

use super::{Context, ParsedPage};
use crate::article::{Article, ArticleId, FORMAT, Kind, Source};
use crate::calendar::Moment;
use crate::decode;
use crate::describe;
use crate::page::{Content, Page};
use crate::parse;
use std::borrow::Cow;

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
    let end = ["</head>", "</HEAD>"]
        .iter()
        .find_map(|end| memchr::memmem::find(bytes, end.as_bytes()))?;
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
    let parsed = ParsedPage {
        document: parse::document(&without_scripts(&head)),
        site: None,
        damaged: None,
    };
    describe::url(&parsed.document, &page.origin)
}

/// A head without its scripts and styles, which say nothing of its address and are most of it.
fn without_scripts(head: &str) -> String {
    const SILENT: [(&str, &str); 2] = [("<script", "</script>"), ("<style", "</style>")];
    let (mut kept, mut rest) = (String::with_capacity(head.len()), head);
    while let Some(tag) = rest.find('<') {
        let (before, from_tag) = rest.split_at(tag);
        kept.push_str(before);
        let silent = SILENT.iter().find(|(open, _)| from_tag.starts_with(open));
        rest = match silent {
            Some((_, close)) => from_tag
                .find(close)
                .map_or("", |end| &from_tag[end + close.len()..]),
            None => {
                kept.push('<');
                &from_tag[1..]
            }
        };
    }
    kept.push_str(rest);
    kept
}
