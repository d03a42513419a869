//! XML: feeds with whole texts, the documents of trafilatura, the items of Scrapy, the notes of Evernote, articles of Factiva.

pub(super) mod tree;

use super::press::offset_in;
use super::{Format, Halt, Reader, fields, page};
use crate::decode;
use crate::page::{Content, ImportedRecord, Origin, Page, SavedAs, Stated};
use crate::read::Problem;
use crate::read::stream::Stream;
use tree::XmlElement;

/// XML documents that hold articles.
pub(super) struct Xml;

/// What an element says of its article; the second is the root.
type Article = fn(&XmlElement, &XmlElement) -> Option<ImportedRecord>;

/// The first elements by which they are told, and how each of their articles is read.
const ROOTS: [(&str, &str, Article); 11] = [
    ("rss", "item", rss),
    ("rdf:RDF", "item", rss),
    ("feed", "entry", atom),
    ("doc", "doc", trafilatura),
    ("TEI", "TEI", tei),
    ("items", "item", scrapy),
    ("PPSResponse", "article", factiva),
    ("PPSArticleResponse", "article", factiva),
    ("articleResponse", "article", factiva),
    ("corpus", "text", corpus),
    ("text", "text", corpus),
];

impl Format for Xml {
    fn recognises(&self, head: &[u8]) -> bool {
        // None of the roots is that of HTML.
        if page::opens_html(head) {
            return false;
        }
        let Some(root) = tree::root(&decode::decoded(head, None).text) else {
            return false;
        };
        ["urlset", "sitemapindex", "opml", NOTES].contains(&&*root.0)
            || ROOTS.iter().any(|(name, ..)| {
                // `text` and `doc` are names that others use: theirs have the attributes of an article.
                *name == root.0 && (!["doc", "text"].contains(name) || root.1.contains("title="))
            })
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let start = input.exact();
        let bytes = reader.whole(input)?;
        let text = decode::decoded(&bytes, None).text;
        let (document, cut) = tree::parsed(&text);
        let Some(root) = document.children().next() else {
            return Err(Problem::Broken("XML without an element".into()).into());
        };
        if root.name == NOTES {
            for (number, note) in (1..).zip(root.all("note")) {
                if let Some(page) = evernote(note, &origin.numbered(number)) {
                    reader.page(page)?;
                }
            }
            return ended(cut, origin, reader);
        }
        let Some((_, article, read)) = ROOTS.iter().find(|(name, ..)| *name == root.name) else {
            return Err(Problem::Unread {
                what: "a list of addresses",
                hint: "it holds no text; save the pages that it lists and ingest them",
            }
            .into());
        };
        let mut found = 0;
        for (number, node) in (1..).zip(document.all(article)) {
            if let Some(record) = read(node, root) {
                found += 1;
                let slice = text.get(node.span.clone());
                let place = origin.numbered(number);
                let offset = slice.and_then(|slice| offset_in(&bytes, slice));
                let offset = start.and_then(|start| Some(start + offset?));
                let place = offset.map_or(place.clone(), |offset| place.at(offset));
                let slice = slice.map(str::to_string);
                reader.record(fields::canonical(ImportedRecord { slice, ..record }), &place)?;
            }
        }
        match found {
            0 if cut.is_none() => Err(Problem::Unread {
                what: "XML without a text",
                hint: "a feed of summaries names its pages: save and ingest those",
            }
            .into()),
            _ => ended(cut, origin, reader),
        }
    }
}

/// The root of an export of Evernote.
const NOTES: &str = "en-export";

fn ended(cut: Option<usize>, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let Some(at) = cut else {
        return Ok(());
    };
    let cut = Problem::Cut("the file is cut short or broken here".into());
    reader.problem(&origin.at(at as u64), cut)
}

/// A text that may be marked up.
fn readable(text: String) -> Option<String> {
    let text = if text.contains('<') {
        fields::text_of_html(&text)
    } else {
        text
    };
    (!text.trim().is_empty()).then_some(text)
}

