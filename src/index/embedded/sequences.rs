//! The tables that are brought up to date are those that are made anew: after random sequences of pages that come, change, are printed
//! again and are deleted, over several commits and processes.

use crate::article::{Article, ArticleId};
use crate::describe::actors::linking::sequences::runner;
use crate::index::embedded::near_duplicates::{self, StoryTable};
use crate::index::embedded::recent;
use crate::index::embedded::{Embedded, people};
use crate::index::tests::{actor, article, dated};
use crate::index::{Archive, Writer};
use proptest::prelude::*;
use std::path::Path;

const PEOPLE: [&str; 12] = [
    "jean-bosco-kazura",
    "jb-kazura",
    "jezn-bosco-kazura",
    "kazura-jean-bosco",
    "?kazura",
    "alou-boi-diarra",
    "oumar-diarra",
    "?diarra",
    "аркадий-волошин",
    "arkadi-volochine",
    "arkady-dmitri-volochine",
    "?волошин",
];
const COUNTRIES: [&str; 3] = ["country:RW", "country:ML", "country:RU"];
const SUBJECTS: [&str; 4] = ["le pont", "la grève", "le marché", "la crue"];

#[derive(Debug, Clone)]
enum Step {
    /// A page at a place, of an address or none: its text, what is cut of it, its day, its people and countries.
    Page(u8, Option<u8>, usize, usize, u8, Vec<usize>, Vec<usize>),
    /// Nothing stands at a place any more.
    Gone(u8),
    /// An article of those that there are is deleted.
    Delete(usize),
    Commit,
    /// The ingest ends, and another process begins one.
    Finish,
}

fn step() -> impl Strategy<Value = Step> {
    let page = (
        0..10_u8,
        prop::option::of(0..6_u8),
        0..SUBJECTS.len(),
        0..4_usize,
        1..5_u8,
        prop::collection::vec(0..PEOPLE.len(), 0..4),
        prop::collection::vec(0..COUNTRIES.len(), 0..3),
    );
    let page = page.prop_map(|(place, address, subject, cut, day, people, countries)| {
        Step::Page(place, address, subject, cut, day, people, countries)
    });
    prop_oneof![
        8 => page,
        1 => (0..10_u8).prop_map(Step::Gone),
        2 => (0..20_usize).prop_map(Step::Delete),
        1 => Just(Step::Commit),
        5 => Just(Step::Finish),
    ]
}

/// A long text on a subject, from which the end may be cut.
fn text(subject: usize, cut: usize) -> String {
    let sentence = |number: usize| {
        let word = (number * 7919 + subject * 31) % 997;
        format!(
            "Sur {} le conseil {word} a entendu le témoin {number} du quartier {}.",
            SUBJECTS[subject],
            word % 89
        )
    };
    (0..12 - cut).map(sentence).collect::<Vec<_>>().join(" ")
}

fn page(step: &Step) -> Option<Article> {
    let Step::Page(place, address, subject, cut, day, people, countries) = step else {
        return None;
    };
    let mut made = article(SUBJECTS[*subject], &text(*subject, *cut));
    let bytes = format!("{step:?}");
    made.id = ArticleId::of(bytes.as_bytes());
    made.source.blake3 = made.id.to_hex();
    made.source.path = format!("pages/{place}.txt").into();
    made.url = address.map(|address| format!("https://relais.example/{address}"));
    made.published = Some(dated(&format!("2022-05-1{day}")));
    let people = people.iter().map(|place| format!("person:{}", PEOPLE[*place]));
    let countries = countries.iter().map(|place| COUNTRIES[*place].to_string());
    let mut named: Vec<String> = people.chain(countries).collect();
    named.sort();
    named.dedup();
    made.actors = named
        .iter()
        .map(|id| actor(&made, id, id, &["conseil"]))
        .collect();
    Some(made)
}

