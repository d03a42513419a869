//! What is made of the pages of an ingest: they are brought into the index, or, where nothing is to be written, only compared with it.

use super::pace::Pace;
use super::prune::FoundFiles;
use super::{Ingested, Manner, Outcome};
use crate::article::{Article, ArticleId};
use crate::calendar::Moment;
use crate::error::Result;
use crate::index::{AddOutcome, Archive, Key, Paths, Trial, Writer};
use crate::page::{Content, FilePath, Origin, Page, Place, Revisit};
use crate::pipeline::{self, Context, ParsedPage};
use crate::read::{Fingerprint, Input, Problem, Resume};

/// A page that was named only, and the key of its address, which others may share.
pub(super) type Unread = (Key, Page);

/// What the index needs of a page.
pub(super) struct Extracted {
    article: Article,
    original: Vec<u8>,
    furniture: String,
    /// Whether it is the record of an article of another archive, whose places are its own.
    exported: bool,
    /// Whether something else stands in its place.
    older: bool,
    /// The page, where it may have to be read after all.
    unread: Option<Unread>,
}

impl Extracted {
    /// What is made of a page that is read at this moment.
    pub(super) fn of(page: Page, parsed: Option<ParsedPage>, context: Context, now: Moment) -> Extracted {
        let page = page.read_at(now);
        let reading = pipeline::parsed_reading(&page, parsed, context);
        let furniture = reading.furniture(&page);
        let mut article = reading.article;
        article.added.get_or_insert(now);
        let record = match &page.content {
            Content::Record(record) => Some(record),
            Content::Bytes(_) => None,
        };
        let exported = record.is_some_and(|record| Article::from_record(&record.json).is_some());
        Extracted {
            furniture,
            exported,
            older: exported && record.is_some_and(|record| record.older),
            article,
            original: page.kept(),
            unread: None,
        }
    }

    /// What is known of a page that is only named, and the page where it may have to be read after all.
    pub(super) fn named(article: Article, unread: Option<Unread>) -> Extracted {
        Extracted {
            article,
            original: Vec::new(),
            furniture: String::new(),
            exported: false,
            older: false,
            unread,
        }
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.original.len() + self.article.body.len() + self.furniture.len()
    }

    /// Hands out the page that may have to be read after all.
    pub(super) fn unread(&mut self) -> Option<Unread> {
        self.unread.take()
    }

    /// The places of an exported article are seen from where the export is read.
    pub(super) fn find(&mut self, known: &mut Paths) {
        if self.exported {
            let source = &mut self.article.source;
            source.path = known.kept(&source.path);
            source
                .forms
                .iter_mut()
                .for_each(|form| form.path = known.kept(&form.path));
        }
    }
}

/// Where the pages go.
enum Goal {
    Index(Box<dyn Writer>),
    Nowhere(Box<Trial>),
}

/// Takes the pages of an ingest one after another.
pub(super) struct Taker {
    goal: Goal,
    pace: Pace,
    file: FileSoFar,
    /// Further captures of pages that were not met so far.
    waiting: Vec<(FilePath, Origin, Box<Revisit>)>,
}

/// So many further captures wait for their pages: what they are of usually stands before them.
const WAITING: usize = 100_000;

/// What became of a file up to here.
#[derive(Default)]
struct FileSoFar {
    failed: bool,
    /// Whether any page was found in it.
    found: bool,
    /// The pages that stand in it; those of an export stand elsewhere.
    pages: u64,
    /// The file, where it is large enough to be read in parts.
    large: Option<(FilePath, Fingerprint)>,
    /// Where reading can go on, with all before it taken.
    resume: Option<Resume>,
    /// Whether further captures in it wait for their pages: they have to be met again.
    waits: bool,
}

impl FileSoFar {
    /// Notes that a page is taken.
    fn reached(&mut self, origin: &Origin) {
        let (Some(offset), Some(record)) = (origin.offset, origin.record) else {
            return;
        };
        if origin.restarts && origin.member.is_none() && !self.waits {
            self.resume = Some(Resume {
                offset,
                record,
                pages: self.pages,
                failed: self.failed,
            });
        }
    }
}

