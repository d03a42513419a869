//! Who is who: turns the names of a text into actors with one identity each.

use super::coref_names::groups;
use super::coref_people::people;
use super::gazetteer_match::{self, GazetteerMatch};
use super::person::PersonMention;
use super::setting::Setting;
use super::span::Span;
use super::{cases, metonymy, misspelled_names, nicknames};
use crate::article::{Actor, ActorType, Mention, MentionForm};
use crate::describe::tokens::TextTokens;
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer::NameForm;
use crate::lexicon::words::slug;
use crate::text::{folded, words};
use std::collections::{HashMap, HashSet};

/// The actors of a text in the order of their first mentions.
pub(crate) fn identified(
    text: &TextTokens,
    spans: &[Span],
    known: &[GazetteerMatch],
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<Actor> {
    let mut actors = Actors::new(text, lexicon);
    actors.add_people(spans, language);
    actors.add_others(spans);
    for span in spans
        .iter()
        .filter(|span| span.tokens.len() > 1 || span.entry.is_none())
    {
        actors.add_nested(span, language);
    }
    let mut taken = vec![false; text.tokens.len()];
    for span in spans {
        taken[span.tokens.clone()].fill(true);
    }
    let claimed = |name: &GazetteerMatch| taken[name.tokens.clone()].contains(&true);
    for name in known.iter().filter(|name| name.chained && !claimed(name)) {
        actors.add_known(name.entry, name.start, name.end, MentionForm::Name);
    }
    for name in known.iter().filter(|name| name.used != NameForm::Name) {
        actors.add_known(name.entry, name.start, name.end, MentionForm::Demonym);
    }
    actors.finished()
}

/// A mention on its way: the bytes that it covers.
struct FoundMention {
    start: usize,
    end: usize,
    form: MentionForm,
}

struct Actors<'t, 'a> {
    text: &'t TextTokens<'a>,
    lexicon: &'t Lexicon,
    by_id: HashMap<String, usize>,
    found: Vec<(Actor, Vec<FoundMention>)>,
}

impl<'t, 'a> Actors<'t, 'a> {
    fn new(text: &'t TextTokens<'a>, lexicon: &'t Lexicon) -> Actors<'t, 'a> {
        Actors {
            text,
            lexicon,
            by_id: HashMap::new(),
            found: Vec::new(),
        }
    }

    fn add(&mut self, id: &str, kind: ActorType, name: &str, found: FoundMention) {
        let at = *self.by_id.entry(id.to_string()).or_insert(self.found.len());
        if at == self.found.len() {
            let actor = Actor {
                id: id.to_string(),
                kind,
                name: name.to_string(),
                count: 0,
                mentions: Vec::new(),
            };
            self.found.push((actor, Vec::new()));
        }
        self.found[at].1.push(found);
    }

    fn add_known(&mut self, entry: u32, start: usize, end: usize, form: MentionForm) {
        let lexicon = self.lexicon;
        let entry = lexicon.gazetteer.entry(entry);
        self.add(
            &entry.id,
            entry.class,
            &entry.name,
            FoundMention { start, end, form },
        );
    }

    fn bytes(&self, span: &Span) -> (usize, usize) {
        let tokens = &self.text.tokens[span.tokens.clone()];
        (
            tokens.first().map_or(0, |token| token.start),
            tokens.last().map_or(0, |token| token.end),
        )
    }

    fn add_people(&mut self, spans: &[Span], language: Option<&str>) {
        let persons: Vec<&Span> = spans
            .iter()
            .filter(|span| span.kind == ActorType::Person)
            .collect();
        let printed: Vec<&str> = persons.iter().map(|span| self.text.slice(&span.tokens)).collect();
        let listed = cases::listed(&printed, language, self.lexicon);
        let names: HashSet<u64> = spans
            .iter()
            .flat_map(|span| &self.text.tokens[span.tokens.clone()])
            .map(|token| token.hash)
            .collect();
        let mentions: Vec<PersonMention> = persons
            .iter()
            .zip(&listed)
            .map(|(span, name)| self.person_mention(span, name, &names))
            .collect();
        let pairs = nicknames::pairs(self.text, &persons, self.lexicon);
        for person in people(&mentions, &pairs) {
            let (id, name) = self.person_identity(&mentions, &person.mentions);
            for mention in person.mentions {
                let (start, end) = self.bytes(persons[mention]);
                self.add(
                    &id,
                    ActorType::Person,
                    &name,
                    FoundMention {
                        start,
                        end,
                        form: MentionForm::Name,
                    },
                );
            }
        }
    }

    fn person_mention<'n>(&self, span: &Span, name: &'n str, names: &HashSet<u64>) -> PersonMention<'n> {
        PersonMention {
            text: name,
            title: self.title_before(span.tokens.start),
            given_first: self.begins_with_given_name(span),
            known: span.entry,
            setting: Setting::of(self.text, &span.tokens, names, self.lexicon),
        }
    }

    fn begins_with_given_name(&self, span: &Span) -> bool {
        let hash = self.text.tokens[span.tokens.start].hash;
        self.lexicon.given_names.has_phrase([hash]) || self.lexicon.given_names_world.has_phrase([hash])
    }

    /// The word before a name, if it is a title, without the point of an abbreviation.
    fn title_before(&self, at: usize) -> String {
        let mut before = self.text.tokens[..at].iter().rev().map(|token| token.text);
        let word = before.find(|text| *text != ".").unwrap_or_default();
        let word = word.trim_end_matches('.');
        match self.lexicon.titles.has(word) {
            true => folded(word),
            false => String::new(),
        }
    }

    /// The identity of a person and the name under which it is shown: those of the known person of one of these names,
    /// else the most complete name that is not written in capitals, the more frequent one where several are.
    fn person_identity(&self, mentions: &[PersonMention], numbers: &[usize]) -> (String, String) {
        let gazetteer = &self.lexicon.gazetteer;
        let longest = numbers
            .iter()
            .map(|m| words(mentions[*m].text).count())
            .max()
            .unwrap_or(0);
        let known = numbers
            .iter()
            .filter(|m| words(mentions[**m].text).count() == longest || longest == 1)
            .find_map(|m| mentions[*m].known);
        if let Some(entry) = known
            .map(|entry| gazetteer.entry(entry))
            .filter(|entry| entry.class == ActorType::Person)
        {
            return (entry.id.clone(), entry.name.clone());
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for mention in numbers {
            *counts.entry(mentions[*mention].text).or_default() += 1;
        }
        let best = counts.iter().max_by_key(|(name, count)| {
            let small = name.contains(char::is_lowercase);
            (
                words(name)
                    .filter(|word| word.text.chars().nth(1).is_some())
                    .count(),
                small,
                **count,
                std::cmp::Reverse(**name),
            )
        });
        let name = shown(best.map_or("", |(name, _)| name));
        // A known name that was found inside a longer one: Israeli Prime Minister Benjamin Netanyahu.
        let mut known = gazetteer.named(&name).into_iter();
        if let Some(entry) = known.find(|entry| entry.class == ActorType::Person && longest > 1) {
            return (entry.id.clone(), entry.name.clone());
        }
        let doubt = if longest < 2 { "?" } else { "" };
        let own = format!("{doubt}{}", misspelled_names::spelled(&name).join("-"));
        (ActorType::Person.id(&own), name)
    }

    fn add_others(&mut self, spans: &[Span]) {
        let leaders = groups(self.text, spans);
        for (span, leader) in spans.iter().zip(&leaders) {
            let leader = &spans[*leader];
            if span.kind == ActorType::Person || leader.kind == ActorType::Person {
                continue;
            }
            let (start, end) = self.bytes(span);
            match leader.entry {
                Some(entry) => self.add_entry(span, entry, start, end),
                None => {
                    let name = shown(self.text.slice(&leader.tokens));
                    let kind = if leader.kind == ActorType::Country {
                        ActorType::Place
                    } else {
                        leader.kind
                    };
                    let prefix = if kind == ActorType::Org { "org" } else { "place" };
                    let id = format!("{prefix}:{}", slug(&name));
                    self.add(
                        &id,
                        kind,
                        &name,
                        FoundMention {
                            start,
                            end,
                            form: MentionForm::Name,
                        },
                    );
                }
            }
        }
    }

    /// A mention of a known actor; a capital that stands for its government is a mention of the country too.
    fn add_entry(&mut self, span: &Span, entry: u32, start: usize, end: usize) {
        self.add_known(entry, start, end, MentionForm::Name);
        let government = self.lexicon.gazetteer.entry(entry).government;
        if let Some(country) = government
            && metonymy::stands_for_government(self.text, &span.tokens, self.lexicon)
        {
            self.add_known(country, start, end, MentionForm::Metonym);
        }
    }

    /// The countries and places that a longer name holds. A country inside the name of another, or of a known place, is not meant: Sudan in
    /// *South Sudan*, Ireland in *Northern Ireland*.
    fn add_nested(&mut self, span: &Span, language: Option<&str>) {
        if span.kind == ActorType::Person || span.tokens.len() < 2 {
            return;
        }
        let lexicon = self.lexicon;
        let class = span.entry.map(|entry| lexicon.gazetteer.entry(entry).class);
        let is_known_place = matches!(class, Some(ActorType::Country | ActorType::Place));
        for name in gazetteer_match::inside(self.text, &span.tokens, language, lexicon) {
            let entry = lexicon.gazetteer.entry(name.entry);
            if name.used == NameForm::Name
                && !(is_known_place && entry.class == ActorType::Country)
                && entry.class != ActorType::Person
                && span.entry != Some(name.entry)
                && !name.weak
            {
                self.add_known(name.entry, name.start, name.end, MentionForm::Nested);
            }
        }
    }

    fn finished(self) -> Vec<Actor> {
        let characters = Characters::of(self.text.text);
        let text = self.text.text;
        let mut actors: Vec<Actor> = self
            .found
            .into_iter()
            .map(|(mut actor, mut found)| {
                found.sort_by_key(|mention| (mention.start, mention.end));
                found.dedup_by_key(|mention| (mention.start, mention.end));
                actor.mentions = found
                    .iter()
                    .map(|mention| Mention {
                        text: text[mention.start..mention.end].to_string(),
                        start: characters.before(mention.start),
                        end: characters.before(mention.end),
                        form: mention.form,
                    })
                    .collect();
                actor.count = actor.mentions.len();
                actor
            })
            .collect();
        actors.sort_by_key(|actor| actor.mentions.first().map_or(usize::MAX, |mention| mention.start));
        actors
    }
}

