//! `archive code`: a sample of articles as a table, for readers to code, and the coded table back.

use super::label::Changes;
use super::query_args::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::table::{csv_row, exact};
use crate::ui::Problems;
use anyhow::{Context, Result, bail};
use archive::article::{Article, ArticleId};
use archive::index::labels::{UserLabel, UserLabels};
use archive::text::normalized;
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Draw a sample of articles for content analysis, and take the codes back
///
/// archive code sample army --size 200 --seed 7 > sample.csv prints a table. Readers fill labels and note, or add columns of their
/// own: in a column frame, conflict becomes the label frame=conflict. archive code import sample.csv puts them on the articles.
#[derive(Debug, clap::Args)]
pub(crate) struct CodeArgs {
    #[command(subcommand)]
    act: CodeCommand,
}

/// What is done.
#[derive(Debug, clap::Subcommand)]
enum CodeCommand {
    /// Print a random sample of what answers a query, as CSV
    Sample {
        /// Among these articles [default: all]
        #[arg(value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        filters: Filters,
        /// So many articles; 0 for all
        #[arg(long, value_name = "N", default_value_t = 100)]
        size: usize,
        /// The same seed draws the same articles from the same answers, on every machine
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Take labels and notes from a table with the column id
    Import {
        /// The table, as CSV
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// The columns of the table; every other is a code of the reader's.
const COLUMNS: [&str; 8] = [
    "id",
    "published",
    "outlet",
    "title",
    "url",
    "text",
    "labels",
    "note",
];

/// Does it.
pub(crate) fn run(args: &CodeArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    match &args.act {
        CodeCommand::Sample {
            query,
            filters,
            size,
            seed,
        } => {
            let archive = query_args::archive(config, problems)?;
            let query = filters.query(query, &archive, problems)?;
            let mut drawn: BTreeSet<([u8; 32], ArticleId)> = BTreeSet::new();
            archive.each_id(&query, |id| {
                drawn.insert((lot(*seed, &id), id));
                if *size > 0 && drawn.len() > *size {
                    drawn.pop_last();
                }
            })?;
            let mut out = BufWriter::new(std::io::stdout().lock());
            out.write_all(&csv_row(&COLUMNS)?)?;
            for (_, id) in &drawn {
                if let Some(article) = archive.article(id)? {
                    out.write_all(&csv_row(&row(&article, archive.labels()?))?)?;
                }
            }
            out.flush()?;
            Ok(Exit::found(!drawn.is_empty()))
        }
        CodeCommand::Import { file } => import(file, config, problems),
    }
}

/// What decides whether an article is drawn: as good as random, and the same everywhere.
fn lot(seed: u64, id: &ArticleId) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.update(id.hash());
    *hasher.finalize().as_bytes()
}

fn row(article: &Article, labels: &UserLabels) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let published = article
        .published
        .as_ref()
        .map(|published| published.date.to_string());
    let (names, note) = labels.words(&article.id);
    [
        article.id.to_hex(),
        published.unwrap_or_default(),
        text(&article.outlet),
        text(&article.title),
        text(&article.url),
        article.body.clone(),
        names,
        note.to_string(),
    ]
    .to_vec()
}

/// Puts what a table says on its articles: the labels and the note take the place of those before, a code that of the code before.
fn import(file: &Path, config: &Config, problems: &Problems) -> Result<Exit> {
    let mut archive = query_args::archive(config, problems)?;
    let named = || format!("cannot read {}", file.display());
    let mut table = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(file)
        .with_context(named)?;
    let header: Vec<String> = table
        .headers()
        .with_context(named)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_string())
        .collect();
    let Some(id_at) = header.iter().position(|name| name == "id") else {
        bail!(
            "{} has no column id; `archive code sample` prints one",
            file.display()
        );
    };
    let mut changes = Changes::of(&mut archive, problems)?;
    for row in table.records() {
        let row = row.with_context(named)?;
        let typed = row.get(id_at).unwrap_or_default().trim();
        changes.change(typed, |label| {
            for (name, cell) in header.iter().zip(&row) {
                take(label, name, exact(cell));
            }
        })?;
    }
    changes.write()
}

/// Takes a cell over.
fn take(label: &mut UserLabel, column: &str, cell: &str) {
    let word = |text: &str| normalized(text).replace(' ', "-");
    match column {
        "labels" => {
            let words = cell.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
            label.names.retain(|name| name.contains('='));
            label
                .names
                .extend(words.filter(|word| UserLabel::is_name(word)).map(str::to_string));
        }
        "note" => label.note = normalized(cell),
        _ if COLUMNS.contains(&column) || !UserLabel::is_name(&word(column)) => {}
        _ => {
            let code = format!("{}=", word(column));
            label.names.retain(|name| !name.starts_with(&code));
            if !cell.trim().is_empty() {
                label.names.insert(code + &word(cell));
            }
        }
    }
}
