//! What is asked of an index: the query and the filters that every command of questions has.

use crate::config::Config;
use crate::problems::Problems;
use anyhow::{Result, bail};
use archive::index::Archive;
use archive::query::{DateRange, Field, Query, Warning, parse};
use clap::ValueEnum;

/// The filters, the same for every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Filters {
    /// Published on this date or later: 2022, 2022-05, 2022-05-13
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    from: Option<String>,
    /// Published on this date or earlier
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    to: Option<String>,
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
pub enum Within {
    /// The headline
    Title,
    /// The text
    Body,
    /// What readers wrote
    Comments,
    /// What was dropped from the page
    Furniture,
}

/// The index that answers; its files are named as they are found from here.
pub fn archive(config: &Config, problems: &Problems) -> Result<Archive> {
    let path = config.index()?;
    problems.detail(format_args!("the index is {}", path.display()));
    let here = std::env::current_dir().unwrap_or_default();
    Ok(Archive::open(&path)?.seen_from(&here))
}

impl Filters {
    /// The query of some words, within the filters, as it can be put to an archive. What of it is typed wrongly is said, or refused where
    /// the user wants it so.
    pub fn query(&self, words: &[String], archive: &Archive, problems: &Problems) -> Result<Query> {
        let text = words.join(" ");
        let parsed = parse(&text);
        if let Some(warning) = parsed.warnings.first().filter(|_| self.strict) {
            bail!("{}\n{}", warning.message, pointed(&text, warning));
        }
        for warning in &parsed.warnings {
            problems.warning(&warning.message);
        }
        if !words.is_empty() && text.trim().is_empty() {
            self.wrong("nothing is asked: every article answers", problems)?;
        }
        let query = self.filtered(parsed.query, problems)?;
        for remark in archive.remarks(&query)? {
            match remark.is_wrong {
                true => self.wrong(&remark.message, problems)?,
                false => problems.note(&remark.message),
            }
        }
        if let Some(undated) = query.undated() {
            match archive.count(&undated)? {
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
        match self.range(problems)? {
            Some(range) => Ok(query.and(Query::Published(range))),
            None => Ok(query),
        }
    }

    /// The time between `--from` and `--to`.
    fn range(&self, problems: &Problems) -> Result<Option<DateRange>> {
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        if from.is_none() && to.is_none() {
            return Ok(None);
        }
        let text = format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default());
        let Some(range) = DateRange::parse(&text) else {
            bail!("{text} is no time; a date is 2022, 2022-05, 2022-W19 or 2022-05-13");
        };
        if range.is_reversed() {
            self.wrong(
                &format!("{text} ends before it begins: nothing lies in it"),
                problems,
            )?;
        }
        Ok(Some(range))
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
