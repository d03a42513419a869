//! What the meta tags of the page declare, by the names that publishing systems give them.

use crate::article::Evidence;
use crate::lexicon;
use crate::parse::Document;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The fact that the content of a meta tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declared {
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
}

static NAMES: LazyLock<HashMap<&'static str, (Declared, Evidence)>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/meta-names.tsv"))
        .filter_map(|mut fields| {
            let name = fields.next()?;
            let fact = match fields.next()? {
                "title" => Declared::Title,
                "social-title" => Declared::SocialTitle,
                "published" => Declared::Published,
                "created" => Declared::Created,
                "modified" => Declared::Modified,
                "date" => Declared::Date,
                "author" => Declared::Author,
                "outlet" => Declared::Outlet,
                "publisher" => Declared::Publisher,
                "copyright" => Declared::Copyright,
                "section" => Declared::Section,
                "tag" => Declared::Tag,
                "url" => Declared::Url,
                "language" => Declared::Language,
                "type" => Declared::Type,
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
pub struct Declaration<'a> {
    /// What it declares.
    pub fact: Declared,
    /// What kind of witness it is.
    pub evidence: Evidence,
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub content: &'a str,
}

/// The declarations of a page, in page order; a fact that the meta tags of a page give again and again is heard each time.
pub fn declarations(document: &Document) -> Vec<Declaration<'_>> {
    let metas = document
        .head
        .metas
        .iter()
        .filter(|(_, content)| !content.is_empty());
    let named = metas.filter_map(|(name, content)| {
        let (fact, evidence) = NAMES.get(name.as_str())?;
        Some(Declaration {
            fact: *fact,
            evidence: *evidence,
            name,
            content,
        })
    });
    named.collect()
}
