//! What a short line beside the text of a comment says: who wrote it, when, or what to click on.

use crate::calendar::names::weekday;
use crate::calendar::written::{self, DateHints, DateValue};
use crate::hash::fnv32_word;
use crate::lexicon;
use crate::text::{Word, folded, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The longest label, and the longest name in it.
const LABEL_WORDS: usize = 20;
const NAME_WORDS: usize = 6;

/// The longest name before a colon.
const SPEAKER_WORDS: usize = 3;
const SPEAKER_CHARS: usize = 30;

/// What a phrase of the lists is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelPhrase {
    /// It stands on a button.
    Button,
    /// It belongs to the form in which comments are written.
    Form,
    /// It is the heading of the comments.
    Head,
    /// It tells that somebody says something.
    Says,
    /// It joins a day to what stands beside it.
    Joint,
    /// A name follows.
    By,
    /// What the comment answers follows.
    Reply,
    /// How readers judge the comment follows.
    Vote,
}

/// By the first word of a phrase, the others and what it is; the longest first.
type Phrases = HashMap<u32, Vec<(Vec<u32>, LabelPhrase)>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for mut fields in lexicon::entries(include_str!("../../lexicon/comment-words.tsv")) {
        let (Some(phrase), Some(kind)) = (fields.next(), fields.next().and_then(named)) else {
            continue;
        };
        let hashes: Vec<u32> = words(phrase).map(|word| fnv32_word(word.text)).collect();
        if let Some((first, rest)) = hashes.split_first() {
            phrases.entry(*first).or_default().push((rest.to_vec(), kind));
        }
    }
    for same in phrases.values_mut() {
        same.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    phrases
});

fn named(kind: &str) -> Option<LabelPhrase> {
    Some(match kind {
        "button" => LabelPhrase::Button,
        "form" => LabelPhrase::Form,
        "head" => LabelPhrase::Head,
        "says" => LabelPhrase::Says,
        "joint" => LabelPhrase::Joint,
        "by" => LabelPhrase::By,
        "reply" => LabelPhrase::Reply,
        "vote" => LabelPhrase::Vote,
        _ => return None,
    })
}

/// The phrase at the beginning of some words, and its length.
fn phrase(words: &[u32]) -> Option<(LabelPhrase, usize)> {
    let (first, rest) = words.split_first()?;
    let found = PHRASES
        .get(first)?
        .iter()
        .find(|(more, _)| rest.starts_with(more))?;
    Some((found.1, found.0.len() + 1))
}

/// Who wrote a comment, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CommentLabel {
    /// Who.
    pub author: Option<String>,
    /// When.
    pub posted: Option<String>,
    /// A time of day or a time gone by is given, or a word like *says* follows the name: menus have neither.
    pub sure: bool,
}

/// What a line says, if it is a label and not a text: a day with or without a name, a name with a word like *says*.
pub(super) fn label(text: &str) -> Option<CommentLabel> {
    let line: Vec<Word> = words(text).take(LABEL_WORDS + 1).collect();
    let hashes: Vec<u32> = line.iter().map(|word| fnv32_word(word.text)).collect();
    let answers = (1..line.len()).find(|at| matches!(phrase(&hashes[*at..]), Some((LabelPhrase::Reply, _))));
    let line = &line[..answers.unwrap_or(line.len())];
    if line.is_empty() || line.len() > LABEL_WORDS {
        return None;
    }
    let answering = || {
        answers
            .filter(|at| *at <= NAME_WORDS)
            .map(|_| named_by(text, line, true))
    };
    dated(text, line).or_else(|| told(text, line)).or_else(answering)
}

/// The label of a name alone.
fn named_by(text: &str, name: &[Word], sure: bool) -> CommentLabel {
    let end = name.last().map_or(0, |last| closed(text, last.end));
    CommentLabel {
        author: name.first().map(|first| text[first.start..end].to_string()),
        posted: None,
        sure,
    }
}

/// A line with a day in it, and nothing else but a name.
fn dated(text: &str, line: &[Word]) -> Option<CommentLabel> {
    let until = line.last()?.end;
    let dates = written::find(&text[..until], &DateHints::default());
    let (first, last) = (dates.first()?, dates.last()?);
    let before: Vec<&Word> = line.iter().filter(|word| word.end <= first.start).collect();
    let after: Vec<&Word> = line.iter().filter(|word| word.start >= last.end).collect();
    let (before, (after, clock)) = (trimmed_end(&before), trimmed_start(&after));
    if before.len() + after.len() > NAME_WORDS || ends_sentence(text) {
        return None;
    }
    let name = [before, after].into_iter().find(|name| !name.is_empty());
    let ago = dates.iter().any(|date| matches!(date.value, DateValue::Ago(_)));
    let end = clock.map_or(last.end, |clock| clock + after_clock(&text[clock..]));
    Some(CommentLabel {
        author: name.map(|name| text[name[0].start..closed(text, name[name.len() - 1].end)].to_string()),
        posted: Some(text[first.start..end].to_string()),
        sure: ago || clock.is_some(),
    })
}

