//! Which lines of the page name its outlet: the masthead, the logo, the opening of the foot, the copyright line.

use super::{Witness, owner};
use crate::clean::{Reason, Role};
use crate::describe::layout::{PageLayout, Zone};
use crate::parse::{BlockId, InlineSpan, Markup, Tag};
use crate::text;

/// How many blocks the head and the foot of a page of visible text have.
pub(super) const HEAD: BlockId = 12;
pub(super) const FOOT: BlockId = 20;
/// How far down a logo can stand.
const LOGO: BlockId = 40;
/// How far up a copyright line can stand.
const COPYRIGHT: usize = 60;
/// The most words of a name.
const LONGEST: usize = 6;

/// The names, where they stand, and what kind of line names them.
pub(super) fn names(scene: &PageLayout) -> Vec<(String, String, Witness)> {
    let mut names = copyright_lines(scene);
    if scene.document.form == Markup::Text {
        let end = scene.document.blocks.len() as BlockId;
        names.extend((0..LOGO.min(end)).filter_map(|id| logo(scene, id)));
        names.extend((0..HEAD.min(end)).filter_map(|id| whole_line(scene, id)));
        names.extend((end.saturating_sub(FOOT)..end).filter_map(|id| opening(scene, id)));
    }
    names
}

/// Whether a kind of line only may name the outlet.
pub(super) fn is_guess(witness: Witness) -> bool {
    matches!(witness, "logo" | "head" | "foot")
}

/// The names after the copyright signs of the page; beside the text such a sign is the credit of a picture.
fn copyright_lines(scene: &PageLayout) -> Vec<(String, String, Witness)> {
    let mut found = Vec::new();
    for id in (0..scene.document.blocks.len() as BlockId).rev().take(COPYRIGHT) {
        let block = scene.block(id);
        let opens = || {
            let line = block.text.trim_start().to_lowercase();
            ["©", "(c)", "copyright"]
                .iter()
                .any(|sign| line.starts_with(sign))
        };
        if block.text.len() > 200 && !opens() || matches!(scene.place(id), Zone::Body | Zone::Head(_)) {
            continue;
        }
        let wanted = scene.document.form == Markup::Text || found.is_empty();
        found.extend(
            owner(before_links(scene, id))
                .filter(|_| wanted)
                .map(|name| (name, scene.named(id), "copyright")),
        );
    }
    found
}

/// A copyright line up to the first link that follows a name: the rest is a menu.
fn before_links<'a>(scene: &PageLayout<'a>, id: BlockId) -> &'a str {
    let block = scene.block(id);
    let is_link = |span: &&InlineSpan| scene.document.elements[span.element as usize].tag == Tag::A;
    let starts = block.spans.iter().filter(is_link).map(|span| span.start);
    let mut parts = starts.map(|start| &block.text[..start]);
    parts.find(|part| owner(part).is_some()).unwrap_or(&block.text)
}

/// *Daily Maverick mobile logo*.
fn logo(scene: &PageLayout, id: BlockId) -> Option<(String, String, Witness)> {
    let line = scene.block(id).text.as_str();
    let words: Vec<text::Word> = text::words(line).collect();
    let logo = words.iter().position(|word| text::folded(word.text) == "logo")?;
    let capital = |word: &&text::Word| word.text.starts_with(char::is_uppercase);
    let before = words[..logo].iter().take_while(capital).count();
    let name = &line[..words.get(before.checked_sub(1)?)?.end];
    Some((name.to_string(), scene.named(id), "logo"))
}

/// A short line at the head, up to the first link behind a bar: *The Courier | e-paper | Sign in*.
fn whole_line(scene: &PageLayout, id: BlockId) -> Option<(String, String, Witness)> {
    let line = scene.block(id).text.as_str();
    let name = line.split(" | ").next().unwrap_or(line).trim();
    let bullet = scene.block(id).line.is_some_and(|line| line.bullet);
    let is_title = scene.title.is_some_and(|title| scene.block(title).text == line);
    let fits = !bullet && !is_other(scene, id) && !is_title && is_short_name(name);
    fits.then(|| (name.to_string(), scene.named(id), "head"))
}

/// What a line of the foot begins with: *Le Courrier - Atar / Nouakchott*.
fn opening(scene: &PageLayout, id: BlockId) -> Option<(String, String, Witness)> {
    let line = scene.block(id).text.as_str();
    let end = [" - ", " – ", " — ", ", ", " | ", " · ", ". ", " : "]
        .iter()
        .filter_map(|sign| line.find(sign))
        .min()?;
    let name = &line[..end];
    let is_of_text = matches!(scene.place(id), Zone::Body | Zone::Head(_));
    let fits = !is_of_text && !is_other(scene, id) && is_short_name(name);
    fits.then(|| (name.to_string(), scene.named(id), "foot"))
}

/// Whether a line is for something else than the name of the outlet: it shares the text, names who wrote it, tells the latest news.
fn is_other(scene: &PageLayout, id: BlockId) -> bool {
    matches!(
        scene.role(id),
        Some(Role::Furniture(
            Reason::Share
                | Reason::Byline
                | Reason::Ticker
                | Reason::Caption
                | Reason::DateLine
                | Reason::Consent
        ))
    )
}

fn is_short_name(line: &str) -> bool {
    (1..=LONGEST).contains(&text::words(line).count())
        && line.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && !line.ends_with(['.', '!', '?', ':', '…'])
}
