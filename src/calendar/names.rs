//! What the months, the days of the week and the units of time are called.

use crate::lexicon;
use crate::text;
use chrono::Weekday;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A calendar in which a month can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
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
pub struct Month {
    /// From 1 to 12, or to 13 in the Ethiopian calendar.
    pub number: u32,
    /// Whose month it is.
    pub calendar: Calendar,
}

/// A unit in which elapsed time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
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

/// What a word that counts time back from now does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elapsed {
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

/// The months of Islam.
pub const ISLAMIC_MONTHS: &str = include_str!("../lexicon/months-islamic.tsv");
/// The months of Ethiopia.
pub const ETHIOPIAN_MONTHS: &str = include_str!("../lexicon/months-ethiopian.tsv");

type Named<T> = HashMap<String, Vec<(T, &'static str)>>;

static MONTHS: LazyLock<Named<Month>> = LazyLock::new(|| {
    let mut months = Named::new();
    let lists = [
        (include_str!("../lexicon/months.tsv"), Calendar::Gregorian),
        (
            include_str!("../lexicon/months-solar-hijri.tsv"),
            Calendar::SolarHijri,
        ),
        (ISLAMIC_MONTHS, Calendar::Islamic),
        (ETHIOPIAN_MONTHS, Calendar::Ethiopian),
    ];
    for (list, calendar) in lists {
        for mut fields in lexicon::entries(list) {
            let (Some(name), Some(number)) = (fields.next(), fields.next().and_then(|n| n.parse().ok()))
            else {
                continue;
            };
            let month = Month { number, calendar };
            months
                .entry(key(name))
                .or_default()
                .push((month, fields.next().unwrap_or_default()));
        }
    }
    months
});

static WEEKDAYS: LazyLock<HashMap<String, Weekday>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/weekdays.tsv"))
        .filter_map(|mut fields| {
            let name = fields.next()?;
            let number: u8 = fields.next()?.parse().ok()?;
            Some((key(name), Weekday::try_from(number - 1).ok()?))
        })
        .collect()
});

static UNITS: LazyLock<HashMap<String, Unit>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/time-units.tsv"))
        .filter_map(|mut fields| {
            let name = fields.next()?;
            let unit = match fields.next()? {
                "minute" => Unit::Minute,
                "hour" => Unit::Hour,
                "day" => Unit::Day,
                "week" => Unit::Week,
                "month" => Unit::Month,
                _ => Unit::Year,
            };
            Some((key(name), unit))
        })
        .collect()
});

static ELAPSED: LazyLock<HashMap<String, Elapsed>> = LazyLock::new(|| {
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
            Some((key(phrase), role))
        })
        .collect()
});

static ELAPSED_OPENINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let phrases = ELAPSED.keys();
    phrases
        .filter_map(|phrase| text::words(phrase).next().map(|word| word.text))
        .collect()
});

/// How many words the name of a month can have: *mwezi wa kumi na mbili*.
pub const MOST_MONTH_WORDS: usize = 5;

static MONTH_OPENINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let longer = MONTHS
        .keys()
        .filter_map(|name| name.split_once(|c: char| !text::is_word_char(c)));
    longer.map(|(first, _)| first).collect()
});

/// Whether names of months of several words begin with a word.
pub fn opens_months(word: &str) -> bool {
    MONTH_OPENINGS.contains(key(word).as_str())
}

/// The month of this name. Where languages disagree (*listopad* is October in Croatian, November in Polish), the page's
/// language decides, then the order of the list.
pub fn month(word: &str, language: Option<&str>) -> Option<Month> {
    let named = MONTHS.get(&key(word))?;
    let of_language = |languages: &str| language.is_some_and(|l| languages.split(',').any(|own| own == l));
    let own = named.iter().find(|(_, languages)| of_language(languages));
    own.or(named.first()).map(|(month, _)| *month)
}

/// The day of the week of this name.
pub fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.get(&key(word)).copied()
}

/// The unit of this name.
pub fn unit(word: &str) -> Option<Unit> {
    UNITS.get(&key(word)).copied()
}

/// What a phrase of one to three words says of elapsed time.
pub fn elapsed(phrase: &str) -> Option<Elapsed> {
    ELAPSED.get(&key(phrase)).copied()
}

/// Whether a phrase of elapsed time can begin with a word.
pub fn opens_elapsed(word: &str) -> bool {
    ELAPSED_OPENINGS.contains(key(word).as_str())
}

/// The spelling under which a name is kept. In scripts whose vowels are combining marks nothing is folded: there
/// *जून* would become *जन*.
fn key(name: &str) -> String {
    if name.chars().any(|c| ('\u{900}'..'\u{1000}').contains(&c)) {
        name.to_lowercase()
    } else {
        text::folded(name)
    }
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
