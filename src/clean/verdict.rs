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

    /// Labels as the title of a page of visible text what was decided to be it: the cleaner's guess was one of the witnesses. The block
    /// that it took before is a heading of the text if it says the headline in other words, else furniture, where it is found too.
    pub fn retitled(&mut self, document: &Document, title: Option<&str>) {
        let old = self.title_block().map(|at| at as usize);
        let Some(title) = title else {
            return self.unlabel(old, false);
        };
        let is_title = |at: &usize| document.blocks[*at].text == title;
        let above = 0..(self.span().start as usize + 1).min(self.verdicts.len());
        if let (false, Some(new)) = (old.is_some_and(|old| is_title(&old)), above.rev().find(is_title)) {
            let says_again = old.is_some_and(|old| says_again(&document.blocks[old].text, title));
            self.unlabel(old, says_again);
            self.verdicts[new].role = Role::Article(Part::Title);
        }
    }

    /// A block is not the title after all.
    fn unlabel(&mut self, block: Option<usize>, says_again: bool) {
        if let Some(verdict) = block.map(|block| &mut self.verdicts[block]) {
            verdict.role = match says_again && verdict.score >= SECOND_HEADLINE {
                true => Role::Article(Part::Subheading),
                false => Role::Furniture(Reason::Unlike),
            };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn page(lines: &[(&str, Role, f32)]) -> (Document, LabeledPage) {
        let text: Vec<&str> = lines.iter().map(|(line, ..)| *line).collect();
        let decided = DecidedBy::Model;
        let verdicts = lines.iter().map(|(_, role, score)| BlockVerdict {
            role: *role,
            score: *score,
            decided,
        });
        let page = LabeledPage {
            verdicts: verdicts.collect(),
            comments: Vec::new(),
        };
        (parse::document(&text.join("\n\n")), page)
    }

    #[test]
    fn a_line_that_is_not_the_title_after_all_is_furniture_and_found() {
        let title = Role::Article(Part::Title);
        let text = Role::Article(Part::Paragraph);
        let lines = [
            ("Le pont de Sirba rouvre aux camions", title, 0.0),
            ("Le pont de Sirba est ouvert : les camions y passent", title, 0.3),
            (
                "Les premiers camions ont passé le fleuve lundi à l'aube.",
                text,
                0.9,
            ),
        ];
        let (document, mut none) = page(&lines[..1]);
        none.retitled(&document, None);
        assert_eq!(none.title_block(), None);
        assert_eq!(none.furniture(&document), lines[0].0);
        // The guess says the headline again and may be a heading; of another the text knows nothing.
        for (guess, again) in [
            (lines[1], Role::Article(Part::Subheading)),
            (
                ("Une autre rubrique du jour", title, 0.3),
                Role::Furniture(Reason::Unlike),
            ),
        ] {
            let (document, mut page) = page(&[(lines[0].0, text, 0.0), guess, lines[2]]);
            page.retitled(&document, Some(lines[0].0));
            assert_eq!(page.title_block(), Some(0));
            assert_eq!(page.verdicts[1].role, again);
        }
    }
}
