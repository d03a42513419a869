//! The steps of a commit: each is acknowledged before the next is sent.

use super::RemoteWriter;
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::address::Key;
use crate::index::history::Change;
use crate::index::remote::bulk::{Deed, Write, Written};
use crate::index::remote::cluster::{Part, Stored};
use crate::index::remote::converge::{Settling, Touched};
use crate::index::remote::document::Content;
use crate::index::remote::intent::{self, Intent};
use crate::index::remote::meta::{Note, TRIES};
use crate::index::remote::seen;
use crate::index::sighting::{Sighting, Standing};
use serde_json::{Value, json};
use std::collections::HashMap;

/// So many contents are written, or deleted, at once.
const AT_ONCE: usize = 200;

impl RemoteWriter {
    /// What the commit will touch.
    fn touched(&self) -> Touched {
        let (contents, addresses) = self.history.touched();
        let mut touched = Touched {
            contents: contents.clone(),
            addresses: addresses.clone(),
        };
        touched.contents.extend(self.contents.keys());
        for (_, sighting) in self.history.seen_since() {
            touched.contents.extend(sighting.map(|sighting| sighting.content));
            touched
                .addresses
                .extend(sighting.and_then(|sighting| sighting.address));
        }
        touched.contents.retain(|id| !self.deleted.contains(id));
        touched
    }

    /// Writes the contents that came, each as it seems to follow.
    fn write_contents(&self, changes: &[Change]) -> Result<()> {
        let changes: HashMap<ArticleId, &Change> = changes.iter().map(|change| (change.id, change)).collect();
        let document = |content: &Content| match changes.get(&content.id()) {
            Some(change) => content.document(change.searched, change.place.as_ref()),
            None => content.document(!self.older.contains(&content.id()), None),
        };
        let (replaced, new): (Vec<&Content>, Vec<&Content>) = self
            .contents
            .values()
            .partition(|content| self.replaced.contains(&content.id()));
        for some in new.chunks(AT_ONCE) {
            let create = |content: &&Content| Write {
                id: content.id().to_hex(),
                deed: Deed::Create(document(content)),
            };
            // One that is there already is what somebody else made of the same bytes.
            self.cluster
                .write(Part::Articles, &some.iter().map(create).collect::<Vec<_>>())?;
        }
        self.replace_all(replaced, document)
    }

    fn replace_all(&self, mut open: Vec<&Content>, document: impl Fn(&Content) -> Value) -> Result<()> {
        for _ in 0..TRIES {
            let ids: Vec<String> = open.iter().map(|content| content.id().to_hex()).collect();
            let stored = self.cluster.documents(Part::Articles, &ids, &["id"])?;
            let there: Vec<(&Content, Stored)> = open
                .into_iter()
                .zip(stored)
                .filter_map(|(content, stored)| Some((content, stored?)))
                .collect();
            let replace = |(content, stored): &(&Content, Stored)| Write {
                id: content.id().to_hex(),
                deed: Deed::Replace(document(content), stored.revision),
            };
            let written = self
                .cluster
                .write(Part::Articles, &there.iter().map(replace).collect::<Vec<_>>())?;
            let late = there
                .into_iter()
                .zip(written)
                .filter(|(_, written)| *written == Written::TooLate);
            open = late.map(|((content, _), _)| content).collect();
            if open.is_empty() {
                return Ok(());
            }
        }
        Err(self
            .cluster
            .client
            .unavailable("others write the same pages at the same time"))
    }

    /// Writes what holds at the places at which something was seen, and keeps what held there. What somebody else saw there later stays.
    fn write_sightings(&mut self, changes: &[Change]) -> Result<HashMap<Key, Sighting>> {
        let mut open: HashMap<Key, Option<Sighting>> = HashMap::new();
        open.extend(self.history.seen_since().map(|(key, now)| (*key, now.cloned())));
        for sighting in changes.iter().flat_map(|change| &change.sightings) {
            open.insert(sighting.key(), Some(sighting.clone()));
        }
        self.past.extend(self.history.past().iter().cloned());
        self.write_past(&self.past)?;
        let mut own = HashMap::new();
        for _ in 0..TRIES {
            let keys: Vec<Key> = open.keys().copied().collect();
            let ids: Vec<String> = keys.iter().map(seen::hex).collect();
            let stored = self.cluster.documents(Part::Sightings, &ids, &["record"])?;
            let (mut writes, mut of) = (Vec::new(), Vec::new());
            for (key, stored) in keys.into_iter().zip(stored) {
                let now = open.remove(&key).flatten();
                if let Some(write) = self.placed(&key, now.as_ref(), stored)? {
                    writes.push(write);
                    of.push((key, now));
                }
            }
            let written = self.cluster.write(Part::Sightings, &writes)?;
            for ((key, now), written) in of.into_iter().zip(written) {
                match written {
                    Written::Done => own.extend(now.map(|now| (key, now))),
                    Written::TooLate => drop(open.insert(key, now)),
                }
            }
            if open.is_empty() {
                return Ok(own);
            }
        }
        Err(self
            .cluster
            .client
            .unavailable("others write the same pages at the same time"))
    }

