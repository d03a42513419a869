//! How results are shown.

pub mod article;
pub mod safe;
pub mod tally;
pub mod why;
