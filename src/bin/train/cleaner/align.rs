//! Which blocks of a page an annotated body was taken from: the heaviest chain of common runs of words, in order.
//!
//! A gold body is text alone; a model needs to know block by block what belongs to it. Teasers and pull quotes repeat
//! parts of an article, so a block is not "in" because its words are: page and body must run in parallel.

use std::collections::HashMap;

/// How many words a run needs where it is not a whole block.
const SEED: usize = 4;
/// The most places in the body from which a run may start: beyond that its words are too common.
const PLACES: usize = 6;

/// A run of words that page and body share.
#[derive(Clone, Copy)]
struct SharedRun {
    page: usize,
    body: usize,
    words: usize,
    whole: bool,
}

/// Of every block (as its words) the share of its words that the body was taken from.
pub(super) fn shares(blocks: &[Vec<String>], body: &[String]) -> Vec<f32> {
    let mut starts = Vec::new();
    let mut at = 0;
    for block in blocks {
        starts.push(at);
        at += block.len();
    }
    let runs = runs(blocks, &starts, body);
    let mut taken = vec![false; at];
    for run in heaviest_chain(&runs) {
        taken[run.page..run.page + run.words].fill(true);
    }
    blocks
        .iter()
        .zip(starts)
        .map(|(block, start)| {
            let hits = taken[start..start + block.len()].iter().filter(|t| **t).count();
            hits as f32 / block.len().max(1) as f32
        })
        .collect()
}

fn runs(blocks: &[Vec<String>], starts: &[usize], body: &[String]) -> Vec<SharedRun> {
    let mut places: HashMap<&[String], Vec<usize>> = HashMap::new();
    for length in 1..=SEED {
        for (at, words) in body.windows(length).enumerate() {
            places.entry(words).or_default().push(at);
        }
    }
    let mut runs = Vec::new();
    for (block, start) in blocks.iter().zip(starts) {
        runs_of_block(block, *start, body, &places, &mut runs);
    }
    runs
}

fn runs_of_block(
    block: &[String],
    start: usize,
    body: &[String],
    places: &HashMap<&[String], Vec<usize>>,
    runs: &mut Vec<SharedRun>,
) {
    if block.is_empty() {
        return;
    }
    let seed = block.len().min(SEED);
    let mut last: HashMap<usize, usize> = HashMap::new(); // diagonal -> end of its last run in the block
    for offset in 0..=block.len() - seed {
        let Some(found) = places.get(&block[offset..offset + seed]) else {
            continue;
        };
        if found.len() > PLACES * 4 || (found.len() > PLACES && seed == SEED && block.len() > SEED) {
            continue;
        }
        for place in found {
            let diagonal = place + block.len() - offset;
            if last.get(&diagonal).is_some_and(|end| *end > offset) {
                continue;
            }
            let words = block[offset..]
                .iter()
                .zip(&body[*place..])
                .take_while(|(a, b)| a == b)
                .count();
            last.insert(diagonal, offset + words);
            runs.push(SharedRun {
                page: start + offset,
                body: *place,
                words,
                whole: words == block.len(),
            });
        }
    }
}

/// The chain of runs, in order on both sides, that covers the most words; gaps cost a little, so that of two copies the
/// one near the rest is taken.
fn heaviest_chain(runs: &[SharedRun]) -> Vec<SharedRun> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|i| (runs[*i].page, runs[*i].body));
    let mut best: Vec<(f32, Option<usize>)> = vec![(0.0, None); runs.len()];
    for (rank, i) in order.iter().enumerate() {
        let run = &runs[*i];
        let own = run.words as f32 + if run.whole { 1.0 } else { -1.5 };
        best[*i] = (own, None);
        for j in order[..rank].iter().rev().take(1500) {
            let before = &runs[*j];
            if before.page + before.words > run.page || before.body + before.words > run.body {
                continue;
            }
            let gap = (run.page - before.page - before.words) as f32;
            let score = best[*j].0 + own - 0.4 * (1.0 + gap).ln();
            if score > best[*i].0 {
                best[*i] = (score, Some(*j));
            }
        }
    }
    let mut next = (0..runs.len()).max_by(|a, b| best[*a].0.total_cmp(&best[*b].0));
    let mut chain = Vec::new();
    while let Some(i) = next {
        chain.push(runs[i]);
        next = best[i].1;
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_string).collect()
    }

    #[test]
    fn copies_outside_the_article_are_not_in() {
        let page = [
            "the minister said on Monday that",
            "Title here",
            "the minister said on Monday that he goes",
            "Photo of him",
            "No",
            "he will not come back he said to us",
            "No",
        ];
        let blocks: Vec<Vec<String>> = page.iter().map(|b| words(b)).collect();
        let body = words("the minister said on Monday that he goes No he will not come back he said to us");
        assert_eq!(shares(&blocks, &body), [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0]);
    }
}
