//! Which country is meant where two share a name or a demonym: the two Congos, the three Guineas.

use super::gazetteer_match::GazetteerMatch;
use crate::describe::tokens::TextTokens;
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::entries;
use crate::lexicon::gazetteer::{Gazetteer, NameForm};
use std::collections::HashMap;
use std::sync::LazyLock;

static RIVALS: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
    let id = |code: &str| ActorType::Country.id(code);
    entries(include_str!("../../lexicon/rival-countries.tsv"))
        .filter_map(|mut fields| Some((id(fields.next()?), fields.next()?.split('|').map(id).collect())))
        .collect()
});

/// Gives every shared name to the rival for which the text speaks more often in words that are its alone.
pub(crate) fn settle(text: &TextTokens, known: &mut [GazetteerMatch], gazetteer: &Gazetteer) {
    for (own, rivals) in RIVALS.iter() {
        let Some(own) = gazetteer.find(own) else { continue };
        if !known.iter().any(|name| name.entry == own) {
            continue;
        }
        let evidence = evidence(text, known, gazetteer, own);
        let count = |entry: u32| evidence.get(&entry).copied().unwrap_or(0);
        let rival = rivals
            .iter()
            .filter_map(|rival| gazetteer.find(rival))
            .max_by_key(|rival| count(*rival));
        let Some(rival) = rival.filter(|rival| count(*rival) > count(own)) else {
            continue;
        };
        for name in known.iter_mut().filter(|name| name.entry == own) {
            if is_shared(text, name) {
                name.entry = rival;
            }
        }
    }
}

/// How often a text names each country, or its capital, in words that are its alone.
fn evidence(
    text: &TextTokens,
    known: &[GazetteerMatch],
    gazetteer: &Gazetteer,
    own: u32,
) -> HashMap<u32, usize> {
    let mut evidence = HashMap::new();
    for name in known.iter().filter(|name| name.used == NameForm::Name) {
        let country = gazetteer.entry(name.entry).government.unwrap_or(name.entry);
        if country != own || !is_shared(text, name) {
            *evidence.entry(country).or_default() += 1;
        }
    }
    evidence
}

/// Whether a name is one word, as the shared ones are; a capital is never shared.
fn is_shared(text: &TextTokens, name: &GazetteerMatch) -> bool {
    let phrase = &text.text[name.start..name.end];
    name.used == NameForm::Demonym
        || name.tokens.len() == 1 && !phrase.contains('-') && phrase.contains(char::is_lowercase)
}
