//! Where an index on a cluster is: `https://host:9200,host2:9200/NAME`.

use std::fmt;
use std::net::IpAddr;

/// The port of the engines, where none is named.
const PORT: u16 = 9200;

/// The hosts of a cluster, and the name of an index in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `http` or `https`.
    scheme: &'static str,
    /// Each as `host:port`.
    hosts: Vec<String>,
    name: String,
}

impl Address {
    /// Whether a text that names an index means a cluster.
    pub fn is_meant(text: &str) -> bool {
        ["http://", "https://"].iter().any(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|own| own.eq_ignore_ascii_case(scheme))
        })
    }

    /// The address of a text. Plain HTTP is taken on this machine alone, unless `insecure` allows it.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str, insecure: bool) -> Result<Address, String> {
        let (scheme, rest) = text.split_once("://").ok_or("it is no address")?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" => "https",
            "http" => "http",
            _ => return Err("it is no address of HTTP".into()),
        };
        let (authority, name) = rest.split_once('/').unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err("no user and no password are taken in an address, which others see: set ARCHIVE_USER and ARCHIVE_PASSWORD".into());
        }
        let hosts: Result<Vec<String>, String> = authority.split(',').map(host).collect();
        let address = Address {
            scheme,
            hosts: hosts?,
            name: checked(name.trim_end_matches('/'))?.into(),
        };
        let elsewhere = address.hosts.iter().find(|host| !is_loopback(host));
        match elsewhere.filter(|_| scheme == "http" && !insecure) {
            Some(host) => Err(format!(
                "{host} is another machine, and http:// would show it everything: use https://, or --insecure"
            )),
            None => Ok(address),
        }
    }

    /// The name of the index.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first host, with its port and without it.
    pub fn first_host(&self) -> [&str; 2] {
        let whole = self.hosts.first().map_or("", String::as_str);
        [whole, whole.rsplit_once(':').map_or(whole, |(name, _)| name)]
    }

    /// How many hosts there are.
    pub(super) fn hosts(&self) -> usize {
        self.hosts.len()
    }

    /// The address of a path at one of the hosts.
    pub(super) fn at(&self, host: usize, path: &str) -> String {
        format!("{}://{}/{path}", self.scheme, self.hosts[host % self.hosts.len()])
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/{}", self.scheme, self.hosts.join(","), self.name)
    }
}

/// A host with its port.
fn host(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_lowercase();
    let behind = text.rsplit_once(']').map_or(&*text, |(_, behind)| behind);
    let named = match behind.split_once(':') {
        Some((_, port)) => port.parse::<u16>().map(|_| text.clone()).ok(),
        None => Some(format!("{text}:{PORT}")),
    };
    let is_host = |host: &String| {
        let signs = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
        !host.starts_with(':') && host.chars().all(signs)
    };
    named
        .filter(is_host)
        .ok_or_else(|| format!("{text:?} is no host: expected host or host:port"))
}

/// The name of an index as both engines take it.
fn checked(name: &str) -> Result<&str, String> {
    let signs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    match begins && name.chars().all(signs) && name.len() <= 100 {
        true => Ok(name),
        false => Err(format!(
            "{name:?} is no name of an index: expected small letters, digits, - and _ behind the host, as in https://host:9200/news"
        )),
    }
}

/// Whether a host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_hosts_and_an_index() {
        for (typed, meant) in [
            ("https://search.example/news", "https://search.example:9200/news"),
            (
                "HTTPS://A.example:9243,b.example/news/",
                "https://a.example:9243,b.example:9200/news",
            ),
            ("http://127.0.0.1:9201/news-2", "http://127.0.0.1:9201/news-2"),
            ("http://[::1]:9201/n", "http://[::1]:9201/n"),
            ("http://localhost/n", "http://localhost:9200/n"),
        ] {
            assert!(Address::is_meant(typed), "{typed}");
            assert_eq!(
                Address::parse(typed, false).map(|address| address.to_string()),
                Ok(meant.into())
            );
        }
        assert!(!Address::is_meant("news"));
        assert!(!Address::is_meant("http:/news"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (typed, said) in [
            ("https://awa:secret@search.example/news", "ARCHIVE_PASSWORD"),
            ("https://search.example", "no name of an index"),
            ("https://search.example/News", "small letters"),
            ("https://search.example/_all", "no name of an index"),
            ("https://search.example/a/b", "no name of an index"),
            ("https:///news", "no host"),
            ("https://a b/news", "no host"),
            ("https://a:99999/news", "no host"),
            ("http://search.example/news", "--insecure"),
            ("http://127.0.0.1,search.example/news", "--insecure"),
        ] {
            let error = Address::parse(typed, false).expect_err(typed);
            assert!(
                error.contains(said) && !error.contains("secret"),
                "{typed}: {error}"
            );
        }
        assert!(Address::parse("http://search.example/news", true).is_ok());
    }
}
