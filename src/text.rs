//! What a word is ([`tokens()`]), and when two spellings are one: folding, normal forms.

pub(crate) mod nearest;
pub(crate) mod sentences;
pub mod tokens;

pub use sentences::sentences;
pub use tokens::lookup::{Token, Tokens, tokens};
pub use tokens::pieces::digit;
pub use tokens::{Word, is_apostrophe, is_hyphen, is_joint, is_word_char, name_words, stands_alone, words};

use std::ops::RangeInclusive;
use std::sync::LazyLock;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The lines of a file that a user keeps, without their ends. A return that ends no line, as at the end of a file that was cut there, is
/// part of none: written and read again the lines are the same.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim_end_matches('\r'))
}

/// A spelling without what spellings differ in: lower case, no accents, ligatures written out, one apostrophe.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded spelling to a text.
pub fn fold_into(text: &str, out: &mut String) {
    out.reserve(text.len());
    if !text.chars().all(|c| c < LATIN || PUNCTUATION.contains(&c)) {
        return fold_any(text, out);
    }
    for c in text.chars() {
        match c {
            '`' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if c < LATIN => out.push_str(&FOLDED[c as usize]),
            c => out.push_str(&FOLDED[LATIN as usize + (c as usize - *PUNCTUATION.start() as usize)]),
        }
    }
}

/// The characters before this one are accented letters of Latin alphabets and signs; none changes what stands beside it.
const LATIN: char = '\u{180}';
/// Dashes, quotation marks and other signs between words; none changes what stands beside it.
const PUNCTUATION: RangeInclusive<char> = '\u{2010}'..='\u{205e}';

/// Each character before [`LATIN`] and then each of [`PUNCTUATION`], folded.
static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folded = |c: char| {
        let (text, mut out) = (c.to_string(), String::new());
        fold_any(&text, &mut out);
        out
    };
    ('\0'..LATIN).chain(PUNCTUATION).map(folded).collect()
});

fn fold_any(text: &str, out: &mut String) {
    let mut last = ' ';
    let kept = |c: &char| !is_accent(*c, std::mem::replace(&mut last, *c));
    for c in text.nfkd().filter(kept).nfc().flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            c if is_apostrophe(c) => out.push('\''),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c => out.push(c),
        }
    }
}

/// Whether a mark is an accent or a point that a hurried writer leaves out. Marks that are vowels (as in Devanagari) are not,
/// nor is the breve that makes another letter of и.
fn is_accent(mark: char, after: char) -> bool {
    match mark {
        '\u{306}' => !matches!(after, 'и' | 'И'),
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => true,
        _ => false,
    }
}

/// Text as it is kept: NFC, white space of any kind as one blank, soft hyphens and invisible characters gone, trimmed.
pub fn normalized(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => evenly_spaced(text.chars(), text.len()),
        _ => evenly_spaced(text.nfc(), text.len()),
    }
}

fn evenly_spaced(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut blank = false;
    for c in chars {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => blank = true,
            c => {
                if blank && !out.is_empty() {
                    out.push(' ');
                }
                blank = false;
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold() {
        for (left, right) in [
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("Œuvre", "oeuvre"),
            ("KEÏTA", "keita"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("co\u{ad}opération", "cooperation"),
            ("Российский ёж", "российский еж"),
            ("हिन्दी 한국 がく", "हिन्दी 한국 がく"),
        ] {
            assert_eq!(folded(left), right);
        }
    }

    #[test]
    fn latin_letters_fold_alike_alone_and_beside_others() {
        let letters: String = ('\0'..LATIN).chain(PUNCTUATION).collect();
        let mut slow = String::new();
        fold_any(&letters, &mut slow);
        assert_eq!(folded(&letters), slow);
    }

    #[test]
    fn text_is_kept_with_single_blanks() {
        assert_eq!(normalized("  a\u{a0}b \n\t c\u{ad}d "), "a b cd");
    }
}
