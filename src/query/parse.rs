//! From what was typed to what was meant. Nothing is refused: what has no meaning as syntax is a word.

mod named;

use super::lex::{self, QueryPiece, Tail};
use super::{Query, Term, Warning};
use chrono::NaiveDate;

/// A query, and what of it was taken literally.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedQuery {
    /// What was meant.
    pub query: Query,
    /// What was taken literally, in the order of the text.
    pub warnings: Vec<Warning>,
    /// What depends on the clock or the time zone of the machine.
    pub by_clock: Vec<ByClock>,
}

/// A time that was typed, and what it is by the clock of the machine.
#[derive(Debug, Clone, PartialEq)]
pub struct ByClock {
    /// As it was typed: `date:yesterday`.
    pub typed: String,
    /// As it was understood: `date:2022-05-12`.
    pub meant: Query,
}

/// Parentheses deeper than this are taken literally.
const DEEPEST: usize = 40;
/// A query has no more pieces than this; what follows is left out.
const MOST: usize = 1000;

/// Reads a query. The empty one asks for everything, and what is no query is read as words, with a warning.
///
/// ```
/// let parsed = archive::query::parse("title:pont (Diarra OR \"le maire\") -date:2021");
/// assert_eq!(parsed.query.to_string(), "title:pont (Diarra OR \"le maire\") -date:2021");
/// assert_eq!(archive::query::parse("(pont").warnings[0].at, 0);
/// ```
pub fn parse(text: &str) -> ParsedQuery {
    parse_on(text, None)
}

/// Reads a query in which dates may be counted from today, where it is said which day that is.
pub fn parse_on(text: &str, today: Option<NaiveDate>) -> ParsedQuery {
    let mut warnings = Vec::new();
    let mut pieces = lex::pieces(text, &mut warnings);
    if pieces.len() > MOST {
        let message = "the query is too long; it is cut here".to_string();
        warnings.push(Warning {
            at: pieces[MOST].0,
            message,
        });
        pieces.truncate(MOST);
    }
    pair_parentheses(&mut pieces, &mut warnings);
    let mut parser = Parser {
        text,
        pieces,
        at: 0,
        warnings,
        today,
        by_clock: Vec::new(),
    };
    let query = parser.any();
    let mut warnings = parser.warnings;
    warnings.sort_by_key(|warning| warning.at);
    ParsedQuery {
        query,
        warnings,
        by_clock: parser.by_clock,
    }
}

/// Makes words of the parentheses that have no partner, or stand too deep, or hold nothing.
fn pair_parentheses(pieces: &mut [(usize, QueryPiece)], warnings: &mut Vec<Warning>) {
    let mut open = Vec::new();
    let mut literal = Vec::new();
    let mut last_open = None;
    for (place, (_, piece)) in pieces.iter().enumerate() {
        match piece {
            QueryPiece::Open => {
                open.push(place);
                last_open = Some(place);
            }
            QueryPiece::Close => match open.pop() {
                Some(partner) if open.len() >= DEEPEST || last_open == Some(place.wrapping_sub(1)) => {
                    literal.extend([partner, place]);
                }
                Some(_) => {}
                None => literal.push(place),
            },
            _ => {}
        }
    }
    literal.extend(open);
    for place in literal {
        let (at, piece) = &mut pieces[place];
        let sign = if *piece == QueryPiece::Open { "(" } else { ")" };
        *piece = QueryPiece::Word(sign.into(), Tail::Nothing);
        let message = format!("this {sign} has no partner or holds nothing; it is taken as it is");
        warnings.push(Warning { at: *at, message });
    }
}

