//! Who publishes: one name, whatever the page calls the outlet.

use super::address;
use super::claim::{Claim, Evidence, Found};
use super::declared::{Declaration, Declared};
use super::linked::{Linked, LinkedArticle};
use super::scene::{Place, Scene};
use crate::parse::{BlockId, Form};
use crate::text;
use std::collections::BTreeMap;

/// The longest name of an outlet, in characters.
const LONGEST_NAME: usize = 60;

/// How many blocks the head and the foot of a page of visible text have.
const HEAD: BlockId = 8;
const FOOT: usize = 20;

/// The user's own names of outlets, by domain. A name given for a domain holds for its subdomains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletNames {
    by_domain: BTreeMap<String, String>,
}

impl OutletNames {
    /// Reads lines of `domain TAB name`; empty lines and those that begin with `#` say nothing.
    pub fn read(table: &str) -> OutletNames {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        OutletNames {
            by_domain: pairs
                .map(|(domain, name)| (domain.trim().to_lowercase(), name.trim().to_string()))
                .collect(),
        }
    }

    /// The user's name for a domain.
    pub fn name(&self, domain: &str) -> Option<&str> {
        let mut domain = domain;
        loop {
            if let Some(name) = self.by_domain.get(domain) {
                return Some(name);
            }
            domain = domain.split_once('.')?.1;
        }
    }
}

/// Every name by which the page calls its outlet, the tails of its titles left aside.
pub fn claims(
    scene: &Scene,
    linked: &Linked,
    article: Option<&LinkedArticle>,
    declared: &[Declaration],
) -> Vec<Claim<String>> {
    let mut claims = Vec::new();
    let mut hear = |name: &str, evidence, place: &str, weight| {
        let name = cleaned(name);
        if is_name(&name) {
            claims.push(Claim::new(name, evidence, place, weight));
        }
    };
    for tag in declared {
        let weight = match (tag.fact, tag.evidence) {
            (Declared::Outlet, Evidence::OpenGraph) => 0.8,
            (Declared::Outlet, _) => 0.68,
            (Declared::Publisher, _) => 0.6,
            (Declared::Copyright, _) => 0.4,
            _ => continue,
        };
        let name = if tag.fact == Declared::Copyright {
            owner(tag.content).unwrap_or_default()
        } else {
            tag.content.to_string()
        };
        hear(&name, tag.evidence, &format!("meta {}", tag.name), weight);
    }
    if let Some(publisher) = article.and_then(|article| article.publisher.as_deref()) {
        hear(publisher, Evidence::JsonLd, "publisher", 0.76);
    }
    if let Some(site) = &linked.site {
        hear(site, Evidence::JsonLd, "WebSite name", 0.72);
    }
    for (name, place) in mastheads(scene) {
        hear(&name, Evidence::Line, &place, 0.5);
    }
    for (name, place) in copyright_lines(scene) {
        hear(&name, Evidence::Footer, &place, 0.55);
    }
    claims
}

/// The outlet: the user's name for the domain, else the claim that fits the domain and the others best.
pub fn outlet(mut claims: Vec<Claim<String>>, domain: Option<&str>, names: &OutletNames) -> Found<String> {
    let label = domain
        .and_then(address::registered_label)
        .unwrap_or_default()
        .to_string();
    let fit = |name: &str| fitness(name, &label, domain);
    if let (Some(domain), true) = (domain, claims.is_empty()) {
        claims.push(Claim::new(domain.to_string(), Evidence::Url, "domain", 0.45));
    }
    let score = |claim: &Claim<String>| {
        let agree = claims
            .iter()
            .filter(|c| c.evidence != claim.evidence && same_name(&c.value, &claim.value))
            .count();
        claim.weight + fit(&claim.value) - plainness(&claim.value) + 0.06 * agree.min(3) as f32
    };
    let standing = claims.iter().enumerate().filter(|(_, claim)| claim.stands());
    let winner = standing
        .max_by(|(i, a), (j, b)| score(a).total_cmp(&score(b)).then(j.cmp(i)))
        .map(|(at, _)| at);
    let found = Found::decided(claims, winner, |a, b| same_name(a, b));
    match domain.and_then(|domain| names.name(domain)) {
        Some(name) => found.overruled(name.to_string()),
        None => found,
    }
}

