//! What the months, the days of the week and the units of time are called.

use crate::hash::{ByHash, fx64_phrase};
use crate::lexicon;
use crate::lexicon::gazetteer::{self, Languages};
use crate::text;
use chrono::Weekday;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A calendar in which a month can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// The Gregorian.
    Gregorian,
    /// The Persian, by the sun.
    SolarHijri,
    /// That of Islam, by the moon.
    Islamic,
    /// The Ethiopian.
    Ethiopian,
}

/// A month as a word names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month {
    /// From 1 to 12, or to 13 in the Ethiopian calendar.
    pub number: u32,
    /// Whose month it is.
    pub calendar: Calendar,
}

/// A unit in which time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// Twenty-four hours.
    Day,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl TimeUnit {
    /// The unit of this name in the lists.
    pub fn named(name: &str) -> TimeUnit {
        match name {
            "minute" => TimeUnit::Minute,
            "hour" => TimeUnit::Hour,
            "day" => TimeUnit::Day,
            "week" => TimeUnit::Week,
            "month" => TimeUnit::Month,
            _ => TimeUnit::Year,
        }
    }
}

/// What a word that counts time back from now does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Elapsed {
    /// It stands before the count: *il y a* 2 heures.
    Before,
    /// It stands after the count: 2 hours *ago*.
    After,
    /// It stands on either side.
    Either,
    /// It is the day of writing.
    Today,
    /// It is the day before.
    Yesterday,
}

/// What a name says, and where.
struct Named<T> {
    said: T,
    /// The codes of the languages in which it is a name, with commas.
    codes: &'static str,
    /// The same as bits.
    languages: Languages,
    /// How many letters it has.
    length: usize,
}

/// Names by the hashes of their phrases, in the order of the lists.
type Names<T> = HashMap<u64, Vec<Named<T>>, ByHash>;

/// Adds a list of names: a name, what it says, and the languages.
fn add<T>(names: &mut Names<T>, list: &'static str, said: impl Fn(&str) -> Option<T>) {
    for mut fields in lexicon::entries(list) {
        let (Some(name), Some(said)) = (fields.next(), fields.next().and_then(&said)) else {
            continue;
        };
        let codes = fields.next().unwrap_or_default();
        let of = |code| gazetteer::own(code).unwrap_or(0);
        names.entry(fx64_phrase(name)).or_default().push(Named {
            said,
            codes,
            languages: codes.split(',').fold(0, |all, code| all | of(code)),
            length: name.chars().count(),
        });
    }
}

static MONTHS: LazyLock<Names<Month>> = LazyLock::new(|| {
    let mut months = Names::default();
    let lists = [
        (include_str!("../lexicon/months.tsv"), Calendar::Gregorian),
        (
            include_str!("../lexicon/months-solar-hijri.tsv"),
            Calendar::SolarHijri,
        ),
        (include_str!("../lexicon/months-islamic.tsv"), Calendar::Islamic),
        (
            include_str!("../lexicon/months-ethiopian.tsv"),
            Calendar::Ethiopian,
        ),
    ];
    for (list, calendar) in lists {
        add(&mut months, list, |number| {
            let number = number.parse().ok()?;
            Some(Month { number, calendar })
        });
    }
    months
});

static WEEKDAYS: LazyLock<Names<Weekday>> = LazyLock::new(|| {
    let mut days = Names::default();
    add(&mut days, include_str!("../lexicon/weekdays.tsv"), |number| {
        Weekday::try_from(number.parse::<u8>().ok()? - 1).ok()
    });
    days
});

static UNITS: LazyLock<Names<TimeUnit>> = LazyLock::new(|| {
    let mut units = Names::default();
    add(&mut units, include_str!("../lexicon/time-units.tsv"), |unit| {
        Some(TimeUnit::named(unit))
    });
    units
});

static ELAPSED: LazyLock<HashMap<u64, Elapsed, ByHash>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/elapsed.tsv"))
        .filter_map(|mut fields| {
            let phrase = fields.next()?;
            let role = match fields.next()? {
                "before" => Elapsed::Before,
                "after" => Elapsed::After,
                "either" => Elapsed::Either,
                "today" => Elapsed::Today,
                _ => Elapsed::Yesterday,
            };
            Some((fx64_phrase(phrase), role))
        })
        .collect()
});

static ELAPSED_OPENINGS: LazyLock<HashSet<u64, ByHash>> =
    LazyLock::new(|| openings(include_str!("../lexicon/elapsed.tsv"), 1));

