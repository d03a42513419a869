//! An article as text: a header, and the clean text.

use super::safe::{Safe, SafeLine};
use archive::article::Article;
use archive::index::labels::Labels;
use std::io::{Result, Write};

/// Prints an article: one line a fact that is known, an empty line, the text.
pub fn write(out: &mut impl Write, article: &Article, labels: &Labels) -> Result<()> {
    header(out, article)?;
    let (labels, note) = labels.words(&article.id);
    for (name, value) in [("labels", &*labels), ("note", note)] {
        if !value.is_empty() {
            writeln!(out, "{name}\t{}", SafeLine(value))?;
        }
    }
    if !article.body.is_empty() {
        writeln!(out, "\n{}", Safe(&article.body))?;
    }
    Ok(())
}

/// Prints the facts that are known, one a line: its name, a tab, its value.
pub fn header(out: &mut impl Write, article: &Article) -> Result<()> {
    let date = |dated: &Option<archive::article::Dated>| dated.as_ref().map(|dated| dated.date.to_string());
    let doubts: Vec<String> = article.doubts.iter().map(ToString::to_string).collect();
    let facts = [
        ("title", article.title.clone()),
        ("outlet", article.outlet.clone()),
        ("published", date(&article.published)),
        ("modified", date(&article.modified)),
        ("authors", listed(&article.authors)),
        ("agencies", listed(&article.agencies)),
        ("section", article.section.clone()),
        ("edition", article.edition.clone()),
        ("page", article.page.clone()),
        ("number", article.number.clone()),
        ("tags", listed(&article.tags)),
        ("language", article.language.clone()),
        ("url", article.url.clone()),
        ("source", Some(article.source.place().to_string())),
        ("id", Some(article.id.to_string())),
        ("doubts", listed(&doubts)),
    ];
    for (name, value) in facts.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        writeln!(out, "{name}\t{}", SafeLine(&value))?;
        for form in article.source.forms.iter().filter(|_| name == "source") {
            writeln!(out, "also\t{}", SafeLine(&form.to_string()))?;
        }
    }
    Ok(())
}

fn listed(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join("; "))
}
