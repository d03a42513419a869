//! One pass over the whole text that makes it consistent: a name that was recognised once is recognised wherever it
//! stands, a family name alone is its bearer's, and one spelling names one type.

use super::span::{Span, SpanSource};
use super::surface_patterns::is_connector;
use crate::article::ActorType;
use crate::describe::tokens::{TextToken, TextTokens, TokenShape};
use crate::hash::{ByHash, fx64_joined, fx64_phrase};
use crate::lexicon::Lexicon;
use crate::lexicon::declined::listed_forms;
use std::collections::{HashMap, HashSet};

/// Names by the hash of their words.
type ByPhrase<T> = HashMap<u64, T, ByHash>;

/// The names of a text after the pass, in order.
pub(crate) fn consistent(
    text: &TextTokens,
    mut spans: Vec<Span>,
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<Span> {
    cut_first_words(text, &mut spans, lexicon);
    let family = family_names(text, &spans, language, lexicon);
    name_by_initials(text, &mut spans);
    settle_types(text, &mut spans, &family);
    let names = Elsewhere {
        whole: whole_names(text, &spans, language, lexicon),
        family,
        language,
        lexicon,
    };
    let mut free = unclaimed(text, &spans);
    let mut more = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        match name_at(text, at, &free, &names) {
            Some(span) => {
                at = span.tokens.end;
                free[span.tokens.clone()].fill(false);
                more.push(span);
            }
            None => at += 1,
        }
    }
    spans.extend(more);
    spans.sort_by_key(|span| span.tokens.start);
    join_words_of_people(text, &mut spans);
    spans
}

/// Cuts off the word with which a sentence begins where it is no name and the next is the given name of somebody whom the text names in
/// full: *Então* of *Então Domingas*.
fn cut_first_words(text: &TextTokens, spans: &mut [Span], lexicon: &Lexicon) {
    let people = spans.iter().filter(|span| span.kind == ActorType::Person);
    let full = people.filter(|span| span.tokens.len() > 2);
    let given: HashSet<u64> = full.map(|span| text.tokens[span.tokens.start].hash).collect();
    let listed = |hash: u64| {
        lexicon.given_names.has_phrase([hash])
            || lexicon.surnames.has_phrase([hash])
            || lexicon.given_names_world.has_phrase([hash])
            || lexicon.surnames_world.has_phrase([hash])
    };
    for span in spans
        .iter_mut()
        .filter(|span| span.kind == ActorType::Person && span.tokens.len() == 2)
    {
        let token = &text.tokens[span.tokens.start];
        let next = &text.tokens[span.tokens.start + 1];
        if token.first
            && token.shape == TokenShape::Capital
            && given.contains(&next.hash)
            && !listed(token.hash)
        {
            span.tokens.start += 1;
        }
    }
}

/// Takes capitals for a person where they are the initials of one who is named in full: *IBK* beside *Ibrahim Boubacar Keïta*.
fn name_by_initials(text: &TextTokens, spans: &mut [Span]) {
    let letters = |span: &Span| -> String {
        let pieces = text.tokens[span.tokens.start].pieces.start..text.tokens[span.tokens.end - 1].pieces.end;
        let firsts = text.pieces[pieces]
            .iter()
            .filter_map(|piece| text.text[piece.start..].chars().next());
        firsts.flat_map(char::to_uppercase).collect()
    };
    let people = spans
        .iter()
        .filter(|span| span.kind == ActorType::Person && span.tokens.len() > 1);
    let initials: HashSet<String> = people
        .map(letters)
        .filter(|letters| letters.chars().nth(2).is_some())
        .collect();
    for span in spans
        .iter_mut()
        .filter(|span| span.kind == ActorType::Org && span.tokens.len() == 1)
    {
        let guessed = matches!(
            span.ground,
            SpanSource::Tagged | SpanSource::Written | SpanSource::Elsewhere
        );
        if guessed && span.entry.is_none() && initials.contains(text.tokens[span.tokens.start].text) {
            span.kind = ActorType::Person;
        }
    }
}

/// Two words of people side by side are one name, where nothing parts them: *KABAMBA* and *MWILA*.
fn join_words_of_people(text: &TextTokens, spans: &mut Vec<Span>) {
    let is_word = |span: &Span| {
        span.kind == ActorType::Person && span.tokens.len() == 1 && span.ground != SpanSource::Known
    };
    spans.dedup_by(|right, left| {
        let (end, start) = (left.tokens.end, right.tokens.start);
        let joined = is_word(left) && is_word(right) && end == start && text.on_one_line(end - 1, start);
        if joined {
            left.tokens.end = right.tokens.end;
        }
        joined
    });
}

/// The hash of the words of a name, the same for all spellings that fold to one.
pub(crate) fn phrase(text: &TextTokens, tokens: &std::ops::Range<usize>) -> u64 {
    let pieces = text.tokens[tokens.start].pieces.start..text.tokens[tokens.end - 1].pieces.end;
    text.pieces[pieces]
        .iter()
        .fold(0, |hash, piece| fx64_joined(hash, piece.hash))
}

/// The last words of the names of the people of a text, and every word of a name of three words but the first; in a script without
/// capitals the first word too.
fn family_names(
    text: &TextTokens,
    spans: &[Span],
    language: Option<&str>,
    lexicon: &Lexicon,
) -> ByPhrase<()> {
    let mut names = ByPhrase::default();
    for span in spans
        .iter()
        .filter(|span| span.kind == ActorType::Person && span.tokens.len() > 1)
    {
        for at in span.tokens.clone() {
            let token = &text.tokens[at];
            let caseless = is_uncommon(token, lexicon);
            let later = at > span.tokens.start;
            if (token.is_capitalised() && later || caseless) && token.text.chars().count() > 2 {
                for name in declensions(text, &(at..at + 1), language) {
                    names.insert(name, ());
                }
            }
            if token.is_capitalised() && at > span.tokens.start + 1 && at + 1 == span.tokens.end {
                names.insert(phrase(text, &(at - 1..at + 1)), ());
            }
        }
    }
    names
}

