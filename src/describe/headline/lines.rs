//! Which line of a page of visible text is the headline: there are no tags to say it, only how lines read, where they stand,
//! and what the text below speaks of.

use crate::calendar::written;
use crate::clean::{Part, Reason, Role};
use crate::describe::authors::names;
use crate::describe::scene::Scene;
use crate::lexicon;
use crate::parse::BlockId;
use crate::text;
use std::collections::{HashMap, HashSet};

/// How far above the text its headline may stand, in lines.
const ABOVE: u32 = 60;
/// How much of the text is compared with a line, in bytes.
const COMPARED: usize = 4_000;
/// A line that reads less like a headline than this is none.
const LEAST: f32 = 0.6;
/// How many lines below its headline a standfirst begins, and how much more it may read like a headline than that.
const STANDFIRST: u32 = 3;
const NEARLY_AS_GOOD: f32 = 1.2;
/// Letters of a word that count when a line is compared with the text: endings differ.
const STEM: usize = 5;

/// What is known of the page when its lines are compared.
struct Approach<'a> {
    scene: &'a Scene<'a>,
    /// The first block of the text.
    first: BlockId,
    /// The stems of the text's words.
    stems: HashSet<String>,
    /// How often each line stands on the page, folded.
    counts: HashMap<String, u32>,
    /// The nearest date line or byline above the text.
    dated: Option<BlockId>,
}

/// The line that is the headline of the text that begins at `first`.
pub fn block(scene: &Scene, first: BlockId) -> Option<BlockId> {
    let approach = Approach::of(scene, first);
    let lines = first.saturating_sub(ABOVE)..first;
    let scored: Vec<(BlockId, f32)> = lines
        .filter_map(|id| approach.likeness(id).map(|score| (id, score)))
        .collect();
    let best = scored
        .iter()
        .fold(None, |best: Option<(BlockId, f32)>, (id, score)| match best {
            Some((_, top)) if top > *score => best,
            _ => Some((*id, *score)),
        });
    let (best, score) = best.filter(|(_, score)| *score > LEAST)?;
    // The standfirst says more of the text than the headline above it, and stands nearer.
    let above = scored
        .iter()
        .filter(|(id, own)| *id < best && best - id <= STANDFIRST && *own > score - NEARLY_AS_GOOD);
    let above = above.filter(|(id, _)| approach.is_shorter(*id, best) && approach.speaks_of_text(*id));
    Some(above.map(|(id, _)| *id).next().unwrap_or(best))
}

