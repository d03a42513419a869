//! Words that speak for a kind of page: in its address, in the names of its outer elements, in its title, and as whole lines.

use crate::lexicon::entries;
use crate::text;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The kinds of page that words speak for.
const KINDS: [&str; 6] = ["article", "section", "forum", "product", "docs", "service"];
/// The longest line that is looked up, in bytes.
const LONGEST: usize = 40;

/// By where it stands, what a word speaks for; a word may speak for several kinds.
static CUES: LazyLock<HashMap<(&str, &str), Vec<usize>>> = LazyLock::new(|| {
    let mut cues: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for mut fields in entries(include_str!("../../lexicon/kind-cues.tsv")) {
        if let (Some(word), Some(place), Some(kind)) = (fields.next(), fields.next(), fields.next()) {
            let kind = KINDS.iter().position(|known| *known == kind);
            cues.entry((place, word)).or_default().extend(kind);
        }
    }
    cues
});

/// By kind, whether a word of a text speaks for it.
pub(super) fn words(place: &'static str, text: &str) -> [(&'static str, f32); KINDS.len()] {
    let mut said = KINDS.map(|kind| (kind, 0.0));
    for word in text::words(&text::folded(text)) {
        for kind in CUES.get(&(place, word.text)).into_iter().flatten() {
            said[*kind].1 = 1.0;
        }
    }
    said
}

/// By kind, how many lines are nothing but words that speak for it.
pub(super) fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> [(&'static str, f32); KINDS.len()] {
    let mut said = KINDS.map(|kind| (kind, 0.0));
    for line in lines.filter(|line| line.len() <= LONGEST) {
        let folded = text::folded(line);
        let words: Vec<&str> = text::words(&folded)
            .map(|word| word.text)
            .filter(|word| !word.bytes().all(|b| b.is_ascii_digit()))
            .collect();
        for kind in CUES
            .get(&("block", words.join(" ").as_str()))
            .into_iter()
            .flatten()
        {
            said[*kind].1 += 1.0;
        }
    }
    said
}
