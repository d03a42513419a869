//! What languages are called.

use super::entries;
use crate::text::folded;

/// The ISO 639-1 code that somebody means who types the name of a language (`French`, `français`) or a code with a region (`fr-FR`).
pub fn language(typed: &str) -> Option<&str> {
    let named = entries(include_str!("languages.tsv")).find_map(|mut fields| {
        let (name, code) = (fields.next()?, fields.next()?);
        (folded(name) == folded(typed)).then_some(code)
    });
    let code = || typed.split_once(['-', '_']).map(|(code, _)| code);
    named.or_else(code)
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn names_and_regions_are_codes() {
        for (typed, code) in [
            ("French", Some("fr")),
            ("francais", Some("fr")),
            ("Französisch", Some("fr")),
            ("fr-FR", Some("fr")),
            ("pt_BR", Some("pt")),
            ("xx", None),
        ] {
            assert_eq!(language(typed), code, "{typed}");
        }
    }
}
