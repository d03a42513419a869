//! `archive check`, `archive rebuild` and `archive compact`: what is damaged, old or deleted.

use super::{Folder, LODWAR, NIAMEY};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

const SECRET: &str = "Le témoin de Zarmaganda\n\nPublié le 3 mars 2020\n\n\
    Un témoin qui se fait appeler Xylophane a parlé de la mine devant la commission, à huis clos, pendant plus de deux heures.\n";

/// An index with an older version, a copy, an article that was deleted, a record, a correction and a decision.
fn folder() -> Folder {
    let record = r#"{"title":"Les trains roulent","text":"Après onze jours de grève, les cheminots ont repris le travail lundi."}"#;
    let folder = Folder::with(&[
        ("a.txt", NIAMEY),
        ("b.html", LODWAR),
        ("copy.html", LODWAR),
        ("records.jsonl", record),
        ("secret.txt", SECRET),
    ]);
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.write(
        "pages/a.txt",
        NIAMEY.replace("trois jours", "quatre jours").as_bytes(),
    );
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.run(&["delete", "--matching", "Xylophane"]).ended_with(0);
    let lodwar = folder
        .run(&["search", "Lodwar", "--format", "ids"])
        .ended_with(0)
        .stdout;
    folder
        .run(&["set", lodwar.trim(), "section=Bridges"])
        .ended_with(0);
    folder
        .run(&["actors", "ignore", "person:amadou-keita"])
        .ended_with(0);
    folder
}

/// What an index says: every record, older versions too, and what it counts, but for the moments of ingests.
fn told(folder: &Folder) -> (Vec<String>, Vec<String>) {
    let without_moment = |line: &str| {
        let mut record: serde_json::Value = serde_json::from_str(line).unwrap();
        record["added"] = serde_json::Value::Null;
        record.to_string()
    };
    let exported = folder
        .run(&["export", "--furniture", "--versions"])
        .ended_with(0)
        .stdout;
    let mut records: Vec<String> = exported.lines().map(without_moment).collect();
    records.sort();
    let status = folder.run(&["status"]).ended_with(0).stdout;
    let counted = ["articles", "versions", "copies"];
    let counts = status
        .lines()
        .filter(|line| counted.iter().any(|name| line.starts_with(name)));
    (records, counts.map(str::to_string).collect())
}

fn files(path: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(path)
        .into_iter()
        .map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.into_path()).collect()
}

fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
}

