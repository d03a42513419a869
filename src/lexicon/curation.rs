//! What the user has decided of the actors: a plain text file beside the index, one decision a line, `#` for comments, fit
//! for version control.
//!
//! ```text
//! merge person:jb-kazura person:jean-bosco-kazura
//! split person:rokia-traore person:rokia-traore-deputy 3f9c2a71b0de 81aa02c4d7e1
//! rename person:bintou-keita Bintou Keïta
//! ignore org:dh
//! add person:oumar-diarra Oumar Diarra | général Diarra | O. Diarra
//! ```
//!
//! Decisions change what an identity means when it is asked for or printed; no page is read again. The last decision on a thing
//! holds, and taking a line away takes its effect away.

pub mod effect;
pub mod outlets;

use super::words::slug;
use crate::lexicon::actor_type::ActorType;
use crate::text;
use std::collections::HashSet;
use std::fmt;

/// One decision of the user.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The first actor is the second.
    Merge(String, String),
    /// In these articles the first actor is the second, somebody else.
    Split(String, String, Vec<String>),
    /// The actor is shown under this name.
    Rename(String, String),
    /// The actor is none.
    Ignore(String),
    /// There is such an actor, with its name and the other names it goes by.
    Add(String, Vec<String>),
}

/// A line that is no decision: its number and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// All decisions, with the comments and empty lines between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    lines: Vec<DecisionLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum DecisionLine {
    Decided(Decision),
    Other(String),
}

impl Decision {
    /// Reads one line.
    ///
    /// # Errors
    /// What is wrong with the line, in words for the user.
    pub fn parse(line: &str) -> Result<Decision, &'static str> {
        let (verb, rest) = line
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((line.trim(), ""));
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let own = |text: &str| text.to_string();
        match (verb, &fields[..]) {
            ("merge" | "ignore" | "rename" | "split" | "add", [id, ..]) if !is_id(id) => {
                Err("an actor is written as type:name")
            }
            ("merge", [from, to]) if is_id(to) && from != to => Ok(Decision::Merge(own(from), own(to))),
            ("merge", _) => Err("merge wants two actors"),
            ("split", [from, to, articles @ ..]) if is_id(to) && !articles.is_empty() => Ok(Decision::Split(
                own(from),
                own(to),
                articles.iter().copied().map(own).collect(),
            )),
            ("split", _) => Err("split wants two actors and the articles"),
            ("ignore", [id]) => Ok(Decision::Ignore(own(id))),
            ("ignore", _) => Err("ignore wants one actor"),
            ("rename", [id, _, ..]) => Ok(Decision::Rename(own(id), after(rest, id))),
            ("rename", _) => Err("rename wants an actor and its name"),
            ("add", [id, ..]) => match names(&after(rest, id)) {
                names if names.is_empty() => Err("add wants an actor and its name"),
                names => Ok(Decision::Add(own(id), names)),
            },
            ("add", []) => Err("add wants an actor and its name"),
            _ => Err("a decision begins with merge, split, rename, ignore or add"),
        }
    }

    /// The decision that adds an actor of a type by its names, the identity made from the first.
    pub fn add(kind: ActorType, names: Vec<String>) -> Option<Decision> {
        let first = names.first().filter(|name| !slug(name).is_empty())?;
        Some(Decision::Add(kind.id(&slug(first)), names))
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decision::Merge(from, to) => write!(f, "merge {from} {to}"),
            Decision::Split(from, to, articles) => write!(f, "split {from} {to} {}", articles.join(" ")),
            Decision::Rename(id, name) => write!(f, "rename {id} {name}"),
            Decision::Ignore(id) => write!(f, "ignore {id}"),
            Decision::Add(id, names) => write!(f, "add {id} {}", names.join(" | ")),
        }
    }
}

impl fmt::Display for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| match line {
            DecisionLine::Decided(decision) => writeln!(f, "{decision}"),
            DecisionLine::Other(text) => writeln!(f, "{text}"),
        })
    }
}

