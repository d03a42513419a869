//! What is looked up of a text: its words, folded, without elisions and genitives, initials joined.
//!
//! Index and query read their words here, so that both see the same ones: `l’Armée` is `armee`, `O.N.U.` is `onu`,
//! `État-major` is `etat` and `major`. A character of a script that writes without blanks is a word of its own.

use super::{Elided, elided, is_apostrophe, is_word_char, name_word_end};
use crate::text::{fold_into, folded};

/// A word as it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub text: String,
    /// The byte at which it begins in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// The longest word in bytes that is looked up; what is longer is encoded data.
const LONGEST: usize = 96;

/// The words of a text as they are looked up.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut tokens = Tokens::new(text);
    std::iter::from_fn(move || {
        let mut word = String::new();
        let (start, end) = tokens.next_into(&mut word)?;
        Some(Token {
            text: word,
            start,
            end,
        })
    })
}

/// Reads the words of a text one by one.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Begins at the start of the text.
    pub fn new(text: &'a str) -> Tokens<'a> {
        Tokens { text, at: 0 }
    }

    /// Writes the next word into `word` and says where it stands, in bytes.
    pub fn next_into(&mut self, word: &mut String) -> Option<(usize, usize)> {
        self.next_where(word, |_| true)
    }

    /// The same, but a plain word may be left unwritten, and `word` empty, where none is wanted that begins with its letter.
    pub fn next_where(
        &mut self,
        word: &mut String,
        is_wanted: impl Fn(u8) -> bool,
    ) -> Option<(usize, usize)> {
        loop {
            let start = self.at + self.text[self.at..].find(is_word_char)?;
            let end = name_word_end(self.text, start);
            let end = name_with_apostrophe(self.text, start, end).unwrap_or(end);
            self.at = end;
            word.clear();
            if self.is_plain(start, end) && !is_wanted(self.text.as_bytes()[start].to_ascii_lowercase()) {
                return Some((start, end));
            }
            if let Some(end) = initials(self.text, start, end, word) {
                self.at = end;
                return Some((start, end));
            }
            if end - start > LONGEST {
                continue;
            }
            fold_into(&self.text[start..end], word);
            word.retain(|c| c != '\'');
            if !self.falls_away(start, end, word) && !word.is_empty() {
                return Some((start, end));
            }
        }
    }

    /// Whether the word is more than one letter, none of which changes but to a small one, and stands alone.
    fn is_plain(&self, start: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_ascii =
            |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !is_apostrophe(char::from(*byte)));
        (2..=LONGEST).contains(&(end - start))
            && is_ascii(bytes.get(end))
            && bytes[start..end].iter().all(u8::is_ascii_alphanumeric)
    }

    /// Whether the word is an elided article or preposition, or the `s` of a genitive.
    fn falls_away(&self, start: usize, end: usize, folded: &str) -> bool {
        let mut after = self.text[end..].chars();
        let apostrophe_after = after.next().is_some_and(is_apostrophe);
        if apostrophe_after && after.next().is_some_and(is_word_char) {
            return elided(folded) == Some(Elided::Word);
        }
        let mut before = self.text[..start].chars().rev();
        folded == "s" && before.next().is_some_and(is_apostrophe) && before.next().is_some_and(is_word_char)
    }
}

/// Joins initials parted by full stops (`O.N.U.`) and gives their end; nothing for fewer than two letters.
fn initials(text: &str, start: usize, end: usize, joined: &mut String) -> Option<usize> {
    if !is_letter(&text[start..end]) || !text[end..].starts_with('.') {
        return None;
    }
    fold_into(&text[start..end], joined);
    let (mut last, mut letters) = (end, 1);
    while let Some(rest) = text[last..].strip_prefix('.') {
        let next = last + 1;
        if !rest.starts_with(char::is_alphabetic) {
            break;
        }
        let next_end = name_word_end(text, next);
        if !is_letter(&text[next..next_end]) {
            break;
        }
        fold_into(&text[next..next_end], joined);
        (last, letters) = (next_end, letters + 1);
    }
    if letters > 1 {
        return Some(last);
    }
    joined.clear();
    None
}

/// The end of a name that begins with a letter and an apostrophe, as no elision does before a consonant: `N’Diaye`, `M'Bow`, `O'Brien`.
/// It is looked up as one word, `ndiaye`, which is how others spell it.
fn name_with_apostrophe(text: &str, start: usize, end: usize) -> Option<usize> {
    let [b'a'..=b'h' | b'j'..=b'z' | b'A'..=b'H' | b'J'..=b'Z'] = text.as_bytes()[start..end] else {
        return None;
    };
    let rest = text[end..].strip_prefix(is_apostrophe)?;
    let next = text.len() - rest.len();
    let first = rest.chars().next().filter(|c| is_word_char(*c))?;
    let next_end = name_word_end(text, next);
    let vowel =
        first.is_numeric() || folded(&first.to_string()).starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']);
    let is_long = text[next..next_end].chars().nth(2).is_some();
    (is_long && !vowel && !text[..start].ends_with(is_apostrophe)).then_some(next_end)
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_is_looked_up() {
        for (text, expected) in [
            ("L’Armée de l'État-major", "armee de etat major"),
            ("l’O.N.U. et l'ONU, U.S. Army", "onu et onu us army"),
            ("Mali's army, the generals' plan", "mali army the generals plan"),
            ("J.-B. Kazura, M. Diarra", "j b kazura m diarra"),
            ("aujourd'hui qu'il s'est", "aujourd hui il est"),
            ("O'Brien, D’Souza, N’Diaye, M'Bow", "obrien dsouza ndiaye mbow"),
            (
                "I'll, y'all, rock'n'roll, N’importe",
                "i ll y all rock roll importe",
            ),
            ("Œuvre, œil, Straße", "oeuvre oeil strasse"),
            ("北京 2022年", "北 京 2022 年"),
            ("C++ a.b.c.d x.", "c abcd x"),
            ("… — !", ""),
        ] {
            let found: Vec<String> = tokens(text).map(|token| token.text).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn words_that_nobody_wants_stand_where_they_stand() {
        let text = "L’Armée d'Abidjan's U.S. plan, l’État c'est « Ab » a b. 北京 xx";
        let all: Vec<(usize, usize)> = tokens(text).map(|token| (token.start, token.end)).collect();
        let (mut some, mut word) = (Tokens::new(text), String::new());
        let mut written = Vec::new();
        let read = std::iter::from_fn(|| {
            let place = some.next_where(&mut word, |byte| byte == b'a')?;
            written.push(word.clone());
            Some(place)
        });
        assert_eq!(read.collect::<Vec<_>>(), all);
        let wanted: Vec<&String> = written.iter().filter(|word| word.starts_with('a')).collect();
        assert_eq!(wanted, ["armee", "abidjan", "ab", "a"]);
        assert!(written.contains(&String::new()));
    }

    #[test]
    fn a_word_knows_its_place() {
        let text = "à l’O.N.U. vu";
        let found: Vec<&str> = tokens(text).map(|token| &text[token.start..token.end]).collect();
        assert_eq!(found, ["à", "O.N.U", "vu"]);
    }
}
