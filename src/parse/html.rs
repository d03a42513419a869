//! The document of an HTML page: one walk over the tree, without recursion.

use super::blocks::Blocks;
use super::styles::Hiding;
use super::{
    BlockId, Document, Element, ElementId, Head, Markup, Tag, Truncation, fallback, guard, most_blocks,
    strip, tag, unescaped,
};
use crate::lexicon::entries;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element as Source;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How deep elements may nest; the text of deeper ones stands in the last that counts. No real page comes near.
const MAX_DEPTH: u32 = 256;
/// How much of an attribute's value is kept.
const MAX_VALUE: usize = 2_000;
/// How many meta tags, links and scripts of JSON-LD a page may declare. No real page comes near.
const MAX_DECLARED: usize = 1_000;

/// Words in the names of panels that a reader opens.
static COLLAPSED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let list = include_str!("../lexicon/collapsed-classes.txt");
    entries(list).filter_map(|mut fields| fields.next()).collect()
});

/// The document of an HTML page.
pub(super) fn document(html: &str) -> Document {
    let hiding = Hiding::of(html);
    let html = strip::stripped(html);
    let (tree, cut) = guard::tree(&html);
    let mut walk = TreeWalk::new(cut, hiding);
    let most_blocks = most_blocks(html.len());
    for edge in tree.tree.root().traverse() {
        if walk.blocks.next() >= most_blocks {
            walk.document.cut = Some(Truncation::Blocks);
            break;
        }
        match edge {
            Edge::Open(node) => walk.open(node.value()),
            Edge::Close(node) => walk.close(node.value()),
        }
    }
    let mut document = walk.finish();
    begin_at_initials(&mut document);
    if document.cut.is_some() {
        document.blocks.extend(fallback::rest(&html, &document.blocks));
        document.elements[0].end_block = document.blocks.len() as BlockId;
    }
    document
}

/// An initial stands before the elements of the word that it opens: these, and those around them, begin with the initial.
fn begin_at_initials(document: &mut Document) {
    for (id, block) in (0..).zip(&document.blocks) {
        let inline = block.spans.iter().map(|span| span.element);
        for element in std::iter::once(block.element).chain(inline) {
            let mut at = element as usize;
            while document.elements[at].first_block > id {
                let element = &mut document.elements[at];
                element.first_block = id;
                element.end_block = element.end_block.max(id + 1);
                at = element.parent as usize;
            }
        }
    }
}

/// What text goes into.
#[derive(Clone, Copy, PartialEq)]
enum TextSink {
    Blocks,
    Title,
    JsonLd,
    Nothing,
}

/// The walk: what is open, and what was gathered.
struct TreeWalk {
    document: Document,
    /// What the page's own style sheets hide.
    hiding: Hiding,
    blocks: Blocks,
    /// The elements that are open and counted, outermost first; the root never closes.
    open: Vec<ElementId>,
    /// Open elements nested too deep to be counted.
    uncounted: u32,
    sink: TextSink,
    /// How many elements are open inside the one that turned the sink away from the blocks.
    aside: u32,
}

impl TreeWalk {
    fn new(cut: Option<Truncation>, hiding: Hiding) -> TreeWalk {
        let root = Element {
            parent: 0,
            tag: Tag::Html,
            depth: 0,
            attributes: Vec::new(),
            hidden: false,
            first_block: 0,
            end_block: 0,
        };
        let document = Document {
            form: Markup::Html,
            head: Head::default(),
            elements: vec![root],
            blocks: Vec::new(),
            cut,
        };
        TreeWalk {
            document,
            hiding,
            blocks: Blocks::default(),
            open: vec![0],
            uncounted: 0,
            sink: TextSink::Blocks,
            aside: 0,
        }
    }

