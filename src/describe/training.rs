//! What the judges of a page see, for the programs that fit their weights.

use super::ranker::RankedCandidate;
use super::{OutletNames, Sources, authors, collect, headline, kind, outlet};
use crate::clean::LabeledPage;
use crate::page::Origin;
use crate::parse::{BlockId, Declared, Document, Markup};

/// What the judges of a page choose from.
pub struct Candidates {
    /// Titles, of a page of HTML.
    pub titles: Vec<RankedCandidate<String>>,
    /// Lines that may be the headline, of a page of visible text; the last is none.
    pub lines: Vec<RankedCandidate<Option<String>>>,
    /// Names of the outlet; the last is none.
    pub outlets: Vec<RankedCandidate<String>>,
    /// Sets of authors; the last is nobody.
    pub authors: Vec<RankedCandidate<Vec<String>>>,
}

/// What the judges of a page choose from.
pub fn candidates(
    document: &Document,
    declared: &Declared,
    body: &LabeledPage,
    origin: &Origin,
) -> Candidates {
    collect(document, declared, body, origin, |sources| of(&sources))
}

fn of(sources: &Sources) -> Candidates {
    let outlet = sources.outlet(&OutletNames::default());
    let names = sources.outlet_names(&outlet);
    let scene = &sources.scene;
    let lines = match scene.document.form {
        Markup::Html => Vec::new(),
        Markup::Text => headline::lines::candidates(scene, headline::lines_end(scene)),
    };
    let text = |line: Option<BlockId>| line.map(|line| scene.block(line).text.clone());
    Candidates {
        titles: headline::ranking::candidates(scene, &sources.title_claims(&names)),
        lines: lines
            .into_iter()
            .map(|(line, features)| (text(line), features))
            .collect(),
        outlets: outlet::ranking::candidates(scene, &sources.outlet_claims(), sources.domain.as_deref()),
        authors: authors::candidates(scene, sources.article, sources.declared, &sources.known(&names)),
    }
}

/// What is told of the page to the judge of its kind: numbers, and the places of its words.
pub fn kind_features(
    document: &Document,
    declared: &Declared,
    body: &LabeledPage,
    origin: &Origin,
) -> (Vec<f32>, Vec<u16>) {
    collect(document, declared, body, origin, |sources| {
        let outlet = sources.outlet(&OutletNames::default());
        let claims = sources.title_claims(&sources.outlet_names(&outlet));
        let title = headline::headline(&sources.scene, claims);
        let page = sources.page(title.value.as_deref());
        (kind::features(&page).values, kind::places(&page))
    })
}

/// The names of what the judge of a page's kind is told.
pub fn kind_names() -> Vec<String> {
    kind::names()
}
