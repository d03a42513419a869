//! Which names stand in a byline: the people, one by one, without what stands before, between and after them.

mod letters;
mod openings;
mod trim;

pub(crate) use letters::in_small_letters;
use letters::in_usual_letters;
use openings::{OPENINGS, opened_without_blank};
pub(crate) use openings::{is_opening, opened, opened_in, reporting};
pub(crate) use trim::first_sentence;

use crate::calendar::names as calendar;
use crate::describe::tokens::proclitics;
use crate::describe::{agencies, outlet_names};
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::{self, Lexicon};
use crate::text::{self, is_apostrophe, is_hyphen, is_joint};
use std::collections::HashSet;
use std::sync::LazyLock;

/// How many words a name can have, and how many characters.
const LONGEST_NAME: (usize, usize) = (7, 60);

/// Small words inside names.
pub(super) const PARTICLES: [&str; 34] = [
    "a", "ab", "af", "ag", "al", "ap", "av", "ben", "bin", "bint", "d", "da", "de", "del", "della", "den",
    "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ould", "san", "ter", "van", "vel", "von", "y",
    "zu", "zum",
];

/// Articles that open names of outlets, and none of persons.
const ARTICLES: [&str; 6] = ["Das", "Les", "Los", "Las", "The", "THE"];

/// The words between names that are written with a capital too.
const JOINS_WITH_CAPITAL: [&str; 9] = ["and", "avec", "by", "et", "par", "por", "und", "with", "y"];

static NOT_AUTHORS: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../lexicon/not-authors.txt")));
static JOINS: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../lexicon/byline-joins.txt")));
static DESK_CREDITS: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../lexicon/desk-credits.txt")));
static POST_NOMINALS: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../lexicon/post-nominals.txt")));
/// What tells a son from his father; it is a part of the name, and keeps its full stop.
pub(super) const GENERATIONS: [&str; 7] = ["jr", "sr", "jnr", "snr", "ii", "iii", "iv"];
static DEGREES: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../lexicon/academic-titles.txt")));

fn folded_set(list: &'static str) -> HashSet<String> {
    lexicon::entries(list)
        .filter_map(|mut fields| Some(text::folded(fields.next()?)))
        .collect()
}

/// Whether a name begins with a given name.
pub(crate) fn first_is_given(name: &str) -> bool {
    text::words(name).next().is_some_and(|word| is_given(word.text))
}

/// Whether a name is shaped as a person's whole name: two words to five, each with a capital, or small ones that names have in
/// them. Initials are names too: *B. S.*
pub(crate) fn is_whole_name(name: &str) -> bool {
    let words: Vec<text::Word> = text::words(name).collect();
    let particle = |word: &text::Word| PARTICLES.contains(&word.text.to_lowercase().as_str());
    let halves = name.split_whitespace().count() > 1;
    let capital = |word: &text::Word| {
        let half = halves && name[..word.start].ends_with(is_hyphen);
        word.text.starts_with(char::is_uppercase) || half || is_behind_apostrophe(name, word)
    };
    let ends = words
        .first()
        .zip(words.last())
        .is_some_and(|(first, last)| capital(first) && capital(last));
    let initials = name.contains('.') && name.len() <= 8;
    let shouted = words.iter().all(|word| word.text.chars().all(char::is_uppercase)) && !initials;
    (2..=5).contains(&words.len())
        && ends
        && !shouted
        && words.iter().all(|word| capital(word) || particle(word))
}

/// Whether a word is the rest of a name that has an apostrophe in it: *Rose Chepng'eno*. What French puts before one is shorter
/// (*J'aime*, *Qu'a dit Jean*), or no name alone (*Aujourd'hui*).
fn is_behind_apostrophe(name: &str, word: &text::Word) -> bool {
    let Some(before) = name[..word.start].strip_suffix(is_apostrophe) else {
        return false;
    };
    let half = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    name.contains(' ')
        && half.starts_with(char::is_uppercase)
        && half.chars().count() > 2
        && word.text != "hui"
}

/// Whether a name is shaped as a whole name and written in capitals: *ANN BELL*.
pub(crate) fn is_shouted_name(name: &str) -> bool {
    (2..=4).contains(&text::words(name).count()) && is_capital(name) && !name.contains(char::is_lowercase)
}

