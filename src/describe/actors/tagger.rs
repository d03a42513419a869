//! A learned tagger of names: for every token whether a person, place or organisation begins there or goes on.
//!
//! An averaged perceptron (Collins 2002, "Discriminative training methods for hidden Markov models") over hashed features
//! (Weinberger and others 2009), decoded greedily from left to right. The weights are trained by `src/bin/train/tagger.rs` from
//! data named in `ATTRIBUTION.md` beside the lists, and compiled in.

use super::ActorType;
use super::known::Known;
use super::span::{Ground, Span};
use crate::describe::tokens::{Token, Tokens};
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::{Class, Use};
use crate::lexicon::words::joined;
use std::borrow::Cow;

/// How many rows of weights there are; a power of two.
pub const ROWS: usize = 1 << 18;

/// How many weights a row holds: one for every tag, and one unused.
pub const WIDTH: usize = 8;

/// What stands for a word that nobody knows.
const UNKNOWN: u64 = 3;

/// How many features a token has.
pub const FEATURES: usize = 34;

/// What a tag says of a token. The order is that of the weights in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// It belongs to no name.
    Outside,
    /// A name begins here.
    Begins(ActorType),
    /// A name goes on.
    Continues(ActorType),
}

/// All tags in the order of the weights.
pub const TAGS: [Tag; 7] = [
    Tag::Outside,
    Tag::Begins(ActorType::Person),
    Tag::Continues(ActorType::Person),
    Tag::Begins(ActorType::Place),
    Tag::Continues(ActorType::Place),
    Tag::Begins(ActorType::Org),
    Tag::Continues(ActorType::Org),
];

/// The weights of every feature for every tag.
#[derive(Debug, Clone)]
pub struct Tagger {
    weights: Cow<'static, [u8]>,
}

impl Tagger {
    /// The weights of the program, if it was built with any.
    pub fn built_in() -> Option<Tagger> {
        Tagger::of(Cow::Borrowed(include_bytes!("tagger.bin")))
    }

    /// A tagger with these weights: [`ROWS`] rows of [`WIDTH`] signed numbers of two bytes, the low one first.
    pub fn of(weights: Cow<'static, [u8]>) -> Option<Tagger> {
        (weights.len() == 2 * ROWS * WIDTH).then_some(Tagger { weights })
    }

    /// The names that the tagger sees in a text, in order.
    pub fn spans(&self, text: &Tokens, known: &[Known], lexicon: &Lexicon) -> Vec<Span> {
        let views = views(text, known, lexicon);
        let mut spans: Vec<Span> = Vec::new();
        let mut before = [0, 0];
        for at in 0..text.tokens.len() {
            let tag = self.best(&features(&views, at, before), before[0]);
            match TAGS[tag] {
                Tag::Outside => {}
                Tag::Continues(_) if at > 0 && !text.on_one_line(at - 1, at) => {}
                Tag::Continues(kind) if continues(&spans, at, kind) => {
                    if let Some(last) = spans.last_mut() {
                        last.tokens.end = at + 1;
                    }
                }
                Tag::Begins(kind) | Tag::Continues(kind) => spans.push(Span {
                    tokens: at..at + 1,
                    kind,
                    entry: None,
                    ground: Ground::Tagged,
                }),
            }
            before = [tag, before[0]];
        }
        spans
    }

    /// The best tag that may follow the one before.
    fn best(&self, features: &[u32; FEATURES], before: usize) -> usize {
        let mut scores = [0i32; WIDTH];
        for feature in features {
            let begin = *feature as usize * WIDTH * 2;
            let row = self.weights[begin..begin + WIDTH * 2].chunks_exact(2);
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i32::from(i16::from_le_bytes([weight[0], weight[1]]));
            }
        }
        best_tag(&scores, before)
    }
}

/// The tag of the highest score among those that may follow another.
pub fn best_tag<T: PartialOrd + Copy>(scores: &[T; WIDTH], before: usize) -> usize {
    let mut best = 0;
    for tag in 1..TAGS.len() {
        if may_follow(before, tag) && scores[tag] > scores[best] {
            best = tag;
        }
    }
    best
}

/// Whether a tag may follow another: a name goes on only where one of its type is open.
pub fn may_follow(before: usize, tag: usize) -> bool {
    tag % 2 == 1 || tag == 0 || before == tag || before + 1 == tag
}

fn continues(spans: &[Span], at: usize, kind: ActorType) -> bool {
    spans
        .last()
        .is_some_and(|last| last.tokens.end == at && last.kind == kind)
}

/// What the tagger sees of a token.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    word: u64,
    prefix: u64,
    suffix: u64,
    long_suffix: u64,
    shape: u64,
    known: u64,
    lists: u64,
}

