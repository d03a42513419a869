//! `archive search`.

use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::hits::{HitGroup, Printed, Printer};
use crate::render::safe::SafeLine;
use crate::saved::{PrintedBefore, Queries};
use crate::ui::Problems;
use anyhow::{Context, Result, bail};
use archive::index::{Archive, Hit, Sort, TopHits};
use archive::query::Query;
use clap::ValueEnum;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Find articles, the best first
///
/// Words are joined by AND and found in all their forms; "quoted words" are found as they are. word*, wrod~1, OR, NOT, -word,
/// ( ), a NEAR/10 b, field:word, date:2021..2022-05, has:author.
#[derive(Debug, clap::Args)]
pub(crate) struct SearchArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present_any = ["batch", "new"])]
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
    sort: HitOrder,
    /// Show how the query is understood, and search nothing
    #[arg(long)]
    explain_query: bool,
    /// Run every line of a file as a query
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    batch: Option<PathBuf>,
    /// Print only what was not printed under this name before, and end with 1 when there is nothing; without QUERY, the query that
    /// `archive queries` keeps under it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["batch", "offset"])]
    new: Option<String>,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HitOrder {
    /// The best first
    Relevance,
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
}

/// Runs the query, or one after another those of a file.
pub(crate) fn run(args: &SearchArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let mut printer = Printer::new(args.printed, config, &archives)?;
    let found = match (&args.batch, &args.new) {
        (Some(file), _) => batch(&archives, file, args, &mut printer, problems)?,
        (None, Some(name)) => {
            // What was printed under a name is kept beside one index.
            config.index()?;
            let archive = &archives[0];
            let query = args.filters.query(&words(args, archive)?, archive, problems)?;
            if args.explain_query {
                return explain(&archives, &query, &mut std::io::stdout().lock());
            }
            let mut before = PrintedBefore::of(archive)?;
            let new = print_new(archive, &query, name, args.wanted(), &mut printer, &mut before)?;
            problems.note(&new);
            new.printed > 0
        }
        (None, None) => {
            let query = args.filters.query_of(&args.query, &archives, problems)?;
            if args.explain_query {
                return explain(&archives, &query, &mut std::io::stdout().lock());
            }
            search(&archives, &query, args.wanted(), &mut printer)?
        }
    };
    printer.end(&mut std::io::stdout().lock())?;
    Ok(Exit::found(found))
}

/// The words of the query; without any, those that are kept under the name.
fn words(args: &SearchArgs, archive: &Archive) -> Result<Vec<String>> {
    match &args.new {
        Some(name) if args.query.is_empty() => match Queries::of(archive)?.named(name) {
            Some(text) => Ok(vec![text.to_string()]),
            None => bail!(
                "no query is called {name}; type one, or keep one with `archive queries add {name} QUERY`"
            ),
        },
        _ => Ok(args.query.clone()),
    }
}

/// Runs every line of a file as a query; whether anything was found.
fn batch(
    archives: &Archives,
    file: &Path,
    args: &SearchArgs,
    printer: &mut Printer,
    problems: &Problems,
) -> Result<bool> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut found = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let query = args.filters.query_of(&[line.to_string()], archives, problems)?;
        let group = HitGroup::new("query", line, line.to_string());
        printer.begin(&mut std::io::stdout().lock(), group)?;
        found |= search(archives, &query, args.wanted(), printer)?;
    }
    Ok(found)
}

impl SearchArgs {
    fn wanted(&self) -> TopHits {
        wanted(self.offset, self.limit, self.sort)
    }
}

/// The hits that are wanted; a limit of 0 is none.
pub(crate) fn wanted(offset: usize, limit: usize, sort: HitOrder) -> TopHits {
    TopHits {
        offset,
        limit: if limit == 0 { usize::MAX } else { limit },
        sort: match sort {
            HitOrder::Relevance => Sort::Relevance,
            HitOrder::Newest => Sort::Newest,
            HitOrder::Oldest => Sort::Oldest,
        },
    }
}

fn search(archives: &Archives, query: &Query, wanted: TopHits, printer: &mut Printer) -> Result<bool> {
    let hits = archives.search(query, wanted)?;
    print(&hits, printer)?;
    Ok(!hits.is_empty())
}

fn print(hits: &[Hit], printer: &mut Printer) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for hit in hits {
        printer.hit(&mut out, hit)?;
    }
    Ok(out.flush()?)
}

/// How many hits of a query are new.
pub(crate) struct New {
    /// Those that were printed now.
    pub printed: usize,
    /// Those that were not printed yet, as many as these were wanted.
    left: usize,
    /// All hits of the query.
    all: usize,
}

impl std::fmt::Display for New {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} new of {}", self.printed + self.left, self.all)?;
        match self.left {
            0 => Ok(()),
            left => write!(f, "; {left} left for the next time"),
        }
    }
}

/// Prints the hits that were not printed under a name before. Only what has been written is noted, so that a reader that goes away
/// loses nothing.
pub(crate) fn print_new(
    archive: &Archive,
    query: &Query,
    name: &str,
    wanted: TopHits,
    printer: &mut Printer,
    before: &mut PrintedBefore,
) -> Result<New> {
    if name.is_empty() || name.contains(char::is_whitespace) {
        bail!("\"{name}\" is no name: a name is one word");
    }
    let known = before.under(name);
    let new = archive.count_without(query, &known)?;
    let all = archive.count(query)?;
    let hits = match new {
        0 => Vec::new(),
        _ => archive.search_without(query, &known, wanted)?,
    };
    print(&hits, printer)?;
    if !hits.is_empty() {
        before.add(name, hits.iter().map(|hit| hit.article.id))?;
    }
    Ok(New {
        printed: hits.len(),
        left: new - hits.len(),
        all,
    })
}

/// Prints how the query is understood, by each index: each has words and names of its own.
fn explain(archives: &Archives, query: &Query, out: &mut impl Write) -> Result<Exit> {
    writeln!(out, "{}", SafeLine(&query.to_string()))?;
    for archive in archives.iter() {
        if archives.len() > 1 {
            writeln!(out, "{}", archive.place())?;
        }
        for line in archive.explained(query)? {
            writeln!(out, "  {}", SafeLine(&line))?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
