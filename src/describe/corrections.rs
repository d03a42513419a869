//! What the user says of an article, over whatever its page says: kept by the article's identity, so that it outlives every
//! ingest.

use super::Facts;
use super::candidates::DecidedFact;
use crate::calendar::Date;
use crate::text::lines;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::str::FromStr;

/// A correction of an identity with fewer digits is of no article.
const LEAST_DIGITS: usize = 12;

/// A fact that the user can correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Who wrote it.
    Authors,
    /// Which agencies it credits.
    Agencies,
    /// The language, as a code.
    Language,
    /// When it was changed.
    Modified,
    /// Who publishes.
    Outlet,
    /// When it was published.
    Published,
    /// The section.
    Section,
    /// The headline.
    Title,
    /// The address.
    Url,
}

const FACTS: [(Fact, &str); 9] = [
    (Fact::Authors, "authors"),
    (Fact::Agencies, "agencies"),
    (Fact::Language, "language"),
    (Fact::Modified, "modified"),
    (Fact::Outlet, "outlet"),
    (Fact::Published, "published"),
    (Fact::Section, "section"),
    (Fact::Title, "title"),
    (Fact::Url, "url"),
];

impl Fact {
    /// The fact of this name.
    fn named(name: &str) -> Option<Fact> {
        FACTS.iter().find(|(_, own)| *own == name).map(|(fact, _)| *fact)
    }

    fn name(self) -> &'static str {
        FACTS
            .iter()
            .find(|(fact, _)| *fact == self)
            .map_or("", |(_, name)| name)
    }
}

/// One correction: `published=2022-05-13`. An empty value says that there is none; several authors stand with semicolons between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is corrected.
    pub fact: Fact,
    /// The value, empty where there is none.
    pub value: String,
}

impl FromStr for Correction {
    type Err = String;

    fn from_str(typed: &str) -> Result<Correction, String> {
        let (name, value) = typed
            .split_once('=')
            .ok_or_else(|| format!("{typed} is not of the form FACT=VALUE"))?;
        let fact = Fact::named(name.trim()).ok_or_else(|| {
            let names: Vec<&str> = FACTS.iter().map(|(_, name)| *name).collect();
            format!("{name} is none of {}", names.join(", "))
        })?;
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let dated = matches!(fact, Fact::Published | Fact::Modified);
        if dated && !value.is_empty() && Date::parse(&value).is_none() {
            return Err(format!(
                "{value} is not a date such as 2022, 2022-05 or 2022-05-13"
            ));
        }
        Ok(Correction { fact, value })
    }
}

/// The corrections of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    by_article: BTreeMap<String, BTreeMap<Fact, String>>,
}

impl Corrections {
    /// Reads lines of `identity TAB fact TAB value`; a line that is none is left out, as is one that begins with `#`. An identity
    /// may be given by its beginning, of `LEAST_DIGITS` or more.
    pub fn read(table: &str) -> Corrections {
        let mut corrections = Corrections::default();
        for line in lines(table).filter(|line| !line.starts_with('#')) {
            let mut fields = line.splitn(3, '\t');
            if let (Some(id), Some(fact), Some(value)) = (fields.next(), fields.next(), fields.next())
                && let Ok(correction) = format!("{fact}={value}").parse()
            {
                corrections.set(id, correction);
            }
        }
        corrections
    }

    /// Notes a correction of the article of this identity in the place of an earlier one of the same fact.
    pub fn set(&mut self, id: &str, correction: Correction) {
        let own = self.by_article.entry(id.to_string()).or_default();
        own.insert(correction.fact, correction.value);
    }

    /// Whether the user corrects nothing.
    pub fn are_none(&self) -> bool {
        *self == Corrections::default()
    }

    /// The facts of the article of this whole identity as the user has them.
    pub fn applied(&self, id: &str, mut facts: Facts) -> Facts {
        let Some(least) = id.get(..LEAST_DIGITS) else {
            return facts;
        };
        let near = self
            .by_article
            .range::<str, _>((Bound::Included(least), Bound::Included(id)));
        let own = near.filter(|(beginning, _)| id.starts_with(beginning.as_str()));
        for (fact, value) in own.flat_map(|(_, own)| own) {
            correct(&mut facts, *fact, value);
        }
        facts
    }
}

fn correct(facts: &mut Facts, fact: Fact, value: &str) {
    let text = (!value.is_empty()).then(|| value.to_string());
    let list = || {
        value
            .split(';')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_string)
            .collect()
    };
    match fact {
        Fact::Authors => overrule(&mut facts.authors, Some(list())),
        Fact::Agencies => overrule(&mut facts.agencies, Some(list())),
        Fact::Language => overrule(&mut facts.language, text),
        Fact::Outlet => overrule(&mut facts.outlet, text),
        Fact::Section => overrule(&mut facts.section, text),
        Fact::Title => overrule(&mut facts.title, text),
        Fact::Url => overrule(&mut facts.url, text),
        Fact::Modified => overrule(&mut facts.modified, Date::parse(value)),
        Fact::Published => {
            overrule(&mut facts.published, Date::parse(value));
            facts.doubts.retain(|doubt| !doubt.is_of_date());
        }
    }
}

fn overrule<T: Clone>(found: &mut DecidedFact<T>, value: Option<T>) {
    let old = std::mem::take(found);
    *found = match value {
        Some(value) => old.overruled(value),
        None => old.refused(),
    };
}

impl fmt::Display for Corrections {
    /// Prints what [`read`](Corrections::read) reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, own) in &self.by_article {
            for (fact, value) in own {
                writeln!(f, "{id}\t{}\t{value}", fact.name())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_typed_kept_and_read_back() {
        let mut corrections = Corrections::default();
        for typed in [
            "published=2022-05-13",
            "title= Le  titre ",
            "authors=Ann Bell; Bob Coe",
            "published=2022-05-14",
        ] {
            corrections.set("3f9c2a71b0de", typed.parse().unwrap());
        }
        let table = corrections.to_string();
        assert_eq!(
            table,
            "3f9c2a71b0de\tauthors\tAnn Bell; Bob Coe\n3f9c2a71b0de\tpublished\t2022-05-14\n3f9c2a71b0de\ttitle\tLe titre\n"
        );
        assert_eq!(Corrections::read(&table), corrections);
    }

    #[test]
    fn what_is_no_correction_is_refused_with_the_reason() {
        for (typed, reason) in [
            ("published", "published is not of the form FACT=VALUE"),
            (
                "published=13 May",
                "13 May is not a date such as 2022, 2022-05 or 2022-05-13",
            ),
        ] {
            assert_eq!(typed.parse::<Correction>().unwrap_err(), reason);
        }
        assert!(
            "colour=red"
                .parse::<Correction>()
                .unwrap_err()
                .starts_with("colour is none of authors")
        );
    }
}
