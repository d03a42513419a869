//! The oracle: whatever is written, changed, copied, renamed, deleted and ingested in whatever order, the index holds what a plain
//! model says and what a fresh ingest of the same tree makes.
//!
//! `ARCHIVE_ORACLE_CASES=2000` makes a long campaign of it; a failure prints the shortest sequence, which proptest keeps.

use archive::article::ArticleId;
use archive::calendar::Moment;
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::index::{Archive, Sort, TopHits, Version};
use archive::ingest::{self, Manner, Workers};
use archive::lexicon::Lexicon;
use archive::pipeline::{Context, reading};
use archive::query::{Field, Query, parse};
use archive::rebuild::rebuild;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Words of the texts, none of which another text has.
const WORDS: [&str; 10] = [
    "barrage",
    "moisson",
    "tribunal",
    "pirogue",
    "grenier",
    "carrefour",
    "fonderie",
    "cheptel",
    "minaret",
    "lagune",
];
/// The queries whose answers are compared.
const QUERIES: [&str; 10] = [
    "barrage",
    "moisson OR tribunal",
    "pirogue -canal",
    "canal",
    "path:b",
    "path:d",
    "kind:any",
    "route NEAR/9 grenier",
    "\"la route du\"",
    "has:url",
];
/// As often an index that is locked is tried again.
const TRIES: usize = 100;

/// The files of the tree.
const FILES: [&str; 6] = [
    "a.txt",
    "b.txt",
    "c.html",
    "d/a.txt",
    "d/b.html",
    "e/records.jsonl",
];

/// A text: which one of ten, and whether it gives an address, and which of two.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Text {
    number: usize,
    address: Option<usize>,
}

/// What somebody does to the tree or the index.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, Vec<Text>),
    Copy(usize, usize),
    Rename(usize, usize),
    Remove(usize),
    Ingest {
        prune: bool,
        only: Option<bool>,
    },
    /// An ingest that dies after so many pages, with a commit after each.
    Interrupted(usize),
    Set(usize),
    Delete(usize),
    /// The index made anew from what it keeps.
    Rebuild,
}

fn text() -> impl Strategy<Value = Text> {
    (0..WORDS.len(), prop::option::weighted(0.4, 0..2_usize))
        .prop_map(|(number, address)| Text { number, address })
}

fn step() -> impl Strategy<Value = Step> {
    let file = || 0..FILES.len();
    prop_oneof![
        6 => (file(), prop::collection::vec(text(), 1..4)).prop_map(|(file, texts)| Step::Write(file, texts)),
        2 => (file(), file()).prop_map(|(from, to)| Step::Copy(from, to)),
        2 => (file(), file()).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => file().prop_map(Step::Remove),
        5 => (any::<bool>(), prop::option::weighted(0.3, any::<bool>())).prop_map(|(prune, only)| Step::Ingest { prune, only }),
        1 => (0..6_usize).prop_map(Step::Interrupted),
        1 => (0..8_usize).prop_map(Step::Set),
        1 => (0..8_usize).prop_map(Step::Delete),
        1 => Just(Step::Rebuild),
    ]
}

/// The moment of every ingest.
fn now() -> Moment {
    "2022-05-13T08:00:00Z".parse().expect("a moment")
}

fn address(number: usize) -> String {
    format!("https://ville.example/news/{number}")
}

/// The word of a text: no two texts have a line in common.
fn word(text: &Text) -> String {
    let word = WORDS[text.number];
    match text.address {
        None => word.to_string(),
        Some(address) => format!("{word} {}", ["de l’est", "de l’ouest"][address]),
    }
}

fn record(text: &Text) -> String {
    let url = text.address.map(address);
    let body = format!("La route du {} rouvre, dit la notice.", word(text));
    format!(
        "{}\n",
        serde_json::json!({"title": word(text), "text": body, "url": url})
    )
}

