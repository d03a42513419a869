//! Which countries, places and organisations are known, in which spellings and languages.

pub(crate) mod foreign;

use super::actor_type::ActorType;
use super::entries;
use crate::hash::{ByHash, fx64_joined, fx64_word};
use crate::text::name_words;
use std::collections::HashMap;

/// A known actor.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its identity: `country:ML`, `place:bamako`, `org:un`.
    pub id: String,
    /// What it is.
    pub class: ActorType,
    /// The name under which it is shown.
    pub name: String,
    /// The country for whose government it may stand, as an entry.
    pub government: Option<u32>,
}

/// How a spelling names its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameForm {
    /// As a name.
    Name,
    /// As an adjective or noun of origin.
    Demonym,
    /// As the first half of a compound adjective: *franco* in franco-malien.
    Prefix,
}

/// Languages in which a spelling counts, as a set of bits.
pub(crate) type Languages = u64;
/// French.
pub(crate) const FRENCH: Languages = 1;
/// English.
pub(crate) const ENGLISH: Languages = 2;
/// Spanish.
pub(crate) const SPANISH: Languages = 4;
/// Portuguese.
pub(crate) const PORTUGUESE: Languages = 8;
/// Languages in the Arabic script.
pub(crate) const ARABIC: Languages = 16;
/// The languages whose names of countries and demonyms are in one list: what a text of an unknown language may be written in.
pub(crate) const ANY: Languages = 31;
/// The names of those languages, without their demonyms, in a text of another.
const NAMES: Languages = 1 << 63;
/// Every language.
const ALL: Languages = Languages::MAX;

/// The bits of a language by its ISO 639-1 code: its own, and the names of the others; any of the five where it has no names here.
pub(crate) fn languages(code: Option<&str>) -> Languages {
    match code.and_then(own) {
        Some(five) if five & ANY != 0 => five,
        Some(other) => other | NAMES,
        None => ANY,
    }
}

/// The bit of a language by its ISO 639-1 code, where it has one.
pub(crate) fn own(code: &str) -> Option<Languages> {
    match code {
        "fr" => Some(FRENCH),
        "en" => Some(ENGLISH),
        "es" => Some(SPANISH),
        "pt" => Some(PORTUGUESE),
        "ar" => Some(ARABIC),
        other => foreign::bit(other),
    }
}

/// One spelling of an entry.
#[derive(Debug, Clone)]
pub struct Spelling {
    /// The entry it names.
    pub entry: u32,
    /// How it names it.
    pub used: NameForm,
    /// Where it counts.
    pub languages: Languages,
    /// For every word, how it must be written.
    pub letters: Vec<CasePattern>,
}

/// How a word of a spelling must be written in a text, from the loosest to the strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CasePattern {
    /// In any case.
    Any,
    /// With a capital first.
    Capital,
    /// All in capitals: a short acronym.
    Capitals,
}

impl CasePattern {
    /// How the word of a list must be written in a text.
    fn of(word: &str) -> CasePattern {
        let upper = |c: char| c.is_uppercase();
        if !word.starts_with(upper) {
            CasePattern::Any
        } else if word.chars().nth(1).is_some() && word.chars().all(|c| upper(c) || c.is_numeric()) {
            CasePattern::Capitals
        } else {
            CasePattern::Capital
        }
    }

    /// Whether a word of a text is written so.
    pub fn fit(self, word: &str) -> bool {
        match self {
            CasePattern::Any => true,
            CasePattern::Capital => !word.starts_with(char::is_lowercase),
            CasePattern::Capitals => !word.contains(char::is_lowercase),
        }
    }
}

/// The known names as a tree over the hashes of their words.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    by_id: HashMap<String, u32>,
    phrases: Phrases,
}

/// Spellings by the hashes of their words.
#[derive(Debug, Clone, Default)]
struct Phrases {
    spellings: Vec<Spelling>,
    /// The spellings that end at a phrase, by the hash of the phrase; empty where the phrase only begins longer ones.
    ends: HashMap<u64, Vec<u32>, ByHash>,
}