impl<'a> Approach<'a> {
    fn of(scene: &'a Scene<'a>, first: BlockId) -> Approach<'a> {
        let mut read = 0;
        let mut stems = HashSet::new();
        for (_, block) in scene.paragraphs().take_while(|(_, block)| {
            read += block.text.len();
            read < COMPARED + block.text.len()
        }) {
            stems.extend(self::stems(&block.text));
        }
        let mut counts = HashMap::new();
        for block in scene
            .document
            .blocks
            .iter()
            .filter(|block| block.text.len() < 300)
        {
            *counts.entry(text::folded(&block.text)).or_insert(0) += 1;
        }
        let near = first.saturating_sub(12)..first;
        let dated = near.rev().find(|id| is_dated(scene, *id));
        Approach {
            scene,
            first,
            stems,
            counts,
            dated,
        }
    }

    /// How much a line reads like the headline; none if it cannot be.
    fn likeness(&self, id: BlockId) -> Option<f32> {
        let block = self.scene.block(id);
        let line = block.text.as_str();
        let words = text::words(line).count();
        if !(2..=40).contains(&words)
            || line.len() > 400
            || is_dated(self.scene, id)
            || names::opened(line).is_some()
        {
            return None;
        }
        let mut score = self.by_words(line, words) + self.by_shape(id, words) + self.by_place(id);
        score -= if is_caption(line) { 2.5 } else { 0.0 };
        score += match self.scene.role(id) {
            Some(Role::Article(Part::Title)) => 0.5,
            Some(Role::Furniture(
                Reason::Share | Reason::Newsletter | Reason::Consent | Reason::Ad | Reason::Ticker,
            )) => -1.0,
            Some(Role::Furniture(Reason::Caption)) => -0.8,
            _ => 0.0,
        };
        Some(score)
    }

    fn is_shorter(&self, upper: BlockId, lower: BlockId) -> bool {
        self.scene.block(upper).text.len() < self.scene.block(lower).text.len()
    }

    fn speaks_of_text(&self, id: BlockId) -> bool {
        self.shared_words(&self.scene.block(id).text) >= 0.3
    }

    /// The share of a line's words that stand in the text too.
    fn shared_words(&self, line: &str) -> f32 {
        let own: HashSet<String> = stems(line).collect();
        let shared = own.iter().filter(|stem| self.stems.contains(*stem)).count() as f32;
        shared / (own.len() as f32).max(2.0)
    }

    /// What the text speaks of stands in its headline.
    fn by_words(&self, line: &str, words: usize) -> f32 {
        let share = self.shared_words(line);
        let length = match words {
            2 => -1.2,
            3 => -0.4,
            4..=22 => 0.4,
            23..=28 => -0.3,
            _ => -1.5,
        };
        2.2 * share + length
    }

    fn by_shape(&self, id: BlockId, words: usize) -> f32 {
        let block = self.scene.block(id);
        let line = block.text.as_str();
        let gap = |id: BlockId| {
            self.scene
                .document
                .blocks
                .get(id as usize)
                .and_then(|b| b.line)
                .map_or(1, |l| l.gap)
        };
        let mut score = 0.0;
        score += if gap(id) > 0 && gap(id + 1) > 0 { 0.7 } else { 0.0 };
        score -= if line.ends_with(['.', ':', ';', ',', '…']) && words > 3 {
            1.3
        } else {
            0.0
        };
        score -= if block.line.is_some_and(|l| l.bullet || l.indent > 1) {
            1.5
        } else {
            0.0
        };
        score -= if line.starts_with(|c: char| c.is_lowercase()) {
            0.8
        } else {
            0.0
        };
        score -= if line.contains(['›', '»']) && line.contains(" › ") {
            1.0
        } else {
            0.0
        };
        score
            + match self.counts.get(&text::folded(line)) {
                Some(2) => 0.6,
                Some(count) if *count > 3 => -0.6,
                _ => 0.0,
            }
    }

    /// A headline stands near the text and above the line that dates it or names its author.
    fn by_place(&self, id: BlockId) -> f32 {
        let distance = (self.first - id) as f32;
        let order = match self.dated {
            Some(dated) if id < dated && self.speaks_of_text(id) => {
                (1.0 - 0.15 * (dated - id) as f32).max(-0.3)
            }
            Some(_) => -0.3,
            None => 0.0,
        };
        order - 0.06 * distance.min(20.0) - 0.02 * (distance - 20.0).max(0.0)
    }
}

/// The beginnings of the words of a text that carry meaning: four letters and more, or capitals in a row.
fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    text::words(text)
        .filter(|word| word.text.chars().count() > 3 || word.text.chars().all(char::is_uppercase))
        .map(|word| {
            let folded = text::folded(word.text);
            folded.chars().take(STEM).collect()
        })
}

/// A short line with a date or a byline in it.
fn is_dated(scene: &Scene, id: BlockId) -> bool {
    let line = &scene.block(id).text;
    let judged = matches!(
        scene.role(id),
        Some(Role::Furniture(Reason::DateLine | Reason::Byline))
    );
    let short = line.len() < 120;
    judged
        || (short
            && written::find(line, &scene.reading).iter().any(|date| {
                let rest = text::words(&line[..date.start]).count() + text::words(&line[date.end..]).count();
                rest <= 8
            }))
}

/// A line that describes or credits a picture.
fn is_caption(line: &str) -> bool {
    let folded = text::folded(line);
    let mut cues = lexicon::entries(include_str!("../../lexicon/caption-cues.txt"));
    cues.any(|mut fields| {
        fields.next().is_some_and(|cue| {
            let cue = text::folded(cue);
            folded.find(&cue).is_some_and(|at| {
                let before = folded[..at]
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphanumeric());
                let after = folded[at + cue.len()..]
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric());
                before && after
            })
        })
    })
}
