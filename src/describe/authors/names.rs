//! Which names stand in a byline: the people, one by one, without what stands before, between and after them.

use crate::calendar::{names as calendar, written};
use crate::describe::{agencies, outlet};
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::{self, Lexicon};
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The longest word before a full stop that may be an abbreviation.
const LONGEST_ABBREVIATION: usize = 3;
/// What joins the halves of a name.
const HYPHENS: [char; 3] = ['-', '‐', '‑'];
/// How many words a name can have, and how many characters.
const LONGEST_NAME: (usize, usize) = (7, 60);

/// Small words inside names.
pub(super) const PARTICLES: [&str; 34] = [
    "a", "ab", "af", "ag", "al", "ap", "av", "ben", "bin", "bint", "d", "da", "de", "del", "della", "den",
    "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ould", "san", "ter", "van", "vel", "von", "y",
    "zu", "zum",
];

/// Openings that are common words of other languages: they count before a given name alone.
const SHORT_OPENINGS: [&str; 3] = ["Na", "NA", "Da"];
/// What opens the credit in brackets under a dispatch; elsewhere these words are labels of headlines.
const CREDIT_OPENINGS: [&str; 3] = ["reportage", "reporting", "redaction"];

static OPENINGS: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../lexicon/byline-openings.txt")));
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

/// Whether a line opens as a byline does (*Par …*, *By …*), and the rest of it.
pub fn opened(line: &str) -> Option<&str> {
    let in_brackets = line.trim_start().starts_with('(');
    let opens = |phrase: &str| {
        let folded = text::folded(phrase);
        OPENINGS.contains(&folded) || in_brackets && CREDIT_OPENINGS.contains(&folded.as_str())
    };
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<text::Word> = text::words(line).take(5).collect();
    if let [by, name, _, ..] = words[..]
        && SHORT_OPENINGS.contains(&by.text)
        && is_given(name.text)
    {
        return Some(&line[name.start..]);
    }
    (1..=words.len()).rev().find_map(|count| {
        let end = words[count - 1].end;
        let rest = &line[end..];
        let parted = rest.starts_with([' ', ':', '\n', '\u{a0}', '/', '：', '.']);
        (parted && opens(&line[..end]))
            .then(|| rest.trim_start_matches([' ', ':', '\n', '/', '：', '.', '-', '\u{a0}']))
    })
}

/// What follows an opening that is glued to the name where a page was turned to text: *AuthorAnn Bell*.
fn opened_without_blank(line: &str) -> Option<&str> {
    let mut before = ' ';
    let capital = line.char_indices().find(|(_, c)| {
        let found = before.is_lowercase() && c.is_uppercase();
        before = *c;
        found
    });
    let (opening, rest) = line.split_at(capital?.0);
    (opening.chars().count() > 3 && OPENINGS.contains(&text::folded(opening))).then_some(rest)
}

/// Whether a line is nothing but the opening of a byline, whose names stand on the next.
pub fn is_opening(line: &str) -> bool {
    let line = line.trim().trim_end_matches(':').trim_end();
    OPENINGS.contains(&text::folded(line)) && line.chars().count() > 1
}

