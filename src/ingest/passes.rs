//! Each input is read once, and looked at twice: what recurs on a site is learned from its pages before any of them is judged.
//!
//! Pages that fit are kept parsed in the meantime; the bytes of the others go, packed and with the parsed page, to a temporary file
//! without a name: none is parsed twice. An ingest stays small however many pages there are, and takes so many at a time that the file
//! does too.

use super::{Outcome, Workers};
use crate::article::ArticleId;
use crate::clean::site::SiteTemplates;
use crate::page::{Content, Origin, Page};
use crate::pipeline::{self, ParsedPage};
use crate::read::{Found, Input};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Upper bound on the parsed pages that are kept between the two passes, in bytes.
const HELD: u64 = 16 << 20;
/// How many packed bytes are put away before the pages are judged: some 50,000 pages.
pub(super) const PUT_AWAY: u64 = 1 << 30;
/// How many pages are kept in any way before they are judged.
const MOST: usize = 200_000;
/// How many pages are looked at before their results are taken.
const BATCH: usize = 256;
/// How many bytes of pages are looked at before their results are taken.
const BATCH_BYTES: u64 = 8 << 20;

/// A page and its tree, if it has one.
type Tree = (Page, Option<ParsedPage>);

/// What the second look meets, in the order of the first.
pub(super) enum PassStep<T> {
    /// What was made of a page, or what is wrong with it.
    Page(Outcome<T>),
    /// Something else than a page.
    Mark(Mark),
}

/// What is met between pages.
pub(super) enum Mark {
    /// An input is read from here on.
    Began(Input),
    /// A page that is known to stand at its place.
    Known(Box<(Origin, ArticleId)>),
    /// All of an input was read.
    Ended(Input),
}

/// What is kept of a page between the two looks.
enum KeptPage {
    Page(Box<Outcome<Tree>>),
    /// In the file, behind those before it, so many bytes.
    Away(usize),
    Mark(Box<Mark>),
}

/// What the first look at a page gave.
enum Looked {
    Kept(KeptPage, SiteTemplates),
    Packed(Vec<u8>, SiteTemplates),
}

/// The two looks at the pages of some inputs.
pub(super) struct Passes<'w> {
    workers: &'w Workers,
    batch: Vec<(PassStep<Page>, bool)>,
    batch_bytes: u64,
    kept: Vec<KeptPage>,
    held: u64,
    file: File,
    away: u64,
    /// Whether pages are only named, and neither parsed nor kept.
    names: bool,
}

impl<'w> Passes<'w> {
    /// Nothing yet; what does not fit goes to a file in this folder.
    ///
    /// # Errors
    /// If no file can be made there.
    pub(super) fn new(workers: &'w Workers, folder: &Path) -> io::Result<Passes<'w>> {
        Ok(Passes {
            workers,
            batch: Vec::new(),
            batch_bytes: 0,
            kept: Vec::new(),
            held: 0,
            file: tempfile::tempfile_in(folder)?,
            away: 0,
            names: false,
        })
    }

    /// The same, for pages that are only to be named: they are handed on as they come.
    pub(super) fn naming(self) -> Passes<'w> {
        Passes { names: true, ..self }
    }

