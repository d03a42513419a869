//! The people of an archive as bytes, of which a question reads a few: rows by identity, the keys of their names, and who is part of whom.
//!
//! Of bytes that are damaged some people are not found; nothing panics.

use super::keys::Key;
use super::{Countries, Person, Who};
use std::cmp::Ordering;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// What the bytes begin with.
const MAGIC: &[u8; 8] = b"people 1";
/// Behind it: how many people, keys and ties there are, and how many bytes of texts.
const HEAD: usize = MAGIC.len() + 4 * 4;
/// A row: where its text begins, how long identity and name are, the number of articles, the first name of its cluster, the identity in the archive.
const ROW: usize = 6 * 4;
/// A key or a tie: two numbers.
const PAIR: usize = 8;

/// Bytes in memory, or of a file that is mapped.
pub(crate) type Bytes = Arc<dyn Deref<Target = [u8]> + Send + Sync>;

/// The people of an archive.
#[derive(Clone)]
pub struct Packed {
    bytes: Bytes,
    people: u32,
    keys: Range<usize>,
    heap: Range<usize>,
    ties: Range<usize>,
}

impl Default for Packed {
    fn default() -> Packed {
        Packed {
            bytes: Arc::new(Vec::new()),
            people: 0,
            keys: 0..0,
            heap: 0..0,
            ties: 0..0,
        }
    }
}

impl Packed {
    /// The people of some bytes; nothing where they are something else.
    pub fn of(bytes: Bytes) -> Option<Packed> {
        bytes.strip_prefix(MAGIC)?;
        let count = |place: usize| u32_at(&bytes, MAGIC.len() + 4 * place);
        let (people, keys, ties, heap) = (count(0)?, count(1)?, count(2)?, count(3)?);
        let rows = HEAD + people as usize * ROW;
        let keys = rows..rows + keys as usize * PAIR;
        let heap = keys.end..keys.end + heap as usize;
        let ties = heap.end..heap.end + ties as usize * PAIR;
        (ties.end <= bytes.len()).then_some(Packed {
            bytes,
            people,
            keys,
            heap,
            ties,
        })
    }

    /// How many people there are.
    pub fn count(&self) -> u32 {
        self.people
    }

    /// The identity of a person.
    pub fn id(&self, who: Who) -> Option<&str> {
        let (heap, id, _) = self.text(who)?;
        std::str::from_utf8(heap.get(..id)?).ok()
    }

    /// The parts of a name as they sound, parted by blanks.
    pub fn name(&self, who: Who) -> Option<&str> {
        let (heap, id, name) = self.text(who)?;
        std::str::from_utf8(heap.get(id..id + name)?).ok()
    }

    /// What is known of a person.
    pub fn person(&self, who: Who) -> Option<Person> {
        let (heap, id, name) = self.text(who)?;
        let row = self.row(who)?;
        let (numbers, _) = heap.get(id + name..)?.as_chunks();
        Some(Person {
            articles: u32_at(row, 12)?,
            countries: Countries::of_numbers(numbers.iter().map(|number| u16::from_le_bytes(*number))),
            cluster: u32_at(row, 16)?,
            identity: u32_at(row, 20)?,
        })
    }

    /// Who has an identity; else before whom one of it would stand.
    pub fn find(&self, id: &str) -> Result<Who, Who> {
        let (mut low, mut high) = (0, self.people);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle).unwrap_or_default().cmp(id) {
                Ordering::Equal => return Ok(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// Who is kept under a key.
    pub fn under(&self, key: Key) -> impl Iterator<Item = Who> {
        self.seconds(&self.keys, key)
    }

    /// Who has a person for the first name of the cluster, or for the identity in the archive.
    pub fn tied_to(&self, who: Who) -> impl Iterator<Item = Who> {
        self.seconds(&self.ties, who)
    }

    /// Every key with who is kept under it, in their order.
    pub fn all_keys(&self) -> impl Iterator<Item = (Key, Who)> {
        self.pairs(&self.keys).iter().map(pair)
    }

    fn pairs(&self, range: &Range<usize>) -> &[[u8; PAIR]] {
        self.bytes.get(range.clone()).unwrap_or_default().as_chunks().0
    }

    /// The second numbers of the pairs with this first one.
    fn seconds(&self, range: &Range<usize>, first: u32) -> impl Iterator<Item = u32> {
        let pairs = self.pairs(range);
        let start = pairs.partition_point(|bytes| pair(bytes).0 < first);
        let all = pairs[start..].iter().map(pair);
        all.take_while(move |pair| pair.0 == first).map(|pair| pair.1)
    }

    fn row(&self, who: Who) -> Option<&[u8]> {
        let start = HEAD + who as usize * ROW;
        (who < self.people)
            .then(|| self.bytes.get(start..start + ROW))
            .flatten()
    }

    /// Identity, name and countries of a person, and how long the first two are.
    fn text(&self, who: Who) -> Option<(&[u8], usize, usize)> {
        let row = self.row(who)?;
        let heap = self.bytes.get(self.heap.clone())?;
        let start = u32_at(row, 0)? as usize;
        let end = match self.row(who + 1) {
            Some(next) => u32_at(next, 0)? as usize,
            None => heap.len(),
        };
        Some((
            heap.get(start..end)?,
            u32_at(row, 4)? as usize,
            u32_at(row, 8)? as usize,
        ))
    }
}

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packed")
            .field("people", &self.people)
            .finish_non_exhaustive()
    }
}

fn pair([a, b, c, d, e, f, g, h]: &[u8; PAIR]) -> (u32, u32) {
    (
        u32::from_le_bytes([*a, *b, *c, *d]),
        u32::from_le_bytes([*e, *f, *g, *h]),
    )
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Packs people in the order of their identities.
#[derive(Default)]
pub(super) struct Packer {
    rows: Vec<u8>,
    heap: Vec<u8>,
    keys: Vec<(Key, Who)>,
    ties: Vec<(Who, Who)>,
}

impl Packer {
    /// Adds the next person.
    pub(super) fn push(&mut self, id: &str, name: &str, person: &Person) {
        let who = (self.rows.len() / ROW) as Who;
        let tied = [person.cluster, person.identity].into_iter();
        self.ties
            .extend(tied.filter(|other| *other != who).map(|other| (other, who)));
        let lengths = [self.heap.len() as u32, id.len() as u32, name.len() as u32];
        for number in lengths
            .into_iter()
            .chain([person.articles, person.cluster, person.identity])
        {
            self.rows.extend(number.to_le_bytes());
        }
        self.heap.extend(id.as_bytes());
        self.heap.extend(name.as_bytes());
        self.heap
            .extend(person.countries.numbers().flat_map(u16::to_le_bytes));
    }

    /// Adds a key of a person.
    pub(super) fn key(&mut self, key: Key, who: Who) {
        self.keys.push((key, who));
    }

    /// The bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.keys.sort_unstable();
        self.ties.sort_unstable();
        self.ties.dedup();
        let mut bytes = MAGIC.to_vec();
        for count in [
            self.rows.len() / ROW,
            self.keys.len(),
            self.ties.len(),
            self.heap.len(),
        ] {
            bytes.extend((count as u32).to_le_bytes());
        }
        bytes.append(&mut self.rows);
        let pairs = |bytes: &mut Vec<u8>, pairs: Vec<(u32, u32)>| {
            for number in pairs.into_iter().flat_map(|(one, other)| [one, other]) {
                bytes.extend(number.to_le_bytes());
            }
        };
        pairs(&mut bytes, self.keys);
        bytes.append(&mut self.heap);
        pairs(&mut bytes, self.ties);
        bytes
    }
}
