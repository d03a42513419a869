//! Where a text names countries, places and organisations that are known.

use crate::describe::tokens::{Shape, Token, Tokens};
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::{ANY, Class, Languages, Letters, Spelling, Use};
use crate::lexicon::words::joined;
use std::ops::Range;

/// A known name in a text.
#[derive(Debug, Clone)]
pub struct Known {
    /// The tokens that it touches.
    pub tokens: Range<usize>,
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The entry of the gazetteer.
    pub entry: u32,
    /// How it is named.
    pub used: Use,
    /// Whether it is one of several names that hyphens join: Niger in *la frontière Niger-Mali*.
    pub chained: bool,
    /// Whether it is also a common word or a name of people, and stands without a cue.
    pub weak: bool,
}

/// The longest phrase that is looked for, in pieces.
const LONGEST: usize = 16;

/// Every known name of a text, longest first at each place, none inside another.
pub fn find(text: &Tokens, languages: Languages, lexicon: &Lexicon) -> Vec<Known> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        match longest_at(text, at, languages, lexicon) {
            Some((known, length)) => {
                found.push(known);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Every known name that stands inside a range of tokens and is shorter than it.
pub fn inside(text: &Tokens, range: &Range<usize>, languages: Languages, lexicon: &Lexicon) -> Vec<Known> {
    let (Some(first), Some(last)) = (
        text.tokens.get(range.start),
        text.tokens.get(range.end.wrapping_sub(1)),
    ) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = first.pieces.start;
    while at < last.pieces.end {
        let limit = if at == first.pieces.start {
            last.pieces.end - 1
        } else {
            last.pieces.end
        };
        match longest_before(text, at, limit, languages, lexicon) {
            Some((known, length)) => {
                found.push(known);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn longest_at(text: &Tokens, at: usize, languages: Languages, lexicon: &Lexicon) -> Option<(Known, usize)> {
    longest_before(text, at, text.pieces.len(), languages, lexicon)
}

fn longest_before(
    text: &Tokens,
    at: usize,
    limit: usize,
    languages: Languages,
    lexicon: &Lexicon,
) -> Option<(Known, usize)> {
    let mut hash = 0;
    let mut best = None;
    for end in at..limit.min(at + LONGEST) {
        if end > at && !joins(text, end - 1, end) {
            break;
        }
        hash = joined(hash, text.pieces[end].hash);
        let Some(spellings) = lexicon.gazetteer.phrase(hash, languages) else {
            break;
        };
        for spelling in spellings {
            if fits(text, at, end + 1, spelling, lexicon) {
                best = Some((spelling, end + 1));
                break;
            }
        }
    }
    let (spelling, end) = best?;
    Some((known(text, at, end, spelling, lexicon), end - at))
}

fn known(text: &Tokens, at: usize, end: usize, spelling: &Spelling, lexicon: &Lexicon) -> Known {
    let (first, last) = (&text.pieces[at], &text.pieces[end - 1]);
    let tokens = first.token..last.token + 1;
    let open = &text.tokens[first.token];
    let whole = last.end.max(text.tokens[last.token].end);
    // The point of an abbreviation belongs to the name: `U.S.`
    let end = if text.text[last.end..whole] == *"." {
        whole
    } else {
        last.end
    };
    let phrase = &text.text[first.start..last.end];
    let weak = spelling.used == Use::Name
        && lexicon.gazetteer.entry(spelling.entry).class != Class::Org
        && (lexicon.weak_places.has(phrase)
            || tokens.len() == 1
                && lexicon.gazetteer.entry(spelling.entry).class == Class::Place
                && lexicon.surnames.has(phrase))
        && !has_cue(text, tokens.start, lexicon);
    let chained = spelling.used == Use::Name && (first.start > open.start || last.end + 1 < whole);
    Known {
        chained,
        tokens,
        start: first.start,
        end,
        entry: spelling.entry,
        used: spelling.used,
        weak,
    }
}

/// Whether a word or phrase that announces a place stands before a token.
pub fn has_cue(text: &Tokens, at: usize, lexicon: &Lexicon) -> bool {
    let hash = |token: &Token| {
        text.pieces[token.pieces.clone()]
            .iter()
            .map(|piece| piece.hash)
            .collect::<Vec<_>>()
    };
    (1..=2).any(|length| {
        at >= length
            && text.on_one_line(at - length, at)
            && lexicon
                .place_cues
                .has_phrase(text.tokens[at - length..at].iter().flat_map(hash))
    })
}

/// Whether nothing but a blank, a hyphen, an apostrophe or the point of an initial stands between two pieces.
fn joins(text: &Tokens, left: usize, right: usize) -> bool {
    let (left, right) = (&text.pieces[left], &text.pieces[right]);
    let initial = text.text[left.start..left.end].chars().nth(1).is_none();
    text.text[left.end..right.start].chars().all(|c| match c {
        '\n' => false,
        '-' | '‑' | '\'' | '’' | '/' | '&' => true,
        '.' => initial,
        c => c.is_whitespace(),
    })
}

/// Whether a phrase of the text is written as a spelling demands, and stands where it may.
fn fits(text: &Tokens, at: usize, end: usize, spelling: &Spelling, lexicon: &Lexicon) -> bool {
    let (first, last) = (&text.pieces[at], &text.pieces[end - 1]);
    let (open, close) = (&text.tokens[first.token], &text.tokens[last.token]);
    let begins = first.start == open.start;
    let ends = close.end - last.end <= usize::from(close.text.ends_with('.'));
    let shouted_word = open.shouted && spelling.letters == [Letters::Capitals] && open.text.len() < 4;
    let in_place = match spelling.used {
        Use::Name => begins && ends && !shouted_word || at + 1 == end && is_chain(text, first.token, lexicon),
        Use::Demonym => true,
        Use::Prefix => text.text[last.end..].starts_with(['-', '‑']) && !ends,
    };
    in_place
        && spelling
            .letters
            .iter()
            .zip(&text.pieces[at..end])
            .all(|(letters, piece)| {
                letters.fit(&text.text[piece.start..piece.end]) || caseless(text, piece.token)
            })
}

/// Whether every piece of a hyphenated token is a known name: `Niger-Mali`, `Kaya-Dori-Téra`.
fn is_chain(text: &Tokens, token: usize, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[token];
    token.pieces.len() > 1
        && token.text.contains('-')
        && text.pieces[token.pieces.clone()].iter().all(|piece| {
            let named = |spelling: &Spelling| {
                spelling.used == Use::Name && lexicon.gazetteer.entry(spelling.entry).class != Class::Person
            };
            let capital = text.text[piece.start..].starts_with(char::is_uppercase);
            let phrase = lexicon.gazetteer.phrase(joined(0, piece.hash), ANY);
            capital && phrase.is_some_and(|mut spellings| spellings.any(named))
        })
}

fn caseless(text: &Tokens, token: usize) -> bool {
    text.tokens[token].shape == Shape::Caseless
}
