//! `archive export`.

use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::overrides::Tables;
use crate::render::json;
use crate::ui::Problems;
use anyhow::Result;
use archive::article::{Article, ArticleId};
use archive::index::Archive;
use archive::pipeline::{Context, reading};
use archive::query::{Field, Query};
use std::io::{BufWriter, Write};

/// Print every record, one JSON object a line
///
/// Ingesting what is printed makes an index that answers the same: with --furniture also what is asked of the furniture, and with
/// --versions also with the older versions. Paths are seen from here, and are read from where the export is ingested.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Only these articles [default: everything, of whatever kind]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// Print beside each record, as furniture, what was dropped from its page: every page is read again
    #[arg(long)]
    furniture: bool,
    /// Print the older versions too, which are kept and not searched, each with the identity of its newer one
    #[arg(long, conflicts_with = "query")]
    versions: bool,
}

/// Prints the records in the order of the indexes.
pub(crate) fn run(args: &ExportArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let mut query = args.filters.query_of(&args.query, &archives, problems)?;
    if args.query.is_empty() {
        query = query.and(Query::filter(Field::Kind, "any"));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut any = false;
    for archive in archives.iter() {
        any |= export(archive, &query, args, &mut out)?;
    }
    out.flush()?;
    Ok(Exit::found(any || args.query.is_empty()))
}

/// Prints the records of one index; whether there are any.
fn export(archive: &Archive, query: &Query, args: &ExportArgs, out: &mut impl Write) -> Result<bool> {
    let sites = archive.sites()?;
    let tables = Tables::of(archive)?;
    let context = tables.context(&sites);
    let mut any = false;
    let mut print = |article: Article, newer: Option<Option<ArticleId>>| -> Result<()> {
        any = true;
        let mut record = json::value(&article);
        if let Some(newer) = newer {
            record["newer"] = newer.map(|id| id.to_hex()).into();
        }
        if args.furniture {
            record["furniture"] = furniture(archive, &article, context)?.into();
        }
        Ok(writeln!(out, "{}", json::line(&record))?)
    };
    if args.versions {
        archive.for_each_superseded(|article, newer| print(article, Some(newer)))?;
    }
    archive.for_each_match(query, |article| print(article, None))?;
    Ok(any)
}

/// What was dropped from the page of an article.
fn furniture(archive: &Archive, article: &Article, context: Context) -> Result<String> {
    let kept = archive.kept(&article.id)?;
    Ok(kept.map_or_else(String::new, |kept| {
        reading(&kept.page, context).furniture(&kept.page)
    }))
}
