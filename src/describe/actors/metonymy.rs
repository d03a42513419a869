//! Where a capital stands for a government: "Bamako a annoncé", "entre Paris et Moscou", but not "à Bamako".

use crate::describe::tokens::{TextTokens, TokenShape};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// Whether the capital at these tokens stands for the government that sits there.
pub(crate) fn stands_for_government(text: &TextTokens, tokens: &Range<usize>, lexicon: &Lexicon) -> bool {
    let before = tokens
        .start
        .checked_sub(1)
        .filter(|at| text.on_one_line(*at, tokens.start))
        .map(|at| &text.tokens[at]);
    let after = text
        .tokens
        .get(tokens.end)
        .filter(|_| text.on_one_line(tokens.end - 1, tokens.end));
    // Folded, the verb of "Bamako a annoncé" is the preposition of "Bamako à l'aube".
    let acts = after.is_some_and(|token| {
        token.shape == TokenShape::Small && (token.text == "a" || !lexicon.linking_words.has(token.text))
    });
    let announced = before.is_some_and(|token| lexicon.government_cues.has(token.text));
    let begins = text.tokens[tokens.start].first
        || before.is_some_and(|token| {
            matches!(token.text, "," | "»" | "”") || lexicon.conjunctions.has(token.text)
        });
    announced || begins && acts
}
