//! `archive kwic`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::render::safe::SafeLine;
use anyhow::Result;
use archive::article::{Article, ArticleId};
use archive::index::{Archive, Part};
use archive::query::Query;
use archive::text::folded;
use clap::ValueEnum;
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::ops::Range;

/// Show every place at which a query is met, with the words around it
#[derive(Debug, clap::Args)]
pub struct KwicArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// Sort by what stands left, by the match and what stands right, or by date
    #[arg(long, value_enum, value_name = "BY", default_value = "date")]
    sort: By,
    /// How many characters stand on each side
    #[arg(long, value_name = "N", default_value_t = 50)]
    width: usize,
    /// At most this many lines; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// Of a text and its copies, show the places of the earliest alone
    #[arg(long)]
    one_per_story: bool,
}

/// As many blanks at most bring the matches into one column.
const WIDEST: usize = 1000;

/// By what the lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// By the words to the left, the nearest first
    Left,
    /// By the match, then the words to the right
    Right,
    /// By the date of publication
    Date,
}

/// One place.
struct Line {
    head: String,
    date: String,
    left: String,
    hit: String,
    right: String,
}

/// Prints `id TAB date TAB outlet TAB left TAB hit TAB right`.
pub fn run(args: &KwicArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let query = args.filters.query(&args.query, &archive, problems)?;
    let matcher = archive.matcher(&query)?;
    let (mut lines, mut unseen) = (Vec::new(), 0);
    let firsts = match args.one_per_story {
        true => Some(firsts(&archive, &query)?),
        false => None,
    };
    archive.each(&query, |article| -> Result<()> {
        let story = article.story.as_ref().map(|story| &story.id);
        if let (Some(firsts), Some(story)) = (&firsts, story)
            && firsts.get(story) != Some(&article.id)
        {
            return Ok(());
        }
        let places = matcher.places(&article);
        unseen += usize::from(places.is_empty());
        let whole = archive::describe::actors::whole(article.title.as_deref(), &article.body);
        for place in places {
            let (text, before) = match place.part {
                Part::Title => (whole.as_str(), 0),
                Part::Body => (whole.as_str(), whole.len() - article.body.len()),
                Part::Comment(number) => (article.comments[number].as_str(), 0),
            };
            let range = place.range.start + before..place.range.end + before;
            lines.push(line(&article, text, range, args.width));
        }
        Ok(())
    })?;
    if unseen > 0 {
        problems.note(format_args!(
            "{unseen} of the articles that answer do so by no place in their title, text or comments"
        ));
    }
    sort(&mut lines, args.sort);
    let limit = if args.limit == 0 { lines.len() } else { args.limit };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in lines.iter().take(limit) {
        let blanks = " ".repeat(args.width.saturating_sub(line.left.chars().count()).min(WIDEST));
        writeln!(
            out,
            "{}\t{blanks}{}\t{}\t{}",
            line.head, line.left, line.hit, line.right
        )?;
    }
    out.flush()?;
    Ok(Exit::found(!lines.is_empty()))
}

/// The earliest answer of each story: by its date, else behind all that have one, then by identity.
fn firsts(archive: &Archive, query: &Query) -> Result<HashMap<String, ArticleId>> {
    let mut firsts: HashMap<String, ((bool, String), ArticleId)> = HashMap::new();
    archive.each(query, |article| -> Result<()> {
        let date = article
            .published
            .as_ref()
            .map(|published| published.date.to_string());
        let own = ((date.is_none(), date.unwrap_or_default()), article.id);
        if let Some(story) = article.story {
            let first = firsts.entry(story.id).or_insert_with(|| own.clone());
            *first = first.clone().min(own);
        }
        Ok(())
    })?;
    Ok(firsts.into_iter().map(|(story, (_, id))| (story, id)).collect())
}

fn line(article: &Article, text: &str, place: Range<usize>, width: usize) -> Line {
    let left_start = text[..place.start]
        .char_indices()
        .rev()
        .take(width)
        .last()
        .map_or(place.start, |(at, _)| at);
    let right_end = text[place.end..]
        .char_indices()
        .nth(width)
        .map_or(text.len(), |(at, _)| place.end + at);
    let shown = |range: Range<usize>| SafeLine(&text[range]).to_string();
    let date = article
        .published
        .as_ref()
        .map(|date| date.date.to_string())
        .unwrap_or_default();
    let outlet = article.outlet.as_deref().unwrap_or_default();
    Line {
        head: format!("{}\t{date}\t{}", article.id, SafeLine(outlet)),
        date,
        left: shown(left_start..place.start),
        hit: shown(place.clone()),
        right: shown(place.end..right_end),
    }
}

fn sort(lines: &mut [Line], by: By) {
    match by {
        By::Date => lines.sort_by(|a, b| (a.date.is_empty(), &a.date).cmp(&(b.date.is_empty(), &b.date))),
        By::Right => lines.sort_by_cached_key(|line| (folded(&line.hit), folded(&line.right))),
        By::Left => lines.sort_by_cached_key(|line| {
            let folded = folded(&line.left);
            folded
                .split_whitespace()
                .rev()
                .map(str::to_string)
                .collect::<Vec<_>>()
        }),
    }
}
