//! The block by itself.

use super::{Feature, PageFeatures, flag};
use crate::clean::role::Reason;
use crate::parse::BlockId;

/// The reasons whose phrases are features of their own.
pub(super) const SPOKEN: [Reason; 16] = [
    Reason::Navigation,
    Reason::Share,
    Reason::Related,
    Reason::Newsletter,
    Reason::Ad,
    Reason::Caption,
    Reason::Byline,
    Reason::DateLine,
    Reason::Agency,
    Reason::Tags,
    Reason::CommentsHead,
    Reason::Paywall,
    Reason::Footer,
    Reason::Embed,
    Reason::Boilerplate,
    Reason::AuthorBiography,
];

/// Adds the features of the block by itself.
pub(super) fn features(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let shape = &sheet.shapes[id as usize];
    row.extend([
        ("words", shape.words),
        ("chars", shape.chars),
        ("word length", shape.chars / shape.words.max(1.0)),
        ("sentences", shape.sentences),
        ("sentence length", shape.words / shape.sentences.max(1.0)),
        ("commas", shape.commas),
        ("commas a word", shape.commas / shape.words.max(1.0)),
        ("digits", shape.digits),
        ("capitals", shape.capitals),
        ("upper", shape.upper),
        ("function words", shape.function_words),
        ("first", shape.first),
        ("last", shape.last),
        ("separators", shape.separators),
        ("quotes", shape.quotes),
        ("year", flag(shape.year)),
        ("clock", flag(shape.clock)),
        ("address", flag(shape.address)),
        ("copyright", flag(shape.copyright)),
        ("braces", flag(shape.braces)),
        ("breaks", shape.breaks),
    ]);
    witnesses(sheet, id, row);
    phrases(sheet, id, row);
}

fn witnesses(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let shape = &sheet.shapes[id as usize];
    row.extend([
        ("copies", sheet.witnesses.copies(shape) as f32),
        ("in longer", sheet.witnesses.in_longer(id, &sheet.shapes)),
        ("title likeness", sheet.witnesses.title_likeness(shape)),
        ("in description", sheet.witnesses.in_description(shape)),
        ("in declared body", sheet.witnesses.in_body(shape)),
    ]);
}

/// Where a phrase of each reason stands: 3 the whole block, 2 its start, 1 anywhere, 0 nowhere.
fn phrases(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let cues = sheet.shapes[id as usize].cues;
    row.extend(SPOKEN.iter().map(|reason| {
        let stands = if cues.whole.has(*reason) {
            3.0
        } else if cues.start.has(*reason) {
            2.0
        } else {
            flag(cues.anywhere.has(*reason))
        };
        (reason.name(), stands)
    }));
    let other = cues.whole.0 | cues.start.0;
    row.push(("any phrase", other.count_ones() as f32));
}
