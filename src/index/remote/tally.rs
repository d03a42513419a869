//! How many articles have values of each name, right to the last article.
//!
//! Every value is counted, so no count is an estimate. A name of several values counts an article once that has two of them: where that
//! can be, the articles of the name are counted anew, all of it in one view of the index.

use super::Remote;
use super::cluster::{Part, View};
use super::composite;
use super::fields;
use super::lowering::{lowered, terms};
use crate::error::Result;
use crate::index::dictionary::Tally;
use crate::index::plan::{Column, Plan};
use crate::index::store::Naming;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// So many names are counted in one request.
const NAMES: usize = 200;

/// The values of each name with their counts.
type Named = BTreeMap<String, Vec<(String, u64)>>;

impl Remote {
    /// Counts under which names the values of a column stand.
    pub(super) fn counted(&self, plan: &Plan, column: Column, naming: Naming) -> Result<Tally> {
        let query = lowered(plan, None);
        if !fields::has_several(column) {
            let values = composite::values(&self.cluster, Part::Articles, &query, column.name())?;
            return Ok(summed(named(values, naming)));
        }
        let values = composite::values(&self.cluster, Part::Articles, &query, column.name())?;
        let names = named(values, naming);
        if names.values().all(|values| values.len() == 1) {
            return Ok(summed(names));
        }
        let view = self.cluster.view(Part::Articles)?;
        let values = composite::values_of(&self.cluster, &view, &query, column.name())?;
        self.united(&view, &query, column, named(values, naming))
    }

    /// The names of one value with its count, those of several with the number of articles that have any of them.
    fn united(&self, view: &View, query: &Value, column: Column, names: Named) -> Result<Tally> {
        let (alone, several): (Named, Named) = names.into_iter().partition(|(_, values)| values.len() == 1);
        let mut tally = summed(alone);
        let several: Vec<(String, Vec<(String, u64)>)> = several.into_iter().collect();
        for some in several.chunks(NAMES) {
            let mut filters = Map::new();
            for (place, (_, values)) in some.iter().enumerate() {
                let values: Vec<Value> = values.iter().map(|(value, _)| value.as_str().into()).collect();
                filters.insert(place.to_string(), terms(column.name(), &values));
            }
            let body = json!({
                "size": 0, "track_total_hits": false, "query": query, "aggs": { "names": { "filters": { "filters": filters } } },
            });
            let answer = self.cluster.search_view(&view.id, body, false)?;
            for (place, (name, _)) in some.iter().enumerate() {
                let count =
                    answer["aggregations"]["names"]["buckets"][place.to_string()]["doc_count"].as_u64();
                let count =
                    count.ok_or_else(|| self.cluster.client.unavailable("it did not count all names"))?;
                tally.insert(name.clone(), count);
            }
        }
        Ok(tally)
    }
}

fn named(values: Vec<(String, u64)>, naming: Naming) -> Named {
    let mut names = Named::new();
    for (value, count) in values {
        if let Some(name) = naming(&value) {
            names.entry(name).or_default().push((value, count));
        }
    }
    names
}

fn summed(names: Named) -> Tally {
    let sum = |values: Vec<(String, u64)>| values.into_iter().map(|(_, count)| count).sum();
    names
        .into_iter()
        .map(|(name, values)| (name, sum(values)))
        .collect()
}
