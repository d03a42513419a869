//! The commands, one file each.

pub(crate) mod actors;
pub(crate) mod check;
pub(crate) mod code;
pub(crate) mod compact;
pub(crate) mod count;
pub(crate) mod delete;
pub(crate) mod diff;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod facet;
pub(crate) mod graph;
pub(crate) mod ingest;
pub(crate) mod kwic;
pub(crate) mod label;
mod limits;
mod named;
pub(crate) mod open;
pub(crate) mod outlets;
pub(crate) mod queries;
mod query_args;
pub(crate) mod rebuild;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod set;
pub(crate) mod settle;
pub(crate) mod several;
pub(crate) mod shell;
pub(crate) mod show;
pub(crate) mod similar;
pub(crate) mod status;
pub(crate) mod stories;
pub(crate) mod timeline;
pub(crate) mod versions;

use crate::config::Config;
use crate::exit::Exit;
use crate::ui::Problems;
use anyhow::Result;
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Actors(actors::ActorsArgs),
    Outlets(outlets::OutletsArgs),
    Ingest(ingest::IngestArgs),
    Extract(extract::ExtractArgs),
    Search(search::SearchArgs),
    Count(count::CountArgs),
    Queries(queries::QueriesArgs),
    Label(label::LabelArgs),
    Code(code::CodeArgs),
    Facet(facet::FacetArgs),
    Timeline(timeline::TimelineArgs),
    Kwic(kwic::KwicArgs),
    Show(show::ShowArgs),
    Open(open::OpenArgs),
    Similar(similar::SimilarArgs),
    Stories(stories::StoriesArgs),
    Graph(graph::GraphArgs),
    Versions(versions::VersionsArgs),
    Diff(diff::DiffArgs),
    Set(set::SetArgs),
    Report(report::ReportArgs),
    Export(export::ExportArgs),
    Delete(delete::DeleteArgs),
    Status(status::StatusArgs),
    Check(check::CheckArgs),
    Rebuild(rebuild::RebuildArgs),
    Compact(compact::CompactArgs),
    Settle(settle::SettleArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

impl Command {
    /// Whether it prints what is read from top to bottom.
    pub(crate) fn is_read(&self) -> bool {
        match self {
            Command::Show(args) => !args.is_raw(),
            Command::Actors(args) => args.is_read(),
            Command::Outlets(args) => args.is_read(),
            Command::Search(_)
            | Command::Facet(_)
            | Command::Timeline(_)
            | Command::Kwic(_)
            | Command::Similar(_)
            | Command::Stories(_)
            | Command::Graph(_)
            | Command::Versions(_)
            | Command::Diff(_) => true,
            _ => false,
        }
    }
}

/// Does it.
pub(crate) fn run(command: Command, config: &Config, problems: &Problems) -> Result<Exit> {
    match command {
        Command::Actors(args) => actors::run(&args, config, problems),
        Command::Outlets(args) => outlets::run(&args, config, problems),
        Command::Ingest(args) => ingest::run(&args, config, problems),
        Command::Extract(args) => extract::run(&args, config, problems),
        Command::Search(args) => search::run(&args, config, problems),
        Command::Count(args) => count::run(&args, config, problems),
        Command::Queries(args) => queries::run(&args, config, problems),
        Command::Label(args) => label::run(&args, config, problems),
        Command::Code(args) => code::run(&args, config, problems),
        Command::Facet(args) => facet::run(&args, config, problems),
        Command::Timeline(args) => timeline::run(&args, config, problems),
        Command::Kwic(args) => kwic::run(&args, config, problems),
        Command::Open(args) => open::run(&args, config, problems),
        Command::Show(args) => show::run(&args, config, problems),
        Command::Similar(args) => similar::run(&args, config, problems),
        Command::Stories(args) => stories::run(&args, config, problems),
        Command::Graph(args) => graph::run(&args, config, problems),
        Command::Versions(args) => versions::run(&args, config, problems),
        Command::Diff(args) => diff::run(&args, config, problems),
        Command::Set(args) => set::run(&args, config, problems),
        Command::Report(args) => report::run(&args, config, problems),
        Command::Export(args) => export::run(&args, config, problems),
        Command::Delete(args) => delete::run(&args, config, problems),
        Command::Status(args) => status::run(&args, config, problems),
        Command::Check(args) => check::run(&args, config, problems),
        Command::Rebuild(args) => rebuild::run(&args, config, problems),
        Command::Compact(args) => compact::run(&args, config, problems),
        Command::Settle(args) => settle::run(&args, config, problems),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}
