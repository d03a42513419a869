//! What a second ingest costs when nothing has changed, against `find` that looks at the same files.
//! `ARCHIVE_BENCH_FILES` says how many files (100000).
#![allow(missing_docs)]

mod child;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

const RUNS: usize = 9;
/// How many files stand in one directory.
const TOGETHER: usize = 6;

fn main() {
    let count: usize = std::env::var("ARCHIVE_BENCH_FILES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{count}"));
    let (pages, index) = (folder.join("pages"), folder.join("index"));
    let mut out = std::io::stdout().lock();
    let ingest = || {
        let mut ingest = Command::new(env!("CARGO_BIN_EXE_archive"));
        ingest.arg("--index").arg(&index).arg("ingest").arg(&pages);
        ingest
    };
    if !index.join("stories").exists() {
        let _ = fs::remove_dir_all(&folder);
        write_pages(&pages, count);
        let took = child::run(&mut ingest());
        let _ = writeln!(
            out,
            "first ingest: {:.1} s, at most {} MB",
            took.cpu / 1000.0,
            took.peak
        );
    }
    if !child::is_there("find") {
        let _ = writeln!(out, "there is no find to compare with");
        return;
    }
    let mut find = Command::new("find");
    find.arg(&pages).args(["-printf", "%s %T@ %p\\n"]);
    let times = child::medians(&mut [ingest(), find], RUNS);
    let _ = writeln!(
        out,
        "{count} files, nothing changed: ingest {:.1} ms, find -printf {:.1} ms, ratio {:.2}",
        times[0],
        times[1],
        times[0] / times[1]
    );
}

/// Small pages of visible text, each with a text of its own.
fn write_pages(pages: &Path, count: usize) {
    for number in 0..count {
        let folder = pages.join(format!("{:05}", number / TOGETHER));
        fs::create_dir_all(&folder).expect("a folder");
        let text = format!(
            "Page {number}\n\nThe council of district {number} met on Monday to speak of the road.\n"
        );
        fs::write(folder.join(format!("{number}.txt")), text).expect("written");
    }
}
