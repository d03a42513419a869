//! Makes an index anew from what it keeps: after damage, or where another version of the program wrote it. Every page is read
//! again, by all that is known of its site, with the user's corrections; the old index answers until the new one is whole.

use crate::article::{Article, ArticleId};
use crate::clean::site::SiteTemplates;
use crate::error::{Error, Result};
use crate::index::embedded::generation::Generation;
use crate::index::embedded::salvage::{Salvage, SalvageStep, Saved};
use crate::index::embedded::{Embedded, EmbeddedWriter};
use crate::index::{Archive, Engine, Writer};
use crate::ingest::Workers;
use crate::page::Page;
use crate::pipeline::{self, Context, ParsedPage};
use crate::read;
use std::collections::HashSet;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A page in memory is so many times larger than in the originals, more or less.
const GROWTH: u64 = 5;

/// What was made anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many articles there are, older versions among them.
    pub articles: usize,
    /// Those whose page is lost, and which are kept as they were.
    pub without_page: usize,
    /// Pages that are lost, and of which nothing else is known.
    pub lost: usize,
    /// Stretches of the originals that are damaged.
    pub damaged: usize,
}

/// Makes an index anew. `each` is told of every page. Workers that are told to stop leave the index as it was; then nothing is
/// returned.
///
/// # Errors
/// If another process writes to the index, it cannot be written, or not one of its pages is left.
pub fn rebuild(
    index: &Path,
    workers: &Workers,
    context: Context,
    mut each: impl FnMut(),
) -> Result<Option<Rebuilt>> {
    if !index.is_dir() {
        return Err(Error::NoIndex { path: index.into() });
    }
    let generation = Generation::begin(index)?;
    let salvage = Salvage::of(generation.old())?;
    if salvage.is_empty() && (salvage.damaged > 0 || !salvage.is_certain) {
        let reason = "not one of its pages is left".into();
        let path = index.into();
        return Err(Error::Index { path, reason });
    }
    let work = Work {
        old: old(index, &generation),
        salvage,
    };
    let engine = Embedded::renewed(index, &generation)?;
    let sites = work.sites(workers);
    engine.save_sites(&sites)?;
    let context = Context {
        sites: &sites,
        ..context
    };
    let mut writer = engine.write()?;
    let rebuilt = work.pages_into(&mut writer, workers, context, &mut each)?;
    if workers.are_stopped() {
        return Ok(None);
    }
    Box::new(writer).finish()?;
    drop(engine);
    generation.carry_files()?;
    generation.take_place()?;
    Ok(Some(rebuilt))
}

/// The old index, where it can be opened: it knows articles whose pages are lost.
fn old(index: &Path, generation: &Generation) -> Option<Archive> {
    let open = || Archive::over(index, Embedded::open_in(index, generation.old().into()).ok()?).ok();
    catch_unwind(AssertUnwindSafe(open)).ok()?
}

/// What is read, and from where.
struct Work {
    old: Option<Archive>,
    salvage: Salvage,
}

/// What became of a page.
enum ReadPage {
    /// It was read.
    Page(Box<Reread>),
    /// It is lost, or there is none.
    Nothing,
}

/// What the index needs of a page.
struct Reread {
    article: Article,
    original: Vec<u8>,
    furniture: String,
}

impl Work {
    /// A page; nothing where it is lost.
    fn page(&self, saved: &Saved) -> Option<Page> {
        let bytes = self.salvage.page(saved).ok()?;
        Some(read::page_of(bytes, saved.note.origin()))
    }

    /// What recurs on the sites of all pages.
    fn sites(&self, workers: &Workers) -> SiteTemplates {
        let mut sites = SiteTemplates::default();
        let observed = |step: &SalvageStep| {
            let mut memory = SiteTemplates::default();
            let tree = || match step {
                SalvageStep::Page(saved) => self.page(saved).as_ref().and_then(pipeline::parsed),
                _ => None,
            };
            let tree = catch_unwind(AssertUnwindSafe(tree)).ok().flatten();
            tree.iter()
                .for_each(|tree: &ParsedPage| tree.observe(&mut memory));
            memory
        };
        let merged = |memory| {
            sites.merge(memory);
            Ok::<(), Infallible>(())
        };
        let done = workers.in_order(&self.salvage.steps, |step| size(step), observed, merged);
        done.unwrap_or_else(|never| match never {});
        sites.prune();
        sites
    }

