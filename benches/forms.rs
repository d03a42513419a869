//! The table of names and words in `fixtures/forms` over the index that `ARCHIVE_BENCH_INDEX` names: how much of what each finds is right,
//! and how much of what is right it finds; the worst first.
#![allow(missing_docs)]

#[path = "../tests/forms/table.rs"]
mod table;

use archive::index::Archive;
use std::io::Write;
use std::path::PathBuf;
use table::{Score, entries, name, typed, word};

/// As many of the worst rows are printed.
const WORST: usize = 20;

fn main() {
    let mut out = std::io::stdout().lock();
    let Some(index) = std::env::var_os("ARCHIVE_BENCH_INDEX").map(PathBuf::from) else {
        let _ = writeln!(out, "ARCHIVE_BENCH_INDEX names no index");
        return;
    };
    let archive = Archive::open(&index).expect("an index");
    let mut rows: Vec<(String, Score, Score)> = Vec::new();
    for entry in entries("names.tsv") {
        for typed in typed(&entry) {
            let score = name(&archive, &typed);
            rows.push((format!("names\t{typed}"), score, score));
        }
    }
    let words = entries("words.tsv");
    for entry in &words {
        let (anywhere, spoken) = word(&archive, entry, &words);
        rows.push((format!("words {0}\t{1}", entry[0], entry[1]), anywhere, spoken));
    }
    for kind in ["names", "words", "words en", "words fr"] {
        let (mut precision, mut recall) = (Score::default(), Score::default());
        for (_, found, spoken) in rows.iter().filter(|(row, ..)| row.starts_with(kind)) {
            precision.add(*found);
            recall.add(*spoken);
        }
        let (precision, recall) = (precision.precision(), recall.recall());
        let _ = writeln!(out, "{kind}\tprecision {precision:.4}\trecall {recall:.4}");
    }
    let wrong =
        |(_, found, spoken): &(String, Score, Score)| found.found - found.both + spoken.right - spoken.both;
    rows.sort_by_key(|row| std::cmp::Reverse(wrong(row)));
    for row in rows.iter().take(WORST).filter(|row| wrong(row) > 0) {
        let _ = writeln!(out, "{}\t{} wrong or missed", row.0, wrong(row));
    }
}
