//! Into which parts a title falls, and which of them the headline leaves.

use super::layout::PageLayout;
use crate::parse::declared::{LinkedArticle, MetaFact, MetaTag};
use crate::text;

/// Signs that part a headline from the outlet's name, or two parts of a headline.
const PARTINGS: [&str; 13] = [
    " | ", " - ", " -- ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " › ", " / ", " ‹ ",
];

/// The name of the outlet in the tail of `<title>`: what is left of it when the headline, as another witness gives it, is taken away.
pub(super) fn tails(
    scene: &PageLayout,
    article: Option<&LinkedArticle>,
    declared: &[MetaTag],
) -> Vec<String> {
    let Some(title) = scene.document.head.title.as_deref().map(text::normalized) else {
        return Vec::new();
    };
    let shared = declared
        .iter()
        .filter(|d| matches!(d.fact, MetaFact::Title))
        .map(|d| d.content.to_string());
    let linked = article.and_then(|article| article.headline.clone());
    let shown = scene.title.map(|block| scene.block(block).text.clone());
    let mut best = Vec::new();
    for other in shared.chain(linked).chain(shown) {
        let other = text::normalized(&other);
        if let Some(rest) = title
            .strip_prefix(other.as_str())
            .filter(|rest| !rest.is_empty() && !other.is_empty())
            && let Some(sign) = PARTINGS.iter().find(|sign| rest.starts_with(*sign))
        {
            best = pieces(&rest[sign.len()..]);
            break;
        }
    }
    best
}

fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![text.to_string()];
    for sign in PARTINGS {
        pieces = pieces
            .iter()
            .flat_map(|piece| piece.split(sign).map(str::to_string))
            .collect();
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// What stands before the last sign that parts a title, and what behind it.
pub(super) fn last_parting(title: &str) -> Option<(&str, &str)> {
    let (at, sign) = PARTINGS
        .iter()
        .filter_map(|sign| title.rfind(sign).map(|at| (at, sign)))
        .max()?;
    let (head, tail) = (title[..at].trim(), title[at + sign.len()..].trim());
    (!head.is_empty()).then_some((head, tail))
}

/// What stands before the first sign that parts a title, a colon among them, and what behind it.
pub(super) fn first_parting(title: &str) -> Option<(&str, &str)> {
    let with_colon = PARTINGS.iter().chain(&[": "]);
    let (at, sign) = with_colon
        .filter_map(|sign| title.find(sign).map(|at| (at, sign)))
        .min()?;
    let rest = title[at + sign.len()..].trim();
    (!rest.is_empty()).then_some((title[..at].trim(), rest))
}
