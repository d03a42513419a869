//! Comments on a page of visible text that no heading announces and no time marks: known by how readers write.

use super::CommentSpan;
use super::line::CommentLine;
use super::lines::VisibleLines;

/// The fewest comments that names and texts by turns make.
const FEWEST_TURNS: usize = 2;
/// How many lines below the article they begin at most.
const NEAR: usize = 40;
/// The fewest words of a careless line.
const CARELESS_WORDS: f32 = 2.0;
/// The fewest lines of a section before others stand in it.
const SECTION_LINES: usize = 2;

impl VisibleLines<'_> {
    /// Whether an empty line stands above a line.
    fn is_below_gap(&self, at: usize) -> bool {
        let line = self.sheet.document.blocks.get(at).and_then(|block| block.line);
        line.is_some_and(|line| line.gap > 0)
    }

    /// Whether a line is written as newspapers never write: it begins with a small letter and ends without a full stop.
    pub(super) fn is_careless(&self, at: usize) -> bool {
        let text = self.sheet.document.blocks[at].text.as_str();
        matches!(self.lines[at], CommentLine::Name | CommentLine::Text)
            && text.starts_with(char::is_lowercase)
            && !text.ends_with(['.', ':', ';', ','])
            && self.sheet.shapes[at].words >= CARELESS_WORDS
            && self.sheet.shapes[at].digits == 0.0
    }

    /// A name and a careless line under a heading that may be that of a form.
    pub(super) fn careless(&self, start: usize) -> Vec<CommentSpan> {
        let named = self.lines.get(start) == Some(&CommentLine::Name) && !self.is_careless(start);
        match named && start + 1 < self.lines.len() && self.is_careless(start + 1) {
            true => vec![self.turn(start)],
            false => Vec::new(),
        }
    }

    /// Whether names and texts follow each other by turns right below the article or its buttons, and most of the texts are several
    /// sentences of which the last has no full stop: a list of articles and the lives of authors are better kept.
    pub(super) fn is_by_turns(&self, article_end: usize, at: usize) -> bool {
        let is_chrome = |line: &CommentLine| {
            matches!(
                line,
                CommentLine::Name | CommentLine::Elsewhere | CommentLine::Button
            )
        };
        let near = at < article_end + NEAR && self.lines[article_end..at].iter().all(is_chrome);
        let turns = self.turns(at);
        let as_readers_write = |name: &&usize| {
            let (shape, text) = (
                &self.sheet.shapes[**name + 1],
                &self.sheet.document.blocks[**name + 1].text,
            );
            let last = f32::from(u8::from(text.ends_with(['.', '!', '?', '…'])));
            !text.ends_with(['.', '…']) && shape.sentences > last
        };
        near && self.is_below_gap(at)
            && turns.len() >= FEWEST_TURNS
            && 2 * turns.iter().filter(as_readers_write).count() > turns.len()
    }

    /// The comments of names and texts by turns.
    pub(super) fn by_turns(&self, at: usize) -> Vec<CommentSpan> {
        self.turns(at).into_iter().map(|name| self.turn(name)).collect()
    }

    /// The names of the run of names and texts that begins at a line, up to an empty line.
    fn turns(&self, at: usize) -> Vec<usize> {
        let goes_on = |name: &usize| {
            let pair = self.lines.get(*name..name + 2);
            let whole = *name == at || !self.is_below_gap(*name);
            pair == Some(&[CommentLine::Name, CommentLine::Text]) && whole && !self.is_below_gap(name + 1)
        };
        (at..).step_by(2).take_while(goes_on).collect()
    }

    fn turn(&self, name: usize) -> CommentSpan {
        CommentSpan {
            author: Some(self.sheet.document.blocks[name].text.clone()),
            texts: vec![name + 1],
            blocks: vec![name, name + 1],
            ..CommentSpan::default()
        }
    }

    /// Whether lines in another section are signed below by a name with day and time, two of them at least, and those above are not:
    /// what stands otherwise below an empty line is another section.
    pub(super) fn is_signed_unlike_section(&self, head: Option<usize>, at: usize) -> bool {
        let Some(head) = head.filter(|head| at > head + SECTION_LINES && self.is_below_gap(at)) else {
            return false;
        };
        let signs = |line: Option<&CommentLine>| matches!(line, Some(CommentLine::Label(label)) if label.sure && label.author.is_some());
        let spoken = matches!(
            self.lines.get(at + 2),
            Some(CommentLine::Name | CommentLine::Text)
        );
        let above = self.lines[head..at].iter().any(|line| signs(Some(line)));
        spoken && signs(self.lines.get(at + 1)) && signs(self.lines.get(at + 3)) && !above
    }
}
