//! Features of the run of structurally identical siblings around a block (the items of a list, the cards of a rail), which no item shows by
//! itself: how long the run is, how its items read together, and what stands right above and below it.

use super::{Feature, PageFeatures, flag};
use crate::clean::block_stats::BlockStats;
use crate::parse::{BlockId, Document, Markup};
use std::ops::Range;

/// The runs of a page.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Where each run begins, and the end of the last.
    bounds: Vec<usize>,
    /// By block the number of its run.
    of: Vec<usize>,
    /// How the blocks of each run read together.
    means: Vec<Means>,
}

/// Means over the blocks of a run.
#[derive(Debug, Clone, Copy)]
struct Means {
    words: f32,
    function_words: f32,
    linked: f32,
    sentences: f32,
}

impl Means {
    fn of(shapes: &[BlockStats]) -> Means {
        let mean =
            |value: fn(&BlockStats) -> f32| shapes.iter().map(value).sum::<f32>() / shapes.len() as f32;
        Means {
            words: mean(|shape| shape.words),
            function_words: mean(|shape| shape.function_words),
            linked: mean(|shape| shape.linked),
            sentences: mean(|shape| flag(shape.ends_sentence())),
        }
    }
}

impl Runs {
    /// The runs of a document whose blocks have these shapes; `path` tells how a block stands.
    pub(super) fn of(document: &Document, shapes: &[BlockStats], path: impl Fn(BlockId) -> u64) -> Runs {
        let mut runs = Runs::default();
        let (mut last, mut start) = (None, 0);
        for id in 0..document.blocks.len() {
            if !runs_on(document, id) {
                start = id;
            }
            let own = stands(document, id, start, &path);
            if last != Some(own) {
                runs.bounds.push(id);
                last = Some(own);
            }
            runs.of.push(runs.bounds.len() - 1);
        }
        runs.bounds.push(document.blocks.len());
        let runs_of = runs.bounds.windows(2).map(|run| &shapes[run[0]..run[1]]);
        runs.means = runs_of.map(Means::of).collect();
        runs
    }

    /// The blocks of the run around a block.
    pub(super) fn around(&self, id: BlockId) -> Range<usize> {
        let run = self.of[id as usize];
        self.bounds[run]..self.bounds[run + 1]
    }

    /// Adds what the run around a block is.
    pub(super) fn features(&self, sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
        let run = self.around(id);
        let means = self.means[self.of[id as usize]];
        let beside = |at: Option<usize>| at.and_then(|at| sheet.shapes.get(at));
        let (above, below) = (beside(run.start.checked_sub(1)), beside(Some(run.end)));
        row.extend([
            ("run blocks", run.len() as f32),
            ("run place", (id as usize - run.start) as f32),
            ("run words", means.words),
            ("run function words", means.function_words),
            ("run linked", means.linked),
            ("run sentences", means.sentences),
            ("above run ends", above.map_or(-1.0, |s| s.last)),
            ("above run words", above.map_or(-1.0, |s| s.words)),
            ("below run words", below.map_or(-1.0, |s| s.words)),
        ]);
    }
}

/// How a block stands: lines by their bullet and indent, and lines without a bullet by the line from which they run on.
fn stands(document: &Document, id: usize, start: usize, path: impl Fn(BlockId) -> u64) -> (u64, bool) {
    match (document.form, document.blocks[id].line) {
        (Markup::Text, Some(line)) if line.bullet => (u64::from(line.indent.min(9)), true),
        (Markup::Text, Some(_)) => (16 + start as u64, false),
        _ => (path(id as BlockId), false),
    }
}

/// Whether a line runs on from the one above it: that one has no bullet, and no empty line parts them.
fn runs_on(document: &Document, id: usize) -> bool {
    let line = |id: usize| document.blocks[id].line;
    let above = id.checked_sub(1).and_then(line);
    line(id).is_some_and(|line| line.gap == 0) && above.is_some_and(|above| !above.bullet)
}
