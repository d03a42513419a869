//! What a page says of its article: title, outlet, dates, authors, agency, language, and who and what the text names.

pub mod actors;
pub mod mentioned;

use serde::{Deserialize, Serialize};

/// Where a fact was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Evidence {
    /// JSON-LD in the page's head.
    JsonLd,
    /// An OpenGraph or `article:*` meta tag.
    OpenGraph,
    /// Another meta tag.
    Meta,
    /// Microdata or RDFa.
    Microdata,
    /// A `<time>` element.
    Time,
    /// The address of the page.
    Url,
    /// A heading of the page.
    Heading,
    /// The `<title>` of the page.
    Title,
    /// A line of text near the article.
    Line,
    /// The block that names the author.
    Byline,
    /// The opening of the first paragraph: place, date and agency.
    Dateline,
    /// The footer or the copyright line.
    Footer,
    /// The text of the article itself.
    Text,
    /// The path of the file.
    Path,
    /// The container from which the page was read, or the record of another scraper.
    Container,
    /// The user's own word.
    User,
}
