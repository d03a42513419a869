//! In an ingest that writes nothing: pages whose address may be that of a section, which some sites declare for each of their articles.
//! Their titles tell them apart, and a title takes the whole page; so a page is read only once a second one has its address, or where
//! the index has articles of its site.

use super::failed::Failed;
use super::passes::{PUT_AWAY, packed, unpacked};
use super::taken::{Extracted, Taker};
use super::{Outcome, put_away};
use crate::article::{Article, ArticleId};
use crate::calendar::Moment;
use crate::describe::domain;
use crate::error::Result;
use crate::index::{Archive, Key, is_of_one_page, key_of_url};
use crate::page::Page;
use crate::pipeline::{self, Context};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;

/// Names the pages of an ingest that writes nothing.
pub(super) struct Naming {
    /// The sites of which the index has articles.
    domains: HashSet<String>,
    shared: SharedAddresses,
}

impl Naming {
    /// Names pages beside what an index has; what has to be kept of them goes to a file in this folder.
    ///
    /// # Errors
    /// If the index cannot be read, or no file can be made there.
    pub(super) fn new(archive: &Archive, folder: &Path) -> Result<Naming> {
        let shared = SharedAddresses::new(folder).map_err(|error| put_away(archive, error))?;
        Ok(Naming {
            domains: archive.domains()?,
            shared,
        })
    }

    /// What is known of a page by its name, or, where that is not enough, by all of it.
    pub(super) fn extracted(&self, page: Page, context: Context, now: Moment) -> Extracted {
        let Some(article) = pipeline::named(&page, context, now) else {
            return Extracted::of(page, None, context, now);
        };
        match article.url.as_deref().filter(|url| !is_of_one_page(url)) {
            None => Extracted::named(article, None),
            Some(url) => match key_of_url(url).filter(|address| self.may_be_alone(url, address)) {
                None => Extracted::of(page, None, context, now),
                Some(address) => Extracted::named(Article { url: None, ..article }, Some((address, page))),
            },
        }
    }

    fn may_be_alone(&self, url: &str, address: &Key) -> bool {
        let is_of_known_site = domain(url).is_none_or(|domain| self.domains.contains(&domain));
        !is_of_known_site && !self.shared.has_many(address)
    }

    /// A page as its address turns out to be shared or not: where it is, it is read, and so is the one that was met first.
    ///
    /// # Errors
    /// If the index cannot be read, or what was put away.
    pub(super) fn told_apart(
        &self,
        mut outcome: Outcome<Extracted>,
        (context, now): (Context, Moment),
        taker: &mut Taker,
    ) -> std::result::Result<Outcome<Extracted>, Failed> {
        let Ok(Some((address, page))) = outcome.result.as_mut().map(Extracted::unread) else {
            return Ok(outcome);
        };
        let whole = |page| Extracted::of(page, None, context, now);
        let read = |page: Page| {
            let origin = page.origin.clone();
            Outcome {
                origin,
                result: Ok(page),
            }
            .then(whole)
        };
        match self.shared.meet(address, &page)? {
            Meeting::First => return Ok(outcome),
            Meeting::Second(first) => {
                if let Ok(first) = read(*first).result {
                    taker.moved(&first)?;
                }
            }
            Meeting::Further => {}
        }
        outcome.result = read(page).result;
        Ok(outcome)
    }
}

/// The pages that are the first of their addresses, in a temporary file without a name.
struct SharedAddresses {
    met: Mutex<HashMap<Key, AddressSeen>>,
    file: File,
    /// How long the file may become.
    most: u64,
}

/// What was met of an address.
#[derive(Clone, Copy)]
enum AddressSeen {
    /// One page, not read, which stands in the file from here on, so many bytes; it may have been met at several places.
    One(ArticleId, u64, usize),
    /// More, or there was no room for the first: each has to be read.
    Many,
}

/// What a page is at its address.
#[derive(Debug, PartialEq)]
enum Meeting {
    /// The first that was met, or the same again: it need not be read.
    First,
    /// The second; this is the first.
    Second(Box<Page>),
    /// A further one.
    Further,
}

