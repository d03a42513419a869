//! The document of an HTML page: one walk over the tree, without recursion.

use super::blocks::Blocks;
use super::{Cut, Document, Element, ElementId, Form, Head, Tag, guard, most_blocks, strip, tag};
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element as Source;

/// How deep elements may nest; the text of deeper ones stands in the last that counts. No real page comes near.
const MAX_DEPTH: u32 = 256;
/// How much of an attribute's value is kept.
const MAX_VALUE: usize = 2_000;
/// How many meta tags, links and scripts of JSON-LD a page may declare. No real page comes near.
const MAX_DECLARED: usize = 1_000;
/// Elements whose content nobody reads as text.
const UNREAD: [&str; 8] = [
    "script", "style", "template", "svg", "math", "iframe", "object", "canvas",
];

/// The document of an HTML page.
pub fn document(html: &str) -> Document {
    let (tree, cut) = guard::tree(&strip::stripped(html));
    let mut walk = Walk::new(cut);
    let most_blocks = most_blocks(html.len());
    for edge in tree.tree.root().traverse() {
        if walk.blocks.next() >= most_blocks {
            walk.document.cut = Some(Cut::Blocks);
            break;
        }
        match edge {
            Edge::Open(node) => walk.open(node.value()),
            Edge::Close(node) => walk.close(node.value()),
        }
    }
    walk.finish()
}

/// What text goes into.
#[derive(Clone, Copy, PartialEq)]
enum Sink {
    Blocks,
    Title,
    JsonLd,
    Nothing,
}

/// The walk: what is open, and what was gathered.
struct Walk {
    document: Document,
    blocks: Blocks,
    /// The elements that are open and counted, outermost first; the root never closes.
    open: Vec<ElementId>,
    /// Open elements nested too deep to be counted.
    uncounted: u32,
    sink: Sink,
    /// How many elements are open inside the one that turned the sink away from the blocks.
    aside: u32,
}

