//! Where a name really begins and ends: without the article, the title and the marks around it.

mod caseless;
mod codes;

use super::span::{Span, SpanSource};
use super::{expand, nicknames, surface_patterns};
use crate::article::ActorType;
use crate::describe::tokens::{TextToken, TextTokens, TokenShape};
use crate::lexicon::words::WordSet;
use crate::lexicon::{Lexicon, entries};
use crate::text::is_apostrophe;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Articles and prepositions with which no name begins.
static OUTSIDE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    entries(include_str!("../../lexicon/name-outsiders.txt"))
        .flatten()
        .collect()
});
/// Who is in charge of what is named after it.
static MINISTERS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("../../lexicon/ministers.txt")));

/// How many tokens a minister's tasks and their links have at most before his name.
const LONGEST_PORTFOLIO: usize = 12;

/// A name without what does not belong to it, or nothing where nothing remains.
pub(crate) fn trimmed(text: &TextTokens, mut span: Span, lexicon: &Lexicon) -> Option<Span> {
    if span.ground == SpanSource::Known {
        return Some(span);
    }
    if is_compound_of_demonyms(text, &span, lexicon) {
        return None;
    }
    while span.tokens.start < span.tokens.end && opens_outside(text, &span, lexicon) {
        span.tokens.start += 1;
    }
    if is_portfolio(text, &span)
        || lexicon.titles.has(text.slice(&span.tokens)) && span.ground == SpanSource::Tagged
    {
        return None;
    }
    if span.kind == ActorType::Person {
        span.tokens.start = behind_title(text, &span, lexicon);
        span.tokens.start = behind_portfolio(text, &span.tokens, lexicon);
        span.tokens = without_office(text, span.tokens.clone(), lexicon);
        span.tokens.start = at_first_initial(text, span.tokens.start, lexicon);
    }
    if text
        .tokens
        .get(span.tokens.start)
        .is_some_and(|token| token.shape == TokenShape::Caseless)
    {
        caseless::trim(text, &mut span, lexicon);
        if span.tokens.is_empty() {
            return None;
        }
    }
    if span.kind == ActorType::Person {
        span.tokens.end = before_open_quotation(text, &span);
        span.tokens.end = before_small_word(text, &span, lexicon);
    }
    span.tokens.end -= divisions_at_end(text, &span);
    while span.tokens.start < span.tokens.end && closes_outside(text, &span, lexicon) {
        span.tokens.end -= 1;
    }
    let named = text.tokens[span.tokens.clone()]
        .iter()
        .any(|token| token.is_capitalised() || token.shape == TokenShape::Caseless);
    let only = !span.tokens.is_empty() && lexicon.capitalised_words.has(text.slice(&span.tokens));
    // "Le président Mozambicain" is not called so.
    let demonym = span.tokens.len() == 1
        && span.kind == ActorType::Person
        && lexicon.gazetteer.is_demonym(text.tokens[span.tokens.start].hash);
    let institution = span.ground == SpanSource::Written && span.kind == ActorType::Org;
    ((named || institution)
        && !only
        && !demonym
        && !is_in_title(text, &span, lexicon)
        && !codes::is_letter(text, &span)
        && !codes::is_code(text, &span)
        && !codes::is_sum(text, &span))
    .then_some(span)
}

/// Whether a word is made of demonyms and says of what origin somebody is, not who: *British-Nigerian*, *German-built*.
fn is_compound_of_demonyms(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[span.tokens.start];
    let pieces = &text.pieces[token.pieces.clone()];
    let demonym = |hash| lexicon.gazetteer.is_demonym(hash);
    let small = |start: usize| text.text[start..].starts_with(char::is_lowercase);
    span.tokens.len() == 1
        && pieces.len() > 1
        && token.text.contains('-')
        && demonym(pieces[0].hash)
        && pieces[1..]
            .iter()
            .all(|piece| demonym(piece.hash) || small(piece.start))
}

