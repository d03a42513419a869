//! The pieces of a query as they were typed.

use super::Warning;
use super::field::names as field_names;
use crate::text::nearest::nearest;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum QueryPiece {
    Open,
    Close,
    Or,
    And,
    Not,
    Near(u32),
    /// A name and a colon; what it is for follows.
    Name(String),
    /// A word, and what hangs on it.
    Word(String, Tail),
    Phrase(String, u32),
    Boost(f32),
}

/// What hangs on a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    Nothing,
    Star,
    Tilde(u8),
}

/// The distance of `NEAR` without a number.
const NEAR: u32 = 10;
/// No distance is greater.
const FARTHEST: u32 = 10_000;
/// The letters by which a fuzzy word may differ at most: beyond it everything is like everything.
const FUZZY: u8 = 2;

/// As many characters are looked at to see whether a word ends.
const LONGEST_TAIL: usize = 32;

/// Whether a word, written so, is an operator.
pub(super) fn is_operator(word: &str) -> bool {
    matches!(word, "OR" | "AND" | "NOT") || near(word).is_some()
}

/// Whether a name before a colon means something.
pub(super) fn is_field_name(name: &str) -> bool {
    field_names().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a character means something wherever it stands.
pub(super) fn is_special(c: char) -> bool {
    matches!(c, '(' | ')' | '\\' | '*' | '~' | '^') || is_quote(c)
}

/// Whether a character opens a phrase, and closes any.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn near(word: &str) -> Option<u32> {
    match word.strip_prefix("NEAR")? {
        "" => Some(NEAR),
        number => number
            .strip_prefix('/')?
            .parse()
            .ok()
            .filter(|n| *n > 0 && *n <= FARTHEST),
    }
}

