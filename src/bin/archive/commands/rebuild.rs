//! `archive rebuild`.

use crate::config::Config;
use crate::exit::{self, Exit};
use crate::overrides::Tables;
use crate::ui::Problems;
use anyhow::Result;
use archive::clean::site::SiteTemplates;
use archive::ingest::Workers;
use archive::rebuild::{Rebuilt, rebuild};
use std::sync::Arc;

/// Make the index anew from the pages it keeps
///
/// After damage, or where another version of the program wrote it. Every page is read again, by all that is known of its site; your
/// corrections and decisions, older versions and deletions stay what they are. The old index answers until the new one is whole.
#[derive(Debug, clap::Args)]
pub(crate) struct RebuildArgs {}

/// Makes it anew and sums up.
pub(crate) fn run(_args: &RebuildArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let index = config.directory("rebuild")?;
    let tables = Tables::in_directory(&index)?;
    let workers = Workers::new(config.threads).until(exit::interrupt());
    let no_sites = SiteTemplates::default();
    problems.show_progress(&Arc::default());
    let rebuilt = rebuild(&index, &workers, tables.context(&no_sites), || {
        problems.page_done()
    })?;
    let Some(rebuilt) = rebuilt else {
        problems.summary("nothing is changed; run it again to begin anew");
        return Ok(Exit::Interrupted);
    };
    let Rebuilt {
        articles,
        without_page,
        lost,
        damaged,
    } = rebuilt;
    let losses = [
        (damaged, "stretches of the originals are damaged"),
        (
            without_page,
            "pages are lost; what was known of their articles is kept",
        ),
        (lost, "pages are lost"),
    ];
    for (count, what) in losses.into_iter().filter(|(count, _)| *count > 0) {
        problems.failure(format_args!("{count} {what}"));
    }
    problems.summary(format_args!("{articles} articles read again"));
    Ok(match without_page + lost + damaged {
        0 => Exit::Done,
        _ => Exit::SomeFailed,
    })
}
