//! What may be typed.

use crate::commands::Command;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Search a heap of saved news pages: who did what, where and when.
#[derive(Debug, Parser)]
#[command(version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// The flags of every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// The index directory [default: the nearest .archive here or above]
    #[arg(long, global = true, value_name = "DIR", env = "ARCHIVE_INDEX")]
    pub index: Option<PathBuf>,
    /// When to colour the output
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<When>,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// How many threads to use [default: all cores]
    #[arg(short = 'j', long, global = true, value_name = "N")]
    pub threads: Option<usize>,
}

/// When to do a thing that depends on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