impl Decisions {
    /// Reads a file of decisions. Lines that are none are kept as they stand and told.
    pub fn parse(text: &str) -> (Decisions, Vec<Misread>) {
        let mut misread = Vec::new();
        let mut lines = Vec::new();
        for (number, line) in text::lines(text).enumerate() {
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                lines.push(DecisionLine::Other(line.to_string()));
                continue;
            }
            lines.push(match Decision::parse(line) {
                Ok(decision) => DecisionLine::Decided(decision),
                Err(reason) => {
                    misread.push(Misread {
                        line: number + 1,
                        reason,
                    });
                    DecisionLine::Other(line.to_string())
                }
            });
        }
        (Decisions { lines }, misread)
    }

    /// Every decision in the order of the file.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Decision> {
        self.lines.iter().filter_map(|line| match line {
            DecisionLine::Decided(decision) => Some(decision),
            DecisionLine::Other(_) => None,
        })
    }

    /// Adds a decision at the end, unless it is there.
    pub fn push(&mut self, decision: Decision) {
        if !self.all().any(|other| *other == decision) {
            self.lines.push(DecisionLine::Decided(decision));
        }
    }

    /// Takes the last decision back and returns it. Comments stay.
    pub fn undo(&mut self) -> Option<Decision> {
        let at = self
            .lines
            .iter()
            .rposition(|line| matches!(line, DecisionLine::Decided(_)))?;
        match self.lines.remove(at) {
            DecisionLine::Decided(decision) => Some(decision),
            DecisionLine::Other(_) => None,
        }
    }

    /// The names that were added for an actor.
    pub fn aliases(&self, id: &str) -> Vec<&str> {
        let of_actor = |decision: &'_ Decision| matches!(decision, Decision::Add(other, _) if other == id);
        let added = self.all().filter(|decision| of_actor(decision));
        added
            .flat_map(|decision| match decision {
                Decision::Add(_, names) => names.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            })
            .collect()
    }

    /// Adds every actor of a list: a name a line with its aliases after it, parted by `|`, `;`, a tab or, where there are none of
    /// these, commas; fields may be quoted as in CSV. Returns how many were added.
    pub fn import(&mut self, list: &str, kind: ActorType) -> usize {
        let mut known: HashSet<Decision> = self.all().cloned().collect();
        let before = known.len();
        let lines = list
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let names = fields(line);
            let header = number == 0
                && names
                    .first()
                    .is_some_and(|name| name.eq_ignore_ascii_case("name"));
            let Some(decision) = Decision::add(kind, names).filter(|_| !header) else {
                continue;
            };
            if known.insert(decision.clone()) {
                self.lines.push(DecisionLine::Decided(decision));
            }
        }
        known.len() - before
    }
}

fn is_id(text: &str) -> bool {
    ActorType::parted(text).is_some_and(|(_, own)| !own.is_empty())
}

/// What follows the first field.
fn after(rest: &str, id: &str) -> String {
    rest.trim_start()[id.len()..].trim().to_string()
}

fn names(text: &str) -> Vec<String> {
    text.split('|')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_string)
        .collect()
}

/// The fields of a line of a list.
fn fields(line: &str) -> Vec<String> {
    let marks = [b'|', b'\t', b';'];
    let mark = marks.into_iter().find(|mark| line.as_bytes().contains(mark));
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(mark.unwrap_or(b','))
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(line.as_bytes())
        .into_records();
    let row = rows.next().and_then(Result::ok).unwrap_or_default();
    // As they stand when the line of the decision is read again: a bar parts names there.
    let names = row.iter().map(|name| {
        name.replace('|', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions(text: &str) -> Decisions {
        let (decisions, misread) = Decisions::parse(text);
        assert_eq!(misread, []);
        decisions
    }

    #[test]
    fn what_is_no_decision_is_written_as_it_is_read_again() {
        for text in ["oui\n\r", "# kept\r", "oui\r\r\n", "ignore org:dh\r"] {
            let written = Decisions::parse(text).0.to_string();
            assert_eq!(Decisions::parse(&written).0.to_string(), written, "{text:?}");
        }
    }

    #[test]
    fn names_of_a_list_are_written_as_they_are_read_again() {
        for list in ["\",o\u{1}|", "\"a|\"|b", "\"a  | b\";c", "a\u{a0}|\u{a0}b"] {
            let mut decided = Decisions::default();
            decided.import(list, ActorType::Person);
            let again = Decisions::parse(&decided.to_string()).0;
            assert_eq!(again.to_string(), decided.to_string(), "{list:?}");
            assert!(!again.to_string().is_empty());
        }
    }

    #[test]
    fn undo_takes_the_last_decision_and_keeps_comments() {
        let text = "# kept\nignore org:dh\n# also kept\nignore org:ac\n";
        let mut decided = decisions(text);
        assert_eq!(decided.to_string(), text);
        assert_eq!(decided.undo(), Some(Decision::Ignore("org:ac".into())));
        assert_eq!(decided.to_string(), "# kept\nignore org:dh\n# also kept\n");
        assert_eq!((decided.undo().is_some(), decided.undo()), (true, None));
    }

    #[test]
    fn what_is_no_decision_is_told_and_kept() {
        let text = "merge person:a\nfly away\nadd person:a |\nadd person:a\n";
        let (decided, misread) = Decisions::parse(text);
        assert_eq!(misread.len(), 4);
        assert_eq!(decided.to_string(), text);
    }

    #[test]
    fn lists_of_names_are_imported() {
        let mut decided = Decisions::default();
        let list = "name,alias\n\"Diarra, Oumar\",O. Diarra\nPaul Kagame\n# comment\nSadio Camara | Camara\n";
        assert_eq!(decided.import(list, ActorType::Person), 3);
        assert_eq!(decided.aliases("person:sadio-camara"), ["Sadio Camara", "Camara"]);
        assert_eq!(decided.import(list, ActorType::Person), 0);
    }
}
