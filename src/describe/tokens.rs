//! Where the words, numbers and marks of a text stand, and which of them begin a sentence.

pub(crate) mod proclitics;

pub(crate) use proclitics::ARTICLE;

use crate::hash::fx64_word;
use crate::text::tokens::{elided, word_end};
use crate::text::{is_apostrophe, is_hyphen, is_joint, is_word_char, name_words};
use std::collections::HashSet;
use std::ops::Range;

/// A word, number or mark of a text. A hyphenated word is one token; an elided article and an English possessive are
/// tokens of their own: `l'`, `armée`; `Mali`, `'s`.
#[derive(Debug, Clone)]
pub struct TextToken<'a> {
    /// The token as it stands in the text.
    pub text: &'a str,
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Its hash, the same for all spellings that fold to one.
    pub hash: u64,
    /// How it is written.
    pub shape: TokenShape,
    /// Whether it is the first word of a sentence or of a line.
    pub first: bool,
    /// Whether its line is written in capitals throughout.
    pub shouted: bool,
    /// The pieces between its hyphens and apostrophes.
    pub pieces: Range<usize>,
}

impl TextToken<'_> {
    /// Whether it is written with a capital first.
    pub fn is_capitalised(&self) -> bool {
        matches!(
            self.shape,
            TokenShape::Capital | TokenShape::Capitals | TokenShape::Initial
        )
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, TokenShape::Number | TokenShape::Mark)
    }
}

/// A piece of a token between hyphens and apostrophes.
#[derive(Debug, Clone, Copy)]
pub struct TokenPiece {
    /// The hash of its folded spelling.
    pub hash: u64,
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The token to which it belongs.
    pub token: usize,
}

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenShape {
    /// In small letters.
    Small,
    /// With a capital first.
    Capital,
    /// In capitals.
    Capitals,
    /// One capital.
    Initial,
    /// In a script without capitals.
    Caseless,
    /// In digits.
    Number,
    /// A mark of punctuation.
    Mark,
}

/// A text cut into tokens.
#[derive(Debug, Clone)]
pub struct TextTokens<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens in order.
    pub tokens: Vec<TextToken<'a>>,
    /// Their pieces in order.
    pub pieces: Vec<TokenPiece>,
}

