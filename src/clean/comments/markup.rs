//! Comments on a page of HTML: blocks in elements that are named for comments, put together by the element of each comment.

use super::label::{self, CommentLabel};
use super::{CommentSpan, lines};
use crate::clean::cues::Holding;
use crate::clean::features::PageFeatures;
use crate::clean::reasons::{steps, within};
use crate::clean::role::{Reason, Role};
use crate::clean::verdict::BlockVerdict;
use crate::lexicon;
use crate::parse::{BlockId, Element, ElementId, Tag};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How far up an element may be named for comments.
const NAMED_STEPS: u8 = 8;
/// From which share of the page's running text on an element named like a comment is something else.
const MOST: f32 = 0.8;
/// The longest button, form label or heading between comments.
const CHROME_WORDS: f32 = 12.0;

/// What an element of a comment holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Item,
    Author,
    Date,
    Button,
}

static NAMES: LazyLock<HashMap<&'static str, Holds>> = LazyLock::new(|| {
    let entries = lexicon::entries(include_str!("../../lexicon/comment-classes.tsv"));
    entries
        .filter_map(|mut fields| {
            let (name, holds) = (fields.next()?, fields.next()?);
            let holds = match holds {
                "item" => Holds::Item,
                "author" => Holds::Author,
                "date" => Holds::Date,
                "button" => Holds::Button,
                _ => return None,
            };
            Some((name, holds))
        })
        .collect()
});

/// The comments of a page.
pub(super) fn drafts(sheet: &PageFeatures, verdicts: &[BlockVerdict]) -> Vec<CommentSpan> {
    let Some(first) = verdicts.iter().position(|verdict| verdict.role.is_body()) else {
        return Vec::new();
    };
    let (mut items, mut loose): (Items, Vec<usize>) = (Items::default(), Vec::new());
    for (id, verdict) in verdicts.iter().enumerate().skip(first + 1) {
        let block = id as BlockId;
        let near = steps(sheet, block, Holding::Comment) <= NAMED_STEPS;
        let declared = sheet.witnesses.is_comment(&sheet.shapes[id]);
        match item(sheet, block) {
            _ if !near && !declared => {}
            _ if is_elsewhere(verdict.role) => {}
            Some(item) => items.read(sheet, item, id),
            None if declared => items.alone(id),
            None if !is_chrome(sheet, id, verdict.role) => loose.push(id),
            None => {}
        }
    }
    let mut drafts = items.finish(sheet);
    for run in loose.chunk_by(|a, b| a + 1 == *b) {
        drafts.extend(lines::among(sheet, run));
    }
    drafts.sort_by_key(|draft| draft.blocks.first().copied());
    drafts
}

fn is_elsewhere(role: Role) -> bool {
    use Reason::{Code, Consent, Footer, Hidden, Newsletter, Repeated};
    matches!(
        role,
        Role::Furniture(Consent | Footer | Code | Hidden | Newsletter | Repeated)
    )
}

/// Headings, buttons, forms and notices between comments; and what was kept, where no single comment is told apart.
fn is_chrome(sheet: &PageFeatures, id: usize, role: Role) -> bool {
    let (shape, block) = (&sheet.shapes[id], &sheet.document.blocks[id]);
    let heading = sheet.document.elements[block.element as usize]
        .tag
        .heading_level()
        .is_some();
    let label = !shape.cues.whole.is_empty() || !shape.cues.start.is_empty();
    let again = shape.words >= 5.0 && sheet.witnesses.copies(shape) > 1;
    let kept = matches!(role, Role::Article(_));
    let form = within(sheet, id as BlockId, Tag::Form) || label::is_form(&block.text);
    kept || heading || again || form || shape.copyright || (label && shape.words < CHROME_WORDS)
}

/// The element of the single comment that a block stands in.
fn item(sheet: &PageFeatures, id: BlockId) -> Option<ElementId> {
    let document = sheet.document;
    let mut around = document.ancestors(document.blocks[id as usize].element);
    let (item, element) = around.find(|(id, element)| is_item(sheet, *id, element))?;
    let whole = sheet.prose();
    let most = sheet.surroundings.contents(element).prose > MOST * whole;
    (!most || whole == 0.0).then_some(item)
}

