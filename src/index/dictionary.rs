//! What there is in an index to be asked for: its words, values, names and identities. A query is understood by this alone, whatever
//! engine holds the articles.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::plan::{Code, Plan, TextField};
use std::collections::{BTreeSet, HashMap};

/// Values and the number of articles that have them.
pub type Tally = HashMap<String, u64>;

/// Values with their counts, the most frequent first, of equal ones in the order of the values.
pub fn most_frequent_first(counts: impl IntoIterator<Item = (String, u64)>) -> Vec<(String, u64)> {
    let mut values: Vec<(String, u64)> = counts.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values
}

/// Which names are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called<'n> {
    /// This one, folded.
    Exactly(&'n str),
    /// Those that begin so, folded.
    Beginning(&'n str),
    /// All of them.
    Anything,
}

/// The words, values and names that stand in an index. Every function fails if the index cannot be read.
pub trait Dictionary {
    /// The words of some fields that begin so, each with the number of its articles summed over the fields, in no order.
    fn words_beginning(&self, fields: &[TextField], beginning: &str) -> Result<Vec<(String, u64)>>;

    /// The words of some fields that differ from a folded word by so many letters at most (two neighbours that are swapped are one), each
    /// with the number of its articles summed over the fields, in no order; not the word itself.
    fn words_like(&self, fields: &[TextField], word: &str, letters: u8) -> Result<Vec<(String, u64)>>;

    /// How many articles have a folded word in a field.
    fn with_word(&self, field: TextField, word: &str) -> Result<u64>;

    /// How many articles of each language have a folded word in one of the fields.
    fn languages_of(&self, fields: &[TextField], word: &str) -> Result<HashMap<String, u64>>;

    /// Tells every value of a code with the number of articles that have it. A value may come several times; then its articles are
    /// those of all times.
    fn each_value(&self, code: Code, each: &mut dyn FnMut(&str, u64)) -> Result<()>;

    /// How many articles have a value.
    fn with_value(&self, code: Code, value: &str) -> Result<u64>;

    /// Tells every name under which an actor stands in the articles, folded, and the actor's identity, while it is asked for more. A pair
    /// may come several times.
    fn each_name(&self, called: Called, each: &mut dyn FnMut(&str, &str) -> bool) -> Result<()>;

    /// The articles that are searched whose identities lie from one to another.
    fn articles_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>>;

    /// Whether an article is searched.
    fn is_searched(&self, id: &ArticleId) -> Result<bool>;

    /// The articles that have a further place whose path meets a plan over [`TextField::FurtherPath`].
    fn articles_at(&self, places: &Plan) -> Result<BTreeSet<ArticleId>>;

    /// The identities of the actors that the page of an article names; none where it is not searched.
    fn actors_of(&self, article: &ArticleId) -> Result<Vec<String>>;

    /// From now on a dictionary that is asked over a network may answer by a guess, to look up together what was guessed.
    fn begin_guessing(&self) {}

    /// Whether something was answered by a guess since: what follows from it is worked out again, so nothing costly is done for it.
    fn has_guessed(&self) -> bool {
        false
    }

    /// Looks up what was guessed. Whether anything was: then what followed from the guesses is worked out again.
    fn settle_guesses(&self) -> Result<bool> {
        Ok(false)
    }
}

/// The values of a code with the number of their articles.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn values(dictionary: &dyn Dictionary, code: Code) -> Result<Tally> {
    let mut values = Tally::new();
    dictionary.each_value(code, &mut |value, articles| match values.get_mut(value) {
        Some(known) => *known += articles,
        None => drop(values.insert(value.to_string(), articles)),
    })?;
    Ok(values)
}
