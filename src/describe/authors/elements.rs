//! Which elements of the page are marked or named as authors.

use super::{AuthorSource, Byline, lines};
use crate::article::Evidence;
use crate::describe::class_names::{self, Says};
use crate::describe::layout::{PageLayout, Zone};
use crate::describe::microdata;
use crate::parse::{BlockId, Element, ElementId, Tag};
use std::collections::HashMap;

/// Elements that are marked or named as authors.
pub(super) fn of_elements(scene: &PageLayout, bylines: &mut Vec<Byline>) {
    for property in microdata::properties(scene.document) {
        let is_author = property.is("author") || property.is("creator");
        if is_author && property.is_of_article() && !is_elsewhere(scene, property.element) {
            let shown = author_text(scene, property.element);
            bylines.extend(shown.map(|text| Byline {
                text,
                evidence: Evidence::Microdata,
                place: "itemprop author".into(),
                kind: AuthorSource::Microdata,
                near: 1.0,
                zone: None,
            }));
        }
    }
    let mut known = TokenKinds::default();
    for (element, id) in scene.document.elements.iter().zip(0..) {
        let Some(kind) = author_kind(element, &mut known) else {
            continue;
        };
        let near = scene.block_of(id).map_or(0.0, |block| nearness(scene, block));
        if near <= 0.0 || is_elsewhere(scene, id) {
            continue;
        }
        let text = scene
            .text_of(id)
            .filter(|text| !text.trim().is_empty() && text.len() < lines::LONGEST_BYLINE);
        let place = format!("<{}> named author", element.tag.name());
        bylines.extend(text.map(|text| Byline {
            text: undated(text),
            evidence: Evidence::Byline,
            place,
            kind,
            near,
            zone: None,
        }));
    }
}

/// What an element says without the day that stands in it too.
fn undated(text: String) -> String {
    let bare = lines::without_date(&text);
    match bare.is_empty() || bare.len() == text.trim().len() {
        true => text,
        false => bare.to_string(),
    }
}

/// The name inside an author's element, where it has one of its own.
fn author_text(scene: &PageLayout, id: ElementId) -> Option<String> {
    let element = &scene.document.elements[id as usize];
    if let Some(content) = microdata::hidden_value(element) {
        return Some(content.to_string());
    }
    let inner = scene.document.elements.iter().zip(0..).skip(id as usize + 1);
    let inside = inner.take_while(|(inner, _)| inner.depth > element.depth);
    let names = inside.filter(|(inner, _)| {
        inner
            .attribute("itemprop")
            .is_some_and(|p| p.split(' ').any(|p| p == "name"))
    });
    let name = names.take(1).find_map(|(inner, at)| {
        microdata::hidden_value(inner)
            .map(str::to_string)
            .or_else(|| scene.text_of(at))
    });
    name.or_else(|| scene.text_of(id))
        .filter(|text| text.len() < lines::LONGEST_BYLINE)
}

/// What each name of an element says; a page has few that differ, on many elements.
type TokenKinds<'a> = HashMap<&'a str, Option<AuthorSource>>;

/// How an element's own names say that it holds authors.
fn author_kind<'a>(element: &'a Element, known: &mut TokenKinds<'a>) -> Option<AuthorSource> {
    let rel = element.attribute("rel").unwrap_or_default();
    if rel.split(' ').any(|rel| rel.eq_ignore_ascii_case("author")) {
        return Some(AuthorSource::Relation);
    }
    let href = element.attribute("href").unwrap_or_default();
    if element.tag == Tag::A && class_names::says(href, Says::AuthorAddress) {
        return Some(AuthorSource::Link);
    }
    let names = ["class", "id", "data-testid", "data-component"].map(|name| element.attribute(name));
    let tokens = names
        .iter()
        .flatten()
        .flat_map(|names| names.split_ascii_whitespace());
    let kinds = tokens.filter_map(|token| {
        *known
            .entry(token)
            .or_insert_with(|| token_kind(&token.to_ascii_lowercase()))
    });
    kinds.min()
}

fn token_kind(token: &str) -> Option<AuthorSource> {
    let says = |what| class_names::says(token, what);
    if says(Says::BesideAuthor) || token.contains("comment") {
        return None;
    }
    let mut authors = class_names::names(Says::Author);
    let mut edge = class_names::names(Says::Author);
    match () {
        () if says(Says::AuthorName) => Some(AuthorSource::NamedName),
        () if authors.any(|name| token == name) => Some(AuthorSource::NamedAuthor),
        () if edge.any(|name| token.ends_with(name) || token.starts_with(name)) => {
            Some(AuthorSource::NamedPart)
        }
        () if token.contains("author") || token.contains("byline") => Some(AuthorSource::NamedLoosely),
        () => None,
    }
}

fn is_elsewhere(scene: &PageLayout, id: ElementId) -> bool {
    let inside = scene.document.ancestors(id).any(|(_, around)| {
        let named = class_names::of(around);
        let whole = matches!(around.tag, Tag::Body | Tag::Html | Tag::Main | Tag::Article);
        let foot = around.tag == Tag::Footer || named.contains("footer");
        let foot_of_page = foot && !is_foot_of_article(&named);
        let other = class_names::says(&named, Says::Other) || named.contains("comment");
        around.tag == Tag::Nav || foot_of_page || (!whole && other)
    });
    inside
        || scene
            .block_of(id)
            .is_some_and(|block| scene.belongs_elsewhere(block))
}

/// Whether a foot is named as that of an article: blogs sign there.
fn is_foot_of_article(named: &str) -> bool {
    let mut parts = named.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| matches!(part, "post" | "entry" | "article"))
}

/// From 1 in the head of the article to 0 far from it.
fn nearness(scene: &PageLayout, block: BlockId) -> f32 {
    match scene.place(block) {
        Zone::Head(_) => 1.0,
        Zone::Above(blocks) => 1.0 - blocks as f32 / 12.0,
        Zone::Body => 0.9,
        Zone::Below(blocks) => 0.85 - blocks as f32 / 30.0,
        Zone::Nowhere => 0.5,
    }
}
