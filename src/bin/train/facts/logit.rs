//! Fits a conditional logit: weights under which the right candidates of each page are likeliest among all its candidates.
//!
//! The loss is convex but for pages with several right candidates, and is brought down by the steps of Adam over all pages at once
//! (D. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015), so that a run repeats to the last bit.

use super::ballots::Example;
use archive::training::facts::Features;
use std::collections::{BTreeMap, HashMap};

const STEPS: i32 = 400;
const RATE: f32 = 0.05;
/// A feature that stands on fewer pages says nothing.
const LEAST_PAGES: usize = 4;

/// The weights of the features by name.
#[derive(Debug, Default)]
pub(super) struct LogitWeights(BTreeMap<String, f32>);

impl LogitWeights {
    /// The candidate to choose: the first of the best.
    pub(super) fn choice(&self, candidates: &[Features]) -> usize {
        let score = |features: &Features| -> f32 {
            let weighed = features
                .iter()
                .map(|(name, value)| self.0.get(name).unwrap_or(&0.0) * value);
            weighed.sum()
        };
        let scores = candidates.iter().map(score).enumerate();
        let best = scores.fold(None, |best, (at, score)| match best {
            Some((_, top)) if top >= score => best,
            _ => Some((at, score)),
        });
        best.map_or(0, |(at, _)| at)
    }

    /// Names and weights, in the order of the names; weights too small to be printed are left out.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&String, &f32)> {
        self.0.iter().filter(|(_, weight)| weight.abs() >= 0.0005)
    }
}

/// A page in numbers: of each candidate its features, and which are right.
struct CandidateGroup {
    candidates: Vec<Vec<(usize, f32)>>,
    right: Vec<bool>,
    weight: f32,
}

/// The weights for these pages; `shrink` is how much the squares of the weights cost.
pub(super) fn fitted(ballots: &[&Example], shrink: f32) -> LogitWeights {
    let names = names(ballots);
    let places: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let decided = ballots.iter().filter(|ballot| ballot.right.contains(&true));
    let groups: Vec<CandidateGroup> = decided.map(|ballot| group(ballot, &places)).collect();
    let mut weights = vec![0.0f32; names.len()];
    let (mut mean, mut square) = (weights.clone(), weights.clone());
    for step in 1..=STEPS {
        let slopes = slopes(&groups, &weights, shrink);
        let rate = RATE * (1.0 - step as f32 / (STEPS as f32 + 1.0));
        for (at, slope) in slopes.into_iter().enumerate() {
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            let (first, second) = (
                mean[at] / (1.0 - 0.9f32.powi(step)),
                square[at] / (1.0 - 0.99f32.powi(step)),
            );
            weights[at] -= rate * first / (second.sqrt() + 1e-8);
        }
    }
    LogitWeights(names.into_iter().map(str::to_string).zip(weights).collect())
}

/// The features that stand on enough pages.
fn names<'a>(ballots: &[&'a Example]) -> Vec<&'a str> {
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for ballot in ballots {
        let mut own: Vec<&str> = ballot
            .candidates
            .iter()
            .flat_map(|features| features.iter().map(|(name, _)| name))
            .collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter()
            .for_each(|name| *pages.entry(name).or_default() += 1);
    }
    let common = pages.into_iter().filter(|(_, pages)| *pages >= LEAST_PAGES);
    common.map(|(name, _)| name).collect()
}

fn group(ballot: &Example, places: &HashMap<&str, usize>) -> CandidateGroup {
    let numbered = |features: &Features| -> Vec<(usize, f32)> {
        let known = features
            .iter()
            .filter_map(|(name, value)| Some((*places.get(name)?, value)));
        known.collect()
    };
    CandidateGroup {
        candidates: ballot.candidates.iter().map(numbered).collect(),
        right: ballot.right.clone(),
        weight: ballot.weight,
    }
}

/// The slope of the loss by each weight.
fn slopes(groups: &[CandidateGroup], weights: &[f32], shrink: f32) -> Vec<f32> {
    let mut slopes: Vec<f32> = weights.iter().map(|weight| shrink * weight).collect();
    for group in groups {
        let score = |candidate: &Vec<(usize, f32)>| -> f32 {
            candidate.iter().map(|(at, value)| weights[*at] * value).sum()
        };
        let scores: Vec<f32> = group.candidates.iter().map(score).collect();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
        let all: f32 = shares.iter().sum();
        let right = shares.iter().zip(&group.right).filter(|(_, right)| **right);
        let right: f32 = right.map(|(share, _)| share).sum::<f32>().max(1e-20);
        for ((candidate, share), is_right) in group.candidates.iter().zip(&shares).zip(&group.right) {
            let wanted = if *is_right { share / right } else { 0.0 };
            let slope = group.weight * (share / all - wanted);
            candidate
                .iter()
                .for_each(|(at, value)| slopes[*at] += slope * value);
        }
    }
    slopes
}
