//! Whose name a family name, a given name or an initial with a family name is, where the text has named several of that name in full.

use super::names::{PersonName, stands_for};
use super::person::{Person, PersonMention};

/// The people of a text as far as they are settled, and its mentions.
pub(crate) struct Bearers<'p, 'm> {
    /// The people.
    pub people: &'p [Person],
    /// All mentions in the order of the text.
    pub mentions: &'p [PersonMention<'m>],
    /// Their names.
    pub names: &'p [PersonName],
}

/// How far apart two mentions of one bare name stand that are set against each other: *Diarra contre Diarra*.
const AGAINST: usize = 3;

impl Bearers<'_, '_> {
    /// The person of a mention: the one whose title it bears, else the only one of that name, else the one whom the words around point to,
    /// else the one who is nearest at hand.
    pub(crate) fn of(&self, mention: usize) -> Option<usize> {
        let name = &self.names[mention];
        let named = |form: &PersonName| form == name || stands_for(name, form);
        let candidates = (0..self.people.len()).filter(|at| self.people[*at].forms.iter().any(named));
        let mut candidates: Vec<usize> = candidates.collect();
        if let [] | [_] = candidates[..] {
            return candidates.first().copied();
        }
        self.leave_out_the_other(mention, &mut candidates);
        if let Some(only) = self.only(&candidates, |at| self.has_title_of(mention, at)) {
            return Some(only);
        }
        // An initial that several names have is nobody's.
        name.parts()[0].chars().nth(1)?;
        self.keep_gender(mention, &mut candidates);
        let shared = |at: &usize| self.shared_words(mention, *at);
        let most = candidates.iter().map(shared).max().unwrap_or(0);
        if most > 0
            && let Some(only) = self.only(&candidates, |at| shared(&at) == most)
        {
            return Some(only);
        }
        self.nearest(mention, &candidates)
    }

    /// The only candidate of a kind.
    fn only(&self, candidates: &[usize], is: impl Fn(usize) -> bool) -> Option<usize> {
        let mut found = candidates.iter().copied().filter(|at| is(*at));
        found.next().filter(|_| found.next().is_none())
    }

