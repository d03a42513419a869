//! `archive delete`.

use super::query_args::{self, Filters};
use super::show;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::safe::SafeLine;
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::article::{Article, ArticleId};
use archive::index::Archive;
use std::io::{BufWriter, Write};

/// Take articles out of the index, by identity or by query
///
/// Their files are left alone, and are read again when they are ingested again. Their pages stay in the index, out of
/// every search, until `archive compact` takes them out of its files.
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    /// Identities; - for a list of them on stdin
    #[arg(
        value_name = "ID",
        required_unless_present = "matching",
        conflicts_with = "matching"
    )]
    ids: Vec<String>,
    /// Every article that answers this query, such as path:old or outlet:"A B"
    #[arg(long, value_name = "QUERY")]
    matching: Option<String>,
    #[command(flatten)]
    filters: Filters,
    /// Only say what would go
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Prints what goes, `id TAB path TAB title`, and takes it out.
pub(crate) fn run(args: &DeleteArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let articles = selected(args, &archive, problems)?;
    if !args.dry_run && !articles.is_empty() {
        let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
        let mut writer = archive.writer()?;
        writer.delete(&ids)?;
        writer.finish()?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in &articles {
        let title = article.title.as_deref().unwrap_or_default();
        writeln!(
            out,
            "{}\t{}\t{}",
            article.id,
            SafeLine(&article.source.path.to_string()),
            SafeLine(title)
        )?;
    }
    out.flush()?;
    let count = articles.len();
    match (args.dry_run, count) {
        (true, _) => problems.summary(format_args!("{count} would be deleted")),
        (false, 0) => problems.summary("0 deleted"),
        (false, _) => problems.summary(format_args!(
            "{count} deleted; until `archive compact` is run, their pages stay in the files of the index"
        )),
    }
    Ok(Exit::found(!articles.is_empty()))
}

fn selected(args: &DeleteArgs, archive: &Archive, problems: &Problems) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    if let Some(query) = &args.matching {
        if query.trim().is_empty() {
            bail!(
                "--matching '' names no article; --matching '*' is every one that search finds, --matching kind:any every one"
            );
        }
        let query = args
            .filters
            .query(std::slice::from_ref(query), archive, problems)?;
        archive.for_each_match(&query, |article| -> Result<()> {
            articles.push(article);
            Ok(())
        })?;
        return Ok(articles);
    }
    for typed in show::ids(&args.ids)? {
        match show::resolved(archive, &typed)? {
            Some(id) => articles.extend(archive.article(&id)?),
            None => problems.warning(format_args!("no article {typed}")),
        }
    }
    Ok(articles)
}
