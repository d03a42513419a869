//! A learned tagger of names: for every token whether a person, place or organisation begins there or goes on.
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed features (Weinberger and others
//! 2009), one for all languages, decoded line by line (Viterbi 1967). A row of the table keeps a check of the feature that it was given to, so
//! that a feature which was never learned says nothing. The weights are trained by `src/bin/train/tagger.rs` from data named in `models/DATA.md`
//! and compiled in.

pub(crate) mod chain;
mod repeated;
pub(crate) mod views;

use super::gazetteer_match::GazetteerMatch;
use super::span::{Span, SpanSource};
use crate::article::ActorType;
use crate::describe::tokens::TextTokens;
use crate::lexicon::Lexicon;
use crate::weights::{self, Refused};
use chain::Scores;
use std::ops::Range;
use views::{Key, TokenFeatures, keys};

/// The name of the model.
pub const NAME: &str = "tagger";

/// How many rows of weights there are; a power of two.
pub const ROWS: usize = 1 << 19;

/// How many numbers a row holds: a weight for every tag, and the check of its feature.
pub const WIDTH: usize = 8;

/// How many weights the file holds that go with no feature: for every tag and every tag before it.
pub const TRANSITIONS: usize = TAGS.len() * TAGS.len();

/// How many steps of a weight make one nat.
pub const STEPS: f32 = 24.0;

/// The languages from which the tagger has learned.
pub(crate) const LEARNED: [&str; 11] = ["ar", "de", "en", "es", "fr", "ha", "it", "nl", "pl", "pt", "sw"];

/// What a tag says of a token. The order is that of the weights in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityTag {
    /// It belongs to no name.
    Outside,
    /// A name begins here.
    Begins(ActorType),
    /// A name goes on.
    Continues(ActorType),
}

/// All tags in the order of the weights.
pub const TAGS: [EntityTag; 7] = [
    EntityTag::Outside,
    EntityTag::Begins(ActorType::Person),
    EntityTag::Continues(ActorType::Person),
    EntityTag::Begins(ActorType::Place),
    EntityTag::Continues(ActorType::Place),
    EntityTag::Begins(ActorType::Org),
    EntityTag::Continues(ActorType::Org),
];

/// The weights of every feature for every tag.
#[derive(Debug, Clone)]
pub struct Tagger {
    rows: Vec<[i8; WIDTH]>,
    transitions: [[i32; TAGS.len()]; TAGS.len()],
}

impl Tagger {
    /// The weights of the program.
    ///
    /// # Panics
    ///
    /// The program was built with weights that are not its own.
    pub fn built_in() -> Tagger {
        let file = include_bytes!("../../../models/tagger.model");
        weights::built_in(NAME, Tagger::read(file))
    }

    /// The tagger in a file of weights.
    ///
    /// # Errors
    ///
    /// The file is not that of a tagger with these features, or damaged.
    pub fn read(file: &[u8]) -> Result<Tagger, Refused> {
        let body = weights::body(NAME, &trained_on(), file)?;
        let weights = zstd::decode_all(body).map_err(|_| Refused::Unreadable)?;
        Tagger::of(&weights).ok_or(Refused::Unreadable)
    }

    /// A tagger with these weights: the transitions, two bytes each, the low one first; then [`ROWS`] rows of [`WIDTH`] signed bytes.
    pub fn of(weights: &[u8]) -> Option<Tagger> {
        let (head, rows) = weights.split_at_checked(2 * TRANSITIONS)?;
        if rows.len() != ROWS * WIDTH {
            return None;
        }
        let mut transitions = [[0; TAGS.len()]; TAGS.len()];
        for (number, pair) in head.chunks_exact(2).enumerate() {
            transitions[number / TAGS.len()][number % TAGS.len()] =
                i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        let row = |bytes: &[u8]| std::array::from_fn(|at| bytes[at].cast_signed());
        Some(Tagger {
            rows: rows.chunks_exact(WIDTH).map(row).collect(),
            transitions,
        })
    }

    /// The names that the tagger sees in a text, in order.
    pub fn spans(
        &self,
        text: &TextTokens,
        known: &[GazetteerMatch],
        language: Option<&str>,
        lexicon: &Lexicon,
    ) -> Vec<Span> {
        let views = views::views(text, known, language, lexicon);
        let lines = lines(text);
        let mut scores: Vec<Scores> = Vec::with_capacity(text.tokens.len());
        for line in &lines {
            scores.extend(line.clone().map(|at| self.scores(&views, at, line)));
        }
        repeated::agree(text, &lines, &mut scores, &self.transitions);
        let mut spans = Vec::new();
        for line in lines {
            let tags = chain::best(&scores[line.clone()], &self.transitions);
            add_spans(&mut spans, line.start, &tags);
        }
        spans
    }

    /// What every tag of a token scores by itself.
    fn scores(&self, views: &[TokenFeatures], at: usize, line: &Range<usize>) -> Scores {
        let mut sums = [0i16; WIDTH];
        for key in keys(views, at, line) {
            let (row, check) = place(key);
            let weights = &self.rows[row];
            if weights[TAGS.len()] == check {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i16::from(*weight);
                }
            }
        }
        std::array::from_fn(|tag| i32::from(sums[tag]))
    }
}

/// The hash of all on which the weights depend: the features in their order, how many rows there are, and the tags.
pub fn trained_on() -> String {
    let table = [format!("{ROWS} rows"), format!("{TAGS:?}")];
    weights::features(
        views::TEMPLATES
            .iter()
            .copied()
            .chain(table.iter().map(String::as_str)),
    )
}

/// The row of a feature, and the check that tells its row from another's; never zero, which marks a free row.
pub fn place(key: Key) -> (usize, i8) {
    let check = (key >> 32) as u8;
    ((key >> 40) as usize & (ROWS - 1), check.max(1).cast_signed())
}

/// The tokens of every line of a text.
pub fn lines(text: &TextTokens) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut begin = 0;
    for at in 1..=text.tokens.len() {
        if at == text.tokens.len() || !text.on_one_line(at - 1, at) {
            lines.push(begin..at);
            begin = at;
        }
    }
    lines
}

/// Whether a tag may follow another: a name goes on only where one of its type is open.
pub fn may_follow(before: usize, tag: usize) -> bool {
    tag % 2 == 1 || tag == 0 || before == tag || before + 1 == tag
}

fn add_spans(spans: &mut Vec<Span>, start: usize, tags: &[usize]) {
    for (offset, tag) in tags.iter().enumerate() {
        let at = start + offset;
        match (TAGS[*tag], spans.last_mut()) {
            (EntityTag::Continues(_), Some(last)) => last.tokens.end = at + 1,
            (EntityTag::Begins(kind), _) => spans.push(Span {
                tokens: at..at + 1,
                kind,
                entry: None,
                ground: SpanSource::Tagged,
            }),
            _ => {}
        }
    }
}
