//! Which words say what the date beside them is: published, updated, of the printed edition, of something else.

use crate::calendar::written::WrittenDate;
use crate::lexicon;
use crate::text;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a date is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateCue {
    /// When it was published.
    Published,
    /// When it was changed.
    Modified,
    /// When the printed edition came out.
    PrintEdition,
    /// An event, a deadline, a membership.
    Other,
}

/// How many words before a date can say what it is.
const REACH: usize = 5;

static CUES: LazyLock<HashMap<String, DateCue>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../lexicon/published-cues.tsv"))
        .filter_map(|mut fields| {
            let phrase = text::folded(fields.next()?);
            let cue = match fields.next()? {
                "published" => DateCue::Published,
                "modified" => DateCue::Modified,
                "print-edition" => DateCue::PrintEdition,
                _ => DateCue::Other,
            };
            Some((phrase, cue))
        })
        .collect()
});

/// What the words just before a date say it is; where they say nothing and no other date follows, the word just after it
/// (*2022-05-13 updated*).
pub(crate) fn cue(line: &str, dates: &[WrittenDate], at: usize) -> Option<DateCue> {
    let date = &dates[at];
    let previous_end = at.checked_sub(1).map_or(0, |previous| dates[previous].end);
    let before = line.get(previous_end..date.start).unwrap_or_default();
    last_cue(before).or_else(|| {
        let after = text::words(line.get(date.end..).unwrap_or_default()).next();
        let word = after.filter(|_| last_words(before).is_empty() && at + 1 == dates.len())?;
        CUES.get(&text::folded(word.text))
            .copied()
            .filter(|cue| *cue == DateCue::Modified)
    })
}

/// The cue that ends nearest to the end of a text.
pub(crate) fn last_cue(before: &str) -> Option<DateCue> {
    let words = last_words(before);
    for end in (1..=words.len()).rev() {
        for start in end.saturating_sub(4)..end {
            let phrase = &before[words[start].start..words[end - 1].end];
            if let Some(cue) = CUES.get(&text::folded(phrase)) {
                return Some(*cue);
            }
        }
    }
    None
}

fn last_words(text: &str) -> Vec<text::Word<'_>> {
    let all: Vec<text::Word> = text::words(text).map(without_clock).collect();
    let from = all.len().saturating_sub(REACH);
    all[from..].to_vec()
}

/// A word without the figures that are glued before it where a page was turned to text: *10:12Modifié le*.
fn without_clock(word: text::Word<'_>) -> text::Word<'_> {
    let letters = word.text.trim_start_matches(|c: char| c.is_ascii_digit());
    let glued = letters.starts_with(char::is_uppercase) && letters.chars().count() > 2;
    let skipped = if glued { word.text.len() - letters.len() } else { 0 };
    text::Word {
        text: &word.text[skipped..],
        start: word.start + skipped,
        end: word.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::written::{DateHints, find};

    #[test]
    fn words_say_what_a_date_is() {
        for (line, cue_of_last) in [
            ("Publié le 13 mai 2022 à 10h", Some(DateCue::Published)),
            ("Mis à jour le : 13 mai 2022", Some(DateCue::Modified)),
            (
                "Zuletzt aktualisiert am Freitag, 13. Mai 2022",
                Some(DateCue::Modified),
            ),
            ("Posted by Ann on May 13, 2022", Some(DateCue::Published)),
            ("13 May 2022 | Updated 14 May 2022", Some(DateCue::Modified)),
            ("AfricaPresse 13 May 2022", None),
            ("13 May 2022 updated", Some(DateCue::Modified)),
            (
                "Publié le : 03/05/2022 - 10:12Modifié le : 04/05/2022 - 12:00",
                Some(DateCue::Modified),
            ),
        ] {
            let found = find(line, &DateHints::default());
            assert_eq!(cue(line, &found, found.len() - 1), cue_of_last, "{line}");
        }
    }
}
