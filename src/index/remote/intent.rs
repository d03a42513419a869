//! What a commit is about to touch, noted before it writes: who finds the note of a writer that died brings it to its end.

use super::bulk::{Deed, Write, Written};
use super::cluster::{Cluster, Part, Revision};
use super::converge::Touched;
use super::pages::Pages;
use super::seen;
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::address::Key;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// The notes of this process so far.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// A note that was made or taken over.
pub(super) struct Intent {
    id: String,
    revision: Revision,
}

impl Intent {
    /// Notes what will be touched.
    ///
    /// # Errors
    /// If it cannot be noted.
    pub(super) fn note(cluster: &Cluster, touched: &Touched) -> Result<Intent> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seed = format!(
            "{} {} {}",
            now.as_nanos(),
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        );
        let id = format!("intent-{}", &blake3::hash(seed.as_bytes()).to_hex()[..32]);
        let document = json!({ "kind": "intent", "body": body(touched) });
        cluster.write(
            Part::Meta,
            &[Write {
                id: id.clone(),
                deed: Deed::Create(document),
            }],
        )?;
        Intent::now(cluster, id)?.ok_or_else(|| cluster.client.unavailable("what was noted is gone"))
    }

    fn now(cluster: &Cluster, id: String) -> Result<Option<Intent>> {
        let found = cluster.documents(Part::Meta, std::slice::from_ref(&id), &["kind"])?;
        Ok(found.into_iter().flatten().next().map(|stored| Intent {
            id,
            revision: stored.revision,
        }))
    }

    /// What was touched is settled whatever others concluded from the note.
    ///
    /// # Errors
    /// If it cannot be said.
    pub(super) fn remove(self, cluster: &Cluster) -> Result<()> {
        let deed = Deed::Remove;
        cluster
            .write(Part::Meta, &[Write { id: self.id, deed }])
            .map(drop)
    }

    /// What was touched is settled; whether nobody took the note over meanwhile. Else it stays.
    ///
    /// # Errors
    /// If it cannot be said.
    pub(super) fn done(&self, cluster: &Cluster) -> Result<bool> {
        let deed = Deed::Delete(self.revision);
        Ok(cluster.write(
            Part::Meta,
            &[Write {
                id: self.id.clone(),
                deed,
            }],
        )? == [Written::Done])
    }
}

/// A note of another, taken over.
pub(super) struct TakenOver {
    /// The note.
    pub intent: Intent,
    /// What it says will be touched.
    pub touched: Touched,
    /// Whether what it says was settled by another before.
    pub was_swept: bool,
    /// Whether its writer is surely gone. A living one may still write what it noted, and then die.
    pub is_old: bool,
}

/// The notes of others, taken over: each is written anew, so that its writer sees that somebody concluded something from it.
///
/// # Errors
/// If they cannot be read.
pub(super) fn taken_over(cluster: &Cluster) -> Result<Vec<TakenOver>> {
    cluster.refresh(&[Part::Meta])?;
    let body = json!({
        "query": { "term": { "kind": { "value": "intent" } } }, "seq_no_primary_term": true, "sort": [{ "kind": "asc" }],
    });
    let pages = Pages::in_order(Part::Meta, body, MOST);
    let mut taken = Vec::new();
    for note in pages.all(cluster)? {
        let (Some(id), Some(revision)) = (note["_id"].as_str(), Revision::of(&note)) else {
            continue;
        };
        let mut document = note["_source"].clone();
        let was_swept = document["body"]["swept"] == true;
        document["body"]["swept"] = true.into();
        let write = Write {
            id: id.into(),
            deed: Deed::Replace(document, revision),
        };
        if cluster.write(Part::Meta, &[write])? == [Written::Done]
            && let Some(intent) = Intent::now(cluster, id.into())?
        {
            let body = &note["_source"]["body"];
            taken.push(TakenOver {
                intent,
                touched: touched(body),
                was_swept,
                is_old: body["at"].as_u64().unwrap_or(0) + OLD < seconds(),
            });
        }
    }
    Ok(taken)
}

/// A note is left for so many seconds, so that what its writer writes late is found.
const OLD: u64 = 3_600;

fn seconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

/// More notes are not taken over at once.
const MOST: usize = 1_000;

fn body(touched: &Touched) -> Value {
    let contents: Vec<String> = touched.contents.iter().map(ArticleId::to_hex).collect();
    let addresses: Vec<String> = touched.addresses.iter().map(seen::hex).collect();
    json!({ "at": seconds(), "contents": contents, "addresses": addresses })
}

fn touched(body: &Value) -> Touched {
    let texts = |name: &str| {
        body[name]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|text| text.as_str().map(str::to_string))
            .collect::<Vec<_>>()
    };
    Touched {
        contents: texts("contents")
            .iter()
            .filter_map(|id| ArticleId::from_hex(id))
            .collect(),
        addresses: texts("addresses").iter().filter_map(|key| key_of(key)).collect(),
    }
}

/// The key that was written so.
fn key_of(hex: &str) -> Option<Key> {
    let number = u128::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 32)?;
    Some(Key(number.to_be_bytes()))
}
