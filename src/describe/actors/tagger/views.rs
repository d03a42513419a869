//! What the tagger sees of a token: the word, its ends and its shape, the lists that hold it, and what the rest of the text
//! shows of it.

mod templates;

pub(crate) use templates::TEMPLATES;

use super::super::gazetteer_match::GazetteerMatch;
use crate::describe::tokens::{TextToken, TextTokens, TokenShape};
use crate::hash::{ByHash, fx64_joined, fx64_word};
use crate::lexicon::Lexicon;
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::declined::listed_forms;
use crate::lexicon::gazetteer::NameForm;
use crate::lexicon::words::WordSet;
use std::collections::HashMap;
use std::ops::Range;

/// A feature as a number.
pub(crate) type Key = u64;

/// How many features a token has.
pub const FEATURES: usize = TEMPLATES.len();

/// The first features: those that know the word itself. What is left where they are silent is what a new name shows.
pub const LEXICAL: usize = 5;

/// What the tagger sees of a token.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokenFeatures {
    word: u64,
    prefix: u64,
    long_prefix: u64,
    short_suffix: u64,
    suffix: u64,
    long_suffix: u64,
    shape: u64,
    known: u64,
    lists: u64,
    seen: u64,
    /// Where the rest of the text puts the word: behind a preposition of place, beside a word of saying.
    beside: u64,
    /// The lists of words that stand beside names, and those that hold the form in which a declined word is listed.
    more: u64,
    /// Whether a place of the world begins here or goes on.
    place: u64,
    /// Where the token stands in a quotation.
    quoted: u64,
    /// What the items of the list are in which the token stands.
    listed: u64,
    language: u64,
}

