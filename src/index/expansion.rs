//! In which forms a word stands in an index.
//!
//! Texts are indexed as they are. A word that is asked for is looked for in its inflections, in articles of the language in which they are
//! some; so nothing is stored twice and a quoted word stays exact. A language inflects only the words that are at home in it: English has
//! a verb *accord*, and yet *according* is no form of the French noun. A name has no inflections: what is typed with a capital, what the
//! lists or the user's decisions know as a name, and what the articles have in the names of actors and hardly elsewhere. Nor is such a
//! word a form of another. An Arabic word, name or not, has its particles and its article. Languages whose grammar is not in the lists have the stems of Snowball in its place.

use crate::error::Result;
use crate::hash::{fx64_joined, fx64_word};
use crate::index::dictionary::{Dictionary, most_frequent_first, values};
use crate::index::identities::Identities;
use crate::index::plan::{Code, TextField, WordForm};
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::{ANY, NameForm};
use crate::lexicon::inflections::{self, arabic, inflections};
use crate::text::{fold_into, folded};
use frostem::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};

/// The language whose words have particles and the article written as a part of them.
const ARABIC: &str = "ar";
/// A word is looked for in this many forms at most, the most frequent.
pub(super) const MOST: usize = 1000;
/// The stems of this many languages are tried, those of most articles.
const LANGUAGES: usize = 8;
/// Words shorter than this have no other forms of the same stem.
const SHORTEST: usize = 4;
/// Every form begins like the stem but for this many letters at its end (`armi` and `army`).
const CHANGING: usize = 1;
/// A word is at home in the languages in which it is at least this share as common as where it is most common,
const HOME_SHARE: f64 = 0.25;
/// where so many articles have it: fewer say nothing of how common it is.
const HOME_KNOWN: u64 = 5;
/// As many articles without the word are added to those of every language, so that a handful of them does not make a home.
const HOME_PRIOR: f64 = 50.0;
/// A word that no list knows is a name when it stands in the names of so many articles,
const NAMED: u64 = 5;
/// and in so many of a hundred articles that have it.
const NAMED_SHARE: u64 = 90;

/// The words of an index with what the lists and the user know of them.
pub(super) struct Vocabulary<'a> {
    /// The words of the index.
    pub dictionary: &'a dyn Dictionary,
    /// Who is who in it.
    pub identities: &'a Identities,
}

