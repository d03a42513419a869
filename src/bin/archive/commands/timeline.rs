//! `archive timeline`.

use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::chart::{self, Bar, Measure};
use crate::render::written;
use crate::ui::Problems;
use anyhow::Result;
use archive::calendar::Date;
use archive::index::{Facet, Tally};
use archive::query::{DateRange, Query};
use chrono::{Datelike, Days, Months, NaiveDate};
use clap::ValueEnum;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Count articles by time, those that answer a query against all
#[derive(Debug, clap::Args)]
pub(crate) struct TimelineArgs {
    /// These articles [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// The length of a period
    #[arg(long, value_enum, value_name = "PERIOD", default_value = "month")]
    by: Period,
    /// By the date of publication, or by the dates of which the texts speak
    #[arg(long, value_enum, value_name = "DATE", default_value = "published")]
    date: Which,
    /// Show shares: how many of a hundred articles of each period answer; in a pipe as a fourth column
    #[arg(long)]
    share: bool,
    /// Draw the timeline into a file, for print; - for stdout, in place of the lines
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// The title of the drawing [default: the query]
    #[arg(long, value_name = "TEXT", requires = "svg")]
    title: Option<String>,
}

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Period {
    Day,
    Week,
    Month,
    Year,
}

/// Which dates are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    /// When it was published
    Published,
    /// Of which it speaks
    Mentioned,
}

/// The most periods that are shown: beyond it a date is a slip.
const MOST: usize = 100_000;

/// Prints `period TAB matching TAB total`, periods without an article included; on a terminal with bars.
pub(crate) fn run(args: &TimelineArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let query = args.filters.query_of(&args.query, &archives, problems)?;
    let matching = tally(&archives, &query, args)?;
    let total = match query {
        Query::All => matching.clone(),
        _ => tally(&archives, &Query::All, args)?,
    };
    let bars = bars(&matching, &total, args, &query);
    let placed = Placed::of(&archives, &query, args)?;
    if placed.unplaced > 0 {
        problems.note(placed.warn_undated(args));
    }
    if let Some(path) = &args.svg {
        let words = args.query.join(" ");
        let title = args.title.clone().unwrap_or(if words.is_empty() {
            "All articles".into()
        } else {
            words
        });
        let note = caption(args, &query, &placed);
        let picture = chart::svg(&bars, args.measure(), &title, placed.matching, &note);
        written::to(path, &picture)?;
        if written::is_stdout(path) {
            return Ok(Exit::found(!matching.is_empty()));
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    match config.screen {
        Some(screen) => chart::text(&mut out, &bars, args.measure(), screen.width, config.color)?,
        None => {
            for bar in &bars {
                write!(out, "{}\t{}\t{}", bar.period, bar.matching, bar.total)?;
                match args.share {
                    true => writeln!(out, "\t{:.1}", bar.share())?,
                    false => writeln!(out)?,
                }
            }
        }
    }
    out.flush()?;
    Ok(Exit::found(!matching.is_empty()))
}

fn tally(archives: &Archives, query: &Query, args: &TimelineArgs) -> Result<Tally> {
    let by = args.by;
    archives.summed(|archive| Ok(archive.tally_dates(args.counted(), query, move |date| by.of(date))?))
}

impl TimelineArgs {
    fn counted(&self) -> Facet {
        match self.date {
            Which::Published => Facet::Date,
            Which::Mentioned => Facet::Mentions,
        }
    }

    fn measure(&self) -> Measure {
        match self.share {
            true => Measure::Share,
            false => Measure::Number,
        }
    }

    /// The time that was asked for, of the kind of dates that are counted.
    fn asked<'q>(&self, query: &'q Query) -> Option<&'q DateRange> {
        let of_this_kind = |query: &'q Query| match (query, self.date) {
            (Query::Published(range), Which::Published) | (Query::Mentions(range), Which::Mentioned) => {
                Some(range)
            }
            _ => None,
        };
        match query {
            Query::And(list) => list.iter().find_map(of_this_kind),
            query => of_this_kind(query),
        }
    }
}

/// How many articles stand behind a timeline: an article that speaks of many days stands in many periods, and is one article.
struct Placed {
    /// The articles that answer and stand in a period.
    matching: u64,
    /// The articles that answer and stand in none: they have no date, or none so fine.
    unplaced: u64,
    /// The articles of the whole archive that stand in a period.
    all: u64,
}

