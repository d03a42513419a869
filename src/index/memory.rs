//! The articles of an index in memory, for tests: every answer worked out from the words of every article, by the definitions of [`Plan`]
//! and without any structure that could be wrong.

mod held;
pub(super) mod writer;

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::Version;
use crate::index::dictionary::{Called, Dictionary, Tally};
use crate::index::originals::Number;
use crate::index::plan::{Code, Column, Phrase, Plan, TextField, WordForm};
use crate::index::record::StoredRecord;
use crate::index::store::{Naming, Sort, Store, TopHits};
use held::{Held, Scale};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

/// Articles in the order of their identities.
#[derive(Default)]
pub(super) struct MemoryStore {
    held: BTreeMap<ArticleId, Held>,
    /// What is kept and not searched.
    older: BTreeMap<ArticleId, StoredRecord>,
}

impl MemoryStore {
    /// Holds articles with their further places, each with the text that was dropped from its page.
    pub(super) fn of<'a>(articles: impl IntoIterator<Item = (&'a Article, &'a str)>) -> MemoryStore {
        let held = |(article, furniture): (&Article, &str)| {
            let record = StoredRecord::new(article, Number(0));
            (record.article().id, Held::of(record, article, furniture))
        };
        MemoryStore {
            held: articles.into_iter().map(held).collect(),
            older: BTreeMap::new(),
        }
    }

    /// Whether an article is kept, searched or not.
    fn keeps(&self, id: &ArticleId) -> bool {
        self.held.contains_key(id) || self.older.contains_key(id)
    }

    fn standing(&self, field: TextField, word: &str) -> u64 {
        self.held
            .values()
            .filter(|held| held.frequency(field, word) > 0)
            .count() as u64
    }

    fn sums(&self, fields: &[TextField], wanted: impl Fn(&str) -> bool) -> Vec<(String, u64)> {
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        for (held, field) in self
            .held
            .values()
            .flat_map(|held| fields.iter().map(move |field| (held, field)))
        {
            let words: BTreeSet<&String> = held.words_of(*field).iter().map(|(word, _)| word).collect();
            for word in words.into_iter().filter(|word| wanted(word)) {
                *sums.entry(word.clone()).or_default() += 1;
            }
        }
        sums.into_iter().collect()
    }

    /// The articles that meet a plan with their scores.
    fn meeting(&self, plan: &Plan) -> BTreeMap<ArticleId, f32> {
        match plan {
            Plan::Nothing | Plan::Not(_) => BTreeMap::new(),
            Plan::Articles(ids, score) => self.all_where(|held| ids.contains(&held.id()).then_some(*score)),
            Plan::Values(code, values, score) => self.all_where(|held| {
                let has = |value: &String| held.codes.contains(&(*code, value.clone()));
                values.iter().any(has).then_some(*score)
            }),
            Plan::Word(scope, forms) => self.meeting_word(scope, forms),
            Plan::Beginning(scope, beginning) => self.all_where(|held| {
                let begins = |(word, _): &(String, u32)| word.starts_with(beginning.as_str());
                let fields = scope
                    .iter()
                    .filter(|(field, _)| held.words_of(*field).iter().any(begins));
                summed(fields.map(|(_, weight)| *weight))
            }),
            Plan::Phrase(field, weight, phrase) => self.meeting_phrase(*field, *weight, phrase),
            Plan::All(plans) => self.meeting_all(plans),
            Plan::Any(plans) => {
                let met: Vec<_> = plans.iter().map(|plan| self.meeting(plan)).collect();
                self.all_where(|held| summed(met.iter().filter_map(|met| met.get(&held.id())).copied()))
            }
            Plan::Boost(plan, factor) => {
                let met = self.meeting(plan).into_iter();
                met.map(|(id, score)| (id, score * factor)).collect()
            }
            Plan::Constant(plan, score) => self.meeting(plan).into_keys().map(|id| (id, *score)).collect(),
        }
    }

    fn all_where(&self, score: impl Fn(&Held) -> Option<f32>) -> BTreeMap<ArticleId, f32> {
        let scored = self.held.iter();
        scored
            .filter_map(|(id, held)| Some((*id, score(held)?)))
            .collect()
    }

    fn meeting_all(&self, plans: &[Plan]) -> BTreeMap<ArticleId, f32> {
        let of = |plan: &Plan| match plan {
            Plan::Not(plan) => (true, self.meeting(plan)),
            plan => (false, self.meeting(plan)),
        };
        let parts: Vec<(bool, BTreeMap<ArticleId, f32>)> = plans.iter().map(of).collect();
        self.all_where(|held| {
            let is_met = |(negated, met): &(bool, BTreeMap<_, _>)| met.contains_key(&held.id()) != *negated;
            let scores = parts
                .iter()
                .filter_map(|(negated, met)| met.get(&held.id()).filter(|_| !negated));
            parts
                .iter()
                .all(is_met)
                .then(|| summed(scores.copied()))
                .flatten()
        })
    }

    fn meeting_word(&self, scope: &[(TextField, f32)], forms: &[WordForm]) -> BTreeMap<ArticleId, f32> {
        let documents = scope.iter().map(|(field, _)| self.with_any(*field, forms)).max();
        let rarity = self.rarity(documents.unwrap_or(0));
        let scales: Vec<Scale> = scope
            .iter()
            .map(|(field, weight)| self.scale(*field, rarity * weight))
            .collect();
        self.all_where(|held| {
            let counting: Vec<&WordForm> = forms.iter().filter(|form| held.counts(form)).collect();
            summed(scales.iter().filter_map(|scale| {
                let frequency: u32 = counting
                    .iter()
                    .map(|form| held.frequency(scale.field, &form.text))
                    .sum();
                (frequency > 0).then(|| scale.score(held, frequency as f32))
            }))
        })
    }

    fn meeting_phrase(&self, field: TextField, weight: f32, phrase: &Phrase) -> BTreeMap<ArticleId, f32> {
        let rarities = phrase
            .words
            .iter()
            .map(|forms| self.rarity(self.with_any(field, forms)));
        let scale = self.scale(field, rarities.sum::<f32>() * weight);
        self.all_where(|held| {
            let positions: Vec<Vec<u32>> = phrase
                .words
                .iter()
                .map(|forms| held.positions(field, forms))
                .collect();
            let found = phrase.places(&positions);
            (!found.is_empty()).then(|| scale.score(held, phrase.frequency(&positions, &found)))
        })
    }

    /// In how many articles any of the forms stands, each counted for itself.
    fn with_any(&self, field: TextField, forms: &[WordForm]) -> u64 {
        forms.iter().map(|form| self.standing(field, &form.text)).sum()
    }

    fn rarity(&self, documents: u64) -> f32 {
        let (all, found) = (
            self.held.len() as f32,
            documents.min(self.held.len() as u64) as f32,
        );
        (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
    }

    fn scale(&self, field: TextField, rarity: f32) -> Scale {
        let words: usize = self.held.values().map(|held| held.words_of(field).len()).sum();
        let having = self.held.values().filter(|held| held.has(field)).count();
        let average = (words as f32 / having.max(1) as f32).max(1.0);
        Scale {
            field,
            rarity,
            average,
        }
    }
}

