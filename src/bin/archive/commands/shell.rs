//! `archive completions` and `archive man`: for packagers.

use crate::args::Args;
use crate::exit::Exit;
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// For this shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Prints them.
pub fn completions(args: &CompletionsArgs) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "archive", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}

/// Print the manual page
#[derive(Debug, clap::Args)]
pub struct ManArgs {}

/// Prints the page of the program, then those of its commands.
pub fn man() -> Result<Exit> {
    let mut page = Vec::new();
    let mut command = Args::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for verb in command.get_subcommands() {
        clap_mangen::Man::new(verb.clone()).render(&mut page)?;
    }
    std::io::stdout().lock().write_all(&page)?;
    Ok(Exit::Done)
}
