//! What of an article is searched, counted and stored.

use crate::article::Article;
use crate::index::originals::Number;
use crate::index::record::Record;
use crate::index::schema::{ANY_KIND, Fields};
use crate::index::sketch::Sketch;
use crate::text::folded;
use std::collections::BTreeSet;
use tantivy::TantivyDocument;

/// The document of an article that is kept and not searched.
pub fn older(fields: &Fields, article: &Article, original: Number, furniture: &str) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_bytes(fields.older, article.id.hash());
    add_stored(&mut document, fields, article, original, furniture);
    document
}

/// From what the document is made again.
fn add_stored(
    document: &mut TantivyDocument,
    fields: &Fields,
    article: &Article,
    original: Number,
    furniture: &str,
) {
    document.add_bytes(fields.record, &Record::new(article, original).to_bytes());
    document.add_bytes(fields.dropped, furniture.as_bytes());
}

/// The document of an article that is searched.
pub fn of(fields: &Fields, article: &Article, original: Number, furniture: &str) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let path = article.source.path.to_string();
    document.add_bytes(fields.id, article.id.hash());
    document.add_text(fields.body, &article.body);
    document.add_text(fields.furniture, furniture);
    let values = [
        (fields.title, article.title.as_deref()),
        (fields.outlet, article.outlet.as_deref()),
        (fields.domain, article.domain.as_deref()),
        (fields.url, article.url.as_deref()),
        (fields.section, article.section.as_deref()),
        (fields.lang, article.language.as_deref()),
        (fields.path, Some(&*path)),
        (fields.kind, Some(ANY_KIND)),
    ];
    for (field, value) in values {
        value.inspect(|value| document.add_text(field, value));
    }
    document.add_text(fields.kind, kind_name(article.kind));
    let lists = [
        (fields.author, &article.authors),
        (fields.agency, &article.agencies),
        (fields.tag, &article.tags),
        (fields.comments, &article.comments),
    ];
    for (field, value) in lists
        .into_iter()
        .flat_map(|(field, list)| list.iter().map(move |v| (field, v)))
    {
        document.add_text(field, value);
    }
    if article.kind == crate::article::Kind::Article {
        let numbers = Sketch::of(&article.body)
            .into_iter()
            .flat_map(|sketch| sketch.numbers().collect::<Vec<_>>());
        numbers.for_each(|number| document.add_u64(fields.sketch, number));
    }
    add_facts(&mut document, fields, article);
    add_actors(&mut document, fields, article);
    add_stored(&mut document, fields, article, original, furniture);
    document
}

/// The dates, the doubts, and which facts are known.
fn add_facts(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    if let Some(published) = &article.published {
        document.add_text(fields.date, published.date.to_string());
    }
    if let Some(added) = &article.added {
        document.add_text(fields.added, added.to_string());
    }
    let mentioned: BTreeSet<String> = article.dates.iter().map(|date| date.date.to_string()).collect();
    for date in mentioned {
        document.add_text(fields.mentioned, date);
    }
    for doubt in &article.doubts {
        document.add_text(fields.doubt, doubt_name(doubt));
    }
    let known = [
        ("title", article.title.is_some()),
        ("body", !article.body.is_empty()),
        ("outlet", article.outlet.is_some()),
        ("domain", article.domain.is_some()),
        ("url", article.url.is_some()),
        ("author", !article.authors.is_empty()),
        ("agency", !article.agencies.is_empty()),
        ("section", article.section.is_some()),
        ("tag", !article.tags.is_empty()),
        ("lang", article.language.is_some()),
        ("date", article.published.is_some()),
        ("mentions", !article.dates.is_empty()),
        ("comments", !article.comments.is_empty()),
        ("actor", !article.actors.is_empty()),
        ("doubt", !article.doubts.is_empty()),
    ];
    for (name, _) in known.into_iter().filter(|(_, known)| *known) {
        document.add_text(fields.has, name);
    }
}

/// The identities of the actors, and the names by which the text calls them.
fn add_actors(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    for actor in &article.actors {
        document.add_text(fields.actor, &actor.id);
        let mentions = actor.mentions.iter().map(|mention| mention.text.as_str());
        let named: BTreeSet<String> = mentions.map(folded).collect();
        let mut names = named.clone();
        names.insert(folded(&actor.name));
        for name in &names {
            document.add_text(fields.alias, alias_term(name, &actor.id));
        }
        for name in &named {
            document.add_text(fields.names, name);
        }
    }
}

/// A name of an actor with its identity, as [`Fields::alias`] has it.
fn alias_term(name: &str, id: &str) -> String {
    format!("{name}\u{1f}{id}")
}

/// The name of a doubt, without what it is about.
pub(super) fn doubt_name(doubt: &crate::article::Doubt) -> String {
    let doubt = doubt.to_string();
    doubt.split(':').next().unwrap_or_default().to_string()
}

/// The name of a kind, as the record prints it.
pub(super) fn kind_name(kind: crate::article::Kind) -> String {
    let value = serde_json::to_value(kind).unwrap_or_default();
    value.as_str().unwrap_or("article").to_string()
}