/// A name and a word like *says*, and nothing else.
fn told(text: &str, line: &[Word]) -> Option<CommentLabel> {
    let hashes: Vec<u32> = line.iter().map(|word| fnv32_word(word.text)).collect();
    let says = (1..line.len()).find(
        |at| matches!(phrase(&hashes[*at..]), Some((LabelPhrase::Says, length)) if at + length == line.len()),
    )?;
    let is_name = says <= NAME_WORDS && !ends_sentence(text);
    is_name.then(|| named_by(text, &line[..says], text.trim_end().ends_with(':')))
}

/// The name before a day: numbers, joints and words like *says* fall away from its end, a number from its beginning.
fn trimmed_end<'a, 'b>(words: &'a [&'b Word<'b>]) -> &'a [&'b Word<'b>] {
    let mut words = words;
    while let Some((last, rest)) = words.split_last() {
        let says =
            !rest.is_empty() && matches!(phrase(&[fnv32_word(last.text)]), Some((LabelPhrase::Says, 1)));
        match is_joint(last) || says {
            true => words = rest,
            false => break,
        }
    }
    match words.split_first() {
        Some((first, rest)) if first.text.chars().all(char::is_numeric) => rest,
        _ => words,
    }
}

/// The name after a day: times and joints fall away, up to a word like *by*. Also the end of the time of day.
fn trimmed_start<'a, 'b>(words: &'a [&'b Word<'b>]) -> (&'a [&'b Word<'b>], Option<usize>) {
    let (mut words, mut clock) = (words, None);
    while let Some((first, rest)) = words.split_first() {
        let by = matches!(phrase(&[fnv32_word(first.text)]), Some((LabelPhrase::By, _)));
        if first.text.starts_with(|c: char| c.is_numeric()) {
            clock = Some(first.end);
        } else if !by && !is_joint(first) {
            break;
        }
        words = rest;
        if by {
            break;
        }
    }
    let hashes: Vec<u32> = words.iter().map(|word| fnv32_word(word.text)).collect();
    let button =
        (0..hashes.len()).find(|at| matches!(phrase(&hashes[*at..]), Some((LabelPhrase::Button, _))));
    (&words[..button.unwrap_or(words.len())], clock)
}

/// How much of what follows a time of day belongs to it: the half of the day, a bracket.
fn after_clock(text: &str) -> usize {
    let half = words(text)
        .next()
        .filter(|word| ["am", "pm"].contains(&word.text.to_ascii_lowercase().as_str()));
    let end = half.filter(|word| word.start <= 1).map_or(0, |word| word.end);
    end + usize::from(text[end..].starts_with(')'))
}

fn is_joint(word: &Word) -> bool {
    let joins = matches!(
        phrase(&[fnv32_word(word.text)]),
        Some((LabelPhrase::Joint | LabelPhrase::By, _))
    );
    joins || word.text.chars().all(char::is_numeric) || weekday(word.text).is_some()
}

/// The end of a name, with the point of its last initial.
fn closed(text: &str, end: usize) -> usize {
    end + usize::from(text[end..].starts_with('.'))
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['!', '?', '…', '»'])
}

/// Whether a line is nothing but buttons and counts.
pub(super) fn is_button(text: &str) -> bool {
    let line: Vec<Word> = words(text).take(LABEL_WORDS + 1).collect();
    let hashes: Vec<u32> = line.iter().map(|word| fnv32_word(word.text)).collect();
    let (mut at, mut buttons) = (0, 0);
    while at < line.len() {
        match phrase(&hashes[at..]) {
            Some((LabelPhrase::Button, length)) => (at, buttons) = (at + length, buttons + 1),
            _ if line[at].text.chars().all(char::is_numeric) => at += 1,
            _ => return false,
        }
    }
    buttons > 0
}

/// Whether a line is nothing but the word for comments and how many there are.
pub(super) fn is_head(text: &str) -> bool {
    let line: Vec<Word> = words(text).take(5).collect();
    let counts = |word: &&Word| word.text.chars().all(char::is_numeric);
    let rest: Vec<u32> = line
        .iter()
        .filter(|word| !counts(word))
        .map(|word| fnv32_word(word.text))
        .collect();
    matches!(phrase(&rest), Some((LabelPhrase::Head, length)) if length == rest.len())
}

/// Words behind a number by which a heading counts what readers wrote, before what they wrote it on.
const COUNTED: [&str; 14] = [
    "comment",
    "comments",
    "commentaire",
    "commentaires",
    "gedanke",
    "gedanken",
    "pensamiento",
    "pensamientos",
    "reflexion",
    "reflexions",
    "response",
    "responses",
    "thought",
    "thoughts",
];