/// The bytes of a file.
fn bytes(file: usize, texts: &[Text]) -> String {
    let (text, word) = (&texts[0], word(&texts[0]));
    let title = format!("Le {word} de la ville {}", text.number);
    let body = format!(
        "La route du {word} rouvre lundi après trois ans de travaux, a dit le maire devant {} témoins du {word}. \
         Les habitants du {word} attendaient ce jour depuis la crue qui avait emporté le pont du {word}.",
        text.number + 2
    );
    if FILES[file].ends_with(".txt") {
        return format!("{title}\n\n{body}\n");
    }
    if FILES[file].ends_with(".jsonl") {
        return texts.iter().map(record).collect();
    }
    let link = text
        .address
        .map(|number| format!("<link rel=canonical href={}>", address(number)));
    format!(
        "<!DOCTYPE html><html lang=fr><head><title>{title}</title>{}</head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>",
        link.unwrap_or_default()
    )
}

/// What stands in a file, in the order of its places, each with the address that it gives.
fn contents(bytes: &str) -> Vec<(ArticleId, Option<String>)> {
    if !bytes.starts_with('{') {
        let address = bytes
            .split_once("rel=canonical href=")
            .and_then(|(_, rest)| rest.split_once('>'));
        return vec![(
            ArticleId::of(bytes.as_bytes()),
            address.map(|(url, _)| url.to_string()),
        )];
    }
    let content = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).expect("JSON");
        (
            ArticleId::of(line.as_bytes()),
            json["url"].as_str().map(str::to_string),
        )
    };
    bytes.lines().map(content).collect()
}

/// A place: a file, the line of it where it holds records, and the record that stood there where another does now.
type Spot = (usize, Option<u64>, Option<ArticleId>);

/// What must be true, in plain words.
#[derive(Debug, Default)]
struct Model {
    files: BTreeMap<usize, String>,
    places: BTreeMap<Spot, (ArticleId, Option<String>)>,
    known: BTreeSet<ArticleId>,
}

impl Model {
    fn ingest(&mut self, prune: bool, scope: impl Fn(usize) -> bool) {
        let mut met = BTreeSet::new();
        let files: Vec<_> = self
            .files
            .iter()
            .filter(|(file, _)| scope(**file))
            .map(|(file, bytes)| (*file, bytes.clone()))
            .collect();
        for (file, bytes) in &files {
            let records = bytes.starts_with('{');
            for (line, content) in (1..).zip(contents(bytes)) {
                let spot = (*file, records.then_some(line), None);
                met.insert(spot);
                self.known.insert(content.0);
                if self.places.get(&spot) == Some(&content) {
                    continue;
                }
                self.overwrite(&spot, &content);
                self.places
                    .retain(|(own, _, before), _| own != file || *before != Some(content.0));
                self.places.insert(spot, content);
            }
        }
        if prune {
            self.places.retain(|spot, _| !scope(spot.0) || met.contains(spot));
        }
    }

    /// A record that leaves its line to another stays, unless that is its newer version or the file shows it elsewhere.
    fn overwrite(&mut self, spot: &Spot, now: &(ArticleId, Option<String>)) {
        let (file, line, _) = *spot;
        let Some(before) = self.places.get(spot).filter(|_| line.is_some()).cloned() else {
            return;
        };
        let elsewhere = |(at, (id, _)): (&Spot, &(ArticleId, Option<String>))| {
            at.0 == file && at != spot && *id == before.0
        };
        let is_newer_version = before.1.is_some() && before.1 == now.1;
        if !is_newer_version && !self.places.iter().any(elsewhere) {
            self.places.insert((file, line, Some(before.0)), before);
        }
    }

    /// The content that an address shows: all moments are one here, as if one ingest had seen everything, so a page before a record,
    /// and then the greatest identity.
    fn latest(&self, address: &str) -> Option<ArticleId> {
        let at = self
            .places
            .iter()
            .filter(|(_, (_, own))| own.as_deref() == Some(address));
        at.map(|((_, line, _), (id, _))| (line.is_none(), *id))
            .max()
            .map(|(_, id)| id)
    }

