//! Trains the tagger of names and prints what the program finds in annotated texts, so that it can be scored.
//!
//! `train tagger learn --names DIR --corpus DIR` trains on the word lists of DIR (`*.iob`, a word, a tab and a tag a line)
//! and on the annotated pages of the corpus. `train tagger records FILE` prints a record for every annotated text of a file of JSON
//! lines, with other weights where `--weights FILE` names them. `train tagger folds --names DIR --corpus DIR --gold FILE` prints the
//! records of the corpus, each text tagged by weights that were trained without its outlet.

mod crf;
mod examples;

use crate::written;
use anyhow::{Context, Result, bail};
use archive::calendar::Date;
use archive::describe::dates;
use archive::lexicon::Lexicon;
use archive::training::tagger::{self, Layers, Tagger, actors_by};
use crf::Lines;
use examples::Example;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many parts the outlets are dealt to for cross-validation.
const FOLDS: usize = 5;

/// Runs `tagger learn`, `tagger records` or `tagger folds`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let option = |name: &str| -> Result<PathBuf> {
        let at = arguments.iter().position(|argument| argument == name);
        let value = at.and_then(|at| arguments.get(at + 1));
        value
            .map(PathBuf::from)
            .with_context(|| format!("say {name} PATH"))
    };
    match arguments.first().map(String::as_str) {
        Some("learn") => {
            let mut examples = examples::from_lists(&option("--names")?)?;
            examples.extend(examples::from_corpus(&option("--corpus")?)?);
            let weights = crf::trained(&Lines::of(&examples), |_| true);
            let packed = zstd::encode_all(&weights[..], 19)?;
            written::model(tagger::NAME, "model", &tagger::trained_on(), &packed)
        }
        Some("records") => {
            let tagger = match option("--weights") {
                Ok(file) => {
                    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
                    Tagger::read(&bytes).with_context(|| format!("cannot use {}", file.display()))?
                }
                Err(_) => Tagger::built_in(),
            };
            let layers = layers(arguments, Some(&tagger));
            records(
                &gold(Path::new(arguments.get(1).context("say which file")?))?,
                &layers,
            )
        }
        Some("folds") => folds(
            examples::from_lists(&option("--names")?)?,
            examples::from_corpus(&option("--corpus")?)?,
            &gold(&option("--gold")?)?,
            arguments,
        ),
        _ => bail!("usage: train tagger learn|records|folds …"),
    }
}

/// All layers but those that are switched off: `--without tagger,written,grown,trim,consistency`.
fn layers<'t>(arguments: &[String], tagger: Option<&'t Tagger>) -> Layers<'t> {
    let at = arguments.iter().position(|argument| argument == "--without");
    let without = at.and_then(|at| arguments.get(at + 1)).map_or("", String::as_str);
    let has = |layer: &str| !without.split(',').any(|other| other == layer);
    Layers {
        tagger: tagger.filter(|_| has("tagger")),
        written: has("written"),
        grown: has("grown"),
        trim: has("trim"),
        consistency: has("consistency"),
    }
}

fn gold(file: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Prints a record for every text.
fn records(texts: &[Value], layers: &Layers) -> Result<()> {
    let lexicon = Lexicon::built_in();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for text in texts {
        let (title, body) = (text["title"].as_str(), text["text"].as_str().unwrap_or_default());
        let language = text["language"].as_str();
        let published = text["published"].as_str().and_then(Date::parse);
        let found = actors_by(layers, title, body, language, lexicon);
        let dates = dates(title, body, language, published).dates;
        let record =
            json!({"gold_id": text["id"], "title": title, "body": body, "actors": found, "dates": dates});
        writeln!(out, "{record}")?;
    }
    Ok(())
}

/// Prints the records of the corpus, every outlet tagged by weights that have not seen it; the pages of the only outlet of a language are
/// held out by halves.
fn folds(lists: Vec<Example>, corpus: Vec<Example>, gold: &[Value], arguments: &[String]) -> Result<()> {
    let held = held_out(&corpus);
    let examples: Vec<Example> = lists.into_iter().chain(corpus).collect();
    let lines = Lines::of(&examples);
    let fold_of = |source: &str| held.get(source).copied();
    for fold in 0..FOLDS {
        let weights = crf::trained(&lines, |example| fold_of(&examples[example].source) != Some(fold));
        let tagger = Tagger::of(&weights);
        let of_held = |text: &&Value| text["id"].as_str().and_then(fold_of) == Some(fold);
        let texts: Vec<Value> = gold.iter().filter(of_held).cloned().collect();
        records(&texts, &layers(arguments, tagger.as_ref()))?;
    }
    Ok(())
}

/// The fold of every page of the corpus: one for an outlet, or for a page where its language has no other outlet.
fn held_out(corpus: &[Example]) -> HashMap<String, usize> {
    let outlet = |source: &str| {
        source
            .rsplit_once('-')
            .map_or(source, |(outlet, _)| outlet)
            .to_string()
    };
    let mut outlets: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for example in corpus {
        outlets
            .entry(&example.language)
            .or_default()
            .insert(outlet(&example.source));
    }
    let mut folds: BTreeMap<String, usize> = BTreeMap::new();
    let mut held = HashMap::new();
    for example in corpus {
        let alone = outlets[example.language.as_str()].len() < 2;
        let key = if alone {
            example.source.clone()
        } else {
            outlet(&example.source)
        };
        let next = folds.len() % FOLDS;
        held.insert(example.source.clone(), *folds.entry(key).or_insert(next));
    }
    held
}
