//! Where words stand near each other: arithmetic on their positions in one text, for the scores of an index and for what is marked in a
//! text alike.

use std::ops::Range;

/// How words have to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// One after another, or moved by so many places altogether.
    Phrase(u32),
    /// In any order, at most so many places apart.
    Near(u32),
}

/// A place at which words stand so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseMatch {
    /// The positions from the first word to past the last.
    pub span: Range<u32>,
    /// By how many places the words are moved: 0 for the words as they were asked for.
    pub width: u32,
}

/// The places at which the words of a phrase stand with so much slop. Every list holds the positions of one word, sorted.
///
/// The words are moved by the width of their positions, each less its place in the phrase, as Lucene's `SloppyPhraseMatcher` has it: with
/// a slop of 2 two words may be swapped. One position is never two words of the phrase.
pub(super) fn phrase(words: &[Vec<u32>], slop: u32) -> Vec<PhraseMatch> {
    if words.is_empty() || words.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut found = match share_positions(words) {
        true => with_shared(words, slop),
        false => sweep(words, slop),
    };
    found.sort_by_key(|found| (found.span.start, found.span.end));
    found
}

/// The places at which the last of these words and the first of those stand near each other: two phrases, word by word, with at most so
/// many places from the end of the one to the beginning of the other, whichever stands first.
pub(super) fn near(left: &[Vec<u32>], right: &[Vec<u32>], distance: u32) -> Vec<PhraseMatch> {
    let (left, right) = (phrase(left, 0), phrase(right, 0));
    let mut found = Vec::new();
    for one in &left {
        let gap = |other: &PhraseMatch| match (
            one.span.end <= other.span.start,
            other.span.end <= one.span.start,
        ) {
            (true, _) => Some(other.span.start - one.span.end),
            (_, true) => Some(one.span.start - other.span.end),
            _ => None,
        };
        let nearest = right.iter().filter_map(|other| Some((gap(other)?, other)));
        if let Some((width, other)) = nearest
            .min_by_key(|(gap, _)| *gap)
            .filter(|(gap, _)| *gap < distance)
        {
            let span = one.span.start.min(other.span.start)..one.span.end.max(other.span.end);
            found.push(PhraseMatch { span, width });
        }
    }
    found
}

/// How often two sides stand near each other, in the order in which they do so more: one before the next of the other counts less the
/// further they are apart.
pub(super) fn near_frequency(left: &[Vec<u32>], right: &[Vec<u32>], distance: u32) -> f32 {
    let (left, right) = (phrase(left, 0), phrase(right, 0));
    let before = |one: &[PhraseMatch], other: &[PhraseMatch]| -> f32 {
        let next = |one: &PhraseMatch| {
            let behind = other.iter().find(|other| other.span.start >= one.span.end)?;
            Some(behind.span.start - one.span.end).filter(|gap| *gap < distance)
        };
        one.iter()
            .filter_map(next)
            .map(|gap| 1.0 / (1.0 + gap as f32))
            .sum()
    };
    before(&left, &right).max(before(&right, &left))
}

/// How often something stands in a text: a place counts less the further its words are moved.
pub(super) fn frequency(found: &[PhraseMatch]) -> f32 {
    found.iter().map(|found| 1.0 / (1.0 + found.width as f32)).sum()
}

/// Whether a position is that of two words.
fn share_positions(words: &[Vec<u32>]) -> bool {
    let pairs = || words.iter().enumerate();
    pairs().any(|(place, word)| {
        words[place + 1..]
            .iter()
            .any(|other| word.iter().any(|position| other.binary_search(position).is_ok()))
    })
}

/// The position of a word less its place in the phrase.
fn moved(place: usize, position: u32) -> i64 {
    i64::from(position) - place as i64
}

/// Moves on the word that stands first, and takes down the width whenever the next would be another first.
fn sweep(words: &[Vec<u32>], slop: u32) -> Vec<PhraseMatch> {
    let mut at = vec![0; words.len()];
    let mut found = Vec::new();
    loop {
        let current = |at: &[usize], place: usize| moved(place, words[place][at[place]]);
        let first = (0..words.len())
            .min_by_key(|place| current(&at, *place))
            .unwrap_or(0);
        let others = (0..words.len()).filter(|place| *place != first);
        let next = others.map(|place| current(&at, place)).min();
        let nearer = |at: usize| {
            words[first]
                .get(at + 1)
                .is_some_and(|position| next.is_some_and(|next| moved(first, *position) <= next))
        };
        while nearer(at[first]) {
            at[first] += 1;
        }
        let positions = || at.iter().zip(words).map(|(at, word)| word[*at]);
        let least = current(&at, first);
        let most = (0..words.len())
            .map(|place| current(&at, place))
            .max()
            .unwrap_or(least);
        if most - least <= i64::from(slop) {
            let start = positions().min().unwrap_or(0);
            let end = positions().max().unwrap_or(0) + 1;
            let width = (most - least) as u32;
            found.push(PhraseMatch {
                span: start..end,
                width,
            });
        }
        at[first] += 1;
        if at[first] == words[first].len() {
            return found;
        }
    }
}