/// An element that is named for a comment, or one of the list or the articles right inside one named for all of them.
fn is_item(sheet: &PageFeatures, id: ElementId, element: &Element) -> bool {
    let of_type = element
        .attribute("itemtype")
        .is_some_and(|kind| kind.trim_end_matches('s').ends_with("Comment"));
    let named = || names(element).any(|holds| holds == Holds::Item);
    let speaks = |id: ElementId| sheet.surroundings.place(id).steps[Holding::Comment as usize] == 0;
    let listed = || matches!(element.tag, Tag::Li | Tag::Article) && speaks(element.parent);
    of_type || (speaks(id) && named()) || listed()
}

/// What the names of an element say that it holds.
fn names(element: &Element) -> impl Iterator<Item = Holds> {
    let attributes = ["itemprop", "class"]
        .into_iter()
        .filter_map(|name| element.attribute(name));
    attributes.flat_map(str::split_whitespace).filter_map(|name| {
        let name = name.to_ascii_lowercase();
        NAMES.get(name.as_str()).copied()
    })
}

/// The comments that are told apart by their elements, in page order.
#[derive(Default)]
struct Items {
    drafts: Vec<CommentSpan>,
    of: HashMap<ElementId, usize>,
}

impl Items {
    fn alone(&mut self, id: usize) {
        self.drafts.push(CommentSpan {
            texts: vec![id],
            blocks: vec![id],
            ..CommentSpan::default()
        });
    }

    fn read(&mut self, sheet: &PageFeatures, item: ElementId, id: usize) {
        let place = *self.of.entry(item).or_insert_with(|| {
            self.drafts.push(CommentSpan::default());
            self.drafts.len() - 1
        });
        let draft = &mut self.drafts[place];
        let text = &sheet.document.blocks[id].text;
        match said(sheet, item, id) {
            _ if label::is_form(text) => return,
            _ if label::is_button(text) => {}
            Some(label) => {
                draft.author = draft.author.take().or(label.author);
                draft.posted = draft.posted.take().or(label.posted);
            }
            None => draft.texts.push(id),
        }
        draft.blocks.push(id);
    }

    /// Where no name was found, the first short line is it, if more follows.
    fn finish(mut self, sheet: &PageFeatures) -> Vec<CommentSpan> {
        for draft in &mut self.drafts {
            let first = draft
                .texts
                .first()
                .map(|id| sheet.document.blocks[*id].text.clone());
            let name =
                first.filter(|text| draft.author.is_none() && draft.texts.len() > 1 && label::is_name(text));
            if name.is_some() {
                draft.author = name;
                draft.texts.remove(0);
            }
        }
        self.drafts.retain(|draft| !draft.texts.is_empty());
        self.drafts
    }
}

/// What a block of a comment says, if it is not its text: by the elements in it, those around it, and its words.
fn said(sheet: &PageFeatures, item: ElementId, id: usize) -> Option<CommentLabel> {
    let block = &sheet.document.blocks[id];
    let mut said = label::label(&block.text).unwrap_or_default();
    let mut covered = 0;
    for span in &block.spans {
        let element = &sheet.document.elements[span.element as usize];
        let text = || Some(block.text[span.start..span.end].to_string());
        match holds(element) {
            Some(Holds::Author) => said.author = text(),
            Some(Holds::Date) => said.posted = said.posted.take().or_else(text),
            _ => continue,
        }
        covered = covered.max(span.end);
    }
    let around = sheet
        .document
        .ancestors(block.element)
        .take_while(|(id, _)| *id != item);
    match around.into_iter().find_map(|(_, element)| holds(element)) {
        Some(Holds::Author) if said == CommentLabel::default() => said.author = Some(block.text.clone()),
        Some(Holds::Date) if said == CommentLabel::default() => said.posted = Some(block.text.clone()),
        Some(Holds::Button) if said == CommentLabel::default() => return Some(said),
        Some(_) => {}
        // A name inside the text is somebody else's.
        None if covered > 0 && sheet.shapes[id].words > CHROME_WORDS => return None,
        None => {}
    }
    (said != CommentLabel::default()).then_some(said)
}

fn holds(element: &Element) -> Option<Holds> {
    let named = names(element).find(|holds| *holds != Holds::Item);
    named.or((element.tag == Tag::Time).then_some(Holds::Date))
}