struct Parser<'a> {
    text: &'a str,
    pieces: Vec<(usize, QueryPiece)>,
    at: usize,
    warnings: Vec<Warning>,
    today: Option<NaiveDate>,
    by_clock: Vec<ByClock>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&QueryPiece> {
        self.pieces.get(self.at).map(|(_, piece)| piece)
    }

    fn place(&self) -> usize {
        self.pieces.get(self.at).map_or(self.text.len(), |(at, _)| *at)
    }

    fn warn(&mut self, at: usize, message: impl Into<String>) {
        let message = message.into();
        self.warnings.push(Warning { at, message });
    }

    /// Whether a part can begin here.
    fn begins(&self, place: usize) -> bool {
        let piece = self.pieces.get(place).map(|(_, piece)| piece);
        matches!(
            piece,
            Some(
                QueryPiece::Open
                    | QueryPiece::Not
                    | QueryPiece::Name(_)
                    | QueryPiece::Word(..)
                    | QueryPiece::Phrase(..)
            )
        )
    }

    /// Parts with `OR` between them, up to a closing parenthesis or the end.
    fn any(&mut self) -> Query {
        let mut list = vec![self.all()];
        while self.peek() == Some(&QueryPiece::Or) {
            self.at += 1;
            list.push(self.all());
        }
        Query::any_of(list)
    }

    /// Parts one after another, with or without `AND`, up to an `OR` that stands between two parts.
    fn all(&mut self) -> Query {
        let mut list = Vec::new();
        loop {
            match self.peek() {
                None | Some(QueryPiece::Close) => break,
                Some(QueryPiece::Or) if !list.is_empty() && self.begins(self.at + 1) => break,
                Some(QueryPiece::And) if !list.is_empty() && self.begins(self.at + 1) => self.at += 1,
                Some(_) => list.push(self.part()),
            }
        }
        Query::all_of(list)
    }

    /// A part, perhaps negated.
    fn part(&mut self) -> Query {
        let mut negated = false;
        while self.peek() == Some(&QueryPiece::Not) && self.begins(self.at + 1) {
            negated = !negated;
            self.at += 1;
        }
        let query = self.near();
        match (negated, query) {
            (false, query) => query,
            (true, Query::Not(inner)) => *inner,
            (true, query) => Query::Not(Box::new(query)),
        }
    }

    /// A part, perhaps near another.
    fn near(&mut self) -> Query {
        let mut list = vec![self.weighted()];
        while let Some(QueryPiece::Near(distance)) = self.peek().cloned() {
            let at = self.place();
            let next = self.pieces.get(self.at + 1).map(|(_, piece)| piece);
            let follows = matches!(next, Some(QueryPiece::Word(..) | QueryPiece::Phrase(..)));
            let Some(left) = last_term(list.last()).filter(|_| follows) else {
                break;
            };
            self.at += 1;
            match self.weighted() {
                Query::Term(right) => {
                    if list.last() == Some(&Query::Term(left.clone())) {
                        list.pop();
                    }
                    list.push(Query::Near(left, distance, right));
                }
                other => {
                    self.warn(at, "NEAR stands between words and phrases; here it means AND");
                    list.push(other);
                }
            }
        }
        Query::all_of(list)
    }

    /// A part, perhaps with a weight.
    fn weighted(&mut self) -> Query {
        let query = self.primary();
        let Some(QueryPiece::Boost(factor)) = self.peek().cloned() else {
            return query;
        };
        self.at += 1;
        match query {
            Query::Boost(inner, first) => Query::Boost(inner, first * factor),
            query => Query::Boost(Box::new(query), factor),
        }
    }

    fn primary(&mut self) -> Query {
        let at = self.place();
        let Some((_, piece)) = self.pieces.get(self.at).cloned() else {
            return Query::All;
        };
        self.at += 1;
        match piece {
            QueryPiece::Open => {
                let query = self.any();
                self.at += 1;
                query
            }
            QueryPiece::Name(name) => self.named(at, &name),
            QueryPiece::Word(word, Tail::Star) if word.is_empty() => Query::All,
            QueryPiece::Word(word, tail) => Query::Term(term(word, tail)),
            QueryPiece::Phrase(text, slop) => Query::Term(Term::Phrase(text, slop)),
            QueryPiece::Or
            | QueryPiece::And
            | QueryPiece::Not
            | QueryPiece::Near(_)
            | QueryPiece::Close
            | QueryPiece::Boost(_) => {
                let end = self.place();
                let typed = self.text[at..end].trim().to_string();
                self.warn(
                    at,
                    format!("{typed} has nothing to join here; it is taken as a word"),
                );
                Query::Term(Term::Word(typed))
            }
        }
    }
}

fn term(word: String, tail: Tail) -> Term {
    match tail {
        Tail::Nothing => Term::Word(word),
        Tail::Star => Term::Prefix(word),
        Tail::Tilde(letters) => Term::Fuzzy(word, letters),
    }
}

