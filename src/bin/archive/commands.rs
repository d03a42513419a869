//! The commands, one file each.

pub mod actors;
mod asked;
pub mod count;
pub mod delete;
pub mod export;
pub mod extract;
pub mod facet;
pub mod ingest;
pub mod kwic;
pub mod search;
pub mod shell;
pub mod show;
pub mod status;

use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use anyhow::Result;
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Actors(actors::ActorsArgs),
    Ingest(ingest::IngestArgs),
    Extract(extract::ExtractArgs),
    Search(search::SearchArgs),
    Count(count::CountArgs),
    Facet(facet::FacetArgs),
    Kwic(kwic::KwicArgs),
    Show(show::ShowArgs),
    Export(export::ExportArgs),
    Delete(delete::DeleteArgs),
    Status(status::StatusArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

/// Does it.
pub fn run(command: Command, config: &Config, problems: &Problems) -> Result<Exit> {
    match command {
        Command::Actors(args) => actors::run(&args, config, problems),
        Command::Ingest(args) => ingest::run(&args, config, problems),
        Command::Extract(args) => extract::run(&args, config, problems),
        Command::Search(args) => search::run(&args, config, problems),
        Command::Count(args) => count::run(&args, config, problems),
        Command::Facet(args) => facet::run(&args, config, problems),
        Command::Kwic(args) => kwic::run(&args, config, problems),
        Command::Show(args) => show::run(&args, config, problems),
        Command::Export(args) => export::run(&args, config, problems),
        Command::Delete(args) => delete::run(&args, config, problems),
        Command::Status(args) => status::run(&args, config),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(_) => shell::man(),
    }
}
