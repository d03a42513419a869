//! Which language the article is written in: the guess from its letters, and the page's own declaration as a second witness.

use super::candidates::{Candidate, DecidedFact};
use super::layout::PageLayout;
use crate::article::Evidence;
use crate::lexicon;
use crate::parse::declared::{MetaFact, MetaTag};
use crate::text;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use whatlang::{Info, Lang};

/// How much text is read: enough to be sure.
const ENOUGH: usize = 6_000;
/// Text shorter than this, in characters, decides nothing against the declaration.
const TOO_SHORT: usize = 60;
/// In how many words at least the small ones are counted, and in how many where they are very many: their share and how many different.
const FEWEST: usize = 14;
const FEWEST_DENSE: (usize, f32, usize) = (8, 0.4, 4);
/// The share and the number of different small words at which a language is believed that has twice as many of its own as any other: where
/// the guesser is sure of another language, and where it is not.
const APART: (f32, usize) = (0.15, 5);
const UNSURE_APART: (f32, usize) = (0.12, 3);
/// The share of function words at which a language that the guesser does not know is believed.
const FUNCTION_WORDS: f32 = 0.17;

/// Languages that the guesser takes for a relative that it knows: the relative, the language.
const RELATIVES: [(&str, &str); 2] = [("zu", "xh"), ("pt", "gl")];
/// How many of its own words a language taken for its relative must have in the text.
const OWN_WORDS: f32 = 3.0;

/// By function word the languages that have it, of those that the guesser does not know, and of their relatives.
static FUNCTION_WORDS_OF: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<&str>> = HashMap::new();
    for mut fields in lexicon::entries(include_str!("../lexicon/language-words.tsv")) {
        if let (Some(language), Some(word)) = (fields.next(), fields.next()) {
            words.entry(word).or_default().push(language);
        }
    }
    words
});

/// The language of the article, as an ISO 639-1 code where there is one.
pub(super) fn language(
    scene: &PageLayout,
    title: Option<&str>,
    declared: &[MetaTag],
    linked: Option<&str>,
) -> DecidedFact<String> {
    decided(
        declared_languages(scene, declared, linked),
        &article_text(scene, title),
    )
}

/// The language of a text that was declared to be in one.
pub(super) fn of_text(text: &str, declared: Option<&str>) -> DecidedFact<String> {
    let declared = declared.and_then(code);
    let claims = declared.map(|code| Candidate::new(code, Evidence::Container, "language", 0.6));
    let end = text.char_indices().nth(ENOUGH).map_or(text.len(), |(at, _)| at);
    decided(claims.into_iter().collect(), &text[..end])
}

fn decided(mut claims: Vec<Candidate<String>>, text: &str) -> DecidedFact<String> {
    let own = claims.first().map(|claim| claim.value.clone());
    if let Some((code, weight)) = guessed(text, own.as_deref()) {
        claims.push(Candidate::new(
            code,
            Evidence::Text,
            "the letters of the text",
            weight,
        ));
    }
    let weight = |at: &usize| claims[*at].weight;
    let winner = (0..claims.len()).max_by(|i, j| weight(i).total_cmp(&weight(j)).then(j.cmp(i)));
    DecidedFact::decided(claims, winner, |a, b| a == b)
}

/// The text whose language is asked: the body, or where there is none the title and what stands on the page.
fn article_text(scene: &PageLayout, title: Option<&str>) -> String {
    let mut text = String::new();
    for (_, block) in scene.paragraphs() {
        text.push_str(&block.text);
        text.push('\n');
        if text.len() > ENOUGH {
            return text;
        }
    }
    if text.chars().count() < TOO_SHORT {
        text.push_str(title.unwrap_or_default());
        for block in scene
            .document
            .blocks
            .iter()
            .filter(|b| b.text.len() > 80 && text.len() < ENOUGH)
            .take(10)
            .collect::<Vec<_>>()
        {
            text.push('\n');
            text.push_str(&block.text);
        }
    }
    text
}

