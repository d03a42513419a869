//! Visible text that a tool wrapped at some width: its lines joined to the paragraphs that they were.
//!
//! A page is wrapped when lines break within sentences, always near one width, and no others are longer. lynx, w3m, pandoc, mail
//! programs and pdftotext leave such text; a page whose paragraphs are lines of their own has some that are longer, and stays
//! as it is. What the tools add around the page goes with the wrapping: the numbers and addresses of links, and the day and the
//! page numbers that a browser prints at the edges of a sheet.

use std::borrow::Cow;

/// Text is wrapped at a width between these, in characters.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;
/// So many lines break within a sentence at least.
const BROKEN: usize = 3;
/// Or so many, where the width is no less than this and no line is longer: a short page.
const BROKEN_OF_SHORT: usize = 2;
const WIDE: usize = 60;
/// A line that leaves more than a part in so many of the width is not full; tools that measure letters vary.
const SLACK: usize = 8;
/// So many lines may be longer than the width: addresses, and what a tool does not break.
const LONGER: usize = 2;

/// A line of the page with its number in it, from 1; empty ones too.
pub(super) type Numbered<'a> = (u32, Cow<'a, str>);

/// The lines of a page, joined where a tool wrapped them.
pub(super) fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Numbered<'a>> {
    let lines: Vec<&str> = unquoted(lines.collect());
    let plain = || (1..).zip(lines.iter().map(|line| Cow::Borrowed(*line)));
    let Some(width) = width(&lines) else {
        return plain().collect();
    };
    let lines = without_sheet(&lines);
    let (lines, links) = without_links(&lines);
    let mut joined: Vec<Numbered> = Vec::new();
    let mut last: Option<&str> = None;
    for (number, line) in (1..).zip(lines) {
        match (last, joined.last_mut()) {
            (Some(before), Some((_, text))) if continues(before, line, width) => {
                let text = text.to_mut();
                text.truncate(text.trim_end().len());
                if !breaks_at_hyphen(text) {
                    text.push(' ');
                }
                text.push_str(line.trim());
            }
            _ => joined.push((number, Cow::Borrowed(line))),
        }
        last = (!line.trim().is_empty()).then_some(line);
    }
    if links > 0 {
        for (_, line) in &mut joined {
            *line = Cow::Owned(unnumbered(line, links));
        }
    }
    joined
}

/// The lines of a mail that was answered without the marks of the answer, where every line has one.
fn unquoted(lines: Vec<&str>) -> Vec<&str> {
    let quoted = lines.iter().filter(|line| line.starts_with('>')).count();
    let empty = lines.iter().filter(|line| line.trim().is_empty()).count();
    if quoted < 3 || quoted + empty < lines.len() {
        return lines;
    }
    let bare = |line: &'_ str| -> usize { line.len() - line.trim_start_matches(['>', ' ']).len() };
    lines.into_iter().map(|line| &line[bare(line)..]).collect()
}

/// The width at which a page was wrapped; nothing where it was not.
fn width(lines: &[&str]) -> Option<usize> {
    let pairs = || lines.windows(2).map(|pair| (pair[0], pair[1]));
    let cased: Vec<(&str, &str)> = pairs()
        .filter(|(line, next)| breaks_sentence(line, next))
        .collect();
    if let Some(width) = width_of(lines, &cased) {
        return Some(width);
    }
    // Where letters have no case, a line that goes on begins like one that does not: no next word may have fitted.
    let caseless: Vec<(&str, &str)> = pairs().filter(|(line, next)| may_run_on(line, next)).collect();
    let width = width_of(lines, &caseless)?;
    let full = caseless
        .iter()
        .filter(|(line, next)| length(line) + 1 + first_word(next) > width);
    (full.count() * 10 >= caseless.len() * 9).then_some(width)
}

