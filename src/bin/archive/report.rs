//! What a report says of the answers to a question: everything is counted over the articles that it lists.

mod arcs;
mod page;

pub(crate) use page::html;

use crate::render::chart::Bar;
use crate::render::json;
use archive::article::{Article, ArticleId};
use archive::index::{Hit, Snippet};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many outlets, actors and stories are listed: what comes behind them is in a few articles only.
const MOST_ROWS: usize = 40;
/// So many actors stand in the drawing of who appears with whom, and so many pairs.
const MOST_NODES: usize = 24;
const MOST_PAIRS: usize = 60;
/// Two actors appear together in so many articles at least.
const FEWEST_TOGETHER: usize = 2;

/// A question and what the archive answers.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The title of the report.
    pub title: String,
    /// The question as it was typed.
    pub question: String,
    /// How it was understood, line by line.
    pub understood: Vec<String>,
    /// When the report was made.
    pub made: String,
    /// How many articles answer, listed or not.
    pub answers: usize,
    /// How many articles the archive has.
    pub archive: usize,
    /// How many would answer but for their unknown date.
    pub but_undated: usize,
    /// The periods, and what one is called.
    pub bars: Vec<Bar>,
    /// `day`, `month` or `year`.
    pub period: &'static str,
    /// Who published them.
    pub outlets: Vec<ReportRow>,
    /// Whom they name.
    pub actors: Vec<ActorRow>,
    /// The pairs of actors, by their place in `actors`, and in how many articles both appear.
    pub pairs: Vec<(usize, usize, usize)>,
    /// The texts of which there are copies.
    pub stories: Vec<StoryRow>,
    /// How many different texts there are, copies counting once.
    pub texts: usize,
    /// How many of the articles have no date.
    pub undated: usize,
    /// The articles.
    pub items: Vec<Item>,
}

/// Something that articles have, how many do, and from when to when.
#[derive(Debug, Default)]
pub(crate) struct ReportRow {
    pub name: String,
    pub articles: usize,
    pub span: DateSpan,
}

/// An actor.
#[derive(Debug)]
pub(crate) struct ActorRow {
    pub id: String,
    pub row: ReportRow,
}

/// A text and its copies.
#[derive(Debug)]
pub(crate) struct StoryRow {
    pub row: ReportRow,
    pub outlets: BTreeSet<String>,
}

/// The first and the last date, as far as dates are known.
#[derive(Debug, Default, Clone)]
pub(crate) struct DateSpan(pub Option<(String, String)>);

/// An article as the report lists it.
#[derive(Debug)]
pub(crate) struct Item {
    pub id: String,
    pub title: String,
    pub outlet: String,
    /// The date with its evidence.
    pub date: Option<(String, String)>,
    /// The address, where it is one of the web.
    pub address: Option<String>,
    pub snippet: Option<Snippet>,
    pub authors: String,
    pub doubts: String,
    /// The file, where the reader is to see it.
    pub path: Option<String>,
    /// The labels and the note of the user.
    pub labels: String,
}

impl DateSpan {
    fn add(&mut self, date: Option<&str>) {
        let Some(date) = date else { return };
        self.0 = Some(match self.0.take() {
            None => (date.to_string(), date.to_string()),
            Some((first, last)) => (first.min(date.to_string()), last.max(date.to_string())),
        });
    }
}

impl ReportRow {
    fn add(&mut self, date: Option<&str>) {
        self.articles += 1;
        self.span.add(date);
    }
}

/// Gathers what the hits have in common.
#[derive(Default)]
struct Gathering {
    outlets: BTreeMap<String, ReportRow>,
    actors: HashMap<String, ActorRow>,
    stories: BTreeMap<String, StoryRow>,
    texts: BTreeSet<String>,
    in_article: Vec<Vec<String>>,
}

impl Report {
    /// Counts and lists the hits. Paths are told where they are wanted.
    pub(crate) fn gather(&mut self, hits: &[Hit], with_paths: bool, labels: impl Fn(&ArticleId) -> String) {
        let mut gathering = Gathering::default();
        for hit in hits {
            gathering.add(&hit.article);
            self.items.push(item(hit, with_paths, labels(&hit.article.id)));
        }
        self.undated = self.items.iter().filter(|item| item.date.is_none()).count();
        self.texts = gathering.texts.len();
        self.outlets = most(gathering.outlets.into_values(), |row| row);
        let stories = gathering
            .stories
            .into_values()
            .filter(|story| story.row.articles > 1);
        self.stories = most(stories, |story| &story.row);
        self.actors = most(gathering.actors.into_values(), |actor| &actor.row);
        self.pairs = pairs(&self.actors, &gathering.in_article);
    }
}

