//! Articles as documents of tantivy.

use super::schema::SchemaFields;
use crate::article::Article;
use crate::index::document::IndexDocument;
use crate::index::originals::Number;
use crate::index::record::StoredRecord;
use crate::index::sighting::{Sighting, Standing};
use tantivy::TantivyDocument;

/// What parts a name from the identity of its actor in [`Fields::alias`].
pub(super) const BETWEEN: char = '\u{1f}';

/// The document of an article that is kept and not searched.
pub(super) fn older(
    fields: &SchemaFields,
    article: &Article,
    original: Number,
    furniture: &str,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_bytes(fields.older, article.id.hash());
    add_stored(&mut document, fields, article, original, furniture);
    document
}

/// The document of an article that is searched.
pub(super) fn of(
    fields: &SchemaFields,
    article: &Article,
    original: Number,
    furniture: &str,
) -> TantivyDocument {
    let found = IndexDocument::of(article, furniture);
    let mut document = TantivyDocument::new();
    document.add_bytes(fields.id, article.id.hash());
    for (field, text) in &found.texts {
        document.add_text(fields.of_text(*field), text);
    }
    for (code, value) in &found.codes {
        document.add_text(fields.of_code(*code), value);
    }
    for (name, id) in &found.names {
        document.add_text(fields.alias, format!("{name}{BETWEEN}{id}"));
    }
    for number in found.sketch.iter().flat_map(|sketch| sketch.numbers()) {
        document.add_u64(fields.sketch, number);
    }
    add_stored(&mut document, fields, article, original, furniture);
    document
}

/// From what the document is made again.
fn add_stored(
    document: &mut TantivyDocument,
    fields: &SchemaFields,
    article: &Article,
    original: Number,
    furniture: &str,
) {
    document.add_bytes(fields.record, &StoredRecord::new(article, original).to_bytes());
    document.add_bytes(fields.dropped, furniture.as_bytes());
}

/// The document of a sighting.
pub(super) fn of_sighting(fields: &SchemaFields, sighting: &Sighting) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let id = sighting.content.hash();
    let holds = sighting.standing != Standing::Past;
    if holds {
        document.add_bytes(fields.place, &sighting.key().0);
        document.add_bytes(fields.seen, id);
        if let Some(address) = &sighting.address {
            document.add_bytes(fields.address, &address.0);
        }
    } else {
        document.add_bytes(fields.was, id);
    }
    // What holds no more is no form of anything.
    let best = sighting.form_of.as_ref().filter(|_| holds);
    let is_further = sighting.standing == Standing::Further && sighting.form_of.is_none();
    for content in best
        .map(|best| best.hash())
        .into_iter()
        .chain(is_further.then_some(id))
    {
        document.add_bytes(fields.copy, content);
        document.add_text(fields.copy_path, sighting.place.path.to_string());
    }
    for tie in sighting.ties().chain(sighting.digest) {
        document.add_bytes(fields.tie, &tie.0);
    }
    document.add_bytes(fields.record, &sighting.to_bytes());
    document
}
