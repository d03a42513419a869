//! Where a fact was found.

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
    /// What the publisher states in a press database or a feed.
    Database,
    /// What another tool took from the page.
    Tool,
    /// The container from which the page was read: a capture, a mail, a record of our own.
    Container,
    /// The user's own word.
    User,
}

impl Evidence {
    /// All of them.
    pub const ALL: [Evidence; 18] = {
        use Evidence::*;
        [
            JsonLd, OpenGraph, Meta, Microdata, Time, Url, Heading, Title, Line, Byline, Dateline, Footer,
            Text, Path, Database, Tool, Container, User,
        ]
    };
}
