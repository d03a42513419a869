//! What is said on stderr, and how: one line a problem, with a hint where there is something to type.

use crate::cluster;
use crate::config::INDEX_NAME;
use crate::render::safe::Safe;
use archive::error::Error;
use archive::read::Progress;
use indicatif::{
    HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle,
};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How often the progress of a run is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// Tells problems to the user.
#[derive(Debug)]
pub(crate) struct Problems {
    quiet: bool,
    verbose: bool,
    progress: ProgressBar,
}

impl Problems {
    /// Tells what the user has to know; when verbose, more; when quiet, only what ends the program.
    pub(crate) fn new(quiet: bool, verbose: bool) -> Problems {
        Problems {
            quiet,
            verbose,
            progress: ProgressBar::hidden(),
        }
    }

    /// Shows from now on, where stderr is a terminal, how far the reading is, then how far the judging, with the rate and the time left.
    pub(crate) fn show_progress(&self, progress: &Arc<Progress>) {
        if !self.quiet {
            let progress = Arc::clone(progress);
            let told = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                // Where nobody is left to see it, nothing is lost.
                let _ = out.write_str(&told(&progress, (state.pos(), state.per_sec()), state.elapsed()));
            };
            let style = ProgressStyle::with_template("{spinner} {told}");
            let style = style.expect("a template that is one").with_key("told", told);
            self.progress.set_style(style);
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
            self.progress.enable_steady_tick(TICK);
        }
    }

    /// One page more is done.
    pub(crate) fn page_done(&self) {
        self.progress.inc(1);
    }

    /// The run is over: shows no more how far it is.
    pub(crate) fn hide_progress(&self) {
        self.progress.finish_and_clear();
    }

    /// How the program goes about it.
    pub(crate) fn detail(&self, message: impl std::fmt::Display) {
        if self.verbose {
            self.note(message);
        }
    }

    /// Something is not as it should be, and the work goes on.
    pub(crate) fn warning(&self, message: impl std::fmt::Display) {
        self.note(format_args!("warning: {message}"));
    }

    /// Something that was asked for could not be done, and the work goes on: said even when quiet.
    pub(crate) fn failure(&self, message: impl std::fmt::Display) {
        let told = || line(format_args!("archive: warning: {message}"));
        self.progress.suspend(told);
    }

    /// Something that the user may want to know.
    pub(crate) fn note(&self, message: impl std::fmt::Display) {
        if !self.quiet {
            let told = || line(format_args!("archive: {message}"));
            self.progress.suspend(told);
        }
    }

    /// The sum of a run, such as `5 added`.
    pub(crate) fn summary(&self, message: impl std::fmt::Display) {
        self.progress.finish_and_clear();
        if !self.quiet {
            line(format_args!("{message}"));
        }
    }

    /// What ended the program.
    pub(crate) fn fatal(&self, error: &anyhow::Error) {
        self.progress.finish_and_clear();
        line(format_args!("archive: {error:#}"));
        if let Some(hint) = hint(error) {
            self.hint(hint);
        }
    }

    /// What the user could type.
    pub(crate) fn hint(&self, hint: impl std::fmt::Display) {
        line(format_args!("hint: {hint}"));
    }
}

/// How far a run is that began so long ago and has so many pages done, lately at this rate a second: while inputs are left to read, by
/// their bytes; then by the pages that were met in them.
fn told(progress: &Progress, (done, rate): (u64, f64), elapsed: Duration) -> String {
    let (read, total) = progress.bytes();
    let (pages, seconds) = (progress.pages(), elapsed.as_secs_f64().max(0.001));
    if read < total {
        let rate = read as f64 / seconds;
        return format!(
            "{} of {} read, {} a second, {} pages{}",
            HumanBytes(read),
            HumanBytes(total),
            HumanBytes(rate as u64),
            HumanCount(pages),
            left(total - read, rate)
        );
    }
    let (done_so_far, all) = (HumanCount(done), HumanCount(pages));
    let left = left(pages.saturating_sub(done), rate);
    format!("{done_so_far} of {all} pages done, {rate:.0} a second{left}")
}

/// The time that is left for so much at this rate; nothing before a rate is known.
fn left(rest: u64, rate: f64) -> String {
    match Duration::try_from_secs_f64(rest as f64 / rate) {
        Ok(left) => format!(", {} left", HumanDuration(left)),
        Err(_) => String::new(),
    }
}

/// Writes one line; when even stderr is closed there is nobody left to tell.
fn line(message: std::fmt::Arguments<'_>) {
    let text = message.to_string();
    let _ = writeln!(std::io::stderr().lock(), "{}", Safe(&text));
}

/// What the user could type.
fn hint(error: &anyhow::Error) -> Option<String> {
    match error.downcast_ref::<Error>()? {
        Error::NoIndex { path } if cluster::is_meant(path) => {
            Some("make one with `archive ingest --create`, or name one that is there".into())
        }
        Error::NoIndex { .. } => {
            Some("make one with `archive ingest DIR`, or name one with --index DIR".into())
        }
        Error::Format {
            path,
            found,
            expected,
        } if found > expected => Some(format!(
            "a newer version of this program wrote {}; use that one",
            path.display()
        )),
        Error::Format { path, .. } if cluster::is_meant(path) => None,
        Error::Format { path, .. } | Error::Index { path, .. } => Some(rebuild(path)),
        Error::Occupied { .. } => Some("name a new or an empty directory with --index DIR".into()),
        Error::Locked { .. } => Some("try again when it has ended".into()),
        _ => None,
    }
}

/// How an index is made anew: the command to type here.
pub(crate) fn rebuild(index: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let named = index.strip_prefix(here).unwrap_or(index);
    let command = match named == Path::new(INDEX_NAME) {
        true => "archive rebuild".to_string(),
        false => format!("archive --index {} rebuild", named.display()),
    };
    format!("make it anew from the pages it keeps with `{command}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_a_total_a_rate_and_the_time_left() {
        let progress = Progress::default();
        progress.expect(4 << 20);
        progress.more(1 << 20);
        (0..1200).for_each(|_| progress.page());
        let after = |done, rate| told(&progress, (done, rate), Duration::from_secs(10));
        assert_eq!(
            after(0, 0.0),
            "1.00 MiB of 4.00 MiB read, 102.40 KiB a second, 1,200 pages, 30 seconds left"
        );
        progress.more(3 << 20);
        assert_eq!(
            after(300, 30.0),
            "300 of 1,200 pages done, 30 a second, 30 seconds left"
        );
        assert_eq!(after(0, 0.0), "0 of 1,200 pages done, 0 a second");
    }
}
