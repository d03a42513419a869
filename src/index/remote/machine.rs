//! Under which name the files of a machine are known in an index that others write to as well: a path means one file on one machine alone.

use super::cluster::Cluster;
use super::meta::Note;
use crate::durable;
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that keeps the name, beside the table of the files.
const FILE: &str = "machine";

/// A machine that uses indexes on clusters.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// Where it keeps what it knows of them.
    pub state: PathBuf,
    /// What it is called.
    pub host: String,
    /// The name that its user gives its files; machines that see the same files give them the same.
    pub name: Option<String>,
}

impl Machine {
    /// The name of its files in an index of which it keeps what it knows in this folder.
    pub(super) fn name_in(&self, folder: &Path) -> Result<String> {
        Ok(match &self.name {
            Some(name) => name.clone(),
            None => kept(folder)?.unwrap_or_else(|| plain(&self.host)),
        })
    }

    /// Makes sure, before files are brought into an index, that their name is not that of others.
    ///
    /// # Errors
    /// If another machine has it, and the user did not say that its files are the same.
    pub(super) fn claim(&self, cluster: &Cluster, folder: &Path) -> Result<()> {
        let name = self.name_in(folder)?;
        if kept(folder)?.as_ref() == Some(&name) {
            return Ok(());
        }
        let own = unique(&name);
        let claimed = cluster.change(Note::Machines, |before| {
            before[&name].is_null().then(|| with(before, &name, &own))
        })?;
        if claimed[&name] != own && self.name.is_none() {
            return Err(cluster.client.unusable(format!(
                "another machine has the name {name} in it: ingest with --as {name} if both see the same files, else with --as and a name of its own"
            )));
        }
        let path = folder.join(FILE);
        durable::replace(&path, name.as_bytes()).map_err(|source| Error::Write { path, source })
    }
}

fn with(before: &Value, name: &str, own: &str) -> Value {
    let mut all = match before.is_object() {
        true => before.clone(),
        false => json!({}),
    };
    all[name] = own.into();
    all
}

/// The name under which the files were brought in before.
fn kept(folder: &Path) -> Result<Option<String>> {
    let path = folder.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(name) => Ok(Some(name)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// A name of letters, digits, points and dashes alone: what stands before a path has to be told from it.
fn plain(host: &str) -> String {
    let sign = |c: char| if is_plain(c) { c } else { '-' };
    match host.is_empty() {
        true => "machine".into(),
        false => host.chars().map(sign).collect(),
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-".contains(c)
}

/// Reads the name of files as a user gives it.
///
/// # Errors
/// What is wrong with it, in words.
pub fn machine_name(text: &str) -> std::result::Result<String, String> {
    match !text.is_empty() && text.len() <= 100 && text.chars().all(is_plain) {
        true => Ok(text.into()),
        false => Err("expected letters, digits, points and dashes, as in press-1".into()),
    }
}

/// What no other machine has.
fn unique(name: &str) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let seed = format!("{name} {} {}", now.as_nanos(), std::process::id());
    blake3::hash(seed.as_bytes()).to_hex()[..16].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_the_user_says_then_what_it_was_then_the_host() {
        let folder = tempfile::tempdir().expect("a folder");
        let machine = |name: Option<&str>| Machine {
            host: "awa's laptop".into(),
            name: name.map(str::to_string),
            ..Machine::default()
        };
        let named = |name| machine(name).name_in(folder.path()).expect("a name");
        assert_eq!(named(None), "awa-s-laptop");
        std::fs::write(folder.path().join(FILE), "press").expect("written");
        assert_eq!(named(None), "press");
        assert_eq!(named(Some("other")), "other");
    }

    #[test]
    fn a_name_that_could_be_a_path_is_refused() {
        assert_eq!(machine_name("press-1.example"), Ok("press-1.example".into()));
        for name in ["", "a/b", "a:b", "a b", "é"] {
            assert!(machine_name(name).is_err(), "{name}");
        }
    }
}
