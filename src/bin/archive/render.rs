//! How results are shown.

pub mod article;
pub mod chart;
pub mod citation;
pub mod hits;
pub mod json;
pub mod listing;
pub mod network;
pub mod safe;
pub mod screen;
pub mod table;
pub mod tally;
pub mod why;
pub mod written;
