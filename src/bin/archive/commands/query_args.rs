//! What is asked of an index: the query and the filters that every command of questions has.

use super::several;
use crate::config::Config;
use crate::ui::Problems;
use anyhow::{Context, Result, bail};
use archive::calendar::Moment;
use archive::index::Archive;
use archive::query::{ByClock, DateRange, Field, Query, Warning, parse_on};
use clap::ValueEnum;
use std::path::Path;

/// The filters, the same for every command.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Filters {
    /// Published on this date or later: 2022, 2022-05, 2022-05-13, yesterday, last-month, 7d
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    from: Option<String>,
    /// Published on this date or earlier
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    to: Option<String>,
    /// Added to the index on this date or later, as added: in a query
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    since: Option<String>,
    /// Published by this outlet
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    outlet: Option<String>,
    /// Naming this actor, in any language and spelling
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    actor: Option<String>,
    /// In this language, as a code: fr
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    lang: Option<String>,
    /// Look here alone
    #[arg(long = "in", value_enum, value_name = "WHERE", help_heading = "Filters")]
    within: Option<Within>,
    /// Take every word exactly as it is typed
    #[arg(long)]
    literal: bool,
    /// Refuse a query that would otherwise be taken literally
    #[arg(long)]
    strict: bool,
}

/// Parts of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Within {
    /// The headline
    Title,
    /// The text
    Body,
    /// What readers wrote
    Comments,
    /// What was dropped from the page
    Furniture,
}

/// The one index that answers; its files are named as they are found from here.
pub(super) fn archive(config: &Config, problems: &Problems) -> Result<Archive> {
    open(&config.index()?, config, problems)
}

/// Opens an index; its files are named as they are found from here.
pub(super) fn open(path: &Path, config: &Config, problems: &Problems) -> Result<Archive> {
    problems.detail(format_args!("the index is {}", path.display()));
    let here = std::env::current_dir().unwrap_or_default();
    Ok(config.open(path)?.seen_from(&here))
}

impl Filters {
    /// The query of some words, within the filters, as it can be put to an archive.
    pub(super) fn query(&self, words: &[String], archive: &Archive, problems: &Problems) -> Result<Query> {
        self.query_of(words, std::slice::from_ref(archive), problems)
    }

    /// The query of some words, within the filters, as it can be put to some archives together. What of it is typed wrongly is said, or refused where
    /// the user wants it so.
    pub(super) fn query_of(
        &self,
        words: &[String],
        archives: &[Archive],
        problems: &Problems,
    ) -> Result<Query> {
        let text = words.join(" ");
        let today = Moment::now().local_day();
        let parsed = parse_on(&text, Some(today));
        if let Some(warning) = parsed.warnings.first().filter(|_| self.strict) {
            bail!("{}\n{}", warning.message, pointed(&text, warning));
        }
        for warning in &parsed.warnings {
            problems.warning(&warning.message);
        }
        if !words.is_empty() && text.trim().is_empty() {
            self.wrong("nothing is asked: every article answers", problems)?;
        }
        say_by_clock(&parsed.by_clock, problems);
        let query = self.filtered(parsed.query, problems)?;
        for remark in several::remarks(archives, &query)? {
            match remark.is_wrong {
                true => self.wrong(&remark.message, problems)?,
                false => problems.note(&remark.message),
            }
        }
        if let Some(undated) = query.undated() {
            match several::count(archives, &undated)? {
                0 => {}
                1 => problems.note("1 article answers but for its date, which is not known"),
                more => problems.note(format_args!(
                    "{more} articles answer but for their dates, which are not known"
                )),
            }
        }
        Ok(query)
    }

    /// Says that something was typed wrongly, or refuses it.
    fn wrong(&self, message: &str, problems: &Problems) -> Result<()> {
        if self.strict {
            bail!("{message}");
        }
        problems.warning(message);
        Ok(())
    }

    /// A query within the filters.
    fn filtered(&self, query: Query, problems: &Problems) -> Result<Query> {
        let mut query = match self.literal {
            true => query.literal(),
            false => query,
        };
        if let Some(within) = self.within {
            query = Query::In(within.field(), Box::new(query));
        }
        let named = [
            (Field::Outlet, &self.outlet),
            (Field::Actor, &self.actor),
            (Field::Lang, &self.lang),
        ];
        for (field, value) in named {
            let Some(value) = value else { continue };
            if value.trim().is_empty() {
                bail!(
                    "--{0} is empty; -has:{0} finds the articles without one",
                    field.name()
                );
            }
            query = query.and(Query::filter(field, value));
        }
        if let Some(range) = self.range(problems)? {
            query = query.and(Query::Published(range));
        }
        if let Some(since) = &self.since {
            let meant = Query::Added(time(&format!("{since}.."))?);
            let typed = format!("--since {since}");
            say_by_clock(
                &[ByClock {
                    typed,
                    meant: meant.clone(),
                }],
                problems,
            );
            query = query.and(meant);
        }
        Ok(query)
    }

    /// The time between `--from` and `--to`.
    fn range(&self, problems: &Problems) -> Result<Option<DateRange>> {
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        if from.is_none() && to.is_none() {
            return Ok(None);
        }
        let text = format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default());
        let range = time(&text)?;
        if DateRange::parse(&text).is_none() {
            let typed = format!("date:{text}");
            let meant = Query::Published(range);
            say_by_clock(&[ByClock { typed, meant }], problems);
        }
        if range.is_reversed() {
            self.wrong(
                &format!("{text} ends before it begins: nothing lies in it"),
                problems,
            )?;
        }
        Ok(Some(range))
    }
}

/// A time that was typed, perhaps counted from today.
fn time(text: &str) -> Result<DateRange> {
    let range = DateRange::parse_on(text, Some(Moment::now().local_day()));
    range.with_context(|| {
        format!(
            "invalid date {text:?}: expected 2022, 2022-05, 2022-W19, 2022-05-13, or a count from today: yesterday, last-week, 7d"
        )
    })
}

/// Says what times are by the clock of this machine, and in which time zone.
fn say_by_clock(times: &[ByClock], problems: &Problems) {
    let zone = Moment::now().local_offset();
    for ByClock { typed, meant } in times {
        let meant = meant.to_string();
        match *typed == meant {
            true => problems.note(format_args!("{typed} counts the days of this machine, UTC{zone}")),
            false => problems.note(format_args!(
                "{typed} is {meant} by the clock of this machine, UTC{zone}"
            )),
        }
    }
}

impl Within {
    fn field(self) -> Field {
        match self {
            Within::Title => Field::Title,
            Within::Body => Field::Body,
            Within::Comments => Field::Comments,
            Within::Furniture => Field::Furniture,
        }
    }
}

/// The query with a mark under the place of the warning.
fn pointed(text: &str, warning: &Warning) -> String {
    let before = text.get(..warning.at).unwrap_or(text).chars().count();
    format!("  {text}\n  {}^", " ".repeat(before))
}
