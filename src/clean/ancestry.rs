//! What stands around a block in the tree of a page: the elements that hold it, what their names say, and where the
//! bulk of the running text stands.

use super::block_stats::BlockStats;
use super::cues::{ClassHints, Holding, Holdings};
use crate::hash::{FNV64, fnv64_step, xor_folded};
use crate::parse::{Document, Element, ElementId, Tag};

/// Elements that tell about everything in them, in the order of the bits of [`Ancestry::within`].
pub(crate) const TELLING: [Tag; 16] = [
    Tag::Article,
    Tag::Main,
    Tag::Aside,
    Tag::Nav,
    Tag::Footer,
    Tag::Header,
    Tag::Figure,
    Tag::Form,
    Tag::Table,
    Tag::Ul,
    Tag::Ol,
    Tag::Blockquote,
    Tag::Section,
    Tag::Button,
    Tag::A,
    Tag::Figcaption,
];

/// A distance that no page reaches: there is no such element around.
pub(crate) const FAR: u8 = 30;

/// So many words of running text above an element may be the text of a page.
const TEXT_WORDS: f32 = 30.0;

/// What holds for an element and everything in it.
#[derive(Debug, Clone, Copy)]
pub struct Ancestry {
    /// Which [`TELLING`] elements are around it.
    pub within: u32,
    /// By [`Holding`], how many steps up the nearest element is that is said to hold it.
    pub steps: [u8; Holding::COUNT],
    /// A number for the path of tags and class names of its four nearest elements.
    pub path: u64,
    /// The nearest `<article>` around it, or itself.
    pub article: Option<ElementId>,
}

/// Sums over the blocks before each block, so that every element's own are one subtraction.
#[derive(Debug, Clone, Default)]
struct PrefixSums {
    words: Vec<f32>,
    linked: Vec<f32>,
    prose: Vec<f32>,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Contents {
    /// Blocks in it.
    pub blocks: f32,
    /// Words in it.
    pub words: f32,
    /// Words in it that are links.
    pub linked: f32,
    /// Words in it that are running text.
    pub prose: f32,
}

/// What stands around the blocks of a page.
pub struct Surroundings {
    places: Vec<Ancestry>,
    sums: PrefixSums,
    /// The element around most of the running text, as near to it as can be.
    pub core: ElementId,
}

impl Surroundings {
    /// The surroundings of the blocks of a document, which have these shapes.
    pub fn of<'a>(document: &'a Document, shapes: &[BlockStats], names: &mut ClassHints<'a>) -> Surroundings {
        let sums = PrefixSums::of(shapes);
        let mut places: Vec<Ancestry> = Vec::with_capacity(document.elements.len());
        let whole = sums.contents(0, shapes.len());
        for (id, element) in document.elements.iter().enumerate() {
            let inside = sums.contents(element.first_block as usize, element.end_block as usize);
            let parent = places.get(element.parent as usize).copied();
            let before = sums.contents(0, element.first_block as usize);
            let said = said(names, element) & !too_wide(&before, &inside, &whole);
            let mut place = place(element, said, parent.filter(|_| id > 0));
            if element.tag == Tag::Article {
                place.article = Some(id as ElementId);
            }
            places.push(place);
        }
        let core = core(document, shapes);
        Surroundings { places, sums, core }
    }

    /// What holds for an element.
    pub fn place(&self, element: ElementId) -> &Ancestry {
        &self.places[element as usize]
    }

    /// What an element holds.
    pub fn contents(&self, element: &Element) -> Contents {
        self.sums
            .contents(element.first_block as usize, element.end_block as usize)
    }

    /// Steps up from an element to the first one around it that also holds the core, then down to the core.
    pub fn steps_to_core(&self, document: &Document, element: ElementId) -> (u32, u32) {
        let core = &document.elements[self.core as usize];
        let (mut id, mut up) = (element, 0);
        loop {
            let here = &document.elements[id as usize];
            let holds = here.first_block <= core.first_block
                && here.end_block >= core.end_block
                && here.depth <= core.depth;
            if holds || here.parent == id {
                return (up, core.depth - here.depth.min(core.depth));
            }
            if id == self.core {
                return (up, 0);
            }
            (id, up) = (here.parent, up + 1);
        }
    }
}

