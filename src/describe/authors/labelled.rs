//! Authors whom meta tags give under a label, as a byline.

use super::names;
use crate::article::Evidence;
use crate::parse::Document;
use crate::parse::declared::{MetaFact, MetaTag};

/// The name of the meta tag that gives what the label of the same number names: *twitter:label1* says *Written by*, and
/// *twitter:data1* who.
const LABELLED: (&str, &str) = ("twitter:label", "twitter:data");

/// The author whom a tag declares under a label that opens a byline.
pub(crate) fn labelled(document: &Document) -> impl Iterator<Item = MetaTag<'_>> {
    let metas = &document.head.metas;
    let labels = metas.iter().filter_map(|(name, label)| {
        let number = name.strip_prefix(LABELLED.0)?;
        names::is_opening(label).then_some(number)
    });
    labels.filter_map(|number| {
        let is_of = |name: &str| name.strip_prefix(LABELLED.1) == Some(number);
        let (name, content) = metas.iter().find(|(name, _)| is_of(name))?;
        Some(MetaTag {
            fact: MetaFact::Author,
            evidence: Evidence::Meta,
            name,
            content,
        })
    })
}
