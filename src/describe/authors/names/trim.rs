//! What is cut from around a name: degrees, functions, handles, agencies, brackets.

use super::{
    DEGREES, GENERATIONS, NOT_AUTHORS, POST_NOMINALS, is_given, is_noise, is_surname, is_whole_name, shouts,
};
use crate::describe::agencies;
use crate::lexicon::Lexicon;
use crate::text;

/// The longest word before a full stop that may be an abbreviation.
const LONGEST_ABBREVIATION: usize = 3;
/// The most words of an agency or an outlet behind a name.
const LONGEST_HOUSE: usize = 4;

/// What stands inside a word before a second capital: *Ann McBell*.
const NAME_PREFIXES: [&str; 6] = [" De", " La", " Le", " Mac", " Mc", "-Mc"];

/// The name in a piece of a byline.
pub(super) fn name(piece: &str) -> &str {
    without_function(without_foreign_function(without_agency(trimmed(piece))))
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

/// A whole name without the number behind it, of a note or of minutes, and what follows: *Ann Bell2*, *Ann Bell 2 minutes read*.
fn without_number(piece: &str) -> &str {
    let number = piece.find(char::is_numeric);
    let before = number.map(|at| piece[..at].trim_end_matches([' ', '(']));
    before.filter(|before| is_whole_name(before)).unwrap_or(piece)
}

/// A person's name without the function or button behind it: *Ann Bell Political Editor*, *Ann Bell Follow*.
fn without_function(piece: &str) -> &str {
    let words: Vec<text::Word> = text::words(piece).collect();
    if words.len() < 3 || !is_given(words[0].text) {
        return piece;
    }
    let noise = |phrase: &str| NOT_AUTHORS.contains(&text::folded(phrase));
    let whole = (2..words.len()).find(|count| noise(&piece[words[*count].start..]));
    let last = || noise(words[words.len() - 1].text).then_some(words.len() - 1);
    let Some(mut count) = whole.or_else(last) else {
        return piece;
    };
    // What is said of the function is no part of the name: *Parliamentary editor*.
    let is_name = |word: &text::Word| is_given(word.text) || is_surname(word.text);
    if count > 2 && !is_name(&words[count - 1]) {
        count -= 1;
    }
    let name = &piece[..words[count - 1].end];
    if is_whole_name(name) { name } else { piece }
}

/// A name that stands twice in a row, once.
pub(super) fn without_echo(piece: &str) -> &str {
    if let Some((first, second)) = piece.split_at_checked(piece.len() / 2)
        && first == second
    {
        return first;
    }
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
    let mut piece = without_number(without_handle(without_glued(piece)));
    piece = piece.trim_matches(|c: char| c.is_whitespace() || "\"'“”„«»*_:-.()[]>".contains(c) && c != '.');
    piece = piece.trim_start_matches('.').trim();
    for cut in [
        " - ",
        " in ",
        " on behalf of ",
        " au nom de ",
        " im namen ",
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
        // A single word before a colon is a label and no name.
        let label = |at: &usize| cut == ": " && text::words(&piece[..*at]).count() < 2;
        if let Some(at) = piece.find(cut).filter(|at| *at > 3 && !label(at)) {
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
        let initials = text::words(rest).all(|word| word.text.chars().count() == 1);
        let bare = first.trim_end_matches('.');
        let rank = bare.len() < first.len() && Lexicon::built_in().titles.has(bare);
        if initials || !(rank || DEGREES.contains(&text::folded(bare))) {
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

/// What stands before the full stop that ends a sentence: not that of an initial or of *Jr.*, *St.*, *Ph.*, or of the rank that opens
/// the line.
pub(crate) fn first_sentence(line: &str) -> &str {
    let ends = line.match_indices(". ").map(|(at, _)| at);
    let mut ends = ends.filter(|at| {
        let word = text::words(&line[..*at]).last().map_or("", |word| word.text);
        let rank = *at == word.len() && Lexicon::built_in().titles.has(word);
        word.chars().count() > LONGEST_ABBREVIATION
            && !rank
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
        let known = POST_NOMINALS.contains(&text::folded(&letters)) || is_post_nominal(name, &letters);
        if !shouted || !known || text::words(name).count() < 2 {
            break;
        }
        piece = name.trim_end();
    }
    piece
}

/// Whether capitals behind a name that is not written in them are letters of a degree or an order: no vowel is among them.
fn is_post_nominal(name: &str, letters: &str) -> bool {
    let vowel = |c: char| "AEIOUY".contains(c);
    let spelled = letters.is_ascii() && shouts(letters) && !letters.contains(vowel);
    spelled && name.contains(char::is_lowercase) && !is_surname(letters)
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
        let prefix = NAME_PREFIXES.iter().any(|prefix| piece[..at].ends_with(prefix));
        let named = || !prefix && text::words(&piece[..at]).count() > 1 || is_given(&piece[..at]);
        if before.is_lowercase() && c.is_uppercase() && is_noise(&piece[at..]) && named() {
            return &piece[..at];
        }
        before = c;
    }
    piece
}

/// A whole name without the agency after it: *Ann Bell Reuters*, *Ann Bell Associated Press*.
fn without_agency(piece: &str) -> &str {
    without_house(piece, |last| agencies::named(last).is_some())
}

/// A whole name without the outlet after it: *Ann Bell The Example*.
pub(super) fn without_outlet<'a>(piece: &'a str, known: &[&str]) -> &'a str {
    let is_known = |last: &str| known.iter().any(|name| text::folded(name) == text::folded(last));
    without_house(piece, |last| is_known(last) && last.contains(char::is_uppercase))
}

/// A name of at least two words without the words behind it that name a house.
fn without_house(piece: &str, is_house: impl Fn(&str) -> bool) -> &str {
    let words: Vec<text::Word> = text::words(piece).collect();
    let longest = words.len().saturating_sub(2).min(LONGEST_HOUSE);
    let house = (1..=longest)
        .rev()
        .find(|count| is_house(&piece[words[words.len() - count].start..]));
    let name = house.map(|count| {
        piece[..words[words.len() - count].start].trim_end_matches([' ', '\u{a0}', '/', '-', '|'])
    });
    name.filter(|name| text::words(name).count() > 1 || is_given(name))
        .unwrap_or(piece)
}

/// What stands in the brackets around the whole of a credit: *(Reportage Ann Bell, édité par Jean Kern)*. A line that only begins and
/// ends with other brackets is left alone.
pub(super) fn inside_brackets(line: &str) -> &str {
    let inner = line.trim().trim_end_matches('.');
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(line)
}

/// A line without what stands in brackets, but for the other name of a person: *Ann (Nana) Bell*.
pub(super) fn without_brackets(line: &str) -> String {
    let mut depth = 0u32;
    let mut other_name = false;
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        match c {
            '(' if depth == 0 && is_other_name(&line[..at], &line[at + 1..]) => {
                other_name = true;
                out.push(c);
            }
            ')' if std::mem::take(&mut other_name) => out.push(c),
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether a bracket opens on one word with a capital between two others: the name by which a person is called, or was before a
/// marriage.
fn is_other_name(before: &str, inside: &str) -> bool {
    let Some((name, after)) = inside.split_once(") ") else {
        return false;
    };
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().count() > 2
            && letters.all(char::is_lowercase)
    };
    let given = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let family = after.split(' ').next().unwrap_or_default();
    before.ends_with(' ') && is_name(name) && is_name(given) && is_given(given) && is_name(family)
}
