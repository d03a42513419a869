//! What the fields of a scraper's record mean: the names under which tools keep a text, its title, its date.

use crate::page::{ImportedRecord, STATED};
use crate::parse;
use serde_json::{Map, Value};

/// The fields that the user names, for shapes that no tool has.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// The field of the text.
    pub text: Option<String>,
    /// The field of the title.
    pub title: Option<String>,
    /// The field of the date.
    pub date: Option<String>,
    /// The field of the address.
    pub url: Option<String>,
}

/// The names under which tools keep what we keep, most usual first, as [`plain_name`] has them; those of people in their languages last.
const TEXT: [&str; 20] = [
    "text",
    "maintext",
    "content",
    "body",
    "article",
    "plaintext",
    "fulltext",
    "articlebody",
    "articletext",
    "textcontent",
    "rawtext",
    "contenthtml",
    "contenttext",
    "paragraphs",
    "texte",
    "contenu",
    "texto",
    "contenido",
    "volltext",
    "testo",
];
const TITLE: [&str; 7] = [
    "title",
    "headline",
    "titre",
    "titlepage",
    "titel",
    "titulo",
    "titolo",
];
const DATE: [&str; 15] = [
    "date",
    "published",
    "datepublish",
    "publishedat",
    "publishdate",
    "publishingdate",
    "datepublished",
    "pubdate",
    "publisheddate",
    "publicationdate",
    "publishedtime",
    "articlepublishedtime",
    "datepublication",
    "datum",
    "fecha",
];
const LANGUAGE: [&str; 4] = ["language", "lang", "metalang", "langue"];
const URL: [&str; 8] = [
    "canonicallink",
    "canonicalurl",
    "url",
    "resolvedurl",
    "link",
    "sourceurl",
    "source",
    "lien",
];
const AUTHORS: [&str; 8] = [
    "authors",
    "author",
    "byline",
    "publishedby",
    "creator",
    "auteur",
    "auteurs",
    "autor",
];
const OUTLET: [&str; 8] = [
    "outlet",
    "sitename",
    "metasitename",
    "sourcehostname",
    "publisher",
    "source",
    "medianame",
    "journal",
];
const SECTION: [&str; 4] = ["section", "category", "categories", "rubrique"];
const TAGS: [&str; 3] = ["tags", "keywords", "topics"];

