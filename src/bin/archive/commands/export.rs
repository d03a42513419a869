//! `archive export`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::render::json;
use anyhow::Result;
use archive::query::{Field, Query};
use std::io::{BufWriter, Write};

/// Print every record, one JSON object a line
///
/// Ingesting what is printed makes an index that answers the same. A large export is best cut with split -l, as a file is read
/// up to --max-size.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// Only these articles [default: everything, of whatever kind]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
}

/// Prints the records in the order of the index.
pub fn run(args: &ExportArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let mut query = args.filters.query(&args.query, problems)?;
    if args.query.is_empty() {
        query = query.and(Query::filter(Field::Kind, "any"));
    }
    let archive = asked::archive(config, problems)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut any = false;
    archive.each(&query, |article| -> Result<()> {
        any = true;
        Ok(writeln!(out, "{}", json::line(&article))?)
    })?;
    out.flush()?;
    Ok(if any || args.query.is_empty() {
        Exit::Done
    } else {
        Exit::NothingFound
    })
}
