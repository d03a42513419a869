//! In which forms a word stands in an index.
//!
//! Texts are indexed as they are. When a word is asked for, the dictionary of the index is searched for the words that have
//! the same stem in one of the languages of the index, so that nothing is stored twice and a quoted word stays exact.

use crate::text::fold_into;
use frostem::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// A word is looked for in this many forms at most, the most frequent.
pub const MOST: usize = 32;
/// The stems of this many languages are tried, those of most articles.
const LANGUAGES: usize = 8;
/// Words shorter than this have no other forms.
const SHORTEST: usize = 4;
/// Every form begins like the stem but for this many letters at its end (`armi` and `army`).
const CHANGING: usize = 1;

/// The languages of an index, by their stemmers, the most frequent first.
pub fn stemmers(searcher: &Searcher, lang: Field) -> tantivy::Result<Vec<Stemmer>> {
    let mut articles: BTreeMap<String, u32> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(lang)?;
        let mut stream = inverted.terms().stream()?;
        while let Some((language, info)) = stream.next() {
            *articles
                .entry(String::from_utf8_lossy(language).into_owned())
                .or_default() += info.doc_freq;
        }
    }
    let mut languages: Vec<_> = articles.into_iter().collect();
    languages.sort_by_key(|(_, articles)| std::cmp::Reverse(*articles));
    let known = languages
        .iter()
        .filter_map(|(language, _)| Algorithm::from_name(language).ok());
    Ok(known.take(LANGUAGES).map(Stemmer::new).collect())
}

/// The words of these fields that are forms of a folded word; the word itself is the first.
pub fn forms(
    searcher: &Searcher,
    fields: &[Field],
    stemmers: &[Stemmer],
    word: &str,
) -> tantivy::Result<Vec<String>> {
    let stems: Vec<(&Stemmer, String)> = stemmers
        .iter()
        .map(|stemmer| (stemmer, folded_stem(stemmer, word)))
        .collect();
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    if word.chars().count() >= SHORTEST && !word.contains(|c: char| c.is_numeric()) {
        let prefixes: BTreeSet<&str> = stems.iter().map(|(_, stem)| beginning(word, stem)).collect();
        // A prefix of another prefix has its words.
        let mut last = None;
        for prefix in prefixes {
            if last.is_some_and(|last| prefix.starts_with(last)) {
                continue;
            }
            last = Some(prefix);
            // A word stands in many segments, and is stemmed once.
            each_with_prefix(searcher, fields, prefix, |term, articles| {
                match found.get_mut(term) {
                    Some(count) => *count += articles,
                    None => drop(found.insert(term.to_string(), articles)),
                }
                true
            })?;
        }
        found.retain(|term, _| {
            stems
                .iter()
                .any(|(stemmer, stem)| folded_stem(stemmer, term) == *stem)
        });
    }
    found.remove(word);
    Ok(most_frequent(word, found))
}

/// The words of these fields that begin so, the most frequent first, and whether these are all.
pub fn beginning_with(
    searcher: &Searcher,
    fields: &[Field],
    prefix: &str,
) -> tantivy::Result<(Vec<String>, bool)> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    each_with_prefix(searcher, fields, prefix, |term, articles| {
        *found.entry(term.to_string()).or_default() += articles;
        found.len() < 100_000
    })?;
    let all = found.len() <= MOST;
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, articles)| std::cmp::Reverse(*articles));
    Ok((found.into_iter().map(|(term, _)| term).collect(), all))
}

/// The words of these fields that differ from a folded word by so many letters at most; the word itself is the first.
pub fn like(searcher: &Searcher, fields: &[Field], word: &str, letters: u8) -> tantivy::Result<Vec<String>> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for field in fields {
        let automaton =
            FuzzyTermQuery::new(Term::from_field_text(*field, word), letters, true).automaton()?;
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(*field)?;
            let mut stream = inverted.terms().search(&automaton).into_stream()?;
            while let Some((term, info)) = stream.next() {
                *found
                    .entry(String::from_utf8_lossy(term).into_owned())
                    .or_default() += info.doc_freq;
            }
        }
    }
    found.remove(word);
    Ok(most_frequent(word, found))
}

/// Tells every term of the fields that begins so, with the number of its articles, while it is asked for more.
pub fn each_with_prefix(
    searcher: &Searcher,
    fields: &[Field],
    prefix: &str,
    mut each: impl FnMut(&str, u32) -> bool,
) -> tantivy::Result<()> {
    for field in fields {
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(*field)?;
            let mut stream = inverted.terms().range().ge(prefix).into_stream()?;
            while let Some((term, info)) = stream.next() {
                let Ok(term) = std::str::from_utf8(term) else {
                    continue;
                };
                if !term.starts_with(prefix) || !each(term, info.doc_freq) {
                    break;
                }
            }
        }
    }
    Ok(())
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

fn most_frequent(word: &str, found: BTreeMap<String, u32>) -> Vec<String> {
    let mut others: Vec<(String, u32)> = found.into_iter().collect();
    others.sort_by_key(|(_, articles)| std::cmp::Reverse(*articles));
    let others = others.into_iter().map(|(form, _)| form).take(MOST - 1);
    std::iter::once(word.to_string()).chain(others).collect()
}
