//! Which blocks of a page are the article, which are readers' comments, and which are furniture, and why.
//!
//! A learned model scores every block in its context ([`model`]); what it takes becomes the parts of the article, what it
//! leaves gets a reason ([`reasons`]) or goes to the readers' comments ([`comments`]).

pub(crate) mod ancestry;
mod bare;
pub(crate) mod block_stats;
pub(crate) mod comment;
pub(crate) mod comments;
mod copies;
pub(crate) mod cues;
pub(crate) mod features;
pub(crate) mod forest;
pub(crate) mod model;
pub(crate) mod reasons;
pub(crate) mod role;
pub(crate) mod rules;
pub mod site;
pub(crate) mod title;
pub(crate) mod trim_edges;
pub(crate) mod verdict;
pub(crate) mod witness;
pub(crate) mod word_weights;

pub use comment::Comment;
pub use role::{Part, Reason, Role};
pub use verdict::{BlockVerdict, DecidedBy, Judged, LabeledPage};

use crate::parse::{BlockId, Declared, Document, Markup};
use block_stats::BlockStats;
use features::PageFeatures;
use model::CleaningModel;
use std::ops::Range;

/// From which score on a block belongs to the article. Pages of HTML have more that only looks like one.
pub fn threshold(form: Markup) -> f32 {
    match form {
        Markup::Html => 0.55,
        Markup::Text => 0.5,
    }
}

/// From which score on a heading between two paragraphs of the article is one of its own.
const DOUBTED: f32 = 0.1;

/// From how much of a block in the declared description on the block is the lead that is declared.
const DECLARED: f32 = 0.8;

/// Judges every block of a page, with what the page declares, and with what is known of its site where that is known.
pub fn clean(document: &Document, declared: &Declared, site: Option<&site::Recurring>) -> LabeledPage {
    let sheet = PageFeatures::of(document, declared);
    let scores = CleaningModel::of(document.form).scores(&sheet);
    judged(&sheet, &scores, site)
}

/// The judgement that follows from the scores of a model.
pub fn judged(sheet: &PageFeatures, scores: &[f32], site: Option<&site::Recurring>) -> LabeledPage {
    let mut dropped: Vec<Option<(Reason, DecidedBy)>> =
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
        dropped[id] = Some((Reason::Repeated, DecidedBy::Rule));
        kept[id] = false;
    }
    trim_edges::trim(sheet, &mut kept);
    bare::settle(sheet, &mut kept);
    let title =
        title::block(sheet, span(&kept).start).filter(|title| !rules::is_date_line(sheet, *title as usize));
    let opening = (0..kept.len()).find(|id| kept[*id] && title != Some(*id as BlockId));
    if let Some(opening) = opening.filter(|opening| rules::is_date_line(sheet, *opening)) {
        dropped[opening] = Some((Reason::DateLine, DecidedBy::Rule));
        kept[opening] = false;
    }
    let article = span(&kept);
    let judge = |id: usize| {
        let block = id as BlockId;
        let (role, decided) = match dropped[id] {
            _ if title == Some(block) => (Role::Article(Part::Title), DecidedBy::Rule),
            Some((reason, decided)) if scores[id] > threshold => (Role::Furniture(reason), decided),
            _ if kept[id] => (
                Role::Article(reasons::part(sheet, block, &article)),
                DecidedBy::Model,
            ),
            _ => (
                Role::Furniture(reasons::reason(sheet, block, &article)),
                DecidedBy::Model,
            ),
        };
        let score = scores[id];
        BlockVerdict { role, score, decided }
    };
    let mut verdicts: Vec<BlockVerdict> = (0..scores.len()).map(judge).collect();
    let comments = comments::mark(sheet, &mut verdicts);
    LabeledPage { verdicts, comments }
}

/// Whether a block that the model doubts is a heading between two paragraphs that it keeps.
fn is_bridge(sheet: &PageFeatures, scores: &[f32], kept: &[bool], id: usize) -> bool {
    let shape = &sheet.shapes[id];
    let tag = sheet.document.elements[sheet.document.blocks[id].element as usize].tag;
    let cues = shape.cues.whole.is_empty() && shape.cues.start.is_empty();
    let between = kept[id - 1] && kept.get(id + 1) == Some(&true);
    let prose = [id - 1, id + 1]
        .iter()
        .all(|at| sheet.shapes.get(*at).is_some_and(BlockStats::is_prose));
    between
        && prose
        && !kept[id]
        && cues
        && tag.heading_level().is_some_and(|level| level > 1)
        && shape.linked < 0.5
        && scores[id] >= DOUBTED
}

/// Why a block cannot belong to the article whatever the model thinks, and who says so.
fn dropped(sheet: &PageFeatures, id: usize, site: Option<&site::Recurring>) -> Option<(Reason, DecidedBy)> {
    let certain = rules::certain(sheet, id as BlockId).map(|reason| (reason, DecidedBy::Rule));
    let recurs = site.is_some_and(|site| site.is_furniture(id)) && !is_declared_lead(sheet, id);
    certain.or(recurs.then_some((Reason::Recurring, DecidedBy::Site)))
}

/// Whether a block is what the page's head gives as its description: other pages of the site print that as a teaser.
fn is_declared_lead(sheet: &PageFeatures, id: usize) -> bool {
    sheet.witnesses.in_description(&sheet.shapes[id]) > DECLARED
}

fn span(kept: &[bool]) -> Range<usize> {
    let first = kept.iter().position(|kept| *kept).unwrap_or(0);
    first..kept.iter().rposition(|kept| *kept).map_or(first, |last| last + 1)
}
