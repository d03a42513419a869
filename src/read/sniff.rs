//! What a file is, by its bytes.

use super::jsonl;

/// What a file is.
#[derive(Debug, PartialEq)]
pub enum Kind {
    /// It has no bytes but white space.
    Empty,
    /// It is no text; what it is instead.
    Binary(&'static str),
    /// The records of another scraper, one JSON object a line.
    Records,
    /// One page: HTML or visible text.
    Page,
}

/// The first bytes of what people keep beside their pages.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or sound"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"PK\x03\x04", "a zip archive"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound or film"),
];

/// How many bytes are looked at for bytes that no text has.
const LOOKED_AT: usize = 8 * 1024;

/// What a file with these bytes is.
pub fn kind(bytes: &[u8]) -> Kind {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Kind::Empty;
    }
    if let Some((_, what)) = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
    {
        return Kind::Binary(what);
    }
    if !is_text(&bytes[..bytes.len().min(LOOKED_AT)]) {
        return Kind::Binary("binary data");
    }
    match () {
        () if jsonl::opens_records(bytes) => Kind::Records,
        () if is_json(bytes) => Kind::Binary("JSON without a text"),
        () => Kind::Page,
    }
}

/// Whether all of it is one object or list of JSON.
fn is_json(bytes: &[u8]) -> bool {
    let opens = matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['));
    opens && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Text has no NUL, unless it is UTF-16 and says so, and few control characters. A page may have a stray one.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    let is_control = |b: &&u8| b.is_ascii_control() && !b"\t\n\r\x0b\x0c\x1b".contains(b);
    head.iter().filter(is_control).count() * 50 <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_a_file_is() {
        for (bytes, expected) in [
            (&b""[..], Kind::Empty),
            (b" \r\n", Kind::Empty),
            (b"%PDF-1.4", Kind::Binary("a PDF document")),
            (b"\x00\x01\x02\x03abc", Kind::Binary("binary data")),
            (b"\xff\xfea\0", Kind::Page),
            (b"<p>a</p>", Kind::Page),
            (b"{\"title\":\"a\",\"text\":\"b\"}\n", Kind::Records),
            (b"{{playListTitle}}\nMali", Kind::Page),
            (b"{\n \"a\":1}", Kind::Binary("JSON without a text")),
            (b"[1] Mali", Kind::Page),
        ] {
            assert_eq!(kind(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        let page = [b"Le g\x00n\xe9ral".to_vec(), b" Le Mali et le Niger.".repeat(30)].concat();
        assert_eq!(kind(&page), Kind::Page, "a stray NUL");
    }
}