/// The sum of some numbers; nothing where there are none.
fn summed(numbers: impl Iterator<Item = f32>) -> Option<f32> {
    numbers.reduce(|sum, number| sum + number)
}

impl Dictionary for MemoryStore {
    fn words_beginning(&self, fields: &[TextField], beginning: &str) -> Result<Vec<(String, u64)>> {
        Ok(self.sums(fields, |word| word.starts_with(beginning)))
    }

    fn words_like(&self, fields: &[TextField], word: &str, letters: u8) -> Result<Vec<(String, u64)>> {
        let near = |other: &str| strsim::osa_distance(word, other) <= usize::from(letters);
        Ok(self.sums(fields, |other| other != word && near(other)))
    }

    fn with_word(&self, field: TextField, word: &str) -> Result<u64> {
        Ok(self.standing(field, word))
    }

    fn languages_of(&self, fields: &[TextField], word: &str) -> Result<HashMap<String, u64>> {
        let mut languages = HashMap::new();
        for held in self.held.values() {
            let stands = fields.iter().any(|field| held.frequency(*field, word) > 0);
            if let Some(language) = held.record.article().language.clone().filter(|_| stands) {
                *languages.entry(language).or_default() += 1;
            }
        }
        Ok(languages)
    }

    fn each_value(&self, code: Code, each: &mut dyn FnMut(&str, u64)) -> Result<()> {
        for held in self.held.values() {
            held.values(Column::Code(code))
                .into_iter()
                .for_each(|value| each(value, 1));
        }
        Ok(())
    }

