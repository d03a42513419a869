//! How results are shown.

pub(crate) mod article;
pub(crate) mod chart;
pub(crate) mod citation;
pub(crate) mod hits;
pub(crate) mod json;
pub(crate) mod listing;
pub(crate) mod network;
pub(crate) mod safe;
pub(crate) mod screen;
pub(crate) mod table;
pub(crate) mod tally;
pub(crate) mod why;
pub(crate) mod written;