impl<'a> TextTokens<'a> {
    /// Cuts a text.
    pub fn of(text: &'a str) -> TextTokens<'a> {
        let mut cut = TextTokens {
            text,
            tokens: Vec::with_capacity(text.len() / 5),
            pieces: Vec::with_capacity(text.len() / 6),
        };
        let arabic = proclitics::arabic_words(text);
        let mut at = 0;
        while let Some(skipped) = text[at..].find(|c: char| !c.is_whitespace()) {
            at += skipped;
            let end = at + token_length(&text[at..]);
            cut.push_word(at, end, &arabic);
            at = end;
        }
        cut.mark_sentences();
        cut.mark_shouted_lines();
        cut
    }

    /// Adds a token, or two where an Arabic word begins with a particle.
    fn push_word(&mut self, start: usize, end: usize, arabic: &HashSet<&str>) {
        let word = &self.text[start..end];
        let behind = proclitics::proclitic(word, arabic);
        let Some(behind) = behind else {
            return self.push(start, end);
        };
        self.push(start, start + behind.length);
        self.push(start + behind.length, end);
        if behind.with_article
            && let (Some(token), Some(piece)) = (self.tokens.last_mut(), self.pieces.last_mut())
        {
            token.hash = fx64_word(&format!("{}{}", proclitics::ARTICLE, token.text));
            piece.hash = token.hash;
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let number = self.tokens.len();
        let begin = self.pieces.len();
        let shape = shape(text);
        if shape != TokenShape::Mark {
            self.pieces.extend(name_words(text).map(|word| TokenPiece {
                hash: fx64_word(word.text),
                start: start + word.start,
                end: start + word.end,
                token: number,
            }));
        }
        let pieces = begin..self.pieces.len();
        let hash = match self.pieces[pieces.clone()] {
            [piece] if piece.end - piece.start == text.len() => piece.hash,
            _ => fx64_word(text),
        };
        self.tokens.push(TextToken {
            text,
            start,
            end,
            hash,
            shape,
            first: false,
            shouted: false,
            pieces,
        });
    }

    fn mark_sentences(&mut self) {
        let mut begins = true;
        let mut last = 0;
        for at in 0..self.tokens.len() {
            let between = &self.text[last..self.tokens[at].start];
            begins |= between.contains('\n');
            let token = &self.tokens[at];
            last = token.end;
            if token.shape == TokenShape::Mark {
                begins |= matches!(
                    token.text,
                    "." | "!" | "?" | "…" | ":" | "«" | "“" | "\"" | "–" | "—" | "•"
                );
                continue;
            }
            self.tokens[at].first = std::mem::take(&mut begins);
        }
    }

    fn mark_shouted_lines(&mut self) {
        let mut begin = 0;
        for at in 1..=self.tokens.len() {
            let ends = at == self.tokens.len()
                || self.text[self.tokens[at - 1].end..self.tokens[at].start].contains('\n');
            if ends {
                let line = &mut self.tokens[begin..at];
                let loud = line
                    .iter()
                    .filter(|token| token.shape == TokenShape::Capitals)
                    .count();
                let small = line
                    .iter()
                    .any(|token| matches!(token.shape, TokenShape::Small | TokenShape::Capital));
                if loud > 1 && !small {
                    line.iter_mut().for_each(|token| token.shouted = true);
                }
                begin = at;
            }
        }
    }

    /// The text that a range of tokens covers.
    pub fn slice(&self, range: &Range<usize>) -> &'a str {
        match self.tokens[range.clone()] {
            [] => "",
            [ref first, ..] => &self.text[first.start..self.tokens[range.end - 1].end],
        }
    }

    /// Whether a token has blanks on both sides.
    pub fn stands_alone(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        self.text[..token.start].ends_with(char::is_whitespace)
            && self.text[token.end..].starts_with(char::is_whitespace)
    }

    /// Whether two tokens stand on one line.
    pub fn on_one_line(&self, left: usize, right: usize) -> bool {
        !self.text[self.tokens[left].end..self.tokens[right].start].contains('\n')
    }
}

/// The length in bytes of the token with which a text begins.
fn token_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    if !is_word_char(first) {
        return mark_length(text, first);
    }
    let mut length = 0;
    loop {
        let end = word_end(text, length);
        if let Some(seam) = seam(&text[length..end]) {
            return length + seam;
        }
        length = end;
        match joint(&text[..length], &text[length..]) {
            Joint::Inside(bytes) => length += bytes,
            Joint::Closes(bytes) => return length + bytes,
            Joint::None => return length,
        }
    }
}

/// Where two words were run together when a page lost the break between them: `KantéEnseignant`. No word goes on with a capital behind an
/// accented letter.
fn seam(word: &str) -> Option<usize> {
    if word.is_ascii() {
        return None;
    }
    let accented = |c: char| {
        matches!(
            c,
            'é' | 'è' | 'ê' | 'ï' | 'î' | 'ô' | 'û' | 'ù' | 'à' | 'â' | 'ç' | 'ó' | 'í' | 'á'
        )
    };
    let pairs = word.char_indices().zip(word.char_indices().skip(1));
    pairs
        .filter(|((_, left), (_, right))| accented(*left) && right.is_uppercase())
        .map(|(_, (at, _))| at)
        .find(|at| word[*at..].chars().nth(1).is_some_and(char::is_lowercase))
}

/// The length of a mark: one character, or an apostrophe with the possessive `s` after it.
fn mark_length(text: &str, first: char) -> usize {
    let mut rest = text.chars().skip(1);
    let possessive =
        is_apostrophe(first) && rest.next() == Some('s') && !rest.next().is_some_and(is_word_char);
    first.len_utf8() + usize::from(possessive)
}

enum Joint {
    Inside(usize),
    Closes(usize),
    None,
}

/// What stands between the word that ends here and what follows: a hyphen or apostrophe inside one token, the apostrophe
/// of an elision, the point of an initial or abbreviation, or the end of the token.
fn joint(before: &str, after: &str) -> Joint {
    let mut rest = after.chars();
    let (Some(mark), next) = (rest.next(), rest.next()) else {
        return Joint::None;
    };
    let word_follows = next.is_some_and(is_word_char);
    let last = before
        .rsplit(|c| c == '.' || is_joint(c))
        .next()
        .unwrap_or(before);
    let alone = last.chars().nth(1).is_none();
    match mark {
        mark if is_hyphen(mark) && word_follows => {
            if is_acronym(last) && is_common_word(rest_of(after, mark)) {
                Joint::None
            } else {
                Joint::Inside(mark.len_utf8())
            }
        }
        '.' if alone && last.starts_with(char::is_uppercase) => {
            let abbreviation =
                word_follows && next.is_some_and(char::is_uppercase) && rest.next() == Some('.');
            if abbreviation {
                Joint::Inside(1)
            } else {
                Joint::Closes(1)
            }
        }
        mark if is_apostrophe(mark) && word_follows => {
            // An `s` alone is a genitive, whatever stands before it: *Nell's*.
            if next == Some('s') && !rest.next().is_some_and(is_word_char) {
                Joint::None
            } else if is_elision(before, next.is_some_and(char::is_uppercase)) {
                Joint::Closes(mark.len_utf8())
            } else {
                Joint::Inside(mark.len_utf8())
            }
        }
        _ => Joint::None,
    }
}

