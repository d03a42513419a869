//! What is brought up to date is what is worked out anew: after random sequences of articles that come, change and go, with people of the
//! kinds that are joined.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

/// With this variable so many sequences are tried, each time others; else a few, always the same.
const CASES_VARIABLE: &str = "ARCHIVE_SEQUENCES";

/// Tries so many sequences, always the same, or as many others as the variable says.
pub(crate) fn runner(usual: u32) -> TestRunner {
    let cases = std::env::var(CASES_VARIABLE).ok();
    let cases = cases.and_then(|cases| cases.parse().ok());
    TestRunner::new(Config {
        cases: cases.unwrap_or(usual),
        rng_seed: cases.map_or(RngSeed::Fixed(20_260_513), |_: u32| RngSeed::Random),
        failure_persistence: None,
        ..Config::default()
    })
}

/// Parts of names that may be one: spellings, initials, slips, two scripts.
const GIVEN: [&str; 14] = [
    "jean",
    "bosco",
    "jean-bosco",
    "jezn",
    "jb",
    "j",
    "moussa",
    "mousa",
    "musa",
    "issa",
    "ousmane",
    "oumar",
    "o",
    "abdel",
];
const FAMILY: [&str; 12] = [
    "kazura",
    "kazurra",
    "lazura",
    "diarra",
    "diarra-kone",
    "dairra",
    "kone",
    "konee",
    "moussa",
    "traore",
    "fettah",
    "jean",
];
const WHOLE: [&str; 9] = [
    "?kazura",
    "?diarra",
    "?kone",
    "?moussa",
    "abdelfettah-traore",
    "аркадий-волошин",
    "arkadi-volochine",
    "?волошин",
    "arkady-voloshin",
];
const COUNTRIES: [&str; 3] = ["country:RW", "country:ML", "country:RU"];

/// An article: its people, and its countries.
type Named = (BTreeSet<String>, Vec<usize>);

fn person() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => (0..GIVEN.len(), 0..FAMILY.len()).prop_map(|(given, family)| format!("{}-{}", GIVEN[given], FAMILY[family])),
        2 => (0..GIVEN.len(), 0..GIVEN.len(), 0..FAMILY.len())
            .prop_map(|(first, second, family)| format!("{}-{}-{}", GIVEN[first], GIVEN[second], FAMILY[family])),
        1 => (0..FAMILY.len(), 0..GIVEN.len()).prop_map(|(family, given)| format!("{}-{}", FAMILY[family], GIVEN[given])),
        2 => (0..WHOLE.len()).prop_map(|place| WHOLE[place].to_string()),
    ]
    .prop_map(|name| format!("person:{name}"))
}

fn article() -> impl Strategy<Value = Named> {
    let people = prop::collection::btree_set(person(), 0..6);
    (people, prop::collection::vec(0..COUNTRIES.len(), 0..3))
}

/// Each round puts articles in the places of others or in new ones, and takes some away.
fn rounds() -> impl Strategy<Value = Vec<Vec<(u8, Option<Named>)>>> {
    let step = (
        0_u8..24,
        prop_oneof![4 => article().prop_map(Some), 1 => Just(None)],
    );
    prop::collection::vec(prop::collection::vec(step, 1..6), 1..12)
}

fn records(articles: &BTreeMap<u8, Named>) -> BTreeMap<String, (u32, Countries)> {
    let mut records: BTreeMap<String, (u32, Countries)> = BTreeMap::new();
    for (people, codes) in articles.values() {
        let mut countries = Countries::default();
        codes.iter().for_each(|code| countries.insert(COUNTRIES[*code]));
        for id in people {
            let record = records.entry(id.clone()).or_default();
            record.0 += 1;
            record.1.extend(&countries);
        }
    }
    records
}

fn resolved(records: &BTreeMap<String, (u32, Countries)>) -> People {
    People::resolved(
        records
            .iter()
            .map(|(id, (articles, countries))| (&**id, *articles, countries)),
    )
}

/// Brings people up to what the articles are now.
fn update(people: &mut People, now: &BTreeMap<String, (u32, Countries)>) {
    let before: Vec<String> = people
        .in_order()
        .into_iter()
        .map(|who| people.id(who).to_string())
        .collect();
    let mut changed = BTreeSet::new();
    for id in before.iter().chain(now.keys()) {
        let (articles, countries) = now.get(id).copied().unwrap_or_default();
        let who = people.add(id);
        let person = people.person(who);
        if (person.articles, person.countries) != (articles, countries) {
            people.set(
                who,
                Person {
                    articles,
                    countries,
                    ..person
                },
            );
            changed.insert(who);
        }
    }
    people.resolve(&changed);
}

fn is_the_same_after(rounds: Vec<Vec<(u8, Option<Named>)>>) -> Result<(), TestCaseError> {
    let (mut articles, mut people) = (BTreeMap::new(), People::default());
    for (number, round) in rounds.into_iter().enumerate() {
        for (place, article) in round {
            match article {
                Some(article) => articles.insert(place, article),
                None => articles.remove(&place),
            };
        }
        let records = records(&articles);
        update(&mut people, &records);
        let anew = resolved(&records);
        prop_assert_eq!(people.told(), anew.told(), "round {}", number);
        // Now what is different is stored, now all of it.
        let stored = match number % 3 {
            0 => people.clone(),
            1 => People::of(people.base()).with(&people.different()),
            _ => People::of(Packed::of(std::sync::Arc::new(people.to_bytes())).expect("packed")),
        };
        prop_assert_eq!(stored.told(), anew.told(), "stored in round {}", number);
        if number % 3 == 2 {
            prop_assert_eq!(people.to_bytes(), anew.to_bytes(), "packed in round {}", number);
        }
        people = stored;
    }
    Ok(())
}

#[test]
fn what_is_brought_up_to_date_is_what_is_worked_out_anew() {
    runner(48)
        .run(&rounds(), is_the_same_after)
        .unwrap_or_else(|failure| panic!("{failure}"));
}
