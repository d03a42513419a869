//! Which articles print one text: exact copies, cut ones, and those with a paragraph of their own.
//!
//! What is joined follows from the articles alone, so that the order of the pages decides nothing. Where an ingest ends with few articles
//! that came or went, the stories are found anew that these concern.

mod members;
mod table;

use super::touched::{Change, Told, told};
use super::{STORIES_FILE, recent};
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::copies::{self, Bands, Member};
use crate::index::stories::StoryEntry;
use crate::index::unusable;
use members::members;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
pub(super) use table::StoryTable;
use tantivy::Searcher;
use tantivy::schema::Field;

/// Whether the stories of an index are those of a commit.
pub(super) fn are_of(index: &Path, commit: u64) -> bool {
    StoryTable::open(index).is_ok_and(|table| table.is_some_and(|table| table.is_of(commit)))
}

/// Finds the stories of an index and writes their table in the place of the old one.
pub(super) fn write(index: &Path, searcher: &Searcher) -> Result<()> {
    let failed = |error| unusable(index, error);
    let members = members(searcher, &Bands::all()).map_err(failed)?;
    let commit = recent::commit_of(searcher).map_err(failed)?;
    table::write_whole(
        &index.join(STORIES_FILE),
        &copies::rows(&members, &Bands::all()),
        commit,
    )
}

/// Brings the stories up to what is committed, where these articles came, went or changed.
pub(super) fn update(
    index: &Path,
    searcher: &Searcher,
    id: Field,
    changes: &HashMap<ArticleId, Change>,
) -> Result<()> {
    let failed = |error| unusable(index, error);
    let Some(table) = StoryTable::open(index)? else {
        return write(index, searcher);
    };
    let concerned = concerned(&table, index, searcher, changes)?;
    let mut sketches = Vec::new();
    for article in &concerned {
        let told = told(searcher, id, article).map_err(failed)?;
        sketches.extend(told.and_then(|told| told.sketch));
    }
    let mut rows: BTreeMap<ArticleId, Option<StoryEntry>> =
        concerned.into_iter().map(|article| (article, None)).collect();
    if !sketches.is_empty() {
        let bands = Bands::of(sketches.iter());
        let members = members(searcher, &bands).map_err(failed)?;
        for row in copies::rows(&members, &bands) {
            rows.entry(row.article).and_modify(|own| *own = Some(row));
        }
    }
    table.change(rows, recent::commit_of(searcher).map_err(failed)?)
}

/// The articles whose stories may be others now: what is joined otherwise with another, and all that was of a story with it. What is
/// joined in no band that changed stays as it is.
fn concerned(
    table: &StoryTable,
    index: &Path,
    searcher: &Searcher,
    changes: &HashMap<ArticleId, Change>,
) -> Result<BTreeSet<ArticleId>> {
    let member = |id: &ArticleId, told: &Option<Told>| {
        let (sketch, date) = told.as_ref().and_then(|told| Some((told.sketch?, told.date)))?;
        Some(Member {
            id: *id,
            sketch,
            date,
        })
    };
    let changed = changes
        .iter()
        .map(|(id, (before, now))| (id, member(id, before), member(id, now)));
    let changed: Vec<_> = changed.filter(|(_, before, now)| before != now).collect();
    if changed.is_empty() {
        return Ok(BTreeSet::new());
    }
    let both = changed
        .iter()
        .flat_map(|(_, before, now)| before.iter().chain(now));
    let bands = Bands::of(both.map(|member| &member.sketch));
    let now = members(searcher, &bands).map_err(|error| unusable(index, error))?;
    let stayed = now
        .iter()
        .copied()
        .filter(|member| !changes.contains_key(&member.id));
    let mut before: Vec<Member> = stayed
        .chain(changed.iter().filter_map(|(_, before, _)| *before))
        .collect();
    before.sort_unstable_by_key(|member| member.id);
    let (before, now) = (copies::pairs(&before, &bands), copies::pairs(&now, &bands));
    let mut concerned: BTreeSet<ArticleId> = before
        .symmetric_difference(&now)
        .flat_map(|pair| [pair.0, pair.1])
        .collect();
    let mut stories = BTreeSet::new();
    for article in concerned.iter().chain(changed.iter().map(|(id, ..)| *id)) {
        stories.extend(table.row(article)?.map(|row| row.story));
    }
    concerned.extend(table.of_stories(&stories)?.iter().map(|row| row.article));
    Ok(concerned)
}
