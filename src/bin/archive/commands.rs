//! The commands, one file each.

pub mod extract;
pub mod ingest;
pub mod status;

use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use anyhow::Result;
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Ingest(ingest::IngestArgs),
    Extract(extract::ExtractArgs),
    Status(status::StatusArgs),
}

/// Does it.
pub fn run(command: Command, config: &Config, problems: &Problems) -> Result<Exit> {
    match command {
        Command::Ingest(args) => ingest::run(&args, config, problems),
        Command::Extract(args) => extract::run(&args, config, problems),
        Command::Status(args) => status::run(&args, config),
    }
}