/// A name as it is looked for: its letters and digits, without case and accents: `source-hostname`, `datePublished`, `Titre`.
fn plain_name(name: &str) -> String {
    let folded = crate::text::folded(name);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Names of which a table of articles has one beside that of its text.
pub(super) fn is_known(name: &str) -> bool {
    let others = [&TITLE[..], &DATE, &URL, &AUTHORS, &OUTLET];
    let name = plain_name(name);
    others.iter().any(|names| names.contains(&&*name))
}

/// Whether a field of this name holds the text.
pub(super) fn is_text(name: &str, fields: &Fields) -> bool {
    TEXT.contains(&&*plain_name(name)) || fields.text.as_deref() == Some(name)
}

/// The record of an object; nothing where it has no text.
pub(super) fn record(object: &Map<String, Value>, json: &str, fields: &Fields) -> Option<ImportedRecord> {
    let named = |own: &Option<String>, keys: &[&str]| match own {
        Some(own) => plain(reached(object, own)?),
        None => first(object, keys).find_map(plain),
    };
    // Names that others use for something else.
    let is_own = object.contains_key(STATED);
    let own = |name: &str| is_own.then(|| object.get(name).and_then(plain)).flatten();
    let title = named(&fields.title, &TITLE).map(|title| match is_rendered(object) {
        true => text_of_html(&title),
        false => title,
    });
    let text = match &fields.text {
        Some(own) => reached(object, own).and_then(text)?,
        None => first(object, &TEXT).find_map(text)?,
    };
    let text = match is_html(&text) {
        true => text_of_html(&text),
        false => text,
    };
    let bare = title.is_none() && object.contains_key("comments") && fields.text.is_none();
    let (title, text) = parted(title, text, bare);
    let url = match &fields.url {
        Some(own) => reached(object, own).and_then(plain),
        None => {
            // fundus says in an object of its own from where the page came.
            let page = || {
                first(
                    object.get("html")?.as_object()?,
                    &["respondedurl", "requestedurl"],
                )
                .find_map(plain)
            };
            let stated = first(object, &URL).filter_map(plain).find(|url| is_address(url));
            stated.or_else(page)
        }
    };
    Some(ImportedRecord {
        json: json.to_string(),
        title,
        text,
        date: named(&fields.date, &DATE).map(day_of_seconds),
        language: first(object, &LANGUAGE).find_map(plain),
        url,
        authors: names(object, &AUTHORS),
        outlet: first(object, &OUTLET)
            .filter_map(plain)
            .find(|name| !is_address(name)),
        section: first(object, &SECTION).find_map(plain),
        tags: names(object, &TAGS),
        furniture: first(object, &["furniture"]).find_map(plain),
        older: object.contains_key("newer"),
        edition: own("edition"),
        page: own("page"),
        number: own("number"),
        slice: None,
        by_publisher: own(STATED).is_some_and(|who| who == PUBLISHER),
    })
}

/// The text of a fragment of HTML: its blocks, parted by empty lines.
pub(super) fn text_of_html(html: &str) -> String {
    let page = format!("<!DOCTYPE html><html><body>{html}</body></html>");
    let document = parse::document(&page);
    let blocks: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    blocks.join("\n\n")
}

/// The title and the text without it: some tools put it before the text, behind the menu of the page or with the name of the site
/// behind it, and where they state none (`bare`) it stands there alone.
fn parted(title: Option<String>, text: String, bare: bool) -> (Option<String>, String) {
    let Some((line, rest)) = text.split_once('\n') else {
        return (title, text);
    };
    let Some(stated) = title else {
        let line = line.trim_start_matches('#').trim();
        let is_title = bare && !is_sentence(line) && line.chars().count() < LONGEST_ABOVE;
        return match is_title {
            true => (Some(line.to_string()), rest.trim_start_matches('\n').to_string()),
            false => (None, text),
        };
    };
    let mut end = 0;
    for line in text
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'))
        .take(ABOVE)
    {
        end += line.len();
        let line = line.trim_start_matches('#').trim();
        if !line.is_empty() && (same(&stated, line) || is_without_site(&stated, line)) {
            return (
                Some(line.to_string()),
                text[end..].trim_start_matches('\n').to_string(),
            );
        }
        if is_sentence(line) || line.chars().count() >= LONGEST_ABOVE {
            break;
        }
    }
    (Some(stated), text)
}

/// So many lines may stand above a title, empty ones too, and none of so many characters.
const ABOVE: usize = 8;
const LONGEST_ABOVE: usize = 200;

fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '»', '”', ':'])
}

/// Whether a line is a title without the name of the site behind it: `The bridge reopens | The Beacon`.
fn is_without_site(title: &str, line: &str) -> bool {
    let rest = title.strip_prefix(line).unwrap_or_default();
    let site = [" | ", " - ", " – ", " — ", " :: ", " · "]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign));
    site.is_some_and(|site| !site.trim().is_empty())
}

fn same(a: &str, b: &str) -> bool {
    crate::text::folded(a.trim()) == crate::text::folded(b)
}

/// The values under these names, in the order of the names.
fn first<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> impl Iterator<Item = &'a Value> {
    let mut found: Vec<(usize, &Value)> = Vec::new();
    for (name, value) in object {
        let name = plain_name(name);
        found.extend(keys.iter().position(|key| *key == name).map(|at| (at, value)));
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, value)| value)
}

/// The value at a name, or at a path of names with points between them.
fn reached<'a>(object: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    object.get(path).or_else(|| {
        let (name, rest) = path.split_once('.')?;
        reached(object.get(name)?.as_object()?, rest)
    })
}

/// Whether it is a post of WordPress, as its interface gives it: title and text are marked up, each in an object.
fn is_rendered(object: &Map<String, Value>) -> bool {
    object
        .get("title")
        .is_some_and(|title| title.get("rendered").is_some())
}

