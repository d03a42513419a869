//! The forms in which a declined name is listed: *Szczerba* for *Szczerbie*, *Niedersachsen* for *Niedersachsens*.

use super::entries;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A name has at least so many letters without its ending, in an alphabet; of syllables two are enough.
const STEM: usize = 3;
const SYLLABLES: usize = 2;

/// By language the endings of cases, each with the ending of the name as it is listed; what a hyphen follows stands before the name.
static ENDINGS: LazyLock<HashMap<&'static str, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut endings: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for fields in entries(include_str!("name-endings.tsv")) {
        if let [language, declined, listed] = fields.collect::<Vec<_>>()[..] {
            endings.entry(language).or_default().push((declined, listed));
        }
    }
    endings
});

/// The forms, in small letters, of which a word may be a case in a language.
pub(crate) fn listed_forms(language: Option<&str>, word: &str) -> Vec<String> {
    let Some(endings) = language.and_then(|language| ENDINGS.get(language)) else {
        return Vec::new();
    };
    let small = word.to_lowercase();
    let listed = |(declined, listed): &(&str, &str)| {
        let stem = match declined.strip_suffix('-') {
            Some(before) => small.strip_prefix(before)?,
            None => small.strip_suffix(declined)?,
        };
        let least = if stem.starts_with(is_syllable) {
            SYLLABLES
        } else {
            STEM
        };
        (stem.chars().count() >= least).then(|| format!("{stem}{listed}"))
    };
    endings.iter().filter_map(listed).collect()
}

/// Whether a character is a syllable: Ethiopic, Hangul.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{1200}'..='\u{137f}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::listed_forms;

    #[test]
    fn declined_names_lead_to_their_listed_forms() {
        for (language, declined, listed) in [
            ("pl", "Szczerbie", "szczerba"),
            ("pl", "Malinowskiemu", "malinowski"),
            ("pl", "Gorzowa", "gorzów"),
            ("pl", "Bydgoszczy", "bydgoszcz"),
            ("de", "Müllers", "müller"),
            ("ro", "Germaniei", "germania"),
            ("ko", "러시아에", "러시아"),
            ("am", "የጀርመን", "ጀርመን"),
            ("de", "Niedersachsens", "niedersachsen"),
        ] {
            let found = listed_forms(Some(language), declined);
            assert!(found.iter().any(|form| form == listed), "{declined}: {found:?}");
        }
        assert!(listed_forms(Some("fr"), "Paris").is_empty() && listed_forms(None, "Paris").is_empty());
    }
}