fn declared_languages(
    scene: &PageLayout,
    declared: &[MetaTag],
    linked: Option<&str>,
) -> Vec<Candidate<String>> {
    let page = scene
        .document
        .head
        .lang
        .as_deref()
        .map(|lang| (lang, Evidence::Meta, "html lang", 0.6));
    let tags = declared.iter().filter(|d| d.fact == MetaFact::Language);
    let tags = tags.map(|tag| (tag.content, tag.evidence, tag.name, 0.55));
    let linked = linked.map(|lang| (lang, Evidence::JsonLd, "inLanguage", 0.58));
    let all = page.into_iter().chain(linked).chain(tags);
    all.filter_map(|(lang, evidence, place, weight)| {
        Some(Candidate::new(code(lang)?, evidence, place, weight))
    })
    .collect()
}

/// The code of a declared language: `fr` of `fr-FR`, `no` of `nb_NO`.
pub(super) fn code(declared: &str) -> Option<String> {
    let first = declared
        .trim()
        .split(['-', '_', ',', ';', ' '])
        .next()?
        .to_ascii_lowercase();
    let code = match first.as_str() {
        "nb" | "nn" | "nob" | "nno" => "no",
        "iw" => "he",
        "in" => "id",
        "jp" => "ja",
        "cn" => "zh",
        "ua" => "uk",
        "english" | "eng" => "en",
        "french" | "francais" | "fra" | "fre" => "fr",
        "german" | "deutsch" | "deu" | "ger" => "de",
        "spanish" | "spa" => "es",
        "sr" | "srp" => "sr",
        other => other,
    };
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_string())
}

/// The region of a declared language: `GB` of `en-GB`.
pub(super) fn region(declared: &str) -> Option<&str> {
    let region = declared.trim().split(['-', '_']).nth(1)?;
    (region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic())).then_some(region)
}

/// The language of a text and how sure it is, from 0 to 1.
fn guessed(text: &str, declared: Option<&str>) -> Option<(String, f32)> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 10 {
        return None;
    }
    let guess = whatlang::detect(text);
    if let Some(found) = by_function_words(text, declared, guess.as_ref()) {
        return Some(found);
    }
    let info = guess?;
    let code = iso(info.lang());
    let agrees = declared == Some(code);
    let known = declared.is_none_or(|d| Lang::all().iter().any(|lang| iso(*lang) == d));
    let length = (letters as f32 / 400.0).min(1.0);
    let weight = match (agrees, known) {
        (true, _) => 0.95,
        (false, true) => 0.35 + 0.6 * length * (0.4 + 0.6 * info.confidence() as f32),
        // The page declares a language that the guesser cannot know: it must be very sure of another.
        (false, false) => 0.3 + 0.6 * length * info.confidence() as f32,
    };
    let cyrillic_serbian =
        declared.is_some_and(|d| matches!((d, code), ("sr" | "bs" | "hr" | "me", "hr" | "sr" | "sl")));
    Some(if cyrillic_serbian {
        (declared.unwrap_or(code).to_string(), 0.9)
    } else {
        (code.to_string(), weight)
    })
}

