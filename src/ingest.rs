//! Which work runs at once; one bad page never stops the rest: the only home of threads.

mod failed;
mod naming;
mod pace;
mod passes;
mod prune;
mod run;
mod taken;
mod together;
mod workers;

pub use workers::Workers;

use crate::article::ArticleId;
use crate::calendar::Moment;
use crate::clean::site::SiteTemplates;
use crate::error::Result;
use crate::index::{AddOutcome, Archive, Paths};
use crate::page::{FilePath, Origin, Page, Place};
use crate::pipeline::{self, Context, Extraction};
use crate::read::{self, Fields, Found, Input, Limits, PageSource, Problem, Progress, Trouble};
use naming::Naming;
use passes::{PassStep, Passes};
use prune::FoundFiles;
use run::{Run, put_away};
use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use taken::Taker;

/// How pages are ingested.
#[derive(Debug, Clone)]
pub struct Manner {
    /// What an input may cost.
    pub limits: Limits,
    /// The fields of records that the user names.
    pub fields: Fields,
    /// The moment of the ingest.
    pub now: Moment,
    /// How far it is.
    pub progress: Arc<Progress>,
    /// Whether what is gone below the paths is taken out of search.
    pub prune: bool,
    /// Whether everything is told and nothing written.
    pub dry_run: bool,
    /// Whether it ends by working out stories and who is who.
    pub settle: bool,
    /// After so many pages, or so much time, what was added is committed: more a loss of power cannot lose.
    pub commit_after: usize,
    /// The time.
    pub commit_every: Duration,
}

impl Manner {
    /// As a user ingests who says nothing else, at this moment.
    pub fn at(now: Moment) -> Manner {
        Manner {
            limits: Limits::default(),
            fields: Fields::default(),
            now,
            progress: Arc::default(),
            prune: false,
            dry_run: false,
            settle: true,
            commit_after: 20_000,
            commit_every: Duration::from_secs(30),
        }
    }
}

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
    pub added: AddOutcome,
    /// The article it became; none for a file that was not read again.
    pub id: Option<ArticleId>,
}

/// Does `work` on the pages of one input.
pub fn extract_pages<T>(
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
            path: path.into(),
            ..Origin::default()
        };
        Outcome {
            origin,
            result: Err(problem),
        }
    }
}

/// Reads an input; a fault of the program costs this input alone. Whether more is wanted.
fn read(source: &mut PageSource, input: &Input, tell: impl FnOnce(Found) -> bool) -> bool {
    let read = catch_unwind(AssertUnwindSafe(|| source.read(input)));
    read.unwrap_or_else(|_| {
        let none = Outcome::<Page>::none(&input.path, Problem::Fault);
        tell((none.origin, none.result))
    })
}

/// Reads all pages at the given paths as pages of their sites, and tells the readings in the order of the pages.
///
/// # Errors
/// The first error of `each`, or that what does not fit in memory cannot be put into a temporary file.
pub fn extract_all<E: From<std::io::Error>>(
    workers: &Workers,
    paths: impl IntoIterator<Item = PathBuf>,
    manner: Manner,
    context: Context,
    each: impl FnMut(Outcome<Extraction>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let run = RefCell::new(Extracting {
        passes: Passes::new(workers, &std::env::temp_dir())?,
        sites: SiteTemplates::default(),
        context,
        now: manner.now,
        progress: &manner.progress,
        each,
        ended: Ok(()),
    });
    let mut tell = |found: Found| run.borrow_mut().page(found);
    let inputs: Vec<_> = inputs(paths).collect();
    let sizes = inputs.iter().flatten().map(|input| input.stamp.size);
    manner.progress.expect(sizes.sum());
    let mut source = PageSource::new(manner.limits, &manner.fields, &mut tell).telling(&manner.progress);
    for input in inputs {
        let more = match input {
            Ok(input) => read(&mut source, &input, |found| run.borrow_mut().page(found)),
            Err((path, problem)) => {
                let none = Outcome::<Page>::none(&path, problem);
                run.borrow_mut().page((none.origin, none.result))
            }
        };
        if !more {
            break;
        }
    }
    let mut run = run.into_inner();
    run.judge();
    run.ended
}

/// Pages on their way to whoever asked for their readings.
struct Extracting<'a, E, F> {
    passes: Passes<'a>,
    sites: SiteTemplates,
    context: Context<'a>,
    now: Moment,
    progress: &'a Progress,
    each: F,
    ended: std::result::Result<(), E>,
}

impl<E: From<std::io::Error>, F: FnMut(Outcome<Extraction>) -> std::result::Result<(), E>>
    Extracting<'_, E, F>
{
    /// Takes a page; whether more are wanted.
    fn page(&mut self, found: Found) -> bool {
        self.progress.page();
        self.ended = self.passes.page(found, &mut self.sites).map_err(E::from);
        if self.ended.is_ok() && self.passes.is_full() {
            self.judge();
        }
        self.ended.is_ok()
    }

    fn judge(&mut self) {
        if self.ended.is_ok() {
            self.ended = self.judged();
        }
    }

    fn judged(&mut self) -> std::result::Result<(), E> {
        self.passes.settle(&mut self.sites)?;
        let now = self.now;
        let context = Context {
            sites: &self.sites,
            ..self.context
        };
        let work = |page: Page, parsed| pipeline::parsed_reading(&page.read_at(now), parsed, context);
        self.passes.judge(work, |step| match step {
            PassStep::Page(outcome) => (self.each)(outcome),
            PassStep::Mark(_) => Ok(()),
        })
    }
}

