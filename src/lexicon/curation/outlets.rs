//! What the user has decided of outlets: a plain text file beside the index, one decision a line, `#` for comments, fit for version
//! control.
//!
//! ```text
//! merge Relais Hebdo = Le Relais
//! ```
//!
//! A decision changes under which name an outlet is asked for, counted and printed; no page is read again. The last decision on a name
//! holds, and taking a line away takes its effect away.

use super::Misread;
use crate::text;
use std::fmt;

/// What stands between the two names of a decision.
const IS: &str = " = ";

/// All decisions, with the comments and empty lines between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletMerges {
    lines: Vec<MergeLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum MergeLine {
    /// The first outlet is the second.
    Merge(String, String),
    Other(String),
}

impl MergeLine {
    fn merge(from: &str, to: &str) -> Result<MergeLine, &'static str> {
        let names = [from, to].map(text::normalized);
        match &names {
            [from, to] if key(from).is_empty() || key(to).is_empty() => Err("an outlet needs a name"),
            [from, to] if key(from) == key(to) => Err("an outlet is itself already, whatever its case"),
            [from, to] if from.contains(IS) || to.contains(IS) => {
                Err("a name of an outlet holds no = between blanks")
            }
            [from, to] => Ok(MergeLine::Merge(from.clone(), to.clone())),
        }
    }

    fn parse(line: &str) -> Result<MergeLine, &'static str> {
        let decision = line.trim().strip_prefix("merge ");
        let names = decision.and_then(|names| names.split_once(IS));
        let (from, to) = names.ok_or("a decision on outlets is written merge NAME = NAME")?;
        MergeLine::merge(from, to)
    }
}

impl fmt::Display for MergeLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MergeLine::Merge(from, to) => write!(f, "merge {from}{IS}{to}"),
            MergeLine::Other(text) => write!(f, "{text}"),
        }
    }
}

impl fmt::Display for OutletMerges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl OutletMerges {
    /// Reads a file of decisions. Lines that are none are kept as they stand and told.
    pub fn parse(text: &str) -> (OutletMerges, Vec<Misread>) {
        let mut misread = Vec::new();
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(text::lines(text)) {
            let other = || MergeLine::Other(line.to_string());
            let is_comment = line.trim().is_empty() || line.trim_start().starts_with('#');
            lines.push(match MergeLine::parse(line) {
                _ if is_comment => other(),
                Ok(decided) => decided,
                Err(reason) => {
                    misread.push(Misread { line: number, reason });
                    other()
                }
            });
        }
        (OutletMerges { lines }, misread)
    }

    /// Decides that the first outlet is the second.
    ///
    /// # Errors
    /// If a name is none, both are one already, or a name cannot be written on the line.
    pub fn push(&mut self, from: &str, to: &str) -> Result<(), &'static str> {
        let merge = MergeLine::merge(from, to)?;
        self.lines.retain(|line| *line != merge);
        self.lines.push(merge);
        Ok(())
    }

    /// Takes the last decision back and returns its line. Comments stay.
    pub fn undo(&mut self) -> Option<String> {
        let is_merge = |line: &MergeLine| matches!(line, MergeLine::Merge(..));
        let at = self.lines.iter().rposition(is_merge)?;
        Some(self.lines.remove(at).to_string())
    }

    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.merges().next().is_none()
    }

    fn merges(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> {
        self.lines.iter().filter_map(|line| match line {
            MergeLine::Merge(from, to) => Some((from.as_str(), to.as_str())),
            MergeLine::Other(_) => None,
        })
    }

    /// The name of an outlet as decided.
    pub fn name<'a>(&'a self, outlet: &'a str) -> &'a str {
        let mut now = outlet;
        // Every step follows one decision, so there are at most as many as decisions, also in a circle.
        for _ in 0..self.merges().count() {
            let own = key(now);
            match self.merges().rev().find(|(from, _)| key(from) == own) {
                Some((_, to)) => now = to,
                None => break,
            }
        }
        now
    }

    /// The other names of the outlets in whose name, or one of whose names, these words stand.
    pub fn one_with(&self, words: &str) -> Vec<&str> {
        let wanted = format!(" {} ", key(words));
        let holds = |name: &str| format!(" {} ", key(name)).contains(&wanted);
        let names: Vec<&str> = self.merges().flat_map(|(from, to)| [from, to]).collect();
        let decided = |name: &str| key(self.name(name));
        let meant: Vec<String> = names
            .iter()
            .filter(|name| holds(name))
            .map(|name| decided(name))
            .collect();
        let mut others = names;
        others.retain(|name| !holds(name) && meant.contains(&decided(name)));
        others.sort_unstable();
        others.dedup();
        others
    }
}

/// The words of a name, whatever their case, their accents and the signs between them.
pub fn key(name: &str) -> String {
    let folded = text::folded(name);
    let words: Vec<&str> = text::words(&folded).map(|word| word.text).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECIDED: &str =
        "# the weekly\nmerge Relais Hebdo = Le Relais\nmerge relais dimanche = RELAIS HEBDO\n";

    #[test]
    fn outlets_are_one_whatever_their_case() {
        let (merges, misread) = OutletMerges::parse(DECIDED);
        assert_eq!((misread.len(), merges.to_string().as_str()), (0, DECIDED));
        for name in ["Relais Hebdo", "RELAIS HEBDO", "Relais Dimanche", "Le Relais"] {
            assert_eq!(merges.name(name), "Le Relais", "{name}");
        }
        assert_eq!(merges.name("Le Fanal"), "Le Fanal");
        assert_eq!(
            merges.one_with("le relais"),
            ["RELAIS HEBDO", "Relais Hebdo", "relais dimanche"]
        );
        assert_eq!(merges.one_with("hebdo"), ["Le Relais", "relais dimanche"]);
        assert!(merges.one_with("Le Fanal").is_empty());
    }

    #[test]
    fn undo_takes_the_last_decision_and_keeps_comments() {
        let (mut merges, _) = OutletMerges::parse("merge A = B\n# kept\n");
        assert_eq!(merges.undo().as_deref(), Some("merge A = B"));
        assert_eq!((merges.to_string().as_str(), merges.undo()), ("# kept\n", None));
    }

    #[test]
    fn a_circle_ends_and_what_is_no_decision_is_told() {
        let (merges, misread) = OutletMerges::parse("merge A = B\nmerge B = A\nmerge A\nmerge A = a\n");
        assert_eq!(misread.iter().map(|line| line.line).collect::<Vec<_>>(), [3, 4]);
        assert!(["A", "B"].contains(&merges.name("A")));
        let mut merges = merges;
        assert!(
            merges.push("C", "c").is_err() && merges.push("", "c").is_err() && merges.push("C", "D").is_ok()
        );
    }
}
