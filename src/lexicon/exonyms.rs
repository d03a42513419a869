//! What countries and places are called in each language.

use super::actor_type::ActorType;
use super::entries;
use super::gazetteer::foreign::{COUNTRIES, PLACES};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The languages of the columns of names in the first list of countries, in their order.
const COLUMNS: [&str; 5] = ["fr", "en", "es", "pt", "ar"];

/// The first name of each, by language and identity: `fr country:CN`.
static EXONYMS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let mut exonyms = HashMap::new();
    for fields in entries(include_str!("countries.tsv")) {
        let fields: Vec<&str> = fields.collect();
        let id = ActorType::Country.id(fields[0]);
        for (language, names) in COLUMNS.iter().zip(fields.iter().skip(2)) {
            exonyms.insert(key(language, &id), first(names));
        }
        // The name under which a country is shown is the English one of the news.
        exonyms.insert(key("en", &id), fields[1]);
    }
    for (list, kind) in [(COUNTRIES, ActorType::Country), (PLACES, ActorType::Place)] {
        for fields in entries(list) {
            if let [language, id, names] = fields.collect::<Vec<_>>()[..] {
                exonyms.insert(key(language, &kind.id(id)), first(names));
            }
        }
    }
    exonyms
});

/// The name of a country (`country:CN`) or place (`place:pekin`) in a language (`de`); nothing where the lists have none.
pub(crate) fn exonym(language: &str, actor: &str) -> Option<&'static str> {
    EXONYMS.get(&key(language, actor)).copied()
}

fn key(language: &str, actor: &str) -> String {
    format!("{language} {actor}")
}

/// The first of names that are parted by `|`; declined forms stand behind it.
fn first(names: &'static str) -> &'static str {
    names.split('|').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::exonym;

    #[test]
    fn countries_and_places_are_called_as_the_language_has_it() {
        for (language, actor, name) in [
            ("fr", "country:CI", "Côte d'Ivoire"),
            ("en", "country:CI", "Ivory Coast"),
            ("de", "country:RU", "Russland"),
            ("pl", "place:moscou", "Moskwa"),
            ("ar", "country:RU", "روسيا"),
        ] {
            assert_eq!(exonym(language, actor), Some(name), "{language} {actor}");
        }
        assert_eq!(exonym("fr", "person:oumar-diarra"), None);
        assert_eq!(exonym("xx", "country:CI"), None);
    }
}
