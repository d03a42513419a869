//! Reads the file of the originals from its beginning, over whatever is damaged in it.

use super::{Note, bytes_at, page_of};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

/// How the skippable frame of a note begins: one of the sixteen numbers that RFC 8878 sets aside.
const NOTE: [u8; 4] = 0x184D_2A5A_u32.to_le_bytes();
/// How the frame of a page begins.
const PAGE: [u8; 4] = 0xFD2F_B528_u32.to_le_bytes();
/// The magic number of a frame, and its length.
const HEAD: u64 = 8;
/// A note begins with so many bytes of the BLAKE3 hash of the rest.
const CHECK: usize = 8;
/// No note is longer.
const LONGEST: u64 = 64 << 20;
/// So many bytes are looked through at once for the next frame.
const WINDOW: usize = 1 << 20;

/// What stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum JournalEntry {
    /// A note alone, or one with the bytes of the frame of its page.
    Noted(Note, Range<u64>),
    /// The frame of a page without a note, as the formats before the third had them.
    Bare(Range<u64>),
    /// Bytes that are neither.
    Damaged(Range<u64>),
}

/// The entries of a file, in their order.
pub struct Journal {
    file: BufReader<File>,
    at: u64,
    end: u64,
}

/// The frame of a note.
pub(super) fn frame_of(note: &Note) -> Vec<u8> {
    let json = serde_json::to_vec(note).unwrap_or_default();
    let mut frame = NOTE.to_vec();
    frame.extend(((json.len() + CHECK) as u32).to_le_bytes());
    frame.extend(&blake3::hash(&json).as_bytes()[..CHECK]);
    frame.extend(json);
    frame
}

impl Journal {
    /// Opens the file, of which so many bytes were committed; what stands behind them a run left that was killed.
    ///
    /// # Errors
    /// If there is none or it cannot be read.
    pub fn open(path: &Path, committed: u64) -> io::Result<Journal> {
        let file = File::open(path)?;
        Ok(Journal {
            end: file.metadata()?.len().min(committed),
            file: BufReader::new(file),
            at: 0,
        })
    }

    /// The page of a frame.
    ///
    /// # Errors
    /// If it cannot be read or is damaged.
    pub fn page(path: &Path, frame: &Range<u64>) -> io::Result<Vec<u8>> {
        page_of(&Journal::bytes(path, frame)?)
    }

    /// The bytes of a frame.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn bytes(path: &Path, frame: &Range<u64>) -> io::Result<Vec<u8>> {
        bytes_at(&mut File::open(path)?, frame.start, frame.end - frame.start)
    }

    /// The entry that begins here, if one does.
    fn entry(&mut self) -> io::Result<Option<JournalEntry>> {
        let (start, mut head) = (self.at, [0; 4]);
        self.file.seek(SeekFrom::Start(start))?;
        if self.end - start < HEAD {
            return Ok(None);
        }
        self.file.read_exact(&mut head)?;
        match head {
            NOTE => self.noted(start),
            PAGE => self.bare(start),
            _ => Ok(None),
        }
    }

    fn noted(&mut self, start: u64) -> io::Result<Option<JournalEntry>> {
        let mut length = [0; 4];
        self.file.read_exact(&mut length)?;
        let length = u64::from(u32::from_le_bytes(length));
        if length > LONGEST.min(self.end - start - HEAD) {
            return Ok(None);
        }
        let mut bytes = vec![0; length as usize];
        self.file.read_exact(&mut bytes)?;
        let Some((check, json)) = bytes.split_at_checked(CHECK) else {
            return Ok(None);
        };
        let note = match blake3::hash(json).as_bytes().starts_with(check) {
            true => serde_json::from_slice(json).ok(),
            false => None,
        };
        Ok(note.map(|note| {
            let begins = start + HEAD + length;
            let length = match &note {
                Note::Page(page) => page.length,
                _ => 0,
            };
            let ends = begins.saturating_add(length).min(self.end);
            self.at = ends;
            JournalEntry::Noted(note, begins..ends)
        }))
    }

    fn bare(&mut self, start: u64) -> io::Result<Option<JournalEntry>> {
        self.file.seek(SeekFrom::Start(start))?;
        let mut frame = zstd::stream::read::Decoder::with_buffer(&mut self.file)?.single_frame();
        if io::copy(&mut frame, &mut io::sink()).is_err() {
            return Ok(None);
        }
        self.at = frame.finish().stream_position()?;
        Ok(Some(JournalEntry::Bare(start..self.at)))
    }

    /// Goes to the next place behind this one at which a frame may begin.
    fn skip(&mut self) -> io::Result<()> {
        self.at += 1;
        self.file.seek(SeekFrom::Start(self.at))?;
        let mut window = Vec::new();
        loop {
            let read = self.file.by_ref().take(WINDOW as u64).read_to_end(&mut window)?;
            let found = [NOTE, PAGE].map(|magic| memchr::memmem::find(&window, &magic));
            if let Some(place) = found.into_iter().flatten().min() {
                self.at += place as u64;
                return Ok(());
            }
            if read == 0 {
                self.at = self.end;
                return Ok(());
            }
            // A number may stand across the edge of two windows.
            let kept = window.len().min(NOTE.len() - 1);
            self.at += (window.len() - kept) as u64;
            window.drain(..window.len() - kept);
        }
    }
}

impl Iterator for Journal {
    type Item = io::Result<JournalEntry>;

    fn next(&mut self) -> Option<io::Result<JournalEntry>> {
        let start = self.at;
        while self.at < self.end {
            let here = self.at;
            let found = match self.entry() {
                Ok(found) => found,
                Err(error) => {
                    self.at = self.end;
                    return Some(Err(error));
                }
            };
            match found {
                Some(_) if here > start => {
                    // What was skipped is told first; the entry is read again.
                    self.at = here;
                    return Some(Ok(JournalEntry::Damaged(start..here)));
                }
                Some(entry) => return Some(Ok(entry)),
                None => {
                    self.at = here;
                    if let Err(error) = self.skip() {
                        self.at = self.end;
                        return Some(Err(error));
                    }
                }
            }
        }
        (start < self.end).then_some(Ok(JournalEntry::Damaged(start..self.end)))
    }
}
