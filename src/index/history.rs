//! What an ingest that goes on makes of contents and sightings: over what is committed lies what was seen since, and from both follows
//! which contents are searched and at which place each is shown.

mod shown;
mod since;

use crate::article::{ArticleId, DIGITS};
use crate::error::Result;
use crate::index::AddOutcome;
use crate::index::address::Key;
use crate::index::register::Register;
use crate::index::sighting::{Sighting, Standing};
use crate::page::Place;
use shown::Shown;
use since::Since;
use std::collections::{BTreeSet, HashSet};

/// What a sighting makes of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// What became of the page.
    pub added: AddOutcome,
    /// Whether the content was known before, of whatever version.
    pub known: bool,
    /// Whether nothing is to be settled but that it is searched: whoever adds the content adds its sighting too.
    pub alone: bool,
}

/// What is to become of a content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// The content.
    pub id: ArticleId,
    /// Whether it is searched.
    pub searched: bool,
    /// The least place that shows it; none where none does.
    pub place: Option<Place>,
    /// Its sightings that are not written as they are now.
    pub sightings: Vec<Sighting>,
}

/// What was committed, and what was seen since.
pub(super) struct History {
    register: Box<dyn Register>,
    since: Since,
    /// With so many digits the identities are told apart.
    digits: u8,
}

impl History {
    /// Nothing seen since what is committed.
    pub(super) fn new(register: Box<dyn Register>, digits: u8) -> History {
        let since = Since::default();
        History {
            register,
            since,
            digits,
        }
    }

    /// What some contents and addresses come to, by what is committed.
    pub(super) fn concerning(
        register: Box<dyn Register>,
        contents: impl IntoIterator<Item = ArticleId>,
        addresses: impl IntoIterator<Item = Key>,
    ) -> History {
        let mut history = History::new(register, DIGITS);
        history.since.touched.extend(contents);
        history.since.addresses.extend(addresses);
        history
    }

    /// What holds at each place of which something was seen since, if anything does.
    pub(super) fn seen_since(&self) -> impl Iterator<Item = (&Key, Option<&Sighting>)> {
        self.since
            .places
            .iter()
            .map(|(key, (now, _))| (key, now.as_ref()))
    }

    /// The contents and addresses of which something was seen since that may concern others.
    pub(super) fn touched(&self) -> (&BTreeSet<ArticleId>, &BTreeSet<Key>) {
        (&self.since.touched, &self.since.addresses)
    }

    /// What is committed.
    pub(super) fn register(&self) -> &dyn Register {
        &*self.register
    }

    /// With so many digits the identities are told apart.
    pub(super) fn digits(&self) -> u8 {
        self.digits
    }

    /// Looks at what is committed now; what was seen since stays.
    pub(super) fn look_again(&mut self, register: Box<dyn Register>) {
        self.register = register;
    }

    /// Everything that was seen is committed.
    pub(super) fn settled(&mut self) {
        self.since = Since::default();
    }

    /// Whether everything that was seen is committed.
    pub(super) fn is_settled(&self) -> bool {
        self.since.contents.is_empty() && self.since.places.is_empty()
    }

    /// Whether a content is known, of whatever version.
    pub(super) fn knows(&mut self, id: &ArticleId) -> Result<bool> {
        if self.since.contents.contains(id) {
            return Ok(true);
        }
        let near = self.register.near(id)?;
        let (least, greatest) =
            ArticleId::beginning_with(&id.to_hex()[..usize::from(DIGITS)]).unwrap_or((*id, *id));
        let others = near.iter().chain(self.since.contents.range(least..=greatest));
        let apart = others
            .filter(|other| *other != id)
            .map(|other| other.digits_apart(id));
        self.digits = self.digits.max(apart.max().unwrap_or(DIGITS));
        self.since.contents.insert(*id);
        Ok(near.contains(id))
    }

