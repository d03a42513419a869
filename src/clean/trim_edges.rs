//! What the model took for text at the edges of an article: its day above, the rights below, offers, and links to other pages.

use super::block_stats::BlockStats;
use super::cues::speaks_of_house;
use super::features::PageFeatures;
use super::role::Reason;
use super::title;
use crate::calendar::Date;
use crate::calendar::names::weekday;
use crate::calendar::written::{self, DateHints, WrittenDate};
use crate::hash::fnv32_word;
use crate::parse::{BlockId, Markup};
use crate::text;
use std::ops::Range;

/// The longest label, and the longest offer or notice of the house.
const LABEL_WORDS: f32 = 12.0;
const NOTICE_WORDS: f32 = 30.0;
/// The longest line that says how long the text takes to read, and how minutes are written.
const READING_WORDS: f32 = 5.0;
const MINUTES: [&str; 8] = [
    "min", "mins", "minute", "minutes", "minuten", "minutos", "minuti", "mn",
];
/// The words that say that minutes are those of reading.
const READING: [&str; 9] = [
    "read",
    "reading",
    "lecture",
    "lire",
    "lesezeit",
    "lesedauer",
    "lectura",
    "leitura",
    "lettura",
];
/// The longest label of a text for subscribers.
const WALL_WORDS: f32 = 5.0;
/// The longest place of a dateline.
const DATELINE_WORDS: f32 = 4.0;
/// How much more of the text stands above the line of its rights than below it.
const ABOVE_RIGHTS: f32 = 2.0;
/// From which share of links on a block below the text leads to another page.
const LINKED: f32 = 0.9;
/// How many blocks of an opening stand above the day at most: the headline, the standfirst.
const BEFORE_DAY: usize = 4;
/// The fewest and the most words of a headline, and how near another stands above it.
const HEADLINE_WORDS: (f32, f32) = (4.0, 25.0);
const NEAR_TITLE: usize = 3;
/// The longest line of a day, in bytes, and how many words it has beside the day.
const LONGEST_DAY: usize = 120;
const BESIDE_DAY: usize = 3;

/// Drops labels and notices from the first and the last blocks that were kept, and links from the last.
pub(crate) fn trim(sheet: &PageFeatures, kept: &mut [bool]) {
    below_rights(sheet, kept);
    for (id, kept) in kept.iter_mut().enumerate() {
        let shape = &sheet.shapes[id];
        *kept &= !(is_told_time(shape) || is_wall_label(shape) || is_lone_dateline(sheet, id));
    }
    let blocks = |kept: &[bool]| -> Vec<usize> { (0..kept.len()).filter(|id| kept[*id]).collect() };
    if let Some(headline) = blocks(kept)
        .first()
        .filter(|id| is_headline_over_day(sheet, kept, **id))
    {
        kept[*headline] = false;
        kept[*headline + 1] &= !is_dated_label(sheet, *headline + 1);
    }
    let beside = |shape: &BlockStats| label(shape).is_some() || is_notice(shape) || is_reading_time(shape);
    let is_title = |id: usize| sheet.title == Some(id as BlockId);
    let mut days = blocks(kept);
    days.truncate(BEFORE_DAY);
    days.retain(|id| is_day_below_furniture(sheet, kept, *id));
    for id in days {
        kept[id] = false;
    }
    let opening = blocks(kept).into_iter().filter(|id| !is_title(*id));
    for id in opening.take_while(|id| beside(&sheet.shapes[*id])) {
        kept[id] = false;
    }
    for id in blocks(kept)
        .into_iter()
        .rev()
        .take_while(|id| beside(&sheet.shapes[*id]) || leads_away(sheet, *id))
    {
        kept[id] = false;
    }
}

/// Drops what stands below the line that says whose rights the text is, where most of the text stands above it.
fn below_rights(sheet: &PageFeatures, kept: &mut [bool]) {
    let words = |kept: &[bool], blocks: Range<usize>| -> f32 {
        let blocks = blocks.filter(|id| kept[*id]);
        blocks.map(|id| sheet.shapes[id].words).sum()
    };
    let rights = (0..kept.len()).find(|id| {
        let shape = &sheet.shapes[*id];
        let word = shape.hashes.first() == Some(&fnv32_word("copyright"));
        let opens = word || sheet.document.blocks[*id].text.starts_with('©');
        let is_rights = shape.year && opens && !kept[*id];
        is_rights && words(kept, 0..*id) >= ABOVE_RIGHTS * words(kept, *id..kept.len()).max(1.0)
    });
    if let Some(rights) = rights {
        kept[rights..].fill(false);
    }
}

