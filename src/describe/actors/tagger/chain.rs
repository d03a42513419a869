//! The best tags of a line, given what every tag scores by itself and behind another.

use super::{TAGS, may_follow};

/// What every tag of a token scores.
pub type Scores = [i32; TAGS.len()];

/// Less than any score that a line can have.
const NEVER: i32 = i32::MIN / 2;

/// The tags of the highest sum (Viterbi).
pub fn best(scores: &[Scores], transitions: &[Scores; TAGS.len()]) -> Vec<usize> {
    let mut behind: Vec<[u8; TAGS.len()]> = Vec::with_capacity(scores.len());
    let mut sums = [NEVER; TAGS.len()];
    sums[0] = 0;
    for own in scores {
        let mut next = [NEVER; TAGS.len()];
        let mut from = [0; TAGS.len()];
        for tag in 0..TAGS.len() {
            for before in (0..TAGS.len()).filter(|before| may_follow(*before, tag)) {
                let sum = sums[before] + transitions[before][tag];
                if sum > next[tag] {
                    next[tag] = sum;
                    from[tag] = before as u8;
                }
            }
            next[tag] = next[tag].saturating_add(own[tag]).max(NEVER);
        }
        sums = next;
        behind.push(from);
    }
    let mut tag = (0..TAGS.len()).max_by_key(|tag| sums[*tag]).unwrap_or(0);
    let mut tags = vec![0; scores.len()];
    for at in (0..scores.len()).rev() {
        tags[at] = tag;
        tag = usize::from(behind[at][tag]);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sum_wins_and_no_name_goes_on_that_has_not_begun() {
        let flat = [[0; TAGS.len()]; TAGS.len()];
        let wants = |tag: usize, score: i32| {
            let mut scores = [0; TAGS.len()];
            scores[tag] = score;
            scores
        };
        assert_eq!(best(&[wants(1, 5), wants(2, 5), wants(0, 1)], &flat), [1, 2, 0]);
        assert_ne!(best(&[wants(0, 5), wants(2, 3)], &flat)[1], 2);
        assert_eq!(best(&[wants(0, 1), wants(2, 3)], &flat), [1, 2]);
        assert!(best(&[], &flat).is_empty());
    }
}