    /// Notes that a content was seen, and says what that makes of it.
    pub(super) fn see(&mut self, sighting: Sighting) -> Result<Seen> {
        let before = self.at(&sighting.key())?;
        if before
            .as_ref()
            .is_some_and(|before| before.content == sighting.content)
        {
            return Ok(Seen {
                added: AddOutcome::Unchanged,
                known: true,
                alone: false,
            });
        }
        let overwritten = self.overwritten(before.as_ref(), &sighting)?;
        let known = self.knows(&sighting.content)?;
        let shown = match &sighting.address {
            Some(address) => self.shown(address)?,
            None => None,
        };
        let overtakes =
            shown.is_some_and(|shown| shown.latest.1 != sighting.content && shown.latest < sighting.order());
        let replaces = before.is_some() && overwritten.is_none();
        let added = match (replaces, known) {
            (false, true) if !overtakes && self.is_shown(&sighting.content)? => AddOutcome::Duplicate,
            (false, false) if shown.is_none() => AddOutcome::New,
            (false, _) if self.is_form(shown, &sighting)? => AddOutcome::Duplicate,
            _ => AddOutcome::Updated,
        };
        // At a place that was left since, what stood there is still to be taken away.
        let is_untouched = !self.since.places.contains_key(&sighting.key());
        let alone = added == AddOutcome::New && before.is_none() && is_untouched;
        if !alone {
            self.touch(&sighting);
        }
        if let Some(address) = sighting.address {
            let first = || Shown::of(std::slice::from_ref(&sighting));
            match shown.map_or_else(first, |shown| shown.and(&sighting)) {
                Some(shown) => self.since.shown.insert(address, Some(shown)),
                None => self.since.shown.remove(&address),
            };
        }
        if known {
            self.found_again(&sighting)?;
        }
        match overwritten {
            Some(overwritten) => self.since.put(overwritten.key(), Some(overwritten), false),
            None => before.into_iter().for_each(|before| self.leave(before)),
        }
        self.since.put(sighting.key(), Some(sighting), alone);
        Ok(Seen { added, known, alone })
    }

    /// What becomes of the sighting in whose place another record stands now. A file of records that is written anew shows other
    /// articles, not other versions of these: an article stays until it is pruned, unless the record that took its place has its address,
    /// or the file shows it elsewhere.
    fn overwritten(&mut self, before: Option<&Sighting>, now: &Sighting) -> Result<Option<Sighting>> {
        let Some(before) = before.filter(|before| before.place.is_of_record()) else {
            return Ok(None);
        };
        let is_newer_version = before.address.is_some() && before.address == now.address;
        let elsewhere =
            |other: &Sighting| other.place.path == before.place.path && other.place != before.place;
        if is_newer_version || self.of_content(&before.content)?.iter().any(elsewhere) {
            return Ok(None);
        }
        self.touch(before);
        let mut overwritten = before.clone();
        overwritten.place.overwritten = Some(before.content.to_hex());
        Ok(Some(overwritten))
    }

    /// A file shows a content again that had been overwritten in it.
    fn found_again(&mut self, sighting: &Sighting) -> Result<()> {
        for other in self.of_content(&sighting.content)? {
            if other.place.overwritten.is_some() && other.place.path == sighting.place.path {
                self.touch(&other);
                if let Some(address) = &other.address {
                    self.since.shown.remove(address);
                }
                self.since.put(other.key(), None, false);
            }
        }
        Ok(())
    }

    /// Nothing stands at a place any more: the content that it showed, if it showed one.
    pub(super) fn gone(&mut self, place: &Place) -> Result<Option<ArticleId>> {
        let key = Key::of_place(place);
        let Some(before) = self.at(&key)? else {
            return Ok(None);
        };
        let id = before.content;
        self.leave(before);
        self.since.put(key, None, false);
        Ok(Some(id))
    }

    /// The places that show an older text of an address that shows a content, and none of the others that go with it: they would rise.
    pub(super) fn beneath(&mut self, id: &ArticleId, others: &[ArticleId]) -> Result<Vec<Place>> {
        let mut beneath = Vec::new();
        for address in self
            .of_content(id)?
            .iter()
            .filter_map(|sighting| sighting.address)
        {
            if self.shows(&address, id)? {
                let sightings = self.at_address(&address)?.into_iter();
                let older = sightings.filter(|sighting| !others.contains(&sighting.content));
                beneath.extend(older.map(|sighting| sighting.place));
            }
        }
        Ok(beneath)
    }

    /// A content is deleted: nothing of it is settled any more. Says where it stood.
    pub(super) fn forget(&mut self, id: &ArticleId) -> Result<Vec<Sighting>> {
        let sightings = self.of_content(id)?;
        for sighting in &sightings {
            self.since.put(sighting.key(), None, true);
        }
        self.since.forgotten.insert(*id);
        Ok(sightings)
    }

