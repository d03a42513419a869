//! A fault of the program ends it with a line, not with a trace. Most come from files of the index that were changed by a disk or a
//! hand: its library takes them at their word. Then the line names the files.

use crate::config::Config;
use anyhow::{Result, anyhow};
use archive::error::Error;
use archive::index::embedded::check;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// What the last fault said, and where it was.
static LAST: Mutex<String> = Mutex::new(String::new());

/// What `work` returns, or for a fault what is behind it.
pub(crate) fn caught<T>(config: &Config, work: impl FnOnce() -> Result<T>) -> Result<T> {
    panic::set_hook(Box::new(|fault| {
        let trace = Backtrace::capture();
        let mut told = fault.to_string();
        if trace.status() == BacktraceStatus::Captured {
            told.push_str(&format!("\n{trace}"));
        }
        if let Ok(mut last) = LAST.lock() {
            *last = told;
        }
    }));
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(explained(config)))
}

/// The damage of the index, or the fault itself where there is none.
fn explained(config: &Config) -> anyhow::Error {
    let fault = LAST.lock().map(|last| last.clone()).unwrap_or_default();
    let Ok(index) = config.directory("check") else {
        return own(&fault);
    };
    match check::check(&index) {
        Ok(checked) if !checked.damage.is_empty() => Error::Index {
            path: index,
            reason: checked.damage.join("; "),
        }
        .into(),
        _ => own(&fault),
    }
}

fn own(fault: &str) -> anyhow::Error {
    anyhow!("the program failed; please report it with this line: {fault}")
}
