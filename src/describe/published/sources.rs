//! Who says when the article was published, but for the lines of its text: every date of the page that could be its own, each with the
//! reason why it may not be.

use super::cues::{self, DateCue};
use super::zones::{block_loss, date_share, nearness};
use crate::article::Evidence;
use crate::calendar::Date;
use crate::calendar::stamp::{self, Timestamp};
use crate::calendar::written;
use crate::describe::candidates::{Candidate, Rejection};
use crate::describe::class_names::{self, Says};
use crate::describe::layout::PageLayout;
use crate::describe::{address, microdata};
use crate::parse::declared::{LinkedArticle, MetaFact, MetaTag};
use crate::parse::{Element, ElementId, Tag};

/// The share of a text that its date has where it says nothing else.
const NOTHING_ELSE: f32 = 0.9;

/// What is claimed of the two dates.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// When it was published.
    pub published: Vec<Candidate<Timestamp>>,
    /// When it was changed.
    pub modified: Vec<Candidate<Timestamp>>,
}

impl Claims {
    /// Adds what a witness says, for the date that its words mean.
    pub(super) fn add(&mut self, cue: Option<DateCue>, claim: Candidate<Timestamp>) {
        match cue {
            Some(DateCue::Modified) => {
                self.modified.push(claim.clone());
                self.published.push(if claim.stands() {
                    claim.lost(Rejection::Modification)
                } else {
                    claim
                });
            }
            Some(DateCue::PrintEdition) => self.published.push(claim.lost(Rejection::PrintEdition)),
            Some(DateCue::Other) => self.published.push(claim.lost(Rejection::InTheText)),
            Some(DateCue::Published) | None => self.published.push(claim),
        }
    }
}

/// What JSON-LD says.
pub(super) fn of_linked(scene: &PageLayout, article: &LinkedArticle, weight: f32, claims: &mut Claims) {
    let mut hear = |text: &Option<String>, property: &str, cue, weight| {
        if let Some(stamp) = text.as_deref().and_then(|text| stamp::read(text, &scene.reading)) {
            claims.add(cue, Candidate::new(stamp, Evidence::JsonLd, property, weight));
        }
    };
    hear(
        &article.published,
        "datePublished",
        Some(DateCue::Published),
        weight,
    );
    hear(
        &article.created,
        "dateCreated",
        Some(DateCue::Published),
        weight * 0.7,
    );
    hear(&article.modified, "dateModified", Some(DateCue::Modified), weight);
}

/// What the meta tags say.
pub(super) fn of_declarations(scene: &PageLayout, declarations: &[MetaTag], claims: &mut Claims) {
    for tag in declarations {
        let (cue, weight) = match (tag.fact, tag.evidence) {
            (MetaFact::Published, Evidence::OpenGraph) => (DateCue::Published, 0.96),
            (MetaFact::Published, Evidence::Microdata) => (DateCue::Published, 0.93),
            (MetaFact::Published, _) => (DateCue::Published, 0.9),
            (MetaFact::Date, _) => (DateCue::Published, 0.72),
            (MetaFact::Created, _) => (DateCue::Published, 0.75),
            (MetaFact::Modified, _) => (DateCue::Modified, 0.9),
            _ => continue,
        };
        if let Some(stamp) = stamp::read(tag.content, &scene.reading) {
            claims.add(
                Some(cue),
                Candidate::new(stamp, tag.evidence, format!("meta {}", tag.name), weight),
            );
        }
    }
}

/// A day at the end of the page's title, as archives of old pages have it: *Headline | Outlet | 28.04.2023*.
pub(super) fn of_title(scene: &PageLayout, claims: &mut Claims) {
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
            Candidate::new(Timestamp::from(date), Evidence::Title, "end of <title>", 0.7),
        );
    }
}

/// What the address of the page says.
pub(super) fn of_address(url: Option<&str>, claims: &mut Claims) {
    if let Some(date) = url.and_then(address::date) {
        claims.add(
            None,
            Candidate::new(Timestamp::from(date), Evidence::Url, "path of the address", 0.82),
        );
    }
}

