//! The learned judgement: two looks at every block of a page, the second knowing what the first thought of its neighbours.
//!
//! The weights are numbers trained by `train cleaner` on annotated pages: for each form of page a pair of forests, and for
//! visible text the words that speak for the article or against it.

use super::features::{PageFeatures, second};
use super::forest::{BatchScorer, Forest};
use super::word_weights::{self, WordLogOdds, telling};
use crate::parse::{self, BlockId, Declared, Markup};
use crate::weights::{self, Refused};
use std::sync::LazyLock;

/// The two looks for one form of page.
#[derive(Debug)]
pub(crate) struct CleaningModel {
    vocabulary: WordLogOdds,
    first: BatchScorer,
    second: BatchScorer,
}

/// Under which score the first look is sure that a block is furniture.
const SURE: f32 = 0.01;

static HTML: LazyLock<CleaningModel> = LazyLock::new(|| {
    let file = include_bytes!("../../models/cleaner-html.model");
    weights::built_in(name(Markup::Html), CleaningModel::read(Markup::Html, file))
});
static TEXT: LazyLock<CleaningModel> = LazyLock::new(|| {
    let file = include_bytes!("../../models/cleaner-text.model");
    weights::built_in(name(Markup::Text), CleaningModel::read(Markup::Text, file))
});

/// The name of the model for a form of page.
pub fn name(form: Markup) -> &'static str {
    match form {
        Markup::Html => "cleaner-html",
        Markup::Text => "cleaner-text",
    }
}

/// The names of all features of a form of page, in the order of their rows: those of a block, those of its words, and those of the
/// second look. A page of one line has them all.
pub fn feature_names(form: Markup) -> Vec<&'static str> {
    let page = parse::document(match form {
        Markup::Html => "<html><body><p>A line.</p></body></html>",
        Markup::Text => "A line.",
    });
    let sheet = PageFeatures::of(&page, &Declared::of(&page));
    let mut row = sheet.named(0);
    row.extend(word_weights::features(&[], |_| 0.0));
    second(&sheet, &[0.0])(0, &mut row);
    row.into_iter().map(|(name, _)| name).collect()
}

impl CleaningModel {
    /// The model that is compiled in.
    pub(crate) fn of(form: Markup) -> &'static CleaningModel {
        match form {
            Markup::Html => &HTML,
            Markup::Text => &TEXT,
        }
    }

    /// The model in a file of weights.
    ///
    /// # Errors
    ///
    /// The file is not that of the model for this form, or damaged.
    pub(crate) fn read(form: Markup, file: &[u8]) -> Result<CleaningModel, Refused> {
        let trained_on = weights::features(feature_names(form));
        let body = weights::body(name(form), &trained_on, file)?;
        CleaningModel::stored(body).ok_or(Refused::Unreadable)
    }

    fn stored(body: &[u8]) -> Option<CleaningModel> {
        let (vocabulary, rest) = WordLogOdds::from_bytes(body)?;
        let (first, rest) = Forest::from_bytes(rest)?;
        let (second, rest) = Forest::from_bytes(rest)?;
        rest.is_empty().then(|| CleaningModel {
            vocabulary,
            first: BatchScorer::of(&first),
            second: BatchScorer::of(&second),
        })
    }

    /// By block the probability that it belongs to the article: the mean of both looks, which errs less than either. What
    /// the first is sure to be furniture, most of a page, the second is not asked about.
    pub(crate) fn scores(&self, sheet: &PageFeatures) -> Vec<f32> {
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
