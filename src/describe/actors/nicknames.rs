//! Where a text itself gives two names of one person: *Tohou Gbéï, dit Vieux Débout*, *Abdikarim Shire "Gaab"*.

use super::span::Span;
use crate::describe::tokens::Tokens;
use crate::lexicon::words::WordSet;
use crate::text::words;
use std::ops::Range;
use std::sync::LazyLock;

/// What stands between two names of one person.
pub(super) static CUES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("../../lexicon/alias-cues.txt")));

/// How far apart the two names stand at most, in tokens.
const FARTHEST: usize = 10;

/// The pairs of names, by their numbers among the people of a text in order, of which the text says that they are one person's.
pub fn pairs(text: &Tokens, people: &[&Span]) -> Vec<(usize, usize)> {
    let neighbours = people.windows(2).enumerate();
    neighbours
        .filter(|(_, pair)| are_one(text, &pair[0].tokens, &pair[1].tokens))
        .map(|(at, _)| (at, at + 1))
        .collect()
}

fn are_one(text: &Tokens, left: &Range<usize>, right: &Range<usize>) -> bool {
    let between = left.end..right.start;
    if between.is_empty() || between.len() > FARTHEST || !text.on_one_line(left.end - 1, right.start) {
        return false;
    }
    let tokens = &text.tokens[between.clone()];
    let parts = |mark: &str| matches!(mark, "." | ";" | ":" | "!" | "?" | ")" | "»" | "”");
    if tokens.iter().any(|token| parts(token.text)) {
        return false;
    }
    let said = text.slice(&between);
    if words(said).next().is_some() {
        return CUES.has(said);
    }
    let after = text.tokens.get(right.end).map_or("", |token| token.text);
    tokens.len() == 1 && is_quotation(tokens[0].text, after)
}

/// Whether two marks open and close a quotation.
fn is_quotation(opens: &str, closes: &str) -> bool {
    matches!(
        (opens, closes),
        ("\"", "\"") | ("“", "”") | ("„", "”" | "“") | ("«", "»") | ("‘", "’") | ("'", "'")
    )
}
