//! What people keep beside their pages and holds no text: refused by name, never taken for an article.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::stream::Stream;

/// Whatever is no page, by its first bytes.
pub(super) struct Refused;

/// The first bytes of files that are no text.
const BINARIES: [(&[u8], &str); 18] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or sound"),
    (b"\0\0\x01\0", "an icon"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\0\0\0\x18ftyp", "a film"),
    (b"\0\0\0\x20ftyp", "a film"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a document of an older Office",
    ),
];

/// Files that hold texts and cannot be read here, and what to do with them.
const UNREAD: [(&[u8], &str, &str); 2] = [
    (
        b"filedesc://",
        "an ARC file, as crawlers wrote before WARC",
        "make it a WARC with `warcio recompress FILE.arc FILE.warc.gz`",
    ),
    (
        b"%PDF-",
        "a PDF document",
        "get its text with `pdftotext FILE` first",
    ),
];

const RTF: &[u8] = b"{\\rtf";

/// The codes of the fields of Factiva that every article has, in its own interface and in others.
const CODES: [&[u8]; 6] = [b"HD", b"WC", b"PD", b"SN", b"LP", b"TD"];

/// What a document in RTF is, and what to do: press databases export the same in forms that are read.
fn rtf(head: &[u8]) -> (&'static str, &'static str) {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let is_code = |code: &&[u8]| {
        memchr::memmem::find_iter(head, *code).any(|at| {
            let (before, after) = (head[..at].last(), head.get(at + code.len()));
            [before, after]
                .iter()
                .all(|byte| byte.is_some_and(|byte| !byte.is_ascii_alphanumeric()))
        })
    };
    match () {
        () if has(b"Factiva") || CODES.iter().filter(|code| is_code(code)).count() >= 4 => (
            "an RTF export of Factiva",
            "export it again with `Format for saving`, as HTML",
        ),
        () if has(b"LexisNexis") || has(b"End of Document") => {
            ("an RTF export of LexisNexis", "export it again as Word (.docx)")
        }
        () => (
            "an RTF document",
            "save it as HTML, or convert it with `pandoc -f rtf -t html`",
        ),
    }
}

/// The first words of text files that are lists or tables without a text.
const LISTS: [(&str, &str); 14] = [
    ("<!DOCTYPE NETSCAPE-Bookmark-file-1>", "a list of bookmarks"),
    ("@misc{", "a BibTeX list of references"),
    (" CDX ", "a CDX index of captures"),
    ("!meta 0 {", "an index of captures"),
    ("TY  - ", "a RIS list of references"),
    ("@article{", "a BibTeX list of references"),
    ("{\"format\": \"json-pages-1.0\"", "a list of captured pages"),
    ("{\"format\":\"json-pages-1.0\"", "a list of captured pages"),
    ("Highlight,Book Title,", "a list of highlights from Readwise"),
    ("title,url,time_added,", "a list of addresses from Pocket"),
    (
        "id,indexed_date,language,media_name,",
        "a list of stories from Media Cloud",
    ),
    ("User-agent:", "a robots.txt"),
    ("User-Agent:", "a robots.txt"),
    ("Sitemap:", "a robots.txt"),
];

/// The first words of what tools keep for themselves beside the pages.
const KEPT_BESIDE: [(&str, &str); 5] = [
    ("HTTrack3.", "the log of a mirror"),
    ("HTTrack Website Copier/3.", "the log of a mirror"),
    ("# HTTrack Website Copier Cookie File", "a list of cookies"),
    ("# Netscape HTTP Cookie File", "a list of cookies"),
    ("# HTTP Cookie File", "a list of cookies"),
];
/// What stands in the lists that HTTrack writes, of mirrors and of the pages of one, within so many bytes.
const MIRRORS: [&[u8]; 2] = [
    b"<meta name=\"generator\" content=\"httrack website copier",
    b"<!-- mirror and index made by httrack website copier/",
];
const MIRRORS_WITHIN: usize = 4 << 10;

