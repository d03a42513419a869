//! Which texts stood where, and which took the place of which.

use crate::article::ArticleId;
use crate::calendar::Moment;
use crate::error::Result;
use crate::index::register::Register;
use crate::index::sighting::{Sighting, Standing};
use crate::index::{Archive, Version};
use crate::page::Place;
use std::collections::BTreeSet;

/// A text at a place, from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// The text.
    pub id: ArticleId,
    /// Where it stood.
    pub place: Place,
    /// Since when, as far as is known: the moment of crawl, else of ingest.
    pub since: Option<Moment>,
    /// Whether it is searched.
    pub version: Version,
}

impl Archive {
    /// Everything that stood where an article stands or stood, its places and its address, the earliest first. The same text comes once
    /// for every time at which it came to stand there.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn versions(&self, id: &ArticleId) -> Result<Vec<Stood>> {
        let register = self.store.register();
        let mut found = own(&*register, id)?;
        let ties: BTreeSet<_> = found.iter().flat_map(Sighting::ties).collect();
        for tie in &ties {
            let tied = register.tied(tie)?;
            for sighting in &tied {
                // Another tie may have told it already; within a second a text may have come to stand there twice.
                let times = |list: &[Sighting]| list.iter().filter(|other| *other == sighting).count();
                if times(&found) < times(&tied) {
                    found.push(sighting.clone());
                }
            }
        }
        found.sort_by(|a, b| (a.order(), &a.place).cmp(&(b.order(), &b.place)));
        found.into_iter().map(|sighting| self.stood(sighting)).collect()
    }

    fn stood(&self, sighting: Sighting) -> Result<Stood> {
        let searched = self.store.is_searched(&sighting.content)?;
        let mut place = sighting.place;
        if let Some(paths) = &self.paths {
            place.path = paths.shown(&place.path);
        }
        Ok(Stood {
            id: self.shown(sighting.content),
            place,
            since: sighting.moment,
            version: match (searched, sighting.form_of) {
                (true, _) => Version::Current,
                (false, None) => Version::Superseded,
                (false, Some(_)) => Version::Form,
            },
        })
    }

    /// The version that took the place of an older one; nothing where nothing stands there.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn newer(&self, id: &ArticleId) -> Result<Option<ArticleId>> {
        let register = self.store.register();
        let mut holds: Vec<Sighting> = Vec::new();
        for tie in own(&*register, id)?.iter().flat_map(Sighting::ties) {
            let tied = register.tied(&tie)?.into_iter();
            holds.extend(
                tied.filter(|sighting| sighting.standing != Standing::Past && sighting.content != *id)
                    .filter(|sighting| sighting.form_of.is_none()),
            );
        }
        let latest = holds.iter().max_by_key(|sighting| sighting.order());
        Ok(latest.map(|sighting| self.shown(sighting.content)))
    }

    /// The further places of an article, in their order.
    pub(super) fn further_places(&self, id: &ArticleId) -> Result<Vec<Place>> {
        let copies = self.store.register().copies(id)?;
        Ok(copies.into_iter().map(|sighting| sighting.place).collect())
    }
}

/// The sightings of a content, those that hold and those that do no more.
fn own(register: &dyn Register, id: &ArticleId) -> Result<Vec<Sighting>> {
    let mut own = register.of_content(id)?;
    own.extend(register.past(id)?);
    Ok(own)
}
