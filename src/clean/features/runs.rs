//! The run that a block stands in: blocks on end that stand alike, as the items of a list or the cards of a rail do.
//!
//! What a list is, its items do not say one by one; how long it is, how its items read together, and what stands right
//! above and below it do.

use super::{Feature, Sheet};
use crate::parse::{BlockId, Document, Form};
use std::ops::Range;

/// The runs of a page.
#[derive(Debug, Default)]
pub struct Runs {
    /// Where each run begins, and the end of the last.
    bounds: Vec<usize>,
    /// By block the number of its run.
    of: Vec<usize>,
}

impl Runs {
    /// The runs of a document; `path` tells how a block stands.
    pub fn of(document: &Document, path: impl Fn(BlockId) -> u64) -> Runs {
        let mut runs = Runs::default();
        let mut last = None;
        for id in 0..document.blocks.len() {
            let own = stands(document, id, &path);
            if last != Some(own) {
                runs.bounds.push(id);
                last = Some(own);
            }
            runs.of.push(runs.bounds.len() - 1);
        }
        runs.bounds.push(document.blocks.len());
        runs
    }

    /// The blocks of the run around a block.
    pub fn around(&self, id: BlockId) -> Range<usize> {
        let run = self.of[id as usize];
        self.bounds[run]..self.bounds[run + 1]
    }

    /// Adds what the run around a block is.
    pub fn features(&self, sheet: &Sheet, id: BlockId, row: &mut Vec<Feature>) {
        let run = self.around(id);
        let shapes = &sheet.shapes[run.clone()];
        let blocks = run.len() as f32;
        let mean = |value: fn(&super::Shape) -> f32| shapes.iter().map(value).sum::<f32>() / blocks;
        let beside = |at: Option<usize>| at.and_then(|at| sheet.shapes.get(at));
        let (above, below) = (beside(run.start.checked_sub(1)), beside(Some(run.end)));
        row.extend([
            ("run blocks", blocks),
            ("run place", (id as usize - run.start) as f32),
            ("run words", mean(|s| s.words)),
            ("run function words", mean(|s| s.function_words)),
            ("run linked", mean(|s| s.linked)),
            ("run sentences", mean(|s| super::flag(s.ends_sentence()))),
            ("above run ends", above.map_or(-1.0, |s| s.last)),
            ("above run words", above.map_or(-1.0, |s| s.words)),
            ("below run words", below.map_or(-1.0, |s| s.words)),
        ]);
    }
}

/// How a block stands: lines by their bullet and indent, and lines without a bullet also by the gaps around them.
fn stands(document: &Document, id: usize, path: impl Fn(BlockId) -> u64) -> (u64, bool) {
    match (document.form, document.blocks[id].line) {
        (Form::Text, Some(line)) if line.bullet => (u64::from(line.indent.min(9)), true),
        (Form::Text, Some(line)) => (line_number(document, id, line.gap), false),
        _ => (path(id as BlockId), false),
    }
}

/// A line without a bullet runs on from the one above it where no empty line parts them.
fn line_number(document: &Document, id: usize, gap: u32) -> u64 {
    let mut start = id;
    let mut gap_above = gap;
    while gap_above == 0 && start > 0 && document.blocks[start - 1].line.is_some_and(|line| !line.bullet) {
        start -= 1;
        gap_above = document.blocks[start].line.map_or(1, |line| line.gap);
    }
    16 + start as u64
}
