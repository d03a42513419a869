//! Europresse (Eureka): tables until 2013, articles since 2014, and the layout of classes `rdp__` since 2017.

use super::slices::{PagePiece, cut, tags_with};
use super::{Articles, labels};
use crate::page::ImportedRecord;

/// The classes of the titles of its articles, by their years.
pub(super) const SIGNS: [&str; 3] = ["titreArticleVisu", "TitreArticleVisu", "rdp__articletitle"];

/// Whether it is an export of Europresse.
pub(super) fn opens(head: &str) -> bool {
    SIGNS.iter().any(|sign| head.contains(sign)) && head.contains("DocHeader")
}

/// Its articles; the file states no count.
pub(super) fn articles(page: &str) -> Articles<'_> {
    let names = page
        .match_indices("DocPublicationName")
        .filter_map(|(at, _)| page[..at].rfind('<'));
    let mut starts = tags_with(page, "<article");
    if starts.is_empty() {
        starts = names.collect();
    }
    starts.dedup();
    let pieces = cut(page, &starts).into_iter();
    (
        pieces.filter_map(|html| Some((article(html)?, html))).collect(),
        None,
    )
}

/// What ends a text: notes, the rights, the number, the certificate for the reader of the database.
const ENDS: [&str; 13] = [
    "©",
    "(c)",
    "Note(s) :",
    "Note(s):",
    "Illustration(s) :",
    "Illustration(s):",
    "Numéro de document",
    "Document number",
    "Ce certificat",
    "This certificate",
    "Cet article est paru dans",
    "This article appeared in",
    "Aussi paru dans",
];

fn article(html: &str) -> Option<ImportedRecord> {
    let piece = PagePiece::of(html);
    let class = |names: [&str; 2]| names.into_iter().find_map(|name| piece.text_of(name));
    let title =
        class(["titreArticleVisu", "TitreArticleVisu"]).or_else(|| piece.text_of("rdp__articletitle"))?;
    let outlet = class(["DocPublicationName", "rdp__DocPublicationName"])?;
    let headers: Vec<String> = ["DocHeader", "rdp__DocHeader"]
        .into_iter()
        .flat_map(|name| {
            piece
                .of_class(name)
                .flat_map(|element| piece.lines(element))
                .collect::<Vec<_>>()
        })
        .collect();
    let header = headers.join(" ").replace(" ,", ",");
    let lines = piece.all_lines();
    let above = lines
        .iter()
        .position(|line| line.contains(title.as_str()) || title.contains(line.as_str()) && line.len() > 8)?;
    let (authors, text) = parted(&piece, &lines[above + 1..]);
    let number = number(html);
    let date = labels::day_within(&header).or_else(|| {
        let day = number.as_deref()?.split('·').nth(1)?;
        Some(format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..8)?))
    });
    Some(ImportedRecord {
        title: Some(title),
        text: text.join("\n\n"),
        date,
        url: address(html),
        authors,
        outlet: Some(name(&outlet)),
        section: section(&header),
        page: page(&header),
        number,
        by_publisher: true,
        ..ImportedRecord::default()
    })
}

/// The authors and the text of the lines under the title. Newer layouts have the text in an element of its own; in the older one
/// a first line that is no sentence names the author.
fn parted(piece: &PagePiece, lines: &[String]) -> (Vec<String>, Vec<String>) {
    let body = ["docOcurrContainer", "DocText"];
    let body = body.into_iter().find_map(|class| piece.of_class(class).next());
    let body = body.map(|element| piece.lines(element)).unwrap_or_default();
    let starts = body.first().and_then(|first| {
        let first = first.split('\n').next()?.trim();
        lines.iter().position(|line| line == first)
    });
    let is_name =
        |line: &String| line.chars().count() <= LONGEST_NAMES && !line.ends_with(['.', '!', '?', ':', '»']);
    let starts = starts.unwrap_or_else(|| usize::from(lines.first().is_some_and(is_name)));
    let starts = starts.min(lines.len());
    let own = ["docAuthors", "sm-margin-bottomNews"]
        .into_iter()
        .find_map(|class| {
            // The class is that of kickers too: the names are the last.
            let elements: Vec<_> = piece.of_class(class).collect();
            let lines = elements
                .into_iter()
                .rev()
                .map(|element| piece.lines(element).join("; "));
            lines.into_iter().find(|line| !line.is_empty())
        });
    let above = lines[..starts].iter().rfind(|line| is_name(line)).cloned();
    let authors = own
        .or(above)
        .map(|line| labels::people(&line))
        .unwrap_or_default();
    (authors, until_end(&lines[starts..]))
}

/// The lines of a text up to what ends it.
fn until_end(lines: &[String]) -> Vec<String> {
    let ends = |line: &&String| ENDS.iter().any(|end| line.starts_with(end));
    lines.iter().take_while(|line| !ends(line)).cloned().collect()
}

/// A longer line names no authors.
const LONGEST_NAMES: usize = 100;

/// `Le Fanion de Koulba, no. 312` without the number of the issue.
fn name(outlet: &str) -> String {
    let end = [", no.", ", n°", ", no ", " (site web)", ", vol."]
        .iter()
        .filter_map(|sign| outlet.find(sign))
        .min();
    outlet[..end.unwrap_or(outlet.len())].trim().to_string()
}

/// What stands before the day in `Société, mercredi 20 octobre 2021, p. 12`.
fn section(header: &str) -> Option<String> {
    let first = header.split(',').next()?.trim();
    let is_day = labels::day_within(first).is_some() || first.chars().any(|c| c.is_ascii_digit());
    let is_weekday = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ]
    .contains(&first.to_lowercase().as_str())
        || first.to_lowercase().ends_with("day");
    (!first.is_empty() && !is_day && !is_weekday).then(|| first.to_string())
}

/// `12` of `p. 12`, `819(40)` of `p. 819(40)`.
fn page(header: &str) -> Option<String> {
    let (_, rest) = header
        .rsplit_once(" p. ")
        .or_else(|| header.rsplit_once(",p. "))?;
    let page = rest.split([',', ' ']).next()?.trim();
    (!page.is_empty()).then(|| page.to_string())
}

/// `news·20211020·FAN·02021102001`
fn number(html: &str) -> Option<String> {
    let at = ["news·", "web·", "report·"]
        .iter()
        .filter_map(|kind| html.find(kind))
        .min()?;
    let end = html[at..].find(|c: char| c == '<' || c.is_whitespace())?;
    Some(html[at..at + end].to_string())
}

/// The address behind `Cet article est paru dans …`.
fn address(html: &str) -> Option<String> {
    let at = ["Cet article est paru dans", "This article appeared in"]
        .iter()
        .find_map(|line| html.find(line))?;
    let before = html[..at].rfind("href=").filter(|href| at - href < 400);
    let href = before.or_else(|| {
        html[at..]
            .find("href=")
            .filter(|href| *href < 600)
            .map(|href| at + href)
    })?;
    let address = html[href + 5..].trim_start_matches(['"', '\'']);
    let address = address.split(['"', '\'', '>', ' ']).next()?;
    address.starts_with("http").then(|| address.to_string())
}
