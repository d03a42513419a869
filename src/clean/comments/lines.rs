//! Comments on a page of visible text: runs of lines under the heading of the comments, or lines between names, days and
//! buttons wherever they stand.

use super::CommentSpan;
use super::label;
use super::line::CommentLine;
use super::thread::ThreadParser;
use crate::clean::block_stats::BlockStats;
use crate::clean::features::PageFeatures;
use crate::clean::role::{Reason, Role};
use crate::clean::verdict::BlockVerdict;
use crate::parse::BlockId;

/// The longest heading of the comments, or of what follows them.
const HEAD_WORDS: f32 = 6.0;
/// How many lines are looked at for comments where no heading says that they follow.
const LONGEST_LOOK: usize = 40;
/// The longest line that is no sentence.
const CHROME_WORDS: f32 = 8.0;
/// Between the article and the line that closes the comments, this many blocks may stand.
const CLOSED_WITHIN: usize = 40;

/// The comments of a page.
pub(super) fn drafts(sheet: &PageFeatures, verdicts: &[BlockVerdict]) -> Vec<CommentSpan> {
    let kept = |verdict: &BlockVerdict| matches!(verdict.role, Role::Article(_));
    let end = verdicts.iter().rposition(kept).map_or(0, |last| last + 1);
    let Some(first) = (0..end).find(|id| verdicts[*id].role.is_body()) else {
        return Vec::new();
    };
    let page = VisibleLines::of(sheet, verdicts, first);
    let mut found = page.under_head_in_text(verdicts, first, end);
    let (mut at, mut elsewhere) = (page.below(&found).max(end), None);
    while at < verdicts.len() {
        elsewhere = page.opens_other_section(at).unwrap_or(elsewhere);
        let drafts = page.thread_at(end, at, elsewhere, !found.is_empty());
        at = page.below(&drafts).max(at + 1);
        found.extend(drafts);
    }
    found
}

/// The comments among blocks that stand where comments do.
pub(super) fn among(sheet: &PageFeatures, ids: &[usize]) -> Vec<CommentSpan> {
    let lines: Vec<CommentLine> = ids.iter().map(|id| line(sheet, *id)).collect();
    written(sheet, read(sheet, ids, &lines, true))
}

/// A page of visible text, from the first line of its article on.
pub(super) struct VisibleLines<'a> {
    pub(super) sheet: &'a PageFeatures<'a>,
    pub(super) lines: Vec<CommentLine>,
}

