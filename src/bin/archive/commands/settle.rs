//! `archive settle`.

use crate::config::Config;
use crate::exit::Exit;
use crate::ui::Problems;
use anyhow::Result;

/// Work out which articles print one text, and who is who, after `ingest --no-settle`
///
/// Every other answer is right without it. On a cluster it also ends what a process began that died, and one process at a time does it.
#[derive(Debug, clap::Args)]
pub(crate) struct SettleArgs {}

/// Brings both up to what is searched.
pub(crate) fn run(_args: &SettleArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let index = config.index()?;
    config.open(&index)?.writer()?.finish()?;
    if config.open(&index)?.is_finished() {
        return Ok(Exit::Done);
    }
    problems.failure("another process settles, or more was ingested meanwhile: run it again");
    Ok(Exit::Busy)
}
