//! Who is one person across the articles of an archive.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

type Sighting<'a> = (&'a str, &'a [&'a str]);

const ARCHIVE: [Sighting; 12] = [
    ("oumar-diarra", &["ML", "RW"]),
    ("alou-boi-diarra", &["ML", "RU"]),
    ("?diarra", &["ML"]),
    ("jean-bosco-kazura", &["RW", "ML"]),
    ("jean-bosco-kazura", &["RW"]),
    ("jb-kazura", &["RW"]),
    ("jezn-bosco-kazura", &["RW"]),
    ("kazura-jean-bosco", &["FR"]),
    ("?kazura", &["RW"]),
    ("paul-kagame", &["RW"]),
    ("p-karuretwa", &["RW"]),
    ("patrick-karuretwa", &["RW"]),
];

/// Who a person of an article is in the archive.
#[derive(Debug, PartialEq)]
struct Resolved {
    id: String,
    ground: LinkReason,
    candidates: Vec<String>,
}

fn resolved(sightings: &[Sighting]) -> BTreeMap<String, Resolved> {
    let mut named: BTreeMap<String, (u32, Countries)> = BTreeMap::new();
    for (id, codes) in sightings {
        let (articles, countries) = named.entry(format!("person:{id}")).or_default();
        *articles += 1;
        codes
            .iter()
            .for_each(|code| countries.insert(&format!("country:{code}")));
    }
    let people = People::resolved(
        named
            .iter()
            .map(|(id, (articles, countries))| (&**id, *articles, countries)),
    );
    named
        .keys()
        .map(|id| (id.clone(), resolved_as(&people, id)))
        .collect()
}

fn resolved_as(people: &People, id: &str) -> Resolved {
    let who = people.find(id).expect("named");
    let bearers = Some(who).filter(|who| people.is_ambiguous(*who)).into_iter();
    let bearers = bearers.flat_map(|who| people.bearers(who));
    let candidates: BTreeSet<String> = bearers
        .map(|who| people.id(people.person(who).identity).to_string())
        .collect();
    Resolved {
        id: people.id(people.person(who).identity).to_string(),
        ground: people.ground(who),
        candidates: candidates.into_iter().collect(),
    }
}

#[test]
fn somebody_is_known_by_the_usual_name() {
    let mut sightings: Vec<Sighting> = vec![
        ("nike-de-nicolas-maduro", &["VE"]),
        ("nicolas-maduro-moros", &["VE"]),
    ];
    sightings.extend([("nicolas-maduro", &["VE"] as &[&str]); 4]);
    let who = resolved(&sightings);
    assert_eq!(who["person:nicolas-maduro"].id, "person:nicolas-maduro");
    assert_eq!(who["person:nike-de-nicolas-maduro"].id, "person:nicolas-maduro");
    // Two articles against one are no custom.
    let few: Vec<Sighting> = vec![
        ("jean-bosco-kazura", &["RW"]),
        ("jean-kazura", &["RW"]),
        ("jean-kazura", &["RW"]),
    ];
    assert_eq!(
        resolved(&few)["person:jean-kazura"].id,
        "person:jean-bosco-kazura"
    );
    let initials: Vec<Sighting> = [("jean-bosco-kazura", &["RW"] as &[&str])]
        .into_iter()
        .chain([("jb-kazura", &["RW"] as &[&str]); 5])
        .collect();
    assert_eq!(
        resolved(&initials)["person:jb-kazura"].id,
        "person:jean-bosco-kazura"
    );
}

#[test]
fn one_person_in_four_spellings_and_two_of_one_name() {
    let who = resolved(&ARCHIVE);
    for id in ["jb-kazura", "jezn-bosco-kazura", "kazura-jean-bosco", "?kazura"] {
        assert_eq!(
            who[&format!("person:{id}")].id,
            "person:jean-bosco-kazura",
            "{id}"
        );
    }
    assert_eq!(who["person:oumar-diarra"].id, "person:oumar-diarra");
    assert_eq!(who["person:alou-boi-diarra"].id, "person:alou-boi-diarra");
    let bare = &who["person:?diarra"];
    assert_eq!(bare.id, "person:?diarra");
    assert_eq!(bare.candidates, ["person:alou-boi-diarra", "person:oumar-diarra"]);
    assert_eq!(who["person:jb-kazura"].ground, LinkReason::Initials);
}

