//! tar, read from its beginning to its end.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::archivebox::Contained;
use crate::read::stream::Stream;
use std::fs::File;
use std::io::Read;

/// tar: POSIX, GNU and the older one, told by the sum of its first header.
pub(super) struct Tar;

/// The size of a header.
const BLOCK: usize = 512;

impl Format for Tar {
    fn recognises(&self, head: &[u8]) -> bool {
        let Some(block) = head.get(..BLOCK) else {
            return false;
        };
        let stated = std::str::from_utf8(&block[148..156]).unwrap_or_default();
        let stated = u32::from_str_radix(stated.trim_matches(['\0', ' ']), 8).ok();
        let outside = block[..148].iter().chain(&block[156..]);
        let sum = outside.map(|byte| u32::from(*byte)).sum::<u32>() + 8 * u32::from(b' ');
        block[0] != 0 && stated == Some(sum)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let (start, exact) = (input.disk(), input.exact());
        if Contained::is_named_in(input.peek(super::HEAD)) {
            input.ahead(|file| lists(file, origin, reader));
        }
        let mut archive = ::tar::Archive::new(input);
        for entry in archive.entries()? {
            let mut entry = entry.map_err(Problem::of_io)?;
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            // In a packed tar all stand where its unit begins.
            let disk = exact.map_or(start, |start| start + entry.raw_header_position());
            let member = origin.member(&path);
            if Contained::is_list(&path, entry.size()) {
                let list = learned(&mut entry, &member, reader)?;
                reader.read(Stream::member(&list[..], disk), &member)?;
                continue;
            }
            reader.read(Stream::member(entry, disk), &member)?;
        }
        Ok(())
    }
}

/// Looks for the lists of folders before their pages are read, wherever they stand.
fn lists(file: &File, origin: &Origin, reader: &mut Reader) -> Option<()> {
    let mut archive = ::tar::Archive::new(file);
    for entry in archive.entries_with_seek().ok()? {
        let mut entry = entry.ok()?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if entry.header().entry_type().is_file() && Contained::is_list(&path, entry.size()) {
            learned(&mut entry, &origin.member(&path), reader).ok()?;
        }
    }
    Some(())
}

/// The bytes of a list, of which the reader takes note.
fn learned(list: &mut impl Read, member: &Origin, reader: &mut Reader) -> Result<Vec<u8>, Halt> {
    let mut bytes = Vec::new();
    list.read_to_end(&mut bytes)?;
    reader.snapshots.learn(&member.name(), &bytes);
    Ok(bytes)
}
