//! Letters in brackets that spell the name before them: *Alliance pour l'unité et le progrès (AUP)*.

use super::{Growth, is_link, written};
use crate::describe::actors::ActorType;
use crate::describe::actors::span::{Ground, Span};
use crate::describe::tokens::{Shape, Token};
use crate::text::folded;

/// The fewest and the most letters that spell a name.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=10;
/// How many tokens before the bracket a name can begin.
const REACH: usize = 16;
/// Over how many words an organisation's letters are spelled, at least.
const WORDS: usize = 2;
/// The longest small word that gives no letter: *sur*, *in*.
const SMALL: usize = 3;

impl Growth<'_, '_> {
    /// The words that letters in brackets spell are the name of an organisation, and so are the letters.
    pub(super) fn add_spelled_out(&mut self) {
        for open in 1..self.text.tokens.len().saturating_sub(2) {
            let Some(start) = self.spelled_before(open) else {
                continue;
            };
            let is_person = self
                .covering(start)
                .is_some_and(|span| span.kind == ActorType::Person && span.tokens == (start..open));
            let longer = self.covering(start).is_some_and(|span| {
                let begins = &self.text.tokens[span.tokens.start];
                span.tokens.start < start && (span.ground == Ground::Known || begins.is_capitalised())
            });
            let known = self
                .covering(start)
                .is_some_and(|span| span.entry.is_some() && span.tokens.start <= start);
            let cuts = longer || known;
            if !is_person && !cuts {
                self.put(written(start..open, ActorType::Org));
                self.explain(open + 1);
            }
        }
    }

    /// The letters at a token name an organisation of this text, there and wherever they stand, whatever else they are known for.
    fn explain(&mut self, letters: usize) {
        let hash = self.text.tokens[letters].hash;
        let same = |at: &usize| self.text.tokens[*at].hash == hash;
        let known = |at: &usize| {
            self.covering(*at)
                .is_some_and(|span| span.entry.is_some() && span.tokens.len() == 1)
        };
        let places: Vec<usize> = (0..self.text.tokens.len())
            .filter(same)
            .filter(|at| *at == letters || known(at))
            .collect();
        for at in places {
            self.put(Span {
                ground: Ground::Explained,
                ..written(at..at + 1, ActorType::Org)
            });
        }
    }

    /// Where the name begins that the letters behind a bracket spell.
    fn spelled_before(&self, open: usize) -> Option<usize> {
        let tokens = &self.text.tokens;
        // *Alliance pour le Kivu (APK)*, and *(Alliance pour le Kivu, APK)*
        let parts = match tokens[open].text {
            "(" => true,
            "," => tokens[open + 2].text == ")",
            _ => false,
        };
        let letters = parts.then(|| letters(&tokens[open + 1]))??;
        let mut words: Vec<Word> = Vec::new();
        for start in (open.saturating_sub(REACH)..open).rev() {
            let token = &tokens[start];
            let stays = self.text.on_one_line(start, start + 1) && (token.is_word() || is_link(token.text));
            if !stays {
                return None;
            }
            let small = token.shape == Shape::Small && token.text.chars().count() <= SMALL;
            words.insert(
                0,
                Word {
                    letters: folded(token.text),
                    optional: small || is_link(token.text),
                },
            );
            let several = words.iter().filter(|word| !word.optional).count() >= WORDS;
            if token.is_capitalised() && several && spell(&letters, &words) {
                return Some(start);
            }
        }
        None
    }
}

/// The folded letters of an acronym: the first part of *AUP-Twungubumwe*.
fn letters(token: &Token) -> Option<String> {
    let first = token.text.split(['-', '‑']).next().unwrap_or_default();
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    let spelled = first.chars().all(char::is_alphabetic) && capitals >= *LETTERS.start();
    (spelled && LETTERS.contains(&first.chars().count())).then(|| folded(first))
}

/// A word that may give letters to an acronym.
struct Word {
    letters: String,
    /// It may give none: *pour*, *of*.
    optional: bool,
}

/// Whether the beginnings of all words in turn make up the letters: one letter of each, or several (*COmptoir des GOmmes*).
fn spell(letters: &str, words: &[Word]) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty();
    };
    let pairs = word.letters.chars().zip(letters.chars());
    let shared = pairs.take_while(|(a, b)| a == b).count();
    let fewest = usize::from(!word.optional);
    (fewest..=shared).any(|taken| {
        let end = letters
            .char_indices()
            .nth(taken)
            .map_or(letters.len(), |(at, _)| at);
        spell(&letters[end..], rest)
    })
}

#[cfg(test)]
mod tests {
    use super::{Word, spell};

    #[test]
    fn letters_are_spelled_by_the_beginnings_of_words() {
        let words = |text: &str| -> Vec<Word> {
            let word = |word: &str| Word {
                letters: word.to_string(),
                optional: word.len() <= 4,
            };
            text.split(' ').map(word).collect()
        };
        assert!(spell("aup", &words("alliance pour unite et le progres")));
        assert!(spell("rpc", &words("rassemblement pour la concorde")));
        assert!(spell("cogosal", &words("comptoir des gommes du salamat")));
        assert!(!spell("aup", &words("alliance pour unite")));
        assert!(!spell("samim", &words("forces armees du mozambique")));
    }
}
