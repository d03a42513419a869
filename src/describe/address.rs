//! What the addresses of a page say: its own address, its site, the day in its path.

use super::candidates::{Candidate, DecidedFact};
use crate::article::Evidence;
use crate::calendar::Date;
use crate::page::Origin;
use crate::parse::declared::{MetaFact, MetaTag};
use crate::parse::{BlockId, Document};

/// Second-level labels under which countries register names: `co.uk`, `com.br`.
const SHARED_LABELS: [&str; 12] = [
    "ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "gv", "net", "or", "org",
];
/// First labels that name a form of the page rather than a site.
const FORMS: [&str; 8] = ["amp", "m", "mobile", "mobil", "web", "www", "www2", "wap"];

/// The address of the page: canonical, else the one that is shared, else where it was fetched.
pub(super) fn url(document: &Document, declared: &[MetaTag], origin: &Origin) -> DecidedFact<String> {
    let mut claims = Vec::new();
    let mut add = |address: &str, evidence, place: &str, weight| {
        let whole = absolute(address, document);
        claims.extend(whole.map(|whole| Candidate::new(whole, evidence, place, weight)));
    };
    for (_, href) in document.head.links.iter().filter(|(rel, _)| rel == "canonical") {
        add(href, Evidence::Meta, "link canonical", 0.95);
    }
    for tag in declared.iter().filter(|d| d.fact == MetaFact::Url) {
        add(tag.content, tag.evidence, tag.name, 0.9);
    }
    if let Some(url) = &origin.url {
        add(url, Evidence::Container, "fetched from", 0.8);
    }
    for (_, href) in document.head.links.iter().filter(|(rel, _)| rel == "amphtml") {
        add(href, Evidence::Meta, "link amphtml", 0.5);
    }
    let name = origin.name();
    let path = name.rsplit('!').next().unwrap_or_default();
    claims.extend(mirrored(path).map(|url| Candidate::new(url, Evidence::Path, "folders of a mirror", 0.4)));
    let deep = claims.iter().position(|c| has_path(&c.value));
    let winner = deep.or((!claims.is_empty()).then_some(0));
    DecidedFact::decided(claims, winner, |a, b| a == b)
}

/// How far above the text a page for print names its own address, in blocks.
const PRINTED_ABOVE: u32 = 6;

/// The address that a page of visible text prints on a line of its own between its headline and its text, as pages for print do.
pub(super) fn printed(document: &Document, text: BlockId) -> Option<Candidate<String>> {
    let above = text.saturating_sub(PRINTED_ABOVE)..text;
    let mut lines = above.filter_map(|id| {
        let block = document.blocks.get(id as usize)?;
        let line = block.text.trim();
        let alone = line.starts_with("http") && !line.contains(char::is_whitespace) && has_path(line);
        let whole = absolute(line, document).filter(|_| alone)?;
        Some(Candidate::new(
            whole,
            Evidence::Line,
            format!("line {}", block.line?.number),
            0.6,
        ))
    });
    lines.next().filter(|_| lines.next().is_none())
}

/// Endings of hosts that a folder is named by, beside those of countries; a folder may be called `pages.old`.
const ENDINGS: [&str; 12] = [
    "com", "org", "net", "info", "edu", "gov", "int", "example", "news", "press", "media", "africa",
];

/// The address of a file in a mirror, whose folders are host and path.
fn mirrored(file: &str) -> Option<String> {
    let folders: Vec<&str> = file.split(['/', '\\']).collect();
    let is_host = |name: &&str| {
        let host = name.split(':').next().unwrap_or_default();
        let ending = host.rsplit('.').next().unwrap_or_default();
        let known = ENDINGS.contains(&ending)
            || ending.len() == 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase());
        let plain = host
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
        known
            && plain
            && host.len() > ending.len() + 2
            && host.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let place = folders
        .iter()
        .rposition(is_host)
        .filter(|place| place + 1 < folders.len())?;
    let path = folders[place + 1..].join("/");
    let path = path.strip_suffix("index.html").unwrap_or(&path);
    Some(format!("http://{}/{path}", folders[place]))
}

fn has_path(url: &str) -> bool {
    path(url).is_some_and(|path| path.len() > 1)
}

/// An address with its scheme and host, made whole with the page's base where it has none.
fn absolute(address: &str, document: &Document) -> Option<String> {
    let address = address.trim();
    if address.starts_with("http://") || address.starts_with("https://") {
        return host(address).map(|_| address.to_string());
    }
    if let Some(rest) = address.strip_prefix("//") {
        return rest.contains('.').then(|| format!("https://{rest}"));
    }
    let base = document.head.base.as_deref()?;
    let (scheme, rest) = base.split_once("://")?;
    let host = rest.split('/').next()?;
    address
        .starts_with('/')
        .then(|| format!("{scheme}://{host}{address}"))
}