/// Whether a name in a script without capitals is as long as a person's whole name.
pub(crate) fn is_whole_foreign_name(name: &str) -> bool {
    let words = text::words(name).count();
    let wide = name.chars().filter(|c| text::stands_alone(*c)).count();
    is_foreign(name) && ((2..=5).contains(&words) || (2..=6).contains(&wide))
}

/// The people named in a byline; `known` are names that are none of a person: the outlet's.
pub(crate) fn people(byline: &str, known: &[&str]) -> Vec<String> {
    if is_outlet(byline, known) {
        return Vec::new();
    }
    let inside = trim::inside_brackets(byline);
    let credit = opened(byline).filter(|_| inside.len() < byline.len());
    let credited = openings::without_interviewee(credit.unwrap_or(inside));
    let mut line = without_desk(&trim::without_brackets(credited));
    while let Some(rest) = opened(&line).or_else(|| opened_without_blank(&line)) {
        line = rest.to_string();
    }
    let pieces = pieces(&line);
    let mut people: Vec<String> = Vec::new();
    let mut small = false;
    let lone = |piece: &str| piece.split_whitespace().count() == 1;
    let several = pieces.iter().any(|piece| text::words(piece).count() > 1);
    for (at, piece) in pieces.iter().enumerate() {
        let Some(name) = person(trim::without_echo(piece), known) else {
            continue;
        };
        // A single word after a whole name is a place or a function: "Ann Bell, Berlin".
        if at > 0 && several && (lone(&name) && !name.contains(text::stands_alone) || is_place(&name)) {
            continue;
        }
        // What alone stands in capitals is a house: "Ann Bell, RADIO LOMÉ".
        if small && is_shouted_name(&name) {
            continue;
        }
        small |= name.contains(char::is_lowercase);
        if !people
            .iter()
            .any(|other| text::folded(other) == text::folded(&name))
        {
            people.push(in_usual_letters(&name));
        }
    }
    people
}

/// How long a line is, in bytes, without brackets and without functions and desks: *Ann Bell, correspondent (Lomé)*.
pub(crate) fn length_without_functions(line: &str) -> usize {
    let pieces = pieces(&trim::without_brackets(line));
    let length = |piece: &String| piece.len() + 1;
    pieces.iter().filter(|piece| !is_noise(piece)).map(length).sum()
}

/// A line without the credits of those who did not write: each up to the next semicolon, or to what opens a byline.
fn without_desk(line: &str) -> String {
    let mut kept = String::new();
    let mut of_desk = false;
    for part in line.split_inclusive([';', ',', '|']) {
        let bare = part.trim_start_matches(|c: char| !c.is_alphanumeric());
        let credit = desk_credit(part);
        of_desk = credit.is_some() || of_desk && opened(bare).is_none();
        match credit {
            Some(start) => kept.push_str(&part[..start]),
            None if !of_desk => kept.push_str(part),
            None => {}
        }
        of_desk &= !part.ends_with([';', '|']);
    }
    kept
}

/// Where the credit of somebody who did not write begins in a part of a line.
fn desk_credit(part: &str) -> Option<usize> {
    let words: Vec<text::Word> = text::words(part).collect();
    let last = words.last()?.end;
    let opens = |first: usize, end: usize| {
        let phrase = &part[words[first].start..words[end - 1].end];
        (first == 0 || end > first + 1)
            && words[end - 1].end < last
            && DESK_CREDITS.contains(&text::folded(phrase))
    };
    let found = (0..words.len()).find(|first| {
        let longest = words.len().min(first + 4);
        (first + 1..=longest).rev().any(|end| opens(*first, end))
    });
    found.map(|first| words[first].start)
}

