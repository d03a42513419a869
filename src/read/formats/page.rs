//! One page: HTML or visible text.

use super::{Format, Halt, Reader, html_note, utf16};
use crate::page::{Content, Origin, Page, SavedAs};
use crate::read::stream::Stream;

/// A page of HTML, or the visible text of one.
pub(super) struct SinglePage;

/// How many bytes are looked at for bytes that no text has.
const LOOKED_AT: usize = 8 * 1024;

impl Format for SinglePage {
    fn recognises(&self, head: &[u8]) -> bool {
        !head.trim_ascii().is_empty() && is_text(&head[..head.len().min(LOOKED_AT)])
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        reader.page(page(bytes, origin))
    }
}

/// The page of these bytes, with what it notes of where it was saved from.
pub(super) fn page(bytes: Vec<u8>, origin: &Origin) -> Page {
    // What a capture says of a page, its notes cannot say better.
    let is_told = origin.url.is_some() && origin.crawled.is_some() && origin.saved_as != SavedAs::Page;
    let noted = match is_told {
        true => html_note::Noted::default(),
        false => html_note::noted(&bytes),
    };
    Page {
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
    }
}

/// Whether it is HTML beyond doubt, and no other format of tags.
pub(super) fn opens_html(head: &[u8]) -> bool {
    let start = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    ["<!doctype html", "<html"].iter().any(|tag| {
        let opening = start.get(..tag.len());
        opening.is_some_and(|opening| opening.eq_ignore_ascii_case(tag.as_bytes()))
    })
}

/// Text has no NUL, unless it is UTF-16 and says so, and few control characters. A page may have a stray one.
fn is_text(head: &[u8]) -> bool {
    if utf16::is_marked(head) {
        return true;
    }
    // Tab, line feed, vertical tab, form feed, carriage return and escape are met in text.
    let is_control = |byte: &&u8| **byte < 9 || (14..32).contains(*byte) && **byte != 27 || **byte == 127;
    head.iter().filter(is_control).count() * 50 <= head.len()
}
