//! The pieces of which dates are written: numbers in the digits of any script, words, and the signs between them.

use super::is_word_char;

/// A piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub piece: Piece<'a>,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// White space stands before it.
    pub spaced: bool,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A number of at most four digits, and how many.
    Number(u32, usize),
    /// A longer run of digits: never part of a written date.
    Digits,
    /// A run of letters and their marks.
    Word(&'a str),
    /// Any other character.
    Sign(char),
}

/// The pieces of a text in order.
pub fn pieces(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut spaced = false;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || is_invisible(c) {
            spaced |= c.is_whitespace();
            continue;
        }
        let class = class(c);
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = rest.peek().copied() {
            if class == Class::Sign || self::class(next) != class {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let slice = &text[start..end];
        let piece = match class {
            Class::Digit => number(slice),
            Class::Letter => Piece::Word(slice),
            Class::Sign => Piece::Sign(c),
        };
        out.push(Token {
            piece,
            start,
            end,
            spaced,
        });
        spaced = false;
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Sign,
}

fn class(c: char) -> Class {
    if digit(c).is_some() {
        Class::Digit
    } else if is_word_char(c) {
        Class::Letter
    } else {
        Class::Sign
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn number(digits: &str) -> Piece<'_> {
    let count = digits.chars().count();
    if count > 4 {
        return Piece::Digits;
    }
    Piece::Number(
        digits.chars().filter_map(digit).fold(0, |sum, d| sum * 10 + d),
        count,
    )
}

/// The zeros of the scripts in which the press writes its dates; each is followed by its nine other digits.
const ZEROS: [char; 14] = [
    '0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '０',
];

/// The value of a digit of any of these scripts.
pub fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    ZEROS
        .iter()
        .find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_script_are_read() {
        let numbers = |text| {
            let found = pieces(text);
            found
                .iter()
                .filter_map(|t| match t.piece {
                    Piece::Number(value, _) => Some(value),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers("١٣ مايو ٢٠٢٢"), [13, 2022]);
        assert_eq!(numbers("۲۳ اردیبهشت ۱۴۰۱"), [23, 1401]);
        assert_eq!(numbers("१३ मई २०२२"), [13, 2022]);
        assert_eq!(numbers("2024年5月13日"), [2024, 5, 13]);
        assert_eq!(numbers("123456 12"), [12]);
    }
}
