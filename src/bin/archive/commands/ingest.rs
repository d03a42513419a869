//! `archive ingest`.

use super::limits::LimitArgs;
use crate::cluster;
use crate::config::Config;
use crate::exit::{self, Exit};
use crate::overrides::Tables;
use crate::render::json;
use crate::render::tally::Tally;
use crate::ui::Problems;
use anyhow::{Context as _, Result, bail};
use archive::calendar::Moment;
use archive::clean::site::SiteTemplates;
use archive::index::remote::{Layout, machine_name};
use archive::index::{AddOutcome, Archive};
use archive::ingest::{self, Ingested, Manner, Outcome, Workers};
use archive::read::Fields;
use clap::ValueEnum;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Add or update pages: files, and directories with all below them
///
/// Running it again over the same tree adds nothing twice. Hidden files below a directory are left out, and indexes. An interrupt
/// (Ctrl-C) keeps what is done; a second one ends at once.
#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    /// Files and directories; - for a list of paths on stdin, one a line
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The list on stdin has a NUL after each path
    #[arg(short = '0', long)]
    null: bool,
    /// Take out of search, and tell, what is gone below the paths, and nowhere else; refused where one is missing or empty
    #[arg(long)]
    prune: bool,
    /// Only say what would be done
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Leave the stories, and who is who, to `archive settle`
    #[arg(long)]
    no_settle: bool,
    #[command(flatten)]
    layout: LayoutArgs,
    /// Print one object an input
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<OutcomeFormat>,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    fields: FieldArgs,
}

/// The fields of records in JSON or tables of which no tool is known.
#[derive(Debug, clap::Args)]
pub(crate) struct FieldArgs {
    /// The field or column that holds the text; a path into objects has points: data.body
    #[arg(long, value_name = "NAME", help_heading = "Fields of records")]
    text_field: Option<String>,
    /// The field or column that holds the title
    #[arg(long, value_name = "NAME", help_heading = "Fields of records")]
    title_field: Option<String>,
    /// The field or column that holds the date
    #[arg(long, value_name = "NAME", help_heading = "Fields of records")]
    date_field: Option<String>,
    /// The field or column that holds the address
    #[arg(long, value_name = "NAME", help_heading = "Fields of records")]
    url_field: Option<String>,
}

impl FieldArgs {
    /// The fields as they are read.
    pub(crate) fn fields(&self) -> Fields {
        Fields {
            text: self.text_field.clone(),
            title: self.title_field.clone(),
            date: self.date_field.clone(),
            url: self.url_field.clone(),
        }
    }
}

/// How an index is made on a cluster.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "On a cluster")]
pub(crate) struct LayoutArgs {
    /// Make the index that is named; without this, a name that is not there is taken for a slip
    #[arg(long)]
    create: bool,
    /// In how many shards its articles lie
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=128), requires = "create")]
    shards: u32,
    /// How many copies of each shard there are
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=10), requires = "create")]
    replicas: u32,
    /// Keep the pages as they were ingested in this directory, which all machines share, or in a store like S3, as s3://BUCKET/PREFIX; without
    /// it, none are kept
    #[arg(long, value_name = "PLACE", requires = "create")]
    originals: Option<String>,
    /// The name under which the files of this machine are known there; machines that see the same files have the same [default: that of
    /// the machine]
    #[arg(long = "as", value_name = "NAME", value_parser = machine_name)]
    name: Option<String>,
}

impl LayoutArgs {
    /// Opens the index of an address, or makes it where that is asked for.
    fn archive(&self, address: &Path, config: &Config) -> Result<Archive> {
        if !self.create {
            return cluster::open_as(address, config.insecure, self.name.as_deref());
        }
        let originals = match &self.originals {
            Some(named) if !cluster::is_store(named) => {
                Some(std::path::absolute(named)?.display().to_string())
            }
            named => named.clone(),
        };
        let layout = Layout {
            shards: self.shards,
            replicas: self.replicas,
            originals,
        };
        cluster::create(address, config.insecure, self.name.as_deref(), &layout)
    }

    /// Refuses what an index in a directory has not.
    fn refuse(&self) -> Result<()> {
        if self.create {
            bail!("--create makes an index on a cluster; one in a directory is made by ingesting into it");
        }
        if self.name.is_some() {
            bail!(
                "--as tells the files of machines apart that share an index on a cluster; this one is in a directory"
            );
        }
        Ok(())
    }
}

/// How the outcomes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutcomeFormat {
    /// One JSON object a line
    Jsonl,
}