    fn with_value(&self, code: Code, value: &str) -> Result<u64> {
        let plan = Plan::Values(code, vec![value.to_string()], 0.0);
        self.count(&plan)
    }

    fn each_name(&self, called: Called, each: &mut dyn FnMut(&str, &str) -> bool) -> Result<()> {
        let is_meant = |name: &str| match called {
            Called::Exactly(asked) => name == asked,
            Called::Beginning(start) => name.starts_with(start),
            Called::Anything => true,
        };
        let names = self.held.values().flat_map(|held| &held.names);
        for (name, id) in names.filter(|(name, _)| is_meant(name)) {
            if !each(name, id) {
                break;
            }
        }
        Ok(())
    }

    fn articles_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>> {
        Ok(self.held.range(least..=greatest).map(|(id, _)| *id).collect())
    }

    fn is_searched(&self, id: &ArticleId) -> Result<bool> {
        Ok(self.held.contains_key(id))
    }

    fn articles_at(&self, places: &Plan) -> Result<BTreeSet<ArticleId>> {
        Ok(self.meeting(places).into_keys().collect())
    }

    fn actors_of(&self, article: &ArticleId) -> Result<Vec<String>> {
        let held = self.held.get(article);
        let actors = held.map(|held| held.values(Column::Code(Code::Actor)));
        Ok(actors.into_iter().flatten().map(str::to_string).collect())
    }
}

impl Store for MemoryStore {
    fn best(&self, plan: &Plan, wanted: TopHits) -> Result<Vec<(f32, StoredRecord)>> {
        let met = self.meeting(plan).into_iter();
        let mut found: Vec<(f32, &Held)> = met.map(|(id, score)| (score, &self.held[&id])).collect();
        match wanted.sort {
            Sort::Relevance => found.sort_by(|a, b| b.0.total_cmp(&a.0)),
            Sort::Newest => found.sort_by_key(|(_, held)| Reverse(held.date())),
            Sort::Oldest => found.sort_by_key(|(_, held)| (held.date().is_none(), held.date())),
        }
        let hits = found.into_iter().skip(wanted.offset).take(wanted.limit.max(1));
        let score = |score| {
            if wanted.sort == Sort::Relevance {
                score
            } else {
                0.0
            }
        };
        Ok(hits
            .map(|(own, held)| (score(own), held.record.clone()))
            .collect())
    }

    fn count(&self, plan: &Plan) -> Result<u64> {
        Ok(self.meeting(plan).len() as u64)
    }

    fn each(&self, plan: &Plan, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()> {
        let mut met = self.meeting(plan).into_keys();
        let _ = met.try_for_each(|id| each(self.held[&id].record.clone()));
        Ok(())
    }

    fn each_id(&self, plan: &Plan, each: &mut dyn FnMut(ArticleId)) -> Result<()> {
        self.meeting(plan).into_keys().for_each(each);
        Ok(())
    }

    fn tally(&self, plan: &Plan, column: Column, naming: Naming) -> Result<Tally> {
        let mut tally = Tally::new();
        for id in self.meeting(plan).into_keys() {
            let values = self.held[&id].values(column).into_iter();
            let names: BTreeSet<String> = values.filter_map(naming).collect();
            names
                .into_iter()
                .for_each(|name| *tally.entry(name).or_default() += 1);
        }
        Ok(tally)
    }

    fn naming(&self, actor: &str) -> Result<Option<StoredRecord>> {
        let named = (Code::Actor, actor.to_string());
        let found = self.held.values().find(|held| held.codes.contains(&named));
        Ok(found.map(|held| held.record.clone()))
    }

    fn each_superseded(&self, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()> {
        let _ = self.older.values().cloned().try_for_each(each);
        Ok(())
    }

    fn kept_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>> {
        let mut found = self.articles_between(least, greatest)?;
        found.extend(self.older.range(least..=greatest).map(|(id, _)| *id));
        Ok(found)
    }

    fn record(&self, id: &ArticleId) -> Result<Option<(Version, StoredRecord)>> {
        let searched = self
            .held
            .get(id)
            .map(|held| (Version::Current, held.record.clone()));
        let older = || {
            self.older
                .get(id)
                .map(|record| (Version::Superseded, record.clone()))
        };
        Ok(searched.or_else(older))
    }
}
