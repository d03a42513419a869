//! What is looked up in the indices to understand a query, each a line of one request, and remembered.

use super::cluster::{Cluster, Part};
use super::composite;
use super::fields;
use crate::error::Result;
use crate::index::plan::{Code, TextField};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Something to be looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Lookup {
    /// In how many articles a word stands in a field.
    Word(TextField, String),
    /// How many articles have a value.
    Value(Code, String),
    /// How many articles have a field.
    Having(TextField),
    /// How many articles of each language have a word in one of some fields.
    Languages(Vec<TextField>, String),
    /// All values of a code.
    Values(Code),
    /// The identities under a name, each behind it.
    Name(String),
}

/// What parts a name from the identity of its actor.
pub(super) const BETWEEN: char = '\u{1f}';
/// So many values come in one answer; where there are more, they are asked for page by page.
const VALUES: usize = 2_000;

/// What was found: a number, or numbers of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    /// A number.
    Count(u64),
    /// Values with their numbers.
    Values(Vec<(String, u64)>),
}

/// What is known of an index as it was when it was opened.
#[derive(Default)]
pub(super) struct Lookups {
    known: Mutex<HashMap<Lookup, Found>>,
    /// What was answered by a guess since guessing began; nothing where no guess is taken.
    guessed: Mutex<Option<Vec<Lookup>>>,
}

impl Lookups {
    /// The answer of a lookup; while guesses are taken, nothing where it is not known yet.
    pub(super) fn get(&self, cluster: &Cluster, lookup: Lookup) -> Result<Option<Found>> {
        if let Some(found) = locked(&self.known).get(&lookup) {
            return Ok(Some(found.clone()));
        }
        if let Some(guessed) = &mut *locked(&self.guessed) {
            guessed.push(lookup);
            return Ok(None);
        }
        let found = ask(cluster, std::slice::from_ref(&lookup))?.pop();
        locked(&self.known).extend(found.clone().map(|found| (lookup, found)));
        Ok(found)
    }

    /// A number.
    pub(super) fn count(&self, cluster: &Cluster, lookup: Lookup) -> Result<u64> {
        Ok(match self.get(cluster, lookup)? {
            Some(Found::Count(count)) => count,
            _ => 0,
        })
    }

    /// Values with their numbers.
    pub(super) fn values(&self, cluster: &Cluster, lookup: Lookup) -> Result<Vec<(String, u64)>> {
        Ok(match self.get(cluster, lookup)? {
            Some(Found::Values(values)) => values,
            _ => Vec::new(),
        })
    }

    /// The numbers of some lookups, those that are not known asked for together.
    pub(super) fn counts(
        &self,
        cluster: &Cluster,
        lookups: impl IntoIterator<Item = Lookup>,
    ) -> Result<HashMap<Lookup, u64>> {
        let lookups: Vec<Lookup> = lookups.into_iter().collect();
        self.learn(cluster, lookups.iter().cloned())?;
        let known = locked(&self.known);
        let count = |lookup: Lookup| match known.get(&lookup) {
            Some(Found::Count(count)) => (lookup, *count),
            _ => (lookup, 0),
        };
        Ok(lookups.into_iter().map(count).collect())
    }

    /// From now on what is not known is guessed.
    pub(super) fn begin_guessing(&self) {
        *locked(&self.guessed) = Some(Vec::new());
    }

    /// Whether something was guessed: what comes of it is not taken, and nothing costly is asked for it.
    pub(super) fn has_guessed(&self) -> bool {
        locked(&self.guessed)
            .as_ref()
            .is_some_and(|guessed| !guessed.is_empty())
    }

    /// Looks up together what was guessed; whether anything was. Where nothing was, nothing is guessed any more.
    pub(super) fn settle_guesses(&self, cluster: &Cluster) -> Result<bool> {
        let guessed = locked(&self.guessed).replace(Vec::new()).unwrap_or_default();
        if guessed.is_empty() {
            *locked(&self.guessed) = None;
            return Ok(false);
        }
        let learned = self.learn(cluster, guessed);
        if learned.is_err() {
            *locked(&self.guessed) = None;
        }
        learned.map(|()| true)
    }

