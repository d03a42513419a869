//! The ways in which pages are kept in bytes.
//!
//! Each is a [`Format`]: one file below this one, and one line in [`FORMATS`]. What an input is, is decided by its first bytes,
//! never by its name. Pages are told one by one as they are met, so that an input needs no more memory than its largest page;
//! a container hands its members back to [`Reader::read`], and all levels share one [`Budget`].

mod budget;
mod bzip2;
mod fields;
mod front_matter;
mod gzip;
mod html_note;
mod iramuteq;
mod json;
mod mail;
mod mbox;
mod page;
mod press;
mod refused;
mod table;
mod tar;
mod telegram;
mod text_code;
mod units;
mod utf16;
mod warc;
mod webarchive;
mod xml;
mod xz;
mod zip;
mod zstd;

use super::archivebox::Contained;
use super::stream::{HEAD, Incomplete, Stream};
use super::{Input, Limits, Problem, Progress};
use crate::calendar::Moment;
use crate::page::{Origin, Page};
use budget::Budget;
pub use fields::Fields;
pub(super) use json::record_of;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// One way in which pages are kept in bytes.
pub(super) trait Format: Sync {
    /// Whether bytes that begin so are of this format. It sees 64 KiB, or all where there is less.
    fn recognises(&self, head: &[u8]) -> bool;

    /// Tells every page of it to the reader, in order; what breaks it ends it.
    ///
    /// # Errors
    /// What ended it before its end.
    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt>;
}

/// All formats, the most certain first; the last takes whatever is text.
const FORMATS: [&dyn Format; 22] = [
    &gzip::Gzip,
    &zstd::Zstd,
    &bzip2::Bzip2,
    &xz::Xz,
    &tar::Tar,
    &zip::Zip,
    &zip::SingleFile,
    &warc::Warc,
    &webarchive::Webarchive,
    &refused::Refused,
    &mbox::Mbox,
    &mail::Mail,
    &press::Press,
    &telegram::Telegram,
    &utf16::Utf16,
    &json::Json,
    &xml::Xml,
    &table::Table,
    &front_matter::FrontMatter,
    &iramuteq::Iramuteq,
    &text_code::TextCode,
    &page::SinglePage,
];

/// Why reading ended before the end of an input.
#[derive(Debug)]
pub(super) enum Halt {
    /// Whoever is told the pages wants no more.
    Stopped,
    /// The input is broken or no page, and its rest is not read.
    Problem(Problem),
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Halt {
        Halt::Problem(problem)
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Halt {
        Halt::Problem(Problem::of_io(error))
    }
}

/// Whether a file can be read from its middle: not without the dictionary that stands at its beginning.
fn can_begin_within(mut file: &File) -> bool {
    let mut head = [0; 4];
    let read = file
        .read_exact(&mut head)
        .and_then(|()| file.seek(SeekFrom::Start(0)));
    read.is_ok() && !zstd::opens_with_dictionary(&head)
}

/// Whether it stands in the folder in which HTTrack keeps what it fetched beside the mirror.
fn is_cache(origin: &Origin) -> bool {
    let place = origin.name();
    place
        .split(['/', '\\', '!'])
        .rev()
        .skip(1)
        .any(|folder| folder == "hts-cache")
}

/// A page that was found, or what was found in its place.
pub type Found = (Origin, Result<Page, Problem>);

/// What the list of a tool that saves pages says of a file.
#[derive(Debug, Clone)]
struct Fetched {
    url: Option<String>,
    crawled: Option<Moment>,
    is_page: bool,
}

/// Reads inputs of any format, one level inside another.
pub(super) struct Reader<'a> {
    limits: Limits,
    budget: Budget,
    depth: usize,
    /// The number of the first record of the input, where it is read from its middle.
    first: u64,
    /// How many pages, and troubles, the input has given.
    told: u64,
    fields: Fields,
    /// From where the files were fetched that a list names, by their names.
    fetched: HashMap<String, Fetched>,
    /// The folders of ArchiveBox in the input.
    snapshots: Contained,
    tell: &'a mut dyn FnMut(Found) -> bool,
}

