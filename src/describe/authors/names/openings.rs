//! How a line opens that names its author: *Par …*, *By …*, *… reports from …*.

use super::{first_is_given, folded_set, is_whole_name};
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Openings that are common words too: they count before a given name alone, or in the language whose opening they are.
const SHORT_OPENINGS: [(&str, &str); 5] = [
    ("Na", "sw"),
    ("NA", "sw"),
    ("Da", "ha"),
    ("From", ""),
    ("FROM", ""),
];
/// How many words an opening can have.
const LONGEST_OPENING: usize = 6;
/// What opens the credit in brackets under a dispatch; elsewhere these words are labels of headlines.
const CREDIT_OPENINGS: [&str; 3] = ["reportage", "reporting", "redaction"];

/// What stands alone above a signature.
const SIGNED: [&str; 6] = ["assinado", "firmado", "firmato", "gezeichnet", "signe", "signed"];

pub(super) static OPENINGS: LazyLock<HashSet<String>> =
    LazyLock::new(|| folded_set(include_str!("../../../lexicon/byline-openings.txt")));

/// Whether a line opens as a byline does (*Par …*, *By …*), and the rest of it.
pub(crate) fn opened(line: &str) -> Option<&str> {
    let in_brackets = line.trim_start().starts_with('(');
    let opens = |phrase: &str| {
        let folded = text::folded(phrase);
        OPENINGS.contains(&folded) || in_brackets && CREDIT_OPENINGS.contains(&folded.as_str())
    };
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, name)) = opened_short(line).filter(|(_, name)| first_is_given(name)) {
        return Some(name);
    }
    let words: Vec<text::Word> = text::words(line).take(LONGEST_OPENING).collect();
    (1..=words.len()).rev().find_map(|count| {
        let end = words[count - 1].end;
        let rest = &line[end..];
        let parted = rest.starts_with([' ', ':', '\n', '\u{a0}', '/', '：', '.']);
        (parted && opens(&line[..end]))
            .then(|| rest.trim_start_matches([' ', ':', '\n', '/', '：', '.', '-', '\u{a0}']))
    })
}

/// Whether a line opens as bylines of a language do with a word that is common in others, and the rest of it.
pub(crate) fn opened_in<'a>(line: &'a str, language: Option<&str>) -> Option<&'a str> {
    let short = opened_short(line).filter(|(of, _)| Some(*of) == language);
    short.map(|(_, name)| name).or_else(|| opened(line))
}

/// The language whose opening a common word is, and what follows it.
fn opened_short(line: &str) -> Option<(&'static str, &str)> {
    let mut words = text::words(line);
    let (by, name, _) = (words.next()?, words.next()?, words.next()?);
    let (_, language) = SHORT_OPENINGS.iter().find(|(word, _)| *word == by.text)?;
    Some((language, &line[name.start..]))
}

/// What follows an opening that is glued to the name where a page was turned to text: *AuthorAnn Bell*.
pub(super) fn opened_without_blank(line: &str) -> Option<&str> {
    let mut before = ' ';
    let capital = line.char_indices().find(|(_, c)| {
        let found = before.is_lowercase() && c.is_uppercase();
        before = *c;
        found
    });
    let (opening, rest) = line.split_at(capital?.0);
    (opening.chars().count() > 3 && OPENINGS.contains(&text::folded(opening))).then_some(rest)
}

/// The line that says who asked, without who answered: *Interview by Ann Bell with Bob Coe*.
pub(super) fn without_interviewee(line: &str) -> &str {
    let asked = line
        .split_once(['.', ':'])
        .map_or(line, |(first, _)| first)
        .to_lowercase();
    let by = [" von ", " by ", " par ", " por ", " door ", " di "].iter();
    let by = by.filter_map(|by| line.find(by).map(|at| at + by.len())).min();
    let is_interview =
        by.is_some_and(|by| asked.get(..by).is_some_and(|before| before.contains("interview")));
    let with = [" mit ", " with ", " avec ", " con ", " com ", " met "].iter();
    let with = with.filter_map(|with| line.find(with)).min();
    match with.filter(|with| is_interview && by < Some(*with)) {
        Some(with) => &line[..with],
        None => line,
    }
}

/// Whether a line is nothing but the opening of a byline, whose names stand on the next.
pub(crate) fn is_opening(line: &str) -> bool {
    let line = line.trim().trim_end_matches(':').trim_end();
    let inside = line.trim_start_matches('(').trim_end_matches(')');
    let folded = text::folded(inside);
    SIGNED.contains(&folded.as_str()) || OPENINGS.contains(&folded) && line.chars().count() > 1
}

/// The name in a line that says who reports from where: *Aus Agadez berichtet Ann Bell*, *Ann Bell reports from Auyo*.
pub(crate) fn reporting(line: &str) -> Option<&str> {
    let behind = [" berichtet ", " rapporteert ", " rapporterer "].iter();
    let behind = behind
        .filter_map(|verb| line.split_once(verb))
        .map(|(_, name)| name);
    let before = [
        " reports from ",
        " reporting from ",
        " berichtet aus ",
        " writes from ",
    ]
    .iter();
    let before = before
        .filter_map(|verb| line.split_once(verb))
        .map(|(name, _)| name);
    behind.chain(before).find(|name| is_whole_name(name))
}
