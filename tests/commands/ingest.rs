//! `archive ingest`.

use super::{Folder, LODWAR, NIAMEY};
use serde_json::Value;
use std::io::Write;

const TWO: &[(&str, &str)] = &[("a.txt", NIAMEY), ("b.html", LODWAR)];

#[test]
fn pages_are_added_once() {
    let folder = Folder::with(TWO);
    let first = folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(
        first.stderr,
        "2 added, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed\n"
    );
    assert_eq!(first.stdout, "");
    let second = folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(
        second.stderr,
        "0 added, 0 updated, 2 unchanged, 0 duplicate, 0 skipped, 0 failed\n"
    );
}

#[test]
fn a_changed_page_takes_the_place_of_the_old_one_and_a_copy_is_no_second_article() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.write(
        "pages/a.txt",
        NIAMEY.replace("trois jours", "quatre jours").as_bytes(),
    );
    folder.write("pages/copy.html", LODWAR.as_bytes());
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "0 added, 1 updated, 1 unchanged, 1 duplicate, 0 skipped, 0 failed\n"
    );
}

#[test]
fn what_is_no_page_is_skipped_and_says_why() {
    let folder = Folder::with(TWO);
    folder.write("pages/empty.txt", b"");
    folder.write("pages/picture.html", b"\x89PNG\r\n\x1a\n\0\0\0");
    folder.write("pages/.hidden", b"Mali");
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    let lines: Vec<&str> = ended.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "archive: 1 skipped: empty",
            "archive: 1 skipped: not a page: a PNG picture",
            "2 added, 0 updated, 0 unchanged, 0 duplicate, 2 skipped, 0 failed",
        ]
    );
    let told = folder.run(&["-v", "ingest", "pages"]).ended_with(0).stderr;
    assert!(
        told.contains("pages/picture.html: not a page: a PNG picture"),
        "{told}"
    );
    let named = folder.run(&["ingest", "pages/picture.html"]).ended_with(0).stderr;
    assert!(
        named.contains("warning: pages/picture.html: not a page: a PNG picture"),
        "{named}"
    );
}

