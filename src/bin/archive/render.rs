//! How results are shown.

pub mod article;
pub mod hits;
pub mod json;
pub mod safe;
pub mod tally;
pub mod why;
