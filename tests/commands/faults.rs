//! Trees and streams as a bad day leaves them: nothing hangs, nothing is lost, and what is wrong is said.

use super::{Folder, LODWAR, NIAMEY};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const TWO: &[(&str, &str)] = &[("a.txt", NIAMEY), ("b.html", LODWAR)];

#[test]
fn loops_sockets_and_strange_names_cost_nothing_else() {
    let folder = Folder::with(TWO);
    let pages = folder.path().join("pages");
    symlink("..", pages.join("up")).unwrap();
    symlink("self", pages.join("self")).unwrap();
    let _listening = UnixListener::bind(pages.join("socket")).unwrap();
    let strange = LODWAR.replace("Tuesday", "Wednesday");
    fs::write(pages.join(OsStr::from_bytes(b"caf\xe9\nau lait.html")), strange).unwrap();
    let ended = folder.run(&["ingest", "pages"]);
    assert!(ended.stderr.contains("3 added"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("socket: not a file: a socket"),
        "{}",
        ended.stderr
    );
    let found = folder
        .run(&["search", "Wednesday", "--format", "paths"])
        .ended_with(0);
    assert_eq!(found.stdout, "pages/caf\\xe9 au lait.html\n");
    let bytes = folder
        .run(&["search", "Wednesday", "--format", "paths", "-0"])
        .ended_with(0)
        .bytes;
    assert_eq!(bytes, b"pages/caf\xe9\nau lait.html\0");
}

#[test]
fn ten_thousand_files_in_one_directory_are_one_ingest() {
    let folder = Folder::with(TWO);
    for number in 0..10_000 {
        fs::write(folder.path().join(format!("pages/{number}.css")), "a{b:c}").unwrap();
    }
    let ended = folder.run(&["ingest", "pages"]).ended_with(0).stderr;
    assert!(
        ended.contains("2 added") && ended.contains("10000 skipped"),
        "{ended}"
    );
    assert!(ended.lines().count() < 5, "one line for all of a kind: {ended}");
}

#[test]
fn a_full_disk_behind_stdout_and_a_closed_stdin_are_said() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    for args in [
        &["export"][..],
        &["search", "*"],
        &["facet", "country"],
        &["extract", "pages"],
    ] {
        let mut command = folder.command(args);
        command
            .stdin(Stdio::null())
            .stdout(File::create("/dev/full").unwrap());
        let ended = command.output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("No space left"), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
    }
    let mut nothing = std::process::Command::new("sh");
    nothing.args(["-c", "exec \"$0\" ingest - <&-", env!("CARGO_BIN_EXE_archive")]);
    let ended = nothing.current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.code().is_some_and(|code| code <= 3), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn files_that_change_while_they_are_read_end_as_they_are() {
    let folder = Folder::with(&[]);
    let text = |number: usize, version: usize| {
        let days = format!("{number} jours, version {version}");
        NIAMEY.replace("trois jours", &days)
    };
    for number in 0..60 {
        folder.write(&format!("pages/{number}.txt"), text(number, 0).as_bytes());
    }
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut version = 0;
            while !is_over.load(Ordering::Relaxed) {
                version += 1;
                let path = |number: usize| folder.path().join(format!("pages/{number}.txt"));
                // One grows and shrinks, one goes and comes back.
                fs::write(
                    path(version % 60),
                    text(version % 60, version).repeat(version % 3 + 1),
                )
                .unwrap();
                fs::remove_file(path((version + 30) % 60)).unwrap();
                std::thread::sleep(Duration::from_millis(1));
                fs::write(path((version + 30) % 60), text((version + 30) % 60, version)).unwrap();
            }
        });
        for _ in 0..3 {
            let ended = folder.run(&["ingest", "-v", "pages"]);
            assert!(matches!(ended.code, Some(0 | 3)), "{}", ended.stderr);
            assert!(!ended.stderr.contains("please report"), "{}", ended.stderr);
        }
        is_over.store(true, Ordering::Relaxed);
    });
    folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(folder.run(&["count", "*"]).ended_with(0).stdout, "60\n");
    folder.run(&["check"]).ended_with(0);
    let printed = folder.run(&["export"]).ended_with(0).stdout;
    for record in printed.lines() {
        let record: serde_json::Value = serde_json::from_str(record).unwrap();
        let path = record["source"]["path"].as_str().unwrap();
        let saved = fs::read(folder.path().join(path)).unwrap();
        let hash = blake3::hash(&saved).to_hex();
        let id = record["id"].as_str().unwrap();
        assert!(hash.starts_with(id), "{path} is searched as it is");
    }
}

#[test]
fn a_hundred_readers_are_answered_while_one_writes() {
    let folder = Folder::with(TWO);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut round = 0;
            while !is_over.load(Ordering::Relaxed) {
                let text = NIAMEY.replace("trois jours", &format!("{round} jours"));
                folder.write(&format!("pages/new-{}.txt", round % 9), text.as_bytes());
                folder.run(&["ingest", "-q", "pages"]).ended_with(0);
                round += 1;
                if round % 4 == 0 {
                    folder.run(&["compact"]).ended_with(0);
                }
            }
            round
        });
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let ended = folder
                            .run(&["search", "Lodwar", "--format", "paths"])
                            .ended_with(0);
                        assert_eq!(ended.stdout, "pages/b.html\n", "{}", ended.stderr);
                    }
                })
            })
            .collect();
        let read: Vec<_> = readers.into_iter().map(|reader| reader.join()).collect();
        is_over.store(true, Ordering::Relaxed);
        assert!(writing.join().unwrap() > 0);
        assert!(read.iter().all(Result::is_ok));
    });
    folder.run(&["check"]).ended_with(0);
}
