//! `archive report`.

use super::named::NamesArgs;
use super::query_args::{self, Filters};
use super::search::{self, HitOrder};
use super::timeline::{Period, bars_between};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::chart::Bar;
use crate::render::written;
use crate::report::{Report, html};
use crate::ui::Problems;
use anyhow::Result;
use archive::calendar::{Date, Moment};
use archive::index::{Archive, Hit, Tally};
use archive::query::Query;
use std::path::PathBuf;

/// Write what a query finds into one HTML file, to read, print and send
///
/// The file opens offline in any browser and fetches nothing: the question and how it was understood, a timeline, outlets, actors,
/// who appears with whom, stories, and every article with date, evidence, snippet and doubts. No path of this machine is in it.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    named: NamesArgs,
    /// The file to write; - for stdout
    #[arg(long, value_name = "FILE")]
    html: PathBuf,
    /// The title of the report [default: the query]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// At most this many articles; 0 for all
    #[arg(long, value_name = "N", default_value_t = 5000)]
    limit: usize,
    /// In which order
    #[arg(long, value_enum, value_name = "ORDER", default_value = "relevance")]
    sort: HitOrder,
    /// Name the files of the articles too
    #[arg(long)]
    paths: bool,
}

/// From so many days on a timeline counts months, from so many years.
const DAYS: i64 = 70;
const YEARS: i64 = 366 * 8;

/// Writes the file, and says how many articles are in it.
pub(crate) fn run(args: &ReportArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let query = args.filters.query(&args.query, &archive, problems)?;
    let hits = archive.search(&query, search::wanted(0, args.limit, args.sort))?;
    let report = report(args, &archive, &query, &hits)?;
    written::to(&args.html, &html(&report))?;
    if !written::is_stdout(&args.html) {
        problems.summary(format_args!("{} articles in {}", hits.len(), args.html.display()));
    }
    Ok(Exit::found(!hits.is_empty()))
}

fn report(args: &ReportArgs, archive: &Archive, query: &Query, hits: &[Hit]) -> Result<Report> {
    let question = args.query.join(" ");
    let labels = archive.labels()?;
    let (period, bars) = timeline(hits);
    let mut report = Report {
        title: args.title.clone().unwrap_or_else(|| question.clone()),
        understood: archive.explained(query)?,
        question,
        made: Moment::now().local_day().to_string(),
        answers: archive.count(query)?,
        archive: archive.count(&Query::All)?,
        but_undated: query.undated().map_or(Ok(0), |undated| archive.count(&undated))?,
        period: period.name(),
        bars,
        ..Report::default()
    };
    report.gather(hits, args.paths, |id| {
        let (names, note) = labels.words(id);
        [names.as_str(), note].join(" ").trim().to_string()
    });
    let names = args.named.names(std::slice::from_ref(archive))?;
    for actor in &mut report.actors {
        actor.row.name = names.of(&actor.id)?;
    }
    Ok(report)
}

/// The bars of the articles that are known as finely as the periods, which are as long as the time that they span allows.
fn timeline(hits: &[Hit]) -> (Period, Vec<Bar>) {
    let dates = || {
        hits.iter()
            .filter_map(|hit| Some(hit.article.published.as_ref()?.date))
    };
    let first = dates().filter_map(Date::first).min();
    let last = dates().filter_map(Date::last).max();
    let (Some(first), Some(last)) = (first, last) else {
        return (Period::Month, Vec::new());
    };
    let period = match (last - first).num_days() {
        ..DAYS => Period::Day,
        DAYS..YEARS => Period::Month,
        _ => Period::Year,
    };
    let mut counts = Tally::new();
    for name in dates().filter_map(|date| period.of(date)) {
        *counts.entry(name).or_default() += 1;
    }
    let day = |name: &String| Date::parse(name).and_then(Date::first);
    let days = || counts.keys().filter_map(day);
    let bars = days().min().zip(days().max());
    let bars = bars.map(|span| bars_between(period, span, &counts, &counts));
    (period, bars.unwrap_or_default())
}
