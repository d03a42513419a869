//! What a page says of its article: title, outlet, dates, authors, agency, language, and who and what the text names.
//!
//! Witnesses are heard and one judge decides. JSON-LD, meta tags, microdata, `<time>`, headings, bylines, date lines, the footer and
//! the addresses each make [`Claim`]s; for each fact the claim with the most weight behind it wins, and the others keep the
//! reason why they lost.

pub mod actors;
mod address;
mod agencies;
mod authors;
mod claim;
mod corrections;
mod declared;
mod doubt;
mod headline;
mod kind;
mod labels;
mod language;
mod linked;
pub mod mentioned;
mod microdata;
mod outlet;
mod published;
mod recorded;
mod scene;
pub mod tokens;

pub use claim::{Claim, Evidence, Found, Loss, Verdict};
pub use corrections::{Correction, Corrections, Fact};
pub use doubt::Doubt;
pub use kind::Kind;
pub use outlet::OutletNames;
pub use recorded::recorded;

use crate::calendar::Date;
use crate::calendar::written::Reading;
use crate::clean::Body;
use crate::page::Origin;
use crate::parse::Document;
use linked::{Linked, LinkedArticle};
use scene::Scene;
use serde::Serialize;

/// What a page says of its article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facts {
    /// What kind of page it is.
    pub kind: Kind,
    /// The headline.
    pub title: Found<String>,
    /// Who publishes.
    pub outlet: Found<String>,
    /// The site, without `www.`.
    pub domain: Option<String>,
    /// The canonical address.
    pub url: Found<String>,
    /// The people who wrote it.
    pub authors: Found<Vec<String>>,
    /// The news agencies it credits.
    pub agencies: Found<Vec<String>>,
    /// The section of the outlet.
    pub section: Found<String>,
    /// The outlet's own keywords.
    pub tags: Vec<String>,
    /// The language of the text.
    pub language: Found<String>,
    /// When it was published.
    pub published: Found<Date>,
    /// When it was changed.
    pub modified: Found<Date>,
    /// What could not be decided.
    pub doubts: Vec<Doubt>,
}

/// Hears all that a page says of its article. `body` is the cleaner's judgement of the page's blocks, `outlets` the user's own
/// names of outlets.
pub fn describe(document: &Document, body: &Body, origin: &Origin, outlets: &OutletNames) -> Facts {
    let declared = declared::declarations(document);
    let linked = linked::linked(document);
    let url = address::url(document, &declared, origin);
    let domain = url.value.as_deref().and_then(address::domain);
    let roles: Vec<_> = body.verdicts.iter().map(|verdict| verdict.role).collect();
    let own_language = document.head.lang.clone().or_else(|| language_tag(&declared));
    let code = own_language.as_deref().and_then(language::code);
    let order = scene::order(
        code.as_deref(),
        own_language.as_deref().and_then(language::region),
        domain.as_deref(),
    );
    let mut scene = Scene::of(
        document,
        &roles,
        origin,
        Reading {
            language: code.as_deref(),
            order,
        },
    );
    let article = own_article(&linked, &scene, &declared, url.value.as_deref());
    let language = language::language(
        &scene,
        None,
        &declared,
        article.and_then(|(a, _)| a.language.as_deref()),
    );
    let spoken = language.value.clone();
    if code.is_none() {
        scene.reading = Reading {
            language: spoken.as_deref(),
            order: order.or_else(|| scene::order(spoken.as_deref(), None, domain.as_deref())),
        };
    }
    told(
        &scene,
        &linked,
        article,
        &declared,
        Addressed { url, domain },
        language,
        outlets,
    )
}

struct Addressed {
    url: Found<String>,
    domain: Option<String>,
}