    /// Takes a page, and learns from it.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn page(&mut self, (origin, result): Found, sites: &mut SiteTemplates) -> io::Result<()> {
        let size = result.as_ref().map_or(0, |page| page.bytes().len() as u64);
        let hold = self.names || self.held + size <= HELD;
        self.held += if hold { size } else { 0 };
        self.batch_bytes += size;
        self.step(PassStep::Page(Outcome { origin, result }), hold, sites)
    }

    /// Notes what is met between pages.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn mark(&mut self, mark: Mark, sites: &mut SiteTemplates) -> io::Result<()> {
        self.step(PassStep::Mark(mark), true, sites)
    }

    fn step(&mut self, step: PassStep<Page>, hold: bool, sites: &mut SiteTemplates) -> io::Result<()> {
        self.batch.push((step, hold));
        match self.batch.len() >= BATCH || self.batch_bytes >= BATCH_BYTES {
            true => self.look(sites),
            false => Ok(()),
        }
    }

    /// Whether so much is kept that it has to be judged.
    pub(super) fn is_full(&self) -> bool {
        self.away >= PUT_AWAY || self.kept.len() >= MOST || self.names && !self.kept.is_empty()
    }

    /// Looks at what was taken and not yet looked at.
    fn look(&mut self, sites: &mut SiteTemplates) -> io::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        if self.names {
            self.kept.extend(batch.into_iter().map(as_it_is));
            return Ok(());
        }
        let workers = self.workers;
        workers.in_order(
            batch,
            |_| 0,
            looked,
            |looked| {
                let (kept, memory) = match looked {
                    Looked::Kept(kept, memory) => (kept, memory),
                    Looked::Packed(bytes, memory) => {
                        self.file.write_all(&bytes)?;
                        self.away += bytes.len() as u64;
                        (KeptPage::Away(bytes.len()), memory)
                    }
                };
                sites.merge(memory);
                self.kept.push(kept);
                Ok(())
            },
        )
    }

    /// What was learned is settled: looks at what is left of the first look.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn settle(&mut self, sites: &mut SiteTemplates) -> io::Result<()> {
        self.look(sites)?;
        if !self.names {
            sites.prune();
        }
        Ok(())
    }

    /// The second look: does `work` on every page, many at a time, and hands the results on in their order.
    ///
    /// # Errors
    /// The first error of `each`, or that the file cannot be read.
    pub(super) fn judge<T: Send, E: From<io::Error>>(
        &mut self,
        work: impl Fn(Page, Option<ParsedPage>) -> T + Sync,
        mut each: impl FnMut(PassStep<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut kept = std::mem::take(&mut self.kept).into_iter().peekable();
        self.file.seek(SeekFrom::Start(0))?;
        while kept.peek().is_some() {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            while batch.len() < BATCH && bytes < BATCH_BYTES {
                let Some(next) = kept.next() else { break };
                let fetched = self.fetched(next)?;
                bytes += fetched.1;
                batch.push(fetched.0);
            }
            self.workers
                .in_order(batch, |_| 0, |fetched| judged(fetched, &work), &mut each)?;
        }
        (self.held, self.away) = (0, 0);
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        Ok(())
    }

    fn fetched(&mut self, kept: KeptPage) -> io::Result<(FetchedInput, u64)> {
        match kept {
            KeptPage::Away(length) => {
                let mut bytes = vec![0; length];
                self.file.read_exact(&mut bytes)?;
                Ok((FetchedInput::Packed(bytes), 4 * length as u64))
            }
            kept => Ok((FetchedInput::Kept(kept), 0)),
        }
    }
}

enum FetchedInput {
    Kept(KeptPage),
    Packed(Vec<u8>),
}

fn as_it_is((step, _): (PassStep<Page>, bool)) -> KeptPage {
    match step {
        PassStep::Mark(mark) => KeptPage::Mark(Box::new(mark)),
        PassStep::Page(outcome) => KeptPage::Page(Box::new(outcome.then(|page| (page, None)))),
    }
}

fn looked((step, hold): (PassStep<Page>, bool)) -> Looked {
    let mut memory = SiteTemplates::default();
    let outcome = match step {
        PassStep::Mark(mark) => return Looked::Kept(KeptPage::Mark(Box::new(mark)), memory),
        PassStep::Page(outcome) => outcome.then(|page| {
            let tree = pipeline::parsed(&page);
            (page, tree)
        }),
    };
    if let Ok((page, tree)) = &outcome.result {
        tree.iter().for_each(|tree| tree.observe(&mut memory));
        if !hold {
            return Looked::Packed(packed(&outcome.origin, page, tree.as_ref()), memory);
        }
    }
    Looked::Kept(KeptPage::Page(Box::new(outcome)), memory)
}

