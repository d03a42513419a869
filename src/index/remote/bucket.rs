//! A bucket in a store that works as S3 does: what is put there and read again, by requests that are signed one by one. The only home of
//! `rusty_s3`.
//!
//! A pack has the name of what is in it, so everything may be sent again.

use super::access::{Access, STORE_SCHEME, StoreAccess};
use super::address::is_loopback;
use super::http;
use crate::error::{Error, Result};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::{Request, StatusCode};

/// How long a signature holds; clocks differ.
const VALID: Duration = Duration::from_secs(900);
/// The region of whoever names none.
const REGION: &str = "us-east-1";
/// No answer is longer.
const LARGEST: u64 = 1 << 30;

/// A bucket, and what all names in it begin with.
pub(super) struct Bucket {
    agent: Agent,
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    prefix: String,
    /// As it was named, and where it is looked for.
    address: String,
    patience: Duration,
}

/// What a store answered.
struct Answer {
    status: StatusCode,
    /// Whether it says which object it took.
    is_tagged: bool,
    body: Vec<u8>,
}

impl Bucket {
    /// The bucket of `s3://BUCKET/PREFIX`.
    ///
    /// # Errors
    /// If nothing is known of it, or its address cannot be used.
    pub(super) fn of(named: &str, access: &Access) -> Result<Bucket> {
        let refused = |reason: String| Error::Originals {
            address: named.into(),
            reason,
            is_for_now: false,
        };
        let path = named.strip_prefix(STORE_SCHEME).unwrap_or(named);
        let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
        let known = [&format!("{STORE_SCHEME}{name}"), ""].map(|name| access.stores.get(name));
        let known = known.into_iter().flatten().next().ok_or_else(|| {
            refused(format!("no key is known: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write [\"s3://{name}\"] with key and secret to credentials.toml"))
        })?;
        let tls = http::tls(known.authorities.as_deref(), None).map_err(refused)?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .user_agent(concat!("archive/", env!("CARGO_PKG_VERSION")));
        let bucket = bucket(name, known).map_err(refused)?;
        Ok(Bucket {
            agent: config.build().new_agent(),
            address: format!("{named} at {}", bucket.base_url().origin().ascii_serialization()),
            credentials: match &known.token {
                Some(token) => Credentials::new_with_token(&known.key, &known.secret, token),
                None => Credentials::new(&known.key, &known.secret),
            },
            prefix: match prefix.trim_matches('/') {
                "" => String::new(),
                prefix => format!("{prefix}/"),
            },
            bucket,
            patience: access.patience,
        })
    }

    /// Makes sure that there is such a bucket, and that its key is taken.
    pub(super) fn check(&self) -> Result<()> {
        self.page_of_list(None, 1).map(|_| ())
    }

    /// How many bytes what is in it has.
    pub(super) fn size(&self) -> Result<u64> {
        let (mut bytes, mut next) = (0, None);
        loop {
            let page = self.page_of_list(next.take(), 1000)?;
            bytes += page.contents.iter().filter_map(|object| object.size).sum::<u64>();
            next = page.next_continuation_token;
            if next.is_none() {
                return Ok(bytes);
            }
        }
    }

    fn page_of_list(
        &self,
        after: Option<String>,
        most: usize,
    ) -> Result<rusty_s3::actions::list_objects_v2::ListObjectsV2Response> {
        let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
        list.with_prefix(&*self.prefix);
        list.with_max_keys(most);
        if let Some(after) = after {
            list.with_continuation_token(after);
        }
        let answer = self.send("GET", &list, None, None)?;
        let text = String::from_utf8_lossy(&answer.body);
        match answer.status {
            StatusCode::OK => ListObjectsV2::parse_response(&text)
                .map_err(|_| self.unusable("what answers there is no store like S3")),
            _ => Err(self.refusal(&answer)),
        }
    }

