//! `archive facet`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::render::safe::SafeLine;
use anyhow::Result;
use archive::calendar::Date;
use archive::index::{Archive, Counted, Tally};
use archive::query::Query;
use clap::ValueEnum;
use std::io::{BufWriter, Write};

/// Count the values of a field among the articles that answer a query
#[derive(Debug, clap::Args)]
pub struct FacetArgs {
    /// What to count
    #[arg(value_enum, value_name = "FIELD")]
    field: Facet,
    /// Among these articles [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// At most this many values; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,
}

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Facet {
    Outlet,
    Domain,
    Lang,
    Actor,
    Person,
    Org,
    Place,
    Country,
    Author,
    Agency,
    Section,
    Tag,
    Kind,
    Doubt,
    Year,
    Month,
    Date,
}

/// Prints `value TAB count`, the most frequent first.
pub fn run(args: &FacetArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let query = args.filters.query(&args.query, problems)?;
    let tally = args.field.tally(&asked::archive(config)?, &query)?;
    let mut values: Vec<(String, u64)> = tally.into_iter().filter(|(_, count)| *count > 0).collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let limit = if args.limit == 0 { values.len() } else { args.limit };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (value, count) in values.iter().take(limit) {
        writeln!(out, "{}\t{count}", SafeLine(value))?;
    }
    out.flush()?;
    Ok(Exit::found(!values.is_empty()))
}

impl Facet {
    fn tally(self, archive: &Archive, query: &Query) -> archive::error::Result<Tally> {
        let counted = match self {
            Facet::Outlet => Counted::Outlet,
            Facet::Domain => Counted::Domain,
            Facet::Lang => Counted::Lang,
            Facet::Actor => Counted::Actor,
            Facet::Person => Counted::Person,
            Facet::Org => Counted::Org,
            Facet::Place => Counted::Place,
            Facet::Country => Counted::Country,
            Facet::Author => Counted::Author,
            Facet::Agency => Counted::Agency,
            Facet::Section => Counted::Section,
            Facet::Tag => Counted::Tag,
            Facet::Kind => Counted::Kind,
            Facet::Doubt => Counted::Doubt,
            Facet::Date => Counted::Date,
            Facet::Year => return archive.tally_dates(Counted::Date, query, |date| period(date, 4)),
            Facet::Month => return archive.tally_dates(Counted::Date, query, |date| period(date, 7)),
        };
        archive.tally(counted, query)
    }
}

/// The year (4) or the month (7) of a date that is known so finely.
fn period(date: Date, length: usize) -> Option<String> {
    let (first, last) = (date.first()?.to_string(), date.last()?.to_string());
    (first.get(..length)? == last.get(..length)?).then(|| first[..length].to_string())
}
