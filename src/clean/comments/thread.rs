//! Lines between names, days and buttons, put together to comments.

use super::Draft;
use super::label::Label;
use super::line::Line;
use crate::clean::features::Sheet;

/// Reads lines into comments.
pub struct Reader {
    done: Vec<Draft>,
    open: Option<Draft>,
    headed: bool,
    /// Names and days stand below the texts.
    below: bool,
}

impl Reader {
    /// Begins to read lines that stand where comments may. `headed`: their heading stands above.
    pub fn of(lines: &[Line], headed: bool) -> Reader {
        let label = lines.iter().position(|line| matches!(line, Line::Label(_)));
        let named = |at: usize| matches!(&lines[at], Line::Label(label) if label.author.is_some());
        let sure = |at: usize| matches!(&lines[at], Line::Label(label) if label.sure);
        // What stands above a whole signature is no name.
        let few_words = |at: usize| at == 1 && lines[0] == Line::Name && sure(at);
        let texts = |at: usize| at > 0 && lines[..at].iter().all(|line| *line == Line::Text);
        let below = label.is_some_and(|at| named(at) && (texts(at) || few_words(at)));
        Reader {
            done: Vec::new(),
            open: None,
            headed,
            below,
        }
    }

    /// Takes a line; whether the comments go on.
    pub fn read(&mut self, sheet: &Sheet, lines: &[Line], at: usize, id: usize) -> bool {
        match &lines[at] {
            Line::Label(label) => self.label(label, id),
            Line::Button => self.button(id),
            Line::Name | Line::Elsewhere if self.names(lines, at) => self.label(
                &Label {
                    author: Some(sheet.document.blocks[id].text.clone()),
                    ..Label::default()
                },
                id,
            ),
            Line::Name | Line::Text => return self.text(lines, at, id),
            _ => return false,
        }
        true
    }

    /// Whether a short line is a name here: a text or a day follows, and the comment before is whole.
    fn names(&self, lines: &[Line], at: usize) -> bool {
        let next = lines.get(at + 1);
        let follows = match next {
            Some(Line::Text | Line::Label(_)) => true,
            Some(Line::Name) if self.open.is_some() => {
                !matches!(lines.get(at + 2), Some(Line::Text | Line::Label(_)))
            }
            Some(Line::Name) => true,
            _ => false,
        };
        let whole = self.open.as_ref().is_none_or(|open| !open.texts.is_empty());
        let unnamed = self.done.iter().chain(&self.open).any(|draft| !draft.is_named());
        let dated = matches!(next, Some(Line::Label(label)) if label.author.is_none());
        !self.below && follows && whole && (dated || !unnamed)
    }

    fn label(&mut self, label: &Label, id: usize) {
        let closes = self.open.as_ref().is_some_and(|open| {
            let signs = open.author.is_some() && open.posted.is_none() && label.author.is_none();
            !open.texts.is_empty() && (self.below || signs)
        });
        if !closes && self.open.as_ref().is_some_and(|open| !open.texts.is_empty()) {
            self.done.extend(self.open.take());
        }
        let open = self.open.get_or_insert_default();
        open.author = open.author.take().or_else(|| label.author.clone());
        open.posted = open.posted.take().or_else(|| label.posted.clone());
        open.anchored |= label.sure;
        open.signed |= label.sure && label.author.is_some() && label.posted.is_some();
        open.blocks.push(id);
        if closes {
            self.done.extend(self.open.take());
        }
    }

    fn button(&mut self, id: usize) {
        let last = self.open.take().or_else(|| self.done.pop());
        if let Some(mut draft) = last {
            draft.blocks.push(id);
            draft.anchored = true;
            self.done.push(draft);
        }
    }

    /// A text goes on the open comment, or is one by itself where comments have no names.
    fn text(&mut self, lines: &[Line], at: usize, id: usize) -> bool {
        let named = self.done.iter().any(Draft::is_named);
        let last = !lines[at..]
            .iter()
            .any(|line| matches!(line, Line::Button | Line::Label(_)));
        match &mut self.open {
            Some(open) if open.is_named() && last && !open.texts.is_empty() => return false,
            Some(open) if open.is_named() || self.below => open.text(id),
            None if named && !self.below => return false,
            None if last && self.below => return false,
            _ if !self.headed && !self.below => return false,
            _ => {
                self.done.extend(self.open.take());
                self.open.get_or_insert_default().text(id);
            }
        }
        true
    }

    /// The comments that were read; what follows the last that has a day or a button is none.
    pub fn finish(mut self) -> Vec<Draft> {
        self.done.extend(self.open.take());
        self.done.retain(|draft| !draft.texts.is_empty());
        if let Some(last) = self.done.iter().rposition(|draft| draft.anchored) {
            self.done.truncate(last + 1);
        }
        self.done
    }
}

impl Draft {
    fn text(&mut self, id: usize) {
        self.texts.push(id);
        self.blocks.push(id);
    }
}
