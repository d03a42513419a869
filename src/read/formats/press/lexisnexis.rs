//! LexisNexis of nexis.com, as HTML or as text wrapped at some 78 characters.

use super::Articles;
use super::labels::{self, PressLabels};
use super::slices::{PagePiece, cut};
use crate::page::ImportedRecord;

/// The marks of its HTML, the words of its counters, the labels of one document alone.
pub(super) const SIGNS: [&str; 12] = [
    HTML[0], HTML[1], HTML[2], HTML[3], "Document", "Dokument", "DOCUMENT", "DOKUMENT", LOADED[0], LOADED[1],
    LOADED[2], LOADED[3],
];

const HTML: [&str; 4] = [
    "<DOCFULL>",
    "<!-- LXNComment",
    "<A NAME=\"DOC_ID_0",
    "<a name=\"DOC_ID_0",
];
const LOADED: [&str; 4] = [
    "LOAD-DATE: ",
    "DATE-CHARGEMENT: ",
    "UPDATE: ",
    "PUBLICATION-TYPE: ",
];

/// Whether it is an export of nexis.com.
pub(super) fn opens(head: &str) -> bool {
    is_html(head) || head.lines().any(|line| counter(line).is_some()) || is_single(head)
}

/// Whether it is one document, which has no counter then: told by the labels of its length and of its loading.
fn is_single(head: &str) -> bool {
    let has = |labels: [&str; 4]| {
        let opens = |line: &str| labels.iter().any(|label| line.starts_with(label));
        head.lines().any(|line| opens(line.trim()))
    };
    !head.trim_start().starts_with('<')
        && has(["LENGTH: ", "LONGUEUR: ", "LÄNGE: ", "LONGITUD: "])
        && has(LOADED)
}

fn is_html(page: &str) -> bool {
    HTML.iter().any(|sign| page.contains(sign))
}

/// Its articles, and how many it says there are.
pub(super) fn articles(page: &str) -> Articles<'_> {
    match is_html(page) {
        true => of_html(page),
        false => of_text(page),
    }
}

/// `1 of 2 DOCUMENTS`, `Dokument 1 von 10`, `Document 1 de 10`, alone in its line: the number, and of how many.
fn counter(line: &str) -> Option<(u64, u64)> {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let (first, between, last) = match words[..] {
        [
            first,
            between,
            last,
            "DOCUMENTS" | "DOCUMENT" | "DOKUMENTEN" | "DOKUMENTE",
        ] => (first, between, last),
        [
            "Document" | "Dokument" | "DOCUMENT" | "DOKUMENT" | "Documento",
            first,
            between,
            last,
        ] => (first, between, last),
        _ => return None,
    };
    ["of", "de", "von", "OF", "DE", "VON"]
        .contains(&between)
        .then_some(())?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

fn of_html(page: &str) -> Articles<'_> {
    let mut starts: Vec<usize> = page
        .match_indices("<DOCFULL>")
        .map(|(at, _)| at + "<DOCFULL>".len())
        .collect();
    if starts.is_empty() {
        let signs = ["NAME=\"DOC_ID_", "name=\"DOC_ID_"]
            .into_iter()
            .flat_map(|sign| page.match_indices(sign));
        starts = signs
            .filter_map(|(at, _)| page[at..].find('>').map(|end| at + end + 1))
            .collect();
        starts.sort_unstable();
    }
    let (mut records, mut stated) = (Vec::new(), None);
    for html in cut(page, &starts) {
        // The rest of the comment that hides the marks.
        let html = html.trim_start().trim_start_matches("-->");
        let paragraphs: Vec<String> = PagePiece::of(html)
            .0
            .blocks
            .into_iter()
            .map(|block| block.text)
            .collect();
        let count = paragraphs.iter().find_map(|paragraph| counter(paragraph));
        stated = stated.or(count.map(|(_, of)| of));
        records.extend(article(&paragraphs).map(|record| (record, html)));
    }
    (records, stated)
}

fn of_text(page: &str) -> Articles<'_> {
    let lines = page.lines().map(|line| (line, start_of(line, page)));
    let counters: Vec<(usize, (u64, u64))> = lines
        .filter_map(|(line, start)| Some((start, counter(line)?)))
        .collect();
    let stated = counters.first().map(|(_, (_, of))| *of);
    let mut starts: Vec<usize> = counters.into_iter().map(|(start, _)| start).collect();
    if starts.is_empty() {
        // One document alone begins with the file.
        starts.push(0);
    }
    let records = cut(page, &starts)
        .into_iter()
        .filter_map(|text| Some((article(&paragraphs(text))?, text)));
    (records.collect(), stated)
}

/// At which byte of a page a line of it begins.
fn start_of(line: &str, page: &str) -> usize {
    line.as_ptr() as usize - page.as_ptr() as usize
}

/// The paragraphs of a wrapped text, each in one line.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty()).map(|lines| lines.join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// What stands where a headline could and is none.
const NO_HEADLINES: [&str; 3] = [
    "Correction Appended",
    "Correction appended",
    "The New York Times on the Web",
];
/// How far down the head of a document its date stands.
const HEAD: usize = 8;

/// The article of the paragraphs of one document: outlet, date, headline, labels, text, labels, rights.
fn article(paragraphs: &[String]) -> Option<ImportedRecord> {
    let paragraphs: Vec<&str> = paragraphs
        .iter()
        .map(|paragraph| paragraph.trim())
        .filter(|paragraph| counter(paragraph).is_none())
        .collect();
    let head = &paragraphs[..paragraphs.len().min(HEAD)];
    let date = head
        .iter()
        .position(|line| labels::is_date(line))
        .filter(|date| *date > 0)?;
    let outlet = paragraphs[date - 1].split('\n').next().unwrap_or_default();
    let edition = paragraphs[date].to_lowercase().contains("edition").then(|| {
        let rest = paragraphs[date].rsplit([',', '\n']).next().unwrap_or_default();
        rest.trim().to_string()
    });
    let (mut labels, mut title, mut text) = (PressLabels::default(), None, Vec::new());
    for paragraph in &paragraphs[date + 1..] {
        if paragraph.starts_with("Copyright ") || paragraph.starts_with('©') {
            break;
        }
        if is_label(paragraph) && labels.take(&paragraph.replace('\n', " "))
            || NO_HEADLINES.contains(paragraph)
        {
            continue;
        }
        match title {
            None => title = Some(paragraph.replace('\n', " ")),
            Some(_) => text.push(*paragraph),
        }
    }
    Some(labels.record(ImportedRecord {
        title,
        text: text.join("\n\n"),
        date: Some(labels::day(paragraphs[date])),
        outlet: Some(outlet.trim().to_string()),
        edition,
        ..ImportedRecord::default()
    }))
}

/// Labels stand in capitals.
fn is_label(paragraph: &str) -> bool {
    let label = paragraph.split(':').next().unwrap_or_default();
    label.len() < paragraph.len() && !label.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_counted_in_every_language() {
        for (line, count) in [
            ("                 1 of 10 DOCUMENTS", Some((1, 10))),
            ("1 of 1 DOCUMENT", Some((1, 1))),
            ("  Dokument 2 von 10 ", Some((2, 10))),
            ("Document 3 de 4", Some((3, 4))),
            ("Document 3 de la liste", None),
            ("page 1 of 10", None),
        ] {
            assert_eq!(counter(line), count, "{line}");
        }
    }
}
