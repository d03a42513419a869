//! `archive kwic`.

use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::safe::SafeLine;
use crate::render::screen::{Screen, cut, cut_before, fitted};
use crate::render::table::{self, Cell, Tabled};
use crate::ui::Problems;
use anyhow::Result;
use archive::article::{Article, ArticleId};
use archive::index::{Archive, Part};
use archive::page::Place;
use archive::query::Query;
use archive::text::folded;
use clap::ValueEnum;
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::ops::Range;
use textwrap::core::display_width;

/// Show every place at which a query is met, with the words around it
#[derive(Debug, clap::Args)]
pub(crate) struct KwicArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// Sort by what stands left, by the match and what stands right, or by date
    #[arg(long, value_enum, value_name = "BY", default_value = "date")]
    sort: By,
    /// How many characters stand on each side [default: 50; on a terminal as many as fit]
    #[arg(long, value_name = "N")]
    width: Option<usize>,
    /// At most this many lines; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,
    #[command(flatten)]
    tabled: Tabled,
    /// Of a text and its copies, show the places of the earliest alone
    #[arg(long)]
    one_per_story: bool,
}

/// So many characters stand on each side where nothing else is asked.
const USUAL: usize = 50;
/// As many blanks at most bring the matches into one column.
const WIDEST: usize = 1000;
/// The columns that a date and an outlet take on a terminal, and what stands between two.
const DATE: usize = 10;
const OUTLET: usize = 14;
const GAP: &str = "  ";
/// As many columns of a terminal at least are left for the text.
const LEAST_TEXT: usize = 24;

/// By what the lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// By the words to the left, the nearest first
    Left,
    /// By the match, then the words to the right
    Right,
    /// By the date of publication
    Date,
}

/// One place.
struct KwicLine {
    place: Place,
    id: String,
    date: String,
    outlet: String,
    left: String,
    hit: String,
    right: String,
}

/// Prints `id TAB date TAB outlet TAB left TAB hit TAB right`.
pub(crate) fn run(args: &KwicArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let query = args.filters.query_of(&args.query, &archives, problems)?;
    let (mut lines, mut unseen) = (Vec::new(), 0);
    let width = args
        .width
        .unwrap_or(config.screen.map_or(USUAL, |screen| screen.width));
    for archive in archives.iter() {
        unseen += gather(archive, &query, args.one_per_story, width, &mut lines)?;
    }
    if unseen > 0 {
        problems.note(format_args!(
            "{unseen} of the articles that answer do so by no place in their title, text or comments"
        ));
    }
    sort(&mut lines, args.sort);
    lines.truncate(if args.limit == 0 { usize::MAX } else { args.limit });
    let mut out = BufWriter::new(std::io::stdout().lock());
    match (args.tabled.format, config.screen) {
        (table::TableFormat::Text, Some(screen)) => {
            write_columns(&mut out, &lines, screen, config.color, args.width)?
        }
        (table::TableFormat::Text, None) => write_lines(&mut out, &lines, width)?,
        (format, _) => {
            let rows: Vec<Vec<Cell>> = lines.iter().map(KwicLine::row).collect();
            table::write(&mut out, format, config, &COLUMNS, &rows)?;
        }
    }
    out.flush()?;
    Ok(Exit::found(!lines.is_empty()))
}

/// Gathers the places of one index; how many articles answer by none.
fn gather(
    archive: &Archive,
    query: &Query,
    one_per_story: bool,
    width: usize,
    lines: &mut Vec<KwicLine>,
) -> Result<usize> {
    let matcher = archive.matcher(query)?;
    let firsts = match one_per_story {
        true => Some(firsts(archive, query)?),
        false => None,
    };
    let mut unseen = 0;
    archive.for_each_match(query, |article| -> Result<()> {
        let story = article.story.as_ref().map(|story| &story.id);
        if let (Some(firsts), Some(story)) = (&firsts, story)
            && firsts.get(story) != Some(&article.id)
        {
            return Ok(());
        }
        let places = matcher.places(&article);
        unseen += usize::from(places.is_empty());
        let whole = archive::article::title_and_body(article.title.as_deref(), &article.body);
        for place in places {
            let (text, before) = match place.part {
                Part::Title => (whole.as_str(), 0),
                Part::Body => (whole.as_str(), whole.len() - article.body.len()),
                Part::Comment(number) => (article.comments[number].as_str(), 0),
            };
            let range = place.range.start + before..place.range.end + before;
            lines.push(line(&article, text, range, width));
        }
        Ok(())
    })?;
    Ok(unseen)
}

