//! Where a name begins and ends in a script without capitals: no word of speaking, no function word, and before a person's no title and no
//! adjective of origin belongs to it.

use super::{ActorType, Span};
use crate::describe::tokens::{TextToken, TextTokens};
use crate::lexicon::Lexicon;

/// Takes from a name what stands before and behind it.
pub(super) fn trim(text: &TextTokens, span: &mut Span, lexicon: &Lexicon) {
    let token = |at: usize| &text.tokens[at];
    while !span.tokens.is_empty() && stands_before(token(span.tokens.start), span, lexicon) {
        span.tokens.start += 1;
    }
    while !span.tokens.is_empty() && stands_behind(token(span.tokens.end - 1), span, lexicon) {
        span.tokens.end -= 1;
    }
}

fn stands_before(token: &TextToken, span: &Span, lexicon: &Lexicon) -> bool {
    let person = span.kind == ActorType::Person;
    is_common(token, lexicon)
        || person && (lexicon.titles.has_phrase([token.hash]) || lexicon.gazetteer.is_demonym(token.hash))
}

fn stands_behind(token: &TextToken, span: &Span, lexicon: &Lexicon) -> bool {
    let demonym = span.kind == ActorType::Person && lexicon.gazetteer.is_demonym(token.hash);
    is_common(token, lexicon) || demonym
}

fn is_common(token: &TextToken, lexicon: &Lexicon) -> bool {
    let hash = [token.hash];
    lexicon.speech_verbs.has_phrase(hash)
        || lexicon.function_words.has_phrase(hash) && !lexicon.name_particles.has_phrase(hash)
}
