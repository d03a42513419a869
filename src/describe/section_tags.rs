//! How the outlet files the article: its section and its keywords.

use super::candidates::{Candidate, DecidedFact};
use crate::article::Evidence;
use crate::parse::declared::{LinkedArticle, MetaFact, MetaTag};
use crate::text;

/// How many keywords are kept, and how long one can be, in characters.
const MOST_TAGS: usize = 40;
const LONGEST_TAG: usize = 60;

/// The section.
pub(super) fn section(article: Option<&LinkedArticle>, declared: &[MetaTag]) -> DecidedFact<String> {
    let linked = article.and_then(|article| article.sections.first());
    let linked =
        linked.map(|section| Candidate::new(section.clone(), Evidence::JsonLd, "articleSection", 0.85));
    let tags = declared.iter().filter(|d| d.fact == MetaFact::Section);
    let tags = tags.map(|d| {
        let weight = if d.evidence == Evidence::OpenGraph {
            0.85
        } else {
            0.7
        };
        Candidate::new(
            text::normalized(d.content),
            d.evidence,
            format!("meta {}", d.name),
            weight,
        )
    });
    let fits = |claim: &Candidate<String>| {
        (2..=LONGEST_TAG).contains(&claim.value.chars().count()) && !claim.value.contains("://")
    };
    let claims: Vec<Candidate<String>> = linked.into_iter().chain(tags).filter(fits).collect();
    let winner = (!claims.is_empty()).then_some(0);
    DecidedFact::decided(claims, winner, |a, b| text::folded(a) == text::folded(b))
}

/// The keywords, each once, in the order of the page.
pub(super) fn tags(article: Option<&LinkedArticle>, declared: &[MetaTag]) -> Vec<String> {
    let linked = article
        .into_iter()
        .flat_map(|article| &article.keywords)
        .map(String::as_str);
    let metas = declared
        .iter()
        .filter(|d| d.fact == MetaFact::Tag)
        .map(|d| d.content);
    let mut seen = Vec::new();
    let mut tags = Vec::new();
    for tag in linked.chain(metas).flat_map(|list| list.split([',', ';', '|'])) {
        let tag = text::normalized(tag.rsplit(':').next().unwrap_or(tag));
        let folded = text::folded(&tag);
        let fits = (2..=LONGEST_TAG).contains(&tag.chars().count()) && !tag.contains("//");
        if fits && !seen.contains(&folded) && tags.len() < MOST_TAGS {
            seen.push(folded);
            tags.push(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_stand_once() {
        let tag = |content| MetaTag {
            fact: MetaFact::Tag,
            evidence: Evidence::Meta,
            name: "keywords",
            content,
        };
        assert_eq!(
            tags(None, &[tag("Mali, armée"), tag("mali,Rwanda")]),
            ["Mali", "armée", "Rwanda"]
        );
    }
}
