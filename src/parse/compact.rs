//! A document as few bytes, for the time between the two looks at a page: parsing it again costs ten times as much.

use super::{Document, Element, ElementId, Tag, tag::KEPT_ATTRIBUTES};
use serde::{Deserialize, Serialize};

impl Document {
    /// The document as bytes.
    ///
    /// # Panics
    /// Never: there is nothing in a document that cannot be written.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("plain values alone")
    }

    /// The document of bytes that [`Document::to_bytes`] gave; nothing where they are others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Document> {
        postcard::from_bytes(bytes).ok()
    }
}

/// An element as it is written: its attributes by their places among the names that are kept.
#[derive(Serialize, Deserialize)]
pub struct CompactElement {
    parent: ElementId,
    tag: Tag,
    depth: u32,
    attributes: Vec<(u8, Box<str>)>,
    hidden: bool,
    blocks: (u32, u32),
}

impl From<Element> for CompactElement {
    fn from(element: Element) -> CompactElement {
        let place = |name: &str| KEPT_ATTRIBUTES.iter().position(|kept| *kept == name);
        let attributes = element.attributes.into_iter();
        let attributes = attributes.filter_map(|(name, value)| Some((place(name)? as u8, value)));
        CompactElement {
            parent: element.parent,
            tag: element.tag,
            depth: element.depth,
            attributes: attributes.collect(),
            hidden: element.hidden,
            blocks: (element.first_block, element.end_block),
        }
    }
}

impl From<CompactElement> for Element {
    fn from(written: CompactElement) -> Element {
        let name = |place: u8| KEPT_ATTRIBUTES.get(usize::from(place)).copied();
        let attributes = written.attributes.into_iter();
        let attributes = attributes.filter_map(|(place, value)| Some((name(place)?, value)));
        Element {
            parent: written.parent,
            tag: written.tag,
            depth: written.depth,
            attributes: attributes.collect(),
            hidden: written.hidden,
            first_block: written.blocks.0,
            end_block: written.blocks.1,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::{Document, document};

    #[test]
    fn a_document_comes_back_as_it_was() {
        let html = "<!DOCTYPE html><html lang=fr><head><title>T</title><meta name=author content='A'><script type=application/ld+json>{}</script>\
            </head><body><div class='a b' id=x data-testid=y style='display:none'><p>Un <a href=/z>lien</a>.<br>Deux</p></div><x-y>é</x-y></body></html>";
        for page in [html, "Titre\n\n  • Un point\n\nUne ligne.\n", ""] {
            let parsed = document(page);
            assert_eq!(Document::from_bytes(&parsed.to_bytes()), Some(parsed));
        }
        assert_eq!(Document::from_bytes(b"\xff\xff"), None);
    }
}
