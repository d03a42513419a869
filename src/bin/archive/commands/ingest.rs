//! `archive ingest`.

use crate::config::Config;
use crate::exit::{self, Exit};
use crate::problems::Problems;
use crate::render::tally::Tally;
use crate::users::Tables;
use anyhow::{Context as _, Result};
use archive::index::{Added, Archive};
use archive::ingest::{self, Ingested, Outcome, Workers};
use clap::ValueEnum;
use serde_json::json;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Add or update pages: files, and directories with all below them
///
/// Running it again over the same tree adds nothing twice. Hidden files below a directory are left out, and indexes. An interrupt
/// (Ctrl-C) keeps what is done; a second one ends at once.
#[derive(Debug, clap::Args)]
pub struct IngestArgs {
    /// Files and directories; - for a list of paths on stdin, one a line
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The list on stdin has a NUL after each path
    #[arg(short = '0', long)]
    null: bool,
    /// Print one object an input
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// The largest page that is read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = ingest::MAX_SIZE)]
    max_size: u64,
}

/// How the outcomes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line
    Jsonl,
}

/// Brings the pages into the index and sums up.
pub fn run(args: &IngestArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let paths = paths(args)?;
    if !paths.is_empty() && paths.iter().all(|path| !path.exists()) {
        // Nothing is made for paths that are all wrong.
        let mut tally = Tally::new(problems);
        paths.iter().for_each(|path| tally.missing(path));
        return Ok(tally.exit(false));
    }
    let archive = Archive::create(&config.index_or_new())?;
    problems.detail(format_args!("the index is {}", archive.path().display()));
    let tables = Tables::of(archive.path())?;
    let context = tables.context();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut tally, mut kept, mut printed) = (Tally::new(problems), Kept::default(), Ok(()));
    let workers = Workers::new(config.threads).until(exit::interrupt());
    problems.show_progress();
    ingest::ingest(&archive, &workers, &paths, args.max_size, context, |outcome| {
        problems.page_done();
        if args.format == Some(Format::Jsonl) && printed.is_ok() {
            printed = writeln!(out, "{}", line(&outcome));
        }
        if let Some(ingested) = tally.take(outcome) {
            kept.count(&ingested);
        }
    })?;
    printed.and_then(|()| out.flush())?;
    if workers.are_stopped() {
        problems.summary(format_args!("{} pages kept; run it again to go on", kept.pages()));
        return Ok(Exit::Interrupted);
    }
    problems.summary(format_args!(
        "{kept}, {} skipped, {} failed",
        tally.skipped, tally.failed
    ));
    Ok(tally.exit(true))
}

/// The paths that were named, those on stdin in the place of `-`.
fn paths(args: &IngestArgs) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for path in &args.paths {
        if path == Path::new("-") {
            let mut list = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut list)
                .context("cannot read the list of paths on stdin")?;
            let end = if args.null { b'\0' } else { b'\n' };
            paths.extend(
                list.split(|b| *b == end)
                    .filter(|path| !path.is_empty())
                    .map(path_of),
            );
        } else {
            paths.push(path.clone());
        }
    }
    Ok(paths)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).trim_end_matches('\r').into()
}

fn line(outcome: &Outcome<Ingested>) -> serde_json::Value {
    let (id, what, reason) = match &outcome.result {
        Ok(ingested) => (ingested.id.as_ref(), name(ingested.added), None),
        Err(problem) if problem.is_failure() => (None, "failed", Some(problem.to_string())),
        Err(problem) => (None, "skipped", Some(problem.to_string())),
    };
    let origin = &outcome.origin;
    json!({"path": origin.path, "member": origin.member, "offset": origin.offset, "outcome": what, "id": id, "reason": reason})
}

fn name(added: Added) -> &'static str {
    match added {
        Added::New => "added",
        Added::Updated => "updated",
        Added::Unchanged => "unchanged",
        Added::Duplicate => "duplicate",
    }
}

/// How many pages the index kept, by what it did with them.
#[derive(Default)]
struct Kept {
    added: usize,
    updated: usize,
    unchanged: usize,
    duplicate: usize,
}

impl Kept {
    /// How many pages the index has from this run.
    fn pages(&self) -> usize {
        self.added + self.updated + self.duplicate
    }

    fn count(&mut self, ingested: &Ingested) {
        *match ingested.added {
            Added::New => &mut self.added,
            Added::Updated => &mut self.updated,
            Added::Unchanged => &mut self.unchanged,
            Added::Duplicate => &mut self.duplicate,
        } += 1;
    }
}

impl std::fmt::Display for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Kept {
            added,
            updated,
            unchanged,
            duplicate,
        } = self;
        write!(
            f,
            "{added} added, {updated} updated, {unchanged} unchanged, {duplicate} duplicate"
        )
    }
}
