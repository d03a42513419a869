//! One page: HTML or visible text.

use super::{Format, Halt, Reader, html_note};
use crate::page::{Content, Origin, Page, SavedAs};
use crate::read::stream::Stream;

/// A page of HTML, or the visible text of one.
pub struct SinglePage;

/// How many bytes are looked at for bytes that no text has.
const LOOKED_AT: usize = 8 * 1024;

impl Format for SinglePage {
    fn recognises(&self, head: &[u8]) -> bool {
        !head.trim_ascii().is_empty() && is_text(&head[..head.len().min(LOOKED_AT)])
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        let noted = html_note::noted(&bytes);
        reader.page(Page {
            content: Content::Bytes(bytes),
            origin: Origin {
                url: origin.url.clone().or(noted.url),
                crawled: origin.crawled.or(noted.crawled),
                saved_as: match origin.saved_as {
                    SavedAs::Page => noted.saved_as,
                    known => known,
                },
                ..origin.clone()
            },
        })
    }
}

/// Text has no NUL, unless it is UTF-16 and says so, and few control characters. A page may have a stray one.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    let is_control = |b: &&u8| b.is_ascii_control() && !b"\t\n\r\x0b\x0c\x1b".contains(b);
    head.iter().filter(is_control).count() * 50 <= head.len()
}
