//! Letters in brackets that spell the name before them: *Alliance pour l'unité et le progrès (AUP)*.

use super::{Expander, is_link, written};
use crate::article::ActorType;
use crate::describe::actors::span::{Span, SpanSource};
use crate::describe::tokens::{TextToken, TokenShape};
use crate::hash::ByHash;
use crate::text::{folded, is_hyphen};
use std::collections::HashSet;
use std::ops::Range;

/// The fewest and the most letters that spell a name.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=10;
/// How many tokens before the bracket a name can begin.
const REACH: usize = 16;
/// Over how many words an organisation's letters are spelled, at least.
const WORDS: usize = 2;
/// The longest small word that gives no letter: *sur*, *in*.
const SMALL: usize = 3;

impl Expander<'_, '_> {
    /// The words that letters in brackets spell are the name of an organisation, and so are the letters, there and wherever they stand,
    /// whatever else they are known for.
    pub(super) fn spelled_out(&self) -> Vec<Span> {
        let tokens = &self.text.tokens;
        let brackets = 1..tokens.len().saturating_sub(2);
        let names: Vec<(usize, usize)> = brackets
            .filter_map(|open| Some((self.spelled_before(open)?, open)))
            .filter(|(start, open)| self.may_be_organisation(*start..*open))
            .collect();
        let letters: HashSet<u64, ByHash> = names.iter().map(|(_, open)| tokens[open + 1].hash).collect();
        let explained: HashSet<usize> = names.iter().map(|(_, open)| open + 1).collect();
        let known = |at: usize| {
            self.covering(at)
                .is_some_and(|span| span.entry.is_some() && span.tokens.len() == 1)
        };
        let places = (0..tokens.len())
            .filter(|at| explained.contains(at) || letters.contains(&tokens[*at].hash) && known(*at));
        let letters = places.map(|at| Span {
            ground: SpanSource::Explained,
            ..written(at..at + 1, ActorType::Org)
        });
        let names = names
            .iter()
            .map(|(start, open)| written(*start..*open, ActorType::Org));
        names.chain(letters).collect()
    }

    /// Whether words are not a person's name, nor a known name or a part of a longer one.
    fn may_be_organisation(&self, name: Range<usize>) -> bool {
        self.covering(name.start).is_none_or(|span| {
            let person = span.kind == ActorType::Person && span.tokens == name;
            let begins = &self.text.tokens[span.tokens.start];
            let longer = span.tokens.start < name.start
                && (span.ground == SpanSource::Known || begins.is_capitalised());
            !person && !longer && span.entry.is_none()
        })
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
        let mut words: Vec<AcronymWord> = Vec::new();
        for start in (open.saturating_sub(REACH)..open).rev() {
            let token = &tokens[start];
            let stays = self.text.on_one_line(start, start + 1) && (token.is_word() || is_link(token.text));
            if !stays {
                return None;
            }
            let small = token.shape == TokenShape::Small && token.text.chars().count() <= SMALL;
            words.insert(
                0,
                AcronymWord {
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
fn letters(token: &TextToken) -> Option<String> {
    let first = token.text.split(is_hyphen).next().unwrap_or_default();
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    let spelled = first.chars().all(char::is_alphabetic) && capitals >= *LETTERS.start();
    (spelled && LETTERS.contains(&first.chars().count())).then(|| folded(first))
}

/// A word that may give letters to an acronym.
struct AcronymWord {
    letters: String,
    /// It may give none: *pour*, *of*.
    optional: bool,
}

/// Whether the beginnings of all words in turn make up the letters: one letter of each, or several (*COmptoir des GOmmes*).
fn spell(letters: &str, words: &[AcronymWord]) -> bool {
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
    use super::{AcronymWord, spell};

    #[test]
    fn letters_are_spelled_by_the_beginnings_of_words() {
        let words = |text: &str| -> Vec<AcronymWord> {
            let word = |word: &str| AcronymWord {
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
