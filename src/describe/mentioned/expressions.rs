//! Where a text speaks of a day, week, month or year, and what it says of it, before anything is known of "now".

use super::vocabulary::{self as words, Cue, Unit};
use crate::calendar::Date;
use crate::describe::tokens::{Piece, Tokens};
use crate::lexicon::gazetteer::{ENGLISH, FRENCH, Languages};
use crate::lexicon::words::joined;
use chrono::Weekday;

/// An expression of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What it says.
    pub said: Said,
    /// Where it lies, if the words beside it tell.
    pub lies: Lies,
}

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A date in full.
    Full(Date),
    /// A day of a month, without the year.
    Day {
        /// From 1 to 12.
        month: u32,
        /// From 1 to 31.
        day: u32,
    },
    /// A month without the year.
    Month(u32),
    /// A day of the month of which the text speaks: *le 5 du mois*.
    MonthDay(u32),
    /// A day of the week.
    Weekday(Weekday),
    /// A time by its distance from the day of writing.
    Distance(Unit, i32),
    /// A day by its distance from the day named last.
    FromLast(i32),
}

/// On which side of "now" an expression lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    /// Behind, and said so: *mardi dernier*.
    Behind,
    /// Ahead, and said so: *vendredi prochain*.
    Ahead,
    /// Ahead, as the verb of the clause tells.
    Expected,
    /// Unsaid.
    Open,
}

/// The expressions of a text, in order.
pub fn find(text: &Tokens, language: Option<&str>) -> Vec<Expression> {
    let reader = Reader {
        text,
        pieces: &text.pieces,
        languages: words::read_languages(language),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        at += reader.read_at(at, &mut found).max(1);
    }
    found
}

struct Reader<'t, 'a> {
    text: &'t Tokens<'a>,
    pieces: &'t [Piece],
    languages: Languages,
}

/// What was read and how many pieces it took.
type Read = Option<(Said, usize)>;

impl Reader<'_, '_> {
    fn read_at(&self, at: usize, found: &mut Vec<Expression>) -> usize {
        if let Some(length) = self.range_at(at, found) {
            return length;
        }
        let read = self
            .numeric_at(at)
            .or_else(|| self.day_at(at))
            .or_else(|| self.feast_at(at))
            .or_else(|| self.phrase_at(at))
            .or_else(|| self.counted_at(at))
            .or_else(|| self.month_at(at))
            .or_else(|| self.weekday_at(at))
            .or_else(|| self.year_at(at))
            .or_else(|| self.short_year_at(at));
        let Some((said, length)) = read else { return 0 };
        found.push(self.expression(at, length, said));
        length
    }

    fn expression(&self, at: usize, length: usize, said: Said) -> Expression {
        Expression {
            start: self.pieces[at].start,
            end: self.pieces[at + length - 1].end,
            said,
            lies: self.lies(at, at + length, said),
        }
    }

    fn word(&self, at: usize) -> &str {
        self.pieces
            .get(at)
            .map_or("", |piece| &self.text.text[piece.start..piece.end])
    }

    fn hash(&self, at: usize) -> u64 {
        self.pieces.get(at).map_or(0, |piece| piece.hash)
    }

    /// What stands between a piece and the next.
    fn gap(&self, at: usize) -> &str {
        match (self.pieces.get(at), self.pieces.get(at + 1)) {
            (Some(left), Some(right)) => &self.text.text[left.end..right.start],
            _ => "\n",
        }
    }

    fn is_blank(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.contains('\n') && gap.chars().all(|c| c.is_whitespace() || c == ',' || c == '.')
    }

    fn digits(&self, at: usize, most: usize) -> Option<u32> {
        let word = self.word(at);
        (!word.is_empty() && word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| word.parse().ok())?
    }

