//! Makes and opens the files of an index, and says in our words why one cannot be opened.

use crate::durable;
use crate::error::{Error, Result};
use crate::index::embedded::pread_directory::{IndexDirectory, Purpose};
use crate::index::embedded::schema::{self, SchemaFields};
use crate::index::embedded::{FORMAT, FORMAT_FILE, WORDS_FOLDER, generation};
use crate::index::unusable;
use std::path::Path;
use tantivy::directory::error::OpenReadError;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyError};

/// What a directory may hold that is to become an index: the tables of the user, and what a run made that was killed.
const BEFORE_IT_IS_ONE: [&str; 3] = ["outlets.tsv", "corrections.tsv", WORDS_FOLDER];

/// Makes an inverted index without articles.
pub(super) fn make_words(path: &Path, words: &Path) -> Result<()> {
    std::fs::create_dir_all(words).map_err(|source| Error::Write {
        path: words.into(),
        source,
    })?;
    let settings = tantivy::IndexSettings {
        docstore_compression: tantivy::store::Compressor::Zstd(tantivy::store::ZstdCompressor::default()),
        ..Default::default()
    };
    let directory = IndexDirectory::open(words, Purpose::Writing);
    let directory = directory.map_err(|error| unusable(path, error))?;
    let (schema, _) = SchemaFields::build();
    let made = Index::builder()
        .schema(schema)
        .settings(settings)
        .open_or_create(directory);
    made.map(|_| ()).map_err(|error| unusable(path, error))
}

/// Whether an index can be made here: there is nothing, or what an index has before it is one.
pub(super) fn is_vacant(path: &Path) -> bool {
    match std::fs::read_dir(path) {
        Ok(mut entries) => entries.all(|entry| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name();
                BEFORE_IT_IS_ONE.iter().any(|known| name == *known) || durable::is_left_over(&name)
            })
        }),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

/// Opens what is committed. A process that writes may take files away between the list of them and their opening: then there is a
/// newer list.
pub(super) fn reader(words: &Path) -> tantivy::Result<IndexReader> {
    const TRIES: usize = 5;
    let open = || {
        let mut index = Index::open(IndexDirectory::open(words, Purpose::Asking)?)?;
        index.set_tokenizers(schema::analyses());
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        builder.doc_store_cache_num_blocks(8).try_into()
    };
    let mut opened = open();
    for _ in 1..TRIES {
        match opened {
            Err(TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))) => opened = open(),
            opened => return opened,
        }
    }
    opened
}

/// Refuses what is no index or one of another format.
pub(super) fn check_format(path: &Path) -> Result<()> {
    let Ok(text) = std::fs::read_to_string(path.join(FORMAT_FILE)) else {
        return Err(match generation::home(path).join(WORDS_FOLDER).is_dir() {
            true => formatless(path),
            false => Error::NoIndex { path: path.into() },
        });
    };
    let found = text.trim().parse().map_err(|_| Error::Index {
        path: path.into(),
        reason: format!("its format is no number: {}", text.trim()),
    })?;
    if found == FORMAT {
        return Ok(());
    }
    Err(Error::Format {
        path: path.into(),
        found,
        expected: FORMAT,
    })
}

/// An index that lost the file of its format.
pub(super) fn formatless(path: &Path) -> Error {
    let reason = format!("its file `{FORMAT_FILE}` is missing or cannot be read");
    let path = path.into();
    Error::Index { path, reason }
}

/// What the library of the index says, in our words: which file is damaged, missing or closed to us.
pub(super) fn reason(error: &TantivyError) -> String {
    // The library names some files by their whole path, some by their name alone.
    let name = |path: &Path| {
        let file = path.file_name().unwrap_or(path.as_os_str());
        format!("{WORDS_FOLDER}/{}", file.display())
    };
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
            format!("{} is missing", name(path))
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => match io_error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
                format!("{} is damaged", name(filepath))
            }
            _ => format!("{}: {io_error}", name(filepath)),
        },
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_))
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::DataCorruption(_) => format!("a file in {WORDS_FOLDER} is damaged"),
        error => error.to_string(),
    }
}

/// Looks at what is committed now.
pub(super) fn searcher(path: &Path, index: &Index) -> Result<Searcher> {
    let reader: tantivy::Result<IndexReader> = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into();
    Ok(reader.map_err(|error| unusable(path, error))?.searcher())
}
