//! Whether a page is HTML or visible text: decided by what it contains, never by its name.

use super::{Form, Tag};
use memchr::memmem;

/// How much of the page is looked at.
const LOOKED_AT: usize = 64 * 1024;
/// Closing tags from which a page that does not open like HTML is HTML all the same.
const CLOSING_TAGS: usize = 3;

/// The form of a page.
pub fn form(text: &str) -> Form {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head = &start.as_bytes()[..start.len().min(LOOKED_AT)];
    let html = opens_like_html(start) || says_html(head) || closing_tags(head) >= CLOSING_TAGS;
    if html { Form::Html } else { Form::Text }
}

fn opens_like_html(start: &str) -> bool {
    let Some(rest) = start.strip_prefix('<') else {
        return false;
    };
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let declared = ["!doctype", "!--", "?xml"]
        .iter()
        .any(|d| starts_with_ignoring_case(rest, d));
    declared || is_html_name(&name)
}

fn is_html_name(name: &str) -> bool {
    Tag::named(name) != Tag::Other || ["head", "meta", "title", "script", "style", "link"].contains(&name)
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.as_bytes()
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

fn says_html(head: &[u8]) -> bool {
    let start = head[..head.len().min(4096)].to_ascii_lowercase();
    ["<html", "<!doctype html", "<body"]
        .iter()
        .any(|sign| memmem::find(&start, sign.as_bytes()).is_some())
}

fn closing_tags(head: &[u8]) -> usize {
    memmem::find_iter(head, "</")
        .filter(|at| {
            let name = &head[at + 2..head.len().min(at + 16)];
            let length = name
                .iter()
                .position(|b| !b.is_ascii_alphanumeric())
                .unwrap_or(name.len());
            name.get(length) == Some(&b'>')
                && std::str::from_utf8(&name[..length])
                    .is_ok_and(|name| is_html_name(&name.to_ascii_lowercase()))
        })
        .take(CLOSING_TAGS)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_in_the_bytes() {
        for html in [
            "<!DOCTYPE html><p>a",
            "\u{feff} <HTML>",
            "<div>a",
            "x <p>a</p> <b>b</b> <i>c</i>",
            "<?xml version='1.0'?><html>",
        ] {
            assert_eq!(form(html), Form::Html, "{html}");
        }
        for text in [
            "",
            "Partager\n\nMali",
            "raccourcis <q> <del> <ins>",
            "a < b",
            "<3 Dakar",
            "<quote> <code>",
        ] {
            assert_eq!(form(text), Form::Text, "{text}");
        }
    }
}
