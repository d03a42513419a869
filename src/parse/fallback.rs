//! The text of a page without its tree, for pages that are too much for the parser: one pass over the bytes, whatever they are.
//!
//! Tags only part the text, and their attributes are not read: attributes compared with each other are one of the ways to make
//! a parser slow.

use super::blocks::Blocks;
use super::tag::UNREAD;
use super::{Block, Tag, strip};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use memchr::{memchr, memmem};
use std::cell::RefCell;
use std::collections::HashMap;

/// Into how many blocks the text is put that the tree has not: more of them are joined.
const MOST: usize = 1_000;

/// The blocks of a page that its tree, which has these, lacks: in page order, without elements.
pub(super) fn rest(html: &str, known: &[Block]) -> Vec<Block> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for block in known {
        *counts.entry(&block.text).or_default() += 1;
    }
    let is_new = |block: &Block| match counts.get_mut(block.text.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    joined(blocks(html).into_iter().filter(is_new).collect())
}

/// At most [`MOST`] blocks with the text of all.
pub(super) fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let together = blocks.len().div_ceil(MOST).max(1);
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len().min(MOST));
    for (at, block) in blocks.into_iter().enumerate() {
        match joined.last_mut() {
            Some(last) if at % together != 0 => {
                last.text.push('\n');
                last.text.push_str(&block.text);
            }
            _ => joined.push(block),
        }
    }
    joined
}

/// The blocks of text between the tags of a page.
fn blocks(html: &str) -> Vec<Block> {
    let bare = without_attributes(html);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&bare));
    let tokenizer = Tokenizer::new(FallbackSink::default(), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut blocks = tokenizer.sink.0.into_inner();
    blocks.end();
    blocks.done
}

/// The page with tags that have nothing but their names, and without elements that nobody reads. A tag that never ends is text.
fn without_attributes(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len());
    let (mut at, mut ends) = (0, Ends::default());
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        out.push_str(&html[at..start]);
        let rest = &bytes[start..];
        let name = name_end(rest);
        match (ends.of(rest, name), name) {
            (Some(end), Some(name)) => {
                out.push_str(&html[start..start + name]);
                out.push('>');
                at = start + end;
            }
            (Some(end), None) => at = start + end,
            (None, _) => {
                out.push_str("&lt;");
                at = start + 1;
            }
        }
    }
    out.push_str(&html[at..]);
    out
}

/// Where tags, comments and unread elements end. What was looked for in vain is not looked for again: every byte of a page is
/// looked at a few times, whatever stands in it.
#[derive(Default)]
struct Ends {
    no_quotes: bool,
    no_comments: bool,
    unclosed: Vec<&'static str>,
}

impl Ends {
    /// The byte after the piece of markup with which this begins.
    fn of(&mut self, markup: &[u8], name: Option<usize>) -> Option<usize> {
        let Some(name) = name else {
            let comment = markup.starts_with(b"<!--") && !self.no_comments;
            let end = comment.then(|| memmem::find(&markup[4..], b"-->")).flatten();
            self.no_comments |= comment && end.is_none();
            return end.map(|end| end + 7);
        };
        let quoted = (!self.no_quotes).then(|| strip::tag_end(markup)).flatten();
        self.no_quotes |= quoted.is_none();
        let tag = quoted.or_else(|| memchr(b'>', markup).map(|end| end + 1))?;
        let unread = UNREAD
            .iter()
            .find(|unread| markup[1..name].eq_ignore_ascii_case(unread.as_bytes()));
        let Some(unread) = unread.filter(|unread| !self.unclosed.contains(unread)) else {
            return Some(tag);
        };
        let closing = strip::closing_tag(&markup[tag..], unread).map(|at| tag + at);
        if closing.is_none() {
            self.unclosed.push(unread);
        }
        Some(closing.unwrap_or(tag))
    }
}

/// The byte after the name of a tag, opening or closing.
fn name_end(tag: &[u8]) -> Option<usize> {
    let first = 1 + usize::from(tag.get(1) == Some(&b'/'));
    tag.get(first).filter(|byte| byte.is_ascii_alphabetic())?;
    let name = tag[first..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    Some(first + name.count())
}

#[derive(Default)]
struct FallbackSink(RefCell<Blocks>);

impl TokenSink for FallbackSink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut blocks = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => blocks.text(&text, false),
            Token::TagToken(tag) => match Tag::named(&tag.name) {
                Tag::Br => blocks.line_break(),
                Tag::Other if &*tag.name == "title" => blocks.end(),
                tag if tag.is_inline() => {}
                _ => blocks.end(),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        blocks(html).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn tags_part_the_text_and_nothing_of_it_is_lost() {
        let page = "<div class='a>b'>Bamako<p>Le <b>g&eacute;n&eacute;ral</b><br><br>est arriv\u{e9}<script>x<y</script><!-- c --><td>fin";
        assert_eq!(texts(page), ["Bamako", "Le général", "est arrivé", "fin"]);
        assert_eq!(
            texts("1 < 2 <a href=\"never closed"),
            ["1 < 2 <a href=\"never closed"]
        );
    }

    #[test]
    fn what_the_tree_has_is_not_read_again() {
        let known = blocks("<p>a<p>b");
        let rest = rest("<p>a<p>b<p>b<p>c", &known);
        assert_eq!(
            rest.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(),
            ["b", "c"]
        );
    }

    #[test]
    fn very_many_blocks_are_joined() {
        let rest = rest(&"<p>a".repeat(5_000), &[]);
        assert_eq!(rest.len(), MOST);
        assert_eq!(
            rest.iter()
                .map(|block| block.text.matches('a').count())
                .sum::<usize>(),
            5_000
        );
    }
}
