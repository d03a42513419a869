//! What the user asked for: the syntax tree of a query. It knows no index, and it prints back.
//!
//! What a person types is never an error. What cannot be meant as syntax is taken literally, with a [`Warning`] that points
//! at the place.

mod dates;
mod field;
mod lex;
mod parse;

pub use dates::DateRange;
pub use field::{Field, KnownFact, names};
pub use parse::{ByClock, ParsedQuery, parse, parse_on};

use std::fmt::{self, Write};

/// What the user asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Everything: `*`.
    All,
    /// A word, phrase, prefix or fuzzy word.
    Term(Term),
    /// Two terms at most so many words apart, in any order: `a NEAR/10 b`.
    Near(Term, u32, Term),
    /// Only in this field: `title:x`, `title:(x OR y)`.
    In(Field, Box<Query>),
    /// Published in this time: `date:2022-05`.
    Published(DateRange),
    /// The text speaks of a date in this time: `mentions:2021-10-20`.
    Mentions(DateRange),
    /// Added to the index in this time, by the days of the machine's time zone: `added:yesterday`.
    Added(DateRange),
    /// The fact is known: `has:date`.
    Has(KnownFact),
    /// All of them: `a b`. Two or more, none of them an `And`.
    And(Vec<Query>),
    /// At least one of them: `a OR b`. Two or more, none of them an `Or`.
    Or(Vec<Query>),
    /// Not this: `-a`, `NOT a`.
    Not(Box<Query>),
    /// This counts so many times as much: `a^2`.
    Boost(Box<Query>, f32),
}

/// What is looked for in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word in all its forms. Where it holds several (`Etat-major`), they stand next to each other.
    Word(String),
    /// Words as they are, next to each other or at most so many moves apart: `"a b"~3`.
    Phrase(String, u32),
    /// Every word that begins so: `word*`.
    Prefix(String),
    /// Every word at most so many letters away: `wrod~1`.
    Fuzzy(String, u8),
}

/// What was taken literally, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The byte of the query at which it stands.
    pub at: usize,
    /// What was done about it.
    pub message: String,
}

impl Query {
    /// This and that.
    pub fn and(self, other: Query) -> Query {
        Query::all_of(vec![self, other])
    }

    /// A value in a field.
    pub fn filter(field: Field, value: &str) -> Query {
        let term = match field.is_code() {
            true => Term::Word(value.into()),
            false => Term::Phrase(value.into(), 0),
        };
        Query::In(field, Box::new(Query::Term(term)))
    }

    /// The same with every word taken as it is, as if it were quoted.
    pub fn literal(self) -> Query {
        let boxed = |query: Box<Query>| Box::new(query.literal());
        let exact = |term| match term {
            Term::Word(text) => Term::Phrase(text, 0),
            term => term,
        };
        match self {
            Query::Term(term) => Query::Term(exact(term)),
            Query::Near(left, distance, right) => Query::Near(exact(left), distance, exact(right)),
            Query::In(field, query) if !field.is_code() => Query::In(field, boxed(query)),
            Query::And(list) => Query::And(list.into_iter().map(Query::literal).collect()),
            Query::Or(list) => Query::Or(list.into_iter().map(Query::literal).collect()),
            Query::Not(query) => Query::Not(boxed(query)),
            Query::Boost(query, factor) => Query::Boost(boxed(query), factor),
            other => other,
        }
    }

    /// The articles that this query misses only for want of a date: what else it asks for, and no date. Nothing where it names no time.
    pub fn undated(&self) -> Option<Query> {
        let list = match self {
            Query::And(list) => list.as_slice(),
            query => std::slice::from_ref(query),
        };
        let is_time = |query: &&Query| matches!(query, Query::Published(_));
        list.iter().find(is_time)?;
        let others = list.iter().filter(|query| !is_time(query)).cloned().collect();
        let dated = Query::Has(KnownFact::DATE);
        Some(Query::all_of(others).and(Query::Not(Box::new(dated))))
    }

    /// Whether the query, or a part of it, is of a kind.
    pub fn has_part(&self, is_one: &impl Fn(&Query) -> bool) -> bool {
        is_one(self)
            || match self {
                Query::And(list) | Query::Or(list) => list.iter().any(|query| query.has_part(is_one)),
                Query::Not(inner) | Query::Boost(inner, _) | Query::In(_, inner) => inner.has_part(is_one),
                _ => false,
            }
    }

    /// Whether it asks for labels or notes of the user's.
    pub fn asks_labels(&self) -> bool {
        self.has_part(&|part| match part {
            Query::In(field, _) => matches!(field, Field::Label | Field::Note),
            Query::Has(fact) => fact.name() == "label",
            _ => false,
        })
    }

