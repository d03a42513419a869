//! What each stage costs a page, on one thread: decode, parse, clean, describe, and the actors and dates of the text.
//! `ARCHIVE_BENCH_PAGES` names a folder of pages (the fixtures).
#![allow(missing_docs)]

use archive::clean::site::SiteTemplates;
use archive::describe::{self, Corrections, OutletNames};
use archive::lexicon::Lexicon;
use archive::page::Page;
use archive::parse::{self, Declared};
use archive::pipeline::{self, Context};
use archive::{clean, decode};
use cpu_time::ThreadTime;
use std::io::Write;
use std::path::{Path, PathBuf};

const RUNS: usize = 5;
const STAGES: [&str; 5] = ["decode", "parse", "clean", "describe", "the whole"];

fn main() {
    let folder = std::env::var_os("ARCHIVE_BENCH_PAGES").map(PathBuf::from);
    let pages = pages(&folder.unwrap_or("fixtures/pages".into()));
    let (outlets, corrections) = (OutletNames::default(), Corrections::default());
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &corrections,
        sites: &SiteTemplates::default(),
    };
    let runs: Vec<[f64; 5]> = (0..=RUNS).map(|_| run(&pages, context)).collect();
    let bytes: usize = pages.iter().map(|page| page.bytes().len()).sum();
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
    for (stage, name) in STAGES.iter().enumerate() {
        // The first run warms the lists and the weights.
        let mut times: Vec<f64> = runs[1..].iter().map(|run| run[stage]).collect();
        times.sort_by(f64::total_cmp);
        let median = times[RUNS / 2];
        let _ = writeln!(
            out,
            "{name:<10} {:8.3} ms a page, {:8.1} MB/s",
            median * 1e3 / pages.len() as f64,
            bytes as f64 / 1e6 / median
        );
    }
}

/// The seconds that each stage took over all pages.
fn run(pages: &[Page], context: Context) -> [f64; 5] {
    let mut took = [0.0; 5];
    for page in pages {
        let start = ThreadTime::now();
        let decoded = decode::decoded(page.bytes(), None);
        took[0] += start.elapsed().as_secs_f64();
        let start = ThreadTime::now();
        let document = parse::document(&decoded.text);
        took[1] += start.elapsed().as_secs_f64();
        let start = ThreadTime::now();
        let declared = Declared::of(&document);
        let body = clean::clean(&document, &declared, None);
        took[2] += start.elapsed().as_secs_f64();
        let start = ThreadTime::now();
        describe::describe(&document, &declared, &body, &page.origin, context.outlets);
        took[3] += start.elapsed().as_secs_f64();
        let start = ThreadTime::now();
        pipeline::article(page, context);
        took[4] += start.elapsed().as_secs_f64();
    }
    took
}

/// The files below a folder.
fn pages(folder: &Path) -> Vec<Page> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = files
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let bytes = std::fs::read(entry.path()).ok()?;
        Some(Page::from_file(entry.path(), bytes))
    };
    files.filter_map(read).collect()
}
