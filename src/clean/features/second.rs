//! Features for the second stage (stacking): first-stage probabilities of the neighbours of a block and of structurally similar blocks.

use super::cohesion::Topic;
use super::{Feature, PageFeatures};
use crate::parse::{BlockId, Markup};
use std::collections::HashMap;
use std::ops::Range;

const NEAR: [(i64, &str); 8] = [
    (-4, "first look -4"),
    (-3, "first look -3"),
    (-2, "first look -2"),
    (-1, "first look -1"),
    (1, "first look +1"),
    (2, "first look +2"),
    (3, "first look +3"),
    (4, "first look +4"),
];

/// Rows for the second look: for every block the features of the first, and what the first thought.
pub fn second<'a>(sheet: &'a PageFeatures, first: &'a [f32]) -> impl Fn(BlockId, &mut Vec<Feature>) + 'a {
    let thoughts = FirstStage::of(sheet, first);
    move |id, row| thoughts.features(sheet, id, row)
}

struct FirstStage<'a> {
    first: &'a [f32],
    /// Words that the first look takes for the article, before every block.
    before: Vec<f32>,
    words: Vec<f32>,
    /// By the path of the blocks: words, and words taken for the article.
    alike: HashMap<u64, (f32, f32)>,
    /// The last block before that was taken for the article, and the next.
    last_in: Vec<Option<usize>>,
    next_in: Vec<Option<usize>>,
    topic: Topic,
}

impl<'a> FirstStage<'a> {
    fn of(sheet: &PageFeatures, first: &'a [f32]) -> FirstStage<'a> {
        let (mut before, mut words) = (vec![0.0], vec![0.0]);
        let mut alike: HashMap<u64, (f32, f32)> = HashMap::new();
        for (id, (shape, score)) in sheet.shapes.iter().zip(first).enumerate() {
            before.push(before[id] + shape.words * score);
            words.push(words[id] + shape.words);
            let group = alike.entry(sheet.path(id as BlockId)).or_default();
            group.0 += shape.words;
            group.1 += shape.words * score;
        }
        let mut last_in = Vec::new();
        let mut last = None;
        for (id, score) in first.iter().enumerate() {
            last_in.push(last);
            last = if *score > 0.5 { Some(id) } else { last };
        }
        let mut next_in = vec![None; first.len()];
        let mut next = None;
        for (id, score) in first.iter().enumerate().rev() {
            next_in[id] = next;
            next = if *score > 0.5 { Some(id) } else { next };
        }
        FirstStage {
            first,
            before,
            words,
            alike,
            last_in,
            next_in,
            topic: Topic::of(sheet, first),
        }
    }

    fn features(&self, sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
        let at = id as usize;
        row.push(("first look", self.first[at]));
        for (offset, name) in NEAR {
            let near = usize::try_from(i64::from(id) + offset)
                .ok()
                .and_then(|at| self.first.get(at));
            row.push((name, near.copied().unwrap_or(-0.1)));
        }
        let whole = self.before[self.first.len()].max(1.0);
        let since = self.last_in[at].map_or(99.0, |last| (at - last) as f32);
        let until = self.next_in[at].map_or(99.0, |next| (next - at) as f32);
        let (words, taken) = self.alike.get(&sheet.path(id)).copied().unwrap_or_default();
        row.extend([
            ("taken before", self.before[at] / whole),
            ("taken words before", self.before[at]),
            ("taken words after", whole - self.before[at]),
            ("taken on page", whole),
            ("since taken", since),
            ("until taken", until),
            (
                "taken words to it",
                self.last_in[at].map_or(-1.0, |last| self.words[at] - self.words[last + 1]),
            ),
            ("taken alike", taken / words.max(1.0)),
            ("taken around 3", self.around(at, 3)),
            ("taken around 8", self.around(at, 8)),
            ("taken above 5", self.between(at.saturating_sub(5), at)),
            ("taken below 5", self.between(at + 1, at + 6)),
        ]);
        self.run(sheet, id, row);
        self.topic.features(sheet, self.first, id, row);
        self.containers(sheet, id, row);
    }

    /// The run around the block, and the text nearest to it on both sides.
    fn run(&self, sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
        let run = sheet.runs.around(id);
        let best = |blocks: Range<usize>| {
            let text = blocks.filter(|at| sheet.shapes[*at].words >= 12.0);
            text.map(|at| self.first[at]).fold(-0.1, f32::max)
        };
        let beside = |at: Option<usize>| at.and_then(|at| self.first.get(at)).copied().unwrap_or(-0.1);
        row.extend([
            ("taken in run", self.between(run.start, run.end)),
            ("taken above run", beside(run.start.checked_sub(1))),
            ("taken below run", beside(Some(run.end))),
            ("text above run", best(run.start.saturating_sub(8)..run.start)),
            (
                "text below run",
                best(run.end..(run.end + 8).min(self.first.len())),
            ),
        ]);
    }

    /// The share of words taken for the article among the blocks around.
    fn around(&self, at: usize, radius: usize) -> f32 {
        self.between(at.saturating_sub(radius), at + radius + 1)
    }

    fn between(&self, from: usize, to: usize) -> f32 {
        let (from, to) = (from.min(self.first.len()), to.min(self.first.len()));
        (self.before[to] - self.before[from]) / (self.words[to] - self.words[from]).max(1.0)
    }

    fn containers(&self, sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
        if sheet.document.form == Markup::Text {
            return;
        }
        let elements = &sheet.document.elements;
        let mut here = &elements[sheet.document.blocks[id as usize].element as usize];
        let whole = self.before[self.first.len()].max(1.0);
        for (share, part) in [
            ("taken in 0", "of taken in 0"),
            ("taken in 1", "of taken in 1"),
            ("taken in 2", "of taken in 2"),
            ("taken in 3", "of taken in 3"),
            ("taken in 4", "of taken in 4"),
        ] {
            let (from, to) = (here.first_block as usize, here.end_block as usize);
            row.extend([
                (share, self.between(from, to)),
                (part, (self.before[to] - self.before[from]) / whole),
            ]);
            here = &elements[here.parent as usize];
        }
    }
}