#[test]
fn the_order_of_ingest_does_not_matter() {
    let mut turned = ARCHIVE;
    turned.reverse();
    assert_eq!(resolved(&ARCHIVE), resolved(&turned));
}

#[test]
fn an_initial_waits_for_the_only_full_name_that_has_it() {
    let alone = resolved(&[("p-karuretwa", &["RW"])]);
    assert_eq!(alone["person:p-karuretwa"].id, "person:p-karuretwa");
    assert_eq!(
        resolved(&ARCHIVE)["person:p-karuretwa"].id,
        "person:patrick-karuretwa"
    );
    let two: [Sighting; 3] = [
        ("p-karuretwa", &["RW"]),
        ("patrick-karuretwa", &["RW"]),
        ("prosper-karuretwa", &["RW"]),
    ];
    assert_eq!(resolved(&two)["person:p-karuretwa"].id, "person:p-karuretwa");
}

#[test]
fn initials_in_other_company_stay_apart() {
    let who = resolved(&[("jean-bosco-kazura", &["RW"]), ("jb-kazura", &["BR"])]);
    assert_eq!(who["person:jb-kazura"].id, "person:jb-kazura");
}

#[test]
fn likenesses_are_not_chained() {
    let who = resolved(&[
        ("moussa-sanogo-kone", &["ML"]),
        ("moussa-sanogo", &["ML"]),
        ("moussa-sanoga-kone", &["ML"]),
        ("moussa-songo", &["ML"]),
    ]);
    assert_eq!(who["person:moussa-songo"].id, "person:moussa-songo");
}

#[test]
fn a_name_that_many_have_joins_nobody_and_hides_nobody() {
    let mut ids = Vec::new();
    let mut add = |id: &str| ids.push(id.to_string());
    let letters = "bdfglmnprstz";
    let family = |a, b| format!("{a}a{b}oro{a}i{b}ene");
    let families: Vec<String> = letters
        .chars()
        .flat_map(|a| letters.chars().map(move |b| family(a, b)))
        .collect();
    families
        .iter()
        .for_each(|family| add(&format!("moussa-{family}")));
    for id in [
        "moussa-kagnassi",
        "moussa-kagnasi",
        "kagnassi-moussa",
        "moussa-issa-kagnassi",
        "m-kagnassi",
        "?moussa",
    ] {
        add(id);
    }
    let sightings: Vec<Sighting> = ids.iter().map(|id| (id.as_str(), &["ML"] as &[&str])).collect();
    let who = resolved(&sightings);
    let joined = |id: &str| who[&format!("person:{id}")].id.clone();
    for id in ["moussa-kagnassi", "kagnassi-moussa", "m-kagnassi"] {
        assert_eq!(joined(id), "person:moussa-issa-kagnassi", "{id}");
    }
    let own = families.iter().map(|family| format!("moussa-{family}"));
    assert!(own.into_iter().all(|id| joined(&id) == format!("person:{id}")));
    assert_eq!(who["person:?moussa"].candidates.len(), families.len() + 1);
}

#[test]
fn another_script_is_no_other_person() {
    let who = resolved(&[
        ("arkadi-volochine", &["ML", "RU"]),
        ("аркадий-волошин", &["RU"]),
        ("?волошин", &["RU"]),
        ("عمر-سنوسي-كوري", &["TD"]),
        ("oumar-senoussi-kouri", &["TD"]),
        ("عثمان-ديارا-كوني", &["ML"]),
        ("ousmane-diarra-kone", &["FR"]),
        ("ламин-камара-сидибе", &["ML"]),
        ("lamine-camara-sidibe", &["ML"]),
        ("lamine-komara-sidibe", &["ML"]),
    ]);
    for (other, latin) in [
        ("аркадий-волошин", "arkadi-volochine"),
        ("?волошин", "arkadi-volochine"),
        ("عمر-سنوسي-كوري", "oumar-senoussi-kouri"),
        // Articles on other countries, and a second bearer of the consonants.
        ("عثمان-ديارا-كوني", "عثمان-ديارا-كوني"),
        ("ламин-камара-сидибе", "ламин-камара-сидибе"),
    ] {
        assert_eq!(who[&format!("person:{other}")].id, format!("person:{latin}"));
    }
}