impl Placed {
    fn of(archives: &Archives, query: &Query, args: &TimelineArgs) -> Result<Placed> {
        let by = args.by;
        let placed = |query| -> Result<u64> {
            archives.iter().try_fold(0, |sum, archive| {
                let is_placed = move |date| by.of(date).is_some();
                Ok(sum + archive.count_dated(args.counted(), query, is_placed)?)
            })
        };
        let matching = placed(query)?;
        Ok(Placed {
            matching,
            unplaced: archives.count(query)? - matching,
            all: placed(&Query::All)?,
        })
    }

    /// Says how many articles stand in no period.
    fn warn_undated(&self, args: &TimelineArgs) -> String {
        let (all, period) = (self.matching + self.unplaced, args.by.name());
        match args.date {
            Which::Published => format!("{} of {all} articles have no date to the {period}", self.unplaced),
            Which::Mentioned => format!("{} of {all} articles name no date to the {period}", self.unplaced),
        }
    }
}

/// The source note of a drawing: what was counted, in what, and what is not in it.
fn caption(args: &TimelineArgs, query: &Query, placed: &Placed) -> String {
    let kind = match args.date {
        Which::Published => "by date of publication",
        Which::Mentioned => "by the dates they mention",
    };
    let asked = match args.title.is_some() && *query != Query::All {
        true => format!(" Query: {query}"),
        false => String::new(),
    };
    let untold = match placed.unplaced {
        0 => String::new(),
        _ => format!(" {}.", placed.warn_undated(args)),
    };
    let what = match args.share {
        true => "Share of articles",
        false => "Articles",
    };
    format!(
        "{what} per {}, {kind}. Source: archive of {} dated articles.{untold}{asked}",
        args.by.name(),
        placed.all
    )
}

/// One bar a period, from the first period that was asked for, or with a match, to the last.
fn bars(matching: &Tally, total: &Tally, args: &TimelineArgs, query: &Query) -> Vec<Bar> {
    let by = args.by;
    let day = |period: &String| Date::parse(period).and_then(Date::first);
    let days = || matching.keys().filter_map(day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    let asked = args.asked(query);
    let begins = |asked: NaiveDate| by.of(Date::Day(asked)).as_ref().and_then(day);
    let first = asked.and_then(DateRange::first).and_then(begins).unwrap_or(first);
    let last = asked.and_then(DateRange::last).unwrap_or(last);
    bars_between(by, (first, last), matching, total)
}

/// One bar a period, from the one in which a day lies to that of another.
pub(crate) fn bars_between(
    by: Period,
    (first, last): (NaiveDate, NaiveDate),
    matching: &Tally,
    total: &Tally,
) -> Vec<Bar> {
    let mut bars = Vec::new();
    let begin = by.of(Date::Day(first));
    let mut next = begin.as_deref().and_then(Date::parse).and_then(Date::first);
    while let Some(day) = next.filter(|day| *day <= last && bars.len() < MOST) {
        let period = by.of(Date::Day(day)).unwrap_or_default();
        let count = |tally: &Tally| tally.get(&period).copied().unwrap_or(0);
        bars.push(Bar {
            matching: count(matching),
            total: count(total),
            period,
        });
        next = by.after(day);
    }
    bars
}

impl Period {
    /// What one is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Year => "year",
        }
    }

    /// The period in which a date lies wholly.
    pub(crate) fn of(self, date: Date) -> Option<String> {
        let of_day = |day: NaiveDate| match self {
            Period::Day => Date::Day(day),
            Period::Week => Date::Week(day.iso_week().year(), day.iso_week().week()),
            Period::Month => Date::Month(day.year(), day.month()),
            Period::Year => Date::Year(day.year()),
        };
        let (first, last) = (of_day(date.first()?), of_day(date.last()?));
        (first == last).then(|| first.to_string())
    }

    /// The first day of the next period, from the first day of one.
    fn after(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Period::Day => first.succ_opt(),
            Period::Week => first.checked_add_days(Days::new(7)),
            Period::Month => first.checked_add_months(Months::new(1)),
            Period::Year => first.checked_add_months(Months::new(12)),
        }
    }
}
