//! `archive extract`.

use super::ingest::FieldArgs;
use super::limits::LimitArgs;
use crate::config::Config;
use crate::exit::Exit;
use crate::overrides::Tables;
use crate::render::screen::Screen;
use crate::render::{self, json, why};
use crate::ui::Problems;
use anyhow::Result;
use archive::calendar::Moment;
use archive::clean::site::SiteTemplates;
use archive::index::labels::UserLabels;
use archive::ingest::{self, Manner, Outcome, Workers};
use archive::pipeline::{Extraction, reading};
use archive::read;
use clap::ValueEnum;
use serde_json::json;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Strip pages to their articles and print them, without an index
///
/// Every page becomes one JSON object a line, in the order of the paths. `-` reads one page from stdin. Lines of JSON with a `text`
/// are records of another scraper: their text is taken as it is.
#[derive(Debug, clap::Args)]
pub(crate) struct ExtractArgs {
    /// Files and directories; - for one page on stdin
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print an article [default: jsonl; with --why: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<ArticleFormat>,
    /// Show every block with its verdict and every fact with its witnesses
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    fields: FieldArgs,
}

/// How an article is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArticleFormat {
    /// The record, one JSON object a line
    Jsonl,
    /// A header and the clean text
    Text,
}

/// Reads the pages and prints them in their order.
pub(crate) fn run(args: &ExtractArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let format = args.format.unwrap_or(if args.why {
        ArticleFormat::Text
    } else {
        ArticleFormat::Jsonl
    });
    let workers = Workers::new(config.threads);
    let (tables, none) = (Tables::default(), SiteTemplates::default());
    let manner = Manner {
        limits: args.limits.limits(),
        fields: args.fields.fields(),
        ..Manner::at(Moment::now())
    };
    let now = manner.now;
    let context = tables.context(&none);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut tally = render::tally::Tally::of(problems, &args.paths);
    // On a terminal the articles come as they are made, and tell enough.
    if config.screen.is_none() {
        problems.show_progress(&manner.progress);
    }
    let mut print = |outcome: Outcome<Extraction>| -> Result<()> {
        problems.page_done();
        if let Some(reading) = tally.take(outcome) {
            write(&mut out, &reading, (format, args.why), config.screen)?;
        }
        Ok(())
    };
    if args.paths == [Path::new("-")] {
        let pages = read::pages_from(std::io::stdin().lock(), args.limits.limits());
        ingest::extract_pages(Path::new("-"), pages, |page| reading(&page.read_at(now), context))
            .into_iter()
            .try_for_each(&mut print)?;
    } else {
        ingest::extract_all(&workers, args.paths.clone(), manner, context, print)?;
    }
    out.flush()?;
    problems.hide_progress();
    tally.passed_over();
    let any_input = args
        .paths
        .iter()
        .any(|path| path == Path::new("-") || path.exists());
    Ok(tally.exit(any_input))
}

fn write(
    out: &mut impl Write,
    reading: &Extraction,
    how: (ArticleFormat, bool),
    screen: Option<Screen>,
) -> Result<()> {
    match how {
        (ArticleFormat::Jsonl, false) => writeln!(out, "{}", json::line(&reading.article))?,
        (ArticleFormat::Jsonl, true) => {
            let mut record = json::value(&reading.article);
            record["why"] = json!({"blocks": why::blocks(reading), "facts": reading.facts});
            writeln!(out, "{}", json::line(&record))?;
        }
        (ArticleFormat::Text, false) => {
            render::article::write(out, &reading.article, &UserLabels::default(), screen)
                .and_then(|()| writeln!(out))?
        }
        (ArticleFormat::Text, true) => why::write(out, reading).and_then(|()| writeln!(out))?,
    }
    Ok(())
}