    /// The page at the address of a record, of which this is another form.
    fn form_of(&self, spot: &Spot) -> Option<ArticleId> {
        let (_, address) = self.places.get(spot)?;
        let latest = self.latest(address.as_deref()?)?;
        let is_page = |(at, (id, _)): (&Spot, &(ArticleId, Option<String>))| at.1.is_none() && *id == latest;
        (spot.1.is_some() && self.places.iter().any(is_page)).then_some(latest)
    }

    fn searched(&self) -> BTreeSet<ArticleId> {
        let shown = self.places.values().filter(|(id, address)| match address {
            None => true,
            Some(address) => self.latest(address) == Some(*id),
        });
        shown.map(|(id, _)| *id).collect()
    }

    fn delete(&mut self, id: ArticleId) {
        let own = self.places.values().filter(|(own, _)| *own == id);
        let addresses: Vec<String> = own.filter_map(|(_, address)| address.clone()).collect();
        for address in addresses {
            // What lies beneath does not rise.
            if self.latest(&address) == Some(id) {
                self.places.retain(|_, (_, own)| own.as_ref() != Some(&address));
            }
        }
        self.places.retain(|_, (own, _)| *own != id);
        self.known.remove(&id);
    }

    fn places_of(&self, id: &ArticleId) -> Vec<String> {
        let named = |(file, line, _): &Spot| (FILES[*file], *line);
        let own = self.places.iter().filter(|(_, (own, _))| own == id);
        let mut own: Vec<_> = own.map(|(spot, _)| (named(spot), self.form_of(spot))).collect();
        own.sort();
        // Where it is another form of a page, its further places are told with that page.
        let first = own.first().map(|(place, _)| *place);
        own.retain(|(place, form_of)| Some(*place) == first || form_of.is_none());
        let mut places: Vec<_> = own.into_iter().map(|(place, _)| place).collect();
        // The first place is one of its own bytes.
        let forms = self.places.keys().filter(|spot| self.form_of(spot) == Some(*id));
        places.extend(forms.map(named));
        places.get_mut(1..).into_iter().for_each(<[_]>::sort);
        let name = |(file, line): (&str, Option<u64>)| match line {
            Some(line) => format!("tree/{file}@{line}"),
            None => format!("tree/{file}"),
        };
        places.into_iter().map(name).collect()
    }
}

