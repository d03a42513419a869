//! `archive graph`.

use super::named::NamesArgs;
use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::network;
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::index::{Graph, Window};
use clap::ValueEnum;
use std::io::{BufWriter, Write};

/// Print which actors appear together
#[derive(Debug, clap::Args)]
pub(crate) struct GraphArgs {
    /// In these articles [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// How to print the graph
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "csv")]
    format: network::GraphFormat,
    /// How near each other the actors are named
    #[arg(long, value_enum, value_name = "WINDOW", default_value = "paragraph")]
    window: Near,
    /// Leave out pairs that appear together in fewer articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    min: u64,
    /// Only this actor, by identity or name, and those with whom it appears
    #[arg(long, value_name = "ACTOR")]
    around: Option<String>,
    /// Only so many actors: of those around one the ones with most articles together, else the ones in most articles; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    top: usize,
    #[command(flatten)]
    named: NamesArgs,
}

/// How near each other the actors are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Near {
    /// In one article
    Document,
    /// In one paragraph
    Paragraph,
    /// In one sentence
    Sentence,
}

impl Near {
    /// The window of the index.
    pub(crate) fn window(self) -> Window {
        match self {
            Near::Document => Window::Document,
            Near::Paragraph => Window::Paragraph,
            Near::Sentence => Window::Sentence,
        }
    }

    /// What is typed for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Near::Document => "document",
            Near::Paragraph => "paragraph",
            Near::Sentence => "sentence",
        }
    }
}

/// Prints the graph; the weight of an edge is the number of articles in which the two appear together.
pub(crate) fn run(args: &GraphArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let query = args.filters.query_of(&args.query, &archives, problems)?;
    let mut graph = Graph::default();
    for archive in archives.iter() {
        graph.merge(archive.graph(&query, args.window.window())?);
    }
    graph.at_least(args.min);
    let top = if args.top == 0 { usize::MAX } else { args.top };
    match &args.around {
        Some(name) => {
            let centres = graph.named(name);
            if centres.is_empty() {
                bail!(
                    "{name} does not appear with anybody in these articles; `archive facet actor` names who appears"
                );
            }
            graph.around(&centres, top);
        }
        None => graph.top(top),
    }
    let names = args.named.names(&archives)?;
    for (id, node) in &mut graph.nodes {
        node.name = names.of(id)?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    network::write(&mut out, &graph, args.format)?;
    out.flush()?;
    Ok(Exit::found(!graph.nodes.is_empty()))
}
