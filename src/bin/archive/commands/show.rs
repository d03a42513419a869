//! `archive show`.

use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::overrides::Tables;
use crate::render::safe::Safe;
use crate::render::screen::Screen;
use crate::render::{article, json, why};
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::article::ArticleId;
use archive::index::Archive;
use archive::pipeline::reading;
use std::io::{BufWriter, Write};

/// So many articles are named where a beginning is that of several.
const NAMED: usize = 10;

/// Show articles: header and clean text
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Identities, or their beginnings; - for a list of them on stdin
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Print the record
    #[arg(long, conflicts_with = "raw")]
    json: bool,
    /// Print the page as it was ingested: every byte in a pipe or a file, without orders to the terminal on one
    #[arg(long)]
    raw: bool,
    /// Show every block of the page with its verdict and every fact with its witnesses
    #[arg(long, conflicts_with_all = ["raw", "json"])]
    why: bool,
    /// Print what was removed from the page, whole: block or line, verdict, text
    #[arg(long, conflicts_with_all = ["raw", "json", "why"])]
    removed: bool,
}

impl ShowArgs {
    /// Whether bytes are printed as they were ingested.
    pub(crate) fn is_raw(&self) -> bool {
        self.raw
    }
}

/// Shows one after another; one that is not there is said and the rest is shown.
pub(crate) fn run(args: &ShowArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut is_first = true;
    let exit = each(&archives, &args.ids, problems, |archive, id| {
        if !is_first && !args.json && !args.raw {
            writeln!(out)?;
        }
        is_first = false;
        show(archive, id, args, config.screen, &mut out)
    })?;
    out.flush()?;
    Ok(exit)
}

/// Does something with each article that was typed; one that is not there is said and the rest is done.
pub(crate) fn each(
    archives: &Archives,
    typed: &[String],
    problems: &Problems,
    mut act: impl FnMut(&Archive, &ArticleId) -> Result<()>,
) -> Result<Exit> {
    let (mut done, mut missing) = (0, 0);
    for typed in ids(typed)? {
        match archives.having(&typed)? {
            Some((archive, id)) => {
                act(archive, &id)?;
                done += 1;
            }
            None => {
                missing += 1;
                problems.warning(format_args!("no article {typed}"));
            }
        }
    }
    Ok(match (done, missing) {
        (0, _) => Exit::NothingFound,
        (_, 0) => Exit::Done,
        _ => Exit::SomeFailed,
    })
}

/// The identities that were typed, those on stdin in the place of `-`.
pub(crate) fn ids(typed: &[String]) -> Result<Vec<String>> {
    if typed != ["-"] {
        return Ok(typed.to_vec());
    }
    let text = std::io::read_to_string(std::io::stdin().lock())?;
    Ok(text.split_whitespace().map(str::to_string).collect())
}

/// The identity that was typed, or the only one that begins so.
pub(crate) fn resolved(archive: &Archive, typed: &str) -> Result<Option<ArticleId>> {
    match archive.ids_with_prefix(typed)?.as_slice() {
        [] => Ok(None),
        [id] => Ok(Some(*id)),
        several => bail!("{typed} is the beginning of {}", named(several)),
    }
}

/// The first of some identities, and how many more there are.
fn named(ids: &[ArticleId]) -> String {
    let names: Vec<String> = ids.iter().take(NAMED).map(ArticleId::to_string).collect();
    match ids.len().checked_sub(NAMED) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}

fn show(
    archive: &Archive,
    id: &ArticleId,
    args: &ShowArgs,
    screen: Option<Screen>,
    out: &mut impl Write,
) -> Result<()> {
    if args.raw {
        let page = archive.original(id)?.unwrap_or_default();
        // A terminal would obey what the page says to it.
        match screen {
            Some(_) => writeln!(out, "{}", Safe(&String::from_utf8_lossy(&page)))?,
            None => out.write_all(&page)?,
        }
        return Ok(());
    }
    let Some(found) = archive.article(id)? else {
        return Ok(());
    };
    if args.why || args.removed {
        return read_again(archive, id, args.removed, out);
    }
    match args.json {
        true => writeln!(out, "{}", json::line(&found))?,
        false => article::write(out, &found, archive.labels()?, screen)?,
    }
    Ok(())
}

/// Shows how the kept original is read: all of it, or what is removed alone.
fn read_again(archive: &Archive, id: &ArticleId, removed: bool, out: &mut impl Write) -> Result<()> {
    let sites = archive.sites()?;
    let tables = Tables::of(archive)?;
    if let Some(kept) = archive.kept(id)? {
        let reading = reading(&kept.page, tables.context(&sites));
        match removed {
            true => why::write_removed(out, &reading)?,
            false => why::write(out, &reading)?,
        }
    }
    Ok(())
}
