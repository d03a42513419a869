//! The best tags of a line, given what every tag scores by itself and behind another.

use super::{STEPS, TAGS, may_follow};

/// What every tag of a token scores.
pub(crate) type Scores = [i32; TAGS.len()];

/// Less than any score that a line can have.
const NEVER: i32 = i32::MIN / 2;

/// For every token the probability of every tag, given the scores of the whole line (forward and backward sums).
pub(crate) fn marginals(scores: &[Scores], transitions: &[Scores; TAGS.len()]) -> Vec<[f32; TAGS.len()]> {
    const N: usize = TAGS.len();
    let factor: [[f32; N]; N] = std::array::from_fn(|before| {
        std::array::from_fn(|tag| match may_follow(before, tag) {
            true => nats(transitions[before][tag]).exp(),
            false => 0.0,
        })
    });
    let own = |scores: &Scores| {
        let most = scores.iter().copied().max().unwrap_or(0);
        scores.map(|score| nats(score - most).exp())
    };
    let mut forward: Vec<[f32; N]> = Vec::with_capacity(scores.len());
    let mut last = std::array::from_fn(|tag| f32::from(u8::from(tag == 0)));
    for scores in scores {
        let own = own(scores);
        let reached = |tag: usize| {
            (0..N)
                .map(|before| last[before] * factor[before][tag])
                .sum::<f32>()
        };
        last = normalised(std::array::from_fn(|tag| own[tag] * reached(tag)));
        forward.push(last);
    }
    let mut back = [1.0; N];
    for at in (0..scores.len()).rev() {
        let own = own(&scores[at]);
        forward[at] = normalised(std::array::from_fn(|tag| forward[at][tag] * back[tag]));
        let ahead = |tag: usize| {
            (0..N)
                .map(|next| factor[tag][next] * own[next] * back[next])
                .sum()
        };
        back = normalised(std::array::from_fn(ahead));
    }
    forward
}

fn nats(score: i32) -> f32 {
    score as f32 / STEPS
}

fn normalised(values: [f32; TAGS.len()]) -> [f32; TAGS.len()] {
    let sum = values.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    values.map(|value| value / sum)
}

/// The tags of the highest sum (Viterbi).
pub(crate) fn best(scores: &[Scores], transitions: &[Scores; TAGS.len()]) -> Vec<usize> {
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
