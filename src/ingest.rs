//! Which work runs at once; one bad page never stops the rest: the only home of threads.

mod learning;
mod workers;

pub use workers::Workers;

use crate::article::{Article, ArticleId};
use crate::clean::site::Memory;
use crate::error::Result;
use crate::extract::{self, Context, Parsed, Reading};
use crate::index::{Added, Archive, Writer};
use crate::page::{Content, Origin, Page};
use crate::read::{self, Input, Problem, Trouble};
use learning::Learned;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The largest page that is read unless the user says otherwise, in bytes.
pub const MAX_SIZE: u64 = 64 << 20;
/// After so many pages, or so much time, what was added is committed: more a loss of power cannot lose.
const COMMITTED_PAGES: usize = 20_000;
const COMMITTED_EVERY: Duration = Duration::from_secs(30);

/// What became of one page, or of an input that gave none.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Where the page stood; for an input that gave none, its path alone.
    pub origin: Origin,
    /// What was made of it, or why nothing was.
    pub result: std::result::Result<T, Problem>,
}

/// What became of a page that was ingested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingested {
    /// What the index did with it.
    pub added: Added,
    /// The article it became; none for a file that was not read again.
    pub id: Option<ArticleId>,
}

/// Does `work` on the pages of one input.
pub fn worked<T>(
    path: &Path,
    pages: Vec<std::result::Result<Page, Problem>>,
    work: impl Fn(Page) -> T,
) -> Vec<Outcome<T>> {
    let outcome = |page: std::result::Result<Page, Problem>| match page {
        Ok(page) => Outcome {
            origin: page.origin.clone(),
            result: Ok(page),
        },
        Err(problem) => Outcome::none(path, problem),
    };
    pages.into_iter().map(|page| outcome(page).then(&work)).collect()
}

fn inputs(
    paths: impl IntoIterator<Item = PathBuf>,
) -> impl Iterator<Item = std::result::Result<Input, Trouble>> {
    paths.into_iter().flat_map(|path| read::inputs(&path))
}

impl<T> Outcome<T> {
    /// Goes on with what was made; a fault costs this page alone.
    fn then<U>(self, work: impl FnOnce(T) -> U) -> Outcome<U> {
        let fault = |made| catch_unwind(AssertUnwindSafe(|| work(made))).map_err(|_| Problem::Fault);
        Outcome {
            origin: self.origin,
            result: self.result.and_then(fault),
        }
    }

    fn none(path: &Path, problem: Problem) -> Outcome<T> {
        let origin = Origin {
            path: path.to_string_lossy().into_owned(),
            ..Origin::default()
        };
        Outcome {
            origin,
            result: Err(problem),
        }
    }
}