/// The width at which these lines are broken before these others, if they are nearly all of one.
fn width_of(lines: &[&str], broken: &[(&str, &str)]) -> Option<usize> {
    let lengths: Vec<usize> = broken.iter().map(|(line, _)| length(line)).collect();
    // pdftotext joins the halves of a word that was parted at the end of a line, and with them their lines.
    let of_sheets = lines.iter().any(|line| line.contains('\u{c}'));
    let most = if of_sheets { lengths.len() / 2 } else { 0 };
    let full = |width: usize| {
        lengths
            .iter()
            .filter(|length| is_full(**length, width) && **length <= width)
            .count()
    };
    let mut widths = lengths.clone();
    widths.sort_unstable();
    let mut joined = widths.iter().rev().take(most + 1).copied();
    let width = joined.find(|width| full(*width) * 2 >= lengths.len());
    let width = width.filter(|width| (NARROWEST..=WIDEST).contains(width))?;
    let longer = lines
        .iter()
        .filter(|line| length(line) > width + width / SLACK && !line.contains("://"));
    let longer = longer.count();
    let enough = full(width) >= BROKEN && longer <= most.max(LONGER)
        || full(width) >= BROKEN_OF_SHORT && width >= WIDE && longer == 0;
    enough.then_some(width)
}

fn length(line: &str) -> usize {
    line.trim_end().chars().count()
}

fn is_full(length: usize, width: usize) -> bool {
    length + width / SLACK >= width
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

fn is_bullet(line: &str) -> bool {
    let mut characters = line.trim_start().chars();
    let opens = characters.next().is_some_and(|c| "•‣◦▪●·*-–—+".contains(c));
    opens && characters.next().is_some_and(char::is_whitespace)
}

/// Whether a sentence goes on from one line to the next, by the letter with which the next begins.
fn breaks_sentence(line: &str, next: &str) -> bool {
    is_open(line) && next.trim_start().starts_with(char::is_lowercase) && stand_alike(line, next)
}

/// Whether a sentence may go on from one line to the next in a script without case.
fn may_run_on(line: &str, next: &str) -> bool {
    is_open(line) && next.trim_start().starts_with(is_caseless) && stand_alike(line, next)
}

/// Whether a line ends within a sentence.
fn is_open(line: &str) -> bool {
    let last = line.trim_end().chars().next_back();
    last.is_some_and(|c| !".!?:;…»”\"؟؛۔։।።".contains(c))
}

/// A letter of a script without case that parts its words: Hebrew, Arabic, those of India, Ethiopic.
fn is_caseless(c: char) -> bool {
    let parts_words = matches!(c, '\u{590}'..='\u{7ff}' | '\u{8a0}'..='\u{dff}' | '\u{1200}'..='\u{139f}' | '\u{fb1d}'..='\u{fefc}');
    parts_words && c.is_alphabetic()
}

/// Whether the next line stands as a line of the same paragraph does.
fn stand_alike(line: &str, next: &str) -> bool {
    let (indent, next_indent) = (indent(line), indent(next));
    let hanging = is_bullet(line) && next_indent > indent && next_indent <= indent + 6;
    !is_bullet(next) && (next_indent <= indent || hanging)
}

fn continues(line: &str, next: &str, width: usize) -> bool {
    if next.trim().is_empty() || !stand_alike(line, next) {
        return false;
    }
    // The next word would not have fitted.
    let is_full = length(line) + 1 + first_word(next) + width / SLACK / 2 > width;
    is_full || breaks_sentence(line, next)
}

/// How many characters the first word of a line has.
fn first_word(line: &str) -> usize {
    line.split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count())
}

/// `a-t-` and `il`, a word that was broken at a hyphen of its own.
fn breaks_at_hyphen(text: &str) -> bool {
    let mut ends = text.chars().rev();
    ends.next() == Some('-') && ends.next().is_some_and(char::is_alphabetic)
}

