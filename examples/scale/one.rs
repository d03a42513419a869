//! What one page costs that comes into a large archive: ten of them, one after the other, each by a process of its own.

use crate::cast::Cast;
use crate::news::Piece;
use crate::{ingested, pages};
use anyhow::{Context as _, Result, bail};
use archive::index::Archive;
use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The argument by which a process is told to ingest one page.
const PAGE: &str = "--page";
/// So many pages are ingested.
const PAGES: u64 = 10;

/// What this process is to do, if it is one that ingests a page.
pub(crate) fn page_of(arguments: &[String]) -> Option<(PathBuf, PathBuf)> {
    match arguments {
        [flag, index, page] if flag == PAGE => Some((index.into(), page.into())),
        _ => None,
    }
}

/// Ingests a page.
pub(crate) fn ingest_page(index: &Path, page: &Path) -> Result<()> {
    ingested(index, &[page.into()]).map(drop)
}

/// Ingests ten pages into an archive of so many articles, which is made in a folder if it is not there, and prints what each took.
pub(crate) fn measure(out: &mut impl Write, count: u64, folder: &Path) -> Result<()> {
    let cast = Cast::new();
    let index = folder.join(format!("index-{count}"));
    if !index.exists() {
        fill(&index, &cast, count)?;
    }
    let before = Archive::open(&index)?.status()?.articles;
    writeln!(out, "articles\t{before}")?;
    let mut took = Vec::new();
    for number in before..before + PAGES {
        let page = folder.join(format!("page-{number}.html"));
        fs::write(&page, pages::html(&cast, &Piece::of(&cast, number), number))?;
        let began = processor(&children()?);
        let program = std::env::current_exe()?;
        let arguments = [OsStr::new(PAGE), index.as_os_str(), page.as_os_str()];
        if !Command::new(program).args(arguments).status()?.success() {
            bail!("the ingest of {} failed", page.display());
        }
        let seconds = processor(&children()?) - began;
        writeln!(out, "one page\t{:.1} ms of the processor", seconds * 1000.0)?;
        took.push(seconds);
    }
    took.sort_by(f64::total_cmp);
    let after = Archive::open(&index)?.status()?.articles;
    if after != before + PAGES {
        bail!("{after} articles where {} should be", before + PAGES);
    }
    writeln!(out, "middle\t{:.1} ms", took[took.len() / 2] * 1000.0)?;
    writeln!(out, "memory\t{} MB at most", children()?.max_rss() / 1024)?;
    Ok(())
}

/// Makes an archive of invented articles, without their pages.
fn fill(index: &Path, cast: &Cast, count: u64) -> Result<()> {
    /// So many articles are committed at once.
    const TOGETHER: u64 = 20_000;
    let archive = Archive::create(index)?;
    let mut writer = archive.writer()?;
    for number in 0..count {
        let piece = Piece::of(cast, number);
        let page = format!(
            "{}\n{}\n{}",
            piece.url,
            piece.title,
            piece.paragraphs.join("\n\n")
        );
        writer.add(&piece.article(number), page.as_bytes(), "")?;
        if number % TOGETHER == TOGETHER - 1 {
            writer.commit()?;
        }
    }
    Ok(writer.finish()?)
}

fn children() -> Result<Usage> {
    getrusage(UsageWho::RUSAGE_CHILDREN).context("the system does not say what the processes took")
}

fn processor(usage: &Usage) -> f64 {
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}
