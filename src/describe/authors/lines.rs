//! Which lines near the article name its authors: bylines that say so, names beside the date, the signature under the text.

use super::{AuthorSource, Byline, names};
use crate::article::Evidence;
use crate::calendar::{names as calendar, written};
use crate::clean::{Reason, Role};
use crate::describe::agencies;
use crate::describe::layout::{PageLayout, Zone};
use crate::describe::published::cues;
use crate::describe::readings::is_caption;
use crate::parse::{BlockId, InlineSpan, Markup, Tag};
use crate::text;
use std::collections::HashSet;

/// How long a byline can be, in bytes.
pub(super) const LONGEST_BYLINE: usize = 200;
/// How many blocks above the title and below the body a byline can stand.
const REACH: u32 = 6;
/// How many blocks of a lead can stand above the byline.
const LEAD: u32 = 2;
/// The most words of a byline with which the text begins.
const FIRST_LINE: usize = 12;
/// The most words of a name, and of the function below it.
const FUNCTION_WORDS: usize = 8;
/// How many blocks below the body a signature stands.
const SIGNATURE: u32 = 3;

/// What the lines near the article say of its authors.
pub(super) fn of_lines(scene: &PageLayout, bylines: &mut Vec<Byline>) {
    let spoken_of = spoken_of(scene);
    let mut run: Option<(BlockId, AuthorSource, String)> = None;
    let lines = scene.document.blocks.iter().zip(0..).flat_map(|(block, id)| {
        let lines = parted(&block.text);
        lines.into_iter().map(move |line| (line, id))
    });
    for (line, id) in lines {
        if line.len() > LONGEST_BYLINE || is_another_thing(scene, id, line) {
            continue;
        }
        let opened = opened(scene, id, line, &spoken_of);
        let signed =
            || signed(scene, id, line, &spoken_of).map(|(text, near)| (text, near, AuthorSource::Signed));
        if let Some((text, near, kind)) = opened.or_else(signed) {
            // Names on lines that follow each other are one byline.
            let above = run.filter(|(above, own, _)| id - above <= 1 && *own == kind);
            let place = above.map_or_else(|| scene.named(id), |(.., place)| place);
            run = Some((id, kind, place.clone()));
            bylines.push(Byline {
                text,
                evidence: Evidence::Byline,
                place,
                kind,
                near,
                zone: Some(zone(scene, id)),
            });
        }
    }
}

/// Whether a line is the headline, is not shown, credits a picture or belongs to another article.
fn is_another_thing(scene: &PageLayout, id: BlockId, line: &str) -> bool {
    let is_title = scene.title == Some(id) && line == scene.block(id).text;
    let is_hidden = scene.role(id) == Some(Role::Furniture(Reason::Hidden));
    is_title || is_hidden || scene.belongs_elsewhere(id) || is_below_credit(scene, id)
}

/// A block, and where it breaks its lines inside and one of them opens as a byline does, its lines: pages made before there were
/// style sheets set headline, author and day in one block.
fn parted(block: &str) -> Vec<&str> {
    let is_byline = |line: &&str| names::opened(line).is_some_and(is_byline);
    match block.contains('\n') && block.lines().skip(1).any(|line| is_byline(&line)) {
        true => block.lines().collect(),
        false => vec![block],
    }
}

/// Where a line stands, and whether the cleaner takes it for a byline.
fn zone(scene: &PageLayout, id: BlockId) -> &'static str {
    let judged = scene.role(id) == Some(Role::Furniture(Reason::Byline));
    match (scene.place(id), judged) {
        (Zone::Head(1), _) => "below the title",
        (Zone::Head(_), true) => "in the head, judged",
        (Zone::Head(_), false) => "in the head",
        (Zone::Above(_), _) => "above",
        (Zone::Body, true) => "in the text, judged",
        (Zone::Body, false) => "in the text",
        (Zone::Below(1), _) => "right below",
        (Zone::Below(_), true) => "below, judged",
        (Zone::Below(_) | Zone::Nowhere, _) => "below",
    }
}

