//! Which articles are copies of each other: those of which the sketches agree in a band are compared, and what is alike is joined.

use crate::article::ArticleId;
use crate::hash::murmur16;
use crate::index::minhash::{BANDS, Sketch};
use crate::index::stories::StoryEntry;
use std::collections::BTreeSet;

/// A date as it is written, by which articles are ordered; an article without one comes last.
pub(super) type Day = [u8; 10];
/// The date of an article without one.
pub(super) const NO_DAY: Day = [u8::MAX; 10];

/// The first letters of a written date.
pub(super) fn day(written: &[u8]) -> Day {
    let mut day = Day::default();
    day.iter_mut().zip(written).for_each(|(own, byte)| *own = *byte);
    day
}

/// A text is compared with so many others of a band at most: more are alike only in what a template repeats.
const COMPARED: usize = 64;

/// An article that has a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    /// Its identity.
    pub id: ArticleId,
    /// The sketch of its text.
    pub sketch: Sketch,
    /// When it was published.
    pub date: Day,
}

/// Values of bands: all, or some.
pub(super) struct Bands {
    /// The bands with their values; nothing where all are meant.
    some: Option<BTreeSet<(usize, u32)>>,
    /// A bit for each hash of a band and a value that is meant.
    bits: Vec<u64>,
}

/// So many words of bits tell most of what is not meant.
const WORDS: usize = 1 << 10;

impl Bands {
    /// All of them.
    pub(super) fn all() -> Bands {
        Bands {
            some: None,
            bits: Vec::new(),
        }
    }

    /// Those of some sketches.
    pub(super) fn of<'s>(sketches: impl Iterator<Item = &'s Sketch>) -> Bands {
        let some = sketches.flat_map(|sketch| (0..BANDS).map(|band| (band, sketch.band(band))));
        let some: BTreeSet<(usize, u32)> = some.collect();
        let mut bits = vec![0; WORDS];
        for (band, value) in &some {
            let (word, bit) = place(*band, *value);
            bits[word] |= bit;
        }
        Bands {
            some: Some(some),
            bits,
        }
    }

    /// Whether a value of a band is meant.
    fn has(&self, band: usize, value: u32) -> bool {
        let Some(some) = &self.some else {
            return true;
        };
        let (word, bit) = place(band, value);
        self.bits[word] & bit != 0 && some.contains(&(band, value))
    }

    /// Whether a sketch has one of the values.
    pub(super) fn have_one_of(&self, sketch: &Sketch) -> bool {
        self.some.is_none() || (0..BANDS).any(|band| self.has(band, sketch.band(band)))
    }
}

/// The word and the bit of a value of a band.
fn place(band: usize, value: u32) -> (usize, u64) {
    let hash = murmur16(value, band as u32);
    (usize::from(hash) / 64 % WORDS, 1 << (hash % 64))
}

/// The rows of the articles that have copies, as far as these bands tell, in the order of the articles.
pub(super) fn rows(members: &[Member], bands: &Bands) -> Vec<StoryEntry> {
    let mut groups = Groups((0..members.len() as u32).collect());
    join(members, bands, |one, other| groups.join(one, other));
    let led = |member| (groups.leader(member), member);
    let mut led: Vec<(u32, u32)> = (0..members.len() as u32).map(led).collect();
    led.sort_unstable();
    let stories = led.chunk_by(|one, other| one.0 == other.0);
    let several = stories.filter(|story| story.len() > 1);
    let mut rows: Vec<StoryEntry> = several.flat_map(|story| rows_of(members, story)).collect();
    rows.sort_unstable_by_key(|row| row.article);
    rows
}

/// Which articles are joined with which, as far as these bands tell.
pub(super) fn pairs(members: &[Member], bands: &Bands) -> BTreeSet<(ArticleId, ArticleId)> {
    let mut pairs = BTreeSet::new();
    join(members, bands, |one, other| {
        pairs.insert((members[one as usize].id, members[other as usize].id));
    });
    pairs
}

/// The rows of a story: its leader with each of its members.
fn rows_of(members: &[Member], story: &[(u32, u32)]) -> Vec<StoryEntry> {
    let of = |(_, place): &(u32, u32)| &members[*place as usize];
    let first = story.iter().map(of).min_by_key(|member| (member.date, member.id));
    let named = of(&story[0]).id;
    let row = |place: &(u32, u32)| StoryEntry {
        article: of(place).id,
        story: named,
        first: first.map_or(named, |member| member.id),
        copies: story.len() as u64,
    };
    story.iter().map(row).collect()
}

/// Joins the texts that agree in a band and are alike.
fn join(members: &[Member], bands: &Bands, mut each: impl FnMut(u32, u32)) {
    for band in 0..BANDS {
        let values = (0..)
            .zip(members)
            .map(|(place, member)| (member.sketch.band(band), place));
        let mut values: Vec<(u32, u32)> = values.filter(|(value, _)| bands.has(band, *value)).collect();
        values.sort_unstable();
        for same in values.chunk_by(|a, b| a.0 == b.0) {
            let mut compared: Vec<u32> = Vec::new();
            for (_, place) in same {
                let sketch = &members[*place as usize].sketch;
                let alike = |other: &&u32| sketch.is_like(&members[**other as usize].sketch);
                match compared.iter().find(alike) {
                    Some(other) => each(*place, *other),
                    None if compared.len() < COMPARED => compared.push(*place),
                    None => {}
                }
            }
        }
    }
}

/// Which members belong together: each points to another of its group, the least to itself.
struct Groups(Vec<u32>);

impl Groups {
    fn leader(&mut self, member: u32) -> u32 {
        let mut at = member;
        while self.0[at as usize] != at {
            let next = self.0[at as usize];
            self.0[at as usize] = self.0[next as usize];
            at = next;
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.leader(one), self.leader(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
