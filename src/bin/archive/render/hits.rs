//! How hits are printed, in every format.

use super::listing::Listing;
use super::safe::SafeLine;
use super::table::csv_row;
use super::{citation, json};
use crate::config::Config;
use archive::calendar::Moment;
use archive::index::labels::UserLabels;
use archive::index::{Archive, Hit, Snippet};
use archive::page::FilePath;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::io::{Result, Write};

/// The formats of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HitFormat {
    /// A line a hit; on a terminal the snippets below it
    Text,
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// Identities
    Ids,
    /// Paths
    Paths,
    /// Addresses
    Urls,
    /// References for LaTeX, with the day of access and the identity
    Bibtex,
    /// References for Zotero, EndNote and their kind
    Ris,
    /// One JSON array of references, as citation processors (CSL) and Zotero read them
    CslJson,
}

/// How hits are to be printed: the same flags for every command that prints them.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Printed {
    /// How to print the hits
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: HitFormat,
    /// End each hit with NUL instead of a line break
    #[arg(short = '0', long = "null")]
    null: bool,
    /// Print the whole record: text, comments and mentions too
    #[arg(long)]
    body: bool,
}

/// The columns of CSV and TSV.
const COLUMNS: [&str; 21] = [
    "rank",
    "score",
    "id",
    "published",
    "outlet",
    "domain",
    "language",
    "title",
    "url",
    "path",
    "snippet",
    "kind",
    "section",
    "authors",
    "agencies",
    "crawled",
    "added",
    "copies",
    "paths",
    "labels",
    "note",
];

/// What stands between the values of one cell.
const BETWEEN: &str = "; ";

/// To what hits belong, where there are several such things: a query, a story.
pub(crate) struct HitGroup {
    name: &'static str,
    value: String,
    /// What is said of it on a terminal.
    head: String,
}

impl HitGroup {
    /// A group of this name, with what is said of it on a terminal.
    pub(crate) fn new(name: &'static str, value: &str, head: String) -> HitGroup {
        let value = value.to_string();
        HitGroup { name, value, head }
    }
}

/// Prints hits one after another.
pub(crate) struct Printer {
    /// To what the next hits belong.
    group: Option<HitGroup>,
    format: HitFormat,
    end: &'static str,
    body: bool,
    /// How hits are laid out where they are read on a terminal.
    listing: Option<Listing>,
    printed: usize,
    /// The user's, where the format has a place for them.
    labels: UserLabels,
}

impl Printer {
    /// A printer of hits of some archives, as the user wants it.
    ///
    /// # Errors
    /// If the user's labels cannot be read.
    pub(crate) fn new(
        printed: Printed,
        config: &Config,
        archives: &[Archive],
    ) -> archive::error::Result<Printer> {
        let labels = match printed.format {
            HitFormat::Jsonl | HitFormat::Json | HitFormat::Csv | HitFormat::Tsv => {
                UserLabels::of_all(archives)?
            }
            _ => UserLabels::default(),
        };
        Ok(Printer {
            labels,
            group: None,
            format: printed.format,
            end: if printed.null { "\0" } else { "\n" },
            body: printed.body,
            listing: config.screen.filter(|_| !printed.null).map(|screen| Listing {
                screen,
                color: config.color,
            }),
            printed: 0,
        })
    }

    /// Begins a group: on a terminal with a line of its own, elsewhere every hit says to what it belongs.
    pub(crate) fn begin(&mut self, out: &mut impl Write, group: HitGroup) -> Result<()> {
        if let (HitFormat::Text, Some(listing)) = (self.format, self.listing) {
            listing.head(out, &group.head, self.group.is_none())?;
        }
        self.group = Some(group);
        Ok(())
    }

    /// Prints a hit.
    pub(crate) fn hit(&mut self, out: &mut impl Write, hit: &Hit) -> Result<()> {
        self.printed += 1;
        match self.format {
            HitFormat::Text => match self.listing {
                Some(listing) => listing.hit(out, hit),
                None => self.text(out, hit),
            },
            HitFormat::Jsonl => self.line(out, &json::line(&self.record(hit))),
            HitFormat::Json => {
                let record = self.record(hit);
                self.item(out, &record)
            }
            HitFormat::Csv => self.csv(out, hit),
            HitFormat::Tsv => self.tsv(out, hit),
            HitFormat::Ids => self.value(out, &hit.article.id.to_string()),
            HitFormat::Paths => self.path(out, &hit.article.source.path),
            HitFormat::Urls => match &hit.article.url {
                Some(url) => self.value(out, url),
                None => Ok(()),
            },
            HitFormat::Bibtex => self.line(out, &citation::bibtex(&hit.article)),
            HitFormat::Ris => self.line(out, &citation::ris(&hit.article)),
            HitFormat::CslJson => self.item(out, &citation::csl(&hit.article)),
        }
    }

    /// Prints what stands behind the last hit.
    pub(crate) fn end(&self, out: &mut impl Write) -> Result<()> {
        match (self.format, self.printed) {
            (HitFormat::Json | HitFormat::CslJson, 0) => writeln!(out, "[]"),
            (HitFormat::Json | HitFormat::CslJson, _) => writeln!(out, "\n]"),
            _ => Ok(()),
        }
    }

    /// An element of the one JSON array.
    fn item(&self, out: &mut impl Write, item: &Value) -> Result<()> {
        let before = if self.printed == 1 { "[" } else { "," };
        write!(out, "{before}\n{}", json::line(item))
    }

