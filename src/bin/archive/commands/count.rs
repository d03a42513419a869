//! `archive count`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use anyhow::Result;
use std::io::Write;

/// Count the articles that answer a query
#[derive(Debug, clap::Args)]
pub struct CountArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
}

/// Prints one number.
pub fn run(args: &CountArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let query = args.filters.query(&args.query, &archive, problems)?;
    let count = archive.count(&query)?;
    writeln!(std::io::stdout().lock(), "{count}")?;
    Ok(Exit::found(count > 0))
}
