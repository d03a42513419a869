//! Who says when the article was published: every date of the page that could be its own, each with the reason why it may not be.

use super::cues::{self, Cue};
use crate::calendar::Date;
use crate::calendar::stamp::{self, Stamp};
use crate::calendar::written::{self, Value, Written};
use crate::clean::{Reason, Role};
use crate::describe::claim::{Claim, Evidence, Loss};
use crate::describe::declared::{Declaration, Declared};
use crate::describe::element_names::{self, Says};
use crate::describe::linked::LinkedArticle;
use crate::describe::scene::{Place, Scene};
use crate::describe::{address, microdata};
use crate::parse::{Block, BlockId, Element, ElementId, Tag};

/// The longest line that can be a date line, in bytes.
const LONGEST_LINE: usize = 300;
/// How far above the title and below the text a date can still be the article's, in blocks.
const REACH_ABOVE: u32 = 6;
const REACH_BELOW: u32 = 6;
/// How near to the article a line stands beside it, and how far apart the items of a list stand, in blocks.
const BESIDE: u32 = 3;
const LIST: u32 = 8;
/// The share of a text that its date has where it says nothing else.
const NOTHING_ELSE: f32 = 0.9;
/// How many words may stand before the date in a line that says when the text was published.
const WORDS_BEFORE: usize = 4;
/// In how many of the first paragraphs a dateline is looked for: a lead may stand above it.
const OPENING: usize = 3;

/// What is claimed of the two dates.
#[derive(Debug, Default)]
pub struct Claims {
    /// When it was published.
    pub published: Vec<Claim<Stamp>>,
    /// When it was changed.
    pub modified: Vec<Claim<Stamp>>,
}

impl Claims {
    fn add(&mut self, cue: Option<Cue>, claim: Claim<Stamp>) {
        match cue {
            Some(Cue::Modified) => {
                self.modified.push(claim.clone());
                self.published.push(if claim.stands() {
                    claim.lost(Loss::Modification)
                } else {
                    claim
                });
            }
            Some(Cue::PrintEdition) => self.published.push(claim.lost(Loss::PrintEdition)),
            Some(Cue::Other) => self.published.push(claim.lost(Loss::InTheText)),
            Some(Cue::Published) | None => self.published.push(claim),
        }
    }
}

/// What JSON-LD says.
pub fn of_linked(scene: &Scene, article: &LinkedArticle, weight: f32, claims: &mut Claims) {
    let mut hear = |text: &Option<String>, property: &str, cue, weight| {
        if let Some(stamp) = text.as_deref().and_then(|text| stamp::read(text, &scene.reading)) {
            claims.add(cue, Claim::new(stamp, Evidence::JsonLd, property, weight));
        }
    };
    hear(&article.published, "datePublished", Some(Cue::Published), weight);
    hear(
        &article.created,
        "dateCreated",
        Some(Cue::Published),
        weight * 0.7,
    );
    hear(&article.modified, "dateModified", Some(Cue::Modified), weight);
}

/// What the meta tags say.
pub fn of_declarations(scene: &Scene, declarations: &[Declaration], claims: &mut Claims) {
    for tag in declarations {
        let (cue, weight) = match (tag.fact, tag.evidence) {
            (Declared::Published, Evidence::OpenGraph) => (Cue::Published, 0.96),
            (Declared::Published, Evidence::Microdata) => (Cue::Published, 0.93),
            (Declared::Published, _) => (Cue::Published, 0.9),
            (Declared::Date, _) => (Cue::Published, 0.72),
            (Declared::Created, _) => (Cue::Published, 0.75),
            (Declared::Modified, _) => (Cue::Modified, 0.9),
            _ => continue,
        };
        if let Some(stamp) = stamp::read(tag.content, &scene.reading) {
            claims.add(
                Some(cue),
                Claim::new(stamp, tag.evidence, format!("meta {}", tag.name), weight),
            );
        }
    }
}

/// A day at the end of the page's title, as archives of old pages have it: *Headline | Outlet | 28.04.2023*.
pub fn of_title(scene: &Scene, claims: &mut Claims) {
    let title = scene.document.head.title.as_deref().unwrap_or_default();
    let Some((_, tail)) = title.rsplit_once(['|', '–', '—']) else {
        return;
    };
    let found = written::find(tail, &scene.reading);
    let [written] = found.as_slice() else { return };
    if let Some(date) = written
        .date()
        .filter(|_| date_share(tail, written) > NOTHING_ELSE)
    {
        claims.add(
            None,
            Claim::new(whole(date), Evidence::Title, "end of <title>", 0.7),
        );
    }
}

