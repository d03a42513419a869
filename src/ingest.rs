//! Which work runs at once; one bad page never stops the rest: the only home of threads.

mod workers;

pub use workers::Workers;

use crate::article::{Article, ArticleId};
use crate::clean::site::Memory;
use crate::error::Result;
use crate::extract::{self, Context};
use crate::index::{Added, Archive, Writer};
use crate::page::{Origin, Page};
use crate::read::{self, Input, Problem, Trouble};
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The largest page that is read unless the user says otherwise, in bytes.
pub const MAX_SIZE: u64 = 64 << 20;
/// How many pages are added before they are committed: what an interrupt can lose.
const COMMITTED_PAGES: usize = 20_000;

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

/// Does `work` on every page at the given paths, many at a time, and tells the outcomes in the order of the pages. A page
/// larger than `limit` bytes is skipped.
pub fn pages<T: Send, E>(
    workers: &Workers,
    paths: impl IntoIterator<Item = PathBuf>,
    limit: u64,
    work: impl Fn(Page) -> T + Sync,
    mut each: impl FnMut(Outcome<T>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let read = |input: std::result::Result<Input, Trouble>| match input {
        Ok(input) => worked(&input.path, read::pages(&input, limit), &work),
        Err((path, problem)) => vec![Outcome::none(&path, problem)],
    };
    let size = |input: &std::result::Result<Input, Trouble>| input.as_ref().map_or(0, Input::size);
    workers.in_order(inputs(paths), size, read, |outcomes| {
        outcomes.into_iter().try_for_each(&mut each)
    })
}

/// Does `work` on the pages of one input.
pub fn worked<T>(
    path: &Path,
    pages: Vec<std::result::Result<Page, Problem>>,
    work: impl Fn(Page) -> T,
) -> Vec<Outcome<T>> {
    let outcome = |page: std::result::Result<Page, Problem>| match page {
        Ok(page) => {
            let origin = page.origin.clone();
            let result = catch_unwind(AssertUnwindSafe(|| work(page))).map_err(|_| Problem::Fault);
            Outcome { origin, result }
        }
        Err(problem) => Outcome::none(path, problem),
    };
    pages.into_iter().map(outcome).collect()
}

fn inputs(
    paths: impl IntoIterator<Item = PathBuf>,
) -> impl Iterator<Item = std::result::Result<Input, Trouble>> {
    paths.into_iter().flat_map(|path| read::inputs(&path))
}

impl<T> Outcome<T> {
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

/// Learns what recurs on the sites of the pages at the given paths, over what was known before.
pub fn learn(workers: &Workers, paths: impl IntoIterator<Item = PathBuf>, limit: u64, sites: &mut Memory) {
    let learned = pages(
        workers,
        paths,
        limit,
        |page| extract::observed(&page),
        |outcome| {
            if let Ok(observed) = outcome.result {
                sites.merge(observed);
            }
            Ok::<(), Infallible>(())
        },
    );
    learned.unwrap_or_else(|never| match never {});
}

/// Brings the pages at the given paths into the index, and tells of each. Files that are as they were are not read again. The
/// changed ones are read twice: once to learn their sites, so that the order of the files decides nothing.
///
/// # Errors
/// If the index cannot be read or written, or another process writes to it; what was committed before stays.
pub fn ingest(
    archive: &Archive,
    workers: &Workers,
    paths: &[PathBuf],
    limit: u64,
    context: Context,
    mut each: impl FnMut(Outcome<Ingested>),
) -> Result<()> {
    let mut writer = archive.writer()?;
    let changed = changed(archive, paths, &mut each)?;
    let mut sites = archive.sites()?;
    learn(
        workers,
        changed.iter().map(|input| input.path.clone()),
        limit,
        &mut sites,
    );
    archive.remember(&sites)?;
    let context = Context {
        sites: Some(&sites),
        ..context
    };
    let work = |input: Input| {
        let outcomes = worked(&input.path, read::pages(&input, limit), |page| {
            Extracted::of(page, context)
        });
        (input, outcomes)
    };
    let mut uncommitted = 0;
    workers.in_order(changed, Input::size, work, |(input, outcomes)| {
        uncommitted += outcomes.len();
        keep(&mut writer, input, outcomes, &mut each)?;
        if uncommitted >= COMMITTED_PAGES {
            uncommitted = 0;
            writer.commit()?;
        }
        Ok(())
    })?;
    writer.finish()
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
            Ok(input) if known.unchanged(&input.name(), &input.stamp) => {
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
            Ok(input) => changed.push(input),
            Err((path, problem)) => each(Outcome::none(&path, problem)),
        }
    }
    Ok(changed)
}

/// Brings what was made of a file into the index and tells of it.
fn keep(
    writer: &mut Writer,
    input: Input,
    outcomes: Vec<Outcome<Extracted>>,
    each: &mut impl FnMut(Outcome<Ingested>),
) -> Result<()> {
    let mut ids = Vec::new();
    let whole = outcomes.iter().all(|outcome| outcome.result.is_ok());
    for Outcome { origin, result } in outcomes {
        let result = match result {
            Ok(page) => {
                let added = writer.add(&page.article, &page.original, &page.furniture)?;
                ids.push(page.article.id.clone());
                Ok(Ingested {
                    added,
                    id: Some(page.article.id),
                })
            }
            Err(problem) => Err(problem),
        };
        each(Outcome { origin, result });
    }
    // A file in which something failed is looked at again next time.
    if whole {
        let only = if let [id] = &ids[..] { Some(id) } else { None };
        writer.looked_at(&input.name(), input.stamp, only);
    }
    Ok(())
}

/// What the index needs of a page.
struct Extracted {
    article: Article,
    original: Vec<u8>,
    furniture: String,
}

impl Extracted {
    fn of(page: Page, context: Context) -> Extracted {
        let reading = extract::reading(&page, context);
        let furniture = reading
            .blocks
            .map(|(document, body)| body.furniture(&document))
            .unwrap_or_default();
        Extracted {
            article: reading.article,
            furniture,
            original: page.bytes().to_vec(),
        }
    }
}