impl PrefixSums {
    fn of(shapes: &[BlockStats]) -> PrefixSums {
        let running = |value: fn(&BlockStats) -> f32| {
            let mut sum = 0.0;
            std::iter::once(0.0)
                .chain(shapes.iter().map(|shape| {
                    sum += value(shape);
                    sum
                }))
                .collect()
        };
        PrefixSums {
            words: running(|s| s.words),
            linked: running(|s| s.words * s.linked),
            prose: running(|s| if s.is_prose() { s.words } else { 0.0 }),
        }
    }

    fn contents(&self, first: usize, end: usize) -> Contents {
        let between = |sums: &[f32]| sums[end.max(first)] - sums[first];
        Contents {
            blocks: end.saturating_sub(first) as f32,
            words: between(&self.words),
            linked: between(&self.linked),
            prose: between(&self.prose),
        }
    }
}

/// The most words of an id that names what an element is; one of more, or that of a heading, repeats a headline for links to it.
const NAMING_WORDS: usize = 4;

/// What the names of an element say.
fn said<'a>(names: &mut ClassHints<'a>, element: &'a Element) -> Holdings {
    const TELLING: [&str; 9] = [
        "class",
        "id",
        "itemprop",
        "role",
        "data-component",
        "data-testid",
        "property",
        "rel",
        "aria-label",
    ];
    if matches!(element.tag, Tag::Body | Tag::Html) {
        return 0;
    }
    let is_anchor =
        |id: &str| element.tag.heading_level().is_some() || id.split(['-', '_']).count() > NAMING_WORDS;
    let telling = element
        .attributes
        .iter()
        .filter(|(name, value)| TELLING.contains(name) && !(*name == "id" && is_anchor(value)));
    telling.fold(0, |said, (_, value)| said | names.holdings(value))
}

/// Names of an element around most of the page speak of something in it, not of everything; but comments below a text may be
/// longer than it.
fn too_wide(before: &Contents, inside: &Contents, whole: &Contents) -> Holdings {
    let below = if before.prose >= TEXT_WORDS {
        Holding::Comment.bit()
    } else {
        0
    };
    let speaks_of_all =
        Holding::Content.bit() | Holding::Article.bit() | Holding::Body.bit() | Holding::Live.bit() | below;
    if inside.prose > 0.6 * whole.prose && inside.prose > 60.0 {
        !speaks_of_all
    } else {
        0
    }
}

fn place(element: &Element, said: Holdings, parent: Option<Ancestry>) -> Ancestry {
    let mut steps = [FAR; Holding::COUNT];
    for (at, step) in steps.iter_mut().enumerate() {
        let above = parent.map_or(FAR, |p| p.steps[at]);
        *step = if said & (1 << at) != 0 {
            0
        } else {
            (above + 1).min(FAR)
        };
    }
    let own = TELLING.iter().position(|tag| *tag == element.tag);
    let within = parent.map_or(0, |p| p.within) | own.map_or(0, |bit| 1 << bit);
    let mut path = parent.map_or(0, |p| p.path << 16); // four elements of 16 bits
    path |= signature(element) & 0xffff;
    Ancestry {
        within,
        steps,
        path,
        article: parent.and_then(|p| p.article),
    }
}

fn signature(element: &Element) -> u64 {
    let class = element.attribute("class").unwrap_or("");
    let letters = class.bytes().filter(|byte| !byte.is_ascii_digit());
    xor_folded(letters.fold(FNV64 ^ element.tag as u64, fnv64_step))
}

/// The element in which most running text stands near the top: every block of prose gives its words to its parent,
/// and less and less to the elements further up (as Arc90's Readability had it).
fn core(document: &Document, shapes: &[BlockStats]) -> ElementId {
    let mut scores = vec![0.0_f32; document.elements.len()];
    for (block, shape) in document.blocks.iter().zip(shapes) {
        if !shape.is_prose() {
            continue;
        }
        let own = &document.elements[block.element as usize];
        let start = if own.tag == Tag::P {
            own.parent
        } else {
            block.element
        };
        let mut share = shape.words * (1.0 - shape.linked);
        for (id, _) in document.ancestors(start).take(5) {
            scores[id as usize] += share;
            share *= 0.7;
        }
    }
    let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
    best.unwrap_or(0) as ElementId
}