/// How well a name fits the site's registered label: its letters are the label, or its initials are, or one begins with the other.
fn fitness(name: &str, label: &str, domain: Option<&str>) -> f32 {
    let squeezed = squeezed(name);
    let label = squeezed_label(label);
    if label.is_empty() || squeezed.is_empty() {
        return 0.0;
    }
    let is_domain = domain.is_some_and(|d| text::folded(name).trim_start_matches("www.") == d);
    let without_article = ["the", "le", "la", "der", "die", "das", "el", "il", "les"]
        .iter()
        .find_map(|a| squeezed.strip_prefix(a));
    if is_domain {
        0.04
    } else if squeezed == label || without_article == Some(&label) {
        0.16
    } else if squeezed.len() > 2 && (label.starts_with(&squeezed) || squeezed.starts_with(&label)) {
        0.1
    } else if initials(name) == label {
        0.12
    } else if label.contains(&squeezed) || squeezed.contains(&label) {
        0.06
    } else {
        0.0
    }
}

/// A domain, or a name in small letters, is a poorer name than one that is written for readers.
fn plainness(name: &str) -> f32 {
    let is_domain = name.contains('.') && !name.contains(' ');
    match (
        is_domain,
        name.chars().any(char::is_uppercase) || !name.is_ascii(),
    ) {
        (true, _) => 0.15,
        (false, false) => 0.1,
        (false, true) => 0.0,
    }
}

fn squeezed_label(label: &str) -> String {
    label.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn squeezed(name: &str) -> String {
    text::words(&text::folded(name)).map(|word| word.text).collect()
}

fn initials(name: &str) -> String {
    text::words(&text::folded(name))
        .filter_map(|word| word.text.chars().next())
        .collect()
}

/// Whether two names are one, articles, domain endings and signs aside.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (spellings(a), spellings(b));
    a.iter().any(|name| !name.is_empty() && b.contains(name))
}

/// A name as one word, with and without its article.
fn spellings(name: &str) -> [String; 2] {
    let folded = text::folded(name);
    let words: Vec<&str> = text::words(folded.trim_start_matches("www."))
        .map(|word| word.text)
        .collect();
    let has_ending = words.len() > 1 && name.contains('.') && words[words.len() - 1].len() <= 3;
    let end = words.len() - usize::from(has_ending);
    let articles = ["the", "le", "la", "les", "der", "die", "das", "el", "il"];
    let start = usize::from(end > 1 && articles.contains(&words[0]));
    [words[..end].concat(), words[start..end].concat()]
}

/// A name without what pages add to it: marks, a motto after a dash, an address.
fn cleaned(name: &str) -> String {
    let name = text::normalized(name);
    let name = name.split(" (").next().unwrap_or_default();
    let name = name
        .trim_start_matches("http://")
        .trim_start_matches("https://")
        .trim_start_matches("www.")
        .trim_end_matches('/');
    let name = name.trim_matches(|c: char| c.is_whitespace() || "©®™|-–—:•@\"".contains(c));
    let motto = [" | ", " - ", " – ", " — ", " :: ", ": "]
        .iter()
        .filter_map(|sign| name.find(sign))
        .min();
    name[..motto.filter(|at| *at > 1).unwrap_or(name.len())]
        .trim()
        .to_string()
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=LONGEST_NAME).contains(&length)
        && !name.contains("://")
        && !name.contains("{{")
        && text::words(name).count() <= 8
}

/// The names after the copyright signs of the page.
fn copyright_lines(scene: &Scene) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for id in (0..scene.document.blocks.len() as BlockId).rev().take(60) {
        let block = scene.block(id);
        // A sign of copyright beside the text is the credit of a picture.
        if block.text.len() > 200 || matches!(scene.place(id), Place::Body | Place::Head(_)) {
            continue;
        }
        if let Some(name) =
            owner(&block.text).filter(|_| scene.document.form == Form::Text || found.is_empty())
        {
            found.push((name, scene.named(id)));
        }
    }
    found
}

