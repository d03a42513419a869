//! A stretch of a text that is taken for a name, and on what ground.

use crate::article::ActorType;
use std::ops::Range;

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: ActorType,
    /// The known actor that it names, as an entry of the gazetteer.
    pub entry: Option<u32>,
    /// Why it is taken for a name.
    pub ground: SpanSource,
}

/// Why a stretch of text is taken for a name; the later, the stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpanSource {
    /// It is a part of a name that stands elsewhere in the text.
    Elsewhere,
    /// The learned tagger says so.
    Tagged,
    /// Its words or its neighbours are those of a name.
    Written,
    /// The text itself explains it: letters in brackets behind the words that they stand for.
    Explained,
    /// It is in the gazetteer.
    Known,
}

impl Span {
    /// Whether two names share a token.
    pub fn overlaps(&self, other: &Range<usize>) -> bool {
        self.tokens.start < other.end && other.start < self.tokens.end
    }

    /// Whether all tokens of the other name are in this one.
    pub fn covers(&self, other: &Range<usize>) -> bool {
        self.tokens.start <= other.start && other.end <= self.tokens.end
    }
}
