//! An article as text: a header, and the clean text.

use super::safe::{Safe, SafeLine};
use super::screen::{Screen, hanging, wrapped};
use archive::article::Article;
use archive::index::labels::UserLabels;
use std::io::{Result, Write};

/// The names of facts stand in so many columns of a terminal.
const NAME: usize = 11;

/// Prints an article: one line a fact that is known, an empty line, the text. On a terminal facts and text are broken at words.
pub(crate) fn write(
    out: &mut impl Write,
    article: &Article,
    labels: &UserLabels,
    screen: Option<Screen>,
) -> Result<()> {
    header(out, article, screen)?;
    let (labels, note) = labels.words(&article.id);
    for (name, value) in [("labels", &*labels), ("note", note)] {
        if !value.is_empty() {
            fact(out, name, value, screen)?;
        }
    }
    let text = Safe(&article.body).to_string();
    match (article.body.is_empty(), screen) {
        (true, _) => Ok(()),
        (false, None) => writeln!(out, "\n{text}"),
        (false, Some(screen)) => writeln!(out, "\n{}", wrapped(&text, screen.width.min(MEASURE), 0)),
    }
}

/// Longer lines of running text are hard to read (Bringhurst, The Elements of Typographic Style, 2.1.2: 45 to 75 characters, 66 at
/// best; a terminal's letters are far apart, so the upper end and some more).
const MEASURE: usize = 88;

/// Prints a fact: its name, a tab, its value; on a terminal in two columns.
fn fact(out: &mut impl Write, name: &str, value: &str, screen: Option<Screen>) -> Result<()> {
    let value = SafeLine(value).to_string();
    match screen {
        None => writeln!(out, "{name}\t{value}"),
        Some(screen) => {
            let rest = " ".repeat(NAME);
            writeln!(
                out,
                "{}",
                hanging(&value, screen.width, &format!("{name:<NAME$}"), &rest)
            )
        }
    }
}

/// Prints the facts that are known, one a line.
pub(crate) fn header(out: &mut impl Write, article: &Article, screen: Option<Screen>) -> Result<()> {
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
        fact(out, name, &value, screen)?;
        for form in article.source.forms.iter().filter(|_| name == "source") {
            fact(out, "also", &form.to_string(), screen)?;
        }
    }
    Ok(())
}

fn listed(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join("; "))
}