impl SharedAddresses {
    /// Nothing yet; pages are kept in a file in this folder.
    ///
    /// # Errors
    /// If no file can be made there.
    fn new(folder: &Path) -> io::Result<SharedAddresses> {
        Ok(SharedAddresses {
            met: Mutex::default(),
            file: tempfile::tempfile_in(folder)?,
            most: PUT_AWAY,
        })
    }

    /// Whether each page of an address has to be read.
    fn has_many(&self, address: &Key) -> bool {
        matches!(self.met().get(address), Some(AddressSeen::Many))
    }

    /// Meets a page, and keeps it where it is the first of its address.
    ///
    /// # Errors
    /// If the file cannot be written or read.
    fn meet(&self, address: Key, page: &Page) -> io::Result<Meeting> {
        let page_id = ArticleId::of(page.bytes());
        let mut met = self.met();
        let (now, meeting) = match met.get(&address) {
            None => match self.put(page_id, page)? {
                Some(put) => (put, Meeting::First),
                None => (AddressSeen::Many, Meeting::Further),
            },
            Some(one @ AddressSeen::One(id, ..)) if *id == page_id => (*one, Meeting::First),
            Some(AddressSeen::One(_, start, length)) => {
                let first = self.get(*start, *length)?;
                (AddressSeen::Many, Meeting::Second(Box::new(first)))
            }
            Some(AddressSeen::Many) => (AddressSeen::Many, Meeting::Further),
        };
        met.insert(address, now);
        Ok(meeting)
    }

    fn put(&self, id: ArticleId, page: &Page) -> io::Result<Option<AddressSeen>> {
        let mut file = &self.file;
        let start = file.seek(SeekFrom::End(0))?;
        if start >= self.most {
            return Ok(None);
        }
        let bytes = packed(&page.origin, page, None);
        file.write_all(&bytes)?;
        Ok(Some(AddressSeen::One(id, start, bytes.len())))
    }

    fn get(&self, start: u64, length: usize) -> io::Result<Page> {
        let mut file = &self.file;
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut bytes)?;
        Ok(unpacked(&bytes).1)
    }

    fn met(&self) -> std::sync::MutexGuard<'_, HashMap<Key, AddressSeen>> {
        // A panic leaves no half a change in it.
        self.met.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Content, Origin};

    fn page(text: &str) -> Page {
        Page {
            content: Content::Bytes(text.as_bytes().to_vec()),
            origin: Origin::default(),
        }
    }

    #[test]
    fn the_first_page_of_an_address_comes_back_with_the_second() {
        let shared = SharedAddresses::new(&std::env::temp_dir()).expect("a file");
        let [sahel, africa] = ["a.example/sahel", "a.example/afrique"].map(|url| Key::of(url.as_bytes()));
        let meet = |address, text| shared.meet(address, &page(text)).expect("it is kept");
        assert_eq!(meet(sahel, "one"), Meeting::First);
        assert_eq!(meet(africa, "two"), Meeting::First);
        assert_eq!(meet(sahel, "one"), Meeting::First);
        assert!(!shared.has_many(&sahel));
        assert_eq!(meet(sahel, "three"), Meeting::Second(Box::new(page("one"))));
        assert_eq!(meet(sahel, "four"), Meeting::Further);
        assert!(shared.has_many(&sahel) && !shared.has_many(&africa));
        assert_eq!(meet(africa, "five"), Meeting::Second(Box::new(page("two"))));
    }

    #[test]
    fn where_there_is_no_room_each_page_is_read() {
        let mut shared = SharedAddresses::new(&std::env::temp_dir()).expect("a file");
        shared.most = 1;
        let meet = |address: &str, text| {
            let address = Key::of(address.as_bytes());
            shared.meet(address, &page(text)).expect("it is kept")
        };
        assert_eq!(meet("a.example/sahel", "one"), Meeting::First);
        assert_eq!(meet("a.example/afrique", "two"), Meeting::Further);
        assert!(matches!(meet("a.example/sahel", "three"), Meeting::Second(_)));
    }
}
