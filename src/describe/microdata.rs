//! What microdata and RDFa say inside the page, and of which article they say it.

use crate::parse::{Document, Element, ElementId};

/// A property of the page's own article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Property<'a> {
    /// The element that has it.
    pub element: ElementId,
    /// Its names: `datePublished`, or several with blanks between them.
    pub names: &'a str,
    /// It belongs to another thing inside the article, of this type: a person, an organisation, a comment, another article.
    pub owner: Option<&'a str>,
}

impl Property<'_> {
    /// Whether the property has this name, in whatever case and with whatever prefix.
    pub(super) fn is(&self, name: &str) -> bool {
        let mut names = self.names.split_whitespace();
        names.any(|own| {
            own.rsplit([':', '/', '#'])
                .next()
                .is_some_and(|own| own.eq_ignore_ascii_case(name))
        })
    }

    /// Whether it says something of an article or of the page, not of a person, a comment or a picture.
    pub(super) fn is_of_article(&self) -> bool {
        self.owner.is_none_or(|owner| {
            let article = owner.contains("Article") || owner.contains("Posting") || owner.contains("Page");
            article
                || owner.ends_with("CreativeWork")
                || owner.ends_with("Report")
                || owner.ends_with("Review")
        })
    }
}

/// The properties of a page, in page order.
pub(super) fn properties(document: &Document) -> impl Iterator<Item = Property<'_>> {
    document.elements.iter().zip(0..).filter_map(|(element, id)| {
        let names = element
            .attribute("itemprop")
            .or_else(|| element.attribute("property"))?;
        Some(Property {
            element: id,
            names,
            owner: owner(document, element),
        })
    })
}

/// The type of the innermost thing around an element.
fn owner<'a>(document: &'a Document, element: &Element) -> Option<&'a str> {
    let mut around = document.ancestors(element.parent).map(|(_, around)| around);
    around.find_map(|around| {
        around
            .attribute("itemtype")
            .or_else(|| around.attribute("typeof"))
    })
}

/// The value of an element that does not show it: `content`, `datetime`.
pub(super) fn hidden_value(element: &Element) -> Option<&str> {
    element
        .attribute("content")
        .or_else(|| element.attribute("datetime"))
        .filter(|value| !value.trim().is_empty())
}
