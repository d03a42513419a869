//! What the names that a page gives its elements say of a date or of an author in them.

use crate::lexicon;
use crate::parse::Element;
use std::sync::LazyLock;

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Another article.
    Other,
    /// A comment of a reader.
    Comment,
    /// The date of a change.
    Modified,
    /// The date of publication.
    Published,
    /// The name of an author.
    AuthorName,
    /// Authors, with what else is said of them.
    Author,
    /// What stands beside an author's name: the picture, the biography.
    BesideAuthor,
    /// The address of an author's page.
    AuthorAddress,
}

static NAMES: LazyLock<Vec<(&'static str, Says)>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/element-names.tsv"))
        .filter_map(|mut fields| {
            let name = fields.next()?;
            let says = match fields.next()? {
                "other" => Says::Other,
                "comment" => Says::Comment,
                "modified" => Says::Modified,
                "published" => Says::Published,
                "author-name" => Says::AuthorName,
                "author" => Says::Author,
                "beside-author" => Says::BesideAuthor,
                "author-address" => Says::AuthorAddress,
                _ => return None,
            };
            Some((name, says))
        })
        .collect()
});

/// The names that say this.
pub(super) fn names(says: Says) -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .filter(move |(_, own)| *own == says)
        .map(|(name, _)| *name)
}

/// Whether a text, in small letters, has a name in it that says this.
pub(super) fn says(text: &str, says: Says) -> bool {
    names(says).any(|name| text.contains(name))
}

/// The class, the id and the name of an element, in small letters. A class with brackets in it gives a measure, and speaks of
/// another element: *mr-\[--sidebar-width\]*.
pub(super) fn of(element: &Element) -> String {
    let names = ["class", "id", "name"];
    let named = names.iter().filter_map(|name| element.attribute(name));
    let words = named
        .flat_map(str::split_ascii_whitespace)
        .filter(|name| !name.contains('['));
    words.collect::<Vec<_>>().join(" ").to_ascii_lowercase()
}
