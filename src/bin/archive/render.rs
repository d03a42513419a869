//! How results are shown.

pub mod safe;