    fn learn(&self, cluster: &Cluster, lookups: impl IntoIterator<Item = Lookup>) -> Result<()> {
        let mut unknown: Vec<Lookup> = lookups
            .into_iter()
            .filter(|lookup| !locked(&self.known).contains_key(lookup))
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        let found = ask(cluster, &unknown)?;
        locked(&self.known).extend(unknown.into_iter().zip(found));
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic leaves no half a change in it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn ask(cluster: &Cluster, lookups: &[Lookup]) -> Result<Vec<Found>> {
    let searches: Vec<(Part, Value)> = lookups.iter().map(search).collect();
    let answers = cluster.search_many(&searches)?;
    lookups
        .iter()
        .zip(&answers)
        .map(|(lookup, answer)| found(cluster, lookup, answer))
        .collect()
}

/// The line of a lookup.
fn search(lookup: &Lookup) -> (Part, Value) {
    let count = |query: Value| json!({ "size": 0, "track_total_hits": true, "query": query });
    let values = |query: Value, terms: Value| json!({ "size": 0, "track_total_hits": false, "query": query, "aggs": { "values": { "terms": terms } } });
    match lookup {
        Lookup::Word(field, word) => (fields::home_of(*field), count(standing(&[*field], word))),
        Lookup::Value(code, value) => (
            Part::Articles,
            count(json!({ "term": { code.name(): { "value": value } } })),
        ),
        Lookup::Having(field) => (
            fields::home_of(*field),
            count(json!({ "exists": { "field": fields::of_text(*field) } })),
        ),
        Lookup::Languages(fields, word) => {
            let languages = json!({ "field": Code::Lang.name(), "size": VALUES });
            (Part::Articles, values(standing(fields, word), languages))
        }
        Lookup::Values(code) => (
            Part::Articles,
            values(
                json!({ "match_all": {} }),
                json!({ "field": code.name(), "size": VALUES }),
            ),
        ),
        Lookup::Name(name) => {
            let query = json!({ "prefix": { "alias": { "value": format!("{name}{BETWEEN}") } } });
            let include = format!("{}{BETWEEN}.*", escaped(name));
            (
                Part::Articles,
                values(
                    query,
                    json!({ "field": "alias", "size": VALUES, "include": include }),
                ),
            )
        }
    }
}

/// The articles in which a word stands in one of some fields.
fn standing(fields: &[TextField], word: &str) -> Value {
    let term = |field: &TextField| json!({ "term": { fields::of_text(*field): { "value": word } } });
    match fields {
        [field] => term(field),
        fields => {
            json!({ "bool": { "should": fields.iter().map(term).collect::<Vec<_>>(), "minimum_should_match": 1 } })
        }
    }
}

/// A text as a regular expression of Lucene that means it alone.
fn escaped(text: &str) -> String {
    let sign = |c: char| match c.is_alphanumeric() {
        true => vec![c],
        false => vec!['\\', c],
    };
    text.chars().flat_map(sign).collect()
}

fn found(cluster: &Cluster, lookup: &Lookup, answer: &Value) -> Result<Found> {
    let values = &answer["aggregations"]["values"];
    let Some(buckets) = values["buckets"].as_array() else {
        return Ok(Found::Count(
            answer["hits"]["total"]["value"].as_u64().unwrap_or(0),
        ));
    };
    if buckets.len() < VALUES && values["sum_other_doc_count"] == 0 {
        let all = buckets
            .iter()
            .filter_map(|bucket| Some((bucket["key"].as_str()?.to_string(), bucket["doc_count"].as_u64()?)));
        return Ok(Found::Values(all.collect()));
    }
    let (part, body) = search(lookup);
    let field = body["aggs"]["values"]["terms"]["field"]
        .as_str()
        .unwrap_or_default();
    let begins = match lookup {
        Lookup::Name(name) => format!("{name}{BETWEEN}"),
        _ => String::new(),
    };
    let mut all = composite::values(cluster, part, &body["query"], field)?;
    all.retain(|(value, _)| value.starts_with(&begins));
    Ok(Found::Values(all))
}
