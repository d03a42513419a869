//! The place of a block in the tree of an HTML page.

use super::{Feature, PageFeatures, flag};
use crate::clean::ancestry::{FAR, TELLING};
use crate::clean::cues::Holding;
use crate::parse::{BlockId, Element, ElementId, Tag};

/// Names of the features of the elements around, by how many steps up.
const LEVELS: [[&str; 4]; 4] = [
    ["share of words 0", "link share 0", "prose share 0", "blocks 0"],
    ["share of words 1", "link share 1", "prose share 1", "blocks 1"],
    ["share of words 2", "link share 2", "prose share 2", "blocks 2"],
    ["share of words 3", "link share 3", "prose share 3", "blocks 3"],
];

/// Adds the features of the tree around the block.
pub(super) fn features(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let block = &sheet.document.blocks[id as usize];
    let shape = &sheet.shapes[id as usize];
    let element = &sheet.document.elements[block.element as usize];
    let place = sheet.surroundings.place(block.element);
    row.extend([
        ("linked", shape.linked),
        ("links", shape.links),
        ("bold", shape.bold),
        ("italic", shape.italic),
        ("tag", kind(element.tag)),
        (
            "heading level",
            element.tag.heading_level().map_or(0.0, f32::from),
        ),
        ("depth", element.depth as f32),
        ("hidden", flag(element.hidden)),
    ]);
    row.extend(
        TELLING
            .iter()
            .enumerate()
            .map(|(bit, tag)| (tag.name(), flag(place.within & (1 << bit) != 0))),
    );
    for (at, name) in Holding::NAMES.iter().enumerate() {
        let inline = shape.inline_holdings & (1 << at) != 0;
        let steps = if inline { 0 } else { place.steps[at] };
        row.push((name, f32::from(if steps > 12 { FAR } else { steps })));
    }
    levels(sheet, element, row);
    siblings(sheet, id, row);
    let (up, down) = sheet.surroundings.steps_to_core(sheet.document, block.element);
    row.extend([
        ("steps up to core", up as f32),
        ("steps down to core", down as f32),
        ("in core", flag(sheet.in_core(id))),
        ("article of core", same_article(sheet, block.element)),
        ("top headings since title", top_headings_since_title(sheet, id)),
    ]);
}

/// Whether the nearest `<article>` around an element is that of the core: 1, or 0; below 0 where there is none.
fn same_article(sheet: &PageFeatures, element: ElementId) -> f32 {
    let around = |element| sheet.surroundings.place(element).article;
    match (around(element), around(sheet.surroundings.core)) {
        (None, None) => -1.0,
        (own, core) => flag(own == core),
    }
}

/// How many headings of the first level stand between the title and a block below it.
fn top_headings_since_title(sheet: &PageFeatures, id: BlockId) -> f32 {
    sheet.title.filter(|title| *title < id).map_or(-1.0, |title| {
        sheet.top_headings[id as usize] - sheet.top_headings[title as usize + 1]
    })
}

fn levels(sheet: &PageFeatures, element: &Element, row: &mut Vec<Feature>) {
    let whole = sheet.surroundings.contents(&sheet.document.elements[0]);
    let mut here = element;
    for names in LEVELS {
        let inside = sheet.surroundings.contents(here);
        row.extend(names.into_iter().zip([
            inside.words / whole.words.max(1.0),
            inside.linked / inside.words.max(1.0),
            inside.prose / whole.prose.max(1.0),
            inside.blocks,
        ]));
        here = &sheet.document.elements[here.parent as usize];
    }
}

/// The blocks of the same path of tags and names, and whether the neighbours are among them.
fn siblings(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let group = sheet.group(id);
    let path = |offset: i64| {
        let at = usize::try_from(i64::from(id) + offset).ok()?;
        let block = sheet.document.blocks.get(at)?;
        Some(sheet.surroundings.place(block.element).path)
    };
    let parent = |offset: i64| {
        let at = usize::try_from(i64::from(id) + offset).ok()?;
        let block = sheet.document.blocks.get(at)?;
        Some(sheet.document.elements[block.element as usize].parent)
    };
    row.extend([
        ("alike blocks", group.blocks),
        ("alike words", group.words / group.blocks.max(1.0)),
        ("alike prose", group.prose),
        ("alike linked", group.linked / group.words.max(1.0)),
        ("alike -1", flag(path(-1) == path(0))),
        ("alike +1", flag(path(1) == path(0))),
        ("sibling -1", flag(parent(-1) == parent(0))),
        ("sibling +1", flag(parent(1) == parent(0))),
    ]);
}

fn kind(tag: Tag) -> f32 {
    match tag {
        Tag::P => 0.0,
        Tag::Blockquote => 1.0,
        Tag::Pre => 2.0,
        Tag::Li => 3.0,
        Tag::Dd | Tag::Dt => 4.0,
        Tag::Td | Tag::Th | Tag::Tr => 5.0,
        Tag::Div | Tag::Section | Tag::Article | Tag::Main | Tag::Body => 6.0,
        Tag::Figcaption | Tag::Figure | Tag::Caption => 8.0,
        Tag::Header | Tag::Footer | Tag::Address | Tag::Aside | Tag::Nav => 9.0,
        Tag::Button | Tag::Label | Tag::Option | Tag::Form | Tag::Legend | Tag::Summary => 10.0,
        tag if tag.heading_level().is_some() => 7.0,
        _ => 11.0,
    }
}
