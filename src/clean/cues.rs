//! What the words of a line and the class names of an element say about what stands there.

use super::role::Reason;
use crate::hash::{ByHash, fnv32_word};
use crate::lexicon;
use crate::text;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A set of reasons, as bits by their place in [`Reason::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reasons(pub u64);

impl Reasons {
    /// Adds a reason.
    pub fn insert(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u64;
    }

    /// Whether the reason is in it.
    pub fn has(self, reason: Reason) -> bool {
        self.0 & (1 << reason as u64) != 0
    }

    /// Whether no reason is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The first of the given reasons that is in it.
    pub fn first_of(self, reasons: &[Reason]) -> Option<Reason> {
        reasons.iter().copied().find(|reason| self.has(*reason))
    }
}

/// What the phrases in a block speak for, by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PhraseHints {
    /// A phrase is the whole block, but for figures.
    pub whole: Reasons,
    /// A phrase opens the block.
    pub start: Reasons,
    /// A phrase stands anywhere in it.
    pub anywhere: Reasons,
}

#[derive(Clone, Copy, PartialEq)]
enum CuePlace {
    Whole,
    Start,
    Short,
    Anywhere,
}

struct CuePhrase {
    rest: Vec<u32>,
    reason: Reason,
    stands: CuePlace,
}

static PHRASES: LazyLock<HashMap<u32, Vec<CuePhrase>, ByHash>> = LazyLock::new(|| {
    let mut phrases: HashMap<u32, Vec<CuePhrase>, ByHash> = HashMap::default();
    for mut fields in lexicon::entries(include_str!("../lexicon/furniture-cues.tsv")) {
        let (Some(phrase), Some(reason), Some(stands)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let mut words = text::words(phrase).map(|word| fnv32_word(word.text));
        let (Some(first), Some(reason)) = (words.next(), Reason::named(reason)) else {
            continue;
        };
        let stands = match stands {
            "whole" => CuePlace::Whole,
            "start" => CuePlace::Start,
            "short" => CuePlace::Short,
            _ => CuePlace::Anywhere,
        };
        phrases.entry(first).or_default().push(CuePhrase {
            rest: words.collect(),
            reason,
            stands,
        });
    }
    phrases
});

/// The phrases of the house, by their first word.
static NOTICES: LazyLock<HashMap<u32, Vec<Vec<u32>>, ByHash>> = LazyLock::new(|| {
    let mut notices: HashMap<u32, Vec<Vec<u32>>, ByHash> = HashMap::default();
    let list = lexicon::entries(include_str!("../lexicon/house-notices.txt"));
    for phrase in list.filter_map(|mut fields| fields.next()) {
        let mut words = text::words(phrase).map(|word| fnv32_word(word.text));
        if let Some(first) = words.next() {
            notices.entry(first).or_default().push(words.collect());
        }
    }
    notices
});

/// Whether a phrase by which the house speaks of itself stands among the words of a block.
pub(crate) fn speaks_of_house(words: &[u32]) -> bool {
    let stands = |at: usize, rest: &Vec<u32>| words[at + 1..].starts_with(rest);
    words.iter().enumerate().any(|(at, first)| {
        let mut phrases = NOTICES.get(first).into_iter().flatten();
        phrases.any(|rest| stands(at, rest))
    })
}

static FUNCTION_WORDS: LazyLock<HashSet<u32, ByHash>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/stop-words.txt"))
        .filter_map(|mut fields| fields.next().map(fnv32_word))
        .collect()
});

/// The longest line of which a phrase speaks wherever it stands.
const SHORT_WORDS: usize = 6;
/// The longest line that may be a label of the article.
const LABEL_WORDS: usize = 16;

/// Labels of the article open with words that also open sentences.
fn is_label(reason: Reason) -> bool {
    matches!(reason, Reason::Byline | Reason::DateLine | Reason::Agency)
}

/// Whether a word, as a number, is one of the small words of which sentences are made.
pub(crate) fn is_function_word(word: u32) -> bool {
    FUNCTION_WORDS.contains(&word)
}

/// What the phrases among the words of a block speak for. Words that are figures do not part a phrase from the end.
pub(crate) fn cues(words: &[u32], figures: usize) -> PhraseHints {
    let mut cues = PhraseHints::default();
    for (place, first) in words.iter().enumerate() {
        let Some(phrases) = PHRASES.get(first) else {
            continue;
        };
        for phrase in phrases {
            let after = &words[place + 1..];
            if !after.starts_with(&phrase.rest) {
                continue;
            }
            let length = phrase.rest.len() + 1;
            match phrase.stands {
                CuePlace::Whole if length + figures >= words.len() => cues.whole.insert(phrase.reason),
                CuePlace::Start if place == 0 && (words.len() <= LABEL_WORDS || !is_label(phrase.reason)) => {
                    cues.start.insert(phrase.reason)
                }
                CuePlace::Short if words.len() <= SHORT_WORDS => cues.start.insert(phrase.reason),
                CuePlace::Anywhere => cues.anywhere.insert(phrase.reason),
                _ => {}
            }
        }
    }
    cues
}

/// Whether a short line is nothing but a phrase of menus and other furniture.
pub(crate) fn is_phrase_of_furniture(line: &str) -> bool {
    let folded = text::folded(line);
    let words: Vec<u32> = text::words(&folded).map(|word| fnv32_word(word.text)).collect();
    !words.is_empty() && !cues(&words, 0).whole.is_empty()
}

macro_rules! holdings {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// What an element holds, by a word of its class, id or role.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is the word of its name")]
        #[expect(dead_code, reason = "the list of class words names them all, the code some of them")]
        pub(crate) enum Holding { $($variant,)* }

        impl Holding {
            /// How many there are.
            pub(crate) const COUNT: usize = [$($name,)*].len();
            /// Their names, in order.
            pub(crate) const NAMES: [&str; Holding::COUNT] = [$($name,)*];
        }
    };
}

holdings! {
    Content "content", Article "article", Body "body", Title "title", Lead "lead", Nav "nav", Share "share",
    Related "related", Comment "comment", Ad "ad", Newsletter "newsletter", Caption "caption", Media "media",
    Byline "byline", Biography "biography", Date "date", Meta "meta", Tags "tags", Footer "footer", Header "header",
    Sidebar "sidebar", Consent "consent", Paywall "paywall", Embed "embed", Widget "widget", Quote "quote", Box "box",
    Hidden "hidden", List "list", Live "live",
}

/// A set of holdings, as bits.
pub(crate) type Holdings = u32;

impl Holding {
    /// The set of this one alone.
    pub(crate) const fn bit(self) -> Holdings {
        1 << self as u32
    }
}

static CLASS_WORDS: LazyLock<HashMap<&'static str, Holdings, ByHash>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/class-cues.tsv"))
        .filter_map(|mut fields| {
            let (word, holding) = (fields.next()?, fields.next()?);
            let place = Holding::NAMES.iter().position(|name| *name == holding)?;
            Some((word, 1 << place))
        })
        .collect()
});

/// The shortest known word that is recognised where it is fused with another.
const FUSED: usize = 5;

/// The first and the last [`FUSED`] letters of the known words: few words have any of them.
static CLASS_ENDS: LazyLock<[HashSet<&'static [u8], ByHash>; 2]> = LazyLock::new(|| {
    let long = || {
        CLASS_WORDS
            .keys()
            .map(|word| word.as_bytes())
            .filter(|word| word.len() >= FUSED)
    };
    [
        long().map(|word| &word[..FUSED]).collect(),
        long().map(|word| &word[word.len() - FUSED..]).collect(),
    ]
});

/// What the names in a class, id or role attribute say: every name whole (hyphens out), its words, and fused words
/// that begin or end with a known one of five letters or more.
pub(crate) fn holdings(attribute: &str) -> Holdings {
    let mut found = 0;
    for name in attribute.split_whitespace().take(40) {
        let words = name_words(name);
        let whole: String = words.concat();
        found |= CLASS_WORDS.get(whole.as_str()).copied().unwrap_or(0);
        for pair in words.windows(2) {
            found |= CLASS_WORDS.get(pair.concat().as_str()).copied().unwrap_or(0);
        }
        for word in &words {
            found |= word_holdings(word);
        }
    }
    found
}

/// What attribute values say, each looked at once.
#[derive(Default)]
pub struct ClassHints<'a>(HashMap<&'a str, Holdings>);

impl<'a> ClassHints<'a> {
    /// The same as [`holdings`].
    pub fn holdings(&mut self, attribute: &'a str) -> Holdings {
        *self.0.entry(attribute).or_insert_with(|| holdings(attribute))
    }
}

fn word_holdings(word: &str) -> Holdings {
    if let Some(found) = CLASS_WORDS.get(word) {
        return *found;
    }
    let mut found = 0;
    if !word.is_ascii() || !(8..=24).contains(&word.len()) {
        return found;
    }
    let [beginnings, endings] = &*CLASS_ENDS;
    let bytes = word.as_bytes();
    if beginnings.contains(&bytes[..FUSED]) {
        let heads = (FUSED..word.len() - 1).map(|end| &word[..end]);
        found |= heads.fold(0, |said, head| said | CLASS_WORDS.get(head).copied().unwrap_or(0));
    }
    if endings.contains(&bytes[bytes.len() - FUSED..]) {
        let tails = (2..=word.len() - FUSED).map(|start| &word[start..]);
        found |= tails.fold(0, |said, tail| said | CLASS_WORDS.get(tail).copied().unwrap_or(0));
    }
    found
}

/// The words of a name: parted at anything but letters, and where a capital follows a small letter; lower case.
fn name_words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && small) {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            words
                .last_mut()
                .into_iter()
                .for_each(|w| w.extend(c.to_lowercase()));
        }
        small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> PhraseHints {
        let words: Vec<u32> = text::words(text).map(|word| fnv32_word(word.text)).collect();
        let figures = text::words(text)
            .filter(|w| w.text.chars().all(char::is_numeric))
            .count();
        cues(&words, figures)
    }

    #[test]
    fn phrases_stand_where_they_must() {
        assert!(of("À lire aussi : le port").start.has(Reason::Related));
        assert!(
            of("Le port est un livre à lire aussi pour ses images")
                .start
                .is_empty()
        );
        assert!(of("Publicité").whole.has(Reason::Ad));
        assert!(of("PARTAGER 12").whole.has(Reason::Share));
        assert!(of("Partager le pouvoir").whole.is_empty());
        assert!(of("© 2024 – Tous droits réservés.").anywhere.has(Reason::Footer));
    }

    #[test]
    fn class_names_are_read_in_words() {
        for (name, holding) in [
            ("article-body", Holding::Content),
            ("td-post-content", Holding::Content),
            ("ArticleBody", Holding::Content),
            ("relatedItemsBlock", Holding::Related),
            ("wp-caption-text", Holding::Caption),
            ("newsletterwrapper", Holding::Newsletter),
        ] {
            assert!(holdings(name) & holding.bit() != 0, "{name}");
        }
        assert_eq!(holdings("css-1x2y3z sc-aBcD"), 0);
    }
}
