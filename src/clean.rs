//! Which blocks of a page are the article, which are readers' comments, and which are furniture, and why.
//!
//! A learned model scores every block in its context ([`model`]); what it takes becomes the parts of the article, what it
//! leaves gets a reason ([`naming`]) or goes to the readers' comments ([`comments`]).

pub mod comments;
pub mod cues;
pub mod features;
pub mod forest;
pub mod model;
pub mod naming;
pub mod role;
pub mod shape;
pub mod site;
pub mod surroundings;
pub mod title;
pub mod verdict;
pub mod witness;

pub use role::{Part, Reason, Role};
pub use verdict::{Body, Decided, Judged, Verdict};

use crate::parse::{BlockId, Document};
use features::Sheet;
use model::Model;
use std::ops::Range;

/// From which score on a block belongs to the article.
pub const THRESHOLD: f32 = 0.5;

/// Judges every block of a page, with what is known of its site where that is known.
pub fn clean(document: &Document, site: Option<&site::Recurring>) -> Body {
    let sheet = Sheet::of(document);
    let scores = Model::of(document.form).scores(&sheet);
    let recurs = |id: usize| site.is_some_and(|site| site.is_furniture(id));
    let kept: Vec<bool> = (0..scores.len())
        .map(|id| scores[id] > THRESHOLD && !recurs(id))
        .collect();
    let article = span(&kept);
    let title = title::block(&sheet, article.start);
    let judge = |(id, (score, kept)): (usize, (&f32, &bool))| {
        let id = id as BlockId;
        let (role, decided) = match kept {
            _ if title == Some(id) => (Role::Article(Part::Title), Decided::Rule),
            true => (Role::Article(naming::part(&sheet, id, &article)), Decided::Model),
            false => (
                Role::Furniture(naming::reason(&sheet, id, &article)),
                Decided::Model,
            ),
        };
        Verdict {
            role,
            score: *score,
            decided,
        }
    };
    let mut verdicts: Vec<Verdict> = scores.iter().zip(&kept).enumerate().map(judge).collect();
    comments::mark(&sheet, &mut verdicts, article.end);
    Body { verdicts }
}

fn span(kept: &[bool]) -> Range<usize> {
    let first = kept.iter().position(|kept| *kept).unwrap_or(0);
    first..kept.iter().rposition(|kept| *kept).map_or(first, |last| last + 1)
}