/// Whether a name is shaped as a person's whole name: two words to five, each with a capital, or small ones that names have in
/// them. Initials are names too: *B. S.*
pub fn is_whole_name(name: &str) -> bool {
    let words: Vec<text::Word> = text::words(name).collect();
    let particle = |word: &text::Word| PARTICLES.contains(&word.text.to_lowercase().as_str());
    let halves = name.split_whitespace().count() > 1;
    let capital = |word: &text::Word| {
        word.text.starts_with(char::is_uppercase) || halves && name[..word.start].ends_with(HYPHENS)
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

/// Whether a name in a script without capitals is as long as a person's whole name.
pub fn is_whole_foreign_name(name: &str) -> bool {
    let words = text::words(name).count();
    let wide = name.chars().filter(|c| text::stands_alone(*c)).count();
    is_foreign(name) && ((2..=5).contains(&words) || (2..=6).contains(&wide))
}

/// The people named in a byline; `known` are names that are none of a person: the outlet's.
pub fn people(byline: &str, known: &[&str]) -> Vec<String> {
    let inside = inside_brackets(byline);
    let credit = opened(byline).filter(|_| inside.len() < byline.len());
    let mut line = without_desk(&without_brackets(credit.unwrap_or(inside)));
    while let Some(rest) = opened(&line).or_else(|| opened_without_blank(&line)) {
        line = rest.to_string();
    }
    let pieces = pieces(&line);
    let mut people: Vec<String> = Vec::new();
    let lone = |piece: &str| text::words(piece).count() == 1;
    let several = pieces.iter().any(|piece| text::words(piece).count() > 1);
    for (at, piece) in pieces.iter().enumerate() {
        let Some(name) = person(without_echo(piece), known) else {
            continue;
        };
        // A single word after a whole name is a place or a function: "Ann Bell, Berlin".
        if at > 0 && several && (lone(&name) && !is_foreign(&name) || is_place(&name)) {
            continue;
        }
        if !people
            .iter()
            .any(|other| text::folded(other) == text::folded(&name))
        {
            people.push(name);
        }
    }
    people
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
        ',', ';', '|', '/', '\n', '\u{200b}', '•', '·', '&', '、', '،', '，', '+', '※', '–', '—', '‧',
    ]) {
        let mut start = 0;
        for word in text::words(part) {
            let joined = JOINS.contains(&text::folded(word.text)) && word.start > 0 && word.end < part.len();
            let bare = !part[..word.start].ends_with(['\'', '’', '.', '-'])
                && !part[word.end..].starts_with(['.', '\'', '-']);
            if joined && bare && word.start >= start {
                pieces.push(part[start..word.start].trim().to_string());
                start = word.end;
            }
        }
        pieces.push(part[start..].trim().to_string());
    }
    pieces
}

/// `Surname, First` as catalogues write it: one word or two on each side of the only comma, and the first not a whole name.
fn surname_first(line: &str) -> Option<String> {
    let (surname, first) = line.split_once(", ")?;
    let words = |part: &str| text::words(part).count();
    let short = words(surname) == 1 && words(first) <= 2 && !first.contains([',', ';', '|']);
    let names = short && is_capital(surname) && is_capital(first) && !is_noise(first) && !is_noise(surname);
    names.then(|| format!("{} {}", first.trim(), surname.trim()))
}

fn is_capital(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_uppercase)
}

/// The name of a person in a piece of a byline.
fn person(piece: &str, known: &[&str]) -> Option<String> {
    let piece = without_foreign_function(without_agency(trimmed(piece)));
    let words: Vec<text::Word> = text::words(piece).collect();
    let (most_words, most_chars) = LONGEST_NAME;
    if words.is_empty() || words.len() > most_words || piece.chars().count() > most_chars {
        return None;
    }
    let folded = text::folded(piece);
    let is_outlet = known.iter().any(|other| text::folded(other) == folded) && !is_person(&words);
    let of_agency = words.len() > 1 && shouts(words[0].text) && agencies::named(words[0].text).is_some();
    let is_address =
        piece.contains("://") || piece.contains("www.") || piece.contains('@') || piece.contains(".com");
    let is_label = piece.contains(['>', '›', '»', '#', '©', '?', '!', '%']);
    let foreign = is_foreign(piece);
    let shaped = foreign || (is_capital(piece) && !is_sentence(piece, &words));
    let digits = piece.chars().any(|c| written::digit(c).is_some());
    let weekday = calendar::weekday(piece).is_some();
    let letters: String = piece.chars().filter(|c| c.is_alphanumeric()).collect();
    let degree = POST_NOMINALS.contains(&text::folded(&letters))
        && letters.chars().filter(|c| c.is_uppercase()).count() > 1;
    let stands =
        shaped && !degree && !digits && !is_address && !is_label && !is_outlet && !of_agency && !weekday;
    (stands && !is_noise(piece) && agencies::named(piece).is_none() && piece.chars().count() > 1)
        .then(|| piece.to_string())
}

