//! WACZ: a zip of WARC files with an index and a list of pages.

use super::{Archive, each, text};
use crate::page::Origin;
use crate::read::formats::{Halt, Reader, json};

/// How large a list of pages is read.
const LIST: u64 = 256 << 20;

/// Reads the captures. The lists of pages are read only where there are none: crawlers list some of the pages alone, and their
/// texts hold the menus.
pub(super) fn read(
    archive: &mut Archive,
    names: &[String],
    origin: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    let is_capture = |name: &str| name.starts_with("archive/") && name.contains(".warc");
    if names.iter().any(|name| is_capture(name)) {
        return each(archive, origin, reader, is_capture);
    }
    for name in ["pages/pages.jsonl", "pages/extraPages.jsonl"] {
        if names.iter().any(|known| known == name) {
            let list = text(archive, name, LIST)?;
            json::lines(&mut list.as_bytes(), &origin.member(name), reader)?;
        }
    }
    Ok(())
}
