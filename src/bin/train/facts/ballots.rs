//! The facts whose judges are fitted, and the choice that a page gives each of them.

use super::pages::GoldFacts;
use crate::folds;
use archive::describe;
use archive::text;
use archive::training::facts::{Candidates, Features, RankedCandidate};

/// A fact whose judge is fitted.
pub(super) struct TrainedFact {
    /// Its name on the command line.
    pub name: &'static str,
    /// The sets that are annotated with it, and how much a page of each counts.
    pub sets: &'static [(&'static str, f32)],
    /// The sets of HTML whose pages are asked as visible text too, and how much a page of each counts so.
    pub as_text: &'static [(&'static str, f32)],
    /// How much the squares of the weights cost.
    pub shrink: f32,
    /// The name of its model.
    pub model: &'static str,
    /// The choices that a page gives its judge; none where the annotation does not say.
    pub choices: fn(Candidates, &GoldFacts) -> Vec<Choice>,
}

/// The facts, those first on which others build.
pub(super) const FACTS: [TrainedFact; 4] = [
    TrainedFact {
        name: "line",
        sets: &[("dump", 1.0), ("corpus", 3.0), ("pages", 3.0)],
        as_text: &[("traf", 0.3), ("wcxb", 0.3)],
        shrink: 1.0,
        model: "headline-line",
        choices: lines,
    },
    TrainedFact {
        name: "title",
        sets: &[("fundus", 3.0), ("traf", 1.0), ("wcxb", 1.0)],
        as_text: &[],
        shrink: 3.0,
        model: "headline",
        choices: titles,
    },
    TrainedFact {
        name: "outlet",
        sets: &[("fundus", 1.0), ("dump", 1.0), ("corpus", 1.0), ("pages", 3.0)],
        as_text: &[],
        shrink: 1.0,
        model: "outlet",
        choices: outlets,
    },
    TrainedFact {
        name: "authors",
        sets: &[
            ("fundus", 2.0),
            ("traf", 1.0),
            ("wcxb", 1.0),
            ("readability", 0.5),
            ("dump", 1.0),
            ("corpus", 2.0),
            ("pages", 3.0),
        ],
        as_text: &[],
        shrink: 2.0,
        model: "authors",
        choices: authors,
    },
];

/// The candidates of a page, which of them are right, and whether the page was made of another.
pub(super) struct Choice {
    candidates: Vec<Features>,
    right: Vec<bool>,
    named: Vec<NameCounts>,
    made: bool,
}

impl Choice {
    /// Whether a candidate is right.
    pub(super) fn is_answered(&self) -> bool {
        self.right.contains(&true)
    }
}

/// Of a candidate that is a set of names, how many are right, how many it has, and how many there are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NameCounts {
    hits: usize,
    said: usize,
    annotated: usize,
}

impl NameCounts {
    /// The names of two pages.
    pub(super) fn and(self, other: NameCounts) -> NameCounts {
        NameCounts {
            hits: self.hits + other.hits,
            said: self.said + other.said,
            annotated: self.annotated + other.annotated,
        }
    }

    /// The mean of precision and recall.
    pub(super) fn f1(self) -> f32 {
        2.0 * self.hits as f32 / (self.said + self.annotated).max(1) as f32
    }
}

/// A choice with its page.
pub(super) struct Example {
    pub set: String,
    site: String,
    pub candidates: Vec<Features>,
    pub right: Vec<bool>,
    /// Where candidates are sets of names, what each is worth.
    pub named: Vec<NameCounts>,
    pub weight: f32,
    /// Whether it was made of another, for fitting only.
    pub made: bool,
}

impl Example {
    /// The choice of a page of this set, each of whose pages counts so much.
    pub(super) fn of(choice: Choice, (set, weight): (&str, f32), gold: &GoldFacts) -> Example {
        Example {
            set: set.to_string(),
            site: folds::site(set, &gold.id, gold.site_key.as_deref()).to_string(),
            candidates: choice.candidates,
            right: choice.right,
            named: choice.named,
            weight: if choice.made { MADE_WEIGHT } else { weight },
            made: choice.made,
        }
    }