/// Whether a name is that of a country or a place.
pub fn is_place(name: &str) -> bool {
    let known = Lexicon::built_in().gazetteer.named(name);
    known
        .iter()
        .any(|entry| matches!(entry.class, ActorType::Country | ActorType::Place))
}

/// Two words or three that begin with a given name: a person, though a site may bear the name.
fn is_person(words: &[text::Word]) -> bool {
    words.first().is_some_and(|word| is_given(word.text)) && (2..=3).contains(&words.len())
}

/// Whether a word is a given name, of the news or of the world.
pub fn is_given(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    lexicon.given_names.has(word) || lexicon.given_names_world.has(word)
}

/// Whether a word is a family name, of the news or of the world.
pub fn is_surname(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    lexicon.surnames.has(word) || lexicon.surnames_world.has(word)
}

/// What reporters are called behind their names, in scripts that part no words.
const FOREIGN_FUNCTIONS: [&str; 10] = [
    "선임기자",
    "인턴기자",
    "전문기자",
    "특파원",
    "기자",
    "特派員",
    "編集委員",
    "特派记者",
    "記者",
    "记者",
];

/// A name in such a script without the function behind it: *홍길동 기자*, *山田太郎記者*.
fn without_foreign_function(piece: &str) -> &str {
    let names = FOREIGN_FUNCTIONS
        .iter()
        .filter_map(|function| piece.strip_suffix(function));
    let name = names.map(str::trim_end).find(|name| name.chars().count() > 1);
    name.unwrap_or(piece)
}

fn shouts(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// The name under which somebody writes who gives no other: one word, with digits or in small letters. Only where the page says that
/// it is an author's.
pub fn handle(name: &str, known: &[&str]) -> Option<String> {
    let name = name.trim().trim_start_matches('@');
    let letters =
        name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) && name.contains(char::is_alphabetic);
    let is_known = known.iter().any(|other| outlet::same_name(other, name));
    let fits = letters && (3..=20).contains(&name.chars().count()) && !is_known && !is_noise(name);
    (fits && agencies::named(name).is_none()).then(|| name.to_string())
}

/// A name that stands twice in a row, once.
fn without_echo(piece: &str) -> &str {
    let words: Vec<text::Word> = text::words(piece).collect();
    let (first, second) = words.split_at(words.len() / 2);
    let same = words.len() > 3 && first.iter().map(|w| w.text).eq(second.iter().map(|w| w.text));
    if same {
        &piece[..first[first.len() - 1].end]
    } else {
        piece
    }
}

/// A piece without degrees before it, addresses and functions after it.
fn trimmed(piece: &str) -> &str {
    let mut piece = without_handle(without_glued(piece));
    piece = piece.trim_matches(|c: char| c.is_whitespace() || "\"'“”„«»*_:-.()[]>".contains(c) && c != '.');
    piece = piece.trim_start_matches('.').trim();
    for cut in [
        " - ",
        " in ",
        " aus ",
        " à ",
        " im ",
        " @",
        " on ",
        " at ",
        " for ",
        " für ",
        " pour ",
        " – ",
        " — ",
        "  ",
        ": ",
        " reports ",
        " reporting ",
        " writes ",
        " berichtet",
    ] {
        if let Some(at) = piece.find(cut).filter(|at| *at > 3) {
            piece = piece[..at].trim();
        }
    }
    piece = without_nominals(first_sentence(piece));
    while let Some((head, "In" | "On" | "At" | "By" | "For" | "Via" | "in" | "on" | "at" | "by" | "via")) =
        piece.rsplit_once(' ')
    {
        piece = head.trim_end();
    }
    while let Some((first, rest)) = piece.split_once([' ', '\u{a0}']) {
        if !DEGREES.contains(&text::folded(first.trim_end_matches('.'))) {
            break;
        }
        piece = rest.trim_start();
    }
    let word = |piece: &str| {
        piece
            .rsplit_once(' ')
            .map(|(head, last)| (head.len(), last.contains('@') || last.starts_with("http")))
    };
    while let Some((head, true)) = word(piece) {
        piece = piece[..head].trim();
    }
    let initials = piece.ends_with('.') && text::words(piece).all(|word| word.text.chars().count() == 1);
    let generation = text::words(piece)
        .last()
        .filter(|_| piece.ends_with('.'))
        .map(|word| text::folded(word.text));
    let generation = generation.is_some_and(|word| GENERATIONS.contains(&word.as_str()));
    match initials || generation {
        true => piece,
        false => piece.trim_end_matches(['.', ' ', ',', ':']),
    }
}