/// A line that says that it is a byline, or that the cleaner takes for one.
fn opened(
    scene: &PageLayout,
    id: BlockId,
    line: &str,
    spoken_of: &HashSet<String>,
) -> Option<(String, f32, AuthorSource)> {
    let judged = scene.role(id) == Some(Role::Furniture(Reason::Byline));
    let last = is_last(scene, id);
    let near = match scene.place(id) {
        Zone::Head(_) => 1.0,
        Zone::Above(n) | Zone::Below(n) if n <= 2 * REACH => 1.0 - n as f32 / (3.0 * REACH as f32),
        Zone::Body if last || !scene.role(id).is_some_and(Role::is_body) => 0.6,
        Zone::Body if opens_text(scene, id, line) => 0.9,
        _ if judged => 0.2,
        _ => return None,
    };
    let next = || {
        scene
            .document
            .blocks
            .get(id as usize + 1)
            .map(|block| block.text.as_str())
            .filter(|t| t.len() < 60)
    };
    let language = scene.reading.language;
    let opened = |line| {
        let rest = names::opened_in(line, language).map(without_story);
        rest.filter(|rest| is_byline(rest))
    };
    let rest = match names::is_opening(line) {
        true => next(),
        false if linked(scene, id, line).is_some() => linked(scene, id, line),
        false => opened(line).or_else(|| opened(behind_date(line)?)),
    };
    let rest = rest.or_else(|| names::reporting(line));
    let kind = match rest {
        Some(_) => AuthorSource::Opened,
        None => AuthorSource::Judged,
    };
    let rest = rest
        .or_else(|| (judged && !opens_below(scene, id)).then_some(line))
        .map(without_date)?;
    let mut people = names::people(rest, &[]);
    let whole = people.iter().any(|name| {
        names::is_whole_name(name)
            || names::is_whole_foreign_name(name)
            || kind == AuthorSource::Opened && names::is_shouted_name(name)
            || !name.contains(' ') && line.contains(':')
    });
    (whole || !agencies::credited(rest).is_empty()).then(|| {
        let named = people.len();
        without_places(&mut people, spoken_of);
        let text = if people.len() < named {
            people.join(", ")
        } else {
            rest.to_string()
        };
        (text, near, kind)
    })
}

/// The text of the link that follows the opening of a byline where something else than a name stands behind it: *By Ann Bell View in Digital Edition*.
fn linked<'a>(scene: &PageLayout<'a>, id: BlockId, line: &str) -> Option<&'a str> {
    let block = scene.block(id);
    let rest = names::opened(line)?;
    let start = block.text.len() - rest.len();
    let is_link = |span: &&InlineSpan| scene.document.elements[span.element as usize].tag == Tag::A;
    let link = block
        .spans
        .iter()
        .filter(is_link)
        .find(|span| span.start.abs_diff(start) <= 1)?;
    let name = block.text.get(link.start..link.end)?.trim();
    let behind = block.text[link.end..].trim_start();
    let parted = behind.starts_with(|c: char| c.is_alphanumeric()) && names::people(behind, &[]).len() < 2;
    let joined = text::words(behind)
        .next()
        .is_some_and(|word| names::joins(word.text));
    (block.text.ends_with(rest) && parted && !joined && names::is_whole_name(name)).then_some(name)
}

/// Whether the line below is a byline that says so: names above it are the outlet's.
fn opens_below(scene: &PageLayout, id: BlockId) -> bool {
    let below = scene.document.blocks.get(id as usize + 1);
    below.is_some_and(|below| names::opened(&below.text).is_some_and(is_byline))
}

