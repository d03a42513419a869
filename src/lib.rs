//! `archive` turns a heap of saved news pages into a clean, searchable record of who did what, where and when.
//!
//! # The architecture
//!
//! The library is a list of modules in one order; a module imports only from those above it in the list, and
//! `tests/layers.rs` reads that order out of this file and refuses an import that goes against it. The flow at run time is
//! read → decode → parse → clean → describe → index for pages, and query → index → render for questions.
//!
//! The middle (decode, parse, clean, describe) is pure: bytes in, an [`article::Article`] out; no input or output, no clock, no
//! printing, and it cannot fail. I/O lives in three places: reading pages, reading the user's word lists, the index.
//! Every fact carries its evidence, every dropped block its reason.
//!
//! # Words used here
//!
//! *page*: what was saved, before anything is known of it. *document*: the tree of a page. *block*: one paragraph, heading,
//! list item or line of a document. *article*: what was published, and what we say about it. *furniture*: every block that is
//! not the article and not a reader's comment. *outlet*: who publishes. *published*: when. *actor*: a person, organisation,
//! country or place with one identity; *mention*: one place in a text that names it. *evidence*: where a fact was found.
//! *doubt*: what we could not decide. *story*: the articles that print one text.

pub mod error;
pub(crate) mod weights;
pub mod durable;
pub mod text;
pub(crate) mod hash;
pub mod lexicon;
pub mod calendar;
pub mod page;
pub mod article;
pub mod decode;
pub mod parse;
pub mod read;
pub mod clean;
pub mod describe;
pub mod pipeline;
pub mod query;
pub mod index;
pub mod ingest;
pub mod rebuild;
#[doc(hidden)]
pub mod training;

#[cfg(test)]
mod drills;
#[cfg(test)]
mod models;
