//! Lines between names, days and buttons, put together to comments.

use super::CommentSpan;
use super::label::CommentLabel;
use super::line::CommentLine;
use crate::clean::features::PageFeatures;

/// Reads lines into comments.
pub(super) struct ThreadParser {
    done: Vec<CommentSpan>,
    open: Option<CommentSpan>,
    headed: bool,
    /// Names and days stand below the texts.
    below: bool,
}

impl ThreadParser {
    /// Begins to read lines that stand where comments may. `headed`: their heading stands above.
    pub(super) fn of(lines: &[CommentLine], headed: bool) -> ThreadParser {
        let label = lines
            .iter()
            .position(|line| matches!(line, CommentLine::Label(_)));
        let named = |at: usize| matches!(&lines[at], CommentLine::Label(label) if label.author.is_some());
        let sure = |at: usize| matches!(&lines[at], CommentLine::Label(label) if label.sure);
        // What stands above a whole signature is no name.
        let few_words = |at: usize| at == 1 && lines[0] == CommentLine::Name && sure(at);
        let texts = |at: usize| at > 0 && lines[..at].iter().all(|line| *line == CommentLine::Text);
        let below = label.is_some_and(|at| named(at) && (texts(at) || few_words(at)));
        ThreadParser {
            done: Vec::new(),
            open: None,
            headed,
            below,
        }
    }

    /// Takes a line; whether the comments go on.
    pub(super) fn read(&mut self, sheet: &PageFeatures, lines: &[CommentLine], at: usize, id: usize) -> bool {
        match &lines[at] {
            CommentLine::Label(label) => self.label(label, id),
            CommentLine::Button => self.button(id),
            CommentLine::Name | CommentLine::Elsewhere if self.names(lines, at) => self.label(
                &CommentLabel {
                    author: Some(sheet.document.blocks[id].text.clone()),
                    ..CommentLabel::default()
                },
                id,
            ),
            CommentLine::Name | CommentLine::Text => return self.text(lines, at, id),
            _ => return false,
        }
        true
    }

    /// Whether a short line is a name here: a text or a day follows, and the comment before is whole.
    fn names(&self, lines: &[CommentLine], at: usize) -> bool {
        let next = lines.get(at + 1);
        let follows = match next {
            Some(CommentLine::Text | CommentLine::Label(_)) => true,
            Some(CommentLine::Name) if self.open.is_some() => {
                !matches!(lines.get(at + 2), Some(CommentLine::Text | CommentLine::Label(_)))
            }
            Some(CommentLine::Name) => true,
            _ => false,
        };
        let whole = self.open.as_ref().is_none_or(|open| !open.texts.is_empty());
        let unnamed = self.done.iter().chain(&self.open).any(|draft| !draft.is_named());
        let dated = matches!(next, Some(CommentLine::Label(label)) if label.author.is_none());
        !self.below && follows && whole && (dated || !unnamed)
    }

    fn label(&mut self, label: &CommentLabel, id: usize) {
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
    fn text(&mut self, lines: &[CommentLine], at: usize, id: usize) -> bool {
        let named = self.done.iter().any(CommentSpan::is_named);
        let last = !lines[at..]
            .iter()
            .any(|line| matches!(line, CommentLine::Button | CommentLine::Label(_)));
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
    pub(super) fn finish(mut self) -> Vec<CommentSpan> {
        self.done.extend(self.open.take());
        self.done.retain(|draft| !draft.texts.is_empty());
        if let Some(last) = self.done.iter().rposition(|draft| draft.anchored) {
            self.done.truncate(last + 1);
        }
        self.done
    }
}

impl CommentSpan {
    fn text(&mut self, id: usize) {
        self.texts.push(id);
        self.blocks.push(id);
    }
}