impl Taker {
    /// Takes them into an index, or only seems to.
    pub(super) fn new(archive: &Archive, manner: &Manner) -> Result<Taker> {
        let goal = match manner.dry_run {
            true => Goal::Nowhere(Box::new(archive.trial())),
            false => Goal::Index(archive.writer()?),
        };
        Ok(Taker {
            goal,
            pace: Pace::of(manner),
            file: FileSoFar::default(),
            waiting: Vec::new(),
        })
    }

    /// Says which pages are taken next.
    pub(super) fn expect<'e>(&mut self, pages: impl Iterator<Item = &'e Extracted>) -> Result<()> {
        match &mut self.goal {
            Goal::Index(writer) => {
                let articles = pages.filter(|page| !page.older).map(|page| &page.article);
                writer.expect(&articles.collect::<Vec<_>>())
            }
            Goal::Nowhere(_) => Ok(()),
        }
    }

    /// Says of which places it is asked next what they show.
    pub(super) fn expect_at(&mut self, places: &[Place]) -> Result<()> {
        match &mut self.goal {
            Goal::Index(writer) => writer.expect_at(places),
            Goal::Nowhere(_) => Ok(()),
        }
    }

    /// Takes what was made of a page of a file and tells of it.
    pub(super) fn page(
        &mut self,
        file: &FilePath,
        Outcome { origin, result }: Outcome<Extracted>,
        met: &mut FoundFiles,
        each: &mut impl FnMut(Outcome<Ingested>),
    ) -> Result<()> {
        self.file.reached(&origin);
        let result = match result {
            Err(Problem::Again(revisit)) => match self.again(file, &origin, *revisit, met)? {
                Some(result) => result,
                None => return Ok(()),
            },
            Ok(page) => {
                met.page(&page.article.source.place());
                self.file.found = true;
                self.file.pages += u64::from(!page.exported);
                let (added, id) = (self.add(&page)?, Some(page.article.id));
                Ok(Ingested { added, id })
            }
            Err(problem) => {
                self.file.failed |= problem.is_failure() || problem.is_told();
                if problem.hides_pages() {
                    met.unreadable(file.clone());
                }
                Err(problem)
            }
        };
        each(Outcome { origin, result });
        match self.pace.is_due(1) {
            true => self.commit(),
            false => Ok(()),
        }
    }

    /// Notes that a page stands at its place as it did.
    pub(super) fn known(
        &mut self,
        place: &Place,
        (origin, id): (Origin, ArticleId),
        met: &mut FoundFiles,
        each: &mut impl FnMut(Outcome<Ingested>),
    ) -> Result<()> {
        self.file.reached(&origin);
        met.page(place);
        self.file.found = true;
        self.file.pages += 1;
        let (added, id) = (AddOutcome::Unchanged, Some(id));
        let result = Ok(Ingested { added, id });
        each(Outcome { origin, result });
        Ok(())
    }

    /// Whether a place is known to show a content.
    pub(super) fn stands(&self, place: &Place, id: &ArticleId) -> Result<bool> {
        match &self.goal {
            Goal::Nowhere(trial) => trial.stands(place, id),
            Goal::Index(writer) => writer.stands(place, id),
        }
    }

    fn commit(&mut self) -> Result<()> {
        let Goal::Index(writer) = &mut self.goal else {
            return Ok(());
        };
        if let (Some((path, stamp)), Some(resume)) = (&self.file.large, self.file.resume) {
            writer.files().read_until(path, *stamp, resume);
        }
        writer.commit()
    }

    /// Notes that a file is read from here on, or goes on from where it was interrupted.
    pub(super) fn began(&mut self, input: &Input, file: FilePath) {
        let before = input.resume.unwrap_or_default();
        self.file = FileSoFar {
            failed: before.failed,
            found: before.pages > 0,
            pages: before.pages,
            large: Some((file, input.stamp)).filter(|_| !input.is_stream()),
            resume: input.resume,
            waits: false,
        };
    }

    /// Takes a further capture; nothing where the page that it is of may still come.
    fn again(
        &mut self,
        file: &FilePath,
        origin: &Origin,
        revisit: Revisit,
        met: &mut FoundFiles,
    ) -> Result<Option<std::result::Result<Ingested, Problem>>> {
        let origin = Origin {
            path: file.clone(),
            ..origin.clone()
        };
        self.file.found = true;
        if let Some(ingested) = self.captured(&origin, &revisit)? {
            met.page(&origin.place());
            self.file.pages += 1;
            return Ok(Some(Ok(ingested)));
        }
        self.file.waits = true;
        if self.waiting.len() >= WAITING {
            return Ok(Some(Err(Problem::Again(Box::new(revisit)))));
        }
        self.waiting.push((file.clone(), origin, Box::new(revisit)));
        Ok(None)
    }

    fn captured(&mut self, origin: &Origin, revisit: &Revisit) -> Result<Option<Ingested>> {
        let found = match &mut self.goal {
            Goal::Nowhere(trial) => trial.again(origin, revisit),
            Goal::Index(writer) => writer.again(origin, revisit),
        }?;
        Ok(found.map(|(added, id)| Ingested { added, id: Some(id) }))
    }

    /// Takes the further captures whose pages came later, and tells of the others that these are not here.
    pub(super) fn captured_before(
        &mut self,
        known: &Paths,
        met: &mut FoundFiles,
        each: &mut impl FnMut(Outcome<Ingested>),
    ) -> Result<()> {
        for (file, origin, revisit) in std::mem::take(&mut self.waiting) {
            let result = match self.captured(&origin, &revisit)? {
                Some(ingested) => {
                    met.page(&origin.place());
                    if let Goal::Index(writer) = &mut self.goal {
                        writer.files().one_more(&file);
                    }
                    Ok(ingested)
                }
                None => Err(Problem::Again(revisit)),
            };
            let path = known.shown(&origin.path);
            each(Outcome {
                origin: Origin { path, ..origin },
                result,
            });
        }
        Ok(())
    }

    /// Notes the address of a page that was taken without one.
    pub(super) fn moved(&mut self, page: &Extracted) -> Result<()> {
        match &mut self.goal {
            Goal::Nowhere(trial) => trial.moved(&page.article),
            Goal::Index(_) => Ok(()),
        }
    }

    fn add(&mut self, page: &Extracted) -> Result<AddOutcome> {
        match (&mut self.goal, page.older) {
            (Goal::Nowhere(trial), false) => trial.add(&page.article),
            (Goal::Nowhere(trial), true) => trial.add_older(&page.article),
            (Goal::Index(writer), false) => writer.add(&page.article, &page.original, &page.furniture),
            (Goal::Index(writer), true) => writer.add_older(&page.article, &page.original, &page.furniture),
        }
    }

    /// Notes that the file was looked at; one in which something failed, or nothing was found, is looked at again next time.
    pub(super) fn ended(&mut self, input: &Input, file: FilePath, met: &mut FoundFiles) {
        met.read(file.clone());
        let so_far = std::mem::take(&mut self.file);
        let again = so_far.failed || !so_far.found;
        match (&mut self.goal, again || input.is_stream()) {
            (Goal::Index(writer), false) => writer.files().record(&file, input.stamp, so_far.pages),
            (Goal::Index(writer), true) => writer.files().read_again(&file),
            (Goal::Nowhere(_), _) => {}
        }
    }

    /// Takes out of search what is gone below the paths of the ingest, and tells of each place.
    pub(super) fn prune(
        &mut self,
        met: &FoundFiles,
        known: &Paths,
        each: &mut impl FnMut(Outcome<Ingested>),
    ) -> Result<()> {
        let stood = match &mut self.goal {
            Goal::Index(writer) => {
                writer.commit()?;
                writer.places()?
            }
            Goal::Nowhere(trial) => trial.places()?,
        };
        for place in stood.into_iter().filter(|place| met.is_gone(place, known)) {
            let id = match &mut self.goal {
                Goal::Index(writer) => writer.gone(&place)?,
                Goal::Nowhere(trial) => trial.gone(&place)?,
            };
            let shown = Place {
                path: known.shown(&place.path),
                ..place
            };
            each(Outcome::of_place(shown, AddOutcome::Gone, id));
        }
        Ok(())
    }

    /// Commits what was taken, without what belongs to the end of an ingest.
    pub(super) fn stop(mut self) -> Result<()> {
        self.commit()
    }

    /// Commits what was taken, and ends.
    pub(super) fn finish(self) -> Result<()> {
        match self.goal {
            Goal::Index(writer) => writer.finish(),
            Goal::Nowhere(_) => Ok(()),
        }
    }
}
