//! Under which names actors are shown.

use super::highlight::Pattern;
use super::{Archive, Facet, Sort, TopHits};
use crate::article::{ActorType, MentionForm};
use crate::error::Result;
use crate::lexicon::exonyms::exonym;
use crate::query::{Field, Query};
use std::collections::{BTreeMap, BTreeSet};

/// So many articles of a language tell what it calls a place.
const ASKED: usize = 10;

impl Archive {
    /// The language in which most articles are written; nothing where none has a known one.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn main_language(&self) -> Result<Option<String>> {
        let languages = self.tally(Facet::Lang, &Query::All)?;
        let most = languages.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
        Ok(most.map(|(language, _)| language))
    }

    /// The actors that a name means, as `actor:` in a query does: an identity itself, else who is called exactly so, else who is called so
    /// in part.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn actors_named(&self, name: &str) -> Result<BTreeSet<String>> {
        Ok(match self.meaning(&Query::filter(Field::Actor, name))?.pattern {
            Pattern::Actors(actors) => actors,
            _ => BTreeSet::new(),
        })
    }

    /// The name of an actor in a language: the one that the user decided; of a country or place the one that the language has for it, by the
    /// lists or by its articles here; else the one under which an article shows it. Nothing where no article names the actor.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn name_in(&self, language: &str, id: &str) -> Result<Option<String>> {
        if let Some(name) = self.identities()?.name(id) {
            return Ok(Some(name.to_string()));
        }
        if let Some(name) = exonym(language, id) {
            return Ok(Some(name.to_string()));
        }
        if ActorType::of(id) == Some(ActorType::Place)
            && let Some(name) = self.name_in_articles(language, id)?
        {
            return Ok(Some(name));
        }
        let stored = self.identities()?.stored(id);
        Ok(stored.iter().find_map(|id| self.name_elsewhere(id)))
    }

    /// What some articles of a language call an actor most often, capitals aside.
    fn name_in_articles(&self, language: &str, id: &str) -> Result<Option<String>> {
        let query = Query::filter(Field::Actor, id).and(Query::filter(Field::Lang, language));
        let wanted = TopHits {
            offset: 0,
            limit: ASKED,
            sort: Sort::Newest,
        };
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for hit in self.search(&query, wanted)? {
            let actors = hit.article.actors.iter().filter(|actor| actor.id == id);
            for mention in actors.flat_map(|actor| &actor.mentions) {
                if mention.form == MentionForm::Name && mention.text.chars().any(char::is_lowercase) {
                    *names.entry(mention.text.clone()).or_default() += 1;
                }
            }
        }
        Ok(names
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(name, _)| name))
    }
}
