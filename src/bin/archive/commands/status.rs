//! `archive status`.

use super::asked;
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use anyhow::Result;
use std::io::Write;

/// Show facts about the index
#[derive(Debug, clap::Args)]
pub struct StatusArgs {}

/// Prints one fact a line: its name, a tab, its value.
pub fn run(_args: &StatusArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let status = archive.status()?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "index\t{}", archive.path().display())?;
    writeln!(out, "format\t{}", status.format)?;
    writeln!(out, "articles\t{}", status.articles)?;
    writeln!(out, "versions\t{}", status.versions)?;
    writeln!(out, "copies\t{}", status.copies)?;
    writeln!(out, "files\t{}", status.files)?;
    writeln!(out, "segments\t{}", status.segments)?;
    writeln!(out, "index bytes\t{}", status.index_bytes)?;
    writeln!(out, "original bytes\t{}", status.original_bytes)?;
    Ok(Exit::Done)
}
