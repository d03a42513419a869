//! Text that nobody wrote to be read: data and parameters of programs, the counters of galleries, rules drawn with signs.

/// How many pairs of a name and a value make a text one for programs, and how long the head of data in an address is.
const LEAST_PAIRS: usize = 2;
const DATA_HEAD: usize = 60;
/// The signs that rules are drawn with, and how long a rule is at least, in bytes.
const RULES: &str = "_-–—―=~*•·.#─━═";
const SHORTEST_RULE: usize = 3;

/// Whether a text is written for a program: data in an address, the parameters of a player, an object of JSON, a style sheet.
pub(super) fn is_machine_text(text: &str) -> bool {
    let count = |signs: &[char]| text.matches(signs).count();
    let data = text.find("data:").is_some_and(|at| {
        let head = &text.as_bytes()[at..text.len().min(at + DATA_HEAD)];
        head.contains(&b'/') && head.windows(7).any(|end| end == b";base64")
    });
    let parameters = !text.contains(char::is_whitespace)
        && !text.contains("://")
        && count(&['=']) >= LEAST_PAIRS
        && count(&['&', ';']) + 1 >= count(&['=']);
    let object = text.starts_with(['{', '['])
        && text.ends_with(['}', ']'])
        && text.matches("\":").count() >= LEAST_PAIRS;
    let style =
        text.trim_end().ends_with('}') && count(&['{']) > 0 && count(&[';', ':']) > count(&['.', ',']);
    data || parameters || object || style
}

/// Whether a line counts the pictures of a gallery: *1 of 3*, *2 / 7*.
pub(super) fn is_pager(text: &str) -> bool {
    let parts: Vec<&str> = text
        .split([' ', '/', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &&str| part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [first, last] => text.contains('/') && number(first) && number(last),
        [first, of, last] => {
            number(first) && number(last) && of.chars().all(char::is_lowercase) && of.len() <= 4
        }
        _ => false,
    }
}

/// Whether a line is drawn, not written: a rule of underscores, hyphens or stars.
pub(super) fn is_drawn(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let first = signs.next().filter(|c| RULES.contains(*c));
    first.is_some() && text.len() >= SHORTEST_RULE && signs.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_read_is_known() {
        for text in [
            "media_width=640&media_height=360&player=html5",
            "![](data:image/png;base64,iVBORw0KGgo=)",
            "{\"id\": 7, \"autoplay\": false}",
            ".box .item { color: red; margin: 0 }",
        ] {
            assert!(is_machine_text(text), "{text}");
        }
        for text in [
            "Voir https://journal.example/a?b=1&c=2 pour la suite.",
            "Die Formel E=mc² kennt jeder; a=b nicht.",
            "[Le ministre] « oui »: non.",
            "Les données (data:) ont été publiées mardi.",
        ] {
            assert!(!is_machine_text(text), "{text}");
        }
    }

    #[test]
    fn rules_are_drawn() {
        for text in ["________", "* * *", "-----", "═══════", "— — —"] {
            assert!(is_drawn(text), "{text}");
        }
        for text in ["", "--", "_ par la rédaction", "*-*", "— Non.", "1 2 3"] {
            assert!(!is_drawn(text), "{text}");
        }
    }

    #[test]
    fn pages_of_galleries_are_counted() {
        assert!(is_pager("1 of 3") && is_pager("2 / 17") && is_pager("3/4"));
        assert!(!is_pager("24/7 heures") && !is_pager("3 September 2021") && !is_pager("2022"));
    }
}
