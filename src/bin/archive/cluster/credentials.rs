//! Who asks a cluster: by the environment, else by the user's private file.

use anyhow::{Context, Result, anyhow, bail};
use archive::index::remote::{Access, Address, Credentials};
use etcetera::BaseStrategy;
use serde::Deserialize;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The variables with which a cluster is asked.
const USER: &str = "ARCHIVE_USER";
const PASSWORD: &str = "ARCHIVE_PASSWORD";
const API_KEY: &str = "ARCHIVE_API_KEY";
const TOKEN: &str = "ARCHIVE_TOKEN";
/// The variable that names a file of certificates to trust,
const AUTHORITIES: &str = "ARCHIVE_CA";
/// and the one that names a file with a certificate and its key, by which the cluster knows us.
const IDENTITY: &str = "ARCHIVE_CERT";
/// The user's file, beside the configuration.
const FILE: &str = "credentials.toml";

/// What is said of one host.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    user: Option<String>,
    password: Option<String>,
    api_key: Option<String>,
    token: Option<String>,
    ca: Option<PathBuf>,
    cert: Option<PathBuf>,
}

/// How the hosts of an address are reached.
pub(super) fn access(address: &Address) -> Result<Access> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let named = Entry {
        user: set(USER),
        password: set(PASSWORD),
        api_key: set(API_KEY),
        token: set(TOKEN),
        ca: set(AUTHORITIES).map(PathBuf::from),
        cert: set(IDENTITY).map(PathBuf::from),
    };
    let is_said = named.user.is_some() || named.api_key.is_some() || named.token.is_some();
    let mut entry = named;
    if !is_said && let Some(kept) = kept(address)? {
        entry = Entry {
            ca: entry.ca.or(kept.ca),
            cert: entry.cert.or(kept.cert),
            ..kept
        };
    }
    let read =
        |path: &PathBuf| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    Ok(Access {
        authorities: entry.ca.as_ref().map(read).transpose()?,
        identity: entry.cert.as_ref().map(read).transpose()?,
        credentials: credentials(entry)?,
        ..Access::default()
    })
}

fn credentials(entry: Entry) -> Result<Credentials> {
    Ok(match (entry.user, entry.api_key, entry.token) {
        (None, None, None) => Credentials::None,
        (Some(user), None, None) => Credentials::Basic {
            user,
            password: entry
                .password
                .with_context(|| format!("{USER} is set, and {PASSWORD} is not"))?,
        },
        (None, Some(key), None) => Credentials::ApiKey(key),
        (None, None, Some(token)) => Credentials::Bearer(token),
        _ => return Err(anyhow!("only one of {USER}, {API_KEY} and {TOKEN} can be set")),
    })
}

/// What the user's file says of the first host of an address; a password goes to the host that it was given for alone.
fn kept(address: &Address) -> Result<Option<Entry>> {
    let Ok(strategy) = etcetera::choose_base_strategy() else {
        return Ok(None);
    };
    let path = strategy.config_dir().join("archive").join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    refuse_others(&path)?;
    let mut entries: HashMap<String, Entry> = toml::from_str(&text)
        .map_err(|error| anyhow!("{} cannot be used: {}", path.display(), error.message()))?;
    Ok(address.first_host().iter().find_map(|host| entries.remove(*host)))
}

/// Refuses a file that others can read.
#[cfg(unix)]
fn refuse_others(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!(
            "others can read {}, and it holds passwords: chmod 600 it",
            path.display()
        );
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_others(_path: &Path) -> Result<()> {
    Ok(())
}