    fn line(&self, out: &mut impl Write, line: &str) -> Result<()> {
        write!(out, "{line}{}", self.end)
    }

    /// A path; where paths are parted by NUL, byte for byte.
    fn path(&self, out: &mut impl Write, path: &FilePath) -> Result<()> {
        if self.end == "\n" {
            return self.value(out, &path.to_string());
        }
        self.value_of(out, path.as_bytes())
    }

    /// One value; where values are parted by NUL they are read by programs, and are as they are.
    fn value(&self, out: &mut impl Write, value: &str) -> Result<()> {
        match self.end {
            "\n" => self.value_of(out, SafeLine(value).to_string().as_bytes()),
            _ => self.value_of(out, value.as_bytes()),
        }
    }

    fn value_of(&self, out: &mut impl Write, value: &[u8]) -> Result<()> {
        if let Some(group) = &self.group {
            write!(out, "{}\t", SafeLine(&group.value))?;
        }
        out.write_all(value)?;
        out.write_all(self.end.as_bytes())
    }

    fn text(&self, out: &mut impl Write, hit: &Hit) -> Result<()> {
        let article = &hit.article;
        if let Some(group) = &self.group {
            write!(out, "{}\t", SafeLine(&group.value))?;
        }
        let date = article.published_on();
        let outlet = article.outlet.as_deref().unwrap_or_default();
        let language = article.language.as_deref().unwrap_or_default();
        let title = article.title.as_deref().unwrap_or_default();
        write!(
            out,
            "{}\t{date}\t{}\t{}",
            article.id,
            SafeLine(outlet),
            SafeLine(language)
        )?;
        write!(out, "\t{}{}", SafeLine(title), self.end)
    }

    /// The record of a hit: the article with rank, score and snippets, whose marks count characters.
    fn record(&self, hit: &Hit) -> Value {
        let mut record = json!({"rank": hit.rank, "score": hit.score, "snippets": snippets(hit)});
        if let Some(group) = &self.group {
            record[group.name] = json!(group.value);
        }
        if let Some(label) = self.labels.of(&hit.article.id) {
            record["labels"] = json!(label.names);
            record["note"] = json!(label.note);
        }
        let Value::Object(article) = json::value(&hit.article) else {
            return record;
        };
        for (key, mut value) in article {
            match key.as_str() {
                "body" | "comments" if !self.body => continue,
                "actors" if !self.body => without_mentions(&mut value),
                _ => {}
            }
            record[key] = value;
        }
        record
    }

    fn row(&self, hit: &Hit) -> Vec<String> {
        let article = &hit.article;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let moment = |value: &Option<Moment>| value.map(|moment| moment.to_string()).unwrap_or_default();
        let copies = article.story.as_ref().map_or(1, |story| story.copies);
        let places = std::iter::once(article.source.place()).chain(article.source.forms.iter().cloned());
        let (labels, note) = self.labels.words(&article.id);
        let places: Vec<String> = places.map(|place| place.to_string()).collect();
        let row = vec![
            hit.rank.to_string(),
            format!("{:.4}", hit.score),
            article.id.to_string(),
            article.published_on(),
            text(&article.outlet),
            text(&article.domain),
            text(&article.language),
            text(&article.title),
            text(&article.url),
            article.source.path.to_string(),
            hit.snippets
                .last()
                .map(|snippet| snippet.text.clone())
                .unwrap_or_default(),
            json::value(&article.kind).as_str().unwrap_or_default().into(),
            text(&article.section),
            article.authors.join(BETWEEN),
            article.agencies.join(BETWEEN),
            moment(&article.crawled),
            moment(&article.added),
            copies.to_string(),
            places.join(BETWEEN),
            labels,
            note.to_string(),
        ];
        let group = self.group.iter().map(|group| group.value.clone());
        group
            .chain(row)
            .map(|value| SafeLine(&value).to_string())
            .collect()
    }

    fn header(&self) -> Vec<String> {
        let group = self.group.iter().map(|group| group.name.to_string());
        group.chain(COLUMNS.map(str::to_string)).collect()
    }

    fn csv(&self, out: &mut impl Write, hit: &Hit) -> Result<()> {
        if self.printed == 1 {
            out.write_all(&csv_row(&self.header())?)?;
        }
        out.write_all(&csv_row(&self.row(hit))?)
    }

    fn tsv(&self, out: &mut impl Write, hit: &Hit) -> Result<()> {
        if self.printed == 1 {
            self.line(out, &self.header().join("\t"))?;
        }
        self.line(out, &self.row(hit).join("\t"))
    }
}

fn snippets(hit: &Hit) -> Value {
    let snippet = |snippet: &Snippet| {
        let place = |byte: usize| snippet.text[..byte].chars().count();
        let marks: Vec<[usize; 2]> = snippet
            .marks
            .iter()
            .map(|mark| [place(mark.start), place(mark.end)])
            .collect();
        json!({"text": snippet.text, "marks": marks})
    };
    Value::Array(hit.snippets.iter().map(snippet).collect())
}

fn without_mentions(actors: &mut Value) {
    for actor in actors.as_array_mut().into_iter().flatten() {
        if let Some(actor) = actor.as_object_mut() {
            actor.remove("mentions");
        }
    }
}
