//! Requests to a cluster: repeated where that may help, and ended by a deadline of our own. With [`bucket`](super::bucket) the
//! home of `ureq`.
//!
//! Everything that is sent may be sent again: what is written is created, or put in the place of what was read. So a request that was not
//! answered, or that was refused for the moment, goes to the next host until the time is over.

use super::access::{Access, Credentials};
use super::address::Address;
use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::io::ErrorKind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::request::Builder as RequestBuilder;
use ureq::http::{Request, Response};
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};

/// The first wait before something is sent again; each is twice the last.
pub(super) const FIRST_WAIT: Duration = Duration::from_millis(50);
/// The longest.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// No answer is longer.
const LARGEST: u64 = 1 << 30;

/// What a server answered.
pub(super) struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The answer.
    pub body: Value,
    /// Whether Elasticsearch says that it is itself.
    pub is_elastic: bool,
}

/// Sends requests to the hosts of a cluster.
pub(super) struct Client {
    agent: Agent,
    address: Address,
    authorization: Option<String>,
    patience: Duration,
    /// The host that answered last.
    host: AtomicUsize,
    /// Whether any host ever answered.
    reached: AtomicBool,
    /// After so many requests more that write, the process is taken for dead.
    #[cfg(test)]
    pub(super) left: std::sync::atomic::AtomicI64,
}

impl Client {
    /// Asks the hosts of an address.
    ///
    /// # Errors
    /// If the certificates cannot be read.
    pub(super) fn new(address: Address, access: &Access) -> Result<Client> {
        let tls = tls(access.authorities.as_deref(), access.identity.as_deref()).map_err(|reason| {
            Error::Cluster {
                address: address.to_string(),
                reason,
            }
        })?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .user_agent(concat!("archive/", env!("CARGO_PKG_VERSION")))
            .build();
        let authorization = match &access.credentials {
            Credentials::None => None,
            Credentials::Basic { user, password } => {
                Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
            }
            Credentials::ApiKey(key) => Some(format!("ApiKey {key}")),
            Credentials::Bearer(token) => Some(format!("Bearer {token}")),
        };
        Ok(Client {
            agent: config.new_agent(),
            address,
            authorization,
            patience: access.patience,
            host: AtomicUsize::new(0),
            reached: AtomicBool::new(false),
            #[cfg(test)]
            left: i64::MAX.into(),
        })
    }

    /// The address of the index.
    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// How long something may be tried again.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Asks, and wants an answer of success.
    pub(super) fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let bytes = body.map(|body| body.to_string().into_bytes());
        let answer = self.send(method, path, bytes.as_deref())?;
        match answer.status {
            200..300 => Ok(answer.body),
            _ => Err(self.refusal(&answer)),
        }
    }

    /// Asks; a status of success or of a refusal that stays one is an answer.
    #[cfg(not(test))]
    pub(super) fn send(&self, method: &str, path: &str, body: Option<&[u8]>) -> Result<Answer> {
        self.send_until_answered(method, path, body)
    }

    #[cfg(test)]
    pub(super) fn send(&self, method: &str, path: &str, body: Option<&[u8]>) -> Result<Answer> {
        if self.left.load(Ordering::Relaxed) <= 0 {
            return Err(self.unavailable("it is dead"));
        }
        let reads = ["_search", "_msearch", "_mget", "_pit"];
        if method != "GET" && !reads.iter().any(|read| path.contains(read)) {
            self.left.fetch_sub(1, Ordering::Relaxed);
        }
        self.send_until_answered(method, path, body)
    }

    fn send_until_answered(&self, method: &str, path: &str, body: Option<&[u8]>) -> Result<Answer> {
        let (begun, mut wait) = (Instant::now(), FIRST_WAIT);
        let mut tries = 0;
        loop {
            tries += 1;
            let host = self.host.load(Ordering::Relaxed);
            let left = self.limit().min(self.patience.saturating_sub(begun.elapsed()));
            let reason = match self.once(method, &self.address.at(host, path), body, left) {
                Ok(answer) if !is_for_now(answer.status) => return Ok(answer),
                Ok(answer) => told(&answer.body).unwrap_or_else(|| format!("status {}", answer.status)),
                Err(failed) if is_final(&failed) => return Err(self.unusable(in_words(&failed))),
                // Another may have taken the place of the host by then.
                Err(failed) => {
                    let next = (host + 1) % self.address.hosts();
                    self.host.store(next, Ordering::Relaxed);
                    if tries == self.address.hosts()
                        && !self.reached.load(Ordering::Relaxed)
                        && is_nobody(&failed)
                    {
                        return Err(self.unusable(format!("it cannot be reached: {}", in_words(&failed))));
                    }
                    in_words(&failed)
                }
            };
            if begun.elapsed() + wait > self.patience {
                return Err(self.unavailable(reason));
            }
            std::thread::sleep(wait);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// How long one host is waited for: where there are others, they are asked while there is time.
    fn limit(&self) -> Duration {
        match self.address.hosts() {
            1 => self.patience,
            _ => self.patience * 2 / 3,
        }
    }

    fn once(
        &self,
        method: &str,
        url: &str,
        body: Option<&[u8]>,
        left: Duration,
    ) -> std::result::Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(url);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        let lines = body.is_some_and(|body| body.ends_with(b"\n"));
        request = request.header(
            "content-type",
            if lines {
                "application/x-ndjson"
            } else {
                "application/json"
            },
        );
        let mut response = sent(&self.agent, request, body, left)?;
        self.reached.store(true, Ordering::Relaxed);
        read(&mut response)
    }

    /// What a refusal says.
    pub(super) fn refusal(&self, answer: &Answer) -> Error {
        let kind = answer.body["error"]["type"].as_str().unwrap_or_default();
        let said = || told(&answer.body).unwrap_or_else(|| format!("status {}", answer.status));
        match answer.status {
            _ if kind == "cluster_block_exception" => self.unavailable(format!("it takes no more at the moment ({})", said())),
            401 | 403 => self.unusable(format!(
                "it does not take these credentials ({}); they are read from ARCHIVE_USER and ARCHIVE_PASSWORD, ARCHIVE_API_KEY or ARCHIVE_TOKEN",
                said()
            )),
            404 if kind == "search_context_missing_nodes_exception" => self.unavailable(said()),
            500.. => self.unavailable(said()),
            _ => self.unusable(said()),
        }
    }

    /// That the cluster cannot be used.
    pub(super) fn unusable(&self, reason: impl Into<String>) -> Error {
        let (address, reason) = (self.address.to_string(), reason.into());
        Error::Cluster { address, reason }
    }

    /// That the cluster cannot answer now.
    pub(super) fn unavailable(&self, reason: impl Into<String>) -> Error {
        let (address, reason) = (self.address.to_string(), reason.into());
        Error::Unavailable { address, reason }
    }
}

