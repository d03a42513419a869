//! A page of HTML as its visible text, line by line, as browsers write it down: for training alone.
//!
//! There are few annotated pages of visible text and many of HTML. A paragraph and a heading stand apart from what is around
//! them by an empty line, items of lists have a bullet or a number, what is set in is set in, the cells of a row stand in one
//! line, a picture stands there as its description, and what is hidden does not stand there.

use archive::parse::{Document, Element, ElementId, Tag};
use std::collections::HashSet;

/// How far an item of a list is set in, and the text of a quotation or a figure.
const ITEM: usize = 2;
const QUOTE: usize = 4;

/// The visible text of a page of HTML.
pub(crate) fn rendered(document: &Document) -> String {
    let mut page = RenderedPage {
        document,
        out: String::new(),
        last: None,
        marked: HashSet::new(),
    };
    let mut pictures = pictures(document).into_iter().peekable();
    for (id, block) in (0..).zip(&document.blocks) {
        let mut before = String::new();
        while let Some((picture, alt)) =
            pictures.next_if(|(p, _)| document.elements[*p as usize].first_block <= id)
        {
            let around = page.around(picture);
            if around == block.element {
                before.push_str(alt);
            } else {
                page.write(around, alt);
            }
        }
        if !document.elements[block.element as usize].hidden {
            page.write(block.element, &(before + &block.text));
        }
    }
    page.out
}

/// The pictures that are described, in page order.
fn pictures(document: &Document) -> Vec<(ElementId, &str)> {
    let described = |(id, element): (ElementId, &'_ Element)| {
        let shown = element.tag == Tag::Img && !element.hidden;
        shown.then_some(id)
    };
    let ids = (0..).zip(&document.elements).filter_map(described);
    ids.filter_map(|id| Some((id, document.elements[id as usize].attribute("alt")?.trim())))
        .filter(|(_, alt)| !alt.is_empty())
        .collect()
}

struct RenderedPage<'a> {
    document: &'a Document,
    out: String,
    /// The element of the last line.
    last: Option<ElementId>,
    /// The items whose bullet was written.
    marked: HashSet<ElementId>,
}

impl RenderedPage<'_> {
    fn element(&self, id: ElementId) -> &Element {
        &self.document.elements[id as usize]
    }

    /// The nearest element around one that makes a block.
    fn around(&self, id: ElementId) -> ElementId {
        let mut id = self.element(id).parent;
        while self.element(id).tag.is_inline() {
            id = self.element(id).parent;
        }
        id
    }

    fn write(&mut self, id: ElementId, text: &str) {
        if self.last.is_some_and(|last| self.in_one_row(last, id)) {
            self.out.push_str("\t\t");
            self.out.push_str(text);
        } else {
            let apart = self.last.is_some_and(|last| self.stand_apart(last, id));
            self.out.push_str(match (self.out.is_empty(), apart) {
                (true, _) => "",
                (_, true) => "\n\n",
                _ => "\n",
            });
            let (first, rest) = self.margins(id);
            let lines = text.split('\n').enumerate();
            let lines: Vec<String> = lines
                .map(|(at, line)| format!("{}{line}", if at == 0 { &first } else { &rest }))
                .collect();
            self.out.push_str(&lines.join("\n"));
        }
        self.last = Some(id);
    }

    fn in_one_row(&self, last: ElementId, id: ElementId) -> bool {
        let cell = |id| matches!(self.element(id).tag, Tag::Td | Tag::Th);
        last != id && cell(last) && cell(id) && self.element(last).parent == self.element(id).parent
    }

    /// Whether an element with a margin ends or begins between two lines.
    fn stand_apart(&self, last: ElementId, id: ElementId) -> bool {
        let (mut a, mut b) = (last, id);
        let mut apart = last == id && has_margin(self.element(id).tag);
        while a != b {
            let deeper = if self.element(a).depth > self.element(b).depth {
                &mut a
            } else {
                &mut b
            };
            apart |= has_margin(self.element(*deeper).tag);
            *deeper = self.element(*deeper).parent;
        }
        apart
    }

    /// What stands before the first line of a block, and before the lines that follow.
    fn margins(&mut self, id: ElementId) -> (String, String) {
        let (mut indent, mut item) = (0, None);
        let mut at = id;
        loop {
            match self.element(at).tag {
                Tag::Li => {
                    indent += ITEM;
                    item = item.or(Some(at));
                }
                Tag::Blockquote | Tag::Figure | Tag::Dd => indent += QUOTE,
                _ => {}
            }
            if self.element(at).parent == at {
                break;
            }
            at = self.element(at).parent;
        }
        let Some(item) = item else {
            return (" ".repeat(indent), " ".repeat(indent));
        };
        let rest = " ".repeat(indent + ITEM);
        if !self.marked.insert(item) {
            return (rest.clone(), rest);
        }
        (" ".repeat(indent) + &self.mark(item), rest)
    }

    /// The bullet of an item, or its number.
    fn mark(&self, item: ElementId) -> String {
        let list = self.element(item).parent;
        if self.element(list).tag != Tag::Ol {
            return "• ".to_string();
        }
        let items = (list..item).filter(|id| self.element(*id).parent == list && *id != list);
        format!(
            "{}. ",
            items.filter(|id| self.element(*id).tag == Tag::Li).count() + 1
        )
    }
}

fn has_margin(tag: Tag) -> bool {
    matches!(tag, Tag::P | Tag::Pre | Tag::Dl) || tag.heading_level().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_down_as_a_browser_does() {
        let page = archive::parse::document(
            "<html><body><div>Le Jour</div><ul><li><a>Mali</a><ul><li>Sport</li></ul></li></ul><h1>Titre</h1><p>Un<br>deux</p>\
             <figure><img alt='Une photo'></figure><ol><li>a</li><li>b</li></ol><p hidden>rien</p>\
             <table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table></body></html>",
        );
        assert_eq!(
            rendered(&page),
            "Le Jour\n  • Mali\n    • Sport\n\nTitre\n\nUn\ndeux\n\n    Une photo\n  1. a\n  2. b\n1\t\t2\n3"
        );
    }
}
