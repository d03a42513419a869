//! What the meta tags of the page declare, by the names that publishing systems give them.

use crate::article::Evidence;
use crate::lexicon;
use crate::parse::Document;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The fact that the content of a meta tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MetaFact {
    /// The headline.
    Title,
    /// The headline as it is given to a social network: often another one.
    SocialTitle,
    /// When it was published.
    Published,
    /// When it, or the file that holds it, was made.
    Created,
    /// When it was changed.
    Modified,
    /// A date of which nothing is said.
    Date,
    /// Who wrote it.
    Author,
    /// The outlet's name.
    Outlet,
    /// Who owns it.
    Publisher,
    /// Who has the rights in it.
    Copyright,
    /// The section.
    Section,
    /// A keyword, or several with commas.
    Tag,
    /// The address.
    Url,
    /// The language.
    Language,
    /// The kind of thing.
    Type,
    /// What it is about, in a sentence or two.
    Description,
}

static NAMES: LazyLock<HashMap<&'static str, (MetaFact, Evidence)>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../lexicon/meta-names.tsv"))
        .filter_map(|mut fields| {
            let name = fields.next()?;
            let fact = match fields.next()? {
                "title" => MetaFact::Title,
                "social-title" => MetaFact::SocialTitle,
                "published" => MetaFact::Published,
                "created" => MetaFact::Created,
                "modified" => MetaFact::Modified,
                "date" => MetaFact::Date,
                "author" => MetaFact::Author,
                "outlet" => MetaFact::Outlet,
                "publisher" => MetaFact::Publisher,
                "copyright" => MetaFact::Copyright,
                "section" => MetaFact::Section,
                "tag" => MetaFact::Tag,
                "url" => MetaFact::Url,
                "language" => MetaFact::Language,
                "type" => MetaFact::Type,
                "description" => MetaFact::Description,
                _ => return None,
            };
            let evidence = match fields.next()? {
                "open-graph" => Evidence::OpenGraph,
                "microdata" => Evidence::Microdata,
                _ => Evidence::Meta,
            };
            Some((name, (fact, evidence)))
        })
        .collect()
});

/// One meta tag that declares a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetaTag<'a> {
    /// What it declares.
    pub fact: MetaFact,
    /// What kind of witness it is.
    pub evidence: Evidence,
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub content: &'a str,
}

/// The meta tags of a page that declare a fact, in page order; a fact that the meta tags of a page give again and again is heard each time.
pub(crate) fn tags(document: &Document) -> Vec<MetaTag<'_>> {
    let metas = document
        .head
        .metas
        .iter()
        .filter(|(_, content)| !content.is_empty());
    let named = metas.filter_map(|(name, content)| {
        let (fact, evidence) = NAMES.get(name.as_str())?;
        Some(MetaTag {
            fact: *fact,
            evidence: *evidence,
            name,
            content,
        })
    });
    named.collect()
}
