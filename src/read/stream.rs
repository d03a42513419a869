//! Bytes on their way out of an input: looked at before they are read, counted, and traced back to their place on disk.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How many bytes of an input are looked at to tell what it is.
pub(super) const HEAD: usize = 64 << 10;

/// Where the units of a compressed file begin: their places in what comes out, and in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Units(Rc<RefCell<VecDeque<(u64, u64)>>>);

impl Units {
    /// Notes that what comes out from here on stands in a unit at this place of the file.
    pub(super) fn begin(&self, out: u64, disk: u64) {
        self.0.borrow_mut().push_back((out, disk));
    }

    /// The place on disk of the unit in which this byte of what comes out stands; those before it are forgotten.
    fn of(&self, out: u64) -> u64 {
        let mut units = self.0.borrow_mut();
        while units.get(1).is_some_and(|(start, _)| *start <= out) {
            units.pop_front();
        }
        units.front().map_or(0, |(_, disk)| *disk)
    }
}

/// How many bytes are read at once at least.
const CHUNK: usize = 16 << 10;

/// A reader that can be looked into and knows where it is.
pub(super) struct Stream<'a> {
    inner: Box<dyn Read + 'a>,
    /// The file below, where these are its bytes as they stand.
    file: Option<&'a File>,
    /// What was read and not yet taken stands in it from `start` to `end`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at: u64,
    units: Option<Units>,
    /// The place on disk of what has no places of its own.
    base: Option<u64>,
    /// Why it cannot be read on: a decoder that is asked again after an error may say that this is the end.
    failure: Option<(io::ErrorKind, String)>,
}

impl<'a> Stream<'a> {
    /// The bytes of a reader; places count from its first byte.
    pub(super) fn new(inner: impl Read + 'a) -> Stream<'a> {
        Stream {
            inner: Box::new(inner),
            file: None,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            at: 0,
            units: None,
            base: None,
            failure: None,
        }
    }

    /// The bytes of a file, through a reader of it.
    pub(super) fn of_file(file: &'a File, reader: impl Read + 'a) -> Stream<'a> {
        Stream {
            file: Some(file),
            ..Stream::new(reader)
        }
    }

    /// The bytes of a file from this one on.
    pub(super) fn from(inner: impl Read + 'a, start: u64) -> Stream<'a> {
        Stream {
            at: start,
            ..Stream::new(inner)
        }
    }

    /// What comes out of a decoder, whose units have their places on disk.
    pub(super) fn unpacked(inner: impl Read + 'a, units: Units) -> Stream<'a> {
        Stream {
            units: Some(units),
            ..Stream::new(inner)
        }
    }

    /// A member of a container, which stands at this place on disk.
    pub(super) fn member(inner: impl Read + 'a, disk: u64) -> Stream<'a> {
        Stream {
            base: Some(disk),
            ..Stream::new(inner)
        }
    }

    /// Where the next byte stands on disk: of a packed one, where its unit begins.
    pub(super) fn disk(&self) -> u64 {
        match (&self.units, self.base) {
            (Some(units), _) => units.of(self.at),
            (None, Some(base)) => base,
            (None, None) => self.at,
        }
    }

    /// The same, where every byte has a place of its own: nothing where they are packed or those of a member.
    pub(super) fn exact(&self) -> Option<u64> {
        (self.units.is_none() && self.base.is_none()).then_some(self.at)
    }

    /// The next bytes, without reading them: as many as asked, fewer only at the end or before what cannot be read.
    pub(super) fn peek(&mut self, length: usize) -> &[u8] {
        while self.end - self.start < length {
            if !matches!(self.fill(), Ok(more) if more > 0) {
                break;
            }
        }
        let end = self.end.min(self.start + length);
        &self.buffer[self.start..end]
    }

    /// Why it cannot be read on from where it was looked at, if so.
    pub(super) fn failure(&self) -> Option<io::Error> {
        let failure = self.failure.as_ref();
        failure.map(|(kind, reason)| io::Error::new(*kind, reason.clone()))
    }

    /// All that is left, if it is no more than `limit` bytes.
    pub(super) fn whole(&mut self, limit: u64) -> Result<Vec<u8>, Incomplete> {
        let mut bytes = Vec::new();
        let size = self
            .by_ref()
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes);
        match size {
            Ok(size) if size as u64 > limit => Err(Incomplete::TooLarge(size as u64)),
            Ok(_) => Ok(bytes),
            Err(error) => Err(Incomplete::Unreadable(error)),
        }
    }

    /// Something that can be read from any place: the file itself, or a copy of what is left.
    pub(super) fn seekable(&mut self) -> io::Result<Box<dyn ReadSeek>> {
        if let Some(file) = self.file {
            let mut file = file.try_clone()?;
            file.seek(SeekFrom::Start(0))?;
            return Ok(Box::new(io::BufReader::new(file)));
        }
        let mut copy = tempfile::SpooledTempFile::new(SPOOLED);
        io::copy(self, &mut copy)?;
        copy.rewind()?;
        Ok(Box::new(copy))
    }

    /// Looks at the file below, where these are its bytes; reading goes on where it was.
    pub(super) fn ahead<T>(&self, look: impl FnOnce(&File) -> T) -> Option<T> {
        let mut file = self.file?;
        let at = file.stream_position().ok()?;
        file.seek(SeekFrom::Start(0)).ok()?;
        let seen = look(file);
        file.seek(SeekFrom::Start(at)).ok()?;
        Some(seen)
    }

    fn fill(&mut self) -> io::Result<usize> {
        if let Some(failure) = self.failure() {
            return Err(failure);
        }
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.buffer.len() < self.end + CHUNK {
            self.buffer.resize(self.end + CHUNK, 0);
        }
        let read = loop {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => break read,
            }
        };
        match &read {
            Ok(more) => self.end += more,
            Err(error) => self.failure = Some((error.kind(), error.to_string())),
        }
        read
    }
}

/// How much of a member is kept in memory while it is read from any place; more goes to a temporary file.
const SPOOLED: usize = 8 << 20;

/// What can be read from any place.
pub(super) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Why not all of it can be had.
#[derive(Debug)]
pub(super) enum Incomplete {
    /// It is larger; so many bytes at least.
    TooLarge(u64),
    /// It cannot be read to its end.
    Unreadable(io::Error),
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = available.len().min(out.len());
        out[..read].copy_from_slice(&available[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.fill()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, amount: usize) {
        self.start = (self.start + amount).min(self.end);
        self.at += amount as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_is_still_read() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|n| n as u8).collect();
        let mut stream = Stream::new(&bytes[..]);
        assert_eq!(stream.peek(70_000), &bytes[..70_000]);
        assert_eq!((stream.disk(), stream.peek(200_000).len()), (0, 100_000));
        assert_eq!(stream.whole(100_000).expect("all of it"), bytes);
        assert_eq!(stream.disk(), 100_000);
        assert!(matches!(
            Stream::new(&bytes[..]).whole(99_999),
            Err(Incomplete::TooLarge(100_000))
        ));
    }

    #[test]
    fn a_byte_that_comes_out_is_traced_to_its_unit() {
        let units = Units::default();
        units.begin(0, 0);
        units.begin(10, 7);
        let mut stream = Stream::unpacked(&[0_u8; 20][..], units);
        assert_eq!(stream.disk(), 0);
        let mut ten = [0; 10];
        stream.read_exact(&mut ten).expect("ten bytes");
        assert_eq!(stream.disk(), 7);
    }
}
