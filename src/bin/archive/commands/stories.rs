//! `archive stories`.

use super::asked::{self, Filters};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::render::hits::{Group, Printed, Printer};
use anyhow::Result;
use archive::article::{Article, ArticleId};
use archive::index::{Archive, Hit};
use std::io::{BufWriter, Write};

/// Group the copies of one text: wire copy and reprints, also cut ones
///
/// A story is shown whole as soon as one of its articles answers. Those with the most copies come first; of each story the
/// earliest article does.
#[derive(Debug, clap::Args)]
pub struct StoriesArgs {
    /// Stories of which an article answers [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printed: Printed,
    /// Leave out stories of fewer copies
    #[arg(long, value_name = "N", default_value_t = 2)]
    min: usize,
    /// At most this many stories; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Prints an article a line, behind the identity of its story.
pub fn run(args: &StoriesArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let query = args.filters.query(&args.query, &archive, problems)?;
    let mut stories = archive.stories(&query)?;
    stories.retain(|(story, _)| story.copies >= args.min);
    if args.limit > 0 {
        stories.truncate(args.limit);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut printer = Printer::new(args.printed, config, &archive)?;
    for (story, ids) in &stories {
        printer.group = Some(Group::new("story", &story.id));
        for (article, rank) in in_order(&archive, ids)?.into_iter().zip(1..) {
            let (score, snippets) = (0.0, Vec::new());
            printer.hit(
                &mut out,
                &Hit {
                    rank,
                    score,
                    article,
                    snippets,
                },
            )?;
        }
    }
    printer.end(&mut out)?;
    out.flush()?;
    Ok(Exit::found(!stories.is_empty()))
}

/// The articles, the earliest first, those without a date last.
fn in_order(archive: &Archive, ids: &[ArticleId]) -> Result<Vec<Article>> {
    let mut articles = Vec::with_capacity(ids.len());
    for id in ids {
        articles.extend(archive.article(id)?);
    }
    articles.sort_by_cached_key(|article| {
        let date = article.published.as_ref().map(|dated| dated.date.to_string());
        (date.is_none(), date, article.id)
    });
    Ok(articles)
}