/// What the address of the page says.
pub fn of_address(url: Option<&str>, claims: &mut Claims) {
    if let Some(date) = url.and_then(address::date) {
        claims.add(
            None,
            Claim::new(whole(date), Evidence::Url, "path of the address", 0.82),
        );
    }
}

/// What `<time>` elements, microdata and elements named after dates say.
pub fn of_elements(scene: &Scene, claims: &mut Claims) {
    for property in microdata::properties(scene.document) {
        let cue = match () {
            () if property.is("datePublished") || property.is("published") || property.is("created") => {
                Cue::Published
            }
            () if property.is("dateModified") => Cue::Modified,
            () if property.is("dateCreated") => Cue::Published,
            () => continue,
        };
        let element = &scene.document.elements[property.element as usize];
        let weight = if property.is("dateCreated") { 0.7 } else { 0.94 };
        if let Some(mut claim) = element_claim(scene, property.element, element, Evidence::Microdata, weight)
        {
            if !property.is_of_article() {
                claim = claim.lost(Loss::OtherArticle);
            }
            claims.add(Some(cue), claim);
        }
    }
    for (element, id) in scene.document.elements.iter().zip(0..) {
        let is_time = element.tag == Tag::Time || element.attribute("datetime").is_some();
        if is_time && element.attribute("itemprop").is_none() {
            of_time(scene, id, element, claims);
        }
    }
}

fn of_time(scene: &Scene, id: ElementId, element: &Element, claims: &mut Claims) {
    let Some(claim) = element_claim(scene, id, element, Evidence::Time, 0.9) else {
        return;
    };
    let named = element_names::of(element);
    let by_name = match () {
        () if element_names::says(&named, Says::Modified) => Some(Cue::Modified),
        () if element_names::says(&named, Says::Published) => Some(Cue::Published),
        () => None,
    };
    let cue = by_name.or_else(|| cue_before(scene, id));
    claims.add(cue, claim);
}

/// What the words before an inline element, or the block before a block of its own, say its date is.
fn cue_before(scene: &Scene, element: ElementId) -> Option<Cue> {
    let block = scene.block_of(element)?;
    let text = &scene.block(block).text;
    let own = scene.text_of(element)?;
    let start = text.find(own.as_str())?;
    let before = &text[..start];
    let previous = || {
        block
            .checked_sub(1)
            .map(|b| scene.block(b).text.as_str())
            .filter(|t| t.len() < 40)
    };
    match before.trim().is_empty() {
        true => cues::last_cue(previous()?),
        false => cues::last_cue(before),
    }
}

/// The date of an element, lost where the element belongs to something else.
fn element_claim(
    scene: &Scene,
    id: ElementId,
    element: &Element,
    evidence: Evidence,
    weight: f32,
) -> Option<Claim<Stamp>> {
    let shown = || scene.text_of(id);
    let hidden = microdata::hidden_value(element).and_then(|value| stamp::read(value, &scene.reading));
    let stamp = hidden.or_else(|| stamp::read(&shown()?, &scene.reading))?;
    let block = scene.block_of(id);
    let place = match block {
        Some(block) => format!("<{}> in {}", element.tag.name(), scene.named(block)),
        None => format!("<{}>", element.tag.name()),
    };
    let shows_text = element.first_block < element.end_block || shown().is_some_and(|t| !t.trim().is_empty());
    let loss = surroundings_loss(scene, id)
        .or_else(|| block.filter(|_| shows_text).and_then(|b| block_loss(scene, b)));
    let near = block.map_or(0.0, |block| nearness(scene, block));
    let claim = Claim::new(stamp, evidence, place, weight - 0.1 * (1.0 - near));
    Some(match loss {
        Some(loss) => claim.lost(loss),
        None => claim,
    })
}

/// An element inside a list of other articles, a comment, the menu or the footer.
fn surroundings_loss(scene: &Scene, element: ElementId) -> Option<Loss> {
    scene.document.ancestors(element).find_map(|(_, around)| {
        let named = element_names::of(around);
        let own = ["entry", "article", "post"]
            .iter()
            .any(|name| named.contains(name));
        match around.tag {
            Tag::Nav | Tag::Footer if !own => Some(Loss::Furniture),
            Tag::Aside if !named.contains("meta") && !named.contains("info") => Some(Loss::OtherArticle),
            Tag::Body | Tag::Html | Tag::Main => None,
            _ if element_names::says(&named, Says::Comment) => Some(Loss::Comment),
            _ if element_names::says(&named, Says::Other) => Some(Loss::OtherArticle),
            _ => None,
        }
    })
}

