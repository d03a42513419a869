//! `archive search`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::render::hits::{Label, Printed, Printer};
use anyhow::{Context, Result};
use archive::index::{Archive, Sort, Wanted};
use archive::query::Query;
use clap::ValueEnum;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Find articles, the best first
///
/// Words are joined by AND and found in all their forms; "quoted words" are found as they are. word*, wrod~1, OR, NOT, -word,
/// ( ), a NEAR/10 b, field:word, date:2021..2022-05, has:author.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present = "batch")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printed: Printed,
    /// At most this many hits; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Leave out the first hits
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// In which order
    #[arg(long, value_enum, value_name = "ORDER", default_value = "relevance")]
    sort: Order,
    /// Show how the query is understood, and search nothing
    #[arg(long)]
    explain_query: bool,
    /// Run every line of a file as a query
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    batch: Option<PathBuf>,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// The best first
    Relevance,
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
}

/// Runs the query, or one after another those of a file.
pub fn run(args: &SearchArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let Some(file) = &args.batch else {
        let query = args.filters.query(&args.query, &archive, problems)?;
        if args.explain_query {
            return explain(&archive, &query, &mut out);
        }
        let mut printer = Printer::new(args.printed, config);
        let found = search(&archive, &query, args, &mut printer, &mut out)?;
        printer.end(&mut out)?;
        out.flush()?;
        return Ok(Exit::found(found));
    };
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut printer = Printer::new(args.printed, config);
    let mut found = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let query = args.filters.query(&[line.to_string()], &archive, problems)?;
        printer.label = Some(Label::new("query", line));
        found |= search(&archive, &query, args, &mut printer, &mut out)?;
    }
    printer.end(&mut out)?;
    out.flush()?;
    Ok(Exit::found(found))
}

impl SearchArgs {
    fn wanted(&self) -> Wanted {
        Wanted {
            offset: self.offset,
            limit: if self.limit == 0 { usize::MAX } else { self.limit },
            sort: match self.sort {
                Order::Relevance => Sort::Relevance,
                Order::Newest => Sort::Newest,
                Order::Oldest => Sort::Oldest,
            },
        }
    }
}

fn search(
    archive: &Archive,
    query: &Query,
    args: &SearchArgs,
    printer: &mut Printer,
    out: &mut impl Write,
) -> Result<bool> {
    let hits = archive.search(query, args.wanted())?;
    for hit in &hits {
        printer.hit(out, hit)?;
    }
    Ok(!hits.is_empty())
}

fn explain(archive: &Archive, query: &Query, out: &mut impl Write) -> Result<Exit> {
    writeln!(out, "{}", crate::render::safe::SafeLine(&query.to_string()))?;
    for line in archive.explained(query)? {
        writeln!(out, "  {}", crate::render::safe::SafeLine(&line))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}