#[test]
fn a_missing_path_fails_alone() {
    let folder = Folder::with(TWO);
    let ended = folder.run(&["ingest", "nowhere", "pages"]).ended_with(3);
    assert!(
        ended
            .stderr
            .starts_with("archive: warning: nowhere: no such file or directory\n2 added"),
        "{}",
        ended.stderr
    );
    let folder = Folder::new();
    let ended = folder.run(&["ingest", "nowhere"]).ended_with(2);
    assert_eq!(
        ended.stderr,
        "archive: warning: nowhere: no such file or directory\n"
    );
    assert!(
        !folder.path().join(".archive").exists(),
        "no index is made for nothing"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_fails_alone() {
    let folder = Folder::with(TWO);
    std::os::unix::fs::symlink("nowhere", folder.path().join("pages/link")).unwrap();
    let ended = folder.run(&["ingest", "pages"]).ended_with(3);
    assert!(
        ended.stderr.contains("2 added, 0 updated") && ended.stderr.contains("1 failed"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_directory_without_pages_says_so() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("void")).unwrap();
    let ended = folder.run(&["ingest", "void"]).ended_with(0);
    assert!(
        ended
            .stderr
            .starts_with("archive: warning: void: no pages in this directory\n0 added"),
        "{}",
        ended.stderr
    );
}

#[test]
fn paths_come_on_stdin_and_outcomes_as_json() {
    let folder = Folder::with(TWO);
    let ended = folder
        .run_with(&["ingest", "-0", "--format", "jsonl", "-"], "pages/a.txt\0gone\0")
        .ended_with(3);
    let lines: Vec<Value> = ended
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let line = |outcome: &str| lines.iter().find(|line| line["outcome"] == outcome).unwrap();
    assert_eq!(line("added")["path"], "pages/a.txt");
    assert_eq!(line("added")["id"].as_str().map(str::len), Some(12));
    assert_eq!((line("failed")["path"].as_str(), lines.len()), (Some("gone"), 2));
}

#[test]
fn an_index_that_is_written_to_is_left_alone() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let archive = archive::index::Archive::open(&folder.path().join(".archive")).unwrap();
    let _writer = archive.writer().unwrap();
    // Where nothing has changed there is nothing to write.
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.write("pages/c.html", LODWAR.replace("Lodwar", "Kapsabet").as_bytes());
    let ended = folder.run(&["ingest", "pages"]).ended_with(75);
    assert!(
        ended.stderr.contains("another process is writing to the index") && ended.stderr.contains("hint: "),
        "{}",
        ended.stderr
    );
}

#[test]
fn an_index_of_another_format_is_refused_with_a_hint() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.write(".archive/format", b"99\n");
    let ended = folder.run(&["ingest", "pages"]).ended_with(2);
    assert!(
        ended.stderr.contains("format 99") && ended.stderr.contains("hint: "),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_page_larger_than_the_limit_is_skipped() {
    let folder = Folder::with(TWO);
    let ended = folder
        .run(&["ingest", "--max-size", "600", "pages"])
        .ended_with(0);
    assert!(
        ended.stderr.contains("more than --max-size 600"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_file_of_records_larger_than_the_limit_is_read_and_only_a_large_record_skipped() {
    let folder = Folder::with(&[]);
    let record = |number: usize, words: usize| {
        let text = format!(
            "Séance {number} du conseil. {}",
            "La route du nord rouvre. ".repeat(words)
        );
        format!(
            "{}\n",
            serde_json::json!({"title": format!("Séance {number}"), "text": text})
        )
    };
    let lines = (0..60).map(|number| record(number, if number == 1 { 6_000 } else { 3_000 }));
    folder.write("all.jsonl", lines.collect::<String>().as_bytes());
    let ended = folder
        .run(&["ingest", "--max-size", "100000", "all.jsonl"])
        .ended_with(0);
    assert!(
        ended
            .stderr
            .contains("59 added, 0 updated, 0 unchanged, 0 duplicate, 1 skipped"),
        "{}",
        ended.stderr
    );
    let again = folder.run(&["ingest", "all.jsonl"]).ended_with(0).stderr;
    assert!(again.contains("1 added, 0 updated, 59 unchanged"), "{again}");
    let idle = folder.run(&["ingest", "all.jsonl"]).ended_with(0).stderr;
    assert!(idle.contains("0 added, 0 updated, 1 unchanged"), "{idle}");
}

#[test]
fn an_input_is_read_within_bounds_that_the_user_can_move() {
    let folder = Folder::with(&[]);
    let record = |number| serde_json::json!({"title": format!("Séance {number}"), "text": format!("Le conseil vote {number} fois.")});
    let records: String = (0..9).map(|number| format!("{}\n", record(number))).collect();
    folder.write("all.jsonl", records.as_bytes());
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(records.as_bytes()).expect("packed");
    let once = zipped.finish().expect("packed");
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(&once).expect("packed");
    folder.write("all.jsonl.gz.gz", &zipped.finish().expect("packed"));
    let said = |flags: &[&str], path: &str| {
        let trial = [&["ingest", "-n"], flags, &[path]].concat();
        folder.run(&trial).ended_with(0).stderr
    };
    for path in ["all.jsonl", "all.jsonl.gz.gz"] {
        assert!(said(&[], path).contains("9 added"), "{path}");
        let cut = said(&["--max-records", "4"], path);
        assert!(
            cut.contains("4 added") && cut.contains("more than 4 records"),
            "{cut}"
        );
        assert_eq!(cut.matches("more than 4 records").count(), 1, "{cut}");
    }
    let nested = said(&["--max-depth", "2"], "all.jsonl.gz.gz");
    assert!(
        nested.contains("0 added") && nested.contains("--max-depth"),
        "{nested}"
    );
    let packed = |flags: &[&str]| said(flags, "all.jsonl.gz.gz");
    assert!(packed(&["--max-unpacked", "100", "--max-ratio", "1"]).contains("--max-ratio"));
    assert!(packed(&["--max-unpacked", "100", "--max-ratio", "200"]).contains("9 added"));
    assert!(packed(&["--max-unpacked", "1K", "--max-ratio", "1"]).contains("9 added"));
    let large = said(&["--max-size", "0.02KiB"], "all.jsonl");
    assert!(large.contains("0 added"), "{large}");
}

#[test]
fn a_record_of_another_scraper_is_searched_whatever_it_calls_newer() {
    let folder = Folder::with(&[]);
    let record = serde_json::json!({"text": "La route du nord rouvre à Kapsabet.", "newer": "000000000000"});
    folder.write("other.jsonl", record.to_string().as_bytes());
    folder.run(&["ingest", "other.jsonl"]).ended_with(0);
    folder.run(&["search", "Kapsabet"]).ended_with(0);
}

#[test]
fn what_a_cluster_alone_has_is_refused_in_a_directory() {
    let folder = Folder::with(TWO);
    for (flags, said) in [
        (&["--create"][..], "--create makes"),
        (&["--as", "press"], "--as tells"),
        (&["--as", "a/b"], "letters, digits"),
    ] {
        let args = [&["ingest", "pages"], flags].concat();
        let stderr = folder.run(&args).ended_with(2).stderr;
        assert!(stderr.contains(said), "{stderr}");
    }
}
