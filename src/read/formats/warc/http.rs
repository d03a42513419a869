//! The answer of a server as it was captured: its status, its headers, and its body without transfer and content codings.
//!
//! Writers differ in what they leave of the codings, and some keep headers that no longer hold: each coding is tried, and where
//! it does not hold the bytes are taken as they are.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;
use std::io::Read;

/// What a server answered.
pub(super) struct Answer {
    /// The `Content-Type`.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer that is no page: a redirect, a failure, nothing.
#[derive(Debug)]
pub(super) struct NoPage;

/// The answer in the block of a record; its body is of at most `limit` bytes.
pub(super) fn answer(block: Vec<u8>, limit: u64) -> Result<Answer, NoPage> {
    if !block.starts_with(b"HTTP/") {
        return Ok(Answer {
            content_type: None,
            body: block,
        });
    }
    let (head, start) = match (memmem::find(&block, b"\r\n\r\n"), memmem::find(&block, b"\n\n")) {
        (Some(end), other) if other.is_none_or(|other| end < other) => (end, end + 4),
        (_, Some(end)) => (end, end + 2),
        _ => return Err(NoPage),
    };
    let head = String::from_utf8_lossy(&block[..head]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_whitespace().nth(1));
    let status: u16 = status.and_then(|status| status.parse().ok()).unwrap_or(0);
    if !(200..300).contains(&status) {
        return Err(NoPage);
    }
    let fields = lines.filter_map(|line| line.split_once(':'));
    let fields: Vec<(String, &str)> = fields
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let field = |name: &str| {
        fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| *value)
    };
    let mut body = block;
    body.drain(..start);
    if field("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        body = joined(&body).unwrap_or(body);
    }
    let codings = field("content-encoding").unwrap_or_default().to_ascii_lowercase();
    for coding in codings.split(',').rev() {
        body = unpacked(coding.trim(), &body, limit).unwrap_or(body);
    }
    if codings.is_empty() && body.starts_with(b"\x1f\x8b") {
        body = unpacked("gzip", &body, limit).unwrap_or(body);
    }
    Ok(Answer {
        content_type: field("content-type").map(str::to_string),
        body,
    })
}

/// The chunks of a body put together; nothing where it is not in chunks. A last chunk that is cut is kept.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let (mut whole, mut rest) = (Vec::with_capacity(body.len()), body);
    loop {
        let end = memchr::memchr(b'\n', &rest[..rest.len().min(1024)])?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

/// The body without a content coding; nothing where it is not in it.
fn unpacked(coding: &str, body: &[u8], limit: u64) -> Option<Vec<u8>> {
    let read = |decoder: &mut dyn Read| {
        let mut whole = Vec::new();
        let read = decoder.take(limit).read_to_end(&mut whole);
        // Captures are cut: what came out of one is kept.
        (read.is_ok() || !whole.is_empty()).then_some(whole)
    };
    match coding {
        "gzip" | "x-gzip" => read(&mut MultiGzDecoder::new(body)),
        "deflate" => read(&mut ZlibDecoder::new(body)).or_else(|| read(&mut DeflateDecoder::new(body))),
        "br" => whole_only(&mut brotli_decompressor::Decompressor::new(body, 4096), limit),
        "zstd" => read(&mut zstd::stream::read::Decoder::new(body).ok()?),
        _ => None,
    }
}

/// Brotli has no magic: of bytes that are not in it something may come out before the error.
fn whole_only(decoder: &mut dyn Read, limit: u64) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    decoder.take(limit).read_to_end(&mut whole).ok()?;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const PAGE: &str = "<!DOCTYPE html><p>Le pont de Sirba est de nouveau ouvert.";

    fn body(headers: &str, body: &[u8]) -> String {
        let block = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat();
        let answer = answer(block, 1 << 20).expect("a page");
        String::from_utf8_lossy(&answer.body).into_owned()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("in memory");
        encoder.finish().expect("in memory")
    }

    fn chunked(bytes: &[u8]) -> Vec<u8> {
        let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
        let (first, second) = bytes.split_at(bytes.len() / 2);
        [chunk(first), chunk(second), b"0\r\n\r\n".to_vec()].concat()
    }

    #[test]
    fn a_body_is_read_whatever_its_headers_claim() {
        let plain = PAGE.as_bytes();
        let zstd = zstd::encode_all(plain, 1).expect("in memory");
        for (headers, bytes) in [
            ("", plain.to_vec()),
            ("Transfer-Encoding: chunked\r\n", chunked(plain)),
            (
                "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                chunked(&gzip(plain)),
            ),
            ("Content-Encoding: zstd\r\n", zstd),
            // Headers that no longer hold, and one that is not there.
            ("Transfer-Encoding: chunked\r\n", plain.to_vec()),
            ("Content-Encoding: gzip\r\n", plain.to_vec()),
            ("Content-Encoding: br\r\n", plain.to_vec()),
            ("Content-Encoding: deflate\r\n", plain.to_vec()),
            ("", gzip(plain)),
        ] {
            assert_eq!(body(headers, &bytes), PAGE, "{headers}");
        }
    }

    #[test]
    fn a_redirect_or_a_failure_is_no_page() {
        for status in ["301 Moved", "404 Not Found", "503 Busy", "x"] {
            let block = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>a");
            assert!(answer(block.into_bytes(), 100).is_err(), "{status}");
        }
    }
}