/// What stands before the full stop that ends a sentence: not that of an initial or of *Jr.*, *St.*, *Ph.*
pub fn first_sentence(line: &str) -> &str {
    let ends = line.match_indices(". ").map(|(at, _)| at);
    let mut ends = ends.filter(|at| {
        let word = text::words(&line[..*at]).last().map_or("", |word| word.text);
        word.chars().count() > LONGEST_ABBREVIATION
            && line[at + 2..].trim_start().starts_with(char::is_uppercase)
    });
    ends.next().map_or(line, |at| &line[..at])
}

/// A name without the degrees and honours behind it: *Ann Bell MD*, *Ann Bell Ph.D.*
fn without_nominals(piece: &str) -> &str {
    let mut piece = piece;
    while let Some((name, last)) = piece.rsplit_once([' ', '\u{a0}']) {
        let letters: String = last.chars().filter(|c| c.is_alphanumeric()).collect();
        let shouted = letters.chars().filter(|c| c.is_uppercase()).count() > 1;
        if !shouted || !POST_NOMINALS.contains(&text::folded(&letters)) || text::words(name).count() < 2 {
            break;
        }
        piece = name.trim_end();
    }
    piece
}

/// A name without the handle that is glued to it: *Ann Bell@annbell*. An address of e-mail is a word of its own.
fn without_handle(piece: &str) -> &str {
    match piece.split_once('@') {
        Some((name, handle)) if !handle.contains('.') && text::words(name).count() > 1 => name.trim_end(),
        _ => piece,
    }
}

/// A name without the button or function that is glued to it where a page was turned to text: *Ann BellTwitter*.
fn without_glued(piece: &str) -> &str {
    let mut before = ' ';
    for (at, c) in piece.char_indices() {
        if before.is_lowercase() && c.is_uppercase() && is_noise(&piece[at..]) {
            return &piece[..at];
        }
        before = c;
    }
    piece
}

/// A whole name without the agency after it: *Ann Bell Reuters*.
fn without_agency(piece: &str) -> &str {
    match piece.rsplit_once(' ') {
        Some((name, last)) if agencies::named(last).is_some() && text::words(name).count() > 1 => {
            name.trim_end()
        }
        _ => piece,
    }
}

/// A lower-case word that is no part of names.
fn is_sentence(piece: &str, words: &[text::Word]) -> bool {
    let mut lower = words
        .iter()
        .filter(|w| w.text.chars().all(char::is_lowercase) && w.text.chars().count() > 1);
    // The second half of a given name: *Lin Yu-han*.
    let half = |word: &text::Word| piece.contains(' ') && piece[..word.start].ends_with(HYPHENS);
    lower.any(|word| !PARTICLES.contains(&word.text) && !half(word))
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

/// What stands in the brackets around the whole of a credit: *(Reportage Ann Bell, édité par Jean Kern)*. A line that only begins and
/// ends with other brackets is left alone.
fn inside_brackets(line: &str) -> &str {
    let inner = line.trim().trim_end_matches('.');
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(line)
}

/// A line without what stands in brackets.
fn without_brackets(line: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests;
