//! Which articles print one text: exact copies, cut ones, and those with a paragraph of their own.
//!
//! The groups are found anew whenever an ingest ends, so that the order of the pages decides nothing, and kept in one flat
//! table sorted by article, of which a question reads a few rows.

use crate::article::{ArticleId, Story};
use crate::durable;
use crate::error::{Error, Result};
use crate::index::ids::IdColumn;
use crate::index::sketch::{BANDS, Sketch};
use crate::index::store::Store;
use crate::index::{Archive, STORIES_FILE, joins, unusable};
use crate::query::Query;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tantivy::{Searcher, SegmentReader};

/// The length of an identity, in bytes.
const ID: usize = 32;
/// A row: article, story, the story's earliest article, and how many copies there are.
const ROW: usize = 3 * ID + 8;
/// A text is compared with so many others of a band at most: more are alike only in what a template repeats.
const COMPARED: usize = 64;

/// An article that has a text.
struct Member {
    id: ArticleId,
    sketch: Sketch,
    date: Day,
}

/// A date as it is written, by which articles are ordered; an article without one comes last.
type Day = [u8; 10];
const NO_DAY: Day = [u8::MAX; 10];

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    article: ArticleId,
    story: ArticleId,
    first: ArticleId,
    copies: u64,
}

impl Row {
    fn of_bytes(bytes: &[u8; ROW]) -> Row {
        let id = |place: usize| {
            let mut hash = [0; ID];
            hash.copy_from_slice(&bytes[place * ID..(place + 1) * ID]);
            ArticleId::from_hash(hash)
        };
        let mut copies = [0; 8];
        copies.copy_from_slice(&bytes[3 * ID..]);
        Row {
            article: id(0),
            story: id(1),
            first: id(2),
            copies: u64::from_le_bytes(copies),
        }
    }

    fn to_bytes(self) -> [u8; ROW] {
        let mut bytes = [0; ROW];
        for (place, id) in [self.article, self.story, self.first].iter().enumerate() {
            bytes[place * ID..(place + 1) * ID].copy_from_slice(id.hash());
        }
        bytes[3 * ID..].copy_from_slice(&self.copies.to_le_bytes());
        bytes
    }
}

/// The table of an index, as it was when it was opened.
pub struct Table {
    path: PathBuf,
    file: Mutex<File>,
    rows: u64,
}

