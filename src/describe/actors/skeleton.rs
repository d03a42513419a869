//! The consonants of a name, the same in every script: what *Владимир Петров*, *فلاديمير بتروف* and *Vladimir Petrov* have in common.
//!
//! Vowels are spelled in too many ways, and Arabic leaves most of them out. So a skeleton proves nothing by itself: it joins two names only
//! where no third has it.

use crate::text::{folded, words};

/// The script in which a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Arabic.
    Arabic,
}

/// The fewest consonants that tell one name from others.
const FEWEST: usize = 5;

/// The script of a full name and its consonants; nothing for one word, for few consonants, and for another script.
pub(crate) fn skeleton(name: &str) -> Option<(Script, String)> {
    let parts: Vec<String> = words(name).map(|word| folded(word.text)).collect();
    let script = script(name.chars().find(|c| c.is_alphabetic())?)?;
    let mut consonants = String::new();
    for part in &parts {
        match script {
            Script::Latin => latin(part, &mut consonants),
            Script::Cyrillic => each(part, cyrillic, &mut consonants),
            Script::Arabic => each(without_article(part), arabic, &mut consonants),
        }
    }
    let mut letters: Vec<char> = consonants.chars().collect();
    letters.dedup();
    let is_full = parts.iter().filter(|part| part.chars().nth(1).is_some()).count() > 1;
    (is_full && letters.len() >= FEWEST).then(|| (script, letters.into_iter().collect()))
}

fn script(letter: char) -> Option<Script> {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{620}'..='\u{6d3}' => Some(Script::Arabic),
        _ => None,
    }
}

fn each(part: &str, consonant: fn(char) -> &'static str, into: &mut String) {
    part.chars().for_each(|c| into.push_str(consonant(c)));
}

fn without_article(part: &str) -> &str {
    part.strip_prefix("ال")
        .filter(|rest| rest.chars().nth(1).is_some())
        .unwrap_or(part)
}

/// Spellings of one consonant by several letters, the longest first.
const TOGETHER: [(&str, &str); 13] = [
    ("sch", "x"),
    ("tch", "x"),
    ("ch", "x"),
    ("sh", "x"),
    ("cz", "x"),
    ("sz", "x"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
];

/// The servant of an article that is sometimes written as a part of it: Abdel Rahman, Abderrahmane.
const SERVANTS: [&str; 5] = ["abdel", "abdul", "abdoul", "abdal", "abd"];

fn latin(part: &str, into: &mut String) {
    if matches!(part, "al" | "el") {
        return;
    }
    if SERVANTS.contains(&part) {
        into.push_str("bd");
        return;
    }
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        if let Some((spelling, one)) = TOGETHER.iter().find(|(spelling, _)| rest.starts_with(spelling)) {
            into.push_str(one);
            rest = &rest[spelling.len()..];
            continue;
        }
        into.push_str(match first {
            'b' | 'p' => "b",
            'c' | 'g' | 'k' | 'q' => "k",
            'd' => "d",
            'f' | 'v' => "f",
            'h' => "h",
            'j' => "j",
            'l' => "l",
            'm' => "m",
            'n' => "n",
            'r' => "r",
            's' => "s",
            't' => "t",
            'x' => "ks",
            'z' => "z",
            _ => "",
        });
        rest = &rest[first.len_utf8()..];
    }
}

fn cyrillic(letter: char) -> &'static str {
    match letter {
        'б' | 'п' => "b",
        'в' | 'ф' => "f",
        'г' | 'к' | 'ґ' => "k",
        'д' => "d",
        'ж' => "j",
        'з' => "z",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'х' => "h",
        'ц' => "ts",
        'ч' | 'ш' | 'щ' => "x",
        _ => "",
    }
}

fn arabic(letter: char) -> &'static str {
    match letter {
        'ب' | 'پ' => "b",
        'ف' | 'ڤ' => "f",
        'ق' | 'ك' | 'ک' | 'غ' | 'گ' => "k",
        'د' | 'ض' | 'ذ' => "d",
        'ج' | 'ژ' => "j",
        'ز' | 'ظ' => "z",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'ر' => "r",
        'س' | 'ص' => "s",
        'ت' | 'ط' | 'ث' => "t",
        'ح' | 'خ' | 'ه' => "h",
        'ش' | 'چ' => "x",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consonants(name: &str) -> Option<String> {
        skeleton(name).map(|(_, consonants)| consonants)
    }

    #[test]
    fn scripts_agree_on_the_consonants_of_a_name() {
        for (other, latin) in [
            ("Владимир Петров", "Vladimir Petrov"),
            ("Михаил Черкасов", "Mikhaïl Tcherkassov"),
            ("Олжас Жумагалиев", "Olzhas Zhumagaliev"),
            ("عمر سنوسي كوري", "Oumar Senoussi Kouri"),
            ("عبد الرحمن التجاني", "Abdel Rahman al-Tijani"),
            ("محمد ولد الشيخ", "Mohamed Ould Cheikh"),
        ] {
            assert_eq!(consonants(other), consonants(latin), "{other}: {latin}");
            assert!(consonants(latin).is_some(), "{latin}");
        }
    }

    #[test]
    fn little_tells_nothing() {
        for name in ["Oumar", "Awa Ba", "عمر", "田中 太郎"] {
            assert_eq!(skeleton(name), None, "{name}");
        }
    }
}
