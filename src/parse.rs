//! The tree of a page, whether HTML or visible text: elements, and the blocks of text that stand in them.
//!
//! A document is never changed after parsing. Elements and blocks stand in page order, a parent before its children, so
//! that every pass over them is a loop and none recurses. Judgements live in side tables by [`BlockId`] or [`ElementId`].

mod blocks;
mod compact;
pub(crate) mod declared;
mod escapes;
mod fallback;
mod form;
mod guard;
mod html;
mod plain_text;
mod strip;
mod styles;
pub(crate) mod tag;
mod wrapped;

pub use declared::Declared;
pub use escapes::unescaped;
pub use tag::Tag;

use serde::{Deserialize, Serialize};

/// The tree of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What the page was.
    pub form: Markup,
    /// What the page declares about itself.
    pub head: Head,
    /// The elements of the body, in page order; the first is the root and its own parent. A page of visible text has the root alone.
    pub elements: Vec<Element>,
    /// The blocks of text, in page order.
    pub blocks: Vec<Block>,
    /// Why the tree of a hostile page ends early; the blocks of the rest stand in the root alone.
    pub cut: Option<Truncation>,
}

/// The document of a page: HTML or visible text, whichever it is.
pub fn document(text: &str) -> Document {
    match form::form(text) {
        Markup::Html => html::document(text),
        Markup::Text => plain_text::document(text),
    }
}

/// The text of a string of HTML, as publishing systems leave them in their metadata: character references read, tags gone.
pub fn plain(fragment: &str) -> String {
    let tree = scraper::Html::parse_fragment(fragment);
    tree.root_element().text().collect()
}

/// How many blocks a page of this size may have: each is judged beside all the others. Real pages have one for some hundred bytes.
fn most_blocks(bytes: usize) -> BlockId {
    BlockId::try_from(20_000 + bytes / 64).unwrap_or(BlockId::MAX)
}

/// What a page was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Markup {
    /// HTML.
    Html,
    /// The visible text of a page, line by line.
    Text,
}

/// Why the parser stopped before the end of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Truncation {
    /// More elements than a page of its size can mean to have.
    Nodes,
    /// More looks at open elements than a page of its size can need.
    Scans,
    /// More blocks than a page of its size can mean to have.
    Blocks,
    /// It took too long.
    Time,
    /// The parser failed.
    Fault,
}

/// What a page declares about itself, in page order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The `lang` of the page.
    pub lang: Option<String>,
    /// The `<title>`.
    pub title: Option<String>,
    /// The `href` of `<base>`.
    pub base: Option<String>,
    /// The meta tags: the name (of `name`, `property`, `itemprop` or `http-equiv`), lower case, and the content.
    pub metas: Vec<(String, String)>,
    /// The links: `rel`, lower case, and `href`.
    pub links: Vec<(String, String)>,
    /// The texts of the JSON-LD scripts.
    pub json_ld: Vec<String>,
}

impl Head {
    /// The contents of the meta tags of this name, in page order.
    pub fn meta<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, content)| content.as_str())
    }
}

/// The place of an element in [`Document::elements`].
pub type ElementId = u32;

/// The place of a block in [`Document::blocks`].
pub type BlockId = u32;

/// An element of the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "compact::CompactElement", into = "compact::CompactElement")]
pub struct Element {
    /// The element around it.
    pub parent: ElementId,
    /// Its name.
    pub tag: Tag,
    /// How many elements are around it.
    pub depth: u32,
    /// The attributes that say something about its text (see [`tag::KEPT_ATTRIBUTES`]), in the page's order.
    pub attributes: Vec<(&'static str, Box<str>)>,
    /// Its style or its attributes hide it, or those of an element around it do.
    pub hidden: bool,
    /// The blocks inside it: from this one …
    pub first_block: BlockId,
    /// … up to and without this one.
    pub end_block: BlockId,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| &**value)
    }
}

/// A block of text: a paragraph, a heading, a list item, a cell, or a line of visible text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The text: NFC, single blanks, `\n` where the page breaks the line inside the block.
    pub text: String,
    /// The innermost element that holds all of it and is not inline.
    pub element: ElementId,
    /// The inline elements in it, in page order, by bytes of the text; they may nest.
    pub spans: Vec<InlineSpan>,
    /// How it stood on a page of visible text.
    pub line: Option<LineLayout>,
}

/// An inline element inside a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineSpan {
    /// The element.
    pub element: ElementId,
    /// The first byte of its text in the block.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// How a line stood on a page of visible text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineLayout {
    /// Its number in the page, from 1.
    pub number: u32,
    /// How many empty lines stand before it.
    pub gap: u32,
    /// How many blanks it is indented by.
    pub indent: u32,
    /// Whether it begins with a bullet.
    pub bullet: bool,
}

impl Document {
    /// The elements around an element, from itself to the root.
    pub fn ancestors(&self, element: ElementId) -> impl Iterator<Item = (ElementId, &Element)> {
        let mut next = Some(element);
        std::iter::from_fn(move || {
            let id = next?;
            let element = &self.elements[id as usize];
            next = (element.parent != id).then_some(element.parent);
            Some((id, element))
        })
    }
}
