//! Which articles print one text: exact copies, cut ones, and those with a paragraph of their own.
//!
//! What is joined follows from the articles alone, so that the order of the pages decides nothing. Where an ingest ends with few articles
//! that came or went, the stories are found anew that these concern.

mod copies;
mod table;

use crate::article::{ArticleId, Story};
use crate::error::Result;
use crate::index::store::Store;
use crate::index::touched::{self, Change, Told};
use crate::index::{Archive, STORIES_FILE, joins, recent, unusable};
use crate::query::Query;
use copies::{Bands, Member};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use table::Row;
pub use table::Table;
use tantivy::Searcher;
use tantivy::schema::Field;

impl Archive {
    /// The stories to which an answer of the query belongs, those with the most copies first, each with its articles.
    pub fn stories(&self, query: &Query) -> Result<Vec<(Story, Vec<ArticleId>)>> {
        let answers = self.ids(query)?;
        let mut stories: BTreeMap<ArticleId, (Story, Vec<ArticleId>, bool)> = BTreeMap::new();
        let rows = self.stories.as_ref().map_or(Ok(Vec::new()), Table::all)?;
        for row in rows {
            let story = || (self.story_of(&row), Vec::new(), false);
            let (_, articles, answered) = stories.entry(row.story).or_insert_with(story);
            articles.push(self.shown(row.article));
            *answered |= answers.contains(&row.article);
        }
        let answered = stories.into_values().filter(|(_, _, answered)| *answered);
        let mut stories: Vec<_> = answered.map(|(story, articles, _)| (story, articles)).collect();
        stories.sort_by_key(|(story, _)| std::cmp::Reverse(story.copies));
        Ok(stories)
    }

    /// Whether the last process that wrote here came to its end.
    pub fn is_finished(&self) -> bool {
        let commit = recent::commit_of(&self.store.searcher());
        commit.is_ok_and(|commit| joins::are_of(&self.home, commit) && are_of(&self.home, commit))
    }

    /// The story of an article, where it has copies.
    pub(super) fn story(&self, id: &ArticleId) -> Result<Option<Story>> {
        let Some(table) = &self.stories else {
            return Ok(None);
        };
        Ok(table.row(id)?.map(|row| self.story_of(&row)))
    }

    fn story_of(&self, row: &Row) -> Story {
        Story {
            id: self.shown(row.story).to_string(),
            copies: row.copies as usize,
            first: self.shown(row.first),
        }
    }

    /// The identities of the answers of a query.
    fn ids(&self, query: &Query) -> Result<BTreeSet<ArticleId>> {
        let mut ids = BTreeSet::new();
        self.store.each_id(&self.meaning(query)?.plan, &mut |id| {
            ids.insert(id);
        })?;
        Ok(ids)
    }
}

/// Whether the stories of an index are those of a commit.
pub fn are_of(index: &Path, commit: u64) -> bool {
    Table::open(index).is_ok_and(|table| table.is_some_and(|table| table.is_of(commit)))
}

/// Finds the stories of an index and writes their table in the place of the old one.
pub fn write(index: &Path, searcher: &Searcher) -> Result<()> {
    let failed = |error| unusable(index, error);
    let members = copies::members(searcher, &Bands::all()).map_err(failed)?;
    let commit = recent::commit_of(searcher).map_err(failed)?;
    table::write_whole(
        &index.join(STORIES_FILE),
        &copies::rows(&members, &Bands::all()),
        commit,
    )
}

