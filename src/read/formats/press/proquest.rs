//! ProQuest (Global Newsstream, Historical Newspapers): text, HTML, and the same in e-mails.

use super::slices::{PagePiece, cut, tags_with};
use super::{Articles, labels};
use crate::page::ImportedRecord;
use std::collections::HashMap;

/// Labels under which an article stands; where one opens a line, what stood before it ends.
const LABELS: [&str; 62] = [
    "Abstract",
    "Author",
    "Authors",
    "Byline",
    "Caption",
    "Column",
    "Company / organization",
    "Contributor",
    "Copyright",
    "Country of publication",
    "Credit",
    "Database",
    "Dateline",
    "Document URL",
    "Document feature",
    "Document type",
    "Document views",
    "DOI",
    "Edition",
    "First page",
    "Full Text",
    "Full text",
    "Full-text",
    "Highlights",
    "Identifier / keyword",
    "Illustration",
    "ISBN",
    "ISSN",
    "Issue",
    "Issue date",
    "Language of publication",
    "Last updated",
    "Link",
    "Links",
    "Location",
    "Number of pages",
    "Number of references",
    "Page",
    "Pages",
    "People",
    "Place of publication",
    "Product name",
    "ProQuest document ID",
    "Publication Subject",
    "Publication date",
    "Publication info",
    "Publication subject",
    "Publication title",
    "Publication year",
    "Publisher",
    "Section",
    "Series",
    "Source",
    "Source type",
    "Start page",
    "Subject",
    "Subtitle",
    "Sujet",
    "Supplement",
    "Title",
    "Volume",
    "Year",
];

/// The anchors of its HTML, and what stands in its texts.
pub(super) const SIGNS: [&str; 4] = ["DocID_MSTAR_", "ProQuest", "\nPublication info:", "\nFull text:"];

/// Whether it is an export of ProQuest.
pub(super) fn opens(head: &str) -> bool {
    let [html, text @ ..] = SIGNS;
    let is_text = || text.iter().any(|sign| head.contains(sign)) && head.lines().any(is_rule);
    head.contains(html) || is_text() && head.contains("Publication ")
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 40 && line.bytes().all(|byte| byte == b'_')
}

/// Its articles; the file states no count.
pub(super) fn articles(page: &str) -> Articles<'_> {
    let is_html = page.contains("DocID_MSTAR_");
    let starts = match is_html {
        true => tags_with(page, "DocID_MSTAR_"),
        false => {
            let rules = page.lines().filter(|line| is_rule(line));
            let first = std::iter::once(0);
            first
                .chain(rules.map(|line| line.as_ptr() as usize - page.as_ptr() as usize))
                .collect()
        }
    };
    let lines = |piece: &str| match is_html {
        true => PagePiece::of(piece).all_lines(),
        false => {
            let lines = piece.trim_start_matches('\u{feff}').lines();
            lines.filter(|line| !is_rule(line)).map(str::to_string).collect()
        }
    };
    let pieces = cut(page, &starts).into_iter();
    let records = pieces.filter_map(|piece| Some((article(&lines(piece))?, piece)));
    (records.collect(), None)
}

/// Labels with blanks lost or added are the labels that they were.
fn key(label: &str) -> String {
    label
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_lowercase)
        .collect()
}

/// The label that opens a line, and what follows.
fn labelled(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.split_once(':').filter(|(label, _)| label.len() <= 30)?;
    let key_of = key(label);
    LABELS
        .iter()
        .any(|known| key(known) == key_of)
        .then_some((key_of, value.trim()))
}

fn article(lines: &[String]) -> Option<ImportedRecord> {
    let mut fields: HashMap<String, Vec<&str>> = HashMap::new();
    let (mut current, mut title) = (String::new(), None);
    for line in lines.iter().map(|line| line.trim()) {
        match labelled(line) {
            // The lines of a text may open like a label: only those of the record that come after it end it.
            Some((label, value)) if !fields.contains_key(&label) => {
                fields.insert(label.clone(), vec![value]);
                current = label;
            }
            _ if line.is_empty() => {}
            _ if current.is_empty() => title = title.or(Some(line)),
            _ => fields.entry(current.clone()).or_default().push(line),
        }
    }
    let said = |label: &str| {
        let text = fields.get(label)?.first()?.trim();
        (!text.is_empty()).then(|| text.to_string())
    };
    let full = fields.get("fulltext").or_else(|| fields.get("abstract"))?;
    let full: Vec<&str> = full
        .iter()
        .copied()
        .filter(|line| !line.is_empty() && *line != "ProQuest document link")
        .collect();
    let outlet = said("publicationtitle").or_else(|| said("publicationinfo"))?;
    let date = said("publicationdate").map(|date| whole_numbers(&date));
    Some(ImportedRecord {
        title: said("title").or_else(|| title.map(str::to_string)),
        text: full.join("\n\n"),
        date: date.map(|date| labels::day(&date)),
        language: said("languageofpublication").and_then(|name| labels::code(&name)),
        url: None,
        authors: said("author")
            .or_else(|| said("authors"))
            .map(|names| labels::people(&names))
            .unwrap_or_default(),
        outlet: outlet.split(';').next().map(|name| name.trim().to_string()),
        section: said("section"),
        edition: said("edition"),
        page: said("pages").or_else(|| said("startpage")),
        number: said("proquestdocumentid"),
        by_publisher: true,
        ..ImportedRecord::default()
    })
}

/// `Jan 11, 2 009` with its numbers whole.
fn whole_numbers(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    let digits =
        |characters: &mut dyn Iterator<Item = &char>| characters.take_while(|c| c.is_ascii_digit()).count();
    for (at, c) in characters.iter().enumerate() {
        let before = digits(&mut characters[..at].iter().rev());
        let after = digits(&mut characters[at + 1..].iter());
        // Together the four digits of a year.
        if *c != ' ' || before == 0 || after == 0 || before + after != 4 {
            whole.push(*c);
        }
    }
    whole
}