#[test]
fn an_index_made_anew_says_the_same() {
    let folder = folder();
    let before = told(&folder);
    assert_eq!(before.1, ["articles\t3", "versions\t1", "copies\t1"]);
    for _ in 0..2 {
        let ended = folder.run(&["rebuild"]).ended_with(0);
        assert_eq!(ended.stderr, "4 articles read again\n");
        assert_eq!(told(&folder), before);
        folder.run(&["check"]).ended_with(0);
        // The files are known still.
        let ended = folder
            .run(&["ingest", "pages/a.txt", "pages/b.html"])
            .ended_with(0);
        assert!(
            ended.stderr.starts_with("0 added, 0 updated, 2 unchanged"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn what_was_deleted_and_ingested_again_is_in_the_index_made_anew() {
    let folder = folder();
    for (file, query) in [("secret.txt", "Xylophane"), ("records.jsonl", "cheminots")] {
        folder.run(&["delete", "--matching", query]);
        folder.run(&["ingest", &format!("pages/{file}")]).ended_with(0);
        folder.run(&["search", query]).ended_with(0);
    }
    let before = told(&folder);
    folder.run(&["rebuild"]).ended_with(0);
    assert_eq!(told(&folder), before);
}

#[test]
fn whatever_of_the_inverted_index_is_damaged_the_pages_come_back() {
    let folder = folder();
    let before = told(&folder);
    let words = folder.path().join(".archive/words");
    let saved = folder.path().join("saved");
    copy(&folder.path().join(".archive"), &saved);
    let damage: [&dyn Fn(); 3] = [
        &|| fs::remove_file(words.join("meta.json")).unwrap(),
        &|| fs::remove_dir_all(&words).unwrap(),
        &|| {
            for file in files(&words) {
                let bytes = fs::read(&file).unwrap();
                fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
            }
        },
    ];
    for damage in damage {
        damage();
        for command in [&["search", "Lodwar"][..], &["export"], &["ingest", "pages"]] {
            let ended = folder.run(command).ended_with(2);
            assert!(ended.stderr.contains("rebuild`"), "{command:?}: {}", ended.stderr);
            assert!(!ended.stderr.contains("words//"), "{command:?}: {}", ended.stderr);
        }
        let ended = folder.run(&["check"]).ended_with(3);
        assert!(ended.stderr.ends_with("rebuild`\n"), "{}", ended.stderr);
        folder.run(&["rebuild"]).ended_with(0);
        assert_eq!(told(&folder), before);
        assert_eq!(folder.run(&["count", "Xylophane"]).ended_with(1).stdout, "0\n");
        fs::remove_dir_all(folder.path().join(".archive")).unwrap();
        copy(&saved, &folder.path().join(".archive"));
    }
}

#[test]
fn a_damaged_page_costs_its_own_article_nothing_that_is_known() {
    let folder = folder();
    let before = told(&folder).1;
    let path = folder.path().join(".archive/originals");
    let mut bytes = fs::read(&path).unwrap();
    let frame = [0x28, 0xb5, 0x2f, 0xfd];
    let page = bytes.windows(4).position(|bytes| bytes == frame).unwrap();
    bytes[page + 40] ^= 0x55;
    fs::write(&path, bytes).unwrap();
    let ended = folder.run(&["check"]).ended_with(3);
    assert!(
        ended.stderr.contains("originals: 1 pages are damaged"),
        "{}",
        ended.stderr
    );
    let ended = folder.run(&["rebuild"]).ended_with(3);
    assert!(
        ended
            .stderr
            .contains("1 pages are lost; what was known of their articles is kept"),
        "{}",
        ended.stderr
    );
    assert_eq!(told(&folder).1, before);
}

#[test]
fn a_flipped_byte_is_a_line_and_no_trace() {
    let folder = folder();
    let words = folder.path().join(".archive/words");
    for kind in ["fast", "term", "idx", "pos", "store"] {
        for file in files(&words) {
            if file.extension().is_none_or(|extension| extension != kind) {
                continue;
            }
            let whole = fs::read(&file).unwrap();
            let mut flipped = whole.clone();
            for at in (0..whole.len()).step_by(7) {
                flipped[at] ^= 0x5a;
            }
            fs::write(&file, &flipped).unwrap();
            for command in [&["facet", "country"][..], &["search", "Lodwar"], &["check"]] {
                let ended = folder.run(command);
                let lines = || format!("{command:?} {}: {}", file.display(), ended.stderr);
                assert!(matches!(ended.code, Some(0..=3)), "{}", lines());
                assert!(!ended.stderr.contains("panicked"), "{}", lines());
                assert!(
                    ended.code < Some(2) || ended.stderr.contains("rebuild`"),
                    "{}",
                    lines()
                );
            }
            fs::write(&file, whole).unwrap();
        }
    }
}

/// The library of the index would make room for four gigabytes first.
#[test]
fn a_stored_block_that_says_to_be_huge_is_not_believed() {
    let folder = folder();
    let stores = files(&folder.path().join(".archive/words")).into_iter();
    for file in stores.filter(|file| file.extension().is_some_and(|extension| extension == "store")) {
        let mut bytes = fs::read(&file).unwrap();
        bytes[..4].fill(0xff);
        fs::write(&file, bytes).unwrap();
    }
    let ended = folder.run(&["search", "Lodwar"]).ended_with(2);
    assert!(
        ended.stderr.contains("a block of stored articles is damaged") && ended.stderr.contains("rebuild`"),
        "{}",
        ended.stderr
    );
}

#[test]
fn every_format_ever_shipped_is_made_anew_by_the_command_that_the_error_names() {
    for format in 1..archive::index::FORMAT {
        let old = PathBuf::from(format!("fixtures/old-indexes/{format}"));
        assert!(
            old.join("format").exists(),
            "an index of format {format} belongs into fixtures/old-indexes"
        );
        let folder = Folder::new();
        copy(&old, &folder.path().join("index"));
        fs::copy(old.with_extension("actors"), folder.path().join("index.actors")).unwrap();
        let index = |args: &[&str]| folder.run(&[&["--index", "index"], args].concat());
        for args in [&["search", "pont"][..], &["check"], &["ingest", "."]] {
            let ended = index(args).ended_with(2);
            assert!(
                ended.stderr.contains("`archive --index index rebuild`"),
                "{}",
                ended.stderr
            );
        }
        index(&["rebuild"]).ended_with(0);
        index(&["check"]).ended_with(0);
        let status = index(&["status"]).ended_with(0).stdout;
        for line in ["articles\t4", "versions\t1", "copies\t1"] {
            assert!(status.lines().any(|found| found == line), "{line}: {status}");
        }
        assert_eq!(index(&["count", "Xylophane"]).ended_with(1).stdout, "0\n");
        let paths = |query: &str| {
            index(&["search", query, "--format", "paths"])
                .ended_with(0)
                .stdout
        };
        assert_eq!(paths("récolte"), "pages/sokoura.html\n");
        assert_eq!(paths("section:Agriculture"), "pages/sokoura.html\n");
        assert_eq!(paths("cheminots"), "pages/records.jsonl\n");
        assert_eq!(paths("quatre"), "pages/niamey.txt\n");
        index(&["count", "person:aissata-ouedraogo"]).ended_with(1);

        // The pages alone are enough; which of them were deleted, they did not say before the third format.
        let alone = Folder::new();
        copy(&old, &alone.path().join("index"));
        fs::remove_dir_all(alone.path().join("index/words")).unwrap();
        alone.run(&["--index", "index", "rebuild"]).ended_with(0);
        // An older version is searched where nothing says what took its place.
        let (deleted, older) = if format < 3 { (0, 0) } else { (1, 1) };
        for (word, code) in [
            ("récolte", 0),
            ("Lodwar", 0),
            ("cheminots", 0),
            ("quatre", 0),
            ("trois", older),
            ("Xylophane", deleted),
        ] {
            let ended = alone.run(&["--index", "index", "search", word]);
            assert_eq!(ended.code, Some(code), "{format} {word}: {}", ended.stderr);
        }
    }
}

/// Whether a word stands in a file, as it is or in some of the Zstandard frames in it.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let has = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word);
    let frame = [0x28, 0xb5, 0x2f, 0xfd];
    let starts = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(&frame));
    has(bytes)
        || starts.into_iter().any(|start| {
            let mut text = Vec::new();
            if let Ok(frame) = zstd::stream::read::Decoder::new(&bytes[start..]) {
                // What is no frame after all ends with an error; what came before it counts.
                let _ = frame.single_frame().read_to_end(&mut text);
            }
            has(&text)
        })
}

#[test]
fn what_was_deleted_is_taken_out_by_compact_and_by_nothing_else() {
    let folder = folder();
    // The end of the word stands whole also where a dictionary leaves out the letters that the word before it has.
    let is_held = || {
        let index = files(&folder.path().join(".archive"));
        index
            .iter()
            .any(|file| holds(&fs::read(file).unwrap(), b"ylophane"))
    };
    let before = told(&folder);
    assert!(is_held(), "a deletion alone leaves the page");
    folder.run(&["rebuild"]).ended_with(0);
    assert!(is_held(), "nor does a rebuild take it out");
    let ended = folder.run(&["compact"]).ended_with(0);
    assert!(
        ended.stderr.starts_with("1 taken out; the originals have "),
        "{}",
        ended.stderr
    );
    assert!(!is_held(), "nothing of it is left");
    assert_eq!(told(&folder), before);
    folder.run(&["check"]).ended_with(0);
    let ended = folder.run(&["compact"]).ended_with(0);
    assert!(ended.stderr.starts_with("0 taken out"), "{}", ended.stderr);
    // It is read again when it is ingested again.
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.run(&["search", "Xylophane"]).ended_with(0);
}

#[test]
fn a_deletion_says_what_stays() {
    let folder = folder();
    let ended = folder.run(&["delete", "--matching", "Lodwar"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "1 deleted; until `archive compact` is run, their pages stay in the files of the index\n"
    );
}