/// The same where a position may be that of two words: for every first position the narrowest choice of different ones.
fn with_shared(words: &[Vec<u32>], slop: u32) -> Vec<PhraseMatch> {
    let mut firsts: Vec<i64> = words
        .iter()
        .enumerate()
        .flat_map(|(place, word)| word.iter().map(move |position| moved(place, *position)))
        .collect();
    firsts.sort_unstable();
    firsts.dedup();
    let mut found: Vec<(i64, i64, Range<u32>)> = Vec::new();
    for first in firsts {
        // As many positions as there are words are enough to choose from.
        let choices: Vec<Vec<u32>> = words
            .iter()
            .enumerate()
            .map(|(place, word)| {
                let begin = word.partition_point(|position| moved(place, *position) < first);
                let within = word[begin..]
                    .iter()
                    .take_while(|position| moved(place, **position) <= first + i64::from(slop));
                within.take(words.len()).copied().collect()
            })
            .collect();
        let mut lasts: Vec<i64> = choices
            .iter()
            .enumerate()
            .flat_map(|(place, word)| word.iter().map(move |position| moved(place, *position)))
            .collect();
        lasts.sort_unstable();
        lasts.dedup();
        let chosen = lasts
            .iter()
            .find_map(|last| Some((*last, chosen(&choices, *last)?)));
        if let Some((last, positions)) = chosen {
            let start = positions.iter().min().copied().unwrap_or(0);
            let end = positions.iter().max().copied().unwrap_or(0) + 1;
            // A place that holds another is the same place, told less exactly.
            while found.last().is_some_and(|(_, before, _)| *before >= last) {
                found.pop();
            }
            found.push((first, last, start..end));
        }
    }
    let told = |(first, last, span): (i64, i64, Range<u32>)| PhraseMatch {
        span,
        width: (last - first) as u32,
    };
    found.into_iter().map(told).collect()
}

/// A different position for every word, none moved beyond the last; by augmenting paths (Kuhn).
fn chosen(choices: &[Vec<u32>], last: i64) -> Option<Vec<u32>> {
    fn place(
        word: usize,
        choices: &[Vec<u32>],
        last: i64,
        tried: &mut Vec<u32>,
        taken: &mut Vec<(u32, usize)>,
    ) -> bool {
        for position in choices[word]
            .iter()
            .filter(|position| moved(word, **position) <= last)
        {
            if tried.contains(position) {
                continue;
            }
            tried.push(*position);
            let holder = taken.iter().position(|(held, _)| held == position);
            match holder {
                Some(holder) if !place(taken[holder].1, choices, last, tried, taken) => continue,
                Some(holder) => taken[holder].1 = word,
                None => taken.push((*position, word)),
            }
            return true;
        }
        false
    }
    let mut taken = Vec::new();
    for word in 0..choices.len() {
        if !place(word, choices, last, &mut Vec::new(), &mut taken) {
            return None;
        }
    }
    Some(taken.into_iter().map(|(position, _)| position).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether some choice of different positions is no wider than the slop, by trying all.
    fn brute(words: &[Vec<u32>], slop: u32, chosen: &mut Vec<u32>) -> bool {
        let place = chosen.len();
        if place == words.len() {
            let moved = chosen
                .iter()
                .enumerate()
                .map(|(place, position)| moved(place, *position));
            return moved.clone().max().unwrap() - moved.min().unwrap() <= i64::from(slop);
        }
        words[place].iter().any(|position| {
            if chosen.contains(position) {
                return false;
            }
            chosen.push(*position);
            let found = brute(words, slop, chosen);
            chosen.pop();
            found
        })
    }

    fn positions(text: &[u8], asked: &[u8]) -> Vec<Vec<u32>> {
        let of = |word: &u8| {
            (0..)
                .zip(text)
                .filter(|(_, other)| *other == word)
                .map(|(at, _)| at)
                .collect()
        };
        asked.iter().map(of).collect()
    }

    proptest! {
        #[test]
        fn a_phrase_is_found_wherever_its_words_stand_within_the_moves(
            text in proptest::collection::vec(0u8..5, 1..24),
            asked in proptest::collection::vec(0u8..4, 1..5),
            slop in 0u32..8,
        ) {
            let words = positions(&text, &asked);
            let stands = !words.iter().any(Vec::is_empty) && brute(&words, slop, &mut Vec::new());
            let found = phrase(&words, slop);
            prop_assert_eq!(!found.is_empty(), stands);
            for found in found {
                prop_assert!(found.width <= slop && found.span.end <= text.len() as u32);
                prop_assert!(asked.iter().all(|word| text[found.span.start as usize..found.span.end as usize].contains(word)));
            }
        }

        #[test]
        fn words_are_near_in_any_order(text in proptest::collection::vec(0u8..5, 1..24), a in 0u8..3, b in 0u8..3, distance in 1u32..7) {
            let (one, other) = (positions(&text, &[a]), positions(&text, &[b]));
            let apart = |one: &u32, other: &u32| one != other && one.abs_diff(*other) <= distance;
            let stands = one[0].iter().any(|one| other[0].iter().any(|other| apart(one, other)));
            prop_assert_eq!(!near(&one, &other, distance).is_empty(), stands);
        }
    }

    #[test]
    fn a_place_counts_less_the_further_its_words_are_moved() {
        let found = phrase(&[vec![3, 20], vec![4, 22], vec![5, 23]], 5);
        assert_eq!(
            found,
            [
                PhraseMatch { span: 3..6, width: 0 },
                PhraseMatch {
                    span: 20..24,
                    width: 1
                }
            ]
        );
        assert_eq!(frequency(&found), 1.5);
        assert_eq!(
            phrase(&[vec![5], vec![4]], 2),
            [PhraseMatch { span: 4..6, width: 2 }]
        );
        assert_eq!(phrase(&[vec![5], vec![4]], 1), []);
    }
}
