//! The labels of LexisNexis, in its languages, and what is common to the databases: dates, pages, counts.

use crate::calendar::written::{self, DateHints};
use crate::page::{ImportedRecord, Origin};
use crate::read::Problem;
use crate::read::formats::{Halt, Reader};

/// What a label means; those of loading and of the database's own index say nothing of the article.
const LABELS: [(&str, LabelMeaning); 61] = [
    ("AUTEUR", LabelMeaning::Author),
    ("AUTOR", LabelMeaning::Author),
    ("BYLINE", LabelMeaning::Author),
    ("VON", LabelMeaning::Author),
    ("RUBRIK", LabelMeaning::Section),
    ("RUBRIQUE", LabelMeaning::Section),
    ("SECCIÓN", LabelMeaning::Section),
    ("SECTION", LabelMeaning::Section),
    ("LANGUAGE", LabelMeaning::Language),
    ("LANGUE", LabelMeaning::Language),
    ("SPRACHE", LabelMeaning::Language),
    ("HIGHLIGHT", LabelMeaning::Lead),
    ("INSERT", LabelMeaning::Lead),
    ("ENCART", LabelMeaning::Lead),
    ("INSERT/ENCART", LabelMeaning::Lead),
    ("URL", LabelMeaning::Address),
    ("EDITION", LabelMeaning::Edition),
    ("ÉDITION", LabelMeaning::Edition),
    ("SECTIE", LabelMeaning::Section),
    ("IDIOMA", LabelMeaning::Language),
    ("TAAL", LabelMeaning::Language),
    ("LENGTH", LabelMeaning::Nothing),
    ("LENGTE", LabelMeaning::Nothing),
    ("LONGITUD", LabelMeaning::Nothing),
    ("FECHA DE CARGA", LabelMeaning::Nothing),
    ("FECHA-DE-CARGA", LabelMeaning::Nothing),
    ("LONGUEUR", LabelMeaning::Nothing),
    ("LÄNGE", LabelMeaning::Nothing),
    ("LOAD-DATE", LabelMeaning::Nothing),
    ("DATE-CHARGEMENT", LabelMeaning::Nothing),
    ("UPDATE", LabelMeaning::Nothing),
    ("SUBJECT", LabelMeaning::Nothing),
    ("SUJET", LabelMeaning::Nothing),
    ("GEOGRAPHIC", LabelMeaning::Nothing),
    ("LOCALISATION-GEO", LabelMeaning::Nothing),
    ("PUBLICATION-TYPE", LabelMeaning::Nothing),
    ("PUBLICATION TYPE", LabelMeaning::Nothing),
    ("TYPE-PUBLICATION", LabelMeaning::Nothing),
    ("GRAPHIC", LabelMeaning::Nothing),
    ("GRAFIK", LabelMeaning::Nothing),
    ("DATELINE", LabelMeaning::Nothing),
    ("CORRECTION-DATE", LabelMeaning::Nothing),
    ("CORRECTION", LabelMeaning::Nothing),
    ("SERIES", LabelMeaning::Nothing),
    ("ORGANIZATION", LabelMeaning::Nothing),
    ("ORGANISATION", LabelMeaning::Nothing),
    ("PERSON", LabelMeaning::Nothing),
    ("PERSONNE", LabelMeaning::Nothing),
    ("COMPANY", LabelMeaning::Nothing),
    ("SOCIETE", LabelMeaning::Nothing),
    ("TICKER", LabelMeaning::Nothing),
    ("INDUSTRY", LabelMeaning::Nothing),
    ("CITY", LabelMeaning::Nothing),
    ("COUNTRY", LabelMeaning::Nothing),
    ("STATE", LabelMeaning::Nothing),
    ("JOURNAL-CODE", LabelMeaning::Nothing),
    ("CODE-REVUE", LabelMeaning::Nothing),
    ("ACC-NO", LabelMeaning::Nothing),
    ("DOCUMENT-TYPE", LabelMeaning::Nothing),
    ("NOTES", LabelMeaning::Nothing),
    ("TYPE", LabelMeaning::Nothing),
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum LabelMeaning {
    Author,
    Section,
    Language,
    Lead,
    Address,
    Edition,
    Nothing,
}

/// What the labels of an article say.
#[derive(Debug, Default)]
pub(super) struct PressLabels {
    authors: Vec<String>,
    section: Option<String>,
    page: Option<String>,
    language: Option<String>,
    url: Option<String>,
    edition: Option<String>,
}

impl PressLabels {
    /// Takes a line `LABEL: value`; whether it is one.
    pub(super) fn take(&mut self, line: &str) -> bool {
        let line = line.replace('\u{a0}', " ");
        let Some((label, value)) = line.trim().split_once(':') else {
            return false;
        };
        let (label, value) = (label.trim().to_uppercase(), value.trim());
        let Some((_, meaning)) = LABELS.iter().find(|(known, _)| *known == label) else {
            return false;
        };
        match meaning {
            LabelMeaning::Author => self.authors = people(value),
            LabelMeaning::Section => {
                let (section, page) = section_and_page(value);
                (self.section, self.page) = (section, page.or(self.page.take()));
            }
            LabelMeaning::Language => self.language = code(value),
            LabelMeaning::Address => self.url = Some(value.to_string()),
            LabelMeaning::Edition => self.edition = Some(value.to_string()),
            LabelMeaning::Lead | LabelMeaning::Nothing => {}
        }
        true
    }

    /// The record with what the labels say.
    pub(super) fn record(self, record: ImportedRecord) -> ImportedRecord {
        ImportedRecord {
            authors: self.authors,
            section: self.section,
            page: self.page,
            language: self.language,
            url: self.url,
            edition: self.edition.or(record.edition),
            by_publisher: true,
            ..record
        }
    }
}

/// Names in a line, without what introduces them.
pub(super) fn people(line: &str) -> Vec<String> {
    let line = line.trim().trim_end_matches('.');
    let openings = [
        "By ", "BY ", "Par ", "PAR ", "Von ", "VON ", "Por ", "POR ", "Di ", "Door ",
    ];
    let line = openings
        .iter()
        .find_map(|opening| line.strip_prefix(opening))
        .unwrap_or(line);
    let names = line
        .split([';', '/'])
        .flat_map(|names| names.split(" and "))
        .flat_map(|names| names.split(" et "));
    let names = names.map(|name| name.trim().trim_matches(',').to_string());
    names.filter(|name| !name.is_empty()).collect()
}

/// `NEWS; Pg. 3` as section and page.
pub(super) fn section_and_page(value: &str) -> (Option<String>, Option<String>) {
    let is_page = |part: &str| {
        let part = part.trim().to_lowercase();
        ["pg.", "pg ", "p. ", "page", "s. ", "seite", "blz"]
            .iter()
            .any(|sign| part.starts_with(sign))
    };
    let mut parts = value.split(';').map(str::trim);
    let section = parts
        .clone()
        .find(|part| !is_page(part) && !part.is_empty())
        .map(str::to_string);
    let page = parts.find(|part| is_page(part)).map(|part| {
        let (_, page) = part.split_once(['.', ' ']).unwrap_or(("", part));
        page.trim().to_string()
    });
    (section, page)
}

/// The code of a language by its name, in the languages in which the databases are used.
pub(super) fn code(name: &str) -> Option<String> {
    let name = name.split([';', ',', '(']).next()?.trim().to_lowercase();
    let code = match name.as_str() {
        "english" | "anglais" | "englisch" => "en",
        "french" | "français" | "francais" | "französisch" => "fr",
        "german" | "deutsch" | "allemand" => "de",
        "spanish" | "español" | "espagnol" | "spanisch" => "es",
        "portuguese" | "portugais" | "português" | "portugiesisch" => "pt",
        "italian" | "italien" | "italiano" | "italienisch" => "it",
        "dutch" | "néerlandais" | "nederlands" | "niederländisch" => "nl",
        "arabic" | "arabe" | "arabisch" => "ar",
        "chinese" | "chinois" | "chinesisch" => "zh",
        "russian" | "russe" | "russisch" => "ru",
        "japanese" | "japonais" | "japanisch" => "ja",
        _ => return None,
    };
    Some(code.to_string())
}

/// Whether a line is a date and little more.
pub(super) fn is_date(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= LONGEST_DATE && written_at_start(line).is_some()
}

/// `Wednesday, December 22, 2022 9:15 a.m. UTC -05:00` and an edition fit; a sentence with a date does not.
const LONGEST_DATE: usize = 70;
/// The languages in which the databases write their dates.
const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "pt", "it", "nl"];

