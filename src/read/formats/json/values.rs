//! Objects cut out of a stream of JSON, whatever arrays they stand in.

use crate::read::stream::Stream;
use std::io::{self, BufRead};

/// What comes next.
pub(super) enum Next {
    /// An object, as it is written.
    Object(Vec<u8>),
    /// An object that begins here on disk and has no end.
    Cut(u64),
    /// An object of so many bytes at least.
    TooLarge(u64),
    /// Something else, here on disk.
    Noise(u64),
    /// The end.
    End,
}

/// The next object.
pub(super) fn next(input: &mut Stream, limit: u64) -> io::Result<Next> {
    loop {
        match input.peek(1).first() {
            None => {
                // What cannot be read ends the look as the end does; it is told here.
                input.fill_buf()?;
                return Ok(Next::End);
            }
            Some(b'{') => return object(input, limit),
            Some(byte) if byte.is_ascii_whitespace() || b"[],".contains(byte) => input.consume(1),
            Some(_) => return Ok(Next::Noise(input.disk())),
        }
    }
}

fn object(input: &mut Stream, limit: u64) -> io::Result<Next> {
    let disk = input.disk();
    let (mut text, mut depth, mut quoted, mut escaped) = (Vec::new(), 0_usize, false, false);
    loop {
        let available = input.fill_buf()?;
        if available.is_empty() {
            return Ok(Next::Cut(disk));
        }
        let mut end = None;
        for (at, byte) in available.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' if !quoted => depth += 1,
                b'}' if !quoted => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = Some(at + 1);
                break;
            }
        }
        let taken = end.unwrap_or(available.len());
        text.extend_from_slice(&available[..taken]);
        input.consume(taken);
        match end {
            Some(_) => return Ok(Next::Object(text)),
            None if text.len() as u64 > limit => return Ok(Next::TooLarge(text.len() as u64)),
            None => {}
        }
    }
}

/// The text with `\x1F` as JSON has it, and without bare control characters; nothing where there is nothing to repair.
pub(super) fn repaired(text: &str) -> Option<String> {
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('x') => repaired.push_str("\\u00"),
                Some(c) => repaired.extend(['\\', c]),
                None => repaired.push('\\'),
            },
            '"' => {
                quoted = !quoted;
                repaired.push(c);
            }
            c if quoted && c.is_control() => repaired.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => repaired.push(c),
        }
    }
    (repaired != text).then_some(repaired)
}