impl Gazetteer {
    /// The lists of the program.
    pub(super) fn built_in() -> Gazetteer {
        let mut known = Gazetteer::default();
        for fields in entries(include_str!("countries.tsv")) {
            known.add_country(&fields.collect::<Vec<_>>());
        }
        for fields in entries(include_str!("places.tsv")) {
            known.add_place(&fields.collect::<Vec<_>>());
        }
        for fields in entries(include_str!("organisations.tsv")) {
            known.add_named(&fields.collect::<Vec<_>>(), "org", ActorType::Org);
        }
        for fields in entries(include_str!("persons.tsv")) {
            known.add_named(&fields.collect::<Vec<_>>(), "person", ActorType::Person);
        }
        known.add_arabic_demonyms();
        known.add_derived(include_str!("place-demonyms.tsv"), "place:", NameForm::Demonym);
        known.add_derived(include_str!("demonym-prefixes.tsv"), "country:", NameForm::Prefix);
        known
    }

    fn add_country(&mut self, fields: &[&'static str]) {
        let [code, name, columns @ ..] = fields else {
            return;
        };
        let entry = self.add_entry(&ActorType::Country.id(code), ActorType::Country, name, None);
        let names = [FRENCH, ENGLISH, SPANISH, PORTUGUESE, ARABIC].map(|language| (NameForm::Name, language));
        let demonyms = [FRENCH, ENGLISH, SPANISH, PORTUGUESE].map(|language| (NameForm::Demonym, language));
        for (column, (used, language)) in columns.iter().zip(names.into_iter().chain(demonyms)) {
            let elsewhere = if used == NameForm::Name { NAMES } else { 0 };
            self.spell(entry, used, language | elsewhere, column);
        }
    }

    fn add_named(&mut self, fields: &[&'static str], prefix: &str, class: ActorType) {
        let [id, name, spellings] = fields else { return };
        let entry = self.add_entry(&format!("{prefix}:{id}"), class, name, None);
        self.spell(entry, NameForm::Name, ALL, spellings);
    }

    fn add_place(&mut self, fields: &[&'static str]) {
        let [id, name, spellings, government] = fields else {
            return;
        };
        let government = self.by_id.get(&ActorType::Country.id(government)).copied();
        let entry = self.add_entry(&ActorType::Place.id(id), ActorType::Place, name, government);
        self.spell(entry, NameForm::Name, ALL, spellings);
    }

    fn add_derived(&mut self, list: &'static str, prefix: &str, used: NameForm) {
        for fields in entries(list) {
            if let [word, id] = fields.collect::<Vec<_>>()[..]
                && let Some(entry) = self.by_id.get(&format!("{prefix}{id}")).copied()
            {
                self.spell(entry, used, ANY, word);
            }
        }
    }

    /// What stands before the name of a person in Arabic is told from it by these, where no capital tells.
    fn add_arabic_demonyms(&mut self) {
        for fields in entries(foreign::DEMONYMS) {
            if let ["ar", code, words] = fields.collect::<Vec<_>>()[..]
                && let Some(entry) = self.by_id.get(&ActorType::Country.id(code)).copied()
            {
                self.spell(entry, NameForm::Demonym, ARABIC, words);
            }
        }
    }

    /// Adds an actor, or finds the one of this identity.
    pub fn add_entry(&mut self, id: &str, class: ActorType, name: &str, government: Option<u32>) -> u32 {
        if let Some(entry) = self.by_id.get(id) {
            return *entry;
        }
        let entry = self.entries.len() as u32;
        self.entries.push(Entry {
            id: id.to_string(),
            class,
            name: name.to_string(),
            government,
        });
        self.by_id.insert(id.to_string(), entry);
        entry
    }

    /// Adds spellings, parted by `|`, of an entry.
    pub fn spell(&mut self, entry: u32, used: NameForm, languages: Languages, spellings: &str) {
        self.phrases.spell(entry, used, languages, spellings);
    }

    /// The spellings of the phrase with this hash in languages, those of the languages' own lists first; nothing where no known name
    /// even begins with it.
    pub fn phrase(&self, hash: u64, languages: Languages) -> Option<impl Iterator<Item = &Spelling>> {
        let own = foreign::phrases(languages).and_then(|phrases| phrases.get(hash));
        let shared = self.phrases.get(hash);
        (own.is_some() || shared.is_some()).then(|| {
            let spellings = own.into_iter().flatten().chain(shared.into_iter().flatten());
            spellings.filter(move |spelling| spelling.languages & languages != 0)
        })
    }

    /// Whether a word is an adjective or noun of origin, by its hash.
    pub fn is_demonym(&self, word: u64) -> bool {
        self.phrase(fx64_joined(0, word), ANY)
            .is_some_and(|mut spellings| spellings.any(|spelling| spelling.used == NameForm::Demonym))
    }

    /// An entry by its number.
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The codes of all countries.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .filter(|entry| entry.class == ActorType::Country)
            .filter_map(|entry| Some(ActorType::parted(&entry.id)?.1))
    }

    /// An entry by its identity.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Every actor that a phrase names in some language, by name or as a demonym, in whatever case.
    pub fn named(&self, phrase: &str) -> Vec<&Entry> {
        let mut found: Vec<u32> = self
            .phrase(crate::hash::fx64_phrase(phrase), ALL)
            .into_iter()
            .flatten()
            .filter(|spelling| spelling.used != NameForm::Prefix)
            .map(|spelling| spelling.entry)
            .collect();
        found.dedup();
        found.into_iter().map(|entry| self.entry(entry)).collect()
    }
}

impl Phrases {
    fn spell(&mut self, entry: u32, used: NameForm, languages: Languages, spellings: &str) {
        for spelling in spellings.split('|').filter(|spelling| !spelling.is_empty()) {
            let mut hash = 0;
            let mut letters = Vec::new();
            for word in name_words(spelling) {
                hash = fx64_joined(hash, fx64_word(word.text));
                self.ends.entry(hash).or_default();
                letters.push(CasePattern::of(word.text));
            }
            // Inside a longer name an acronym may be written as a word: Assemblée générale de l'Onu.
            if letters.len() > 1 {
                let capital = |letters: &mut CasePattern| *letters = (*letters).min(CasePattern::Capital);
                letters.iter_mut().for_each(capital);
            }
            let number = self.spellings.len() as u32;
            self.spellings.push(Spelling {
                entry,
                used,
                languages,
                letters,
            });
            self.ends.entry(hash).or_default().push(number);
        }
    }

    fn get(&self, hash: u64) -> Option<impl Iterator<Item = &Spelling>> {
        let numbers = self.ends.get(&hash)?;
        Some(numbers.iter().map(|number| &self.spellings[*number as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;

    #[test]
    fn countries_and_organisations_are_known_in_every_language() {
        let known = &Lexicon::built_in().gazetteer;
        for (phrase, id) in [
            ("Russie", "country:RU"),
            ("Russia", "country:RU"),
            ("russes", "country:RU"),
            ("Rusia", "country:RU"),
            ("روسيا", "country:RU"),
            ("RD Congo", "country:CD"),
            ("burkinabè", "country:BF"),
            ("Etats-Unis", "country:US"),
            ("Nations unies", "org:un"),
            ("N’Djaména", "place:n-djamena"),
            ("Jnim", "org:jnim"),
        ] {
            let ids: Vec<&str> = known
                .named(phrase)
                .iter()
                .map(|entry| entry.id.as_str())
                .collect();
            assert!(ids.contains(&id), "{phrase}: {ids:?}");
        }
    }

    #[test]
    fn a_capital_stands_for_its_government() {
        let known = &Lexicon::built_in().gazetteer;
        let bamako = known.entry(known.find("place:bamako").unwrap());
        assert_eq!(known.entry(bamako.government.unwrap()).id, "country:ML");
    }
}
