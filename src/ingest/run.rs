//! One ingest from its first page to its last commit: what was read is judged in rounds, and taken in the order in which it was read.

use super::failed::Failed;
use super::naming::Naming;
use super::passes::{Mark, PassStep, Passes};
use super::prune::FoundFiles;
use super::taken::{Extracted, Taker};
use super::together::Together;
use super::{Ingested, Manner, Outcome, Workers};
use crate::article::ArticleId;
use crate::clean::site::SiteTemplates;
use crate::error::{Error, Result};
use crate::index::{Archive, Paths};
use crate::page::{FilePath, Page, Place};
use crate::pipeline::Context;
use crate::read::{Found, Input};
use std::collections::HashSet;

/// That what does not fit in memory cannot be put beside the index.
pub(super) fn put_away(archive: &Archive, source: std::io::Error) -> Error {
    Error::Write {
        path: archive.path().to_path_buf(),
        source,
    }
}

/// From so many bytes on it is noted how far an input was read.
const LARGE: u64 = 64 << 10;

/// So many pages of files that were read before are looked up together,
const WAITING: usize = 256;
/// or so many bytes of them.
const WAITING_BYTES: usize = 8 << 20;

/// What was read of files that were read before.
pub(super) enum Waiting {
    /// A page, or why there is none.
    Page(Box<Found>),
    /// Something else.
    Mark(Mark),
}

/// Pages on their way into an index.
pub(super) struct Run<'a, F> {
    pub archive: &'a Archive,
    pub workers: &'a Workers,
    pub taker: Taker,
    pub passes: Passes<'a>,
    /// Names pages, where nothing is to be written.
    pub naming: Option<Naming>,
    pub sites: SiteTemplates,
    pub context: Context<'a>,
    pub manner: Manner,
    /// The files that were read before, as the index names them.
    pub read_before: HashSet<FilePath>,
    pub known: Paths,
    pub met: FoundFiles,
    /// What waits to be looked up together, in its order.
    pub waiting: Vec<Waiting>,
    pub waiting_bytes: usize,
    pub each: F,
    pub ended: Result<()>,
}