/// Whether a line counts what readers wrote on something: *6 réflexions sur « … »*, *One thought on “…”*.
pub(super) fn counts(text: &str) -> bool {
    let line: Vec<Word> = words(text).take(3).collect();
    let [count, what, on] = line[..] else { return false };
    let number = count.text.chars().all(char::is_numeric)
        || ["one", "un", "une", "ein", "uno", "um"].contains(&folded(count.text).as_str());
    let on = ["on", "sur", "zu", "sobre", "to", "en", "a"].contains(&folded(on.text).as_str());
    number && on && COUNTED.contains(&folded(what.text).as_str())
}

/// Who says a comment that stands on one line with its name, and when.
pub(super) struct CommentHead {
    /// Who.
    pub author: Option<String>,
    /// When, where the line says so.
    pub posted: Option<String>,
    /// Where the text begins.
    pub start: usize,
}

/// Who says a comment on one line: *Juma K: Hongera mahakama*, *Kota Zé | 12 Março, 2023 at 14:20: Todos sabiam*.
pub(super) fn said_by(text: &str) -> Option<CommentHead> {
    let parted = |(at, _): &(usize, &str)| text[at + 1..].starts_with(char::is_whitespace);
    let (end, _) = text.match_indices(':').find(parted)?;
    let (name, said) = (text[..end].trim(), text[end + 1..].trim());
    let whole = words(said).count() > 1 || said.ends_with(['!', '?']);
    let label = label(name).filter(|label| label.posted.is_some());
    let author = match &label {
        Some(label) => label.author.clone()?,
        None => name.to_string(),
    };
    (whole && is_speaker(&author)).then(|| CommentHead {
        author: Some(author),
        posted: label.and_then(|label| label.posted),
        start: text.len() - text[end + 1..].trim_start().len(),
    })
}

/// Whether what stands before a colon may be the name of a reader.
fn is_speaker(name: &str) -> bool {
    (1..=SPEAKER_WORDS).contains(&words(name).count())
        && name.chars().count() <= SPEAKER_CHARS
        && !name.contains([',', ';', '?', '!', '|', '/'])
        && is_told_in_words(name)
        && !name.contains("http")
        && phrase(&words(name).map(|word| fnv32_word(word.text)).collect::<Vec<_>>()).is_none()
}

/// Whether every full stop in a name is that of an initial or a short title: *Dra. Zulma F.*
fn is_told_in_words(name: &str) -> bool {
    let short = |part: &str| {
        words(part)
            .last()
            .is_some_and(|word| word.text.chars().count() <= 3)
    };
    name.rsplit('.').skip(1).all(short)
}

/// Whether a name is one that readers alone have: a number whose digits are hidden, letters and digits or underscores in one word.
pub(super) fn is_handle(name: &str) -> bool {
    let has = |fits: fn(char) -> bool| name.contains(fits);
    let hidden = has(|c| c.is_ascii_digit()) && has(|c| matches!(c, '*' | 'x' | 'X' | '…' | '•'));
    let word = !name.contains(' ') && has(char::is_alphabetic);
    hidden || word && has(|c| c.is_ascii_digit() || c == '_')
}

/// A comment without what other readers think of it behind it: *… promem. Ocena: +18*, *… 👍 12*.
pub(super) fn without_votes(text: &str) -> &str {
    const THUMBS: [char; 4] = ['👍', '👎', '▲', '▼'];
    let counts =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-−/|".contains(c) || THUMBS.contains(&c);
    let thumb = text.find(THUMBS).filter(|at| text[*at..].chars().all(counts));
    if let Some(at) = thumb {
        return text[..at].trim_end();
    }
    let bare = text.trim_end_matches(counts);
    let count = text[bare.len()..].contains(|c: char| c.is_ascii_digit());
    let word = words(bare)
        .last()
        .filter(|word| bare[word.end..].trim() == ":" && count);
    let vote = word.filter(|word| matches!(phrase(&[fnv32_word(word.text)]), Some((LabelPhrase::Vote, 1))));
    vote.map_or(text, |word| text[..word.start].trim_end())
}

/// Whether a line belongs to the form in which comments are written, or says that there is none.
pub(super) fn is_form(text: &str) -> bool {
    let hashes: Vec<u32> = words(text).take(8).map(|word| fnv32_word(word.text)).collect();
    matches!(phrase(&hashes), Some((LabelPhrase::Form, _)))
}

/// Whether a line may be the name of a reader: a few words that are no sentence.
pub(super) fn is_name(text: &str) -> bool {
    let initial = |c: char| text.trim_end_matches('.').ends_with(c);
    let sentence =
        text.ends_with(['!', '?', '…', ':', ';', ',']) || (text.ends_with('.') && !abbreviates(text));
    words(text).take(NAME_WORDS).count() < NAME_WORDS
        && text.chars().any(char::is_alphabetic)
        && !sentence
        && !initial('»')
}

/// Whether the last word is an initial or a short form: *Ene O.*, *Mugabo P.*
fn abbreviates(text: &str) -> bool {
    let last = text.trim_end_matches('.').rsplit([' ', '.', '-']).next();
    last.is_some_and(|word| word.chars().count() <= 2)
}