impl<'a> VisibleLines<'a> {
    fn of(sheet: &'a PageFeatures, verdicts: &[BlockVerdict], first: usize) -> VisibleLines<'a> {
        let never = |role| {
            matches!(
                role,
                Role::Furniture(Reason::Recurring | Reason::Code | Reason::Repeated)
            )
        };
        let lines = verdicts
            .iter()
            .enumerate()
            .map(|(id, verdict)| match verdict.role {
                role if id < first || never(role) => CommentLine::Elsewhere,
                _ => line(sheet, id),
            });
        VisibleLines {
            sheet,
            lines: lines.collect(),
        }
    }

    /// The line below some comments; without any, the first.
    fn below(&self, drafts: &[CommentSpan]) -> usize {
        let last = drafts.iter().flat_map(|draft| &draft.blocks).max();
        last.map_or(0, |last| last + 1)
    }

    /// Comments that read like the article, and so were kept: what stands under a heading of comments and is told apart by names
    /// and days, or by the names with which lines begin.
    fn under_head_in_text(&self, verdicts: &[BlockVerdict], first: usize, end: usize) -> Vec<CommentSpan> {
        let is_text = |id: &usize| verdicts[*id].role.is_body() && self.sheet.shapes[*id].ends_sentence();
        let text = (first..end).find(is_text).unwrap_or(end);
        let head = (text..end).find(|id| matches!(self.lines[*id], CommentLine::Head(_)));
        let drafts = head.map_or(Vec::new(), |head| self.thread(head + 1, self.lines.len(), true));
        let told_apart = drafts
            .iter()
            .filter(|draft| draft.anchored && draft.is_named())
            .count();
        if told_apart >= 2 {
            return drafts;
        }
        let spoken = head.map_or(Vec::new(), |head| self.spoken(self.after_heads(head), None));
        let sure = spoken.len() >= 2 || spoken.iter().any(is_signed_by_handle);
        if sure { spoken } else { Vec::new() }
    }

    /// The section where names and days are those of other articles that a line opens or, if it opens another, none; nothing if it
    /// opens no section.
    fn opens_other_section(&self, at: usize) -> Option<Option<usize>> {
        let opens = |reasons: &[Reason]| says(&self.sheet.shapes[at], reasons);
        match self.lines[at] {
            CommentLine::Head(_) | CommentLine::Form => Some(None),
            CommentLine::Elsewhere if opens(&[Reason::Related, Reason::Ticker, Reason::Footer]) => {
                Some(Some(at))
            }
            _ => None,
        }
    }

    /// The comments that begin at a line. `elsewhere`: where another section has begun; `more`: comments were found above.
    fn thread_at(
        &self,
        article_end: usize,
        at: usize,
        elsewhere: Option<usize>,
        more: bool,
    ) -> Vec<CommentSpan> {
        let end = self.lines.len();
        let short = end.min(at + LONGEST_LOOK);
        match &self.lines[at] {
            CommentLine::Head(Some(0)) => Vec::new(),
            CommentLine::Head(count) if !more => self.headed(at, *count),
            CommentLine::Head(_) | CommentLine::Form => {
                let start = self.after_heads(at);
                let drafts = anchored(self.thread(start, end, false), 1);
                if drafts.is_empty() {
                    self.careless(start)
                } else {
                    drafts
                }
            }
            CommentLine::Name | CommentLine::Text if self.is_signed_unlike_section(elsewhere, at) => {
                anchored(self.thread(at, short, false), 2)
            }
            CommentLine::Name if elsewhere.is_none() && self.is_by_turns(article_end, at) => {
                self.by_turns(at)
            }
            CommentLine::Name | CommentLine::Label(_) if elsewhere.is_none() => {
                let least = if self.is_comment(at) { 1 } else { 2 };
                match anchored(self.thread(at, short, false), least).is_empty() {
                    true => Vec::new(),
                    false => anchored(self.thread(at, end, false), least),
                }
            }
            CommentLine::Text if elsewhere.is_none() && self.signed(at) => {
                anchored(self.thread(at, short, false), 1)
            }
            CommentLine::Text if self.closed_below(article_end, at) => self.thread(at, short, true),
            _ => Vec::new(),
        }
    }

    /// The comments under their heading: as many as it counts, where nothing else tells them from what follows.
    fn headed(&self, head: usize, count: Option<usize>) -> Vec<CommentSpan> {
        let start = self.after_heads(head);
        let mut spoken = self.spoken(start, count);
        spoken.truncate(count.unwrap_or(usize::MAX));
        if !spoken.is_empty() {
            return spoken;
        }
        let mut drafts = self.thread(start, self.lines.len(), true);
        if drafts.iter().any(|draft| draft.anchored) {
            return drafts;
        }
        drafts.truncate(count.unwrap_or(usize::MAX));
        if count.is_none() && self.is_above_foot(&drafts) {
            return Vec::new();
        }
        let title_and_slogan = count.is_none() && drafts.len() == 1 && drafts[0].is_named();
        if title_and_slogan { Vec::new() } else { drafts }
    }

    /// Comments of one line each, the name before a colon: at least two, or one that the heading counts, that a reader's handle
    /// signs, or that stands above the end of the page.
    fn spoken(&self, start: usize, count: Option<usize>) -> Vec<CommentSpan> {
        let said_by = |id: usize| label::said_by(&self.sheet.document.blocks[id].text);
        let offers = |id: usize| {
            let cues = self.sheet.shapes[id].cues;
            [Reason::Newsletter, Reason::Ad, Reason::Related]
                .iter()
                .any(|reason| cues.anywhere.has(*reason))
        };
        let is_said =
            |id: &usize| self.lines[*id] != CommentLine::Elsewhere && !offers(*id) && said_by(*id).is_some();
        let said: Vec<usize> = (start..self.lines.len()).take_while(is_said).collect();
        let draft = |id: usize| CommentSpan {
            author: said_by(id).and_then(|said| said.author),
            posted: said_by(id).and_then(|said| said.posted),
            texts: vec![id],
            blocks: vec![id],
            ..CommentSpan::default()
        };
        let drafts: Vec<CommentSpan> = said.into_iter().map(draft).collect();
        match &drafts[..] {
            [alone] if count.is_none() && !is_signed_by_handle(alone) && !self.is_above_foot(&drafts) => {
                Vec::new()
            }
            _ => drafts,
        }
    }

    /// Whether texts that nothing tells for comments stand right above the rights or the address of the house: they are its own words.
    fn is_above_foot(&self, drafts: &[CommentSpan]) -> bool {
        let shape = self
            .sheet
            .shapes
            .get(self.below(drafts))
            .filter(|_| !drafts.is_empty());
        shape.is_none_or(|shape| shape.copyright || says(shape, &[Reason::Footer]))
    }

    /// The line after a heading, the orders of sorting and the buttons beside it.
    fn after_heads(&self, head: usize) -> usize {
        let chrome = |line: &CommentLine| {
            matches!(
                line,
                CommentLine::Head(_) | CommentLine::Form | CommentLine::Button
            )
        };
        let after = self.lines[head..].iter().position(|line| !chrome(line));
        after.map_or(self.lines.len(), |after| head + after)
    }

    /// Whether a name, a day with its time and a sentence follow each other, the name and the day on one line or on two.
    fn is_comment(&self, at: usize) -> bool {
        if let CommentLine::Label(label) = &self.lines[at] {
            let text = self.lines.get(at + 1) == Some(&CommentLine::Text);
            return label.sure && label.author.is_some() && text && self.sheet.shapes[at + 1].ends_sentence();
        }
        let dated = matches!(self.lines.get(at + 1), Some(CommentLine::Label(label)) if label.sure);
        let sentence =
            self.lines.get(at + 2) == Some(&CommentLine::Text) && self.sheet.shapes[at + 2].ends_sentence();
        self.lines[at] == CommentLine::Name && dated && sentence
    }

    /// Whether a text is signed below by a name with day and time.
    fn signed(&self, at: usize) -> bool {
        let shape = &self.sheet.shapes[at];
        let whole = shape.ends_sentence() || shape.is_prose();
        whole
            && matches!(self.lines.get(at + 1), Some(CommentLine::Label(label)) if label.sure && label.author.is_some())
    }

    /// Whether the next line that opens a section says that comments are closed, so that running text above it is comments.
    fn closed_below(&self, article_end: usize, at: usize) -> bool {
        let near = at < article_end + CLOSED_WITHIN
            && !self.sheet.opens_section_within(article_end..at)
            && self.sheet.closes_comments(at as BlockId);
        let sentence =
            |id: usize| self.lines[id] == CommentLine::Text && self.sheet.shapes[id].words >= CHROME_WORDS;
        let closes = |line: &CommentLine| matches!(line, CommentLine::Head(_) | CommentLine::Form);
        let close = self.lines[at..].iter().position(closes).map(|below| at + below);
        let below = at..close.unwrap_or(self.lines.len());
        let none = close.is_some_and(|close| self.lines[close] == CommentLine::Head(Some(0)));
        near && !none && sentence(at) && below.into_iter().all(|id| sentence(id) || self.is_careless(id))
    }

    /// The comments in a run of lines, up to the first that belongs to something else. `headed`: their heading stands above.
    fn thread(&self, start: usize, end: usize, headed: bool) -> Vec<CommentSpan> {
        let end = end.max(start);
        let ids: Vec<usize> = (start..end).collect();
        let drafts = read(self.sheet, &ids, &self.lines[start..end], headed);
        written(self.sheet, drafts)
    }
}

fn is_signed_by_handle(draft: &CommentSpan) -> bool {
    draft.author.as_deref().is_some_and(label::is_handle)
}

/// Where no heading says so, comments are known by names, days and buttons together: from the first that has them on.
fn anchored(drafts: Vec<CommentSpan>, least: usize) -> Vec<CommentSpan> {
    let is_sure = |draft: &&CommentSpan| draft.anchored && draft.author.is_some();
    if drafts.iter().filter(is_sure).count() < least {
        return Vec::new();
    }
    drafts.into_iter().skip_while(|draft| !draft.anchored).collect()
}

fn line(sheet: &PageFeatures, id: usize) -> CommentLine {
    let (shape, text) = (&sheet.shapes[id], sheet.document.blocks[id].text.as_str());
    if label::is_button(text) {
        return CommentLine::Button;
    }
    if label::is_form(text) {
        return CommentLine::Form;
    }
    let is_head = || says(shape, &[Reason::CommentsHead]) || label::is_head(text);
    if (shape.words <= HEAD_WORDS && is_head()) || label::counts(text) {
        return CommentLine::Head(count(text));
    }
    if is_elsewhere(sheet, id) {
        return CommentLine::Elsewhere;
    }
    match label::label(text) {
        Some(label) => CommentLine::Label(label),
        None if label::is_name(text) => CommentLine::Name,
        None => CommentLine::Text,
    }
}

/// How many comments a heading counts.
fn count(head: &str) -> Option<usize> {
    let number = head
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| !digits.is_empty());
    number.and_then(|digits| digits.parse().ok())
}