/// What stands between the signs and words that part names.
fn pieces(line: &str) -> Vec<String> {
    if let Some(name) = surname_first(line) {
        return vec![name];
    }
    let mut pieces = Vec::new();
    for part in line.split([
        ',', ';', '|', '/', '\n', '\u{200b}', '•', '·', '⋅', '∙', '●', '▪', '&', '、', '،', '，', '+', '※',
        '–', '—', '‧',
    ]) {
        let mut start = 0;
        let arabic = proclitics::arabic_words(part);
        for (word, count) in text::words(part).zip(0..) {
            // *And* is written as a part of the Arabic word behind it.
            if count > 1 && word.text.starts_with('و') && proclitics::proclitic(word.text, &arabic).is_some()
            {
                pieces.push(part[start..word.start].trim().to_string());
                start = word.start + 'و'.len_utf8();
            }
            let joined = joins(word.text) && word.start > 0 && word.end < part.len();
            let bare = !part[..word.start].ends_with(|c| c == '.' || is_joint(c))
                && !part[word.end..].starts_with(|c| c == '.' || is_joint(c));
            if joined && bare && word.start >= start {
                pieces.push(part[start..word.start].trim().to_string());
                start = word.end;
            }
        }
        pieces.push(part[start..].trim().to_string());
    }
    pieces
}

/// Whether a word joins names. With a capital most such words are parts of names: *Tahirou Dan Malka*.
pub(crate) fn joins(word: &str) -> bool {
    let folded = text::folded(word);
    let written = word.starts_with(char::is_uppercase);
    JOINS.contains(&folded) && (!written || JOINS_WITH_CAPITAL.contains(&folded.as_str()))
}

/// `Surname, First` as catalogues write it: one word or two on each side of the only comma, and the first not a whole name.
fn surname_first(line: &str) -> Option<String> {
    let (surname, first) = line.split_once(", ")?;
    let words = |part: &str| text::words(part).count();
    let short = words(surname) == 1 && words(first) <= 2 && !first.contains([',', ';', '|']);
    let names = short && is_capital(surname) && is_capital(first) && !is_noise(first) && !is_noise(surname);
    names.then(|| format!("{} {}", first.trim(), surname.trim()))
}

/// Whether an article that opens names of persons too stands before a word of outlets: *La Gazette*.
fn opens_as_outlet(words: &[text::Word]) -> bool {
    let article = ["El", "Il", "La", "Le"].contains(&words[0].text);
    let word = words.get(1).map(|word| text::folded(word.text));
    article && word.is_some_and(|word| outlet_names::OUTLET_WORDS.has(&word))
}

fn is_capital(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_uppercase)
}

/// The name of a person in a piece of a byline.
fn person(piece: &str, known: &[&str]) -> Option<String> {
    let piece = trim::without_outlet(trim::name(piece), known);
    let words: Vec<text::Word> = text::words(piece).collect();
    let (most_words, most_chars) = LONGEST_NAME;
    if words.is_empty() || words.len() > most_words || piece.chars().count() > most_chars {
        return None;
    }
    let house = |name: &str| agencies::named(name).is_some() || is_outlet(name, known);
    let short_for = |word: &str| {
        let folded = text::folded(word);
        word.len() > 1 && known.iter().any(|name| outlet_names::initials(name) == folded)
    };
    let first = words[0].text;
    let of_house = words.len() > 1 && shouts(first) && (house(first) || short_for(first));
    let is_address =
        piece.contains("://") || piece.contains("www.") || piece.contains('@') || piece.contains(".com");
    let is_label = piece.contains(['>', '›', '»', '#', '©', '?', '؟', '!', '%', '~'])
        || piece.contains(": ")
        || ARTICLES.contains(&words[0].text)
        || opens_as_outlet(&words);
    let foreign = is_foreign(piece);
    let shaped = foreign || (is_capital(piece) && !is_sentence(piece, &words));
    let digits = piece.chars().any(|c| text::digit(c).is_some());
    let weekday = calendar::weekday(piece).is_some();
    let last = words[words.len() - 1].text;
    let house_word = Lexicon::built_in().organisation_tails.has(last) && !is_surname(last);
    let of_house = of_house || words.len() > 1 && house_word && !is_given(words[0].text);
    let letters: String = piece.chars().filter(|c| c.is_alphanumeric()).collect();
    let degree = POST_NOMINALS.contains(&text::folded(&letters))
        && letters.chars().filter(|c| c.is_uppercase()).count() > 1;
    let stands = shaped
        && !degree
        && !digits
        && !is_address
        && !is_label
        && !is_outlet(piece, known)
        && !of_house
        && !weekday;
    (stands && !is_noise(piece) && agencies::credited(piece).is_empty() && piece.chars().count() > 1)
        .then(|| piece.to_string())
}

