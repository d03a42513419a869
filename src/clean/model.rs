//! The learned judgement: two looks at every block of a page, the second knowing what the first thought of its neighbours.
//!
//! The weights are numbers trained by `train cleaner` on annotated pages: for each form of page a pair of forests, and for
//! visible text the words that speak for the article or against it.

use super::features::{Sheet, second};
use super::forest::{Forest, Walk};
use super::vocabulary::{Vocabulary, telling};
use crate::parse::{BlockId, Form};
use std::sync::LazyLock;

/// The two looks for one form of page.
#[derive(Debug, Default)]
pub struct Model {
    vocabulary: Vocabulary,
    first: Walk,
    second: Walk,
}

/// Under which score the first look is sure that a block is furniture.
const SURE: f32 = 0.01;

static HTML: LazyLock<Model> = LazyLock::new(|| Model::stored(include_bytes!("html.model")));
static TEXT: LazyLock<Model> = LazyLock::new(|| Model::stored(include_bytes!("text.model")));

impl Model {
    /// The model that is compiled in.
    pub fn of(form: Form) -> &'static Model {
        match form {
            Form::Html => &HTML,
            Form::Text => &TEXT,
        }
    }

    fn stored(bytes: &[u8]) -> Model {
        let whole = || {
            let (vocabulary, rest) = Vocabulary::from_bytes(bytes)?;
            let (first, rest) = Forest::from_bytes(rest)?;
            let (second, _) = Forest::from_bytes(rest)?;
            Some(Model {
                vocabulary,
                first: Walk::of(&first),
                second: Walk::of(&second),
            })
        };
        whole().unwrap_or_default()
    }

    /// By block the probability that it belongs to the article: the mean of both looks, which errs less than either. What
    /// the first is sure to be furniture, most of a page, the second is not asked about.
    pub fn scores(&self, sheet: &Sheet) -> Vec<f32> {
        let blocks = 0..sheet.shapes.len() as BlockId;
        let row = |id| {
            let said = self.vocabulary.features(&telling(sheet, id));
            let values = said.into_iter().map(|(_, value)| value);
            sheet.first(id).into_iter().chain(values).collect()
        };
        let mut rows: Vec<Vec<f32>> = blocks.clone().map(row).collect();
        let slices: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let first = self.first.probabilities(&slices);
        let more = second(sheet, &first);
        let unsure: Vec<BlockId> = blocks.filter(|id| first[*id as usize] >= SURE).collect();
        let mut added = Vec::new();
        for id in &unsure {
            more(*id, &mut added);
            rows[*id as usize].extend(added.drain(..).map(|(_, value)| value));
        }
        let slices: Vec<&[f32]> = unsure.iter().map(|id| rows[*id as usize].as_slice()).collect();
        let second = self.second.probabilities(&slices);
        let mut scores = first.clone();
        for (id, second) in unsure.into_iter().zip(second) {
            let first = &mut scores[id as usize];
            *first = (*first + second) / 2.0;
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_read_whole() {
        for form in [Form::Html, Form::Text] {
            let model = Model::of(form);
            assert!(!model.first.is_empty() && !model.second.is_empty());
        }
    }
}
