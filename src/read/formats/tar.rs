//! tar, read from its beginning to its end.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::stream::Stream;

/// tar: POSIX, GNU and the older one, told by the sum of its first header.
pub struct Tar;

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
        let start = input.disk();
        let mut archive = ::tar::Archive::new(input);
        for entry in archive.entries()? {
            let entry = entry.map_err(Problem::of_io)?;
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let disk = start + entry.raw_header_position();
            let member = origin.member(&path);
            reader.read(Stream::member(entry, disk), &member)?;
        }
        Ok(())
    }
}