    /// Puts an object there; the same again changes nothing.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let name = self.prefix.clone() + name;
        let put = self.bucket.put_object(Some(&self.credentials), &name);
        let answer = self.send("PUT", &put, None, Some(bytes))?;
        match answer.status {
            StatusCode::OK if answer.is_tagged => Ok(()),
            StatusCode::OK => Err(self.unusable("what answers there is no store like S3")),
            _ => Err(self.refusal(&answer)),
        }
    }

    /// So many bytes of an object, from one on.
    pub(super) fn get(&self, name: &str, start: u64, length: u64) -> Result<Vec<u8>> {
        let name = self.prefix.clone() + name;
        let get = self.bucket.get_object(Some(&self.credentials), &name);
        let range = format!("bytes={start}-{}", (start + length).saturating_sub(1));
        let answer = self.send("GET", &get, Some(&range), None)?;
        match answer.status {
            StatusCode::PARTIAL_CONTENT if answer.body.len() as u64 == length => Ok(answer.body),
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => {
                Err(self.unusable("it gives other parts of an object than were asked for"))
            }
            _ => Err(self.refusal(&answer)),
        }
    }

    /// Asks until there is an answer that stays one, or the time is over.
    fn send<'a>(
        &'a self,
        method: &str,
        action: &impl S3Action<'a>,
        range: Option<&str>,
        body: Option<&[u8]>,
    ) -> Result<Answer> {
        let (begun, mut wait) = (Instant::now(), http::FIRST_WAIT);
        loop {
            let left = self.patience.saturating_sub(begun.elapsed());
            let reason = match self.once(method, action.sign(VALID).as_str(), range, body, left) {
                Ok(answer) if !is_for_now(answer.status) => return Ok(answer),
                Ok(answer) => said(&answer),
                Err(failed) if http::is_final(&failed) => return Err(self.unusable(&http::in_words(&failed))),
                Err(failed) => http::in_words(&failed),
            };
            if begun.elapsed() + wait > self.patience {
                return Err(self.failed(reason, true));
            }
            std::thread::sleep(wait);
            wait = (wait * 2).min(http::LONGEST_WAIT);
        }
    }

    fn once(
        &self,
        method: &str,
        url: &str,
        range: Option<&str>,
        body: Option<&[u8]>,
        left: Duration,
    ) -> std::result::Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(url);
        if let Some(range) = range {
            request = request.header("range", range);
        }
        let mut response = http::sent(&self.agent, request, body, left)?;
        Ok(Answer {
            status: response.status(),
            is_tagged: response.headers().contains_key("etag"),
            body: response.body_mut().with_config().limit(LARGEST).read_to_vec()?,
        })
    }

    fn refusal(&self, answer: &Answer) -> Error {
        let said = said(answer);
        match answer.status.as_u16() {
            401 | 403 => self.unusable(&format!("it does not take this key, or not for this ({said})")),
            _ => self.unusable(&said),
        }
    }

    /// That it cannot be used.
    pub(super) fn unusable(&self, reason: &str) -> Error {
        self.failed(reason.into(), false)
    }

    fn failed(&self, reason: String, is_for_now: bool) -> Error {
        let address = self.address.clone();
        Error::Originals {
            address,
            reason,
            is_for_now,
        }
    }
}

/// The bucket of a name at the address of its store. Plain HTTP is taken on this machine alone.
fn bucket(name: &str, known: &StoreAccess) -> std::result::Result<rusty_s3::Bucket, String> {
    let region = known.region.clone().unwrap_or_else(|| REGION.into());
    let endpoint = known.endpoint.clone();
    let endpoint = endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
    let wrong = |reason: &dyn std::fmt::Display| format!("{endpoint:?} is no address of a store: {reason}");
    let url = endpoint.parse().map_err(|error| wrong(&error))?;
    let bucket = rusty_s3::Bucket::new(url, UrlStyle::Path, name.to_string(), region);
    let bucket = bucket.map_err(|error| wrong(&error))?;
    let host = bucket.base_url().host_str().unwrap_or_default();
    match bucket.base_url().scheme() == "http" && !is_loopback(&format!("{host}:0")) {
        true => Err(wrong(
            &"it is another machine, and http:// would show the pages: use https://",
        )),
        false if name.is_empty() => Err("no bucket is named: expected s3://BUCKET/PREFIX".into()),
        false => Ok(bucket),
    }
}

/// Whether a status says that it may go better later.
fn is_for_now(status: StatusCode) -> bool {
    status == StatusCode::INTERNAL_SERVER_ERROR || http::is_for_now(status.as_u16())
}

/// What an answer says went wrong: the code and the message of its XML, else its status.
fn said(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    let within = |tag: &str| {
        let (_, behind) = text.split_once(&format!("<{tag}>"))?;
        let (told, _) = behind.split_once("</")?;
        Some(told.trim().lines().next().unwrap_or_default().to_string())
    };
    match (within("Code"), within("Message")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(code), None) => code,
        _ => format!("status {}", answer.status.as_u16()),
    }
}
