//! How much each name on the page is like that of its outlet: who says it, how it fits the domain, how often it stands on the page.

use super::lines::{FOOT, HEAD};
use super::{Witness, is_domain_of, squeezed};
use crate::clean::cues::{is_function_word, is_phrase_of_furniture};
use crate::describe::address;
use crate::describe::candidates::Candidate;
use crate::describe::layout::PageLayout;
use crate::describe::outlet_names::{ARTICLES, OUTLET_WORDS, PUBLISHER_WORDS, WordEndings, initials};
use crate::describe::ranker::{Features, RankedCandidate, Ranker};
use crate::hash::fnv32_word;
use crate::lexicon::Lexicon;
use crate::lexicon::actor_type::ActorType;
use crate::parse::{BlockId, Markup};
use crate::text;
use std::sync::LazyLock;

/// The judge of outlets.
pub(crate) static JUDGE: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_bytes!("../../../models/outlet.weights");
    Ranker::built_in("outlet", file)
});

/// Whether two names have the same letters.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    squeezed(a) == squeezed(b)
}

/// The different names, each with what is known of it; the last is that the page does not name its outlet.
pub(crate) fn candidates(
    scene: &PageLayout,
    claims: &[(Candidate<String>, Witness)],
    domain: Option<&str>,
) -> Vec<RankedCandidate<String>> {
    let mut values: Vec<&str> = Vec::new();
    for (claim, _) in claims {
        if !values.iter().any(|value| is_same(value, &claim.value)) {
            values.push(&claim.value);
        }
    }
    let lines: Vec<String> = match scene.document.form {
        Markup::Text => scene
            .document
            .blocks
            .iter()
            .map(|block| spaced(&block.text))
            .collect(),
        Markup::Html => Vec::new(),
    };
    let heads = claims.iter().filter(|(_, witness)| *witness == "head");
    let mut heads: Vec<&str> = heads.map(|(claim, _)| claim.value.as_str()).collect();
    heads.retain(|line| !is_phrase_of_furniture(line) && !has_common_word(line));
    let mut none = Features::default();
    none.note(format!("no name: {:?}", scene.document.form), true);
    let candidates = values.into_iter().map(|value| {
        let mut features = Features::default();
        by_witness(value, claims, &mut features);
        by_domain(value, domain, &mut features);
        by_lines(value, &lines, &mut features);
        by_masthead(value, &heads, claims, &mut features);
        by_words(value, &mut features);
        by_shape(value, &mut features);
        (value.to_string(), features)
    });
    candidates.chain([(String::new(), none)]).collect()
}

fn by_witness(value: &str, claims: &[(Candidate<String>, Witness)], features: &mut Features) {
    let mut saying: Vec<Witness> = claims
        .iter()
        .filter(|(claim, _)| is_same(&claim.value, value))
        .map(|(_, witness)| *witness)
        .collect();
    saying.sort_unstable();
    saying.dedup();
    saying
        .iter()
        .for_each(|witness| features.note(format!("says {witness}"), true));
    features.note(format!("said by {}", saying.len().min(4)), true);
    let own = squeezed(value);
    let longer = |name: &str| name.len() > own.len() && own.len() > 2 && name.contains(&own);
    let shorter = |name: &str| name.len() > 2 && own.len() > name.len() && own.contains(name);
    let others: Vec<String> = claims.iter().map(|(claim, _)| squeezed(&claim.value)).collect();
    features.note("stands in a longer name", others.iter().any(|name| longer(name)));
    features.note("holds a shorter name", others.iter().any(|name| shorter(name)));
}

/// How well a name fits the site's registered label: its letters are the label, or its initials are, or one begins with the other.
fn by_domain(value: &str, domain: Option<&str>, features: &mut Features) {
    let label: String = domain
        .and_then(address::registered_label)
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let own = squeezed(value);
    if label.is_empty() || own.is_empty() {
        return;
    }
    let bare = ARTICLES.iter().find_map(|article| own.strip_prefix(article));
    let fit = match () {
        () if domain.is_some_and(|domain| is_domain_of(value, domain)) => "is the domain",
        () if own == label => "is the label",
        () if bare == Some(&label) => "is the label with an article",
        () if initials(value) == label => "has the label's initials",
        () if own.len() > 2 && label.starts_with(&own) => "begins the label",
        () if own.len() > 2 && own.starts_with(&label) => "begins with the label",
        () if own.len() > 2 && (label.contains(&own) || own.contains(&label)) => {
            "shares letters with the label"
        }
        () => "is not like the label",
    };
    features.note(fit, true);
}

