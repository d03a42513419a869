//! Where in a text a query is met, and which stretch of the text shows it best.

use crate::text::Tokens;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What is to be marked: words that follow each other, each in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// For each word its forms.
    pub words: Vec<HashSet<String>>,
    /// How far apart the words may stand.
    pub slop: u32,
}

/// A stretch of a text with the places that met the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The stretch, with `…` where the text goes on.
    pub text: String,
    /// The marked places in it, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// How many words a snippet shows.
const SNIPPET_WORDS: usize = 32;

/// The places of a text that meet the marks, in order, without overlaps.
pub fn places(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let seen = Seen::of(marks);
    let spots = seen.spots(text);
    let mut places: Vec<Range<usize>> = Vec::new();
    for (_, place) in seen.places(&spots) {
        let range = spots[place.start].start..spots[place.end - 1].end;
        match places.last() {
            Some(last) if range.start < last.end => {}
            _ => places.push(range),
        }
    }
    places
}

/// A word of a text: where it stands, in bytes, and its number where a mark asks for it; 0 elsewhere.
struct Spot {
    start: usize,
    end: usize,
    word: u32,
}

/// What is looked for in texts.
struct Seen<'m> {
    /// Every word of the marks, by a number from 1.
    words: HashMap<&'m str, u32>,
    /// The bytes with which they begin: most words of a text are none of them.
    beginnings: [bool; 256],
    /// Each mark as the numbers of the forms of its words, and how far apart these may stand.
    marks: Vec<(Vec<Vec<u32>>, usize)>,
}

impl<'m> Seen<'m> {
    fn of(marks: &'m [Mark]) -> Seen<'m> {
        let mut words = HashMap::new();
        let mut number = |word: &'m String| {
            let next = words.len() as u32 + 1;
            *words.entry(word.as_str()).or_insert(next)
        };
        let mut numbered = |mark: &'m Mark| {
            let forms = mark
                .words
                .iter()
                .map(|forms| forms.iter().map(&mut number).collect());
            (forms.collect(), mark.slop as usize)
        };
        let marks = marks.iter().map(&mut numbered).collect();
        let mut beginnings = [false; 256];
        for byte in words.keys().filter_map(|word| word.bytes().next()) {
            beginnings[usize::from(byte)] = true;
        }
        Seen {
            words,
            beginnings,
            marks,
        }
    }

    fn spots(&self, text: &str) -> Vec<Spot> {
        let (mut tokens, mut word) = (Tokens::new(text), String::new());
        let mut spots = Vec::with_capacity(text.len() / 6);
        while let Some((start, end)) = tokens.next_into(&mut word) {
            let known = word
                .bytes()
                .next()
                .is_some_and(|byte| self.beginnings[usize::from(byte)]);
            let number = known.then(|| self.words.get(word.as_str()).copied()).flatten();
            spots.push(Spot {
                start,
                end,
                word: number.unwrap_or(0),
            });
        }
        spots
    }

    /// The words that meet the marks, with the number of the mark: first and past the last, sorted; the longest first where
    /// several begin at one.
    fn places(&self, spots: &[Spot]) -> Vec<(usize, Range<usize>)> {
        let mut places = Vec::new();
        for (start, _) in spots.iter().enumerate().filter(|(_, spot)| spot.word > 0) {
            for (number, mark) in self.marks.iter().enumerate() {
                places.extend(end_of(spots, start, mark).map(|end| (number, start..end)));
            }
        }
        places.sort_by_key(|(_, place)| (place.start, std::cmp::Reverse(place.end)));
        places
    }
}

/// Past the last word of a mark that begins at a spot; nothing where it does not stand there.
fn end_of(spots: &[Spot], start: usize, (words, slop): &(Vec<Vec<u32>>, usize)) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    let mut at = Some(start).filter(|at| first.contains(&spots[*at].word))?;
    for word in rest {
        let until = spots.len().min(at + 2 + slop);
        at = (at + 1..until).find(|place| word.contains(&spots[*place].word))?;
    }
    Some(at + 1)
}

/// The stretch of a text that meets most of the marks; its beginning where none is met.
pub fn snippet(text: &str, marks: &[Mark]) -> Snippet {
    let seen = Seen::of(marks);
    let tokens = seen.spots(text);
    let places = seen.places(&tokens);
    let window = best_window(&places, tokens.len());
    let (Some(first), Some(last)) = (tokens.get(window.start), tokens.get(window.end.wrapping_sub(1))) else {
        return Snippet {
            text: String::new(),
            marks: Vec::new(),
        };
    };
    let start = if window.start == 0 { 0 } else { first.start };
    let end = if window.end == tokens.len() {
        text.len()
    } else {
        last.end
    };
    let mut shown = String::from(if start > 0 { "… " } else { "" });
    let offset = shown.len();
    let mut marked: Vec<Range<usize>> = Vec::new();
    let inside = |place: &&Range<usize>| place.start >= window.start && place.end <= window.end;
    for place in places.iter().map(|(_, place)| place).filter(inside) {
        let range = tokens[place.start].start - start + offset..tokens[place.end - 1].end - start + offset;
        if marked.last().is_none_or(|last| last.end <= range.start) {
            marked.push(range);
        }
    }
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
        text: shown,
        marks: marked,
    }
}

/// The window of [`SNIPPET_WORDS`] tokens that meets most of the marks, and of these most often; a little of what stands
/// before the first match is in it.
fn best_window(places: &[(usize, Range<usize>)], tokens: usize) -> Range<usize> {
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
    let end = tokens.min(start + SNIPPET_WORDS);
    end.saturating_sub(SNIPPET_WORDS).min(start)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(words: &[&str], slop: u32) -> Mark {
        let words = words
            .iter()
            .map(|word| HashSet::from([word.to_string()]))
            .collect();
        Mark { words, slop }
    }

    #[test]
    fn matches_are_found_where_they_stand() {
        let text = "L’armée malienne, armée du Mali.";
        let cut =
            |marks: &[Mark]| -> Vec<&str> { places(text, marks).into_iter().map(|p| &text[p]).collect() };
        assert_eq!(cut(&[mark(&["armee"], 0)]), ["armée", "armée"]);
        assert_eq!(
            cut(&[mark(&["armee", "malienne"], 0), mark(&["armee"], 0)]),
            ["armée malienne", "armée"]
        );
        assert_eq!(cut(&[mark(&["armee", "mali"], 1)]), ["armée du Mali"]);
    }

    #[test]
    fn a_snippet_shows_the_match() {
        let text = format!(
            "{}Kazura est à Bamako. {}",
            "mot ".repeat(100),
            "fin ".repeat(100)
        );
        let shown = snippet(&text, &[mark(&["kazura"], 0), mark(&["bamako"], 0)]);
        let marked: Vec<&str> = shown
            .marks
            .iter()
            .map(|range| &shown.text[range.clone()])
            .collect();
        assert_eq!(marked, ["Kazura", "Bamako"]);
        assert!(shown.text.starts_with("… mot") && shown.text.ends_with("fin …"));
        assert_eq!(snippet("court", &[]).text, "court");
        assert_eq!(snippet("", &[]).text, "");
    }
}
