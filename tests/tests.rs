//! One integration binary, one module a subject.
#![allow(missing_docs, reason = "the subject is the module's first sentence")]

mod commands;
mod authors;
mod cluster;
mod comments;
mod corpus;
mod countries;
mod evidence;
mod facts;
mod formats;
mod forms;
mod fuzz;
mod golden;
mod history;
mod layers;
mod lists;
mod properties;
mod names;
mod readme;
mod reasons;
mod scores;
