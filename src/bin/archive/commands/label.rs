//! `archive label`: words and notes of one's own on articles.

use super::{query_args, show};
use crate::config::Config;
use crate::exit::Exit;
use crate::render::safe::SafeLine;
use crate::ui::Problems;
use anyhow::{Context, Result, bail};
use archive::index::Archive;
use archive::index::labels::{UserLabel, UserLabels};
use archive::text::normalized;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Put labels and a note on articles, and take them off
///
/// archive label 6e3c 51d7 +coded -todo --note "names no minister". The query label:coded finds them, has:label all, note:word
/// what was noted. They stand in a plain text file beside the index (.archive.labels beside .archive), outlive every ingest, and
/// hold for newer versions too. Without arguments: every label, and how many articles have it.
#[derive(Debug, clap::Args)]
pub(crate) struct LabelArgs {
    /// Identities, or their beginnings (- for a list of them on stdin), and labels: +put -take
    #[arg(id = "labelling", value_name = "ID|+LABEL|-LABEL")]
    what: Vec<String>,
    /// Note this, in the place of the note before; an empty text takes it off
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
    /// Add the labels and notes of another such file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["labelling", "note"])]
    import: Option<PathBuf>,
}

/// What is to be done to which articles.
#[derive(Debug, Default, PartialEq)]
struct Wish {
    ids: Vec<String>,
    put: Vec<String>,
    take: Vec<String>,
}

/// Does it, and says how many articles have changed.
pub(crate) fn run(args: &LabelArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let mut archive = query_args::archive(config, problems)?;
    let labels = archive.written_labels()?;
    if let Some(path) = &args.import {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        return import(&mut archive, labels, &UserLabels::parse(&text), problems);
    }
    let wish = Wish::of(&args.what)?;
    if wish.ids.is_empty() && args.note.is_none() && wish == Wish::default() {
        return list(&labels);
    }
    if wish.ids.is_empty() {
        bail!(
            "no article is named; `archive search QUERY --format ids | xargs archive label +done` labels what is found"
        );
    }
    if wish.put.is_empty() && wish.take.is_empty() && args.note.is_none() {
        bail!("nothing is to be done; +LABEL puts a label, -LABEL takes it off, --note notes something");
    }
    let mut changes = Changes::of(&mut archive, problems)?;
    for typed in show::ids(&wish.ids)? {
        changes.change(&typed, |label| wish.grant(label, args.note.as_deref()))?;
    }
    changes.write()
}

/// Changes to the labels of articles, which are written together.
pub(crate) struct Changes<'a> {
    archive: &'a mut Archive,
    problems: &'a Problems,
    labels: UserLabels,
    changed: usize,
    missing: usize,
}

impl<'a> Changes<'a> {
    /// None yet.
    pub(crate) fn of(archive: &'a mut Archive, problems: &'a Problems) -> Result<Changes<'a>> {
        Ok(Changes {
            labels: archive.written_labels()?,
            archive,
            problems,
            changed: 0,
            missing: 0,
        })
    }

    /// Changes what is said of the article with an identity that was typed; one that is not there is said.
    pub(crate) fn change(&mut self, typed: &str, change: impl FnOnce(&mut UserLabel)) -> Result<()> {
        let Some(id) = show::resolved(self.archive, typed)? else {
            self.missing += 1;
            self.problems.warning(format_args!("no article {typed}"));
            return Ok(());
        };
        let before = self.labels.of(&id).cloned();
        self.labels.change(&id, change);
        self.changed += usize::from(self.labels.of(&id) != before.as_ref());
        Ok(())
    }

    /// Writes them, and says of how many articles something else is said now.
    pub(crate) fn write(self) -> Result<Exit> {
        if self.changed > 0 {
            self.archive.write_labels(&self.labels)?;
        }
        self.problems.summary(format_args!("{} changed", self.changed));
        Ok(match self.missing {
            0 => Exit::Done,
            _ => Exit::SomeFailed,
        })
    }
}

impl Wish {
    /// The wish that was typed. `-label` comes as `NOT label`, as everywhere on the command line.
    fn of(words: &[String]) -> Result<Wish> {
        let mut wish = Wish::default();
        for word in words {
            let (list, name) = match (word.strip_prefix('+'), word.strip_prefix("NOT ")) {
                (Some(name), _) => (&mut wish.put, name),
                (None, Some(name)) => (&mut wish.take, name),
                (None, None) => {
                    wish.ids.push(word.clone());
                    continue;
                }
            };
            if !UserLabel::is_name(name) {
                bail!("{word} is no label: a label is one word that does not begin with +, - or #");
            }
            list.push(name.to_string());
        }
        Ok(wish)
    }

    fn grant(&self, label: &mut UserLabel, note: Option<&str>) {
        label.names.extend(self.put.iter().cloned());
        label.names.retain(|name| !self.take.contains(name));
        if let Some(note) = note {
            label.note = normalized(note);
        }
    }
}

/// Adds what another file says.
fn import(
    archive: &mut Archive,
    mut labels: UserLabels,
    other: &UserLabels,
    problems: &Problems,
) -> Result<Exit> {
    let before = labels.clone();
    let mut known = 0;
    for (id, label) in other.all() {
        labels.add(id, label);
        known += usize::from(archive.article(id)?.is_some());
    }
    if labels != before {
        archive.write_labels(&labels)?;
    }
    let all = other.all().count();
    problems.summary(format_args!(
        "{all} read, {known} of them on articles of this index"
    ));
    Ok(Exit::found(all > 0))
}

/// Prints `label TAB articles`, the most frequent first.
fn list(labels: &UserLabels) -> Result<Exit> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for name in labels.all().flat_map(|(_, label)| &label.names) {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (name, count) in &counts {
        writeln!(out, "{}\t{count}", SafeLine(name))?;
    }
    out.flush()?;
    Ok(Exit::found(!counts.is_empty()))
}
