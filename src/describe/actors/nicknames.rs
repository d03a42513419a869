//! Where a text itself gives two names of one person: *Tohou Gbéï, dit Vieux Débout*, *Abdikarim Shire "Gaab"*, *Oba Femi Alade, Orimolusi II*.

use super::span::Span;
use crate::describe::tokens::{TextTokens, TokenShape};
use crate::lexicon::words::WordSet;
use crate::lexicon::{Lexicon, entries};
use crate::text::{folded, words};
use std::ops::Range;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../lexicon/alias-cues.txt");

/// What stands between two names of one person.
pub(super) static CUES: LazyLock<WordSet> = LazyLock::new(|| WordSet::of(LIST));

/// The cues that have a gap for some words: *que … appellent*, as the words before and behind it.
static GAPPED: LazyLock<Vec<(Vec<String>, Vec<String>)>> = LazyLock::new(|| {
    let cues = entries(LIST).filter_map(|mut fields| fields.next());
    cues.filter_map(|cue| cue.split_once('…'))
        .map(|(opens, closes)| (folded_words(opens), folded_words(closes)))
        .collect()
});

/// How many words fill the gap of a cue at most.
const WIDEST: usize = 4;

/// How far apart the two names stand at most, in tokens.
const FARTHEST: usize = 16;

/// The pairs of names, by their numbers among the people of a text in order, of which the text says that they are one person's.
pub(crate) fn pairs(text: &TextTokens, people: &[&Span], lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let neighbours = people.windows(2).enumerate();
    neighbours
        .filter(|(_, pair)| are_one(text, &pair[0].tokens, &pair[1].tokens, lexicon))
        .map(|(at, _)| (at, at + 1))
        .collect()
}

fn are_one(text: &TextTokens, left: &Range<usize>, right: &Range<usize>, lexicon: &Lexicon) -> bool {
    let is_cut_off = |at: &usize| {
        let token = &text.tokens[*at];
        let particle = token.shape != TokenShape::Small && lexicon.name_particles.has_phrase([token.hash]);
        particle || lexicon.titles.has_phrase([token.hash])
    };
    let titles = (left.end..right.start).rev().take_while(is_cut_off).count();
    let between = left.end..right.start - titles;
    if between.is_empty() || between.len() > FARTHEST || !text.on_one_line(left.end - 1, right.start) {
        return false;
    }
    let tokens = &text.tokens[between.clone()];
    let parts = |mark: &str| matches!(mark, "." | ";" | ":" | "!" | "?" | ")" | "»" | "”");
    if tokens.iter().any(|token| parts(token.text)) {
        return false;
    }
    let said = text.slice(&between);
    if words(said).next().is_some() {
        let last = said.rsplit_once([',', '،']).map_or(said, |(_, last)| last);
        return is_cue(said) || is_cue(last);
    }
    let after = text.tokens.get(right.end).map_or("", |token| token.text);
    match tokens {
        [opens] => {
            is_quotation(opens.text, after) || opens.text == "," && is_throne_name(text, left, right, lexicon)
        }
        [comma, opens] => comma.text == "," && is_quotation(opens.text, after),
        _ => false,
    }
}

fn is_cue(said: &str) -> bool {
    words(said).next().is_some() && (CUES.has(said) || is_gapped(said))
}

/// Whether a cue with a gap is said.
fn is_gapped(said: &str) -> bool {
    let said = folded_words(said);
    GAPPED.iter().any(|(opens, closes)| {
        let length = opens.len() + closes.len();
        (length + 1..=length + WIDEST).contains(&said.len())
            && said.starts_with(opens)
            && said.ends_with(closes)
    })
}

fn folded_words(text: &str) -> Vec<String> {
    words(text).map(|word| folded(word.text)).collect()
}

/// Whether the second of two names with a comma between is the one under which the first, a titled person, reigns: a number closes it, and
/// no given name begins it as it does that of the next king in a list.
fn is_throne_name(text: &TextTokens, left: &Range<usize>, right: &Range<usize>, lexicon: &Lexicon) -> bool {
    let number = |at: usize| {
        let token = &text.tokens[at];
        token.shape == TokenShape::Capitals && token.text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    };
    let titled = left.start > 0 && lexicon.titles.has_phrase([text.tokens[left.start - 1].hash]);
    let first = text.tokens[right.start].hash;
    titled
        && right.len() > 1
        && number(right.end - 1)
        && !number(left.end - 1)
        && !lexicon.given_names.has_phrase([first])
}

/// Whether two marks open and close a quotation.
fn is_quotation(opens: &str, closes: &str) -> bool {
    matches!(
        (opens, closes),
        ("\"", "\"") | ("“", "”") | ("„", "”" | "“") | ("«", "»") | ("‘", "’") | ("'", "'")
    )
}

#[cfg(test)]
mod tests {
    use crate::describe::actors::tests::people;

    #[test]
    fn a_text_says_that_two_names_are_one_person_s() {
        for (language, body) in [
            (
                "fr",
                "Le chanteur Moussa Diallo, dit « Tonton Bazin », est mort. Bazin avait 80 ans.",
            ),
            (
                "fr",
                "Le colonel Moussa Diallo, chef de la garde, que ses hommes appellent « Grand-Sabre », est mort.",
            ),
            (
                "es",
                "Absolvió a Ramón Ela Nsue, \"Pichón\", exjefe de la aduana. Pichón calló.",
            ),
            (
                "pt",
                "O Tribunal ouviu Manuel Lopes Tavares, conhecido na vila por \"Nelo Grande\", e a filha.",
            ),
            (
                "en",
                "HRH Oba Femi Alade, Orimolusi II, opened the market. Orimolusi II wept.",
            ),
        ] {
            assert_eq!(
                people(language, body).len(),
                1,
                "{body}: {:?}",
                people(language, body)
            );
        }
    }

    #[test]
    fn two_in_a_list_are_two() {
        for (language, body) in [
            ("en", "President Emmanuel Macron, Charles III and others came."),
            ("fr", "Moussa Diallo, 34 ans, et Awa Sow, née à Gao, sont venus."),
        ] {
            assert_eq!(
                people(language, body).len(),
                2,
                "{body}: {:?}",
                people(language, body)
            );
        }
    }
}
