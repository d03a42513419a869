//! How contents are brought to what follows from all sightings, while others do the same.
//!
//! What is searched is a function of the sightings alone, and each sighting is one document. Whoever has written sightings reads the
//! versions of the contents that these concern, *then* lets searches see all sightings that were acknowledged, works out what follows, and
//! replaces the versions that it read. Of two who do so, one was acknowledged before the other looked: that one's version is replaced, or
//! the other is too late and looks again. So a content is never left as somebody made it who had not seen all.
//!
//! That holds as long as who has seen all also writes, be it the same again; so what others have a hand in is always written. What one
//! commit alone has seen is not: nobody else can have concluded anything of it but by that commit's own note (`intent`).

use super::bulk::{Deed, Write, Written};
use super::cluster::{Cluster, Part, Revision, Stored};
use super::document::{Content, place_value};
use super::meta::TRIES;
use super::seen;
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::address::Key;
use crate::index::history::{Change, History};
use crate::index::register::Register;
use crate::index::sighting::{Sighting, Standing};
use crate::page::Place;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// So many values are asked for in one clause.
const SOME: usize = 1_000;
/// So many contents are written at once.
const AT_ONCE: usize = 200;

/// What was touched: contents, and addresses at which others may stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Touched {
    /// The contents.
    pub contents: BTreeSet<ArticleId>,
    /// The addresses.
    pub addresses: BTreeSet<Key>,
}

/// Who brings contents to what follows.
pub(super) struct Settling<'a> {
    /// Where.
    pub cluster: &'a Cluster,
    /// The contents that are at hand, and may have to be written again.
    pub at_hand: &'a HashMap<ArticleId, Content>,
    /// The sightings of this commit: what nobody else has seen is as it was written.
    pub own: &'a HashMap<Key, Sighting>,
}

/// Sightings that were read, with their versions.
#[derive(Clone, Default)]
struct Snapshot {
    by_place: BTreeMap<Key, (Sighting, Revision)>,
    by_content: HashMap<ArticleId, BTreeSet<Key>>,
    by_address: HashMap<Key, BTreeSet<Key>>,
}

impl Snapshot {
    fn add(&mut self, found: Vec<(Sighting, Revision)>) {
        for (sighting, revision) in found {
            let key = sighting.key();
            self.by_content.entry(sighting.content).or_default().insert(key);
            if let Some(address) = sighting.address {
                self.by_address.entry(address).or_default().insert(key);
            }
            self.by_place.insert(key, (sighting, revision));
        }
    }

    fn all(&self) -> impl Iterator<Item = &Sighting> {
        self.by_place.values().map(|(sighting, _)| sighting)
    }

    fn those(&self, keys: Option<&BTreeSet<Key>>) -> Vec<Sighting> {
        let found = keys
            .into_iter()
            .flatten()
            .filter_map(|key| self.by_place.get(key));
        seen::in_order(found.map(|(sighting, _)| sighting.clone()).collect())
    }

    /// The contents that others than one commit have seen, or that stand at an address where others have seen something.
    fn of_others(&self, own: &HashMap<Key, Sighting>) -> HashSet<ArticleId> {
        let is_own = |sighting: &Sighting| {
            let written = own.get(&sighting.key());
            written
                .is_some_and(|written| written.content == sighting.content && written.added == sighting.added)
        };
        let others: Vec<&Sighting> = self.all().filter(|sighting| !is_own(sighting)).collect();
        let addresses: HashSet<Key> = others.iter().filter_map(|sighting| sighting.address).collect();
        let concerned = self.all().filter(|sighting| {
            sighting
                .address
                .is_some_and(|address| addresses.contains(&address))
        });
        concerned
            .chain(others.iter().copied())
            .map(|sighting| sighting.content)
            .collect()
    }
}

impl Register for Snapshot {
    fn at(&self, place: &Key) -> Result<Option<Sighting>> {
        Ok(self.by_place.get(place).map(|(sighting, _)| sighting.clone()))
    }

    fn of_content(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        Ok(self.those(self.by_content.get(id)))
    }