/// Why a block's date cannot be the article's.
fn block_loss(scene: &Scene, block: BlockId) -> Option<Loss> {
    if scene.is_head(block) {
        return None;
    }
    match (scene.role(block), scene.place(block)) {
        (Some(Role::Comment | Role::Furniture(Reason::CommentsHead)), _) => Some(Loss::Comment),
        (Some(Role::Furniture(Reason::Embed)), _) => Some(Loss::Furniture),
        (Some(Role::Furniture(Reason::Related | Reason::OtherArticle | Reason::Ticker)), _) => {
            let reach = if says_when(scene, block) {
                REACH_BELOW
            } else {
                BESIDE
            };
            (!is_beside(scene, block, reach) || is_listed(scene, block)).then_some(Loss::OtherArticle)
        }
        (Some(Role::Furniture(Reason::DateLine | Reason::Byline)), _) => None,
        (_, Place::Above(blocks)) if blocks > 4 * REACH_ABOVE => Some(Loss::Far),
        (_, Place::Below(blocks)) if blocks > 2 * REACH_BELOW => Some(Loss::Far),
        _ => None,
    }
}

/// Whether a line opens with the words for *published* and a date, or stands under such words and opens with a date.
fn says_when(scene: &Scene, block: BlockId) -> bool {
    let line = &scene.block(block).text;
    let found = written::find(line, &scene.reading);
    let Some(first) = found.first().filter(|_| line.len() < LONGEST_LINE) else {
        return false;
    };
    let cue = cues::cue(line, &found, 0).or_else(|| cue_above(scene, block, line, first));
    let before = crate::text::words(&line[..first.start]).count();
    cue == Some(Cue::Published) && before <= WORDS_BEFORE
}

/// Whether a place is so near to the article's beginning or end that a date there can be its own, whatever else the line looks like.
fn is_beside(scene: &Scene, block: BlockId, reach: u32) -> bool {
    match scene.place(block) {
        Place::Above(n) | Place::Below(n) => n <= reach,
        Place::Body => scene.body.is_some_and(|(first, _)| block - first <= BESIDE + 1),
        _ => false,
    }
}

/// Whether a dated line is one of several with other days: a list of other articles.
fn is_listed(scene: &Scene, block: BlockId) -> bool {
    let days = |id: BlockId| -> Vec<Date> {
        let text = &scene.block(id).text;
        let apart = |role: Role| role.is_body() || role == Role::Comment;
        let short = text.len() < LONGEST_LINE && !scene.role(id).is_some_and(apart);
        let found = if short {
            written::find(text, &scene.reading)
        } else {
            Vec::new()
        };
        found.iter().filter_map(Written::date).collect()
    };
    let own = days(block);
    let last = scene.document.blocks.len() as BlockId;
    let around = block.saturating_sub(LIST)..(block + LIST + 1).min(last);
    let others = around.filter(|id| *id != block && !scene.is_head(*id)).map(days);
    let others: Vec<Vec<Date>> = others.filter(|days| !days.is_empty()).collect();
    others.len() > 1 || others.iter().flatten().any(|day| !own.contains(day))
}

/// From 1 beside the title down to 0 far from the article.
fn nearness(scene: &Scene, block: BlockId) -> f32 {
    match scene.place(block) {
        Place::Head(blocks) => 1.0 - blocks.min(40) as f32 / 50.0,
        Place::Above(blocks) => 1.0 - blocks.min(12) as f32 / 12.0,
        Place::Body => 0.5,
        Place::Below(blocks) => 0.7 - blocks.min(12) as f32 / 20.0,
        Place::Nowhere => 0.3,
    }
}

/// What the lines around the article say.
pub fn of_lines(scene: &Scene, claims: &mut Claims) {
    for (block, id) in scene.document.blocks.iter().zip(0..) {
        if block.text.len() > LONGEST_LINE || !block.text.chars().any(|c| written::digit(c).is_some()) {
            continue;
        }
        let place = scene.place(id);
        let weight = match (place, scene.role(id)) {
            (Place::Head(n), _) => 0.86 - 0.005 * n.min(40) as f32,
            (_, Some(Role::Furniture(Reason::DateLine | Reason::Byline))) => 0.78,
            (Place::Above(n), _) if n <= REACH_ABOVE => 0.8 - 0.03 * n as f32,
            (Place::Below(n), _) if n <= REACH_BELOW => 0.75 - 0.03 * n as f32,
            (Place::Body, Some(role)) if !role.is_body() => 0.6,
            (Place::Body, _) if says_when(scene, id) && !is_listed(scene, id) => 0.6,
            (Place::Body, _) => continue,
            _ => 0.3,
        };
        of_line(scene, id, weight, claims);
    }
}

