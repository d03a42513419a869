//! Where things stand on the page: the title, the article, and what is around it.

use crate::calendar::written::{DateHints, DayOrder};
use crate::clean::{Reason, Role};
use crate::page::Origin;
use crate::parse::{Block, BlockId, Document, ElementId, Markup, Tag};
use std::collections::HashMap;

/// How far below the headline its head can reach, in blocks.
const HEAD: u32 = 16;

/// How many blocks a standfirst has at most, behind which byline and day stand before the text goes on.
const STANDFIRST: usize = 2;

/// How far below the text a line still stands beside it.
const BESIDE: u32 = 3;

/// A page with its blocks judged, as every witness sees it.
pub(super) struct PageLayout<'a> {
    /// The page.
    pub document: &'a Document,
    /// What each block is.
    pub roles: &'a [Role],
    /// Where the page came from.
    pub origin: &'a Origin,
    /// How its dates are to be read.
    pub reading: DateHints<'a>,
    /// The block of the headline, once it is found.
    pub title: Option<BlockId>,
    /// The first block of the body and the last.
    pub body: Option<(BlockId, BlockId)>,
    /// The block at which the body goes on behind a standfirst that opens it; without one, its first.
    after_standfirst: BlockId,
    /// The text of each inline element: its block and the bytes of it.
    spans: HashMap<ElementId, (BlockId, usize, usize)>,
}

/// Where a block stands, seen from the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// So many blocks above the title or, without one, above the body.
    Above(u32),
    /// Between the title and the body: so many blocks below the title.
    Head(u32),
    /// In the body.
    Body,
    /// So many blocks below the body.
    Below(u32),
    /// There is no article to see it from.
    Nowhere,
}

impl Zone {
    /// Whether it is between the headline and the text, and near the headline.
    pub(super) fn is_head(self) -> bool {
        matches!(self, Zone::Head(distance) if distance <= HEAD)
    }
}

impl<'a> PageLayout<'a> {
    /// Sees a page, whose headline is still to be found.
    pub(super) fn of(
        document: &'a Document,
        roles: &'a [Role],
        origin: &'a Origin,
        reading: DateHints<'a>,
    ) -> PageLayout<'a> {
        let is_body = |role: &Role| role.is_body();
        let first = roles.iter().position(is_body);
        let last = roles.iter().rposition(is_body);
        let body = first
            .zip(last)
            .map(|(first, last)| (first as BlockId, last as BlockId));
        let spans = document.blocks.iter().zip(0..).flat_map(|(block, id)| {
            let spans = block.spans.iter();
            spans.map(move |span| (span.element, (id, span.start, span.end)))
        });
        PageLayout {
            document,
            roles,
            origin,
            reading,
            title: None,
            body,
            after_standfirst: first.map_or(0, |first| after_standfirst(roles, first) as BlockId),
            spans: spans.collect(),
        }
    }

    /// The first block of the body; where there is none, the end of the page.
    pub(super) fn body_start(&self) -> BlockId {
        let end = self.document.blocks.len() as BlockId;
        self.body.map_or(end, |(first, _)| first)
    }

    /// Whether a block stands in an element of this tag.
    pub(super) fn within(&self, block: BlockId, tag: Tag) -> bool {
        let element = self.block(block).element;
        self.document
            .ancestors(element)
            .any(|(_, around)| around.tag == tag)
    }

    /// A block.
    pub(super) fn block(&self, block: BlockId) -> &'a Block {
        &self.document.blocks[block as usize]
    }

    /// What a block is.
    pub(super) fn role(&self, block: BlockId) -> Option<Role> {
        self.roles.get(block as usize).copied()
    }

    /// The blocks of the body, in order.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (BlockId, &'a Block)> + '_ {
        let blocks = self.document.blocks.iter().zip(0..);
        blocks
            .filter(|(_, id)| self.role(*id).is_some_and(Role::is_body))
            .map(|(block, id)| (id, block))
    }

    /// Whether a block stands between the headline and the text, where everything is the article's own.
    pub(super) fn is_head(&self, block: BlockId) -> bool {
        self.place(block).is_head()
    }

    /// Whether a block belongs to something else that is published: a comment, another article, a strip of headlines. Where nothing
    /// but the lines themselves say so, those beside the text are given the benefit of the doubt.
    pub(super) fn belongs_elsewhere(&self, block: BlockId) -> bool {
        let beside = match self.place(block) {
            Zone::Below(n) => self.document.form == Markup::Text && n <= BESIDE,
            Zone::Above(n) => self.title.is_none() && n <= BESIDE,
            Zone::Body => self.document.form == Markup::Text && block - self.body_start() <= BESIDE,
            _ => self.is_head(block),
        };
        match self.role(block) {
            Some(Role::Comment) => !self.is_head(block),
            Some(Role::Furniture(
                Reason::Related | Reason::OtherArticle | Reason::Ticker | Reason::Embed,
            )) => !beside,
            _ => false,
        }
    }

    /// Where a block stands.
    pub(super) fn place(&self, block: BlockId) -> Zone {
        let Some((first, last)) = self.body else {
            return Zone::Nowhere;
        };
        match self.title {
            _ if block > last => Zone::Below(block - last),
            _ if block >= first => Zone::Body,
            Some(title) if block >= title => Zone::Head(block - title),
            Some(title) if title < first => Zone::Above(title - block),
            _ => Zone::Above(first - block),
        }
    }

    /// How far below the title a block stands that is between the standfirst and the text, and is neither.
    pub(super) fn below_standfirst(&self, block: BlockId) -> Option<u32> {
        let title = self.title.filter(|title| *title < self.body_start())?;
        let between = (self.body_start()..self.after_standfirst).contains(&block);
        (between && !self.role(block).is_some_and(Role::is_body)).then(|| block - title)
    }

    /// The text of an element, as far as it is short: at most three blocks, each on a line.
    pub(super) fn text_of(&self, element: ElementId) -> Option<String> {
        if let Some((block, start, end)) = self.spans.get(&element) {
            return self.block(*block).text.get(*start..*end).map(str::to_string);
        }
        let around = &self.document.elements[element as usize];
        let blocks = self
            .document
            .blocks
            .get(around.first_block as usize..around.end_block as usize)?;
        (blocks.len() <= 3).then(|| {
            blocks
                .iter()
                .map(|b| b.text.as_str())
                .collect::<Vec<_>>()
                .join("\n")
        })
    }

    /// The block in which an element stands, or before which.
    pub(super) fn block_of(&self, element: ElementId) -> Option<BlockId> {
        let inline = self.spans.get(&element).map(|(block, ..)| *block);
        let own = self.document.elements[element as usize].first_block;
        let last = self.document.blocks.len() as BlockId;
        inline.or((own < last).then_some(own))
    }

    /// Where a block stands, in words: its line on a page of text, its number, from 1, on a page of HTML.
    pub(super) fn named(&self, block: BlockId) -> String {
        match (self.document.form, self.block(block).line) {
            (Markup::Text, Some(line)) => format!("line {}", line.number),
            _ => format!("block {}", block + 1),
        }
    }
}

