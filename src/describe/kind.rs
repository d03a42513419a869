//! What kind of page it is: an article, a list of articles, a notice, a film, a running report, an empty viewer, or none of these.

mod cues;
mod evidence;
mod page;
mod pattern;
mod row;
mod words;

pub(super) use page::PageCounts;
use row::Row;
pub use words::WordWeights;
pub(super) use words::places;

use super::address;
use super::layout::PageLayout;
use crate::article::Kind;
use crate::calendar::written::DateHints;
use crate::clean::Role;
use crate::clean::forest::{BatchScorer, Forest};
use crate::lexicon;
use crate::page::Origin;
use crate::parse::declared::{Linked, LinkedArticle, MetaFact, MetaTag};
use crate::parse::{self, Markup};
use crate::text;
use crate::weights::{self, Refused};
use std::sync::LazyLock;

/// A page with less text than this, in characters, has hardly any.
const LITTLE_TEXT: usize = 400;
/// A page whose notice fills this much of it is one.
const NOTICE_LENGTH: usize = 2_500;
/// The entries of a live blog carry at least this many clocks.
const LIVE_ENTRIES: usize = 6;

/// From which probability on a page is an article. On sites that the judgement has not seen, 99 of 100 articles of all kinds and
/// every article of newspapers reach it; one that is lost costs more than a page too many. Visible text is mostly of newspapers,
/// whose articles are plain.
fn least(form: Markup) -> f32 {
    match form {
        Markup::Html => 0.35,
        Markup::Text => 0.45,
    }
}

/// A page of fewer words has too little for the judgement of a whole page.
const JUDGED_WORDS: usize = 80;
/// The longest line that says for whom a text is.
const WALL_LINE: usize = 120;
/// A page that sends the reader on has no more text than this, in characters.
const REDIRECT_TEXT: usize = 600;

/// The learned judgement: of a page whether it is an article, of another whether it is a section.
pub(super) struct KindModel {
    article: BatchScorer,
    section: BatchScorer,
    words: WordWeights,
}

static MODEL: LazyLock<KindModel> = LazyLock::new(|| {
    let file = include_bytes!("../../models/kind.model");
    weights::built_in(NAME, KindModel::read(file))
});

/// The name of the model.
pub(super) const NAME: &str = "kind";

impl KindModel {
    /// The model in a file of weights.
    ///
    /// # Errors
    ///
    /// The file is not that of this model, or damaged.
    pub(super) fn read(file: &[u8]) -> Result<KindModel, Refused> {
        let trained_on = weights::features(names().iter().map(String::as_str));
        let body = weights::body(NAME, &trained_on, file)?;
        KindModel::stored(body).ok_or(Refused::Unreadable)
    }

    fn stored(body: &[u8]) -> Option<KindModel> {
        let (article, rest) = Forest::from_bytes(body)?;
        let (section, words) = Forest::from_bytes(rest)?;
        Some(KindModel {
            article: BatchScorer::of(&article),
            section: BatchScorer::of(&section),
            words: WordWeights::from_bytes(words)?,
        })
    }
}

/// The kind of the page: notices, viewers, running reports and films are known by rules, the rest is judged as a whole.
pub(super) fn kind(page: &PageCounts) -> Kind {
    let scene = page.scene;
    let body: usize = scene
        .paragraphs()
        .map(|(_, block)| block.text.chars().count())
        .sum();
    let types = |name: &str| page.linked.types.iter().any(|t| t == name);
    let is_video = || {
        let og = |d: &MetaTag| d.fact == MetaFact::Type && d.content.starts_with("video");
        page.declared.iter().any(og) || types("VideoObject") || types("ImageGallery")
    };
    if is_notice(scene, page.title, body) {
        Kind::Notice
    } else if is_viewer(scene, body) {
        Kind::Viewer
    } else if types("LiveBlogPosting") || is_running(scene) {
        Kind::Live
    } else if is_front(page.url) && !page.linked.articles.iter().any(LinkedArticle::is_news) {
        Kind::Section
    } else if body < LITTLE_TEXT && is_video() {
        Kind::Media
    } else {
        judged(page)
    }
}

fn judged(page: &PageCounts) -> Kind {
    if page.is_of_teasers() {
        return Kind::Section;
    }
    let mut row = features(page).values;
    row.push(MODEL.words.score(&places(page)));
    let probability = |walk: &BatchScorer| walk.probabilities(&[&row])[0];
    let is_short = page.words() < JUDGED_WORDS;
    if is_short || probability(&MODEL.article) >= least(page.scene.document.form) {
        Kind::Article
    } else if probability(&MODEL.section) >= 0.5 {
        Kind::Section
    } else if is_wall(page.scene) {
        Kind::Notice
    } else {
        Kind::Other
    }
}

