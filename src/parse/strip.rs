//! What the parser need not see: scripts, styles, drawings and comments are cut out of the page before the parse.
//!
//! It must be conservative: where a piece is not closed, or might not be what it seems, it stays for the parser. JSON-LD stays.

use memchr::{memchr, memchr3, memmem};
use std::borrow::Cow;

/// Elements that are cut out with all they hold.
const CUT: [&str; 3] = ["script", "style", "svg"];
/// Elements whose content is text even where it looks like markup.
const TEXT_ONLY: [&str; 4] = ["title", "textarea", "xmp", "iframe"];

/// The page without scripts (but JSON-LD), styles, drawings and comments.
pub(super) fn stripped(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + found;
        match piece(html, start) {
            MarkupPiece::Cut(end) => {
                out.push_str(&html[kept..start]);
                (kept, at) = (end, end);
            }
            MarkupPiece::Keep(end) => at = end,
            MarkupPiece::Unclear => break,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

/// What to do with a piece of markup, up to a byte of the page.
enum MarkupPiece {
    Cut(usize),
    Keep(usize),
    /// It is not closed: the rest of the page is left to the parser.
    Unclear,
}

fn piece(html: &str, start: usize) -> MarkupPiece {
    let rest = &html.as_bytes()[start..];
    if rest.starts_with(b"<!--") {
        return comment(rest, start);
    }
    if !rest.get(1).is_some_and(u8::is_ascii_alphabetic) {
        return MarkupPiece::Keep(start + 1);
    }
    let Some(end) = tag_end(rest) else {
        return MarkupPiece::Unclear;
    };
    let opening = &rest[..end];
    let Some(name) = CUT.iter().chain(&TEXT_ONLY).find(|name| is_named(opening, name)) else {
        return MarkupPiece::Keep(start + end);
    };
    if opening.ends_with(b"/>") && *name == "svg" {
        return MarkupPiece::Keep(start + end);
    }
    let Some(content) = closing_tag(&rest[end..], name) else {
        return MarkupPiece::Unclear;
    };
    let content = &rest[end..end + content];
    let Some(close) = memchr(b'>', &rest[end + content.len()..]) else {
        return MarkupPiece::Unclear;
    };
    let whole = start + end + content.len() + close + 1;
    let goes = CUT.contains(name)
        && memmem::find(content, b"<!--").is_none()
        && !(*name == "svg" && contains_tag(content, "svg"))
        && !(*name == "script" && memmem::find(&opening.to_ascii_lowercase(), b"ld+json").is_some());
    if goes {
        MarkupPiece::Cut(whole)
    } else {
        MarkupPiece::Keep(whole)
    }
}

fn comment(rest: &[u8], start: usize) -> MarkupPiece {
    let closed_at_once = rest[4..].starts_with(b">") || rest[4..].starts_with(b"->");
    match memmem::find(&rest[4..], b"--") {
        _ if closed_at_once => MarkupPiece::Keep(start + 4),
        Some(_) => {
            let end = memmem::find(&rest[4..], b"-->").map(|at| at + 4 + 3);
            let early = memmem::find(&rest[4..end.unwrap_or(rest.len())], b"--!>").map(|at| at + 4 + 4);
            early
                .or(end)
                .map_or(MarkupPiece::Unclear, |end| MarkupPiece::Cut(start + end))
        }
        None => MarkupPiece::Unclear,
    }
}

/// The byte after the `>` of a tag; a `>` in a quoted value does not end it.
pub(super) fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        let found = at + memchr3(b'>', b'"', b'\'', &tag[at..])?;
        match tag[found] {
            b'>' => return Some(found + 1),
            quote if opens_value(&tag[..found]) => at = found + 1 + memchr(quote, &tag[found + 1..])? + 1,
            _ => at = found + 1,
        }
    }
}

/// Whether a quote after this begins the value of an attribute: only after `=` and white space.
fn opens_value(before: &[u8]) -> bool {
    before.iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=')
}

fn is_named(tag: &[u8], name: &str) -> bool {
    tag.get(1..1 + name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && tag
            .get(1 + name.len())
            .is_none_or(|b| b.is_ascii_whitespace() || *b == b'/' || *b == b'>')
}

/// Where the closing tag of this name begins.
pub(super) fn closing_tag(content: &[u8], name: &str) -> Option<usize> {
    memmem::find_iter(content, b"</")
        .find(|at| is_named(&content[at + 1..], name) && content.len() > at + 2 + name.len())
}

fn contains_tag(content: &[u8], name: &str) -> bool {
    memchr::memchr_iter(b'<', content).any(|at| is_named(&content[at..], name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_is_cut() {
        for (page, left) in [
            ("a<script>if (a<b) '</p>'</script>b", "ab"),
            ("a<SCRIPT src='x>y'></SCRIPT >b", "ab"),
            ("a<style>p{}</style><svg viewBox=0><path d=''/></svg>b", "ab"),
            ("a<!-- c -->b<!--d--!>e", "abe"),
            (
                "<script type=\"application/ld+json\">{}</script>",
                "<script type=\"application/ld+json\">{}</script>",
            ),
        ] {
            assert_eq!(stripped(page), left, "{page}");
        }
    }

    #[test]
    fn what_is_not_clear_stays() {
        for page in [
            "a<script>b",
            "a<!-- b",
            "<!-->a<p title='<script>'>b</p>",
            "<textarea><!--</textarea>a-->",
            "<svg/>a",
            "<svg><svg></svg>a</svg>",
            "<script><!-- <script> </script> --></script>",
            "<p title=\"<!--\">a</p>",
            "<scripting>a</scripting>",
            "1 < 2 and <",
        ] {
            assert_eq!(stripped(page), page);
        }
    }
}
