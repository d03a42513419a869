//! `archive extract`.

use super::{Folder, LODWAR, NIAMEY};
use serde_json::Value;

fn records(stdout: &str) -> Vec<Value> {
    stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_page_is_a_line_in_the_order_of_the_paths() {
    let folder = Folder::with(&[("b.txt", NIAMEY), ("a.html", LODWAR)]);
    let ended = folder
        .run(&["extract", "pages/b.txt", "pages/a.html", "pages"])
        .ended_with(0);
    let found = records(&ended.stdout);
    let paths: Vec<_> = found
        .iter()
        .map(|record| record["source"]["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        ["pages/b.txt", "pages/a.html", "pages/a.html", "pages/b.txt"]
    );
    assert_eq!(found[0]["title"], "Niamey reçoit le général Kéita");
    assert!(
        !found[0]["body"].as_str().unwrap().contains("Kenya"),
        "a menu is no body"
    );
    assert_eq!(found[1]["outlet"], "The Turkwel Post");
    assert_eq!(found[1]["published"]["date"], "2022-10-04");
    assert!(!folder.path().join(".archive").exists(), "extract makes no index");
}

#[test]
fn one_page_comes_on_stdin() {
    let ended = Folder::new().run_with(&["extract", "-"], LODWAR).ended_with(0);
    let found = records(&ended.stdout);
    assert_eq!((found.len(), found[0]["source"]["path"].as_str()), (1, Some("-")));
}

#[test]
fn the_text_of_a_record_is_taken_as_it_is() {
    let folder = Folder::new();
    folder.write(
        "r.jsonl",
        "{\"title\":\"A  b\",\"text\":\" Menu \\n\\n Le Mali.\",\"date\":\"2022-05-13\"}\nnot json\n"
            .as_bytes(),
    );
    let ended = folder.run(&["extract", "r.jsonl"]).ended_with(3);
    let found = records(&ended.stdout);
    assert_eq!(
        (found[0]["title"].as_str(), found[0]["body"].as_str()),
        (Some("A  b"), Some(" Menu \n\n Le Mali."))
    );
    assert_eq!(found[0]["published"]["date"], "2022-05-13");
    assert!(ended.stderr.contains("r.jsonl: line 2: "), "{}", ended.stderr);
}

#[test]
fn why_shows_every_block_and_every_fact() {
    let folder = Folder::with(&[("a.html", LODWAR)]);
    let text = folder.run(&["extract", "--why", "pages"]).ended_with(0).stdout;
    for shown in [
        "Business",
        "navigation",
        "paragraph",
        "Cracks close Lodwar bridge",
        "published",
        "won",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    let ended = folder
        .run(&["extract", "--why", "--format", "jsonl", "pages"])
        .ended_with(0);
    let why = &records(&ended.stdout)[0]["why"];
    assert_eq!(why["blocks"].as_array().map(Vec::len), Some(4));
    assert_eq!(why["facts"]["outlet"]["value"], "The Turkwel Post");
}

#[test]
fn nothing_of_a_page_commands_the_terminal() {
    let folder = Folder::with(&[(
        "a.txt",
        &NIAMEY.replace("Niamey", "Nia\u{1b}]0;x\u{7}mey\u{202e}"),
    )]);
    for format in ["text", "jsonl"] {
        let ended = folder
            .run(&["extract", "--format", format, "pages"])
            .ended_with(0);
        assert!(!ended.stdout.contains(['\u{1b}', '\u{7}']), "{format}");
    }
}

#[test]
fn every_input_that_is_no_page_gets_one_line() {
    let folder = Folder::new();
    folder.write("empty.txt", b"");
    folder.write("binary", b"\x7fELF\x02\x01\x01\0\0\0\0\0");
    let ended = folder.run(&["extract", "empty.txt", "binary"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "archive: warning: empty.txt: empty\narchive: warning: binary: not a page: a program\n"
    );
    let ended = folder.run(&["extract", "nowhere"]).ended_with(2);
    assert_eq!(
        ended.stderr,
        "archive: warning: nowhere: no such file or directory\n"
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::with(&[("a.html", LODWAR)]);
    let program = env!("CARGO_BIN_EXE_archive");
    let script = format!(
        "for i in $(seq 200); do echo pages/a.html; done | xargs {program} extract | head -1 >/dev/null; echo ${{PIPESTATUS[1]}}"
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_witness_is_named_as_the_list_of_blocks_numbers_it() {
    for (name, page) in [("a.html", LODWAR), ("a.txt", NIAMEY)] {
        let folder = Folder::with(&[(name, page)]);
        let why = folder.run(&["extract", "--why", "pages"]).ended_with(0).stdout;
        let (blocks, facts) = why.split_once("\nfacts:").unwrap();
        let is_title = |line: &&str| line.split_whitespace().nth(1) == Some("title");
        let number = blocks
            .lines()
            .find(is_title)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap();
        let witness = facts
            .lines()
            .find(|line| line.starts_with("title ") && line.contains(" won "))
            .unwrap();
        let kind = if name == "a.html" { "block" } else { "line" };
        assert!(witness.contains(&format!(" {kind} {number} ")), "{why}");
    }
}

#[test]
fn a_fact_that_nobody_decided_is_lost_for_weakness() {
    let folder = Folder::with(&[("a.txt", NIAMEY)]);
    let why = folder.run(&["extract", "--why", "pages"]).ended_with(0).stdout;
    let outlets: Vec<&str> = why.lines().filter(|line| line.starts_with("outlet ")).collect();
    assert!(
        !outlets.is_empty()
            && outlets
                .iter()
                .all(|line| line.contains("lost: too weak to be believed alone")),
        "{why}"
    );
}

#[test]
fn what_was_removed_is_printed_whole() {
    let folder = Folder::with(&[("a.txt", NIAMEY)]);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let id = folder.run(&["search", "Niamey", "--format", "ids"]).stdout;
    let removed = folder.run(&["show", "--removed", id.trim()]).ended_with(0).stdout;
    let rows: Vec<Vec<&str>> = removed.lines().map(|line| line.split('\t').collect()).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row[2]).collect();
    assert!(
        ["Kenya", "Ghana", "Partager"]
            .iter()
            .all(|text| texts.contains(text)),
        "{removed}"
    );
    assert!(
        !texts
            .iter()
            .any(|text| text.contains("Amadou Kéita") || text.starts_with("Niamey")),
        "{removed}"
    );
}
