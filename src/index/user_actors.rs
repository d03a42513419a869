//! Matches the actors that the user added against texts that were indexed before: in the words of the index for a query, in the text of an
//! article for its record. Names that the articles know already as an alias of an actor of the same type are skipped: the decisions of who
//! is who cover those.

use crate::article::{Actor, ActorType, Mention, MentionForm, title_and_body};
use crate::error::Result;
use crate::index::dictionary::{Called, Dictionary};
use crate::index::plan::{self, Phrase, Plan, TextField};
use crate::lexicon::curation::effect::ResolvedDecisions;
use crate::text::{folded, tokens};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The names of the actors that were added which no article has as a name of their type.
#[derive(Debug, Clone, Default)]
pub struct AddedNames {
    by_first: HashMap<String, Vec<Name>>,
    by_actor: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone)]
struct Name {
    words: Vec<String>,
    actor: String,
}

impl AddedNames {
    /// The names that the decisions add to those of the articles.
    pub fn of(effect: &ResolvedDecisions, dictionary: &dyn Dictionary) -> Result<AddedNames> {
        let mut added = AddedNames::default();
        for (id, names) in effect.all_added() {
            let Some(actor) = effect.identity(id, "") else {
                continue;
            };
            for name in names {
                let words = words(name);
                if let Some(first) = words.first().cloned()
                    && !is_known(dictionary, id, name)?
                {
                    let of_actor = added.by_actor.entry(actor.clone()).or_default();
                    of_actor.push(name.clone());
                    let actor = actor.clone();
                    added
                        .by_first
                        .entry(first)
                        .or_default()
                        .push(Name { words, actor });
                }
            }
        }
        for names in added.by_first.values_mut() {
            names.sort_by(|a, b| (b.words.len(), &a.actor).cmp(&(a.words.len(), &b.actor)));
        }
        Ok(added)
    }

    /// The actors, each with its names.
    pub fn by_actor(&self) -> &BTreeMap<String, Vec<String>> {
        &self.by_actor
    }

    /// Whether no name was added.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Where a text names an added actor, in bytes: the longest name at each place.
    fn places(&self, text: &str) -> Vec<(&str, Range<usize>)> {
        let words: Vec<_> = tokens(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let stands = |name: &&Name| {
                let rest = words[at..].iter().map(|word| &word.text);
                at + name.words.len() <= words.len() && name.words.iter().zip(rest).all(|(a, b)| a == b)
            };
            let names = self.by_first.get(&words[at].text);
            match names.and_then(|names| names.iter().find(stands)) {
                Some(name) => {
                    let last = at + name.words.len() - 1;
                    found.push((name.actor.as_str(), words[at].start..words[last].end));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The mentions of added actors in an article, beside those that its record has of them.
    pub fn mentions(&self, title: Option<&str>, body: &str, actors: &[Actor]) -> Vec<(String, Mention)> {
        let text = title_and_body(title, body);
        let (mut byte, mut chars) = (0, 0);
        let mut found = Vec::new();
        for (actor, place) in self.places(&text) {
            chars += text[byte..place.start].chars().count();
            byte = place.start;
            let name = &text[place];
            let mention = Mention {
                text: name.to_string(),
                start: chars,
                end: chars + name.chars().count(),
                form: MentionForm::Name,
            };
            let own = actors.iter().filter(|own| own.id == actor);
            let overlaps = |other: &Mention| other.start < mention.end && mention.start < other.end;
            if !own.flat_map(|own| &own.mentions).any(overlaps) {
                found.push((actor.to_string(), mention));
            }
        }
        found
    }
}

/// What an identity says of its actor's type; what is no identity is taken for a person's.
pub(super) fn kind_of(id: &str) -> ActorType {
    ActorType::of(id).unwrap_or(ActorType::Person)
}

/// Whether the articles have a name as that of an actor of the type of this one.
fn is_known(dictionary: &dyn Dictionary, id: &str, name: &str) -> Result<bool> {
    let (name, kind) = (folded(name.trim()), kind_of(id));
    let mut known = false;
    dictionary.each_name(Called::Exactly(&name), &mut |_, stored| {
        known |= kind_of(stored) == kind;
        !known
    })?;
    Ok(known)
}

/// The articles whose title or text has one of the names; nothing where none stands in any.
pub(super) fn plan(dictionary: &dyn Dictionary, names: &[String]) -> Result<Option<Plan>> {
    let mut plans = Vec::new();
    for name in names {
        let words = words(name);
        for field in [TextField::Title, TextField::Body] {
            let mut stands = !words.is_empty();
            for word in &words {
                stands = stands && dictionary.with_word(field, word)? > 0;
            }
            match &words[..] {
                _ if !stands => {}
                [word] => plans.push(Plan::Word(
                    vec![(field, 1.0)],
                    vec![plan::WordForm::anywhere(word)],
                )),
                words => plans.push(Plan::Phrase(field, 1.0, Phrase::exact(words))),
            }
        }
    }
    let any = |plans| Plan::Constant(Box::new(Plan::Any(plans)), 1.0);
    Ok((!plans.is_empty()).then(|| any(plans)))
}

/// The words of a name as they are looked up.
pub(super) fn words(name: &str) -> Vec<String> {
    tokens(name).map(|token| token.text).collect()
}
