//! Faults of the machine. Every step of the durable layer is let fail, one after the other: what was committed stays, and the same command
//! then ends the work. Clocks are set back.

use crate::article::{Article, ArticleId};
use crate::clean::site::SiteTemplates;
use crate::describe::{Corrections, OutletNames};
use crate::durable::faults::{Fault, arm};
use crate::error::{Error, Result};
use crate::index::Archive;
use crate::index::embedded::{check, compact};
use crate::ingest::{Ingested, Manner, Outcome, Workers, ingest};
use crate::lexicon::Lexicon;
use crate::pipeline::Context;
use crate::query;
use crate::rebuild::rebuild;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A folder with pages, and an index beside them.
struct Place {
    folder: tempfile::TempDir,
}

/// What an index says: the searched articles by identity with the file of each, the older versions, and the files that were read.
type State = (BTreeMap<String, String>, Vec<String>, u64);

impl Place {
    fn new() -> Place {
        let place = Place { folder: in_memory() };
        fs::create_dir(place.pages()).expect("made");
        place
    }

    fn pages(&self) -> PathBuf {
        self.folder.path().join("pages")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn write(&self, name: &str, subject: &str) {
        let text = format!(
            "Séance sur {subject}\n\nLe conseil a voté pour {subject}, dit le maire Oumar Diarra à Bamako.\n"
        );
        fs::write(self.pages().join(name), text).expect("written");
    }

    /// A heap of which half was ingested, and then changed: a page is new, one altered, one gone, one elsewhere.
    fn changed() -> Place {
        let place = Place::new();
        for name in ["one", "two", "three", "four", "five"] {
            place.write(&format!("{name}.txt"), name);
        }
        place.ingest().expect("ingested");
        place.write("six.txt", "six");
        place.write("two.txt", "deux");
        fs::remove_file(place.pages().join("three.txt")).expect("removed");
        fs::rename(place.pages().join("four.txt"), place.pages().join("quatre.txt")).expect("renamed");
        place
    }

    /// The same, elsewhere.
    fn copied(&self) -> Place {
        let copy = Place::new();
        for entry in walkdir::WalkDir::new(self.folder.path()) {
            let entry = entry.expect("an entry");
            let to = copy
                .folder
                .path()
                .join(entry.path().strip_prefix(self.folder.path()).expect("below"));
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(to).expect("made"),
                false => fs::copy(entry.path(), to).map(drop).expect("copied"),
            }
        }
        copy
    }

    fn archive(&self) -> Result<Archive> {
        Archive::create(&self.index())
    }

    fn ingest(&self) -> Result<()> {
        self.ingest_at("2022-05-13T08:00:00Z")
    }

    fn ingest_at(&self, moment: &str) -> Result<()> {
        with_context(|context| {
            let manner = Manner {
                commit_after: 4,
                prune: true,
                ..Manner::at(moment.parse().expect("a moment"))
            };
            let mut faults = 0;
            let ended = ingest(
                &self.archive()?,
                &Workers::new(1),
                (&[self.pages()], self.folder.path()),
                manner,
                context,
                |outcome: Outcome<Ingested>| faults += usize::from(outcome.result.is_err()),
            );
            assert_eq!(faults, 0, "a fault of the disk is none of a page");
            ended
        })
    }

    fn delete_one(&self) -> Result<()> {
        let archive = self.archive()?;
        let id = self
            .articles()
            .into_iter()
            .find_map(|article| article.body.contains("five").then_some(article.id));
        let mut writer = archive.writer()?;
        writer.delete(&id.into_iter().collect::<Vec<ArticleId>>())?;
        writer.finish()
    }

    fn compact(&self) -> Result<()> {
        compact(&self.index()).map(drop)
    }

    fn rebuild(&self) -> Result<()> {
        with_context(|context| rebuild(&self.index(), &Workers::new(1), context, || ()).map(drop))
    }

    fn articles(&self) -> Vec<Article> {
        let archive = Archive::open(&self.index()).expect("an index");
        let mut articles = Vec::new();
        archive
            .for_each_match::<Error>(&query::parse("").query, |article| {
                articles.push(article);
                Ok(())
            })
            .expect("read");
        articles
    }

    /// The searched articles by their identity, with the file of each; none where there is no index yet.
    fn searched(&self) -> BTreeMap<String, String> {
        if !self.index().join("format").exists() {
            return BTreeMap::new();
        }
        let told = |article: Article| (article.id.to_string(), article.source.place().path.to_string());
        self.articles().into_iter().map(told).collect()
    }