    /// The address of a content is another one now, wherever it is seen.
    pub(super) fn move_to(&mut self, id: &ArticleId, address: Option<Key>) -> Result<()> {
        self.since.contents.insert(*id);
        self.since.touched.insert(*id);
        for sighting in self.of_content(id)? {
            if sighting.address == address {
                continue;
            }
            self.touch(&sighting);
            self.since.addresses.extend(address);
            self.since
                .put(sighting.key(), Some(Sighting { address, ..sighting }), false);
        }
        Ok(())
    }

    /// What is to become of the contents that are touched.
    pub(super) fn changes(&mut self) -> Result<Vec<Change>> {
        let mut contents = self.since.touched.clone();
        for address in self.since.addresses.clone() {
            let sightings = self.at_address(&address)?;
            self.since.shown.insert(address, Shown::of(&sightings));
            contents.extend(sightings.into_iter().map(|sighting| sighting.content));
        }
        contents.retain(|id| !self.since.forgotten.contains(id));
        contents.iter().map(|id| self.change(id)).collect()
    }

    fn change(&mut self, id: &ArticleId) -> Result<Change> {
        let mut sightings = self.of_content(id)?;
        let (mut searched, mut changed) = (false, HashSet::new());
        for sighting in &sightings {
            searched = searched
                || match &sighting.address {
                    None => true,
                    Some(address) => self.shows(address, id)?,
                };
        }
        for sighting in &mut sightings {
            let best = self.best_form(sighting)?;
            if std::mem::replace(&mut sighting.form_of, best) != best {
                changed.insert(sighting.key());
            }
        }
        // Where a capture only says that the page is what it was, nobody can read it.
        let places = sightings
            .iter()
            .map(|sighting| (sighting.repeated, &sighting.place));
        let place = places.min().map(|(_, place)| place.clone());
        sightings.retain_mut(|sighting| {
            let standing = match place.as_ref() == Some(&sighting.place) {
                true => Standing::First,
                false => Standing::Further,
            };
            let stands = std::mem::replace(&mut sighting.standing, standing) == standing;
            let written = self
                .since
                .places
                .get(&sighting.key())
                .is_none_or(|(_, written)| *written);
            !(stands && written) || changed.contains(&sighting.key())
        });
        Ok(Change {
            id: *id,
            searched,
            place,
            sightings,
        })
    }

    /// The places of which something else is true than what is committed or written.
    pub(super) fn changed_places(&self) -> impl Iterator<Item = &Key> {
        let places = self.since.places.iter();
        places.filter(|(_, (_, written))| !written).map(|(key, _)| key)
    }

    /// The sightings that hold no more since.
    pub(super) fn past(&self) -> &[Sighting] {
        &self.since.past
    }

    fn at(&self, place: &Key) -> Result<Option<Sighting>> {
        match self.since.places.get(place) {
            Some((now, _)) => Ok(now.clone()),
            None => self.register.at(place),
        }
    }

    fn of_content(&self, id: &ArticleId) -> Result<Vec<Sighting>> {
        let committed = self.register.of_content(id)?;
        let fresh = self.since.by_content.get(id);
        Ok(self
            .since
            .over(committed, fresh, |sighting| sighting.content == *id))
    }

    fn at_address(&self, address: &Key) -> Result<Vec<Sighting>> {
        let committed = self.register.at_address(address)?;
        let fresh = self.since.by_address.get(address);
        Ok(self
            .since
            .over(committed, fresh, |sighting| sighting.address == Some(*address)))
    }

    /// Whether some place shows a content.
    fn is_shown(&self, id: &ArticleId) -> Result<bool> {
        let fresh = self.since.by_content.get(id).into_iter().flatten();
        let mut fresh = fresh.filter_map(|key| self.since.places.get(key)?.0.as_ref());
        Ok(fresh.any(|sighting| sighting.content == *id) || !self.of_content(id)?.is_empty())
    }

    fn touch(&mut self, sighting: &Sighting) {
        self.since.touched.insert(sighting.content);
        self.since.addresses.extend(sighting.address);
    }

    fn leave(&mut self, before: Sighting) {
        self.touch(&before);
        if let Some(address) = &before.address {
            self.since.shown.remove(address);
        }
        self.since.past.push(Sighting {
            standing: Standing::Past,
            ..before
        });
    }
}