impl Table {
    /// Opens the table of an index, where there is one.
    pub fn open(index: &Path) -> Result<Option<Table>> {
        let path = index.join(STORIES_FILE);
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
        match opened {
            Ok((length, file)) => Ok(Some(Table {
                path,
                file: Mutex::new(file),
                rows: length.saturating_sub(durable::SEAL as u64) / ROW as u64,
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    /// Every row.
    fn all(&self) -> Result<Vec<Row>> {
        let bytes = durable::read_sealed(&self.path).map_err(|source| self.error(source))?;
        let (rows, _) = bytes.as_chunks();
        Ok(rows.iter().map(Row::of_bytes).collect())
    }

    /// The row of an article: a binary search in the file.
    fn row(&self, article: &ArticleId) -> Result<Option<Row>> {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = self.row_at(middle).map_err(|source| self.error(source))?;
            match row.article.cmp(article) {
                Ordering::Equal => return Ok(Some(row)),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    fn row_at(&self, place: u64) -> std::io::Result<Row> {
        let mut bytes = [0; ROW];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place * ROW as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(Row::of_bytes(&bytes))
    }

    fn error(&self, source: std::io::Error) -> Error {
        Error::Read {
            path: self.path.clone(),
            source,
        }
    }
}

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
        self.stories.is_some() && joins::known(&self.home)
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

/// Takes the table away: the articles change. An index without it was not finished.
pub fn forget(index: &Path) -> Result<()> {
    let path = index.join(STORIES_FILE);
    match durable::remove_file(&path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(Error::Write { path, source }),
        _ => Ok(()),
    }
}

/// Finds the stories of an index and writes their table in the place of the old one.
pub fn write(index: &Path, searcher: &Searcher) -> Result<()> {
    let members = members(searcher).map_err(|error| unusable(index, error))?;
    let mut rows = rows(&members);
    rows.sort_unstable_by_key(|row| row.article);
    let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_bytes()).collect();
    let path = index.join(STORIES_FILE);
    durable::replace_sealed(&path, &bytes).map_err(|source| Error::Write { path, source })
}

/// Every article with a text, in the order of the identities.
fn members(searcher: &Searcher) -> tantivy::Result<Vec<Member>> {
    let mut members = Vec::with_capacity(searcher.num_docs() as usize);
    for segment in searcher.segment_readers() {
        add_members(segment, &mut members)?;
    }
    members.sort_unstable_by_key(|member: &Member| member.id);
    Ok(members)
}

fn add_members(segment: &SegmentReader, members: &mut Vec<Member>) -> tantivy::Result<()> {
    let columns = segment.fast_fields();
    let ids = IdColumn::of(segment, "id")?;
    let Some(sketches) = columns.column_opt::<u64>("sketch")? else {
        return Ok(());
    };
    let dates = columns.str("date")?;
    let mut days = Vec::new();
    if let Some(dates) = &dates {
        let mut stored = dates.dictionary().stream()?;
        while stored.advance() {
            days.push(day(stored.key()));
        }
    }
    for doc in segment.doc_ids_alive() {
        let sketch = Sketch::from_numbers(sketches.values_for_doc(doc));
        if let (Some(id), Some(sketch)) = (ids.id(doc), sketch) {
            let place = dates.as_ref().and_then(|dates| dates.term_ords(doc).next());
            let date = place.and_then(|place| days.get(place as usize).copied());
            let date = date.unwrap_or(NO_DAY);
            members.push(Member { id, sketch, date });
        }
    }
    Ok(())
}

fn day(written: &[u8]) -> Day {
    let mut day = Day::default();
    day.iter_mut().zip(written).for_each(|(own, byte)| *own = *byte);
    day
}

/// The rows of the articles that have copies.
fn rows(members: &[Member]) -> Vec<Row> {
    let mut groups = Groups((0..members.len() as u32).collect());
    for band in 0..BANDS {
        join_band(members, band, &mut groups);
    }
    let led = |member| (groups.leader(member), member);
    let mut led: Vec<(u32, u32)> = (0..members.len() as u32).map(led).collect();
    led.sort_unstable();
    let stories = led.chunk_by(|one, other| one.0 == other.0);
    let several = stories.filter(|story| story.len() > 1);
    several.flat_map(|story| rows_of(members, story)).collect()
}

/// The rows of a story: its leader with each of its members.
fn rows_of(members: &[Member], story: &[(u32, u32)]) -> Vec<Row> {
    let of = |(_, place): &(u32, u32)| &members[*place as usize];
    let first = story.iter().map(of).min_by_key(|member| (member.date, member.id));
    let named = of(&story[0]).id;
    let row = |place: &(u32, u32)| Row {
        article: of(place).id,
        story: named,
        first: first.map_or(named, |member| member.id),
        copies: story.len() as u64,
    };
    story.iter().map(row).collect()
}

/// Joins the texts that agree in a band and are alike.
fn join_band(members: &[Member], band: usize, groups: &mut Groups) {
    let mut keys: Vec<(u32, u32)> = (0..)
        .zip(members)
        .map(|(place, member)| (member.sketch.band(band), place))
        .collect();
    keys.sort_unstable();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        let mut compared: Vec<u32> = Vec::new();
        for (_, place) in same {
            let sketch = &members[*place as usize].sketch;
            let alike = |other: &&u32| sketch.is_like(&members[**other as usize].sketch);
            match compared.iter().find(alike) {
                Some(other) => groups.join(*place, *other),
                None if compared.len() < COMPARED => compared.push(*place),
                None => {}
            }
        }
    }
}

/// Which members belong together: each points to another of its group, the least to itself.
struct Groups(Vec<u32>);

impl Groups {
    fn leader(&mut self, member: u32) -> u32 {
        let mut at = member;
        while self.0[at as usize] != at {
            let next = self.0[at as usize];
            self.0[at as usize] = self.0[next as usize];
            at = next;
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.leader(one), self.leader(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
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
