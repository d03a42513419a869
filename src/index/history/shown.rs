//! Which content an address shows: of the forms of a page the best, of its versions the latest.

use super::History;
use crate::article::ArticleId;
use crate::calendar::Moment;
use crate::error::Result;
use crate::index::address;
use crate::index::address::Key;
use crate::index::sighting::Sighting;
use crate::page::{Place, Revisit, SavedAs};

/// The latest sighting of an address.
type Latest = (Option<Moment>, ArticleId);

/// What an address shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shown {
    /// The sighting that gives it: its moment, and its content.
    pub latest: Latest,
    /// The form of all its sightings, where they have but one.
    form: Option<SavedAs>,
}

impl Shown {
    /// What an address with these sightings shows: the latest of those that are no lesser form of another.
    pub(super) fn of(sightings: &[Sighting]) -> Option<Shown> {
        let first = sightings.first()?.form;
        let alike = sightings.iter().all(|sighting| sighting.form == first);
        let versions = sightings
            .iter()
            .filter(|sighting| alike || sighting.best_form(sightings).is_none());
        Some(Shown {
            latest: versions.map(Sighting::order).max()?,
            form: alike.then_some(first),
        })
    }

    /// The same with one sighting more; nothing where all of them have to be looked at.
    pub(super) fn and(self, sighting: &Sighting) -> Option<Shown> {
        let latest = self.latest.max(sighting.order());
        (self.form == Some(sighting.form)).then_some(Shown { latest, ..self })
    }
}

impl History {
    /// Whether a place shows a content.
    pub(crate) fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool> {
        Ok(self
            .at(&Key::of_place(place))?
            .is_some_and(|now| now.content == *id))
    }

    /// What an address shows.
    pub(super) fn shown(&mut self, address: &Key) -> Result<Option<Shown>> {
        if let Some(shown) = self.since.shown.get(address) {
            return Ok(*shown);
        }
        let shown = Shown::of(&self.at_address(address)?);
        self.since.shown.insert(*address, shown);
        Ok(shown)
    }

    /// Whether an address shows a content.
    pub(super) fn shows(&mut self, address: &Key, id: &ArticleId) -> Result<bool> {
        Ok(self.shown(address)?.is_some_and(|shown| shown.latest.1 == *id))
    }

    /// Whether a sighting is another form of the page that its address shows.
    pub(super) fn is_form(&self, shown: Option<Shown>, sighting: &Sighting) -> Result<bool> {
        let (Some(address), Some(shown)) = (&sighting.address, shown) else {
            return Ok(false);
        };
        if shown.form == Some(sighting.form) {
            return Ok(false);
        }
        let others = self.at_address(address)?;
        Ok(others.iter().any(|other| sighting.is_form_beside(other)))
    }

    /// The content that is shown in the place of a sighting, as the better form of its page.
    pub(super) fn best_form(&mut self, sighting: &Sighting) -> Result<Option<ArticleId>> {
        let Some(address) = &sighting.address else {
            return Ok(None);
        };
        if self.shown(address)?.is_none_or(|shown| shown.form.is_some()) {
            return Ok(None);
        }
        let best = sighting
            .best_form(&self.at_address(address)?)
            .map(|best| best.content);
        Ok(best)
    }

    /// What a further capture was a capture of: it names the digest of what was served, or where and when that was captured before.
    pub(crate) fn captured(&mut self, revisit: &Revisit) -> Result<Option<Sighting>> {
        if let Some(digest) = revisit.digest.as_deref().map(Key::of_digest) {
            let fresh = self.since.by_digest.get(&digest);
            let fresh = fresh.and_then(|place| self.since.places.get(place)?.0.clone());
            let found = match fresh {
                Some(fresh) => Some(fresh),
                None => self.register.tied(&digest)?.pop(),
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        let Some(address) = revisit.url.as_deref().and_then(address::key_of_url) else {
            return Ok(None);
        };
        let before = |sighting: &Sighting| sighting.moment <= revisit.moment;
        let captures = self.at_address(&address)?.into_iter();
        Ok(captures.filter(before).max_by_key(Sighting::order))
    }
}
