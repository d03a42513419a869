//! The pages as they were ingested, and what became of them: one file that only grows, from which all the rest of an index can be
//! made again.
//!
//! It is a row of Zstandard frames (RFC 8878), so that `zstd -dc` prints the pages. Before the frame of a page stands a skippable
//! frame with a [`Note`]: where the page stood and with what it was read. More notes say where the same bytes were seen again, what is
//! gone and what was deleted. Beside it the file `places` says where the page of each number stands, so that compaction moves pages and
//! changes no record.

mod journal;

use crate::article::{Article, ArticleId, Source};
use crate::calendar::Moment;
use crate::durable::{self, Act, Steps};
use crate::error::{Error, Result};
use crate::index::sighting::Sighting;
use crate::page::{Origin, Place, parted};
pub use journal::{Journal, JournalEntry};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The number of a page, from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number(pub u64);

/// What is noted beside the pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Note {
    /// A page follows.
    Page(Box<PageNote>),
    /// The bytes of an article were seen elsewhere, or again.
    Seen(Box<Sighting>),
    /// Nothing stands at a place any more.
    Gone(Place),
    /// These articles were deleted.
    Deleted(Vec<ArticleId>),
}

/// What is noted of a page: enough to read it again as it was read first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageNote {
    /// The article that it became.
    pub id: ArticleId,
    /// Where it came from.
    pub source: Source,
    /// When it was saved, where the container says so.
    pub crawled: Option<Moment>,
    /// When it was ingested first.
    pub added: Option<Moment>,
    /// Whether something else stood in its place when it was added.
    pub older: bool,
    number: Number,
    /// How many bytes its frame has.
    length: u64,
}

/// The file of the places, beside that of the pages.
pub const PLACES_FILE: &str = "places";
/// A row of it: where the frame of a page begins, and how many bytes it has; zeros for a page that was taken out.
const ROW: u64 = 16;
/// The level at which pages are compressed: beyond it the time grows faster than the gain.
const LEVEL: i32 = 3;
/// No page grows beyond this when it is read back.
const LARGEST: usize = 1 << 30;

/// Appends pages and notes.
pub struct Originals {
    path: PathBuf,
    file: BufWriter<Steps<File>>,
    places: BufWriter<Steps<File>>,
    end: u64,
    next: Number,
    compressor: zstd::bulk::Compressor<'static>,
}

impl Originals {
    /// Opens the files for appending behind the first `committed` bytes; what an interrupted run left there is dropped.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn append(path: &Path, committed: u64) -> Result<Originals> {
        let open = || -> io::Result<Originals> {
            let beside = path.with_file_name(PLACES_FILE);
            let mut places = writable(&beside)?;
            let rows = committed_rows(&mut places, committed)?;
            let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
            compressor.include_checksum(true)?;
            Ok(Originals {
                path: path.into(),
                file: appending(path, writable(path)?, committed)?,
                places: appending(&beside, places, rows * ROW)?,
                end: committed,
                next: Number(rows),
                compressor,
            })
        };
        open().map_err(|source| Error::Write {
            path: path.into(),
            source,
        })
    }

    /// Appends a page and says its number.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn add(&mut self, page: &[u8], note: PageNote) -> Result<Number> {
        let frame = self
            .compressor
            .compress(page)
            .map_err(|source| self.error(source))?;
        self.append_frame(note, &frame)
    }

    /// Appends the frame of a page.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn append_frame(&mut self, note: PageNote, frame: &[u8]) -> Result<Number> {
        self.add_frame(self.next, note, frame)
    }

    /// Appends the frame of a page under its number, which is none of those that were appended, nor less.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn add_frame(&mut self, number: Number, mut note: PageNote, frame: &[u8]) -> Result<Number> {
        (note.number, note.length) = (number, frame.len() as u64);
        self.note(Note::Page(Box::new(note)))?;
        let written = self.file.write_all(frame).and_then(|()| {
            let gap = (number.0 - self.next.0) * ROW;
            io::copy(&mut io::repeat(0).take(gap), &mut self.places)?;
            self.places.write_all(&self.end.to_le_bytes())?;
            self.places.write_all(&(frame.len() as u64).to_le_bytes())
        });
        written.map_err(|source| self.error(source))?;
        self.end += frame.len() as u64;
        self.next = Number(number.0 + 1);
        Ok(number)
    }

    /// Appends a note.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn note(&mut self, note: Note) -> Result<()> {
        let frame = journal::frame_of(&note.whole());
        self.file.write_all(&frame).map_err(|source| self.error(source))?;
        self.end += frame.len() as u64;
        Ok(())
    }

    /// Brings everything to the disk and says how long the file is.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn commit(&mut self) -> Result<u64> {
        let sync = |file: &mut BufWriter<Steps<File>>| {
            file.flush()?;
            file.get_mut().for_last_step()?.sync_data()
        };
        let synced = sync(&mut self.file).and_then(|()| sync(&mut self.places));
        synced.map_err(|source| self.error(source))?;
        Ok(self.end)
    }

    fn error(&self, source: io::Error) -> Error {
        Error::Write {
            path: self.path.clone(),
            source,
        }
    }
}