/// The first words of the names of a list that have so many words at least.
fn openings(list: &'static str, least: usize) -> HashSet<u64, ByHash> {
    let names = lexicon::entries(list).filter_map(|mut fields| fields.next());
    let long = names.filter(|name| text::words(name).nth(least - 1).is_some());
    long.filter_map(|name| text::words(name).next().map(|word| fx64_phrase(word.text)))
        .collect()
}

/// How many words the name of a month can have: *mwezi wa kumi na mbili*.
pub(crate) const MOST_MONTH_WORDS: usize = 5;

static MONTH_OPENINGS: LazyLock<HashSet<u64, ByHash>> = LazyLock::new(|| {
    let lists = [
        include_str!("../lexicon/months.tsv"),
        include_str!("../lexicon/months-solar-hijri.tsv"),
        include_str!("../lexicon/months-islamic.tsv"),
        include_str!("../lexicon/months-ethiopian.tsv"),
    ];
    lists.into_iter().flat_map(|list| openings(list, 2)).collect()
});

/// Whether names of months of several words begin with a word.
pub(crate) fn opens_months(word: &str) -> bool {
    MONTH_OPENINGS.contains(&fx64_phrase(word))
}

/// The month of this name. Where languages disagree (*listopad* is October in Croatian, November in Polish), the page's
/// language decides, then the order of the list.
pub(crate) fn month(name: &str, language: Option<&str>) -> Option<Month> {
    let named = MONTHS.get(&fx64_phrase(name))?;
    let of_language = |codes: &str| language.is_some_and(|l| codes.split(',').any(|own| own == l));
    let own = named.iter().find(|named| of_language(named.codes));
    own.or(named.first()).map(|named| named.said)
}

/// The month of ours that a phrase names in one of these languages, and how many letters its name has.
pub(crate) fn month_in(phrase: u64, languages: Languages) -> Option<(u32, usize)> {
    let ours = |named: &&Named<Month>| named.said.calendar == Calendar::Gregorian;
    let mut named = MONTHS.get(&phrase)?.iter().filter(ours);
    let named = named.find(|named| named.languages & languages != 0)?;
    Some((named.said.number, named.length))
}

/// The month of the Islamic or the Ethiopian calendar that a phrase names.
pub(crate) fn other_month(phrase: u64) -> Option<Month> {
    let mut named = MONTHS.get(&phrase)?.iter().rev().map(|named| named.said);
    named.find(|month| matches!(month.calendar, Calendar::Islamic | Calendar::Ethiopian))
}

/// The day of the week of this name.
pub(crate) fn weekday(name: &str) -> Option<Weekday> {
    let named = WEEKDAYS.get(&fx64_phrase(name))?;
    named.last().map(|named| named.said)
}

/// The day of the week that a phrase names in one of these languages; names of fewer letters have other uses in a text.
pub(crate) fn weekday_in(phrase: u64, languages: Languages, letters: usize) -> Option<Weekday> {
    let mut named = WEEKDAYS.get(&phrase)?.iter();
    let named = named.find(|named| named.languages & languages != 0 && named.length >= letters)?;
    Some(named.said)
}

/// The unit of this name.
pub(crate) fn unit(name: &str) -> Option<TimeUnit> {
    unit_of(fx64_phrase(name))
}

/// The unit that a phrase names.
pub(crate) fn unit_of(phrase: u64) -> Option<TimeUnit> {
    UNITS.get(&phrase)?.last().map(|named| named.said)
}

/// What a phrase of one to three words says of elapsed time.
pub(crate) fn elapsed(phrase: &str) -> Option<Elapsed> {
    ELAPSED.get(&fx64_phrase(phrase)).copied()
}

/// Whether a phrase of elapsed time can begin with a word.
pub(crate) fn opens_elapsed(word: &str) -> bool {
    ELAPSED_OPENINGS.contains(&fx64_phrase(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_names_in_many_languages() {
        for (name, number) in [
            ("August", 8),
            ("août", 8),
            ("aout", 8),
            ("Mayıs", 5),
            ("мая", 5),
            ("травня", 5),
            ("أغسطس", 8),
            ("जून", 6),
            ("พฤษภาคม", 5),
            ("μαΐου", 5),
            ("toukokuuta", 5),
            ("במאי", 5),
        ] {
            assert_eq!(month(name, None).map(|m| m.number), Some(number), "{name}");
        }
        assert_eq!(month("mardi", None), None);
    }

    #[test]
    fn the_language_decides_between_months() {
        assert_eq!(month("listopada", Some("hr")).unwrap().number, 10);
        assert_eq!(month("listopada", Some("pl")).unwrap().number, 11);
    }
}