/// What the tagger sees of every token of a text.
pub fn views(
    text: &TextTokens,
    known: &[GazetteerMatch],
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<TokenFeatures> {
    let code = language;
    let language = code
        .unwrap_or("")
        .bytes()
        .take(2)
        .fold(1, |hash, byte| fx64_joined(hash, byte.into()));
    let mut views: Vec<TokenFeatures> = text
        .tokens
        .iter()
        .map(|token| TokenFeatures {
            language,
            more: more(token, code, lexicon),
            ..view(token, lexicon)
        })
        .collect();
    add_places(text, &mut views, lexicon);
    add_quotations(text, &mut views);
    add_enumerations(text, &mut views, lexicon);
    for name in known {
        let class = match (name.used, lexicon.gazetteer.entry(name.entry).class) {
            (NameForm::Demonym | NameForm::Prefix, _) => 1,
            (_, ActorType::Country) => 2,
            (_, ActorType::Place) => 3,
            (_, ActorType::Org) => 4,
            (_, ActorType::Person) => 5,
        };
        for at in name.tokens.clone() {
            views[at].known = class * 4 + u64::from(name.weak) * 2 + u64::from(at > name.tokens.start);
        }
    }
    add_witnesses(text, &mut views, lexicon);
    views
}

fn view(token: &TextToken, lexicon: &Lexicon) -> TokenFeatures {
    let set = |has: bool, bit: u64| u64::from(has) << bit;
    let hash = token.hash;
    let lists = if token.is_word() {
        set(lexicon.titles.has_phrase([hash]), 0)
            | set(lexicon.given_names.has_phrase([hash]), 1)
            | set(lexicon.surnames.has_phrase([hash]), 2)
            | set(lexicon.organisation_heads.has_phrase([hash]), 3)
            | set(lexicon.place_heads.has_phrase([hash]), 4)
            | set(lexicon.capitalised_words.has_phrase([hash]), 5)
            | set(lexicon.place_cues.has_phrase([hash]), 6)
            | set(lexicon.given_names_world.has_phrase([hash]), 7)
            | set(lexicon.surnames_world.has_phrase([hash]), 8)
    } else {
        0
    };
    let length = token.text.len().min(8) as u64 / 3;
    let shape = token.shape as u64 * 64
        + u64::from(token.first) * 32
        + u64::from(token.shouted) * 16
        + u64::from(token.pieces.len() > 1) * 8
        + length;
    let mut view = TokenFeatures {
        word: hash,
        shape,
        lists,
        ..TokenFeatures::default()
    };
    view.add_ends(token.text);
    view
}

/// The lists of words that stand in and beside names, and those that hold a form of which a word with a capital may be a case.
fn more(token: &TextToken, language: Option<&str>, lexicon: &Lexicon) -> u64 {
    let set = |has: bool, bit: u64| u64::from(has) << bit;
    if !token.is_word() {
        return 0;
    }
    let hash = [token.hash];
    let mut more = set(lexicon.speech_verbs.has_phrase(hash), 0)
        | set(lexicon.function_words.has_phrase(hash), 1)
        | set(lexicon.name_particles.has_phrase(hash), 2)
        | set(lexicon.legal_forms.has_phrase(hash), 3)
        | set(lexicon.organisation_tails.has_phrase(hash), 4);
    if token.is_capitalised() {
        for form in listed_forms(language, token.text) {
            let form = fx64_word(&form);
            let has = |list: &WordSet| list.has_phrase([form]);
            more |= set(has(&lexicon.given_names) || has(lexicon.given_names_world), 5)
                | set(has(&lexicon.surnames) || has(lexicon.surnames_world), 6)
                | set(
                    lexicon.place_names_world.goes_on(fx64_joined(0, form)).is_some(),
                    7,
                )
                | set(has(&lexicon.titles), 8);
        }
    }
    more
}

/// The longest name of a place of the world, in tokens.
const LONGEST_PLACE: usize = 5;

/// Tells of every token whether a place of the world begins there or goes on.
fn add_places(text: &TextTokens, views: &mut [TokenFeatures], lexicon: &Lexicon) {
    let mut free = 0;
    for at in 0..text.tokens.len() {
        let token = &text.tokens[at];
        if at < free || !(token.is_capitalised() || token.shape == TokenShape::Caseless) {
            continue;
        }
        let mut hash = 0;
        let mut end = at;
        for ahead in at..text.tokens.len().min(at + LONGEST_PLACE) {
            if ahead > at && !text.on_one_line(ahead - 1, ahead) {
                break;
            }
            let pieces = &text.pieces[text.tokens[ahead].pieces.clone()];
            hash = pieces
                .iter()
                .fold(hash, |hash, piece| fx64_joined(hash, piece.hash));
            match lexicon.place_names_world.goes_on(hash) {
                Some(true) => end = ahead + 1,
                Some(false) => {}
                None => break,
            }
        }
        for (offset, view) in views[at..end].iter_mut().enumerate() {
            view.place = 1 + u64::from(offset > 0) + 2 * u64::from(end - at > 1);
        }
        free = end;
    }
}

/// How many items a list has at least.
const LEAST_ITEMS: usize = 3;

/// How many tokens an item of a list has at most.
const LONGEST_ITEM: usize = 4;

/// Tells the tokens of a list of names what most of its items look like: `Petry – Schuster, Kunz, Alijaj, Brust`.
fn add_enumerations(text: &TextTokens, views: &mut [TokenFeatures], lexicon: &Lexicon) {
    let parts = |at: usize| {
        matches!(
            text.tokens[at].text,
            "," | ";" | "–" | "-" | "—" | "/" | "،" | "؛"
        )
    };
    let mut at = 0;
    while at < text.tokens.len() {
        let mut items: Vec<Range<usize>> = Vec::new();
        let mut next = at;
        loop {
            let end = (next..text.tokens.len().min(next + LONGEST_ITEM))
                .take_while(|at| {
                    text.tokens[*at].is_capitalised() && (*at == next || text.on_one_line(*at - 1, *at))
                })
                .last();
            let Some(end) = end.map(|last| last + 1) else {
                break;
            };
            items.push(next..end);
            next = end;
            if end + 1 < text.tokens.len() && parts(end) && text.on_one_line(end - 1, end + 1 - 1) {
                next = end + 1;
            } else {
                break;
            }
        }
        if items.len() >= LEAST_ITEMS {
            let look = looks(text, &items, lexicon);
            for at in items.iter().cloned().flatten() {
                views[at].listed = look;
            }
        }
        at = next.max(at + 1);
    }
}

/// Of what sort most items of a list are, as far as known: people, places or neither; and whether they are single words.
fn looks(text: &TextTokens, items: &[Range<usize>], lexicon: &Lexicon) -> u64 {
    let share = |has: &dyn Fn(&Range<usize>) -> bool| {
        let count = items.iter().filter(|item| has(item)).count();
        (count * 3).div_ceil(items.len()) as u64
    };
    let last = |item: &Range<usize>| [text.tokens[item.end - 1].hash];
    let people = share(&|item| {
        lexicon.surnames.has_phrase(last(item)) || lexicon.surnames_world.has_phrase(last(item))
    });
    let places = share(&|item| {
        lexicon
            .place_names_world
            .goes_on(fx64_joined(0, text.tokens[item.start].hash))
            == Some(true)
    });
    let single = share(&|item| item.len() == 1);
    1 + people + 4 * places + 16 * single
}

/// How many tokens a quotation has at most that may be a name.
const LONGEST_QUOTATION: usize = 6;

/// Marks the tokens of short quotations: a name or nickname, not what somebody said.
fn add_quotations(text: &TextTokens, views: &mut [TokenFeatures]) {
    let opens = |at: usize| matches!(text.tokens[at].text, "«" | "“" | "„" | "\"" | "‘" | "'" | "‹");
    let closes = |at: usize| matches!(text.tokens[at].text, "»" | "”" | "“" | "\"" | "’" | "'" | "›");
    let mut at = 0;
    while at < text.tokens.len() {
        let ahead = at + 1..text.tokens.len().min(at + LONGEST_QUOTATION + 2);
        let end = opens(at)
            .then(|| ahead.clone().find(|end| closes(*end)))
            .flatten();
        match end.filter(|end| *end > at + 1 && (at..*end).all(|inside| text.on_one_line(inside, inside + 1)))
        {
            Some(end) => {
                for (offset, view) in views[at + 1..end].iter_mut().enumerate() {
                    view.quoted = 1 + u64::from(offset > 0) + 2 * u64::from(at + offset + 2 == end);
                }
                at = end + 1;
            }
            None => at += 1,
        }
    }
}

impl TokenFeatures {
    /// Hashes of the first three and four and the last two, three and four letters of a word, all small.
    fn add_ends(&mut self, word: &str) {
        let hash = |hash: u64, c: char| {
            fx64_joined(hash, u64::from(u32::from(c.to_lowercase().next().unwrap_or(c))))
        };
        let mut first = word.chars();
        self.prefix = first.by_ref().take(3).fold(1, hash);
        self.long_prefix = first.take(1).fold(self.prefix, hash);
        let mut last = word.chars().rev();
        self.short_suffix = last.by_ref().take(2).fold(2, hash);
        self.suffix = last.by_ref().take(1).fold(self.short_suffix, hash);
        self.long_suffix = last.take(1).fold(self.suffix, hash);
    }
}

/// What the rest of the text shows of a word.
#[derive(Debug, Clone, Copy, Default)]
struct WordEvidence {
    small: bool,
    capital: u8,
    behind_name: bool,
    behind_title: bool,
    behind_cue: bool,
    beside_speech: bool,
}

/// Tells every word with a capital how the text writes it elsewhere: small, with a capital inside a sentence, behind a given name or a title.
fn add_witnesses(text: &TextTokens, views: &mut [TokenFeatures], lexicon: &Lexicon) {
    let mut witnesses: HashMap<u64, WordEvidence, ByHash> = HashMap::default();
    for (at, token) in text
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_word())
    {
        let witness = witnesses.entry(token.hash).or_default();
        if token.shape == TokenShape::Small {
            witness.small = true;
        } else if !token.first && !token.shouted {
            witness.capital = (witness.capital + 1).min(2);
        }
        let before = at
            .checked_sub(1)
            .filter(|before| text.on_one_line(*before, at))
            .map(|before| &text.tokens[before]);
        if let Some(before) = before.filter(|before| before.is_word()) {
            witness.behind_name |=
                before.shape != TokenShape::Small && lexicon.given_names.has_phrase([before.hash]);
            witness.behind_title |= lexicon.titles.has_phrase([before.hash]);
            witness.behind_cue |= lexicon.place_cues.has_phrase([before.hash]);
            witness.beside_speech |= lexicon.speech_verbs.has_phrase([before.hash]);
        }
        let after = text.tokens.get(at + 1).filter(|_| text.on_one_line(at, at + 1));
        witness.beside_speech |= after.is_some_and(|after| lexicon.speech_verbs.has_phrase([after.hash]));
    }
    for (view, token) in views.iter_mut().zip(&text.tokens) {
        if let Some(witness) = witnesses
            .get(&token.hash)
            .filter(|_| token.shape != TokenShape::Small)
        {
            view.seen = 1
                + u64::from(witness.small)
                + u64::from(witness.capital) * 2
                + u64::from(witness.behind_name) * 6
                + u64::from(witness.behind_title) * 12;
            view.beside = 1 + u64::from(witness.behind_cue) + 2 * u64::from(witness.beside_speech);
        }
    }
}

/// The features of a token within its line.
pub fn keys(views: &[TokenFeatures], at: usize, line: &Range<usize>) -> [Key; FEATURES] {
    let none = TokenFeatures::default();
    let view = |offset: isize| {
        at.checked_add_signed(offset)
            .filter(|at| line.contains(at))
            .map_or(&none, |at| &views[at])
    };
    let parts = templates::parts([view(-2), view(-1), view(0), view(1), view(2)]);
    let mut keys = [0; FEATURES];
    for (number, (key, [a, b, c])) in keys.iter_mut().zip(parts).enumerate() {
        *key = fx64_joined(fx64_joined(fx64_joined(number as u64 + 1, a), b), c);
    }
    keys
}
