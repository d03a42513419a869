//! All values of a field with the number of their documents, however many there are, each counted exactly.

use super::cluster::{Cluster, Part, View};
use crate::error::Result;
use serde_json::{Value, json};

/// So many values come in one answer.
const PAGE: usize = 5_000;

/// The values of a keyword field among the documents of a query with the numbers of their documents, in the order of the values.
pub(super) fn values(
    cluster: &Cluster,
    part: Part,
    query: &Value,
    field: &str,
) -> Result<Vec<(String, u64)>> {
    let first = told(&cluster.search(part, &page(query, field, &Value::Null))?);
    match first.len() < PAGE {
        true => Ok(first),
        // Pages of one answer are taken of one view.
        false => values_of(cluster, &cluster.view(part)?, query, field),
    }
}

/// The same of what a view shows.
pub(super) fn values_of(
    cluster: &Cluster,
    view: &View,
    query: &Value,
    field: &str,
) -> Result<Vec<(String, u64)>> {
    let (mut values, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = cluster.search_view(&view.id, page(query, field, &after), false)?;
        let some = told(&answer);
        after = answer["aggregations"]["values"]["after_key"].clone();
        let is_last = some.len() < PAGE || after.is_null();
        values.extend(some);
        if is_last {
            return Ok(values);
        }
    }
}

fn page(query: &Value, field: &str, after: &Value) -> Value {
    let mut composite = json!({ "size": PAGE, "sources": [{ "value": { "terms": { "field": field } } }] });
    if !after.is_null() {
        composite["after"] = after.clone();
    }
    json!({ "size": 0, "track_total_hits": false, "query": query, "aggs": { "values": { "composite": composite } } })
}

fn told(answer: &Value) -> Vec<(String, u64)> {
    let buckets = answer["aggregations"]["values"]["buckets"].as_array();
    let one = |bucket: &Value| {
        Some((
            bucket["key"]["value"].as_str()?.to_string(),
            bucket["doc_count"].as_u64()?,
        ))
    };
    buckets.into_iter().flatten().filter_map(one).collect()
}
