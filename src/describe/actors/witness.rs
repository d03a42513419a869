//! What is believed of the tagger in a language from which it has learned nothing: silence is better than noise, and a capital is no
//! evidence where every noun has one.

use super::ActorType;
use super::span::{Ground, Span};
use crate::describe::tokens::Tokens;
use crate::lexicon::Lexicon;

/// Whether a name has a witness beside the tagger: it is known, or it is a person's and a given name begins it or a title stands before it.
pub fn stands(text: &Tokens, span: &Span, lexicon: &Lexicon) -> bool {
    if span.ground != Ground::Tagged {
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
}