/// A language outside the guesser's knowledge whose small words make up much of the text; the declared one needs fewer of them.
fn by_function_words(text: &str, declared: Option<&str>, guess: Option<&Info>) -> Option<(String, f32)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = text::words(&lower).map(|word| word.text).take(400).collect();
    let mut counts: HashMap<&str, f32> = HashMap::new();
    for language in words
        .iter()
        .filter_map(|word| FUNCTION_WORDS_OF.get(*word))
        .flatten()
    {
        *counts.entry(language).or_default() += 1.0;
    }
    let count = |language: &str| counts.get(language).copied().unwrap_or_default();
    let guessed = guess.map(|info| iso(info.lang()));
    for (relative, language) in RELATIVES {
        if guessed == Some(relative) && count(language) >= OWN_WORDS && count(language) > count(relative) {
            return Some((language.to_string(), 0.9));
        }
    }
    let is_relative = |language: &str| RELATIVES.iter().any(|(relative, _)| *relative == language);
    let unknown = counts.into_iter().filter(|(language, _)| !is_relative(language));
    let scored = unknown.map(|(language, count)| {
        let bonus = if declared == Some(language) { 0.06 } else { 0.0 };
        (language, count / words.len() as f32 + bonus)
    });
    let mut scored: Vec<(&str, f32)> = scored.collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let (language, score) = *scored.first()?;
    let second = scored.get(1).map_or(0.0, |(_, score)| *score);
    let sure_of_other = guess.is_some_and(|info| info.confidence() > 0.9);
    let needed = if declared == Some(language) {
        FUNCTION_WORDS
    } else if sure_of_other {
        0.3
    } else {
        0.22
    };
    let distinct = distinct_words(&words, language);
    let apart = score >= 2.0 * second
        && match sure_of_other {
            true => score >= APART.0 && distinct >= APART.1,
            false => score >= UNSURE_APART.0 && distinct >= UNSURE_APART.1,
        };
    let (fewest, share, different) = FEWEST_DENSE;
    let dense = apart && words.len() >= fewest && score >= share && distinct >= different;
    (dense || words.len() >= FEWEST && (score >= needed || apart)).then(|| (language.to_string(), 0.9))
}

/// How many different function words of a language stand among some words.
fn distinct_words(words: &[&str], language: &str) -> usize {
    let has = |word: &&&str| {
        FUNCTION_WORDS_OF
            .get(**word)
            .is_some_and(|languages| languages.contains(&language))
    };
    words.iter().filter(has).collect::<HashSet<_>>().len()
}

/// The ISO 639-1 code of a language that the guesser knows.
fn iso(lang: Lang) -> &'static str {
    static CODES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let codes = lexicon::entries(include_str!("../lexicon/guesser-languages.tsv"));
        codes
            .filter_map(|mut fields| Some((fields.next()?, fields.next()?)))
            .collect()
    });
    CODES.get(lang.code()).copied().unwrap_or("und")
}

#[cfg(test)]
mod told_apart;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_guesser_has_a_code() {
        let without: Vec<&str> = Lang::all()
            .iter()
            .filter(|lang| iso(**lang) == "und")
            .map(|lang| lang.code())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }

    #[test]
    fn declared_languages_have_codes() {
        for (declared, language) in [
            ("fr-FR", Some("fr")),
            ("nb_NO", Some("no")),
            ("English", Some("en")),
            ("x", None),
        ] {
            assert_eq!(code(declared).as_deref(), language);
        }
        assert_eq!(region("en-GB"), Some("GB"));
    }

    #[test]
    fn languages_unknown_to_the_guesser_are_told_by_their_small_words() {
        let swahili = "Waziri wa afya amesema kwamba watu wengi katika mkoa huo wamepata chanjo, na kazi hiyo ni ya muhimu kwa nchi hii kwa \
                       sababu ya ugonjwa huo ambao umeenea baada ya mvua.";
        assert_eq!(guessed(swahili, Some("en")).unwrap().0, "sw");
        let short = "Rais amewasili mjini Mwanza leo asubuhi na kupokelewa na viongozi wa mkoa.";
        assert_eq!(guessed(short, None).unwrap().0, "sw");
        let xhosa = "Urhulumente uthe abantu abaninzi balinde amanzi ngoku kwaye izindlu zabo azikagqitywa okanye azikaqalwa. Nangona kunjalo, \
                     usodolophu uthi umsebenzi uza kuqala kule nyanga kunye noluntu.";
        assert_eq!(guessed(xhosa, Some("en")).unwrap().0, "xh");
        let zulu = "Uhulumeni uthe abantu abaningi balinde amanzi manje futhi izindlu zabo azikaqedwa noma azikaqalwa. Imeya ithi umsebenzi \
                    uzoqala kule nyanga kanye nomphakathi ngoba imali isikhona.";
        assert_eq!(guessed(zulu, Some("en")).unwrap().0, "zu");
        let english = "The minister of health has said that many people in the region were given the vaccine after the rains.";
        assert_eq!(guessed(english, None).unwrap().0, "en");
    }
}
