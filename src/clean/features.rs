//! What the model is told of a block: a row of numbers about the block, its place in the tree, and its neighbours.

mod cohesion;
mod neighbours;
mod own;
mod position;
mod runs;
mod second;
mod tree;

pub use second::second;

use super::ancestry::{Contents, Surroundings};
use super::block_stats::BlockStats;
use super::cues::ClassHints;
use super::role::Reason;
use super::witness::Witnesses;
use crate::parse::{BlockId, Declared, Document, Markup, Tag};
use position::Positions;
use runs::Runs;
use std::collections::HashMap;
use std::ops::Range;

/// A number about a block, and its name.
pub type Feature = (&'static str, f32);

/// A page and all that is worked out once for all of its blocks.
pub struct PageFeatures<'a> {
    /// The page.
    pub document: &'a Document,
    /// The shapes of its blocks.
    pub shapes: Vec<BlockStats>,
    /// The tree around them.
    pub surroundings: Surroundings,
    /// What the head says.
    pub witnesses: Witnesses,
    /// The heading that is most like the declared title.
    pub title: Option<BlockId>,
    /// Before every block, and after the last, how many headings of the first level there were.
    top_headings: Vec<f32>,
    positions: Positions,
    groups: HashMap<u64, Contents>,
    runs: Runs,
}

impl<'a> PageFeatures<'a> {
    /// The sheet of a page, with what it declares.
    pub fn of(document: &'a Document, declared: &Declared) -> PageFeatures<'a> {
        let mut names = ClassHints::default();
        let shape = |block| BlockStats::of(document, block, &mut names);
        let shapes: Vec<BlockStats> = document.blocks.iter().map(shape).collect();
        let surroundings = Surroundings::of(document, &shapes, &mut names);
        let witnesses = Witnesses::of(declared, document.head.title.as_deref(), &shapes);
        let title = position::title(document, &shapes, &witnesses);
        let positions = Positions::of(&shapes, title);
        let mut sheet = PageFeatures {
            document,
            shapes,
            surroundings,
            witnesses,
            title,
            top_headings: top_headings(document),
            positions,
            groups: HashMap::new(),
            runs: Runs::default(),
        };
        sheet.runs = Runs::of(document, &sheet.shapes, |id| sheet.path(id));
        sheet.group_blocks();
        sheet
    }

    fn group_blocks(&mut self) {
        for (id, shape) in self.shapes.iter().enumerate() {
            let group = self.groups.entry(self.path(id as BlockId)).or_default();
            group.blocks += 1.0;
            group.words += shape.words;
            group.linked += shape.words * shape.linked;
            group.prose += if shape.is_prose() { shape.words } else { 0.0 };
        }
    }

    /// A number for how a block stands: the path of elements around it, or the shape of its line.
    pub fn path(&self, id: BlockId) -> u64 {
        let block = &self.document.blocks[id as usize];
        match block.line {
            None => self.surroundings.place(block.element).path,
            Some(line) => {
                u64::from(line.indent.min(9)) * 8 + u64::from(line.gap.min(3)) * 2 + u64::from(line.bullet)
            }
        }
    }

    /// The blocks that stand as this one does, itself among them.
    pub fn group(&self, id: BlockId) -> Contents {
        self.groups.get(&self.path(id)).copied().unwrap_or_default()
    }

    /// The words of running text on the page.
    pub fn prose(&self) -> f32 {
        self.surroundings.contents(&self.document.elements[0]).prose
    }

    /// Whether a block stands in the element around the bulk of the running text.
    pub fn in_core(&self, id: BlockId) -> bool {
        let core = &self.document.elements[self.surroundings.core as usize];
        (core.first_block..core.end_block).contains(&id)
    }

    /// The section that the last line above a block opened, if it is not the article.
    pub fn section_above(&self, id: BlockId) -> Option<Reason> {
        self.positions.section_above(id)
    }

    /// Whether one of some blocks opens a section that is not the article.
    pub fn opens_section_within(&self, blocks: Range<usize>) -> bool {
        self.positions.opens_section_within(blocks)
    }

    /// Whether the next line that opens a section speaks of comments.
    pub fn closes_comments(&self, id: BlockId) -> bool {
        self.positions.section_below(id) == Some(Reason::CommentsHead)
    }

    /// The features of a block by themselves, without what the model thinks of its neighbours.
    pub fn first(&self, id: BlockId) -> Vec<f32> {
        self.named(id).into_iter().map(|(_, value)| value).collect()
    }

    /// The features of a block with their names.
    pub fn named(&self, id: BlockId) -> Vec<Feature> {
        let mut row = Vec::with_capacity(160);
        own::features(self, id, &mut row);
        self.positions.features(self, id, &mut row);
        neighbours::features(self, id, &mut row);
        self.runs.features(self, id, &mut row);
        match self.document.form {
            Markup::Html => tree::features(self, id, &mut row),
            Markup::Text => neighbours::lines(self, id, &mut row),
        }
        row
    }
}

fn top_headings(document: &Document) -> Vec<f32> {
    let mut count = 0.0;
    let counts = document.blocks.iter().map(|block| {
        count += flag(document.elements[block.element as usize].tag == Tag::H1);
        count
    });
    std::iter::once(0.0).chain(counts).collect()
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}
