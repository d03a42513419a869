//! How much each set of names that the page gives is like its authors: who says it, who says more or less, and what the names look like.

use super::{AuthorSource, Heard, names, same_people};
use crate::describe::ranker::{Features, RankedCandidate, Ranker};
use crate::lexicon::Lexicon;
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The judge of authors.
pub(super) static JUDGE: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_bytes!("../../../models/authors.weights");
    Ranker::built_in("authors", file)
});

/// The different sets of names that stand, each with what is known of it; the last is that the page names nobody.
/// `common` are the words that the page writes with small letters.
pub(super) fn candidates(heard: &[Heard], common: &HashSet<String>) -> Vec<RankedCandidate<Vec<String>>> {
    let standing: Vec<&Heard> = heard.iter().filter(|(claim, ..)| claim.stands()).collect();
    let mut values: Vec<&Vec<String>> = Vec::new();
    for (claim, ..) in &standing {
        if !values.iter().any(|value| same_people(value, &claim.value)) {
            values.push(&claim.value);
        }
    }
    let mut nobody = Features::default();
    nobody.note("nobody", true);
    let organisation = |(claim, kind, ..): &Heard| !claim.stands() && *kind < AuthorSource::Microdata;
    nobody.note(
        "nobody, but an organisation in JSON-LD",
        heard.iter().any(organisation),
    );
    let candidates = values
        .into_iter()
        .map(|value| (value.clone(), features(value, &standing, common)));
    candidates.chain([(Vec::new(), nobody)]).collect()
}

fn features(people: &[String], standing: &[&Heard], common: &HashSet<String>) -> Features {
    let mut features = Features::default();
    let mut relations: Vec<(&'static str, String, f32)> = standing
        .iter()
        .map(|(claim, kind, near, zone)| {
            let witness = match zone {
                Some(zone) => format!("{kind:?} {zone}"),
                None => format!("{kind:?}"),
            };
            (relation(people, &claim.value), witness, *near)
        })
        .collect();
    relations.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)).then(b.2.total_cmp(&a.2)));
    relations.dedup_by(|a, b| (a.0, &a.1) == (b.0, &b.1));
    for (relation, kind, near) in &relations {
        features.note(format!("{relation} {kind}"), true);
        if *relation == "says" {
            features.measure(format!("far from {kind}"), 1.0 - near);
        }
    }
    by_order(people, standing, &mut features);
    beside_declared(people, standing, &mut features);
    let agreeing = relations
        .iter()
        .filter(|(relation, ..)| *relation == "says")
        .count();
    features.note(format!("said by {}", agreeing.min(5)), true);
    by_shape(people, &mut features);
    features.measure("words that are no names", common_share(people, common));
    features
}

/// How what the page shows stands to whom its own data declare: publishing systems often name the first author alone, or who put the text
/// on the page.
fn beside_declared(people: &[String], standing: &[&Heard], features: &mut Features) {
    let is_declared = |kind: AuthorSource| {
        matches!(
            kind,
            AuthorSource::Linked | AuthorSource::OpenGraph | AuthorSource::Meta
        )
    };
    let Some((declared, ..)) = standing.iter().find(|(_, kind, ..)| is_declared(*kind)) else {
        return;
    };
    let declared = &declared.value;
    let shown = |value: &[String]| {
        let mut kinds: Vec<AuthorSource> = standing
            .iter()
            .filter(|(claim, kind, ..)| !is_declared(*kind) && same_people(&claim.value, value))
            .map(|(_, kind, ..)| *kind)
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds.len().min(3)
    };
    match relation(declared, people) {
        "more says" => {
            features.note(format!("more than declared, shown by {}", shown(people)), true);
            let mut others = standing.iter().filter(|(_, kind, ..)| is_declared(*kind));
            features.note(
                "more than declared, declared elsewhere",
                others.any(|(claim, ..)| same_people(&claim.value, people)),
            );
        }
        "another says" => features.note(format!("others than declared, shown by {}", shown(people)), true),
        "says" => {
            let mut others = standing.iter().map(|(claim, ..)| &claim.value);
            features.note(
                "declared, and two kinds show more",
                others.any(|value| relation(declared, value) == "more says" && shown(value) > 1),
            );
            features.note("declared, and shown by none", shown(people) == 0);
        }
        _ => {}
    }
}

/// What share of the words of some names the page also writes with small letters.
fn common_share(people: &[String], common: &HashSet<String>) -> f32 {
    let words: Vec<text::Word> = people.iter().flat_map(|name| text::words(name)).collect();
    let telling = words
        .iter()
        .filter(|word| word.text.starts_with(char::is_uppercase));
    let common = telling.filter(|word| common.contains(&word.text.to_lowercase()));
    common.count() as f32 / words.len().max(1) as f32
}

/// Of each kind of witness, whether the first on the page names these people: further down are those of other articles.
fn by_order(people: &[String], standing: &[&Heard], features: &mut Features) {
    let mut seen = Vec::new();
    for (claim, kind, ..) in standing {
        if !seen.contains(kind) {
            seen.push(*kind);
            features.note(format!("first {kind:?}"), same_people(people, &claim.value));
        }
    }
}

/// How what a witness says stands to these people.
fn relation(people: &[String], said: &[String]) -> &'static str {
    let within = |few: &[String], many: &[String]| {
        few.iter()
            .all(|name| many.iter().any(|other| text::folded(name) == text::folded(other)))
    };
    match (within(people, said), within(said, people)) {
        (true, true) => "says",
        (true, false) => "more says",
        (false, true) => "fewer says",
        (false, false) => "another says",
    }
}

fn by_shape(people: &[String], features: &mut Features) {
    let share = |fits: &dyn Fn(&String) -> bool| {
        people.iter().filter(|name| fits(name)).count() as f32 / people.len().max(1) as f32
    };
    let given = |name: &String| text::words(name).any(|word| names::is_given(word.text));
    let surname = |name: &String| text::words(name).skip(1).any(|word| names::is_surname(word.text));
    let unknown = |name: &String| {
        !text::words(name).any(|word| names::is_given(word.text) || names::is_surname(word.text))
    };
    let organisation = |name: &String| {
        let tails = &Lexicon::built_in().organisation_tails;
        text::words(name).skip(1).any(|word| tails.has(word.text))
    };
    let words = |name: &String| text::words(name).count();
    features.measure("whole names", share(&|name| names::is_whole_name(name)));
    features.measure("given names", share(&given));
    features.measure("family names", share(&surname));
    features.measure("names nobody knows", share(&unknown));
    features.measure("organisations", share(&organisation));
    features.measure("one word", share(&|name| words(name) == 1));
    features.measure("four words", share(&|name| words(name) > 3));
    features.measure(
        "small letters",
        share(&|name| !name.chars().any(char::is_uppercase) && name.is_ascii()),
    );
    features.measure("digits", share(&|name| name.chars().any(|c| c.is_ascii_digit())));
    let capitals =
        |name: &String| words(name) > 1 && !name.chars().any(char::is_lowercase) && name.is_ascii();
    features.measure("capitals", share(&capitals));
    features.note("two people", people.len() == 2);
    features.note("three people", people.len() == 3);
    features.note("many people", people.len() > 3);
}
