//! The learned judgement: two looks at every block of a page, the second knowing what the first thought of its neighbours.
//!
//! The weights are numbers trained by `train cleaner` on annotated pages, one pair of forests for each form of page.

use super::features::{Sheet, second};
use super::forest::Forest;
use crate::parse::{BlockId, Form};
use std::sync::LazyLock;

/// The two looks for one form of page.
#[derive(Debug, Default)]
pub struct Model {
    first: Forest,
    second: Forest,
}

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
        let both =
            Forest::from_bytes(bytes).and_then(|(first, rest)| Some((first, Forest::from_bytes(rest)?.0)));
        both.map(|(first, second)| Model { first, second })
            .unwrap_or_default()
    }

    /// By block the probability that it belongs to the article: the mean of both looks, which errs less than either.
    pub fn scores(&self, sheet: &Sheet) -> Vec<f32> {
        let blocks = 0..sheet.shapes.len() as BlockId;
        let mut rows: Vec<Vec<f32>> = blocks.clone().map(|id| sheet.first(id)).collect();
        let first: Vec<f32> = rows.iter().map(|row| self.first.probability(row)).collect();
        let more = second(sheet, &first);
        let mut added = Vec::new();
        blocks
            .map(|id| {
                more(id, &mut added);
                let row = &mut rows[id as usize];
                row.extend(added.drain(..).map(|(_, value)| value));
                (first[id as usize] + self.second.probability(row)) / 2.0
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_read_whole() {
        for form in [Form::Html, Form::Text] {
            let model = Model::of(form);
            assert!(!model.first.trees.is_empty() && !model.second.trees.is_empty());
        }
    }
}
