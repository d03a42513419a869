//! Sightings as documents: how they are written and found.

use super::cluster::{Cluster, Part, Revision};
use super::pages::Pages;
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::address::Key;
use crate::index::paths::without_machine;
use crate::index::sighting::{Sighting, Standing};
use crate::text::tokens;
use serde_json::{Value, json};

/// What is asked of sightings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Asked {
    /// That which holds at a place.
    At(Key),
    /// Those of a content that hold.
    OfContent(ArticleId),
    /// The further places of a content.
    Copies(ArticleId),
    /// Those of a content that hold no more.
    Past(ArticleId),
    /// Those at an address that hold.
    AtAddress(Key),
    /// All that were ever tied by a place or an address.
    Tied(Key),
}

/// So many sightings are asked for at once; more come page by page.
pub(super) const PAGE: usize = 1_000;

impl Asked {
    /// The query of it.
    pub(super) fn query(&self) -> Value {
        let (field, value) = match self {
            Asked::At(key) => ("place", hex(key)),
            Asked::OfContent(id) => ("seen", id.to_hex()),
            Asked::Copies(id) => ("copy", id.to_hex()),
            Asked::Past(id) => ("was", id.to_hex()),
            Asked::AtAddress(key) => ("address", hex(key)),
            Asked::Tied(key) => ("tie", hex(key)),
        };
        json!({ "term": { field: { "value": value } } })
    }
}

/// A key as it is stored.
pub(super) fn hex(key: &Key) -> String {
    key.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The search of some sightings.
pub(super) fn body(query: Value) -> Value {
    json!({
        "query": query, "size": PAGE, "track_total_hits": false, "seq_no_primary_term": true, "_source": ["record"],
        "sort": [{ "key": "asc" }],
    })
}

/// The sighting of a document, and its version.
pub(super) fn sighting_of(hit: &Value) -> Option<(Sighting, Option<Revision>)> {
    let sighting = Sighting::from_bytes(hit["_source"]["record"].to_string().as_bytes())?;
    Some((sighting, Revision::of(hit)))
}

/// All sightings that meet a query, with their versions.
pub(super) fn all(cluster: &Cluster, query: Value) -> Result<Vec<(Sighting, Revision)>> {
    let pages = Pages::in_order(Part::Sightings, body(query), PAGE);
    let found = pages.all(cluster)?;
    let with_revision = found
        .iter()
        .filter_map(|hit| sighting_of(hit).and_then(|(sighting, revision)| Some((sighting, revision?))));
    Ok(with_revision.collect())
}

/// The documents that meet a query, by their identities.
pub(super) fn keys(cluster: &Cluster, query: Value) -> Result<Vec<String>> {
    let body = json!({ "query": query, "_source": false, "sort": [{ "key": "asc" }] });
    let found = Pages::in_order(Part::Sightings, body, PAGE).all(cluster)?;
    Ok(found
        .iter()
        .filter_map(|hit| hit["_id"].as_str().map(str::to_string))
        .collect())
}

/// The sightings that are asked for, in the order of their places.
pub(super) fn of(cluster: &Cluster, asked: &Asked) -> Result<Vec<Sighting>> {
    Ok(in_order(
        all(cluster, asked.query())?
            .into_iter()
            .map(|(sighting, _)| sighting)
            .collect(),
    ))
}

/// Sightings in the order of their places.
pub(super) fn in_order(mut sightings: Vec<Sighting>) -> Vec<Sighting> {
    sightings.sort_by(|a, b| a.place.cmp(&b.place));
    sightings
}

/// The document of a sighting.
pub(super) fn document(sighting: &Sighting, key: &str) -> Value {
    let record: Value = serde_json::from_slice(&sighting.to_bytes()).unwrap_or_default();
    let content = sighting.content.to_hex();
    let ties: Vec<String> = sighting
        .ties()
        .chain(sighting.digest)
        .map(|tie| hex(&tie))
        .collect();
    let mut document = json!({ "key": key, "tie": ties, "record": record });
    if sighting.standing == Standing::Past {
        document["was"] = content.into();
        return document;
    }
    let further = (sighting.standing == Standing::Further && sighting.form_of.is_none()).then_some(&content);
    let copy = sighting.form_of.map(|best| best.to_hex());
    if let Some(copy) = copy.as_ref().or(further) {
        document["copy"] = copy.as_str().into();
        let words: Vec<String> = tokens(without_machine(&sighting.place.path.to_string()))
            .map(|token| token.text)
            .collect();
        document["w"] = json!({ "further": [words.join(" ")] });
    }
    document["place"] = key.into();
    document["seen"] = content.into();
    document["address"] = sighting.address.as_ref().map(hex).into();
    document
}