impl PageNote {
    /// The note of a page that became an article.
    pub fn new(id: ArticleId, source: Source, crawled: Option<Moment>, added: Option<Moment>) -> PageNote {
        PageNote {
            id,
            source,
            crawled,
            added,
            older: false,
            number: Number::default(),
            length: 0,
        }
    }

    /// The note of an article.
    pub fn of(article: &Article) -> PageNote {
        PageNote::new(article.id, article.source.clone(), article.crawled, article.added)
    }

    /// The note of a page of which nothing is known but its bytes and where they stand in the originals.
    pub fn bare(id: ArticleId, page: &[u8], start: u64) -> PageNote {
        let origin = Origin {
            path: "originals".into(),
            offset: Some(start),
            ..Origin::default()
        };
        PageNote::new(id, Source::of(parted(page).0, &origin), None, None)
    }

    /// The origin with which the page was read.
    pub fn origin(&self) -> Origin {
        self.source.origin(self.crawled, self.added)
    }

    /// The same, of a page in whose place something else stands.
    pub fn older(self) -> PageNote {
        PageNote { older: true, ..self }
    }

    /// The number of the page.
    pub fn number(&self) -> Number {
        self.number
    }
}

impl Note {
    /// The same, with all digits of its identities: they are written as they are printed.
    fn whole(self) -> Note {
        let whole = |id: ArticleId| id.shown_by(u8::MAX);
        match self {
            Note::Page(mut page) => {
                page.id = whole(page.id);
                Note::Page(page)
            }
            Note::Seen(mut seen) => {
                seen.content = whole(seen.content);
                Note::Seen(seen)
            }
            Note::Gone(place) => Note::Gone(place),
            Note::Deleted(ids) => Note::Deleted(ids.into_iter().map(whole).collect()),
        }
    }
}

fn writable(path: &Path) -> io::Result<File> {
    durable::step(path, Act::Write)?;
    let mut options = OpenOptions::new();
    options
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)
}

/// Writes to a file behind its first `length` bytes; what stands there goes.
fn appending(path: &Path, mut file: File, length: u64) -> io::Result<BufWriter<Steps<File>>> {
    durable::step(path, Act::Other)?;
    file.set_len(length)?;
    file.seek(SeekFrom::End(0))?;
    Ok(BufWriter::new(Steps::new(file, path)))
}

/// How many rows there are of pages that end within so many bytes.
fn committed_rows(places: &mut File, committed: u64) -> io::Result<u64> {
    let mut rows = places.metadata()?.len() / ROW;
    while rows > 0 {
        let (start, length) = row(places, Number(rows - 1))?;
        if start + length <= committed {
            break;
        }
        rows -= 1;
    }
    Ok(rows)
}

fn row(places: &mut File, number: Number) -> io::Result<(u64, u64)> {
    let mut bytes = [0; ROW as usize];
    places.seek(SeekFrom::Start(number.0 * ROW))?;
    places.read_exact(&mut bytes)?;
    let [start, length] = [0, 8].map(|at| u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i])));
    Ok((start, length))
}

/// Where the frame of a number stands.
///
/// # Errors
/// If the file is damaged or cannot be read.
pub fn place_of(path: &Path, number: Number) -> io::Result<Range<u64>> {
    let (start, length) = row(&mut File::open(path.with_file_name(PLACES_FILE))?, number)?;
    Ok(start..start.saturating_add(length))
}

/// The compressed page of a number; empty where it was taken out.
///
/// # Errors
/// If the file is damaged or cannot be read.
pub fn frame(path: &Path, number: Number) -> Result<Vec<u8>> {
    let read = || -> io::Result<Vec<u8>> {
        let place = place_of(path, number)?;
        bytes_at(&mut File::open(path)?, place.start, place.end - place.start)
    };
    read().map_err(|source| read_error(path, source))
}

/// Reads the page of a number.
///
/// # Errors
/// If the file is damaged or cannot be read.
pub fn read(path: &Path, number: Number) -> Result<Vec<u8>> {
    page_of(&frame(path, number)?).map_err(|source| read_error(path, source))
}

/// The page in a frame.
///
/// # Errors
/// If the file is damaged or cannot be read.
pub fn page_of(frame: &[u8]) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut frame = zstd::stream::read::Decoder::new(frame)?.single_frame();
    frame.by_ref().take(LARGEST as u64).read_to_end(&mut page)?;
    Ok(page)
}

/// The bytes of a file at a place; fewer than there should be are an error.
///
/// # Errors
/// If the file is damaged or cannot be read.
pub fn bytes_at(file: &mut File, start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    Read::by_ref(file).take(length).read_to_end(&mut bytes)?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn read_error(path: &Path, source: io::Error) -> Error {
    Error::Read {
        path: path.into(),
        source,
    }
}

#[cfg(test)]
mod tests;
