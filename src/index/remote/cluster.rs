//! The indices of an archive on a cluster, and what is asked of them: whole answers or none.

use super::http::Client;
use super::product::Product;
use crate::error::{Error, Result};
use serde_json::{Value, json};

/// The parts of an archive, an index each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The contents: those that are searched with all that is asked of them, the older versions with their records alone.
    Articles,
    /// What was seen where.
    Sightings,
    /// The words that stand in any text.
    Forms,
    /// Which articles print one text.
    Stories,
    /// What there is one of: the format, who is who, what recurs on sites.
    Meta,
}

impl Part {
    /// All of them.
    pub(super) const ALL: [Part; 5] = [
        Part::Meta,
        Part::Articles,
        Part::Sightings,
        Part::Forms,
        Part::Stories,
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Articles => "articles",
            Part::Sightings => "sightings",
            Part::Forms => "forms",
            Part::Stories => "stories",
            Part::Meta => "meta",
        }
    }
}

/// The version of a document: who replaces it says which one it read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Revision {
    /// The number of the write.
    pub number: u64,
    /// The term of the shard that took it.
    pub term: u64,
}

impl Revision {
    /// That of a document as a search, a get or a write tells it.
    pub(super) fn of(told: &Value) -> Option<Revision> {
        Some(Revision {
            number: told["_seq_no"].as_u64()?,
            term: told["_primary_term"].as_u64()?,
        })
    }
}

/// A document that is there.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    /// What was asked of it.
    pub source: Value,
    /// Its version.
    pub revision: Revision,
}

/// An archive on a cluster.
pub(super) struct Cluster {
    /// Sends what is asked.
    pub client: Client,
    /// What answers.
    pub product: Product,
}

impl Cluster {
    /// The name of an index.
    pub(super) fn index(&self, part: Part) -> String {
        format!("{}-{}", self.client.address().name(), part.name())
    }

    /// Searches an index; the answer of every shard, or none.
    pub(super) fn search(&self, part: Part, body: &Value) -> Result<Value> {
        let path = format!("{}/_search?allow_partial_search_results=false", self.index(part));
        self.whole(self.client.ask("POST", &path, Some(body))?)
    }

    /// Searches an index with the rarities of words in all of it, and not of each shard.
    pub(super) fn ranked(&self, part: Part, body: &Value) -> Result<Value> {
        let path = format!(
            "{}/_search?allow_partial_search_results=false&search_type=dfs_query_then_fetch",
            self.index(part)
        );
        self.whole(self.client.ask("POST", &path, Some(body))?)
    }

    /// Searches what a view shows.
    pub(super) fn search_view(&self, view: &str, mut body: Value, ranked: bool) -> Result<Value> {
        body["pit"] = json!({ "id": view, "keep_alive": "5m" });
        let kind = if ranked {
            "&search_type=dfs_query_then_fetch"
        } else {
            ""
        };
        let path = format!("_search?allow_partial_search_results=false{kind}");
        self.whole(self.client.ask("POST", &path, Some(&body))?)
    }

    /// Several searches in one request.
    pub(super) fn search_many(&self, searches: &[(Part, Value)]) -> Result<Vec<Value>> {
        let mut answers = Vec::with_capacity(searches.len());
        for some in searches.chunks(TOGETHER) {
            let mut lines = String::new();
            for (part, body) in some {
                let head = json!({ "index": self.index(*part), "allow_partial_search_results": false });
                lines += &format!("{head}\n{body}\n");
            }
            let answer = self.client.send("POST", "_msearch", Some(lines.as_bytes()))?;
            let Some(all) = answer.body["responses"]
                .as_array()
                .filter(|all| all.len() == some.len())
            else {
                return Err(self.client.refusal(&answer));
            };
            for one in all {
                if one["error"].is_object() {
                    return Err(self.refused(one));
                }
                answers.push(self.whole(one.clone())?);
            }
        }
        Ok(answers)
    }

    /// What a part of a larger answer says went wrong.
    pub(super) fn refused(&self, one: &Value) -> Error {
        self.client.refusal(&super::http::Answer {
            status: one["status"].as_u64().unwrap_or(500) as u16,
            body: one.clone(),
            is_elastic: false,
        })
    }

