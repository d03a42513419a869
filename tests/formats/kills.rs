//! An ingest of a capture that is killed again and again, or interrupted: in the end the records are what they would have been.

use super::captures::{page, record, response};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::index::{AddOutcome, Archive};
use archive::ingest::{Ingested, Manner, Outcome, Workers, ingest};
use archive::lexicon::Lexicon;
use archive::pipeline::Context;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// The folder in which the process works that is killed.
const FOLDER: &str = "ARCHIVE_TEST_KILLED_IN";
const PAGES: usize = 160;
const KILLS: usize = 20;

/// A WARC with a member of gzip a record: pages, one that changes, and one that is captured again.
fn capture(path: &Path) {
    let mut out = fs::File::create(path).unwrap();
    let mut member = |record: String| {
        let mut member = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        member.write_all(record.as_bytes()).unwrap();
        out.write_all(&member.finish().unwrap()).unwrap();
    };
    let address = "2021/10/20/pont.html";
    for number in 0..PAGES {
        let said = format!("Le bac numéro {number} est plein de {} sacs", number * 7);
        let own = page(&said).replace("Sirba", ["Sirba", "Tiela", "Koulba"][number % 3]);
        let own = own.replace(address, &format!("2021/10/20/pont-{}.html", number % (PAGES - 9)));
        let digest = format!("WARC-Payload-Digest: sha1:{number}\r\n");
        member(record(
            "request",
            "2021-10-21T08:00:00Z",
            "",
            "GET / HTTP/1.1\r\n\r\n",
        ));
        let date = format!("2021-10-21T08:{:02}:{:02}Z", number / 60, number % 60);
        member(response(&date, &digest, &own).replacen(
            address,
            &format!("2021/10/20/pont-{number}.html"),
            1,
        ));
    }
    member(record(
        "revisit",
        "2021-12-01T08:00:00Z",
        "WARC-Payload-Digest: sha1:7\r\n",
        "",
    ));
}

/// Ingests the capture of a folder into its index, with many commits; tells what became of each page.
fn ingested(folder: &Path, workers: &Workers, mut each: impl FnMut(&Outcome<Ingested>)) {
    let archive = Archive::create(&folder.join("index")).unwrap();
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
    let manner = Manner {
        commit_after: 15,
        ..Manner::at("2022-05-13T08:00:00Z".parse().unwrap())
    };
    let paths: Vec<PathBuf> = vec![folder.join("pages.warc.gz")];
    ingest(&archive, workers, (&paths, folder), manner, context, |outcome| {
        each(&outcome)
    })
    .unwrap();
}

/// All records of an index, and which are searched.
fn records(folder: &Path) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archive"));
    command
        .arg("--index")
        .arg(folder.join("index"))
        .args(["export", "--versions"]);
    let export = command.current_dir(folder).output().unwrap();
    assert!(export.status.success());
    let mut lines: Vec<String> = String::from_utf8(export.stdout)
        .unwrap()
        .lines()
        .map(str::to_string)
        .collect();
    lines.sort();
    lines
}

#[test]
#[ignore = "the process that the next test kills"]
fn the_one_that_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        ingested(Path::new(&folder), &Workers::new(1), |_| {
            writeln!(std::io::stdout(), "taken").unwrap();
        });
    }
}

/// Runs the ingest in a process of its own, and kills it when it has taken so many pages; whether it came to its end.
fn run(folder: &Path, killed_after: usize) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "formats::kills::the_one_that_is_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut taken = lines.map_while(Result::ok).filter(|line| line.contains("taken"));
    if taken.nth(killed_after).is_some() {
        child.kill().unwrap();
    }
    child.wait().unwrap().success()
}

#[test]
fn twenty_kills_change_nothing() {
    let (calm, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&calm, &killed] {
        capture(&folder.path().join("pages.warc.gz"));
    }
    ingested(calm.path(), &Workers::new(1), |_| {});
    // Some die before anything is committed, some between two commits, some in one.
    let survived = (0..KILLS)
        .filter(|kill| run(killed.path(), kill * 7 % 25))
        .count();
    assert!(survived < 6, "{survived} came to their end");
    assert!(run(killed.path(), usize::MAX));
    assert_eq!(records(killed.path()), records(calm.path()));
    let mut again = 0;
    ingested(killed.path(), &Workers::new(1), |outcome| {
        let unchanged = outcome
            .result
            .as_ref()
            .is_ok_and(|page| page.added == AddOutcome::Unchanged);
        assert!(unchanged, "{outcome:?}");
        again += 1;
    });
    // The file is known by its state: none of it was read.
    assert_eq!(again, 1);
}

#[test]
fn an_interrupted_capture_goes_on_where_it_stopped() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let (calm, stopped) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&calm, &stopped] {
        capture(&folder.path().join("pages.warc.gz"));
    }
    ingested(calm.path(), &Workers::new(1), |_| {});
    let mut first = 0;
    ingested(stopped.path(), &Workers::new(1).until(&STOP), |_| {
        first += 1;
        STOP.store(first == 90, Ordering::SeqCst);
    });
    let mut unchanged = 0;
    let mut second = 0;
    ingested(stopped.path(), &Workers::new(1), |outcome| {
        second += 1;
        let known = |page: &Ingested| page.added == AddOutcome::Unchanged;
        unchanged += usize::from(outcome.result.as_ref().is_ok_and(known));
    });
    // The last page that was taken is read once more.
    assert_eq!((first, second, unchanged), (90, PAGES + 2 - 90, 1));
    assert_eq!(records(stopped.path()), records(calm.path()));
}