fn written_at_start(line: &str) -> Option<(String, usize)> {
    let found = LANGUAGES.iter().find_map(|language| {
        let reading = DateHints {
            language: Some(language),
            order: None,
        };
        let found = written::find(line, &reading)
            .into_iter()
            .find(|found| found.date().is_some())?;
        let day = found
            .date()
            .filter(|date| matches!(date, crate::calendar::Date::Day(_)))?;
        let before = line.get(..found.start)?;
        (before.split_whitespace().count() <= 1).then(|| (day.to_string(), found.end))
    });
    found.or_else(|| east_asian(line))
}

/// `2018 年 10 月 7 日`, with its blanks.
fn east_asian(line: &str) -> Option<(String, usize)> {
    let end = line.find('日')? + '日'.len_utf8();
    let mut numbers = line[..end]
        .split(['年', '月', '日'])
        .map(|number| number.trim().parse::<u32>());
    let (year, month, day) = (
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
    );
    let date = crate::calendar::Date::day(year as i32, month, day)?;
    Some((date.to_string(), end))
}

/// The day of a line that is a date, as ISO 8601 has it; else the line.
pub(super) fn day(line: &str) -> String {
    written_at_start(line.trim()).map_or_else(|| line.trim().to_string(), |(day, _)| day)
}

/// The day of a line in which a date stands anywhere, as ISO 8601 has it.
pub(super) fn day_within(line: &str) -> Option<String> {
    LANGUAGES.iter().find_map(|language| {
        let reading = DateHints {
            language: Some(language),
            order: None,
        };
        let date = written::first(line, &reading)?;
        matches!(date, crate::calendar::Date::Day(_)).then(|| date.to_string())
    })
}

/// Says where another number of articles was found than the file states.
pub(super) fn counted(
    found: u64,
    stated: Option<u64>,
    origin: &Origin,
    reader: &mut Reader,
) -> Result<(), Halt> {
    match stated {
        Some(stated) if stated != found => reader.problem(origin, Problem::of_count(found, stated)),
        _ if found == 0 => Err(Problem::Nothing("an export without articles").into()),
        _ => Ok(()),
    }
}
