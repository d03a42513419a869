//! `archive set`.

use super::{query_args, show};
use crate::config::Config;
use crate::exit::Exit;
use crate::overrides::Tables;
use crate::ui::Problems;
use anyhow::Result;
use archive::describe::Correction;
use archive::pipeline::reading;

/// Correct what was found of an article: archive set 3f9c2a71b0de published=2022-05-13
///
/// The correction is shown as yours, and kept when the page is ingested again. It stands in corrections.tsv in the index.
#[derive(Debug, clap::Args)]
pub(crate) struct SetArgs {
    /// The identity of the article, or its beginning
    #[arg(value_name = "ID")]
    id: String,
    /// title, outlet, authors, agencies, section, language, url, published or modified; nothing after = says that there is none
    #[arg(value_name = "FACT=VALUE", required = true)]
    corrections: Vec<Correction>,
}

/// Keeps the corrections and brings the article into the index as it is now, the version that it is, in one commit.
pub(crate) fn run(args: &SetArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let Some(id) = show::resolved(&archive, &args.id)? else {
        problems.warning(format_args!("no article {}", args.id));
        return Ok(Exit::NothingFound);
    };
    let Some(kept) = archive.kept(&id)? else {
        return Ok(Exit::NothingFound);
    };
    let mut writer = archive.writer()?;
    let mut tables = Tables::of(&archive)?;
    for correction in &args.corrections {
        tables.corrections.set(&id.to_hex(), correction.clone());
    }
    let sites = archive.sites()?;
    let reading = reading(&kept.page, tables.context(&sites));
    let furniture = reading.furniture(&kept.page);
    tables.keep_corrections(&archive)?;
    writer.replace(&id, &reading.article, &furniture)?;
    writer.finish()?;
    problems.summary(format_args!("{id} corrected"));
    Ok(Exit::Done)
}