/// What is said of a list without texts.
const NO_TEXT: &str = "it holds no text; save the pages that it lists and ingest them";

impl Format for Refused {
    fn recognises(&self, head: &[u8]) -> bool {
        refusal(head).is_some()
    }

    fn read(&self, input: &mut Stream, _: &Origin, _: &mut Reader) -> Result<(), Halt> {
        let refusal = refusal(input.peek(super::HEAD));
        Err(refusal.unwrap_or(Problem::Binary("binary data")).into())
    }
}

fn refusal(head: &[u8]) -> Option<Problem> {
    let binary = BINARIES.iter().find(|(sign, _)| head.starts_with(sign));
    if let Some((_, what)) = binary {
        return Some(Problem::Binary(what));
    }
    if head.starts_with(RTF) {
        let (what, hint) = rtf(head);
        return Some(Problem::Unread { what, hint });
    }
    let unread = UNREAD.iter().find(|(sign, ..)| head.starts_with(sign));
    if let Some((_, what, hint)) = unread {
        return Some(Problem::Unread { what, hint });
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let beside = KEPT_BESIDE
        .iter()
        .find(|(sign, _)| text.starts_with(sign.as_bytes()));
    if let Some((_, what)) = beside {
        return Some(Problem::Nothing(what));
    }
    if is_list_of_mirrors(text) {
        return Some(Problem::Nothing("the list of mirrors of HTTrack"));
    }
    let list = LISTS.iter().find(|(sign, _)| text.starts_with(sign.as_bytes()));
    list.map(|(_, what)| what)
        .or_else(|| is_cdx_line(text).then_some(&"a CDX index of captures"))
        .or_else(|| is_log(text).then_some(&"a log"))
        .map(|what| Problem::Unread { what, hint: NO_TEXT })
}

fn is_list_of_mirrors(text: &[u8]) -> bool {
    let head = text[..text.len().min(MIRRORS_WITHIN)].to_ascii_lowercase();
    text.trim_ascii_start().starts_with(b"<")
        && MIRRORS
            .iter()
            .any(|sign| memchr::memmem::find(&head, sign).is_some())
}

/// Whether it opens with a line of CDX or CDXJ: a key with a bracket, a stamp of 14 digits.
fn is_cdx_line(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut fields = line.split(|byte| *byte == b' ');
    let (key, stamp) = (
        fields.next().unwrap_or_default(),
        fields.next().unwrap_or_default(),
    );
    stamp.len() == 14
        && stamp.iter().all(u8::is_ascii_digit)
        && key.contains(&b')')
        && fields.next().is_some()
}

/// Whether its first lines all open with a moment, as those of logs do.
fn is_log(text: &[u8]) -> bool {
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let lines: Vec<&[u8]> = lines.filter(|line| !line.is_empty()).take(5).collect();
    let of_wget = |line: &&[u8]| line.starts_with(b"--") && opens_with_moment(&line[2..]);
    lines.len() >= 3 && lines.iter().all(|line| opens_with_moment(line)) || lines.first().is_some_and(of_wget)
}

/// `2026-11-28T16:11:33`, `[28/Nov/2026:16:11:33`, `16:11:33 Info:` at the beginning of a line, or after the address of a client.
fn opens_with_moment(line: &[u8]) -> bool {
    let shape: String = line
        .iter()
        .take(60)
        .map(|byte| match byte {
            b'0'..=b'9' => '9',
            b'a'..=b'z' | b'A'..=b'Z' => 'a',
            byte => char::from(*byte),
        })
        .collect();
    let shape = shape.trim_start_matches('[');
    ["9999-99-99T99:99:99", "9999-99-99 99:99:99", "99:99:99"]
        .iter()
        .any(|moment| shape.starts_with(moment))
        || shape.contains(" - - [99/aaa/9999:99:99:99")
}
