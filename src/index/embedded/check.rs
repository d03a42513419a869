//! Whether an index is as it was written: every file of it, and nothing of it is believed before its checksum is right.

use crate::article::{Article, ArticleId};
use crate::durable;
use crate::error::Result;
use crate::index::embedded::opening::{check_format, reason};
use crate::index::embedded::pread_directory::{IndexDirectory, Purpose};
use crate::index::embedded::salvage::Standings;
use crate::index::embedded::schema::SchemaFields;
use crate::index::embedded::segments::PARTS;
use crate::index::embedded::{ORIGINALS_FILE, TABLES, WORDS_FOLDER, generation};
use crate::index::originals::{Journal, JournalEntry, Note, PLACES_FILE, PageNote, place_of};
use crate::index::user_texts::UserText;
use crate::lexicon::curation::Decisions;
use crate::page::parted;
use std::collections::HashSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use tantivy::Index;
use tantivy::index::SegmentComponent;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many originals were read.
    pub originals: u64,
    /// What is damaged, one line a kind; making the index anew repairs all of it that can be repaired.
    pub damage: Vec<String>,
    /// What the user wrote that is not understood.
    pub mistakes: Vec<String>,
}

/// Checks an index.
///
/// # Errors
/// If there is none, or it is of another format.
pub fn check(index: &Path) -> Result<Checked> {
    check_format(index)?;
    let home = generation::home(index);
    let mut checked = Checked::default();
    let is_whole = checked.check_words(&home);
    for table in TABLES {
        if let Err(error) = durable::read_sealed(&home.join(table)) {
            checked.damage.push(told(table, &error));
        }
    }
    checked.check_originals(&home, is_whole);
    checked.check_decisions(index);
    Ok(checked)
}

impl Checked {
    /// Checks the inverted index, and says whether it can be read.
    fn check_words(&mut self, home: &Path) -> bool {
        let damage = damage_of_words(home);
        let is_whole = damage.is_none();
        self.damage.extend(damage);
        is_whole
    }

    /// Reads every original.
    fn check_originals(&mut self, home: &Path, has_words: bool) {
        let path = home.join(ORIGINALS_FILE);
        let standings = has_words.then(|| Standings::read(home)).flatten();
        let committed = standings.as_ref().map_or(u64::MAX, |known| known.committed);
        let entries = Journal::open(&path, committed).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            // Nothing was ever ingested.
            Err(error) if error.kind() == io::ErrorKind::NotFound && committed == 0 => return,
            Err(error) => {
                self.damage.push(told(ORIGINALS_FILE, &error));
                return;
            }
        };
        let (mut unreadable, mut strays, mut misplaced) = (0, 0, 0);
        let mut found = HashSet::new();
        for entry in entries {
            match entry {
                JournalEntry::Noted(Note::Page(note), frame) => {
                    self.originals += 1;
                    misplaced += u64::from(place_of(&path, note.number()).ok() != Some(frame.clone()));
                    match Journal::page(&path, &frame).is_ok_and(|page| is_page_of(&page, &note)) {
                        true => {
                            found.insert(note.id);
                        }
                        false => unreadable += 1,
                    }
                }
                JournalEntry::Noted(..) => {}
                JournalEntry::Bare(_) | JournalEntry::Damaged(_) => strays += 1,
            }
        }
        self.count(unreadable, "originals: # pages are damaged");
        self.count(strays, "originals: # stretches are damaged");
        self.count(misplaced, &format!("{PLACES_FILE}: # places are wrong"));
        if let Some(standings) = standings {
            let gone = standings.pages.keys().filter(|id| !found.contains(id)).count();
            self.count(gone as u64, "originals: # articles have no page");
        }
    }

    fn count(&mut self, number: u64, what: &str) {
        if number > 0 {
            self.damage.push(what.replace('#', &number.to_string()));
        }
    }

    /// Reads what the user decided of the actors.
    fn check_decisions(&mut self, index: &Path) {
        let file = UserText::Actors.file(index);
        match std::fs::read_to_string(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => self.mistakes.push(format!("{}: {error}", file.display())),
            Ok(text) => {
                let mistakes = Decisions::parse(&text).1.len();
                if mistakes > 0 {
                    self.mistakes
                        .push(format!("{}: {mistakes} lines are no decisions", file.display()));
                }
            }
        }
    }
}

