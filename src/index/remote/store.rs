//! Answers plans from the articles of a cluster.

use super::Remote;
use super::cluster::Part;
use super::lowering::{Scores, lowered, needed};
use super::pages::{Pages, hits_of};
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::Version;
use crate::index::dictionary::Tally;
use crate::index::plan::{Code, Column, Plan};
use crate::index::record::StoredRecord;
use crate::index::store::{Naming, Sort, Store, TopHits};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// So many records come in one answer.
const PAGE: usize = 500;
/// So many identities do.
const IDS: usize = 10_000;
/// As many hits are asked for at once; more come page by page.
const AT_ONCE: usize = 1_000;

impl Remote {
    fn record_of(&self, source: &Value) -> Result<StoredRecord> {
        let record = StoredRecord::from_value(source["record"].clone());
        record.ok_or_else(|| self.cluster.client.unusable("a record cannot be read"))
    }

    /// Tells every record that meets a query, in the order of the identities.
    fn each_record(
        &self,
        query: &Value,
        order: &str,
        each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>,
    ) -> Result<()> {
        let body = json!({ "query": query, "_source": ["record"], "sort": [{ order: "asc" }] });
        let pages = Pages::in_order(Part::Articles, body, PAGE);
        pages.each(&self.cluster, &mut |hits| {
            let records: Vec<StoredRecord> = hits
                .iter()
                .map(|hit| self.record_of(&hit["_source"]))
                .collect::<Result<_>>()?;
            self.beside
                .fetch(&self.cluster, records.iter().map(|record| record.article().id))?;
            Ok(records.into_iter().try_for_each(&mut *each))
        })
    }

    /// What a plan is scored by.
    fn scores(&self, plan: &Plan) -> Result<Scores> {
        let mut lookups = BTreeSet::new();
        needed(plan, &mut lookups);
        let counts = self.lookups.counts(&self.cluster, lookups)?;
        Ok(Scores {
            counts,
            factor: self.factor,
        })
    }

    /// The query and the order of hits.
    fn ordered(&self, plan: &Plan, sort: Sort) -> Result<Value> {
        let date = |order: &str| json!([{ "date": { "order": order, "missing": "_last" } }, { "id": "asc" }]);
        Ok(match sort {
            Sort::Relevance => {
                let query = lowered(plan, Some(&self.scores(plan)?));
                json!({ "query": query, "sort": [{ "_score": "desc" }, { "id": "asc" }], "_source": ["record"] })
            }
            Sort::Newest => json!({ "query": filter(plan), "sort": date("desc"), "_source": ["record"] }),
            Sort::Oldest => json!({ "query": filter(plan), "sort": date("asc"), "_source": ["record"] }),
        })
    }

    fn hits(&self, hits: &[Value], sort: Sort) -> Result<Vec<(f32, StoredRecord)>> {
        let score = |hit: &Value| match sort {
            Sort::Relevance => hit["sort"][0].as_f64().unwrap_or(0.0) as f32,
            _ => 0.0,
        };
        hits.iter()
            .map(|hit| Ok((score(hit), self.record_of(&hit["_source"])?)))
            .collect()
    }
}

/// What meets a plan, with no score.
fn filter(plan: &Plan) -> Value {
    json!({ "bool": { "filter": [lowered(plan, None)] } })
}

impl Store for Remote {
    fn best(&self, plan: &Plan, wanted: TopHits) -> Result<Vec<(f32, StoredRecord)>> {
        let mut body = self.ordered(plan, wanted.sort)?;
        let (ranked, limit) = (wanted.sort == Sort::Relevance, wanted.limit.max(1));
        let mut found = Vec::new();
        if wanted.offset.saturating_add(limit) <= AT_ONCE {
            body["from"] = wanted.offset.into();
            body["size"] = limit.into();
            body["track_total_hits"] = false.into();
            let answer = match ranked {
                true => self.cluster.ranked(Part::Articles, &body)?,
                false => self.cluster.search(Part::Articles, &body)?,
            };
            found = self.hits(hits_of(&self.cluster, &answer)?, wanted.sort)?;
        } else {
            let pages = Pages {
                part: Part::Articles,
                body,
                size: PAGE,
                ranked,
            };
            let mut left = wanted.offset;
            pages.each(&self.cluster, &mut |hits| {
                let passed = left.min(hits.len());
                left -= passed;
                let more = limit - found.len();
                found.extend(self.hits(
                    &hits[passed..hits.len().min(passed.saturating_add(more))],
                    wanted.sort,
                )?);
                Ok(match found.len() < limit {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(()),
                })
            })?;
        }
        self.beside
            .fetch(&self.cluster, found.iter().map(|(_, record)| record.article().id))?;
        Ok(found)
    }

    fn count(&self, plan: &Plan) -> Result<u64> {
        let body = json!({ "size": 0, "track_total_hits": true, "query": filter(plan) });
        let answer = self.cluster.search(Part::Articles, &body)?;
        let count = answer["hits"]["total"]["value"].as_u64();
        count.ok_or_else(|| self.cluster.client.unavailable("its answer has no count"))
    }

    fn each(&self, plan: &Plan, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()> {
        self.each_record(&filter(plan), "id", each)
    }

    fn each_id(&self, plan: &Plan, each: &mut dyn FnMut(ArticleId)) -> Result<()> {
        let body = json!({ "query": filter(plan), "_source": false, "sort": [{ "id": "asc" }] });
        let pages = Pages::in_order(Part::Articles, body, IDS);
        pages.each(&self.cluster, &mut |hits| {
            let ids = hits
                .iter()
                .filter_map(|hit| ArticleId::from_hex(hit["sort"][0].as_str()?));
            ids.for_each(&mut *each);
            Ok(ControlFlow::Continue(()))
        })
    }

    fn tally(&self, plan: &Plan, column: Column, naming: Naming) -> Result<Tally> {
        self.counted(plan, column, naming)
    }

    fn each_superseded(&self, each: &mut dyn FnMut(StoredRecord) -> ControlFlow<()>) -> Result<()> {
        self.each_record(&json!({ "exists": { "field": "older" } }), "content", each)
    }

    fn kept_between(&self, least: ArticleId, greatest: ArticleId) -> Result<BTreeSet<ArticleId>> {
        self.between("content", least, greatest)
    }

    fn naming(&self, actor: &str) -> Result<Option<StoredRecord>> {
        let named = json!({ "term": { Code::Actor.name(): { "value": actor } } });
        let body = json!({ "query": named, "size": 1, "track_total_hits": false, "sort": [{ "id": "asc" }], "_source": ["record"] });
        let answer = self.cluster.search(Part::Articles, &body)?;
        hits_of(&self.cluster, &answer)?
            .first()
            .map(|hit| self.record_of(&hit["_source"]))
            .transpose()
    }

    fn record(&self, id: &ArticleId) -> Result<Option<(Version, StoredRecord)>> {
        let found = self
            .cluster
            .documents(Part::Articles, &[id.to_hex()], &["record", "id"])?;
        let Some(stored) = found.into_iter().flatten().next() else {
            return Ok(None);
        };
        let version = match stored.source["id"].is_string() {
            true => Version::Current,
            false => Version::Superseded,
        };
        Ok(Some((version, self.record_of(&stored.source)?)))
    }
}