/// What follows a mark.
fn rest_of(after: &str, mark: char) -> &str {
    &after[mark.len_utf8()..]
}

/// Whether a word is written in capitals throughout.
fn is_acronym(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Whether a text begins with a word of small letters behind its first: what stands behind the hyphen of *UN-Mission* and *US-led* is no
/// part of the name.
fn is_common_word(text: &str) -> bool {
    let word = text.split(|c| !is_word_char(c)).next().unwrap_or_default();
    let small = word.chars().skip(1);
    small.clone().count() > 1 && small.clone().all(char::is_lowercase)
}

/// Whether a word before an apostrophe is an elided article or pronoun: `l'Union`, but `N'Djamena`.
fn is_elision(word: &str, capital_follows: bool) -> bool {
    match word {
        "D" | "M" | "N" | "T" => !capital_follows,
        _ => elided(&word.to_lowercase()).is_some(),
    }
}

fn shape(text: &str) -> TokenShape {
    let mut letters = text.chars().filter(|c| is_word_char(*c));
    let Some(first) = letters.next() else {
        return TokenShape::Mark;
    };
    if first.is_numeric() && !text.contains(char::is_alphabetic) {
        return TokenShape::Number;
    }
    if !first.is_uppercase() {
        return if first.is_lowercase() {
            TokenShape::Small
        } else if first.is_alphabetic() {
            TokenShape::Caseless
        } else if text.contains(char::is_uppercase) {
            TokenShape::Capital
        } else {
            TokenShape::Small
        };
    }
    match letters.next() {
        None => TokenShape::Initial,
        Some(_) if !text.contains(char::is_lowercase) => TokenShape::Capitals,
        Some(_) => TokenShape::Capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        TextTokens::of(text)
            .tokens
            .iter()
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn texts_are_cut_where_names_begin_and_end() {
        for (text, tokens) in [
            ("L’armée d’Oumar", vec!["L’", "armée", "d’", "Oumar"]),
            ("à N'Djamena, l'ONU", vec!["à", "N'Djamena", ",", "l'", "ONU"]),
            ("Mali's U.S. ally", vec!["Mali", "'s", "U.S.", "ally"]),
            ("Côte d'Ivoire", vec!["Côte", "d'", "Ivoire"]),
            (
                "(Jnim), P.-C. Sow",
                vec!["(", "Jnim", ")", ",", "P.", "-", "C.", "Sow"],
            ),
            ("états-majors", vec!["états-majors"]),
            (
                "UN-Mission, US-led",
                vec!["UN", "-", "Mission", ",", "US", "-", "led"],
            ),
            ("AK-47, FC-M23", vec!["AK-47", ",", "FC-M23"]),
            ("l`armée, QU’ILS", vec!["l`", "armée", ",", "QU’", "ILS"]),
            (
                "nell’Africa, quelqu’un",
                vec!["nell’", "Africa", ",", "quelqu’", "un"],
            ),
            ("Nell's, all's", vec!["Nell", "'s", ",", "all", "'s"]),
            ("Ibrahim KantéEnseignant", vec!["Ibrahim", "Kanté", "Enseignant"]),
        ] {
            assert_eq!(cut(text), tokens, "{text}");
        }
    }

    #[test]
    fn sentences_and_shouted_lines_are_marked() {
        let text = TextTokens::of("LE MALI VOTE\n\nUn titre. Puis « Oui » Non");
        let first: Vec<&str> = text.tokens.iter().filter(|t| t.first).map(|t| t.text).collect();
        assert_eq!(first, ["LE", "Un", "Puis", "Oui"]);
        assert!(text.tokens[1].shouted && !text.tokens[3].shouted);
    }
}
