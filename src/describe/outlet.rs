//! Who publishes: one name, whatever the page calls the outlet.

mod lines;
pub(super) mod ranking;

use super::candidates::{Candidate, DecidedFact, MOST_CLAIMS, Rejection};
use super::layout::PageLayout;
use super::outlet_names::same_name;
use super::title_parts::tails;
use crate::article::Evidence;
use crate::lexicon;
use crate::parse::declared::{Linked, LinkedArticle, MetaFact, MetaTag};
use crate::text;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// The longest name of an outlet, in characters.
const LONGEST_NAME: usize = 60;

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

/// What a name was found in.
pub(super) type Witness = &'static str;

/// Every name by which the page calls its outlet.
pub(super) fn claims(
    scene: &PageLayout,
    linked: &Linked,
    article: Option<&LinkedArticle>,
    declared: &[MetaTag],
) -> Vec<(Candidate<String>, Witness)> {
    let mut claims = Vec::new();
    let mut hear = |name: &str, evidence, place: &str, witness: Witness| {
        let name = cleaned(name);
        if is_name(&name) {
            claims.push((Candidate::new(name, evidence, place, 0.0), witness));
        }
    };
    for tag in declared {
        let witness = match (tag.fact, tag.evidence) {
            (MetaFact::Outlet, Evidence::OpenGraph) => "og",
            (MetaFact::Outlet, _) => "meta",
            (MetaFact::Publisher, _) => "meta publisher",
            (MetaFact::Copyright, _) => "meta copyright",
            _ => continue,
        };
        let name = match tag.fact {
            MetaFact::Copyright => owner(tag.content).unwrap_or_default(),
            _ => tag.content.to_string(),
        };
        hear(&name, tag.evidence, &format!("meta {}", tag.name), witness);
    }
    if let Some(publisher) = article.and_then(|article| article.publisher.as_deref()) {
        hear(publisher, Evidence::JsonLd, "publisher", "publisher");
    }
    if let Some(site) = &linked.site {
        hear(site, Evidence::JsonLd, "WebSite name", "website");
    }
    if let Some(tail) = tails(scene, article, declared).into_iter().next_back() {
        hear(&tail, Evidence::Title, TAIL, "tail");
    }
    for (name, place, witness) in lines::names(scene) {
        let evidence = if witness == "copyright" {
            Evidence::Footer
        } else {
            Evidence::Line
        };
        hear(&name, evidence, &place, witness);
    }
    claims.truncate(MOST_CLAIMS);
    claims
}

/// The place of the name behind a title, which may be that of a section.
pub(super) const TAIL: &str = "tail of <title>";

/// The outlet: the user's name for the domain, else the claim that the judge believes.
pub(super) fn outlet(
    scene: &PageLayout,
    mut claims: Vec<(Candidate<String>, Witness)>,
    domain: Option<&str>,
    names: &OutletNames,
) -> DecidedFact<String> {
    if let (Some(domain), true) = (domain, claims.is_empty()) {
        claims.push((
            Candidate::new(domain.to_string(), Evidence::Url, "domain", 0.0),
            "domain",
        ));
    }
    let candidates = ranking::candidates(scene, &claims, domain);
    let chances = ranking::JUDGE.chances(&candidates);
    let none = chances.last().copied().unwrap_or_default();
    let weighed = claims.into_iter().map(|(claim, witness)| {
        let own = candidates
            .iter()
            .position(|(name, _)| ranking::is_same(name, &claim.value));
        let claim = Candidate {
            weight: own.map_or(0.0, |at| chances[at]),
            ..claim
        };
        // Tags and copyright lines always call the outlet something; a catalogue, to which the judge was fitted, may call it otherwise.
        if claim.weight < none && lines::is_guess(witness) {
            claim.lost(Rejection::Weaker)
        } else {
            claim
        }
    });
    let found = DecidedFact::likeliest(weighed.collect(), |a, b| same_name(a, b));
    match domain.and_then(|domain| names.name(domain)) {
        Some(name) => found.overruled(name.to_string()),
        None => found,
    }
}

/// Whether a name is nothing but the domain.
fn is_domain_of(name: &str, domain: &str) -> bool {
    text::folded(name).trim_start_matches("www.") == domain
}

fn squeezed(name: &str) -> String {
    text::words(&text::folded(name)).map(|word| word.text).collect()
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
    let name = without_legal_form(name);
    is_name(name).then(|| name.to_string())
}

static LEGAL_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/legal-forms.txt"))
        .filter_map(|mut fields| Some(text::folded(fields.next()?)))
        .collect()
});

/// An owner's name without its legal form and what follows it: *Ltd*, *GmbH*, *All rights reserved*.
fn without_legal_form(name: &str) -> &str {
    let cut = text::words(name)
        .skip(1)
        .find(|word| LEGAL_FORMS.contains(&text::folded(word.text)));
    let name = cut.map_or(name, |word| &name[..word.start]);
    name.trim()
        .trim_end_matches(['-', '–', '.', ',', '&', '/', '\''])
        .trim()
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
            ("© 2022 The Example Ltd", Some("The Example")),
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
        let found =
            DecidedFact::<String>::default().overruled(names.name("example.org").unwrap().to_string());
        assert_eq!(
            (found.value.as_deref(), found.evidence),
            (Some("The Example"), Some(Evidence::User))
        );
    }
}