/// The lines without those that a browser prints at the edges of a sheet: the moment of printing, the address, `1/3`.
fn without_sheet<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let is_sheet = |line: &str| {
        let numbers = line
            .trim()
            .split_once('/')
            .map(|(sheet, of)| (sheet.parse::<u32>(), of.parse::<u32>()));
        matches!(numbers, Some((Ok(sheet), Ok(of))) if 0 < sheet && sheet <= of)
    };
    if !lines.iter().any(|line| is_sheet(line)) || !lines.iter().any(|line| is_moment(line)) {
        return lines.to_vec();
    }
    let is_address = |line: &str| line.trim().contains("://") && !line.trim().contains(' ');
    // The title of the window, which begins as the headline of the page does.
    let is_title = |line: &str| {
        let mut headlines = lines
            .iter()
            .map(|other| other.trim())
            .filter(|other| other.len() >= 10);
        headlines.any(|other| other != line.trim() && line.trim().starts_with(other))
    };
    let mut after_moment = false;
    let kept = lines.iter().map(|line| {
        let is_title = after_moment && is_title(line);
        after_moment = is_moment(line) || after_moment && line.trim().is_empty();
        match is_sheet(line) || is_moment(line) || is_address(line) || is_title {
            true => "",
            false => *line,
        }
    });
    kept.collect()
}

/// `11/28/26, 5:02 PM`, `28.11.2026, 17:02`: digits alone, with the signs between them.
fn is_moment(line: &str) -> bool {
    let line = line.trim();
    let (line, _) = line
        .split_once(['A', 'P'])
        .filter(|(_, rest)| *rest == "M")
        .unwrap_or((line, ""));
    let signs = |sign: &[char]| line.matches(sign).count();
    let only = line
        .chars()
        .all(|c| c.is_ascii_digit() || "/.-:, \u{202f}\u{a0}".contains(c));
    only && line.len() <= 24 && signs(&['/', '.', '-']) == 2 && (1..=2).contains(&signs(&[':']))
}

/// The lines without the list of addresses at the end, and how many there were.
fn without_links<'a>(lines: &[&'a str]) -> (Vec<&'a str>, usize) {
    let Some(heading) = lines.iter().rposition(|line| line.trim() == "References") else {
        return (lines.to_vec(), 0);
    };
    let listed = lines[heading + 1..].iter().filter(|line| !line.trim().is_empty());
    let is_link = |line: &&&str| {
        let number = line.trim_start().split_once(". ");
        number.is_some_and(|(number, address)| number.parse::<u32>().is_ok() && address.contains(':'))
    };
    let (links, all) = (listed.clone().filter(is_link).count(), listed.count());
    match links > 0 && links == all {
        true => (lines[..heading].to_vec(), links),
        false => (lines.to_vec(), 0),
    }
}

