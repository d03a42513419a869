//! Which news agencies the article credits, and where its dateline ends.

use super::candidates::{Candidate, DecidedFact};
use super::layout::PageLayout;
use crate::article::Evidence;
use crate::clean::{Reason, Role};
use crate::lexicon;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How long the opening of a first paragraph can be that names place, day and agency, in characters.
const LONGEST_DATELINE: usize = 90;
/// How long a closing credit can be, in bytes.
const LONGEST_CREDIT: usize = 60;

static AGENCIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../lexicon/agencies.tsv"))
        .filter_map(|mut fields| Some((fields.next()?, fields.next()?)))
        .collect()
});

/// The agency of exactly this name, letter for letter: *AP* is one, *ap* is none.
pub(super) fn named(name: &str) -> Option<&'static str> {
    AGENCIES
        .get(name.trim_matches(|c: char| !c.is_alphanumeric()))
        .copied()
}

/// The agencies named in a line that credits: its pieces between commas, slashes, brackets and *with*, *avec*, *mit*.
pub(super) fn credited(line: &str) -> Vec<&'static str> {
    let pieces = line.split([
        ',', '/', '(', ')', '[', ']', ';', '|', '+', '&', '©', '—', '–', ':', '\n',
    ]);
    let mut found = Vec::new();
    for piece in pieces {
        let words = [
            " avec ", " with ", " mit ", " con ", " et ", " and ", " und ", " y ", " e ", " - ", "- ",
        ];
        let parts = words.iter().fold(vec![piece], |parts, word| {
            parts.iter().flat_map(|p| p.split(word)).collect()
        });
        for part in parts {
            let part = without_lead(part);
            let house = part.split_once(" in ").map_or(part, |(house, _)| house);
            found.extend(
                named(house)
                    .filter(|agency| !found.contains(agency))
                    .into_iter()
                    .collect::<Vec<_>>(),
            );
        }
    }
    found
}

/// What follows the word by which a line credits: *Avec AFP*, *Source Reuters*.
fn without_lead(part: &str) -> &str {
    const LEADS: [&str; 12] = [
        "avec", "with", "mit", "con", "com", "source", "sources", "par", "by", "von", "via", "agences",
    ];
    let bare = part.trim();
    let lead = bare.split_once([' ', '\u{a0}']);
    let rest = lead.filter(|(lead, _)| LEADS.contains(&lead.to_lowercase().as_str()));
    rest.map_or(bare, |(_, rest)| rest)
}

/// Where the dateline at the opening of a text ends: after *BAMAKO, 12 mai (AFP) —*, *(Reuters) -*, *Berlin (dpa) -*.
pub(super) fn dateline(text: &str) -> Option<usize> {
    let limit = text
        .char_indices()
        .nth(LONGEST_DATELINE)
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..limit];
    let dash = [" — ", " – ", " - ", " -- ", "— ", ")- ", ".- ", ".— "]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, at + dash.len())))
        .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))
        .map(|(_, end)| end);
    let end_of_blank = |end: usize| end + head[end..].len() - head[end..].trim_start().len();
    let bracket = head
        .find(')')
        .map(|at| end_of_blank(at + 1))
        .filter(|end| !credited(&head[..*end]).is_empty());
    let end = dash.or(bracket)?;
    let opening = &head[..end];
    let capital = opening.chars().find(|c| c.is_alphanumeric() || *c == '(')?;
    let is_opening = !capital.is_lowercase() && (is_place_line(opening) || !credited(opening).is_empty());
    is_opening.then_some(end)
}

/// A place in capitals, or a place and a date: few words, each with a capital or a digit, or a short particle.
fn is_place_line(opening: &str) -> bool {
    let words: Vec<&str> = crate::text::words(opening).map(|w| w.text).collect();
    let has_date = crate::calendar::written::find(opening, &Default::default()).len() == 1;
    let shouted = words
        .first()
        .is_some_and(|w| w.chars().count() > 2 && !w.chars().any(char::is_lowercase));
    words.len() <= 8 && (has_date || (shouted && words.len() <= 4))
}

