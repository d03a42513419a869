//! Kickers that are joined to a headline where a page was turned to text: *Premier LeagueLiverpool verliert*.

use crate::describe::layout::PageLayout;
use crate::parse::BlockId;
use crate::text;

/// The fewest words of a headline behind its kicker.
const HEADLINE_WORDS: usize = 4;

/// The headline in a line: what another line prints of it without the kicker, or what stands behind the kicker where the page prints
/// both once with a colon between them and once without.
pub(super) fn without_kicker<'a>(scene: &PageLayout<'a>, title: BlockId) -> &'a str {
    let line = scene.block(title).text.as_str();
    let others = scene.document.blocks.iter().map(|block| block.text.as_str());
    let mut others = others.filter(|other| *other != line && other.len() <= 2 * line.len());
    others
        .find_map(|other| alone(line, other).or_else(|| parted(line, other)))
        .unwrap_or(line)
}

/// A headline that stands alone in another line, and in this one behind words that no sign parts from it.
fn alone<'a>(line: &'a str, other: &str) -> Option<&'a str> {
    let headline =
        without_number(other).trim_start_matches(|c: char| !c.is_alphanumeric() && !"«»“„\"'‘".contains(c));
    let before = line.strip_suffix(headline)?;
    let kicker = before.trim_end();
    // A blank before the colon parts a section from the headline.
    let joined =
        kicker.ends_with(" :") || kicker.ends_with(|c: char| c.is_alphanumeric() || "”“\"»«".contains(c));
    (joined && is_long(headline)).then(|| &line[before.len()..])
}

/// An entry of a list without its number: *4. Der TV Talheim verliert*.
fn without_number(entry: &str) -> &str {
    let rest = entry.trim_start_matches(|c: char| c.is_ascii_digit());
    let entry_text = rest.strip_prefix(". ").filter(|_| rest.len() < entry.len());
    entry_text.unwrap_or(entry)
}

/// The headline in lines of which one has a colon behind the kicker, and the other nothing.
fn parted<'a>(line: &'a str, other: &str) -> Option<&'a str> {
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (with, without) = if line.contains(": ") {
        (line, other)
    } else {
        (other, line)
    };
    let (kicker, headline) = with.split_once(": ")?;
    let joined =
        letters(with) == letters(without) && without.contains(headline.trim()) && !without.contains(": ");
    (joined && !kicker.is_empty() && is_long(headline))
        .then(|| &line[line.find(headline.trim()).unwrap_or(0)..])
}

fn is_long(headline: &str) -> bool {
    text::words(headline).take(HEADLINE_WORDS).count() == HEADLINE_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kicker_is_known_by_the_line_that_parts_it() {
        let headline = "Der TV Talheim verliert in Neuburg";
        for (line, other) in [
            (
                "Dritte Liga Der TV Talheim verliert in Neuburg",
                "• Der TV Talheim verliert in Neuburg",
            ),
            (
                "Sport : Der TV Talheim verliert in Neuburg",
                "4. Der TV Talheim verliert in Neuburg",
            ),
            (
                "„Ein Fest“Der TV Talheim verliert in Neuburg",
                "Der TV Talheim verliert in Neuburg",
            ),
        ] {
            assert_eq!(
                alone(line, other.trim_start_matches("• ")),
                Some(headline),
                "{line}"
            );
        }
        for (line, other) in [
            (
                "Dritte Liga: Der TV Talheim verliert in Neuburg",
                "Dritte Liga Der TV Talheim verliert in Neuburg",
            ),
            (
                "Dritte LigaDer TV Talheim verliert in Neuburg",
                "Dritte Liga: Der TV Talheim verliert in Neuburg",
            ),
        ] {
            assert_eq!(parted(line, other), Some(headline), "{line}");
        }
        let whole = "Aue: Der FC verliert in Zwickau";
        assert_eq!(alone(whole, "Der FC verliert in Zwickau"), None);
        assert_eq!(parted(whole, "Aue – Der FC gewinnt in Zwickau"), None);
        assert_eq!(parted(whole, whole), None);
    }
}
