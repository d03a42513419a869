//! Items of CSL-JSON, the input of citation processors (Citation Style Language 1.0.2, appendix IV).

use super::{Creator, Reference};
use archive::article::Article;
use serde_json::{Map, Value, json};

/// An article as an item.
pub(crate) fn csl(article: &Article) -> Value {
    let reference = Reference::of(article);
    let mut item = Map::new();
    let kind = match reference.is_article {
        true => "article-newspaper",
        false => "webpage",
    };
    item.insert("id".into(), article.id.to_string().into());
    item.insert("type".into(), kind.into());
    let texts = [
        ("title", &article.title),
        ("container-title", &article.outlet),
        ("section", &article.section),
        ("language", &article.language),
        ("URL", &article.url),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            item.insert(name.into(), value.as_str().into());
        }
    }
    if !reference.creators.is_empty() {
        item.insert("author".into(), reference.creators.iter().map(name).collect());
    }
    let issued = article
        .published
        .as_ref()
        .map(|published| published.date.to_string());
    for (name, date) in [("issued", issued), ("accessed", reference.accessed)] {
        if let Some(date) = date {
            item.insert(name.into(), parts(&date));
        }
    }
    if let Some(capture) = reference.capture {
        item.insert("archive_location".into(), capture.into());
    }
    item.insert("note".into(), reference.identity.into());
    Value::Object(item)
}

fn name(creator: &Creator) -> Value {
    match creator {
        Creator::Whole(name) => json!({"literal": name}),
        Creator::Person(parts) => {
            let mut name = json!({"family": parts.family, "given": parts.given});
            if let Some(suffix) = &parts.suffix {
                name["suffix"] = suffix.as_str().into();
            }
            name
        }
    }
}

/// A date as far as it is known: year, month, day.
fn parts(date: &str) -> Value {
    let numbers: Vec<i32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    json!({"date-parts": [numbers]})
}
