//! Which block looks like the title of the article. On a page of visible text that is a first guess, which the edges of the text and
//! the judge of headlines hear as one witness; what the judge decides is labelled in its place (`LabeledPage::retitled`).

use super::features::PageFeatures;
use crate::parse::{BlockId, Markup};

/// How far above the article its title may stand on a page of visible text, in lines.
const ABOVE: usize = 30;

/// The title of the article that begins at a block: on a page of HTML the heading most like the declared title, on a
/// page of visible text the line above the article that reads most like a headline.
pub(crate) fn block(sheet: &PageFeatures, article_start: usize) -> Option<BlockId> {
    match sheet.document.form {
        Markup::Html => sheet.title,
        Markup::Text => headline(sheet, article_start),
    }
}

fn headline(sheet: &PageFeatures, article_start: usize) -> Option<BlockId> {
    let above = article_start.saturating_sub(ABOVE)..article_start.min(sheet.shapes.len());
    let mut best: Option<(f32, usize)> = None;
    for at in above {
        let Some(score) = likeness(sheet, at) else {
            continue;
        };
        let score = score - 0.25 * (article_start - at) as f32;
        if best.is_none_or(|(b, _)| score >= b) {
            best = Some((score, at));
        }
    }
    best.filter(|(score, _)| *score > -2.0)
        .map(|(_, at)| at as BlockId)
}

/// How much a line reads like a headline; none if it cannot be one.
fn likeness(sheet: &PageFeatures, at: usize) -> Option<f32> {
    let shape = &sheet.shapes[at];
    let line = sheet.document.blocks[at].line?;
    let label =
        !shape.cues.whole.is_empty() || !shape.cues.start.is_empty() || shape.address || shape.copyright;
    let dated = shape.digits > 0.25 || ((shape.year || shape.clock) && shape.words < 8.0);
    if shape.words < 3.0 || shape.words > 30.0 || line.bullet || dated || label {
        return None;
    }
    let mut score = (shape.words.min(10.0)) / 4.0;
    score += if shape.function_words > 0.1 { 0.8 } else { 0.0 };
    score -= if shape.last == 1.0 { 0.8 } else { 0.0 };
    score -= if shape.separators > 1.0 { 1.0 } else { 0.0 };
    Some(score)
}