fn told(
    scene: &Scene,
    linked: &Linked,
    article: Option<(&LinkedArticle, f32)>,
    declared: &[declared::Declaration],
    addressed: Addressed,
    language: Found<String>,
    outlets: &OutletNames,
) -> Facts {
    let Addressed { url, domain } = addressed;
    let own = article.map(|(article, _)| article);
    let label = domain
        .as_deref()
        .and_then(address::registered_label)
        .unwrap_or_default();
    let mut outlet_claims = outlet::claims(scene, linked, own, declared);
    let named: Vec<String> = outlet_claims.iter().map(|claim| claim.value.clone()).collect();
    for tail in headline::tails(scene, own, declared).into_iter().rev().take(1) {
        outlet_claims.push(Claim::new(tail, Evidence::Title, "tail of <title>", 0.6));
    }
    let outlet = outlet::outlet(outlet_claims, domain.as_deref(), outlets);
    let mut names = named;
    names.extend(outlet.value.clone());
    let title = headline::headline(scene, article, declared, |piece| {
        headline::is_outlet_name(piece, &names, label)
    });
    let known: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .chain(domain.as_deref())
        .collect();
    let authors = authors::authors(scene, article, declared, &known);
    let agencies = agencies::agencies(scene, &authors.bylines);
    let dates = published::dates(scene, article, declared, url.value.as_deref());
    let kind = kind::kind(
        scene,
        linked,
        declared,
        title.value.as_deref(),
        url.value.as_deref(),
    );
    let mut doubts = dates.doubts;
    doubts.extend(title.value.is_none().then_some(Doubt::NoTitle));
    doubts.extend(scene.body.is_none().then_some(Doubt::NoText));
    doubts.extend((language.confidence < 0.6).then_some(Doubt::Language));
    Facts {
        kind,
        title,
        outlet,
        domain,
        url,
        authors: authors.people,
        agencies,
        section: labels::section(own, declared),
        tags: labels::tags(own, declared),
        language,
        published: dates.published,
        modified: dates.modified,
        doubts,
    }
}

/// The site of a page: the domain of the address that it declares, or from which it was saved.
pub fn site(document: &Document, origin: &Origin) -> Option<String> {
    let url = address::url(document, &declared::declarations(document), origin).value?;
    address::domain(&url)
}

fn language_tag(declared: &[declared::Declaration]) -> Option<String> {
    declared
        .iter()
        .find(|d| d.fact == declared::Declared::Language)
        .map(|d| d.content.to_string())
}

/// The article of the JSON-LD that is the page's own, and how far it is to be believed: the one whose address is the page's, or
/// whose headline is; else the only one.
fn own_article<'a>(
    linked: &'a Linked,
    scene: &Scene,
    declared: &[declared::Declaration],
    url: Option<&str>,
) -> Option<(&'a LinkedArticle, f32)> {
    let titles = declared
        .iter()
        .filter(|d| d.fact == declared::Declared::Title)
        .map(|d| d.content.to_string());
    let titles: Vec<String> = titles
        .chain(scene.title.map(|block| scene.block(block).text.clone()))
        .collect();
    let has_title = |article: &LinkedArticle| {
        let headline = article.headline.as_deref().unwrap_or_default();
        titles.iter().any(|title| headline::same_words(title, headline))
    };
    let path = |url: &str| address::path(url).map(|path| path.trim_end_matches('/').to_string());
    let has_address = |article: &LinkedArticle| {
        let own = article
            .url
            .as_deref()
            .and_then(path)
            .filter(|path| path.len() > 1);
        own.is_some() && own == url.and_then(path)
    };
    let articles = &linked.articles;
    let sure = articles.iter().find(|a| has_title(a) && a.published.is_some());
    let sure = sure.or_else(|| articles.iter().find(|a| has_address(a) && a.published.is_some()));
    let sure = sure.or_else(|| articles.iter().find(|a| has_title(a) || has_address(a)));
    let alone = || {
        articles
            .iter()
            .find(|a| a.published.is_some())
            .or(articles.first())
    };
    sure.map(|article| (article, 0.97))
        .or_else(|| alone().map(|article| (article, if articles.len() == 1 { 0.94 } else { 0.85 })))
        .or_else(|| {
            linked
                .pages
                .iter()
                .find(|page| page.published.is_some())
                .map(|page| (page, 0.78))
        })
        .or_else(|| linked.pages.first().map(|page| (page, 0.6)))
}

/// Text out of a string of HTML: character references read, tags gone.
fn plain(text: &str) -> String {
    if text.contains(['&', '<']) {
        crate::parse::plain(text)
    } else {
        text.to_string()
    }
}
