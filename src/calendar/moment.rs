//! A moment: when a page was captured, and when it was ingested.

use chrono::{DateTime, Local, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A moment in UTC. Prints as RFC 3339 has it, `2022-05-13T08:00:00Z`, with fractions of a second only where there are any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// The present, by the clock of the machine. The library never asks for it: whoever calls it passes the moment in.
    pub fn now() -> Moment {
        Moment(Utc::now()).to_the_second()
    }

    /// The moment of a clock in UTC.
    pub fn of(moment: DateTime<Utc>) -> Moment {
        Moment(moment)
    }

    /// The beginning of a day.
    pub fn of_day(day: NaiveDate) -> Moment {
        Moment(day.and_time(chrono::NaiveTime::MIN).and_utc())
    }

    /// The day in UTC.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The day in the time zone of this machine (`TZ`, else the system's).
    pub fn local_day(self) -> NaiveDate {
        self.0.with_timezone(&Local).date_naive()
    }

    /// How far the clocks of this machine's time zone stand from UTC at this moment: `+01:00`.
    pub fn local_offset(self) -> String {
        self.0.with_timezone(&Local).format("%:z").to_string()
    }

    fn to_the_second(self) -> Moment {
        let seconds = DateTime::from_timestamp(self.0.timestamp(), 0);
        Moment(seconds.unwrap_or(self.0))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl FromStr for Moment {
    type Err = chrono::ParseError;

    /// Reads RFC 3339, in any offset.
    fn from_str(text: &str) -> Result<Moment, chrono::ParseError> {
        DateTime::parse_from_rfc3339(text).map(|moment| Moment(moment.to_utc()))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_print_and_parse_back() {
        for (text, printed) in [
            ("2022-05-13T08:00:00Z", "2022-05-13T08:00:00Z"),
            ("2022-05-13T08:00:00+02:00", "2022-05-13T06:00:00Z"),
            ("2022-05-13T08:00:00.250Z", "2022-05-13T08:00:00.250Z"),
        ] {
            assert_eq!(text.parse::<Moment>().expect(text).to_string(), printed);
        }
        assert!("2022-05-13".parse::<Moment>().is_err());
        let moment: Moment = "2022-05-13T23:30:00-02:00".parse().expect("a moment");
        assert_eq!(moment.day().to_string(), "2022-05-14");
        assert!(Moment::of_day(moment.day()) < moment);
    }
}
