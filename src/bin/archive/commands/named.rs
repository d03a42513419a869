//! Under which names actors are shown.

use crate::config::Config;
use crate::render::table::TableFormat;
use anyhow::{Context, Result};
use archive::index::Archive;
use archive::lexicon::languages::language;

/// The flag of every command that shows actors.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct NamesArgs {
    /// Name actors as this language does: fr, en [default: the language of most articles]
    #[arg(long = "names", value_name = "CODE")]
    language: Option<String>,
}

/// The names of actors in one language.
pub(super) struct DisplayNames<'a> {
    archives: &'a [Archive],
    language: String,
}

impl NamesArgs {
    /// Whether names stand beside identities: in plain text for a pipe only where a language is asked for.
    pub(super) fn are_shown(&self, format: TableFormat, config: &Config) -> bool {
        let plain = format == TableFormat::Text && config.screen.is_none();
        !plain || self.language.is_some()
    }

    /// The names in the language that was asked for, else in that of most articles.
    pub(super) fn names<'a>(&self, archives: &'a [Archive]) -> Result<DisplayNames<'a>> {
        let language = match &self.language {
            Some(typed) => code(typed)
                .with_context(|| format!("--names {typed} is no language; a code is fr, en, ar"))?
                .to_string(),
            None => main_language(archives)?,
        };
        Ok(DisplayNames { archives, language })
    }
}

/// The language of most articles of the first archive that has a known one.
fn main_language(archives: &[Archive]) -> Result<String> {
    for archive in archives {
        if let Some(language) = archive.main_language()? {
            return Ok(language);
        }
    }
    Ok(String::new())
}

/// The code of a language that was typed as one, or by a name.
fn code(typed: &str) -> Option<&str> {
    let is_code = (2..=3).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_lowercase());
    language(typed).or(is_code.then_some(typed))
}

impl DisplayNames<'_> {
    /// The name of an actor; its identity where no article names it.
    pub(super) fn of(&self, id: &str) -> Result<String> {
        for archive in self.archives {
            if let Some(name) = archive.name_in(&self.language, id)? {
                return Ok(name);
            }
        }
        Ok(id.to_string())
    }
}