/// What is wrong with a file.
/// What is damaged in the inverted index below a folder, in one line.
pub fn damage_of_words(home: &Path) -> Option<String> {
    if !home.join(WORDS_FOLDER).is_dir() {
        return Some(format!("{WORDS_FOLDER}: it is missing"));
    }
    // A damaged index makes its library panic in many places.
    let files = catch_unwind(AssertUnwindSafe(|| damaged_files(&home.join(WORDS_FOLDER))));
    match files {
        Ok(Ok(files)) if files.is_empty() => None,
        Ok(Ok(files)) => {
            let names: Vec<String> = files
                .iter()
                .take(3)
                .map(|file| file.display().to_string())
                .collect();
            let more = if files.len() > names.len() { ", …" } else { "" };
            let (count, names) = (files.len(), names.join(", "));
            Some(format!("{WORDS_FOLDER}: {count} damaged files: {names}{more}"))
        }
        Ok(Err(error)) => Some(format!("{WORDS_FOLDER}: {}", reason(&error))),
        Err(_) => Some(format!("{WORDS_FOLDER}: it cannot be opened")),
    }
}

fn told(file: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("{file}: it is missing"),
        _ => format!("{file}: {error}"),
    }
}

/// The files of the living segments that are not there or whose checksums are wrong.
fn damaged_files(words: &Path) -> tantivy::Result<Vec<PathBuf>> {
    let index = Index::open(IndexDirectory::open(words, Purpose::Asking)?)?;
    let mut damaged = Vec::new();
    // The list of the segments has no checksum of its own.
    if index.schema() != SchemaFields::build().0 {
        damaged.push(PathBuf::from("meta.json"));
    }
    for segment in index.searchable_segment_metas()? {
        let deleted = segment.has_deletes().then_some(SegmentComponent::Delete);
        let files = PARTS
            .into_iter()
            .chain(deleted)
            .map(|part| segment.relative_path(part));
        damaged.extend(files.filter(|file| !matches!(index.directory().validate_checksum(file), Ok(true))));
    }
    damaged.sort();
    Ok(damaged)
}

/// Whether these are the bytes of a page, or the record from which its article was restored.
fn is_page_of(page: &[u8], note: &PageNote) -> bool {
    let record = || Article::from_record(std::str::from_utf8(page).ok()?);
    ArticleId::of(parted(page).0) == note.id || record().is_some_and(|article| article.id == note.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::embedded::compact;
    use crate::index::tests::{archive, article, with};

    #[test]
    fn whatever_is_flipped_is_found_and_nothing_panics() {
        let (_folder, archive) = archive();
        let articles = ["A", "B", "C"].map(|title| article(title, &format!("Le texte de la page {title}.")));
        let archive = with(archive, &articles);
        archive.save_sites(&Default::default()).expect("written");
        let path = archive.path().to_path_buf();
        drop(archive);
        assert_eq!(check(&path).expect("checked").damage, [""; 0]);
        let files = walkdir::WalkDir::new(&path)
            .into_iter()
            .map(|entry| entry.expect("an entry"));
        let is_checked = |name: &str| !name.ends_with(".lock") && name != "format";
        let files = files.filter(|entry| entry.file_type().is_file());
        let files = files.filter(|entry| entry.file_name().to_str().is_some_and(is_checked));
        let files: Vec<PathBuf> = files.map(|entry| entry.into_path()).collect();
        assert!(files.len() > 10);
        for file in files {
            let whole = std::fs::read(&file).expect("read");
            let mut cut = whole.clone();
            cut.truncate(whole.len() / 2);
            let mut flipped = whole.clone();
            flipped[whole.len() / 2] ^= 0x5a;
            for bytes in [Some(cut), Some(flipped), None] {
                match bytes {
                    Some(bytes) => std::fs::write(&file, bytes).expect("written"),
                    None => std::fs::remove_file(&file).expect("removed"),
                }
                let found = check(&path).expect("checked").damage;
                // The list of the files of old segments may be lost without harm.
                let harmless = file.ends_with(".managed.json");
                assert!(harmless || !found.is_empty(), "{}", file.display());
                // Nothing is made anew of what is damaged.
                if !harmless && file.parent().is_some_and(|folder| folder.ends_with(WORDS_FOLDER)) {
                    let compacted = || compact(&path);
                    let compacted = catch_unwind(AssertUnwindSafe(compacted));
                    assert!(!matches!(compacted, Ok(Ok(_))), "{}", file.display());
                }
                std::fs::write(&file, &whole).expect("restored");
            }
        }
    }
}
