//! What kind of page it is.

use serde::{Deserialize, Serialize};

/// What kind of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// One article.
    Article,
    /// A section or home page: a list of articles.
    Section,
    /// A consent wall, an error page, "access denied".
    Notice,
    /// A video or photo page with little text.
    Media,
    /// A live blog.
    Live,
    /// The shell of a viewer, for a document that is not in the page.
    Viewer,
    /// Something else that is no article: a product, a service, a forum, a manual.
    Other,
}

impl Kind {
    /// Whether the page has one text of its own that was published at some time.
    pub fn is_published(self) -> bool {
        !matches!(self, Kind::Section | Kind::Notice | Kind::Other)
    }
}