fn is_elsewhere(sheet: &PageFeatures, id: usize) -> bool {
    let shape = &sheet.shapes[id];
    let sections = [
        Reason::Related,
        Reason::Ad,
        Reason::Newsletter,
        Reason::Footer,
        Reason::Ticker,
        Reason::Tags,
        Reason::Share,
        Reason::Navigation,
        Reason::Widget,
        Reason::Consent,
    ];
    let bullet = sheet.document.blocks[id].line.is_some_and(|line| line.bullet);
    bullet || shape.copyright || shape.braces || (shape.words <= 2.0 * HEAD_WORDS && says(shape, &sections))
}

fn says(shape: &BlockStats, reasons: &[Reason]) -> bool {
    let cues = shape.cues;
    cues.whole
        .first_of(reasons)
        .or(cues.start.first_of(reasons))
        .is_some()
}

fn read(sheet: &PageFeatures, ids: &[usize], lines: &[CommentLine], headed: bool) -> Vec<CommentSpan> {
    let ends = |at: &usize| match lines[*at] {
        CommentLine::Head(_) | CommentLine::Form => true,
        CommentLine::Elsewhere => !is_dated(lines, *at),
        _ => false,
    };
    let lines = &lines[..(0..lines.len()).find(ends).unwrap_or(lines.len())];
    let mut reader = ThreadParser::of(lines, headed);
    for (at, id) in ids.iter().enumerate().take(lines.len()) {
        if !reader.read(sheet, lines, at, *id) {
            break;
        }
    }
    reader.finish()
}

/// Whether a time follows a line: what else looks like a word of the menu is then a name.
fn is_dated(lines: &[CommentLine], at: usize) -> bool {
    matches!(lines.get(at + 1), Some(CommentLine::Label(label)) if label.sure && label.author.is_none())
}

/// The comments, if there is a single sentence among them, or a few words that are signed and dated: else they are a form or a
/// counter.
fn written(sheet: &PageFeatures, drafts: Vec<CommentSpan>) -> Vec<CommentSpan> {
    let written = |draft: &CommentSpan, id: &usize| {
        let shape = &sheet.shapes[*id];
        let sentence = shape.ends_sentence() || shape.function_words > 0.3;
        shape.words >= 3.0 && shape.digits < 0.2 && (sentence || draft.signed)
    };
    let is_written = |draft: &CommentSpan| draft.texts.iter().any(|id| written(draft, id));
    match drafts.iter().any(is_written) {
        true => drafts,
        false => Vec::new(),
    }
}