/// Brings the pages into the index and sums up.
pub(crate) fn run(args: &IngestArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let paths = paths(args)?;
    if !paths.is_empty() && paths.iter().all(|path| !path.exists()) {
        // Nothing is made for paths that are all wrong.
        let mut tally = Tally::new(problems);
        paths.iter().for_each(|path| tally.missing(path));
        return Ok(tally.exit(false));
    }
    let (archive, _nothing) = index(args, config)?;
    problems.detail(format_args!("the index is {}", archive.place()));
    let tables = Tables::of(&archive)?;
    let none = SiteTemplates::default();
    let context = tables.context(&none);
    let manner = Manner {
        limits: args.limits.limits(),
        prune: args.prune,
        dry_run: args.dry_run,
        settle: !args.no_settle,
        fields: args.fields.fields(),
        ..Manner::at(Moment::now())
    };
    let progress = Arc::clone(&manner.progress);
    let here = std::env::current_dir()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut tally, mut kept, mut printed) = (Tally::of(problems, &paths), KeptCounts::default(), Ok(()));
    let workers = Workers::new(config.threads).until(exit::interrupt());
    problems.show_progress(&progress);
    ingest::ingest(&archive, &workers, (&paths, &here), manner, context, |outcome| {
        problems.page_done();
        if args.format == Some(OutcomeFormat::Jsonl) && printed.is_ok() {
            printed = writeln!(out, "{}", line(&outcome));
        }
        let place = outcome.origin.place();
        if let Some(ingested) = tally.take(outcome) {
            if ingested.added == AddOutcome::Gone {
                problems.note(format_args!("{place}: gone"));
            }
            kept.count(&ingested);
        }
    })?;
    printed.and_then(|()| out.flush())?;
    tally.passed_over();
    if workers.are_stopped() {
        problems.summary(format_args!("{} pages kept; run it again to go on", kept.pages()));
        return Ok(Exit::Interrupted);
    }
    let gone = match args.prune {
        true => format!(", {} gone", kept.gone),
        false => String::new(),
    };
    let seemingly = if args.dry_run { " (nothing is written)" } else { "" };
    problems.summary(format_args!(
        "{kept}, {} skipped, {} failed{gone}{seemingly}",
        tally.skipped, tally.failed
    ));
    Ok(tally.exit(true))
}

/// The index that takes the pages; where nothing is to be written and there is none, one that goes with the folder beside it.
fn index(args: &IngestArgs, config: &Config) -> Result<(Archive, Option<tempfile::TempDir>)> {
    let path = config.index_or_new()?;
    if cluster::is_meant(&path) {
        return Ok((args.layout.archive(&path, config)?, None));
    }
    args.layout.refuse()?;
    if !args.dry_run || path.exists() {
        let archive = if args.dry_run {
            Archive::open(&path)
        } else {
            Archive::create(&path)
        };
        return Ok((archive?, None));
    }
    let nothing = tempfile::tempdir().context("cannot make a folder for a trial")?;
    Ok((Archive::create(&nothing.path().join("index"))?, Some(nothing)))
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
    let mut line = json::value(&origin.place());
    line["outcome"] = what.into();
    line["id"] = id.map(ToString::to_string).into();
    line["reason"] = reason.into();
    line
}

fn name(added: AddOutcome) -> &'static str {
    match added {
        AddOutcome::New => "added",
        AddOutcome::Updated => "updated",
        AddOutcome::Unchanged => "unchanged",
        AddOutcome::Duplicate => "duplicate",
        AddOutcome::Gone => "gone",
    }
}

/// How many pages the index kept, by what it did with them.
#[derive(Default)]
struct KeptCounts {
    added: usize,
    updated: usize,
    unchanged: usize,
    duplicate: usize,
    gone: usize,
}

impl KeptCounts {
    /// How many pages the index has from this run.
    fn pages(&self) -> usize {
        self.added + self.updated + self.duplicate
    }

    fn count(&mut self, ingested: &Ingested) {
        *match ingested.added {
            AddOutcome::New => &mut self.added,
            AddOutcome::Updated => &mut self.updated,
            AddOutcome::Unchanged => &mut self.unchanged,
            AddOutcome::Duplicate => &mut self.duplicate,
            AddOutcome::Gone => &mut self.gone,
        } += 1;
    }
}

impl std::fmt::Display for KeptCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let KeptCounts {
            added,
            updated,
            unchanged,
            duplicate,
            gone: _,
        } = self;
        write!(
            f,
            "{added} added, {updated} updated, {unchanged} unchanged, {duplicate} duplicate"
        )
    }
}
