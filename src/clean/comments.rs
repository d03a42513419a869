//! Which blocks readers wrote, and which of them are one comment: what stands under the heading of the comments, in elements
//! that are named for them, or between the names, days and buttons that comments have.

mod label;
mod line;
mod lines;
mod markup;
mod thread;
mod unheaded;

use super::comment::Comment;
use super::features::PageFeatures;
use super::role::Role;
use super::verdict::{BlockVerdict, DecidedBy};
use crate::parse::Markup;

/// The blocks of one comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct CommentSpan {
    author: Option<String>,
    posted: Option<String>,
    /// The blocks of its text.
    texts: Vec<usize>,
    /// All of its blocks: names, days and buttons too.
    blocks: Vec<usize>,
    /// The page dates it, or ends it with a button.
    anchored: bool,
    /// One line says who wrote it and at which time.
    signed: bool,
}

impl CommentSpan {
    fn is_named(&self) -> bool {
        self.author.is_some() || self.posted.is_some()
    }

    fn written(self, sheet: &PageFeatures) -> Comment {
        let paragraphs: Vec<String> = self
            .texts
            .iter()
            .map(|id| sheet.document.blocks[*id].text.replace('\n', "\n\n"))
            .collect();
        let text = paragraphs.join("\n\n");
        let text = label::without_votes(&text);
        // A comment of one line has its name before a colon.
        let said = label::said_by(text).filter(|said| self.texts.len() == 1 && said.author == self.author);
        Comment {
            text: said.map_or(text, |said| &text[said.start..]).to_string(),
            author: self.author,
            posted: self.posted,
        }
    }
}

/// Marks what readers wrote, and puts their comments together.
pub(crate) fn mark(sheet: &PageFeatures, verdicts: &mut [BlockVerdict]) -> Vec<Comment> {
    let drafts = match sheet.document.form {
        Markup::Html => markup::drafts(sheet, verdicts),
        Markup::Text => lines::drafts(sheet, verdicts),
    };
    for id in drafts.iter().flat_map(|draft| &draft.blocks) {
        verdicts[*id].role = Role::Comment;
        verdicts[*id].decided = DecidedBy::Rule;
    }
    let mut comments: Vec<Comment> = drafts.into_iter().map(|draft| draft.written(sheet)).collect();
    for declared in &sheet.witnesses.comments {
        if !comments.iter().any(|comment| comment.text == declared.text) {
            comments.push(declared.clone());
        }
    }
    comments
}
