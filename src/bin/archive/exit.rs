//! With which status the program ends.

use crate::pager;
use archive::error::Error;
use std::io::ErrorKind;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// The end of a run, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done; something was found where something was looked for.
    Done,
    /// Nothing was found.
    NothingFound,
    /// It could not be done.
    Failed,
    /// Done, but some inputs failed.
    SomeFailed,
    /// Another process holds the index, or a cluster or what keeps its originals cannot answer now.
    Busy,
    /// It was interrupted, and what was done is kept.
    Interrupted,
}

/// The status after an interrupt: 128 and the number of SIGINT.
const INTERRUPTED: u8 = 130;

impl Exit {
    /// Found or not.
    pub fn found(anything: bool) -> Exit {
        if anything { Exit::Done } else { Exit::NothingFound }
    }

    /// The end to which an error leads.
    pub fn of(error: &anyhow::Error) -> Exit {
        match error.downcast_ref::<Error>() {
            Some(Error::Locked { .. } | Error::Unavailable { .. }) => Exit::Busy,
            Some(Error::Originals { is_for_now: true, .. }) => Exit::Busy,
            _ => Exit::Failed,
        }
    }

    fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::NothingFound => 1,
            Exit::Failed => 2,
            Exit::SomeFailed => 3,
            Exit::Busy => 75,
            Exit::Interrupted => INTERRUPTED,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

/// Whether the reader of our output went away: no error of ours.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
    })
}

/// Whether the first interrupt is heard by the work itself, and whether it came.
static IS_HEARD: AtomicBool = AtomicBool::new(false);
static CAME: AtomicBool = AtomicBool::new(false);

/// Ends the program at the first interrupt, or at the second where the work keeps what it has done at the first. What was committed
/// stays.
pub(crate) fn on_interrupt() {
    // Without a handler the system ends the program too, only with another status.
    let _ = ctrlc::set_handler(|| {
        let came = CAME.swap(true, Ordering::SeqCst);
        if came || !IS_HEARD.load(Ordering::SeqCst) {
            // The pager has the terminal as long as it runs.
            pager::leave();
            std::process::exit(INTERRUPTED.into());
        }
    });
}

/// From now on the first interrupt only sets this.
pub(crate) fn interrupt() -> &'static AtomicBool {
    IS_HEARD.store(true, Ordering::SeqCst);
    &CAME
}