    fn state(&self) -> State {
        let archive = Archive::open(&self.index()).expect("an index");
        let mut older = Vec::new();
        archive
            .for_each_superseded::<Error>(|article, _| {
                older.push(article.id.to_string());
                Ok(())
            })
            .expect("read");
        older.sort();
        assert!(archive.is_finished());
        assert_eq!(check::check(&self.index()).expect("checked").damage, [""; 0]);
        let files = archive.files().expect("read").count() as u64;
        (self.searched(), older, files)
    }
}

/// A folder that goes: in memory where the system has a place for it, as bringing to the disk takes four fifths of the time of a drill.
fn in_memory() -> tempfile::TempDir {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    folder.expect("a folder")
}

fn with_context<T>(work: impl FnOnce(Context) -> T) -> T {
    let (outlets, corrections, sites) = (
        OutletNames::default(),
        Corrections::default(),
        SiteTemplates::default(),
    );
    work(Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &corrections,
        sites: &sites,
    })
}

/// Every fault.
const FAULTS: [Fault; 3] = [Fault::Once, Fault::DiskFull, Fault::Killed];

/// In a usual run each fault is tried at every third step, and the three at different ones, so that every step fails once; with this variable at
/// 1 every fault is tried at every step, which takes three times as long.
const STRIDE_VARIABLE: &str = "ARCHIVE_DRILL_STRIDE";

fn stride() -> usize {
    let named = std::env::var(STRIDE_VARIABLE).ok();
    named.and_then(|stride| stride.parse().ok()).unwrap_or(3)
}

/// Lets the steps of some work fail in turn, from what `from` has each time anew. What was searched before and is not concerned by the
/// work is searched afterwards too, and the work that is then done again ends as the work that nothing disturbed.
fn drill(from: &Place, fault: Fault, work: impl Fn(&Place) -> Result<()>) -> usize {
    let undisturbed = from.copied();
    work(&undisturbed).expect("nothing disturbs it");
    let (expected, before) = (undisturbed.state(), from.searched());
    let first = FAULTS.iter().position(|own| *own == fault);
    for step in (first.unwrap_or(0) % stride()..).step_by(stride()) {
        let place = from.copied();
        let armed = arm(place.folder.path(), fault, step);
        let ended = work(&place);
        let reached = armed.has_begun();
        drop(armed);
        if !reached {
            return step;
        }
        let context = format!(
            "{fault:?} at step {step}: {:?}",
            ended.err().map(|error| error.to_string())
        );
        let kept = place.searched();
        for (id, path) in before.iter().filter(|(id, _)| expected.0.contains_key(*id)) {
            assert!(kept.contains_key(id), "{path} is lost; {context}");
        }
        work(&place).unwrap_or_else(|error| panic!("{error}, again, after {context}"));
        assert_eq!(place.state(), expected, "{context}");
    }
    unreachable!("a work has an end")
}

/// All faults at all steps of some work, of which it has at least so many.
fn drills(from: &Place, least: usize, work: impl Fn(&Place) -> Result<()>) {
    for fault in FAULTS {
        let steps = drill(from, fault, &work);
        assert!(steps >= least, "{fault:?}: {steps} steps");
    }
}

#[test]
fn a_first_ingest_is_whole_after_a_fault_at_any_step() {
    let place = Place::new();
    for name in ["one", "two", "three"] {
        place.write(&format!("{name}.txt"), name);
    }
    drills(&place, 80, Place::ingest);
}

#[test]
fn a_further_ingest_is_whole_after_a_fault_at_any_step() {
    drills(&Place::changed(), 150, Place::ingest);
}

#[test]
fn a_deletion_is_whole_after_a_fault_at_any_step() {
    drills(&Place::changed(), 20, Place::delete_one);
}

#[test]
fn an_index_without_what_was_deleted_is_whole_after_a_fault_at_any_step() {
    let place = Place::changed();
    place.delete_one().expect("deleted");
    drills(&place, 100, Place::compact);
}

#[test]
fn an_index_made_anew_is_whole_after_a_fault_at_any_step() {
    drills(&Place::changed(), 80, Place::rebuild);
}

#[test]
fn a_clock_that_was_set_back_lets_no_old_text_stand_for_the_new_one() {
    let place = Place::new();
    place.write("page.txt", "one");
    place.ingest_at("2022-05-13T08:00:00Z").expect("ingested");
    for (moment, subject) in [
        ("1970-01-01T00:00:09Z", "two"),
        ("1970-01-01T00:00:09Z", "three"),
        ("2022-05-13T08:00:01Z", "four"),
    ] {
        place.write("page.txt", subject);
        place.ingest_at(moment).expect("ingested");
        let articles = place.articles();
        assert_eq!(articles.len(), 1, "{subject}");
        assert!(
            articles[0].body.contains(subject),
            "{subject}: {}",
            articles[0].body
        );
    }
}
