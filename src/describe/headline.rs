//! The headline: the article's own, whole, without the outlet's name behind it.

mod kicker;
pub(super) mod lines;
pub(super) mod ranking;

use super::candidates::{Candidate, DecidedFact, MOST_CLAIMS, Rejection};
use super::layout::{PageLayout, Zone};
use super::microdata;
use super::outlet_names::same_name;
use super::title_parts::{first_parting, last_parting};
use crate::article::Evidence;
use crate::clean::{Part, Role};
use crate::parse::declared::{LinkedArticle, MetaFact, MetaTag};
use crate::parse::{BlockId, Markup, Tag};
use crate::text;
pub(super) use ranking::TitleSource;

/// How near to the article a heading stands beside it, in blocks.
const NEAR: u32 = 6;

/// The block of the headline: on a page of visible text the line that reads most like it, on a page of HTML the block that the
/// cleaner takes for it, else the heading of the first level that is nearest above the body.
pub(super) fn block(scene: &PageLayout) -> Option<BlockId> {
    if scene.document.form == Markup::Text {
        return lines::block(scene, lines_end(scene));
    }
    let judged = scene
        .roles
        .iter()
        .position(|role| *role == Role::Article(Part::Title));
    let heading = || {
        (0..scene.body_start())
            .rev()
            .find(|block| scene.within(*block, Tag::H1))
    };
    judged.map(|block| block as BlockId).or_else(heading)
}

/// The first block below the lines of visible text that may be the headline: the text's first one, or the one below it where the
/// text opens with a line that the cleaner took for a heading of it, which is a headline that was kept.
pub(super) fn lines_end(scene: &PageLayout) -> BlockId {
    let first = scene.body_start();
    let is_heading = scene.role(first) == Some(Role::Article(Part::Subheading));
    let opens = is_heading && !scene.block(first).text.ends_with(['.', '!', '?', '…']);
    first + BlockId::from(opens)
}

/// A title without the outlet's name behind or before it, and without what stands between them.
pub(super) fn without_outlet(title: &str, is_outlet: impl Fn(&str) -> bool) -> String {
    let mut headline = text::normalized(title);
    while let Some((head, _)) = last_parting(&headline).filter(|(_, tail)| is_outlet(tail)) {
        headline = head.to_string();
    }
    match first_parting(&headline).filter(|(head, _)| is_outlet(head)) {
        Some((_, rest)) => rest.to_string(),
        None => headline,
    }
}

/// What the page says its headline is, every witness on its own. `is_outlet` knows the names of the outlet.
pub(super) fn claims(
    scene: &PageLayout,
    article: Option<(&LinkedArticle, f32)>,
    declared: &[MetaTag],
    is_outlet: impl Fn(&str) -> bool,
) -> Vec<(Candidate<String>, TitleSource)> {
    let mut claims = Vec::new();
    let mut hear = |title: &str, evidence, place: String, witness: TitleSource| {
        let headline = without_outlet(title, &is_outlet);
        let site = is_outlet(&headline);
        let claim = Candidate::new(headline, evidence, place, 0.0);
        if claim.value.chars().filter(|c| c.is_alphanumeric()).count() > 1 && !claim.value.contains("{{") {
            claims.push((
                if site {
                    claim.lost(Rejection::SiteName)
                } else {
                    claim
                },
                witness,
            ));
        }
    };
    for (block, witness, evidence) in shown(scene) {
        let line = match scene.document.form {
            Markup::Text => kicker::without_kicker(scene, block),
            Markup::Html => &scene.block(block).text,
        };
        hear(line, evidence, scene.named(block), witness);
    }
    if let Some((article, _)) = article
        && let Some(title) = &article.headline
    {
        hear(title, Evidence::JsonLd, "headline".into(), TitleSource::Linked);
    }
    for tag in declared {
        let witness = match (tag.fact, tag.evidence) {
            (MetaFact::Title, Evidence::OpenGraph) => TitleSource::OpenGraph,
            (MetaFact::Title, _) => TitleSource::Meta,
            (MetaFact::SocialTitle, _) => TitleSource::Social,
            _ => continue,
        };
        hear(tag.content, tag.evidence, format!("meta {}", tag.name), witness);
    }
    if let Some(title) = &scene.document.head.title {
        hear(title, Evidence::Title, "<title>".into(), TitleSource::Title);
    }
    claims.truncate(MOST_CLAIMS);
    claims
}