/// What the judgement is told of a page: a row of numbers about the page as a whole.
pub(super) fn features(page: &PageCounts) -> Row {
    let blocks = page.counted_blocks();
    let mut row = Row::new();
    page.features(&blocks, &mut row);
    evidence::features(page, &mut row);
    pattern::features(&page.scene.document.blocks, &blocks, &mut row);
    row
}

/// The names of all that the judgement is told, in its order: the numbers of a row, what the words say, and where words can stand.
pub(super) fn names() -> Vec<String> {
    let document = parse::document("A line.");
    let (roles, origin, linked) = ([Role::Comment], Origin::default(), Linked::default());
    let row = features(&PageCounts {
        scene: &PageLayout::of(&document, &roles, &origin, DateHints::default()),
        linked: &linked,
        declared: &[],
        title: None,
        url: None,
    });
    let numbers = row.names.iter().map(|(about, name)| format!("{about}: {name}"));
    numbers.chain(words::names()).collect()
}

/// A short page that says it is a consent wall, an error or a refusal, or that sends the reader on.
fn is_notice(scene: &PageLayout, title: Option<&str>, body: usize) -> bool {
    let whole: usize = scene.document.blocks.iter().map(|block| block.text.len()).sum();
    if whole < REDIRECT_TEXT
        && scene
            .document
            .head
            .meta("refresh")
            .any(|to| to.to_lowercase().contains("url"))
    {
        return true;
    }
    let titles = title.into_iter().chain(scene.document.head.title.as_deref());
    let headed = titles
        .map(text::folded)
        .any(|title| says_notice(&title) && title.len() < 120);
    if headed && body < NOTICE_LENGTH {
        return true;
    }
    let short = whole < NOTICE_LENGTH && body < 2 * LITTLE_TEXT;
    let mut blocks = scene.document.blocks.iter().zip(0..);
    short
        && blocks.any(|(block, id)| {
            let speaks = body < LITTLE_TEXT || scene.role(id).is_some_and(Role::is_body);
            speaks && says_notice(&text::folded(&block.text))
        })
}

fn says_notice(folded: &str) -> bool {
    says(folded, |why| why != "wall")
}

/// Whether a text holds a phrase of notices that tells such a reason.
fn says(folded: &str, is_reason: impl Fn(&str) -> bool) -> bool {
    let mut phrases = lexicon::entries(include_str!("../lexicon/notice-phrases.tsv"));
    phrases.any(|mut fields| {
        let phrase = fields.next().unwrap_or_default();
        let reason = fields.next().unwrap_or_default();
        is_reason(reason) && folded.contains(&text::folded(phrase))
    })
}

/// Whether a page that is no article says that its text is for subscribers. Articles say that too, of their rest.
fn is_wall(scene: &PageLayout) -> bool {
    let mut lines = scene
        .document
        .blocks
        .iter()
        .filter(|block| block.text.len() < WALL_LINE);
    lines.any(|block| says(&text::folded(&block.text), |why| why == "wall"))
}

/// Page numbers, zoom and print buttons, and no text.
fn is_viewer(scene: &PageLayout, body: usize) -> bool {
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
fn is_running(scene: &PageLayout) -> bool {
    let Some((first, last)) = scene.body else {
        return false;
    };
    let inside = &scene.document.blocks[first as usize..=last as usize];
    inside.iter().filter(|block| is_clock(&block.text)).count() >= LIVE_ENTRIES
}

/// Whether a text is nothing but a clock: 14:05, 9h30. Its minutes have two digits; the goals of a match mostly have one.
fn is_clock(text: &str) -> bool {
    let text = text.trim_end_matches(" Uhr").trim_end_matches(" GMT");
    let (hour, minute) = text.split_once([':', 'h']).unwrap_or_default();
    let below = |part: &str, end| part.parse::<u8>().is_ok_and(|number| number < end);
    below(hour, 24) && minute.len() == 2 && below(minute, 60)
}

/// The root of a site or of one of its languages.
fn is_front(url: Option<&str>) -> bool {
    let path = url.and_then(address::path);
    path.is_some_and(|path| path.trim_matches('/').len() <= 2 || path.starts_with("/index."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_no_clock() {
        for clock in ["14:05", "9h30", "08:15 Uhr", "23:59 GMT"] {
            assert!(is_clock(clock), "{clock}");
        }
        for other in ["2:0", "78:65", "14:5", "à 14:05", "14h", ""] {
            assert!(!is_clock(other), "{other}");
        }
    }
}
