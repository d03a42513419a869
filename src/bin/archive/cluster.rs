//! An index on a cluster, as the command line and the environment name it.

mod credentials;

use anyhow::{Context, Result};
use archive::error::Error;
use archive::index::Archive;
use archive::index::remote::{Address, Layout, Machine, Remote, STORE_SCHEME};
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

/// Whether an index that was named is on a cluster.
pub(crate) fn is_meant(index: &Path) -> bool {
    index.to_str().is_some_and(Address::is_meant)
}

/// Whether the place of originals that was named is in a store, and no directory.
pub(crate) fn is_store(place: &str) -> bool {
    place.starts_with(STORE_SCHEME)
}

/// Opens the index of an address.
pub(crate) fn open(index: &Path, insecure: bool) -> Result<Archive> {
    open_as(index, insecure, None)
}

/// The same, in which the files of this machine are known under a name.
pub(crate) fn open_as(index: &Path, insecure: bool, name: Option<&str>) -> Result<Archive> {
    let address = address(index, insecure)?;
    let access = credentials::access(&address)?;
    over(Remote::open(address, &access, &machine(name)?)?)
}

/// Makes the index of an address.
pub(crate) fn create(index: &Path, insecure: bool, name: Option<&str>, layout: &Layout) -> Result<Archive> {
    let address = address(index, insecure)?;
    let access = credentials::access(&address)?;
    over(Remote::create(address, &access, &machine(name)?, layout)?)
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

/// This machine, under the name that its user gives its files.
fn machine(name: Option<&str>) -> Result<Machine> {
    Ok(Machine {
        state: state()?,
        host: host(),
        name: name.map(str::to_string),
    })
}

#[cfg(unix)]
fn host() -> String {
    let name = rustix::system::uname();
    name.nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
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
