//! The annotated texts from which the tagger learns.

use anyhow::{Context, Result};
use archive::article::ActorType;
use archive::training::tagger::{EntityTag, TAGS};
use std::fs;
use std::path::{Path, PathBuf};

/// A text with its names.
#[derive(Debug, Clone)]
pub(super) struct Example {
    /// The text.
    pub text: String,
    /// The bytes of every name, in order, and what it names.
    pub names: Vec<(usize, usize, ActorType)>,
    /// Its language.
    pub language: String,
    /// Where it comes from: a page of the corpus by its outlet and number, or a list.
    pub source: String,
    /// What an error in it counts.
    pub weight: f32,
}

impl Example {
    /// The number of the tag of the token that begins at a byte.
    pub(super) fn tag(&self, start: usize) -> usize {
        let at = self.names.partition_point(|(_, end, _)| *end <= start);
        let tag = match self.names.get(at) {
            Some((begin, _, kind)) if *begin == start => EntityTag::Begins(*kind),
            Some((begin, _, kind)) if *begin < start => EntityTag::Continues(*kind),
            _ => EntityTag::Outside,
        };
        TAGS.iter().position(|other| *other == tag).unwrap_or(0)
    }
}

/// What an error in a sentence of a list counts, where one in a page of the corpus, the kind of text that the program is for, counts one.
const LIST_WEIGHT: f32 = 0.15;

/// The sentences of every `*.iob` file of a folder.
pub(super) fn from_lists(folder: &Path) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for file in sorted(folder, "iob")? {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().to_string();
        let language = name.split('-').nth(1).unwrap_or_default().to_string();
        for sentence in text.split("\n\n").filter(|sentence| !sentence.trim().is_empty()) {
            let mut example = Example {
                text: String::new(),
                names: Vec::new(),
                language: language.clone(),
                source: name.clone(),
                weight: LIST_WEIGHT,
            };
            sentence.lines().for_each(|line| add_word(&mut example, line));
            examples.push(example);
        }
    }
    Ok(examples)
}

fn add_word(example: &mut Example, line: &str) {
    let Some((word, tag)) = line.split_once('\t') else {
        return;
    };
    let word = word.trim();
    let glued = word.starts_with(['.', ',', ';', ')', ']', '\'', '’'])
        || example.text.ends_with(['(', '[', '\'', '’']);
    if !example.text.is_empty() && !glued {
        example.text.push(' ');
    }
    let start = example.text.len();
    example.text.push_str(word);
    let end = example.text.len();
    let kind = match tag.trim().split_once('-') {
        Some((_, "PER")) => ActorType::Person,
        Some((_, "LOC")) => ActorType::Place,
        Some((_, "ORG")) => ActorType::Org,
        _ => return,
    };
    match example.names.last_mut() {
        Some(last) if tag.starts_with("I-") && last.2 == kind => last.1 = end,
        _ => example.names.push((start, end, kind)),
    }
}

/// The annotated lines of every page of the corpus, an example a page.
pub(super) fn from_corpus(folder: &Path) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for outlet in sorted(folder, "")?.into_iter().filter(|path| path.is_dir()) {
        for page in sorted(&outlet, "page")? {
            let text =
                fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
            let language = text
                .lines()
                .find_map(|line| line.strip_prefix("# language: "))
                .unwrap_or_default();
            let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().to_string();
            let mut example = Example {
                text: String::new(),
                names: Vec::new(),
                language: language.to_string(),
                source: format!("{}-{}", name(&outlet), name(&page)),
                weight: 1.0,
            };
            for line in text.lines() {
                let marked = line.split_once('\t');
                if let Some(("title" | "kicker" | "lead" | "body" | "subhead" | "quote", marked)) = marked {
                    add_marked(&mut example, marked);
                }
            }
            examples.push(example);
        }
    }
    Ok(examples)
}

/// Adds a line in which names are marked as `[[surface|TYPE|id]]`.
fn add_marked(example: &mut Example, mut line: &str) {
    while let Some((before, rest)) = line.split_once("[[") {
        example.text.push_str(before);
        let Some((mark, after)) = rest.split_once("]]") else {
            break;
        };
        let mut fields = mark.split('|');
        let start = example.text.len();
        example.text.push_str(fields.next().unwrap_or_default());
        let kind = match fields.next() {
            Some("PER") => Some(ActorType::Person),
            Some("GPE" | "LOC") => Some(ActorType::Place),
            Some("ORG") => Some(ActorType::Org),
            _ => None,
        };
        example
            .names
            .extend(kind.map(|kind| (start, example.text.len(), kind)));
        line = after;
    }
    example.text.push_str(line);
    example.text.push_str("\n\n");
}

/// The files of a folder with an ending, or all where it is empty, in order.
fn sorted(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = read
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.retain(|path| ending.is_empty() || path.extension().is_some_and(|own| own == ending));
    paths.sort();
    Ok(paths)
}
