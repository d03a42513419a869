//! What kind of page it is: an article, a list of articles, a notice, a film, a running report, an empty viewer.

use super::declared::{Declaration, Declared};
use super::linked::Linked;
use super::scene::Scene;
use super::{address, linked};
use crate::lexicon;
use crate::parse::{Form, Tag};
use crate::text;
use serde::{Deserialize, Serialize};

/// What kind of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// One article.
    Article,
    /// A section or home page: a list of articles.
    Section,
    /// A consent wall, an error page, "access denied".
    Notice,
    /// A video or photo page with little text.
    Media,
    /// A live blog.
    Live,
    /// The shell of a viewer, for a document that is not in the page.
    Viewer,
}

/// A page with less text than this, in characters, has hardly any.
const LITTLE_TEXT: usize = 400;
/// A page whose notice fills this much of it is one.
const NOTICE_LENGTH: usize = 2_500;
/// The entries of a live blog carry at least this many clocks.
const LIVE_ENTRIES: usize = 6;

/// The kind of the page.
pub fn kind(
    scene: &Scene,
    linked: &Linked,
    declared: &[Declaration],
    title: Option<&str>,
    url: Option<&str>,
) -> Kind {
    let body: usize = scene
        .paragraphs()
        .map(|(_, block)| block.text.chars().count())
        .sum();
    let types = |name: &str| linked.types.iter().any(|t| t == name);
    let og = |prefix: &str| {
        declared
            .iter()
            .any(|d| d.fact == Declared::Type && d.content.starts_with(prefix))
    };
    let describes_article = !linked.articles.is_empty() || og("article");
    if is_notice(scene, title, body) {
        Kind::Notice
    } else if is_viewer(scene, body) {
        Kind::Viewer
    } else if types("LiveBlogPosting") || is_running(scene) {
        Kind::Live
    } else if is_front(url) && !linked.articles.iter().any(linked::LinkedArticle::is_news) {
        Kind::Section
    } else if body < LITTLE_TEXT && (og("video") || types("VideoObject") || types("ImageGallery")) {
        Kind::Media
    } else if !describes_article && is_list(scene, body) {
        Kind::Section
    } else {
        Kind::Article
    }
}

/// A short page that says it is a consent wall, an error or a refusal.
fn is_notice(scene: &Scene, title: Option<&str>, body: usize) -> bool {
    let whole: usize = scene.document.blocks.iter().map(|block| block.text.len()).sum();
    let titles = title.into_iter().chain(scene.document.head.title.as_deref());
    let headed = titles
        .map(text::folded)
        .any(|title| says_notice(&title) && title.len() < 120);
    if headed && body < NOTICE_LENGTH {
        return true;
    }
    let short = whole < NOTICE_LENGTH && body < 2 * LITTLE_TEXT;
    short
        && scene
            .document
            .blocks
            .iter()
            .any(|block| says_notice(&text::folded(&block.text)))
}

fn says_notice(folded: &str) -> bool {
    let mut phrases = lexicon::entries(include_str!("../lexicon/notice-phrases.tsv"));
    phrases.any(|mut fields| {
        fields
            .next()
            .is_some_and(|phrase| folded.contains(&text::folded(phrase)))
    })
}

/// Page numbers, zoom and print buttons, and no text.
fn is_viewer(scene: &Scene, body: usize) -> bool {
    const BUTTONS: [&str; 8] = [
        "zoom in",
        "zoom out",
        "thumbnails",
        "page:",
        "presentation mode",
        "document outline",
        "rotate clockwise",
        "go to first page",
    ];
    let folded = scene
        .document
        .blocks
        .iter()
        .take(80)
        .map(|block| text::folded(&block.text));
    let all: Vec<String> = folded.collect();
    body < LITTLE_TEXT
        && BUTTONS
            .iter()
            .filter(|button| all.iter().any(|line| line.contains(*button)))
            .count()
            >= 3
}

/// Many short blocks in the body that are nothing but a clock.
fn is_running(scene: &Scene) -> bool {
    let clock = |text: &str| {
        let text = text.trim_end_matches(" Uhr").trim_end_matches(" GMT");
        let (hour, minute) = text.split_once([':', 'h']).unwrap_or_default();
        let number =
            |part: &str| part.len() <= 2 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        number(hour) && number(minute)
    };
    let Some((first, last)) = scene.body else {
        return false;
    };
    let inside = &scene.document.blocks[first as usize..=last as usize];
    inside.iter().filter(|block| clock(&block.text)).count() >= LIVE_ENTRIES
}

/// The root of a site or of one of its languages.
fn is_front(url: Option<&str>) -> bool {
    let path = url.and_then(address::path);
    path.is_some_and(|path| path.trim_matches('/').len() <= 2 || path.starts_with("/index."))
}

/// Links are most of what it says.
fn is_list(scene: &Scene, body: usize) -> bool {
    if scene.document.form == Form::Text {
        return false;
    }
    let is_link = |id: &u32| scene.document.elements[*id as usize].tag == Tag::A;
    let all: usize = scene.document.blocks.iter().map(|block| block.text.len()).sum();
    let linked = scene
        .document
        .blocks
        .iter()
        .flat_map(|block| &block.spans)
        .filter(|span| is_link(&span.element));
    let links: usize = linked.map(|span| span.end - span.start).sum();
    body < LITTLE_TEXT && all > 0 && links * 10 > all * 6
}
