//! The averaged perceptron that learns the tagger's weights, and their cut to two bytes each.

use super::examples::Example;
use archive::describe::actors::known;
use archive::describe::actors::tagger::{FEATURES, ROWS, WIDTH, best_tag, features, may_follow, views};
use archive::describe::tokens::Tokens;
use archive::lexicon::{Lexicon, gazetteer};

/// How often the examples are gone through.
const ROUNDS: usize = 5;
/// How many perceptrons, each with its own order of the examples, are averaged.
const RUNS: u64 = 8;
/// How often a word is hidden: one of a name, another with a capital, and any other. What is left to learn from is its shape and its
/// neighbours, as with a name that was never seen.
const HIDDEN: [f64; 3] = [0.2, 0.2, 0.1];

/// The seed of the order in which they are gone through.
const SEED: u64 = 20_221_013;

struct Weights {
    now: Vec<f32>,
    total: Vec<f64>,
    changed: Vec<u32>,
    step: u32,
}

/// The weights learned from the examples, as the program holds them.
pub fn trained(examples: &[Example]) -> Vec<u8> {
    let mut sums = vec![0.0; ROWS * WIDTH];
    for run in 0..RUNS {
        let averages = learned(examples, &mut Draws(SEED + run));
        sums.iter_mut().zip(averages).for_each(|(sum, own)| *sum += own);
    }
    quantised(&sums)
}

/// The averaged weights of one perceptron.
fn learned(examples: &[Example], draws: &mut Draws) -> Vec<f64> {
    let mut weights = Weights {
        now: vec![0.0; ROWS * WIDTH],
        total: vec![0.0; ROWS * WIDTH],
        changed: vec![0; ROWS * WIDTH],
        step: 0,
    };
    let mut order: Vec<usize> = examples
        .iter()
        .enumerate()
        .flat_map(|(at, example)| std::iter::repeat_n(at, example.weight))
        .collect();
    for _ in 0..ROUNDS {
        draws.shuffle(&mut order);
        for at in &order {
            learn(&mut weights, &examples[*at], draws);
        }
    }
    weights.averages()
}

fn learn(weights: &mut Weights, example: &Example, draws: &mut Draws) {
    let lexicon = Lexicon::built_in();
    let text = Tokens::of(&example.text);
    let known = known::find(&text, gazetteer::languages(Some(example.language)), lexicon);
    let mut views = views(&text, &known, lexicon);
    for (view, token) in views.iter_mut().zip(&text.tokens) {
        let named = example.tag(token.start) != 0;
        let [of_name, capital, other] = HIDDEN;
        let share = match (named, token.is_capitalised()) {
            (true, _) => of_name,
            (false, true) => capital,
            (false, false) => other,
        };
        if draws.share() < share {
            view.hide();
        }
    }
    let mut before = [0, 0];
    for (at, token) in text.tokens.iter().enumerate() {
        let rows = features(&views, at, before);
        let guess = weights.best(&rows, before[0]);
        let tag = example.tag(token.start);
        // The rest of a name whose beginning was missed is learned as a name of its own.
        let truth = if may_follow(before[0], tag) { tag } else { tag - 1 };
        weights.step += 1;
        if guess != truth {
            weights.change(&rows, truth, 1.0);
            weights.change(&rows, guess, -1.0);
        }
        before = [guess, before[0]];
    }
}

impl Weights {
    fn best(&self, rows: &[u32; FEATURES], before: usize) -> usize {
        let mut scores = [0f32; WIDTH];
        for row in rows {
            let begin = *row as usize * WIDTH;
            for (score, weight) in scores.iter_mut().zip(&self.now[begin..begin + WIDTH]) {
                *score += weight;
            }
        }
        best_tag(&scores, before)
    }

    fn change(&mut self, rows: &[u32; FEATURES], tag: usize, by: f32) {
        for row in rows {
            let at = *row as usize * WIDTH + tag;
            self.total[at] += f64::from(self.now[at]) * f64::from(self.step - self.changed[at]);
            self.changed[at] = self.step;
            self.now[at] += by;
        }
    }

    /// The average of every weight over all steps.
    fn averages(mut self) -> Vec<f64> {
        let step = self.step;
        (0..ROWS * WIDTH)
            .map(|at| {
                self.total[at] += f64::from(self.now[at]) * f64::from(step - self.changed[at]);
                self.total[at] / f64::from(step.max(1))
            })
            .collect()
    }
}

/// Weights in two bytes each.
fn quantised(weights: &[f64]) -> Vec<u8> {
    let largest = weights
        .iter()
        .fold(0f64, |largest, weight| largest.max(weight.abs()));
    let scale = f64::from(i16::MAX) / largest.max(1.0);
    let bytes = |weight: &f64| ((weight * scale).round() as i16).to_le_bytes();
    weights.iter().flat_map(bytes).collect()
}

/// Numbers that depend on the seed alone (splitmix64).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
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