/// Where a name begins whose first initial was taken for the title *Monsieur*: the M of *M. A. Barry* and *General M Barry*.
fn at_first_initial(text: &TextTokens, start: usize, lexicon: &Lexicon) -> usize {
    let Some(first) = start
        .checked_sub(1)
        .filter(|first| text.on_one_line(*first, start))
    else {
        return start;
    };
    let titled = || first > 0 && lexicon.titles.has_phrase([text.tokens[first - 1].hash]);
    let is_initial = match text.tokens[first].text {
        "M." => text.tokens[start].shape == TokenShape::Initial,
        "M" => titled(),
        _ => false,
    };
    if is_initial { first } else { start }
}

/// Whether the first token is an article, a mark or a small word that begins no name.
fn opens_outside(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[span.tokens.start];
    token.shape == TokenShape::Mark
        || (span.kind == ActorType::Person
            || is_before_link(text, span)
            || is_before_known(text, span, lexicon))
            && is_outside(span, token, lexicon)
        || (token.shape == TokenShape::Small || token.first)
            && OUTSIDE.contains(token.text.to_lowercase().as_str())
            && span.tokens.len() > 1
        || matches!(token.text, "L'" | "L’" | "D'" | "D’")
        || span.kind == ActorType::Org && span.tokens.len() > 1 && matches!(token.text, "ONG" | "NGO")
}

/// Whether the second token links the first to what follows: `forêt de` before a name, but not `mer` of *mer Noire*.
fn is_before_link(text: &TextTokens, span: &Span) -> bool {
    let second = text.tokens.get(span.tokens.start + 1);
    span.tokens.len() > 2 && second.is_some_and(|second| expand::is_link(second.text))
}

