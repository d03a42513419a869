//! Which inputs hold pages, and reads them one by one.
//!
//! What a file is, is decided by its bytes, not by its name. A damaged input costs that input alone.

mod jsonl;
mod sniff;

use crate::page::{Content, FilePath, Origin, Page};
use jsonl::Portion;
use std::fs::{File, FileType, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that may hold pages, or a portion of a large file of records.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What tells that it has changed.
    pub stamp: Stamp,
    portion: Option<Portion>,
    /// Whether it is a pipe or a device that was named: it can be read once, and has no size.
    stream: bool,
}

impl Input {
    /// How many bytes of it are read.
    pub fn size(&self) -> u64 {
        let portion = self.portion.as_ref();
        portion.map_or(self.stamp.size, Portion::size)
    }

    /// Whether it can be read but once.
    pub fn is_stream(&self) -> bool {
        self.stream
    }

    /// Whether nothing of the file stands behind it.
    pub fn ends_file(&self) -> bool {
        let portion = self.portion.as_ref();
        portion.is_none_or(|portion| portion.bytes.end == self.stamp.size)
    }

    /// The file in portions of some megabytes, where it is a large file of records; other files are whole.
    pub fn portions(self) -> Vec<Input> {
        if self.stamp.size <= jsonl::PORTION {
            return vec![self];
        }
        match File::open(&self.path).and_then(jsonl::portions) {
            Ok(Some(portions)) => portions.into_iter().map(|portion| self.of(portion)).collect(),
            // What cannot be read is told when its pages are asked for.
            Ok(None) | Err(_) => vec![self],
        }
    }

    fn of(&self, portion: Portion) -> Input {
        let portion = Some(portion);
        Input {
            portion,
            ..self.clone()
        }
    }

    /// The path as it is printed and kept in the record.
    pub fn name(&self) -> FilePath {
        FilePath::from(&*self.path)
    }
}

/// What tells, without reading a file, that it is the one that was read before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970; 0 where the system does not say.
    pub modified: i64,
    /// Its number in the file system; 0 where it has none.
    pub inode: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        Stamp {
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
    /// It is larger than a page may be.
    #[error("{size} bytes, more than --max-size {limit}")]
    TooLarge {
        /// Its size.
        size: u64,
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
        matches!(
            self,
            Problem::Missing | Problem::Unreadable(_) | Problem::BadLine { .. }
        )
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
            stamp: Stamp::of(&metadata),
            path: entry.into_path(),
            portion: None,
            stream,
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

/// The pages in a file, or in a portion of one, in their order, each of at most `limit` bytes.
pub fn pages(input: &Input, limit: u64) -> Vec<Result<Page, Problem>> {
    let most = limit.max(jsonl::PORTION);
    let too_large = |size| vec![Err(Problem::TooLarge { size, limit })];
    if input.size() > most {
        return too_large(input.size());
    }
    match (bytes(input, most), &input.portion) {
        (Ok(bytes), _) if bytes.len() as u64 > most => too_large(bytes.len() as u64),
        (Ok(bytes), None) => pages_in(input.name(), bytes, limit),
        (Ok(bytes), Some(portion)) => jsonl::pages(&input.name(), portion.before, &bytes, limit),
        (Err(error), _) => vec![Err(Problem::Unreadable(error))],
    }
}

/// The bytes of an input: one more than `most` where there are more, whatever size it says it has.
fn bytes(input: &Input, most: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(&input.path)?;
    let mut bytes = Vec::with_capacity(input.size() as usize);
    let length = match &input.portion {
        Some(portion) => {
            file.seek(SeekFrom::Start(portion.bytes.start))?;
            portion.size()
        }
        None => most.saturating_add(1),
    };
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The page of bytes that were kept, read from where it stood.
pub fn page_of(bytes: Vec<u8>, origin: Origin) -> Page {
    Page {
        content: match jsonl::record_of(&bytes) {
            Some(record) => Content::Record(Box::new(record)),
            None => Content::Bytes(bytes),
        },
        origin,
    }
}

/// The pages in a stream of at most `limit` bytes, under the name `-`.
pub fn pages_from(reader: impl Read, limit: u64) -> Vec<Result<Page, Problem>> {
    let mut bytes = Vec::new();
    match reader.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(size) if size as u64 > limit => vec![Err(Problem::TooLarge {
            size: size as u64,
            limit,
        })],
        Ok(_) => pages_in("-".into(), bytes, limit),
        Err(error) => vec![Err(Problem::Unreadable(error))],
    }
}

fn pages_in(name: FilePath, bytes: Vec<u8>, limit: u64) -> Vec<Result<Page, Problem>> {
    let size = bytes.len() as u64;
    match sniff::kind(&bytes) {
        sniff::Kind::Empty => vec![Err(Problem::Empty)],
        sniff::Kind::Binary(what) => vec![Err(Problem::Binary(what))],
        sniff::Kind::Records => jsonl::pages(&name, 0, &bytes, limit),
        sniff::Kind::Page if size > limit => vec![Err(Problem::TooLarge { size, limit })],
        sniff::Kind::Page => vec![Ok(Page::from_file(name, bytes))],
    }
}
