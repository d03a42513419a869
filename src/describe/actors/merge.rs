//! Which of the names that were found at one place stands: what is known, what the tagger says, what the capitals show.

use super::ActorType;
use super::known::Known;
use super::span::{Ground, Span};
use crate::describe::tokens::Tokens;
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::{Class, Use};

/// The names of a text, in order, none overlapping another.
pub fn merged(
    text: &Tokens,
    known: &[Known],
    tagged: Vec<Span>,
    written: Vec<Span>,
    lexicon: &Lexicon,
) -> Vec<Span> {
    let mut spans = tagged;
    for span in written {
        admit_written(&mut spans, span);
    }
    for name in known.iter().filter(|name| name.chained) {
        spans.retain(|span| span.tokens != name.tokens);
    }
    for name in known
        .iter()
        .filter(|name| name.used == Use::Name && !name.chained)
    {
        admit_known(text, &mut spans, name, lexicon);
    }
    spans.sort_by_key(|span| span.tokens.start);
    spans
}

/// A written name stands where the tagger sees nothing, and where it holds all that the tagger sees.
fn admit_written(spans: &mut Vec<Span>, span: Span) {
    let rivals: Vec<&Span> = spans
        .iter()
        .filter(|rival| rival.overlaps(&span.tokens))
        .collect();
    let longer = rivals
        .iter()
        .all(|rival| span.covers(&rival.tokens) && rival.kind == span.kind);
    if longer {
        spans.retain(|rival| !rival.overlaps(&span.tokens));
        spans.push(span);
    }
}

/// A known name stands unless it is part of a longer one, or weak and nobody else sees a place there.
fn admit_known(text: &Tokens, spans: &mut Vec<Span>, name: &Known, lexicon: &Lexicon) {
    let entry = lexicon.gazetteer.entry(name.entry);
    let kind = kind(entry.class);
    let rivals = || spans.iter().filter(|rival| rival.overlaps(&name.tokens));
    let inside_longer =
        rivals().any(|rival| rival.covers(&name.tokens) && rival.tokens.len() > name.tokens.len());
    let begins_longer = entry.class == Class::Org
        && name.tokens.len() > 2
        && rivals().all(|rival| rival.tokens.start == name.tokens.start);
    let inside_longer = inside_longer && !begins_longer;
    let contested = rivals().any(|rival| rival.kind == ActorType::Person && rival.covers(&name.tokens));
    let agreed = rivals().any(|rival| rival.kind != ActorType::Person && rival.tokens == name.tokens);
    if inside_longer || (contested && entry.class == Class::Place) || (name.weak && !agreed) {
        return;
    }
    if entry.class != Class::Org
        && name.tokens.len() == 1
        && is_part_of_a_name(text, name, lexicon)
        && !agreed
    {
        return;
    }
    spans.retain(|rival| !rival.overlaps(&name.tokens));
    spans.push(Span {
        tokens: name.tokens.clone(),
        kind,
        entry: Some(name.entry),
        ground: Ground::Known,
    });
}

/// Whether a single known word stands beside a given name: then it is somebody's name.
fn is_part_of_a_name(text: &Tokens, name: &Known, lexicon: &Lexicon) -> bool {
    let before = name.tokens.start.checked_sub(1).map(|at| &text.tokens[at]);
    before.is_some_and(|before| {
        before.is_capitalised()
            && !before.first
            && text.on_one_line(name.tokens.start - 1, name.tokens.start)
            && lexicon.given_names.has_phrase([before.hash])
    })
}

/// The type of an actor of the gazetteer.
pub fn kind(class: Class) -> ActorType {
    match class {
        Class::Country => ActorType::Country,
        Class::Place => ActorType::Place,
        Class::Org => ActorType::Org,
        Class::Person => ActorType::Person,
    }
}
