//! The commands, one file each.

pub mod status;

use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use anyhow::Result;
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Status(status::StatusArgs),
}

/// Does it.
pub fn run(command: Command, config: &Config, problems: &Problems) -> Result<Exit> {
    let _ = problems;
    match command {
        Command::Status(args) => status::run(&args, config),
    }
}
