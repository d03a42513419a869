//! How the fields of articles are named in the indices, and what is said of them when these are made.

use super::cluster::Part;
use crate::index::plan::{Code, Column, Label, TextField};
use serde_json::{Map, Value, json};

/// The field of the words of a text.
pub(super) fn of_text(field: TextField) -> &'static str {
    match field {
        TextField::Title => "w.title",
        TextField::Body => "w.body",
        TextField::Comments => "w.comments",
        TextField::Furniture => "w.furniture",
        TextField::Names => "w.names",
        TextField::Url => "w.url",
        TextField::Path => "w.path",
        TextField::FurtherPath => "w.further",
        TextField::Label(Label::Outlet) => "w.outlet",
        TextField::Label(Label::Domain) => "w.domain",
        TextField::Label(Label::Author) => "w.author",
        TextField::Label(Label::Agency) => "w.agency",
        TextField::Label(Label::Section) => "w.section",
        TextField::Label(Label::Tag) => "w.tag",
    }
}

/// The index that has the words of a text.
pub(super) fn home_of(field: TextField) -> Part {
    match field {
        TextField::FurtherPath => Part::Sightings,
        _ => Part::Articles,
    }
}

/// Whether an article may have several values in a column.
pub(super) fn has_several(column: Column) -> bool {
    !matches!(
        column,
        Column::Label(Label::Outlet | Label::Domain | Label::Section)
            | Column::Code(Code::Lang | Code::Date | Code::Added)
    )
}

/// The keyword fields of an article.
const KEYWORDS: [&str; 18] = [
    "id",
    "content",
    "outlet",
    "domain",
    "author",
    "agency",
    "section",
    "tag",
    "lang",
    "kind",
    "doubt",
    "has",
    "actor",
    "alias",
    "date",
    "mentioned",
    "added",
    "older",
];

/// The longest value that is indexed, in bytes: Lucene refuses longer ones.
pub(super) const LONGEST: usize = 32_766;

fn text(positions: &str, norms: bool) -> Value {
    let mut text = json!({
        "type": "text", "analyzer": "words", "search_analyzer": "asked", "index_options": positions, "norms": norms,
    });
    if positions == "positions" {
        // Between two texts of a field one place stays free.
        text["position_increment_gap"] = 1.into();
    }
    text
}

fn keyword() -> Value {
    json!({ "type": "keyword" })
}

fn articles() -> Value {
    let mut words = Map::new();
    for name in ["title", "body", "comments"] {
        words.insert(name.into(), text("positions", true));
    }
    words.insert("furniture".into(), text("freqs", false));
    for name in [
        "names", "url", "path", "outlet", "domain", "author", "agency", "section", "tag",
    ] {
        words.insert(name.into(), text("positions", false));
    }
    let mut fields = Map::from_iter([("w".to_string(), json!({ "properties": words }))]);
    fields.extend(KEYWORDS.map(|name| (name.to_string(), keyword())));
    fields.insert("sketch".into(), json!({ "type": "keyword", "index": false }));
    for name in ["record", "dropped", "page", "at"] {
        fields.insert(name.into(), json!({ "type": "object", "enabled": false }));
    }
    json!({ "dynamic": "strict", "_source": { "excludes": ["w"] }, "properties": fields })
}

fn sightings() -> Value {
    let mut fields = Map::new();
    fields.extend(
        ["key", "place", "seen", "was", "address", "copy", "tie"].map(|name| (name.to_string(), keyword())),
    );
    fields.insert(
        "w".into(),
        json!({ "properties": { "further": text("positions", false) } }),
    );
    fields.insert("record".into(), json!({ "type": "object", "enabled": false }));
    json!({ "dynamic": "strict", "_source": { "excludes": ["w"] }, "properties": fields })
}

/// The mapping of an index.
fn mapping(part: Part) -> Value {
    let of = |fields: Value| json!({ "dynamic": "strict", "properties": fields });
    match part {
        Part::Articles => articles(),
        Part::Sightings => sightings(),
        Part::Forms => of(json!({ "w": keyword() })),
        Part::Stories => of(json!({ "article": keyword(), "row": { "type": "object", "enabled": false } })),
        Part::Meta => of(json!({
            "probe": text("positions", true), "kind": keyword(), "body": { "type": "object", "enabled": false },
        })),
    }
}

/// With what an index is made.
pub(super) fn creation(part: Part, shards: u32, replicas: u32) -> Value {
    let shards = match part {
        Part::Articles | Part::Sightings => shards,
        _ => 1,
    };
    json!({
        "settings": {
            "number_of_shards": shards, "number_of_replicas": replicas, "codec": "best_compression", "refresh_interval": "30s",
            "analysis": {
                // Words are cut and folded before they are sent; forms of an asked word come as `armee|armees`.
                "tokenizer": { "asis": { "type": "whitespace", "max_token_length": 1_048_576 } },
                "filter": { "forms": { "type": "pattern_capture", "preserve_original": false, "patterns": ["([^|]+)"] } },
                "analyzer": {
                    "words": { "type": "custom", "tokenizer": "asis" },
                    "asked": { "type": "custom", "tokenizer": "asis", "filter": ["forms"] },
                },
            },
        },
        "mappings": mapping(part),
    })
}
