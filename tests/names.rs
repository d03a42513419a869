//! Names and dates in the texts of the written corpus, by language: floors that fall only on purpose.
//!
//! The tagger has learned from these pages, so the floors of names hold what was reached and say nothing about outlets that were not seen:
//! `train tagger folds` does. The dates have learned nothing.

use archive::article::{Mention, MentionForm};
use archive::calendar::Date;
use archive::describe::actors;
use archive::describe::dates;
use archive::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// By language the least strict F1 of names (span and type) and the least F1 of the values of dates.
const FLOORS: [(&str, f64, f64); 11] = [
    ("ar", 0.969, 0.877),
    ("de", 0.966, 0.808),
    ("en", 0.948, 0.88),
    ("es", 0.965, 0.883),
    ("fr", 0.954, 0.914),
    ("ha", 0.996, 0.873),
    ("it", 0.959, 0.834),
    ("nl", 0.97, 0.863),
    ("pl", 0.969, 0.874),
    ("pt", 0.978, 0.855),
    ("sw", 0.981, 0.918),
];

/// Of the pairs of mentions that are taken for one person's, how many are; and of those that are one person's, how many are found.
const PAIRS: (f64, f64) = (0.952, 0.884);

/// What a page names: the characters from and to, and the type or the value.
type Marks = BTreeSet<(usize, usize, String)>;

/// The text of a page and what its annotators marked in it.
#[derive(Default)]
struct Marked {
    language: String,
    published: Option<Date>,
    text: String,
    names: Marks,
    dates: Marks,
    people: Marks,
    /// Adjectives of origin, which count neither way.
    beside: BTreeSet<(usize, usize)>,
}

/// What was found, what is right, and what of it is both.
#[derive(Default)]
struct Tally {
    both: usize,
    found: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, found: &Marks, right: &Marks) {
        self.both += found.intersection(right).count();
        self.found += found.len();
        self.right += right.len();
    }

    fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.found + self.right).max(1) as f64
    }
}

fn marked(page: &str) -> Marked {
    let head = |key: &str| {
        page.lines()
            .find_map(|line| line.strip_prefix(key))
            .unwrap_or_default()
    };
    let mut marked = Marked {
        language: head("# language: ").to_string(),
        published: Date::parse(head("# published: ")),
        ..Marked::default()
    };
    for line in page.lines() {
        if let Some(("title" | "lead" | "body" | "subhead", line)) = line.split_once('\t') {
            marked.add(line);
        }
    }
    marked
}

impl Marked {
    fn add(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let mut pieces = line.split("[[");
        self.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (mark, after) = piece.split_once("]]").unwrap();
            let [surface, kind, value] = mark.split('|').collect::<Vec<_>>()[..] else {
                panic!("a mark has three parts: {mark}");
            };
            let start = self.text.chars().count();
            self.text.push_str(surface);
            let end = self.text.chars().count();
            match kind {
                "DATE" => _ = self.dates.insert((start, end, value.to_string())),
                "DEM" => _ = self.beside.insert((start, end)),
                "GPE" | "LOC" => _ = self.names.insert((start, end, "place".to_string())),
                "PER" => {
                    self.names.insert((start, end, "person".to_string()));
                    self.people.insert((start, end, value.to_string()));
                }
                _ => _ = self.names.insert((start, end, "org".to_string())),
            }
            self.text.push_str(after);
        }
    }

    fn found_names(&self) -> Marks {
        let kind = |id: &str| match id.split(':').next() {
            Some("country") => "place".to_string(),
            other => other.unwrap_or_default().to_string(),
        };
        let found = actors(None, &self.text, Some(&self.language), Lexicon::built_in());
        let mentions = found.iter().flat_map(|actor| {
            let named = actor
                .mentions
                .iter()
                .filter(|mention| mention.form == MentionForm::Name);
            named.map(|mention| (mention.start, mention.end, kind(&actor.id)))
        });
        mentions
            .filter(|(start, end, _)| !self.beside.contains(&(*start, *end)))
            .collect()
    }

    /// Of the pairs of marked people how many are rightly taken for one, how many are taken for one, and how many are one.
    fn pairs(&self) -> Tally {
        let found = actors(None, &self.text, Some(&self.language), Lexicon::built_in());
        let persons: Vec<_> = found
            .iter()
            .filter(|actor| actor.id.starts_with("person:"))
            .collect();
        let who = |(start, end, _): &(usize, usize, String)| {
            let touches = |mention: &Mention| mention.start < *end && *start < mention.end;
            persons
                .iter()
                .position(|actor| actor.mentions.iter().any(touches))
        };
        let people: Vec<_> = self
            .people
            .iter()
            .map(|person| (&person.2, who(person)))
            .collect();
        let mut tally = Tally::default();
        for (at, (right, found)) in people.iter().enumerate() {
            for (other_right, other_found) in &people[..at] {
                let (is_right, is_found) = (right == other_right, found.is_some() && found == other_found);
                tally.both += usize::from(is_right && is_found);
                tally.found += usize::from(is_found);
                tally.right += usize::from(is_right);
            }
        }
        tally
    }

    /// The dates found, each at the place of the marked one that it touches.
    fn found_dates(&self) -> Marks {
        let found = dates(None, &self.text, Some(&self.language), self.published).dates;
        let place = |start: usize, end: usize| {
            let touched = self.dates.iter().find(|(from, to, _)| *from < end && start < *to);
            touched.map_or((start, end), |(from, to, _)| (*from, *to))
        };
        found
            .iter()
            .map(|date| {
                let (start, end) = place(date.start, date.end);
                (start, end, date.date.to_string())
            })
            .collect()
    }
}

