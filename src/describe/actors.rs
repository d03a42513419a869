//! Which persons, organisations, countries and places the text names, and which mentions are one and the same.

//!
//! The layers, each of which works without the next: names that are known ([`gazetteer_match`]), names that their capitals and neighbours
//! show ([`surface_patterns`]), names that were learned ([`tagger`]), what is believed in a language that was not ([`witness`]), what
//! stands where several see something ([`overlap`]), how far a name reaches ([`expand`]), where a name begins and ends ([`shrink`]), one pass
//! over the whole text ([`propagate`]), and who is who ([`coref_people`], [`coref_names`], [`identity`]).

pub(crate) mod ambiguous_countries;
pub(crate) mod apply_decisions;
pub(crate) mod bearer;
pub(crate) mod cases;
pub(crate) mod common_words;
pub(crate) mod coref_names;
pub(crate) mod coref_people;
pub(crate) mod expand;
pub(crate) mod gazetteer_match;
pub(crate) mod identity;
pub(crate) mod linking;
pub(crate) mod metonymy;
pub(crate) mod misspelled_names;
pub(crate) mod names;
pub(crate) mod nicknames;
pub(crate) mod overlap;
pub(crate) mod person;
pub(crate) mod propagate;
pub(crate) mod setting;
pub(crate) mod shrink;
pub(crate) mod skeleton;
pub(crate) mod span;
pub(crate) mod surface_patterns;
pub(crate) mod tagger;
pub(crate) mod witness;

use crate::article::{Actor, title_and_body};
use crate::describe::tokens::TextTokens;
use crate::lexicon::Lexicon;
use crate::lexicon::gazetteer;
use std::sync::LazyLock;
use tagger::Tagger;

/// The layers that take part in the search for names, above the known ones.
#[derive(Debug, Clone, Copy)]
pub struct Layers<'t> {
    /// The learned tagger.
    pub tagger: Option<&'t Tagger>,
    /// What capitals and neighbours show.
    pub written: bool,
    /// How far a name reaches.
    pub grown: bool,
    /// Where a name begins and ends.
    pub trim: bool,
    /// The pass over the whole text.
    pub consistency: bool,
}

/// Whom and what a text names. Offsets count the characters of the title, an empty line and the body; of the body alone where
/// there is no title.
pub fn actors(title: Option<&str>, body: &str, language: Option<&str>, lexicon: &Lexicon) -> Vec<Actor> {
    static TAGGER: LazyLock<Tagger> = LazyLock::new(Tagger::built_in);
    let layers = Layers {
        tagger: Some(&TAGGER),
        written: true,
        grown: true,
        trim: true,
        consistency: true,
    };
    actors_by(&layers, title, body, language, lexicon)
}

/// The languages whose words the rules of the layers [`surface_patterns`] and [`expand`] know.
const RULED: gazetteer::Languages =
    gazetteer::FRENCH | gazetteer::ENGLISH | gazetteer::SPANISH | gazetteer::PORTUGUESE;

