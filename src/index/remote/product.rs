//! Which engine answers at an address, and what differs between those that are known.

use super::http::{Answer, Client};
use crate::error::{Error, Result};
use serde_json::{Value, json};

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    /// OpenSearch.
    OpenSearch,
    /// Elasticsearch.
    Elasticsearch,
}

/// An engine in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Product {
    /// The engine.
    pub engine: Engine,
    /// Its version, as it says it.
    pub version: String,
}

impl Product {
    /// What answers at the address of a client.
    ///
    /// # Errors
    /// If it cannot be reached, takes no credentials of ours, or is something else.
    pub(super) fn of(client: &Client) -> Result<Product> {
        let answer = client.send("GET", "", None)?;
        if answer.status != 200 {
            return Err(match answer.body.is_null() && answer.status == 404 {
                true => foreign(client, &answer),
                false => client.refusal(&answer),
            });
        }
        Product::told(&answer)
            .ok_or_else(|| foreign(client, &answer))?
            .supported()
            .map_err(|reason| client.unusable(reason))
    }

    fn told(answer: &Answer) -> Option<Product> {
        let version = answer.body["version"]["number"].as_str()?.to_string();
        let engine = match answer.body["version"]["distribution"].as_str() {
            Some("opensearch") => Engine::OpenSearch,
            None if answer.is_elastic => Engine::Elasticsearch,
            _ => return None,
        };
        Some(Product { engine, version })
    }

    fn supported(self) -> std::result::Result<Product, String> {
        let mut numbers = self
            .version
            .split('.')
            .map(|part| part.parse::<u32>().unwrap_or(0));
        let number = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let least = match self.engine {
            Engine::OpenSearch => (2, 19),
            Engine::Elasticsearch => (8, 0),
        };
        match number >= least {
            true => Ok(self),
            false => Err(format!(
                "it is {} {}; at least {}.{} is needed",
                self.name(),
                self.version,
                least.0,
                least.1
            )),
        }
    }

    /// The name of the engine.
    pub(super) fn name(&self) -> &'static str {
        match self.engine {
            Engine::OpenSearch => "OpenSearch",
            Engine::Elasticsearch => "Elasticsearch",
        }
    }

    /// The request that opens a view of an index as it is, and where its answer has the name of the view.
    pub(super) fn view(&self, index: &str) -> (String, &'static str) {
        match self.engine {
            Engine::OpenSearch => (
                format!("{index}/_search/point_in_time?keep_alive=5m&allow_partial_pit_creation=false"),
                "pit_id",
            ),
            Engine::Elasticsearch => (format!("{index}/_pit?keep_alive=5m"), "id"),
        }
    }

    /// The request that closes a view.
    pub(super) fn close(&self, view: &str) -> (&'static str, Value) {
        match self.engine {
            Engine::OpenSearch => ("_search/point_in_time", json!({ "pit_id": [view] })),
            Engine::Elasticsearch => ("_pit", json!({ "id": view })),
        }
    }
}

/// That something else answers.
fn foreign(client: &Client, answer: &Answer) -> Error {
    let is_quickwit =
        answer.body["build"]["version"].is_string() || answer.body["version"]["number"] == "7.17";
    client.unusable(match is_quickwit {
        true => "it is Quickwit, which keeps a page twice that is ingested twice, and knows no exact distance of words: OpenSearch and Elasticsearch are supported",
        false => "what answers there is neither OpenSearch nor Elasticsearch",
    })
}