/// The line without the numbers of its links: `Par [8]Awa Sanou`.
fn unnumbered(line: &str, links: usize) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        text.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        let number = inside
            .split_once(']')
            .and_then(|(number, after)| Some((number.parse::<usize>().ok()?, after)));
        match number.filter(|(number, _)| (1..=links).contains(number)) {
            Some((_, after)) => rest = after,
            None => {
                text.push('[');
                rest = inside;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(page: &str) -> Vec<String> {
        let lines = joined(page.split('\n'))
            .into_iter()
            .map(|(_, line)| line.trim().to_string());
        lines.filter(|line| !line.is_empty()).collect()
    }

    const WRAPPED: &str = "   Le pont\n     * [1]Accueil\n     * [2]Politique\n\n\
        \x20  Fermé depuis la crue du 11 septembre, le pont de Sirba est de nouveau\n   ouvert aux camions depuis mardi matin. Le préfet de Koulba, Idrissa\n   \
        Toudou, a levé l’arrêté qui limitait le passage aux piétons et aux\n   motos.\n\n   « Nous avons attendu que la pile centrale soit contrôlée deux fois »,\n   \
        a-t-il déclaré devant les transporteurs. Les premiers convois de ciment\n   ont quitté le dépôt avant l’aube.\n\nReferences\n\n   1. http://a.example/\n   2. http://a.example/p\n";

    #[test]
    fn wrapped_lines_are_paragraphs_again() {
        let found = paragraphs(WRAPPED);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert_eq!(&found[..3], ["Le pont", "* Accueil", "* Politique"]);
        assert!(
            found[3].starts_with("Fermé depuis") && found[3].ends_with("aux piétons et aux motos."),
            "{}",
            found[3]
        );
        assert!(found[4].contains("deux fois », a-t-il"), "{}", found[4]);
    }

    /// A text with its lines broken as tools break them.
    fn broken(text: &str, width: usize) -> String {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let last = lines.len() - 1;
            match lines[last].chars().count() + 1 + word.chars().count() <= width {
                true if lines[last].is_empty() => lines[last].push_str(word),
                true => lines[last].push_str(&format!(" {word}")),
                false => lines.push(word.to_string()),
            }
        }
        lines.join("\n")
    }

    #[test]
    fn scripts_without_case_are_unwrapped_where_no_next_word_would_have_fitted() {
        let arabic = "فتحت مدرسة النهر في حي السواقي أبوابها صباح الأحد أمام أربعمئة تلميذ، بعد عامين من الإغلاق بسبب الفيضان الذي هدم جدارها الشرقي.";
        let hebrew = "בית הספר שעל הנהר נפתח ביום ראשון בבוקר בפני ארבע מאות תלמידים, שנתיים אחרי השיטפון שהרס את הקיר המזרחי שלו והשאיר את הילדים בבית.";
        let amharic = "የሲርባ ድልድይ ከሁለት ዓመት በኋላ ማክሰኞ ጠዋት ለመኪናዎች ተከፈተ፤ ከንቲባው እንደተናገሩት የከተማው ነዋሪዎች ለረጅም ጊዜ ሲጠብቁት የነበረ ሥራ ነው።";
        for text in [arabic, hebrew, amharic] {
            for width in [50, 60] {
                let page = [
                    "المنارة".to_string(),
                    broken(text, width),
                    broken(text, width),
                    broken(text, width),
                ];
                assert_eq!(&paragraphs(&page.join("\n\n"))[1..], [text; 3], "{width}");
            }
        }
        let headlines = "مدرسة النهر تفتح أبوابها بعد عامين من الإغلاق\nالبلدية تدفع نصف تكلفة البناء والأهالي النصف الآخر\n\
                         قارب جديد\nالوزير يعد بطريق إلى السواقي قبل موسم الأمطار القادم\nسوق الخضار يعود إلى مكانه القديم بعد ثلاثة أشهر\n";
        assert_eq!(paragraphs(headlines).len(), 5);
    }

    #[test]
    fn columns_of_a_sheet_are_paragraphs_where_words_were_joined_too() {
        let page = "Night train to Lodwe\nGrace Wambogo\n\nThe night train from the coast to Lodwe left\nthe old station at 21:40 on Monday, for the first\n\
                    time since floods took away the bridge at Kerisa\nlast August.\nMost of them were traders who had been travelling by lorry, which costs twice as much and takes\n\
                    two days, said the master of the station, who had\ncome to see it.\nThe new bridge was built by engineers and can carry trains of at most twelve\n\
                    coaches. A stronger one is planned, but the railway has not said who would pay for it. The office\nopens at six.\n\u{c}";
        let found = paragraphs(page);
        assert!(found.len() <= 6, "{found:#?}");
        assert!(
            found.iter().any(|text| text.contains("takes two days")),
            "{found:#?}"
        );
    }

    #[test]
    fn what_is_not_wrapped_stays_as_it_is() {
        for page in [
            "Accueil\npolitique\nmonde\n\nLe pont rouvre\n\nFermé depuis la crue du 11 septembre, le pont de Sirba est de nouveau ouvert aux camions depuis mardi matin. Le préfet a levé l’arrêté.\nla suite\nde la page",
            "Un vers\nqui va\nà la ligne\nsans fin\n",
            "Le sac de mil\net le sorgho\net le riz qui vient de loin\n",
            "",
        ] {
            let kept: Vec<&str> = page
                .split('\n')
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect();
            assert_eq!(paragraphs(page), kept);
        }
    }
}
