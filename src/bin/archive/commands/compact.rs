//! `archive compact`.

use super::query_args;
use crate::config::Config;
use crate::exit::Exit;
use crate::ui::Problems;
use anyhow::Result;
use archive::index::embedded::compact;

/// Take deleted pages out of the files of the index
///
/// What was deleted is in no search, but its page stays on the disk until this is run. What a disk, a copy or a backup still has of
/// the old files is not in the hand of this program.
#[derive(Debug, clap::Args)]
pub(crate) struct CompactArgs {}

/// Takes them out and says how many bytes are free.
pub(crate) fn run(_args: &CompactArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    config.directory("compact")?;
    let compacted = compact(archive.path())?;
    let (before, after) = (compacted.before, compacted.after);
    problems.summary(format_args!(
        "{} taken out; the originals have {after} bytes, {} less",
        compacted.pages,
        before.saturating_sub(after)
    ));
    Ok(Exit::Done)
}
