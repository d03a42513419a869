//! The document of a page of visible text: one block a line.

use super::{
    Block, Document, Element, Head, LineLayout, Markup, Tag, Truncation, fallback, most_blocks, wrapped,
};
use crate::text::normalized;

/// Characters that open an item of a list when a blank follows.
const BULLETS: [char; 10] = ['•', '‣', '◦', '▪', '●', '·', '*', '-', '–', '—'];
/// How many blanks a tab stands for.
const TAB: u32 = 4;

/// The document of a page of visible text.
pub(super) fn document(page: &str) -> Document {
    let mut blocks = Vec::new();
    let (mut gap, mut cut) = (0, None);
    for (number, line) in wrapped::joined(lines(page)) {
        let text = normalized(&line);
        if text.is_empty() {
            gap += 1;
            continue;
        }
        let line = LineLayout {
            number,
            gap,
            indent: indent(&line),
            bullet: opens_with_bullet(&text),
        };
        blocks.push(Block {
            text,
            element: 0,
            spans: Vec::new(),
            line: Some(line),
        });
        gap = 0;
    }
    let most = most_blocks(page.len()) as usize;
    if blocks.len() > most {
        cut = Some(Truncation::Blocks);
        let rest = blocks.split_off(most);
        blocks.extend(fallback::joined(rest));
    }
    let root = Element {
        parent: 0,
        tag: Tag::Body,
        depth: 0,
        attributes: Vec::new(),
        hidden: false,
        first_block: 0,
        end_block: blocks.len() as u32,
    };
    Document {
        form: Markup::Text,
        head: Head::default(),
        elements: vec![root],
        blocks,
        cut,
    }
}

/// The lines of a text, whatever ends them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
    })
}

fn indent(line: &str) -> u32 {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { TAB } else { 1 })
        .sum()
}

fn opens_with_bullet(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| BULLETS.contains(&c)) && characters.next() == Some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_block_and_keeps_how_it_stood() {
        let document = document("  • Mali\r\n\r\n\n\tUn  mot.\n");
        let found: Vec<_> = document
            .blocks
            .iter()
            .map(|b| (b.text.as_str(), b.line.unwrap()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "• Mali",
                    LineLayout {
                        number: 1,
                        gap: 0,
                        indent: 2,
                        bullet: true
                    }
                ),
                (
                    "Un mot.",
                    LineLayout {
                        number: 4,
                        gap: 2,
                        indent: 4,
                        bullet: false
                    }
                ),
            ]
        );
    }
}
