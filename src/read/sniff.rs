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
const SIGNATURES: [(&[u8], &str); 18] = [
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
    (b"WARC/", "a WARC file, which cannot be read yet"),
    (b"bplist00", "a web archive of Safari, which cannot be read yet"),
    (b"\xd0\xcf\x11\xe0", "an old document of an office program"),
    (b"{\\rtf", "an RTF document"),
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
        () if is_mail(bytes) => Kind::Binary("mail or MHTML, which cannot be read yet"),
        () if is_table(bytes) => Kind::Binary("a table of values, which cannot be read yet"),
        () => Kind::Page,
    }
}

/// Whether all of it is one object or list of JSON, or its first line an object.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let is_value = || serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
    let opens = matches!(bytes.first(), Some(b'{' | b'['));
    opens && (is_value() || std::str::from_utf8(line).is_ok_and(jsonl::is_object))
}

/// Whether it opens with the header of a mail (RFC 5322), in which MHTML comes too: names and values, among them the version of
/// MIME or the ways that it took.
fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
    let mut lines = head.lines().skip_while(|line| line.starts_with("From "));
    let header: Vec<&str> = lines
        .by_ref()
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    let name = |line: &str| line.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
    let is_field =
        |line: &&str| line.starts_with([' ', '\t']) || name(line).is_some_and(|name| is_name(&name));
    let telling = |line: &str| {
        let telling = ["mime-version", "received", "return-path", "message-id"];
        name(line).is_some_and(|name| telling.contains(&&*name))
    };
    header.iter().all(is_field) && header.iter().any(|line| telling(line))
}

/// Whether it is a table: under a first line of names that scrapers use, a line of as many values.
fn is_table(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    [b',', b';', b'\t'].into_iter().any(|comma| {
        let mut table = csv::ReaderBuilder::new().delimiter(comma).from_reader(head);
        let names = table.headers().into_iter().flatten();
        let names: Vec<String> = names.map(|name| name.trim().to_lowercase()).collect();
        jsonl::are_keys(&names) && table.records().next().is_some_and(|row| row.is_ok())
    })
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
    fn a_container_that_cannot_be_read_is_no_page() {
        for (bytes, what) in [
            (&b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"[..], "WARC"),
            (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\nx", "MHTML"),
            (b"From a@b Mon Jan 1\nReturn-Path: <a@b>\nSubject: x\n\nText.", "mail"),
            (b"url,title,text\nhttp://a.example/1,A,\"One, two\"\n", "table"),
            (b"date;titre;text\n1;A;b\n", "table"),
        ] {
            let found = kind(bytes);
            assert!(matches!(&found, Kind::Binary(found) if found.contains(what)), "{found:?}");
        }
    }

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
            (
                b"{\"title\":\"a\"}\n{\"title\":\"b\"}\n",
                Kind::Binary("JSON without a text"),
            ),
            (
                b"{\"title\":\"a\"}\n{\"title\":\"b\",\"text\":\"c\"}\n",
                Kind::Records,
            ),
            (
                b"Mali, Niger : la suite\n\nLe texte, la date, l'heure.",
                Kind::Page,
            ),
            (b"Title: a page\nDate: today\n\nA text.", Kind::Page),
        ] {
            assert_eq!(kind(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        let page = [b"Le g\x00n\xe9ral".to_vec(), b" Le Mali et le Niger.".repeat(30)].concat();
        assert_eq!(kind(&page), Kind::Page, "a stray NUL");
    }
}