/// A tree of files, its index, and the model of both.
struct World {
    folder: tempfile::TempDir,
    workers: Workers,
    outlets: OutletNames,
    corrections: Corrections,
    model: Model,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("tree/d")).expect("made");
        fs::create_dir_all(folder.path().join("tree/e")).expect("made");
        Archive::create(&folder.path().join("index")).expect("an index");
        World {
            folder,
            workers: Workers::new(1),
            outlets: OutletNames::default(),
            corrections: Corrections::default(),
            model: Model::default(),
        }
    }

    fn path(&self, file: usize) -> PathBuf {
        self.folder.path().join("tree").join(FILES[file])
    }

    fn archive(&self) -> Archive {
        Archive::open(&self.folder.path().join("index")).expect("the index")
    }

    fn context<'a>(&'a self, sites: &'a SiteTemplates) -> Context<'a> {
        Context {
            lexicon: Lexicon::built_in(),
            outlets: &self.outlets,
            corrections: &self.corrections,
            sites,
        }
    }

    fn ingest(
        &self,
        archive: &Archive,
        paths: &[&str],
        prune: bool,
        commit_after: usize,
        each: &mut dyn FnMut(),
    ) {
        let here = self.folder.path();
        let paths: Vec<PathBuf> = paths.iter().map(|path| here.join(path)).collect();
        let manner = Manner {
            commit_after,
            prune,
            ..Manner::at(now())
        };
        let sites = SiteTemplates::default();
        let mut go = || {
            let context = self.context(&sites);
            let manner = manner.clone();
            ingest::ingest(archive, &self.workers, (&paths, here), manner, context, |_| {
                each()
            })
        };
        // A program that another test starts holds every lock of this process for the moment before it becomes that program.
        let mut done = go();
        for _ in 0..TRIES {
            if !matches!(done, Err(archive::error::Error::Locked { .. })) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
            done = go();
        }
        match done {
            Ok(()) => {}
            // A tree without files is refused, as it should be.
            Err(archive::error::Error::Void { .. }) if prune => {
                assert!(paths.iter().any(|path| is_void(path)))
            }
            Err(error) => panic!("{error}"),
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Write(file, texts) => self.write(*file, bytes(*file, texts)),
            Step::Copy(from, to) => {
                if let Some(bytes) = self.model.files.get(from).cloned() {
                    self.write(*to, bytes);
                }
            }
            Step::Rename(from, to) => {
                if let Some(bytes) = self.model.files.remove(from) {
                    fs::rename(self.path(*from), self.path(*to)).expect("renamed");
                    self.model.files.insert(*to, bytes);
                }
            }
            Step::Remove(file) => {
                if self.model.files.remove(file).is_some() {
                    fs::remove_file(self.path(*file)).expect("removed");
                }
            }
            Step::Ingest { prune, only } => self.ingest_some(*prune, *only),
            Step::Interrupted(pages) => self.interrupted(*pages),
            Step::Set(which) => self.set(*which),
            Step::Delete(which) => self.delete(*which),
            Step::Rebuild => self.rebuild(),
        }
    }

    fn write(&mut self, file: usize, bytes: String) {
        fs::write(self.path(file), &bytes).expect("written");
        self.model.files.insert(file, bytes);
    }

    fn ingest_some(&mut self, prune: bool, only: Option<bool>) {
        let root = match only {
            None => "tree",
            Some(true) => "tree/d",
            Some(false) => "tree/e",
        };
        let below = |file: usize| format!("tree/{}", FILES[file]).starts_with(&format!("{root}/"));
        self.ingest(&self.archive(), &[root], prune, 3, &mut || {});
        if !(prune && is_void(&self.folder.path().join(root))) {
            self.model.ingest(prune, below);
        }
        self.holds();
        if prune && only.is_none() && !self.model.files.is_empty() {
            self.is_as_fresh();
        }
    }

    /// An ingest that dies after some pages leaves every address with one text; the next one makes it whole.
    fn interrupted(&mut self, pages: usize) {
        let archive = self.archive();
        let left = RefCell::new(pages);
        let dies = || {
            if *left.borrow() == 0 {
                std::panic::resume_unwind(Box::new("killed"));
            }
            *left.borrow_mut() -= 1;
        };
        let ingest = || self.ingest(&archive, &["tree"], false, 1, &mut { dies });
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(ingest));
        let mut addresses = BTreeSet::new();
        let each = |article: archive::article::Article| {
            let fresh = article.url.clone().is_none_or(|url| addresses.insert(url));
            assert!(fresh, "two texts of one address are searched: {:?}", article.url);
            Ok::<(), archive::error::Error>(())
        };
        self.archive()
            .for_each_match(&Query::filter(Field::Kind, "any"), each)
            .expect("read");
        self.ingest_some(false, None);
    }

    fn set(&mut self, which: usize) {
        let Some(id) = self.model.known.iter().nth(which).copied() else {
            return;
        };
        let correction = format!("title=Titre {which}").parse().expect("a correction");
        self.corrections.set(&id.to_hex(), correction);
        let archive = self.archive();
        let kept = archive.kept(&id).expect("read").expect("known");
        let sites = archive.sites().expect("read");
        let reading = reading(&kept.page, self.context(&sites));
        let furniture = reading.furniture(&kept.page);
        let mut writer = archive.writer().expect("a writer");
        writer
            .replace(&id, &reading.article, &furniture)
            .expect("replaced");
        writer.finish().expect("finished");
        self.holds();
    }

    fn delete(&mut self, which: usize) {
        let Some(id) = self.model.known.iter().nth(which).copied() else {
            return;
        };
        let mut writer = self.archive().writer().expect("a writer");
        writer.delete(&[id]).expect("deleted");
        writer.finish().expect("finished");
        self.model.delete(id);
        assert_eq!(self.archive().article(&id).expect("read"), None);
        self.holds();
    }

    fn rebuild(&self) {
        let no_sites = SiteTemplates::default();
        let context = self.context(&no_sites);
        let rebuilt = rebuild(&self.folder.path().join("index"), &self.workers, context, || {});
        let rebuilt = rebuilt.expect("made anew").expect("not interrupted");
        assert_eq!(rebuilt.articles as usize, self.model.known.len());
        assert_eq!((rebuilt.without_page, rebuilt.lost, rebuilt.damaged), (0, 0, 0));
        self.holds();
    }

    /// The index is as the model says.
    fn holds(&self) {
        let (archive, model) = (self.archive(), &self.model);
        assert_eq!(searched(&archive), model.searched());
        let status = archive.status().expect("read");
        assert_eq!(
            status.extent.versions as usize,
            model.known.len() - model.searched().len()
        );
        let places: usize = model.places.len();
        let whole = model
            .places
            .iter()
            .filter(|(spot, _)| model.form_of(spot).is_none());
        let shown: BTreeSet<_> = whole.map(|(_, (id, _))| id).collect();
        assert_eq!(status.extent.copies as usize, places - shown.len());
        for id in &model.known {
            let kept = archive.kept(id).expect("read").expect("kept");
            assert_eq!(kept.version == Version::Current, model.searched().contains(id));
            assert_eq!(ArticleId::of(kept.page.bytes()), *id);
            let stands = model.places_of(id);
            if !stands.is_empty() {
                assert_eq!(places_of(&kept.article), stands);
            }
        }
    }

    /// The index is as one that is made of the same tree now.
    fn is_as_fresh(&self) {
        let path = self.folder.path().join("fresh");
        let fresh = Archive::create(&path).expect("an index");
        self.ingest(&fresh, &["tree"], false, 1000, &mut || {});
        let (fresh, archive) = (Archive::open(&path).expect("the index"), self.archive());
        assert_eq!(searched(&fresh), searched(&archive));
        for id in searched(&fresh) {
            let [one, other] =
                [&fresh, &archive].map(|archive| archive.article(&id).expect("read").expect("searched"));
            assert_eq!(places_of(&one), places_of(&other));
            assert_eq!(
                (one.title, one.body, one.url),
                (other.title, other.body, other.url)
            );
        }
        for query in QUERIES {
            assert_eq!(answers(&fresh, query), answers(&archive, query), "{query}");
        }
        drop(fresh);
        fs::remove_dir_all(path).expect("removed");
    }
}

fn is_void(path: &Path) -> bool {
    let mut files = walkdir::WalkDir::new(path).into_iter();
    !files.any(|entry| entry.is_ok_and(|entry| entry.file_type().is_file()))
}

fn searched(archive: &Archive) -> BTreeSet<ArticleId> {
    answers(archive, "kind:any")
}

fn answers(archive: &Archive, query: &str) -> BTreeSet<ArticleId> {
    let wanted = TopHits {
        offset: 0,
        limit: 1000,
        sort: Sort::Relevance,
    };
    let hits = archive.search(&parse(query).query, wanted).expect(query);
    hits.into_iter().map(|hit| hit.article.id).collect()
}

fn places_of(article: &archive::article::Article) -> Vec<String> {
    let places = std::iter::once(article.source.place()).chain(article.source.forms.clone());
    places.map(|place| place.to_string()).collect()
}

#[test]
fn the_index_holds_what_the_tree_shows_whatever_happened() {
    let cases = std::env::var("ARCHIVE_ORACLE_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        cases: cases.unwrap_or(8),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    };
    proptest!(config, |(steps in prop::collection::vec(step(), 4..24))| {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.take(&Step::Ingest { prune: true, only: None });
        world.take(&Step::Rebuild);
    });
}
