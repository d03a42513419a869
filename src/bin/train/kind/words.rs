//! Fits the weights of the words of pages: a logistic model, brought down by the steps of Adam over all pages at once
//! (D. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015), so that a run repeats to the last bit.

use archive::training::kind::WordWeights;

const STEPS: i32 = 150;
const RATE: f32 = 0.15;
/// How much the squares of the weights cost.
const SHRINK: f32 = 1.0 / 16.0;

/// A page: the places of its words, whether it is an article, how much it counts.
pub(super) struct WordRow<'a> {
    pub places: &'a [u16],
    pub label: f32,
    pub weight: f32,
}

/// The weights under which these pages are likeliest.
pub(super) fn fitted(rows: &[WordRow]) -> WordWeights {
    let places = WordWeights::PLACES;
    // The last is the bias, which costs nothing.
    let mut weights = vec![0.0f32; places + 1];
    let (mut mean, mut square) = (weights.clone(), weights.clone());
    for step in 1..=STEPS {
        let slopes = slopes(rows, &weights);
        let rate = RATE * (1.0 - step as f32 / (STEPS as f32 + 1.0));
        let (first, second) = (1.0 - 0.9f32.powi(step), 1.0 - 0.99f32.powi(step));
        for (at, slope) in slopes.into_iter().enumerate() {
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            weights[at] -= rate * (mean[at] / first) / ((square[at] / second).sqrt() + 1e-8);
        }
    }
    WordWeights::of(weights[places], &weights[..places])
}

/// The slope of the loss by each weight.
fn slopes(rows: &[WordRow], weights: &[f32]) -> Vec<f32> {
    let bias = WordWeights::PLACES;
    let mut slopes: Vec<f32> = weights.iter().map(|weight| SHRINK * weight).collect();
    slopes[bias] = 0.0;
    for row in rows {
        let share = WordWeights::share(row.places);
        let sum: f32 = row.places.iter().map(|place| weights[usize::from(*place)]).sum();
        let chance = 1.0 / (1.0 + (-(weights[bias] + sum * share)).exp());
        let slope = row.weight * (chance - row.label);
        slopes[bias] += slope;
        for place in row.places {
            slopes[usize::from(*place)] += slope * share;
        }
    }
    slopes
}
