//! Who wrote the article: the people that JSON-LD, meta tags, microdata and the byline name, and none else.

mod lines;
pub mod names;

use super::claim::{Claim, Evidence, Found, Loss};
use super::declared::{Declaration, Declared};
use super::linked::LinkedArticle;
use super::microdata;
use super::scene::{Place, Scene};
use crate::parse::{BlockId, Element, ElementId, Tag};
use crate::text;

/// A byline as it stands on the page: who is heard, what is said, where.
struct Byline {
    text: String,
    evidence: Evidence,
    place: String,
    weight: f32,
}

/// The authors, and the lines that name them, in which agencies may be named too.
pub struct Authors {
    /// The people.
    pub people: Found<Vec<String>>,
    /// The lines that name authors, and where they stand.
    pub bylines: Vec<(String, String)>,
}

/// The authors of the article. `outlets` are the names of the site, which are no people.
pub fn authors(
    scene: &Scene,
    article: Option<(&LinkedArticle, f32)>,
    declared: &[Declaration],
    outlets: &[&str],
) -> Authors {
    let mut bylines = Vec::new();
    if let Some((article, weight)) = article {
        of_linked(article, weight, &mut bylines);
    }
    of_declarations(declared, &mut bylines);
    of_elements(scene, &mut bylines);
    lines::of_lines(scene, &mut bylines);
    let mut claims: Vec<Claim<Vec<String>>> = bylines
        .iter()
        .map(|byline| {
            let people = names::people(&byline.text, outlets);
            let empty = people.is_empty();
            let value = if empty { vec![byline.text.clone()] } else { people };
            let claim = Claim::new(value, byline.evidence, byline.place.clone(), byline.weight);
            if empty { claim.lost(Loss::NoPerson) } else { claim }
        })
        .collect();
    merge_repeated(&mut claims);
    let winner = winner(&claims);
    let people = Found::decided(claims, winner, |a, b| same_people(a, b));
    let bylines = bylines
        .into_iter()
        .map(|byline| (byline.text, byline.place))
        .collect();
    Authors { people, bylines }
}

/// One witness often speaks once for each author: what it says is one claim.
fn merge_repeated(claims: &mut Vec<Claim<Vec<String>>>) {
    let mut merged: Vec<Claim<Vec<String>>> = Vec::new();
    for claim in claims.drain(..) {
        let same = merged
            .iter_mut()
            .find(|m| m.stands() && claim.stands() && m.evidence == claim.evidence && m.place == claim.place);
        match same {
            Some(earlier) => {
                for name in claim.value {
                    if !earlier
                        .value
                        .iter()
                        .any(|own| text::folded(own) == text::folded(&name))
                    {
                        earlier.value.push(name);
                    }
                }
            }
            None => merged.push(claim),
        }
    }
    *claims = merged;
}

/// The claim to believe: the heaviest, where each other witness of one of its names adds a little.
fn winner(claims: &[Claim<Vec<String>>]) -> Option<usize> {
    let support = |claim: &Claim<Vec<String>>| {
        let others = claims
            .iter()
            .filter(|c| c.stands() && c.evidence != claim.evidence && same_people(&c.value, &claim.value));
        claim.weight + 0.06 * others.count().min(3) as f32
    };
    let standing = claims.iter().enumerate().filter(|(_, claim)| claim.stands());
    let scored = standing.map(|(at, claim)| (at, support(claim)));
    scored
        .fold(None, |best: Option<(usize, f32)>, (at, score)| match best {
            Some((_, top)) if top >= score => best,
            _ => Some((at, score)),
        })
        .map(|(at, _)| at)
}

fn same_people(a: &[String], b: &[String]) -> bool {
    a.len() == b.len()
        && a.iter()
            .all(|name| b.iter().any(|other| text::folded(other) == text::folded(name)))
}

fn of_linked(article: &LinkedArticle, weight: f32, bylines: &mut Vec<Byline>) {
    for author in &article.authors {
        let weight = if author.organisation {
            weight * 0.55
        } else {
            weight
        };
        bylines.push(Byline {
            text: author.name.clone(),
            evidence: Evidence::JsonLd,
            place: "author".into(),
            weight,
        });
    }
}

fn of_declarations(declared: &[Declaration], bylines: &mut Vec<Byline>) {
    for tag in declared.iter().filter(|d| d.fact == Declared::Author) {
        let weight = if tag.evidence == Evidence::OpenGraph {
            0.75
        } else {
            0.8
        };
        let place = format!("meta {}", tag.name);
        bylines.push(Byline {
            text: tag.content.to_string(),
            evidence: tag.evidence,
            place,
            weight,
        });
    }
}

