//! What a page says of its article: title, outlet, dates, authors, agency, language, and who and what the text names.
//!
//! Witnesses are heard and one judge decides. JSON-LD, meta tags, microdata, `<time>`, headings, bylines, date lines, the footer and
//! the addresses each make [`Candidate`]s; for each fact the claim with the most weight behind it wins, and the others keep the
//! reason why they lost.

pub(crate) mod actors;
mod address;
mod agencies;
mod authors;
mod candidates;
mod class_names;
mod corrections;
mod headline;
mod imported;
pub(crate) mod kind;
mod language;
mod layout;
mod microdata;
mod outlet;
mod outlet_names;
mod published;
pub(crate) mod ranker;
mod readings;
mod section_tags;
pub(crate) mod temporal;
mod title_parts;
pub(crate) mod tokens;
pub(crate) mod training;

pub use actors::actors;
pub use address::domain;
pub use authors::NameParts;
pub use candidates::{Candidate, CandidateVerdict, DecidedFact, Rejection};
pub use corrections::{Correction, Corrections, Fact};
pub use imported::{recorded, stated};
pub use outlet::OutletNames;
pub use outlet_names::same_name as same_outlet;
pub use temporal::dates;

use crate::article::{Doubt, Evidence, Kind};
use crate::calendar::Date;
use crate::calendar::written::DateHints;
use crate::clean::LabeledPage;
use crate::page::Origin;
use crate::parse::declared::{self, Declared, Linked, LinkedArticle, MetaFact, MetaTag};
use crate::parse::{Document, Markup};
use layout::PageLayout;
use serde::Serialize;

/// What a page says of its article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facts {
    /// What kind of page it is.
    pub kind: Kind,
    /// The headline.
    pub title: DecidedFact<String>,
    /// Who publishes.
    pub outlet: DecidedFact<String>,
    /// The site, without `www.`.
    pub domain: Option<String>,
    /// The canonical address.
    pub url: DecidedFact<String>,
    /// The people who wrote it.
    pub authors: DecidedFact<Vec<String>>,
    /// The news agencies it credits.
    pub agencies: DecidedFact<Vec<String>>,
    /// The section of the outlet.
    pub section: DecidedFact<String>,
    /// The outlet's own keywords.
    pub tags: Vec<String>,
    /// The edition of the printed paper.
    pub edition: DecidedFact<String>,
    /// The page of the printed paper.
    pub page: DecidedFact<String>,
    /// The number that a press database gives it.
    pub number: DecidedFact<String>,
    /// The language of the text.
    pub language: DecidedFact<String>,
    /// When it was published.
    pub published: DecidedFact<Date>,
    /// When it was changed.
    pub modified: DecidedFact<Date>,
    /// What could not be decided.
    pub doubts: Vec<Doubt>,
}

/// Hears all that a page says of its article. `body` is the cleaner's judgement of the page's blocks, `outlets` the user's own
/// names of outlets.
pub fn describe(
    document: &Document,
    declared: &Declared,
    body: &LabeledPage,
    origin: &Origin,
    outlets: &OutletNames,
) -> Facts {
    collect(document, declared, body, origin, |hearing| hearing.facts(outlets))
}

/// Whether a file holds the judgement of a page's kind.
#[cfg(test)]
pub(crate) fn kind_read(file: &[u8]) -> Result<(), crate::weights::Refused> {
    kind::KindModel::read(file).map(drop)
}

/// A page on which every witness can be heard.
struct Sources<'a> {
    scene: PageLayout<'a>,
    linked: &'a Linked,
    article: Option<(&'a LinkedArticle, f32)>,
    declared: &'a [MetaTag<'a>],
    url: DecidedFact<String>,
    domain: Option<String>,
    language: DecidedFact<String>,
}

fn collect<T>(
    document: &Document,
    declared: &Declared,
    body: &LabeledPage,
    origin: &Origin,
    then: impl FnOnce(Sources) -> T,
) -> T {
    let linked = &declared.linked;
    let mut declared = declared.tags.clone();
    declared.extend(authors::labelled(document));
    let mut url = address::url(document, &declared, origin);
    if url.value.is_none()
        && let Some(printed) = address::printed(document, body.span().start)
    {
        url = DecidedFact::decided(vec![printed], Some(0), |a, b| a == b);
    }
    let domain = url.value.as_deref().and_then(address::domain);
    let roles: Vec<_> = body.verdicts.iter().map(|verdict| verdict.role).collect();
    let own_language = document.head.lang.clone().or_else(|| language_tag(&declared));
    let code = own_language.as_deref().and_then(language::code);
    let region = own_language.as_deref().and_then(language::region);
    let order = layout::order(code.as_deref(), region, domain.as_deref());
    let reading = DateHints {
        language: code.as_deref(),
        order,
    };
    let mut scene = PageLayout::of(document, &roles, origin, reading);
    scene.title = headline::block(&scene);
    let article = own_article(linked, &scene, &declared, url.value.as_deref());
    let spoken = article.and_then(|(article, _)| article.language.as_deref());
    let language = language::language(&scene, None, &declared, spoken);
    let spoken = language.value.clone();
    if code.is_none() {
        scene.reading = DateHints {
            language: spoken.as_deref(),
            order: order.or_else(|| layout::order(spoken.as_deref(), None, domain.as_deref())),
        };
    }
    then(Sources {
        scene,
        linked,
        article,
        declared: &declared,
        url,
        domain,
        language,
    })
}