fn of_line(scene: &Scene, block: BlockId, weight: f32, claims: &mut Claims) {
    let line = &scene.block(block).text;
    let found = written::find(line, &scene.reading);
    for (at, written) in found.iter().enumerate() {
        let above = || (at == 0).then(|| cue_above(scene, block, line, written))?;
        let cue = cues::cue(line, &found, at).or_else(above);
        if let Some(claim) = line_claim(scene, block, written, weight, cue) {
            claims.add(cue, claim);
        }
    }
}

/// A line that holds nothing but a date may be explained by the line above it: *Published* / *13 May 2022*.
fn cue_above(scene: &Scene, block: BlockId, line: &str, written: &Written) -> Option<Cue> {
    (line[..written.start].trim().len() < 4).then_some(())?;
    let above = &scene.block(block.checked_sub(1)?).text;
    (above.len() < 40).then(|| cues::last_cue(above))?
}

fn line_claim(
    scene: &Scene,
    block: BlockId,
    written: &Written,
    weight: f32,
    cue: Option<Cue>,
) -> Option<Claim<Stamp>> {
    let line = &scene.block(block).text;
    let shown = scene.origin.crawled;
    let (date, own_loss) = match (written.value, written.date_seen(shown)) {
        (_, Some(date)) => (date, None),
        (Value::Yearless { .. }, None) => return None,
        (_, None) => return None,
    };
    let share = date_share(line, written);
    let weight = weight
        * if cue.is_some() || share > 0.5 {
            1.0
        } else {
            0.6 + 0.4 * share
        };
    let far = (weight < 0.35).then_some(Loss::Far);
    let is_post = line.contains("(@");
    let prose = (is_post || cue.is_none() && is_prose(line, written)).then_some(Loss::InTheText);
    let claim = Claim::new(whole(date), Evidence::Line, scene.named(block), weight);
    Some(match block_loss(scene, block).or(own_loss).or(prose).or(far) {
        Some(loss) => claim.lost(loss),
        None => claim,
    })
}

/// How much of a line is its date.
fn date_share(line: &str, written: &Written) -> f32 {
    (written.end - written.start) as f32 / line.trim().len().max(1) as f32
}

/// A sentence that mentions a date, rather than a line that gives it: lower-case words on both sides and many of them.
fn is_prose(line: &str, written: &Written) -> bool {
    let lower = |part: &str| {
        crate::text::words(part)
            .filter(|w| w.text.len() > 1 && w.text.chars().all(char::is_lowercase))
            .count()
    };
    let (before, after) = (lower(&line[..written.start]), lower(&line[written.end..]));
    before + after > 8 || (before > 4 && line.trim_end().ends_with(['.', '!', '?', '”', '»', '…']))
}

/// What the opening of the text says: *BAMAKO, 12 mai 2022 (AFP) —*.
pub fn of_dateline<'a>(scene: &Scene<'a>, claims: &mut Claims) {
    let paragraphs = scene.paragraphs().filter(|(_, block)| block.text.len() > 60);
    let opening = |(id, block): (BlockId, &'a Block)| {
        let end = crate::describe::agencies::dateline(&block.text)?;
        Some((id, &block.text[..end]))
    };
    let Some((id, opening)) = paragraphs.take(OPENING).find_map(opening) else {
        return;
    };
    for written in written::find(opening, &scene.reading) {
        if let Some(date) = written.date_seen(scene.origin.crawled) {
            claims.add(
                None,
                Claim::new(whole(date), Evidence::Dateline, scene.named(id), 0.7),
            );
        }
    }
}

/// What the directories of the file say, as a mirror of a site has them: `2022/05/13/`. A day in the name of the file is as often
/// the day on which it was saved.
pub fn of_path(scene: &Scene, claims: &mut Claims) {
    let path = scene.origin.member.as_deref().unwrap_or(&scene.origin.path);
    let Some((directories, _)) = path.rsplit_once('/') else {
        return;
    };
    let parts: Vec<&str> = directories.rsplit('/').take(3).collect();
    let [day, month, year] = parts[..] else { return };
    let date = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"));
    let alone = !claims.published.iter().any(Claim::stands);
    if let Some(date) = date.filter(|_| alone) {
        claims.add(
            None,
            Claim::new(whole(date), Evidence::Path, "directories of the file", 0.5),
        );
    }
}

fn whole(date: Date) -> Stamp {
    Stamp {
        date,
        minute: None,
        offset: None,
    }
}
