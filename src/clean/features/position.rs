//! Where a block stands: from the ends of the page, from the title, from the densest stretch, under which heading.

use super::{Feature, PageFeatures, flag};
use crate::clean::block_stats::BlockStats;
use crate::clean::role::Reason;
use crate::clean::witness::Witnesses;
use crate::parse::{BlockId, Document};
use std::ops::Range;

/// How many words a line must have to speak for an article, when a stretch of lines is weighed.
const LINE_COST: f32 = 12.0;
/// The least likeness to a declared title.
const TITLE_LIKENESS: f32 = 0.6;

/// Headings that say that what follows is not the article.
const ENDING: [Reason; 8] = [
    Reason::CommentsHead,
    Reason::Related,
    Reason::Newsletter,
    Reason::Ticker,
    Reason::Footer,
    Reason::Tags,
    Reason::AuthorBiography,
    Reason::Share,
];

/// Sums and landmarks of a page.
#[derive(Debug, Default)]
pub(super) struct Positions {
    words_before: Vec<f32>,
    prose_before: Vec<f32>,
    prose_blocks_before: Vec<f32>,
    /// For every block the last line before it that opens another section, and its reason.
    headed: Vec<Option<(BlockId, Reason)>>,
    /// The same the other way: the next such line.
    next_head: Vec<Option<(BlockId, Reason)>>,
    /// The densest stretch of blocks: its first, and the one after its last.
    dense: (usize, usize),
    title: Option<usize>,
}

/// The heading that is most like the declared title; of equals the one with the highest level, then the first.
pub(super) fn title(document: &Document, shapes: &[BlockStats], witnesses: &Witnesses) -> Option<BlockId> {
    let mut best: Option<(f32, BlockId)> = None;
    for (id, (block, shape)) in document.blocks.iter().zip(shapes).enumerate() {
        let level = document.elements[block.element as usize].tag.heading_level();
        let likeness = witnesses.title_likeness(shape);
        let declared = likeness >= TITLE_LIKENESS;
        let heading = level.map_or(0.0, |level| 0.75 / f32::from(level));
        let score = if declared {
            1.0 + likeness + heading
        } else {
            heading
        };
        let candidate = declared || (level == Some(1) && !witnesses.declare_title());
        if candidate && best.is_none_or(|(b, _)| score > b + 1e-6) {
            best = Some((score, id as BlockId));
        }
    }
    best.map(|(_, id)| id)
}

impl Positions {
    /// The positions in a page.
    pub(super) fn of(shapes: &[BlockStats], title: Option<BlockId>) -> Positions {
        let mut positions = Positions {
            title: title.map(|id| id as usize),
            dense: densest(shapes),
            ..Positions::default()
        };
        let (mut words, mut prose, mut blocks) = (0.0, 0.0, 0.0);
        let mut head = None;
        for (id, shape) in shapes.iter().enumerate() {
            positions.words_before.push(words);
            positions.prose_before.push(prose);
            positions.prose_blocks_before.push(blocks);
            positions.headed.push(head);
            words += shape.words;
            if shape.is_prose() {
                prose += shape.words * (1.0 - shape.linked);
                blocks += 1.0;
            }
            head = opens_section(shape)
                .map(|reason| (id as BlockId, reason))
                .or(head);
        }
        let mut next = None;
        positions.next_head = vec![None; shapes.len()];
        for (id, shape) in shapes.iter().enumerate().rev() {
            positions.next_head[id] = next;
            next = opens_section(shape)
                .map(|reason| (id as BlockId, reason))
                .or(next);
        }
        positions.words_before.push(words);
        positions.prose_before.push(prose);
        positions.prose_blocks_before.push(blocks);
        positions
    }

    /// The section that the last line before a block opened.
    pub(super) fn section_above(&self, id: BlockId) -> Option<Reason> {
        self.headed[id as usize].map(|(_, reason)| reason)
    }

    /// Whether one of some blocks opens a section.
    pub(super) fn opens_section_within(&self, blocks: Range<usize>) -> bool {
        let head = self.headed.get(blocks.end).copied().flatten();
        head.is_some_and(|(id, _)| blocks.contains(&(id as usize)))
    }