fn rss(item: &XmlElement, root: &XmlElement) -> Option<ImportedRecord> {
    let channel = root.child("channel");
    let said = |name: &str| item.text_of(name);
    let link = said("link").or_else(|| said("guid").filter(|guid| guid.starts_with("http")));
    Some(ImportedRecord {
        title: said("title").map(|title| fields::text_of_html(&title)),
        text: readable(said("content:encoded")?)?,
        date: said("pubDate").or_else(|| said("dc:date")),
        url: link,
        authors: said("dc:creator").into_iter().collect(),
        outlet: channel.and_then(|channel| channel.text_of("title")),
        language: channel.and_then(|channel| channel.text_of("language")),
        tags: item.all("category").map(XmlElement::text).collect(),
        by_publisher: true,
        ..ImportedRecord::default()
    })
}

fn atom(entry: &XmlElement, feed: &XmlElement) -> Option<ImportedRecord> {
    let content = entry.child("content")?;
    let inner = content.children().next().map(XmlElement::paragraphs);
    let authors = entry.children().filter(|node| node.name == "author");
    let links = entry.children().filter(|node| node.name == "link");
    let is_page = |link: &&XmlElement| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    Some(ImportedRecord {
        title: entry.text_of("title").map(|title| fields::text_of_html(&title)),
        text: inner.or_else(|| readable(content.text()))?,
        date: entry.text_of("published").or_else(|| entry.text_of("updated")),
        url: links
            .clone()
            .find(is_page)
            .and_then(|link| link.attribute("href").map(str::to_string)),
        authors: authors.filter_map(|author| author.text_of("name")).collect(),
        outlet: feed.text_of("title"),
        language: feed.attribute("xml:lang").map(str::to_string),
        by_publisher: true,
        ..ImportedRecord::default()
    })
}

fn trafilatura(doc: &XmlElement, _: &XmlElement) -> Option<ImportedRecord> {
    let said = |name: &str| {
        doc.attribute(name)
            .filter(|value| !value.is_empty())
            .map(str::to_string)
    };
    Some(titled(ImportedRecord {
        title: said("title"),
        text: doc.child("main")?.paragraphs(),
        date: said("date"),
        url: said("url"),
        authors: said("author")
            .map(|names| names.split(';').map(|name| name.trim().to_string()).collect())
            .unwrap_or_default(),
        outlet: said("sitename"),
        section: said("categories"),
        ..ImportedRecord::default()
    }))
}

fn tei(tei: &XmlElement, _: &XmlElement) -> Option<ImportedRecord> {
    let header = tei.child("teiHeader")?;
    let full = header.all("biblFull").next().unwrap_or(header);
    let title = full
        .all("titleStmt")
        .next()
        .or_else(|| header.all("titleStmt").next());
    let date = full
        .all("date")
        .find(|date| date.attribute("type") != Some("download"));
    let address = header.all("ptr").find(|ptr| ptr.attribute("type") == Some("URL"));
    let body = tei.child("text")?.child("body")?;
    // What readers said stands in a part of its own.
    let parts: Vec<&XmlElement> = body
        .children()
        .filter(|part| part.attribute("type") != Some("comments"))
        .collect();
    let text = match parts.len() < body.children().count() {
        true => parts
            .into_iter()
            .map(XmlElement::paragraphs)
            .collect::<Vec<_>>()
            .join("\n\n"),
        false => body.paragraphs(),
    };
    let mut authors: Vec<String> = Vec::new();
    for name in header.all("author").map(XmlElement::text) {
        if !name.is_empty() && !authors.contains(&name) {
            authors.push(name);
        }
    }
    Some(titled(ImportedRecord {
        title: title.and_then(|title| title.text_of("title")),
        text,
        date: date.map(XmlElement::text).filter(|date| !date.is_empty()),
        url: address.and_then(|ptr| ptr.attribute("target").map(str::to_string)),
        authors,
        outlet: full
            .all("publisher")
            .next()
            .and_then(|publisher| without_host(&publisher.text())),
        ..ImportedRecord::default()
    }))
}

