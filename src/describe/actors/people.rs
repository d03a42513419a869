//! Which mentions of people in one text are one person: full names first, the most complete before the others, then
//! initials and family names alone.

use super::names::{PersonName, same_person, stands_for};

/// A mention of a person: its name and the byte at which it stands.
#[derive(Debug, Clone)]
pub struct PersonMention<'a> {
    /// The name as printed.
    pub text: &'a str,
    /// The title right before it, folded; empty where there is none.
    pub title: String,
    /// The identity of a known person whose name this is.
    pub known: Option<u32>,
}

/// The mentions of one person.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// The mentions, by their number.
    pub mentions: Vec<usize>,
    /// The full names under which the person is mentioned.
    forms: Vec<PersonName>,
}

/// The people of a text, in the order in which their names were settled. The pairs are mentions of one person by two names, as the text
/// says itself.
pub fn people(mentions: &[PersonMention], pairs: &[(usize, usize)]) -> Vec<Person> {
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
        match whose(&people, &names[mention])[..] {
            [person] => people[person].add(mention, &names[mention]),
            [] => people.push(Person::new(mention, &names[mention])),
            _ => partial.push(mention),
        }
    }
    partial.sort_by_key(|m| (names[*m].len() < 2, *m));
    for mention in partial {
        match bearer(&people, mentions, &names, mention) {
            Some(person) => people[person].mentions.push(mention),
            None => people.push(Person::new(mention, &names[mention])),
        }
    }
    for (left, right) in pairs {
        join(&mut people, *left, *right);
    }
    for person in &mut people {
        person.mentions.sort_unstable();
    }
    people
}

/// Makes one of the people of two mentions.
fn join(people: &mut Vec<Person>, left: usize, right: usize) {
    let of = |mention: usize| {
        people
            .iter()
            .position(|person| person.mentions.contains(&mention))
    };
    if let (Some(to), Some(from)) = (of(left), of(right))
        && to != from
    {
        let other = people[from].clone();
        people[to].mentions.extend(other.mentions);
        people[to].forms.extend(other.forms);
        people.remove(from);
    }
}

impl Person {
    fn new(mention: usize, name: &PersonName) -> Person {
        Person {
            mentions: vec![mention],
            forms: vec![name.clone()],
        }
    }

    fn add(&mut self, mention: usize, name: &PersonName) {
        self.mentions.push(mention);
        if !self.forms.contains(name) {
            self.forms.push(name.clone());
        }
    }
}

/// The people whose every name agrees with a full name, or whose name ends with it.
fn whose(people: &[Person], name: &PersonName) -> Vec<usize> {
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
        .filter(|at| agrees(&people[*at]) || ends(&people[*at]))
        .collect()
}

/// Whose name a family name, a given name or an initial with a family name is: the one whose title it bears, else the only one, else
/// the one of whom the text has spoken most before it.
fn bearer(
    people: &[Person],
    mentions: &[PersonMention],
    names: &[PersonName],
    mention: usize,
) -> Option<usize> {
    let name = &names[mention];
    let candidates: Vec<usize> = (0..people.len())
        .filter(|at| {
            people[*at]
                .forms
                .iter()
                .any(|form| form == name || stands_for(name, form))
        })
        .collect();
    let titled = |at: &usize| {
        let title = &mentions[mention].title;
        !title.is_empty()
            && people[*at]
                .mentions
                .iter()
                .any(|other| &mentions[*other].title == title)
    };
    let by_title: Vec<usize> = candidates.iter().copied().filter(titled).collect();
    match (&by_title[..], &candidates[..]) {
        ([only], _) | (_, [only]) => Some(*only),
        (_, []) => None,
        _ if name.parts()[0].chars().nth(1).is_none() => None,
        _ => most_before(people, &candidates, mention).or_else(|| candidates.first().copied()),
    }
}

/// The candidate with the most mentions before a mention; of several, the one that stands last before it.
fn most_before(people: &[Person], candidates: &[usize], mention: usize) -> Option<usize> {
    let before = |at: usize| {
        let own = || people[at].mentions.iter().filter(|m| **m < mention);
        own().max().map(|last| (own().count(), *last, at))
    };
    let most = candidates.iter().filter_map(|at| before(*at)).max();
    most.map(|(.., at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str]) -> Vec<Vec<usize>> {
        let mentions: Vec<PersonMention> = names
            .iter()
            .map(|text| PersonMention {
                text,
                title: String::new(),
                known: None,
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
    fn namesakes_stay_apart_and_a_bare_name_is_the_one_s_of_whom_most_is_said() {
        let diarras = groups(&["Oumar Diarra", "Alou Boï Diarra", "Diarra"]);
        assert_eq!(diarras, [vec![0], vec![1, 2]]);
        let most = groups(&["Oumar Diarra", "Oumar Diarra", "Alou Boï Diarra", "Diarra"]);
        assert_eq!(most, [vec![0, 1, 3], vec![2]]);
        assert_eq!(groups(&["Diarra", "Camara"]), [[0], [1]]);
        let ould = groups(&["Sidi Ould Bellal", "Brahim Ould Bellal", "Ould Bellal"]);
        assert_eq!(ould, [vec![0], vec![1, 2]]);
    }
}