/// A line that is nothing but names: in the head of the article, or right below its text. Whom the text speaks of did not write it.
fn signed(scene: &PageLayout, id: BlockId, line: &str, spoken_of: &HashSet<String>) -> Option<(String, f32)> {
    let near = match scene.place(id) {
        Zone::Head(1..) if !opens_below(scene, id) => 0.8,
        Zone::Below(n) if n <= SIGNATURE => 0.7,
        Zone::Body if !scene.role(id).is_some_and(Role::is_body) => 0.1,
        Zone::Body if is_last(scene, id) || is_first(scene, id) => 0.6,
        _ => return None,
    };
    let is_text = scene.document.form == Markup::Text;
    let dated = without_date(line);
    let has_date = dated.len() < line.trim().len();
    let dated = if has_date { without_section(dated) } else { dated };
    let right_below = matches!(scene.place(id), Zone::Head(1..=2));
    let bullet =
        scene.block(id).line.is_some_and(|line| line.bullet) && !(right_below && beside_date(scene, id));
    let spoken = |name: &String| is_spoken_of(name, spoken_of);
    let mut people = names::people(dated, &[]);
    let length: usize = people.iter().map(String::len).sum();
    let said = names::length_without_functions(dated);
    // In scripts without capitals many a short line looks like a name: only right below the headline and above the day it is one.
    let foreign = |name: &String| {
        is_text
            && (right_below || matches!(scene.place(id), Zone::Body))
            && beside_date(scene, id)
            && names::is_whole_foreign_name(name)
    };
    let shouted = |name: &String| names::is_shouted_name(name) && names::first_is_given(name);
    // A given name alone says who wrote the text where it stands beside its day.
    let given = |name: &String| {
        let dated = || has_date || !is_text && beside_date(scene, id);
        matches!(scene.place(id), Zone::Head(1..=2))
            && names::is_given(name)
            && !names::is_place(name)
            && dated()
    };
    let whole = length * 20 > said * 9
        && people
            .iter()
            .all(|name| names::is_whole_name(name) || shouted(name) || foreign(name) || given(name));
    without_places(&mut people, spoken_of);
    // Right below the headline and under the text a name that begins as names do needs no date.
    let alone = || matches!(scene.place(id), Zone::Head(1)) || is_last(scene, id);
    let known = || people.iter().all(|name| names::first_is_given(name)) && alone();
    let placed = is_text || has_date || beside_date(scene, id) || known();
    let fits = placed
        && whole
        && !bullet
        && !people.iter().any(spoken)
        && (has_date || text::words(line).count() <= 14);
    fits.then(|| (people.join(", "), near + if has_date { 0.2 } else { 0.0 }))
}

fn is_first(scene: &PageLayout, id: BlockId) -> bool {
    scene.body.is_some_and(|(first, _)| first == id)
}

/// Whether a line is a byline with which the text begins, or that follows its lead.
fn opens_text(scene: &PageLayout, id: BlockId, line: &str) -> bool {
    let near = || scene.body.is_some_and(|(first, _)| id - first <= LEAD);
    let name = || names::opened(line).is_some_and(names::is_whole_name);
    text::words(line).count() <= FIRST_LINE && (is_first(scene, id) || near() && name())
}

/// Whether a block is the last of the text, or nothing stands below it but a function: *Press officer, Ministry of Works*.
fn is_last(scene: &PageLayout, id: BlockId) -> bool {
    let Some((_, last)) = scene.body else { return false };
    let function = |text: &str| {
        text::words(text).count() <= FUNCTION_WORDS && !text.ends_with(['.', '!', '?', '»', '”'])
    };
    id == last || id + 1 == last && function(&scene.block(last).text) && function(&scene.block(id).text)
}

/// A name without the section behind it, or for whom its bearer writes: *Ann Bell in Politics*.
fn without_section(line: &str) -> &str {
    let ends = [" in ", " on behalf of "]
        .iter()
        .filter_map(|sign| line.find(sign));
    ends.min().map_or(line, |end| &line[..end])
}

/// Whether the line above says that a picture's credit follows: *Foto:*.
fn is_below_credit(scene: &PageLayout, id: BlockId) -> bool {
    let above = id.checked_sub(1).map(|above| scene.block(above).text.trim());
    above.is_some_and(|above| above.ends_with(':') && is_caption(above))
}

/// Drops what stands behind the first name and is no other: the place from which its bearer reports, of which the text speaks. A text
/// may speak of those who wrote it too.
fn without_places(people: &mut Vec<String>, spoken_of: &HashSet<String>) {
    let is_place = |name: &String| {
        let person = names::first_is_given(name) && names::is_whole_name(name);
        names::is_place(name) || !person && is_spoken_of(name, spoken_of)
    };
    while people.len() > 1 && people.last().is_some_and(is_place) {
        people.pop();
    }
}

