//! Which runs of capitalised words are names, by their own words and by those beside them: titles before a person,
//! given names and family names, the heads of organisations and places, acronyms in brackets.

use super::span::{Span, SpanSource};
use crate::article::ActorType;
use crate::describe::tokens::{TextTokens, TokenShape};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// The longest name in tokens.
const LONGEST: usize = 12;

/// The most letters of an acronym that is never a family name in capitals.
pub(crate) const SHORT_ACRONYM: usize = 4;

/// The names that a text's capitals show, in order.
pub(crate) fn find(text: &TextTokens, lexicon: &Lexicon) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let Some(run) = run_at(text, at, lexicon) else {
            at += 1;
            continue;
        };
        at = run.end;
        if let Some(span) = judged(text, run, lexicon) {
            found.push(span);
        }
    }
    found
}

/// The run of capitalised words that begins at a token: connecting small words inside it belong to it.
fn run_at(text: &TextTokens, at: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let opens = |at: usize| {
        let token = &text.tokens[at];
        token.is_capitalised() && !(token.first && lexicon.capitalised_words.has(token.text))
    };
    if !opens(at) {
        return None;
    }
    let mut end = at + 1;
    let mut ahead = end;
    while ahead < text.tokens.len() && ahead - at < LONGEST && text.on_one_line(ahead - 1, ahead) {
        let token = &text.tokens[ahead];
        if token.is_capitalised() {
            ahead += 1;
            end = ahead;
        } else if is_connector(token.text) && ahead < end + 2 {
            ahead += 1;
        } else {
            break;
        }
    }
    Some(at..end)
}

/// Small words inside the names of people.
pub(crate) fn is_connector(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "di"
            | "del"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ten"
            | "ter"
            | "bin"
            | "ben"
            | "ibn"
            | "al"
            | "el"
            | "ould"
            | "mint"
            | "wa"
            | "ya"
            | "a"
            | "y"
            | "e"
            | "bint"
            | "ag"
            | "d'"
            | "d’"
            | "la"
            | "le"
            | "l'"
            | "l’"
            | "-"
    )
}

/// What a run of capitalised words names, if its words or neighbours tell.
fn judged(text: &TextTokens, run: Range<usize>, lexicon: &Lexicon) -> Option<Span> {
    let (mut run, titled) = without_titles(text, run, lexicon);
    if run.len() == 2 && is_connector(text.tokens[run.start].text) && is_short_acronym(text, run.end - 1) {
        run.start += 1;
    }
    if run.is_empty() {
        return None;
    }
    let span = |kind| Span {
        tokens: run.clone(),
        kind,
        entry: None,
        ground: SpanSource::Written,
    };
    let first = &text.tokens[run.start];
    let last = &text.tokens[run.end - 1];
    if lexicon.organisation_heads.has(first.text) && run.len() > 1 {
        return Some(span(ActorType::Org));
    }
    if lexicon.place_heads.has(first.text) && run.len() > 1 {
        return Some(span(ActorType::Place));
    }
    let letters = run.len() == 1 && first.shape == TokenShape::Capitals && !first.shouted;
    // What stands before a short acronym is no title: *la candidate APK*.
    let person = titled && !(run.len() == 1 && is_short_acronym(text, run.start))
        || run.len() > 1 && lexicon.given_names.has_phrase([first.hash])
        || run.len() == 1 && is_given_name_before_comma(text, run.start, lexicon)
        || run.len() > 1 && lexicon.surnames.has_phrase([last.hash]) && !first.shouted;
    if person && first.shape != TokenShape::Number && !lexicon.capitalised_words.has(first.text) {
        return Some(span(ActorType::Person));
    }
    let bracketed = run.start > 0
        && text.tokens[run.start - 1].text == "("
        && text.tokens.get(run.end).is_some_and(|after| after.text == ")");
    let acronym = letters && first.text.len() < 9;
    (acronym && (bracketed || !first.first) && !lexicon.capitalised_words.has(first.text))
        .then(|| span(ActorType::Org))
}

/// Whether a word is a given name and nothing else that is known, of which the text says something behind a comma: `Karim, son fils`.
fn is_given_name_before_comma(text: &TextTokens, at: usize, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[at];
    let comma = text.tokens.get(at + 1).is_some_and(|after| after.text == ",");
    comma
        && token.shape == TokenShape::Capital
        && lexicon.given_names.has_phrase([token.hash])
        && !lexicon.surnames.has_phrase([token.hash])
        && lexicon.gazetteer.named(token.text).is_empty()
}

fn is_short_acronym(text: &TextTokens, at: usize) -> bool {
    let token = &text.tokens[at];
    token.shape == TokenShape::Capitals && !token.shouted && token.text.chars().count() <= SHORT_ACRONYM
}

/// A run without the titles with which it begins, and whether a title begins it or stands before it.
pub(crate) fn without_titles(
    text: &TextTokens,
    run: Range<usize>,
    lexicon: &Lexicon,
) -> (Range<usize>, bool) {
    let mut start = run.start;
    while start < run.end {
        match title_at(text, start, run.end, lexicon) {
            Some(length) => start += length,
            None => break,
        }
    }
    let titled = start > run.start || (start == run.start && title_before(text, start, lexicon));
    (start..run.end, titled)
}

/// The length in tokens of the longest title that begins at a token.
fn title_at(text: &TextTokens, at: usize, end: usize, lexicon: &Lexicon) -> Option<usize> {
    (1..=4.min(end - at)).rev().find(|length| {
        let range = at..at + length;
        let alone = *length == 1 && at + 1 < end && lexicon.given_names.has_phrase([text.tokens[at].hash]);
        !alone && lexicon.titles.has_phrase(hashes(text, &range))
    })
}

/// Whether a title ends right before a token.
fn title_before(text: &TextTokens, at: usize, lexicon: &Lexicon) -> bool {
    (1..=4).any(|length| {
        at >= length
            && text.on_one_line(at - length, at)
            && lexicon.titles.has_phrase(hashes(text, &(at - length..at)))
    })
}

fn hashes(text: &TextTokens, range: &Range<usize>) -> impl Iterator<Item = u64> {
    let pieces = text.tokens[range.start].pieces.start..text.tokens[range.end - 1].pieces.end;
    text.pieces[pieces].iter().map(|piece| piece.hash)
}
