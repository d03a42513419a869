//! In which orders the parts of a date with a named month stand, and which words stand between them: one table of each, for the dates
//! of pages ([`super::written`]) and for those of which a text speaks (`describe::mentioned`).
//!
//! Both cut their text in pieces of their own and are strict in other places (a text writes *March* for other things than a month); so
//! each says what its pieces are and what may part them ([`Pieces`]), and the walk through the orders is this one.

use super::names::Month;
use crate::hash::{ByHash, fx64_word};
use crate::lexicon;
use crate::lexicon::gazetteer::{self, Languages};
use crate::text::digit;
use std::collections::HashMap;
use std::str::Split;
use std::sync::LazyLock;

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The day of the month.
    Day,
    /// The month, by its name.
    Month,
    /// The year.
    Year,
}

use Part::{Day, Month as Named, Year};

/// The orders, those that begin alike beside each other, and how many of the parts are enough.
const ORDERS: [(&[Part], usize); 4] = [
    // 13 May 2022, 13 May
    (&[Day, Named, Year], 2),
    // May 13, 2022, May 13
    (&[Named, Day, Year], 2),
    // May 2022
    (&[Named, Year], 2),
    // 2022. május 13.
    (&[Year, Named, Day], 3),
];

/// What stands in a text, piece by piece. The places are those of pieces.
pub(crate) trait Pieces {
    /// Whether a date may begin with such a part here.
    fn may_begin(&self, at: usize, part: Part) -> bool;
    /// The day of a month here, and the piece after it.
    fn day(&self, at: usize) -> Option<(u32, usize)>;
    /// The month that is named here, and the piece after it.
    fn month(&self, at: usize) -> Option<(Month, usize)>;
    /// The year here, and the piece after it.
    fn year(&self, at: usize) -> Option<(u32, usize)>;
    /// The piece at which the next part must stand, behind one that ends before `at`; none where they do not belong together.
    fn next(&self, at: usize, before: Part, next: Part) -> Option<usize>;
}

/// A date as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ordered {
    /// The part with which it begins.
    pub first: Part,
    /// The day.
    pub day: Option<u32>,
    /// The month.
    pub month: Month,
    /// The year as it is written, in the calendar of the month.
    pub year: Option<u32>,
    /// The piece after its last.
    pub end: usize,
}

/// The date that begins at a piece, in the first order that fits.
pub(crate) fn read(pieces: &impl Pieces, at: usize) -> Option<Ordered> {
    let mut missing = None;
    ORDERS.iter().find_map(|(parts, enough)| {
        if missing == Some(parts[0]) || !pieces.may_begin(at, parts[0]) {
            return None;
        }
        let read = walk(pieces, at, parts);
        if read.count == 0 {
            missing = Some(parts[0]);
        }
        (read.count >= *enough).then(|| read.ordered(parts[0]))?
    })
}

/// The parts that were read, in their order, up to the first that is missing.
#[derive(Default)]
struct Walk {
    count: usize,
    day: Option<u32>,
    month: Option<Month>,
    year: Option<u32>,
    end: usize,
}

fn walk(pieces: &impl Pieces, at: usize, parts: &[Part]) -> Walk {
    let mut walk = Walk::default();
    for (place, part) in parts.iter().enumerate() {
        let at = match place.checked_sub(1) {
            Some(before) => pieces.next(walk.end, parts[before], *part),
            None => Some(at),
        };
        if at.and_then(|at| walk.step(pieces, at, *part)).is_none() {
            break;
        }
    }
    walk
}

impl Walk {
    fn step(&mut self, pieces: &impl Pieces, at: usize, part: Part) -> Option<()> {
        self.end = match part {
            Day => put(&mut self.day, pieces.day(at))?,
            Named => put(&mut self.month, pieces.month(at))?,
            Year => put(&mut self.year, pieces.year(at))?,
        };
        self.count += 1;
        Some(())
    }

    fn ordered(self, first: Part) -> Option<Ordered> {
        Some(Ordered {
            first,
            day: self.day,
            month: self.month?,
            year: self.year,
            end: self.end,
        })
    }
}

fn put<T>(part: &mut Option<T>, read: Option<(T, usize)>) -> Option<usize> {
    let (value, end) = read?;
    *part = Some(value);
    Some(end)
}

