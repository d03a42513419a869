//! What the README shows was run: every console block, in order, in one directory that holds the fixtures.
//!
//! Lines after `$ ` are commands, the lines up to the next are what they print (stdout and stderr as they come). Commands of
//! cargo are left out: they built what runs here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A command and what it printed.
struct Shown {
    command: String,
    output: String,
}

fn shown(readme: &str) -> Vec<Shown> {
    let mut found = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for part in format!("\n{block}").split("\n$ ").skip(1) {
            let (command, output) = part.split_once('\n').unwrap_or((part, ""));
            found.push(Shown {
                command: command.to_string(),
                output: output.trim_end().to_string(),
            });
        }
    }
    found
}

fn path_with_program() -> std::ffi::OsString {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_archive"));
    let mut paths = vec![program.parent().unwrap().to_path_buf()];
    paths.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    std::env::join_paths(paths).unwrap()
}

fn run(command: &str, directory: &Path) -> String {
    let output = Command::new("bash")
        .args(["-c", &format!("set -o pipefail; {command}")])
        .current_dir(directory)
        .env("PATH", path_with_program())
        .env("LC_ALL", "C.UTF-8")
        .env_remove("ARCHIVE_INDEX")
        .env("XDG_CONFIG_HOME", directory)
        .output()
        .unwrap();
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn every_console_block_prints_what_it_shows() {
    let directory = tempfile::tempdir().unwrap();
    copy(Path::new("fixtures"), &directory.path().join("fixtures"));
    let shown = shown(&fs::read_to_string("README.md").unwrap());
    let runnable = shown.iter().filter(|shown| !shown.command.contains("cargo "));
    let mut count = 0;
    for Shown { command, output } in runnable {
        assert_eq!(run(command, directory.path()).trim_end(), output, "\n$ {command}");
        count += 1;
    }
    assert!(count >= 5, "the README shows the commands");
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
