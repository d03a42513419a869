//! An article as it is held in memory, and what a word counts in it.

use crate::article::{Article, ArticleId};
use crate::index::document::IndexDocument;
use crate::index::plan::{Code, Column, Label, TextField, WordForm};
use crate::index::record::StoredRecord;
use crate::text::tokens;
use std::collections::{BTreeSet, HashMap};

/// An article with its words and values.
pub(super) struct Held {
    /// Its record.
    pub record: StoredRecord,
    /// For every field its words with their positions.
    words: HashMap<TextField, Vec<(String, u32)>>,
    labels: BTreeSet<(Label, String)>,
    /// Its values.
    pub codes: BTreeSet<(Code, String)>,
    /// The names of its actors, folded, each with the identity of the actor.
    pub names: Vec<(String, String)>,
}

/// The fields whose lengths count in a score.
const WITH_LENGTHS: [TextField; 3] = [TextField::Title, TextField::Body, TextField::Comments];
/// The constants of BM25, as Lucene has them.
const K1: f32 = 1.2;
const B: f32 = 0.75;

impl Held {
    /// Holds the article of a record.
    pub(super) fn of(record: StoredRecord, article: &Article, furniture: &str) -> Held {
        let document = IndexDocument::of(article, furniture);
        let mut held = Held {
            record,
            words: HashMap::new(),
            labels: BTreeSet::new(),
            codes: document
                .codes
                .iter()
                .map(|(code, value)| (*code, value.to_string()))
                .collect(),
            names: document
                .names
                .iter()
                .map(|(name, id)| (name.clone(), id.to_string()))
                .collect(),
        };
        for place in &article.source.forms {
            held.add(TextField::FurtherPath, &place.path.to_string());
        }
        for (field, text) in &document.texts {
            held.add(*field, text);
            if let TextField::Label(label) = field {
                held.labels.insert((*label, text.to_string()));
            }
        }
        held
    }

    fn add(&mut self, field: TextField, text: &str) {
        let words = self.words.entry(field).or_default();
        // One place stays free between two texts of a field.
        let first = words.last().map_or(0, |(_, position)| position + 2);
        let placed = tokens(text).zip(first..);
        words.extend(placed.map(|(token, position)| (token.text, position)));
    }

    /// Its identity.
    pub(super) fn id(&self) -> ArticleId {
        self.record.article().id
    }

    /// Where a word stands in a field, in any form that counts in its language.
    pub(super) fn positions(&self, field: TextField, forms: &[WordForm]) -> Vec<u32> {
        let counting: Vec<&str> = forms
            .iter()
            .filter(|form| self.counts(form))
            .map(|form| form.text.as_str())
            .collect();
        let standing = self
            .words_of(field)
            .iter()
            .filter(|(word, _)| counting.contains(&word.as_str()));
        standing.map(|(_, position)| *position).collect()
    }

    /// The words of a field with their positions.
    pub(super) fn words_of(&self, field: TextField) -> &[(String, u32)] {
        self.words.get(&field).map_or(&[], Vec::as_slice)
    }

    /// How often a word stands in a field.
    pub(super) fn frequency(&self, field: TextField, word: &str) -> u32 {
        self.words_of(field).iter().filter(|(own, _)| own == word).count() as u32
    }

    /// Whether a form counts in its language.
    pub(super) fn counts(&self, form: &WordForm) -> bool {
        form.counts_in(self.record.article().language.as_deref())
    }

    /// Whether the article counts where the average length of a field is taken: what it is known to have, and any where that is not known.
    pub(super) fn has(&self, field: TextField) -> bool {
        let fact = match field {
            TextField::Title => "title",
            TextField::Body => "body",
            TextField::Comments => "comments",
            TextField::Names => "actor",
            TextField::Url => "url",
            TextField::Label(label) => label.name(),
            TextField::Furniture | TextField::Path | TextField::FurtherPath => return true,
        };
        self.codes.contains(&(Code::Has, fact.to_string()))
    }

    /// When it was published, as it is written.
    pub(super) fn date(&self) -> Option<&str> {
        self.values(Column::Code(Code::Date)).pop()
    }

    /// Its values in a column.
    pub(super) fn values(&self, column: Column) -> Vec<&str> {
        match column {
            Column::Label(label) => {
                let own = self.labels.iter().filter(|(other, _)| *other == label);
                own.map(|(_, value)| value.as_str()).collect()
            }
            Column::Code(code) => {
                let own = self.codes.iter().filter(|(other, _)| *other == code);
                own.map(|(_, value)| value.as_str()).collect()
            }
        }
    }
}

/// How often something stands in a field, as a score of BM25.
pub(super) struct Scale {
    /// The field.
    pub field: TextField,
    /// How rare it is, times what the field counts.
    pub rarity: f32,
    /// How many words the field has where articles have it.
    pub average: f32,
}

impl Scale {
    /// The score of a frequency in an article.
    pub(super) fn score(&self, held: &Held, frequency: f32) -> f32 {
        let length = match WITH_LENGTHS.contains(&self.field) {
            // An index keeps a length as one byte.
            true => in_one_byte(held.words_of(self.field).len()) as f32,
            false => 1.0,
        };
        let below = frequency + K1 * (1.0 - B + B * length / self.average);
        self.rarity * (1.0 + K1) * frequency / below
    }
}

/// A length as one byte tells it (Lucene's `SmallFloat.intToByte4`): whole up to 40, beyond that with four leading bits.
fn in_one_byte(length: usize) -> usize {
    const WHOLE: usize = 24;
    let Some(above) = length.checked_sub(WHOLE) else {
        return length;
    };
    let bits = usize::BITS - above.leading_zeros();
    let dropped = bits.saturating_sub(4);
    WHOLE + (above >> dropped << dropped)
}
