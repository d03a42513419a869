//! Where a block of text begins and ends in the running text of an HTML page.

use super::{Block, BlockId, ElementId, InlineSpan, Tag};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The blocks of a page, as its elements open and close.
#[derive(Default)]
pub(super) struct Blocks {
    /// The blocks that have ended.
    pub done: Vec<Block>,
    /// The text of the block that is being read.
    text: String,
    /// White space was read that only counts when text follows: a blank, or breaks of the line.
    blank: bool,
    breaks: u32,
    /// An inline element has just closed, and nothing was read since.
    just_closed: bool,
    /// The block-level elements that are open, innermost last, and whether each is a paragraph.
    around: Vec<(ElementId, bool)>,
    /// The inline elements that are open, with the byte at which their text begins in this block.
    inline: Vec<(ElementId, usize)>,
    /// The inline elements of this block that have closed.
    spans: Vec<InlineSpan>,
}

impl Blocks {
    /// The place of the block that is being read, or comes next.
    pub(super) fn next(&self) -> BlockId {
        self.done.len() as BlockId
    }

    /// The place after the block that is being read, if it has text of its own; else as [`next`](Blocks::next).
    pub(super) fn next_after_pending(&self) -> BlockId {
        let is_joined = self.done.last().is_some_and(|initial| opens(initial, &self.text));
        self.next() + BlockId::from(self.has_text() && !is_joined)
    }

    /// Whether the block that is being read has text.
    pub(super) fn has_text(&self) -> bool {
        !self.text.is_empty()
    }

    /// An element opens.
    pub(super) fn open(&mut self, id: ElementId, tag: Tag) {
        if tag.is_inline() {
            self.part_neighbours();
            self.inline.push((id, self.text.len()));
        } else if !matches!(tag, Tag::Img | Tag::Picture | Tag::Input | Tag::Br | Tag::Hr) {
            self.end();
            self.around.push((id, tag == Tag::P));
        }
    }

    /// An element closes.
    pub(super) fn close(&mut self, id: ElementId, tag: Tag) {
        if self.around.last().is_some_and(|(open, _)| *open == id) {
            self.end();
            self.around.pop();
        } else if let Some(place) = self.inline.iter().rposition(|(open, _)| *open == id) {
            let (element, start) = self.inline.remove(place);
            self.span(element, start);
            self.just_closed = tag != Tag::Other;
        }
    }

    /// Two elements side by side without a blank between them are two pieces of text wherever CSS makes the layout:
    /// everywhere but in a paragraph, where letters may be marked one by one.
    fn part_neighbours(&mut self) {
        let in_paragraph = self.around.last().is_some_and(|(_, paragraph)| *paragraph);
        if std::mem::take(&mut self.just_closed) && self.has_text() && !in_paragraph {
            self.blank = true;
        }
    }

    fn span(&mut self, element: ElementId, start: usize) {
        if start < self.text.len() {
            self.spans.push(InlineSpan {
                element,
                start,
                end: self.text.len(),
            });
        }
    }

    /// A `<br>`: one breaks the line, two end the block.
    pub(super) fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 {
            self.end();
        }
    }

    /// Running text; where lines are kept, its own line breaks count.
    pub(super) fn text(&mut self, text: &str, keeps_lines: bool) {
        for c in text.chars() {
            match c {
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                '\n' if keeps_lines => self.line_break(),
                c if c.is_whitespace() => self.blank = true,
                c => {
                    self.part();
                    self.text.push(c);
                }
            }
        }
    }

    /// Writes the white space that stands before the next character.
    fn part(&mut self) {
        if self.has_text() && self.breaks > 0 {
            self.text.push('\n');
        } else if self.has_text() && self.blank {
            self.text.push(' ');
        }
        if (self.blank || self.breaks > 0) && self.has_text() {
            let end = self.text.len();
            for (_, start) in self.inline.iter_mut().filter(|(_, start)| *start + 1 == end) {
                *start = end;
            }
        }
        (self.blank, self.breaks, self.just_closed) = (false, 0, false);
    }

    /// The block ends here, if it has text.
    pub(super) fn end(&mut self) {
        (self.blank, self.breaks, self.just_closed) = (false, 0, false);
        if !self.has_text() {
            return;
        }
        for place in 0..self.inline.len() {
            let (element, start) = self.inline[place];
            self.inline[place].1 = 0;
            self.span(element, start);
        }
        let mut spans = std::mem::take(&mut self.spans);
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.element));
        let element = self.around.last().map_or(0, |(id, _)| *id);
        let mut block = Block {
            text: std::mem::take(&mut self.text),
            element,
            spans,
            line: None,
        };
        compose(&mut block);
        match self.done.last_mut().filter(|initial| opens(initial, &block.text)) {
            Some(initial) => join(initial, block),
            None => self.done.push(block),
        }
    }
}

/// Whether a block is the initial of the next text: one letter, maybe in quotation marks, before a word that goes on in small ones.
fn opens(initial: &Block, next: &str) -> bool {
    let letters = initial
        .text
        .trim_start_matches(['«', '“', '„', '"', '\u{a0}', ' ']);
    let mut chars = letters.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_none()
        && next.starts_with(char::is_lowercase)
}

/// Puts an initial before the block that it opens, in its own place.
fn join(initial: &mut Block, block: Block) {
    let letters = initial.text.len();
    initial.text.push_str(&block.text);
    initial.element = block.element;
    initial.spans = block.spans;
    for span in &mut initial.spans {
        span.start += if span.start > 0 { letters } else { 0 };
        span.end += letters;
    }
}

/// Brings the text of a block to NFC and moves its spans along.
fn compose(block: &mut Block) {
    if block.text.is_ascii() || is_nfc_quick(block.text.chars()) == IsNormalized::Yes {
        return;
    }
    let mut bounds: Vec<usize> = block
        .spans
        .iter()
        .flat_map(|span| [span.start, span.end])
        .collect();
    bounds.extend([0, block.text.len()]);
    bounds.sort_unstable();
    bounds.dedup();
    let mut text = String::with_capacity(block.text.len());
    let mut moved = vec![(0, 0)];
    for piece in bounds.windows(2) {
        text.extend(block.text[piece[0]..piece[1]].nfc());
        moved.push((piece[1], text.len()));
    }
    let to = |at: usize| moved[moved.partition_point(|(from, _)| *from < at)].1;
    for span in &mut block.spans {
        (span.start, span.end) = (to(span.start), to(span.end));
    }
    block.text = text;
}