/// Brings the stories up to what is committed, where these articles came, went or changed.
pub fn update(
    index: &Path,
    searcher: &Searcher,
    id: Field,
    changes: &HashMap<ArticleId, Change>,
) -> Result<()> {
    let failed = |error| unusable(index, error);
    let Some(table) = Table::open(index)? else {
        return write(index, searcher);
    };
    let concerned = concerned(&table, index, searcher, changes)?;
    let mut sketches = Vec::new();
    for article in &concerned {
        let told = touched::told(searcher, id, article).map_err(failed)?;
        sketches.extend(told.and_then(|told| told.sketch));
    }
    let mut rows: BTreeMap<ArticleId, Option<Row>> =
        concerned.into_iter().map(|article| (article, None)).collect();
    if !sketches.is_empty() {
        let bands = Bands::of(sketches.iter());
        let members = copies::members(searcher, &bands).map_err(failed)?;
        for row in copies::rows(&members, &bands) {
            rows.entry(row.article).and_modify(|own| *own = Some(row));
        }
    }
    table.change(rows, recent::commit_of(searcher).map_err(failed)?)
}

/// The articles whose stories may be others now: what is joined otherwise with another, and all that was of a story with it. What is
/// joined in no band that changed stays as it is.
fn concerned(
    table: &Table,
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
    let now = copies::members(searcher, &bands).map_err(|error| unusable(index, error))?;
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

#[cfg(test)]
mod tests {
    use crate::index::tests::{archive, article, dated, with};
    use crate::index::{Archive, Writer};
    use crate::query::{Query, parse};

    const WIRE: &str = "Le gouverneur de la province a annoncé dimanche la réouverture du pont sur la rivière, fermé depuis \
        les pluies de mars. Les camions de plus de dix tonnes devront encore attendre la fin des travaux, prévue en juillet. \
        Les commerçants du marché central disent avoir perdu la moitié de leurs clients pendant la fermeture du pont.";

    fn stories(archive: &Archive, query: &str) -> Vec<Vec<String>> {
        let found = archive.stories(&parse(query).query).expect(query);
        let titles = |(_, ids): &(_, Vec<_>)| {
            let title = |id| archive.article(id).unwrap().unwrap().title.unwrap();
            let mut titles: Vec<String> = ids.iter().map(title).collect();
            titles.sort();
            titles
        };
        found.iter().map(titles).collect()
    }

    #[test]
    fn copies_are_one_story() {
        let (_folder, archive) = archive();
        let mut reprint = article("B", &format!("{WIRE} Notre correspondant était sur place."));
        reprint.published = Some(dated("2022-05-12"));
        let mut wire = article("A", WIRE);
        wire.published = Some(dated("2022-05-10"));
        let cut = article("C", &WIRE[..WIRE.len() - 60]);
        let other = article("D", "Un tout autre texte, sur la pluie et sur la récolte de mil.");
        let archive = with(
            archive,
            &[reprint.clone(), wire.clone(), cut.clone(), other.clone()],
        );
        assert_eq!(stories(&archive, "*"), [["A", "B", "C"]]);
        assert_eq!(stories(&archive, "correspondant"), [["A", "B", "C"]]);
        assert_eq!(stories(&archive, "récolte"), [[""; 0]; 0]);
        let story = |id| archive.article(id).unwrap().unwrap().story;
        assert_eq!(story(&other.id), None);
        let found = story(&cut.id).unwrap();
        assert_eq!((found.copies, &found.first), (3, &wire.id));
        assert_eq!(story(&wire.id), Some(found));
    }

    #[test]
    fn the_order_of_the_pages_decides_nothing_and_what_goes_is_gone() {
        let copies = ["A", "B", "C"].map(|title| article(title, WIRE));
        let id = |archive: &Archive| archive.stories(&Query::All).unwrap()[0].0.id.clone();
        let (_first, one) = archive();
        let one = with(one, &copies);
        let (_second, other) = archive();
        let other = copies
            .iter()
            .rev()
            .fold(other, |archive, copy| with(archive, std::slice::from_ref(copy)));
        assert_eq!(id(&one), id(&other));
        let delete = |mut writer: Writer| {
            writer.delete(&[copies[0].id, copies[1].id]).unwrap();
            writer.finish().unwrap();
        };
        delete(one.writer().unwrap());
        let one = Archive::open(one.path()).unwrap();
        assert_eq!(one.stories(&Query::All).unwrap(), []);
    }
}
