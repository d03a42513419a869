//! What an archive of N pages costs: `cargo run --release --example scale -- N [--warc]`.
//!
//! Writes N distinct pages of a fixed seed as files, or as one WARC packed record by record, ingests them, and prints a line a figure:
//! pages a second, peak memory, the size of the index against that of the texts, a cold query, a second run. It works in a folder of
//! its own in the temporary directory, which goes when it ends.
//!
//! `N --one FOLDER` makes an archive of N articles in a folder, or takes the one that is there, and prints what each of ten more pages
//! costs that are ingested one by one.

mod cast;
mod news;
mod one;
mod pages;

use anyhow::{Context as _, Result, bail};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::index::{Archive, Sort, TopHits};
use archive::ingest::{Manner, Outcome, Workers, ingest};
use archive::lexicon::Lexicon;
use archive::pipeline::Context;
use archive::query;
use nix::fcntl::{PosixFadviseAdvice, posix_fadvise};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Memory as the program has it.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some((index, page)) = one::page_of(&arguments) {
        return one::ingest_page(&index, &page);
    }
    let as_warc = arguments.iter().any(|argument| argument == "--warc");
    let count = arguments.iter().find_map(|argument| argument.parse().ok());
    let Some(count) = count else {
        bail!("usage: cargo run --release --example scale -- N [--warc | --one FOLDER]");
    };
    if let Some(at) = arguments.iter().position(|argument| argument == "--one") {
        let folder = arguments.get(at + 1).context("--one needs a folder")?;
        std::fs::create_dir_all(folder)?;
        return one::measure(&mut std::io::stdout().lock(), count, Path::new(folder));
    }
    let folder = tempfile::tempdir().context("cannot make a folder for the pages")?;
    let (input, text) = pages::write(folder.path(), count, as_warc)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "pages\t{count}\t{}",
        if as_warc { "in a WARC" } else { "in files" }
    )?;
    writeln!(
        out,
        "input\t{:.1} MB, of it {:.1} MB of text",
        megabytes(input),
        megabytes(text)
    )?;
    let index = folder.path().join("index");
    let paths = [folder.path().join("pages")];
    let own = own_memory();
    let first = ingested(&index, &paths)?;
    let seconds = first.wall.as_secs_f64();
    writeln!(
        out,
        "ingest\t{seconds:.1} s, {:.0} pages/s",
        count as f64 / seconds
    )?;
    writeln!(
        out,
        "processor\t{:.2} ms a page",
        first.cpu * 1000.0 / count as f64
    )?;
    writeln!(
        out,
        "memory\t{} MB at most, of it {} MB of its own and not files of the index, which the system takes back when it needs room",
        peak(),
        own.load(Ordering::Relaxed) / 1024
    )?;
    let archive = Archive::open(&index)?;
    let status = archive.status()?;
    if status.articles != count {
        bail!("{} articles of {count} pages", status.articles);
    }
    let (words, kept) = (status.extent.index_bytes, status.extent.original_bytes);
    writeln!(
        out,
        "index\t{:.1} MB, {:.2} of the text",
        megabytes(words),
        words as f64 / text as f64
    )?;
    writeln!(
        out,
        "originals\t{:.1} MB, {:.2} of the input",
        megabytes(kept),
        kept as f64 / input as f64
    )?;
    drop(archive);
    writeln!(
        out,
        "cold query\t{:.1} ms",
        cold_query(&index)?.as_secs_f64() * 1000.0
    )?;
    let again = ingested(&index, &paths)?;
    writeln!(out, "second run\t{:.2} s", again.wall.as_secs_f64())?;
    Ok(())
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// What an ingest took.
struct Took {
    wall: Duration,
    /// Of all threads, in seconds.
    cpu: f64,
}

fn ingested(index: &Path, paths: &[PathBuf]) -> Result<Took> {
    let (began, cpu) = (Instant::now(), processor());
    let archive = Archive::create(index)?;
    let (outlets, corrections, sites) = (
        OutletNames::default(),
        Corrections::default(),
        SiteTemplates::default(),
    );
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &corrections,
        sites: &sites,
    };
    let here = index.parent().unwrap_or(index);
    let manner = Manner::at(archive::calendar::Moment::now());
    let each = |outcome: Outcome<_>| {
        if let Err(problem) = outcome.result {
            let _ = writeln!(std::io::stderr(), "{}: {problem}", outcome.origin);
        }
    };
    ingest(&archive, &Workers::new(0), (paths, here), manner, context, each)?;
    Ok(Took {
        wall: began.elapsed(),
        cpu: processor() - cpu,
    })
}

/// Answers a query of two words with the files of the index out of memory.
fn cold_query(index: &Path) -> Result<Duration> {
    for entry in walkdir::WalkDir::new(index) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let file = File::open(entry.path())?;
            file.sync_all()?;
            posix_fadvise(&file, 0, 0, PosixFadviseAdvice::POSIX_FADV_DONTNEED)?;
        }
    }
    let began = Instant::now();
    let archive = Archive::open(index)?;
    let query = query::parse("pont marché").query;
    let wanted = TopHits {
        limit: 20,
        offset: 0,
        sort: Sort::Relevance,
    };
    if archive.search(&query, wanted)?.is_empty() {
        bail!("nothing found");
    }
    Ok(began.elapsed())
}

fn processor() -> f64 {
    getrusage(UsageWho::RUSAGE_SELF).map_or(0.0, |usage| {
        (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
    })
}

/// The most memory so far that is not that of mapped files, in kilobytes, as the system says it ten times a second; 0 where it does not.
fn own_memory() -> Arc<AtomicU64> {
    let most = Arc::new(AtomicU64::new(0));
    let watched = Arc::clone(&most);
    std::thread::spawn(move || {
        while let Ok(status) = std::fs::read_to_string("/proc/self/status") {
            let own = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
            let own = own.and_then(|own| own.trim().strip_suffix(" kB")?.parse().ok());
            watched.fetch_max(own.unwrap_or(0), Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    most
}

/// The most memory so far, in megabytes.
fn peak() -> i64 {
    getrusage(UsageWho::RUSAGE_SELF).map_or(0, |usage| usage.max_rss() / 1024)
}