/// The lines at the head of a page of visible text that its foot repeats: what the site calls itself.
fn mastheads(scene: &Scene) -> Vec<(String, String)> {
    let blocks = &scene.document.blocks;
    if scene.document.form == Form::Html || blocks.len() < FOOT {
        return Vec::new();
    }
    let foot: Vec<String> = blocks[blocks.len() - FOOT..]
        .iter()
        .map(|block| squeezed(&block.text))
        .collect();
    let heads = (0..HEAD.min((blocks.len() - FOOT) as BlockId)).filter(|id| Some(*id) != scene.title);
    let named = heads.filter_map(|id| {
        let line = scene.block(id).text.as_str();
        let name = squeezed(line);
        let short = (1..=5).contains(&text::words(line).count())
            && line.starts_with(char::is_uppercase)
            && name.len() > 4;
        let longer = |foot: &&String| foot.len() > name.len() && foot.contains(&name);
        (short && foot.iter().any(|line| longer(&line))).then(|| (line.to_string(), scene.named(id)))
    });
    named.take(1).collect()
}

/// The owner in a copyright line: *© 2022 Africa Presse - Tous droits réservés*.
fn owner(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let sign = ["©", "(c)", "copyright"]
        .iter()
        .filter_map(|sign| lower.find(sign).map(|at| at + sign.len()))
        .max()?;
    let rest = line.get(sign..)?;
    let rest =
        rest.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace() || ",.-–—:©|".contains(c));
    let rest = ["by ", "par ", "of "]
        .iter()
        .find_map(|by| rest.strip_prefix(by))
        .unwrap_or(rest);
    let end = rest.char_indices().find(|(at, c)| {
        "|,;•·(©".contains(*c)
            || c.is_numeric()
            || rest[*at..].starts_with(". ")
            || rest[*at..].starts_with(" - ")
            || rest[*at..].starts_with(" – ")
    });
    let name = rest[..end.map_or(rest.len(), |(at, _)| at)]
        .trim()
        .trim_end_matches('.');
    let rights = [
        "all rights",
        "tous droits",
        "alle rechte",
        "todos los",
        "todos os",
        "tutti i",
        "rights",
        "reserved",
    ];
    let cut = rights
        .iter()
        .filter_map(|phrase| name.to_lowercase().find(phrase))
        .min()
        .unwrap_or(name.len());
    let name = name
        .get(..cut)?
        .trim()
        .trim_end_matches(['-', '–', '.', ','])
        .trim();
    is_name(name).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copyright_lines_name_their_owner() {
        for (line, name) in [
            (
                "© 2022 Africa Presse - Tous droits réservés",
                Some("Africa Presse"),
            ),
            (
                "Copyright © 2010-2022 The Example. All rights reserved.",
                Some("The Example"),
            ),
            ("© The Example 2022", Some("The Example")),
            ("No rights here", None),
        ] {
            assert_eq!(owner(line).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn the_users_table_holds_for_subdomains() {
        let names = OutletNames::read("# mine\nexample.org\tThe Example\n");
        assert_eq!(names.name("news.example.org"), Some("The Example"));
        assert_eq!(names.name("example.com"), None);
        let claims = vec![Claim::new(
            "Example Online".to_string(),
            Evidence::OpenGraph,
            "meta og:site_name",
            0.8,
        )];
        let found = outlet(claims, Some("example.org"), &names);
        assert_eq!(
            (found.value.as_deref(), found.evidence),
            (Some("The Example"), Some(Evidence::User))
        );
    }

    #[test]
    fn one_outlet_has_many_spellings() {
        assert!(same_name("The Example", "example.com"));
        assert!(same_name("Le Monde", "lemonde.fr"));
        assert!(!same_name("Le Monde", "Le Figaro"));
    }
}
