//! `archive stories`.

use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::hits::{HitFormat, HitGroup, Printed, Printer};
use crate::render::table::{self, Cell};
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::article::{Article, ArticleId};
use archive::index::{Archive, Hit};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

/// Group the copies of one text: wire copy and reprints, also cut ones
///
/// A story is shown whole as soon as one of its articles answers. Those with the most copies come first; of each story the
/// earliest article does.
#[derive(Debug, clap::Args)]
pub(crate) struct StoriesArgs {
    /// Stories of which an article answers [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printed: Printed,
    /// Leave out stories of fewer copies
    #[arg(long, value_name = "N", default_value_t = 2)]
    min: usize,
    /// At most this many stories; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print which outlets share how many of all these stories, and which of the two had it first; days on which both had it, and
    /// undated copies, decide nothing
    #[arg(long, conflicts_with_all = ["body", "null"])]
    outlets: bool,
}

/// Prints an article a line, behind the identity of its story; or two outlets a line.
pub(crate) fn run(args: &StoriesArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let query = args.filters.query_of(&args.query, &archives, problems)?;
    let mut stories = Vec::new();
    for archive in archives.iter() {
        let own = archive.stories(&query)?.into_iter();
        stories.extend(own.map(|(story, ids)| (archive, story, ids)));
    }
    stories.retain(|(_, story, _)| story.copies >= args.min);
    stories.sort_by_key(|(_, story, _)| Reverse(story.copies));
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.outlets {
        let all = stories.iter().map(|(archive, _, ids)| in_order(archive, ids));
        let shared = shared(all)?;
        write_shared(&mut out, args, config, &shared)?;
        out.flush()?;
        return Ok(Exit::found(!shared.is_empty()));
    }
    if args.limit > 0 {
        stories.truncate(args.limit);
    }
    let mut printer = Printer::new(args.printed, config, &archives)?;
    for (archive, story, ids) in &stories {
        let articles = in_order(archive, ids)?;
        printer.begin(&mut out, HitGroup::new("story", &story.id, summed_up(&articles)))?;
        for (article, rank) in articles.into_iter().zip(1..) {
            let (score, snippets) = (0.0, Vec::new());
            printer.hit(
                &mut out,
                &Hit {
                    rank,
                    score,
                    article,
                    snippets,
                },
            )?;
        }
    }
    printer.end(&mut out)?;
    out.flush()?;
    Ok(Exit::found(!stories.is_empty()))
}

/// The articles, the earliest first, those without a date last.
fn in_order(archive: &Archive, ids: &[ArticleId]) -> Result<Vec<Article>> {
    let mut articles = Vec::with_capacity(ids.len());
    for id in ids {
        articles.extend(archive.article(id)?);
    }
    articles.sort_by_cached_key(|article| {
        let date = article.published_on();
        (date.is_empty(), date, article.id)
    });
    Ok(articles)
}

/// A story in a line: `3 copies in 2 outlets, 2022-05-13 to 2022-05-20, 1 undated`.
fn summed_up(articles: &[Article]) -> String {
    let outlets: BTreeSet<&str> = articles
        .iter()
        .filter_map(|article| article.outlet.as_deref())
        .collect();
    let dates: Vec<String> = articles
        .iter()
        .map(Article::published_on)
        .filter(|date| !date.is_empty())
        .collect();
    let mut told = format!("{} copies", articles.len());
    match outlets.len() {
        0 => {}
        1 => told.push_str(" in 1 outlet"),
        more => told.push_str(&format!(" in {more} outlets")),
    }
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first == last => told.push_str(&format!(", {first}")),
        (Some(first), Some(last)) => told.push_str(&format!(", {first} to {last}")),
        _ => {}
    }
    match articles.len() - dates.len() {
        0 => {}
        undated => told.push_str(&format!(", {undated} undated")),
    }
    told
}

/// What two outlets share.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shared {
    /// In how many stories both have a copy.
    stories: u64,
    /// In how many of these the first had one on an earlier day.
    first_before: u64,
    /// In how many the second did.
    second_before: u64,
}

/// What each two outlets share, by their names, of stories whose articles are in order.
fn shared(stories: impl Iterator<Item = Result<Vec<Article>>>) -> Result<BTreeMap<(String, String), Shared>> {
    let mut pairs: BTreeMap<(String, String), Shared> = BTreeMap::new();
    for articles in stories {
        // The earliest day of each outlet: its first article in their order.
        let mut days: BTreeMap<String, String> = BTreeMap::new();
        for article in &articles? {
            if let Some(outlet) = &article.outlet {
                days.entry(outlet.clone())
                    .or_insert_with(|| article.published_on());
            }
        }
        let days: Vec<_> = days.into_iter().collect();
        for (place, (one, day)) in days.iter().enumerate() {
            for (other, its_day) in &days[place + 1..] {
                let pair = pairs.entry((one.clone(), other.clone())).or_default();
                pair.stories += 1;
                if day.len() == its_day.len() && !day.is_empty() {
                    pair.first_before += u64::from(day < its_day);
                    pair.second_before += u64::from(day > its_day);
                }
            }
        }
    }
    Ok(pairs)
}

/// Prints two outlets a row, those that share the most first.
fn write_shared(
    out: &mut impl Write,
    args: &StoriesArgs,
    config: &Config,
    shared: &BTreeMap<(String, String), Shared>,
) -> Result<()> {
    let format = match args.printed.format {
        HitFormat::Text => table::TableFormat::Text,
        HitFormat::Csv => table::TableFormat::Csv,
        HitFormat::Tsv => table::TableFormat::Tsv,
        HitFormat::Jsonl => table::TableFormat::Jsonl,
        _ => bail!("--outlets prints a table: --format text, csv, tsv or jsonl"),
    };
    let mut pairs: Vec<_> = shared.iter().collect();
    pairs.sort_by_key(|(_, shared)| Reverse(shared.stories));
    let row = |((one, other), shared): ((&String, &String), &Shared)| {
        vec![
            one.as_str().into(),
            other.as_str().into(),
            Cell::Number(shared.stories),
            Cell::Number(shared.first_before),
            Cell::Number(shared.second_before),
        ]
    };
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let named = pairs
        .into_iter()
        .map(|((one, other), shared)| row(((one, other), shared)));
    let rows: Vec<Vec<Cell>> = named.take(limit).collect();
    let columns = ["outlet", "other", "stories", "outlet_first", "other_first"];
    Ok(table::write(out, format, config, &columns, &rows)?)
}