/// Cuts a query into pieces, each with the byte at which it begins.
pub(super) fn pieces(text: &str, warnings: &mut Vec<Warning>) -> Vec<(usize, QueryPiece)> {
    let mut lexer = Lexer {
        text,
        at: 0,
        found: Vec::new(),
        warnings,
    };
    while let Some(c) = lexer.peek() {
        lexer.piece(c);
    }
    lexer.found
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    found: Vec<(usize, QueryPiece)>,
    warnings: &'a mut Vec<Warning>,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn push(&mut self, at: usize, piece: QueryPiece) {
        self.found.push((at, piece));
    }

    fn warn(&mut self, at: usize, message: impl Into<String>) {
        let message = message.into();
        self.warnings.push(Warning { at, message });
    }

    fn piece(&mut self, c: char) {
        let start = self.at;
        match c {
            c if c.is_whitespace() => self.at += c.len_utf8(),
            '(' => self.single(QueryPiece::Open),
            ')' => {
                self.single(QueryPiece::Close);
                self.boost();
            }
            '-' if self.text[start + 1..].starts_with(|next: char| !next.is_whitespace()) => {
                self.single(QueryPiece::Not)
            }
            c if is_quote(c) => self.phrase(start),
            _ => self.word(start),
        }
    }

    fn single(&mut self, piece: QueryPiece) {
        self.push(self.at, piece);
        self.at += 1;
    }

    /// A quote and what stands in it; a quote that nothing closes is taken as it is.
    fn phrase(&mut self, start: usize) {
        let mut text = String::new();
        let mut chars = self.text[start..].char_indices();
        let quote_length = chars.next().map_or(1, |(_, c)| c.len_utf8());
        while let Some((place, c)) = chars.next() {
            if is_quote(c) {
                self.at = start + place + c.len_utf8();
                let slop = self.slop();
                self.push(start, QueryPiece::Phrase(text, slop));
                self.boost();
                return;
            }
            match c {
                '\\' => text.extend(chars.next().map(|(_, c)| c)),
                c => text.push(c),
            }
        }
        self.at = start + quote_length;
        self.warn(start, "this quote is not closed; it is taken as it is");
        self.push(
            start,
            QueryPiece::Word(self.text[start..self.at].into(), Tail::Nothing),
        );
    }

    /// A word up to white space, a parenthesis or a quote, with what hangs on it.
    fn word(&mut self, start: usize) {
        let mut word = String::new();
        let mut colon = None;
        let mut plain = true;
        let after_name = self.after_name();
        let mut unknown = None;
        while let Some(c) = self.peek() {
            if c.is_whitespace() || c == '(' || c == ')' || is_quote(c) {
                break;
            }
            let hangs = c == '*' || matches!(c, '~' | '^') && !word.is_empty();
            if hangs && self.ends_here() {
                break;
            }
            self.at += c.len_utf8();
            match c {
                '\\' => {
                    plain = false;
                    match self.peek() {
                        Some(next) => {
                            self.at += next.len_utf8();
                            word.push(next);
                        }
                        None => word.push(c),
                    }
                }
                ':' if colon.is_none() && plain && !after_name && is_field_name(&word) => {
                    colon = Some(());
                    break;
                }
                c => {
                    if c == ':' && unknown.is_none() && plain && !after_name {
                        unknown = self.unknown_field(&word);
                    }
                    word.push(c);
                }
            }
        }
        if colon.is_some() {
            return self.push(start, QueryPiece::Name(word));
        }
        match unknown {
            Some(message) => self.warn(start, message),
            None if plain => self.warn_of_signs(start, &word),
            None => {}
        }
        self.finish_word(start, word, plain);
    }

    /// What is said of a word before a colon that is no field: nothing where what follows is no value (`12:30`, `https://`).
    fn unknown_field(&self, name: &str) -> Option<String> {
        let named = name.chars().count() > 1 && name.chars().all(|c| c.is_alphabetic() || c == '_');
        let value = |c: char| c != '/' && !c.is_whitespace();
        if !named || !self.text[self.at..].starts_with(value) {
            return None;
        }
        let meant = nearest(name, field_names()).map(|field| format!("; did you mean {field}:?"));
        Some(format!(
            "there is no field {name}; it is taken as a word{}",
            meant.unwrap_or_default()
        ))
    }

    /// Says of a sign that would mean something elsewhere, or in another program, that it means nothing in this word.
    fn warn_of_signs(&mut self, start: usize, word: &str) {
        let letters = |text: &str| text.starts_with(char::is_alphabetic);
        let masked = |c: char| c == '?' || c.is_alphanumeric();
        let message = if let Some(place) = word.find(['*', '~', '^']) {
            let sign = &word[place..=place];
            let use_of = match sign {
                "*" => "* stands for any ending, and only at the end of a word",
                "~" => "~ is followed by a number of letters: Kazoura~1",
                _ => "^ is followed by a weight above 0: Mali^2",
            };
            format!("{use_of}; here it is taken as it is")
        } else if word
            .find('?')
            .is_some_and(|at| at > 0 && letters(&word[at + 1..]))
            && word.chars().all(masked)
        {
            "? stands for no letter; arm* finds what begins so, wrod~1 what is a letter away".into()
        } else if word.strip_prefix('!').is_some_and(letters) {
            "! negates nothing; a minus does: -Mali".into()
        } else if word.strip_prefix('+').is_some_and(letters) {
            "+ means nothing: every word is wanted that no OR makes a choice".into()
        } else if !word.is_empty() && word.chars().all(|c| c == '|') {
            format!("{word} is no operator; OR is")
        } else if word.starts_with("NEAR/") && near(word).is_none() {
            format!("a number from 1 to {FARTHEST} follows NEAR/, as in NEAR/10; {word} is taken as a word")
        } else {
            return;
        };
        self.warn(start, message);
    }

    /// The moves after the tilde behind a quote; none without a tilde.
    fn slop(&mut self) -> u32 {
        let at = self.at;
        match self.number_after('~') {
            Some(Some(moves)) => (moves as u32).min(FARTHEST),
            Some(None) => {
                self.warn(
                    at,
                    "a number of moves follows ~ behind a quote, as in \"a b\"~3; it is left out",
                );
                0
            }
            None => 0,
        }
    }

    /// Whether the last piece is a name to which this word belongs.
    fn after_name(&self) -> bool {
        matches!(self.found.last(), Some((at, QueryPiece::Name(_))) if !self.text[*at..self.at].contains(char::is_whitespace))
    }

    fn finish_word(&mut self, start: usize, word: String, plain: bool) {
        if plain && !self.after_name() && is_operator(&word) {
            if word == "NEAR" {
                self.warn(
                    start,
                    format!("NEAR stands without a number; it is taken as NEAR/{NEAR}"),
                );
            }
            let piece = match word.as_str() {
                "OR" => QueryPiece::Or,
                "AND" => QueryPiece::And,
                "NOT" => QueryPiece::Not,
                word => QueryPiece::Near(near(word).unwrap_or(NEAR)),
            };
            return self.push(start, piece);
        }
        let tail = match self.peek() {
            Some('*') => {
                self.at += 1;
                Tail::Star
            }
            Some('~') => Tail::Tilde(self.letters()),
            _ => Tail::Nothing,
        };
        self.push(start, QueryPiece::Word(word, tail));
        self.boost();
    }

    /// Whether a star, a tilde or a caret ends the word: nothing but a number and other such ends follow it.
    fn ends_here(&self) -> bool {
        let end = |c: &char| !matches!(c, '*' | '~' | '^' | '.' | '0'..='9');
        let mut rest = self.text[self.at..].chars().take(LONGEST_TAIL);
        rest.find(end).is_none_or(|c| c.is_whitespace() || c == ')')
    }

    /// By how many letters a word with a tilde may differ: one where none are named.
    fn letters(&mut self) -> u8 {
        let at = self.at;
        let typed = self.number_after('~').flatten().unwrap_or(1.0);
        let letters = (typed as u8).clamp(1, FUZZY);
        if f32::from(letters) != typed {
            self.warn(
                at,
                format!("a word may differ by one letter or two; ~{typed} is taken as ~{letters}"),
            );
        }
        letters
    }

    /// Takes a sign and the number behind it, where they stand here; `Some(None)` for a bare sign.
    fn number_after(&mut self, sign: char) -> Option<Option<f32>> {
        let rest = self.text[self.at..].strip_prefix(sign)?;
        let digits = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        self.at += sign.len_utf8() + digits;
        Some(rest[..digits].parse().ok())
    }

    fn boost(&mut self) {
        let at = self.at;
        if let Some(factor) = self.number_after('^') {
            match factor.filter(|factor| factor.is_finite() && *factor > 0.0) {
                Some(factor) => self.push(at, QueryPiece::Boost(factor.clamp(0.01, 100.0))),
                None => self.warn(at, "this weight is no number above 0; it is left out"),
            }
        }
    }
}