/// Whether a line is nothing but the word for reading and how many minutes it takes.
fn is_told_time(shape: &BlockStats) -> bool {
    let reading = || {
        READING
            .iter()
            .any(|word| shape.hashes.contains(&fnv32_word(word)))
    };
    is_reading_time(shape) && reading()
}

/// Whether a line says nothing but that the text is for subscribers: *Réservé aux abonnés*.
fn is_wall_label(shape: &BlockStats) -> bool {
    shape.words <= WALL_WORDS && shape.cues.anywhere.has(Reason::Paywall) && !shape.ends_sentence()
}

/// Whether a line is nothing but the place from which a text was sent, parted from it: *Abuja —*.
fn is_lone_dateline(sheet: &PageFeatures, id: usize) -> bool {
    let text = sheet.document.blocks[id].text.as_str();
    let shape = &sheet.shapes[id];
    let below = sheet.shapes.get(id + 1).is_some_and(BlockStats::is_prose);
    shape.words <= DATELINE_WORDS && shape.capitals > 0.5 && text.ends_with(['—', '–']) && below
}

/// Whether a block below the standfirst gives the day, where the one above it is not of the text: it names the author.
fn is_day_below_furniture(sheet: &PageFeatures, kept: &[bool], id: usize) -> bool {
    let below = || sheet.shapes.get(id + 1).is_some_and(BlockStats::is_prose);
    id > 0 && !kept[id - 1] && below() && is_day(&sheet.document.blocks[id].text)
}

/// Whether the first line that was kept of a page of visible text is its headline: no sentence, right above the day or a line that
/// has it, and nothing that could be the headline stands right above it.
fn is_headline_over_day(sheet: &PageFeatures, kept: &[bool], id: usize) -> bool {
    let shape = &sheet.shapes[id];
    let open = !shape.ends_sentence() && (HEADLINE_WORDS.0..=HEADLINE_WORDS.1).contains(&shape.words);
    let dated = || {
        let below = sheet.document.blocks.get(id + 1);
        let day = kept.get(id + 1) == Some(&false) && below.is_some_and(|below| is_day(&below.text));
        day || below.is_some() && is_dated_label(sheet, id + 1)
    };
    let bullet = sheet.document.blocks[id].line.is_some_and(|line| line.bullet);
    let above = || title::block(sheet, id).is_some_and(|above| above as usize + NEAR_TITLE >= id);
    sheet.document.form == Markup::Text && open && !bullet && dated() && !above()
}

/// Whether a line above the text has a day in it and is no sentence: outlet, day, section and readers in one line.
fn is_dated_label(sheet: &PageFeatures, id: usize) -> bool {
    let (shape, line) = (&sheet.shapes[id], &sheet.document.blocks[id].text);
    let below = || sheet.shapes.get(id + 1).is_some_and(BlockStats::is_prose);
    let is_short = shape.words <= LABEL_WORDS && line.len() <= LONGEST_DAY && !shape.ends_sentence();
    let is_day = |date: &WrittenDate| matches!(date.date(), Some(Date::Day(_)));
    is_short && below() && written::find(line, &DateHints::default()).iter().any(is_day)
}

/// Whether a line says little else than a day.
fn is_day(line: &str) -> bool {
    if line.len() > LONGEST_DAY {
        return false;
    }
    let dates = written::find(line, &DateHints::default());
    let words = |part: &str| {
        text::words(part)
            .filter(|word| weekday(word.text).is_none())
            .count()
    };
    let dated: usize = dates.iter().map(|date| words(&line[date.start..date.end])).sum();
    let is_day = |date: &WrittenDate| matches!(date.date(), Some(Date::Day(_)));
    dates.iter().any(is_day) && words(line) <= dated + BESIDE_DAY
}

/// Whether a short block speaks of the house, its letters or its offers.
fn is_notice(shape: &BlockStats) -> bool {
    shape.words <= NOTICE_WORDS && shape.quotes == 0.0 && speaks_of_house(&shape.hashes)
}

/// Whether a line says how long the text takes to read: *Lecture : 3 minutes.*
fn is_reading_time(shape: &BlockStats) -> bool {
    let minutes = || {
        MINUTES
            .iter()
            .any(|word| shape.hashes.contains(&fnv32_word(word)))
    };
    shape.words <= READING_WORDS && shape.digits > 0.0 && minutes()
}

