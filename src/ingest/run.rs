//! One ingest from its first page to its last commit: what was read is judged in rounds, and taken in the order in which it was read.

use super::failed::Failed;
use super::naming::Naming;
use super::passes::{Mark, PassStep, Passes};
use super::prune::FoundFiles;
use super::taken::{Extracted, Taker};
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
        let known = match &found.1 {
            Ok(page) => self.known(page),
            Err(_) => Ok(None),
        };
        let taken = match known {
            Ok(Some(id)) => {
                let known = Mark::Known(Box::new((found.0, id)));
                self.passes.mark(known, &mut self.sites)
            }
            Ok(None) => self.passes.page(found, &mut self.sites),
            Err(error) => {
                self.ended = Err(error);
                return false;
            }
        };
        self.taken(taken)
    }

    /// The identity of a page that is known to stand at its place; only in files that were read before it can.
    fn known(&self, page: &Page) -> Result<Option<ArticleId>> {
        if !self.read_before.contains(&page.origin.path) {
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
        if self.workers.are_stopped() {
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
        let judged = passes.judge(work, |step| {
            match step {
                PassStep::Mark(Mark::Began(input)) => taker.began(&input, known.kept(&input.name())),
                PassStep::Mark(Mark::Ended(input)) => taker.ended(&input, known.kept(&input.name()), met),
                PassStep::Mark(Mark::Known(page)) => {
                    let (origin, id) = *page;
                    let place = Place {
                        path: known.kept(&origin.path),
                        ..origin.place()
                    };
                    taker.known(&place, (origin, id), met, each)?;
                }
                PassStep::Page(outcome) => {
                    let outcome = match naming {
                        Some(naming) => naming.told_apart(outcome, (context, now), taker)?,
                        None => outcome,
                    };
                    let file = known.kept(&outcome.origin.path);
                    taker.page(&file, outcome, known, met, each)?;
                }
            }
            Ok(())
        });
        judged.map_err(|failed| match failed {
            Failed::Index(error) => error,
            Failed::Away(error) => put_away(archive, error),
        })
    }

    /// Brings the rest into the index, takes out what is gone, and commits.
    pub(super) fn finish(mut self) -> Result<()> {
        std::mem::replace(&mut self.ended, Ok(()))?;
        self.judge()?;
        if self.workers.are_stopped() {
            return self.taker.stop();
        }
        self.taker
            .captured_before(&self.known, &mut self.met, &mut self.each)?;
        if self.manner.prune {
            self.taker.prune(&self.met, &self.known, &mut self.each)?;
        }
        self.taker.finish()
    }
}
