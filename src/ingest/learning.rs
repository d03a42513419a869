//! What recurs on the sites of many pages is learned before any of them is judged. Pages that fit are kept parsed in the
//! meantime; the rest is read and parsed a second time.

use super::{Outcome, Workers, worked};
use crate::clean::site::Memory;
use crate::extract::{self, Parsed};
use crate::page::Page;
use crate::read::{self, Input};
use std::convert::Infallible;

/// How many bytes of inputs are kept parsed: an ingest stays small however many there are.
const HELD: u64 = 48 << 20;
/// An input whose pages are so many times larger than itself is compressed, and not kept; nor are records, which have no tree.
const COMPRESSED: usize = 2;

/// A page and its tree, if it has one.
type Tree = (Page, Option<Parsed>);

/// An input whose sites are known.
pub struct Learned {
    /// The input.
    pub input: Input,
    pages: Option<Vec<Outcome<Tree>>>,
}

impl Learned {
    /// Does `work` on the pages of the input and their trees.
    pub fn then<T>(self, limit: u64, work: impl Fn(Page, Option<Parsed>) -> T) -> Vec<Outcome<T>> {
        let pages = self.pages.unwrap_or_else(|| parsed(&self.input, limit));
        let worked = pages
            .into_iter()
            .map(|page| page.then(|(page, tree)| work(page, tree)));
        worked.collect()
    }
}

/// Learns what recurs on the sites of the pages of some inputs, over what was known before.
pub fn learn(workers: &Workers, inputs: Vec<Input>, limit: u64, sites: &mut Memory) -> Vec<Learned> {
    let mut room = HELD;
    let held = |input: &Input| {
        let fits = input.size() <= room;
        room -= if fits { input.size() } else { 0 };
        fits
    };
    let holds: Vec<bool> = inputs.iter().map(held).collect();
    let mut learned = Vec::with_capacity(inputs.len());
    let done = workers.in_order(
        inputs.into_iter().zip(holds),
        |(input, _)| input.size(),
        |(input, hold)| observed(input, hold, limit),
        |(input, memory)| {
            sites.merge(memory);
            learned.push(input);
            Ok::<(), Infallible>(())
        },
    );
    done.unwrap_or_else(|never| match never {});
    sites.settle();
    learned
}

fn observed(input: Input, hold: bool, limit: u64) -> (Learned, Memory) {
    let mut memory = Memory::default();
    let pages = parsed(&input, limit);
    let whole = pages.iter().filter_map(|page| page.result.as_ref().ok());
    let mut bytes = 0;
    for (page, tree) in whole {
        bytes += page.bytes().len();
        tree.iter().for_each(|tree| tree.observe(&mut memory));
    }
    let plain = bytes <= COMPRESSED * input.size() as usize;
    let trees = pages.iter().any(|page| matches!(page.result, Ok((_, Some(_)))));
    // What can be read but once is not read a second time.
    let pages = (input.is_stream() || hold && plain && trees).then_some(pages);
    (Learned { input, pages }, memory)
}

fn parsed(input: &Input, limit: u64) -> Vec<Outcome<Tree>> {
    worked(&input.path, read::pages(input, limit), |page| {
        let tree = extract::parsed(&page);
        (page, tree)
    })
}