    /// The section that the next line after a block opens.
    pub(super) fn section_below(&self, id: BlockId) -> Option<Reason> {
        self.next_head[id as usize].map(|(_, reason)| reason)
    }

    /// Adds where the block stands.
    pub(super) fn features(&self, sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
        let at = id as usize;
        let blocks = sheet.shapes.len();
        let (first, end) = self.dense;
        let outside = if at < first {
            at as f32 - first as f32
        } else if at >= end {
            (at + 1 - end) as f32
        } else {
            0.0
        };
        let prose = self.prose_before[blocks];
        let nearest = at.clamp(first, end.saturating_sub(1).max(first));
        let to_dense = self.prose_before[at.max(nearest)] - self.prose_before[at.min(nearest)];
        row.extend([
            ("blocks before", id as f32),
            ("blocks after", (blocks - at) as f32),
            ("share before", at as f32 / blocks as f32),
            (
                "words before",
                self.words_before[at] / self.words_before[blocks].max(1.0),
            ),
            ("prose before", self.prose_before[at] / prose.max(1.0)),
            ("prose words before", self.prose_before[at]),
            ("prose words after", prose - self.prose_before[at]),
            ("prose on page", prose),
            ("outside dense", outside),
            ("prose to dense", to_dense),
            ("dense length", self.prose_before[end] - self.prose_before[first]),
            ("from dense start", at as f32 - first as f32),
            ("to dense end", end as f32 - at as f32),
        ]);
        self.title_features(at, row);
        self.head_features(sheet, at, row);
    }

    fn title_features(&self, at: usize, row: &mut Vec<Feature>) {
        let from_title = self.title.map_or(-999.0, |title| at as f32 - title as f32);
        let prose = self.title.map_or(-1.0, |title| {
            let (from, to) = (title.min(at), title.max(at));
            (self.prose_before[to] - self.prose_before[from]) * if at < title { -1.0 } else { 1.0 }
        });
        row.extend([("from title", from_title), ("prose from title", prose)]);
    }

    fn head_features(&self, sheet: &PageFeatures, at: usize, row: &mut Vec<Feature>) {
        let code = |head: Option<(BlockId, Reason)>| {
            head.and_then(|(_, reason)| ENDING.iter().position(|r| *r == reason))
                .map_or(-1.0, |place| place as f32)
        };
        let (last, next) = (self.headed[at], self.next_head[at]);
        let since = last.map_or(999.0, |(id, _)| at as f32 - id as f32);
        let prose = last.map_or(9999.0, |(id, _)| {
            self.prose_before[at] - self.prose_before[id as usize]
        });
        let until = next.map_or(999.0, |(id, _)| id as f32 - at as f32);
        let prose_until = next.map_or(9999.0, |(id, _)| {
            self.prose_before[id as usize] - self.prose_before[at]
        });
        row.extend([
            ("head above", code(last)),
            ("since head", since),
            ("prose since head", prose),
            ("head below", code(next)),
            ("until head", until),
            ("prose until head", prose_until),
            ("opens section", flag(opens_section(&sheet.shapes[at]).is_some())),
        ]);
    }
}

/// Whether a line opens a section that is not the article, and which.
fn opens_section(shape: &BlockStats) -> Option<Reason> {
    if shape.words > 9.0 {
        return None;
    }
    let cues = shape.cues;
    cues.whole.first_of(&ENDING).or(cues.start.first_of(&ENDING))
}

/// The stretch of blocks in which running text outweighs short lines most (the heaviest sum of a run, after
/// J. Kadane; as a cleaner in J. Pasternack and D. Roth, "Extracting article text from the web with maximum
/// subsequence segmentation", 2009).
fn densest(shapes: &[BlockStats]) -> (usize, usize) {
    let (mut best, mut best_sum, mut start, mut sum) = ((0, 0), 0.0, 0, 0.0);
    for (at, shape) in shapes.iter().enumerate() {
        let sentence = if shape.is_prose() {
            shape.words * (1.0 - shape.linked)
        } else {
            0.0
        };
        sum += sentence.min(120.0) - LINE_COST;
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best, best_sum) = ((start, at + 1), sum);
        }
    }
    best
}