impl Sources<'_> {
    fn own(&self) -> Option<&LinkedArticle> {
        self.article.map(|(article, _)| article)
    }

    fn outlet_claims(&self) -> Vec<(Candidate<String>, outlet::Witness)> {
        outlet::claims(&self.scene, self.linked, self.own(), self.declared)
    }

    fn outlet(&self, names: &OutletNames) -> DecidedFact<String> {
        outlet::outlet(&self.scene, self.outlet_claims(), self.domain.as_deref(), names)
    }

    /// All the names by which the page calls its outlet.
    fn outlet_names(&self, outlet: &DecidedFact<String>) -> Vec<String> {
        let text = self.scene.document.form == Markup::Text;
        let sure = |claim: &&Candidate<String>| claim.place != outlet::TAIL && (!text || claim.stands());
        let named = outlet.claims.iter().filter(sure).map(|claim| claim.value.clone());
        named.chain(outlet.value.clone()).collect()
    }

    /// The names that are the outlet's, and so no author's.
    fn known<'n>(&'n self, names: &'n [String]) -> Vec<&'n str> {
        let names = names.iter().map(String::as_str);
        names.chain(self.domain.as_deref()).collect()
    }

    fn title_claims(&self, outlets: &[String]) -> Vec<(Candidate<String>, headline::TitleSource)> {
        let label = self.domain.as_deref().and_then(address::registered_label);
        headline::claims(&self.scene, self.article, self.declared, |piece| {
            headline::is_outlet_name(piece, outlets, label.unwrap_or_default())
        })
    }

    /// The page as its kind is judged.
    fn page<'p>(&'p self, title: Option<&'p str>) -> kind::PageCounts<'p> {
        kind::PageCounts {
            scene: &self.scene,
            linked: self.linked,
            declared: self.declared,
            title,
            url: self.url.value.as_deref(),
        }
    }

    fn facts(self, outlets: &OutletNames) -> Facts {
        let outlet = self.outlet(outlets);
        let names = self.outlet_names(&outlet);
        let title = headline::headline(&self.scene, self.title_claims(&names));
        let (scene, declared, url) = (&self.scene, self.declared, self.url.value.as_deref());
        let authors = authors::authors(scene, self.article, declared, &self.known(&names));
        let agencies = agencies::agencies(scene, &authors.bylines);
        let dates = published::dates(scene, self.article, declared, url);
        let kind = kind::kind(&self.page(title.value.as_deref()));
        // What is no article has only the dates that it declares of itself: those on it are of what it speaks of.
        let undated =
            |evidence| !kind.is_published() && !matches!(evidence, Evidence::OpenGraph | Evidence::Meta);
        let mut doubts = dates.doubts;
        doubts.extend(title.value.is_none().then_some(Doubt::NoTitle));
        doubts.extend(scene.body.is_none().then_some(Doubt::NoText));
        doubts.extend((self.language.confidence < 0.6).then_some(Doubt::Language));
        Facts {
            kind,
            title,
            outlet,
            authors: authors.people,
            agencies,
            section: section_tags::section(self.own(), declared),
            tags: section_tags::tags(self.own(), declared),
            edition: DecidedFact::default(),
            page: DecidedFact::default(),
            number: DecidedFact::default(),
            published: dates.published.unless(undated, Rejection::OtherArticle),
            modified: dates.modified.unless(undated, Rejection::OtherArticle),
            doubts,
            domain: self.domain,
            url: self.url,
            language: self.language,
        }
    }
}

/// The site of a page: the domain of the address that it declares, or from which it was saved.
pub fn site(document: &Document, origin: &Origin) -> Option<String> {
    address::domain(&url(document, origin)?)
}

/// The address of a page: what it says itself, or where it was fetched from.
pub fn url(document: &Document, origin: &Origin) -> Option<String> {
    address::url(document, &declared::tags(document), origin).value
}

fn language_tag(declared: &[MetaTag]) -> Option<String> {
    declared
        .iter()
        .find(|d| d.fact == MetaFact::Language)
        .map(|d| d.content.to_string())
}

/// The article of the JSON-LD that is the page's own, and how far it is to be believed: the one whose address is the page's, or
/// whose headline is; else the only one.
fn own_article<'a>(
    linked: &'a Linked,
    scene: &PageLayout,
    declared: &[MetaTag],
    url: Option<&str>,
) -> Option<(&'a LinkedArticle, f32)> {
    let titles = declared
        .iter()
        .filter(|d| d.fact == MetaFact::Title)
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
