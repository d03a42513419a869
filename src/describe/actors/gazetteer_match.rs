//! Where a text names countries, places and organisations that are known.

use crate::describe::tokens::{ARTICLE, TextToken, TextTokens, TokenPiece, TokenShape};
use crate::hash::{fx64_joined, fx64_word};
use crate::lexicon::Lexicon;
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::declined::listed_forms;
use crate::lexicon::gazetteer::{self, ANY, CasePattern, Languages, NameForm, Spelling};
use crate::text::{is_apostrophe, is_hyphen, is_joint, stands_alone};
use std::ops::Range;

/// A known name in a text.
#[derive(Debug, Clone)]
pub struct GazetteerMatch {
    /// The tokens that it touches.
    pub tokens: Range<usize>,
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The entry of the gazetteer.
    pub entry: u32,
    /// How it is named.
    pub used: NameForm,
    /// Whether it is one of several names that hyphens join: Niger in *la frontière Niger-Mali*.
    pub chained: bool,
    /// Whether it is also a common word or a name of people, and stands without a cue.
    pub weak: bool,
}

/// The longest phrase that is looked for, in pieces.
const LONGEST: usize = 16;

/// Every known name of a text, longest first at each place, none inside another.
pub fn find(text: &TextTokens, language: Option<&str>, lexicon: &Lexicon) -> Vec<GazetteerMatch> {
    let seeker = Seeker::new(text, language, lexicon);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        match seeker.longest_before(at, text.pieces.len()) {
            Some((known, length)) => {
                found.push(known);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Every known name that stands inside a range of tokens and is shorter than it.
pub(crate) fn inside(
    text: &TextTokens,
    range: &Range<usize>,
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<GazetteerMatch> {
    let seeker = Seeker::new(text, language, lexicon);
    let (Some(first), Some(last)) = (
        text.tokens.get(range.start),
        text.tokens.get(range.end.wrapping_sub(1)),
    ) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = first.pieces.start;
    while at < last.pieces.end {
        let limit = if at == first.pieces.start {
            last.pieces.end - 1
        } else {
            last.pieces.end
        };
        match seeker.longest_before(at, limit) {
            Some((known, length)) => {
                found.push(known);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Looks for known names in a text of a language.
struct Seeker<'t, 'a> {
    text: &'t TextTokens<'a>,
    language: Option<&'t str>,
    languages: Languages,
    lexicon: &'t Lexicon,
}

impl<'t, 'a> Seeker<'t, 'a> {
    fn new(text: &'t TextTokens<'a>, language: Option<&'t str>, lexicon: &'t Lexicon) -> Seeker<'t, 'a> {
        Seeker {
            text,
            language,
            languages: gazetteer::languages(language),
            lexicon,
        }
    }

    /// The longest known name that begins at a piece and ends before another, and how many pieces it has: as it is printed, or else
    /// declined.
    fn longest_before(&self, at: usize, limit: usize) -> Option<(GazetteerMatch, usize)> {
        let printed = self.longest(at, limit, false);
        printed.or_else(|| self.longest(at, limit, true))
    }

    fn longest(&self, at: usize, limit: usize, cases: bool) -> Option<(GazetteerMatch, usize)> {
        let (mut hash, mut declined) = (0, false);
        let mut best = None;
        for end in at..limit.min(at + LONGEST) {
            if end > at && !joins(self.text, end - 1, end) {
                break;
            }
            let Some((longer, case)) = self.followed(hash, end, cases) else {
                break;
            };
            if cases && !(case || declined) {
                break;
            }
            (hash, declined) = (longer, declined || case);
            let spellings = self.lexicon.gazetteer.phrase(hash, self.languages)?;
            let fits = |spelling: &&Spelling| fits(self.text, at, end + 1, spelling, self.lexicon);
            // ألمانيا is Germany, and what a German is called in the accusative.
            if let Some(spelling) = spellings
                .filter(fits)
                .min_by_key(|spelling| spelling.used != NameForm::Name)
            {
                best = Some((spelling, end + 1));
            }
        }
        let (spelling, end) = best?;
        let mut known = known(self.text, at, end, spelling, self.lexicon);
        // A case may be that of another word: of a place more is asked than that it looks like one.
        let place = self.lexicon.gazetteer.entry(known.entry).class == ActorType::Place;
        known.weak |= declined && place && !has_cue(self.text, known.tokens.start, self.lexicon);
        Some((known, end - at))
    }

    /// The hash of a phrase and the piece behind it, or where cases count of a form of which that is one, where a known name begins so;
    /// and whether it is a case.
    fn followed(&self, phrase: u64, at: usize, cases: bool) -> Option<(u64, bool)> {
        let piece = &self.text.pieces[at];
        let begins = |hash: &u64| self.lexicon.gazetteer.phrase(*hash, self.languages).is_some();
        let word = &self.text.text[piece.start..piece.end];
        if cases && !word.starts_with(is_small) {
            let forms = listed_forms(self.language, word);
            let mut forms = forms.iter().map(|form| fx64_joined(phrase, fx64_word(form)));
            if let Some(hash) = forms.find(begins) {
                return Some((hash, true));
            }
        }
        let printed = fx64_joined(phrase, piece.hash);
        begins(&printed).then_some((printed, false))
    }
}

fn known(text: &TextTokens, at: usize, end: usize, spelling: &Spelling, lexicon: &Lexicon) -> GazetteerMatch {
    let (first, last) = (&text.pieces[at], &text.pieces[end - 1]);
    let tokens = first.token..last.token + 1;
    let open = &text.tokens[first.token];
    let whole = last.end.max(text.tokens[last.token].end);
    // The point of an abbreviation belongs to the name: `U.S.`
    let end = if text.text[last.end..whole] == *"." {
        whole
    } else {
        last.end
    };
    let phrase = &text.text[first.start..last.end];
    let weak = spelling.used == NameForm::Name
        && lexicon.gazetteer.entry(spelling.entry).class != ActorType::Org
        && (lexicon.weak_places.has(phrase)
            || tokens.len() == 1
                && lexicon.gazetteer.entry(spelling.entry).class == ActorType::Place
                && lexicon.surnames.has(phrase))
        && !has_cue(text, tokens.start, lexicon);
    let alone = text.text[first.start..].starts_with(stands_alone);
    let inside = first.start > open.start || last.end + 1 < whole || alone && last.end < whole;
    let chained = spelling.used == NameForm::Name && inside;
    // The article is no part of an Arabic adjective of origin.
    let article = match spelling.used {
        NameForm::Demonym if phrase.starts_with(ARTICLE) => ARTICLE.len(),
        _ => 0,
    };
    GazetteerMatch {
        chained,
        tokens,
        start: first.start + article,
        end,
        entry: spelling.entry,
        used: spelling.used,
        weak,
    }
}

/// Whether a word or phrase that announces a place stands before a token.
pub(crate) fn has_cue(text: &TextTokens, at: usize, lexicon: &Lexicon) -> bool {
    let hash = |token: &TextToken| {
        text.pieces[token.pieces.clone()]
            .iter()
            .map(|piece| piece.hash)
            .collect::<Vec<_>>()
    };
    (1..=2).any(|length| {
        at >= length
            && text.on_one_line(at - length, at)
            && lexicon
                .place_cues
                .has_phrase(text.tokens[at - length..at].iter().flat_map(hash))
    })
}

/// Whether nothing but a blank, a hyphen, an apostrophe or the point of an initial stands between two pieces.
fn joins(text: &TextTokens, left: usize, right: usize) -> bool {
    let (left, right) = (&text.pieces[left], &text.pieces[right]);
    let initial = text.text[left.start..left.end].chars().nth(1).is_none();
    text.text[left.end..right.start].chars().all(|c| match c {
        '\n' => false,
        '/' | '&' => true,
        c if is_joint(c) => true,
        '.' => initial,
        c => c.is_whitespace(),
    })
}

/// Whether a phrase of the text is written as a spelling demands, and stands where it may.
fn fits(text: &TextTokens, at: usize, end: usize, spelling: &Spelling, lexicon: &Lexicon) -> bool {
    let (first, last) = (&text.pieces[at], &text.pieces[end - 1]);
    let (open, close) = (&text.tokens[first.token], &text.tokens[last.token]);
    let begins = first.start == open.start;
    let ends = close.end - last.end <= usize::from(close.text.ends_with('.'));
    let shouted_word = open.shouted && spelling.letters == [CasePattern::Capitals] && open.text.len() < 4;
    if at + 1 == end && is_first_word(open, spelling, lexicon) {
        return false;
    }
    let in_place = match spelling.used {
        NameForm::Name => {
            begins && (ends || has_suffix(text, last)) && !shouted_word
                || text.text[first.start..].starts_with(stands_alone)
                || at + 1 == end && is_chain(text, first.token, lexicon)
        }
        NameForm::Demonym => true,
        NameForm::Prefix => text.text[last.end..].starts_with(is_hyphen) && !ends,
    };
    in_place
        && spelling
            .letters
            .iter()
            .zip(&text.pieces[at..end])
            .all(|(letters, piece)| {
                letters.fit(&text.text[piece.start..piece.end]) || caseless(text, piece.token)
            })
}

/// Whether a sentence begins with a word that is an organisation's name inside one only: *Grüne Wiesen*, not *Weiß (Grüne)*.
fn is_first_word(token: &TextToken, spelling: &Spelling, lexicon: &Lexicon) -> bool {
    token.first
        && spelling.letters == [CasePattern::Capital]
        && lexicon.capitalised_words.has(token.text)
        && lexicon.gazetteer.entry(spelling.entry).class == ActorType::Org
}

/// Whether a letter is small where names have capitals: all Georgian letters are small.
fn is_small(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// Whether an ending in small letters stands behind an apostrophe: `Rusya'da`.
fn has_suffix(text: &TextTokens, last: &TokenPiece) -> bool {
    let mut rest = text.text[last.end..].chars();
    rest.next().is_some_and(is_apostrophe) && rest.next().is_some_and(char::is_lowercase)
}

/// Whether every piece of a hyphenated token is a known name: `Niger-Mali`, `Kaya-Dori-Téra`.
fn is_chain(text: &TextTokens, token: usize, lexicon: &Lexicon) -> bool {
    let token = &text.tokens[token];
    token.pieces.len() > 1
        && token.text.contains('-')
        && text.pieces[token.pieces.clone()].iter().all(|piece| {
            let named = |spelling: &Spelling| {
                spelling.used == NameForm::Name
                    && lexicon.gazetteer.entry(spelling.entry).class != ActorType::Person
            };
            let capital = text.text[piece.start..].starts_with(char::is_uppercase);
            let phrase = lexicon.gazetteer.phrase(fx64_joined(0, piece.hash), ANY);
            capital && phrase.is_some_and(|mut spellings| spellings.any(named))
        })
}

fn caseless(text: &TextTokens, token: usize) -> bool {
    text.tokens[token].shape == TokenShape::Caseless
}
