//! What stands around the name of a person and may tell which of several of that name is meant.

use crate::describe::tokens::{TextToken, TextTokens};
use crate::hash::{ByHash, fx64_word};
use crate::lexicon::{Lexicon, entries};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// How many words on either side tell of whom a text speaks.
const REACH: usize = 4;
/// Among how many tokens they are looked for.
const NEAR: usize = 3 * REACH;
/// The fewest letters of a word that tells something.
const TELLING: usize = 4;

/// Of which sex somebody is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    /// A woman.
    Female,
    /// A man.
    Male,
}

/// The forms of address and articles that are of one gender.
static GENDERS: LazyLock<HashMap<u64, Gender, ByHash>> = LazyLock::new(|| {
    entries(include_str!("../../lexicon/gendered-words.tsv"))
        .filter_map(|mut fields| Some((fx64_word(fields.next()?), fields.next()?)))
        .map(|(word, gender)| match gender {
            "f" => (word, Gender::Female),
            _ => (word, Gender::Male),
        })
        .collect()
});

/// What stands around a mention.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    /// The gender of the words before it.
    pub gender: Option<Gender>,
    /// The words beside it that are no names and not common to all texts, and how near they stand.
    pub words: HashMap<u64, usize, ByHash>,
    /// The tokens of the mention.
    pub tokens: Range<usize>,
    /// The byte at which its line begins.
    pub line: usize,
}

impl Setting {
    /// What stands around a name; `names` are the words of which the names of the text are made.
    pub(crate) fn of(
        text: &TextTokens,
        tokens: &Range<usize>,
        names: &HashSet<u64>,
        lexicon: &Lexicon,
    ) -> Setting {
        let start = text.tokens[tokens.start].start;
        let near = tokens.start.saturating_sub(NEAR)..tokens.start + 1;
        let sentence = near.clone().rev().find(|at| text.tokens[*at].first);
        let before = text.tokens[sentence.unwrap_or(near.start)..tokens.start]
            .iter()
            .rev();
        let after = text.tokens[tokens.end..]
            .iter()
            .take(NEAR)
            .take_while(|token| !token.first);
        let tells = |token: &&TextToken| {
            let common = lexicon.function_words.has_phrase([token.hash])
                || lexicon.speech_verbs.has_phrase([token.hash])
                || lexicon.capitalised_words.has_phrase([token.hash])
                || names.contains(&token.hash);
            let title = lexicon.titles.has_phrase([token.hash]);
            !common && (title || token.text.chars().nth(TELLING - 1).is_some())
        };
        let is_word = |token: &&TextToken| token.is_word();
        let beside = before.filter(is_word).take(REACH).enumerate();
        let beside = beside.chain(after.filter(is_word).take(REACH).enumerate());
        let beside = beside.filter(|(_, token)| tells(token));
        Setting {
            gender: gender_before(text, tokens.start, lexicon),
            words: beside.map(|(far, token)| (token.hash, REACH - far)).collect(),
            tokens: tokens.clone(),
            line: text.text[..start].rfind('\n').map_or(0, |end| end + 1),
        }
    }
}

/// The gender of the titles before a name, or of the article before them: *Mme*, *la ministre*, *un Kassa*.
fn gender_before(text: &TextTokens, start: usize, lexicon: &Lexicon) -> Option<Gender> {
    let before = text.tokens[start.saturating_sub(REACH)..start].iter().rev();
    for token in before {
        let last = text.pieces[token.pieces.clone()].last();
        let gender = last.and_then(|piece| GENDERS.get(&piece.hash));
        if gender.is_some() {
            return gender.copied();
        }
        if !lexicon.titles.has_phrase([token.hash]) {
            return None;
        }
    }
    None
}
