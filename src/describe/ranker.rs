//! The judge of a fact: how likely each candidate is, by weights that `train facts` fits to annotated pages.
//!
//! A candidate is a set of named features. Its score is the sum of their weights, its chance the share of its exponential among those
//! of all candidates of the page (D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1973).

use crate::weights::{self, Refused};
use std::borrow::Cow;
use std::collections::HashMap;

/// What is known of a candidate: named features, and how far each holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features(Vec<(Cow<'static, str>, f32)>);

impl Features {
    /// Adds a feature that holds to some degree.
    pub fn measure(&mut self, name: impl Into<Cow<'static, str>>, value: f32) {
        if value != 0.0 {
            self.0.push((name.into(), value));
        }
    }

    /// Adds a feature where it holds.
    pub fn note(&mut self, name: impl Into<Cow<'static, str>>, holds: bool) {
        self.measure(name, f32::from(u8::from(holds)));
    }

    /// The features that hold.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f32)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), *value))
    }
}

/// A candidate for a fact, as the judge sees it.
pub type RankedCandidate<T> = (T, Features);

/// The fitted weights of the features of one fact. Each stands beside the name of its feature, so their order is that of the file.
#[derive(Debug, Default)]
pub(crate) struct Ranker(HashMap<Box<str>, f32>);

/// The features and weights in the lines of a file; none where a line is neither such nor a note.
fn weighed(lines: &[u8]) -> Option<Vec<(&str, f32)>> {
    let lines = std::str::from_utf8(lines).ok()?.lines();
    let weighed = lines.filter(|line| !line.starts_with('#')).map(|line| {
        let (name, weight) = line.split_once('\t')?;
        Some((name, weight.parse().ok()?))
    });
    weighed.collect()
}

impl Ranker {
    /// The judge of this name whose file is compiled in.
    ///
    /// # Panics
    ///
    /// The program was built with weights that are not its own.
    pub(crate) fn built_in(name: &str, file: &'static [u8]) -> Ranker {
        weights::built_in(name, Ranker::read(name, file))
    }

    /// The judge in a file of weights: lines of `feature TAB weight`, and notes that begin with `#`.
    ///
    /// # Errors
    ///
    /// The file is not that of this judge, or damaged.
    pub(crate) fn read(name: &str, file: &[u8]) -> Result<Ranker, Refused> {
        let start = file
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let weighed = weighed(&file[start..]).unwrap_or_default();
        let names = weighed.iter().map(|(name, _)| *name);
        weights::body(name, &weights::features(names), file)?;
        match weighed.is_empty() {
            true => Err(Refused::Unreadable),
            false => Ok(Ranker::of(&weighed)),
        }
    }

    fn of(weights: &[(&str, f32)]) -> Ranker {
        Ranker(
            weights
                .iter()
                .map(|(name, weight)| ((*name).into(), *weight))
                .collect(),
        )
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, features: &Features) -> f32 {
        let weighed = features
            .iter()
            .map(|(name, value)| self.0.get(name).unwrap_or(&0.0) * value);
        weighed.sum()
    }

    /// The chances of the candidates of a page, which sum up to one.
    pub(crate) fn chances<T>(&self, candidates: &[RankedCandidate<T>]) -> Vec<f32> {
        let scores: Vec<f32> = candidates
            .iter()
            .map(|(_, features)| self.score(features))
            .collect();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
        let sum: f32 = shares.iter().sum();
        shares.iter().map(|share| share / sum).collect()
    }

    /// The likeliest candidate and its chance; of several alike the first.
    pub(crate) fn best<T>(&self, candidates: &[RankedCandidate<T>]) -> Option<(usize, f32)> {
        let chances = self.chances(candidates).into_iter().enumerate();
        chances.fold(None, |best, (at, chance)| match best {
            Some((_, top)) if top >= chance => best,
            _ => Some((at, chance)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_follow_the_weights() {
        let judge = Ranker::of(&[("heading", 1.0), ("short", -2.0)]);
        let of = |names: &[&'static str]| {
            let mut features = Features::default();
            names.iter().for_each(|name| features.note(*name, true));
            (names.join(" "), features)
        };
        let candidates = [of(&["heading", "short"]), of(&["heading", "unheard-of"]), of(&[])];
        let (best, chance) = judge.best(&candidates).unwrap();
        assert_eq!(candidates[best].0, "heading unheard-of");
        assert!((judge.chances(&candidates).iter().sum::<f32>() - 1.0).abs() < 1e-6 && chance > 0.6);
        assert_eq!(judge.best::<()>(&[]), None);
    }
}
