//! An article as a reference: what a list of references needs of it, with the day on which the page was saved, the capture it was read
//! from, and the identity under which the archive keeps it.

mod bibtex;
mod csl;
mod ris;

pub(crate) use bibtex::bibtex;
pub(crate) use csl::csl;
pub(crate) use ris::ris;

use archive::article::{Article, Kind};
use archive::describe::NameParts;

/// What every style of references asks of an article.
struct Reference<'a> {
    article: &'a Article,
    /// Whether it is an article of a newspaper; else a page of the web.
    is_article: bool,
    creators: Vec<Creator<'a>>,
    /// The day on which the page was saved, else ingested.
    accessed: Option<String>,
    /// The capture from which it was read: the file of the capture and the place in it.
    capture: Option<String>,
    /// What identifies the bytes that the archive keeps.
    identity: String,
}

/// Who is named as the author.
enum Creator<'a> {
    /// A person whose family name is known.
    Person(NameParts),
    /// A person or an agency by the whole name.
    Whole(&'a str),
}

impl<'a> Reference<'a> {
    fn of(article: &'a Article) -> Reference<'a> {
        let accessed = article.crawled.or(article.added);
        Reference {
            article,
            is_article: matches!(article.kind, Kind::Article | Kind::Live),
            creators: creators(article),
            accessed: accessed.map(|moment| moment.day().to_string()),
            capture: capture(article),
            identity: format!("blake3:{}", article.id.to_hex()),
        }
    }
}

/// The authors; the agencies where no person is named.
fn creators<'a>(article: &'a Article) -> Vec<Creator<'a>> {
    if article.authors.is_empty() {
        return article.agencies.iter().map(|name| Creator::Whole(name)).collect();
    }
    let creator = |name: &'a String| NameParts::of(name).map_or(Creator::Whole(name), Creator::Person);
    article.authors.iter().map(creator).collect()
}

/// Where in an archive of the web a page was read; the folders of this machine are nobody's concern.
fn capture(article: &Article) -> Option<String> {
    let source = &article.source;
    source.url.as_ref()?;
    let place = source.place().to_string();
    Some(place.rsplit('/').next().unwrap_or(&place).to_string())
}