/// The host of an address, lower case, without port.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest
        .split(['/', '?', '#'])
        .next()?
        .rsplit('@')
        .next()?
        .split(':')
        .next()?;
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

/// The path of an address.
pub(super) fn path(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.find('/')
        .map(|slash| rest[slash..].split(['?', '#']).next().unwrap_or_default())
}

/// The site of a host: without the label that names a form of the page, `www` or `amp`.
pub fn domain(url: &str) -> Option<String> {
    let mut host = host(url)?;
    while let Some((first, rest)) = host.split_once('.') {
        if !FORMS.contains(&first) || !rest.contains('.') {
            break;
        }
        host = rest.to_string();
    }
    Some(host)
}

/// The name under which a site is registered: the label before the public suffix, `liberation` of `www.liberation.fr`.
pub(super) fn registered_label(domain: &str) -> Option<&str> {
    let mut labels = domain.rsplit('.');
    let (tld, second) = (labels.next()?, labels.next()?);
    if tld.len() == 2 && SHARED_LABELS.contains(&second) {
        labels.next()
    } else {
        Some(second)
    }
}

/// The day in the path of an address: `/2022/05/13/`, `/20220513/`, `-2022-05-13`. A month alone is one too.
pub(super) fn date(url: &str) -> Option<Date> {
    let path = path(url)?;
    let mut numbers: Vec<(&str, bool)> = Vec::new();
    let mut month = None;
    let mut start = None;
    for (at, c) in path.char_indices().chain([(path.len(), '/')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let before = path[..from].chars().next_back().unwrap_or('/');
                numbers.push((&path[from..at], matches!(before, '/' | '-' | '_' | '.')));
                start = None;
                if let Some(day) = day_of(&numbers, before, c) {
                    return Some(day);
                }
                month = month.or(month_of(&numbers, c));
            }
            _ => {}
        }
        if !c.is_ascii_digit() && !matches!(c, '/' | '-' | '_' | '.') {
            numbers.clear();
        }
    }
    month
}

fn day_of(numbers: &[(&str, bool)], before: char, after: char) -> Option<Date> {
    let free = |c: char| !c.is_alphanumeric() || c == 'T';
    let (last, parted) = *numbers.last()?;
    if last.len() == 8 && free(before) && free(after) {
        return plausible(&last[..4], &last[4..6], &last[6..]);
    }
    let [.., (year, true), (month, true), (day, true)] = numbers else {
        return None;
    };
    let fits = year.len() == 4 && month.len() <= 2 && day.len() <= 2 && parted && free(after);
    fits.then(|| plausible(year, month, day))?
}

fn month_of(numbers: &[(&str, bool)], after: char) -> Option<Date> {
    let [.., (year, true), (month, true)] = numbers else {
        return None;
    };
    let fits = year.len() == 4 && month.len() == 2 && after == '/';
    let Some(Date::Day(day)) = fits.then(|| plausible(year, month, "1"))? else {
        return None;
    };
    use chrono::Datelike;
    Some(Date::Month(day.year(), day.month()))
}

fn plausible(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i32 = year.parse().ok().filter(|year| (1990..2100).contains(year))?;
    Date::day(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_told_from_addresses() {
        for (url, site, label) in [
            ("https://www.example.co.uk/a/b", "example.co.uk", "example"),
            ("https://amp.example.fr/x", "example.fr", "example"),
            ("http://m.news.example.com:8080/", "news.example.com", "example"),
            ("https://example.org?x=1", "example.org", "example"),
        ] {
            let domain = domain(url).unwrap();
            assert_eq!(domain, site);
            assert_eq!(registered_label(&domain), Some(label));
        }
        assert_eq!(domain("nowhere"), None);
    }

    #[test]
    fn mirrors_carry_addresses() {
        for (file, url) in [
            (
                "mirror/www.fanion.example/2021/pont.html",
                Some("http://www.fanion.example/2021/pont.html"),
            ),
            ("./abc.fr/index.html", Some("http://abc.fr/")),
            ("corpus/a.fr", None),
            ("pages.old/x/pont.html", None),
            ("v1.2/pont.html", None),
        ] {
            assert_eq!(mirrored(file).as_deref(), url, "{file}");
        }
    }

    #[test]
    fn paths_carry_days() {
        for (url, day) in [
            ("https://a.fr/2022/05/13/slug.html", Some("2022-05-13")),
            ("https://a.fr/monde/20220513-slug", Some("2022-05-13")),
            ("https://a.fr/slug-2022-05-13", Some("2022-05-13")),
            ("https://a.fr/2022/05/slug", Some("2022-05")),
            ("https://a.fr/1234/56/78/slug", None),
            ("https://a.fr/id/20991399", None),
            ("https://a.fr/x20220513y", None),
        ] {
            assert_eq!(date(url).map(|d| d.to_string()).as_deref(), day, "{url}");
        }
    }
}
