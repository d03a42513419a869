//! What could not be decided about a page.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What could not be decided. Prints as its name, with what is known after a colon.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Doubt {
    /// The page does not say when it was published.
    NoDate,
    /// It was published on this day or later, for its text speaks of it.
    NotBefore(NaiveDate),
    /// The only date that the page shows is that of a change.
    ChangedOnly,
    /// Good witnesses give different days.
    DatesDisagree,
    /// The page has no headline.
    NoTitle,
    /// The page has no text.
    NoText,
    /// The text is too short, too mixed or in a language too little known to be sure of it.
    Language,
    /// Anything that another stage could not decide.
    Other(String),
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Doubt::NoDate => f.write_str("no-date"),
            Doubt::NotBefore(day) => write!(f, "not-before:{day}"),
            Doubt::ChangedOnly => f.write_str("changed-date-only"),
            Doubt::DatesDisagree => f.write_str("dates-disagree"),
            Doubt::NoTitle => f.write_str("no-title"),
            Doubt::NoText => f.write_str("no-text"),
            Doubt::Language => f.write_str("language"),
            Doubt::Other(text) => f.write_str(text),
        }
    }
}

impl Doubt {
    /// Whether it is about the day of publication.
    pub fn is_of_date(&self) -> bool {
        matches!(
            self,
            Doubt::NoDate | Doubt::NotBefore(_) | Doubt::ChangedOnly | Doubt::DatesDisagree
        )
    }
}

impl From<&str> for Doubt {
    fn from(text: &str) -> Doubt {
        let plain = [
            Doubt::NoDate,
            Doubt::ChangedOnly,
            Doubt::DatesDisagree,
            Doubt::NoTitle,
            Doubt::NoText,
            Doubt::Language,
        ];
        let bound = || {
            text.strip_prefix("not-before:")?
                .parse()
                .ok()
                .map(Doubt::NotBefore)
        };
        let known = plain.into_iter().find(|doubt| doubt.to_string() == text);
        known
            .or_else(bound)
            .unwrap_or_else(|| Doubt::Other(text.to_string()))
    }
}

impl Serialize for Doubt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Doubt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Doubt, D::Error> {
        String::deserialize(deserializer).map(|text| Doubt::from(text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_print_and_read_back() {
        for text in [
            "no-date",
            "not-before:2021-10-20",
            "dates-disagree",
            "something else",
        ] {
            assert_eq!(Doubt::from(text).to_string(), text);
        }
        assert_eq!(
            Doubt::from("not-before:2021-10-20"),
            Doubt::NotBefore(NaiveDate::from_ymd_opt(2021, 10, 20).unwrap())
        );
    }
}