impl<'a> Reader<'a> {
    /// A reader within bounds; `tell` says whether it wants more.
    pub(super) fn new(limits: Limits, fields: &Fields, tell: &'a mut dyn FnMut(Found) -> bool) -> Reader<'a> {
        Reader {
            limits,
            budget: Budget::of(limits, 0, &Arc::default()),
            depth: 0,
            first: 1,
            told: 0,
            fields: fields.clone(),
            fetched: HashMap::new(),
            snapshots: Contained::default(),
            tell,
        }
    }

    /// Reads a file, from where it was interrupted, or a pipe, in which nothing can be looked for.
    ///
    /// # Errors
    /// If whoever is told wants no more.
    pub(super) fn file(
        &mut self,
        mut file: &File,
        input: &Input,
        progress: &Arc<Progress>,
        origin: &Origin,
    ) -> Result<(), Halt> {
        let size = if input.is_stream() { 0 } else { input.stamp.size };
        (self.budget, self.depth, self.first) = (Budget::of(self.limits, size, progress), 0, 1);
        self.told = 0;
        self.snapshots = Contained::default();
        let resume = input.resume.filter(|_| can_begin_within(file));
        if let Some(resume) = resume {
            self.first = resume.record;
            progress.more(resume.offset);
            if let Err(error) = file.seek(SeekFrom::Start(resume.offset)) {
                return self.problem(origin, Problem::Unreadable(error));
            }
        }
        let bytes = self.budget.packed(file);
        let stream = match (input.is_stream(), resume) {
            (true, _) => Stream::new(bytes),
            (false, None) => Stream::of_file(file, bytes),
            (false, Some(resume)) => Stream::from(bytes, resume.offset),
        };
        self.read(stream, origin)
    }

    /// Reads an input of whatever format: its pages are told, and what is wrong with it.
    ///
    /// # Errors
    /// If whoever is told wants no more.
    pub(super) fn read(&mut self, mut input: Stream, origin: &Origin) -> Result<(), Halt> {
        if self.depth >= self.limits.depth {
            return self.problem(origin, Problem::Nested);
        }
        if is_cache(origin) {
            return self.problem(
                origin,
                Problem::Nothing("the cache of HTTrack, which has every page once more"),
            );
        }
        let placed = match self.snapshots.placed(origin.clone()) {
            Ok(placed) => placed,
            Err(problem) => return self.problem(origin, problem),
        };
        let origin = &placed;
        self.depth += 1;
        let head = input.peek(HEAD);
        let ended = match FORMATS.iter().find(|format| format.recognises(head)) {
            Some(format) => format.read(&mut input, origin, self),
            None if head.trim_ascii().is_empty() => Err(match input.failure() {
                Some(error) => error.into(),
                None => Problem::Empty.into(),
            }),
            None => Err(Problem::Binary("binary data").into()),
        };
        self.depth -= 1;
        match ended {
            // It ends all that it stands in, and is told once.
            Err(Halt::Problem(problem @ Problem::TooMany { .. })) => match self.depth {
                0 => self.tell((origin.clone(), Err(problem))),
                _ => Err(problem.into()),
            },
            Err(Halt::Problem(problem)) if problem.is_cut() && origin.offset.is_none() => {
                self.problem(&origin.at(input.disk()), problem)
            }
            Err(Halt::Problem(problem)) => self.problem(origin, problem),
            ended => ended,
        }
    }

    /// Tells a page, with what a list says of its file.
    fn page(&mut self, mut page: Page) -> Result<(), Halt> {
        let place = page.origin.name();
        let name = place.rsplit(['/', '\\', '!']).next().unwrap_or_default();
        if let Some(fetched) = self.fetched.get(name) {
            if !fetched.is_page {
                let origin = page.origin.clone();
                return self.problem(&origin, Problem::Nothing("an answer without a page"));
            }
            page.origin.url = page.origin.url.or_else(|| fetched.url.clone());
            page.origin.crawled = page.origin.crawled.or(fetched.crawled);
        }
        // Who saves a page of an archive of the web saves what that had captured.
        if let Some((url, captured)) = page.origin.url.as_deref().and_then(html_note::captured) {
            (page.origin.url, page.origin.crawled) = (Some(url), Some(captured));
        }
        self.found((page.origin.clone(), Ok(page)))
    }

    /// Tells what is wrong with a part of an input.
    ///
    /// # Errors
    /// If whoever is told wants no more.
    pub(super) fn problem(&mut self, origin: &Origin, problem: Problem) -> Result<(), Halt> {
        self.found((origin.clone(), Err(problem)))
    }

    fn found(&mut self, found: Found) -> Result<(), Halt> {
        let limit = self.limits.records;
        if self.told >= limit {
            return Err(Problem::TooMany { limit }.into());
        }
        self.told += 1;
        self.tell(found)
    }

    fn tell(&mut self, found: Found) -> Result<(), Halt> {
        match (self.tell)(found) {
            true => Ok(()),
            false => Err(Halt::Stopped),
        }
    }

    /// All bytes of an input that is one page, or is read as a whole.
    fn whole(&self, input: &mut Stream) -> Result<Vec<u8>, Halt> {
        let limit = self.limits.size;
        input.whole(limit).map_err(|whole| match whole {
            Incomplete::TooLarge(size) => Problem::TooLarge { size, limit }.into(),
            Incomplete::Unreadable(error) => error.into(),
        })
    }
}