    fn open(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) if self.sink == TextSink::Blocks => self.open_element(element),
            Node::Element(_) => self.aside += 1,
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        if !node.is_element() {
            return;
        }
        if self.aside > 0 {
            self.aside -= 1;
        } else if self.sink != TextSink::Blocks {
            self.sink = TextSink::Blocks;
        } else if self.uncounted > 0 {
            self.uncounted -= 1;
        } else {
            self.close_element();
        }
    }

    fn text(&mut self, text: &str) {
        let within = |tags: &[Tag]| {
            let mut open = self.open.iter();
            open.any(|id| tags.contains(&self.document.elements[*id as usize].tag))
        };
        match self.sink {
            TextSink::Blocks => {
                let keeps_lines = text.contains('\n') && within(&[Tag::Pre]);
                let is_code = text.contains('&') && within(&[Tag::Pre, Tag::Code]);
                let text = if is_code {
                    Cow::Borrowed(text)
                } else {
                    unescaped(text)
                };
                self.blocks.text(&text, keeps_lines);
            }
            TextSink::Title => {
                let title = self.document.head.title.get_or_insert_default();
                title.push_str(&unescaped(text));
            }
            TextSink::JsonLd => {
                if let Some(script) = self.document.head.json_ld.last_mut() {
                    script.push_str(text);
                }
            }
            TextSink::Nothing => {}
        }
    }

    fn open_element(&mut self, source: &Source) {
        let name = source.name();
        if let Some(sink) = self.sink_of(name, source) {
            self.sink = sink;
            return;
        }
        self.declare(name, source);
        if self.open.len() as u32 > MAX_DEPTH {
            self.uncounted += 1;
            return;
        }
        let id = self.document.elements.len() as ElementId;
        let tag = self.tag(name);
        match tag {
            Tag::Br => self.blocks.line_break(),
            Tag::Hr => self.blocks.end(),
            _ => self.blocks.open(id, tag),
        }
        let parent = *self.open.last().unwrap_or(&0);
        let hidden = self.document.elements[parent as usize].hidden
            || is_hidden(source)
            || is_styled_away(&self.hiding, source);
        self.document.elements.push(Element {
            parent,
            tag,
            depth: self.open.len() as u32,
            attributes: kept_attributes(source),
            hidden,
            first_block: self.blocks.next(),
            end_block: self.blocks.next(),
        });
        self.open.push(id);
    }

    fn close_element(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(id) = self.open.pop() else { return };
        let element = &self.document.elements[id as usize];
        self.blocks.close(id, element.tag);
        self.document.elements[id as usize].end_block = self.blocks.next_after_pending();
    }

    /// Where the text of an element goes, if not into the blocks.
    fn sink_of(&mut self, name: &str, source: &Source) -> Option<TextSink> {
        match name {
            "title" if self.document.head.title.is_none() => Some(TextSink::Title),
            "title" => Some(TextSink::Nothing),
            "script"
                if source
                    .attr("type")
                    .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) =>
            {
                self.document.head.json_ld.push(String::new());
                Some(TextSink::JsonLd)
            }
            "template" if is_shadow_root(source) => None,
            name if tag::UNREAD.contains(&name) => Some(TextSink::Nothing),
            _ => None,
        }
    }

    /// What an element says about the whole page.
    fn declare(&mut self, name: &str, source: &Source) {
        let head = &mut self.document.head;
        let value = |name: &str| source.attr(name).map(str::trim).filter(|value| !value.is_empty());
        match name {
            "html" => head.lang = value("lang").or_else(|| value("xml:lang")).map(str::to_string),
            "base" if head.base.is_none() => head.base = value("href").map(str::to_string),
            "link" => {
                let room = head.links.len() < MAX_DECLARED;
                if let (true, Some(rel), Some(href)) = (room, value("rel"), value("href")) {
                    head.links
                        .push((rel.to_ascii_lowercase(), cut_short(href).to_string()));
                }
            }
            "meta" if head.metas.len() < MAX_DECLARED => {
                let content = value("content").unwrap_or_default();
                let names = ["name", "property", "itemprop", "http-equiv"];
                for name in names.into_iter().filter_map(value) {
                    head.metas.push((
                        name.to_ascii_lowercase(),
                        unescaped(cut_short(content)).into_owned(),
                    ));
                }
            }
            _ => {}
        }
    }

    /// The tag of an element; a custom element in the middle of a paragraph runs inside it.
    fn tag(&self, name: &str) -> Tag {
        match Tag::named(name) {
            Tag::Custom if self.blocks.has_text() && self.in_paragraph() => Tag::Other,
            tag => tag,
        }
    }

    fn in_paragraph(&self) -> bool {
        let block = self
            .open
            .iter()
            .rev()
            .map(|id| self.document.elements[*id as usize].tag);
        block.into_iter().find(|tag| !tag.is_inline()) == Some(Tag::P)
    }

    fn finish(mut self) -> Document {
        self.blocks.end();
        self.document.blocks = self.blocks.done;
        let end = self.document.blocks.len() as u32;
        for id in self.open {
            self.document.elements[id as usize].end_block = end;
        }
        self.document
    }
}

fn kept_attributes(source: &Source) -> Vec<(&'static str, Box<str>)> {
    let kept = |name: &str| tag::KEPT_ATTRIBUTES.iter().find(|kept| **kept == name).copied();
    source
        .attrs()
        .filter_map(|(name, value)| Some((kept(name)?, cut_short(value).into())))
        .collect()
}

/// Whether the element's own attributes hide it.
fn is_hidden(source: &Source) -> bool {
    source.attrs().any(|(name, value)| match name {
        "hidden" => true,
        "style" => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

/// Whether the page's style sheets hide an element that is no panel for the reader to open.
fn is_styled_away(hiding: &Hiding, source: &Source) -> bool {
    let (class, id) = (source.attr("class"), source.attr("id"));
    let opens = |names: &str| {
        let mut words = names.split(|c: char| !c.is_alphabetic());
        words.any(|word| COLLAPSED.contains(word.to_ascii_lowercase().as_str()))
    };
    hiding.hides(source.name(), class, id) && ![class, id].into_iter().flatten().any(opens)
}

/// Whether a `<template>` is shown in the place of the element around it, without a script.
fn is_shadow_root(source: &Source) -> bool {
    ["shadowrootmode", "shadowroot"]
        .iter()
        .any(|name| source.attr(name).is_some())
}

fn cut_short(value: &str) -> &str {
    &value[..value.floor_char_boundary(MAX_VALUE)]
}

#[cfg(test)]
mod tests;
