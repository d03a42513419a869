//! Of which dates a text speaks.

use crate::calendar::{Date, Precision};
use serde::{Deserialize, Serialize};

/// One expression of a date in the text, with the value it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionedDate {
    /// The expression as printed.
    pub text: String,
    /// Its value.
    pub date: Date,
    /// How fine the value is.
    pub precision: Precision,
    /// The character at which it begins in `title + "\n\n" + body`, in the body alone where there is no title.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
}
