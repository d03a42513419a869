//! The tree of an XML document.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// The most elements that may stand in one another; deeper ones are taken as if they stood beside.
const DEEPEST: usize = 200;

/// An element, with what stands in it.
#[derive(Debug, Default, Clone)]
pub(crate) struct XmlElement {
    /// Its name, with its prefix.
    pub name: String,
    /// Where it stands in the document.
    pub span: Range<usize>,
    attributes: Vec<(String, String)>,
    parts: Vec<XmlPart>,
}

#[derive(Debug, Clone)]
enum XmlPart {
    Node(XmlElement),
    Text(String),
}

impl XmlElement {
    /// The elements in it.
    pub(crate) fn children(&self) -> impl Iterator<Item = &XmlElement> + Clone {
        self.parts.iter().filter_map(|part| match part {
            XmlPart::Node(node) => Some(node),
            XmlPart::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub(crate) fn child(&self, name: &str) -> Option<&XmlElement> {
        self.children().find(|node| node.name == name)
    }

    /// All elements of this name below it, but for those in one another.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> Box<dyn Iterator<Item = &'a XmlElement> + 'a> {
        Box::new(self.children().flat_map(move |node| match node.name == name {
            true => Box::new(std::iter::once(node)) as Box<dyn Iterator<Item = &XmlElement>>,
            false => node.all(name),
        }))
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(attribute, _)| attribute == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All text in it, without the white space around it.
    pub(crate) fn text(&self) -> String {
        self.raw_text().trim().to_string()
    }

    /// All text in it, as it stands.
    pub(crate) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text);
        text
    }

    fn write_text(&self, out: &mut String) {
        for part in &self.parts {
            match part {
                XmlPart::Node(node) => node.write_text(out),
                XmlPart::Text(text) => out.push_str(text),
            }
        }
    }

    /// The text of the first element of this name in it; nothing where there is none.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        self.child(name)
            .map(XmlElement::text)
            .filter(|text| !text.is_empty())
    }

    /// The text of the elements that hold no others of their kind, parted by empty lines.
    pub(crate) fn paragraphs(&self) -> String {
        let mut paragraphs = Vec::new();
        self.gather(&mut paragraphs);
        paragraphs.join("\n\n")
    }

    fn gather(&self, paragraphs: &mut Vec<String>) {
        const BLOCKS: [&str; 16] = [
            "p", "head", "ab", "item", "quote", "cell", "list", "table", "row", "div", "body", "main",
            "section", "h1", "h2", "h3",
        ];
        match self.children().any(|node| BLOCKS.contains(&node.name.as_str())) {
            true => self.children().for_each(|node| node.gather(paragraphs)),
            false => {
                let text = crate::text::normalized(&self.text());
                paragraphs.extend((!text.is_empty()).then_some(text));
            }
        }
    }
}

/// The name of the first element of a document, and its attributes as they are written.
pub(crate) fn root(head: &str) -> Option<(String, String)> {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<').then_some(())?;
    let mut reader = Reader::from_str(start);
    for _ in 0..20 {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_string();
                let attributes = element.attributes_raw().to_string();
                return Some((name, attributes));
            }
            Event::Eof => return None,
            Event::Text(text) if !text.trim_ascii().is_empty() => return None,
            _ => {}
        }
    }
    None
}

/// The tree of a document, under a node without a name, and the byte at which it breaks, if it does.
pub(crate) fn parsed(text: &str) -> (XmlElement, Option<usize>) {
    let marked = text.trim_start_matches('\u{feff}');
    let mark = text.len() - marked.len();
    let mut reader = Reader::from_str(marked);
    reader.config_mut().check_end_names = false;
    let mut open = vec![XmlElement::default()];
    let cut = loop {
        let at = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(element)) if open.len() < DEEPEST => open.push(node(&element, mark + at)),
            Ok(Event::Empty(element)) => push(&mut open, XmlPart::Node(node(&element, mark + at))),
            Ok(Event::End(end)) => {
                let ends = mark + reader.buffer_position() as usize;
                close(&mut open, end.name().as_ref(), ends);
            }
            Ok(Event::Text(text)) => {
                let text = text.to_string();
                push(&mut open, XmlPart::Text(text));
            }
            Ok(Event::CData(text)) => push(&mut open, XmlPart::Text(text.to_string())),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.to_string();
                push(
                    &mut open,
                    XmlPart::Text(crate::parse::plain(&format!("&{name};"))),
                );
            }
            Ok(Event::Eof) => break (open.len() > 1).then_some(at),
            Ok(_) => {}
            Err(_) => break Some(at),
        }
    };
    while open.len() > 1 {
        let name = open.last().map(|node| node.name.clone()).unwrap_or_default();
        close(&mut open, &name, text.len());
    }
    (open.pop().unwrap_or_default(), cut)
}

fn push(open: &mut [XmlElement], part: XmlPart) {
    if let Some(node) = open.last_mut() {
        node.parts.push(part);
    }
}

/// Closes the innermost element, if it has this name.
fn close(open: &mut Vec<XmlElement>, name: &str, end: usize) {
    if open.len() > 1 && open.last().is_some_and(|node| node.name == name) {
        let mut node = open.pop().unwrap_or_default();
        node.span.end = end;
        push(open, XmlPart::Node(node));
    }
}

fn node(element: &BytesStart, start: usize) -> XmlElement {
    let mut attributes = Vec::new();
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = attribute.value.to_string();
        let value = if value.contains('&') {
            crate::parse::plain(&value)
        } else {
            value
        };
        attributes.push((attribute.key.as_ref().to_string(), value));
    }
    XmlElement {
        name: element.name().as_ref().to_string(),
        span: start..start,
        attributes,
        parts: Vec::new(),
    }
}
