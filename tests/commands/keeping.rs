//! What an index keeps, and from whom: modes, read-only use, interrupts, what is taken for pages and what is not.

use super::{Folder, LODWAR, NIAMEY};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TWO: &[(&str, &str)] = &[("a.txt", NIAMEY), ("b.html", LODWAR)];

/// Every file below a path, with its bytes.
fn files(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(path)
        .into_iter()
        .map(|entry| entry.unwrap());
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| (entry.path().to_path_buf(), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn who_asks_writes_nothing() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let index = folder.path().join(".archive");
    // Locks are files too: a reader must not need any, as it cannot make one on a disk that is read-only.
    for name in [".tantivy-meta.lock", ".tantivy-writer.lock"] {
        let _ = fs::remove_file(index.join("words").join(name));
    }
    let before = files(&index);
    for args in [
        &["search", "Lodwar"][..],
        &["count", "Lodwar"],
        &["facet", "lang"],
        &["timeline"],
        &["kwic", "Lodwar"],
        &["graph"],
        &["stories"],
        &["actors", "list"],
        &["export"],
        &["status"],
        &["check"],
        &["ingest", "pages"],
    ] {
        let ended = folder.run(args);
        assert!(matches!(ended.code, Some(0 | 1)), "{args:?}: {}", ended.stderr);
        assert_eq!(files(&index), before, "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_index_of_another_user_on_a_disk_that_is_read_only_answers() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let words = folder.path().join(".archive/words");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    folder.write("plain", b"");
    let ordinary = mode(&folder.path().join("plain"));
    for path in files(&folder.path().join(".archive")).into_keys() {
        assert_eq!(mode(&path), ordinary, "{}", path.display());
    }
    // A lock that nobody can open, whoever runs the test.
    fs::remove_file(words.join(".tantivy-meta.lock")).unwrap_or_default();
    fs::create_dir(words.join(".tantivy-meta.lock")).unwrap();
    fs::set_permissions(&words, fs::Permissions::from_mode(0o555)).unwrap();
    let ended = folder
        .run(&["search", "Lodwar", "--format", "paths"])
        .ended_with(0);
    assert_eq!(ended.stdout, "pages/b.html\n");
    fs::set_permissions(&words, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_index_is_never_read_as_pages() {
    let folder = Folder::with(TWO);
    folder
        .run(&["--index", "pages/second", "ingest", "pages"])
        .ended_with(0);
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "2 added, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed\n"
    );
    let ended = folder.run(&["ingest", "pages/second"]).ended_with(0);
    assert!(
        ended
            .stderr
            .starts_with("archive: warning: pages/second: an index of this program, not pages\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn an_index_is_never_made_among_other_things() {
    let folder = Folder::with(TWO);
    let ended = folder.run(&["--index", "pages", "ingest", "pages"]).ended_with(2);
    assert!(
        ended.stderr.contains("other things are in it") && ended.stderr.contains("hint: "),
        "{}",
        ended.stderr
    );
    assert_eq!(files(&folder.path().join("pages")).len(), 2);
    let ended = folder
        .run(&["--index", "pages/a.txt", "ingest", "pages"])
        .ended_with(2);
    assert!(
        ended.stderr.contains("no index is made in pages/a.txt"),
        "{}",
        ended.stderr
    );
    fs::create_dir(folder.path().join("empty")).unwrap();
    folder.run(&["--index", "empty", "ingest", "pages"]).ended_with(0);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_heap_is_passed_over_and_one_that_is_named_is_read() {
    use nix::sys::stat::Mode;
    let folder = Folder::with(TWO);
    nix::unistd::mkfifo(&folder.path().join("pages/pipe"), Mode::S_IRWXU).unwrap();
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "archive: warning: pages/pipe: not a file: a named pipe\n\
         2 added, 0 updated, 0 unchanged, 0 duplicate, 1 skipped, 0 failed\n"
    );
    let path = folder.path().join("pages/pipe");
    let writer = std::thread::spawn(move || fs::write(path, LODWAR));
    let ended = folder
        .run(&["extract", "--format", "text", "pages/pipe"])
        .ended_with(0);
    writer.join().unwrap().unwrap();
    assert!(
        ended.stdout.starts_with("title\tCracks close Lodwar bridge"),
        "{}",
        ended.stdout
    );
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_read_no_further_than_the_limit() {
    let folder = Folder::with(&[]);
    let ended = folder
        .run(&["extract", "--max-size", "3000000", "/dev/zero"])
        .ended_with(0);
    assert!(
        ended.stderr.contains("not a page: binary data"),
        "{}",
        ended.stderr
    );
}

#[test]
fn some_failed_is_not_nothing_done() {
    let folder = Folder::with(TWO);
    let link = |name: &str| {
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", folder.path().join(name)).unwrap();
        #[cfg(not(unix))]
        std::os::windows::fs::symlink_file("nowhere", folder.path().join(name)).unwrap();
    };
    for links in [&["pages/l"][..], &["pages/m"]] {
        links.iter().for_each(|name| link(name));
        folder.run(&["ingest", "pages"]).ended_with(3);
        folder.run(&["extract", "pages"]).ended_with(3);
    }
    folder.run(&["extract", "pages/l", "pages/m"]).ended_with(2);
    let ended = folder.run(&["-q", "ingest", "pages", "nope"]).ended_with(3);
    assert!(
        ended.stderr.contains("nope: no such file or directory"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_scrapers_lines_are_read_though_the_first_has_no_text() {
    let folder = Folder::with(&[]);
    folder.write(
        "all.jsonl",
        b"{\"title\":\"A\"}\n{\"title\":\"B\",\"text\":\"La route du nord rouvre.\"}\n",
    );
    let ended = folder.run(&["ingest", "all.jsonl"]).ended_with(3);
    assert!(
        ended.stderr.contains("line 1: no text in this record") && ended.stderr.contains("1 added"),
        "{}",
        ended.stderr
    );
}

#[test]
fn nothing_typed_is_not_everything_to_delete() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    for nothing in ["", "  "] {
        let ended = folder.run(&["delete", "--matching", nothing]).ended_with(2);
        assert!(ended.stderr.contains("names no article"), "{}", ended.stderr);
    }
    assert_eq!(folder.run(&["count", "*"]).ended_with(0).stdout, "2\n");
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_is_done_and_says_what_to_type() {
    use nix::sys::signal::{Signal, kill};
    use std::io::BufRead;
    let folder = Folder::with(&[]);
    for number in 0..700 {
        let text = NIAMEY.replace("trois jours", &format!("{number} jours"));
        folder.write(&format!("pages/{number}.txt"), text.as_bytes());
    }
    let mut child = folder
        .command(&["ingest", "--format", "jsonl", "pages"])
        .spawn()
        .unwrap();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    kill(nix::unistd::Pid::from_raw(child.id() as i32), Signal::SIGTERM).unwrap();
    std::io::copy(&mut out, &mut std::io::sink()).unwrap();
    let ended = super::Ended::of(child.wait_with_output().unwrap()).ended_with(130);
    let kept = ended
        .stderr
        .trim()
        .strip_suffix(" pages kept; run it again to go on");
    let kept: usize = kept
        .unwrap_or_else(|| panic!("{}", ended.stderr))
        .parse()
        .unwrap();
    assert!((1..700).contains(&kept), "{kept}");
    assert_eq!(
        folder.run(&["count", "*"]).ended_with(0).stdout,
        format!("{kept}\n")
    );
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    assert!(
        ended
            .stderr
            .starts_with(&format!("{} added, 0 updated, {kept} unchanged", 700 - kept)),
        "{}",
        ended.stderr
    );
}
