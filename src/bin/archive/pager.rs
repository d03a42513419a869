//! Long output goes through a pager, as with git: where stdout is a terminal, `$PAGER` or `less` shows what a command prints. Output that
//! fits the screen stays there (`less -F`).

use crate::commands::Command;
use crate::config::Config;
use std::io::Write;
use std::process::{Child, Stdio};
use std::sync::{Mutex, PoisonError};

/// The variable that names the pager, and that of `less` for its flags.
const PAGER_VARIABLE: &str = "PAGER";
const LESS_VARIABLE: &str = "LESS";
/// The pager where none is named, with the flags that git gives it: what fits the screen is printed, colours are obeyed, the screen
/// is left as it is.
const USUAL: &str = "less";
const USUAL_FLAGS: &str = "FRX";
/// A pager that shows nothing page by page.
const NONE: [&str; 2] = ["", "cat"];

/// The pager that runs.
static RUNNING: Mutex<Option<Child>> = Mutex::new(None);

/// Begins to page what a command prints, where it is to be read; where no pager runs, it is printed as it is.
pub(crate) fn begin(command: &Command, config: &Config) {
    let named = std::env::var(PAGER_VARIABLE).unwrap_or_else(|_| USUAL.to_string());
    if !config.pages || !command.is_read() || NONE.contains(&named.trim()) {
        return;
    }
    if let Some(pager) = started(&named) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = Some(pager);
    }
}

/// Tells the pager that all is printed, and waits until the user leaves it.
pub(crate) fn end() {
    // Whoever left the pager early has read enough.
    let _ = std::io::stdout().flush();
    leave();
}

/// The same for a command that was interrupted, and may still hold stdout.
pub(crate) fn leave() {
    let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(mut pager) = running {
        let_go_of_stdout();
        let _ = pager.wait();
    }
}

/// Starts the pager and hands it stdout.
#[cfg(unix)]
fn started(named: &str) -> Option<Child> {
    // A shell always starts, and says too late that there is no such program.
    if !is_there(named) {
        return None;
    }
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", named]).stdin(Stdio::piped());
    if std::env::var_os(LESS_VARIABLE).is_none() {
        shell.env(LESS_VARIABLE, USUAL_FLAGS);
    }
    let mut pager = shell.spawn().ok()?;
    let input = pager.stdin.take()?;
    rustix::stdio::dup2_stdout(&input).ok()?;
    Some(pager)
}

/// Whether the program that a command begins with can be found.
#[cfg(unix)]
fn is_there(command: &str) -> bool {
    let Some(program) = command.split_whitespace().next() else {
        return false;
    };
    let paths = std::env::var_os("PATH").unwrap_or_default();
    program.contains('/') || std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// Closes the pipe to the pager, so that it meets the end.
#[cfg(unix)]
fn let_go_of_stdout() {
    if let Ok(nothing) = std::fs::File::options().write(true).open("/dev/null") {
        let _ = rustix::stdio::dup2_stdout(nothing);
    }
}

/// Elsewhere the terminal has a pager of its own.
#[cfg(not(unix))]
fn started(_named: &str) -> Option<Child> {
    None
}

#[cfg(not(unix))]
fn let_go_of_stdout() {}
