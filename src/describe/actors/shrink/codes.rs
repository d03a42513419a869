//! Letters, codes and sums that are nobody's name.

use crate::article::ActorType;
use crate::describe::actors::span::{Span, SpanSource};
use crate::describe::tokens::{TextTokens, TokenShape};
use crate::lexicon::words::WordSet;
use std::sync::LazyLock;

/// Codes of currencies.
static CURRENCIES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("../../../lexicon/currencies.txt")));

/// Whether a person would be called by one letter: the Z of *generation Z*.
pub(super) fn is_letter(text: &TextTokens, span: &Span) -> bool {
    let word = text.tokens[span.tokens.start].text;
    let letter = word.trim_end_matches('.');
    span.kind == ActorType::Person && span.tokens.len() == 1 && letter.len() == 1 && letter.is_ascii()
}

/// Whether an organisation that only the tagger sees is a code of two letters, of a state, a country or a technique: *NY*, *OK*, *ML*. Those
/// that a text explains are seen by others too.
pub(super) fn is_code(text: &TextTokens, span: &Span) -> bool {
    let word = text.tokens[span.tokens.start].text;
    let is_code = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let in_brackets = |at: usize| {
        text.tokens
            .get(at)
            .is_some_and(|token| matches!(token.text, "(" | ")"))
    };
    let explained =
        span.tokens.start > 0 && in_brackets(span.tokens.start - 1) && in_brackets(span.tokens.end);
    span.kind == ActorType::Org
        && span.ground == SpanSource::Tagged
        && span.tokens.len() == 1
        && is_code
        && !explained
}

/// Whether a name is of a sum of money: `N10` of N10,000, `R385` of R385 000, the GNF of 31 850 000 GNF.
pub(super) fn is_sum(text: &TextTokens, span: &Span) -> bool {
    let word = text.tokens[span.tokens.start].text;
    let digits = word.strip_prefix(['N', 'P', 'R']).filter(|rest| !rest.is_empty());
    let is_number = |at: usize| {
        text.tokens
            .get(at)
            .is_some_and(|token| token.shape == TokenShape::Number)
    };
    let beside = span.tokens.start.checked_sub(1).is_some_and(is_number) || is_number(span.tokens.end);
    span.tokens.len() == 1
        && (digits.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
            || beside && CURRENCIES.has_phrase([text.tokens[span.tokens.start].hash]))
}
