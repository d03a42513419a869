//! `archive queries`: searches with a name.

use super::query_args::{self, Filters};
use super::search::{self, HitOrder};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::hits::{HitGroup, Printed, Printer};
use crate::render::safe::SafeLine;
use crate::saved::{PrintedBefore, Queries};
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::index::Archive;
use std::io::{BufWriter, Write};

/// Keep searches under a name, and print what is new in them
///
/// They stand in a plain text file beside the index (.archive.queries beside .archive), a name and its query a line, to be
/// edited, commented with # and kept in version control. Dates that are counted from today stay so: added:7d, date:last-week.
#[derive(Debug, clap::Args)]
pub(crate) struct QueriesArgs {
    #[command(subcommand)]
    act: QueriesCommand,
}

/// What is done with the named queries.
#[derive(Debug, clap::Subcommand)]
enum QueriesCommand {
    /// Keep a query under a name, in the place of the one that had it
    Add {
        /// One word
        #[arg(value_name = "NAME")]
        name: String,
        /// What to look for; a filter is written as in a query: outlet:"A B", lang:fr, date:>2022
        #[arg(value_name = "QUERY", required = true)]
        query: Vec<String>,
    },
    /// Print each: name, new hits, all hits, query
    List,
    /// Forget a query, and what was printed under its name
    Remove {
        /// Its name
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Print of each query the hits that were not printed under its name before; with 1 at the end when there are none
    Run {
        /// Only these [default: all]
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        printed: Printed,
        /// At most this many hits of each; 0 for all
        #[arg(long, value_name = "N", default_value_t = 0)]
        limit: usize,
        /// In which order
        #[arg(long, value_enum, value_name = "ORDER", default_value = "newest")]
        sort: HitOrder,
    },
}

/// Does it.
pub(crate) fn run(args: &QueriesArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let mut queries = Queries::of(&archive)?;
    if queries.all().next().is_none() && !matches!(args.act, QueriesCommand::Add { .. }) {
        problems.note("no query is kept; keep one with `archive queries add NAME QUERY`");
    }
    match &args.act {
        QueriesCommand::Add { name, query } => {
            let text = query.join(" ");
            Filters::default().query(query, &archive, problems)?;
            queries.add(name, &text)?;
            Ok(Exit::Done)
        }
        QueriesCommand::List => list(&archive, &queries, problems),
        QueriesCommand::Remove { names } => {
            let (mut printed, mut any) = (PrintedBefore::of(&archive)?, false);
            for name in names {
                match queries.remove(name)? {
                    true => any = true,
                    false => problems.warning(format_args!("no query is called {name}")),
                }
                printed.forget(name)?;
            }
            Ok(Exit::found(any))
        }
        QueriesCommand::Run {
            names,
            printed,
            limit,
            sort,
        } => {
            let wanted = search::wanted(0, *limit, *sort);
            let mut printer = Printer::new(*printed, config, std::slice::from_ref(&archive))?;
            let mut news = PrintedBefore::of(&archive)?;
            let mut any = false;
            for (name, text) in chosen(&queries, names)? {
                let group = HitGroup::new("query", name, format!("{name}: {text}"));
                printer.begin(&mut std::io::stdout().lock(), group)?;
                let words = [text.to_string()];
                let query = Filters::default().query(&words, &archive, problems)?;
                let new = search::print_new(&archive, &query, name, wanted, &mut printer, &mut news)?;
                problems.note(format_args!("{name}: {new}"));
                any |= new.printed > 0;
            }
            printer.end(&mut std::io::stdout().lock())?;
            Ok(Exit::found(any))
        }
    }
}

/// The queries of these names; all where none is named.
fn chosen<'q>(queries: &'q Queries, names: &'q [String]) -> Result<Vec<(&'q str, &'q str)>> {
    if names.is_empty() {
        return Ok(queries.all().collect());
    }
    let one = |name: &'q String| match queries.named(name) {
        Some(text) => Ok((name.as_str(), text)),
        None => bail!("no query is called {name}; `archive queries list` names them"),
    };
    names.iter().map(one).collect()
}

fn list(archive: &Archive, queries: &Queries, problems: &Problems) -> Result<Exit> {
    let printed = PrintedBefore::of(archive)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (name, text) in queries.all() {
        let query = Filters::default().query(&[text.to_string()], archive, problems)?;
        let new = archive.count_without(&query, &printed.under(name))?;
        let all = archive.count(&query)?;
        writeln!(out, "{}\t{new}\t{all}\t{}", SafeLine(name), SafeLine(text))?;
    }
    out.flush()?;
    Ok(Exit::found(queries.all().next().is_some()))
}
