//! Which of the names that were found at one place stands: what is known, what the tagger says, what the capitals show.

use super::expand::is_link;
use super::gazetteer_match::GazetteerMatch;
use super::span::{Span, SpanSource};
use crate::article::ActorType;
use crate::describe::tokens::{TextTokens, TokenShape};
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::NameForm;
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands between the names of a list, with blanks around it.
const DASHES: [&str; 3] = ["-", "–", "—"];

/// The names of a text, in order, none overlapping another.
pub(crate) fn merged(
    text: &TextTokens,
    known: &[GazetteerMatch],
    tagged: Vec<Span>,
    written: Vec<Span>,
    lexicon: &Lexicon,
) -> Vec<Span> {
    let tagged = tagged.into_iter().flat_map(|span| parted(text, span, lexicon));
    let tagged = tagged.map(|span| from_head(text, span, lexicon));
    let mut spans = DisjointSpans::of(tagged.collect());
    for span in written.into_iter().flat_map(|span| parted(text, span, lexicon)) {
        admit_written(&mut spans, span);
    }
    for name in known.iter().filter(|name| name.chained) {
        spans.remove(&name.tokens);
    }
    for name in known
        .iter()
        .filter(|name| name.used == NameForm::Name && !name.chained)
    {
        admit_known(text, &mut spans, name, lexicon);
    }
    spans.0.into_values().collect()
}

/// What is taken for the name of one person, cut at the small words that stand in none (*Goossens tegen Kučera*), at a dash between
/// blanks (*Drissa Malé - Mady Tirera*), and at an *and* with whole names on both sides (*Modou Jatta y Ebrima Jatta*, but not *Ortega y Gasset*).
fn parted(text: &TextTokens, span: Span, lexicon: &Lexicon) -> Vec<Span> {
    let names = |tokens: Range<usize>| {
        let tokens = text.tokens[tokens].iter();
        tokens.filter(|token| token.is_capitalised()).count()
    };
    let parts = |at: &usize| {
        let token = &text.tokens[*at];
        match token.shape {
            TokenShape::Mark => DASHES.contains(&token.text) && text.stands_alone(*at),
            TokenShape::Small if lexicon.name_conjunctions.has(token.text) => {
                names(span.tokens.start..*at) > 1 && names(*at + 1..span.tokens.end) > 1
            }
            TokenShape::Small => {
                let particle = lexicon.name_particles.has_phrase([token.hash]) || is_link(token.text);
                lexicon.function_words.has_phrase([token.hash]) && !particle
            }
            _ => false,
        }
    };
    if span.kind != ActorType::Person {
        return vec![span];
    }
    let mut pieces = Vec::new();
    let mut start = span.tokens.start;
    for at in span.tokens.clone().filter(parts).chain([span.tokens.end]) {
        if at > start {
            pieces.push(Span {
                tokens: start..at,
                ..span.clone()
            });
        }
        start = at + 1;
    }
    pieces
}

/// An organisation that the tagger sees, from its head or its first capital on: `Bamako` of *politiques de Bamako*.
fn from_head(text: &TextTokens, mut span: Span, lexicon: &Lexicon) -> Span {
    let opens = |at: usize| {
        let token = &text.tokens[at];
        token.shape != TokenShape::Small
            || lexicon.organisation_heads.has_phrase([token.hash])
            || lexicon.small_heads.has_phrase([token.hash])
            || lexicon.gazetteer.is_demonym(token.hash)
    };
    if span.kind == ActorType::Org
        && !opens(span.tokens.start)
        && let Some(start) = span.tokens.clone().find(|at| opens(*at))
    {
        span.tokens.start = start;
    }
    span
}

/// Names of which none overlaps another, by their first tokens.
struct DisjointSpans(BTreeMap<usize, Span>);

impl DisjointSpans {
    fn of(spans: Vec<Span>) -> DisjointSpans {
        DisjointSpans(spans.into_iter().map(|span| (span.tokens.start, span)).collect())
    }

