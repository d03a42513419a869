//! The conditional random field that learns the tagger's weights, and their cut to one byte each.
//!
//! The likelihood of the tags of a line is raised by stochastic gradients whose steps shrink feature by feature (Duchi, Hazan and
//! Singer 2011, "Adaptive subgradient methods"); what is kept is the mean of the weights over the last rounds.

use super::examples::Example;
use archive::lexicon::Lexicon;
use archive::training::files::{GOLDEN, split_mix};
use archive::training::tagger::{
    FEATURES, LEXICAL, ROWS, STEPS, TAGS, TRANSITIONS, TextTokens, WIDTH, keys, known_names, lines,
    may_follow, place, views,
};
use std::collections::HashMap;

/// How often the examples are gone through.
const ROUNDS: usize = 20;
/// From which round on the weights are averaged.
const AVERAGED: usize = 10;
/// In how many tokens a feature must stand to be learned.
const LEAST: u32 = 2;
/// How far a first step goes.
const STEP: f32 = 0.1;
/// How much of a weight is lost at each step, the smaller the step the less.
const DECAY: f32 = 0.02;
/// How often a word is hidden: one of a name, another with a capital, and any other. What is left to learn from is its shape and its
/// neighbours, as with a name that was never seen.
const HIDDEN: [f64; 3] = [0.2, 0.2, 0.1];
/// The seed of the order in which they are gone through.
const SEED: u64 = 20_221_013;

const N: usize = TAGS.len();
/// No row: the feature is not learned.
const NONE: u32 = u32::MAX;

/// The lines of all examples as the field sees them.
pub(super) struct Lines {
    /// The rows of the features of every token.
    rows: Vec<[u32; FEATURES]>,
    /// The tag of every token.
    tags: Vec<u8>,
    /// How often the word of every token is hidden.
    hidden: Vec<f32>,
    /// For every line its tokens, its example, and what an error in it counts.
    lines: Vec<(std::ops::Range<usize>, usize, f32)>,
    /// The check of the feature that every row was given to.
    checks: Vec<i8>,
}

impl Lines {
    /// The lines of the examples, and the rows of the features that stand in them often enough: the commonest first.
    pub(super) fn of(examples: &[Example]) -> Lines {
        let lexicon = Lexicon::built_in();
        let mut all = Lines {
            rows: Vec::new(),
            tags: Vec::new(),
            hidden: Vec::new(),
            lines: Vec::new(),
            checks: vec![0; ROWS],
        };
        let mut features: Vec<[u64; FEATURES]> = Vec::new();
        for (number, example) in examples.iter().enumerate() {
            let text = TextTokens::of(&example.text);
            let language = Some(example.language.as_str());
            let known = known_names(&text, language, lexicon);
            let views = views(&text, &known, language, lexicon);
            for line in lines(&text) {
                let begin = features.len();
                for at in line.clone() {
                    let token = &text.tokens[at];
                    let tag = example.tag(token.start);
                    features.push(keys(&views, at, &line));
                    all.tags.push(tag as u8);
                    let [of_name, capital, other] = HIDDEN;
                    all.hidden.push(match (tag != 0, token.is_capitalised()) {
                        (true, _) => of_name,
                        (false, true) => capital,
                        (false, false) => other,
                    } as f32);
                }
                all.begin_names(begin);
                all.lines.push((begin..features.len(), number, example.weight));
            }
        }
        all.place(&features);
        all
    }

    /// The rest of a name whose beginning stands elsewhere is a name of its own.
    fn begin_names(&mut self, begin: usize) {
        let mut before = 0;
        for tag in &mut self.tags[begin..] {
            if !may_follow(before, usize::from(*tag)) {
                *tag -= 1;
            }
            before = usize::from(*tag);
        }
    }

