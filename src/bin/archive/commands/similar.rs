//! `archive similar`.

use super::{query_args, show};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::hits::{Printed, Printer};
use crate::ui::Problems;
use anyhow::Result;
use archive::index::{Sort, TopHits};
use archive::query::{Field, Query};
use std::io::{BufWriter, Write};

/// Find articles like one article
#[derive(Debug, clap::Args)]
pub(crate) struct SimilarArgs {
    /// The article
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    printed: Printed,
    /// At most this many hits
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

/// Prints the articles that share its telling words, the likest first.
pub(crate) fn run(args: &SimilarArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let article = match show::resolved(&archive, &args.id)? {
        Some(id) => archive.article(&id)?,
        None => None,
    };
    let Some(article) = article else {
        problems.warning(format_args!("no article {}", args.id));
        return Ok(Exit::NothingFound);
    };
    let itself = Query::Not(Box::new(Query::filter(Field::Id, &article.id.to_hex())));
    let wanted = TopHits {
        offset: 0,
        limit: args.limit.max(1),
        sort: Sort::Relevance,
    };
    let hits = archive.search(&archive.more_like_this(&article)?.and(itself), wanted)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut printer = Printer::new(args.printed, config, std::slice::from_ref(&archive))?;
    for hit in &hits {
        printer.hit(&mut out, hit)?;
    }
    printer.end(&mut out)?;
    out.flush()?;
    Ok(Exit::found(!hits.is_empty()))
}
