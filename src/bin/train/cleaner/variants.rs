//! Pages made of annotated pages of visible text, for training alone: the same lines as another program might have
//! written them down. There are too few pages to show every way in which lines are parted and how much stands around
//! an article.

use super::annotated::Annotated;
use archive::parse::{Block, Document, Markup};
use std::ops::Range;

/// The variants of a page; none of a page of HTML or of one without a body.
pub(super) fn variants(page: &Annotated) -> Vec<Annotated> {
    let inside = |label: &Option<f32>| label.is_some_and(|share| share >= 0.5);
    let (Some(first), Some(last)) = (
        page.labels.iter().position(inside),
        page.labels.iter().rposition(inside),
    ) else {
        return Vec::new();
    };
    if page.document.form == Markup::Html || page.gold.body.is_none() {
        return Vec::new();
    }
    let (length, some) = (page.labels.len(), (page.gold.id.len() + first) % 4);
    let near = first.saturating_sub(some)..(last + 1 + 2 * some).min(length);
    let from_article = first.saturating_sub(some)..length;
    let evened: fn(&mut Block) = if some.is_multiple_of(2) {
        no_gaps
    } else {
        even_gaps
    };
    vec![
        made(page, 1, from_article.clone(), |_| {}),
        made(page, 2, from_article, no_gaps),
        made(page, 3, near, evened),
    ]
}

fn no_gaps(block: &mut Block) {
    if let Some(line) = &mut block.line {
        (line.gap, line.indent) = (0, 0);
    }
}

fn even_gaps(block: &mut Block) {
    if let Some(line) = &mut block.line {
        (line.gap, line.indent) = (1, 0);
    }
}

fn made(page: &Annotated, number: u32, range: Range<usize>, change: fn(&mut Block)) -> Annotated {
    let mut gold = page.gold.clone();
    gold.site_key = Some(page.site().to_string());
    gold.id = format!("{}~{number}", gold.id);
    let mut blocks = page.document.blocks[range.clone()].to_vec();
    blocks.iter_mut().for_each(change);
    let mut document = Document {
        blocks,
        ..page.document.clone()
    };
    document.elements[0].end_block = document.blocks.len() as u32;
    Annotated {
        set: page.set.clone(),
        gold,
        document,
        labels: page.labels[range].to_vec(),
        made: true,
        rendered: false,
    }
}
