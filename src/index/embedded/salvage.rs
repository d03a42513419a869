//! What an index still has of its pages, whatever its format and however damaged it is.
//!
//! The originals are read from their beginning, over what is damaged in them: the notes among them say what happened, step by step. The
//! inverted index is asked for what no note says: of the formats before the third, and of what is damaged.

use crate::article::{Article, ArticleId};
use crate::error::{Error, Result};
use crate::index::embedded::ORIGINALS_FILE;
use crate::index::originals::{Journal, JournalEntry, Note, PageNote};
use crate::index::sighting::{Sighting, Standing};
use crate::page::{Place, SavedAs, parted};
use std::collections::HashSet;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

mod standing;

pub use standing::Standings;

/// A page that was found.
#[derive(Debug, Clone)]
pub struct Saved {
    /// What is known of it.
    pub note: PageNote,
    /// Where its frame stands in the originals; nowhere if it is known of the inverted index alone.
    pub frame: Option<Range<u64>>,
}

/// What happened to an index.
#[derive(Debug, Clone)]
pub enum SalvageStep {
    /// A page came.
    Page(Box<Saved>),
    /// A known page was seen elsewhere, or again.
    Seen(Box<Sighting>),
    /// Nothing stood at a place any more.
    Gone(Place),
    /// Articles were deleted.
    Deleted(Vec<ArticleId>),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Salvage {
    originals: PathBuf,
    /// What happened, in its order.
    pub steps: Vec<SalvageStep>,
    /// Pages that were deleted by a program that did not note it, and not yet taken out.
    pub deleted: Vec<Saved>,
    /// How many stretches of the originals are neither a page nor a note.
    pub damaged: usize,
    /// Whether the inverted index could be read, and nothing else can be missing than it knows.
    pub is_certain: bool,
}

impl Salvage {
    /// Reads what is left in the folder of an index's files.
    ///
    /// # Errors
    /// If the originals are there and cannot be read at all.
    pub fn of(home: &Path) -> Result<Salvage> {
        let mut salvage = Salvage {
            originals: home.join(ORIGINALS_FILE),
            ..Salvage::default()
        };
        let standings = Standings::read(home);
        salvage.is_certain = standings.is_some();
        let committed = standings.as_ref().map_or(u64::MAX, |known| known.committed);
        let entries = salvage.entries(committed).map_err(|source| Error::Read {
            path: salvage.originals.clone(),
            source,
        })?;
        salvage.follow(entries, standings.unwrap_or_default());
        Ok(salvage)
    }

    /// Whether not one page is left.
    pub fn is_empty(&self) -> bool {
        !self.steps.iter().any(|step| matches!(step, SalvageStep::Page(_)))
    }

    /// The page, as it was kept.
    ///
    /// # Errors
    /// If it is damaged, or not there.
    pub fn page(&self, saved: &Saved) -> io::Result<Vec<u8>> {
        let frame = saved.frame.as_ref().ok_or(io::ErrorKind::NotFound)?;
        Journal::page(&self.originals, frame)
    }

    /// The bytes of the frame of a page.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn frame(&self, saved: &Saved) -> io::Result<Vec<u8>> {
        let frame = saved.frame.as_ref().ok_or(io::ErrorKind::NotFound)?;
        Journal::bytes(&self.originals, frame)
    }

    /// The entries of the originals; none where there is no such file.
    fn entries(&mut self, committed: u64) -> io::Result<Vec<JournalEntry>> {
        let journal = match Journal::open(&self.originals, committed) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            opened => opened?,
        };
        let mut entries: Vec<JournalEntry> = journal.collect::<io::Result<_>>()?;
        let all = entries.len();
        entries.retain(|entry| !matches!(entry, JournalEntry::Damaged(_)));
        self.damaged = all - entries.len();
        Ok(entries)
    }

    /// A page of an entry; one without a note is known by its bytes, and stood where the originals have it.
    fn saved(&self, entry: &JournalEntry) -> Option<Saved> {
        match entry {
            JournalEntry::Noted(Note::Page(note), frame) => Some(Saved {
                note: (**note).clone(),
                frame: Some(frame.clone()),
            }),
            JournalEntry::Bare(frame) => {
                let page = Journal::page(&self.originals, frame).ok()?;
                let note = PageNote::bare(id_of(&page), &page, frame.start);
                Some(Saved {
                    note,
                    frame: Some(frame.clone()),
                })
            }
            _ => None,
        }
    }

    /// Goes through the entries.
    fn follow(&mut self, entries: Vec<JournalEntry>, mut known: Standings) {
        let has_notes = entries
            .iter()
            .any(|entry| matches!(entry, JournalEntry::Noted(..)));
        let living: HashSet<ArticleId> = known.pages.keys().copied().collect();
        let certain = self.is_certain;
        let is_dead = |id: &ArticleId| certain && !living.contains(id);
        let (mut met, mut deleted) = (HashSet::new(), Vec::new());
        for entry in entries {
            match entry {
                JournalEntry::Noted(Note::Seen(seen), _) => self.steps.push(SalvageStep::Seen(seen)),
                JournalEntry::Noted(Note::Gone(place), _) => self.steps.push(SalvageStep::Gone(place)),
                JournalEntry::Noted(Note::Deleted(ids), _) => {
                    met.retain(|id| !ids.contains(id));
                    self.steps.push(SalvageStep::Deleted(ids));
                }
                entry => {
                    let Some(mut saved) = self.saved(&entry) else {
                        continue;
                    };
                    let id = saved.note.id;
                    if !met.insert(id) {
                        continue;
                    }
                    match known.pages.remove(&id) {
                        // The inverted index knows what no note says.
                        Some(note) if matches!(entry, JournalEntry::Bare(_)) => saved.note = note,
                        None if !has_notes && is_dead(&id) => {
                            deleted.push(saved);
                            continue;
                        }
                        _ => {}
                    }
                    self.steps.push(SalvageStep::Page(Box::new(saved)));
                }
            }
        }
        // Their note is lost, and it is not for damage to bring back what was deleted.
        let dead: Vec<ArticleId> = met.into_iter().filter(is_dead).collect();
        self.deleted = deleted;
        self.take_known(known);
        if has_notes && !dead.is_empty() {
            self.steps.push(SalvageStep::Deleted(dead));
        }
    }

    /// Takes what the inverted index alone knows: articles whose page is lost, and copies that were not noted.
    fn take_known(&mut self, known: Standings) {
        let mut lost: Vec<PageNote> = known.pages.into_values().collect();
        lost.sort_by_key(|note| note.id);
        let page = |note| SalvageStep::Page(Box::new(Saved { note, frame: None }));
        self.steps.extend(lost.into_iter().map(page));
        let copies = known.copies.into_iter().map(|(content, place)| Sighting {
            place,
            content,
            address: None,
            moment: None,
            standing: Standing::First,
            form: SavedAs::default(),
            added: None,
            digest: None,
            repeated: false,
            form_of: None,
        });
        self.steps
            .extend(copies.map(|seen| SalvageStep::Seen(Box::new(seen))));
    }
}

/// The identity of a kept page: of its bytes, or of the article of an export that it is.
fn id_of(page: &[u8]) -> ArticleId {
    let record = std::str::from_utf8(page).ok().and_then(Article::from_record);
    record.map_or_else(|| ArticleId::of(parted(page).0), |article| article.id)
}
