//! Fits the weights of the judges of facts, and measures them on sites they have not seen.
//!
//! `facts --data DIR [--fact NAME] [--measure]`: DIR holds a folder a set, with `gold.jsonl` and `pages/`. With `--measure` no weights are
//! written.
#![allow(
    clippy::print_stdout,
    reason = "a program for developers that reports on stdout"
)]

mod ballots;
mod logit;
mod pages;

use crate::written;
use anyhow::{Context, Result};
use ballots::{Example, FACTS, NameCounts, TrainedFact};
use logit::LogitWeights;
use pages::AskedForm;
use std::collections::BTreeMap;
use std::path::PathBuf;

const FOLDS: u64 = 5;

/// Fits and measures as the arguments say.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let value = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1).cloned()
    };
    let data = PathBuf::from(value("--data").context("say where the annotated pages are: --data DIR")?);
    let measures_only = arguments.iter().any(|a| a == "--measure");
    let only = value("--fact");
    let wanted = FACTS
        .iter()
        .filter(|fact| only.as_deref().is_none_or(|only| only == fact.name));
    for fact in wanted {
        let mut ballots = Vec::new();
        for set in fact.sets {
            ballots.extend(pages::ballots(&data, *set, AskedForm::Own, fact)?);
        }
        for set in fact.as_text {
            ballots.extend(pages::ballots(&data, *set, AskedForm::Text, fact)?);
        }
        println!("{}: {} pages", fact.name, ballots.len());
        let all: Vec<&Example> = ballots.iter().collect();
        let weights = logit::fitted(&all, fact.shrink);
        report(&ballots, &weights, fact.shrink);
        if !measures_only {
            write(fact, &weights)?;
        }
    }
    Ok(())
}

/// By set: on how many pages a right candidate is there, and on how many it is chosen by weights that saw the page and by weights that
/// did not see its site.
fn report(ballots: &[Example], weights: &LogitWeights, shrink: f32) {
    let unseen: Vec<LogitWeights> = (0..FOLDS)
        .map(|fold| {
            let others: Vec<&Example> = ballots
                .iter()
                .filter(|ballot| ballot.fold(FOLDS) != fold)
                .collect();
            logit::fitted(&others, shrink)
        })
        .collect();
    let mut by_set: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for ballot in ballots.iter().filter(|ballot| !ballot.made) {
        let counts = by_set.entry(ballot.set.as_str()).or_default();
        let chosen = |weights: &LogitWeights| usize::from(ballot.right[weights.choice(&ballot.candidates)]);
        counts[0] += 1;
        counts[1] += usize::from(ballot.right.contains(&true));
        counts[2] += chosen(weights);
        counts[3] += chosen(&unseen[ballot.fold(FOLDS) as usize]);
    }
    println!(
        "  set, pages, reachable, chosen, chosen on unseen sites; of sets of names their F1 at best, and as chosen there"
    );
    for (set, [pages, reachable, seen, chosen]) in by_set {
        let share = |count: usize| count as f32 / pages as f32;
        println!(
            "  {set:<12} {pages:>4}  {:.3}  {:.3}  {:.3}{}",
            share(reachable),
            share(seen),
            share(chosen),
            of_names(ballots.iter().filter(|ballot| ballot.set == set), &unseen),
        );
    }
}

/// The F1 of the names of a set, if always the best candidate is chosen, and if it is chosen by weights that did not see the site.
fn of_names<'a>(ballots: impl Iterator<Item = &'a Example>, unseen: &[LogitWeights]) -> String {
    let named = ballots.filter(|ballot| !ballot.named.is_empty());
    let best = |named: &[NameCounts]| named.iter().copied().max_by(|a, b| a.f1().total_cmp(&b.f1()));
    let sums = named.fold([NameCounts::default(); 2], |[best_so_far, chosen], ballot| {
        let choice = unseen[ballot.fold(FOLDS) as usize].choice(&ballot.candidates);
        let best = best(&ballot.named).unwrap_or_default();
        [best_so_far.and(best), chosen.and(ballot.named[choice])]
    });
    match sums[0].f1() > 0.0 {
        true => format!("  {:.3}  {:.3}", sums[0].f1(), sums[1].f1()),
        false => String::new(),
    }
}

fn write(fact: &TrainedFact, weights: &LogitWeights) -> Result<()> {
    let sets = fact.sets.iter().chain(fact.as_text);
    let sets: Vec<&str> = sets.map(|(set, _)| *set).collect();
    let head = format!(
        "# Weights of features, fitted by `train facts` to the annotated pages of {}. CC0.\n",
        sets.join(", ")
    );
    let lines: Vec<_> = weights.lines().collect();
    let trained_on = archive::training::files::features(lines.iter().map(|(name, _)| name.as_str()));
    let lines = lines
        .iter()
        .map(|(name, weight)| format!("{name}\t{weight:.3}\n"));
    let body = head + &lines.collect::<String>();
    written::model(fact.model, "weights", &trained_on, body.as_bytes())
}