fn take(step: &Step, writer: &mut dyn Writer, known: &[ArticleId]) {
    match step {
        Step::Page(..) => {
            let page = page(step).expect("a page");
            writer
                .add(&page, format!("{step:?}").as_bytes(), "")
                .expect("added");
        }
        Step::Gone(place) => {
            let path = format!("pages/{place}.txt");
            let place = crate::page::Place {
                path: path.into(),
                ..Default::default()
            };
            writer.gone(&place).expect("noted");
        }
        Step::Delete(place) => {
            let one = known.get(place % known.len().max(1)).copied();
            writer
                .delete(&one.into_iter().collect::<Vec<_>>())
                .expect("deleted");
        }
        Step::Commit => writer.commit().expect("committed"),
        Step::Finish => {}
    }
}

/// The tables of an index are those that are made from what is committed.
fn are_as_made_anew(index: &Path) -> Result<(), TestCaseError> {
    let archive = Archive::open(index).expect("opened");
    prop_assert!(archive.is_finished());
    let anew = tempfile::tempdir().expect("a folder");
    let searcher = Embedded::open(index).expect("opened").searcher();
    people::renew(anew.path(), &searcher).expect("made");
    near_duplicates::write(anew.path(), &searcher).expect("made");
    prop_assert_eq!(people::everybody_told(index), people::everybody_told(anew.path()));
    let rows = |folder: &Path| {
        StoryTable::open(folder)
            .expect("opened")
            .map(|table| table.all().expect("read"))
    };
    prop_assert_eq!(rows(index), rows(anew.path()));
    Ok(())
}

fn is_the_same_after(steps: &[Step]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a folder");
    let index = folder.path().join("index");
    Archive::create(&index).expect("made");
    for ingest in steps.split(|step| matches!(step, Step::Finish)) {
        let archive = Archive::open(&index).expect("opened");
        let mut known = Vec::new();
        let each = archive.for_each_match::<crate::error::Error>(&crate::query::Query::All, |article| {
            known.push(article.id);
            Ok(())
        });
        each.expect("read");
        let mut writer = archive.writer().expect("a writer");
        ingest.iter().for_each(|step| take(step, &mut *writer, &known));
        writer.finish().expect("finished");
        are_as_made_anew(&index)?;
    }
    Ok(())
}

#[test]
fn the_tables_are_those_that_are_made_anew() {
    let steps = prop::collection::vec(step(), 10..40);
    let tried = runner(6).run(&steps, |steps| is_the_same_after(&steps));
    tried.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn tables_of_another_commit_are_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = folder.path().join("index");
    let step = |place: u8, person: usize| Step::Page(place, None, 0, place.into(), 1, vec![person], vec![0]);
    let ingest = |steps: &[Step], ends: bool| {
        let archive = Archive::create(&index).expect("made");
        let mut writer = archive.writer().expect("a writer");
        steps.iter().for_each(|step| take(step, &mut *writer, &[]));
        match ends {
            true => writer.finish().expect("finished"),
            false => writer.commit().expect("committed"),
        }
    };
    ingest(&[step(0, 0)], true);
    ingest(&[step(1, 1)], false);
    let archive = Archive::open(&index).expect("opened");
    assert!(!archive.is_finished());
    drop(archive);
    ingest(&[step(2, 4)], true);
    are_as_made_anew(&index).expect("the same");
    for table in ["people", "stories"] {
        for file in [table.into(), format!("{table}.recent")] {
            std::fs::remove_file(index.join(&file)).expect("removed");
            assert!(!Archive::open(&index).expect("opened").is_finished(), "{file}");
            ingest(&[], true);
            are_as_made_anew(&index).expect(&file);
        }
    }
    let path = recent::path(&index.join("people"));
    let mut bytes = std::fs::read(&path).expect("read");
    bytes[0] ^= 1;
    std::fs::write(&path, bytes).expect("written");
    assert!(!Archive::open(&index).expect("opened").is_finished());
    ingest(&[step(3, 2)], true);
    are_as_made_anew(&index).expect("the same");
}