/// Where a body goes on whose first blocks are a standfirst, which the byline parts from the rest; where they are not, its first block.
fn after_standfirst(roles: &[Role], first: usize) -> usize {
    let run = |from: usize, body: bool| {
        let rest = roles.iter().skip(from);
        rest.take_while(|role| role.is_body() == body).count()
    };
    let standfirst = run(first, true);
    let between = run(first + standfirst, false);
    let text = first + standfirst + between;
    match standfirst <= STANDFIRST && between <= HEAD as usize && text < roles.len() {
        true => text,
        false => first,
    }
}

/// How `05/06/2024` is meant on a page of this language, region and domain: by month first in the United States and a few
/// other countries alone. English without a region says nothing.
pub(super) fn order(language: Option<&str>, region: Option<&str>, domain: Option<&str>) -> Option<DayOrder> {
    let region = region.map(str::to_ascii_uppercase);
    match region.as_deref() {
        Some("US" | "PH" | "PR" | "LR") => return Some(DayOrder::MonthFirst),
        Some(_) => return Some(DayOrder::DayFirst),
        None => {}
    }
    let country = domain
        .and_then(|d| d.rsplit('.').next())
        .filter(|tld| tld.len() == 2);
    match (language, country) {
        (_, Some("us" | "ph" | "lr")) => Some(DayOrder::MonthFirst),
        (_, Some("tv" | "io" | "co" | "me" | "fm" | "ly")) | (Some("en") | None, None) => None,
        _ => Some(DayOrder::DayFirst),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::Part;

    const TEXT: Role = Role::Article(Part::Paragraph);
    const OTHER: Role = Role::Furniture(Reason::Ticker);

    #[test]
    fn a_body_goes_on_below_its_standfirst() {
        assert_eq!(after_standfirst(&[OTHER, TEXT, OTHER, OTHER, TEXT, TEXT], 1), 4);
        let three_paragraphs = [TEXT, TEXT, TEXT, OTHER, TEXT];
        assert_eq!(after_standfirst(&three_paragraphs, 0), 0, "that is no standfirst");
        assert_eq!(after_standfirst(&[TEXT, OTHER], 0), 0, "nothing follows it");
        let far = [vec![TEXT], vec![OTHER; HEAD as usize + 1], vec![TEXT]].concat();
        assert_eq!(after_standfirst(&far, 0), 0, "what follows is far below");
    }
}
