//! The program as its users meet it: what each command prints, and with which status it ends.

mod actors;
mod analysis;
mod citations;
mod cleaning;
mod config;
mod extract;
#[cfg(unix)]
mod faults;
mod history;
#[cfg(unix)]
mod hostile;
mod ingest;
mod keeping;
mod labels;
mod outlets;
mod queries;
mod rebuild;
mod records;
mod report;
mod search;
mod set;
#[cfg(unix)]
mod terminal;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test, with what the program printed there last.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

/// What a run of the program printed, and its status.
pub(crate) struct Ended {
    pub stdout: String,
    pub bytes: Vec<u8>,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Folder {
        Folder {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with these pages in `pages/`.
    pub(crate) fn with(pages: &[(&str, &str)]) -> Folder {
        let folder = Folder::new();
        for (name, text) in pages {
            folder.write(&format!("pages/{name}"), text.as_bytes());
        }
        folder
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the directories above it.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs the program here.
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, "")
    }

    /// The program, to be run here with all its streams to us.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.command_in(self.path(), args)
    }

    fn command_in(&self, directory: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_archive"));
        command
            .args(args)
            .current_dir(directory)
            .env_remove("ARCHIVE_INDEX")
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program here with this on stdin.
    pub(crate) fn run_with(&self, args: &[&str], stdin: &str) -> Ended {
        Folder::ended(self.command(args), stdin)
    }

    /// Runs the program in a directory below.
    pub(crate) fn run_in(&self, directory: &str, args: &[&str]) -> Ended {
        Folder::ended(self.command_in(&self.path().join(directory), args), "")
    }

    fn ended(mut command: Command, stdin: &str) -> Ended {
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        // A program that does not read its input may have closed it.
        let _ = std::io::Write::write_all(&mut input, stdin.as_bytes());
        drop(input);
        Ended::of(child.wait_with_output().unwrap())
    }
}

impl Ended {
    pub(crate) fn of(output: Output) -> Ended {
        Ended {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code(),
            bytes: output.stdout,
        }
    }

    /// The run ended with this status; else it is shown whole.
    #[track_caller]
    pub(crate) fn ended_with(self, code: i32) -> Ended {
        assert_eq!(
            self.code,
            Some(code),
            "\nstdout: {}\nstderr: {}",
            self.stdout,
            self.stderr
        );
        self
    }
}

/// A page of visible text, with a menu that names countries.
pub(crate) const NIAMEY: &str = "Accueil\nKenya\nGhana\n\nNiamey reçoit le général Kéita\n\nPublié le 12/05/2021\n\n\
    Le général Amadou Kéita, chef d’état-major de l’armée malienne, est arrivé lundi à Niamey pour une visite de travail de trois jours.\n\n\
    Les deux hommes ont parlé de la frontière commune, où les attaques contre les villages se sont multipliées depuis le début de la saison.\n\n\
    Partager\nMentions légales\n";

/// A page in HTML.
pub(crate) const LODWAR: &str = "<!DOCTYPE html><html lang=en><head><title>Cracks close Lodwar bridge | The Turkwel Post</title>\
    <meta property='og:site_name' content='The Turkwel Post'><meta property='article:published_time' content='2022-10-04T08:00:00+03:00'></head>\
    <body><nav><a href=/>Home</a><a href=/b>Business</a></nav><article><h1>Cracks close Lodwar bridge</h1>\
    <p>Residents of Lodwar woke up on Tuesday to find the main bridge over the river closed, hours after engineers found cracks in two pillars.</p>\
    <p>The closure cuts the only paved road between the town and the settlements in the west, police said on Tuesday morning.</p></article></body></html>";