/// Whether a word of a script without capitals may be a name by itself: one that is no function word and no title.
fn is_uncommon(token: &TextToken, lexicon: &Lexicon) -> bool {
    token.shape == TokenShape::Caseless
        && !lexicon.function_words.has_phrase([token.hash])
        && !lexicon.titles.has_phrase([token.hash])
        && !lexicon.speech_verbs.has_phrase([token.hash])
}

/// The hashes of a name and, where it is one word, of the forms of which it may be a case.
fn declensions(text: &TextTokens, tokens: &std::ops::Range<usize>, language: Option<&str>) -> Vec<u64> {
    let mut hashes = vec![phrase(text, tokens)];
    if tokens.len() == 1 {
        let forms = listed_forms(language, text.tokens[tokens.start].text);
        hashes.extend(forms.iter().map(|form| fx64_phrase(form)));
    }
    hashes
}

/// What an explanation by the text itself counts.
const EXPLAINED: usize = 50;

/// Gives every spelling the type that most of its mentions have, the known ones counting most; a family name alone is a
/// person.
fn settle_types(text: &TextTokens, spans: &mut [Span], family: &ByPhrase<()>) {
    let mut votes: ByPhrase<HashMap<ActorType, usize>> = ByPhrase::default();
    for span in spans.iter() {
        let weight = match span.ground {
            SpanSource::Known => 100,
            SpanSource::Explained => EXPLAINED,
            SpanSource::Written => 3,
            _ => 2,
        };
        *votes
            .entry(phrase(text, &span.tokens))
            .or_default()
            .entry(span.kind)
            .or_default() += weight;
    }
    for span in spans.iter_mut().filter(|span| span.ground != SpanSource::Known) {
        let hash = phrase(text, &span.tokens);
        let best = votes[&hash]
            .iter()
            .max_by_key(|(kind, weight)| (**weight, std::cmp::Reverse(**kind)));
        let explained = best.is_some_and(|(_, weight)| *weight >= EXPLAINED);
        span.kind = match best {
            _ if span.tokens.len() == 1 && family.contains_key(&hash) && !explained => ActorType::Person,
            Some((kind, _)) => *kind,
            None => span.kind,
        };
    }
}

/// The names that are recognised wherever they stand, in whatever case.
fn whole_names(
    text: &TextTokens,
    spans: &[Span],
    language: Option<&str>,
    lexicon: &Lexicon,
) -> ByPhrase<(ActorType, Option<u32>)> {
    let mut names = ByPhrase::default();
    let telling = |span: &&Span| {
        let first = &text.tokens[span.tokens.start];
        let common = first.shape == TokenShape::Caseless && !is_uncommon(first, lexicon);
        span.tokens.len() > 1 || first.text.chars().count() > 2 && !common
    };
    let spans: Vec<&Span> = spans.iter().filter(telling).collect();
    for span in &spans {
        for form in declensions(text, &span.tokens, language).into_iter().skip(1) {
            names.insert(form, (span.kind, span.entry));
        }
    }
    for span in &spans {
        names.insert(phrase(text, &span.tokens), (span.kind, span.entry));
    }
    names
}

fn unclaimed(text: &TextTokens, spans: &[Span]) -> Vec<bool> {
    let mut free = vec![true; text.tokens.len()];
    for span in spans {
        free[span.tokens.clone()].fill(false);
    }
    free
}

/// The names of a text that are recognised elsewhere in it.
struct Elsewhere<'l> {
    whole: ByPhrase<(ActorType, Option<u32>)>,
    family: ByPhrase<()>,
    language: Option<&'l str>,
    lexicon: &'l Lexicon,
}

/// The longest known-from-elsewhere name that begins at a token and that nobody has claimed.
fn name_at(text: &TextTokens, at: usize, free: &[bool], names: &Elsewhere) -> Option<Span> {
    let first = &text.tokens[at];
    if !(first.is_capitalised() || first.shape == TokenShape::Caseless)
        || !free[at]
        || first.pieces.is_empty()
    {
        return None;
    }
    let longest = (at + 1..text.tokens.len().min(at + 10))
        .take_while(|end| *end == at + 1 || free[*end - 1] && text.on_one_line(*end - 2, *end - 1))
        .last()?;
    (at + 1..=longest).rev().find_map(|end| {
        let last = &text.tokens[end - 1];
        if !last.is_word() && last.pieces.is_empty() || is_connector(last.text) {
            return None;
        }
        let hashes = declensions(text, &(at..end), names.language);
        let whole = hashes.iter().find_map(|hash| names.whole.get(hash));
        let family = || hashes.iter().any(|hash| names.family.contains_key(hash));
        let (kind, entry) = match whole {
            Some(found) => *found,
            None if family() && !names.lexicon.capitalised_words.has(first.text) => (ActorType::Person, None),
            None => return None,
        };
        Some(Span {
            tokens: at..end,
            kind,
            entry,
            ground: SpanSource::Elsewhere,
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::describe::actors::tests::people;

    #[test]
    fn initials_of_one_who_is_named_in_full_are_no_organisation() {
        let body = "Moussa Boubacar Traoré est venu lundi. Hier, MBT a parlé à la presse.";
        assert_eq!(people("fr", body), [["Moussa Boubacar Traoré", "MBT"]]);
    }
}
