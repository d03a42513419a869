//! What is shown beside records: the story of each article and its further places, fetched for all records of an answer together.

use super::cluster::{Cluster, Part};
use super::pages::hits_of;
use super::seen::{self, Asked};
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::sighting::Sighting;
use crate::index::stories::StoryEntry;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Beside an article: its story, and its further places.
type Known = (Option<StoryEntry>, Vec<Sighting>);

/// What was fetched last.
#[derive(Default)]
pub(super) struct Beside(Mutex<HashMap<ArticleId, Known>>);

impl Beside {
    /// Fetches what stands beside some articles, in the place of what was fetched before.
    pub(super) fn fetch(&self, cluster: &Cluster, ids: impl Iterator<Item = ArticleId>) -> Result<()> {
        let ids: Vec<ArticleId> = ids.collect();
        if ids.is_empty() {
            return Ok(());
        }
        let fetched = fetched(cluster, &ids)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fetched;
        Ok(())
    }

    /// What stands beside an article.
    pub(super) fn of(&self, cluster: &Cluster, id: &ArticleId) -> Result<Known> {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id) {
            return Ok(known.clone());
        }
        let mut fetched = fetched(cluster, std::slice::from_ref(id))?;
        Ok(fetched.remove(id).unwrap_or_default())
    }
}

/// So many places of the articles of one answer are told at once; where there are more, they are told article by article.
const PLACES: usize = 5_000;

fn fetched(cluster: &Cluster, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Known>> {
    let hexes: Vec<Value> = ids.iter().map(|id| id.to_hex().into()).collect();
    let stories =
        json!({ "size": ids.len(), "track_total_hits": false, "query": { "terms": { "article": hexes } } });
    let copies = json!({
        "size": PLACES, "track_total_hits": false, "query": { "terms": { "copy": hexes } }, "_source": ["record", "copy"],
    });
    let answers = cluster.search_many(&[(Part::Stories, stories), (Part::Sightings, copies)])?;
    let mut beside: HashMap<ArticleId, Known> = ids.iter().map(|id| (*id, Known::default())).collect();
    for hit in hits_of(cluster, &answers[0])? {
        let row = row_of(&hit["_source"]["row"]);
        if let Some((story, _)) = row.and_then(|row| beside.get_mut(&row.article)) {
            *story = row;
        }
    }
    let places = hits_of(cluster, &answers[1])?;
    if places.len() == PLACES {
        for (id, (_, copies)) in &mut beside {
            *copies = seen::of(cluster, &Asked::Copies(*id))?;
        }
        return Ok(beside);
    }
    for hit in places {
        let of = hit["_source"]["copy"].as_str().and_then(ArticleId::from_hex);
        if let Some((_, copies)) = of.and_then(|of| beside.get_mut(&of)) {
            copies.extend(seen::sighting_of(hit).map(|(sighting, _)| sighting));
        }
    }
    beside
        .values_mut()
        .for_each(|(_, copies)| copies.sort_by(|a, b| a.place.cmp(&b.place)));
    Ok(beside)
}

/// A row of the stories.
pub(super) fn row_of(row: &Value) -> Option<StoryEntry> {
    let id = |name: &str| ArticleId::from_hex(row[name].as_str()?);
    Some(StoryEntry {
        article: id("article")?,
        story: id("story")?,
        first: id("first")?,
        copies: row["copies"].as_u64()?,
    })
}

/// A row as it is stored.
pub(super) fn row(row: &StoryEntry) -> Value {
    json!({ "article": row.article.to_hex(), "story": row.story.to_hex(), "first": row.first.to_hex(), "copies": row.copies })
}
