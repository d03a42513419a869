//! `archive count`.

use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::ui::Problems;
use anyhow::Result;
use std::io::Write;

/// Count the articles that answer a query
#[derive(Debug, clap::Args)]
pub(crate) struct CountArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
}

/// Prints one number.
pub(crate) fn run(args: &CountArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let query = args.filters.query_of(&args.query, &archives, problems)?;
    let count = archives.count(&query)?;
    writeln!(std::io::stdout().lock(), "{count}")?;
    Ok(Exit::found(count > 0))
}
