//! Who wrote the article: the people that JSON-LD, meta tags, microdata and the byline name, and none else.

mod biographies;
mod elements;
mod labelled;
mod lines;
pub(super) mod names;
mod parts;
mod ranking;

pub(super) use labelled::labelled;
pub use parts::NameParts;

use super::candidates::{Candidate, DecidedFact, MOST_CLAIMS, Rejection};
use super::layout::PageLayout;
use super::ranker::RankedCandidate;
use crate::article::Evidence;
use crate::parse::declared::{LinkedArticle, MetaFact, MetaTag};
use crate::text;
use std::collections::HashSet;

/// What kind of witness names authors; those that are surest come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum AuthorSource {
    /// JSON-LD: a person, or what is not said to be an organisation.
    Linked,
    /// JSON-LD: an organisation.
    LinkedOrganisation,
    /// Microdata.
    Microdata,
    /// An element named after the name of an author.
    NamedName,
    /// A link that is marked as the author's.
    Relation,
    /// An element named after authors.
    NamedAuthor,
    /// A link to the page of an author.
    Link,
    /// An element whose name begins or ends with *author*.
    NamedPart,
    /// An element in whose name *author* stands.
    NamedLoosely,
    /// OpenGraph.
    OpenGraph,
    /// Another meta tag.
    Meta,
    /// A line that says that it is a byline.
    Opened,
    /// A line that the cleaner takes for a byline, though it does not say so.
    Judged,
    /// A line that is nothing but names.
    Signed,
    /// A name above or at the beginning of what is told of its bearer below the text.
    Biography,
}

/// A byline as it stands on the page: who is heard, what is said, where.
struct Byline {
    text: String,
    evidence: Evidence,
    place: String,
    kind: AuthorSource,
    /// From 1 in the head of the article to 0 far from it.
    near: f32,
    /// Where it stands, seen from the article, and what the cleaner takes it for; known of a line of text.
    zone: Option<&'static str>,
}

/// The authors, and the lines that name them, in which agencies may be named too.
pub(super) struct Authors {
    /// The people.
    pub people: DecidedFact<Vec<String>>,
    /// The lines that name authors, and where they stand.
    pub bylines: Vec<(String, String)>,
}

/// The authors of the article. `outlets` are the names of the site, which are no people.
pub(super) fn authors(
    scene: &PageLayout,
    article: Option<(&LinkedArticle, f32)>,
    declared: &[MetaTag],
    outlets: &[&str],
) -> Authors {
    let bylines = bylines(scene, article, declared);
    let common = common_words(scene);
    let people = judged(claims(&bylines, outlets, &common), &common);
    let bylines = bylines
        .into_iter()
        .map(|byline| (byline.text, byline.place))
        .collect();
    Authors { people, bylines }
}

/// The candidates for the authors, of whom the last is that the page names none.
pub(super) fn candidates(
    scene: &PageLayout,
    article: Option<(&LinkedArticle, f32)>,
    declared: &[MetaTag],
    outlets: &[&str],
) -> Vec<RankedCandidate<Vec<String>>> {
    let common = common_words(scene);
    let heard = claims(&bylines(scene, article, declared), outlets, &common);
    ranking::candidates(&heard, &common)
}

/// The words that the page writes with small letters: what is made of them is no name.
fn common_words(scene: &PageLayout) -> HashSet<String> {
    let blocks = scene.document.blocks.iter();
    let words = blocks.flat_map(|block| text::words(&block.text));
    let small = words.filter(|word| word.text.starts_with(char::is_lowercase));
    small.map(|word| word.text.to_string()).collect()
}

fn bylines(scene: &PageLayout, article: Option<(&LinkedArticle, f32)>, declared: &[MetaTag]) -> Vec<Byline> {
    let mut bylines = Vec::new();
    if let Some((article, _)) = article {
        of_linked(article, &mut bylines);
    }
    of_declarations(declared, &mut bylines);
    elements::of_elements(scene, &mut bylines);
    lines::of_lines(scene, &mut bylines);
    biographies::of_biographies(scene, &mut bylines);
    bylines.truncate(MOST_CLAIMS);
    bylines
}