impl Walk {
    fn new(cut: Option<Cut>) -> Walk {
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
            form: Form::Html,
            head: Head::default(),
            elements: vec![root],
            blocks: Vec::new(),
            cut,
        };
        Walk {
            document,
            blocks: Blocks::default(),
            open: vec![0],
            uncounted: 0,
            sink: Sink::Blocks,
            aside: 0,
        }
    }

    fn open(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) if self.sink == Sink::Blocks => self.open_element(element),
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
        } else if self.sink != Sink::Blocks {
            self.sink = Sink::Blocks;
        } else if self.uncounted > 0 {
            self.uncounted -= 1;
        } else {
            self.close_element();
        }
    }

    fn text(&mut self, text: &str) {
        let preformatted = || {
            self.open
                .iter()
                .any(|id| self.document.elements[*id as usize].tag == Tag::Pre)
        };
        match self.sink {
            Sink::Blocks => {
                let keeps_lines = text.contains('\n') && preformatted();
                self.blocks.text(text, keeps_lines);
            }
            Sink::Title => self.document.head.title.get_or_insert_default().push_str(text),
            Sink::JsonLd => {
                if let Some(script) = self.document.head.json_ld.last_mut() {
                    script.push_str(text);
                }
            }
            Sink::Nothing => {}
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
        let hidden = self.document.elements[parent as usize].hidden || is_hidden(source);
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
    fn sink_of(&mut self, name: &str, source: &Source) -> Option<Sink> {
        match name {
            "title" if self.document.head.title.is_none() => Some(Sink::Title),
            "title" => Some(Sink::Nothing),
            "script"
                if source
                    .attr("type")
                    .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) =>
            {
                self.document.head.json_ld.push(String::new());
                Some(Sink::JsonLd)
            }
            name if UNREAD.contains(&name) => Some(Sink::Nothing),
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
                    head.metas
                        .push((name.to_ascii_lowercase(), cut_short(content).to_string()));
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

fn cut_short(value: &str) -> &str {
    &value[..value.floor_char_boundary(MAX_VALUE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        document(html)
            .blocks
            .into_iter()
            .map(|block| block.text)
            .collect()
    }

    #[test]
    fn blocks_are_paragraphs() {
        for (html, blocks) in [
            (
                "<p>Un <b>deux</b>,\n trois</p><p>quatre",
                &["Un deux, trois", "quatre"][..],
            ),
            (
                "<div>a<br>b<br><br>c<div>d</div>e</div>",
                &["a\nb", "c", "d", "e"],
            ),
            ("<div>a<br> <br/>b<hr>c</div>", &["a", "b", "c"]),
            ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", &["a", "b", "c"]),
            ("<table><tr><td>a<td>b<tr><th>c</table>", &["a", "b", "c"]),
            ("<a><h2>Titre</h2><p>texte</p></a>", &["Titre", "texte"]),
            ("<pre>a\nb\n\nc</pre>", &["a\nb", "c"]),
            ("<x-lead>a</x-lead><p>b <x-link>c</x-link> d</p>", &["a", "b c d"]),
            (
                "<p>a<script>b</script><svg><title>t</title></svg></p><iframe>c</iframe>",
                &["a"],
            ),
            ("<p>co\u{ad}op&nbsp;e&#769;t<img alt=x>e</p>", &["coop éte"]),
            ("", &[]),
        ] {
            assert_eq!(texts(html), blocks, "{html}");
        }
    }

    #[test]
    fn words_are_neither_glued_nor_cut() {
        assert_eq!(
            texts("<div><span>Titre</span><span>12 mai</span></div>"),
            ["Titre 12 mai"]
        );
        assert_eq!(texts("<p><span>L</span>e <b>Ma</b><i>li</i></p>"), ["Le Mali"]);
    }

    #[test]
    fn spans_stand_where_their_text_stands() {
        let html = "<p>Par <a rel=author href=/x>Abdou e\u{301} <b>Cissé</b></a>, le <time datetime=2022-05-13>13 mai</time></p>";
        let document = document(html);
        let block = &document.blocks[0];
        let spans: Vec<_> = block
            .spans
            .iter()
            .map(|s| {
                (
                    document.elements[s.element as usize].tag,
                    &block.text[s.start..s.end],
                )
            })
            .collect();
        assert_eq!(
            spans,
            [
                (Tag::A, "Abdou é Cissé"),
                (Tag::B, "Cissé"),
                (Tag::Time, "13 mai")
            ]
        );
        let time = &document.elements[block.spans[2].element as usize];
        assert_eq!(time.attribute("datetime"), Some("2022-05-13"));
    }

    #[test]
    fn elements_know_their_blocks() {
        let document =
            document("<main><nav>a</nav><div><p>b</p>c<i>d</i></div></main><p style='display: none'>e</p>");
        let range = |tag: Tag| {
            let element = document
                .elements
                .iter()
                .find(|element| element.tag == tag)
                .unwrap();
            element.first_block..element.end_block
        };
        assert_eq!(
            [
                range(Tag::Nav),
                range(Tag::Div),
                range(Tag::Main),
                range(Tag::I),
                range(Tag::Html)
            ],
            [0..1, 1..3, 0..3, 2..3, 0..4]
        );
        let last = document.blocks.last().unwrap();
        assert!(document.elements[last.element as usize].hidden);
    }

    #[test]
    fn the_head_is_heard() {
        let html = "<html lang=fr><head><title>A &amp; B</title><meta property=OG:Title content=T><base href=/b>\
                    <link rel=canonical href=/c><script type='application/ld+json'>{\"a\":1}</script></head>\
                    <body><svg><title>no</title></svg><meta itemprop=datePublished content=2022-05-13>";
        let head = document(html).head;
        assert_eq!(
            (head.lang.as_deref(), head.title.as_deref(), head.base.as_deref()),
            (Some("fr"), Some("A & B"), Some("/b"))
        );
        assert_eq!(head.meta("og:title").collect::<Vec<_>>(), ["T"]);
        assert_eq!(head.meta("datepublished").collect::<Vec<_>>(), ["2022-05-13"]);
        assert_eq!(head.links, [("canonical".to_string(), "/c".to_string())]);
        assert_eq!(head.json_ld, ["{\"a\":1}"]);
    }

    #[test]
    fn depth_is_bounded() {
        let document = document(&format!(
            "{}a<b>b</b>{}c",
            "<div>".repeat(900),
            "</div>".repeat(900)
        ));
        assert!(document.elements.iter().all(|element| element.depth <= MAX_DEPTH));
        let text: String = document.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(text, "abc");
    }
}
