//! `archive open`.

use super::several::Archives;
use super::show;
use crate::config::Config;
use crate::exit::Exit;
use crate::ui::Problems;
use anyhow::{Context, Result, anyhow};
use archive::article::{Article, ArticleId};
use archive::index::Archive;
use archive::page::Place;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The variable that names the user's browser, as other programs read it: the first of several is taken.
const BROWSER_VARIABLE: &str = "BROWSER";

/// Open saved pages in the browser
///
/// A page whose file is still what was ingested is opened where it lies, with what was saved beside it; any other as the index keeps
/// it, from a temporary file. $BROWSER names the browser, else the system does.
#[derive(Debug, clap::Args)]
pub(crate) struct OpenArgs {
    /// Identities, or their beginnings; - for a list of them on stdin
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Print the files, and open nothing
    #[arg(long)]
    print: bool,
}

/// Opens one after another; one that is not there is said and the rest is opened.
pub(crate) fn run(args: &OpenArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    show::each(&archives, &args.ids, problems, |archive, id| {
        let Some(article) = archive.article(id)? else {
            return Ok(());
        };
        let file = file(archive, id, &article)?;
        match args.print {
            true => Ok(writeln!(std::io::stdout().lock(), "{}", file.display())?),
            false => browse(&file),
        }
    })
}

/// The file that shows the page: its own while it holds what was ingested, else a temporary one.
fn file(archive: &Archive, id: &ArticleId, article: &Article) -> Result<PathBuf> {
    let place = article.source.place();
    let own = place.path.to_path();
    let is_whole_file = place == Place::from(place.path.clone());
    let is_as_ingested =
        || std::fs::read(&own).is_ok_and(|bytes| ArticleId::of(&bytes).to_hex() == article.source.blake3);
    if is_whole_file && is_as_ingested() {
        return Ok(std::path::absolute(own)?);
    }
    let page = archive.original(id)?.unwrap_or_default();
    let made = || -> std::io::Result<PathBuf> {
        let suffix = if is_markup(&page) { ".html" } else { ".txt" };
        let mut file = tempfile::Builder::new()
            .prefix("archive-")
            .suffix(suffix)
            .tempfile()?;
        file.write_all(&page)?;
        Ok(file.keep()?.1)
    };
    made().context("cannot write the page to a temporary file")
}

/// Whether a browser is to read it as HTML.
fn is_markup(page: &[u8]) -> bool {
    page.trim_ascii_start().starts_with(b"<")
}

/// Shows a file in the user's browser, and waits for a program that does so in this terminal.
fn browse(file: &Path) -> Result<()> {
    let named = std::env::var(BROWSER_VARIABLE).unwrap_or_default();
    let opened = match named.split(':').find(|name| !name.trim().is_empty()) {
        Some(browser) => open::with(file, browser),
        None => open::that(file),
    };
    // The library tells a failed browser as debug text.
    opened.map_err(|_| {
        anyhow!(
            "cannot open {} in a browser; name one with $BROWSER, or take the file with `archive open --print`",
            file.display()
        )
    })
}