/// What a byline claims, what kind of witness it is, how near it stands and in which zone.
type Heard = (Candidate<Vec<String>>, AuthorSource, f32, Option<&'static str>);

fn claims(bylines: &[Byline], outlets: &[&str], common: &HashSet<String>) -> Vec<Heard> {
    let claims = bylines.iter().map(|byline| {
        let mut people = without_sections(names::people(&byline.text, outlets), common);
        if people.is_empty() && byline.kind <= AuthorSource::Meta {
            let small = names::in_small_letters(&byline.text);
            people.extend(small.or_else(|| names::handle(&byline.text, outlets)));
        }
        let empty = people.is_empty();
        let value = if empty { vec![byline.text.clone()] } else { people };
        let claim = Candidate::new(value, byline.evidence, byline.place.clone(), 0.0);
        let claim = if empty {
            claim.lost(Rejection::NoPerson)
        } else {
            claim
        };
        (claim, byline.kind, byline.near, byline.zone)
    });
    merged(claims)
}

/// Some names without what stands behind the first and is made of common words: a section, a function.
fn without_sections(mut people: Vec<String>, common: &HashSet<String>) -> Vec<String> {
    let is_common = |name: &String| {
        text::words(name).all(|word| {
            common.contains(&word.text.to_lowercase())
                && !names::is_given(word.text)
                && !names::is_surname(word.text)
        })
    };
    let behind = people.len().min(1);
    let mut rest = people.split_off(behind);
    rest.retain(|name| !is_common(name));
    people.append(&mut rest);
    people
}

/// One witness often speaks once for each author: what it says is one claim.
fn merged(claims: impl Iterator<Item = Heard>) -> Vec<Heard> {
    let mut merged: Vec<Heard> = Vec::new();
    for (claim, kind, near, zone) in claims {
        let same = merged.iter_mut().find(|(m, own, ..)| {
            m.stands()
                && claim.stands()
                && *own == kind
                && m.evidence == claim.evidence
                && m.place == claim.place
        });
        let Some((earlier, ..)) = same else {
            merged.push((claim, kind, near, zone));
            continue;
        };
        for name in claim.value {
            let folded = text::folded(&name);
            if !earlier.value.iter().any(|own| text::folded(own) == folded) {
                earlier.value.push(name);
            }
        }
    }
    merged
}

/// The likeliest of the claims, or none.
fn judged(heard: Vec<Heard>, common: &HashSet<String>) -> DecidedFact<Vec<String>> {
    let candidates = ranking::candidates(&heard, common);
    let chances = ranking::JUDGE.chances(&candidates);
    let nobody = chances.last().copied().unwrap_or_default();
    let agreed = agreed(&heard);
    let claims = heard.into_iter().map(|(claim, ..)| {
        let own = candidates
            .iter()
            .position(|(people, _)| same_people(people, &claim.value));
        let chance = own.filter(|_| claim.stands()).map_or(0.0, |at| chances[at]);
        let unlikely = claim.stands()
            && chance < nobody
            && !agreed.iter().any(|people| same_people(people, &claim.value));
        let claim = Candidate {
            weight: chance,
            ..claim
        };
        if unlikely {
            claim.lost(Rejection::Weaker)
        } else {
            claim
        }
    });
    DecidedFact::likeliest(claims.collect(), |a, b| same_people(a, b))
}

/// The people whom witnesses of two kinds name with their whole names: the page does not leave its author unnamed.
fn agreed(heard: &[Heard]) -> Vec<Vec<String>> {
    let whole =
        |(claim, ..): &&Heard| claim.stands() && claim.value.iter().all(|name| names::is_whole_name(name));
    let agreed = heard.iter().filter(whole).filter(|(claim, kind, ..)| {
        heard
            .iter()
            .any(|(other, of, ..)| of != kind && other.stands() && same_people(&other.value, &claim.value))
    });
    agreed.map(|(claim, ..)| claim.value.clone()).collect()
}

fn same_people(a: &[String], b: &[String]) -> bool {
    a.len() == b.len()
        && a.iter()
            .all(|name| b.iter().any(|other| text::folded(other) == text::folded(name)))
}

fn of_linked(article: &LinkedArticle, bylines: &mut Vec<Byline>) {
    for author in &article.authors {
        let kind = match author.organisation {
            true => AuthorSource::LinkedOrganisation,
            false => AuthorSource::Linked,
        };
        bylines.push(Byline {
            text: author.name.clone(),
            evidence: Evidence::JsonLd,
            place: "author".into(),
            kind,
            near: 1.0,
            zone: None,
        });
    }
}

fn of_declarations(declared: &[MetaTag], bylines: &mut Vec<Byline>) {
    for tag in declared.iter().filter(|d| d.fact == MetaFact::Author) {
        let kind = match tag.evidence {
            Evidence::OpenGraph => AuthorSource::OpenGraph,
            Evidence::Microdata => AuthorSource::Microdata,
            _ => AuthorSource::Meta,
        };
        let place = format!("meta {}", tag.name);
        bylines.push(Byline {
            text: tag.content.to_string(),
            evidence: tag.evidence,
            place,
            kind,
            near: 1.0,
            zone: None,
        });
    }
}
