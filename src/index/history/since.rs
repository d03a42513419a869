//! What was seen since the last commit, by place, content, address and digest.

use super::shown::Shown;
use crate::article::ArticleId;
use crate::index::address::Key;
use crate::index::sighting::Sighting;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What was seen since, and what of the committed it concerns.
#[derive(Default)]
pub(super) struct Since {
    /// What holds at a place now, if anything does, and whether its document was added as it is.
    pub places: HashMap<Key, (Option<Sighting>, bool)>,
    pub by_content: HashMap<ArticleId, HashSet<Key>>,
    pub by_address: HashMap<Key, HashSet<Key>>,
    pub shown: HashMap<Key, Option<Shown>>,
    pub by_digest: HashMap<Key, Key>,
    pub past: Vec<Sighting>,
    pub contents: BTreeSet<ArticleId>,
    pub touched: BTreeSet<ArticleId>,
    pub addresses: BTreeSet<Key>,
    pub forgotten: HashSet<ArticleId>,
}

impl Since {
    /// The committed sightings that still hold, and the fresh ones.
    pub(super) fn over(
        &self,
        committed: Vec<Sighting>,
        fresh: Option<&HashSet<Key>>,
        is_one: impl Fn(&Sighting) -> bool,
    ) -> Vec<Sighting> {
        let still = committed
            .into_iter()
            .filter(|sighting| !self.places.contains_key(&sighting.key()));
        let fresh = fresh.into_iter().flatten();
        let fresh = fresh.filter_map(|key| self.places.get(key)?.0.clone());
        still.chain(fresh.filter(is_one)).collect()
    }

    /// Notes what holds at a place now, and whether its document was added as it is.
    pub(super) fn put(&mut self, key: Key, now: Option<Sighting>, written: bool) {
        if let Some(sighting) = &now {
            self.by_content.entry(sighting.content).or_default().insert(key);
            if let Some(address) = sighting.address {
                self.by_address.entry(address).or_default().insert(key);
            }
            if let Some(digest) = sighting.digest {
                self.by_digest.insert(digest, key);
            }
        }
        self.places.insert(key, (now, written));
    }
}
