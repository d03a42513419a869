//! The words of dates: months, days, numbers, phrases, and what stands beside them.

use crate::calendar::names::{self, Calendar, TimeUnit};
use crate::hash::{ByHash, fx64_joined, fx64_phrase, fx64_word};
use crate::lexicon::gazetteer::{self, ANY, Languages};
use crate::lexicon::words::WordSet;
use crate::lexicon::{Lexicon, entries};
use crate::text::is_word_char;
use chrono::Weekday;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word says of a date beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionCue {
    /// The date lies behind.
    Past,
    /// The date lies ahead.
    Future,
    /// The clause tells what has happened.
    Happened,
    /// It names a part of a month or year: *début*, *end of*.
    Part,
    /// It may stand before the name of a month.
    Month,
    /// The date after it lies behind: *depuis*.
    Since,
    /// The date after it lies ahead: *annoncé pour*, *before*.
    Until,
    /// Behind a count of units it makes them lie back from now: *ago*, *geleden*, *temu*.
    Ago,
    /// Before a count of units it makes them lie back from now: *vor*, *przed*.
    BeforeAgo,
    /// Behind a count of units it makes them follow the day named last: *later*, *darauf*.
    Later,
    /// It is an adjective that puts the date ahead: *prochain*, *next*.
    Next,
}

/// A phrase that names a time by its distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Distance {
    /// What is counted.
    pub unit: TimeUnit,
    /// How many, ahead or back.
    pub by: i32,
    /// Whether from the day that the text named last.
    pub from_last: bool,
}

type Table<T> = HashMap<u64, T, ByHash>;

/// What a word or phrase says, and in which languages.
type Entries<T> = Table<Vec<(T, Languages)>>;

fn code(language: &str) -> Languages {
    gazetteer::own(language).unwrap_or(0)
}

/// The languages that a field of a list names; every language where it names none.
fn listed(field: Option<&str>) -> Languages {
    match field {
        Some(languages) => languages.split(',').fold(0, |all, language| all | code(language)),
        None => Languages::MAX,
    }
}

/// What is written behind a year of another calendar, the longest first.
static ERAS: LazyLock<Vec<(&str, Calendar)>> = LazyLock::new(|| {
    let mut eras: Vec<(&str, Calendar)> = entries(include_str!("../../lexicon/eras.tsv"))
        .filter_map(|mut fields| Some((fields.next()?, fields.next()?)))
        .map(|(era, calendar)| match calendar {
            "islamic" => (era, Calendar::Islamic),
            _ => (era, Calendar::Ethiopian),
        })
        .collect();
    eras.sort_by_key(|(era, _)| std::cmp::Reverse(era.len()));
    eras
});

static SAME_DAY_CUES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("../../lexicon/same-day-cues.txt")));

/// A list by its words or phrases: what each says, and in which languages.
fn read<T>(
    list: &'static str,
    entry: impl Fn(&mut dyn Iterator<Item = &'static str>) -> Option<(u64, T)>,
) -> Entries<T> {
    let mut table: Entries<T> = Table::default();
    for mut fields in entries(list) {
        if let Some((hash, said)) = entry(&mut fields) {
            table.entry(hash).or_default().push((said, listed(fields.next())));
        }
    }
    table
}

/// What a list says of a word in one of these languages.
fn said<T: Copy>(table: &Entries<T>, word: u64, languages: Languages) -> Option<T> {
    // Of spellings that fold to one, such as *a* and *à*, the accented stands last and says more.
    let entries = table.get(&word)?.iter().rev();
    entries
        .copied()
        .find(|(_, own)| own & languages != 0)
        .map(|(said, _)| said)
}

static NUMBERS: LazyLock<Entries<u32>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/number-words.tsv"), |fields| {
        Some((fx64_word(fields.next()?), fields.next()?.parse().ok()?))
    })
});

static CUES: LazyLock<Entries<MentionCue>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/mention-cues.tsv"), |fields| {
        let word = fx64_word(fields.next()?);
        let cue = match fields.next()? {
            "past" => MentionCue::Past,
            "future" => MentionCue::Future,
            "happened" => MentionCue::Happened,
            "part" => MentionCue::Part,
            "since" => MentionCue::Since,
            "until" => MentionCue::Until,
            "ago" => MentionCue::Ago,
            "before-ago" => MentionCue::BeforeAgo,
            "later" => MentionCue::Later,
            "next" => MentionCue::Next,
            _ => MentionCue::Month,
        };
        Some((word, cue))
    })
});

static PHRASES: LazyLock<Entries<Distance>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/relative-dates.tsv"), |fields| {
        let phrase = fx64_phrase(fields.next()?);
        let unit = TimeUnit::named(fields.next()?);
        let by = fields.next()?;
        let from_last = by.starts_with('@');
        let by = by.trim_start_matches('@').parse().ok()?;
        Some((phrase, Distance { unit, by, from_last }))
    })
});

/// When a feast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// On a day of a month.
    Fixed(u32, u32),
    /// So many days after Easter.
    AfterEaster(i64),
}

static FEASTS: LazyLock<Entries<Feast>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/feasts.tsv"), |fields| {
        let feast = fx64_phrase(fields.next()?);
        let (first, second) = (fields.next()?, fields.next()?);
        Some((
            feast,
            match first {
                "easter" => Feast::AfterEaster(second.parse().ok()?),
                month => Feast::Fixed(month.parse().ok()?, second.parse().ok()?),
            },
        ))
    })
});

