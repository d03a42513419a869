//! The notes that tools leave in the pages that they save: from where, and when.

use crate::calendar::Moment;
use crate::page::SavedAs;
use chrono::{DateTime, NaiveDateTime};
use memchr::memmem;

/// How far into a page the notes are looked for; those of an archive that rewrites pages stand at its end too.
const LOOKED_AT: usize = 16 << 10;

/// Where a page says that it was saved from, and when.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Noted {
    /// The address.
    pub url: Option<String>,
    /// The moment; its day, where the note has no more.
    pub crawled: Option<Moment>,
    /// Whether a browser wrote it out, or it is as it was served.
    pub saved_as: SavedAs,
}

/// What the first note of a page says.
pub(super) fn noted(page: &[u8]) -> Noted {
    let head = &page[..page.len().min(LOOKED_AT)];
    if !head.trim_ascii_start().starts_with(b"<") {
        return Noted::default();
    }
    let noted = SIGNS.iter().find_map(|(sign, read)| {
        let at = memmem::find(head, sign.as_bytes())?;
        read(&String::from_utf8_lossy(&head[at..]))
    });
    noted.or_else(|| archived(page)).unwrap_or_default()
}

/// How a note begins, and what it says.
type Sign = (&'static str, fn(&str) -> Option<Noted>);

const SIGNS: [Sign; 5] = [
    ("<!-- saved from url=(", saved_from),
    ("Page saved with SingleFile", single_file),
    ("<!-- Saved from ", monolith),
    ("<!-- Mirrored from ", httrack),
    ("__wm.wombat(", wayback),
];

/// `<!-- saved from url=(0066)http://… -->`, of Chromium, Edge and the older Internet Explorer.
fn saved_from(head: &str) -> Option<Noted> {
    let (_, note) = head.split_once("<!-- saved from url=(")?;
    let (_, url) = note.split_once(')')?;
    Some(Noted {
        url: address(url),
        crawled: None,
        saved_as: SavedAs::Rendered,
    })
}

/// ` Page saved with SingleFile`, ` url: …`, ` saved date: Sat Nov 28 2026 16:20:17 GMT+0000 (…)`
fn single_file(head: &str) -> Option<Noted> {
    let (_, note) = head.split_once("Page saved with SingleFile")?;
    let note = note.split("-->").next()?;
    let value = |name: &str| note.lines().find_map(|line| line.trim().strip_prefix(name));
    let date = value("saved date:").and_then(|date| {
        let date = date.split('(').next()?.trim();
        let written = DateTime::parse_from_str(date, "%a %b %d %Y %H:%M:%S GMT%z").ok()?;
        Some(Moment::of(written.to_utc()))
    });
    Some(Noted {
        url: value("url:").and_then(address),
        crawled: date,
        saved_as: SavedAs::Rendered,
    })
}

/// `<!-- Saved from URL at 2021-10-20T10:00:00Z using monolith v… -->`
fn monolith(head: &str) -> Option<Noted> {
    let (_, note) = head.split_once("<!-- Saved from ")?;
    let (from, rest) = note.split_once(" at ")?;
    let (date, _) = rest.split_once(" using monolith")?;
    let date = DateTime::parse_from_rfc3339(date.trim()).ok()?;
    Some(Noted {
        url: address(from),
        crawled: Some(Moment::of(date.to_utc())),
        saved_as: SavedAs::Rendered,
    })
}

/// `<!-- Mirrored from HOST/PATH by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 28 Nov 2026 16:29:01 GMT -->`
fn httrack(head: &str) -> Option<Noted> {
    let (_, note) = head.split_once("<!-- Mirrored from ")?;
    let (from, rest) = note.split_once(" by HTTrack")?;
    let date = rest.split("-->").next().and_then(|rest| {
        let date = rest.rsplit_once("], ")?.1.trim().trim_end_matches("GMT").trim();
        NaiveDateTime::parse_from_str(date, "%a, %d %b %Y %H:%M:%S").ok()
    });
    let url = match from.contains("://") {
        true => from.to_string(),
        false => format!("http://{from}"),
    };
    Some(Noted {
        url: address(&url),
        crawled: date.map(|date| Moment::of(date.and_utc())),
        saved_as: SavedAs::Page,
    })
}

/// `__wm.wombat("http://…","20211020101500",…` of the Wayback Machine.
fn wayback(head: &str) -> Option<Noted> {
    let at = memmem::find(head.as_bytes(), b"__wm.wombat(")?;
    let mut quoted = head[at..].split('"').skip(1).step_by(2);
    let (url, stamp) = (quoted.next()?, quoted.next()?);
    let date = NaiveDateTime::parse_from_str(stamp, "%Y%m%d%H%M%S").ok();
    Some(Noted {
        url: address(url),
        crawled: date.map(|date| Moment::of(date.and_utc())),
        saved_as: SavedAs::Page,
    })
}

/// `FILE ARCHIVED ON 10:15:00 Nov 28, 2026 AND RETRIEVED FROM THE INTERNET ARCHIVE`, at the end of what it serves.
fn archived(page: &[u8]) -> Option<Noted> {
    let end = &page[page.len().saturating_sub(LOOKED_AT)..];
    let at = memmem::find_iter(end, b"FILE ARCHIVED ON ").last()?;
    let note = String::from_utf8_lossy(&end[at..end.len().min(at + 120)]).into_owned();
    let (stamp, _) = note
        .strip_prefix("FILE ARCHIVED ON ")?
        .split_once(" AND RETRIEVED")?;
    let date = NaiveDateTime::parse_from_str(stamp, "%H:%M:%S %b %d, %Y").ok()?;
    Some(Noted {
        url: None,
        crawled: Some(Moment::of(date.and_utc())),
        saved_as: SavedAs::Page,
    })
}

/// The address and the moment in the address of an archive of the web: `https://web.archive.org/web/20211020101500id_/http://…`.
pub(super) fn captured(url: &str) -> Option<(String, Moment)> {
    let scheme = url.get(8..)?.find("http").map(|at| at + 8)?;
    let original = address(&url[scheme..])?;
    let (_, stamp) = url[..scheme].strip_suffix('/')?.rsplit_once('/')?;
    let digits = stamp.get(..14)?;
    let mark = &stamp[14..];
    (mark.is_empty() || mark.len() == 3 && mark.ends_with('_')).then_some(())?;
    let date = NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S").ok()?;
    Some((original, Moment::of(date.and_utc())))
}

fn address(text: &str) -> Option<String> {
    let end = text.find(|c: char| c.is_whitespace() || c == '"' || c == '<');
    let url = text.trim_start();
    let url = match end {
        Some(_) => url
            .split(|c: char| c.is_whitespace() || c == '"' || c == '<')
            .next()?,
        None => url,
    };
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_archives_hold_those_of_pages() {
        for (url, found) in [
            (
                "https://web.archive.org/web/20211020101500/http://a.example/pont?x=1",
                Some("http://a.example/pont?x=1"),
            ),
            (
                "http://archive.example/wayback/20211020101500id_/https://a.example/",
                Some("https://a.example/"),
            ),
            ("https://a.example/partager?u=https://b.example/", None),
            ("https://a.example/20211020101500-x/http://b.example/", None),
            ("https://a.example/99999999999999/http://b.example/", None),
            ("http", None),
        ] {
            let captured = captured(url);
            assert_eq!(captured.as_ref().map(|(url, _)| url.as_str()), found, "{url}");
            assert!(captured.is_none_or(|(_, moment)| moment.day().to_string() == "2021-10-20"));
        }
    }

    #[test]
    fn every_tool_says_where_its_pages_are_from() {
        let url = "http://a.example/pont.html";
        for (note, day) in [
            (format!("<!DOCTYPE html>\n<!-- saved from url=(0026){url} -->\n<html>"), None),
            (
                format!("<html><!--\n Page saved with SingleFile \n url: {url} \n saved date: Sat Nov 28 2026 23:50:17 GMT-0300 (x)\n-->"),
                Some("2026-11-29"),
            ),
            (format!("<!-- Saved from {url} at 2021-10-20T10:00:00Z using monolith v2.8.1 -->"), Some("2021-10-20")),
            (
                "<html><!-- Mirrored from a.example/pont.html by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 28 Nov 2026 16:29:01 GMT -->".into(),
                Some("2026-11-28"),
            ),
            (format!("<html><script>__wm.wombat(\"{url}\",\"20211020101500\",\"https://web\")</script>"), Some("2021-10-20")),
        ] {
            let noted = noted(note.as_bytes());
            let found = noted.crawled.map(|moment| moment.day().to_string());
            assert_eq!((noted.url.as_deref(), found.as_deref()), (Some(url), day), "{note}");
        }
        let archived = noted(
            b"<html></html>\n<!--\n FILE ARCHIVED ON 10:15:00 Oct 20, 2021 AND RETRIEVED FROM THE\n-->",
        );
        assert_eq!(
            archived.crawled.map(|moment| moment.day().to_string()).as_deref(),
            Some("2021-10-20")
        );
        assert_eq!(noted(b"<p>Mirrored from the north</p>"), Noted::default());
        assert_eq!(
            noted(b"__wm.wombat(\"http://a.example/\",\"2021"),
            Noted::default()
        );
    }
}
