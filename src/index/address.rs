//! When two addresses are one: the same page by every spelling that mail, social networks and links give it.
//!
//! Of AMP and mobile twins the page itself says which address is canonical, and that is the one that is compared.

use crate::article::{Article, Kind};
use crate::page::Place;
use crate::text::folded;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The hash of a place or of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// The key of some bytes.
    pub fn of(bytes: &[u8]) -> Key {
        let mut key = [0; 16];
        key.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Key(key)
    }

    /// The key of the digest of what was served.
    pub fn of_digest(digest: &str) -> Key {
        Key::of(digest.as_bytes())
    }

    /// The key of a place.
    pub fn of_place(place: &Place) -> Key {
        Key::of(&serde_json::to_vec(place).unwrap_or_default())
    }
}

/// The parameters that tell who sent a reader, and not what is read.
static TRACKING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/tracking-parameters.txt").lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});
/// The names of a folder's own page.
const INDEX_PAGES: [&str; 4] = ["/default.aspx", "/index.htm", "/index.html", "/index.php"];

/// The last part of an article's address has so many words, where it is made of its title; sections have fewer (`west-africa`).
const TITLE_WORDS: usize = 3;

/// The key by which versions of an article are known: its address, the same for all its spellings; nothing for the front page of a
/// site, which is no article's address. Some sites declare the address of a section for each of their articles; there the title has to
/// be the same as well, or all of them would be versions of one.
pub(super) fn key(article: &Article) -> Option<Key> {
    let normal = normal(article.url.as_deref()?)?;
    if article.kind != Kind::Article || names_one_page(&normal) {
        return Some(Key::of(normal.as_bytes()));
    }
    let title = folded(article.title.as_deref().unwrap_or_default());
    Some(Key::of(format!("{normal}\n{title}").as_bytes()))
}

/// The key of an address of which nothing else is known.
pub fn key_of_url(url: &str) -> Option<Key> {
    normal(url).map(|normal| Key::of(normal.as_bytes()))
}

/// Whether an address is enough to know an article by, in whatever spelling.
pub fn is_of_one_page(url: &str) -> bool {
    normal(url).is_none_or(|normal| names_one_page(&normal))
}

/// Whether an address ends as that of a single page does, and not of a section: with a number, a parameter, the ending of a file, or
/// the words of a title.
fn names_one_page(normal: &str) -> bool {
    let last = normal.rsplit('/').next().unwrap_or_default();
    let parts = last.split(['-', '_', '+', '.', ' ']).count();
    let is_file = last.contains('.');
    is_file || parts >= TITLE_WORDS || last.contains(|c: char| c.is_numeric() || c == '?' || c == '#')
}

/// An address without scheme, `www.`, default port, parameters that only track, fragment, and last slash.
fn normal(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let path = decoded(path);
    let page = INDEX_PAGES.iter().find_map(|page| path.strip_suffix(page));
    let path = page.unwrap_or(&path).trim_end_matches('/');
    let mut parameters: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
        .map(decoded)
        .collect();
    parameters.sort();
    let mut normal = format!("{}{path}", normal_host(host));
    let mut before = '?';
    for parameter in &parameters {
        normal.push(before);
        normal.push_str(parameter);
        before = '&';
    }
    // A page of one script names its article behind `#!`.
    if fragment.starts_with(['!', '/']) {
        normal.push('#');
        normal.push_str(fragment);
    }
    normal.contains(['/', '?', '#']).then_some(normal)
}

fn normal_host(host: &str) -> String {
    let host = host.rsplit('@').next().unwrap_or_default().to_lowercase();
    let host = host
        .strip_suffix(":443")
        .or_else(|| host.strip_suffix(":80"))
        .unwrap_or(&host);
    let host = host.trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host).to_string()
}

/// Whether a parameter only tracks. The list has names, and beginnings with a star.
fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *known,
    })
}

/// The characters of an address as they are meant: letters, digits and `-._~` stand for themselves, escaped or not, and so does all
/// that is not ASCII; every other escape stays one.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escape = (*first == b'%').then(|| behind.get(..2)).flatten();
        let digits = escape.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || !byte.is_ascii() {
                    true => bytes.push(byte),
                    false => bytes.extend(format!("%{byte:02X}").bytes()),
                }
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_in_all_its_spellings() {
        let plain = normal("https://a.example/x/le-g%C3%A9n%C3%A9ral?id=1&page=2");
        assert_eq!(plain.as_deref(), Some("a.example/x/le-général?id=1&page=2"));
        for other in [
            "http://www.a.example/x/le-général/?id=1&page=2#top",
            "https://A.example:443/x/le-g%c3%a9n%c3%a9ral?page=2&id=1",
            "https://a.example/x/le-général?utm_source=x&UTM_Medium=y&id=1&page=2&fbclid=Iw&gclid=1",
            "http://reader@a.example:80/%78/le-général?id=1&&page=2&mc_cid=7",
        ] {
            assert_eq!(normal(other), plain, "{other}");
        }
        assert_eq!(normal("a.example/x/index.html"), normal("https://a.example/x"));
    }

    #[test]
    fn what_names_another_page_stays() {
        let all = [
            "https://a.example/x?id=1",
            "https://a.example/x?id=2",
            "https://a.example/X?id=1",
            "https://a.example/x%2Fy?id=1",
            "https://a.example:8080/x?id=1",
            "https://m.a.example/x?id=1",
            "https://a.example/x?id=1#!/7",
            "https://a.example/?p=7",
        ];
        let keys: std::collections::BTreeSet<_> = all.iter().map(|url| normal(url).expect(url)).collect();
        assert_eq!(keys.len(), all.len());
        for front in [
            "https://a.example/",
            "https://www.a.example",
            "https://a.example/?utm_source=x",
        ] {
            assert_eq!(normal(front), None, "{front}");
        }
    }

    #[test]
    fn the_address_of_a_section_is_not_enough_to_make_versions() {
        for one in [
            "a.example/sahel/fin-de-la-greve",
            "a.example/x?id=7",
            "a.example/2024/x7",
            "a.example/gao.html",
        ] {
            assert!(names_one_page(one), "{one}");
        }
        for section in [
            "a.example/afrique",
            "a.example/news/west-africa",
            "a.example/أخبار",
        ] {
            assert!(!names_one_page(section), "{section}");
        }
    }
}