/// What `<time>` elements, microdata and elements named after dates say.
pub(super) fn of_elements(scene: &PageLayout, claims: &mut Claims) {
    for property in microdata::properties(scene.document) {
        let cue = match () {
            () if property.is("datePublished") || property.is("published") || property.is("created") => {
                DateCue::Published
            }
            () if property.is("dateModified") => DateCue::Modified,
            () if property.is("dateCreated") => DateCue::Published,
            () => continue,
        };
        let element = &scene.document.elements[property.element as usize];
        let weight = if property.is("dateCreated") { 0.7 } else { 0.94 };
        if let Some(mut claim) = element_claim(scene, property.element, element, Evidence::Microdata, weight)
        {
            if !property.is_of_article() {
                claim = claim.lost(Rejection::OtherArticle);
            }
            claims.add(Some(cue), claim);
        }
    }
    for (element, id) in scene.document.elements.iter().zip(0..) {
        let is_time =
            element.tag == Tag::Time || element.attribute("datetime").is_some() || is_marked_date(element);
        if is_time && element.attribute("itemprop").is_none() {
            of_time(scene, id, element, claims);
        }
    }
}

/// `<abbr class=published title=2011-04-25T00:23:00>`, the microformat of blogs before there was `<time>`.
fn is_marked_date(element: &Element) -> bool {
    let named = class_names::of(element);
    element.tag == Tag::Abbr
        && element.attribute("title").is_some()
        && (class_names::says(&named, Says::Published) || class_names::says(&named, Says::Modified))
}

fn of_time(scene: &PageLayout, id: ElementId, element: &Element, claims: &mut Claims) {
    let Some(claim) = element_claim(scene, id, element, Evidence::Time, 0.9) else {
        return;
    };
    let named = class_names::of(element);
    let by_name = match () {
        () if class_names::says(&named, Says::Modified) => Some(DateCue::Modified),
        () if class_names::says(&named, Says::Published) => Some(DateCue::Published),
        () => None,
    };
    let cue = by_name.or_else(|| cue_before(scene, id));
    claims.add(cue, claim);
}

/// What the words before an inline element, or the block before a block of its own, say its date is.
fn cue_before(scene: &PageLayout, element: ElementId) -> Option<DateCue> {
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
    scene: &PageLayout,
    id: ElementId,
    element: &Element,
    evidence: Evidence,
    weight: f32,
) -> Option<Candidate<Timestamp>> {
    let shown = || scene.text_of(id);
    let marked = element.attribute("title").filter(|_| is_marked_date(element));
    let hidden = microdata::hidden_value(element)
        .or(marked)
        .and_then(|value| stamp::read(value, &scene.reading));
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
    let claim = Candidate::new(stamp, evidence, place, weight - 0.1 * (1.0 - near));
    Some(match loss {
        Some(loss) => claim.lost(loss),
        None => claim,
    })
}

/// An element inside a list of other articles, a comment, the menu or the footer.
fn surroundings_loss(scene: &PageLayout, element: ElementId) -> Option<Rejection> {
    scene.document.ancestors(element).find_map(|(_, around)| {
        let named = class_names::of(around);
        let own = ["entry", "article", "post"]
            .iter()
            .any(|name| named.contains(name));
        match around.tag {
            Tag::Nav | Tag::Footer if !own => Some(Rejection::Furniture),
            Tag::Aside if !named.contains("meta") && !named.contains("info") => Some(Rejection::OtherArticle),
            Tag::Body | Tag::Html | Tag::Main => None,
            _ if class_names::says(&named, Says::Comment) => Some(Rejection::Comment),
            _ if class_names::says(&named, Says::Other) => Some(Rejection::OtherArticle),
            _ => None,
        }
    })
}

/// What the directories of the file say, as a mirror of a site has them: `2022/05/13/`. A day in the name of the file is as often
/// the day on which it was saved.
pub(super) fn of_path(scene: &PageLayout, claims: &mut Claims) {
    let file = scene.origin.path.to_string();
    let path = scene.origin.member.as_deref().unwrap_or(&file);
    let Some((directories, _)) = path.rsplit_once('/') else {
        return;
    };
    let parts: Vec<&str> = directories.rsplit('/').take(3).collect();
    let [day, month, year] = parts[..] else { return };
    let date = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"));
    let alone = !claims.published.iter().any(Candidate::stands);
    if let Some(date) = date.filter(|_| alone) {
        claims.add(
            None,
            Candidate::new(
                Timestamp::from(date),
                Evidence::Path,
                "directories of the file",
                0.5,
            ),
        );
    }
}
