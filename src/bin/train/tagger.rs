//! Trains the tagger of names, and prints what the program finds in annotated texts so that it can be scored.

use anyhow::{Context, Result};
use archive::describe::actors::actors;
use archive::lexicon::Lexicon;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Write};

/// Runs `tagger records FILE`: a record a line for every annotated text of a file of JSON lines.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [act, file] if act == "records" => records(file),
        _ => anyhow::bail!("usage: train tagger records FILE"),
    }
}

fn records(file: &str) -> Result<()> {
    let lexicon = Lexicon::built_in();
    let input = std::fs::File::open(file).with_context(|| format!("cannot open {file}"))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(input).lines() {
        let gold: Value = serde_json::from_str(&line?)?;
        let title = gold["title"].as_str();
        let body = gold["text"].as_str().unwrap_or_default();
        let language = gold["language"].as_str();
        let found = actors(title, body, language, lexicon);
        let record =
            json!({"gold_id": gold["id"], "title": title, "body": body, "actors": found, "dates": []});
        writeln!(out, "{record}")?;
    }
    Ok(())
}