impl<F: FnMut(Outcome<Ingested>)> Run<'_, F> {
    /// Takes a page; whether more are wanted. One that stands at its place already is not looked at.
    pub(super) fn page(&mut self, mut found: Found) -> bool {
        self.manner.progress.page();
        if let Ok(page) = &mut found.1 {
            page.origin.path = self.known.kept(&page.origin.path);
        }
        if !self.may_be_known(&found) && self.waiting.is_empty() {
            return self.unknown(found);
        }
        self.waiting_bytes += found.1.as_ref().map_or(0, |page| page.bytes().len());
        self.waiting.push(Waiting::Page(Box::new(found)));
        match self.waiting.len() >= WAITING || self.waiting_bytes >= WAITING_BYTES {
            true => self.look_up(),
            false => true,
        }
    }

    /// Whether a page may stand at its place already: only in files that were read before it can.
    fn may_be_known(&self, found: &Found) -> bool {
        let page = found.1.as_ref();
        page.is_ok_and(|page| self.read_before.contains(&page.origin.path))
    }

    /// Looks up together which of the pages that wait stand at their places; whether more are wanted.
    fn look_up(&mut self) -> bool {
        self.waiting_bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        let may_be_known = |waiting: &Waiting| match waiting {
            Waiting::Page(found) if self.may_be_known(found) => Some(found.1.as_ref().ok()?.origin.place()),
            _ => None,
        };
        let places: Vec<Place> = waiting.iter().filter_map(may_be_known).collect();
        self.ended = self.taker.expect_at(&places);
        self.ended.is_ok()
            && waiting.into_iter().all(|waiting| match waiting {
                Waiting::Mark(mark) => self.mark_now(mark),
                Waiting::Page(found) => match self.known(&found) {
                    Ok(Some(id)) => self.mark_now(Mark::Known(Box::new((found.0, id)))),
                    Ok(None) => self.unknown(*found),
                    Err(error) => {
                        self.ended = Err(error);
                        false
                    }
                },
            })
    }

    fn unknown(&mut self, found: Found) -> bool {
        let taken = self.passes.page(found, &mut self.sites);
        self.taken(taken)
    }

    /// The identity of a page that is known to stand at its place.
    fn known(&self, found: &Found) -> Result<Option<ArticleId>> {
        let Ok(page) = found.1.as_ref() else {
            return Ok(None);
        };
        if !self.may_be_known(found) {
            return Ok(None);
        }
        let id = ArticleId::of(page.bytes());
        Ok(self.taker.stands(&page.origin.place(), &id)?.then_some(id))
    }

    /// Notes that an input is read from here on; whether more are wanted.
    pub(super) fn began(&mut self, input: &Input) -> bool {
        match input.stamp.size >= LARGE {
            true => self.mark(Mark::Began(input.clone())),
            false => true,
        }
    }

    /// Notes that all of an input was read; whether more are wanted.
    pub(super) fn ended(&mut self, input: Input) -> bool {
        self.mark(Mark::Ended(input))
    }

    fn mark(&mut self, mark: Mark) -> bool {
        if self.waiting.is_empty() {
            return self.mark_now(mark);
        }
        self.waiting.push(Waiting::Mark(mark));
        true
    }

    fn mark_now(&mut self, mark: Mark) -> bool {
        let taken = self.passes.mark(mark, &mut self.sites);
        self.taken(taken)
    }

    fn taken(&mut self, taken: std::io::Result<()>) -> bool {
        self.ended = taken.map_err(|error| put_away(self.archive, error));
        if self.ended.is_ok() && self.passes.is_full() {
            self.ended = self.judge();
        }
        self.ended.is_ok() && !self.workers.are_stopped()
    }

    /// Brings what was read so far into the index.
    fn judge(&mut self) -> Result<()> {
        let Run {
            archive,
            workers,
            taker,
            passes,
            naming,
            sites,
            manner,
            known,
            met,
            each,
            ..
        } = self;
        passes.settle(sites).map_err(|error| put_away(archive, error))?;
        if workers.are_stopped() {
            return Ok(());
        }
        if !manner.dry_run {
            archive.save_sites(sites)?;
        }
        let context = Context {
            sites,
            ..self.context
        };
        let (naming, now) = (naming.as_ref(), manner.now);
        let work = |page: Page, parsed| match naming {
            Some(naming) => naming.extracted(page, context, now),
            None => Extracted::of(page, parsed, context, now),
        };
        let mut together = Together::default();
        let judged = passes.judge(work, |step| {
            let step = match (step, naming) {
                (PassStep::Page(outcome), Some(naming)) => {
                    PassStep::Page(naming.told_apart(outcome, (context, now), taker)?)
                }
                (step, _) => step,
            };
            if together.add(step, known) || naming.is_some() {
                together.take(workers, taker, known, met, each)?;
            }
            Ok(())
        });
        let judged = judged.and_then(|()| Ok(together.take(workers, taker, known, met, each)?));
        judged.map_err(|failed| match failed {
            Failed::Index(error) => error,
            Failed::Away(error) => put_away(archive, error),
        })
    }

    /// Brings the rest into the index, takes out what is gone, and commits.
    pub(super) fn finish(mut self) -> Result<()> {
        std::mem::replace(&mut self.ended, Ok(()))?;
        if !self.workers.are_stopped() {
            self.look_up();
            std::mem::replace(&mut self.ended, Ok(()))?;
        }
        self.judge()?;
        if self.workers.are_stopped() {
            return self.taker.stop();
        }
        self.taker
            .captured_before(&self.known, &mut self.met, &mut self.each)?;
        if self.manner.prune {
            self.taker.prune(&self.met, &self.known, &mut self.each)?;
        }
        match self.manner.settle {
            true => self.taker.finish(),
            false => self.taker.stop(),
        }
    }
}
