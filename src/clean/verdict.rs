//! The judgement of a page, block by block.

use super::comment::Comment;
use super::role::{Part, Reason, Role};
use crate::parse::{BlockId, Document};
use crate::text::{folded, words};
use std::collections::HashSet;
use std::ops::Range;

/// What a block is, how sure, and who says so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlockVerdict {
    /// What it is.
    pub role: Role,
    /// From 0 to 1: how much the model takes it for a part of the article.
    pub score: f32,
    /// Who decided.
    pub decided: DecidedBy,
}

/// Who decided over a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecidedBy {
    /// The learned model, by its score.
    Model,
    /// A rule that is certain.
    Rule,
    /// The memory of the site's other pages.
    Site,
}

impl DecidedBy {
    /// Its name in print.
    pub fn name(self) -> &'static str {
        match self {
            DecidedBy::Model => "model",
            DecidedBy::Rule => "rule",
            DecidedBy::Site => "site",
        }
    }
}

/// The judgement of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LabeledPage {
    /// One verdict a block, in page order.
    pub verdicts: Vec<BlockVerdict>,
    /// What readers wrote.
    pub comments: Vec<Comment>,
}

/// A block with its verdict, as `--why` prints it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged<'a> {
    /// The block.
    pub block: BlockId,
    /// The number of its line, on a page of visible text.
    pub line: Option<u32>,
    /// Its text.
    pub text: &'a str,
    /// The verdict.
    pub verdict: BlockVerdict,
}

impl LabeledPage {
    /// The text of the article: paragraphs parted by an empty line, the title not among them.
    pub fn text(&self, document: &Document) -> String {
        let kept = document
            .blocks
            .iter()
            .zip(&self.verdicts)
            .filter(|(_, v)| v.role.is_body());
        kept.map(|(block, _)| block.text.as_str())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// The text that was dropped, a block a line.
    pub fn furniture(&self, document: &Document) -> String {
        let dropped = self
            .judged(document)
            .filter(|judged| matches!(judged.verdict.role, Role::Furniture(_)));
        dropped.map(|judged| judged.text).collect::<Vec<_>>().join("\n")
    }

    /// The block that is the title.
    pub fn title_block(&self) -> Option<BlockId> {
        let title = |v: &BlockVerdict| v.role == Role::Article(Part::Title);
        self.verdicts.iter().position(title).map(|at| at as BlockId)
    }

    /// Takes the block with this text for the title, where one above the body or its first has it and another was taken: what is known of
    /// the whole page may know the headline better than its place does. The other is a heading of the text if it says the
    /// headline in other words.
    pub fn retitled(&mut self, document: &Document, title: &str) {
        let is_title = |at: &usize| document.blocks[*at].text == title;
        let old = self.title_block().map(|at| at as usize);
        let above = 0..(self.span().start as usize + 1).min(self.verdicts.len());
        if let (false, Some(new)) = (old.is_some_and(|old| is_title(&old)), above.rev().find(is_title)) {
            self.verdicts[new].role = Role::Article(Part::Title);
            if let Some(old) = old {
                let second = self.verdicts[old].score >= SECOND_HEADLINE
                    && says_again(&document.blocks[old].text, title);
                self.verdicts[old].role = match second {
                    true => Role::Article(Part::Subheading),
                    false => Role::Furniture(Reason::Unlike),
                };
            }
        }
    }

    /// From the first block of the body to the one after its last; empty if there is no body.
    pub fn span(&self) -> Range<BlockId> {
        let first = self.verdicts.iter().position(|v| v.role.is_body()).unwrap_or(0);
        let end = self
            .verdicts
            .iter()
            .rposition(|v| v.role.is_body())
            .map_or(first, |last| last + 1);
        first as BlockId..end as BlockId
    }

    /// The blocks that were dropped for a reason, in page order.
    pub fn dropped(&self, reason: Reason) -> impl Iterator<Item = BlockId> {
        let furniture = Role::Furniture(reason);
        (0..)
            .zip(&self.verdicts)
            .filter(move |(_, v)| v.role == furniture)
            .map(|(id, _)| id)
    }

    /// Every block with its verdict, in page order.
    pub fn judged<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = Judged<'a>> {
        document
            .blocks
            .iter()
            .zip(&self.verdicts)
            .zip(0..)
            .map(|((block, verdict), id)| Judged {
                block: id,
                line: block.line.map(|line| line.number),
                text: &block.text,
                verdict: *verdict,
            })
    }
}

/// From which score on a line above the text that says the headline again is a heading of the text.
const SECOND_HEADLINE: f32 = 0.1;

/// Whether a line has half of the words of a headline, other than the shortest.
fn says_again(line: &str, headline: &str) -> bool {
    let telling = |text: &str| -> HashSet<String> {
        let words = words(text).filter(|word| word.text.chars().count() > 3);
        words.map(|word| folded(word.text)).collect()
    };
    let (said, asked) = (telling(line), telling(headline));
    !asked.is_empty() && 2 * said.intersection(&asked).count() >= asked.len()
}
