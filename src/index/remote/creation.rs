//! How an archive is made on a cluster, and how it is found there again.

use super::cluster::{Cluster, Part};
use super::fields;
use super::meta::Note;
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The format of an archive on a cluster. It rises with every change that an older program could not read.
pub(super) const FORMAT: u64 = 1;
/// The document by which the scores of an engine are measured, and its only word.
const PROBE: &str = "probe";

/// How an archive is laid out on a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// In how many shards its articles lie.
    pub shards: u32,
    /// How many copies of each there are.
    pub replicas: u32,
    /// The pages as they were ingested: the whole path of a directory, or `s3://BUCKET/PREFIX`; nothing where they are not kept.
    pub originals: Option<String>,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            shards: 1,
            replicas: 1,
            originals: None,
        }
    }
}

/// What is known of an archive from its beginning.
pub(super) struct Opened {
    /// What no other archive has.
    pub name: String,
    /// What the engine multiplies scores with.
    pub factor: f32,
    /// Where the originals are.
    pub originals: Option<String>,
}

/// Makes the indices of an archive.
///
/// # Errors
/// If there are some, or the cluster cannot hold one.
pub(super) fn create(cluster: &Cluster, layout: &Layout) -> Result<()> {
    for part in Part::ALL {
        let body = fields::creation(part, layout.shards, layout.replicas);
        let answer = cluster
            .client
            .send("PUT", &cluster.index(part), Some(body.to_string().as_bytes()))?;
        let is_there = answer.body["error"]["type"] == "resource_already_exists_exception";
        match answer.status {
            200 => {}
            // A creation that was interrupted goes on; one that came to its end is said by its format.
            400 if is_there && format_of(cluster)?.is_null() => {}
            400 if is_there => return Err(cluster.client.unusable("there is an index of this name already")),
            _ => return Err(cluster.client.refusal(&answer)),
        }
    }
    let probe = json!({ "kind": PROBE, "probe": [PROBE] });
    cluster.client.ask(
        "PUT",
        &format!("{}/_doc/{PROBE}?refresh=true", cluster.index(Part::Meta)),
        Some(&probe),
    )?;
    check_forms(cluster)?;
    let body = json!({
        "format": FORMAT, "name": unique(cluster), "factor": factor(cluster)?, "measured": measured(cluster),
        "originals": layout.originals,
    });
    match cluster.note(Note::Format, body, None)? {
        true => Ok(()),
        false => Err(cluster.client.unusable("there is an index of this name already")),
    }
}

/// What an archive was made with.
///
/// # Errors
/// If there is none, or it is of another format.
pub(super) fn opened(cluster: &Cluster, format: &Value) -> Result<Opened> {
    let path = || PathBuf::from(cluster.client.address().to_string());
    if format.is_null() {
        return Err(Error::NoIndex { path: path() });
    }
    let found = format["format"].as_u64().unwrap_or(0);
    if found != FORMAT {
        return Err(Error::Format {
            path: path(),
            found: found as u32,
            expected: FORMAT as u32,
        });
    }
    Ok(Opened {
        name: format["name"].as_str().unwrap_or_default().into(),
        factor: match format["measured"] == measured(cluster) {
            true => format["factor"].as_f64().unwrap_or(1.0) as f32,
            // The engine is another than it was.
            false => factor(cluster)?,
        },
        originals: format["originals"].as_str().map(str::to_string),
    })
}

/// What the format document says; nothing where there is none.
fn format_of(cluster: &Cluster) -> Result<Value> {
    let [format] = cluster.notes([Note::Format])?;
    Ok(format.body)
}

/// On which engine the scores were measured.
fn measured(cluster: &Cluster) -> String {
    format!("{} {}", cluster.product.name(), cluster.product.version)
}

/// A name that no other archive has.
fn unique(cluster: &Cluster) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let seed = format!(
        "{} {} {}",
        cluster.client.address(),
        now.as_nanos(),
        std::process::id()
    );
    blake3::hash(seed.as_bytes()).to_hex()[..16].to_string()
}

/// What the engine multiplies the score of a word with: k1 + 1, or nothing, as its version has it.
fn factor(cluster: &Cluster) -> Result<f32> {
    let body = json!({ "query": { "match": { PROBE: PROBE } }, "size": 1 });
    let answer = cluster.ranked(Part::Meta, &body)?;
    let score = answer["hits"]["hits"][0]["_score"].as_f64().unwrap_or(0.0);
    // One document with one word: ln(1 + ½ / 1½), and 1 / (1 + 1.2).
    let factor = score / ((1.0_f64 + 0.5 / 1.5).ln() / 2.2);
    let known = [1.0, 2.2]
        .into_iter()
        .find(|known: &f64| (known - factor).abs() < 1e-3);
    known.map(|known| known as f32).ok_or_else(|| {
        let reason =
            format!("its scores are {factor:.3} times those of BM25, and neither once nor 2.2 times");
        cluster.client.unusable(reason)
    })
}

/// Makes sure that the forms of a word are alternatives at one place.
fn check_forms(cluster: &Cluster) -> Result<()> {
    let body = json!({ "analyzer": "asked", "text": "a|b" });
    let answer = cluster.client.ask(
        "POST",
        &format!("{}/_analyze", cluster.index(Part::Meta)),
        Some(&body),
    )?;
    let tokens: Vec<(&str, u64)> = answer["tokens"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|token| Some((token["token"].as_str()?, token["position"].as_u64()?)))
        .collect();
    match tokens[..] {
        [("a", 0), ("b", 0)] => Ok(()),
        _ => Err(cluster.client.unusable(
            "its filter pattern_capture does not make the forms of a word alternatives of each other",
        )),
    }
}
