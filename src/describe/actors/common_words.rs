//! Known names that are common words too: in Arabic *مالي* is Mali, Malian, and financial.

use super::gazetteer_match::GazetteerMatch;
use crate::describe::tokens::TextTokens;
use crate::lexicon::actor_type::ActorType;
use crate::lexicon::entries;
use crate::lexicon::gazetteer::Gazetteer;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The names of a country that are common words too, and the words before them that tell.
struct CommonWord {
    country: String,
    forms: HashSet<&'static str>,
    country_behind: HashSet<&'static str>,
    other_behind: HashSet<&'static str>,
}

static COMMON: LazyLock<Vec<CommonWord>> = LazyLock::new(|| {
    let set = |words: &'static str| words.split('|').collect();
    entries(include_str!("../../lexicon/common-demonyms.tsv"))
        .filter_map(|mut fields| {
            Some(CommonWord {
                country: ActorType::Country.id(fields.next()?),
                forms: set(fields.next()?),
                country_behind: set(fields.next()?),
                other_behind: set(fields.next()?),
            })
        })
        .collect()
});

/// What a common word means where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Country,
    Other,
    Open,
}

/// Drops the common words that mean no country: those behind a word that tells so, and the undecided ones of a text that names the
/// country, its capital or its people in no other word.
pub(crate) fn settle(text: &TextTokens, known: &mut Vec<GazetteerMatch>, gazetteer: &Gazetteer) {
    for common in COMMON.iter() {
        let Some(own) = gazetteer.find(&common.country) else {
            continue;
        };
        let meaning = |name: &GazetteerMatch| {
            let is_common = name.entry == own && common.forms.contains(&text.text[name.start..name.end]);
            is_common.then(|| meaning(text, name, common))
        };
        let is_of_country =
            |name: &GazetteerMatch| gazetteer.entry(name.entry).government.unwrap_or(name.entry) == own;
        let named = known.iter().any(|name| {
            is_of_country(name) && meaning(name).is_none_or(|meaning| meaning == Meaning::Country)
        });
        known.retain(|name| match meaning(name) {
            None | Some(Meaning::Country) => true,
            Some(Meaning::Open) => named,
            Some(Meaning::Other) => false,
        });
    }
}

/// What the word before tells.
fn meaning(text: &TextTokens, name: &GazetteerMatch, common: &CommonWord) -> Meaning {
    let first = text.pieces.partition_point(|piece| piece.end <= name.start);
    let before = first.checked_sub(1).map(|at| &text.pieces[at]);
    let before = before.map_or("", |piece| &text.text[piece.start..piece.end]);
    match before {
        word if common.country_behind.contains(word) => Meaning::Country,
        word if common.other_behind.contains(word) => Meaning::Other,
        _ => Meaning::Open,
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::actors;
    use crate::lexicon::Lexicon;

    /// How often Mali is named in an Arabic text.
    fn mali(text: &str) -> usize {
        let found = actors::actors(None, text, Some("ar"), Lexicon::built_in());
        found
            .iter()
            .find(|actor| actor.id == "country:ML")
            .map_or(0, |actor| actor.count)
    }

    #[test]
    fn money_is_no_country_and_malians_are_malians() {
        for (text, times) in [
            (
                "قالت وزارة المالية إن الدعم المالي سيصل إلى البنوك قريبا. أعلنت الشركات المالية نتائجها.",
                0,
            ),
            ("قدم المركز تقريره المالي السنوي أمس.", 0),
            ("وصل الرئيس المالي إلى باماكو أمس.", 1),
            ("عاد وفد من مالي بعد لقاء الرئيس المالي ووزير المالية.", 2),
            ("وصل مئات الماليين أمس، وقال الجيش المالي إن الطريق مفتوح.", 2),
        ] {
            assert_eq!(mali(text), times, "{text}");
        }
    }
}
