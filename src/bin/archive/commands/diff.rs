//! `archive diff`.

use super::versions::VersionFormat;
use super::{query_args, show};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::json;
use crate::render::safe::Safe;
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::article::Article;
use archive::index::Archive;
use serde_json::json;
use similar::{ChangeTag, TextDiff};
use std::io::{BufWriter, Write};

/// Show the words that were added and removed between two articles, or two versions of one
///
/// What was removed stands in [- -], what was added in {+ +}, on a terminal in red and green too. Ends with 1 where the texts are the same.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// The older one
    #[arg(value_name = "ID")]
    old: String,
    /// The newer one
    #[arg(value_name = "ID")]
    new: String,
    /// How to print it; jsonl has one object a change, with its place in characters of title, empty line and text
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: VersionFormat,
}

/// A stretch of words that is in both, or in one.
struct Stretch {
    tag: ChangeTag,
    text: String,
    /// Where it begins in the text that has it, in characters.
    start: usize,
}

/// Words that stand around a change where the rest of a paragraph is left out.
const AROUND: usize = 12;

/// Prints the difference of titles and texts.
pub(crate) fn run(args: &DiffArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archive = query_args::archive(config, problems)?;
    let (old, new) = (whole(&archive, &args.old)?, whole(&archive, &args.new)?);
    let stretches = stretches(&old, &new);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match args.format {
        VersionFormat::Text => write_text(&mut out, &stretches, config.color)?,
        VersionFormat::Jsonl => write_lines(&mut out, &stretches)?,
    }
    out.flush()?;
    Ok(Exit::found(old != new))
}

/// Title and text of the article that was typed.
fn whole(archive: &Archive, typed: &str) -> Result<String> {
    let article = match show::resolved(archive, typed)? {
        Some(id) => archive.article(&id)?,
        None => None,
    };
    let Some(Article { title, body, .. }) = article else {
        bail!("no article {typed}")
    };
    Ok(title.map_or(body.clone(), |title| format!("{title}\n\n{body}")))
}

/// The texts as stretches in their order; of a change what was removed comes first.
fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    let diff = TextDiff::from_words(old, new);
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for change in diff.iter_all_changes() {
        let (tag, text) = (change.tag(), change.value());
        let start = if tag == ChangeTag::Delete { old_at } else { new_at };
        let length = text.chars().count();
        old_at += if tag == ChangeTag::Insert { 0 } else { length };
        new_at += if tag == ChangeTag::Delete { 0 } else { length };
        match stretches.last_mut().filter(|last| last.tag == tag) {
            Some(last) => last.text.push_str(text),
            None => stretches.push(Stretch {
                tag,
                text: text.to_string(),
                start,
            }),
        }
    }
    stretches
}

fn write_lines(out: &mut impl Write, stretches: &[Stretch]) -> Result<()> {
    for stretch in stretches.iter().filter(|stretch| stretch.tag != ChangeTag::Equal) {
        let change = match stretch.tag {
            ChangeTag::Delete => "removed",
            _ => "added",
        };
        let end = stretch.start + stretch.text.chars().count();
        let line = json!({"change": change, "text": stretch.text, "start": stretch.start, "end": end});
        writeln!(out, "{}", json::line(&line))?;
    }
    Ok(())
}

fn write_text(out: &mut impl Write, stretches: &[Stretch], color: bool) -> Result<()> {
    if !stretches.iter().any(|stretch| stretch.tag != ChangeTag::Equal) {
        return Ok(());
    }
    for (place, Stretch { tag, text, .. }) in stretches.iter().enumerate() {
        let (first, last) = (place == 0, place + 1 == stretches.len());
        let (before, behind, red_or_green) = match tag {
            ChangeTag::Equal => {
                write!(out, "{}", Safe(&shortened(text, first, last)))?;
                continue;
            }
            ChangeTag::Delete => ("[-", "-]", "\u{1b}[31m"),
            ChangeTag::Insert => ("{+", "+}", "\u{1b}[32m"),
        };
        let (on, off) = if color {
            (red_or_green, "\u{1b}[0m")
        } else {
            ("", "")
        };
        let words = text.trim();
        let (space, rest) = text.split_at(text.len() - text.trim_start().len());
        write!(out, "{}{on}{before}{}{behind}{off}", Safe(space), Safe(words))?;
        write!(out, "{}", Safe(&rest[words.len()..]))?;
        let replaced = stretches
            .get(place + 1)
            .is_some_and(|next| next.tag == ChangeTag::Insert);
        if replaced && !text.ends_with(char::is_whitespace) {
            write!(out, " ")?;
        }
    }
    Ok(writeln!(out)?)
}

/// What stands unchanged, without the middle of a long stretch.
fn shortened(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let (head, tail) = (if first { 0 } else { AROUND }, if last { 0 } else { AROUND });
    if words.len() <= head + tail + 2 {
        return text.to_string();
    }
    let (head, tail) = (words[..head].concat(), words[words.len() - tail..].concat());
    match tail.is_empty() {
        true => format!("{head}…"),
        false => format!("{head}… {tail}"),
    }
}
