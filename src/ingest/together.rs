//! Pages are brought into the index some at a time: what is known of them is looked up together.

use super::passes::{Mark, PassStep};
use super::prune::FoundFiles;
use super::taken::{Extracted, Taker};
use super::{Ingested, Outcome, Workers};
use crate::error::Result;
use crate::index::Paths;
use crate::page::Place;

/// So many steps are taken together,
const STEPS: usize = 64;
/// or so many bytes.
const BYTES: usize = 4 << 20;

/// What is taken together, in its order.
#[derive(Default)]
pub(super) struct Together {
    steps: Vec<PassStep<Extracted>>,
    bytes: usize,
}

impl Together {
    /// Adds what comes next; whether it is time to take what there is.
    pub(super) fn add(&mut self, mut step: PassStep<Extracted>, known: &mut Paths) -> bool {
        if let PassStep::Page(Outcome { result: Ok(page), .. }) = &mut step {
            page.find(known);
            self.bytes += page.size();
        }
        self.steps.push(step);
        self.steps.len() >= STEPS || self.bytes >= BYTES
    }

    /// Brings what there is into the index, and tells of each page, until the workers are told to stop.
    pub(super) fn take(
        &mut self,
        workers: &Workers,
        taker: &mut Taker,
        known: &mut Paths,
        met: &mut FoundFiles,
        each: &mut impl FnMut(Outcome<Ingested>),
    ) -> Result<()> {
        self.bytes = 0;
        taker.expect(self.steps.iter().filter_map(extracted))?;
        for step in self.steps.drain(..).take_while(|_| !workers.are_stopped()) {
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
                    let file = known.kept(&outcome.origin.path);
                    taker.page(&file, outcome, met, each)?;
                }
            }
        }
        Ok(())
    }
}

fn extracted(step: &PassStep<Extracted>) -> Option<&Extracted> {
    match step {
        PassStep::Page(outcome) => outcome.result.as_ref().ok(),
        PassStep::Mark(_) => None,
    }
}
