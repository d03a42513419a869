//! An index on a cluster, as the command line and the environment name it.

use anyhow::{Context, Result, anyhow};
use archive::error::Error;
use archive::index::Archive;
use archive::index::remote::{Access, Address, Credentials, Layout, Remote};
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

/// The variables with which a cluster is asked.
const USER: &str = "ARCHIVE_USER";
const PASSWORD: &str = "ARCHIVE_PASSWORD";
const API_KEY: &str = "ARCHIVE_API_KEY";
const TOKEN: &str = "ARCHIVE_TOKEN";
/// The variable that names a file of certificates to trust.
const AUTHORITIES: &str = "ARCHIVE_CA";

/// Whether an index that was named is on a cluster.
pub(crate) fn is_meant(index: &Path) -> bool {
    index.to_str().is_some_and(Address::is_meant)
}

/// Opens the index of an address.
pub(crate) fn open(index: &Path, insecure: bool) -> Result<Archive> {
    over(Remote::open(address(index, insecure)?, &access()?, &state()?)?)
}

/// Makes the index of an address.
pub(crate) fn create(index: &Path, insecure: bool, layout: &Layout) -> Result<Archive> {
    over(Remote::create(
        address(index, insecure)?,
        &access()?,
        &state()?,
        layout,
    )?)
}

fn over(remote: Remote) -> Result<Archive> {
    let state = remote.state().to_path_buf();
    Ok(Archive::over(&state, remote)?)
}

fn address(index: &Path, insecure: bool) -> Result<Address> {
    let text = index.to_str().unwrap_or_default();
    Address::parse(text, insecure).map_err(|reason| {
        // What stands before an @ may be a password.
        let named = text
            .rsplit_once('@')
            .map_or(text.to_string(), |(_, behind)| format!("…@{behind}"));
        let (address, reason) = (named, reason);
        Error::Cluster { address, reason }.into()
    })
}

/// Who asks, by the environment.
fn access() -> Result<Access> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let credentials = match (set(USER), set(API_KEY), set(TOKEN)) {
        (None, None, None) => Credentials::None,
        (Some(user), None, None) => Credentials::Basic {
            user,
            password: set(PASSWORD).with_context(|| format!("{USER} is set, and {PASSWORD} is not"))?,
        },
        (None, Some(key), None) => Credentials::ApiKey(key),
        (None, None, Some(token)) => Credentials::Bearer(token),
        _ => return Err(anyhow!("only one of {USER}, {API_KEY} and {TOKEN} can be set")),
    };
    let authorities = set(AUTHORITIES).map(|path| {
        std::fs::read(&path).with_context(|| format!("cannot read {path}, which {AUTHORITIES} names"))
    });
    Ok(Access {
        credentials,
        authorities: authorities.transpose()?,
        ..Access::default()
    })
}

/// Where this machine keeps what it knows of indexes on clusters.
fn state() -> Result<PathBuf> {
    let strategy = etcetera::choose_base_strategy()
        .context("no directory is known for what is kept of a cluster: set HOME")?;
    let folder = strategy
        .state_dir()
        .unwrap_or_else(|| strategy.data_dir())
        .join("archive");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot write {}", folder.display()))?;
    Ok(folder)
}