    /// A day of the month: `5`, `05`, `1er`, `13th`, `premier`.
    fn day_number(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        let bare = ["er", "st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word);
        let day = if word == "premier" {
            1
        } else if bare.len() < 3 {
            bare.parse().ok()?
        } else {
            return None;
        };
        (1..=31).contains(&day).then_some(day)
    }

    fn full_year(&self, at: usize) -> Option<i32> {
        let year = self.digits(at, 4).filter(|_| self.word(at).len() == 4)? as i32;
        let grouped = self.gap(at).starts_with(['.', ',', ' ', '\u{a0}', '\u{202f}'])
            && self.digits(at + 1, 3).is_some()
            && self.word(at + 1).len() == 3
            && !self.gap(at).contains(' ');
        let part_of_number =
            at > 0 && self.digits(at - 1, 9).is_some() && matches!(self.gap(at - 1), "." | ",");
        ((1900..2100).contains(&year) && !grouped && !part_of_number).then_some(year)
    }

    fn month_name(&self, at: usize) -> Option<(u32, bool)> {
        words::month(self.hash(at), self.languages)
    }

    /// `2022-05-13`, `13/05/2022`, `13.05.22`.
    fn numeric_at(&self, at: usize) -> Read {
        let gap = self.gap(at);
        if !matches!(gap, "-" | "/" | ".") || self.gap(at + 1) != gap {
            return None;
        }
        let (first, second, third) = (
            self.digits(at, 4)?,
            self.digits(at + 1, 2)?,
            self.digits(at + 2, 4)?,
        );
        let date = if self.word(at).len() == 4 && gap == "-" {
            Date::day(first as i32, second, third)
        } else {
            let year = match self.word(at + 2).len() {
                4 => third as i32,
                2 if gap == "/" => century(third),
                _ => return None,
            };
            Date::day(year, second, first).or_else(|| Date::day(year, first, second))
        };
        Some((Said::Full(date?), 3))
    }

    /// `mercredi 20 octobre 2021`, `20 octobre`, `Wednesday, May 4, 2022`, `May 4`, `4th of May`.
    fn day_at(&self, at: usize) -> Read {
        let mut begin = at;
        if words::weekday(self.hash(at), self.languages).is_some() && self.is_blank(at) {
            begin += 1;
            if matches!(self.word(begin), "le" | "the" | "el") {
                begin += 1;
            }
        }
        let (month, day, end) = self
            .day_then_month(begin)
            .or_else(|| self.month_then_day(begin))?;
        let (said, end) = self.with_year(month, day, end)?;
        Some((said, end - at))
    }

    fn day_then_month(&self, at: usize) -> Option<(u32, u32, usize)> {
        let day = self.day_number(at)?;
        let mut next = at + 1;
        if matches!(self.word(next), "de" | "of" | "d") && self.is_blank(at) {
            next += 1;
        }
        if !self.is_blank(next - 1) && self.gap(next - 1) != "-" || self.gap(next - 1).contains('.') {
            return None;
        }
        let (month, _) = self.month_name(next)?;
        Some((month, day, next + 1))
    }

    fn month_then_day(&self, at: usize) -> Option<(u32, u32, usize)> {
        if self.languages & ENGLISH == 0 || !self.word(at).starts_with(char::is_uppercase) {
            return None;
        }
        let (month, _) = self.month_name(at)?;
        let day = self.day_number(at + 1).filter(|_| self.is_blank(at))?;
        Some((month, day, at + 2))
    }

    /// `Noël`, `5 du mois`.
    fn feast_at(&self, at: usize) -> Read {
        if let Some((month, day)) =
            words::feast(self.hash(at)).filter(|_| self.word(at).starts_with(char::is_uppercase))
        {
            return Some((Said::Day { month, day }, 1));
        }
        let day = self.day_number(at)?;
        let of_month = matches!((self.word(at + 1), self.word(at + 2)), ("du", "mois"));
        of_month.then_some((Said::MonthDay(day), 3))
    }

    /// The year behind a day and month, if one follows.
    fn with_year(&self, month: u32, day: u32, end: usize) -> Option<(Said, usize)> {
        let skip =
            usize::from(matches!(self.word(end), "de" | "of" | "del" | "do") && self.is_blank(end - 1));
        if self.is_blank(end - 1 + skip) || self.gap(end - 1 + skip) == "-" {
            if let Some(year) = self.full_year(end + skip) {
                return Some((Said::Full(Date::day(year, month, day)?), end + skip + 1));
            }
            let short = self.gap(end - 1).trim_start().starts_with(['\'', '’']);
            if let Some(year) = self.digits(end, 2).filter(|_| short) {
                return Some((Said::Full(Date::day(century(year), month, day)?), end + 1));
            }
        }
        Date::day(2000, month, day)?;
        Some((Said::Day { month, day }, end))
    }

    /// `du 19 au 23 juillet`, `May 3 to 5`: both ends.
    fn range_at(&self, at: usize, found: &mut Vec<Expression>) -> Option<usize> {
        let joins = |at: usize| {
            let dash = matches!(self.gap(at).trim(), "-" | "–" | "—");
            let word = matches!(
                self.word(at + 1),
                "au" | "et" | "à" | "to" | "and" | "ou" | "al" | "a" | "y" | "or"
            );
            if dash {
                Some(1)
            } else {
                (word && self.is_blank(at)).then_some(2)
            }
        };
        if let Some(first) = self.day_number(at)
            && let Some(step) = joins(at)
            && let Some((month, day, end)) = self.day_then_month(at + step)
        {
            let (second, end) = self.with_year(month, day, end)?;
            found.push(self.expression(at, 1, same_month(second, first)?));
            found.push(self.expression(at + step, end - at - step, second));
            return Some(end - at);
        }
        let (month, day, end) = self.month_then_day(at)?;
        let step = joins(end - 1)?;
        let last = self
            .day_number(end - 1 + step)
            .filter(|_| self.month_name(end + step).is_none())?;
        let after = end + step;
        let (second, after) = self.with_year(month, last, after)?;
        found.push(self.expression(at, end - at, same_month(second, day)?));
        found.push(self.expression(end - 1 + step, after - (end - 1 + step), second));
        Some(after - at)
    }

    /// The longest phrase that counts from "now" or from the day named last: *hier*, *la semaine dernière*, *la veille*.
    fn phrase_at(&self, at: usize) -> Read {
        let mut hash = 0;
        let mut best = None;
        for end in at..(at + 5).min(self.pieces.len()) {
            if end > at
                && !self
                    .gap(end - 1)
                    .chars()
                    .all(|c| c.is_whitespace() && c != '\n' || matches!(c, '-' | '\'' | '’'))
            {
                break;
            }
            hash = joined(hash, self.hash(end));
            if let Some(distance) = words::distance(hash) {
                best = Some((distance, end + 1 - at));
            }
        }
        let (distance, length) = best?;
        let of_something = matches!(
            self.word(at + length),
            "de" | "du" | "des" | "d" | "of" | "before"
        );
        if !distance.from_last {
            return Some((Said::Distance(distance.unit, distance.by), length));
        }
        (!of_something).then_some((Said::FromLast(distance.by), length))
    }

    /// `il y a deux ans`, `three days ago`.
    fn counted_at(&self, at: usize) -> Read {
        let back = matches!(
            (self.word(at), self.word(at + 1), self.word(at + 2)),
            ("il" | "Il", "y", "a")
        );
        let hace = matches!(self.word(at), "hace" | "Hace" | "há" | "Há");
        let begin = at + if back { 3 } else { usize::from(hace) };
        let count = self
            .digits(begin, 3)
            .or_else(|| words::number(self.hash(begin)))?;
        let unit = words::unit(self.hash(begin + 1)).filter(|_| self.is_blank(begin))?;
        let ago = self.word(begin + 2) == "ago";
        (back || hace || ago).then_some((
            Said::Distance(unit, -(count as i32)),
            begin + 2 + usize::from(ago) - at,
        ))
    }

    /// `août 2020`, `décembre dernier`, `en septembre`, `début avril`.
    fn month_at(&self, at: usize) -> Read {
        let (month, short) = self.month_name(at)?;
        let skip = usize::from(matches!(self.word(at + 1), "de" | "del" | "of"));
        if self.is_blank(at + skip)
            && (self.languages == ENGLISH || !self.gap(at).contains(','))
            && let Some(year) = self.full_year(at + 1 + skip)
        {
            return Some((Said::Full(Date::Month(year, month)), 2 + skip));
        }
        let english = self.languages == ENGLISH;
        let capital = self.word(at).starts_with(char::is_uppercase);
        let touches = at > 0 && (self.is_blank(at - 1) || matches!(self.gap(at - 1), "-" | "'" | "’"));
        let before = touches.then(|| words::cue(self.hash(at - 1))).flatten();
        let after = self.is_blank(at).then(|| words::cue(self.hash(at + 1))).flatten();
        let cued = matches!(before, Some(Cue::Month | Cue::Part | Cue::Past | Cue::Future))
            || matches!(after, Some(Cue::Past | Cue::Future) if !english);
        (!short && cued && (capital || !english)).then_some((Said::Month(month), 1))
    }

    fn weekday_at(&self, at: usize) -> Read {
        let day = words::weekday(self.hash(at), self.languages)?;
        let written = self.languages != ENGLISH || self.word(at).starts_with(char::is_uppercase);
        let habit = at > 0
            && matches!(
                self.word(at - 1),
                "le" | "chaque" | "every" | "each" | "les" | "cada"
            );
        (written && !habit).then_some((Said::Weekday(day), 1))
    }

    /// A year alone, where the words beside it do not make it a count.
    fn year_at(&self, at: usize) -> Read {
        let year = self.full_year(at)?;
        let before = if at > 0 && !self.gap(at - 1).contains('\n') {
            self.word(at - 1)
        } else {
            ""
        };
        let small_before = before.to_lowercase();
        let strong = matches!(
            small_before.as_str(),
            "en" | "depuis"
                | "in"
                | "since"
                | "an"
                | "année"
                | "dès"
                | "fin"
                | "début"
                | "mi"
                | "until"
                | "jusqu"
                | "printemps"
                | "automne"
                | "hiver"
                | "year"
                | "em"
                | "desde"
                | "décembre"
                | "saison"
                | "mid"
                | "late"
                | "early"
                | "by"
                | "during"
        );
        let next = self.word(at + 1);
        let counts = self.gap(at).chars().all(|c| c.is_whitespace() && c != '\n')
            && next.starts_with(char::is_lowercase)
            && !is_small_word(next);
        let currency = next.len() < 5 && next.chars().all(char::is_uppercase) && self.gap(at) == " ";
        let money = self.gap(at).contains(['%', '$', '€', '°'])
            || at > 0 && self.gap(at - 1).contains(['$', '€', '£', '+']);
        (!money && (strong || !counts && !currency)).then_some((Said::Full(Date::Year(year)), 1))
    }

    /// A year of two digits behind *en*, where no noun follows: `deux en 97, une en 98`.
    fn short_year_at(&self, at: usize) -> Read {
        let year = self
            .digits(at, 2)
            .filter(|year| *year > 49 && at > 0 && self.word(at - 1) == "en")?;
        let closed = self.gap(at).trim_start().starts_with([',', '.', ';', ')', '(']);
        let whole = closed && self.digits(at + 1, 9).is_none();
        whole.then_some((Said::Full(Date::Year(century(year))), 1))
    }

    /// On which side an expression lies: as the word beside it says, else as the nearest verb of its clause.
    fn lies(&self, start: usize, end: usize, said: Said) -> Lies {
        if !matches!(said, Said::Day { .. } | Said::Month(_) | Said::Weekday(_)) {
            return Lies::Open;
        }
        let beside = |at: usize, gap: usize| self.is_blank(gap).then(|| words::cue(self.hash(at))).flatten();
        let after = beside(end, end - 1);
        let before = start.checked_sub(1).and_then(|at| beside(at, at));
        match (after, before) {
            (Some(Cue::Past), _) | (_, Some(Cue::Past)) => Lies::Behind,
            (Some(Cue::Future), _) if self.is_adjective(end) => Lies::Ahead,
            (_, Some(Cue::Future)) if self.is_adjective(start - 1) => Lies::Ahead,
            _ if self.is_expected(start, end) => Lies::Expected,
            _ => Lies::Open,
        }
    }

    /// Whether a word is *prochain* or *next* rather than a verb.
    fn is_adjective(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        word.starts_with("prochain") || word.starts_with("próxim") || word == "next"
    }

    /// Whether the nearest verb of the clause, before the expression or else after it, tells what is to come.
    fn is_expected(&self, start: usize, end: usize) -> bool {
        let back = (start.saturating_sub(12)..start)
            .rev()
            .take_while(|at| !self.gap(*at).contains(['\n', '.', ';', '!', '?', ':']))
            .find_map(|at| self.tense(at));
        let ahead = || {
            (end..(end + 9).min(self.pieces.len()))
                .take_while(|at| !self.gap(*at - 1).contains(['\n', '.', ';', '!', '?', ':']))
                .find_map(|at| self.tense(at))
        };
        back.or_else(ahead) == Some(Cue::Future)
    }

    fn tense(&self, at: usize) -> Option<Cue> {
        let word = self.word(at);
        let loud = self.text.tokens[self.pieces[at].token].shouted && word.len() > 3;
        let future = ["RA", "RONT"].iter().any(|end| word.ends_with(end));
        if self.languages & FRENCH != 0 && loud && future {
            return Some(Cue::Future);
        }
        match words::cue(self.hash(at)) {
            Some(cue @ (Cue::Future | Cue::Happened)) if word.starts_with(char::is_lowercase) => {
                return Some(cue);
            }
            _ if !word.starts_with(char::is_lowercase) || word.len() < 4 => return None,
            _ => {}
        }
        let french = self.languages & FRENCH != 0;
        if french && (word.ends_with("ra") || word.ends_with("ront") || word.ends_with("rons")) {
            return Some(Cue::Future);
        }
        let told = self.languages & ENGLISH != 0 && word.ends_with("ed")
            || french && (word.ends_with('é') || word.ends_with("ée"));
        told.then_some(Cue::Happened)
    }
}

/// Prepositions, articles and conjunctions beside a year.
fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "de" | "du"
            | "d"
            | "et"
            | "à"
            | "a"
            | "au"
            | "le"
            | "la"
            | "les"
            | "en"
            | "par"
            | "pour"
            | "dans"
            | "avec"
            | "sur"
            | "ou"
            | "où"
            | "avant"
            | "après"
            | "entre"
            | "que"
            | "qui"
            | "lors"
            | "sous"
            | "dont"
            | "puis"
            | "mais"
            | "il"
            | "elle"
            | "ils"
            | "est"
            | "quand"
            | "and"
            | "of"
            | "the"
            | "to"
            | "from"
            | "for"
            | "at"
            | "on"
            | "with"
            | "by"
            | "as"
            | "or"
            | "but"
            | "when"
            | "after"
            | "before"
            | "between"
            | "which"
            | "who"
            | "that"
            | "under"
            | "is"
            | "was"
            | "were"
            | "had"
            | "has"
            | "y"
            | "e"
            | "o"
            | "del"
            | "do"
            | "chez"
            | "contre"
    )
}

/// The same as a date, on another day of its month.
fn same_month(said: Said, day: u32) -> Option<Said> {
    match said {
        Said::Full(date) => {
            let last = date.last()?;
            use chrono::Datelike;
            Some(Said::Full(Date::day(last.year(), last.month(), day)?))
        }
        Said::Day { month, .. } => Some(Said::Day { month, day }),
        _ => None,
    }
}

/// The year of two digits: of this century up to 49.
fn century(year: u32) -> i32 {
    year as i32 + if year < 50 { 2000 } else { 1900 }
}
