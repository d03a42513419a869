//! `archive check`.

use crate::config::Config;
use crate::exit::Exit;
use crate::ui::{self, Problems};
use anyhow::Result;
use archive::index::embedded::check;

/// Verify every file of the index
///
/// Ends with what to type where something is damaged.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {}

/// Says what is damaged, one line a kind.
pub(crate) fn run(_args: &CheckArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let index = config.directory("check")?;
    let checked = check::check(&index)?;
    for line in checked.damage.iter().chain(&checked.mistakes) {
        problems.failure(line);
    }
    let found = checked.damage.len() + checked.mistakes.len();
    problems.summary(format_args!(
        "{} originals checked, {found} problems",
        checked.originals
    ));
    if !checked.damage.is_empty() {
        problems.hint(ui::rebuild(&index));
    }
    Ok(if found == 0 { Exit::Done } else { Exit::SomeFailed })
}