/// Brings the pages at the given paths into the index, and tells of each. Files that are as they were are not read again. The
/// sites of the changed ones are learned before any is read, and they are taken in the order of their names, so that neither the order of the
/// paths nor that of the files decides anything. Relative paths, also those in records of an export, are seen from `here`.
/// Workers that are told to stop end it early: what was told of is then committed, and the next ingest goes on from there.
///
/// # Errors
/// If the index cannot be read or written, or another process writes to it; what was committed before stays. [`Void`](crate::error::Error::Void) where
/// gone files are to be looked for below a path that is missing or empty.
pub fn ingest(
    archive: &Archive,
    workers: &Workers,
    (paths, here): (&[PathBuf], &Path),
    manner: Manner,
    context: Context,
    mut each: impl FnMut(Outcome<Ingested>),
) -> Result<()> {
    let mut known = archive.paths(here);
    let mut met = FoundFiles::below(paths, manner.prune, &mut known);
    let mut unread = |outcome| {
        manner.progress.page();
        each(outcome);
    };
    let changed = changed(archive, paths, manner.prune, &mut known, &mut met, &mut unread)?;
    if changed.inputs.is_empty() && (archive.is_finished() || !manner.settle) && !manner.prune {
        return Ok(());
    }
    let away = if manner.dry_run {
        &std::env::temp_dir()
    } else {
        archive.path()
    };
    let run = RefCell::new(Run {
        archive,
        workers,
        taker: Taker::new(archive, &manner)?,
        passes: match (
            Passes::new(workers, away).map_err(|error| put_away(archive, error))?,
            manner.dry_run,
        ) {
            (passes, true) => passes.naming(),
            (passes, false) => passes,
        },
        naming: match manner.dry_run {
            true => Some(Naming::new(archive, away)?),
            false => None,
        },
        sites: archive.sites()?,
        context,
        manner: manner.clone(),
        read_before: changed.read_before,
        known,
        met,
        waiting: Vec::new(),
        waiting_bytes: 0,
        each,
        ended: Ok(()),
    });
    let mut tell = |found: Found| run.borrow_mut().page(found);
    let sizes = changed.inputs.iter().map(|input| input.stamp.size);
    manner.progress.expect(sizes.sum());
    let mut source = PageSource::new(manner.limits, &manner.fields, &mut tell).telling(&manner.progress);
    for input in changed.inputs {
        if !run.borrow_mut().began(&input) {
            break;
        }
        let more = read(&mut source, &input, |found| run.borrow_mut().page(found));
        if !more || !run.borrow_mut().ended(input) {
            break;
        }
    }
    run.into_inner().finish()
}

/// The files that are to be read.
struct Changed {
    inputs: Vec<Input>,
    /// Those of them that were read before, as the index names them.
    read_before: HashSet<FilePath>,
}

/// The files that are to be read, in the order of their names; of the others is told at once.
fn changed(
    archive: &Archive,
    paths: &[PathBuf],
    prune: bool,
    known: &mut Paths,
    met: &mut FoundFiles,
    each: &mut impl FnMut(Outcome<Ingested>),
) -> Result<Changed> {
    let files = archive.files()?;
    let standing = match prune {
        true => Some(archive.pages_of_files()?),
        false => None,
    };
    let (mut changed, mut read_before) = (Vec::new(), HashSet::new());
    let mut troubles = Vec::new();
    for input in inputs(paths.to_vec()) {
        match input {
            Ok(mut input) => {
                let name = known.kept(&input.name());
                let stands = |name| {
                    let pages = standing
                        .as_ref()
                        .map(|standing| standing.get(name).copied().unwrap_or(0));
                    pages.is_none_or(|pages| pages == files.pages(name))
                };
                if !input.is_stream() && files.unchanged(&name, &input.stamp) && stands(&name) {
                    each(Outcome::of_place(
                        input.name().into(),
                        AddOutcome::Unchanged,
                        None,
                    ));
                    met.unchanged(name);
                } else {
                    // What is gone shows only where all of a file is read.
                    let resume = files.resume(&name, &input.stamp);
                    input.resume = resume.filter(|_| !prune && !input.is_stream());
                    if files.knows(&name, &input.stamp) {
                        read_before.insert(name.clone());
                    }
                    changed.push((name, input));
                }
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    for trouble in troubles {
        if prune {
            prune::refuse_void(paths, &trouble)?;
        }
        met.unreadable(known.kept(&FilePath::from(&*trouble.0)));
        each(Outcome::none(&trouble.0, trouble.1));
    }
    changed.sort_by(|(one, _), (other, _)| one.cmp(other));
    changed.dedup_by(|(one, _), (other, _)| one == other);
    let inputs = changed.into_iter().map(|(_, input)| input).collect();
    Ok(Changed { inputs, read_before })
}

impl Outcome<Ingested> {
    /// What became of a place.
    fn of_place(place: Place, added: AddOutcome, id: Option<ArticleId>) -> Outcome<Ingested> {
        Outcome {
            origin: Origin {
                path: place.path,
                member: place.member,
                record: place.record,
                offset: place.offset,
                ..Origin::default()
            },
            result: Ok(Ingested { added, id }),
        }
    }
}

#[cfg(test)]
mod tests;