/// A name as it is shown: one blank between words, and capitals only where a name has them.
fn shown(name: &str) -> String {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let loud = parts.len() > 1 && !name.contains(char::is_lowercase);
    if !loud {
        return parts.join(" ");
    }
    let lowered: Vec<String> = parts.iter().map(|part| titled(part)).collect();
    lowered.join(" ")
}

/// A word with small letters after the first of each of its pieces.
fn titled(word: &str) -> String {
    let mut begins = true;
    word.chars()
        .flat_map(|c| {
            let upper = std::mem::replace(&mut begins, !c.is_alphanumeric());
            if upper {
                vec![c]
            } else {
                c.to_lowercase().collect()
            }
        })
        .collect()
}

/// How many characters stand before a byte of a text.
pub(crate) struct Characters<'a> {
    text: &'a str,
    marks: Vec<(usize, usize)>,
}

/// The bytes between two places whose characters are counted beforehand.
const STRIDE: usize = 128;

impl<'a> Characters<'a> {
    /// Counts the characters of a text.
    pub(crate) fn of(text: &'a str) -> Characters<'a> {
        let mut marks = vec![(0, 0)];
        let mut next = STRIDE;
        for (count, (at, _)) in text.char_indices().enumerate() {
            if at >= next {
                marks.push((at, count));
                next = at + STRIDE;
            }
        }
        Characters { text, marks }
    }

    /// How many characters stand before a byte.
    pub(crate) fn before(&self, byte: usize) -> usize {
        let mark = self.marks.partition_point(|(at, _)| *at <= byte) - 1;
        let (at, count) = self.marks[mark];
        count + self.text[at..byte].chars().count()
    }
}