/// Whether all but the first token are a known name: *central Somalia*.
fn is_before_known(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> bool {
    let rest = span.tokens.start + 1..span.tokens.end;
    !rest.is_empty() && !lexicon.gazetteer.named(text.slice(&rest)).is_empty()
}

/// Whether a small word at the edge of what the tagger takes for a person or place is none of the words that names have:
/// `said Anna Reed`, `Lafia road`.
fn is_outside(span: &Span, token: &TextToken, lexicon: &Lexicon) -> bool {
    let head = lexicon.small_heads.has_phrase([token.hash]);
    span.ground == SpanSource::Tagged
        && matches!(span.kind, ActorType::Person | ActorType::Place)
        && span.tokens.len() > 1
        && token.shape == TokenShape::Small
        && !head
        && !surface_patterns::is_connector(token.text)
        && !expand::is_link(token.text)
}

/// Whether the last token is a mark, a possessive, a small word that ends no name, or letters behind a person's name.
fn closes_outside(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[span.tokens.end - 1];
    let post_nominal = span.kind == ActorType::Person
        && span.tokens.len() > 2
        && !token.shouted
        && token.shape == TokenShape::Capitals
        && lexicon.post_nominals.has_phrase([token.hash]);
    let closes_bracket = token.text == ")"
        && text.tokens[span.tokens.clone()]
            .iter()
            .any(|token| token.text == "(");
    let role = span.kind == ActorType::Person
        && span.tokens.len() > 2
        && lexicon.titles.has(token.text)
        && !lexicon.surnames.has(token.text)
        && !lexicon.given_names.has(token.text);
    post_nominal
        || role
        || span.tokens.len() > 1
            && token.shape == TokenShape::Small
            && lexicon.place_heads.has_phrase([token.hash])
            && is_outside(span, token, lexicon)
        || token.shape == TokenShape::Mark
            && !closes_bracket
            && !expand::ends_with_form(text.slice(&span.tokens))
        || span.tokens.len() > 1 && matches!(token.text, "C'" | "C’" | "L'" | "L’" | "D'" | "D’")
        || token.shape == TokenShape::Small
            && (surface_patterns::is_connector(token.text) || expand::is_link(token.text))
}

/// Where a person's name ends before a nickname whose quotation it does not close: Abdikarim Shire of *Abdikarim Shire "Gaab"*.
fn before_open_quotation(text: &TextTokens, span: &Span) -> usize {
    let marks = span
        .tokens
        .clone()
        .filter(|at| matches!(text.tokens[*at].text, "\"" | "«" | "»" | "“" | "”" | "„"));
    let marks: Vec<usize> = marks.collect();
    match marks[..] {
        [only] if only > span.tokens.start => only,
        _ => span.tokens.end,
    }
}

/// The name of a person without what stands before it and says what somebody is: titles (*Prime Minister*), whence (*Ukrainian President*),
/// and of what (*NASA Administrator*, *Tesla-Chef*, *armées d’*).
fn without_office(text: &TextTokens, mut name: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    loop {
        let (rest, _) = surface_patterns::without_titles(text, name.clone(), lexicon);
        name = rest;
        let is_demonym = |at: usize| lexicon.gazetteer.is_demonym(text.tokens[at].hash);
        if name.len() > 2 && is_demonym(name.start) {
            name.start += 1;
        } else if let Some(start) = behind_inner_title(text, &name, lexicon) {
            name.start = start;
        } else {
            return name;
        }
    }
}

/// Where a name begins whose first words say of what somebody is the head: behind *NASA Administrator*, *Tesla-Chef*, *armées d’* where a
/// given name follows, and none stands before.
fn behind_inner_title(text: &TextTokens, name: &Range<usize>, lexicon: &Lexicon) -> Option<usize> {
    let is_given = |at: usize| is_given(text, at, lexicon);
    let ends_office = |at: usize| {
        let token = &text.tokens[at];
        let last = text.pieces[token.pieces.clone()].last();
        let is_compound = token.pieces.len() > 1 && token.text.contains('-');
        let is_title = last.is_some_and(|piece| lexicon.titles.has_phrase([piece.hash]));
        let is_small = text.tokens[name.start].shape == TokenShape::Small;
        is_title && (is_compound || at > name.start) || is_small && expand::is_link(token.text)
    };
    if name.len() < 3 || is_given(name.start) {
        return None;
    }
    (name.start..name.end - 2)
        .find(|at| ends_office(*at) && is_given(at + 1))
        .map(|at| at + 1)
}

/// Whether a token is a given name; of a double one the first tells: Frank-Walter.
fn is_given(text: &TextTokens, at: usize, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[at];
    let first = text.pieces[token.pieces.start].hash;
    [token.hash, first]
        .iter()
        .any(|hash| lexicon.given_names.has_phrase([*hash]))
}

/// Where the name of a minister begins behind the last of several tasks: *minister for Women and Equalities Nicola Bell*, *ministre de la
/// Santé et de la Famille Awa Ba*. A task has an article in French; in English a given name must show where it ends.
fn behind_portfolio(text: &TextTokens, name: &Range<usize>, lexicon: &Lexicon) -> usize {
    let start = name.start;
    let link = |token: &TextToken| expand::is_link(token.text);
    let before = text.tokens[start.saturating_sub(LONGEST_PORTFOLIO)..start]
        .iter()
        .rev();
    let mut office = before.skip_while(|token| link(token) || token.is_capitalised());
    let in_charge = office.next().is_some_and(|token| MINISTERS.has(token.text));
    let Some(last) = start.checked_sub(1).map(|at| &text.tokens[at]) else {
        return start;
    };
    let given = |at: usize| {
        is_given(text, at, lexicon) || lexicon.given_names_world.has_phrase([text.tokens[at].hash])
    };
    if !in_charge || !link(last) || name.len() < 3 || given(start) {
        return start;
    }
    let article = matches!(last.text, "la" | "le" | "les" | "l'" | "l’" | "du" | "des");
    let shown = (start + 1..name.end - 1).find(|at| given(*at));
    shown.unwrap_or(start + usize::from(article))
}

/// Where the name of a person ends before a word that no name has: the verb of *Viktor Tarkov joue Chopin*. Particles, what stands before
/// another name of the same person, and what stands in quotation marks are of the name.
fn before_small_word(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> usize {
    let has_marks = text.tokens[span.tokens.clone()]
        .iter()
        .any(|token| token.shape == TokenShape::Mark);
    let is_verb = |at: &usize| {
        let token = &text.tokens[*at];
        token.shape == TokenShape::Small
            && !token
                .text
                .contains(|c: char| c.is_uppercase() || is_apostrophe(c))
            && !lexicon.name_particles.has_phrase([token.hash])
            && !nicknames::CUES.has_phrase([token.hash])
            && !expand::is_link(token.text)
    };
    let verb = span.tokens.clone().skip(2).find(is_verb);
    verb.filter(|_| !has_marks).unwrap_or(span.tokens.end)
}

/// How many tokens at the end of a name are what several places are called together: *Mafa and Dikwa Local Government Areas*.
fn divisions_at_end(text: &TextTokens, span: &Span) -> usize {
    const TOGETHER: [&str; 4] = ["Local Government Areas", "Council Areas", "LGAs", "Areas"];
    let words = |divisions: &str| divisions.split(' ').count();
    let ends = |divisions: &&&str| {
        let length = words(divisions);
        span.tokens.len() > length && text.slice(&(span.tokens.end - length..span.tokens.end)) == **divisions
    };
    let place = span.kind == ActorType::Place;
    TOGETHER
        .iter()
        .find(|divisions| place && ends(divisions))
        .map_or(0, |divisions| words(divisions))
}

/// Whether the words are the end of a title: Brigade in *général de Brigade*.
fn is_in_title(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> bool {
    let first = span.tokens.start.saturating_sub(4);
    span.tokens.start < span.tokens.end
        && (first..span.tokens.start).any(|start| lexicon.titles.has(text.slice(&(start..span.tokens.end))))
}

/// Where a name begins whose first words end a title: behind Brigade in *général de Brigade Oumar Diarra*.
fn behind_title(text: &TextTokens, span: &Span, lexicon: &Lexicon) -> usize {
    let first = span.tokens.start.saturating_sub(4);
    let ends =
        |end: usize| (first..span.tokens.start).any(|start| lexicon.titles.has(text.slice(&(start..end))));
    let inside = span.tokens.start + 1..span.tokens.end;
    inside.rev().find(|end| ends(*end)).unwrap_or(span.tokens.start)
}

/// Whether an organisation that only the tagger sees is what a minister is in charge of: *ministre de la Défense*.
fn is_portfolio(text: &TextTokens, span: &Span) -> bool {
    let before = text.tokens[..span.tokens.start].iter().rev();
    let mut links = before.take(4).skip_while(|token| {
        expand::is_link(token.text) || matches!(token.text, "la" | "l'" | "l’" | "the" | "for" | "le" | "les")
    });
    let portfolio = links.next().is_some_and(|token| MINISTERS.has(token.text));
    span.ground == SpanSource::Tagged && span.kind == ActorType::Org && portfolio
}

#[cfg(test)]
mod tests {
    use crate::describe::actors::actors;
    use crate::lexicon::Lexicon;

    #[test]
    fn sums_of_money_are_no_organisations() {
        for (language, body) in [
            ("fr", "Les recettes ont atteint 31 850 000 GNF hier."),
            ("en", "The ram was sold for R385 000 at the show."),
        ] {
            let actors = actors(None, body, Some(language), Lexicon::built_in());
            assert!(actors.is_empty(), "{body}: {actors:?}");
        }
    }

    #[test]
    fn what_a_place_is_belongs_to_its_name() {
        for (body, name) in [
            ("Il visite la mairie de Tamkoutat lundi.", "mairie de Tamkoutat"),
            ("Ils vivent sur l'île de Mandji depuis mars.", "île de Mandji"),
        ] {
            let actors = actors(None, body, Some("fr"), Lexicon::built_in());
            assert_eq!(actors[0].mentions[0].text, name, "{body}");
        }
    }

    #[test]
    fn an_initial_is_no_title() {
        for (language, body, name) in [
            ("fr", "Vu, le président, M. A. Barry.", "M. A. Barry"),
            ("fr", "Le président, M. Barry, est venu.", "Barry"),
            ("en", "Brig Gen M Danladi took over from Musa Sule.", "M Danladi"),
        ] {
            let actors = actors(None, body, Some(language), Lexicon::built_in());
            assert_eq!(actors[0].mentions[0].text, name, "{body}");
        }
    }
}
