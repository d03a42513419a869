//! Factiva, HTML of "Format for saving": fields by their codes, or since about 2017 without names.

use super::slices::{PagePiece, cut};
use super::{Articles, labels};
use crate::page::ImportedRecord;
use crate::parse::Tag;
use std::collections::HashMap;

/// What names the database, and the class of the paragraphs of an article.
pub(super) const SIGNS: [&str; 4] = ["factivalogo", "<title>Factiva", "Dow Jones Factiva", PARAGRAPH];

const PARAGRAPH: &str = "articleParagraph";

/// Whether it is an export of Factiva.
pub(super) fn opens(head: &str) -> bool {
    let has = |sign: &&str| head.contains(*sign);
    let names = SIGNS.iter().filter(|sign| **sign != PARAGRAPH);
    names.into_iter().any(has) || has(&PARAGRAPH) && starts(head).len() > 1
}

/// Where articles begin: `<div class="article frArticle">`.
fn starts(page: &str) -> Vec<usize> {
    let classes = page.match_indices("Article").filter(|(at, _)| {
        let before = page.get(at.saturating_sub(10)..*at).unwrap_or_default();
        let language = before.strip_prefix("article ").unwrap_or_default();
        language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    classes.filter_map(|(at, _)| page[..at].rfind('<')).collect()
}

/// Its articles; the file states no count.
pub(super) fn articles(page: &str) -> Articles<'_> {
    let end = page
        .find("class='sbSummaryTitle'")
        .or_else(|| page.find("class=\"sbSummaryTitle\""));
    let page = &page[..end.unwrap_or(page.len())];
    let articles = cut(page, &starts(page)).into_iter();
    let records = articles.filter_map(|html| Some((coded(html).or_else(|| plain(html))?, html)));
    (records.collect(), None)
}

/// The language in the class of an article: that of the article, where the interface has another.
fn language(html: &str) -> Option<String> {
    let at = html.find("Article")?;
    html.get(at - 2..at).map(str::to_string)
}

fn coded(html: &str) -> Option<ImportedRecord> {
    let piece = PagePiece::of(html);
    let cells: Vec<u32> = (0..)
        .zip(&piece.0.elements)
        .filter(|(_, element)| element.tag == Tag::Td)
        .map(|(id, _)| id)
        .collect();
    let is_code = |cell: &u32| {
        let class = piece.0.elements[*cell as usize].attribute("class");
        class.is_some_and(|class| class.split_whitespace().any(|class| class == "index"))
    };
    let mut fields: HashMap<String, Vec<String>> = HashMap::new();
    for pair in cells.windows(2).filter(|pair| is_code(&pair[0])) {
        let code = piece.lines(pair[0]).join("");
        fields.insert(code.trim().to_string(), piece.lines(pair[1]));
    }
    let said = |code: &str| {
        fields
            .get(code)
            .map(|lines| lines.join(" ").trim().to_string())
            .filter(|text| !text.is_empty())
    };
    let number = said("AN")?;
    let text = ["LP", "TD"]
        .into_iter()
        .filter_map(|code| fields.get(code))
        .flatten();
    Some(ImportedRecord {
        title: said("HD"),
        text: text.cloned().collect::<Vec<_>>().join("\n\n"),
        date: said("PD").map(|date| labels::day(&date)),
        language: language(html),
        authors: said("BY").map(|names| labels::people(&names)).unwrap_or_default(),
        outlet: said("SN"),
        section: said("SE").or_else(|| said("CLM")),
        edition: said("ED"),
        page: said("PG"),
        number: number.split_whitespace().last().map(str::to_string),
        by_publisher: true,
        ..ImportedRecord::default()
    })
}

/// Words for the length of an article, after its number.
const LENGTHS: [&str; 12] = [
    "words", "mots", "wörter", "字", "palabras", "palavras", "parole", "woorden", "слов", "語", "단어",
    "kelime",
];

/// The article of lines without names: section, headline, author, length, date, outlet, code, edition, page, language, rights.
fn plain(html: &str) -> Option<ImportedRecord> {
    let piece = PagePiece::of(html);
    let language = language(html);
    let headline = format!("{}Headline", language.as_deref().unwrap_or_default());
    let title = piece.text_of(&headline)?;
    let body: Vec<String> = piece
        .of_class("articleParagraph")
        .flat_map(|element| piece.lines(element))
        .collect();
    let lines = piece.all_lines();
    let is_length = |line: &String| {
        let line = line.to_lowercase();
        let number = line.trim_start_matches(|c: char| {
            c.is_ascii_digit() || [' ', ',', '.', '\u{a0}', '\u{202f}'].contains(&c)
        });
        number.len() < line.len() && LENGTHS.contains(&number.trim())
    };
    let length = lines.iter().position(is_length)?;
    let above = lines
        .iter()
        .position(|line| title.starts_with(line.as_str()) || line.starts_with(&title))
        .unwrap_or(0);
    let names = piece.text_of("author").or_else(|| {
        let between = lines.get(above + 1..length)?;
        between
            .iter()
            .find(|line| {
                ["By ", "Par ", "Von ", "Por ", "Di "]
                    .iter()
                    .any(|opening| line.starts_with(opening))
            })
            .cloned()
    });
    let rest = &lines[length + 1..];
    let is_time = |line: &&String| {
        line.len() <= 8 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut after = rest.iter().skip(1).filter(|line| !is_time(line));
    let outlet = after.next().cloned();
    let end = rest
        .iter()
        .position(|line| labels::code(line).is_some() || line.starts_with("(c)") || line.starts_with('©'));
    let between = rest.get(3..end.unwrap_or(3).max(3)).unwrap_or_default();
    let page = between
        .iter()
        .rfind(|line| line.chars().any(|c| c.is_ascii_digit()) && line.chars().count() <= 12);
    let number = lines.iter().rev().find_map(|line| {
        line.strip_prefix("Document ")
            .or_else(|| line.strip_prefix("Dokument "))
    });
    Some(ImportedRecord {
        title: Some(title),
        text: body.join("\n\n"),
        date: rest.first().map(|date| labels::day(date)),
        language,
        authors: names.map(|names| labels::people(&names)).unwrap_or_default(),
        outlet,
        section: (above > 0).then(|| lines[above - 1].clone()),
        page: page.cloned(),
        number: number.map(|number| number.trim().to_string()),
        by_publisher: true,
        ..ImportedRecord::default()
    })
}
