//! Who asks a cluster: by the environment, else by the user's private file.

use anyhow::{Context, Result, anyhow, bail};
use archive::index::remote::{Access, Address, Credentials, StoreAccess};
use etcetera::BaseStrategy;
use serde::Deserialize;
use serde::de::DeserializeOwned;
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

/// The variables with which stores like S3 are asked, as other programs read them.
const STORE_KEY: &str = "AWS_ACCESS_KEY_ID";
const STORE_SECRET: &str = "AWS_SECRET_ACCESS_KEY";
const STORE_TOKEN: &str = "AWS_SESSION_TOKEN";
const STORE_REGION: &str = "AWS_REGION";
const STORE_ENDPOINTS: [&str; 2] = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];
const STORE_AUTHORITIES: &str = "AWS_CA_BUNDLE";

/// What is said of one bucket.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoreEntry {
    endpoint: Option<String>,
    region: Option<String>,
    key: String,
    secret: String,
    token: Option<String>,
    ca: Option<PathBuf>,
}

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
    Ok(Access {
        authorities: entry.ca.as_ref().map(read).transpose()?,
        identity: entry.cert.as_ref().map(read).transpose()?,
        credentials: credentials(entry)?,
        stores: stores()?,
        ..Access::default()
    })
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn read(path: &PathBuf) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The stores of originals: the one that the environment names, else those of the user's file.
fn stores() -> Result<HashMap<String, StoreAccess>> {
    let entries = match (set(STORE_KEY), set(STORE_SECRET)) {
        (Some(key), Some(secret)) => {
            let entry = StoreEntry {
                endpoint: STORE_ENDPOINTS.into_iter().find_map(set),
                region: set(STORE_REGION),
                key,
                secret,
                token: set(STORE_TOKEN),
                ca: set(STORE_AUTHORITIES).map(PathBuf::from),
            };
            HashMap::from([(String::new(), entry)])
        }
        _ => said(&|name| super::is_store(name))?,
    };
    let store = |(name, entry): (String, StoreEntry)| {
        Ok((
            name,
            StoreAccess {
                authorities: entry.ca.as_ref().map(read).transpose()?,
                endpoint: entry.endpoint,
                region: entry.region,
                key: entry.key,
                secret: entry.secret,
                token: entry.token,
            },
        ))
    };
    entries.into_iter().map(store).collect()
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
    let hosts = address.first_host();
    let mut entries = said(&|name| hosts.contains(&name))?;
    Ok(hosts.iter().find_map(|host| entries.remove(*host)))
}

/// What the user's file says under the names that are meant.
fn said<T: DeserializeOwned>(is_meant: &dyn Fn(&str) -> bool) -> Result<HashMap<String, T>> {
    let Ok(strategy) = etcetera::choose_base_strategy() else {
        return Ok(HashMap::new());
    };
    let path = strategy.config_dir().join("archive").join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    refuse_others(&path)?;
    let unusable = |error: toml::de::Error| anyhow!("{} cannot be used: {}", path.display(), error.message());
    let entries: HashMap<String, toml::Value> = toml::from_str(&text).map_err(unusable)?;
    let meant = entries.into_iter().filter(|(name, _)| is_meant(name));
    meant
        .map(|(name, entry)| Ok((name, entry.try_into().map_err(unusable)?)))
        .collect()
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
