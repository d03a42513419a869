//! Which part of the article a kept block is, and why a dropped block is not one.

use super::ancestry::{FAR, TELLING};
use super::cues::{Holding, Reasons};
use super::features::PageFeatures;
use super::role::{Part, Reason};
use crate::parse::{BlockId, Markup, Tag};
use std::ops::Range;

/// A line of this many words may name a person, a day or a section.
const LABEL_WORDS: f32 = 9.0;
/// From how much of a declared title on a block is the title again.
const SAME_TITLE: f32 = 0.8;

/// Which part of the article a kept block is.
pub(crate) fn part(sheet: &PageFeatures, id: BlockId, article: &Range<usize>) -> Part {
    let shape = &sheet.shapes[id as usize];
    let block = &sheet.document.blocks[id as usize];
    if let Some(line) = block.line {
        return match () {
            () if line.bullet => Part::ListItem,
            () if shape.words <= 14.0 && !shape.ends_sentence() && shape.first != 1.0 => Part::Subheading,
            () => Part::Paragraph,
        };
    }
    let element = &sheet.document.elements[block.element as usize];
    let within = |tag: Tag| within(sheet, id, tag);
    match element.tag {
        tag if tag.heading_level().is_some() => Part::Subheading,
        Tag::Td | Tag::Th | Tag::Tr => Part::Table,
        Tag::Li => Part::ListItem,
        _ if within(Tag::Blockquote) => Part::Quote,
        _ if within(Tag::Ul) || within(Tag::Ol) => Part::ListItem,
        _ if id as usize == article.start && steps(sheet, id, Holding::Lead) <= 2 => Part::Lead,
        _ => Part::Paragraph,
    }
}

/// Whether a block stands in an element of this kind, one of [`TELLING`].
pub(crate) fn within(sheet: &PageFeatures, id: BlockId, tag: Tag) -> bool {
    let bit = TELLING.iter().position(|t| *t == tag);
    let place = sheet
        .surroundings
        .place(sheet.document.blocks[id as usize].element);
    bit.is_some_and(|bit| place.within & (1 << bit) != 0)
}

/// How many steps up an element is that is said to hold this; 0 also where an inline element around the text is.
pub(crate) fn steps(sheet: &PageFeatures, id: BlockId, holding: Holding) -> u8 {
    let shape = &sheet.shapes[id as usize];
    if shape.inline_holdings & holding.bit() != 0 {
        return 0;
    }
    let block = &sheet.document.blocks[id as usize];
    match sheet.document.form {
        Markup::Html => sheet.surroundings.place(block.element).steps[holding as usize],
        Markup::Text => FAR,
    }
}

/// Why a block is not part of the article that stands between these blocks.
pub(crate) fn reason(sheet: &PageFeatures, id: BlockId, article: &Range<usize>) -> Reason {
    let block = &sheet.document.blocks[id as usize];
    let shape = &sheet.shapes[id as usize];
    if sheet.document.elements[block.element as usize].hidden {
        return Reason::Hidden;
    }
    if block.text.contains("{{") || (shape.braces && shape.function_words < 0.15) {
        return Reason::Code;
    }
    let outlet = sheet.witnesses.is_outlet(shape).then_some(Reason::Outlet);
    repeated(sheet, id, article)
        .or(outlet)
        .or_else(|| said_whole(sheet, id))
        .or_else(|| named_near(sheet, id, 1))
        .or_else(|| said(sheet, id, article))
        .or_else(|| label(sheet, id, article))
        .or_else(|| named_near(sheet, id, 6))
        .or_else(|| sheet.section_above(id))
        .unwrap_or_else(|| by_position(sheet, id, article))
}

fn repeated(sheet: &PageFeatures, id: BlockId, article: &Range<usize>) -> Option<Reason> {
    let shape = &sheet.shapes[id as usize];
    let title = sheet.title.map(|title| &sheet.shapes[title as usize]);
    let again = title.is_some_and(|title| title.hash == shape.hash);
    if again || sheet.witnesses.title_likeness(shape) >= SAME_TITLE {
        return Some(Reason::RepeatedTitle);
    }
    let in_longer = shape.words >= 5.0 && sheet.witnesses.in_longer(id, &sheet.shapes) > 0.85;
    (in_longer && article.contains(&(id as usize))).then_some(Reason::PullQuote)
}

