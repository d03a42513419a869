//! What can go wrong, in words: each error names the act and the thing.

use std::path::PathBuf;

/// Everything that stops an act of the library. Trouble with one page among many is no error but an
/// [`ingest::Outcome`](crate::ingest::Outcome).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or directory could not be read.
    #[error("cannot read {path}")]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// A file or directory could not be written.
    #[error("cannot write {path}")]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// There is no index where one was looked for.
    #[error("no index at {path}")]
    NoIndex {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// An index was to be made where other things are.
    #[error("no index is made in {path}: other things are in it")]
    Occupied {
        /// The directory, or the file that is no directory.
        path: PathBuf,
    },
    /// The index was written by a version of the program with another format.
    #[error("the index at {path} has format {found}, this program reads format {expected}")]
    Format {
        /// The index.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The format of this program.
        expected: u32,
    },
    /// There are no files where files that are gone were to be looked for.
    #[error("nothing is pruned: {path} is missing or empty, as the folder of a disk that is not mounted is")]
    Void {
        /// The path that was named.
        path: PathBuf,
    },
    /// Another process holds the index.
    #[error("another process is writing to the index at {path}")]
    Locked {
        /// The index.
        path: PathBuf,
    },
    /// The index is there and cannot be used.
    #[error("cannot use the index at {path}: {reason}")]
    Index {
        /// The index.
        path: PathBuf,
        /// What the index said.
        reason: String,
    },
    /// A cluster was named as the index, and cannot be used.
    #[error("cannot use the index at {address}: {reason}")]
    Cluster {
        /// The address that was named.
        address: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// A cluster does not answer, or not with all that it holds. It may later.
    #[error("the index at {address} cannot answer now: {reason}")]
    Unavailable {
        /// The address that was named.
        address: String,
        /// What is missing.
        reason: String,
    },
    /// The originals of an index on a cluster are in a store that cannot be used.
    #[error("cannot use the originals in {address}: {reason}")]
    Originals {
        /// The store.
        address: String,
        /// What is wrong, and what to do.
        reason: String,
        /// Whether it may go better later.
        is_for_now: bool,
    },
    /// A list of words or names could not be understood.
    #[error("cannot read the list {path}, line {line}: {reason}")]
    List {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;