    /// The write that makes a place show what holds there now; nothing where it shows that, or something that was seen later.
    fn placed(&self, key: &Key, now: Option<&Sighting>, stored: Option<Stored>) -> Result<Option<Write>> {
        let id = seen::hex(key);
        let Some(stored) = stored else {
            return Ok(now.map(|now| Write {
                deed: Deed::Create(seen::document(now, &id)),
                id,
            }));
        };
        let before = Sighting::from_bytes(stored.source["record"].to_string().as_bytes());
        let before = before.ok_or_else(|| self.cluster.client.unusable("a sighting cannot be read"))?;
        let Some(now) = now else {
            return Ok(Some(Write {
                id,
                deed: Deed::Delete(stored.revision),
            }));
        };
        if before == *now {
            return Ok(None);
        }
        let held = Sighting {
            standing: Standing::Past,
            ..before.clone()
        };
        let is_known = before.content == now.content
            || self.past.contains(&held)
            || self.deleted.contains(&before.content);
        if !is_known && before.added > now.added {
            self.write_past(&[Sighting {
                standing: Standing::Past,
                ..now.clone()
            }])?;
            return Ok(None);
        }
        if !is_known {
            self.write_past(&[held])?;
        }
        Ok(Some(Write {
            deed: Deed::Replace(seen::document(now, &id), stored.revision),
            id,
        }))
    }

    fn write_past(&self, past: &[Sighting]) -> Result<()> {
        let mut times: HashMap<Vec<u8>, u32> = HashMap::new();
        let mut write = |sighting: &Sighting| {
            let bytes = sighting.to_bytes();
            let id = format!(
                "{}-{}",
                seen::hex(&Key::of(&bytes)),
                times.entry(bytes).and_modify(|times| *times += 1).or_default()
            );
            Write {
                deed: Deed::Create(seen::document(sighting, &id)),
                id,
            }
        };
        let writes: Vec<Write> = past.iter().map(&mut write).collect();
        self.cluster.write(Part::Sightings, &writes).map(drop)
    }

    /// Takes out what was deleted, with all that was ever seen of it.
    fn take_out(&self) -> Result<()> {
        let ids: Vec<Value> = self.deleted.iter().map(|id| id.to_hex().into()).collect();
        for some in ids.chunks(AT_ONCE) {
            let past = seen::keys(&self.cluster, json!({ "terms": { "was": some } }))?;
            let remove = |id: String| Write {
                id,
                deed: Deed::Remove,
            };
            self.cluster
                .write(Part::Sightings, &past.into_iter().map(remove).collect::<Vec<_>>())?;
            let contents = some
                .iter()
                .filter_map(Value::as_str)
                .map(|id| remove(id.to_string()));
            self.cluster
                .write(Part::Articles, &contents.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    /// Writes all that came, in the order in which one needs the other.
    pub(super) fn write_all(&mut self) -> Result<()> {
        let changes = self.history.changes()?;
        let touched = self.touched();
        for (id, place) in self.pack.commit()? {
            if let Some(content) = self.contents.get_mut(&id) {
                content.page = place;
            }
        }
        let intent = Intent::note(&self.cluster, &touched)?;
        let seen = self
            .history
            .seen_since()
            .filter_map(|(_, sighting)| Some(sighting?.place.path.to_string()));
        self.words.write(&self.cluster, self.contents.values(), seen)?;
        self.write_contents(&changes)?;
        let own = self.write_sightings(&changes)?;
        self.take_out()?;
        let settling = Settling {
            cluster: &self.cluster,
            at_hand: &self.contents,
            own: &own,
        };
        settling.settle(&touched, false)?;
        if !intent.done(&self.cluster)? {
            settling.settle(&touched, true)?;
            intent.remove(&self.cluster)?;
        }
        self.tell_of_commit()
    }

    /// Lets everybody see what was written, and says that something was.
    fn tell_of_commit(&self) -> Result<()> {
        self.cluster
            .refresh(&[Part::Articles, Part::Sightings, Part::Forms])?;
        let digits = self.history.digits();
        let counted = self.cluster.change(Note::Commit, |before| {
            let most = before["digits"].as_u64().unwrap_or(0).max(digits.into());
            Some(json!({ "number": before["number"].as_u64().unwrap_or(0) + 1, "digits": most }))
        });
        counted.map(drop)
    }

    /// Whether anything came since the last commit.
    pub(super) fn has_news(&self) -> bool {
        !(self.contents.is_empty()
            && self.past.is_empty()
            && self.deleted.is_empty()
            && self.history.is_settled())
    }

    /// Brings to their end the commits of writers that died.
    pub(super) fn bring_others_to_their_end(&self) -> Result<()> {
        for taken in intent::taken_over(&self.cluster)? {
            let (none, own) = (HashMap::new(), HashMap::new());
            let settling = Settling {
                cluster: &self.cluster,
                at_hand: &none,
                own: &own,
            };
            let has_written = match taken.was_swept {
                true => settling.mend(&taken.touched)?,
                false => settling.settle(&taken.touched, true)?,
            };
            if has_written {
                self.tell_of_commit()?;
            }
            if taken.is_old {
                taken.intent.remove(&self.cluster)?;
            }
        }
        Ok(())
    }
}
