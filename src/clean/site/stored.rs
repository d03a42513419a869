//! The stored form of the memory: a version, then site by site its name and its pages.

use super::{Lines, SiteTemplates};

/// Rises when the form or the numbers of lines change.
const VERSION: u8 = 2;

impl SiteTemplates {
    /// The memory as bytes, the same for the same memory.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        for (site, pages) in &self.sites {
            out.extend((site.len() as u32).to_le_bytes());
            out.extend(site.as_bytes());
            out.extend((pages.len() as u32).to_le_bytes());
            for (page, lines) in pages {
                out.extend(page.to_le_bytes());
                out.extend((lines.len() as u32).to_le_bytes());
                out.extend(lines.iter().flat_map(|line| line.to_le_bytes()));
            }
        }
        out
    }

    /// The memory of its bytes; none if they are damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<SiteTemplates> {
        let (version, mut rest) = bytes.split_first()?;
        let mut memory = SiteTemplates::default();
        if *version != VERSION {
            return None;
        }
        while !rest.is_empty() {
            let length = length(&mut rest)?;
            let name = std::str::from_utf8(take(&mut rest, length)?).ok()?;
            let pages = memory.sites.entry(name.to_string()).or_default();
            for _ in 0..self::length(&mut rest)? {
                let page = u64::from_le_bytes(take(&mut rest, 8)?.try_into().ok()?);
                pages.insert(page, lines(&mut rest)?);
            }
        }
        Some(memory)
    }
}

fn lines(rest: &mut &[u8]) -> Option<Lines> {
    let bytes = length(rest)?.checked_mul(4)?;
    let lines = take(rest, bytes)?.chunks_exact(4);
    lines
        .map(|line| Some(u32::from_le_bytes(line.try_into().ok()?)))
        .collect()
}

fn length(rest: &mut &[u8]) -> Option<usize> {
    Some(u32::from_le_bytes(take(rest, 4)?.try_into().ok()?) as usize)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}