/// What a word is inside a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// The ending of an ordinal: 13*th*, 1*er*, 1*º*.
    Ending,
    /// A word for the first of a month: *premier*.
    First,
    /// It stands between a day and its month: 13 *de* mayo.
    Month,
    /// It is the word for a month before its name: 21 ga *watan* Nuwamba.
    Name,
    /// It stands before a year: mayo *de* 2022.
    Year,
    /// It stands behind a year: 2022 *m.* gegužės 13.
    BehindYear,
    /// It stands between a day of the week and the day: Wednesday *the* 4th.
    Article,
}

/// A word, what it is, and in which languages, of the list.
fn listed() -> impl Iterator<Item = (&'static str, Joint, Languages)> {
    let list = lexicon::entries(include_str!("../lexicon/date-joints.tsv"));
    list.filter_map(|mut fields| {
        let word = fields.next()?;
        let joint = match fields.next()? {
            "ending" => Joint::Ending,
            "first" => Joint::First,
            "month" => Joint::Month,
            "name" => Joint::Name,
            "year" => Joint::Year,
            "article" => Joint::Article,
            _ => Joint::BehindYear,
        };
        let codes = fields.next().map(|codes| codes.split(','));
        let bits =
            |codes: Split<'static, char>| codes.filter_map(gazetteer::own).fold(0, |all, own| all | own);
        Some((word, joint, codes.map_or(Languages::MAX, bits)))
    })
}

static JOINTS: LazyLock<HashMap<u64, Vec<Joint>, ByHash>> = LazyLock::new(|| {
    let mut joints: HashMap<u64, Vec<Joint>, ByHash> = HashMap::default();
    listed().for_each(|(word, joint, _)| joints.entry(fx64_word(word)).or_default().push(joint));
    joints
});

/// Every word of a text may be one of these, so they are compared without a hash.
static FIRST: LazyLock<Vec<(&str, Languages)>> = LazyLock::new(|| words(Joint::First));

/// Compared as they are written, as *º* would fold to the *o* of *GPT-4o*.
static ENDINGS: LazyLock<Vec<(&str, Languages)>> = LazyLock::new(|| words(Joint::Ending));

/// The words that are this, and in which languages.
fn words(joint: Joint) -> Vec<(&'static str, Languages)> {
    let words = listed().filter(|(_, own, _)| *own == joint);
    words.map(|(word, _, languages)| (word, languages)).collect()
}

/// Whether letters behind a number make an ordinal of it in one of these languages: 13*th*, 1*er*, 1*º*.
pub(crate) fn is_ending(letters: &str, languages: Languages) -> bool {
    let mut endings = ENDINGS.iter().filter(|(_, own)| own & languages != 0);
    endings.any(|(ending, _)| ending.eq_ignore_ascii_case(letters))
}

/// Whether a word is this inside a date, in whatever case.
pub(crate) fn is_joint(word: &str, joint: Joint) -> bool {
    let joints = JOINTS.get(&fx64_word(word));
    joints.is_some_and(|joints| joints.contains(&joint))
}

/// The day of a month that a word says in one of these languages: `5`, `05`, `٥`, `1er`, `13th`, `1º`, `premier`.
pub(crate) fn day_of(word: &str, languages: Languages) -> Option<u32> {
    let letters = word.find(|c| digit(c).is_none()).unwrap_or(word.len());
    let (figures, ending) = word.split_at(letters);
    let day = match figures.chars().count() {
        0 if FIRST.iter().any(|(first, _)| *first == word) => 1,
        1 | 2 if ending.is_empty() || is_ending(ending, languages) => number(figures),
        _ => return None,
    };
    (1..=31).contains(&day).then_some(day)
}

/// The number that digits of any script write.
pub(crate) fn number(digits: &str) -> u32 {
    digits
        .chars()
        .filter_map(digit)
        .fold(0, |sum, digit| sum * 10 + digit)
}

/// The year of two digits: of this century up to 49. No page was published, and few texts speak of what is, later than that.
pub(crate) fn of_century(year: u32) -> i32 {
    year as i32 + if year < 50 { 2000 } else { 1900 }
}
