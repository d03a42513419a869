//! Which people of the archive are the same in another script: by the consonants of their names, where one name of each script has them and
//! no other, in articles on the same countries.

use super::people::People;
use super::resolver::company;
use super::{Who, keys};
use crate::describe::actors::skeleton::{Script, skeleton};
use crate::lexicon::actor_type::ActorType;
use std::collections::BTreeSet;

/// The cluster in Latin letters that is the same person as a cluster of another script.
pub fn latin_of(people: &People, first: Who) -> Option<Who> {
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
            && company(people, latin).meet(&company(people, first))
        {
            found.insert(latin);
        }
    }
    let only = found.pop_first();
    only.filter(|_| found.is_empty())
}

/// The clusters of other scripts that may be the same as what has one of these names, or from which it may keep another.
pub fn concerned(people: &People, names: impl Iterator<Item = Who>) -> BTreeSet<Who> {
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

/// The script of an identity and the consonants of its name.
pub fn skeleton_of(id: &str) -> Option<(Script, String)> {
    let (_, name) = ActorType::parted(id)?;
    skeleton(&name.replace('-', " "))
}