    /// An answer to which every shard gave its part, and in time.
    fn whole(&self, answer: Value) -> Result<Value> {
        let shards = &answer["_shards"];
        let failed = shards["failed"].as_u64().unwrap_or(0);
        if failed > 0 {
            let total = shards["total"].as_u64().unwrap_or(0);
            let reason =
                format!("{failed} of {total} shards did not answer, and less than all would be wrong");
            return Err(self.client.unavailable(reason));
        }
        if answer["timed_out"] == true || answer["hits"]["total"]["relation"] == "gte" {
            return Err(self
                .client
                .unavailable("it ended before all was counted, and less than all would be wrong"));
        }
        Ok(answer)
    }

    /// The documents of some identities as they are now, whatever a search sees; nothing for those that are not there.
    pub(super) fn documents(
        &self,
        part: Part,
        ids: &[String],
        fields: &[&str],
    ) -> Result<Vec<Option<Stored>>> {
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(TOGETHER) {
            let fields = match fields {
                [] => "_source=false".into(),
                fields => format!("_source_includes={}", fields.join(",")),
            };
            let path = format!("{}/_mget?{fields}", self.index(part));
            let answer = self.client.ask("POST", &path, Some(&json!({ "ids": some })))?;
            let documents = answer["docs"]
                .as_array()
                .filter(|documents| documents.len() == some.len());
            for document in
                documents.ok_or_else(|| self.client.unavailable("it did not answer of all documents"))?
            {
                if document["error"]["type"] == "index_not_found_exception" {
                    return Err(Error::NoIndex {
                        path: self.client.address().to_string().into(),
                    });
                }
                if document["error"].is_object() {
                    return Err(self.client.unavailable(
                        document["error"]["reason"]
                            .as_str()
                            .unwrap_or("a document cannot be read"),
                    ));
                }
                let revision = Revision::of(document).filter(|_| document["found"] == true);
                found.push(revision.map(|revision| Stored {
                    source: document["_source"].clone(),
                    revision,
                }));
            }
        }
        Ok(found)
    }

    /// Lets searches see what was written.
    pub(super) fn refresh(&self, parts: &[Part]) -> Result<()> {
        let names: Vec<String> = parts.iter().map(|part| self.index(*part)).collect();
        let answer = self
            .client
            .ask("POST", &format!("{}/_refresh", names.join(",")), None)?;
        match answer["_shards"]["failed"].as_u64().unwrap_or(0) {
            0 => Ok(()),
            failed => Err(self
                .client
                .unavailable(format!("{failed} shards could not be refreshed"))),
        }
    }

    /// Makes sure that the host belongs to a cluster that has all of the index: one that has lost it answers as if nothing were wrong.
    pub(super) fn health(&self) -> Result<()> {
        let names: Vec<String> = Part::ALL.iter().map(|part| self.index(*part)).collect();
        let answer = self.client.ask(
            "GET",
            &format!("_cluster/health/{}?timeout=5s", names.join(",")),
            None,
        )?;
        match answer["status"].as_str() {
            Some("green" | "yellow") => Ok(()),
            status => Err(self
                .client
                .unavailable(format!("its health is {}", status.unwrap_or("not known")))),
        }
    }

    /// Opens a view of an index as it is.
    pub(super) fn view(&self, part: Part) -> Result<View<'_>> {
        let (path, name) = self.product.view(&self.index(part));
        let answer = self.client.ask("POST", &path, None)?;
        let answer = self.whole(answer)?;
        let id = answer[name]
            .as_str()
            .ok_or_else(|| self.client.unavailable("it opened no view"))?
            .to_string();
        Ok(View { cluster: self, id })
    }
}

/// So many searches, or documents, are asked for in one request.
const TOGETHER: usize = 500;

/// An index as it was at a moment; it goes when it is dropped.
pub(super) struct View<'c> {
    cluster: &'c Cluster,
    /// Its name.
    pub id: String,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        let (path, body) = self.cluster.product.close(&self.id);
        // It ends by itself after a while.
        let _ = self.cluster.client.ask("DELETE", path, Some(&body));
    }
}
