//! What stands behind a name and a colon: a value in a field, a time, a fact.

use super::{ByClock, Parser, QueryPiece};
use crate::query::{DateRange, Field, KnownFact, Query, Term};
use crate::text::nearest::nearest;

impl Parser<'_> {
    /// What follows a name and a colon.
    pub(super) fn named(&mut self, at: usize, name: &str) -> Query {
        let touches = self.place() == at + name.len() + 1;
        let value = match self.peek() {
            Some(QueryPiece::Word(..) | QueryPiece::Phrase(..) | QueryPiece::Open) if touches => {
                self.primary()
            }
            _ => {
                self.warn(at, format!("nothing follows {name}: so it is taken as a word"));
                return Query::Term(Term::Word(format!("{name}:")));
            }
        };
        if let Some(field) = Field::named(name) {
            return match value {
                Query::In(..) => value,
                value => Query::In(field, Box::new(value)),
            };
        }
        let text = match &value {
            Query::Term(Term::Word(text) | Term::Phrase(text, 0)) => text.as_str(),
            _ => "",
        };
        let meant = match name.eq_ignore_ascii_case("has") {
            true => KnownFact::named(text).map(Query::Has),
            false => self.time(at, &name.to_ascii_lowercase(), text),
        };
        meant.unwrap_or_else(|| self.misunderstood(at, name, text))
    }

    /// A time behind the name of a date.
    fn time(&mut self, at: usize, name: &str, text: &str) -> Option<Query> {
        let range = DateRange::parse_on(text, self.today)?;
        if range.is_reversed() {
            self.warn(at, format!("{text} ends before it begins: nothing lies in it"));
        }
        let meant = match name {
            "date" => Query::Published(range),
            "mentions" => Query::Mentions(range),
            _ => Query::Added(range),
        };
        if name == "added" || DateRange::parse(text).is_none() {
            self.by_clock.push(ByClock {
                typed: format!("{name}:{text}"),
                meant: meant.clone(),
            });
        }
        Some(meant)
    }

    /// What has no meaning behind a name: a word, and that is said.
    fn misunderstood(&mut self, at: usize, name: &str, text: &str) -> Query {
        let typed = self.text[at..self.place()].trim().to_string();
        let expected = match (name.eq_ignore_ascii_case("has"), nearest(text, KnownFact::names())) {
            (false, _) => "a date is 2022, 2022-05, 2022-W19 or 2022-05-13, and 2021..2022 a time; yesterday, last-week \
                           and 7d are counted from today"
                .to_string(),
            (true, Some(near)) => format!("did you mean has:{near}?"),
            (true, None) => format!("the facts are {}", KnownFact::names().collect::<Vec<_>>().join(", ")),
        };
        self.warn(
            at,
            format!("{typed} is not understood; it is taken as a word; {expected}"),
        );
        Query::Term(Term::Word(typed))
    }
}
