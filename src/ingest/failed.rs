//! Why an ingest ends before its end.

use crate::error::Error;

/// Why the second look ended.
pub(super) enum Failed {
    /// The index failed.
    Index(Error),
    /// The file of the pages that wait failed.
    Away(std::io::Error),
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Failed {
        Failed::Away(error)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        Failed::Index(error)
    }
}