impl Vocabulary<'_> {
    /// The languages of the articles and how many articles each has, those of most first.
    pub(super) fn languages(&self) -> Result<Vec<(String, u64)>> {
        Ok(most_frequent_first(values(self.dictionary, Code::Lang)?))
    }

    /// The forms of a word, as it was typed, that stand in these fields; the word itself is the first.
    pub(super) fn forms(
        &self,
        fields: &[TextField],
        languages: &[(String, u64)],
        typed: &str,
    ) -> Result<Vec<WordForm>> {
        let word = folded(typed);
        let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        if languages.iter().any(|(language, _)| language == ARABIC) {
            let spellings = arabic::spellings(&word).into_iter();
            let standing = spellings.filter(|spelling| self.articles(fields, spelling) > 0);
            found.extend(standing.map(|spelling| (spelling, BTreeSet::from([ARABIC]))));
        }
        let inflected = !typed.contains(|c: char| c.is_uppercase() || c.is_numeric());
        if inflected && !self.is_name(fields, &word) {
            let languages = self.homes(fields, languages, &word)?;
            for language in languages.iter().filter(|language| is_known(language)) {
                let is_word = |word: &str| self.articles(fields, word) > 0 && !self.is_name(fields, word);
                for form in inflections(language, typed, is_word) {
                    if self.articles(fields, &form) > 0 && !self.is_name(fields, &form) {
                        found.entry(form).or_default().insert(language);
                    }
                }
            }
            let others = languages.iter().filter(|language| !is_known(language));
            let stemmed =
                others.filter_map(|language| Some((*language, Algorithm::from_name(language).ok()?)));
            for (language, algorithm) in stemmed.take(LANGUAGES) {
                for form in self.of_stem(fields, &Stemmer::new(algorithm), &word)? {
                    if !self.is_name(fields, &form) {
                        found.entry(form).or_default().insert(language);
                    }
                }
            }
        }
        let mut others: Vec<_> = found.into_iter().collect();
        others.sort_by_cached_key(|(form, _)| std::cmp::Reverse(self.articles(fields, form)));
        let form = |(text, languages): (String, BTreeSet<&str>)| WordForm {
            text,
            languages: Some(languages.into_iter().map(str::to_string).collect()),
        };
        let others = others.into_iter().take(MOST - 1).map(form);
        Ok(std::iter::once(WordForm::anywhere(&word)).chain(others).collect())
    }

    /// The languages in which a word is at home, in the order given; all of them where it is rare.
    fn homes<'l>(
        &self,
        fields: &[TextField],
        languages: &'l [(String, u64)],
        word: &str,
    ) -> Result<Vec<&'l str>> {
        let with_word = self.dictionary.languages_of(fields, word)?;
        let found = |language: &str| with_word.get(language).copied().unwrap_or(0);
        let rate =
            |(language, articles): &&(String, u64)| found(language) as f64 / (*articles as f64 + HOME_PRIOR);
        let known = languages
            .iter()
            .filter(|(language, _)| found(language) >= HOME_KNOWN);
        let least = known.map(|language| rate(&language)).fold(0.0, f64::max) * HOME_SHARE;
        let is_rare = with_word.values().sum::<u64>() < HOME_KNOWN;
        let is_home =
            |language: &&(String, u64)| is_rare || found(&language.0) > 0 && rate(language) >= least;
        let homes = languages.iter().filter(is_home);
        Ok(homes.map(|(language, _)| language.as_str()).collect())
    }

    /// In how many articles a word stands in one of the fields, at least; none where the index cannot tell.
    pub(super) fn articles(&self, fields: &[TextField], word: &str) -> u64 {
        let articles = |field: &TextField| self.dictionary.with_word(*field, word).unwrap_or(0);
        fields.iter().map(articles).max().unwrap_or(0)
    }

    /// Whether a word is a name and no common word.
    fn is_name(&self, fields: &[TextField], word: &str) -> bool {
        let named = self.articles(&[TextField::Names], word);
        let all = self.articles(fields, word);
        // Most words are no names, whatever the lists say of them, and the lists take longer to read than all else of a search.
        !self.dictionary.has_guessed()
            && named * 2 >= all
            && self.may_name(word)
            && (self.is_listed(word) || named >= NAMED && named * 100 >= all * NAMED_SHARE)
    }

    /// Whether a word is neither an adjective of origin nor one that links others.
    fn may_name(&self, word: &str) -> bool {
        let lexicon = Lexicon::built_in();
        !lexicon.gazetteer.is_demonym(fx64_word(word)) && !lexicon.linking_words.has(word)
    }

    /// Whether the lists or the user's decisions know a word as a name.
    fn is_listed(&self, word: &str) -> bool {
        let lexicon = Lexicon::built_in();
        let spelled = lexicon.gazetteer.phrase(fx64_joined(0, fx64_word(word)), ANY);
        spelled.is_some_and(|mut spellings| spellings.any(|spelling| spelling.used == NameForm::Name))
            || lexicon.given_names.has(word)
            || lexicon.surnames.has(word)
            || !self.identities.effect().named(word).is_empty()
    }

    /// The words of these fields that have the stem of a folded word, without the word.
    fn of_stem(&self, fields: &[TextField], stemmer: &Stemmer, word: &str) -> Result<BTreeSet<String>> {
        if word.chars().count() < SHORTEST {
            return Ok(BTreeSet::new());
        }
        let stem = folded_stem(stemmer, word);
        let beginning = self.dictionary.words_beginning(fields, beginning(word, &stem))?;
        let found = beginning.into_iter().map(|(term, _)| term);
        let is_form = |term: &String| term != word && folded_stem(stemmer, term) == stem;
        Ok(found.filter(is_form).collect())
    }

    /// The words of these fields that begin so, the most frequent first.
    pub(super) fn beginning_with(&self, fields: &[TextField], prefix: &str) -> Result<Vec<String>> {
        let found = most_frequent_first(self.dictionary.words_beginning(fields, prefix)?);
        Ok(found.into_iter().map(|(term, _)| term).collect())
    }

    /// The words of these fields that differ from a folded word by so many letters at most, the most frequent first; the word itself is
    /// the first of all.
    pub(super) fn like(&self, fields: &[TextField], word: &str, letters: u8) -> Result<Vec<String>> {
        let others = most_frequent_first(self.dictionary.words_like(fields, word, letters)?);
        let others = others.into_iter().map(|(form, _)| form).take(MOST - 1);
        Ok(std::iter::once(word.to_string()).chain(others).collect())
    }
}

/// Whether the lists know how a language inflects its words.
fn is_known(language: &str) -> bool {
    inflections::languages().any(|known| known == language)
}

/// The stem of a folded word, folded: some stemmers write accents.
fn folded_stem(stemmer: &Stemmer, word: &str) -> String {
    let mut folded = String::new();
    fold_into(&stemmer.stem(word), &mut folded);
    folded
}

/// What a word and all its forms begin with.
fn beginning<'a>(word: &'a str, stem: &str) -> &'a str {
    let common = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
    let kept = common.saturating_sub(CHANGING).max(SHORTEST - 1);
    word.char_indices()
        .nth(kept)
        .map_or(word, |(end, _)| &word[..end])
}
