//! What is worked out of all articles together when an ingest ends: which print one text, and who is who. One process at a time does so,
//! and its number fences off one that was paused meanwhile.

use super::beside::{row, row_of};
use super::bulk::{Deed, Write, Written};
use super::cluster::{Cluster, Part};
use super::meta::{Note, Noted};
use super::pages::Pages;
use crate::article::{ActorType, ArticleId};
use crate::describe::actors::linking::{Countries, People};
use crate::error::Result;
use crate::index::copies::{self, Bands, Member, NO_DAY, day};
use crate::index::minhash::Sketch;
use crate::index::stories::StoryEntry;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long nothing may be heard of a process that settles before another takes its place, in seconds.
const LEASE: u64 = 180;
/// So often it is heard of.
const HEARD: Duration = Duration::from_secs(30);
/// So many articles are looked at at once.
const PAGE: usize = 2_000;
/// So many rows are written at once.
const ROWS: usize = 2_000;

/// Brings stories and people up to what is searched; nothing where they are, or where another process does.
///
/// # Errors
/// If the cluster cannot answer.
pub(super) fn settle(cluster: &Cluster) -> Result<()> {
    let [commit, settled, people] = cluster.notes([Note::Commit, Note::Settled, Note::People])?;
    let number = commit.body["number"].as_u64().unwrap_or(0);
    if settled.body["number"].as_u64().unwrap_or(0) >= number {
        return Ok(());
    }
    let Some(mut lease) = Lease::take(cluster)? else {
        return Ok(());
    };
    let is_whole = settled_by(&mut lease, &people)?;
    if is_whole {
        cluster.change(Note::Settled, |before| {
            (before["number"].as_u64().unwrap_or(0) < number).then(|| json!({ "number": number }))
        })?;
    }
    lease.end()
}

/// The right to settle: it is kept while something is heard of who has it.
struct Lease<'c> {
    cluster: &'c Cluster,
    /// The number under which it is had; a higher one is had later.
    number: u64,
    heard: Instant,
}

impl Lease<'_> {
    /// Takes it; nothing where another process has it.
    fn take(cluster: &Cluster) -> Result<Option<Lease<'_>>> {
        let [before] = cluster.notes([Note::Lease])?;
        if before.body["until"].as_u64().unwrap_or(0) > seconds() {
            return Ok(None);
        }
        let number = before.body["number"].as_u64().unwrap_or(0) + 1;
        let heard = Instant::now();
        let taken = cluster.note(Note::Lease, until(number, seconds() + LEASE), before.revision)?;
        Ok(taken.then_some(Lease {
            cluster,
            number,
            heard,
        }))
    }

    /// Lets hear of itself, now and then; whether nobody else took it meanwhile.
    fn keep(&mut self) -> Result<bool> {
        if self.heard.elapsed() < HEARD {
            return Ok(true);
        }
        self.heard = Instant::now();
        let kept = self.change(seconds() + LEASE)?;
        Ok(kept["number"] == self.number)
    }

    /// Gives it back.
    fn end(self) -> Result<()> {
        self.change(0).map(drop)
    }

    fn change(&self, end: u64) -> Result<Value> {
        self.cluster.change(Note::Lease, |before| {
            (before["number"] == self.number).then(|| until(self.number, end))
        })
    }
}

fn until(number: u64, end: u64) -> Value {
    json!({ "number": number, "until": end })
}

fn seconds() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default().as_secs()
}

/// Settles; whether nobody else took the lease meanwhile.
fn settled_by(lease: &mut Lease, before: &Noted) -> Result<bool> {
    let Some(told) = told(lease)? else {
        return Ok(false);
    };
    let rows = copies::rows(&told.members, &Bands::all());
    let named = told
        .people
        .iter()
        .map(|(id, (articles, countries))| (id.as_str(), *articles, countries));
    let people = People::resolved(named).to_bytes();
    Ok(write_rows(lease, &rows)? && lease.cluster.keep_bytes(Note::People, &people, before)?)
}

