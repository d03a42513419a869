//! The names of countries, places and organisations in the languages beyond French and English, and the demonyms of some: read when the first
//! text in one of them comes.

use super::{ANY, ENGLISH, FRENCH, Languages, NameForm, Phrases};
use crate::lexicon::{Lexicon, entries};
use std::sync::LazyLock;

pub(in crate::lexicon) const COUNTRIES: &str = include_str!("../country-names.tsv");
pub(in crate::lexicon) const PLACES: &str = include_str!("../place-names.tsv");
/// What organisations are called in one language, where that is not what they are called in all.
pub(in crate::lexicon) const ORGANISATIONS: &str = include_str!("../organisation-names.tsv");
/// The adjectives and nouns of origin, of Arabic too, which the first list lacks.
pub(super) const DEMONYMS: &str = include_str!("../country-demonyms.tsv");

/// The first bit of these languages.
const FIRST: u32 = 5;

/// The codes of the languages that have names here, in order; each has a bit of its own.
static CODES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut codes: Vec<&str> = entries(COUNTRIES)
        .filter_map(|mut fields| fields.next())
        .collect();
    codes.dedup();
    codes
});

/// The bit of a language that has names here.
pub(crate) fn bit(code: &str) -> Option<Languages> {
    let at = CODES.binary_search(&code).ok()?;
    Some(1 << (FIRST + at as u32))
}

/// The names in these languages, where one of them has names in these lists: none is read for a French or English text, nor for one whose
/// language is not known.
pub(super) fn phrases(languages: Languages) -> Option<&'static Phrases> {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
        let mut phrases = Phrases::default();
        add(&mut phrases, COUNTRIES, "country:", NameForm::Name);
        add(&mut phrases, PLACES, "place:", NameForm::Name);
        add(&mut phrases, ORGANISATIONS, "org:", NameForm::Name);
        add(&mut phrases, DEMONYMS, "country:", NameForm::Demonym);
        phrases
    });
    (languages & !(FRENCH | ENGLISH) != 0 && languages != ANY && languages != Languages::MAX)
        .then(|| &*PHRASES)
}

fn add(phrases: &mut Phrases, list: &'static str, prefix: &str, used: NameForm) {
    let known = &Lexicon::built_in().gazetteer;
    for fields in entries(list) {
        if let [language, id, names] = fields.collect::<Vec<_>>()[..]
            && let Some(bit) = super::own(language)
            && let Some(entry) = known.find(&format!("{prefix}{id}"))
        {
            phrases.spell(entry, used, bit, names);
        }
    }
}
