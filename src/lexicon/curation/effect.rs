//! What all decisions together come to: who is who, asked by identity.

use super::{Decision, Decisions};
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::words::slug;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The decisions, ready to be asked. The last decision on a thing holds.
#[derive(Debug, Clone, Default)]
pub struct ResolvedDecisions {
    /// Who another actor is.
    moved: HashMap<String, String>,
    /// Who becomes an actor.
    sources: HashMap<String, Vec<String>>,
    /// Who an actor is in one article, by the beginning of the article's identity.
    split: BTreeMap<String, HashMap<String, String>>,
    ignored: HashSet<String>,
    names: HashMap<String, String>,
    /// The actors that were added or renamed under a name.
    named: HashMap<String, Vec<String>>,
    /// The names of the actors that were added.
    added: HashMap<String, Vec<String>>,
}

impl ResolvedDecisions {
    /// What these decisions come to.
    pub fn of(decisions: &Decisions) -> ResolvedDecisions {
        let mut effect = ResolvedDecisions::default();
        decisions.all().for_each(|decision| effect.decide(decision));
        for (from, to) in &effect.moved {
            effect.sources.entry(to.clone()).or_default().push(from.clone());
        }
        effect
    }

    fn decide(&mut self, decision: &Decision) {
        match decision {
            Decision::Merge(from, to) => self.redirect(from.clone(), to),
            Decision::Split(from, to, articles) => {
                for article in articles {
                    let split = self.split.entry(article.clone()).or_default();
                    split.insert(from.clone(), to.clone());
                }
            }
            Decision::Rename(id, name) => self.name_as(id, name),
            Decision::Ignore(id) => drop(self.ignored.insert(id.clone())),
            Decision::Add(id, names) => self.add(id, names),
        }
    }

    fn redirect(&mut self, from: String, to: &str) {
        if from != to {
            self.moved.insert(from, to.to_string());
        }
    }

    fn name_as(&mut self, id: &str, name: &str) {
        self.names.insert(id.to_string(), name.to_string());
        self.named.entry(slug(name)).or_default().push(id.to_string());
    }

    fn add(&mut self, id: &str, names: &[String]) {
        for name in names {
            let slug = slug(name);
            if let Some(kind) = ActorType::of(id) {
                self.redirect(kind.id(&slug), id);
                self.redirect(kind.id(&format!("?{slug}")), id);
            }
            self.named.entry(slug).or_default().push(id.to_string());
        }
        if let Some(name) = names.first() {
            self.names.insert(id.to_string(), name.clone());
        }
        self.added
            .entry(id.to_string())
            .or_default()
            .extend_from_slice(names);
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.split.is_empty() && self.ignored.is_empty() && self.names.is_empty()
    }

    /// Who an actor of an article, given by its whole identity, is, as decided: another one, itself, or none.
    pub fn identity(&self, id: &str, article: &str) -> Option<String> {
        let here = self
            .split
            .iter()
            .filter(|(beginning, _)| article.starts_with(beginning.as_str()));
        let split = here.filter_map(|(_, split)| split.get(id)).next();
        let mut now = split.map_or(id, String::as_str);
        // Every step follows one decision, so there are at most as many as decisions, also in a circle.
        for _ in 0..self.moved.len() {
            match self.moved.get(now) {
                Some(to) => now = to,
                None => break,
            }
        }
        (!self.ignored.contains(now)).then(|| now.to_string())
    }

    /// The articles in which somebody was split off.
    pub fn split_articles(&self) -> impl Iterator<Item = &str> {
        self.split.keys().map(String::as_str)
    }

    /// The actors that were added or renamed under this name.
    pub fn named(&self, name: &str) -> &[String] {
        self.named.get(&slug(name)).map_or(&[], Vec::as_slice)
    }

    /// Every actor that was added, with its names.
    pub fn all_added(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.added
            .iter()
            .map(|(id, names)| (id.as_str(), names.as_slice()))
    }

    /// The identities that decisions turn into this actor, itself first.
    pub fn sources(&self, actor: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::from([actor.to_string()]);
        let mut open = vec![actor.to_string()];
        while let Some(id) = open.pop() {
            for source in self.sources.get(&id).into_iter().flatten() {
                if found.insert(source.clone()) {
                    open.push(source.clone());
                }
            }
        }
        found.retain(|id| id == actor || self.identity(id, "").as_deref() == Some(actor));
        found
    }

    /// The name that was decided for an actor.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(text: &str) -> ResolvedDecisions {
        let (decisions, misread) = Decisions::parse(text);
        assert_eq!(misread, []);
        ResolvedDecisions::of(&decisions)
    }

    #[test]
    fn decisions_change_who_is_who() {
        let decided = effect(
            "# the chief of staff\nmerge person:jb-kazura person:jean-bosco-kazura\n\n\
             merge person:kazura-jb person:jb-kazura\nignore org:dh\n\
             split person:rokia-traore person:rokia-traore-deputy aaa bbb\n\
             add person:oumar-diarra Oumar Diarra | général Diarra\nrename person:oumar-diarra Général Oumar Diarra\n",
        );
        for (id, article, expected) in [
            ("person:kazura-jb", "x", Some("person:jean-bosco-kazura")),
            ("org:dh", "x", None),
            ("person:rokia-traore", "aaa", Some("person:rokia-traore-deputy")),
            ("person:rokia-traore", "ccc", Some("person:rokia-traore")),
            ("person:general-diarra", "x", Some("person:oumar-diarra")),
            ("country:ML", "x", Some("country:ML")),
        ] {
            assert_eq!(decided.identity(id, article).as_deref(), expected, "{id}");
        }
        assert_eq!(decided.name("person:oumar-diarra"), Some("Général Oumar Diarra"));
        let sources: Vec<String> = decided.sources("person:jean-bosco-kazura").into_iter().collect();
        assert_eq!(
            sources,
            ["person:jb-kazura", "person:jean-bosco-kazura", "person:kazura-jb"]
        );
        assert!(
            decided
                .sources("person:oumar-diarra")
                .contains("person:?general-diarra")
        );
        assert_eq!(decided.named("General Diarra"), ["person:oumar-diarra"]);
    }

    #[test]
    fn a_circle_of_merges_ends() {
        let decided = effect("merge person:a person:b\nmerge person:b person:a\n");
        assert!(decided.identity("person:a", "x").is_some());
        assert!(!decided.sources("person:a").is_empty());
    }
}