/// The headline of the article, by the judge.
pub(super) fn headline(
    scene: &PageLayout,
    claims: Vec<(Candidate<String>, TitleSource)>,
) -> DecidedFact<String> {
    let candidates = ranking::candidates(scene, &claims);
    let chances = ranking::JUDGE.chances(&candidates);
    let chance = |claim: &Candidate<String>| {
        let own = candidates
            .iter()
            .position(|(value, _)| same_words(value, &claim.value));
        own.map_or(0.0, |at| chances[at])
    };
    let weighed = claims.into_iter().map(|(claim, _)| Candidate {
        weight: if claim.stands() { chance(&claim) } else { 0.0 },
        ..claim
    });
    DecidedFact::likeliest(weighed.collect(), |a, b| same_words(a, b))
}

/// The headings and lines of the page that can be its headline.
fn shown(scene: &PageLayout) -> Vec<(BlockId, TitleSource, Evidence)> {
    if scene.document.form == Markup::Text {
        let line = scene
            .title
            .map(|title| (title, TitleSource::Judged, Evidence::Line));
        return line.into_iter().collect();
    }
    let mut found = Vec::new();
    let has_title = scene.roles.contains(&Role::Article(Part::Title));
    for id in 0..scene.document.blocks.len() as BlockId {
        if scene.role(id) == Some(Role::Article(Part::Title)) {
            found.push((id, TitleSource::Judged, Evidence::Heading));
        } else if scene.within(id, Tag::H1) && !scene.belongs_elsewhere(id) {
            let witness = match scene.place(id) {
                Zone::Above(n) | Zone::Below(n) if n > NEAR => TitleSource::FarHeading,
                Zone::Below(_) => TitleSource::FarHeading,
                // Letters and blogs give their parts headings of the first level too.
                Zone::Body if has_title => TitleSource::FarHeading,
                _ => TitleSource::Heading,
            };
            found.push((id, witness, Evidence::Heading));
        }
    }
    let marked = microdata::properties(scene.document).filter(|p| p.is("headline") && p.is_of_article());
    let marked = marked
        .take(1)
        .filter_map(|property| scene.block_of(property.element));
    found.extend(marked.map(|block| (block, TitleSource::Marked, Evidence::Microdata)));
    found
}

/// Whether two titles have the same words, signs and case aside.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let (a, b) = (text::folded(a), text::folded(b));
    text::words(&a)
        .map(|w| w.text)
        .eq(text::words(&b).map(|w| w.text))
}

/// Whether a piece of a title is the outlet's name or contains nothing but it and its domain.
pub(super) fn is_outlet_name(piece: &str, names: &[String], label: &str) -> bool {
    let bare: String = text::words(&text::folded(piece)).map(|w| w.text).collect();
    let of_domain =
        !label.is_empty() && (bare == label || bare.strip_prefix(label).is_some_and(|rest| rest.len() <= 5));
    of_domain || same_name(label, piece) || names.iter().any(|name| same_name(name, piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_outlets_tail_is_cut() {
        let names = ["The Namibian".to_string()];
        let cut = |title| without_outlet(title, |piece| is_outlet_name(piece, &names, "namibian"));
        for (title, headline) in [
            ("Rain at last | The Namibian", "Rain at last"),
            ("Rain at last - Namibian.com.na", "Rain at last"),
            ("Mali - Russie : un accord", "Mali - Russie : un accord"),
            ("The Namibian: Rain at last", "Rain at last"),
            ("Kigali – Bamako – The Namibian", "Kigali – Bamako"),
        ] {
            assert_eq!(cut(title), headline, "{title}");
        }
    }
}