    /// Brings everything into the new index.
    fn pages_into(
        &self,
        writer: &mut EmbeddedWriter,
        workers: &Workers,
        context: Context,
        each: &mut impl FnMut(),
    ) -> Result<Rebuilt> {
        let mut rebuilt = Rebuilt {
            damaged: self.salvage.damaged,
            ..Rebuilt::default()
        };
        let mut known = HashSet::new();
        let read = |step| (step, self.read(step, context));
        workers.in_order(
            &self.salvage.steps,
            |step| size(step),
            read,
            |(step, read)| match step {
                SalvageStep::Page(saved) => {
                    each();
                    if self.add(writer, saved, read, &mut rebuilt)? {
                        known.insert(saved.note.id);
                    }
                    Ok(())
                }
                SalvageStep::Seen(seen) if known.contains(&seen.content) => writer.see((**seen).clone()),
                SalvageStep::Seen(_) => Ok(()),
                SalvageStep::Gone(place) => writer.gone(place).map(drop),
                SalvageStep::Deleted(ids) => {
                    known.retain(|id| !ids.contains(id));
                    writer.delete(ids)
                }
            },
        )?;
        rebuilt.articles = known.len();
        for saved in &self.salvage.deleted {
            if let Ok(frame) = self.salvage.frame(saved) {
                writer.add_deleted(saved.note.clone(), &frame)?;
            }
        }
        Ok(rebuilt)
    }

    fn read(&self, step: &SalvageStep, context: Context) -> ReadPage {
        let SalvageStep::Page(saved) = step else {
            return ReadPage::Nothing;
        };
        let extracted = || {
            let page = self.page(saved)?;
            // The formats before the third kept no checksum of a page but its identity.
            Some(extracted(&page, saved, context)).filter(|read| read.article.id == saved.note.id)
        };
        match catch_unwind(AssertUnwindSafe(extracted)).ok().flatten() {
            Some(extracted) => ReadPage::Page(Box::new(extracted)),
            None => ReadPage::Nothing,
        }
    }

    /// Brings a page into the new index, and says whether it is there.
    fn add(
        &self,
        writer: &mut EmbeddedWriter,
        saved: &Saved,
        read: ReadPage,
        rebuilt: &mut Rebuilt,
    ) -> Result<bool> {
        let extracted = match read {
            ReadPage::Page(extracted) => Some(extracted),
            ReadPage::Nothing => self
                .remembered(&saved.note.id)
                .inspect(|_| rebuilt.without_page += 1),
        };
        let Some(extracted) = extracted else {
            rebuilt.lost += 1;
            return Ok(false);
        };
        let Reread {
            article,
            original,
            furniture,
        } = &*extracted;
        match saved.note.older {
            true => writer.add_older(article, original, furniture)?,
            false => writer.add(article, original, furniture)?,
        };
        Ok(true)
    }

    /// An article whose page is lost, as the old index has it: from now on the record that an export would print is its page.
    fn remembered(&self, id: &ArticleId) -> Option<Box<Reread>> {
        let old = AssertUnwindSafe(self.old.as_ref()?);
        let article = catch_unwind(|| old.article(id).ok().flatten()).ok()??;
        let original = serde_json::to_vec(&article).ok()?;
        let furniture = String::new();
        Some(Box::new(Reread {
            article,
            original,
            furniture,
        }))
    }
}

fn size(step: &SalvageStep) -> u64 {
    match step {
        SalvageStep::Page(saved) => saved
            .frame
            .as_ref()
            .map_or(0, |frame| (frame.end - frame.start) * GROWTH),
        _ => 0,
    }
}

fn extracted(page: &Page, saved: &Saved, context: Context) -> Reread {
    let reading = pipeline::reading(page, context);
    let furniture = reading.furniture(page);
    let mut article = reading.article;
    article.added = saved.note.added.or(article.added);
    // Where it stood, and where else, was told with it.
    article.source.stand_at(&saved.note.source.place());
    article.source.forms.clone_from(&saved.note.source.forms);
    Reread {
        article,
        original: page.kept(),
        furniture,
    }
}
