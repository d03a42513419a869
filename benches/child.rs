//! Runs of other programs, measured by the processor time that they took.
#![allow(dead_code)] // each bench needs a part of it

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::process::{Command, Stdio};

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Took {
    /// Processor time of program and system, in milliseconds.
    pub cpu: f64,
    /// The most memory that any child so far had, in megabytes.
    pub peak: i64,
}

/// Runs a program to its end, its output thrown away.
pub(crate) fn run(command: &mut Command) -> Took {
    let before = cpu();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok(), "{command:?} does not run");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells");
    Took {
        cpu: cpu() - before,
        peak: usage.max_rss() / 1024,
    }
}

fn cpu() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells");
    (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1000.0
}

/// Runs several programs in turn, so that all see the same machine, and gives the median time of each, in milliseconds.
pub(crate) fn medians(commands: &mut [Command], runs: usize) -> Vec<f64> {
    let mut times = vec![Vec::new(); commands.len()];
    for _ in 0..runs {
        for (command, times) in commands.iter_mut().zip(&mut times) {
            times.push(run(command).cpu);
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    times.into_iter().map(median).collect()
}

/// Whether a program is on the path.
pub(crate) fn is_there(program: &str) -> bool {
    let mut asked = Command::new(program);
    let status = asked
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