    /// All of them, without an `And` in an `And`.
    fn all_of(list: Vec<Query>) -> Query {
        let mut flat = Vec::with_capacity(list.len());
        for query in list {
            match query {
                Query::And(inner) => flat.extend(inner),
                Query::All => {}
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Query::All,
            1 => flat.remove(0),
            _ => Query::And(flat),
        }
    }

    /// At least one of them, without an `Or` in an `Or`.
    pub(crate) fn any_of(list: Vec<Query>) -> Query {
        let mut flat = Vec::with_capacity(list.len());
        for query in list {
            match query {
                Query::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            1 => flat.remove(0),
            _ => Query::Or(flat),
        }
    }

    /// How tightly it holds together when it is printed.
    fn rank(&self) -> Precedence {
        match self {
            Query::Or(_) => Precedence::Or,
            Query::And(_) => Precedence::And,
            Query::Not(_) => Precedence::Not,
            Query::Near(..) => Precedence::Near,
            Query::Boost(..) => Precedence::Boost,
            _ => Precedence::Primary,
        }
    }

    /// Prints a part, in parentheses where it would fall apart.
    fn print_part(&self, f: &mut fmt::Formatter<'_>, at_least: Precedence) -> fmt::Result {
        match self.rank() >= at_least {
            true => write!(f, "{self}"),
            false => write!(f, "({self})"),
        }
    }
}

/// How tightly an operator holds its parts together, the loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Or,
    And,
    Not,
    Near,
    Boost,
    Primary,
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_str("*"),
            Query::Term(term) => write!(f, "{term}"),
            Query::Near(left, distance, right) => write!(f, "{left} NEAR/{distance} {right}"),
            Query::In(field, query) => {
                write!(f, "{}:", field.name())?;
                match &**query {
                    Query::Term(Term::Word(word)) => f.write_str(&escaped(word, true)),
                    query => query.print_part(f, Precedence::Primary),
                }
            }
            Query::Published(range) => write!(f, "date:{range}"),
            Query::Mentions(range) => write!(f, "mentions:{range}"),
            Query::Added(range) => write!(f, "added:{range}"),
            Query::Has(fact) => write!(f, "has:{}", fact.name()),
            Query::And(list) => print_list(f, list, " ", Precedence::Not),
            Query::Or(list) => print_list(f, list, " OR ", Precedence::And),
            Query::Not(query) => {
                f.write_str("-")?;
                query.print_part(f, Precedence::Near)
            }
            Query::Boost(query, factor) => {
                query.print_part(f, Precedence::Primary)?;
                write!(f, "^{factor}")
            }
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Word(word) => f.write_str(&escaped(word, false)),
            Term::Prefix(word) => write!(f, "{}*", escaped(word, false)),
            Term::Fuzzy(word, distance) => write!(f, "{}~{distance}", escaped(word, false)),
            Term::Phrase(text, slop) => {
                f.write_char('"')?;
                for c in text.chars() {
                    // Any quote closes a phrase, whichever opened it.
                    if c == '\\' || lex::is_quote(c) {
                        f.write_char('\\')?;
                    }
                    f.write_char(c)?;
                }
                f.write_char('"')?;
                match slop {
                    0 => Ok(()),
                    slop => write!(f, "~{slop}"),
                }
            }
        }
    }
}

fn print_list(
    f: &mut fmt::Formatter<'_>,
    list: &[Query],
    between: &str,
    at_least: Precedence,
) -> fmt::Result {
    for (place, query) in list.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        query.print_part(f, at_least)?;
    }
    Ok(())
}

/// A word with a backslash before what would be taken for syntax.
fn escaped(word: &str, in_field: bool) -> String {
    if lex::is_operator(word) {
        return format!("\\{word}");
    }
    let field_colon = match in_field {
        true => None,
        false => word.find(':').filter(|colon| lex::is_field_name(&word[..*colon])),
    };
    let mut out = String::with_capacity(word.len());
    for (place, c) in word.char_indices() {
        let minus = place == 0 && c == '-';
        if minus || Some(place) == field_colon || lex::is_special(c) || c.is_whitespace() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a hurried hand may type.
    fn typed() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("OR".to_string()),
            Just("AND".to_string()),
            Just("NOT".to_string()),
            Just("NEAR/3".to_string()),
            "[a-zé]{1,5}",
            "(title|body|date|has|mentions|added|actor|x):",
            "20[0-9]{2}(-[01][0-9])?",
            "[-()\"~^*:\\\\.<>'’«»😀 ]",
            Just(" ".to_string()),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_printed_means_the_same(text in typed()) {
            let query = parse(&text).query;
            let printed = query.to_string();
            prop_assert_eq!(parse(&printed).query, query, "{}", printed);
        }

        #[test]
        fn any_text_is_a_query(text in "\\PC*") {
            let query = parse(&text).query;
            prop_assert_eq!(parse(&query.to_string()).query, query);
        }
    }

    #[test]
    fn a_phrase_with_any_quote_in_it_is_printed_as_it_is_read_again() {
        for text in [
            "\"ville \\» haute\"",
            "«ville \\“ haute»",
            "\"a\\\\\"",
            "\"a \\\" b\"~3",
        ] {
            let query = parse(text).query;
            assert!(
                matches!(query, Query::Term(Term::Phrase(..))),
                "{text}: {query:?}"
            );
            assert_eq!(parse(&query.to_string()).query, query, "{text}: {query}");
        }
    }

    #[test]
    fn a_time_misses_what_has_no_date() {
        let undated = |text: &str| parse(text).query.undated().map(|query| query.to_string());
        assert_eq!(
            undated("Mali date:2022 -football").as_deref(),
            Some("Mali -football -has:date")
        );
        assert_eq!(undated("date:2022").as_deref(), Some("-has:date"));
        assert_eq!(undated("Mali (date:2022 OR Niger)"), None);
    }

    #[test]
    fn a_literal_query_takes_words_as_they_are() {
        let query = parse("armées title:casques lang:fr mal*").query.literal();
        assert_eq!(query.to_string(), "\"armées\" title:\"casques\" lang:fr mal*");
    }
}
