//! Which people of the archive are the same in another script: by the consonants of their names, where one name of each script has them and
//! no other, in articles on the same countries.

use super::Cluster;
use crate::describe::actors::skeleton::{Script, skeleton};
use crate::lexicon::actor_type::ActorType;
use std::collections::BTreeMap;

/// For every cluster of another script the cluster in Latin letters that is the same person.
pub fn latin_of(clusters: &[Cluster]) -> BTreeMap<usize, usize> {
    let mut by_consonants: BTreeMap<String, BTreeMap<Script, Vec<usize>>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for (script, consonants) in cluster.members.iter().filter_map(|(id, _)| skeleton_of(id)) {
            let named = by_consonants.entry(consonants).or_default();
            let same = named.entry(script).or_default();
            if !same.contains(&at) {
                same.push(at);
            }
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for named in by_consonants.values() {
        let Some([latin]) = named.get(&Script::Latin).map(Vec::as_slice) else {
            continue;
        };
        for (_, others) in named.iter().filter(|(script, _)| **script != Script::Latin) {
            if let [other] = others[..]
                && clusters[other].countries.meet(&clusters[*latin].countries)
            {
                found.entry(other).or_default().push(*latin);
            }
        }
    }
    let only = found.into_iter().filter_map(|(other, mut latin)| {
        latin.dedup();
        match latin[..] {
            [latin] => Some((other, latin)),
            _ => None,
        }
    });
    only.collect()
}

fn skeleton_of(id: &str) -> Option<(Script, String)> {
    let (_, name) = ActorType::parted(id)?;
    skeleton(&name.replace('-', " "))
}
