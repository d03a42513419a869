//! Dates as machines write them: ISO 8601 and its near kin, seconds since 1970, and whatever else stands in a date field.

use super::written::{self, DateHints};
use super::{Date, Precision};
use chrono::{DateTime, Days, NaiveDate};

/// A moment as a machine wrote it. The day is the day in the zone in which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp {
    /// The day, month or year.
    pub date: Date,
    /// Minutes since midnight.
    pub minute: Option<u32>,
    /// Minutes east of Greenwich; 0 for `Z`, none where the zone is not said.
    pub offset: Option<i32>,
}

impl Timestamp {
    /// Whether the stamp and a day can be one moment seen in two zones: the zone of the stamp is Greenwich or not said, and the day
    /// is that of the stamp in some zone of the world.
    pub fn can_fall_on(&self, day: NaiveDate) -> bool {
        let Date::Day(own) = self.date else { return false };
        if own == day {
            return true;
        }
        let (Some(minute), Some(0)) = (self.minute, self.offset) else {
            return false;
        };
        let next = own.checked_add_days(Days::new(1)) == Some(day);
        let previous = own.checked_sub_days(Days::new(1)) == Some(day);
        (next && minute >= 10 * 60) || (previous && minute < 12 * 60)
    }
}

impl From<Date> for Timestamp {
    /// The date without an hour.
    fn from(date: Date) -> Timestamp {
        Timestamp {
            date,
            minute: None,
            offset: None,
        }
    }
}

/// Reads the content of a date field.
pub fn read(text: &str, reading: &DateHints) -> Option<Timestamp> {
    let text = text.trim().trim_matches(['"', '\'']);
    if !text.is_ascii() && text.len() > 200 {
        return None;
    }
    iso(text)
        .or_else(|| compact(text))
        .or_else(|| seconds(text))
        .or_else(|| worded(text, reading))
}

/// `2022-05-13T10:11:12+01:00`, `2022-05-13 10:11`, `2022-05`, `2022`
fn iso(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        let part = bytes.get(from..to)?;
        part.iter()
            .all(u8::is_ascii_digit)
            .then(|| text[from..to].parse::<u32>().ok())?
    };
    let year = digits(0, 4).filter(|year| (1600..2200).contains(year))? as i32;
    let whole = |date| Some(Timestamp::from(date));
    if bytes.len() == 4 {
        return whole(Date::Year(year));
    }
    (bytes[4] == b'-').then_some(())?;
    let month = digits(5, 7).filter(|month| (1..=12).contains(month))?;
    if bytes.len() == 7 {
        return whole(Date::Month(year, month));
    }
    (bytes[7] == b'-').then_some(())?;
    let date = Date::day(year, month, digits(8, 10)?)?;
    let rest = &text[10..];
    Some(Timestamp {
        date,
        minute: minute(rest),
        offset: offset(rest),
    })
}

/// The minutes since midnight of `T10:11…` or ` 10:11…`.
fn minute(rest: &str) -> Option<u32> {
    let clock = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let (hour, after) = clock.split_once(':')?;
    let hour: u32 = hour.parse().ok().filter(|hour| *hour < 24)?;
    let minute: u32 = after.get(..2)?.parse().ok().filter(|minute| *minute < 60)?;
    Some(hour * 60 + minute)
}

/// The minutes east of Greenwich at the end of a clock: `Z`, `+01:00`, `+0100`, `GMT`.
fn offset(rest: &str) -> Option<i32> {
    let rest = rest.trim_end();
    if rest.ends_with(['Z', 'z']) || rest.ends_with("UTC") || rest.ends_with("GMT") {
        return Some(0);
    }
    let sign = rest.rfind(['+', '-'])?;
    let digits: String = rest[sign + 1..].chars().filter(char::is_ascii_digit).collect();
    let value: i32 = digits.get(..4).or(digits.get(..2))?.parse().ok()?;
    let minutes = if digits.len() >= 4 {
        value / 100 * 60 + value % 100
    } else {
        value * 60
    };
    Some(if rest[sign..].starts_with('-') {
        -minutes
    } else {
        minutes
    })
}

/// `20220513`, `20220513T101112`, `202205131011`
fn compact(text: &str) -> Option<Timestamp> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if ![8, 12, 14].contains(&digits) {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
    let year = part(0, 4).filter(|year| (1600..2200).contains(year))?;
    let date = Date::day(year as i32, part(4, 6)?, part(6, 8)?)?;
    Some(Timestamp {
        date,
        minute: None,
        offset: offset(&text[8..]),
    })
}

/// Seconds or milliseconds since 1970.
fn seconds(text: &str) -> Option<Timestamp> {
    let count: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => count,
        13 => count / 1000,
        _ => return None,
    };
    let moment = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    let minute = (seconds.rem_euclid(86400) / 60) as u32;
    Some(Timestamp {
        date: Date::Day(moment.date()),
        minute: Some(minute),
        offset: Some(0),
    })
}

/// `Fri, 13 May 2022 10:11:12 GMT`, `5/13/2022 8:11:12 AM`, `13. Mai 2022`
fn worded(text: &str, reading: &DateHints) -> Option<Timestamp> {
    let found = written::find(text, reading);
    let written = found.iter().find(|w| w.date().is_some())?;
    let date = written.date()?;
    (date.precision() == Precision::Day || found.len() == 1).then_some(())?;
    let offset = text.ends_with("GMT").then_some(0);
    Some(Timestamp {
        date,
        minute: None,
        offset,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_write_dates_in_many_ways() {
        for (text, date, offset) in [
            ("2022-05-13T10:11:12+01:00", "2022-05-13", Some(60)),
            ("2022-05-13T10:11:12.123Z", "2022-05-13", Some(0)),
            ("2022-05-13T10:11:12-0530", "2022-05-13", Some(-330)),
            ("2022-05-13 10:11", "2022-05-13", None),
            ("2022-05", "2022-05", None),
            ("2022", "2022", None),
            ("20220513", "2022-05-13", None),
            ("20220513101112", "2022-05-13", None),
            ("1652436672", "2022-05-13", Some(0)),
            ("1652436672000", "2022-05-13", Some(0)),
            ("Fri, 13 May 2022 10:11:12 GMT", "2022-05-13", Some(0)),
            ("5/13/2022 8:11:12 AM", "2022-05-13", None),
            ("13. Mai 2022", "2022-05-13", None),
        ] {
            let stamp = read(text, &DateHints::default()).expect(text);
            assert_eq!(
                (stamp.date.to_string().as_str(), stamp.offset),
                (date, offset),
                "{text}"
            );
        }
        for text in [
            "",
            "soon",
            "0000-00-00",
            "2022-13-41",
            "0001-01-01T00:00:00",
            "12345",
        ] {
            assert_eq!(read(text, &DateHints::default()), None, "{text}");
        }
    }

    #[test]
    fn a_moment_in_greenwich_may_be_the_next_day_elsewhere() {
        let day = |text: &str| Date::parse(text).unwrap().first().unwrap();
        let stamp = |text| read(text, &DateHints::default()).unwrap();
        assert!(stamp("2022-05-13T23:30:00Z").can_fall_on(day("2022-05-14")));
        assert!(!stamp("2022-05-13T23:30:00Z").can_fall_on(day("2022-05-12")));
        assert!(!stamp("2022-05-13T23:30:00+02:00").can_fall_on(day("2022-05-14")));
    }
}
