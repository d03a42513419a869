//! Which words, phrases and names are known: built in, then the user's.
//!
//! The built-in lists are files in `src/lexicon/`: one entry a line, fields parted by tabs, `#` for comments, the first line
//! naming source and licence, the entries sorted. `tests/lists.rs` holds them to that. They are read on first use, so that
//! a command that needs no names pays nothing for them.

pub mod actor_type;
pub mod curation;
pub(crate) mod declined;
pub(crate) mod exonyms;
pub(crate) mod gazetteer;
pub(crate) mod inflections;
pub mod languages;
pub mod words;

use gazetteer::Gazetteer;
use std::sync::{LazyLock, OnceLock};
use words::{PhraseSet, WordSet};

/// The longest lists are read when a text is, and not for a question: together they cost as much as all the others.
static GIVEN_NAMES_WORLD: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("lexicon/given-names-world.txt")));
static SURNAMES_WORLD: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(include_str!("lexicon/surnames-world.txt")));
static PLACE_NAMES_WORLD: LazyLock<PhraseSet> =
    LazyLock::new(|| PhraseSet::of(include_str!("lexicon/place-names-world.txt")));

/// All that is known of names and words before a text is read.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Countries, places and organisations with their spellings.
    pub gazetteer: Gazetteer,
    /// Titles, ranks, roles and forms of address that stand before a name.
    pub titles: WordSet,
    /// Letters and words behind the name of a person that are no part of it.
    pub post_nominals: WordSet,
    /// Given names.
    pub given_names: WordSet,
    /// Family names.
    pub surnames: WordSet,
    /// Given names of the world, beyond those of the news.
    pub given_names_world: &'static LazyLock<WordSet>,
    /// Family names of the world, beyond those of the news.
    pub surnames_world: &'static LazyLock<WordSet>,
    /// Cities and regions of the world, beyond those that have an identity.
    pub place_names_world: &'static LazyLock<PhraseSet>,
    /// Words that say that somebody spoke.
    pub speech_verbs: WordSet,
    /// Function words: articles, prepositions, auxiliaries.
    pub function_words: WordSet,
    /// Small words and particles inside the names of people.
    pub name_particles: WordSet,
    /// *And*, where double names have it inside too: *Ortega y Gasset*.
    pub name_conjunctions: WordSet,
    /// Letters that say of what legal form a company is.
    pub legal_forms: WordSet,
    /// Words with which the names of organisations begin.
    pub organisation_heads: WordSet,
    /// Words with which the names of organisations end.
    pub organisation_tails: WordSet,
    /// Words with which the names of places begin.
    pub place_heads: WordSet,
    /// What administrative divisions are called behind their names.
    pub divisions: WordSet,
    /// Names of military units that a number precedes.
    pub unit_heads: WordSet,
    /// Heads of names that are written in small letters too: *tribunal*, *lac*.
    pub small_heads: WordSet,
    /// What places are that are called by the name right behind: *hôpital*, *marché*.
    pub facility_heads: WordSet,
    /// Names of institutions that every country has: *Assemblée nationale*.
    pub institutions: WordSet,
    /// Bodies whose name a demonym completes: *forces armées maliennes*.
    pub national_bodies: WordSet,
    /// Words that stand before the name of a place.
    pub place_cues: WordSet,
    /// Names of places that are also something else: they count only with a cue.
    pub weak_places: WordSet,
    /// Words that are never a name by themselves, though they are written with a capital.
    pub capitalised_words: WordSet,
    /// Small words after which nobody acts.
    pub linking_words: WordSet,
    /// Words after which a capital stands for its government.
    pub government_cues: WordSet,
    /// Words after which a new clause begins.
    pub conjunctions: WordSet,
}

impl Lexicon {
    /// The lists of the program, read once.
    pub fn built_in() -> &'static Lexicon {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        BUILT_IN.get_or_init(|| Lexicon {
            gazetteer: Gazetteer::built_in(),
            titles: WordSet::of(include_str!("lexicon/titles.txt")),
            post_nominals: WordSet::of(include_str!("lexicon/post-nominals.txt")),
            given_names: WordSet::of(include_str!("lexicon/given-names.txt")),
            surnames: WordSet::of(include_str!("lexicon/surnames.txt")),
            given_names_world: &GIVEN_NAMES_WORLD,
            surnames_world: &SURNAMES_WORLD,
            place_names_world: &PLACE_NAMES_WORLD,
            speech_verbs: WordSet::of(include_str!("lexicon/speech-verbs.txt")),
            function_words: WordSet::of(include_str!("lexicon/function-words.txt")),
            name_particles: WordSet::of(include_str!("lexicon/name-particles.txt")),
            name_conjunctions: WordSet::of(include_str!("lexicon/name-conjunctions.txt")),
            legal_forms: WordSet::of(include_str!("lexicon/legal-forms.txt")),
            organisation_heads: WordSet::of(include_str!("lexicon/organisation-heads.txt")),
            organisation_tails: WordSet::of(include_str!("lexicon/organisation-tails.txt")),
            place_heads: WordSet::of(include_str!("lexicon/place-heads.txt")),
            divisions: WordSet::of(include_str!("lexicon/divisions.txt")),
            unit_heads: WordSet::of(include_str!("lexicon/unit-heads.txt")),
            small_heads: WordSet::of(include_str!("lexicon/small-heads.txt")),
            facility_heads: WordSet::of(include_str!("lexicon/facility-heads.txt")),
            institutions: WordSet::of(include_str!("lexicon/institutions.txt")),
            national_bodies: WordSet::of(include_str!("lexicon/national-bodies.txt")),
            place_cues: WordSet::of(include_str!("lexicon/place-cues.txt")),
            weak_places: WordSet::of(include_str!("lexicon/weak-places.txt")),
            capitalised_words: WordSet::of(include_str!("lexicon/capitalised-words.txt")),
            linking_words: WordSet::of(include_str!("lexicon/linking-words.txt")),
            government_cues: WordSet::of(include_str!("lexicon/government-cues.txt")),
            conjunctions: WordSet::of(include_str!("lexicon/conjunctions.txt")),
        })
    }
}

/// The entries of a list: the fields of every line that is neither empty nor a comment.
pub fn entries(list: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t'))
}
