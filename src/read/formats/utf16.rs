//! Records and tables in UTF-16, as spreadsheets and some scrapers on Windows write them. Pages in it are read as pages.

use super::json::Json;
use super::table::Table;
use super::{Format, Halt, Reader};
use crate::decode;
use crate::page::Origin;
use crate::read::stream::Stream;

/// What is a list of records once it is UTF-8.
pub(super) struct Utf16;

impl Format for Utf16 {
    fn recognises(&self, head: &[u8]) -> bool {
        of(head).is_some()
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let format = of(input.peek(super::HEAD));
        let bytes = reader.whole(input)?;
        let text = decode::decoded(&bytes, None).text;
        let mut text = Stream::member(text.as_bytes(), origin.offset.unwrap_or(0));
        match format {
            Some(format) => format.read(&mut text, origin, reader),
            None => Ok(()),
        }
    }
}

/// Whether bytes begin with the mark of UTF-16, in either order.
pub(super) fn is_marked(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// The format of the records.
fn of(head: &[u8]) -> Option<&'static dyn Format> {
    if !is_marked(head) {
        return None;
    }
    let text = decode::decoded(head, None).text;
    let formats: [&dyn Format; 2] = [&Json, &Table];
    formats
        .into_iter()
        .find(|format| format.recognises(text.as_bytes()))
}
