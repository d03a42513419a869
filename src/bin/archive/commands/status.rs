//! `archive status`.

use super::query_args;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::safe::SafeLine;
use crate::ui::Problems;
use anyhow::Result;
use archive::index::{Archive, Facet, Tally, most_frequent_first};
use archive::query::{KnownFact, Query};
use indicatif::HumanBytes;
use std::io::Write;

/// Show facts about the index
#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {}

/// Prints one fact a line: its name, a tab, its value.
pub(crate) fn run(_args: &StatusArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let status = archive.status()?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "index\t{}", archive.place())?;
    writeln!(out, "format\t{}", status.format)?;
    writeln!(out, "articles\t{}", status.articles)?;
    writeln!(out, "versions\t{}", status.extent.versions)?;
    writeln!(out, "copies\t{}", status.extent.copies)?;
    writeln!(out, "files\t{}", status.files)?;
    writeln!(out, "segments\t{}", status.extent.segments)?;
    // A person reads megabytes, a program counts bytes.
    let size = |bytes: u64| match config.screen {
        Some(_) => HumanBytes(bytes).to_string(),
        None => bytes.to_string(),
    };
    writeln!(out, "index bytes\t{}", size(status.extent.index_bytes))?;
    writeln!(out, "original bytes\t{}", size(status.extent.original_bytes))?;
    if !archive.is_finished() {
        writeln!(
            out,
            "settled\tno: stories and who is who are older than the articles; run archive settle"
        )?;
    }
    for (name, value) in contents(&archive)? {
        writeln!(out, "{name}\t{}", SafeLine(&value))?;
    }
    Ok(Exit::Done)
}

/// As many languages and doubts are named.
const MOST_NAMED: usize = 10;

/// What the articles are: from when to when, in which languages, of how many outlets, with what doubts, and when one was added last.
fn contents(archive: &Archive) -> Result<Vec<(&'static str, String)>> {
    let tally = |counted| archive.tally(counted, &Query::All);
    let (dates, added) = (tally(Facet::Date)?, tally(Facet::Added)?);
    let dated = archive.count(&Query::Has(KnownFact::DATE))?;
    let mut facts = Vec::new();
    if let Some((first, last)) = dates.keys().min().zip(dates.keys().max()) {
        facts.push(("dates", format!("{first} to {last}")));
    }
    facts.push((
        "without a date",
        (archive.count(&Query::All)? - dated).to_string(),
    ));
    facts.push(("languages", counts(tally(Facet::Lang)?)));
    facts.push(("outlets", tally(Facet::Outlet)?.len().to_string()));
    facts.push(("doubts", counts(tally(Facet::Doubt)?)));
    if let Some(last) = added.into_keys().max() {
        facts.push(("added last", last));
    }
    Ok(facts)
}

/// The most frequent values with their counts: `fr 812, en 40`.
fn counts(tally: Tally) -> String {
    let values = most_frequent_first(tally);
    let more = values.len().saturating_sub(MOST_NAMED);
    let mut named: Vec<String> = values
        .iter()
        .take(MOST_NAMED)
        .map(|(value, count)| format!("{value} {count}"))
        .collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    named.join(", ")
}
