//! What the page speaks of: how much of a block is in words that the article has elsewhere, and that the rest of the page has.
//!
//! A paragraph goes on with the people and things of the text before it (M. Hearst, "TextTiling", 1997); the story stacked
//! below, an offer or a teaser brings its own.

use super::{Feature, PageFeatures};
use crate::clean::block_stats::BlockStats;
use crate::clean::cues::is_function_word;
use crate::parse::BlockId;
use std::collections::HashMap;

/// The words from which a block tells what the article speaks of.
const TELLING_WORDS: f32 = 12.0;

/// By word in how many blocks of the article it stands, and in how many others.
pub(super) struct Topic(HashMap<u32, [u16; 2]>);

impl Topic {
    /// The topic of a page, of whose blocks the first look thought this.
    pub(super) fn of(sheet: &PageFeatures, first: &[f32]) -> Topic {
        let mut topic: HashMap<u32, [u16; 2]> = HashMap::new();
        for (shape, score) in sheet.shapes.iter().zip(first) {
            let side = side(shape, *score);
            for word in telling(shape) {
                let holders = &mut topic.entry(word).or_default()[side];
                *holders = holders.saturating_add(1);
            }
        }
        Topic(topic)
    }

    /// Adds how much of a block the article says elsewhere, and the rest of the page.
    pub(super) fn features(&self, sheet: &PageFeatures, first: &[f32], id: BlockId, row: &mut Vec<Feature>) {
        let shape = &sheet.shapes[id as usize];
        let own = side(shape, first[id as usize]);
        let (mut words, mut found) = (0.0_f32, [0.0_f32; 2]);
        for word in telling(shape) {
            words += 1.0;
            let mut holders = self.0.get(&word).copied().unwrap_or_default();
            holders[own] = holders[own].saturating_sub(1);
            for side in 0..2 {
                found[side] += super::flag(holders[side] > 0);
            }
        }
        let share = |found: f32| if words > 0.0 { found / words } else { -1.0 };
        row.extend([
            ("said in article", share(found[0])),
            ("said beside it", share(found[1])),
        ]);
    }
}

/// 0 if a block speaks for the article, else 1.
fn side(shape: &BlockStats, score: f32) -> usize {
    usize::from(score < 0.5 || shape.words < TELLING_WORDS)
}

/// The words of a block that are not function words, each once.
fn telling(shape: &BlockStats) -> impl Iterator<Item = u32> {
    let mut words: Vec<u32> = shape
        .hashes
        .iter()
        .copied()
        .filter(|word| !is_function_word(*word))
        .collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter()
}
