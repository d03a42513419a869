//! Which blocks readers wrote: what stands under the heading of the comments, or in an element that is named for them.

use super::cues::Holding;
use super::features::Sheet;
use super::naming::steps;
use super::role::{Reason, Role};
use super::verdict::{Decided, Verdict};
use crate::parse::{BlockId, Form};

/// How far up an element may be named for comments.
const NAMED_STEPS: u8 = 8;
/// The longest heading of the comments, or of what follows them.
const HEAD_WORDS: f32 = 6.0;
/// Between the article and the line that closes the comments, this many blocks may stand.
const CLOSED_WITHIN: usize = 40;

/// Turns furniture that readers wrote into comments.
pub fn mark(sheet: &Sheet, verdicts: &mut [Verdict], article_end: usize) {
    let mut under_head = false;
    for (at, verdict) in verdicts.iter_mut().enumerate().skip(article_end) {
        let id = at as BlockId;
        let Role::Furniture(reason) = verdict.role else {
            continue;
        };
        under_head = stays_under_head(sheet, id, under_head);
        if is_chrome(sheet, id, reason) {
            continue;
        }
        let under = match sheet.document.form {
            Form::Html => steps(sheet, id, Holding::Comment) <= NAMED_STEPS,
            Form::Text => under_head,
        };
        if under || closed_below(sheet, article_end, at) {
            verdict.role = Role::Comment;
            verdict.decided = Decided::Rule;
        }
    }
    keep_only_written(sheet, verdicts);
}

/// Whether what follows a line stands under the heading of the comments: from that heading on, up to the form in which to
/// write one, or to any line that belongs to something else.
fn stays_under_head(sheet: &Sheet, id: BlockId, under_head: bool) -> bool {
    let shape = &sheet.shapes[id as usize];
    let (whole, start) = (shape.cues.whole, shape.cues.start);
    if start.has(Reason::CommentsHead) || whole.has(Reason::CommentsHead) {
        return shape.words <= HEAD_WORDS;
    }
    let elsewhere = [
        Reason::Related,
        Reason::Ad,
        Reason::Newsletter,
        Reason::Footer,
        Reason::Ticker,
        Reason::Tags,
    ];
    let other = whole
        .first_of(&elsewhere)
        .or(start.first_of(&elsewhere))
        .is_some()
        && shape.words <= HEAD_WORDS;
    let bullet = sheet.document.blocks[id as usize]
        .line
        .is_some_and(|line| line.bullet);
    under_head && !other && !bullet && !shape.copyright
}

/// Buttons and forms between the comments, and what stands elsewhere on the page again.
fn is_chrome(sheet: &Sheet, id: BlockId, reason: Reason) -> bool {
    let shape = &sheet.shapes[id as usize];
    let label = !shape.cues.whole.is_empty() || !shape.cues.start.is_empty();
    let never = matches!(
        reason,
        Reason::Consent
            | Reason::Footer
            | Reason::Code
            | Reason::Hidden
            | Reason::Newsletter
            | Reason::Repeated
    );
    let again = shape.words >= 5.0 && sheet.witnesses.copies(shape) > 1;
    never || again || shape.copyright || (label && shape.words < 12.0)
}

/// Whether the next line that opens a section says that comments are closed, so that running text above it is comments.
fn closed_below(sheet: &Sheet, article_end: usize, at: usize) -> bool {
    sheet.document.form == Form::Text
        && at < article_end + CLOSED_WITHIN
        && sheet.section_above(at as BlockId).is_none()
        && sheet.closes_comments(at as BlockId)
}

/// A run of comment blocks without a single sentence is a form or a counter.
fn keep_only_written(sheet: &Sheet, verdicts: &mut [Verdict]) {
    let mut at = 0;
    while at < verdicts.len() {
        let length = verdicts[at..]
            .iter()
            .take_while(|v| v.role == Role::Comment)
            .count();
        let run = at..at + length;
        let written = sheet.shapes[run.clone()]
            .iter()
            .any(|s| s.words >= 3.0 && s.digits < 0.2 && (s.ends_sentence() || s.function_words > 0.3));
        if length > 0 && !written {
            verdicts[run]
                .iter_mut()
                .for_each(|v| v.role = Role::Furniture(Reason::CommentsHead));
        }
        at += length.max(1);
    }
}

/// The comments, of lines and whether each is a label: a label begins a comment, and so does a text after a text.
pub fn texts(lines: &[(&str, bool)]) -> Vec<String> {
    let mut comments: Vec<String> = Vec::new();
    let mut text_seen = true;
    for (text, is_label) in lines {
        match comments.last_mut() {
            Some(comment) if !text_seen => {
                comment.push('\n');
                comment.push_str(text);
            }
            _ => comments.push((*text).to_string()),
        }
        text_seen = !*is_label;
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_begin_a_comment() {
        let lines = [
            ("Awa", true),
            ("4 mai 2022", true),
            ("Je ne suis pas d'accord.", false),
            ("Moussa", true),
            ("Moi non plus.", false),
            ("Sans nom.", false),
        ];
        let expected = [
            "Awa\n4 mai 2022\nJe ne suis pas d'accord.",
            "Moussa\nMoi non plus.",
            "Sans nom.",
        ];
        assert_eq!(texts(&lines), expected);
    }
}