/// Those that most articles have, at most as many as are listed.
fn most<T>(rows: impl Iterator<Item = T>, row: impl Fn(&T) -> &ReportRow) -> Vec<T> {
    let mut rows: Vec<T> = rows.collect();
    rows.sort_by(|a, b| {
        let (a, b) = (row(a), row(b));
        b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name))
    });
    rows.truncate(MOST_ROWS);
    rows
}

/// Who appears with whom, among the most frequent: the pairs with most articles.
fn pairs(actors: &[ActorRow], in_article: &[Vec<String>]) -> Vec<(usize, usize, usize)> {
    let places: HashMap<&str, usize> = actors
        .iter()
        .take(MOST_NODES)
        .enumerate()
        .map(|(place, actor)| (actor.id.as_str(), place))
        .collect();
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for article in in_article {
        let mut own: Vec<usize> = article
            .iter()
            .filter_map(|id| places.get(id.as_str()).copied())
            .collect();
        own.sort_unstable();
        for (at, one) in own.iter().enumerate() {
            for other in &own[at + 1..] {
                *counts.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<_> = counts
        .into_iter()
        .map(|((one, other), count)| (one, other, count))
        .collect();
    pairs.retain(|(_, _, count)| *count >= FEWEST_TOGETHER);
    pairs.sort_by_key(|(one, other, count)| (std::cmp::Reverse(*count), *one, *other));
    pairs.truncate(MOST_PAIRS);
    pairs
}

impl Gathering {
    fn add(&mut self, article: &Article) {
        let date = article
            .published
            .as_ref()
            .map(|published| published.date.to_string());
        let date = date.as_deref();
        let outlet = article.outlet.clone().or_else(|| article.domain.clone());
        if let Some(outlet) = &outlet {
            let row = self
                .outlets
                .entry(outlet.clone())
                .or_insert_with(|| named(outlet));
            row.add(date);
        }
        let title = article.title.as_deref().unwrap_or_default();
        let story = article.story.as_ref().map(|story| story.id.clone());
        if let Some(story) = &story {
            let story = self.stories.entry(story.clone()).or_insert_with(|| StoryRow {
                row: named(title),
                outlets: BTreeSet::new(),
            });
            story.row.add(date);
            story.outlets.extend(outlet);
        }
        self.texts.insert(story.unwrap_or_else(|| article.id.to_hex()));
        for actor in &article.actors {
            let row = self.actors.entry(actor.id.clone()).or_insert_with(|| ActorRow {
                id: actor.id.clone(),
                row: named(&actor.name),
            });
            row.row.add(date);
        }
        self.in_article
            .push(article.actors.iter().map(|actor| actor.id.clone()).collect());
    }
}

fn named(name: &str) -> ReportRow {
    ReportRow {
        name: name.to_string(),
        ..ReportRow::default()
    }
}

fn item(hit: &Hit, with_paths: bool, labels: String) -> Item {
    let article = &hit.article;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let doubts: Vec<String> = article.doubts.iter().map(ToString::to_string).collect();
    let is_of_web = |url: &&String| url.starts_with("http://") || url.starts_with("https://");
    Item {
        id: article.id.to_string(),
        title: text(&article.title),
        outlet: article.outlet.clone().unwrap_or_else(|| text(&article.domain)),
        date: article.published.as_ref().map(|published| {
            let evidence = json::value(&published.evidence);
            let evidence = evidence.as_str().unwrap_or_default();
            (
                published.date.to_string(),
                format!("{evidence}, {:.2}", published.confidence),
            )
        }),
        address: article.url.as_ref().filter(is_of_web).cloned(),
        snippet: hit.snippets.last().cloned(),
        authors: article.authors.join("; "),
        doubts: doubts.join("; "),
        path: with_paths.then(|| article.source.place().to_string()),
        labels,
    }
}