impl View {
    /// Makes it the view of a word that nobody knows: its shape, its ends and the lists that hold it are left.
    pub fn hide(&mut self) {
        self.word = UNKNOWN;
        self.long_suffix = UNKNOWN;
    }
}

/// What the tagger sees of every token of a text.
pub fn views(text: &Tokens, known: &[Known], lexicon: &Lexicon) -> Vec<View> {
    let mut views: Vec<View> = text.tokens.iter().map(|token| view(token, lexicon)).collect();
    for name in known {
        let class = match (name.used, lexicon.gazetteer.entry(name.entry).class) {
            (Use::Demonym | Use::Prefix, _) => 1,
            (_, Class::Country) => 2,
            (_, Class::Place) => 3,
            (_, Class::Org) => 4,
            (_, Class::Person) => 5,
        };
        for at in name.tokens.clone() {
            views[at].known = class * 4 + u64::from(name.weak) * 2 + u64::from(at > name.tokens.start);
        }
    }
    views
}

fn view(token: &Token, lexicon: &Lexicon) -> View {
    let set = |has: bool, bit: u64| u64::from(has) << bit;
    let hash = token.hash;
    let (prefix, suffix, long_suffix) = ends(token.text);
    let lists = if token.is_word() {
        set(lexicon.titles.has_phrase([hash]), 0)
            | set(lexicon.given_names.has_phrase([hash]), 1)
            | set(lexicon.surnames.has_phrase([hash]), 2)
            | set(lexicon.organisation_heads.has_phrase([hash]), 3)
            | set(lexicon.place_heads.has_phrase([hash]), 4)
            | set(lexicon.capitalised_words.has_phrase([hash]), 5)
            | set(lexicon.place_cues.has_phrase([hash]), 6)
    } else {
        0
    };
    let length = token.text.len().min(8) as u64 / 3;
    let shape = token.shape as u64 * 64
        + u64::from(token.first) * 32
        + u64::from(token.shouted) * 16
        + u64::from(token.pieces.len() > 1) * 8
        + length;
    View {
        word: hash,
        prefix,
        suffix,
        long_suffix,
        shape,
        known: 0,
        lists,
    }
}

/// Hashes of the first three and the last three and four characters of a word, in small letters.
fn ends(word: &str) -> (u64, u64, u64) {
    let hash = |hash: u64, c: char| joined(hash, u64::from(u32::from(c.to_lowercase().next().unwrap_or(c))));
    let prefix = word.chars().take(3).fold(1, hash);
    let mut last = word.chars().rev();
    let suffix = last.by_ref().take(3).fold(2, hash);
    let long_suffix = last.take(1).fold(suffix, hash);
    (prefix, suffix, long_suffix)
}

/// The rows of a token's features, given the tags of the two tokens before it, the nearer first.
pub fn features(views: &[View], at: usize, before: [usize; 2]) -> [u32; FEATURES] {
    let none = View::default();
    let view = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| views.get(at))
            .unwrap_or(&none)
    };
    let (here, left, right, left2, right2) = (view(0), view(-1), view(1), view(-2), view(2));
    let (tag, tags) = (
        before[0] as u64 + 1,
        (before[0] * TAGS.len() + before[1]) as u64 + 1,
    );
    let parts: [[u64; 3]; FEATURES] = [
        [here.word, 0, 0],
        [left.word, 0, 0],
        [right.word, 0, 0],
        [left2.word, 0, 0],
        [right2.word, 0, 0],
        [left.word, here.word, 0],
        [here.word, right.word, 0],
        [here.shape, 0, 0],
        [left.shape, here.shape, 0],
        [here.shape, right.shape, 0],
        [left.shape, here.shape, right.shape],
        [here.suffix, here.shape, 0],
        [here.prefix, here.shape, 0],
        [here.long_suffix, 0, 0],
        [here.known, here.shape, 0],
        [left.known, here.known, 0],
        [here.known, right.known, 0],
        [here.lists, here.shape, 0],
        [left.lists, here.lists, left.shape],
        [here.lists, right.lists, right.shape],
        [tag, 0, 0],
        [tag, here.word, 0],
        [tags, 0, 0],
        [tag, here.shape, 0],
        [tag, here.known, here.lists],
        [tag, left.word, 0],
        [left.word, here.shape, 0],
        [right.word, here.shape, 0],
        [tag, here.shape, left.word],
        [tags, here.shape, right.shape],
        [left2.lists, left.lists, here.lists],
        [here.known, here.lists, here.shape],
        [left.word, right.word, here.shape],
        [tag, here.shape, right.word],
    ];
    let mut rows = [0; FEATURES];
    for (number, (row, [a, b, c])) in rows.iter_mut().zip(parts).enumerate() {
        let hash = joined(joined(joined(number as u64 + 1, a), b), c);
        *row = (hash >> 40) as u32 & (ROWS as u32 - 1);
    }
    rows
}