/// Elements that are marked or named as authors.
fn of_elements(scene: &Scene, bylines: &mut Vec<Byline>) {
    for property in microdata::properties(scene.document) {
        let is_author = property.is("author") || property.is("creator");
        if is_author && property.is_of_article() && !is_elsewhere(scene, property.element) {
            let shown = author_text(scene, property.element);
            bylines.extend(shown.map(|text| Byline {
                text,
                evidence: Evidence::Microdata,
                place: "itemprop author".into(),
                weight: 0.85,
            }));
        }
    }
    for (element, id) in scene.document.elements.iter().zip(0..) {
        let Some(weight) = author_weight(element) else {
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
            text,
            evidence: Evidence::Byline,
            place,
            weight: weight * near,
        }));
    }
}

/// The name inside an author's element, where it has one of its own.
fn author_text(scene: &Scene, id: ElementId) -> Option<String> {
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

/// How far an element's own names say that it holds authors.
fn author_weight(element: &Element) -> Option<f32> {
    if element
        .attribute("rel")
        .is_some_and(|rel| rel.split(' ').any(|rel| rel.eq_ignore_ascii_case("author")))
    {
        return Some(0.82);
    }
    let href = element.attribute("href").unwrap_or_default();
    let by_address = [
        "/author/",
        "/authors/",
        "/auteur/",
        "/auteurs/",
        "/autor/",
        "/autoren/",
        "/by/",
        "/profile/",
    ];
    if element.tag == Tag::A && by_address.iter().any(|part| href.contains(part)) {
        return Some(0.75);
    }
    let names = ["class", "id", "data-testid", "data-component"]
        .map(|name| element.attribute(name).unwrap_or_default());
    let tokens = names
        .iter()
        .flat_map(|names| names.split_ascii_whitespace())
        .map(str::to_ascii_lowercase);
    let heaviest = tokens.filter_map(|token| token_weight(&token));
    heaviest.fold(None, |best: Option<f32>, weight| {
        Some(best.map_or(weight, |b| b.max(weight)))
    })
}

fn token_weight(token: &str) -> Option<f32> {
    const BARRED: [&str; 12] = [
        "bio",
        "image",
        "img",
        "avatar",
        "photo",
        "comment",
        "box",
        "role",
        "social",
        "follow",
        "date",
        "description",
    ];
    if BARRED.iter().any(|bar| token.contains(bar)) {
        return None;
    }
    let is_name = [
        "author-name",
        "author_name",
        "authorname",
        "byline-name",
        "byline__name",
        "byline-author",
        "byline__author",
    ];
    if is_name.iter().any(|name| token.contains(name)) {
        return Some(0.84);
    }
    if [
        "author",
        "byline",
        "auteur",
        "autor",
        "autore",
        "vcard",
        "signature",
        "creator",
        "autoren",
    ]
    .contains(&token)
    {
        return Some(0.8);
    }
    let ends = [
        "author", "byline", "auteur", "autor", "autore", "authors", "auteurs", "autoren", "bylines",
    ];
    if ends
        .iter()
        .any(|name| token.ends_with(name) || token.starts_with(name))
    {
        return Some(0.74);
    }
    (token.contains("author") || token.contains("byline")).then_some(0.6)
}

fn is_elsewhere(scene: &Scene, id: ElementId) -> bool {
    let inside = scene.document.ancestors(id).any(|(_, around)| {
        let named = ["class", "id"].map(|n| around.attribute(n).unwrap_or_default().to_ascii_lowercase());
        let other = [
            "comment",
            "related",
            "teaser",
            "recommend",
            "sidebar",
            "most-read",
            "widget",
            "popular",
            "footer",
        ];
        matches!(around.tag, Tag::Nav | Tag::Footer)
            || (!matches!(around.tag, Tag::Body | Tag::Html | Tag::Main | Tag::Article)
                && other.iter().any(|word| named.iter().any(|n| n.contains(word))))
    });
    inside
        || scene
            .block_of(id)
            .is_some_and(|block| scene.belongs_elsewhere(block))
}

/// From 1 in the head of the article to 0 far from it.
fn nearness(scene: &Scene, block: BlockId) -> f32 {
    match scene.place(block) {
        Place::Head(_) => 1.0,
        Place::Above(blocks) => 1.0 - blocks as f32 / 12.0,
        Place::Body => 0.9,
        Place::Below(blocks) => 0.85 - blocks as f32 / 30.0,
        Place::Nowhere => 0.5,
    }
}
