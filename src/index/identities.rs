//! Who is who in an index: the joins across its articles, and over them the user's decisions, which are kept beside it and read when it
//! is opened.

use crate::article::{Actor, Article, ArticleId};
use crate::describe::actors::apply_decisions::decided;
use crate::error::Result;
use crate::index::Archive;
use crate::index::dictionary::Dictionary;
use crate::index::links::EntityLinks;
use crate::index::user_actors::{self, AddedNames};
use crate::index::user_texts::UserText;
use crate::lexicon::curation::Decisions;
use crate::lexicon::curation::effect::ResolvedDecisions;
use crate::lexicon::curation::outlets::OutletMerges;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who is who in an index.
#[derive(Debug, Clone, Default)]
pub struct Identities {
    effect: Arc<ResolvedDecisions>,
    added: Arc<AddedNames>,
    joins: Arc<EntityLinks>,
    split: Arc<[ArticleId]>,
    outlets: Arc<OutletMerges>,
}

impl Identities {
    /// Who an actor of an article is: what is decided of it holds, and then of whom it is in the archive.
    pub fn of(&self, id: &str, article: &str) -> Option<String> {
        let own = self.effect.identity(id, article)?;
        match self.joins.identity(&own) {
            Some(joined) => self.effect.identity(joined, article),
            None => Some(own),
        }
    }

    /// The name that was decided for an actor.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.effect.name(id)
    }

    /// Which outlets are one, as decided.
    pub fn outlets(&self) -> &OutletMerges {
        &self.outlets
    }

    /// The joins across the articles.
    pub fn joins(&self) -> &EntityLinks {
        &self.joins
    }

    /// The actors that the user added, by the names that no article tells.
    pub fn added(&self) -> &AddedNames {
        &self.added
    }

    /// What the decisions come to.
    pub fn effect(&self) -> &ResolvedDecisions {
        &self.effect
    }

    /// The actors that are meant by the stored identities that have a name, and by the name itself.
    pub fn meant(&self, stored: &BTreeSet<String>, name: &str) -> BTreeSet<String> {
        let mut actors: BTreeSet<String> = stored.iter().filter_map(|id| self.of(id, "")).collect();
        actors.extend(self.effect.named(name).iter().cloned());
        actors
    }

    /// Stored identities that resolve to an actor, splits in single articles left aside.
    pub fn stored(&self, actor: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for own in self.effect.sources(actor) {
            for joined in self.joins.sources(&own) {
                found.extend(self.effect.sources(joined));
            }
            found.insert(own);
        }
        found.retain(|id| self.of(id, "").as_deref() == Some(actor));
        found
    }

    /// The articles in which somebody was split off.
    pub fn split_articles(&self) -> &[ArticleId] {
        &self.split
    }

    /// The actors of a searched article in which somebody was split off; none where there is no such article.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn of_split(&self, dictionary: &dyn Dictionary, article: &ArticleId) -> Result<BTreeSet<String>> {
        let (stored, name) = (dictionary.actors_of(article)?, article.to_hex());
        Ok(stored.iter().filter_map(|id| self.of(id, &name)).collect())
    }
}

impl Archive {
    /// The user's decisions on actors, as they were when the index was opened.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// Who is who; worked out when it is first asked.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn identities(&self) -> Result<&Identities> {
        if self.identities.get().is_none() {
            let effect = ResolvedDecisions::of(&self.decisions);
            let identities = Identities {
                split: self.split(&effect)?.into(),
                outlets: Arc::new(self.outlet_merges()?.0),
                added: Arc::new(AddedNames::of(&effect, &*self.store)?),
                effect: Arc::new(effect),
                joins: Arc::new(self.store.joins()?),
            };
            let _ = self.identities.set(identities);
        }
        Ok(self.identities.get_or_init(Identities::default))
    }

    /// The articles in which somebody was split off: a decision names each by the beginning of its identity.
    fn split(&self, effect: &ResolvedDecisions) -> Result<Vec<ArticleId>> {
        let mut split = Vec::new();
        for (least, greatest) in effect.split_articles().filter_map(ArticleId::beginning_with) {
            split.extend(self.store.articles_between(least, greatest)?);
        }
        Ok(split)
    }

    /// Writes the user's decisions on actors, whole or not at all.
    ///
    /// # Errors
    /// If the file cannot be written; then the decisions are as they were.
    pub fn decide(&mut self, decisions: Decisions) -> Result<()> {
        self.keep_text(UserText::Actors, &decisions.to_string())?;
        self.decisions = decisions;
        self.identities.take();
        Ok(())
    }

    /// An article with its actors as they are in the archive.
    pub(super) fn as_decided(&self, mut article: Article) -> Result<Article> {
        let identities = self.identities()?;
        let whole = article.id.to_hex();
        article.outlet = article
            .outlet
            .map(|outlet| identities.outlets().name(&outlet).to_string());
        let identity = |id: &str| identities.of(id, &whole);
        let changed = |actor: &Actor| {
            identity(&actor.id).is_none_or(|id| id != actor.id || identities.name(&id).is_some())
        };
        if article.actors.iter().any(changed) {
            let known = article.actors.clone();
            let actors = std::mem::take(&mut article.actors);
            article.actors = decided(actors, identity, |id| self.shown_name(identities, &known, id));
        }
        if !identities.added.is_empty() {
            self.find_added(identities, &mut article);
        }
        Ok(article)
    }

    /// Adds to an article the actors whose names the user gave.
    fn find_added(&self, identities: &Identities, article: &mut Article) {
        let found = identities
            .added
            .mentions(article.title.as_deref(), &article.body, &article.actors);
        for (id, mention) in found {
            let at = article.actors.iter().position(|actor| actor.id == id);
            let at = at.unwrap_or_else(|| {
                article.actors.push(Actor {
                    name: identities.name(&id).unwrap_or(&mention.text).to_string(),
                    kind: user_actors::kind_of(&id),
                    id,
                    count: 0,
                    mentions: Vec::new(),
                });
                article.actors.len() - 1
            });
            let actor = &mut article.actors[at];
            actor.mentions.push(mention);
            actor.mentions.sort_by_key(|mention| (mention.start, mention.end));
            actor.count = actor.mentions.len();
        }
    }

    /// The name of an actor: as decided, as its article shows it, or as another does.
    fn shown_name(&self, identities: &Identities, known: &[Actor], id: &str) -> Option<String> {
        let own = || {
            known
                .iter()
                .find(|actor| actor.id == id)
                .map(|actor| actor.name.clone())
        };
        let decided = identities.name(id).map(str::to_string);
        decided.or_else(own).or_else(|| self.name_elsewhere(id))
    }

    /// The name under which some article shows an actor.
    pub(super) fn name_elsewhere(&self, id: &str) -> Option<String> {
        let record = self.store.naming(id).ok()??;
        let actor = record.article().actors.iter().find(|actor| actor.id == id);
        actor.map(|actor| actor.name.clone())
    }
}
