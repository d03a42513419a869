//! Which people of the archive are the same in another script: by the consonants of their names, where one name of each script has them and
//! no other, in articles on the same countries.

use super::Who;
use super::keys::{self, skeleton_of};
use super::people::People;
use crate::describe::actors::skeleton::Script;
use std::collections::BTreeSet;

/// The cluster in Latin letters that is the same person as a cluster of another script.
pub(super) fn latin_of(people: &People, first: Who) -> Option<Who> {
    let mut found = BTreeSet::new();
    for (script, consonants) in people
        .cluster(first)
        .filter_map(|who| skeleton_of(people.id(who)))
    {
        if script == Script::Latin {
            continue;
        }
        let latin: Vec<Who> = clusters_with(people, Script::Latin, &consonants)
            .into_iter()
            .collect();
        if let [latin] = latin[..]
            && clusters_with(people, script, &consonants).len() == 1
            && people.company(latin).meet(&people.company(first))
        {
            found.insert(latin);
        }
    }
    let only = found.pop_first();
    only.filter(|_| found.is_empty())
}

/// The clusters of other scripts that may be the same as what has one of these names, or from which it may keep another.
pub(super) fn concerned(people: &People, names: impl Iterator<Item = Who>) -> BTreeSet<Who> {
    let mut concerned = BTreeSet::new();
    for (_, consonants) in names.filter_map(|who| skeleton_of(people.id(who))) {
        for script in [Script::Cyrillic, Script::Arabic] {
            concerned.extend(clusters_with(people, script, &consonants));
        }
    }
    concerned
}

/// The clusters that have a name of these consonants in a script.
fn clusters_with(people: &People, script: Script, consonants: &str) -> BTreeSet<Who> {
    let found = people.under(keys::consonants(script, consonants));
    let is_one =
        |who: &Who| skeleton_of(people.id(*who)).is_some_and(|own| own == (script, consonants.to_string()));
    found
        .filter(is_one)
        .map(|who| people.person(who).cluster)
        .collect()
}
