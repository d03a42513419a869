//! What a line by itself reads like, that is no headline: a ticker, an entry of a list, a notice, a time of reading, a menu, a caption.

use crate::clean::Reason;
use crate::clean::cues::cues;
use crate::hash::fnv32_word;
use crate::lexicon;
use crate::text;

/// The most words of a line that tells the time of reading.
const READING_WORDS: usize = 5;
/// How minutes are written.
const MINUTES: [&str; 8] = [
    "min", "mins", "minute", "minutes", "minuten", "minutos", "minuti", "mn",
];

/// A line of a ticker: *10:58 – Ndélé : le bac remis à l’eau*.
pub(super) fn opens_with_clock(line: &str) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let rest = line
        .trim_start()
        .get(digits(line.trim_start())..)
        .unwrap_or_default();
    let hours = (1..=2).contains(&digits(line.trim_start()));
    hours && rest.starts_with([':', 'h', 'H']) && digits(&rest[1..]) == 2
}

/// An entry of a list that counts: *4. Le pont est ouvert*.
pub(super) fn opens_with_number(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', ')'])
}

/// Whether several entries of a list stand on the line: *1. Vencedores 38 · 2. Akonangui 37*.
pub(super) fn counts_up(line: &str) -> bool {
    let entries = line
        .split(' ')
        .filter(|word| word.len() > 1 && opens_with_number(word) && word.ends_with('.'));
    entries.count() > 1
}

/// Whether a word in capitals and a colon open the line, as they open notices: *SANARWA: …*.
pub(super) fn opens_with_shout(line: &str) -> bool {
    let label = line.split_once(':').map_or("", |(label, _)| label.trim_end());
    !label.contains(' ') && label.chars().count() > 3 && label.chars().all(char::is_uppercase)
}

/// Whether the whole line stands between quotation marks.
pub(super) fn is_quotation(line: &str) -> bool {
    line.starts_with(['"', '“', '«', '„', '‘']) && line.ends_with(['"', '”', '»', '“', '’'])
}

/// How long it takes to read the text: *5 min read*, *Lecture : 3 minutes.*
pub(super) fn is_reading_time(line: &str) -> bool {
    let words: Vec<text::Word> = text::words(line).collect();
    let figures = words
        .iter()
        .any(|word| word.text.bytes().all(|b| b.is_ascii_digit()));
    let minutes = words
        .iter()
        .any(|word| MINUTES.contains(&text::folded(word.text).as_str()));
    words.len() <= READING_WORDS && figures && minutes
}

/// A line that is nothing but a phrase of menus and search boxes: *Rechercher dans ce blog*.
pub(super) fn is_navigation(line: &str) -> bool {
    let words: Vec<u32> = text::words(line).map(|word| fnv32_word(word.text)).collect();
    cues(&words, 0).whole.has(Reason::Navigation)
}

/// A line that describes or credits a picture.
pub(super) fn is_caption(line: &str) -> bool {
    let folded = text::folded(line);
    let mut cues = lexicon::entries(include_str!("../lexicon/caption-cues.txt"));
    cues.any(|mut fields| {
        fields.next().is_some_and(|cue| {
            let cue = text::folded(cue);
            folded.find(&cue).is_some_and(|at| {
                let before = folded[..at]
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphanumeric());
                let after = folded[at + cue.len()..]
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric());
                before && after
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_of_menus_is_no_headline() {
        assert!(is_navigation("Rechercher dans ce blog") && is_navigation("Search this blog"));
        assert!(!is_navigation("Le maire recherche un blog perdu"));
    }
}
