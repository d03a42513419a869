//! `archive facet`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::render::safe::SafeLine;
use anyhow::Result;
use archive::index::Counted;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io::{BufWriter, Write};

/// Count the values of a field among the articles that answer a query
#[derive(Debug, clap::Args)]
pub struct FacetArgs {
    /// What to count
    #[arg(value_parser = counted(), value_name = "FIELD")]
    field: Counted,
    /// Among these articles [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// At most this many values; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,
}

fn counted() -> impl TypedValueParser<Value = Counted> {
    PossibleValuesParser::new(Counted::names()).try_map(|name| Counted::named(&name).ok_or("not counted"))
}

/// Prints `value TAB count`, the most frequent first.
pub fn run(args: &FacetArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let query = args.filters.query(&args.query, &archive, problems)?;
    let tally = archive.tally(args.field, &query)?;
    let mut values: Vec<(String, u64)> = tally.into_iter().collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let limit = if args.limit == 0 { values.len() } else { args.limit };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (value, count) in values.iter().take(limit) {
        writeln!(out, "{}\t{count}", SafeLine(value))?;
    }
    out.flush()?;
    Ok(Exit::found(!values.is_empty()))
}