/// Whether a name is that of a country or a place.
pub(crate) fn is_place(name: &str) -> bool {
    let known = Lexicon::built_in().gazetteer.named(name);
    known
        .iter()
        .any(|entry| matches!(entry.class, ActorType::Country | ActorType::Place))
}

/// Whether a name is one of the outlet's and none of a person. The address of a blog may be its author's name.
fn is_outlet(name: &str, known: &[&str]) -> bool {
    let folded = text::folded(name);
    let same = |other: &&str| {
        text::folded(other) == folded || !other.contains('.') && outlet_names::same_name(other, name)
    };
    known.iter().any(same) && !is_person(name)
}

/// Two words or three that begin with a given name, or end with a family name that nothing else is called: a person, though a site
/// may bear the name.
fn is_person(name: &str) -> bool {
    let words: Vec<text::Word> = text::words(name).collect();
    let lexicon = Lexicon::built_in();
    let is_word = |word: &str| {
        lexicon.organisation_tails.has(word)
            || lexicon.organisation_heads.has(word)
            || lexicon.capitalised_words.has(word)
    };
    let family = |word: &text::Word| is_surname(word.text) && words.iter().all(|word| !is_word(word.text));
    let given = words.first().is_some_and(|word| is_given(word.text));
    let whole = is_whole_name(name) && !name.contains('.') && words.last().is_some_and(family);
    (2..=3).contains(&words.len()) && (given || whole && words.len() == 2 && !is_place(name))
}

/// Whether a word is a given name, of the news or of the world.
pub(crate) fn is_given(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    lexicon.given_names.has(word) || lexicon.given_names_world.has(word)
}

/// Whether a word is a family name, of the news or of the world.
pub(crate) fn is_surname(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    lexicon.surnames.has(word) || lexicon.surnames_world.has(word)
}

fn shouts(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// The name under which somebody writes who gives no other: one word, with digits or in small letters. Only where the page says that
/// it is an author's.
pub(crate) fn handle(name: &str, known: &[&str]) -> Option<String> {
    let name = name.trim().trim_start_matches('@');
    let letters =
        name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) && name.contains(char::is_alphabetic);
    let is_known = known.iter().any(|other| outlet_names::same_name(other, name));
    let fits = letters && (3..=20).contains(&name.chars().count()) && !is_known && !is_noise(name);
    (fits && agencies::named(name).is_none()).then(|| name.to_string())
}

/// A lower-case word that is no part of names.
fn is_sentence(piece: &str, words: &[text::Word]) -> bool {
    let mut lower = words
        .iter()
        .filter(|w| w.text.chars().all(char::is_lowercase) && w.text.chars().count() > 1);
    // The second half of a given name: *Lin Yu-han*.
    let half = |word: &text::Word| piece.contains(' ') && piece[..word.start].ends_with(is_hyphen);
    lower.any(|word| !PARTICLES.contains(&word.text) && !half(word) && !is_behind_apostrophe(piece, word))
}

/// A name in a script without capitals.
fn is_foreign(name: &str) -> bool {
    name.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())
}

/// A function, a desk, a button: the whole of it, or its last words (*Fatoumata Diallo, Redaktion Wirtschaft*).
fn is_noise(piece: &str) -> bool {
    let folded = text::folded(piece);
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() == 2 && Lexicon::built_in().given_names.has(words[0]) && !OPENINGS.contains(words[0]) {
        return false; // Jörg Staff
    }
    NOT_AUTHORS.contains(&folded)
        || OPENINGS.contains(&folded)
        || (words.len() > 1
            && (NOT_AUTHORS.contains(words[words.len() - 1]) || NOT_AUTHORS.contains(words[0])))
        || (words.len() > 2 && NOT_AUTHORS.contains(&words[words.len() - 2..].join(" ")))
}

#[cfg(test)]
mod tests;