    fn copies(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        let own = self.of_content(id)?.into_iter();
        Ok(own
            .filter(|sighting| sighting.standing == Standing::Further)
            .collect())
    }

    fn past(&self, _id: &ArticleId) -> Result<Vec<Sighting>> {
        Ok(Vec::new())
    }

    fn at_address(&self, address: &Key) -> Result<Vec<Sighting>> {
        Ok(self.those(self.by_address.get(address)))
    }

    fn tied(&self, _tie: &Key) -> Result<Vec<Sighting>> {
        Ok(Vec::new())
    }

    fn places(&self) -> Result<Vec<Place>> {
        Ok(self.all().map(|sighting| sighting.place.clone()).collect())
    }

    fn near(&self, _id: &ArticleId) -> Result<Vec<ArticleId>> {
        Ok(Vec::new())
    }
}

impl Settling<'_> {
    /// Brings what was touched to what follows from all sightings; whether anything was written. `always` writes what is right already,
    /// too.
    pub(super) fn settle(&self, touched: &Touched, always: bool) -> Result<bool> {
        self.brought(touched, |others, id| always || others.contains(id))
    }

    /// The same, of what was settled before: only what is not as it follows is written.
    pub(super) fn mend(&self, touched: &Touched) -> Result<bool> {
        self.brought(touched, |_, _| false)
    }

    fn brought(
        &self,
        touched: &Touched,
        again: impl Fn(&HashSet<ArticleId>, &ArticleId) -> bool,
    ) -> Result<bool> {
        let (mut open, mut has_written) = (touched.clone(), false);
        for _ in 0..TRIES {
            let (stored, snapshot, contents) = self.look(&open)?;
            let addresses = open.addresses.iter().copied();
            let changes = History::concerning(Box::new(snapshot.clone()), contents, addresses).changes()?;
            let others = snapshot.of_others(self.own);
            let late = self.bring(&changes, &stored, |id| again(&others, id), &mut has_written)?;
            let late: BTreeSet<ArticleId> = late
                .into_iter()
                .chain(self.bring_sightings(&changes, &snapshot)?)
                .collect();
            if late.is_empty() {
                return Ok(has_written);
            }
            open = Touched {
                contents: late,
                addresses: BTreeSet::new(),
            };
        }
        Err(self
            .cluster
            .client
            .unavailable("others write the same pages at the same time"))
    }

    /// Reads the versions of all contents that are concerned, and after them the sightings.
    fn look(&self, open: &Touched) -> Result<(HashMap<ArticleId, Stored>, Snapshot, BTreeSet<ArticleId>)> {
        let (mut contents, mut stored) = (open.contents.clone(), HashMap::new());
        loop {
            self.read_versions(&contents, &mut stored)?;
            let looked_at = contents.len();
            self.cluster.refresh(&[Part::Sightings])?;
            let mut snapshot = Snapshot::default();
            snapshot.add(self.sightings("address", open.addresses.iter().map(seen::hex))?);
            contents.extend(snapshot.all().map(|sighting| sighting.content));
            snapshot.add(self.sightings("seen", contents.iter().map(ArticleId::to_hex))?);
            let others: BTreeSet<Key> = snapshot.all().filter_map(|sighting| sighting.address).collect();
            let others = others.difference(&open.addresses);
            snapshot.add(self.sightings("address", others.map(seen::hex))?);
            if contents.len() == looked_at {
                return Ok((stored, snapshot, contents));
            }
        }
    }

    fn read_versions(
        &self,
        contents: &BTreeSet<ArticleId>,
        stored: &mut HashMap<ArticleId, Stored>,
    ) -> Result<()> {
        // All anew: a version counts that was read before the sightings.
        stored.clear();
        let ids: Vec<String> = contents.iter().map(ArticleId::to_hex).collect();
        let found = self.cluster.documents(Part::Articles, &ids, &["id", "at"])?;
        stored.extend(
            contents
                .iter()
                .zip(found)
                .filter_map(|(id, found)| Some((*id, found?))),
        );
        Ok(())
    }

    fn sightings(
        &self,
        field: &str,
        values: impl Iterator<Item = String>,
    ) -> Result<Vec<(Sighting, Revision)>> {
        let values: Vec<Value> = values.map(Value::from).collect();
        let mut found = Vec::new();
        for some in values.chunks(SOME) {
            found.extend(seen::all(self.cluster, json!({ "terms": { field: some } }))?);
        }
        Ok(found)
    }

    /// Writes what is to become of contents; those where somebody else was faster.
    fn bring(
        &self,
        changes: &[Change],
        stored: &HashMap<ArticleId, Stored>,
        again: impl Fn(&ArticleId) -> bool,
        has_written: &mut bool,
    ) -> Result<Vec<ArticleId>> {
        let is_to_be_written =
            |change: &&Change| self.is_to_be_written(change, stored.get(&change.id), again(&change.id));
        let to_write: Vec<&Change> = changes.iter().filter(is_to_be_written).collect();
        *has_written |= !to_write.is_empty();
        let mut late = Vec::new();
        for some in to_write.chunks(AT_ONCE) {
            let (mut writes, mut of) = (Vec::new(), Vec::new());
            for (change, content) in some.iter().zip(self.contents(some)?) {
                let Some(content) = content else { continue };
                let document = content.document(change.searched, change.place.as_ref());
                let deed = match stored.get(&change.id) {
                    Some(stored) => Deed::Replace(document, stored.revision),
                    None => Deed::Create(document),
                };
                writes.push(Write {
                    id: change.id.to_hex(),
                    deed,
                });
                of.push(change.id);
            }
            let written = self.cluster.write(Part::Articles, &writes)?;
            late.extend(
                of.into_iter()
                    .zip(written)
                    .filter(|(_, written)| *written == Written::TooLate)
                    .map(|(id, _)| id),
            );
        }
        Ok(late)
    }

    fn bring_sightings(&self, changes: &[Change], snapshot: &Snapshot) -> Result<Vec<ArticleId>> {
        let (mut writes, mut of) = (Vec::new(), Vec::new());
        for sighting in changes.iter().flat_map(|change| &change.sightings) {
            let place = sighting.key();
            if let Some((_, revision)) = snapshot.by_place.get(&place) {
                let key = seen::hex(&place);
                writes.push(Write {
                    deed: Deed::Replace(seen::document(sighting, &key), *revision),
                    id: key,
                });
                of.push(sighting.content);
            }
        }
        let written = self.cluster.write(Part::Sightings, &writes)?;
        let late = of
            .into_iter()
            .zip(written)
            .filter(|(_, written)| *written == Written::TooLate);
        Ok(late.map(|(id, _)| id).collect())
    }

    /// Whether a content is to be written: it is not as it follows, or is to be written whatever it is.
    fn is_to_be_written(&self, change: &Change, stored: Option<&Stored>, always: bool) -> bool {
        let Some(stored) = stored else {
            // What was deleted stays so, but where its page is at hand: then it came again.
            return self.at_hand.contains_key(&change.id) && change.place.is_some();
        };
        let stands = change
            .place
            .as_ref()
            .is_none_or(|place| stored.source["at"] == place_value(place));
        always || !stands || stored.source["id"].is_string() != change.searched
    }

    /// The contents of some changes, those that are not at hand read again.
    fn contents(&self, changes: &[&Change]) -> Result<Vec<Option<Content>>> {
        let missing: Vec<String> = changes
            .iter()
            .filter(|change| !self.at_hand.contains_key(&change.id))
            .map(|change| change.id.to_hex())
            .collect();
        let mut read = self
            .cluster
            .documents(Part::Articles, &missing, &["record", "dropped", "page"])?
            .into_iter();
        let content = |change: &&Change| match self.at_hand.get(&change.id) {
            Some(content) => Some(content.clone()),
            None => read
                .next()
                .flatten()
                .and_then(|stored| Content::of(&stored.source)),
        };
        Ok(changes.iter().map(content).collect())
    }
}
