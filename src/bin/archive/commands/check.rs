//! `archive check`.

use super::asked;
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use anyhow::Result;

/// Verify the index and the originals
#[derive(Debug, clap::Args)]
pub struct CheckArgs {}

/// Says what is damaged, one line each.
pub fn run(_args: &CheckArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let (mut checked, mut damaged) = (0, 0);
    for file in archive.damaged_files()? {
        damaged += 1;
        problems.warning(format_args!("{}: the checksum is wrong", file.display()));
    }
    archive.check_originals(|id, reason| {
        checked += 1;
        if let Some(reason) = reason {
            damaged += 1;
            problems.warning(format_args!("{id}: {reason}"));
        }
    })?;
    problems.summary(format_args!("{checked} originals checked, {damaged} problems"));
    Ok(if damaged == 0 {
        Exit::Done
    } else {
        Exit::SomeFailed
    })
}