fn judged<T>(fetched: FetchedInput, work: impl Fn(Page, Option<ParsedPage>) -> T) -> PassStep<T> {
    match fetched {
        FetchedInput::Kept(KeptPage::Page(outcome)) => {
            PassStep::Page(outcome.then(|(page, tree)| work(page, tree)))
        }
        FetchedInput::Kept(KeptPage::Mark(mark)) => PassStep::Mark(*mark),
        FetchedInput::Kept(KeptPage::Away(..)) => unreachable!("what is away is fetched packed"),
        FetchedInput::Packed(bytes) => {
            let (origin, page, tree) = unpacked(&bytes);
            let result = Ok(page);
            PassStep::Page(Outcome { origin, result }.then(|page| {
                let tree = tree.or_else(|| pipeline::parsed(&page));
                work(page, tree)
            }))
        }
    }
}

/// What packs fastest; it is read once and forgotten.
const LEVEL: i32 = 1;

/// A page, or its record as JSON, its tree and its origins, packed. How long the first two are comes last.
pub(super) fn packed(found: &Origin, page: &Page, tree: Option<&ParsedPage>) -> Vec<u8> {
    let (mut bytes, tree) = match &page.content {
        Content::Bytes(bytes) => (bytes.clone(), tree.map(ParsedPage::to_bytes).unwrap_or_default()),
        Content::Record(record) => (
            serde_json::to_vec(record).expect("strings alone"),
            RECORD.to_vec(),
        ),
    };
    let lengths = [bytes.len() as u64, tree.len() as u64];
    bytes.extend(tree);
    serde_json::to_writer(&mut bytes, &(found, &page.origin)).expect("in memory");
    bytes.extend(lengths.iter().flat_map(|length| length.to_le_bytes()));
    zstd::encode_all(&bytes[..], LEVEL).expect("in memory")
}

/// What stands in the place of the tree of a record.
const RECORD: &[u8] = b"record";

/// What was packed.
pub(super) fn unpacked(bytes: &[u8]) -> (Origin, Page, Option<ParsedPage>) {
    let mut bytes = zstd::decode_all(bytes).expect("what was packed here");
    let (rest, tree_length) = bytes.split_last_chunk().expect("the lengths come last");
    let (rest, length) = rest.split_last_chunk().expect("the lengths come last");
    let [length, tree_length] = [length, tree_length].map(|length| u64::from_le_bytes(*length) as usize);
    let (tree, origins) = rest[length..].split_at(tree_length);
    let (found, origin) = serde_json::from_slice(origins).expect("what was written here");
    let (content, tree) = match tree == RECORD {
        true => {
            let record = serde_json::from_slice(&rest[..length]).expect("what was written here");
            (Content::Record(record), None)
        }
        false => {
            let tree = ParsedPage::from_bytes(tree);
            bytes.truncate(length);
            (Content::Bytes(bytes), tree)
        }
    };
    (found, Page { content, origin }, tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::ImportedRecord;

    #[test]
    fn what_is_put_away_comes_back_with_its_tree() {
        let origin = |path: &str| Origin {
            path: Path::new(path).into(),
            url: Some("http://a.example/b".into()),
            restarts: true,
            ..Origin::default()
        };
        let page = |content| Page {
            content,
            origin: origin("kept.warc"),
        };
        let found = origin("../kept.warc");
        let html = b"<!DOCTYPE html><title>T</title><link rel=canonical href=http://a.example/b><p class=x>Un texte \xe9.";
        let bytes = page(Content::Bytes(html.to_vec()));
        let tree = pipeline::parsed(&bytes);
        let again = unpacked(&packed(&found, &bytes, tree.as_ref()));
        assert_eq!(again, (found.clone(), bytes, tree));
        let record = page(Content::Record(Box::new(ImportedRecord {
            text: "Un texte.".into(),
            ..ImportedRecord::default()
        })));
        let again = unpacked(&packed(&found, &record, None));
        assert_eq!(again, (found, record, None));
    }
}