/// Whether a block below the text is nothing but a link, or tells what else to read.
fn leads_away(sheet: &PageFeatures, id: usize) -> bool {
    let shape = &sheet.shapes[id];
    let is_link = sheet.document.form == Markup::Html && shape.linked >= LINKED;
    shape.words <= NOTICE_WORDS && (is_link || shape.cues.start.has(Reason::Related))
}

/// What a short line beside an article says of it, if it is a label.
pub(crate) fn label(shape: &BlockStats) -> Option<Reason> {
    if shape.words > LABEL_WORDS {
        return None;
    }
    if shape.copyright || shape.cues.start.has(Reason::Footer) {
        return Some(Reason::Footer);
    }
    let dated = shape.year && shape.words <= 8.0 && shape.digits > 0.12 && !shape.ends_sentence();
    let named = shape.cues.start.has(Reason::DateLine) && shape.digits > 0.1;
    (dated || named).then_some(Reason::DateLine)
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;
    use crate::parse::{self, Declared};

    #[test]
    fn offers_and_links_at_the_edges_are_not_the_text() {
        let page = parse::document(
            "<article><h1>La loi est votée</h1><p>If you buy through a link in this story, we may earn a commission.</p>\
             <p>L’Assemblée nationale a adopté jeudi, à l’unanimité, la loi sur la forêt que les communautés attendaient depuis \
             huit ans.</p><p>Aucune coupe ne pourra commencer sans l’accord écrit des villages, a dit le ministre.</p>\
             <p><a href=/1>Le ministre de la forêt en visite à Oyem</a></p><p>Suivez le journal sur Google News.</p>\
             <p>For more like this, see our page of the forest.</p></article>",
        );
        let text = clean(&page, &Declared::of(&page), None).text(&page);
        assert!(
            text.starts_with("L’Assemblée") && text.ends_with("ministre."),
            "{text}"
        );
    }

    #[test]
    fn a_label_for_subscribers_below_the_standfirst_is_not_the_text() {
        let text = |label: &str| {
            format!(
                "Politique\n\nÉconomie\n\nMon compte\n\nKolimba : la colère des pêcheurs gagne la capitale\n\nLes pirogues bloquent \
                 toujours l’entrée du port, et le gouvernement cherche une issue avant la rentrée.\n\n{label}\n\nPar Lamine Kobar\n\n\
                 3 mai 2022 à 10:12\n\nLes pêcheurs ont bloqué lundi l’entrée du port avec leurs pirogues pour protester contre la \
                 nouvelle taxe sur le carburant.\n\nLe litre a augmenté de quarante francs en deux mois, dit leur président.\n"
            )
        };
        for label in [
            "Réservé aux abonnés",
            "Article réservé aux abonnés",
            "Subscribers only",
            "Nur für Abonnenten",
        ] {
            let page = parse::document(&text(label));
            let body = clean(&page, &Declared::of(&page), None).text(&page);
            assert!(
                body.contains("une issue") && body.contains("quarante francs"),
                "{body}"
            );
            assert!(!body.contains(label), "{body}");
        }
    }

    #[test]
    fn a_headline_over_its_day_is_not_the_text() {
        let menu = "Mwanzo\nSiasa\nMichezo\nTafuta hapa...\n";
        let text = "Halmashauri ya Kiwanda imefunga visima vinne katika kata mbili baada ya watu saba kuugua wiki iliyopita, mganga mkuu \
            alisema Jumatatu.\n\nDawa zilitumwa kwa boti kwenda visiwa vya jirani, na shule zimefungwa hadi wiki ijayo, alisema mkuu wa wilaya.\n";
        let page = parse::document(&format!(
            "{menu}Kiwanda yafunga visima vinne baada ya watu kuugua; wizara yatuma wataalamu\n3 Desemba 2024 | 10:25\n{text}"
        ));
        assert!(
            clean(&page, &Declared::of(&page), None)
                .text(&page)
                .starts_with("Halmashauri")
        );
    }

    #[test]
    fn a_day_above_and_rights_below_are_not_the_text() {
        let page = parse::document(
            "<h1>La loi est votée</h1><p>Libreville, le 3 décembre 2009</p><p>L’Assemblée nationale a adopté jeudi, à \
             l’unanimité, la loi sur la forêt que les communautés attendaient depuis huit ans.</p><p>Aucune coupe ne pourra \
             commencer sans l’accord écrit des villages, a dit le ministre.</p><p>Copyright 2011 - Mentions légales</p>",
        );
        let text = clean(&page, &Declared::of(&page), None).text(&page);
        assert!(
            text.starts_with("L’Assemblée") && text.ends_with("ministre."),
            "{text}"
        );
    }
}