    /// Those that overlap a name.
    fn rivals(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Span> {
        let before = self.0.range(..tokens.end).rev().map(|(_, span)| span);
        before.take_while(|span| span.overlaps(tokens))
    }

    fn remove(&mut self, tokens: &Range<usize>) {
        if self
            .0
            .get(&tokens.start)
            .is_some_and(|span| span.tokens == *tokens)
        {
            self.0.remove(&tokens.start);
        }
    }

    /// Puts a name in the place of those that it overlaps.
    fn put(&mut self, span: Span) {
        let rivals: Vec<usize> = self
            .rivals(&span.tokens)
            .map(|rival| rival.tokens.start)
            .collect();
        for start in rivals {
            self.0.remove(&start);
        }
        self.0.insert(span.tokens.start, span);
    }
}

/// A written name stands where the tagger sees nothing, and where it holds all that the tagger sees: a word behind the head of an
/// organisation may be anything by itself.
fn admit_written(spans: &mut DisjointSpans, span: Span) {
    let holds = |rival: &Span| {
        let part = span.kind == ActorType::Org && rival.tokens.len() == 1;
        span.covers(&rival.tokens) && (rival.kind == span.kind || part)
    };
    let longer = spans.rivals(&span.tokens).all(holds);
    if longer {
        spans.put(span);
    }
}

/// A known name stands unless it is part of a longer one, or weak and nobody else sees a place there.
fn admit_known(text: &TextTokens, spans: &mut DisjointSpans, name: &GazetteerMatch, lexicon: &Lexicon) {
    let entry = lexicon.gazetteer.entry(name.entry);
    let kind = entry.class;
    let rivals = || spans.rivals(&name.tokens);
    let inside_longer =
        rivals().any(|rival| rival.covers(&name.tokens) && rival.tokens.len() > name.tokens.len());
    let begins_longer = entry.class == ActorType::Org
        && name.tokens.len() > 2
        && rivals().all(|rival| rival.tokens.start == name.tokens.start);
    let inside_longer = inside_longer && !begins_longer;
    let contested = rivals().any(|rival| rival.kind == ActorType::Person && rival.covers(&name.tokens));
    let agreed = rivals().any(|rival| rival.kind != ActorType::Person && rival.tokens == name.tokens);
    if inside_longer || (contested && entry.class == ActorType::Place) || (name.weak && !agreed) {
        return;
    }
    if entry.class != ActorType::Org
        && name.tokens.len() == 1
        && is_part_of_a_name(text, name, lexicon)
        && !agreed
    {
        return;
    }
    spans.put(Span {
        tokens: name.tokens.clone(),
        kind,
        entry: Some(name.entry),
        ground: SpanSource::Known,
    });
}

/// A name of which the article and the like were cut off is the known one that is left: *la France* is France, and no other place of
/// that name.
pub(crate) fn recognised(span: Span, known: &[GazetteerMatch], lexicon: &Lexicon) -> Span {
    let is_one =
        |name: &&GazetteerMatch| name.used == NameForm::Name && !name.weak && name.tokens == span.tokens;
    match known.iter().find(is_one) {
        Some(name) if span.entry.is_none() && span.kind != ActorType::Person => Span {
            kind: lexicon.gazetteer.entry(name.entry).class,
            entry: Some(name.entry),
            ground: SpanSource::Known,
            ..span
        },
        _ => span,
    }
}

/// Whether a single known word stands beside a given name: then it is somebody's name.
fn is_part_of_a_name(text: &TextTokens, name: &GazetteerMatch, lexicon: &Lexicon) -> bool {
    let before = name.tokens.start.checked_sub(1).map(|at| &text.tokens[at]);
    before.is_some_and(|before| {
        before.is_capitalised()
            && !before.first
            && text.on_one_line(name.tokens.start - 1, name.tokens.start)
            && lexicon.given_names.has_phrase([before.hash])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_names_that_overlap_the_last_is_left() {
        let span = |tokens| Span {
            tokens,
            kind: ActorType::Person,
            entry: None,
            ground: SpanSource::Tagged,
        };
        let mut spans = DisjointSpans::of(vec![span(0..2), span(3..5), span(7..8)]);
        let rivals = |spans: &DisjointSpans, tokens| -> Vec<usize> {
            spans.rivals(&tokens).map(|rival| rival.tokens.start).collect()
        };
        assert_eq!(rivals(&spans, 1..4), [3, 0]);
        assert!(rivals(&spans, 5..7).is_empty());
        spans.put(span(1..4));
        spans.remove(&(7..9));
        assert_eq!(spans.0.keys().copied().collect::<Vec<_>>(), [1, 7]);
        spans.remove(&(7..8));
        assert_eq!(rivals(&spans, 0..9), [1]);
    }
}
