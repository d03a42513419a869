//! Which people of the articles are one person across the index, and why: worked out anew when articles came or went, from the index
//! alone, and kept in a file that is searched line by line.
//!
//! A line is an identity, how it stands to another, the other, the reason.

use crate::describe::actors::ActorType;
use crate::describe::actors::archive::{Countries, People};
use crate::durable;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::path::Path;
use tantivy::{Searcher, SegmentReader};

/// The file of the joins.
pub const FILE: &str = "joins";

/// The joins of the people of an index: the lines, in their order.
#[derive(Debug, Clone, Default)]
pub struct Joins(String);

/// How an identity stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the other.
    Is,
    /// The other is it.
    Has,
    /// It may be the other, and others.
    MayBe,
    /// The other may be it.
    Perhaps,
}

impl Standing {
    const ALL: [Standing; 4] = [Standing::Is, Standing::Has, Standing::MayBe, Standing::Perhaps];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Is => "is",
            Standing::Has => "same",
            Standing::MayBe => "candidate",
            Standing::Perhaps => "perhaps",
        }
    }
}

/// One identity as another sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness<'a> {
    /// How they stand to each other.
    pub standing: Standing,
    /// The other.
    pub other: &'a str,
    /// Why.
    pub reason: &'a str,
}

impl Joins {
    /// Reads the joins of an index; none where none were worked out.
    pub fn read(index: &Path) -> Result<Joins> {
        let path = index.join(FILE);
        let damaged = |error| std::io::Error::new(std::io::ErrorKind::InvalidData, error);
        let text = durable::read_sealed(&path).and_then(|bytes| String::from_utf8(bytes).map_err(damaged));
        match text {
            Ok(text) => Ok(Joins(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Joins::default()),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    /// How the others stand to an identity.
    pub fn likenesses(&self, id: &str) -> Vec<Likeness<'_>> {
        let lines = self.0[self.first_line(id)..].lines();
        let own = lines.take_while(|line| key(line) == id);
        own.filter_map(likeness).collect()
    }

    /// Where the first line begins whose identity is this one or a later one.
    fn first_line(&self, id: &str) -> usize {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let line = self.line_around(low + (high - low) / 2);
            match key(line.1) < id {
                true => low = line.0 + line.1.len() + 1,
                false => high = line.0,
            }
        }
        low
    }

    /// The line in which a byte stands, and where it begins.
    fn line_around(&self, byte: usize) -> (usize, &str) {
        let before = memchr::memrchr(b'\n', &self.0.as_bytes()[..byte]);
        let start = before.map_or(0, |end| end + 1);
        (start, self.0[start..].lines().next().unwrap_or_default())
    }

    /// The identity in the archive of an identity of an article, where it is another.
    pub fn identity(&self, id: &str) -> Option<&str> {
        self.others(id, Standing::Is).first().copied()
    }

    /// The identities of articles that are this one in the archive.
    pub fn sources(&self, id: &str) -> Vec<&str> {
        self.others(id, Standing::Has)
    }

    fn others(&self, id: &str, standing: Standing) -> Vec<&str> {
        let likenesses = self.likenesses(id).into_iter();
        let wanted = likenesses.filter(|likeness| likeness.standing == standing);
        wanted.map(|likeness| likeness.other).collect()
    }
}

/// The identity of which a line tells.
fn key(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

fn likeness(line: &str) -> Option<Likeness<'_>> {
    let mut fields = line.split('\t').skip(1);
    let name = fields.next()?;
    Some(Likeness {
        standing: Standing::ALL
            .into_iter()
            .find(|standing| standing.name() == name)?,
        other: fields.next()?,
        reason: fields.next()?,
    })
}

/// Whether the joins of an index were worked out.
pub fn known(index: &Path) -> bool {
    index.join(FILE).exists()
}

/// Works out the joins of what is committed and writes them, whole or not at all.
pub fn renew(index: &Path, searcher: &Searcher) -> Result<()> {
    let people = people(searcher).map_err(|error| super::unusable(index, error))?;
    let path = index.join(FILE);
    durable::replace_sealed(&path, written(&people).as_bytes())
        .map_err(|source| Error::Write { path, source })
}

fn written(people: &People) -> String {
    let mut lines = BTreeSet::new();
    for (id, resolved) in people.resolved() {
        let reason = resolved.ground.reason();
        let mut line = |id: &str, standing: Standing, other: &str| {
            lines.insert(format!("{id}\t{}\t{other}\t{reason}\n", standing.name()));
        };
        if resolved.id != id {
            line(&id, Standing::Is, &resolved.id);
            line(&resolved.id, Standing::Has, &id);
        }
        for candidate in &resolved.candidates {
            line(&id, Standing::MayBe, candidate);
            line(candidate, Standing::Perhaps, &id);
        }
    }
    lines.into_iter().collect()
}

/// The people of the articles that are searched.
fn people(searcher: &Searcher) -> tantivy::Result<People> {
    let mut people = People::default();
    for segment in searcher.segment_readers() {
        add_segment(&mut people, segment)?;
    }
    Ok(people)
}

/// What a stored identity is to this work.
enum Stored {
    Person(String),
    Country(String),
    Other,
}

fn add_segment(people: &mut People, segment: &SegmentReader) -> tantivy::Result<()> {
    let Some(column) = segment.fast_fields().str("actor")? else {
        return Ok(());
    };
    let mut stored = Vec::new();
    let mut ids = column.dictionary().stream()?;
    while ids.advance() {
        let id = String::from_utf8_lossy(ids.key()).into_owned();
        stored.push(match ActorType::of(&id) {
            Some(ActorType::Person) => Stored::Person(id),
            Some(ActorType::Country) => Stored::Country(id),
            _ => Stored::Other,
        });
    }
    let mut found = vec![(0, Countries::default()); stored.len()];
    for doc in segment.doc_ids_alive() {
        let mut countries = Countries::default();
        for value in column.term_ords(doc) {
            if let Some(Stored::Country(id)) = stored.get(value as usize) {
                countries.insert(id);
            }
        }
        for value in column.term_ords(doc) {
            if let Some((articles, beside)) = found.get_mut(value as usize) {
                *articles += 1;
                beside.extend(&countries);
            }
        }
    }
    for (stored, (articles, countries)) in stored.iter().zip(&found) {
        if let Stored::Person(id) = stored
            && *articles > 0
        {
            people.add(id, *articles, countries);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_are_written_and_looked_up() {
        let mut people = People::default();
        let mut countries = Countries::default();
        countries.insert("country:RW");
        for id in [
            "person:jean-bosco-kazura",
            "person:jb-kazura",
            "person:paul-kagame",
        ] {
            people.add(id, 1, &countries);
        }
        let joins = Joins(written(&people));
        assert_eq!(
            joins.identity("person:jb-kazura"),
            Some("person:jean-bosco-kazura")
        );
        assert_eq!(joins.identity("person:jean-bosco-kazura"), None);
        assert_eq!(joins.sources("person:jean-bosco-kazura"), ["person:jb-kazura"]);
        assert_eq!(Joins::default().identity("person:jb-kazura"), None);
        let reason = joins.likenesses("person:jb-kazura")[0].reason;
        assert!(reason.contains("initials"), "{reason}");
    }

    #[test]
    fn every_line_is_found_and_no_other() {
        let line = |id: &str, other: &str| format!("{id}\tsame\t{other}\twhy\n");
        let lines = [
            line("person:abdou", "é"),
            line("person:abdou-cissé", "b"),
            line("person:abdou-cissé", "c"),
            line("person:z", &"long".repeat(50)),
        ];
        let joins = Joins(lines.concat());
        assert_eq!(joins.sources("person:abdou"), ["é"]);
        assert_eq!(joins.sources("person:abdou-cissé"), ["b", "c"]);
        assert_eq!(joins.sources("person:z").len(), 1);
        for none in ["", "person:a", "person:abdou-", "person:m", "person:zz"] {
            assert_eq!(joins.sources(none), [""; 0], "{none}");
        }
    }
}
