//! What the user tells the program beside the pages: names of outlets, corrections. Two tables in the index, to be edited by hand.

use anyhow::{Context as _, Result};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::index::{Archive, UserText};
use archive::lexicon::Lexicon;
use archive::pipeline::Context;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The user's tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// The names of outlets.
    pub outlets: OutletNames,
    /// The corrections.
    pub corrections: Corrections,
}

impl Tables {
    /// The tables of an index; a table that is not there is empty.
    pub(crate) fn of(archive: &Archive) -> Result<Tables> {
        Ok(Tables::read(
            &archive.text(UserText::OutletNames)?,
            &archive.text(UserText::Corrections)?,
        ))
    }

    /// The tables beside an index in a directory that may not be read otherwise.
    pub(crate) fn in_directory(index: &Path) -> Result<Tables> {
        let [outlets, corrections] =
            [UserText::OutletNames, UserText::Corrections].map(|table| index.join(table.name()));
        Ok(Tables::read(&text(&outlets)?, &text(&corrections)?))
    }

    fn read(outlets: &str, corrections: &str) -> Tables {
        Tables {
            outlets: OutletNames::read(outlets),
            corrections: Corrections::read(corrections),
        }
    }

    /// Writes the corrections, all or none of them.
    pub(crate) fn keep_corrections(&self, archive: &Archive) -> Result<()> {
        Ok(archive.keep_text(UserText::Corrections, &self.corrections.to_string())?)
    }

    /// With what pages are read, beside what is known of their sites.
    pub(crate) fn context<'a>(&'a self, sites: &'a SiteTemplates) -> Context<'a> {
        Context {
            lexicon: Lexicon::built_in(),
            outlets: &self.outlets,
            corrections: &self.corrections,
            sites,
        }
    }
}

fn text(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        read => read.with_context(|| format!("cannot read {}", path.display())),
    }
}