/// On how many lines of a page of visible text the name stands.
fn by_lines(value: &str, lines: &[String], features: &mut Features) {
    if lines.is_empty() {
        return;
    }
    let own = spaced(value);
    let holding: Vec<BlockId> = lines
        .iter()
        .zip(0..)
        .filter(|(line, _)| line.contains(&own))
        .map(|(_, id)| id)
        .collect();
    let end = lines.len() as BlockId;
    let foot = holding.iter().filter(|id| **id + FOOT >= end).count();
    let in_longer = lines
        .iter()
        .filter(|line| line.contains(&own) && line.len() > own.len() + 4)
        .count();
    features.note(format!("on {} lines", holding.len().min(4)), true);
    features.note("on many lines", holding.len() > 6);
    features.note(format!("in {} longer lines", in_longer.min(3)), true);
    features.note("in the head", holding.iter().any(|id| *id < HEAD));
    features.note("in the foot", foot > 0);
    features.note(
        "in head and foot",
        foot > 0 && holding.iter().any(|id| *id < HEAD),
    );
    features.note("first line", holding.first() == Some(&0));
}

/// The masthead comes before the menu, and shares a word with the company that owns it: *Hill Courier* is of *Courier Group*.
fn by_masthead(
    value: &str,
    heads: &[&str],
    claims: &[(Candidate<String>, Witness)],
    features: &mut Features,
) {
    if let Some(place) = heads.iter().position(|head| is_same(head, value)) {
        features.note(format!("head line {}", place.min(4)), true);
    }
    let own = telling_words(value);
    let others = claims.iter().filter(|(claim, _)| !is_same(&claim.value, value));
    let of = |wanted: &[Witness]| {
        let named = others.clone().filter(|(_, witness)| wanted.contains(witness));
        named
            .flat_map(|(claim, _)| telling_words(&claim.value))
            .any(|word| {
                own.iter()
                    .any(|own| own.starts_with(&word) || word.starts_with(own))
            })
    };
    features.note("shares a word with the foot", of(&["copyright", "foot"]));
    features.note("shares a word with the head", of(&["head"]));
}

/// The words of a name that tell it from others: long, and of no company.
fn telling_words(name: &str) -> Vec<String> {
    let folded = text::folded(name);
    let words = text::words(&folded).map(|word| word.text.to_string());
    let is_telling = |word: &String| word.chars().count() >= TELLING && !PUBLISHER_WORDS.has(word);
    words.filter(is_telling).collect()
}

/// So long is a word that is in few names by chance.
const TELLING: usize = 4;

/// What the words of a name are: those of newspapers and stations, of companies, of menus, of places.
fn by_words(value: &str, features: &mut Features) {
    let folded = text::folded(value);
    let words: Vec<&str> = text::words(&folded).map(|word| word.text).collect();
    let any = |list: &WordEndings| words.iter().any(|word| list.has(word));
    features.note("a word of outlets", any(&OUTLET_WORDS));
    features.note("a word of publishers", any(&PUBLISHER_WORDS));
    features.note("a phrase of furniture", is_phrase_of_furniture(value));
    let known = Lexicon::built_in().gazetteer.named(value);
    features.note(
        "a place",
        known
            .iter()
            .any(|entry| matches!(entry.class, ActorType::Place | ActorType::Country)),
    );
    features.note(
        "an article first",
        ARTICLES.contains(words.first().unwrap_or(&"")),
    );
}

/// Whether a word behind the first is written small, as in a sentence, and is none of those that stand so in names: *of*, *du*.
fn has_common_word(name: &str) -> bool {
    text::words(name).skip(1).any(|word| {
        word.text.starts_with(char::is_lowercase) && !is_function_word(fnv32_word(&text::folded(word.text)))
    })
}

/// The words of a line with one blank around each.
fn spaced(line: &str) -> String {
    let folded = text::folded(line);
    let words: Vec<&str> = text::words(&folded).map(|word| word.text).collect();
    format!(" {} ", words.join(" "))
}

/// A domain, or a name in small letters, is a poorer name than one that is written for readers.
fn by_shape(value: &str, features: &mut Features) {
    let words = text::words(value).count();
    let capitals = value.chars().filter(|c| c.is_uppercase()).count();
    features.note("like a domain", value.contains('.') && !value.contains(' '));
    features.note("small letters", capitals == 0 && value.is_ascii());
    features.note("capitals", capitals > 3 && !value.chars().any(char::is_lowercase));
    features.note(format!("{} words", words.min(5)), true);
    features.note("digits", value.chars().any(|c| c.is_ascii_digit()));
}