    fn place(&mut self, features: &[[u64; FEATURES]]) {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for keys in features {
            for key in keys {
                *counts.entry(*key).or_default() += 1;
            }
        }
        let mut common: Vec<(u32, u64)> = counts
            .into_iter()
            .filter(|(_, count)| *count >= LEAST)
            .map(|(key, count)| (count, key))
            .collect();
        common.sort_unstable_by(|left, right| right.cmp(left));
        let mut owners: HashMap<u64, u32> = HashMap::new();
        for (_, key) in common {
            let (row, check) = place(key);
            if self.checks[row] == 0 {
                self.checks[row] = check;
                owners.insert(key, row as u32);
            }
        }
        let row = |key: &u64| owners.get(key).copied().unwrap_or(NONE);
        self.rows = features
            .iter()
            .map(|keys| std::array::from_fn(|at| row(&keys[at])))
            .collect();
    }
}

struct CrfWeights {
    rows: Vec<[f32; WIDTH]>,
    squares: Vec<[f32; WIDTH]>,
    transitions: [[f32; N]; N],
    transition_squares: [[f32; N]; N],
}

/// The weights learned from the lines of the examples that count, as the program holds them.
pub(super) fn trained(lines: &Lines, counts: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut draws = Rng(SEED);
    let mut weights = CrfWeights {
        rows: vec![[0.0; WIDTH]; ROWS],
        squares: vec![[1.0; WIDTH]; ROWS],
        transitions: [[0.0; N]; N],
        transition_squares: [[1.0; N]; N],
    };
    let mut mean = (vec![[0f32; WIDTH]; ROWS], [[0f32; N]; N]);
    let mut order: Vec<usize> = (0..lines.lines.len())
        .filter(|at| counts(lines.lines[*at].1))
        .collect();
    for round in 0..ROUNDS {
        draws.shuffle(&mut order);
        for at in &order {
            let (tokens, _, weight) = &lines.lines[*at];
            weights.learn(lines, tokens.clone(), *weight, &mut draws);
        }
        if round >= AVERAGED {
            weights.add_to(&mut mean, 1.0 / (ROUNDS - AVERAGED) as f32);
        }
    }
    quantised(&mean.0, &mean.1, &lines.checks)
}

impl CrfWeights {
    fn learn(&mut self, lines: &Lines, tokens: std::ops::Range<usize>, weight: f32, draws: &mut Rng) {
        let rows: Vec<&[u32]> = tokens
            .clone()
            .map(|at| {
                let hidden = draws.share() < f64::from(lines.hidden[at]);
                &lines.rows[at][if hidden { LEXICAL } else { 0 }..]
            })
            .collect();
        let tags = &lines.tags[tokens];
        let scores: Vec<[f32; N]> = rows.iter().map(|rows| self.scores(rows)).collect();
        let (single, pairs) = marginals(&scores, &self.transitions, tags);
        for ((rows, single), tag) in rows.iter().zip(&single).zip(tags) {
            let mut gradient = [0f32; WIDTH];
            for (value, probability) in gradient.iter_mut().zip(single) {
                *value = weight * probability;
            }
            gradient[usize::from(*tag)] -= weight;
            if gradient.iter().any(|value| value.abs() > 1e-3) {
                self.step(rows, &gradient);
            }
        }
        let own = self.transitions.iter_mut().flatten();
        let squares = self.transition_squares.iter_mut().flatten();
        for ((own, square), excess) in own.zip(squares).zip(pairs.iter().flatten()) {
            let gradient = weight * excess;
            *square += gradient * gradient;
            *own -= STEP * gradient / square.sqrt();
        }
    }

    fn scores(&self, rows: &[u32]) -> [f32; N] {
        let mut sums = [0f32; WIDTH];
        for row in rows.iter().filter(|row| **row != NONE) {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[*row as usize]) {
                *sum += weight;
            }
        }
        std::array::from_fn(|tag| sums[tag])
    }

    fn step(&mut self, rows: &[u32], gradient: &[f32; WIDTH]) {
        for row in rows.iter().filter(|row| **row != NONE) {
            let own = &mut self.rows[*row as usize];
            let squares = &mut self.squares[*row as usize];
            for ((weight, square), value) in own.iter_mut().zip(squares).zip(gradient) {
                let value = value + DECAY * *weight;
                *square += value * value;
                *weight -= STEP * value / square.sqrt();
            }
        }
    }

    fn add_to(&self, mean: &mut (Vec<[f32; WIDTH]>, [[f32; N]; N]), share: f32) {
        for (sums, own) in mean.0.iter_mut().zip(&self.rows) {
            sums.iter_mut()
                .zip(own)
                .for_each(|(sum, own)| *sum += own * share);
        }
        for (sums, own) in mean.1.iter_mut().zip(&self.transitions) {
            sums.iter_mut()
                .zip(own)
                .for_each(|(sum, own)| *sum += own * share);
        }
    }
}

