//! When what was added is committed.

use super::*;
use crate::describe::{Corrections, OutletNames};
use crate::lexicon::Lexicon;
use std::sync::atomic::{AtomicBool, Ordering};

/// A folder with so many pages, and the paths of them.
fn heap(pages: usize) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |number| {
        let path = folder.path().join(format!("{number}.txt"));
        let text = format!(
            "Séance {number} du conseil\n\nLe conseil a voté {number} fois pour la route du nord, dit le maire.\n"
        );
        std::fs::write(&path, text).expect("written");
        path
    };
    let paths = (0..pages).map(write).collect();
    (folder, paths)
}

/// Ingests, and commits after so many pages or so much time, and tells after each outcome how many articles are found.
fn ingest_and_look(
    commit_after: usize,
    commit_every: Duration,
    workers: &Workers,
    pages: usize,
    mut each: impl FnMut(u64),
) -> u64 {
    let (folder, paths) = heap(pages);
    let index = folder.path().join("index");
    let archive = Archive::create(&index).expect("an index");
    let found = || {
        Archive::open(&index)
            .and_then(|archive| archive.status())
            .expect("facts")
            .articles
    };
    let (outlets, corrections) = (OutletNames::default(), Corrections::default());
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &corrections,
        sites: &SiteTemplates::default(),
    };
    let manner = Manner {
        commit_after,
        commit_every,
        ..Manner::at("2022-05-13T08:00:00Z".parse().expect("a moment"))
    };
    ingest(
        &archive,
        workers,
        (&paths, folder.path()),
        manner,
        context,
        |_| each(found()),
    )
    .expect("ingested");
    found()
}

#[test]
fn what_was_added_is_committed_when_its_time_has_come() {
    let ingested = |most, every| {
        let mut seen = Vec::new();
        let end = ingest_and_look(most, every, &Workers::new(1), 3, |found| seen.push(found));
        (seen, end)
    };
    assert_eq!(ingested(usize::MAX, Duration::ZERO), (vec![0, 1, 2], 3));
    assert_eq!(ingested(2, Duration::MAX), (vec![0, 0, 2], 3));
}

#[test]
fn what_was_done_before_the_word_to_stop_is_kept() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let workers = Workers::new(1).until(&STOP);
    let mut told = 0;
    let kept = ingest_and_look(usize::MAX, Duration::MAX, &workers, 9, |_| {
        told += 1;
        STOP.store(told == 4, Ordering::SeqCst);
    });
    assert_eq!((told, kept), (4, 4));
}