/// What the articles that are searched tell.
#[derive(Default)]
struct Told {
    members: Vec<Member>,
    /// In how many articles each person is named, and beside which countries.
    people: BTreeMap<String, (u32, Countries)>,
}

/// Reads them; nothing where another process took the lease.
fn told(lease: &mut Lease) -> Result<Option<Told>> {
    let body = json!({
        "query": { "exists": { "field": "id" } }, "_source": false, "docvalue_fields": ["sketch", "date", "actor"], "sort": [{ "id": "asc" }],
    });
    let (mut told, mut is_kept, cluster) = (Told::default(), true, lease.cluster);
    Pages::in_order(Part::Articles, body, PAGE).each(cluster, &mut |hits| {
        hits.iter().for_each(|hit| told.add(hit));
        is_kept = lease.keep()?;
        Ok(match is_kept {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        })
    })?;
    told.members.sort_unstable_by_key(|member| member.id);
    Ok(is_kept.then_some(told))
}

impl Told {
    fn add(&mut self, hit: &Value) {
        let fields = &hit["fields"];
        let first = |name: &str| fields[name][0].as_str();
        if let (Some(id), Some(sketch)) = (
            hit["sort"][0].as_str().and_then(ArticleId::from_hex),
            first("sketch").and_then(sketch_of),
        ) {
            let date = first("date").map_or(NO_DAY, |date| day(date.as_bytes()));
            self.members.push(Member { id, sketch, date });
        }
        let actors: Vec<&str> = fields["actor"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut beside = Countries::default();
        actors.iter().for_each(|id| beside.insert(id));
        for person in actors
            .into_iter()
            .filter(|id| ActorType::of(id) == Some(ActorType::Person))
        {
            let (articles, countries) = self.people.entry(person.to_string()).or_default();
            *articles += 1;
            countries.extend(&beside);
        }
    }
}

fn sketch_of(text: &str) -> Option<Sketch> {
    let numbers = text
        .as_bytes()
        .chunks(16)
        .map(|digits| u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
    Sketch::from_numbers(numbers.collect::<Option<Vec<u64>>>()?.into_iter())
}

/// Writes the rows that are others than before; whether nobody has a higher number.
fn write_rows(lease: &mut Lease, rows: &[StoryEntry]) -> Result<bool> {
    let (cluster, number) = (lease.cluster, lease.number);
    let now: BTreeMap<ArticleId, &StoryEntry> = rows.iter().map(|row| (row.article, row)).collect();
    let before: BTreeMap<ArticleId, StoryEntry> =
        all(cluster)?.into_iter().map(|row| (row.article, row)).collect();
    let changed = rows
        .iter()
        .filter(|row| before.get(&row.article) != Some(row))
        .map(|own| {
            let document = json!({ "article": own.article.to_hex(), "row": row(own) });
            (own.article, document)
        });
    // A row that goes is emptied: one that was removed could come back from who was paused.
    let gone = before
        .keys()
        .filter(|id| !now.contains_key(id))
        .map(|id| (*id, json!({ "row": null })));
    let write = |(id, document): (ArticleId, Value)| Write {
        id: id.to_hex(),
        deed: Deed::Number(document, number),
    };
    let writes: Vec<Write> = changed.chain(gone).map(write).collect();
    for some in writes.chunks(ROWS) {
        if !lease.keep()? || cluster.write(Part::Stories, some)?.contains(&Written::TooLate) {
            return Ok(false);
        }
    }
    cluster.refresh(&[Part::Stories])?;
    Ok(true)
}

/// The rows of all articles that have copies, in the order of the articles.
pub(super) fn all(cluster: &Cluster) -> Result<Vec<StoryEntry>> {
    let body = json!({ "query": { "exists": { "field": "article" } }, "sort": [{ "article": "asc" }] });
    let found = Pages::in_order(Part::Stories, body, PAGE).all(cluster)?;
    Ok(found
        .iter()
        .filter_map(|hit| row_of(&hit["_source"]["row"]))
        .collect())
}
