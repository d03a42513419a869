//! What the user tells the program beside the pages: names of outlets, corrections. Two tables in the index, to be edited by hand.

use anyhow::{Context as _, Result};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::durable;
use archive::lexicon::Lexicon;
use archive::pipeline::Context;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// `domain TAB name`, a line an outlet.
const OUTLETS_FILE: &str = "outlets.tsv";
/// `identity TAB fact TAB value`, a line a correction.
const CORRECTIONS_FILE: &str = "corrections.tsv";

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
    pub(crate) fn of(index: &Path) -> Result<Tables> {
        Ok(Tables {
            outlets: OutletNames::read(&text(&index.join(OUTLETS_FILE))?),
            corrections: Corrections::read(&text(&index.join(CORRECTIONS_FILE))?),
        })
    }

    /// Writes the corrections, all or none of them.
    pub(crate) fn keep_corrections(&self, index: &Path) -> Result<()> {
        let path = index.join(CORRECTIONS_FILE);
        durable::replace(&path, self.corrections.to_string().as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))
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
