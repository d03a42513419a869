//! Which stretch of a text shows best where a query is met.

use crate::index::highlight::{HitPlace, Part};
use std::ops::Range;

/// A stretch of a text with the places that met the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Of what it is a stretch.
    pub part: Part,
    /// The stretch, with `…` where the text goes on.
    pub text: String,
    /// The marked places in it, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// How many words a snippet shows.
const SNIPPET_WORDS: usize = 32;

/// The stretch of a part's text that meets most parts of a query, by the places of that text and of its words; its beginning where none
/// is met.
pub fn snippet(part: Part, text: &str, words: &[(usize, usize)], places: &[HitPlace]) -> Snippet {
    let number = |byte: usize| words.partition_point(|(start, _)| *start < byte);
    let spans: Vec<(usize, Range<usize>)> = places
        .iter()
        .map(|place| (place.mark, number(place.range.start)..number(place.range.end)))
        .collect();
    let window = best_window(&spans, words.len());
    let (Some(first), Some(last)) = (words.get(window.start), words.get(window.end.wrapping_sub(1))) else {
        return Snippet {
            part,
            text: String::new(),
            marks: Vec::new(),
        };
    };
    let start = if window.start == 0 { 0 } else { first.0 };
    let end = if window.end == words.len() {
        text.len()
    } else {
        last.1
    };
    let mut shown = String::from(if start > 0 { "… " } else { "" });
    let offset = shown.len();
    let inside = places
        .iter()
        .filter(|place| place.range.start >= start && place.range.end <= end);
    let marks = inside
        .map(|place| place.range.start - start + offset..place.range.end - start + offset)
        .collect();
    shown.extend(text[start..end].chars().map(|c| {
        if c.is_whitespace() && c.len_utf8() == 1 {
            ' '
        } else {
            c
        }
    }));
    if end < text.len() {
        shown.push_str(" …");
    }
    Snippet {
        part,
        text: shown,
        marks,
    }
}

/// The window of [`SNIPPET_WORDS`] words that meets most parts of a query, and of these most often; a little of what stands
/// before the first match is in it.
fn best_window(places: &[(usize, Range<usize>)], words: usize) -> Range<usize> {
    let mut best = ((0, 0), 0);
    for (begin, (_, place)) in places.iter().enumerate() {
        let last = place.start + SNIPPET_WORDS * 3 / 4;
        let inside = places[begin..]
            .iter()
            .take_while(|(_, other)| other.start < last)
            .take(SNIPPET_WORDS);
        let (mut met, mut count) = (0_u64, 0);
        for (mark, _) in inside {
            met |= 1 << (mark % 64);
            count += 1;
        }
        if (met.count_ones(), count) > best.0 {
            best = ((met.count_ones(), count), place.start);
        }
    }
    let start = best.1.saturating_sub(SNIPPET_WORDS / 5);
    let end = words.min(start + SNIPPET_WORDS);
    end.saturating_sub(SNIPPET_WORDS).min(start)..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn snippet_of(text: &str, places: &[HitPlace]) -> Snippet {
        let words: Vec<_> = tokens(text).map(|word| (word.start, word.end)).collect();
        snippet(Part::Body, text, &words, places)
    }

    #[test]
    fn a_snippet_shows_the_match() {
        let text = format!(
            "{}Kazura est à Bamako. {}",
            "mot ".repeat(100),
            "fin ".repeat(100)
        );
        let place = |(mark, word): (usize, &str)| {
            let start = text.find(word).expect(word);
            HitPlace {
                part: Part::Body,
                range: start..start + word.len(),
                mark,
            }
        };
        let shown = snippet_of(&text, &[(0, "Kazura"), (1, "Bamako")].map(place));
        let marked: Vec<&str> = shown
            .marks
            .iter()
            .map(|range| &shown.text[range.clone()])
            .collect();
        assert_eq!(marked, ["Kazura", "Bamako"]);
        assert!(shown.text.starts_with("… mot") && shown.text.ends_with("fin …"));
        assert_eq!(snippet_of("court", &[]).text, "court");
        assert_eq!(snippet_of("", &[]).text, "");
    }
}
