//! Which inputs hold pages, and reads them one by one.
//!
//! What a file is, is decided by its bytes, not by its name. A damaged input costs that input alone.

mod archivebox;
mod formats;
mod limits;
mod progress;
mod stream;

pub use formats::{Fields, Found};
pub use limits::Limits;
pub use progress::Progress;

use crate::page::{Content, FilePath, Origin, Page, Revisit};
use archivebox::Snapshots;
use formats::{Halt, Reader};
use serde::{Deserialize, Serialize};
use std::fs::{File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stream::Stream;
use walkdir::{DirEntry, WalkDir};

/// A file that may hold pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What tells that it has changed.
    pub stamp: Fingerprint,
    /// Whether it is a pipe or a device that was named: it can be read once, and has no size.
    stream: bool,
    /// Where reading goes on, if it was interrupted.
    pub resume: Option<Resume>,
}

/// How far a file was read when it was interrupted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// The byte of the file at which the next record begins.
    pub offset: u64,
    /// The number of that record.
    pub record: u64,
    /// How many pages stand before it.
    pub pages: u64,
    /// Whether something failed before it.
    pub failed: bool,
}

impl Input {
    /// Whether it can be read but once.
    pub fn is_stream(&self) -> bool {
        self.stream
    }

    /// The path as it is printed and kept in the record.
    pub fn name(&self) -> FilePath {
        FilePath::from(&*self.path)
    }
}

/// What tells, without reading a file, that it is the one that was read before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970; 0 where the system does not say.
    pub modified: i64,
    /// Its number in the file system; 0 where it has none.
    pub inode: u64,
}

