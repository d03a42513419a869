//! What is read page by page from an index.

use super::cluster::{Cluster, Part, View};
use crate::error::{Error, Result};
use serde_json::Value;
use std::ops::ControlFlow;

/// A query in an order that no two documents share, and what is wanted of each document.
pub(super) struct Pages {
    /// The index.
    pub part: Part,
    /// The query with its order.
    pub body: Value,
    /// So many documents are a page.
    pub size: usize,
    /// Whether the order is that of scores.
    pub ranked: bool,
}

impl Pages {
    /// Documents in the order that the query gives them, which is not that of scores.
    pub(super) fn in_order(part: Part, body: Value, size: usize) -> Pages {
        let ranked = false;
        Pages {
            part,
            body,
            size,
            ranked,
        }
    }

    /// Reads pages until one is the last or no more are wanted. What does not fit in one is read of one view.
    pub(super) fn each(
        &self,
        cluster: &Cluster,
        each: &mut dyn FnMut(&[Value]) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut body = self.body.clone();
        body["size"] = self.size.into();
        body["track_total_hits"] = false.into();
        let first = match self.ranked {
            true => cluster.ranked(self.part, &body)?,
            false => cluster.search(self.part, &body)?,
        };
        let hits = hits_of(cluster, &first)?;
        if hits.len() < self.size {
            return each(hits).map(drop);
        }
        let mut view = cluster.view(self.part)?;
        loop {
            let answer = self.page(cluster, &mut view, &body)?;
            let hits = hits_of(cluster, &answer)?;
            let Some(last) = hits.last() else {
                return Ok(());
            };
            body["search_after"] = last["sort"].clone();
            if each(hits)?.is_break() || hits.len() < self.size {
                return Ok(());
            }
        }
    }

    /// All documents.
    pub(super) fn all(&self, cluster: &Cluster) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        self.each(cluster, &mut |hits| {
            all.extend_from_slice(hits);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(all)
    }

    /// The next page of a view. A view dies with a node; then the next is read of a new one, behind what was read.
    fn page<'c>(&self, cluster: &'c Cluster, view: &mut View<'c>, body: &Value) -> Result<Value> {
        match cluster.search_view(&view.id, body.clone(), self.ranked) {
            Err(Error::Unavailable { .. }) if !self.ranked => {
                cluster.health()?;
                *view = cluster.view(self.part)?;
                cluster.search_view(&view.id, body.clone(), self.ranked)
            }
            answer => answer,
        }
    }
}

/// The documents of an answer.
pub(super) fn hits_of<'a>(cluster: &Cluster, answer: &'a Value) -> Result<&'a [Value]> {
    let hits = answer["hits"]["hits"].as_array().map(Vec::as_slice);
    hits.ok_or_else(|| cluster.client.unavailable("its answer has no hits"))
}
