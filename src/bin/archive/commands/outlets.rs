//! `archive outlets`.

use crate::config::Config;
use crate::exit::Exit;
use crate::render::table::{self, Cell, Tabled};
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::index::{Archive, Facet, UserText, most_frequent_first};
use archive::lexicon::curation::outlets::OutletMerges;
use archive::query::Query;
use clap::Subcommand;
use std::io::{BufWriter, Write};

/// List the outlets of the archive, and say which of them are one
///
/// Decisions are lines of a plain text file beside the index (.archive.outlets beside .archive). They take effect at once, and no page
/// is read again: an outlet is found under all its names, and counted and printed under the one that was decided. Names that differ by
/// case and signs alone are counted as one without a decision.
#[derive(Debug, clap::Args)]
pub(crate) struct OutletsArgs {
    #[command(subcommand)]
    act: OutletsCommand,
}

#[derive(Debug, Subcommand)]
enum OutletsCommand {
    /// The outlets, the most frequent first: name, tab, articles
    List {
        #[command(flatten)]
        tabled: Tabled,
    },
    /// Say that the first outlet is the second
    Merge { from: String, to: String },
    /// Take the last decision back
    Undo,
    /// Print the decisions
    Export,
}

impl OutletsArgs {
    /// Whether it prints what is read, and decides nothing.
    pub(crate) fn is_read(&self) -> bool {
        matches!(self.act, OutletsCommand::List { .. } | OutletsCommand::Export)
    }
}

/// Lists or decides.
pub(crate) fn run(args: &OutletsArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let mut archive = config.open(&config.index()?)?;
    let (mut merges, misread) = archive.outlet_merges()?;
    for line in misread {
        let file = archive.place_of(UserText::Outlets);
        problems.warning(format_args!("{file}:{}: {}", line.line, line.reason));
    }
    match &args.act {
        OutletsCommand::List { tabled } => return list(&archive, tabled.format, config),
        OutletsCommand::Export => return export(&merges),
        OutletsCommand::Undo => match merges.undo() {
            Some(decision) => problems.note(format_args!("taken back: {decision}")),
            None => return Ok(Exit::NothingFound),
        },
        OutletsCommand::Merge { from, to } => {
            if let Err(reason) = merges.push(from, to) {
                bail!("cannot merge {from} into {to}: {reason}");
            }
        }
    }
    archive.merge_outlets(&merges)?;
    Ok(Exit::Done)
}

fn list(archive: &Archive, format: table::TableFormat, config: &Config) -> Result<Exit> {
    let mut outlets = most_frequent_first(archive.tally(Facet::Outlet, &Query::All)?);
    outlets.retain(|(_, count)| *count > 0);
    let rows: Vec<Vec<Cell>> = outlets
        .iter()
        .map(|(name, count)| vec![name.as_str().into(), Cell::Number(*count)])
        .collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    table::write(&mut out, format, config, &["outlet", "articles"], &rows)?;
    out.flush()?;
    Ok(Exit::found(!rows.is_empty()))
}

fn export(merges: &OutletMerges) -> Result<Exit> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    write!(out, "{merges}")?;
    out.flush()?;
    Ok(Exit::found(!merges.is_empty()))
}