impl Fingerprint {
    fn of(metadata: &Metadata) -> Fingerprint {
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        Fingerprint {
            size: metadata.len(),
            modified: modified.map_or(0, |since| since.as_nanos() as i64),
            inode: inode(metadata),
        }
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

/// Why an input gave no page.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no such path.
    #[error("no such file or directory")]
    Missing,
    /// It could not be read.
    #[error("cannot read: {0}")]
    Unreadable(#[source] io::Error),
    /// A directory in which no file was found.
    #[error("no pages in this directory")]
    NoPages,
    /// A pipe, a socket or a device below a directory: it is not opened, as it may have no end.
    #[error("not a file: {0}")]
    Special(&'static str),
    /// An index, which was named as if it held pages.
    #[error("an index of this program, not pages")]
    Index,
    /// It has no bytes.
    #[error("empty")]
    Empty,
    /// It is no text.
    #[error("not a page: {0}")]
    Binary(&'static str),
    /// A capture of a page that stands elsewhere, and did not change.
    #[error("a further capture of what is not here")]
    Again(Box<Revisit>),
    /// It is part of a container, a capture or a mirror, and no page.
    #[error("not a page: {0}")]
    Nothing(&'static str),
    /// It is a list without a text, or holds one that cannot be read here.
    #[error("not a page: {what}; {hint}")]
    Unread {
        /// What it is.
        what: &'static str,
        /// What the user can do.
        hint: &'static str,
    },
    /// A record without a text.
    #[error("line {line}: no text in this record")]
    NoText {
        /// The line or row, from 1.
        line: u64,
    },
    /// It is no archive that anybody makes.
    #[error("{0}")]
    Bomb(String),
    /// Containers in containers, more than anybody makes.
    #[error("too many containers in one another (--max-depth)")]
    Nested,
    /// It ends before it should.
    #[error("{0}")]
    Cut(String),
    /// It breaks the rules of its format.
    #[error("broken: {0}")]
    Broken(String),
    /// It is larger than a page may be.
    #[error("{size} bytes, more than --max-size {limit}")]
    TooLarge {
        /// Its size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// It has more records, or members, than are taken from one input.
    #[error("more than {limit} records or members, and the rest of it is not read (--max-records)")]
    TooMany {
        /// The limit.
        limit: u64,
    },
    /// A line of JSONL that is no record.
    #[error("line {line}: {reason}")]
    BadLine {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The program failed on it.
    #[error("the program failed on this page; please report it with the page")]
    Fault,
}

impl Problem {
    /// Whether the input counts as failed; otherwise it was skipped for what it is.
    pub fn is_failure(&self) -> bool {
        use Problem::{BadLine, Broken, Cut, Missing, NoText, Unreadable};
        matches!(
            self,
            Missing | Unreadable(_) | BadLine { .. } | NoText { .. } | Broken(_) | Cut(_)
        )
    }

    /// Whether pages were left out that the user may want: it is told wherever it is met, and its file is looked at again.
    pub fn is_told(&self) -> bool {
        use Problem::{Bomb, Fault, Index, Nested, NoPages, Special, TooLarge, TooMany};
        matches!(
            self,
            TooLarge { .. } | TooMany { .. } | Bomb(_) | Nested | Fault | NoPages | Special(_) | Index
        )
    }

    /// Whether pages may stand where it was met that were not seen.
    pub fn hides_pages(&self) -> bool {
        use Problem::{Bomb, Broken, Cut, Fault, Nested, TooLarge, TooMany, Unreadable};
        matches!(
            self,
            Unreadable(_) | TooMany { .. } | TooLarge { .. } | Fault | Cut(_) | Broken(_) | Bomb(_) | Nested
        )
    }

    /// What a failure of a reader means.
    fn of_io(error: io::Error) -> Problem {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Problem::Cut("it is cut short".into()),
            io::ErrorKind::QuotaExceeded => Problem::Bomb(error.to_string()),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Problem::Broken(error.to_string()),
            _ => Problem::Unreadable(error),
        }
    }

    fn is_cut(&self) -> bool {
        matches!(self, Problem::Cut(_) | Problem::Bomb(_) | Problem::Unreadable(_))
    }
}

/// A path that gave no page, and why.
pub type Trouble = (PathBuf, Problem);

/// The files at a path: the path itself, or every file below it in the order of their names. Hidden files and directories
/// below a directory are left out, and indexes; a pipe or a device is read only where it is named itself.
pub fn inputs(path: &Path) -> impl Iterator<Item = Result<Input, Trouble>> + use<> {
    let mut walk = WalkDir::new(path)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_visible);
    let (root, mut found) = (path.to_path_buf(), false);
    std::iter::from_fn(move || {
        for entry in walk.by_ref() {
            match entry {
                Ok(entry) if entry.depth() == 0 && is_index(entry.path()) => {
                    found = true;
                    walk.skip_current_dir();
                    return Some(Err((entry.into_path(), Problem::Index)));
                }
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => {
                    found = true;
                    return Some(input(entry));
                }
                Err(error) => {
                    found = true;
                    return Some(Err(trouble(&root, error)));
                }
            }
        }
        (!std::mem::replace(&mut found, true)).then(|| Err((root.clone(), Problem::NoPages)))
    })
}

fn is_visible(entry: &DirEntry) -> bool {
    let is_hidden = || entry.file_name().as_encoded_bytes().starts_with(b".");
    let is_index = || entry.file_type().is_dir() && is_index(entry.path());
    entry.depth() == 0 || !(is_hidden() || is_index())
}

/// Whether a directory is an index, whatever its name.
fn is_index(path: &Path) -> bool {
    path.join("format").is_file() && (path.join("words").is_dir() || path.join("current").is_file())
}

fn input(entry: DirEntry) -> Result<Input, Trouble> {
    let stream = !entry.file_type().is_file();
    if stream && entry.depth() > 0 {
        let what = special(entry.file_type());
        return Err((entry.into_path(), Problem::Special(what)));
    }
    match entry.metadata() {
        Ok(metadata) => Ok(Input {
            stamp: Fingerprint::of(&metadata),
            path: entry.into_path(),
            stream,
            resume: None,
        }),
        Err(error) => Err(trouble(entry.path(), error)),
    }
}

/// What it is that is neither a file nor a directory.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match () {
        () if kind.is_fifo() => "a named pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a device"
}

fn trouble(root: &Path, error: walkdir::Error) -> Trouble {
    let path = error.path().unwrap_or(root).to_path_buf();
    let source = error
        .into_io_error()
        .unwrap_or_else(|| io::Error::other("a link that leads back to itself"));
    match source.kind() {
        io::ErrorKind::NotFound => (path, Problem::Missing),
        _ => (path, Problem::Unreadable(source)),
    }
}

/// Tells the pages of inputs one by one, as they are met.
pub struct PageSource<'a> {
    reader: Reader<'a>,
    snapshots: Snapshots,
    progress: Arc<Progress>,
    /// The bytes of the inputs before.
    before: u64,
}

impl<'a> PageSource<'a> {
    /// A source of pages within bounds, whose records have these fields; `tell` says whether it wants more.
    pub fn new(limits: Limits, fields: &Fields, tell: &'a mut dyn FnMut(Found) -> bool) -> PageSource<'a> {
        PageSource {
            reader: Reader::new(limits, fields, tell),
            snapshots: Snapshots::default(),
            progress: Arc::default(),
            before: 0,
        }
    }

    /// The same, which says how far it is.
    pub fn telling(self, progress: &Arc<Progress>) -> PageSource<'a> {
        PageSource {
            progress: Arc::clone(progress),
            ..self
        }
    }

    /// Reads an input once from its beginning to its end; whether more is wanted.
    pub fn read(&mut self, input: &Input) -> bool {
        let origin = Origin {
            path: input.name(),
            ..Origin::default()
        };
        let origin = match self.snapshots.placed(&input.path, origin.clone()) {
            Ok(placed) => placed,
            Err(problem) => return !matches!(self.reader.problem(&origin, problem), Err(Halt::Stopped)),
        };
        let read = match File::open(&input.path) {
            Ok(file) => self.reader.file(&file, input, &self.progress, &origin),
            Err(error) => self.reader.problem(&origin, Problem::Unreadable(error)),
        };
        // Of a zip only its directory and its members are read, of what was interrupted the rest.
        self.before += input.stamp.size;
        self.progress.reached(self.before);
        !matches!(read, Err(Halt::Stopped))
    }
}

/// The page of bytes that were kept, read from where it stood.
pub fn page_of(bytes: Vec<u8>, origin: Origin) -> Page {
    Page {
        content: match formats::record_of(&bytes) {
            Some(record) => Content::Record(Box::new(record)),
            None => Content::Bytes(bytes),
        },
        origin,
    }
}

/// The pages in a stream within bounds, under the name `-`.
pub fn pages_from(reader: impl Read, limits: Limits) -> Vec<Result<Page, Problem>> {
    let origin = Origin {
        path: "-".into(),
        ..Origin::default()
    };
    let mut pages = Vec::new();
    let mut tell = |(_, page): Found| {
        pages.push(page);
        true
    };
    // Whoever is told here never wants less.
    let _ = Reader::new(limits, &Fields::default(), &mut tell).read(Stream::new(reader), &origin);
    pages
}