/// Reads all pages at the given paths as pages of their sites, and tells the readings in the order of the pages.
pub fn readings<E>(
    workers: &Workers,
    paths: impl IntoIterator<Item = PathBuf>,
    limit: u64,
    context: Context,
    mut each: impl FnMut(Outcome<Reading>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let portions = |input: std::result::Result<Input, Trouble>| match input {
        Ok(input) => input.portions().into_iter().map(Ok).collect(),
        Err(trouble) => vec![Err(trouble)],
    };
    let inputs: Vec<_> = inputs(paths).flat_map(portions).collect();
    let mut sites = Memory::default();
    let found = inputs
        .iter()
        .filter_map(|input| input.as_ref().ok())
        .cloned()
        .collect();
    let mut learned = learning::learn(workers, found, limit, &mut sites).into_iter();
    let context = Context {
        sites: Some(&sites),
        ..context
    };
    let learned = inputs.into_iter().map(|input| input.map(|_| learned.next()));
    let size = |input: &std::result::Result<Option<Learned>, Trouble>| match input {
        Ok(Some(learned)) => learned.input.size(),
        _ => 0,
    };
    let read = |input: std::result::Result<Option<Learned>, Trouble>| match input {
        Ok(learned) => learned.map_or_else(Vec::new, |learned| {
            learned.then(limit, |page, parsed| {
                extract::parsed_reading(&page, parsed, context)
            })
        }),
        Err((path, problem)) => vec![Outcome::none(&path, problem)],
    };
    workers.in_order(learned, size, read, |outcomes| {
        outcomes.into_iter().try_for_each(&mut each)
    })
}

/// Brings the pages at the given paths into the index, and tells of each. Files that are as they were are not read again. The
/// sites of the changed ones are learned before any is read, so that the order of the files decides nothing. Workers that are
/// told to stop end it early: what was told of is then committed, and the next ingest goes on from there.
///
/// # Errors
/// If the index cannot be read or written, or another process writes to it; what was committed before stays.
pub fn ingest(
    archive: &Archive,
    workers: &Workers,
    paths: &[PathBuf],
    limit: u64,
    context: Context,
    each: impl FnMut(Outcome<Ingested>),
) -> Result<()> {
    let pace = Pace::new(COMMITTED_PAGES, COMMITTED_EVERY);
    ingest_at(pace, archive, workers, paths, limit, context, each)
}

fn ingest_at(
    mut pace: Pace,
    archive: &Archive,
    workers: &Workers,
    paths: &[PathBuf],
    limit: u64,
    context: Context,
    mut each: impl FnMut(Outcome<Ingested>),
) -> Result<()> {
    let changed = changed(archive, paths, &mut each)?;
    if changed.is_empty() && archive.is_finished() {
        return Ok(());
    }
    let mut writer = archive.writer()?;
    let mut sites = archive.sites()?;
    let learned = learning::learn(workers, changed, limit, &mut sites);
    if workers.are_stopped() {
        return Ok(());
    }
    archive.remember(&sites)?;
    let context = Context {
        sites: Some(&sites),
        ..context
    };
    let work = |learned: Learned| {
        let input = learned.input.clone();
        let outcomes = learned.then(limit, |page, parsed| Extracted::of(page, parsed, context));
        (input, outcomes)
    };
    let mut file = FileSoFar::default();
    workers.in_order(
        learned,
        |learned| learned.input.size(),
        work,
        |(input, outcomes)| {
            let pages = outcomes.len();
            keep(&mut writer, outcomes, &mut file, &mut each)?;
            if input.ends_file() {
                std::mem::take(&mut file).end(&mut writer, &input);
            }
            if pace.is_due(pages) {
                writer.commit()?;
            }
            Ok(())
        },
    )?;
    match workers.are_stopped() {
        true => writer.commit(),
        false => writer.finish(),
    }
}

/// When to commit.
struct Pace {
    most: usize,
    every: Duration,
    /// The pages since the last commit, and when it was.
    pages: usize,
    last: Instant,
}

impl Pace {
    fn new(most: usize, every: Duration) -> Pace {
        let (pages, last) = (0, Instant::now());
        Pace {
            most,
            every,
            pages,
            last,
        }
    }

    /// Whether it is time to commit, with so many pages more.
    fn is_due(&mut self, pages: usize) -> bool {
        self.pages += pages;
        let due = self.pages >= self.most || self.last.elapsed() >= self.every;
        if due {
            *self = Pace::new(self.most, self.every);
        }
        due
    }
}

/// The files that are to be read; of the others is told at once.
fn changed(
    archive: &Archive,
    paths: &[PathBuf],
    each: &mut impl FnMut(Outcome<Ingested>),
) -> Result<Vec<Input>> {
    let known = archive.files()?;
    let mut changed = Vec::new();
    for input in inputs(paths.to_vec()) {
        match input {
            Ok(input) if !input.is_stream() && known.unchanged(&input.name(), &input.stamp) => {
                let origin = Origin {
                    path: input.name(),
                    ..Origin::default()
                };
                each(Outcome {
                    origin,
                    result: Ok(Ingested {
                        added: Added::Unchanged,
                        id: None,
                    }),
                });
            }
            Ok(input) => changed.extend(input.portions()),
            Err((path, problem)) => each(Outcome::none(&path, problem)),
        }
    }
    Ok(changed)
}

/// Brings what was made of an input into the index and tells of it.
fn keep(
    writer: &mut Writer,
    outcomes: Vec<Outcome<Extracted>>,
    file: &mut FileSoFar,
    each: &mut impl FnMut(Outcome<Ingested>),
) -> Result<()> {
    for Outcome { origin, result } in outcomes {
        let result = match result {
            Ok(page) => {
                let added = match &page.newer {
                    Some(newer) => writer.add_older(&page.article, &page.original, newer)?,
                    None => writer.add(&page.article, &page.original, &page.furniture)?,
                };
                file.pages += 1;
                file.last = Some(page.article.id.clone());
                Ok(Ingested {
                    added,
                    id: Some(page.article.id),
                })
            }
            Err(problem) => {
                file.failed = true;
                Err(problem)
            }
        };
        each(Outcome { origin, result });
    }
    Ok(())
}

/// What became of a file up to here.
#[derive(Default)]
struct FileSoFar {
    failed: bool,
    pages: usize,
    last: Option<ArticleId>,
}

impl FileSoFar {
    /// Notes that the file was looked at; one in which something failed is looked at again next time.
    fn end(self, writer: &mut Writer, input: &Input) {
        let only = self.last.filter(|_| self.pages == 1);
        if !self.failed && !input.is_stream() {
            writer.looked_at(&input.name(), input.stamp, only.as_ref());
        }
    }
}

/// What the index needs of a page.
struct Extracted {
    article: Article,
    original: Vec<u8>,
    furniture: String,
    /// The version that took its place.
    newer: Option<ArticleId>,
}

impl Extracted {
    fn of(page: Page, parsed: Option<Parsed>, context: Context) -> Extracted {
        let reading = extract::parsed_reading(&page, parsed, context);
        Extracted {
            furniture: reading.furniture(&page),
            newer: newer(&page),
            article: reading.article,
            original: page.bytes().to_vec(),
        }
    }
}

/// The version that took the place of a page, where `archive export` says so; other scrapers may mean something else by that.
fn newer(page: &Page) -> Option<ArticleId> {
    let Content::Record(record) = &page.content else {
        return None;
    };
    let newer = record.newer.clone()?;
    Article::from_record(&record.json).map(|_| ArticleId(newer))
}

#[cfg(test)]
mod tests;
