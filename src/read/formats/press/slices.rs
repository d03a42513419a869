//! The articles of an export in HTML, cut apart, and the texts of their elements.

use crate::parse::{self, Block, Document, ElementId};

/// The pieces of a page that begin at these places; what stands before the first is left out.
pub(crate) fn cut<'p>(page: &'p str, starts: &[usize]) -> Vec<&'p str> {
    let ends = starts.iter().skip(1).copied().chain([page.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| page.get(*start..end))
        .collect()
}

/// Where the tags begin in which these words stand.
pub(super) fn tags_with(page: &str, words: &str) -> Vec<usize> {
    let tag = |at: usize| match words.starts_with('<') {
        true => Some(at),
        false => page[..at].rfind('<'),
    };
    page.match_indices(words).filter_map(|(at, _)| tag(at)).collect()
}

/// A piece of a page as a document.
pub(crate) struct PagePiece(pub Document);

impl PagePiece {
    /// Parses a piece.
    pub(crate) fn of(html: &str) -> PagePiece {
        PagePiece(parse::document(&format!(
            "<!DOCTYPE html><html><body>{html}</body></html>"
        )))
    }

    /// The elements that have this class.
    pub(crate) fn of_class<'a>(&'a self, class: &'a str) -> impl Iterator<Item = ElementId> + 'a {
        let has = move |names: &str| names.split_whitespace().any(|name| name == class);
        let elements = (0..).zip(&self.0.elements);
        elements
            .filter(move |(_, element)| element.attribute("class").is_some_and(has))
            .map(|(id, _)| id)
    }

    /// The text of the first element of this class that has one.
    pub(crate) fn text_of(&self, class: &str) -> Option<String> {
        let texts = self.of_class(class).map(|element| self.lines(element).join(" "));
        texts
            .map(|text| text.trim().to_string())
            .find(|text| !text.is_empty())
    }

    /// The texts of the blocks in an element, or of its parts of blocks where it is an inline one.
    pub(crate) fn lines(&self, element: ElementId) -> Vec<String> {
        let blocks = self.0.blocks.iter();
        blocks
            .filter_map(|block| self.part(block, element))
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn part(&self, block: &Block, element: ElementId) -> Option<String> {
        if self.0.ancestors(block.element).any(|(id, _)| id == element) {
            return Some(block.text.clone());
        }
        let span = block.spans.iter().find(|span| span.element == element)?;
        Some(block.text.get(span.start..span.end)?.trim().to_string())
    }

    /// All lines of the piece, in its order.
    pub(crate) fn all_lines(&self) -> Vec<String> {
        let lines = self.0.blocks.iter().flat_map(|block| block.text.split('\n'));
        lines
            .map(|line| line.trim().to_string())
            .filter(|line| !line.is_empty())
            .collect()
    }
}