/// A moment that is counted in seconds or milliseconds since 1970, as ISO 8601 has it; else what it was.
fn day_of_seconds(date: String) -> String {
    let count = |date: &str| match date.len() {
        9 | 10 => date.parse().ok(),
        12 | 13 => Some(date.parse::<i64>().ok()? / 1000),
        _ => None,
    };
    let moment = count(&date).and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    moment.map_or(date, |moment| moment.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The names in objects that hold one value: our own `published`, the publisher of schema.org, the dates of MongoDB, posts of WordPress.
const VALUE: [&str; 5] = ["date", "name", "rendered", "$date", "$numberLong"];

/// A string with something in it, a number, or what an object holds one of.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(object) => return VALUE.iter().find_map(|name| object.get(*name).and_then(plain)),
        Value::Array(values) => return values.first().and_then(plain),
        Value::Number(number) => return Some(number.to_string()),
        _ => return None,
    };
    // Tools write the nothing of their language as a word.
    let nothing = text.trim().is_empty() || ["None", "null", "nan", "NaN"].contains(&text.trim());
    (!nothing).then(|| text.to_string())
}

/// A text: a string, a list of paragraphs or of pieces with their marks, or sections with paragraphs.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => plain(value),
        Value::Array(pieces) => {
            let is_marked = pieces.iter().any(|piece| piece.get("type").is_some());
            let piece = |piece: &Value| match piece {
                Value::Object(object) => object.get("text").and_then(Value::as_str).map(str::to_string),
                other => other.as_str().map(str::to_string),
            };
            let pieces: Vec<String> = pieces.iter().filter_map(piece).collect();
            let text = pieces.join(if is_marked { "" } else { "\n\n" });
            (!text.trim().is_empty()).then_some(text)
        }
        Value::Object(object) => sections(object)
            .or_else(|| object.get("rendered").and_then(plain))
            .or_else(|| first(object, &TEXT).find_map(text)),
        _ => None,
    }
}

/// The summary, headlines and paragraphs of fundus.
fn sections(body: &Map<String, Value>) -> Option<String> {
    let sections = body.get("sections")?.as_array()?;
    let lines = |value: Option<&Value>| -> Vec<String> {
        let lines = value.and_then(Value::as_array).into_iter().flatten();
        lines
            .filter_map(|line| line.as_str().map(str::to_string))
            .collect()
    };
    let mut paragraphs = lines(body.get("summary"));
    for section in sections {
        paragraphs.extend(lines(section.get("headline")));
        paragraphs.extend(lines(section.get("paragraphs")));
    }
    let text = paragraphs.join("\n\n");
    (!text.trim().is_empty()).then_some(text)
}

/// A list of names, or names in one string with semicolons between them.
fn names(object: &Map<String, Value>, keys: &[&str]) -> Vec<String> {
    let listed = |value: &Value| match value {
        Value::String(_) => plain(value).map(|names| split(&names)).unwrap_or_default(),
        Value::Array(names) => names.iter().filter_map(plain).collect(),
        other => plain(other).into_iter().collect(),
    };
    let mut lists = first(object, keys).map(listed);
    lists.find(|names| !names.is_empty()).unwrap_or_default()
}

fn split(names: &str) -> Vec<String> {
    let names = names.split(';').map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_string).collect()
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Whether a text is marked up: it opens with a tag and closes some.
fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    let opens = start.starts_with('<')
        && start[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?');
    opens && (start.contains("</") || start.contains("/>"))
}

/// Whose word a record in our own form is.
const PUBLISHER: &str = "publisher";

/// The record with the JSON by which it is kept, and read again as what it is.
pub(super) fn canonical(record: ImportedRecord) -> ImportedRecord {
    let json = serde_json::json!({
        STATED: if record.by_publisher { PUBLISHER } else { "tool" },
        "title": record.title, "text": record.text, "date": record.date, "language": record.language,
        "url": record.url, "authors": record.authors, "outlet": record.outlet, "section": record.section,
        "tags": record.tags, "edition": record.edition, "page": record.page, "number": record.number,
    });
    ImportedRecord {
        json: json.to_string(),
        ..record
    }
}
