//! Which encoding a page is in; bytes to text.
//!
//! The order of the witnesses is the one of the HTML standard: the byte order mark, then what was said when it was served,
//! then what the page declares, then, for a page that says nothing, a guess. Bytes that are valid UTF-8 beyond ASCII are
//! UTF-8 whatever the page declares: no other encoding makes such bytes by chance.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// How far into a page its own declaration is looked for.
const DECLARED_WITHIN: usize = 4096;

/// The text of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded<'a> {
    /// The text; what the encoding does not know is U+FFFD.
    pub text: Cow<'a, str>,
    /// The name of the encoding, as the WHATWG standard spells it.
    pub encoding: &'static str,
    /// Some bytes had no meaning in the encoding.
    pub damaged: bool,
}

/// The text of a page, given the `Content-Type` with which it was served, where that is known.
pub fn decoded<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (without_mark(bytes, content_type), 0));
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    Decoded {
        text,
        encoding: encoding.name(),
        damaged,
    }
}

/// The name of an encoding as [`Decoded`] has it.
pub fn encoding(name: &str) -> Option<&'static str> {
    Encoding::for_label(name.as_bytes()).map(Encoding::name)
}

fn without_mark(bytes: &[u8], content_type: Option<&str>) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let served = content_type.and_then(|header| declared(header.as_bytes()));
    served
        .or_else(|| declared(&bytes[..bytes.len().min(DECLARED_WITHIN)]))
        .unwrap_or_else(|| guessed(bytes))
}

/// The encoding that follows the first `charset=` or `encoding=`. What a page declares as UTF-16 in ASCII bytes is UTF-8.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let label = ["charset", "encoding"]
        .iter()
        .filter_map(|name| label_after(&head, name))
        .next()?;
    let encoding = Encoding::for_label(label)?;
    let utf16 = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    // Bytes that got here are not valid UTF-8, but a few broken ones do not outweigh what the page says.
    Some(if utf16 { UTF_8 } else { encoding })
}

fn label_after<'a>(head: &'a [u8], name: &str) -> Option<&'a [u8]> {
    memchr::memmem::find_iter(head, name).find_map(|at| {
        let rest = head[at + name.len()..]
            .trim_ascii_start()
            .strip_prefix(b"=")?
            .trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or(rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let end = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
            .unwrap_or(rest.len());
        (end > 0).then_some(&rest[..end])
    })
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_witness_is_heard_in_its_order() {
        let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let plain = "L’armée est à Gao, a déclaré le général, « très bientôt » aux côtés des forces alliées.";
        for (bytes, served, encoding) in [
            (plain.as_bytes().to_vec(), None, "UTF-8"),
            (
                [b"\xff\xfe".as_slice(), &[b'a', 0]].concat(),
                Some("text/html; charset=utf-8"),
                "UTF-16LE",
            ),
            (windows(plain), None, "windows-1252"),
            (
                windows(plain),
                Some("text/html; charset=ISO-8859-15"),
                "ISO-8859-15",
            ),
            (
                [b"<meta charset='windows-1252'>".as_slice(), &windows(plain)].concat(),
                None,
                "windows-1252",
            ),
            (
                [
                    b"<meta content='text/html; charset = \"iso-8859-1\"'>".as_slice(),
                    &windows(plain),
                ]
                .concat(),
                None,
                "windows-1252",
            ),
            (
                [b"<meta charset=iso-8859-1>".as_slice(), plain.as_bytes()].concat(),
                None,
                "UTF-8",
            ),
            (
                [b"<meta charset=utf-16>".as_slice(), b"a\xe9"].concat(),
                None,
                "UTF-8",
            ),
        ] {
            assert_eq!(
                decoded(&bytes, served).encoding,
                encoding,
                "{served:?} {:?}",
                String::from_utf8_lossy(&bytes)
            );
        }
        assert_eq!(decoded(&windows(plain), None).text, plain);
    }

    #[test]
    fn bytes_without_meaning_are_said() {
        let page = decoded(b"<meta charset=utf-8>a\xff", None);
        assert!(page.damaged && page.text.ends_with("a\u{fffd}"));
    }
}