    /// The number of its fold among so many.
    pub(super) fn fold(&self, folds: u64) -> u64 {
        folds::fold(&self.site, folds)
    }
}

fn choice<T>(candidates: Vec<RankedCandidate<T>>, is_right: impl Fn(&T) -> bool) -> Option<Choice> {
    let right = candidates.iter().map(|(value, _)| is_right(value)).collect();
    let candidates: Vec<Features> = candidates.into_iter().map(|(_, features)| features).collect();
    (!candidates.is_empty()).then_some(Choice {
        candidates,
        right,
        named: Vec::new(),
        made: false,
    })
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = text::folded(&text.replace('\u{ad}', ""));
        text::words(&folded).map(|word| word.text.to_string()).collect()
    };
    words(a) == words(b)
}

fn titles(page: Candidates, gold: &GoldFacts) -> Vec<Choice> {
    let Some(title) = &gold.title else {
        return Vec::new();
    };
    choice(page.titles, |value| same_words(value, title))
        .into_iter()
        .collect()
}

/// How much a page counts that was made of another by hiding its headline.
const MADE_WEIGHT: f32 = 0.05;

/// The line that is the headline; and, so that the judge learns to say no, the same page without that line.
fn lines(page: Candidates, gold: &GoldFacts) -> Vec<Choice> {
    if gold.title_visible == Some(false) {
        return Vec::new();
    }
    let Some(title) = &gold.title else {
        let none = gold
            .no_title()
            .then(|| choice(page.lines, Option::is_none))
            .flatten();
        return none.into_iter().collect();
    };
    let is_title = |line: &Option<String>| line.as_deref().is_some_and(|line| same_words(line, title));
    if !page.lines.iter().any(|(line, _)| is_title(line)) {
        return choice(page.lines, |_| false).into_iter().collect();
    }
    let hidden: Vec<RankedCandidate<Option<String>>> = page
        .lines
        .iter()
        .filter(|(line, _)| !is_title(line))
        .cloned()
        .collect();
    let hidden = choice(hidden, Option::is_none).map(|choice| Choice { made: true, ..choice });
    choice(page.lines, is_title).into_iter().chain(hidden).collect()
}

/// Of the sets of names those that hold most of the authors and least else; where none has one of them, that nobody is named.
fn authors(page: Candidates, gold: &GoldFacts) -> Vec<Choice> {
    let Some(authors) = gold
        .authors
        .as_ref()
        .filter(|_| gold.authors_visible != Some(false))
    else {
        let nobody = || choice(page.authors, Vec::is_empty);
        return gold.no_authors().then(nobody).flatten().into_iter().collect();
    };
    let authors: Vec<&str> = authors
        .iter()
        .flat_map(|names| names.split([',', ';', '/', '|', '&']))
        .collect();
    let worth = |people: &Vec<String>| {
        let hit = |name: &&str| people.iter().any(|own| same_words(own, name));
        NameCounts {
            hits: authors.iter().filter(|name| hit(name)).count(),
            said: people.len(),
            annotated: authors.len(),
        }
    };
    let named: Vec<NameCounts> = page.authors.iter().map(|(people, _)| worth(people)).collect();
    let best = named.iter().map(|named| named.f1()).fold(0.0, f32::max);
    let choice = choice(page.authors, |people| match best > 0.0 {
        true => worth(people).f1() >= best,
        false => people.is_empty(),
    });
    choice
        .map(|choice| Choice { named, ..choice })
        .into_iter()
        .collect()
}

/// The outlet's name, brackets, articles and domain endings aside; where no candidate is it, none.
fn outlets(page: Candidates, gold: &GoldFacts) -> Vec<Choice> {
    let Some(site) = gold.site_name.as_deref() else {
        return Vec::new();
    };
    let is_site = |name: &String| describe::same_outlet(name, site.split(" (").next().unwrap_or(site));
    let named = page.outlets.iter().any(|(name, _)| is_site(name));
    choice(
        page.outlets,
        |name| if named { is_site(name) } else { name.is_empty() },
    )
    .into_iter()
    .collect()
}
