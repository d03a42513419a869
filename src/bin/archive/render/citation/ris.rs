//! References as RIS (the format of Reference Manager, as Zotero, EndNote and Mendeley read it): a tag of two letters a line.

use super::{Creator, Reference};
use archive::article::Article;
use archive::text::normalized;
use std::fmt::Write;

/// An article as a reference, with an empty line behind it.
pub(crate) fn ris(article: &Article) -> String {
    let reference = Reference::of(article);
    let mut lines = String::new();
    let mut tag = |tag: &str, value: &str| {
        // A line break would begin another tag.
        let _ = write!(lines, "{tag}  - {}\r\n", normalized(value));
    };
    tag("TY", if reference.is_article { "NEWS" } else { "ELEC" });
    let mut text = |name: &str, value: &Option<String>| {
        if let Some(value) = value {
            tag(name, value);
        }
    };
    text("TI", &article.title);
    text("T2", &article.outlet);
    text("SE", &article.section);
    text("LA", &article.language);
    text("UR", &article.url);
    for creator in &reference.creators {
        tag("AU", &name(creator));
    }
    if let Some(published) = &article.published {
        let date = published.date.to_string();
        tag("PY", &date[..date.find('-').unwrap_or(date.len())]);
        tag("DA", &slashed(&date));
    }
    if let Some(accessed) = &reference.accessed {
        tag("Y2", &slashed(accessed));
    }
    if let Some(capture) = &reference.capture {
        tag("AV", capture);
    }
    tag("AN", &article.id.to_string());
    tag("N1", &reference.identity);
    tag("ER", "");
    lines
}

/// `Family, Given, Suffix`; a whole name has no comma.
fn name(creator: &Creator) -> String {
    match creator {
        Creator::Whole(name) => name.replace(',', ""),
        Creator::Person(parts) => match &parts.suffix {
            Some(suffix) => format!("{}, {}, {suffix}", parts.family, parts.given),
            None => format!("{}, {}", parts.family, parts.given),
        },
    }
}

/// `YYYY/MM/DD/`, where what is not known is left empty.
fn slashed(date: &str) -> String {
    let mut parts = date.split('-').chain(std::iter::repeat(""));
    let [year, month, day] = [(); 3].map(|()| parts.next().unwrap_or_default());
    format!("{year}/{month}/{day}/")
}
