//! Nexis Uni and Lexis Advance: .docx with an article a file, or many after one another.

use super::labels::{self, PressLabels};
use crate::page::{ImportedRecord, Origin};
use crate::read::Problem;
use crate::read::formats::{Halt, Reader, fields};

/// Whether these are the paragraphs of an export: a body, and the end of a document.
pub(crate) fn opens(paragraphs: &[String]) -> bool {
    let has = |line: &str| paragraphs.iter().any(|paragraph| paragraph.trim() == line);
    has("Body") && has("End of Document")
}

/// Whether these are the paragraphs of the list alone that comes with a delivery of articles.
pub(crate) fn is_cover(paragraphs: &[String]) -> bool {
    let has = |label: &str| {
        paragraphs
            .iter()
            .any(|paragraph| paragraph.trim_start().starts_with(label))
    };
    has("Date and Time:") && has("Job Number:") && has("Documents (")
}

/// Tells every article; `stated` is `docProps/custom.xml`, which says how many there are.
pub(crate) fn read(
    paragraphs: &[String],
    stated: &str,
    origin: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    let mut found = 0;
    let documents = paragraphs.split(|paragraph| paragraph.trim() == "End of Document");
    for document in documents {
        if let Some(record) = record(document) {
            found += 1;
            let slice = Some(document.join("\n"));
            reader.record(
                fields::canonical(ImportedRecord { slice, ..record }),
                &origin.numbered(found),
            )?;
        }
    }
    labels::counted(found, count(stated), origin, reader)
}

/// The number in the property that says how many documents were delivered: `LADocCount`.
fn count(properties: &str) -> Option<u64> {
    let (_, rest) = properties.split_once("LADocCount")?;
    let texts = rest
        .split('>')
        .skip(1)
        .filter_map(|piece| piece.split('<').next());
    texts.map(str::trim).find(|text| !text.is_empty())?.parse().ok()
}

/// The article of the paragraphs of one document: what stands before `Body` is its head, its last lines are the labels.
fn record(document: &[String]) -> Option<ImportedRecord> {
    let body = document.iter().position(|paragraph| paragraph.trim() == "Body")?;
    let end = document
        .iter()
        .rposition(|paragraph| paragraph.trim() == "Classification");
    let end = end.filter(|end| *end > body).unwrap_or(document.len());
    let head: Vec<&str> = document[..body]
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    // The head begins where its date is: title, outlet, date.
    let date = head
        .iter()
        .position(|line| labels::is_date(line))
        .filter(|date| *date >= 2)?;
    let mut labels = PressLabels::default();
    for line in &head[date + 1..] {
        labels.take(line);
    }
    let text: Vec<&str> = document[body + 1..end]
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    for line in &document[end..] {
        labels.take(line);
    }
    let outlet = head[date - 1].split(" (").next().unwrap_or_default();
    Some(labels.record(ImportedRecord {
        title: Some(head[date - 2].to_string()),
        text: text.join("\n\n"),
        date: Some(labels::day(head[date])),
        outlet: Some(outlet.to_string()),
        ..ImportedRecord::default()
    }))
}

impl Problem {
    /// What is said where a file states another number of articles than it has.
    pub fn of_count(found: u64, stated: u64) -> Problem {
        Problem::Broken(format!("{found} articles found, where the file says {stated}"))
    }
}