/// The agencies of the article: of its byline, its dateline, the credit at its end.
pub(super) fn agencies(scene: &PageLayout, bylines: &[(String, String)]) -> DecidedFact<Vec<String>> {
    let mut claims = Vec::new();
    let mut hear = |line: &str, evidence, place: String, weight| {
        let names: Vec<String> = credited(line).into_iter().map(str::to_string).collect();
        if !names.is_empty() {
            claims.push(Candidate::new(names, evidence, place, weight));
        }
    };
    for (line, place) in bylines {
        hear(line, Evidence::Byline, place.clone(), 0.9);
    }
    let mut paragraphs = scene.paragraphs().filter(|(_, block)| block.text.len() > 40);
    for (id, block) in paragraphs.by_ref().take(2) {
        if let Some(end) = dateline(&block.text) {
            hear(&block.text[..end], Evidence::Dateline, scene.named(id), 0.95);
        }
    }
    if let Some((_, last)) = scene.body {
        hear(
            closing_credit(&scene.block(last).text),
            Evidence::Text,
            scene.named(last),
            0.8,
        );
        for block in last + 1..(last + 4).min(scene.document.blocks.len() as u32) {
            let text = &scene.block(block).text;
            if text.len() < LONGEST_CREDIT && !scene.belongs_elsewhere(block) {
                hear(text, Evidence::Line, scene.named(block), 0.8);
            }
        }
    }
    for (block, id) in scene.document.blocks.iter().zip(0..) {
        let credits = matches!(
            scene.role(id),
            Some(Role::Furniture(Reason::Agency | Reason::Byline))
        );
        if credits && block.text.len() < 2 * LONGEST_CREDIT {
            hear(&block.text, Evidence::Byline, scene.named(id), 0.85);
        }
    }
    together(claims)
}

/// The end of the last paragraph, where it can be a credit: what follows the last sentence, or all of a short line.
fn closing_credit(text: &str) -> &str {
    if text.len() < LONGEST_CREDIT {
        return text;
    }
    let tail = text
        .rfind(['(', '.', '/', '—', '–', '\n'])
        .map_or("", |at| &text[at..]);
    let tail = if text.ends_with(')') {
        text.rfind('(').map_or("", |at| &text[at..])
    } else {
        tail
    };
    if tail.len() < LONGEST_CREDIT { tail } else { "" }
}

/// All agencies that anyone credits, in the order in which they were heard.
fn together(claims: Vec<Candidate<Vec<String>>>) -> DecidedFact<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    for name in claims.iter().flat_map(|claim| &claim.value) {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    let winner = (!claims.is_empty()).then_some(0);
    let mut found = DecidedFact::decided(claims, winner, |_, _| true);
    found.value = (!all.is_empty()).then_some(all);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_where_the_text_begins() {
        for (text, opening) in [
            (
                "BAMAKO, 12 mai (AFP) — Le président malien a dit.",
                "BAMAKO, 12 mai (AFP) — ",
            ),
            ("Berlin (dpa) - Der Kanzler sagte.", "Berlin (dpa) - "),
            ("KIGALI – The president of Rwanda said.", "KIGALI – "),
            (
                "Dakar, 13 mai 2022 (APS) - Le ministre",
                "Dakar, 13 mai 2022 (APS) - ",
            ),
            ("Le président – qui ne dort pas – a dit", ""),
            ("The army, an official said, has left", ""),
        ] {
            assert_eq!(&text[..dateline(text).unwrap_or(0)], opening, "{text}");
        }
    }

    #[test]
    fn agencies_are_credited() {
        for (line, agencies) in [
            ("Par Jean Dupont avec AFP", vec!["AFP"]),
            ("(Reuters)", vec!["Reuters"]),
            ("Avec AFP et Reuters", vec!["AFP", "Reuters"]),
            ("Associated Press in Lomé", vec!["AP"]),
            ("Con Reuters y EFE", vec!["Reuters", "EFE"]),
            ("dpa/AFP", vec!["dpa", "AFP"]),
            ("Source : APA News", vec!["APA News"]),
            ("He took an ap and a map", vec![]),
        ] {
            assert_eq!(credited(line), agencies, "{line}");
        }
    }
}