/// The columns of a table of places.
const COLUMNS: [&str; 6] = ["id", "date", "outlet", "left", "hit", "right"];

impl KwicLine {
    fn row(&self) -> Vec<Cell> {
        [
            &self.id,
            &self.date,
            &self.outlet,
            &self.left,
            &self.hit,
            &self.right,
        ]
        .map(|text| text.as_str().into())
        .to_vec()
    }
}

/// A line a place, the matches in one column.
fn write_lines(out: &mut impl Write, lines: &[KwicLine], width: usize) -> Result<()> {
    for line in lines {
        let blanks = " ".repeat(width.saturating_sub(line.left.chars().count()).min(WIDEST));
        let KwicLine {
            id,
            date,
            outlet,
            left,
            hit,
            right,
            ..
        } = line;
        writeln!(out, "{id}\t{date}\t{outlet}\t{blanks}{left}\t{hit}\t{right}")?;
    }
    Ok(())
}

/// A line a place that fits a terminal: what does not is cut from the outside, and the matches stand in one column.
fn write_columns(
    out: &mut impl Write,
    lines: &[KwicLine],
    screen: Screen,
    color: bool,
    width: Option<usize>,
) -> Result<()> {
    let (on, off) = if color {
        ("\u{1b}[1;33m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let digits = lines.iter().map(|line| line.id.len()).max().unwrap_or(0);
    let facts = digits + DATE + OUTLET + 3 * GAP.len();
    let room = screen.width.saturating_sub(facts).max(LEAST_TEXT);
    let side = width.unwrap_or(room).min(room * 2 / 5);
    for line in lines {
        let id = screen.linked(&line.id, &line.place);
        let left = cut_before(&line.left, side);
        let blanks = " ".repeat(side - display_width(&left));
        let hit = cut(&line.hit, room - side - 2);
        let rest = room - side - 2 - display_width(&hit);
        let right = cut(&line.right, rest.min(width.unwrap_or(rest)));
        let (date, outlet) = (fitted(&line.date, DATE), fitted(&line.outlet, OUTLET));
        writeln!(
            out,
            "{id}{GAP}{date}{GAP}{outlet}{GAP}{blanks}{left} {on}{hit}{off} {right}"
        )?;
    }
    Ok(())
}

/// The earliest answer of each story: by its date, else behind all that have one, then by identity.
fn firsts(archive: &Archive, query: &Query) -> Result<HashMap<String, ArticleId>> {
    let mut firsts: HashMap<String, ((bool, String), ArticleId)> = HashMap::new();
    archive.for_each_match(query, |article| -> Result<()> {
        let date = article.published_on();
        let own = ((date.is_empty(), date), article.id);
        if let Some(story) = article.story {
            let first = firsts.entry(story.id).or_insert_with(|| own.clone());
            *first = first.clone().min(own);
        }
        Ok(())
    })?;
    Ok(firsts.into_iter().map(|(story, (_, id))| (story, id)).collect())
}

fn line(article: &Article, text: &str, place: Range<usize>, width: usize) -> KwicLine {
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
    let outlet = article.outlet.as_deref().unwrap_or_default();
    KwicLine {
        place: article.source.place(),
        id: article.id.to_string(),
        date: article.published_on(),
        outlet: SafeLine(outlet).to_string(),
        left: shown(left_start..place.start),
        hit: shown(place.clone()),
        right: shown(place.end..right_end),
    }
}

fn sort(lines: &mut [KwicLine], by: By) {
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
