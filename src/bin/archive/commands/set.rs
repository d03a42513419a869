//! `archive set`.

use super::{asked, show};
use crate::config::Config;
use crate::exit::Exit;
use crate::problems::Problems;
use crate::users::Tables;
use anyhow::{Result, bail};
use archive::article::{Article, ArticleId};
use archive::describe::Correction;
use archive::extract::{Context, reading};
use archive::index::Archive;
use archive::page::Page;
use archive::{ingest, read};

/// Correct what was found of an article: archive set 3f9c2a71b0de published=2022-05-13
///
/// The correction is shown as yours, and kept when the page is ingested again. It stands in corrections.tsv in the index.
#[derive(Debug, clap::Args)]
pub struct SetArgs {
    /// The identity of the article, or its beginning
    #[arg(value_name = "ID")]
    id: String,
    /// title, outlet, authors, agencies, section, language, url, published or modified; nothing after = says that there is none
    #[arg(value_name = "FACT=VALUE", required = true)]
    corrections: Vec<Correction>,
}

/// Keeps the corrections and brings the article into the index as it is now.
pub fn run(args: &SetArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = asked::archive(config, problems)?;
    let Some(id) = show::resolved(&archive, &args.id)? else {
        problems.warning(format_args!("no article {}", args.id));
        return Ok(Exit::NothingFound);
    };
    let mut tables = Tables::of(archive.path())?;
    for correction in &args.corrections {
        tables.corrections.set(&id.0, correction.clone());
    }
    let Some(old) = archive.article(&id)? else {
        return Ok(Exit::NothingFound);
    };
    let original = archive.original(&id)?.unwrap_or_default();
    let (article, furniture) = read_again(&original, &old, tables.context())?;
    tables.keep_corrections(archive.path())?;
    replace(&archive, &id, &article, &original, &furniture)?;
    problems.summary(format_args!("{id} corrected"));
    Ok(Exit::Done)
}

/// The article as the kept page and the corrections give it, at the place from which it came.
fn read_again(original: &[u8], old: &Article, context: Context) -> Result<(Article, String)> {
    let pages = read::pages_from(original, ingest::MAX_SIZE);
    let Some(mut page) = pages.into_iter().flatten().next() else {
        bail!("cannot read the kept page of {}", old.id)
    };
    place(&mut page, old);
    let reading = reading(&page, context);
    let furniture = reading
        .blocks
        .map(|(document, body)| body.furniture(&document))
        .unwrap_or_default();
    Ok((reading.article, furniture))
}

/// The place is not part of the page's bytes, but of what the record says of it.
fn place(page: &mut Page, old: &Article) {
    page.origin.path = old.source.path.clone();
    page.origin.member = old.source.member.clone();
    page.origin.offset = old.source.offset;
    page.origin.crawled = old.crawled.as_ref().and_then(|crawled| crawled.date.first());
}

fn replace(
    archive: &Archive,
    id: &ArticleId,
    article: &Article,
    original: &[u8],
    furniture: &str,
) -> Result<()> {
    let mut writer = archive.writer()?;
    writer.delete(std::slice::from_ref(id))?;
    writer.finish()?;
    let mut writer = archive.writer()?;
    writer.add(article, original, furniture)?;
    Ok(writer.finish()?)
}