static WEEKDAY_LATER: LazyLock<Entries<i64>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/weekday-later.tsv"), |fields| {
        Some((fx64_phrase(fields.next()?), fields.next()?.parse().ok()?))
    })
});

/// The month that a phrase names in one of these languages, and whether it is short enough to be something else.
pub(crate) fn month(phrase: u64, languages: Languages) -> Option<(u32, bool)> {
    let (month, letters) = names::month_in(phrase, languages)?;
    let whole = letters == 4 && is_long(month) || month == 5;
    Some((month, letters < 5 && !whole))
}

/// The calendar that a text names with its first letters, and how many bytes they have.
pub(crate) fn other_era(text: &str) -> Option<(Calendar, usize)> {
    let ends = |era: &str| !text[era.len()..].starts_with(is_word_char);
    let era = ERAS.iter().find(|(era, _)| text.starts_with(era) && ends(era))?;
    Some((era.1, era.0.len()))
}

/// Whether a phrase says that the same day follows in another calendar: *الموافق*, *corresponding to*.
pub(crate) fn is_same_day_cue(phrase: &str) -> bool {
    SAME_DAY_CUES.has(phrase)
}

/// Whether the full name of a month has only four letters in French or English: *mars*, *juin*, *août*, *June*, *July*.
fn is_long(month: u32) -> bool {
    matches!(month, 3 | 6 | 7 | 8)
}

/// The day of the week that a phrase names in one of these languages, where its name is long enough to be nothing else.
pub(crate) fn weekday(phrase: u64, languages: Languages) -> Option<Weekday> {
    names::weekday_in(phrase, languages, 5)
}

/// The number that a word spells.
pub(crate) fn number(word: u64, languages: Languages) -> Option<u32> {
    said(&NUMBERS, word, languages)
}

/// What a word says of a date beside it.
pub(crate) fn cue(word: u64, languages: Languages) -> Option<MentionCue> {
    said(&CUES, word, languages)
}

/// What a phrase counts.
pub(crate) fn distance(phrase: u64, languages: Languages) -> Option<Distance> {
    said(&PHRASES, phrase, languages)
}

/// The unit of days that a word names.
pub(crate) fn unit(word: u64) -> Option<TimeUnit> {
    names::unit_of(fx64_joined(0, word)).filter(|unit| !matches!(unit, TimeUnit::Minute | TimeUnit::Hour))
}

/// The languages whose words are read in a text.
pub(crate) fn read_languages(language: Option<&str>) -> Languages {
    match language.map(code) {
        Some(0) | None => ANY,
        Some(language) => language,
    }
}

/// When a feast is that a phrase names.
pub(crate) fn feast(phrase: u64, languages: Languages) -> Option<Feast> {
    said(&FEASTS, phrase, languages)
}

/// By how many weeks a phrase behind a day of the week moves the next such day: *en huit*.
pub(crate) fn weekday_later(phrase: u64, languages: Languages) -> Option<i64> {
    said(&WEEKDAY_LATER, phrase, languages)
}

static YEAR_CUES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("../../lexicon/year-cues.txt")));

static YEAR_NEIGHBOURS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("../../lexicon/year-neighbours.txt")));

static THIS_MONTH: LazyLock<Entries<()>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/this-month.tsv"), |fields| {
        Some((fx64_phrase(fields.next()?), ()))
    })
});

static DAY_CUES: LazyLock<Entries<()>> = LazyLock::new(|| {
    read(include_str!("../../lexicon/day-cues.tsv"), |fields| {
        Some((fx64_word(fields.next()?), ()))
    })
});

static FUTURE_ENDINGS: LazyLock<Vec<(Languages, &'static str)>> = LazyLock::new(|| {
    entries(include_str!("../../lexicon/future-endings.tsv"))
        .filter_map(|mut fields| Some((code(fields.next()?), fields.next()?)))
        .collect()
});

/// Whether a number behind a word is a year: *en*, *seit*, *mwaka*.
pub(crate) fn is_year_cue(word: &str) -> bool {
    YEAR_CUES.has(word)
}

/// Whether a word is none that a number before it counts; of a language whose small words are not all listed here, any function word.
pub(crate) fn is_small_word(word: &str, foreign: bool) -> bool {
    YEAR_NEIGHBOURS.has(word) || foreign && Lexicon::built_in().function_words.has(word)
}

/// Whether a phrase behind the number of a day says that it is of the month of which the text speaks: *du mois*, *do corrente*.
pub(crate) fn this_month(phrase: u64, languages: Languages) -> Option<()> {
    said(&THIS_MONTH, phrase, languages)
}

/// Whether a word announces the number of a day: *dia*.
pub(crate) fn is_day_cue(word: u64, languages: Languages) -> bool {
    said(&DAY_CUES, word, languages).is_some()
}

/// Whether a verb ends as those do that tell what is to come.
pub(crate) fn is_future(verb: &str, languages: Languages) -> bool {
    let ends = |(own, ending): &(Languages, &str)| own & languages != 0 && verb.ends_with(ending);
    FUTURE_ENDINGS.iter().any(ends)
}

/// Whether a word stands between the two ends of a range: *bis*, *hadi*, *zuwa*.
pub(crate) fn joins(word: &str) -> bool {
    matches!(
        word,
        "bis" | "und" | "tot" | "en" | "e" | "do" | "i" | "hadi" | "na" | "zuwa" | "da" | "إلى" | "و"
    )
}
