//! What is believed of the tagger in a language from which it has learned nothing: silence is better than noise, and a capital is no
//! evidence where every noun has one.

use super::span::{Span, SpanSource};
use crate::article::ActorType;
use crate::describe::tokens::TextTokens;
use crate::lexicon::Lexicon;
use std::collections::HashSet;

/// Whether a name has a witness beside the tagger: it is known, or it is a person's and a given name begins it or a title stands before it.
pub(crate) fn stands(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> bool {
    if span.ground != SpanSource::Tagged {
        return true;
    }
    let first = &text.tokens[span.tokens.start];
    let given =
        lexicon.given_names.has_phrase([first.hash]) || lexicon.given_names_world.has_phrase([first.hash]);
    let before = span.tokens.start.checked_sub(1);
    let titled = before.is_some_and(|before| {
        text.on_one_line(before, before + 1) && lexicon.titles.has_phrase([text.tokens[before].hash])
    });
    span.kind == ActorType::Person && (given && span.tokens.len() > 1 || titled)
}

/// The languages that write every noun with a capital.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// Leaves out the persons of one word for whom nothing but a capital speaks, in a language where every noun has one: a given or family
/// name, a title before it, or a longer name of somebody in the text has to.
pub(crate) fn one_word_persons(text: &TextTokens, tagged: &mut Vec<Span>, language: &str, lexicon: &Lexicon) {
    if !CAPITAL_NOUNS.contains(&language) {
        return;
    }
    let is_one = |span: &Span| span.kind == ActorType::Person && span.tokens.len() == 1;
    let whole_names = tagged
        .iter()
        .filter(|span| span.kind == ActorType::Person && !is_one(span));
    let in_names: HashSet<u64> = whole_names
        .flat_map(|span| text.tokens[span.tokens.clone()].iter().map(|token| token.hash))
        .collect();
    tagged.retain(|span| {
        let token = &text.tokens[span.tokens.start];
        let first = text.pieces[token.pieces.start].hash;
        let is_name = [token.hash, first].iter().any(|hash| {
            let lists = [
                &lexicon.given_names,
                &**lexicon.given_names_world,
                &lexicon.surnames,
                &**lexicon.surnames_world,
            ];
            lists.iter().any(|list| list.has_phrase([*hash]))
        });
        !is_one(span) || is_name || in_names.contains(&token.hash) || stands(text, span, lexicon)
    });
}

#[cfg(test)]
mod tests {
    use crate::describe::actors::actors;
    use crate::lexicon::Lexicon;

    #[test]
    fn in_a_language_that_was_not_learned_a_person_needs_a_witness() {
        let body = "Regeringen lägger fram sin Budget i dag. Statsminister Erik Lindqvist talade i Stockholm om Sverige.";
        let found: Vec<String> = actors(None, body, Some("sv"), Lexicon::built_in())
            .into_iter()
            .map(|actor| actor.id)
            .collect();
        assert_eq!(found, ["person:erik-lindqvist", "place:stockholm", "country:SE"]);
    }

    #[test]
    fn a_german_noun_is_nobody() {
        let people = |body: &str| -> Vec<String> {
            let found = actors(None, body, Some("de"), Lexicon::built_in()).into_iter();
            found
                .map(|actor| actor.id)
                .filter(|id| id.starts_with("person:"))
                .collect()
        };
        for body in [
            "Die Brandmauer steht, sagt die Hausfrau zur Lage.",
            "Made in Germany: die Corona-Pandemie und das 49-Euro-Ticket.",
        ] {
            assert_eq!(people(body), Vec::<String>::new(), "{body}");
        }
        assert_eq!(
            people("Die Ministerin Lena Quandtwald kam. Quandtwald sprach."),
            ["person:lena-quandtwald"]
        );
    }
}
