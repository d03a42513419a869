//! What may be typed.

use crate::commands::Command;
use crate::config::Global;
use clap::Parser;

/// Search a heap of saved news pages: who did what, where and when.
#[derive(Debug, Parser)]
#[command(version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}
