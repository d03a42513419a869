//! Which blocks of a page are the article, which are readers' comments, and which are furniture, and why.
//!
//! A learned model scores every block in its context ([`model`]); what it takes becomes the parts of the article, what it
//! leaves gets a reason ([`naming`]) or goes to the readers' comments ([`comments`]).

mod bare;
pub mod comment;
pub mod comments;
mod copies;
pub mod cues;
pub mod edges;
pub mod features;
pub mod forest;
pub mod model;
pub mod naming;
pub mod role;
pub mod rules;
pub mod shape;
pub mod site;
pub mod surroundings;
pub mod title;
pub mod verdict;
pub mod vocabulary;
pub mod witness;

pub use role::{Part, Reason, Role};
pub use verdict::{Body, Decided, Judged, Verdict};

use crate::parse::{BlockId, Declared, Document, Form};
use features::Sheet;
use model::Model;
use shape::Shape;
use std::ops::Range;

/// From which score on a block belongs to the article. Pages of HTML have more that only looks like one.
pub fn threshold(form: Form) -> f32 {
    match form {
        Form::Html => 0.55,
        Form::Text => 0.5,
    }
}

/// From which score on a heading between two paragraphs of the article is one of its own.
const DOUBTED: f32 = 0.1;

/// From how much of a block in the declared description on the block is the lead that is declared.
const DECLARED: f32 = 0.8;

/// Judges every block of a page, with what the page declares, and with what is known of its site where that is known.
pub fn clean(document: &Document, declared: &Declared, site: Option<&site::Recurring>) -> Body {
    let sheet = Sheet::of(document, declared);
    let scores = Model::of(document.form).scores(&sheet);
    judged(&sheet, &scores, site)
}

/// The judgement that follows from the scores of a model.
pub fn judged(sheet: &Sheet, scores: &[f32], site: Option<&site::Recurring>) -> Body {
    let mut dropped: Vec<Option<(Reason, Decided)>> =
        (0..scores.len()).map(|id| dropped(sheet, id, site)).collect();
    let threshold = threshold(sheet.document.form);
    rules::doubt_labels(&mut dropped, |id| scores[id] > threshold);
    let mut kept: Vec<bool> = scores
        .iter()
        .zip(&dropped)
        .map(|(s, d)| *s > threshold && d.is_none())
        .collect();
    for id in (1..kept.len())
        .filter(|id| is_bridge(sheet, scores, &kept, *id))
        .collect::<Vec<_>>()
    {
        kept[id] = dropped[id].is_none();
    }
    for id in copies::printed_again(sheet, &kept) {
        dropped[id] = Some((Reason::Repeated, Decided::Rule));
        kept[id] = false;
    }
    edges::trim(sheet, &mut kept);
    bare::settle(sheet, &mut kept);
    let title =
        title::block(sheet, span(&kept).start).filter(|title| !rules::is_date_line(sheet, *title as usize));
    let opening = (0..kept.len()).find(|id| kept[*id] && title != Some(*id as BlockId));
    if let Some(opening) = opening.filter(|opening| rules::is_date_line(sheet, *opening)) {
        dropped[opening] = Some((Reason::DateLine, Decided::Rule));
        kept[opening] = false;
    }
    let article = span(&kept);
    let judge = |id: usize| {
        let block = id as BlockId;
        let (role, decided) = match dropped[id] {
            _ if title == Some(block) => (Role::Article(Part::Title), Decided::Rule),
            Some((reason, decided)) if scores[id] > threshold => (Role::Furniture(reason), decided),
            _ if kept[id] => (
                Role::Article(naming::part(sheet, block, &article)),
                Decided::Model,
            ),
            _ => (
                Role::Furniture(naming::reason(sheet, block, &article)),
                Decided::Model,
            ),
        };
        let score = scores[id];
        Verdict { role, score, decided }
    };
    let mut verdicts: Vec<Verdict> = (0..scores.len()).map(judge).collect();
    let comments = comments::mark(sheet, &mut verdicts);
    Body { verdicts, comments }
}

/// Whether a block that the model doubts is a heading between two paragraphs that it keeps.
fn is_bridge(sheet: &Sheet, scores: &[f32], kept: &[bool], id: usize) -> bool {
    let shape = &sheet.shapes[id];
    let tag = sheet.document.elements[sheet.document.blocks[id].element as usize].tag;
    let cues = shape.cues.whole.is_empty() && shape.cues.start.is_empty();
    let between = kept[id - 1] && kept.get(id + 1) == Some(&true);
    let prose = [id - 1, id + 1]
        .iter()
        .all(|at| sheet.shapes.get(*at).is_some_and(Shape::is_prose));
    between
        && prose
        && !kept[id]
        && cues
        && tag.heading_level().is_some_and(|level| level > 1)
        && shape.linked < 0.5
        && scores[id] >= DOUBTED
}

/// Why a block cannot belong to the article whatever the model thinks, and who says so.
fn dropped(sheet: &Sheet, id: usize, site: Option<&site::Recurring>) -> Option<(Reason, Decided)> {
    let certain = rules::certain(sheet, id as BlockId).map(|reason| (reason, Decided::Rule));
    let recurs = site.is_some_and(|site| site.is_furniture(id)) && !is_declared_lead(sheet, id);
    certain.or(recurs.then_some((Reason::Recurring, Decided::Site)))
}

/// Whether a block is what the page's head gives as its description: other pages of the site print that as a teaser.
fn is_declared_lead(sheet: &Sheet, id: usize) -> bool {
    sheet.witnesses.in_description(&sheet.shapes[id]) > DECLARED
}

fn span(kept: &[bool]) -> Range<usize> {
    let first = kept.iter().position(|kept| *kept).unwrap_or(0);
    first..kept.iter().rposition(|kept| *kept).map_or(first, |last| last + 1)
}