fn said_whole(sheet: &PageFeatures, id: BlockId) -> Option<Reason> {
    Reason::ALL
        .iter()
        .copied()
        .find(|reason| sheet.shapes[id as usize].cues.whole.has(*reason))
}

/// What names of elements say, those that are surest first.
const NAMED: [(Holding, Reason); 18] = [
    (Holding::Consent, Reason::Consent),
    (Holding::Paywall, Reason::Paywall),
    (Holding::Newsletter, Reason::Newsletter),
    (Holding::Share, Reason::Share),
    (Holding::Comment, Reason::CommentsHead),
    (Holding::Caption, Reason::Caption),
    (Holding::Tags, Reason::Tags),
    (Holding::Biography, Reason::AuthorBiography),
    (Holding::Date, Reason::DateLine),
    (Holding::Byline, Reason::Byline),
    (Holding::Related, Reason::Related),
    (Holding::Embed, Reason::Embed),
    (Holding::Ad, Reason::Ad),
    (Holding::Nav, Reason::Navigation),
    (Holding::Footer, Reason::Footer),
    (Holding::Media, Reason::Caption),
    (Holding::Meta, Reason::Section),
    (Holding::Widget, Reason::Widget),
];

fn named_near(sheet: &PageFeatures, id: BlockId, far: u8) -> Option<Reason> {
    if sheet.document.form == Markup::Text {
        return None;
    }
    if within(sheet, id, Tag::Figcaption) || (far > 1 && within(sheet, id, Tag::Figure)) {
        return Some(Reason::Caption);
    }
    let nearest = NAMED
        .iter()
        .map(|(holding, reason)| (steps(sheet, id, *holding), *reason));
    let nearest = nearest
        .filter(|(steps, _)| *steps <= far)
        .min_by_key(|(steps, _)| *steps);
    let by_tag = [
        (Tag::Nav, Reason::Navigation),
        (Tag::Footer, Reason::Footer),
        (Tag::Button, Reason::Widget),
    ];
    nearest.map(|(_, reason)| reason).or_else(|| {
        by_tag
            .iter()
            .find(|(tag, _)| far > 1 && within(sheet, id, *tag))
            .map(|(_, reason)| *reason)
    })
}

fn said(sheet: &PageFeatures, id: BlockId, article: &Range<usize>) -> Option<Reason> {
    let cues = sheet.shapes[id as usize].cues;
    let long = sheet.shapes[id as usize].words > 3.0 * LABEL_WORDS;
    let opening = cues.start.first_of(Reason::ALL).filter(|reason| {
        let near = id as usize + 8 > article.start && (id as usize) < article.end + 8;
        match reason {
            Reason::Byline | Reason::DateLine | Reason::Agency => near && !long,
            Reason::Caption | Reason::Navigation | Reason::Ticker => !long,
            _ => true,
        }
    });
    let any = Reasons(cues.anywhere.0);
    opening.or_else(|| any.first_of(Reason::ALL))
}

/// A short line beside the article: a day, a name, a section.
fn label(sheet: &PageFeatures, id: BlockId, article: &Range<usize>) -> Option<Reason> {
    let shape = &sheet.shapes[id as usize];
    let at = id as usize;
    let beside = at + 10 > article.start && at < article.end + 4;
    if shape.words > LABEL_WORDS || !beside || sheet.section_above(id).is_some() {
        return None;
    }
    let dated = shape.digits > 0.2 && (shape.year || shape.clock || shape.separators > 1.0);
    if dated {
        return Some(Reason::DateLine);
    }
    let named = (2.0..=5.0).contains(&shape.words)
        && shape.capitals > 0.7
        && shape.last == 0.0
        && shape.digits == 0.0;
    let close = at + 4 > article.start && at < article.end + 2;
    (named && close && shape.upper < 0.9).then_some(Reason::Byline)
}

fn by_position(sheet: &PageFeatures, id: BlockId, article: &Range<usize>) -> Reason {
    let shape = &sheet.shapes[id as usize];
    let at = id as usize;
    let short = shape.words <= LABEL_WORDS;
    match () {
        () if shape.copyright => Reason::Footer,
        () if at < article.start && short => Reason::Navigation,
        () if at < article.start => Reason::Related,
        () if at < article.end => Reason::Unlike,
        () if (at + 6 > sheet.shapes.len()) && short => Reason::Footer,
        () if shape.words <= 30.0 => Reason::Related,
        () => Reason::OtherArticle,
    }
}

#[cfg(test)]
mod tests;