/// Whether the text speaks of somebody: of every word of the name but the shortest. A family name alone is shared by many.
fn is_spoken_of(name: &str, spoken_of: &HashSet<String>) -> bool {
    let mut telling = text::words(name)
        .filter(|word| word.text.chars().count() > 2)
        .peekable();
    telling.peek().is_some() && telling.all(|word| spoken_of.contains(&text::folded(word.text)))
}

/// Whether a neighbour of a block holds a date.
fn beside_date(scene: &PageLayout, id: BlockId) -> bool {
    let neighbours = id.saturating_sub(1)..(id + 2).min(scene.document.blocks.len() as BlockId);
    let texts = neighbours
        .filter(|other| *other != id)
        .map(|other| &scene.block(other).text);
    texts
        .filter(|text| text.len() < LONGEST_BYLINE)
        .any(|text| !written::find(text, &scene.reading).is_empty())
}

/// The words of the title and the text that begin with a capital.
fn spoken_of(scene: &PageLayout) -> HashSet<String> {
    let last = scene.body.map(|(_, last)| last);
    let paragraphs = scene
        .paragraphs()
        .filter(|(id, block)| Some(*id) != last || block.text.len() > 80)
        .map(|(_, block)| block);
    let title = scene.title.map(|title| scene.block(title));
    let words = paragraphs.chain(title).flat_map(|block| text::words(&block.text));
    words
        .filter(|word| word.text.starts_with(char::is_uppercase))
        .map(|word| text::folded(word.text))
        .collect()
}

/// A byline without the date on the same line and without the words that belong to the date: *le*, *Publié*, *Sunday*.
pub(super) fn without_date(line: &str) -> &str {
    let found = written::find(line, &Default::default());
    let Some(first) = found.first() else {
        return without_glued_date(line);
    };
    let sides = [&line[..first.start], &line[found[found.len() - 1].end..]];
    let mut before = trimmed(sides[0]);
    while let Some(word) = text::words(before)
        .last()
        .filter(|word| belongs_to_date(word.text) || cues::last_cue(word.text).is_some())
    {
        before = trimmed(&before[..word.start]);
    }
    let after = trimmed(sides[1]);
    let first = || names::people(after, &[]).into_iter().next();
    match before.is_empty() && first().is_some_and(|name| names::is_whole_name(&name)) {
        true => after,
        false => before,
    }
}

/// A line without the date that is glued to it where a page was turned to text: *Ann Bell5 hours ago*.
fn without_glued_date(line: &str) -> &str {
    let number = line.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0);
    let Some((name, rest)) = number.map(|at| line.split_at(at)) else {
        return line.trim();
    };
    let is_glued = name.ends_with(char::is_alphabetic);
    let opens = |found: Vec<written::WrittenDate>| found.first().is_some_and(|date| date.start == 0);
    match is_glued && opens(written::find(rest, &Default::default())) {
        true => trimmed(name),
        false => line.trim(),
    }
}

/// What stands behind the date that opens a line: *3 May 2022 by Ann Bell, correspondent*.
fn behind_date(line: &str) -> Option<&str> {
    let found = written::find(line, &Default::default());
    let opens = found
        .first()
        .filter(|first| trimmed(&line[..first.start]).is_empty())?;
    let rest = trimmed(&line[found.last().map_or(opens.end, |last| last.end)..]);
    (!rest.is_empty()).then_some(rest)
}

fn trimmed(part: &str) -> &str {
    part.trim_matches(|c: char| c.is_whitespace() || "|,-–—•·(/:@>".contains(c))
}

fn belongs_to_date(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "le", "on", "am", "el", "il", "em", "den", "the", "at", "um", "à", "du", "vom", "op",
    ];
    WORDS.contains(&word.to_lowercase().as_str()) || calendar::weekday(word).is_some()
}

/// A byline without what is told after it: *Interview by Ann Bell. It has been shortened.*
fn without_story(rest: &str) -> &str {
    let name = names::first_sentence(rest);
    if names::is_whole_name(name) { name } else { rest }
}

/// What follows *By* can be a name: it begins with a capital, and the line is no sentence.
fn is_byline(rest: &str) -> bool {
    let first = rest.chars().next();
    let sentence = rest.trim_end().ends_with(['.', '!', '?', ':']) && text::words(rest).count() > 6;
    first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) && !sentence
}