    /// The mentions of a person but for those that are this bare name too.
    fn others(&self, mention: usize, at: usize) -> impl Iterator<Item = &PersonMention<'_>> {
        let own = self.people[at].mentions.iter();
        own.filter(move |other| self.names[**other] != self.names[mention])
            .map(|other| &self.mentions[*other])
    }

    /// Leaves out whom the same bare name right before means: two that are set against each other are two.
    fn leave_out_the_other(&self, mention: usize, candidates: &mut Vec<usize>) {
        let Some(before) = mention.checked_sub(1) else {
            return;
        };
        let (left, right) = (&self.mentions[before].setting, &self.mentions[mention].setting);
        let near = right.tokens.start.saturating_sub(left.tokens.end) <= AGAINST && left.line == right.line;
        if near && self.names[before] == self.names[mention] {
            candidates.retain(|at| !self.people[*at].mentions.contains(&before));
        }
    }

    fn has_title_of(&self, mention: usize, at: usize) -> bool {
        let title = &self.mentions[mention].title;
        let mut own = self.people[at].mentions.iter();
        !title.is_empty() && own.any(|other| &self.mentions[*other].title == title)
    }

    /// Leaves out those of whom the text speaks as of the other sex, or all but those of the same.
    fn keep_gender(&self, mention: usize, candidates: &mut Vec<usize>) {
        let Some(gender) = self.mentions[mention].setting.gender else {
            return;
        };
        let said = |at: usize| self.others(mention, at).filter_map(|other| other.setting.gender);
        let other = |at: &usize| said(*at).any(|own| own != gender);
        if candidates.iter().all(other) || !candidates.iter().any(other) {
            if candidates.iter().any(|at| said(*at).any(|own| own == gender)) {
                candidates.retain(|at| said(*at).any(|own| own == gender));
            }
        } else {
            candidates.retain(|at| !other(at));
        }
    }

    /// How many of the words beside a mention stand beside the full names of a person too, and how near: *Ilunga le chauffeur*,
    /// *Léon Ilunga, chauffeur*.
    fn shared_words(&self, mention: usize, at: usize) -> usize {
        let words = &self.mentions[mention].setting.words;
        let beside = |(word, near): (&u64, &usize)| {
            let others = self.others(mention, at);
            let nearest = others.filter_map(|other| other.setting.words.get(word)).max();
            nearest.map_or(0, |other| other + near)
        };
        words.iter().map(beside).sum()
    }

    /// Who is nearest at hand at a mention, of those by a part of whose name that ends the full one: whom its paragraph has named last; else
    /// whom the text named first; else whom it names soonest. Measured on the written pages, where both were tried: in a paragraph the last
    /// named is meant more often than the most named, and beyond it the first named more often than the most and the last named.
    fn nearest(&self, mention: usize, candidates: &[usize]) -> Option<usize> {
        let line = self.mentions[mention].setting.line;
        let before = |at: usize| {
            self.people[at]
                .mentions
                .iter()
                .filter(move |other| **other < mention)
        };
        let in_paragraph = |at: &usize| before(*at).any(|other| self.mentions[*other].setting.line == line);
        let beside = self.best_placed(mention, candidates.iter().copied().filter(in_paragraph));
        if !beside.is_empty() {
            return beside.into_iter().max_by_key(|at| before(*at).max());
        }
        let all = self.best_placed(mention, candidates.iter().copied());
        // Those who are named before come before those who are named behind.
        all.into_iter().min_by_key(|at| {
            let named = self.people[*at].mentions.iter();
            named.map(|other| (*other > mention, *other)).min()
        })
    }

    /// Those of whose names a part stands where a family name does, else at the beginning, else inside.
    fn best_placed(&self, mention: usize, candidates: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut placed: Vec<(usize, usize)> = candidates
            .map(|at| (self.place_in_name(mention, &self.people[at]), at))
            .collect();
        let best = placed.iter().map(|(place, _)| *place).max();
        placed.retain(|(place, _)| Some(*place) == best);
        placed.into_iter().map(|(_, at)| at).collect()
    }

    /// Where in a person's name a part of it stands: at its end, at its beginning, or inside.
    fn place_in_name(&self, mention: usize, person: &Person) -> usize {
        let parts = self.names[mention].parts();
        let place = |form: &PersonName| match form.parts() {
            own if own.ends_with(parts) => 2,
            own if own.starts_with(parts) => 1,
            _ => 0,
        };
        person.forms.iter().map(place).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::actors::actors;
    use crate::lexicon::Lexicon;

    /// Whose the bare names of a text are, in its order.
    fn bearers(language: &str, name: &str, body: &str) -> Vec<String> {
        let actors = actors(None, body, Some(language), Lexicon::built_in());
        let mut bare: Vec<(usize, String)> = Vec::new();
        for actor in actors {
            let own = actor.mentions.iter().filter(|mention| mention.text == name);
            bare.extend(own.map(|mention| (mention.start, actor.id.clone())));
        }
        bare.sort();
        bare.into_iter().map(|(_, id)| id).collect()
    }

    #[test]
    fn the_words_around_a_bare_name_tell_whose_it_is() {
        for (language, name, body, expected) in [
            (
                "fr",
                "Ilunga",
                "Le tribunal a entendu Paul Ilunga, chauffeur de la coopérative. Jean Ilunga, comptable, est absent. Le \
                 chauffeur Ilunga a nié les faits.",
                vec!["person:paul-ilunga"],
            ),
            (
                "fr",
                "Sow",
                "Mme Awa Sow a parlé hier. Modou Sow a répondu. Modou Sow est parti. Mme Sow est restée.",
                vec!["person:awa-sow"],
            ),
            (
                "en",
                "Akinrogunde",
                "Michael Akinrogunde died, his son, Prof. Kolade Akinrogunde, said.\n\nAkinrogunde kept one car.\n\nHe leaves a \
                 son, Prof. Akinrogunde, and two daughters.",
                vec!["person:michael-akinrogunde", "person:kolade-akinrogunde"],
            ),
            (
                "fr",
                "Sangho",
                "Awa Sangho a parlé la première, puis Issa Sangho.\n\nIssa Sangho a répondu. Sangho est reparti.\n\nSangho est \
                 venue de loin.",
                vec!["person:issa-sangho", "person:awa-sangho"],
            ),
            (
                "fr",
                "Barry",
                "Moussa Barry affronte Issa Barry dimanche. Barry contre Barry, dit la rue.",
                vec!["person:issa-barry", "person:moussa-barry"],
            ),
        ] {
            assert_eq!(bearers(language, name, body), expected, "{body}");
        }
    }
}
