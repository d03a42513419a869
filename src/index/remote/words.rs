//! The words that stand in any text, by which forms are found: the engines list no words of a text.

use super::bulk::{Deed, Write};
use super::cluster::{Cluster, Part};
use super::document::Content;
use crate::error::Result;
use crate::index::address::Key;
use crate::text::tokens;
use serde_json::json;
use std::collections::{BTreeSet, HashSet};

/// An identity of a document has so many bytes at most.
const LONGEST_ID: usize = 512;
/// So many contents are looked through at once.
const SOME: usize = 500;
/// So many words are written at once.
const AT_ONCE: usize = 5_000;

/// The words of which this process knows that they were written, by their hashes.
#[derive(Default)]
pub(super) struct Words(HashSet<Key>);

impl Words {
    /// Writes the words of some contents and paths that are not known to be there.
    pub(super) fn write<'c>(
        &mut self,
        cluster: &Cluster,
        contents: impl Iterator<Item = &'c Content>,
        paths: impl Iterator<Item = String>,
    ) -> Result<()> {
        let contents: Vec<&Content> = contents.collect();
        let mut words: BTreeSet<String> = paths
            .flat_map(|path| tokens(&path).map(|token| token.text).collect::<Vec<_>>())
            .collect();
        for some in contents.chunks(SOME) {
            some.iter().for_each(|content| content.words_into(&mut words));
            words.retain(|word| !self.0.contains(&key(word)));
            self.create(
                cluster,
                &std::mem::take(&mut words).into_iter().collect::<Vec<_>>(),
            )?;
        }
        words.retain(|word| !self.0.contains(&key(word)));
        self.create(cluster, &words.into_iter().collect::<Vec<_>>())
    }

    fn create(&mut self, cluster: &Cluster, words: &[String]) -> Result<()> {
        for some in words.chunks(AT_ONCE) {
            // One that is there is what it has to be.
            let create = |word: &String| Write {
                id: id(word),
                deed: Deed::Create(json!({ "w": word })),
            };
            cluster.write(Part::Forms, &some.iter().map(create).collect::<Vec<_>>())?;
            self.0.extend(some.iter().map(|word| key(word)));
        }
        Ok(())
    }
}

fn key(word: &str) -> Key {
    Key::of(word.as_bytes())
}

fn id(word: &str) -> String {
    match word.len() <= LONGEST_ID {
        true => word.to_string(),
        false => blake3::hash(word.as_bytes()).to_hex().to_string(),
    }
}
