//! Which mentions of people in one text are one person: full names first, the most complete before the others, then
//! initials and family names alone.

use super::bearer::Bearers;
use super::names::{PersonName, same_person};
use super::person::{Person, PersonMention};
use std::collections::HashSet;

/// Two mentions, by their numbers.
type Pair = (usize, usize);

/// The people of a text, in the order in which their names were settled. The pairs are mentions of one person by two names, as the text
/// says itself.
pub(crate) fn people(mentions: &[PersonMention], pairs: &[Pair]) -> Vec<Person> {
    let names: Vec<PersonName> = mentions
        .iter()
        .map(|mention| PersonName::of(mention.text))
        .collect();
    let mut order: Vec<usize> = (0..mentions.len()).filter(|m| !names[*m].is_empty()).collect();
    order.sort_by_key(|m| (std::cmp::Reverse((names[*m].len(), names[*m].letters())), *m));
    let (partial, full): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|m| names[*m].is_partial());
    let mut people: Vec<Person> = Vec::new();
    let mut partial = partial;
    for mention in full {
        match whose(&people, &names[mention], mentions[mention].given_first)[..] {
            [person] => people[person].add(mention, &names[mention]),
            [] => people.push(Person::new(mention, &names[mention])),
            _ => partial.push(mention),
        }
    }
    partial.sort_by_key(|m| (names[*m].len() < 2, *m));
    // Before names that many may bear are given to one of them: a nickname counts among what is said of its bearer.
    let mut paired = HashSet::new();
    let (of_full, of_partial): (Vec<Pair>, Vec<Pair>) = pairs
        .iter()
        .filter(|(left, right)| !names[*left].is_empty() && !names[*right].is_empty())
        .partition(|(left, _)| !names[*left].is_partial());
    for (left, right) in of_full {
        join(&mut people, &names, left, right);
        paired.extend([left, right]);
    }
    partial.retain(|mention| !paired.contains(mention));
    for mention in partial {
        let bearers = Bearers {
            people: &people,
            mentions,
            names: &names,
        };
        match bearers.of(mention) {
            Some(person) => people[person].mentions.push(mention),
            None => people.push(Person::new(mention, &names[mention])),
        }
    }
    for (left, right) in of_partial {
        join(&mut people, &names, left, right);
    }
    for person in &mut people {
        person.mentions.sort_unstable();
    }
    people
}

/// Makes one of the people of two mentions.
fn join(people: &mut Vec<Person>, names: &[PersonName], left: usize, right: usize) {
    let mut settled = |mention: usize| {
        of(people, mention).unwrap_or_else(|| {
            people.push(Person::new(mention, &names[mention]));
            people.len() - 1
        })
    };
    let (to, from) = (settled(left), settled(right));
    if to != from {
        let other = std::mem::take(&mut people[from]);
        people[to].mentions.extend(other.mentions);
        people[to].forms.extend(other.forms);
        people.remove(from);
    }
}

/// The person of a mention, if it is settled.
fn of(people: &[Person], mention: usize) -> Option<usize> {
    people
        .iter()
        .position(|person| person.mentions.contains(&mention))
}

/// The people whose every name agrees with a full name, or whose name ends with it.
fn whose(people: &[Person], name: &PersonName, given_first: bool) -> Vec<usize> {
    let agrees = |person: &Person| {
        person
            .forms
            .iter()
            .all(|form| form == name || same_person(form, name))
    };
    let ends = |person: &Person| {
        person
            .forms
            .iter()
            .any(|form| form.parts().ends_with(name.parts()))
    };
    let same: Vec<usize> = (0..people.len())
        .filter(|at| people[*at].forms.contains(name))
        .collect();
    if !same.is_empty() {
        return same;
    }
    (0..people.len())
        .filter(|at| agrees(&people[*at]) || !given_first && ends(&people[*at]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::actors::setting::Setting;

    fn groups(names: &[&str]) -> Vec<Vec<usize>> {
        let mentions: Vec<PersonMention> = names
            .iter()
            .map(|text| PersonMention {
                text,
                title: String::new(),
                given_first: false,
                known: None,
                setting: Setting::default(),
            })
            .collect();
        let mut groups: Vec<Vec<usize>> = people(&mentions, &[])
            .into_iter()
            .map(|person| person.mentions)
            .collect();
        groups.sort();
        groups
    }

    #[test]
    fn names_of_a_page_are_joined() {
        let kazura = groups(&["Jean Bosco Kazura", "JB Kazura", "Jezn Bosco Kazura", "Kazura"]);
        assert_eq!(kazura, [[0, 1, 2, 3]]);
        assert_eq!(groups(&["Paul Kagame", "Paul Kagamé", "Kagame"]), [[0, 1, 2]]);
    }

    #[test]
    fn namesakes_stay_apart_and_a_bare_name_is_the_last_one_s_of_its_paragraph() {
        let diarras = groups(&["Oumar Diarra", "Alou Boï Diarra", "Diarra"]);
        assert_eq!(diarras, [vec![0], vec![1, 2]]);
        let last = groups(&["Oumar Diarra", "Oumar Diarra", "Alou Boï Diarra", "Diarra"]);
        assert_eq!(last, [vec![0, 1], vec![2, 3]]);
        assert_eq!(groups(&["Diarra", "Camara"]), [[0], [1]]);
        let ould = groups(&["Sidi Ould Bellal", "Brahim Ould Bellal", "Ould Bellal"]);
        assert_eq!(ould, [vec![0], vec![1, 2]]);
    }
}
