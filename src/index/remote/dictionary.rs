//! The words, values and names that stand in the articles of a cluster.

use super::Remote;
use super::cluster::Part;
use super::composite;
use super::lookup::{BETWEEN, Lookup};
use super::lowering::lowered;
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::dictionary::{Called, Dictionary};
use crate::index::plan::{Code, Plan, TextField};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

impl Remote {
    /// The forms that meet a query, each with the number of its articles summed over fields; those that stand in none are left out.
    fn forms(&self, query: &Value, fields: &[TextField]) -> Result<Vec<(String, u64)>> {
        let forms = composite::values(&self.cluster, Part::Forms, query, "w")?;
        let lookups = |form: &str| {
            fields
                .iter()
                .map(|field| Lookup::Word(*field, form.to_string()))
                .collect::<Vec<_>>()
        };
        let all = forms.iter().flat_map(|(form, _)| lookups(form));
        let counts = self.lookups.counts(&self.cluster, all)?;
        let sum = |form: &str| lookups(form).iter().filter_map(|lookup| counts.get(lookup)).sum();
        let counted = forms.into_iter().map(|(form, _)| {
            let articles = sum(&form);
            (form, articles)
        });
        Ok(counted.filter(|(_, articles)| *articles > 0).collect())
    }

    /// The identities from one to another in a field.
    pub(super) fn between(
        &self,
        field: &str,
        least: ArticleId,
        greatest: ArticleId,
    ) -> Result<BTreeSet<ArticleId>> {
        let query = json!({ "range": { field: { "gte": least.to_hex(), "lte": greatest.to_hex() } } });
        let found = composite::values(&self.cluster, Part::Articles, &query, field)?;
        Ok(found
            .iter()
            .filter_map(|(id, _)| ArticleId::from_hex(id))
            .collect())
    }
}

impl Dictionary for Remote {
    fn words_beginning(&self, fields: &[TextField], beginning: &str) -> Result<Vec<(String, u64)>> {
        if self.has_guessed() {
            return Ok(Vec::new());
        }
        self.forms(&json!({ "prefix": { "w": { "value": beginning } } }), fields)
    }

    fn words_like(&self, fields: &[TextField], word: &str, letters: u8) -> Result<Vec<(String, u64)>> {
        if self.has_guessed() {
            return Ok(Vec::new());
        }
        // Scored, the engines would take the fifty best.
        let fuzzy = json!({ "value": word, "fuzziness": letters, "prefix_length": 0, "transpositions": true, "rewrite": "constant_score" });
        let mut found = self.forms(&json!({ "fuzzy": { "w": fuzzy } }), fields)?;
        found.retain(|(form, _)| form != word);
        Ok(found)
    }

    fn with_word(&self, field: TextField, word: &str) -> Result<u64> {
        self.lookups
            .count(&self.cluster, Lookup::Word(field, word.into()))
    }

    fn languages_of(&self, fields: &[TextField], word: &str) -> Result<HashMap<String, u64>> {
        let languages = self
            .lookups
            .values(&self.cluster, Lookup::Languages(fields.to_vec(), word.into()))?;
        Ok(languages.into_iter().collect())
    }

    fn each_value(&self, code: Code, each: &mut dyn FnMut(&str, u64)) -> Result<()> {
        for (value, articles) in self.lookups.values(&self.cluster, Lookup::Values(code))? {
            each(&value, articles);
        }
        Ok(())
    }

    fn with_value(&self, code: Code, value: &str) -> Result<u64> {
        self.lookups
            .count(&self.cluster, Lookup::Value(code, value.into()))
    }

    fn each_name(&self, called: Called, each: &mut dyn FnMut(&str, &str) -> bool) -> Result<()> {
        let beginning = match called {
            Called::Exactly(name) => {
                let names = self.lookups.values(&self.cluster, Lookup::Name(name.into()))?;
                tell(&names, each);
                return Ok(());
            }
            Called::Beginning(start) => start,
            Called::Anything => "",
        };
        if self.has_guessed() {
            return Ok(());
        }
        let query = match beginning {
            "" => json!({ "match_all": {} }),
            beginning => json!({ "prefix": { "alias": { "value": beginning } } }),
        };
        let mut names = composite::values(&self.cluster, Part::Articles, &query, "alias")?;
        names.retain(|(name, _)| name.starts_with(beginning));
        tell(&names, each);
        Ok(())
    }

    fn articles_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>> {
        self.between("id", least, greatest)
    }

    fn is_searched(&self, id: &ArticleId) -> Result<bool> {
        let found = self.cluster.documents(Part::Articles, &[id.to_hex()], &["id"])?;
        Ok(found
            .iter()
            .flatten()
            .any(|stored| stored.source["id"].is_string()))
    }

    fn articles_at(&self, places: &Plan) -> Result<BTreeSet<ArticleId>> {
        if self.has_guessed() {
            return Ok(BTreeSet::new());
        }
        let found = composite::values(&self.cluster, Part::Sightings, &lowered(places, None), "copy")?;
        Ok(found
            .iter()
            .filter_map(|(id, _)| ArticleId::from_hex(id))
            .collect())
    }

    fn actors_of(&self, article: &ArticleId) -> Result<Vec<String>> {
        let actor = Code::Actor.name();
        let found = self
            .cluster
            .documents(Part::Articles, &[article.to_hex()], &[actor])?;
        let named = found
            .iter()
            .flatten()
            .filter_map(|stored| stored.source[actor].as_array());
        let named = named.flatten().filter_map(Value::as_str).map(str::to_string);
        Ok(named.collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn begin_guessing(&self) {
        self.lookups.begin_guessing();
    }

    fn has_guessed(&self) -> bool {
        self.lookups.has_guessed()
    }

    fn settle_guesses(&self) -> Result<bool> {
        self.lookups.settle_guesses(&self.cluster)
    }
}

fn tell(names: &[(String, u64)], each: &mut dyn FnMut(&str, &str) -> bool) {
    for (name, _) in names {
        if let Some((name, id)) = name.split_once(BETWEEN)
            && !each(name, id)
        {
            break;
        }
    }
}
