//! Which words of an article say what it is about, and so which articles are like it.

use crate::article::Article;
use crate::error::Result;
use crate::index::Archive;
use crate::index::plan::{ANY_KIND, Code, TextField};
use crate::query::{Query, Term as Words};
use crate::text::tokens;
use std::collections::HashMap;

/// As many words stand for an article.
const WORDS: usize = 25;
/// A word that stands in fewer articles is a name of one or a slip.
const RAREST: u64 = 2;
/// A word that stands in a larger part of the articles says nothing of one.
const COMMONEST: f64 = 0.3;

impl Archive {
    /// A query for articles like this one: its words that are frequent in it and rare in the index.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn more_like_this(&self, article: &Article) -> Result<Query> {
        let mut frequencies: HashMap<String, u32> = HashMap::new();
        let texts = article.title.iter().chain(std::iter::once(&article.body));
        for token in texts.flat_map(|text| tokens(text)) {
            *frequencies.entry(token.text).or_default() += 1;
        }
        let articles = self.store.with_value(Code::Kind, ANY_KIND)?;
        let mut words = Vec::new();
        for (word, frequency) in frequencies
            .into_iter()
            .filter(|(word, _)| word.chars().count() > 2)
        {
            let found = self.store.with_word(TextField::Body, &word)?;
            if found >= RAREST && (found as f64) < (articles as f64 * COMMONEST).max(RAREST as f64 + 1.0) {
                let rarity = (articles as f32 / found as f32).ln() + 1.0;
                words.push((frequency as f32 * rarity, word));
            }
        }
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        words.truncate(WORDS);
        let word = |(_, word): (f32, String)| Query::Term(Words::Phrase(word, 0));
        Ok(Query::Or(words.into_iter().map(word).collect()))
    }
}