/// For every token the probability of every tag (forward and backward sums), and for every pair of tags how much oftener they
/// are expected side by side than they are.
fn marginals(
    scores: &[[f32; N]],
    transitions: &[[f32; N]; N],
    tags: &[u8],
) -> (Vec<[f32; N]>, [[f32; N]; N]) {
    let factor: [[f32; N]; N] = std::array::from_fn(|before| {
        std::array::from_fn(|tag| {
            if may_follow(before, tag) {
                transitions[before][tag].exp()
            } else {
                0.0
            }
        })
    });
    let own: Vec<[f32; N]> = scores
        .iter()
        .map(|scores| {
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            scores.map(|score| (score - most).exp())
        })
        .collect();
    let mut forward: Vec<[f32; N]> = Vec::with_capacity(scores.len());
    for own in &own {
        let mut next: [f32; N] = match forward.last() {
            None => std::array::from_fn(|tag| factor[0][tag] * own[tag]),
            Some(last) => std::array::from_fn(|tag| {
                own[tag]
                    * (0..N)
                        .map(|before| last[before] * factor[before][tag])
                        .sum::<f32>()
            }),
        };
        normalise(&mut next);
        forward.push(next);
    }
    let mut single = vec![[0f32; N]; scores.len()];
    let mut pairs = [[0f32; N]; N];
    let mut back = [1f32; N];
    for at in (0..scores.len()).rev() {
        single[at] = std::array::from_fn(|tag| forward[at][tag] * back[tag]);
        normalise(&mut single[at]);
        let before = if at == 0 {
            let mut start = [0.0; N];
            start[0] = 1.0;
            start
        } else {
            forward[at - 1]
        };
        let mut sum = 0.0;
        let mut joint = [[0f32; N]; N];
        for left in 0..N {
            for right in 0..N {
                joint[left][right] = before[left] * factor[left][right] * own[at][right] * back[right];
                sum += joint[left][right];
            }
        }
        for left in 0..N {
            for right in 0..N {
                pairs[left][right] += joint[left][right] / sum.max(f32::MIN_POSITIVE);
            }
        }
        let left = if at == 0 { 0 } else { usize::from(tags[at - 1]) };
        pairs[left][usize::from(tags[at])] -= 1.0;
        let mut next: [f32; N] = std::array::from_fn(|tag| {
            (0..N)
                .map(|right| factor[tag][right] * own[at][right] * back[right])
                .sum()
        });
        normalise(&mut next);
        back = next;
    }
    (single, pairs)
}

fn normalise(values: &mut [f32; N]) {
    let sum: f32 = values.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    values.iter_mut().for_each(|value| *value /= sum);
}

/// The transitions in two bytes each and the weights in one; a row without a weight is free.
fn quantised(rows: &[[f32; WIDTH]], transitions: &[[f32; N]; N], checks: &[i8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2 * TRANSITIONS + ROWS * WIDTH);
    for weight in transitions.iter().flatten() {
        bytes.extend(((weight * STEPS).round() as i16).to_le_bytes());
    }
    for (row, check) in rows.iter().zip(checks) {
        let mut own: [i8; WIDTH] = row.map(|weight| (weight * STEPS).round().clamp(-127.0, 127.0) as i8);
        own[N] = 0;
        if own.iter().any(|weight| *weight != 0) {
            own[N] = *check;
        }
        bytes.extend(own.map(i8::cast_unsigned));
    }
    bytes
}

/// Numbers that depend on the seed alone (splitmix64).
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        split_mix(self.0)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Puts the numbers into another order (Fisher and Yates).
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
