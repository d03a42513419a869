//! How much each title that the page gives is like its headline: who says it, who says more or less, and what the text says.

use super::same_words;
use crate::describe::candidates::Candidate;
use crate::describe::layout::{PageLayout, Zone};
use crate::describe::ranker::{Features, RankedCandidate, Ranker};
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The judge of headlines.
pub(crate) static JUDGE: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_bytes!("../../../models/headline.weights");
    Ranker::built_in("headline", file)
});

/// Who gives a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleSource {
    /// The block that the cleaner takes for the headline.
    Judged,
    /// A heading of the first level near the article.
    Heading,
    /// A heading of the first level elsewhere.
    FarHeading,
    /// A block marked as the headline.
    Marked,
    /// JSON-LD.
    Linked,
    /// OpenGraph.
    OpenGraph,
    /// A tag for a social network.
    Social,
    /// Another meta tag.
    Meta,
    /// `<title>`.
    Title,
}

impl TitleSource {
    const ALL: [(TitleSource, &'static str); 9] = [
        (TitleSource::Judged, "judged"),
        (TitleSource::Heading, "heading"),
        (TitleSource::FarHeading, "far-heading"),
        (TitleSource::Marked, "marked"),
        (TitleSource::Linked, "json-ld"),
        (TitleSource::OpenGraph, "og"),
        (TitleSource::Social, "social"),
        (TitleSource::Meta, "meta"),
        (TitleSource::Title, "title"),
    ];
}

/// How the text of a source relates to a candidate title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    /// The candidate is the beginning of it, or its end.
    Begins,
    Ends,
    /// It is the beginning of the candidate, or the end.
    BeginsWith,
    EndsWith,
    Other,
}

impl Relation {
    fn of(candidate: &[String], said: &[String]) -> Relation {
        match () {
            () if candidate == said => Relation::Same,
            () if said.starts_with(candidate) => Relation::Begins,
            () if said.ends_with(candidate) => Relation::Ends,
            () if candidate.starts_with(said) => Relation::BeginsWith,
            () if candidate.ends_with(said) => Relation::EndsWith,
            () => Relation::Other,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Relation::Same => "says",
            Relation::Begins => "begins",
            Relation::Ends => "ends",
            Relation::BeginsWith => "begins-with",
            Relation::EndsWith => "ends-with",
            Relation::Other => "differs-from",
        }
    }
}

/// The different titles that stand, each with what is known of it.
pub(crate) fn candidates(
    scene: &PageLayout,
    claims: &[(Candidate<String>, TitleSource)],
) -> Vec<RankedCandidate<String>> {
    let standing: Vec<(Vec<String>, TitleSource)> = claims
        .iter()
        .filter(|(claim, _)| claim.stands())
        .map(|(claim, witness)| (folded_words(&claim.value), *witness))
        .collect();
    let mut values: Vec<&str> = Vec::new();
    for (claim, _) in claims.iter().filter(|(claim, _)| claim.stands()) {
        if !values.iter().any(|value| same_words(value, &claim.value)) {
            values.push(&claim.value);
        }
    }
    let body = body_words(scene);
    values
        .into_iter()
        .map(|value| (value.to_string(), features(scene, value, &standing, &body)))
        .collect()
}

fn features(
    scene: &PageLayout,
    value: &str,
    standing: &[(Vec<String>, TitleSource)],
    body: &HashSet<String>,
) -> Features {
    let own = folded_words(value);
    let mut features = Features::default();
    let relations: Vec<(&str, Relation)> = TitleSource::ALL
        .iter()
        .filter_map(|(witness, name)| Some((*name, relation(&own, *witness, standing)?)))
        .collect();
    for (name, relation) in &relations {
        features.note(format!("{} {name}", relation.name()), true);
    }
    let same = |relation: Relation| relation == Relation::Same;
    for (name, _) in relations.iter().filter(|(_, relation)| same(*relation)) {
        for (other, relation) in relations.iter().filter(|(_, relation)| !same(*relation)) {
            features.note(format!("says {name} {} {other}", relation.name()), true);
        }
    }
    let agreeing = relations.iter().filter(|(_, relation)| same(*relation)).count();
    features.note(format!("said by {}", agreeing.min(5)), true);
    features.note("one word", own.len() == 1);
    features.note("two words", own.len() == 2);
    features.note("many words", own.len() > 20);
    features.note("cut", value.ends_with(['…', '|', '-']) || value.ends_with("..."));
    features.note("copyright", value.contains('©'));
    let known = own.iter().filter(|word| body.contains(*word)).count();
    features.measure("in the text", known as f32 / own.len().max(1) as f32);
    features.note("nothing in the text", known == 0 && !body.is_empty());
    features.note(
        "below the text",
        scene.title.is_some_and(|title| {
            matches!(scene.place(title), Zone::Below(_)) && same_words(&scene.block(title).text, value)
        }),
    );
    features
}

/// How the nearest saying of a witness stands to a candidate; none where the witness is silent.
fn relation(
    own: &[String],
    witness: TitleSource,
    standing: &[(Vec<String>, TitleSource)],
) -> Option<Relation> {
    let said = standing.iter().filter(|(_, who)| *who == witness);
    let relations: Vec<Relation> = said.map(|(words, _)| Relation::of(own, words)).collect();
    let order = [
        Relation::Same,
        Relation::Begins,
        Relation::Ends,
        Relation::BeginsWith,
        Relation::EndsWith,
        Relation::Other,
    ];
    order.into_iter().find(|relation| relations.contains(relation))
}

fn folded_words(title: &str) -> Vec<String> {
    text::words(&text::folded(title))
        .map(|word| word.text.to_string())
        .collect()
}

/// The words of the text.
fn body_words(scene: &PageLayout) -> HashSet<String> {
    let paragraphs = scene.paragraphs().take(40);
    paragraphs
        .flat_map(|(_, block)| folded_words(&block.text))
        .collect()
}
