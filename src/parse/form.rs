//! Whether a page is HTML or visible text: decided by what it contains, never by its name.

use super::{Markup, Tag};
use memchr::memmem;

/// How much of the page is looked at.
const LOOKED_AT: usize = 64 * 1024;
/// Closing tags from which a page that does not open like HTML may be HTML all the same.
const CLOSING_TAGS: usize = 3;
/// A page that nothing declares to be HTML has a tag in every so many lines; less is visible text with a stray tag.
const LINES_A_TAG: usize = 4;

/// The form of a page.
pub(super) fn form(text: &str) -> Markup {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head = &start.as_bytes()[..start.len().min(LOOKED_AT)];
    let marked_up = || opens_like_html(start) || tags(head, "</").take(CLOSING_TAGS).count() == CLOSING_TAGS;
    let html = declared(start) || says_html(head) || (marked_up() && is_dense(head));
    if html { Markup::Html } else { Markup::Text }
}

fn declared(start: &str) -> bool {
    ["<!doctype", "<!--", "<?xml", "<html"]
        .iter()
        .any(|sign| starts_with_ignoring_case(start, sign))
}

fn opens_like_html(start: &str) -> bool {
    tags(&start.as_bytes()[..start.len().min(32)], "<").next() == Some(0)
}

/// Whether there is a tag in every few lines.
fn is_dense(head: &[u8]) -> bool {
    let lines = head
        .split(|b| *b == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    (tags(head, "<").count() + tags(head, "</").count()) * LINES_A_TAG >= lines.count()
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

/// Where tags of HTML begin, opening (`<`) or closing (`</`).
fn tags(head: &[u8], sign: &'static str) -> impl Iterator<Item = usize> {
    memmem::find_iter(head, sign).filter(move |at| {
        let name = &head[at + sign.len()..head.len().min(at + sign.len() + 14)];
        let length = name
            .iter()
            .position(|b| !b.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let ends = matches!(name.get(length), Some(b'>' | b' ' | b'/' | b'\n' | b'\t' | b'\r'));
        ends && std::str::from_utf8(&name[..length])
            .is_ok_and(|name| is_html_name(&name.to_ascii_lowercase()))
    })
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
            "<P\nclass=a>b",
        ] {
            assert_eq!(form(html), Markup::Html, "{html}");
        }
        for text in [
            "",
            "Partager\n\nMali",
            "raccourcis <q> <del> <ins>",
            "a < b",
            "<3 Dakar",
            "<quote> <code>",
            "<img src=x>\nPolitics\n\nCongress\nSenate\nHouse\nThe senator said so.\nHe left.\nShe stayed.\nAll of them.\n",
            "One\n<p></p>\nTwo\n<p></p>\nThree\n<p></p>\nFour\nFive\nSix\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n",
        ] {
            assert_eq!(form(text), Markup::Text, "{text}");
        }
    }
}