fn pages() -> Vec<PathBuf> {
    let inside = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let outlets = inside(PathBuf::from("fixtures/corpus")).filter(|path| path.is_dir());
    outlets
        .flat_map(inside)
        .filter(|path| path.extension().is_some_and(|ending| ending == "page"))
        .collect()
}

#[test]
fn names_and_dates_hold_their_floors_in_every_language() {
    let mut tallies: BTreeMap<String, [Tally; 2]> = BTreeMap::new();
    for path in pages() {
        let page = marked(&fs::read_to_string(path).unwrap());
        let [names, dates] = tallies.entry(page.language.clone()).or_default();
        names.add(&page.found_names(), &page.names);
        dates.add(&page.found_dates(), &page.dates);
    }
    let reached = |language: &str| tallies[language].each_ref().map(Tally::f1);
    let table: Vec<String> = FLOORS
        .iter()
        .map(|(language, ..)| format!("{language} {:.3?}", reached(language)))
        .collect();
    for (language, names_floor, dates_floor) in FLOORS {
        let [names, dates] = reached(language);
        assert!(
            names >= names_floor && dates >= dates_floor,
            "{language}: names {names:.3} (floor {names_floor}), dates {dates:.3} (floor {dates_floor}); all: {table:?}"
        );
    }
}

#[test]
fn names_of_one_person_in_a_text_are_one() {
    let mut all = Tally::default();
    for path in pages() {
        let page = marked(&fs::read_to_string(path).unwrap()).pairs();
        all.both += page.both;
        all.found += page.found;
        all.right += page.right;
    }
    let precision = all.both as f64 / all.found as f64;
    let recall = all.both as f64 / all.right as f64;
    assert!(
        precision >= PAIRS.0 && recall >= PAIRS.1,
        "of pairs {precision:.4} right, {recall:.4} found, floors {PAIRS:?}"
    );
}

#[test]
fn a_word_of_the_language_is_no_organisation() {
    for (language, text) in [
        (
            "de",
            "Grüne Wiesen liegen vor dem Dorf, und viele kommen am Sonntag.",
        ),
        (
            "es",
            "Sumar puntos fuera de casa es difícil. Morena y callada, esperó once días.",
        ),
        ("pt", "Chega ao fim uma obra que durou anos."),
        ("ar", "حضرت أم وام في الحفل الذي نظمته البلدية في مدينة الكاف."),
    ] {
        let found = actors(None, text, Some(language), Lexicon::built_in());
        let known = [
            "org:gruene",
            "org:sumar",
            "org:morena",
            "org:chega",
            "org:wam",
            "org:caf",
        ];
        let wrong: Vec<&str> = found
            .iter()
            .map(|actor| actor.id.as_str())
            .filter(|id| known.contains(id))
            .collect();
        assert!(wrong.is_empty(), "{text}: {wrong:?}");
    }
}