/// The term to which a `NEAR` can refer.
fn last_term(query: Option<&Query>) -> Option<Term> {
    match query? {
        Query::Term(term) | Query::Near(_, _, term) => Some(term.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_understood() {
        for (typed, meant) in [
            ("", "*"),
            ("Kazura Bamako", "Kazura Bamako"),
            ("a AND b OR c", "a b OR c"),
            ("a (b OR c)", "a (b OR c)"),
            ("(a b) c", "a b c"),
            ("NOT a -b", "-a -b"),
            ("- - a", "\\- \\- a"),
            ("--a", "a"),
            ("\"l'armée malienne\"~3^2", "\"l'armée malienne\"~3^2"),
            ("«casques bleus»", "\"casques bleus\""),
            ("arm* wrod~1 wrod~2 x~", "arm* wrod~1 wrod~2 x~1"),
            ("title:armée^2", "title:armée^2"),
            ("title:(a OR b)^2", "title:(a OR b)^2"),
            ("actor:country:RU", "actor:country:RU"),
            ("Outlet:\"Africa Presse\"", "outlet:\"Africa Presse\""),
            ("date:2021..2022-05-13", "date:2021..2022-05-13"),
            ("date:>2022 -has:author", "date:>2022 -has:author"),
            ("Kazura NEAR/10 Bamako", "Kazura NEAR/10 Bamako"),
            ("a NEAR/9 b NEAR/3 c", "a NEAR/9 b b NEAR/3 c"),
            ("Rwanda-Mali", "Rwanda-Mali"),
            ("https://a.example/b?c=d", "https://a.example/b?c=d"),
            ("C++ 50% R&D", "C++ 50% R&D"),
            ("12:30 Mali: Kidal + Gao ?", "12:30 Mali: Kidal + Gao ?"),
            ("Que veut Moscou?", "Que veut Moscou?"),
            ("\\OR title\\:x", "\\OR title\\:x"),
        ] {
            let parsed = parse(typed);
            assert_eq!(parsed.query.to_string(), meant, "{typed}");
            assert_eq!(parsed.warnings, [], "{typed}");
        }
    }

    #[test]
    fn what_has_no_meaning_is_a_word_and_is_said() {
        for (typed, meant, at) in [
            ("\"Kazura", "\\\" Kazura", 0),
            ("body:", "body\\:", 0),
            ("body: x", "body\\: x", 0),
            ("x (", "x \\(", 2),
            ("x )", "x \\)", 2),
            ("C++ OR", "C++ \\OR", 4),
            ("AND", "\\AND", 0),
            ("a NEAR/3", "a \\NEAR/3", 2),
            ("date:yesterday", "date\\:yesterday", 0),
            ("has:money", "has\\:money", 0),
            ("foo:bar", "foo:bar", 0),
            ("x autor:Cissé", "x autor:Cissé", 2),
            ("outlets:\"A B\"", "outlets: \"A B\"", 0),
            ("Mali NEAR Niger", "Mali NEAR/10 Niger", 5),
            ("Mali NEAR/ Niger", "Mali NEAR/ Niger", 5),
            ("Mali NEAR/x Niger", "Mali NEAR/x Niger", 5),
            ("Mali NEAR/-1 Niger", "Mali NEAR/-1 Niger", 5),
            ("Mali NEAR/0 Niger", "Mali NEAR/0 Niger", 5),
            ("Mali~x", "Mali\\~x", 0),
            ("Mali~9", "Mali~2", 4),
            ("Mali~0", "Mali~1", 4),
            ("\"a b\"~x", "\"a b\" x", 5),
            ("Mali^x", "Mali\\^x", 0),
            ("Mali^-1", "Mali\\^-1", 0),
            ("Mali^0", "Mali", 4),
            ("\"a b\"^", "\"a b\"", 5),
            ("M?li", "M?li", 0),
            ("*a", "\\*a", 0),
            ("/mal.*/", "/mal.\\*/", 0),
            ("!Mali", "!Mali", 0),
            ("+Mali", "+Mali", 0),
            ("a || b", "a || b", 2),
            ("a | b", "a | b", 2),
            ("date:2023..2022", "date:2023..2022", 0),
            ("mentions:2022-05..2022-04", "mentions:2022-05..2022-04", 0),
            ("has:story", "has\\:story", 0),
        ] {
            let parsed = parse(typed);
            assert_eq!(parsed.query.to_string(), meant, "{typed}");
            assert_eq!(
                parsed.warnings.iter().map(|w| w.at).collect::<Vec<_>>(),
                [at],
                "{typed}"
            );
        }
    }

    #[test]
    fn what_was_meant_is_guessed() {
        for (typed, meant) in [
            ("autor:Cissé", "did you mean author:?"),
            ("outlets:x", "did you mean outlet:?"),
            ("language:fr", "did you mean lang:?"),
            ("has:authors", "did you mean has:author?"),
            ("has:story", "the facts are title, body"),
            ("date:yesterday", "a date is 2022"),
        ] {
            let warnings = parse(typed).warnings;
            assert!(warnings[0].message.contains(meant), "{typed}: {warnings:?}");
        }
        assert!(!parse("foo:bar").warnings[0].message.contains("mean"));
    }

    #[test]
    fn nothing_is_too_much() {
        for typed in [
            "(",
            ")",
            "\"",
            "a ",
            "-",
            "NOT ",
            "title:",
            "x^2",
            "~",
            "*",
            "\\",
            "(a",
            "a)",
            "((a",
            "😀",
            "a NEAR b ",
        ] {
            let long = typed.repeat(100_000 / typed.len());
            let parsed = parse(&long);
            assert_eq!(parse(&parsed.query.to_string()).query, parsed.query, "{typed}");
        }
    }
}
