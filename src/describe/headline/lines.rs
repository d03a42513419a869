//! Which line of a page of visible text is the headline: there are no tags to say it, only how lines read, where they stand,
//! and what the text below speaks of.

use crate::calendar::written;
use crate::clean::{Reason, Role};
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
const LEAST: f32 = -1.0;
/// How many lines below its headline a standfirst begins.
const STANDFIRST: u32 = 3;
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

/// A line that can be the headline.
struct Candidate {
    id: BlockId,
    words: usize,
    /// How many of its stems stand in the text too, and what share of them.
    shared: usize,
    share: f32,
    is_caption: bool,
}

/// The line that is the headline of the text that begins at `first`.
pub fn block(scene: &Scene, first: BlockId) -> Option<BlockId> {
    let approach = Approach::of(scene, first);
    let lines = first.saturating_sub(ABOVE)..first;
    let candidates: Vec<Candidate> = lines.filter_map(|id| approach.candidate(id)).collect();
    let scored = candidates
        .iter()
        .map(|candidate| (candidate.id, approach.likeness(candidate, &candidates)));
    let best = scored.fold(None, |best: Option<(BlockId, f32)>, (id, score)| match best {
        Some((_, top)) if top > score => best,
        _ => Some((id, score)),
    });
    best.filter(|(_, score)| *score > LEAST).map(|(id, _)| id)
}

impl<'a> Approach<'a> {
    fn of(scene: &'a Scene<'a>, first: BlockId) -> Approach<'a> {
        let mut read = 0;
        let mut stems = HashSet::new();
        for (_, block) in scene.paragraphs() {
            stems.extend(self::stems(&block.text));
            read += block.text.len();
            if read > COMPARED {
                break;
            }
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

    fn candidate(&self, id: BlockId) -> Option<Candidate> {
        let line = self.scene.block(id).text.as_str();
        let words = text::words(line).count();
        if !(2..=40).contains(&words)
            || line.len() > 400
            || is_dated(self.scene, id)
            || names::opened(line).is_some()
        {
            return None;
        }
        let own: HashSet<String> = stems(line).collect();
        let shared = own.iter().filter(|stem| self.stems.contains(*stem)).count();
        let share = shared as f32 / (own.len() as f32).max(2.0);
        Some(Candidate {
            id,
            words,
            shared,
            share,
            is_caption: is_caption(line),
        })
    }

    /// How much a line reads like the headline. The weights are those of a conditional logistic regression (which of the lines
    /// above the text is it?) over the development pages, rounded.
    fn likeness(&self, line: &Candidate, others: &[Candidate]) -> f32 {
        by_words(line) + self.by_shape(line) + self.by_place(line) + by_neighbours(line, others)
    }

    fn by_shape(&self, line: &Candidate) -> f32 {
        let block = self.scene.block(line.id);
        let gap = |id: BlockId| {
            self.scene
                .document
                .blocks
                .get(id as usize)
                .and_then(|b| b.line)
                .map_or(1, |l| l.gap)
                > 0
        };
        let text = block.text.as_str();
        let repeated = self.counts.get(&text::folded(text)).copied().unwrap_or_default();
        let noise = matches!(
            self.scene.role(line.id),
            Some(Role::Furniture(
                Reason::Share
                    | Reason::Newsletter
                    | Reason::Consent
                    | Reason::Ad
                    | Reason::Ticker
                    | Reason::Navigation
                    | Reason::Footer
            ))
        );
        let crumbs = [" › ", " > ", " / ", " | ", " » "]
            .iter()
            .any(|sign| text.contains(sign));
        weigh(&[
            (gap(line.id), 0.7),
            (gap(line.id + 1), 0.7),
            (gap(line.id) && gap(line.id + 1), 1.1),
            (text.ends_with(['.', '…']), -2.8),
            (text.ends_with([':', ';', ',']), -0.3),
            (text.ends_with(['?', '!']), 1.4),
            (block.line.is_some_and(|l| l.indent > 1), -1.8),
            (repeated == 2, 0.2),
            (repeated > 2, 0.4),
            (line.is_caption, -1.8),
            (text.starts_with(char::is_lowercase), -0.5),
            (crumbs, -2.1),
            (noise, -0.6),
        ])
    }

    /// A headline stands near the text and above the line that dates it or names its author.
    fn by_place(&self, line: &Candidate) -> f32 {
        let distance = (self.first - line.id) as f32;
        let order = match self.dated {
            Some(dated) if line.id < dated => {
                1.3 + 1.2 * line.share - 1.9 * ((dated - line.id) as f32 / 8.0).min(1.0)
            }
            Some(_) => -1.3,
            None => 0.0,
        };
        let adjacent = if distance == 1.0 { 1.4 } else { 0.0 };
        order + adjacent - (distance / 20.0).min(1.0) - 1.3 * ((distance - 20.0) / 40.0).max(0.0)
    }
}

/// What the text speaks of stands in its headline.
fn by_words(line: &Candidate) -> f32 {
    let shared = 3.3 * (line.shared as f32 / 6.0).min(1.0) + 1.2 * line.share;
    shared
        + weigh(&[
            (line.shared == 0, -1.2),
            (line.words == 2, -2.2),
            (line.words == 3, -2.0),
            ((4..=5).contains(&line.words), -0.7),
            ((18..=24).contains(&line.words), -1.5),
            (line.words > 24, -1.2),
        ])
}

/// A standfirst says more of the text than the headline above it.
fn by_neighbours(line: &Candidate, others: &[Candidate]) -> f32 {
    let near =
        |upper: &Candidate, lower: &Candidate| upper.id < lower.id && lower.id - upper.id <= STANDFIRST;
    let speaks =
        |other: &Candidate| other.shared >= 2 && other.share >= 0.25 && other.words >= 4 && !other.is_caption;
    let under = others.iter().any(|other| near(other, line) && speaks(other));
    let longer = |other: &Candidate| other.shared >= 3 && other.share >= 0.4 && other.words >= line.words;
    let over = line.shared > 0 && others.iter().any(|other| near(line, other) && longer(other));
    weigh(&[(under, -0.7), (over, 0.7)])
}

fn weigh(features: &[(bool, f32)]) -> f32 {
    features
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, weight)| weight)
        .sum()
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