/// `The Beacon` of `The Beacon (balise.example)`, and nothing of `N/A`.
fn without_host(publisher: &str) -> Option<String> {
    let named = publisher
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    let is_host = |host: &str| host.contains('.') && !host.contains(' ');
    let name = named
        .filter(|(_, host)| is_host(host))
        .map_or(publisher, |(name, _)| name);
    (!name.is_empty() && name != "N/A").then(|| name.to_string())
}

/// The record without its title at the head of its text, where the tool puts it.
fn titled(record: ImportedRecord) -> ImportedRecord {
    let title = record.title.as_deref().map(str::trim);
    let text = match record.text.split_once("\n\n") {
        Some((line, rest)) if title == Some(line.trim()) => rest.to_string(),
        _ => record.text.clone(),
    };
    ImportedRecord { text, ..record }
}

fn scrapy(item: &XmlElement, _: &XmlElement) -> Option<ImportedRecord> {
    let value = |node: &XmlElement| match node.children().next() {
        Some(_) => node
            .children()
            .map(|value| serde_json::Value::from(value.text()))
            .collect(),
        None => serde_json::Value::from(node.text()),
    };
    let object = item
        .children()
        .map(|node| (node.name.clone(), value(node)))
        .collect();
    fields::record(&object, "", &fields::Fields::default())
}

/// A note is a page that was clipped: its text is in HTML, and the days of the note are those of the clipping.
fn evernote(note: &XmlElement, origin: &Origin) -> Option<Page> {
    let content = note.text_of("content")?;
    // The note is a document of its own, with a declaration that HTML has not.
    let start = content.find("<en-note").unwrap_or(0);
    let attributes = note.child("note-attributes");
    let title = note.text_of("title");
    let stated = Stated {
        title: title.clone(),
        ..Stated::default()
    };
    let heading = title
        .map(|title| title.replace('&', "&amp;").replace('<', "&lt;"))
        .unwrap_or_default();
    let html = format!(
        "<!DOCTYPE html><title>{heading}</title><h1>{heading}</h1>{}",
        &content[start..]
    );
    Some(Page {
        content: Content::Bytes(html.into_bytes()),
        origin: Origin {
            url: attributes.and_then(|attributes| attributes.text_of("source-url")),
            saved_as: SavedAs::Extract,
            stated: Some(Box::new(stated)),
            ..origin.clone()
        },
    })
}

fn factiva(article: &XmlElement, _: &XmlElement) -> Option<ImportedRecord> {
    let said = |name: &str| {
        article
            .all(name)
            .next()
            .map(|node| node.text().trim().to_string())
            .filter(|text| !text.is_empty())
    };
    let date = article.all("publicationDate").next();
    let date = date.and_then(|date| date.text_of("date").or_else(|| date.text_of("dateTime")));
    let parts = ["leadParagraph", "tailParagraphs"]
        .into_iter()
        .flat_map(|name| article.all(name));
    let text: Vec<String> = parts
        .map(XmlElement::paragraphs)
        .filter(|text| !text.is_empty())
        .collect();
    Some(ImportedRecord {
        title: said("headline"),
        text: text.join("\n\n"),
        date,
        language: said("baseLanguage"),
        authors: said("byline").into_iter().collect(),
        outlet: said("sourceName"),
        number: said("accessionNo"),
        by_publisher: true,
        ..ImportedRecord::default()
    })
}

fn corpus(text: &XmlElement, _: &XmlElement) -> Option<ImportedRecord> {
    let said = |name: &str| {
        text.attribute(name)
            .filter(|value| !value.is_empty())
            .map(str::to_string)
    };
    Some(titled(ImportedRecord {
        title: said("title"),
        text: text.paragraphs(),
        date: said("date").map(|date| date.replace('/', "-")),
        authors: said("author").into_iter().collect(),
        outlet: said("source"),
        ..ImportedRecord::default()
    }))
}