/// Whom and what a text names, as some of the layers find it.
pub fn actors_by(
    layers: &Layers,
    title: Option<&str>,
    body: &str,
    language: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<Actor> {
    let whole = title_and_body(title, body);
    let text = TextTokens::of(&whole);
    let languages = gazetteer::languages(language);
    let mut known = gazetteer_match::find(&text, language, lexicon);
    ambiguous_countries::settle(&text, &mut known, &lexicon.gazetteer);
    common_words::settle(&text, &mut known, &lexicon.gazetteer);
    let mut tagged = layers
        .tagger
        .map(|tagger| tagger.spans(&text, &known, language, lexicon))
        .unwrap_or_default();
    let ruled = languages & RULED != 0;
    let written = if layers.written && ruled {
        surface_patterns::find(&text, lexicon)
    } else {
        Vec::new()
    };
    // Before the known names are looked at: what nobody else sees must not hide them.
    if language.is_some_and(|language| !tagger::LEARNED.contains(&language)) {
        tagged.retain(|span| witness::stands(&text, span, lexicon));
    }
    if let Some(language) = language {
        witness::one_word_persons(&text, &mut tagged, language, lexicon);
    }
    let mut spans = overlap::merged(&text, &known, tagged, written, lexicon);
    if layers.grown {
        let expand = if ruled {
            expand::grown
        } else {
            expand::over_legal_forms
        };
        spans = expand(&text, spans, lexicon);
    }
    if layers.trim {
        spans = spans
            .into_iter()
            .filter_map(|span| shrink::trimmed(&text, span, lexicon))
            .map(|span| overlap::recognised(span, &known, lexicon))
            .collect();
    }
    if layers.consistency {
        spans = propagate::consistent(&text, spans, language, lexicon);
    }
    identity::identified(&text, &spans, &known, language, lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Mention, MentionForm};

    fn found(body: &str, language: &str) -> Vec<(String, Vec<(String, MentionForm)>)> {
        let actors = actors(None, body, Some(language), Lexicon::built_in());
        let mention = |mention: &Mention| (mention.text.clone(), mention.form);
        let actor = |actor: &Actor| (actor.id.clone(), actor.mentions.iter().map(mention).collect());
        actors.iter().map(actor).collect()
    }

    /// The people of a text, each with the texts of its mentions.
    pub(super) fn people(language: &str, body: &str) -> Vec<Vec<String>> {
        let people = found(body, language)
            .into_iter()
            .filter(|(id, _)| id.starts_with("person:"));
        people
            .map(|(_, mentions)| mentions.into_iter().map(|(text, _)| text).collect())
            .collect()
    }

    fn ids(body: &str, language: &str) -> Vec<String> {
        found(body, language).into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn a_french_text_names_its_actors() {
        let body = "Le général Oumar Diarra, chef d'état-major malien, a été reçu à Kigali. Diarra a vu le général \
                    Jean Bosco Kazura. JB Kazura, Kagamé et Paul Kagame ont salué la Minusma.";
        let found = found(body, "fr");
        let of = |id: &str| {
            found
                .iter()
                .find(|(own, _)| own == id)
                .map_or(0, |(_, mentions)| mentions.len())
        };
        let people = [
            "person:oumar-diarra",
            "person:jean-bosco-kazura",
            "person:paul-kagame",
        ]
        .map(of);
        assert_eq!(people, [2, 2, 2]);
        assert_eq!(["country:ML", "place:kigali", "org:minusma"].map(of), [1, 1, 1]);
    }

    #[test]
    fn a_known_name_is_known_behind_an_article() {
        for (body, country) in [
            (
                "Le Mali s’est éloigné hier de la France. Le Mali parle de la Russie.",
                "country:FR",
            ),
            (
                "Le Mali s’est éloigné hier de la France et de ses partenaires européens.",
                "country:FR",
            ),
            (
                "L’armée de la Gambie est entrée lundi dans la ville, selon le Niger.",
                "country:GM",
            ),
        ] {
            let ids = ids(body, "fr");
            let is_place = |id: &String| id.starts_with("place:") && id != "place:europe";
            assert!(
                ids.iter().any(|id| id == country) && !ids.iter().any(is_place),
                "{body}: {ids:?}"
            );
        }
    }

    #[test]
    fn a_capital_and_a_demonym_count_for_the_country() {
        let found = found("Bamako a annoncé le départ de soldats russes vers Gao.", "fr");
        let mali = found.iter().find(|(id, _)| id == "country:ML").unwrap();
        assert_eq!(mali.1, [("Bamako".to_string(), MentionForm::Metonym)]);
        let russia = found.iter().find(|(id, _)| id == "country:RU").unwrap();
        assert_eq!(russia.1, [("russes".to_string(), MentionForm::Demonym)]);
        assert!(!ids("Il est arrivé à Bamako.", "fr").contains(&"country:ML".to_string()));
    }

    #[test]
    fn names_of_a_list_are_those_of_several() {
        for (language, body, expected) in [
            (
                "fr",
                "Les joueurs : Drissa Kéïta Malé - Mady Tirera, Fily Macalou – Boubou Gassama.",
                [
                    "Drissa Kéïta Malé",
                    "Mady Tirera",
                    "Fily Macalou",
                    "Boubou Gassama",
                ]
                .as_slice(),
            ),
            (
                "es",
                "La Audiencia juzga desde ayer a los vecinos Modou Lamin Jatta y Ebrima Jatta.",
                &["Modou Lamin Jatta", "Ebrima Jatta"],
            ),
            (
                "es",
                "El ensayo de José Ortega y Gasset se lee hoy.",
                &["José Ortega y Gasset"],
            ),
        ] {
            let people = people(language, body);
            let names: Vec<&str> = people.iter().flatten().map(String::as_str).collect();
            assert_eq!(names, expected, "{body}");
        }
    }

    #[test]
    fn a_demonym_behind_a_title_is_nobody_s_name() {
        let found = ids("Le président Mozambicain, Filipe Nyusi, est arrivé.", "fr");
        assert_eq!(found, ["country:MZ", "person:filipe-nyusi"]);
    }

    #[test]
    fn an_office_before_a_name_is_no_part_of_it() {
        for (body, language, id) in [
            (
                "Ukrainian President Volodymyr Zelensky went.",
                "en",
                "person:volodymyr-zelensky",
            ),
            (
                "Kenyan Deputy President Rigathi Gachagua went.",
                "en",
                "person:rigathi-gachagua",
            ),
            ("Malian President Assimi Goita went.", "en", "person:assimi-goita"),
            (
                "Former minister for Women and Equalities Nicola Morganfield went.",
                "en",
                "person:nicola-morganfield",
            ),
            (
                "La ministre de la Santé et de la Famille Oumou Sidiki-Ba a démissionné.",
                "fr",
                "person:oumou-sidiki-ba",
            ),
            (
                "\"Many join,\" NASA Administrator Jim Bridenstine said.",
                "en",
                "person:jim-bridenstine",
            ),
            (
                "Ex-Außenminister Frank-Walter Steinmeier kommt.",
                "de",
                "person:frank-walter-steinmeier",
            ),
            (
                "Tesla-Chef Elon Musk kommt nach Berlin.",
                "de",
                "person:elon-musk",
            ),
        ] {
            let found = ids(body, language);
            let people: Vec<&String> = found.iter().filter(|id| id.starts_with("person:")).collect();
            assert_eq!(people, [id], "{body}");
        }
    }

    #[test]
    fn an_abbreviation_of_a_thing_is_no_organisation() {
        for body in [
            "The API and the UI use AI; see the FAQ as PDF.",
            "So I’ve seen it, and I’ll go.",
        ] {
            assert_eq!(ids(body, "en"), Vec::<String>::new(), "{body}");
        }
        assert_eq!(ids("They burn the Amazon rainforest.", "en"), ["place:amazonie"]);
        assert!(!ids("Amazon opened a warehouse.", "en").contains(&"place:amazonie".to_string()));
    }

    #[test]
    fn a_name_ends_before_the_verb_and_keeps_its_particles() {
        for (body, language, id) in [
            ("Viktor Tarkov joue Chopin", "fr", "person:viktor-tarkov"),
            ("Awa Diallo chante Brel à Dakar", "fr", "person:awa-diallo"),
            (
                "Elisha Kipruto arap Sang est arrivé.",
                "fr",
                "person:elisha-kipruto-arap-sang",
            ),
            (
                "Mohamed Salem uld Bilal est arrivé.",
                "fr",
                "person:mohamed-salem-uld-bilal",
            ),
            (
                "Le ministre Salem ibn Ghitawi est arrivé.",
                "fr",
                "person:salem-ibn-ghitawi",
            ),
        ] {
            let found = ids(body, language);
            assert!(found.iter().any(|found| found == id), "{body}: {found:?}");
        }
    }

    #[test]
    fn an_acronym_is_learned_where_the_text_explains_it() {
        let body = "Le Front pour la concorde du Logone (FCL) a parlé. Selon le FCL, tout va bien.";
        let found = found(body, "fr");
        let front = found.iter().find(|(id, _)| id.starts_with("org:front")).unwrap();
        assert_eq!(
            front
                .1
                .iter()
                .filter(|(_, form)| *form == MentionForm::Name)
                .count(),
            3
        );
    }

    #[test]
    fn a_nickname_that_the_text_explains_is_its_bearer_s() {
        for (language, body) in [
            (
                "fr",
                "Le convoyeur Moussa Traoré, dit Karim Vieux, a été relâché. Karim Vieux a remercié ses avocats.",
            ),
            (
                "en",
                "The trader Abdikarim Shire, known as Gaab, was freed. Gaab thanked his lawyers.",
            ),
        ] {
            let people = ids(body, language)
                .into_iter()
                .filter(|id| id.starts_with("person:"));
            assert_eq!(people.count(), 1, "{body}");
        }
    }

    #[test]
    fn other_languages_get_countries_capitals_and_known_organisations() {
        let arabic = ids("وصل الوفد إلى باماكو قادما من روسيا", "ar");
        assert_eq!(arabic, ["place:bamako", "country:RU"]);
        let spanish = ids(
            "El presidente de Malí visitó Moscú; la ONU y los rusos callan.",
            "es",
        );
        assert_eq!(spanish, ["country:ML", "place:moscou", "org:un", "country:RU"]);
        let portuguese = ids(
            "O presidente de Angola chegou a Maputo; a ONU e os moçambicanos calam.",
            "pt",
        );
        assert_eq!(portuguese, ["country:AO", "place:maputo", "org:un", "country:MZ"]);
    }

    #[test]
    fn every_mention_cuts_its_name() {
        let title = "Côte d’Ivoire : l’été à Abidjan";
        let body = "À Abidjan, Alassane Ouattara — « ADO » — a reçu l’ONU.";
        let text: Vec<char> = title_and_body(Some(title), body).chars().collect();
        for actor in actors(Some(title), body, Some("fr"), Lexicon::built_in()) {
            for mention in actor.mentions {
                let cut: String = text[mention.start..mention.end].iter().collect();
                assert_eq!(cut, mention.text);
            }
        }
    }
}