/// Sends a request with what is in it, and waits so long for the answer.
pub(super) fn sent(
    agent: &Agent,
    request: RequestBuilder,
    body: Option<&[u8]>,
    left: Duration,
) -> std::result::Result<Response<ureq::Body>, ureq::Error> {
    let time = Some(left.max(Duration::from_millis(1)));
    match body {
        Some(body) => {
            let request = agent.configure_request(request.body(body)?);
            agent.run(request.timeout_global(time).build())
        }
        None => {
            let request = agent.configure_request(request.body(())?);
            agent.run(request.timeout_global(time).build())
        }
    }
}

fn read(response: &mut Response<ureq::Body>) -> std::result::Result<Answer, ureq::Error> {
    let status = response.status().as_u16();
    let is_elastic = response
        .headers()
        .get("x-elastic-product")
        .is_some_and(|name| name == "Elasticsearch");
    let bytes = response.body_mut().with_config().limit(LARGEST).read_to_vec()?;
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Ok(Answer {
        status,
        body,
        is_elastic,
    })
}

pub(super) fn tls(
    authorities: Option<&[u8]>,
    identity: Option<&[u8]>,
) -> std::result::Result<TlsConfig, String> {
    let mut config = TlsConfig::builder();
    if let Some(pem) = authorities {
        let trusted = certificates(pem);
        if trusted.is_empty() {
            return Err("the file that ARCHIVE_CA names holds no certificate in PEM".into());
        }
        config = config.root_certs(RootCerts::new_with_certs(&trusted));
    }
    if let Some(pem) = identity {
        let key = PrivateKey::from_pem(pem)
            .map_err(|error| format!("the file that ARCHIVE_CERT names holds no private key: {error}"))?;
        config = config.client_cert(Some(ClientCert::new_with_certs(&certificates(pem), key)));
    }
    Ok(config.build())
}

fn certificates(pem: &[u8]) -> Vec<Certificate<'static>> {
    let certificate = |item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    };
    parse_pem(pem).filter_map(certificate).collect()
}

/// Whether a status says that it may go better later.
pub(super) fn is_for_now(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// Whether nobody listens there.
fn is_nobody(failed: &ureq::Error) -> bool {
    match failed {
        ureq::Error::Io(error) => error.kind() == ErrorKind::ConnectionRefused,
        failed => matches!(failed, ureq::Error::HostNotFound | ureq::Error::ConnectionFailed),
    }
}

/// Whether no repetition can help.
pub(super) fn is_final(failed: &ureq::Error) -> bool {
    !matches!(
        failed,
        ureq::Error::Io(_)
            | ureq::Error::Timeout(_)
            | ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::Protocol(_)
    ) || is_certificate(failed)
}

/// Whether it is the certificate that is refused.
fn is_certificate(failed: &ureq::Error) -> bool {
    failed.to_string().contains("certificate")
}

/// What failed, as a person reads it.
pub(super) fn in_words(failed: &ureq::Error) -> String {
    match failed {
        ureq::Error::Io(error) if is_certificate(failed) => {
            format!("{error}; ARCHIVE_CA names a file of certificates to trust")
        }
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::Timeout(_) => "it does not answer".into(),
        failed if is_certificate(failed) => {
            format!("{failed}; ARCHIVE_CA names a file of certificates to trust")
        }
        failed => failed.to_string(),
    }
}

/// What an answer says went wrong.
fn told(body: &Value) -> Option<String> {
    let error = &body["error"];
    let cause = error["root_cause"]
        .get(0)
        .filter(|cause| cause["reason"].is_string())
        .unwrap_or(error);
    let text = cause["reason"].as_str().or_else(|| error.as_str())?;
    let kind = cause["type"].as_str().unwrap_or("error");
    Some(format!("{kind}: {}", text.lines().next().unwrap_or_default()))
}
