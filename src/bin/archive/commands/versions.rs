//! `archive versions`.

use super::{query_args, show};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::json;
use crate::render::safe::SafeLine;
use crate::ui::Problems;
use anyhow::Result;
use archive::index::{Stood, Version};
use clap::ValueEnum;
use std::io::{BufWriter, Write};

/// Show which texts stood where an article stands: at its file and its address
///
/// A line a text and the time at which it came to stand there, the earliest first: identity, moment, whether it is searched, place.
#[derive(Debug, clap::Args)]
pub(crate) struct VersionsArgs {
    /// The identity of an article or of an older version, or its beginning
    #[arg(value_name = "ID")]
    id: String,
    /// How to print them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: VersionFormat,
}

/// How versions and their differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VersionFormat {
    /// For reading
    Text,
    /// One JSON object a line
    Jsonl,
}

/// Prints them in the order of their moments.
pub(crate) fn run(args: &VersionsArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let Some(id) = show::resolved(&archive, &args.id)? else {
        problems.warning(format_args!("no article {}", args.id));
        return Ok(Exit::NothingFound);
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for stood in archive.versions(&id)? {
        match args.format {
            VersionFormat::Text => writeln!(out, "{}", line(&stood))?,
            VersionFormat::Jsonl => writeln!(out, "{}", json::line(&record(&stood)))?,
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn name(version: Version) -> &'static str {
    match version {
        Version::Current => "current",
        Version::Superseded => "superseded",
        Version::Form => "form",
    }
}

fn line(stood: &Stood) -> String {
    let since = stood.since.map(|since| since.to_string()).unwrap_or_default();
    let place = stood.place.to_string();
    format!(
        "{}\t{since}\t{}\t{}",
        stood.id,
        name(stood.version),
        SafeLine(&place)
    )
}

fn record(stood: &Stood) -> serde_json::Value {
    let mut record =
        serde_json::json!({"id": stood.id, "since": stood.since, "version": name(stood.version)});
    record["place"] = json::value(&stood.place);
    record
}
