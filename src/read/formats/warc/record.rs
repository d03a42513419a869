//! Where a record begins, and what its header says.

use crate::calendar::Moment;
use crate::read::stream::Stream;
use chrono::DateTime;
use std::io::{self, BufRead, Read};

/// The longest line of a header, in bytes.
const LONGEST: u64 = 64 << 10;
/// The most lines of a header.
const MOST: usize = 1000;

/// What stands where a record may begin.
pub(super) enum Opening {
    /// A record, at this place on disk.
    Record(u64),
    /// Bytes that are none, from this place on disk up to the next record or the end.
    Noise(u64),
    /// The end.
    End,
}

/// Goes to where the next record begins.
pub(super) fn opening(input: &mut Stream) -> io::Result<Opening> {
    while matches!(input.peek(1), b"\r" | b"\n") {
        input.consume(1);
    }
    let disk = input.disk();
    if input.fill_buf()?.is_empty() {
        return Ok(Opening::End);
    }
    if input.peek(5) == b"WARC/" {
        return Ok(Opening::Record(disk));
    }
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        if read == 0 || (line.ends_with(b"\n") && input.peek(5) == b"WARC/") {
            return Ok(Opening::Noise(disk));
        }
    }
}

/// The fields of a record, their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Header(Vec<(String, String)>);

impl Header {
    /// Reads the line of the version and the fields up to the empty line, whatever ends the lines.
    pub(super) fn read(input: &mut Stream) -> io::Result<Header> {
        let mut fields: Vec<(String, String)> = Vec::new();
        line(input)?;
        for _ in 0..MOST {
            let line = line(input)?;
            if line.trim().is_empty() {
                return Ok(Header(fields));
            }
            match (line.split_once(':'), fields.last_mut()) {
                (_, Some(last)) if line.starts_with([' ', '\t']) => {
                    last.1.push(' ');
                    last.1.push_str(line.trim());
                }
                (Some((name, value)), _) => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
                }
                (None, _) => {}
            }
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a header without an end",
        ))
    }

    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value.as_str())
    }

    /// The value of a field that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }

    /// The value of a field that is a moment.
    pub(super) fn moment(&self, name: &str) -> Option<Moment> {
        let moment = DateTime::parse_from_rfc3339(self.get(name)?).ok()?;
        Some(Moment::of(moment.to_utc()))
    }

    /// What kind of record it is.
    pub(super) fn kind(&self) -> &str {
        self.get("warc-type").unwrap_or_default()
    }
}

fn line(input: &mut Stream) -> io::Result<String> {
    let mut line = Vec::new();
    input.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
    match line.ends_with(b"\n") {
        true => Ok(String::from_utf8_lossy(&line)
            .trim_end_matches(['\r', '\n'])
            .to_string()),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
