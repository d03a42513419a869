//! How the blocks of a page follow each other: one text from its beginning to its end, or one teaser, offer or answer after another.
//! Of visible text nothing else is left to see.

use super::page::{BlockCounts, LINKED};
use super::row::Row;
use crate::parse::Block;
use std::collections::HashMap;

/// From how many words on a block reads on, and how many shorter ones may stand between two of them.
const READING: f32 = 20.0;
const BETWEEN: usize = 2;
/// The longest line that is counted again, the longest price tag, the shortest text that is cut.
const LABEL: f32 = 6.0;
const TAG: f32 = 20.0;
const CUT: f32 = 8.0;
/// The longest headline, and between how many words a teaser is.
const HEADLINE: f32 = 14.0;
const TEASER: std::ops::RangeInclusive<f32> = 8.0..=45.0;
/// The most of anything that is counted.
const MOST: f32 = 60.0;
/// How prices begin or end.
const CURRENCIES: [&str; 12] = [
    "$", "€", "£", "¥", "₦", "₹", "EUR", "USD", "FCFA", "CFA", "KSh", "GHS",
];

/// Adds these numbers to the row of a page.
pub(super) fn features(blocks: &[Block], counted: &[BlockCounts], row: &mut Row) {
    let all = counted.len().max(1) as f32;
    let count = |fits: &dyn Fn(&str, &BlockCounts) -> bool| {
        let both = blocks.iter().zip(counted);
        both.filter(|(block, counted)| fits(&block.text, counted)).count() as f32
    };
    let cut = count(&|text, block| block.words >= CUT && is_cut(text));
    let teasers = counted.windows(3).filter(|three| is_teaser(three)).count() as f32;
    stretch(counted, row);
    labels(blocks, counted, row);
    body(blocks, counted, row);
    row.add(
        "pattern",
        [
            (
                "price tags",
                count(&|text, block| block.words <= TAG && is_price(text)).min(MOST),
            ),
            ("cut", cut.min(MOST)),
            ("cut share", cut / all),
            ("teasers", teasers.min(MOST)),
            ("teasers share", teasers / all),
            (
                "middling blocks",
                count(&|_, block| (CUT..READING).contains(&block.words)) / all,
            ),
            ("shortest blocks", count(&|_, block| block.words <= 3.0) / all),
        ],
    );
}

/// A short line between which and the next short line one or two sentences stand.
fn is_teaser(three: &[BlockCounts]) -> bool {
    let short = |block: &BlockCounts| block.words <= HEADLINE;
    three[0].words >= 2.0 && short(&three[0]) && TEASER.contains(&three[1].words) && short(&three[2])
}

/// Whether a text ends before its end, as teasers do.
fn is_cut(text: &str) -> bool {
    ["…", "...", "[…]", "[...]"].iter().any(|end| text.ends_with(end))
}

fn is_price(text: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    CURRENCIES.iter().any(|sign| {
        text.match_indices(sign).any(|(at, _)| {
            let before = text[..at].trim_end().chars().next_back();
            let after = text[at + sign.len()..].trim_start().chars().next();
            digit(before) || digit(after)
        })
    })
}

/// The longest stretch of blocks that read on.
fn stretch(counted: &[BlockCounts], row: &mut Row) {
    let all: f32 = counted.iter().map(|block| block.words).sum();
    let (mut best, mut now, mut gap) = ((0.0f32, 0.0f32), (0.0, 0.0), 0);
    for block in counted {
        if block.words >= READING && block.linked < LINKED {
            (now, gap) = ((now.0 + block.words, now.1 + 1.0), 0);
        } else {
            gap += 1;
        }
        if gap > BETWEEN {
            now = (0.0, 0.0);
        }
        if now.0 > best.0 {
            best = now;
        }
    }
    let numbers = [
        ("words", best.0.ln_1p()),
        ("blocks", best.1.min(MOST)),
        ("share", best.0 / all.max(1.0)),
    ];
    row.add("stretch", numbers);
}

/// How often a short line stands again: *Read more*, *Add to cart*, *Reply*.
fn labels(blocks: &[Block], counted: &[BlockCounts], row: &mut Row) {
    let mut labels: HashMap<&str, f32> = HashMap::new();
    for (block, _) in blocks
        .iter()
        .zip(counted)
        .filter(|(_, counted)| counted.words <= LABEL)
    {
        *labels.entry(&block.text).or_default() += 1.0;
    }
    let often = labels.values().copied().fold(0.0, f32::max);
    let again: f32 = labels.values().filter(|count| **count > 1.0).sum();
    let numbers = [
        ("most", often.min(MOST)),
        ("again", again / counted.len().max(1) as f32),
    ];
    row.add("labels", numbers);
}

/// Whether what the cleaner keeps is one run of paragraphs, and how they read.
fn body(blocks: &[Block], counted: &[BlockCounts], row: &mut Row) {
    let body = || blocks.iter().zip(counted).filter(|(_, counted)| counted.body);
    let all = body().count().max(1) as f32;
    let share = |fits: &dyn Fn(&Block, &BlockCounts) -> bool| {
        body().filter(|(block, counted)| fits(block, counted)).count() as f32 / all
    };
    let runs: Vec<usize> = counted
        .chunk_by(|a, b| a.body == b.body)
        .filter(|run| run[0].body)
        .map(<[BlockCounts]>::len)
        .collect();
    let longest = runs.iter().copied().max().unwrap_or(0) as f32;
    let mut words: Vec<f32> = body().map(|(_, counted)| counted.words).collect();
    words.sort_by(f32::total_cmp);
    row.add(
        "body",
        [
            ("runs", (runs.len() as f32).min(MOST)),
            ("longest run", longest / all),
            ("median words", words.get(words.len() / 2).copied().unwrap_or(0.0)),
            (
                "sentences",
                share(&|block, _| block.text.ends_with(['.', '!', '?', '"', '”', '»'])),
            ),
            ("questions", share(&|block, _| block.text.contains('?'))),
            ("headings", share(&|_, counted| counted.heading)),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_known_by_their_sign() {
        assert!(is_price("€ 12,50") && is_price("5 000 FCFA") && is_price("$3"));
        assert!(!is_price("CFA") && !is_price("Le franc CFA en 1994") && !is_price("2012"));
    }
}
