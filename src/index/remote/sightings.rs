//! The sightings of an archive on a cluster, as searches see them.

use super::beside::Beside;
use super::cluster::{Cluster, Part};
use super::pages::{Pages, hits_of};
use super::seen::{self, Asked, PAGE, body, in_order, sighting_of};
use crate::article::{ArticleId, DIGITS};
use crate::error::Result;
use crate::index::address::Key;
use crate::index::register::Register;
use crate::index::sighting::Sighting;
use crate::page::Place;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The sightings of an archive as searches see them; what was asked for once is remembered.
#[derive(Clone)]
pub(super) struct Sightings {
    cluster: Arc<Cluster>,
    known: Arc<Mutex<HashMap<Asked, Vec<Sighting>>>>,
    near: Arc<Mutex<HashMap<ArticleId, Vec<ArticleId>>>>,
    /// What holds at the places that were expected last: a file may have more than fit in memory.
    at: Arc<Mutex<HashMap<Key, Option<Sighting>>>>,
    /// What was fetched with the records that are shown.
    beside: Option<Arc<Beside>>,
}

impl Sightings {
    /// Those of an archive.
    pub(super) fn of(cluster: &Arc<Cluster>) -> Sightings {
        Sightings {
            cluster: Arc::clone(cluster),
            known: Arc::default(),
            near: Arc::default(),
            at: Arc::default(),
            beside: None,
        }
    }

    /// The same, beside records that are shown.
    pub(super) fn shown(cluster: &Arc<Cluster>, beside: &Arc<Beside>) -> Sightings {
        Sightings {
            beside: Some(Arc::clone(beside)),
            ..Sightings::of(cluster)
        }
    }

    /// Asks together for what holds at some places.
    pub(super) fn expect_at(&self, places: &[Place]) -> Result<()> {
        let keys: Vec<Key> = places.iter().map(Key::of_place).collect();
        let mut at: HashMap<Key, Option<Sighting>> = keys.iter().map(|key| (*key, None)).collect();
        for some in keys.chunks(PAGE) {
            let some: Vec<Value> = some.iter().map(|key| seen::hex(key).into()).collect();
            let found = seen::all(&self.cluster, json!({ "terms": { "place": some } }))?;
            at.extend(
                found
                    .into_iter()
                    .map(|(sighting, _)| (sighting.key(), Some(sighting))),
            );
        }
        *lock(&self.at) = at;
        Ok(())
    }

    /// Asks together for what the sightings of some articles will be compared with.
    pub(super) fn expect(&self, sightings: &[Sighting]) -> Result<()> {
        let mut asked: Vec<Asked> = Vec::new();
        for sighting in sightings {
            let places = [Asked::At(sighting.key()), Asked::OfContent(sighting.content)];
            asked.extend(places.into_iter().chain(sighting.address.map(Asked::AtAddress)));
        }
        asked.retain(|asked| !lock(&self.known).contains_key(asked));
        asked.sort_unstable();
        asked.dedup();
        let mut ids: Vec<ArticleId> = sightings.iter().map(|sighting| sighting.content).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| !lock(&self.near).contains_key(id));
        let searches = asked.iter().map(|asked| (Part::Sightings, body(asked.query())));
        let searches = searches.chain(ids.iter().map(|id| (Part::Articles, near_body(id))));
        let answers = self.cluster.search_many(&searches.collect::<Vec<_>>())?;
        let (seen, near) = answers.split_at(asked.len());
        for (asked, answer) in asked.into_iter().zip(seen) {
            let hits = hits_of(&self.cluster, answer)?;
            // What fills a page is asked for again, whole.
            if hits.len() < PAGE {
                let found = hits.iter().filter_map(sighting_of).map(|(sighting, _)| sighting);
                lock(&self.known).insert(asked, in_order(found.collect()));
            }
        }
        for (id, answer) in ids.into_iter().zip(near) {
            lock(&self.near).insert(id, near_of(hits_of(&self.cluster, answer)?));
        }
        Ok(())
    }

    fn asked(&self, asked: Asked) -> Result<Vec<Sighting>> {
        if let Some(known) = lock(&self.known).get(&asked) {
            return Ok(known.clone());
        }
        let found = seen::of(&self.cluster, &asked)?;
        lock(&self.known).insert(asked, found.clone());
        Ok(found)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The contents that share so many digits with one that these are told apart only by more.
fn near_body(id: &ArticleId) -> Value {
    let digits = &id.to_hex()[..usize::from(DIGITS)];
    json!({
        "query": { "prefix": { "content": { "value": digits } } }, "size": PAGE, "track_total_hits": false, "_source": false,
        "sort": [{ "content": "asc" }],
    })
}

fn near_of(hits: &[Value]) -> Vec<ArticleId> {
    hits.iter()
        .filter_map(|hit| ArticleId::from_hex(hit["sort"][0].as_str()?))
        .collect()
}

impl Register for Sightings {
    fn at(&self, place: &Key) -> Result<Option<Sighting>> {
        if let Some(at) = lock(&self.at).get(place) {
            return Ok(at.clone());
        }
        Ok(self.asked(Asked::At(*place))?.pop())
    }

    fn of_content(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.asked(Asked::OfContent(*id))
    }

    fn copies(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        match &self.beside {
            Some(beside) => Ok(beside.of(&self.cluster, id)?.1),
            None => self.asked(Asked::Copies(*id)),
        }
    }

    fn past(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        self.asked(Asked::Past(*id))
    }

    fn at_address(&self, address: &Key) -> Result<Vec<Sighting>> {
        self.asked(Asked::AtAddress(*address))
    }

    fn tied(&self, tie: &Key) -> Result<Vec<Sighting>> {
        self.asked(Asked::Tied(*tie))
    }

    fn places(&self) -> Result<Vec<Place>> {
        let pages = Pages::in_order(
            Part::Sightings,
            body(json!({ "exists": { "field": "place" } })),
            PAGE,
        );
        let found = pages.all(&self.cluster)?;
        let mut places: Vec<Place> = found
            .iter()
            .filter_map(sighting_of)
            .map(|(sighting, _)| sighting.place)
            .collect();
        places.sort();
        Ok(places)
    }

    fn near(&self, id: &ArticleId) -> Result<Vec<ArticleId>> {
        if let Some(near) = lock(&self.near).get(id) {
            return Ok(near.clone());
        }
        let answer = self.cluster.search(Part::Articles, &near_body(id))?;
        Ok(near_of(hits_of(&self.cluster, &answer)?))
    }
}
