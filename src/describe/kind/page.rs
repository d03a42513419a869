//! What the judgement of a page's kind is told: a row of numbers about the page as a whole.

use super::cues;
use super::row::Row;
use crate::clean::Role;
use crate::describe::address;
use crate::describe::layout::PageLayout;
use crate::parse::declared::{Linked, MetaFact, MetaTag};
use crate::parse::{Block, BlockId, Markup, Tag};
use crate::text;
use std::collections::HashMap;

/// From how many words on a block is a paragraph, and up to how many it is short.
const PARAGRAPH_WORDS: f32 = 25.0;
const SHORT_WORDS: f32 = 5.0;
/// From which share of links on a block is a link.
pub(super) const LINKED: f32 = 0.7;
/// From how many headings that lead to other pages on a page is a list of them.
const TEASERS: usize = 5;
/// The most of anything that is counted.
const MOST: f32 = 60.0;
/// Types of JSON-LD that speak for a kind of page, together as one witness.
const TYPES: [&[&str]; 8] = [
    &["Product", "Offer", "AggregateOffer"],
    &["LocalBusiness", "Service", "ProfessionalService", "Organization"],
    &["FAQPage", "QAPage", "Question"],
    &["DiscussionForumPosting", "Comment", "InteractionCounter"],
    &["CollectionPage", "ItemList", "SearchResultsPage"],
    &[
        "SoftwareApplication",
        "WebApplication",
        "SoftwareSourceCode",
        "APIReference",
    ],
    &["Event", "Recipe", "VideoObject", "Movie", "JobPosting"],
    &["WebSite", "WebPage", "BreadcrumbList"],
];

/// What the whole page says of its kind.
pub(crate) struct PageCounts<'a> {
    /// The page, judged.
    pub scene: &'a PageLayout<'a>,
    /// Its JSON-LD.
    pub linked: &'a Linked,
    /// Its meta tags.
    pub declared: &'a [MetaTag<'a>],
    /// Its title.
    pub title: Option<&'a str>,
    /// Its address.
    pub url: Option<&'a str>,
}

/// One block as it counts here.
pub(crate) struct BlockCounts {
    /// Its words, and the share of its text in links.
    pub words: f32,
    /// See [`Counted::words`].
    pub linked: f32,
    /// Whether the cleaner keeps it.
    pub body: bool,
    /// Whether it is a heading.
    pub heading: bool,
    tag: Tag,
}

impl PageCounts<'_> {
    /// Adds to a row: text and links, elements, what is declared, words that speak for a kind.
    pub(crate) fn features(&self, blocks: &[BlockCounts], row: &mut Row) {
        texts(blocks, row);
        headings(blocks, row);
        self.elements(row);
        self.lines(blocks, row);
        self.declarations(row);
        self.address(row);
        self.cues(row);
    }

    /// By block the share of its text that is in links.
    pub(crate) fn linked_shares(&self) -> impl Iterator<Item = f32> {
        let blocks = self.scene.document.blocks.iter();
        blocks.map(|block| linked_share(block, self.scene))
    }

    /// How many words stand on the page.
    pub(crate) fn words(&self) -> usize {
        let blocks = &self.scene.document.blocks;
        let wide = |text: &str| text.chars().filter(|c| text::stands_alone(*c)).count() / 2;
        blocks
            .iter()
            .map(|block| block.text.split_whitespace().count() + wide(&block.text))
            .sum()
    }

    /// Whether most headings of the page lead to other pages, and no paragraph is as long as those of articles are.
    pub(crate) fn is_of_teasers(&self) -> bool {
        let blocks = self.counted_blocks();
        let headings = || blocks.iter().filter(|block| block.heading);
        let linked = headings().filter(|block| block.linked >= LINKED).count();
        let longest = blocks
            .iter()
            .map(|block| block.words * (1.0 - block.linked))
            .fold(0.0, f32::max);
        let is_news = self.linked.articles.iter().any(|article| article.is_news());
        linked >= TEASERS && linked * 4 >= headings().count() * 3 && longest < PARAGRAPH_WORDS && !is_news
    }

    /// Its blocks as they count here.
    pub(crate) fn counted_blocks(&self) -> Vec<BlockCounts> {
        let blocks = self.scene.document.blocks.iter().zip(0..);
        blocks.map(|(block, id)| self.counted(block, id)).collect()
    }

    fn counted(&self, block: &Block, id: BlockId) -> BlockCounts {
        let tag = self.scene.document.elements[block.element as usize].tag;
        let wide = block.text.chars().filter(|c| text::stands_alone(*c)).count();
        BlockCounts {
            words: block.text.split_whitespace().count() as f32 + wide as f32 / 2.0,
            linked: linked_share(block, self.scene),
            body: self.scene.role(id).is_some_and(Role::is_body),
            heading: tag.heading_level().is_some(),
            tag,
        }
    }

    fn elements(&self, row: &mut Row) {
        let elements = &self.scene.document.elements;
        let count = |tags: &[Tag]| {
            elements
                .iter()
                .filter(|element| tags.contains(&element.tag))
                .count() as f32
        };
        row.add(
            "elements",
            [
                ("article", count(&[Tag::Article]).min(MOST)),
                ("time", count(&[Tag::Time]).min(MOST)),
                (
                    "form",
                    count(&[Tag::Form, Tag::Input, Tag::Select, Tag::Textarea]).min(MOST),
                ),
                ("button", count(&[Tag::Button]).min(MOST)),
                ("picture", count(&[Tag::Img, Tag::Picture]).ln_1p()),
                ("h1", count(&[Tag::H1]).min(MOST)),
                ("code", count(&[Tag::Pre, Tag::Code]).min(MOST)),
                ("table", count(&[Tag::Table]).min(MOST)),
                ("item", count(&[Tag::Li]).ln_1p()),
            ],
        );
        let mut cards: HashMap<(&str, Tag), f32> = HashMap::new();
        for element in elements
            .iter()
            .filter(|element| element.end_block > element.first_block + 1)
        {
            if let Some(class) = element.attribute("class") {
                *cards.entry((class, element.tag)).or_default() += 1.0;
            }
        }
        let cards = cards.values().copied().fold(0.0, f32::max).min(MOST);
        row.add("elements", [("alike", cards)]);
    }

    fn lines(&self, blocks: &[BlockCounts], row: &mut Row) {
        let document = self.scene.document;
        let all = document.blocks.len().max(1) as f32;
        let count = |fits: &dyn Fn(&str, &BlockCounts) -> bool| {
            document
                .blocks
                .iter()
                .zip(blocks)
                .filter(|(block, counted)| fits(&block.text, counted))
                .count() as f32
        };
        let digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let comments = (0..all as BlockId).filter(|id| self.scene.role(*id) == Some(Role::Comment));
        row.add(
            "lines",
            [
                (
                    "price",
                    count(&|text, _| text.contains(['$', '€', '£', '₹', '¥']) && digit(text)).min(MOST),
                ),
                ("question", count(&|text, _| text.ends_with('?')).min(MOST) / all),
                (
                    "dated",
                    count(&|text, block| block.words <= 8.0 && is_dated(text)).min(MOST),
                ),
                (
                    "sentence",
                    count(&|text, block| block.words > 8.0 && text.ends_with(['.', '!', '…', '。'])) / all,
                ),
                ("comment", comments.count() as f32 / all),
                ("visible text", flag(document.form == Markup::Text)),
                ("cut", document.cut.map_or(0.0, |_| 1.0)),
            ],
        );
    }

    fn declarations(&self, row: &mut Row) {
        let types = |names: &[&str]| {
            self.linked
                .types
                .iter()
                .any(|kind| names.contains(&kind.as_str()))
        };
        let is_news = self.linked.articles.iter().any(|article| article.is_news());
        let articles = (self.linked.articles.len() as f32).min(MOST);
        row.add("json-ld", [("news", flag(is_news)), ("articles", articles)]);
        row.add(
            "json-ld",
            TYPES.iter().map(|names| (names[0], flag(types(names)))),
        );
        let og = |prefix: &str| {
            self.declared
                .iter()
                .any(|d| d.fact == MetaFact::Type && d.content.starts_with(prefix))
        };
        let types = ["article", "website", "product", "video"];
        row.add("og:type", types.map(|prefix| (prefix, flag(og(prefix)))));
        let facts = [
            ("published", MetaFact::Published),
            ("author", MetaFact::Author),
            ("outlet", MetaFact::Outlet),
            ("section", MetaFact::Section),
        ];
        let says = |fact| flag(self.declared.iter().any(|d| d.fact == fact));
        row.add("declared", facts.map(|(name, fact)| (name, says(fact))));
        let article = self.linked.articles.first();
        let published = flag(article.is_some_and(|article| article.published.is_some()));
        let authors = flag(article.is_some_and(|article| !article.authors.is_empty()));
        row.add("json-ld", [("published", published), ("authors", authors)]);
    }

    fn address(&self, row: &mut Row) {
        let path = self.url.and_then(address::path).unwrap_or_default();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let last = parts.last().copied().unwrap_or_default();
        let longest = parts
            .iter()
            .map(|part| part.split(['-', '_']).count())
            .max()
            .unwrap_or(0);
        row.add(
            "address",
            [
                ("given", flag(self.url.is_some())),
                ("parts", parts.len() as f32),
                (
                    "words of the last part",
                    last.split(['-', '_']).filter(|word| !word.is_empty()).count() as f32,
                ),
                ("words of the longest part", longest as f32),
                (
                    "digits of the last part",
                    last.bytes().filter(u8::is_ascii_digit).count() as f32,
                ),
                ("dated", flag(self.url.and_then(address::date).is_some())),
                ("query", flag(self.url.is_some_and(|url| url.contains('?')))),
            ],
        );
        let title = self.title.map_or(0, |title| text::words(title).count());
        let found = flag(self.scene.title.is_some());
        row.add("title", [("words", title as f32), ("found", found)]);
    }

    fn cues(&self, row: &mut Row) {
        let path = self.url.and_then(address::path).unwrap_or_default();
        row.add("url", cues::words("url", path));
        let elements = self.scene.document.elements.iter().take(12);
        let named = elements.filter(|element| {
            matches!(
                element.tag,
                Tag::Html | Tag::Body | Tag::Main | Tag::Div | Tag::Article
            )
        });
        let names: Vec<&str> = named
            .flat_map(|element| [element.attribute("class"), element.attribute("id")])
            .flatten()
            .collect();
        row.add("class", cues::words("class", &names.join(" ")));
        let declared = self.scene.document.head.title.as_deref();
        let title = declared.or(self.title).unwrap_or_default();
        row.add("title", cues::words("title", title));
        let lines = self.scene.document.blocks.iter().map(|block| block.text.as_str());
        row.add(
            "line",
            cues::lines(lines).map(|(kind, count)| (kind, count.min(MOST))),
        );
    }
}

fn linked_share(block: &Block, scene: &PageLayout) -> f32 {
    let elements = &scene.document.elements;
    let links = block
        .spans
        .iter()
        .filter(|span| elements[span.element as usize].tag == Tag::A);
    let (mut end, mut linked) = (0, 0);
    for span in links {
        linked += span.end.saturating_sub(span.start.max(end));
        end = end.max(span.end);
    }
    linked as f32 / block.text.len().max(1) as f32
}

/// How much text there is, how much of it is links, and how much the cleaner takes for an article.
fn texts(blocks: &[BlockCounts], row: &mut Row) {
    let sum = |value: &dyn Fn(&BlockCounts) -> f32| blocks.iter().map(value).sum::<f32>();
    let all = sum(&|b| b.words).max(1.0);
    let body = sum(&|b| if b.body { b.words } else { 0.0 });
    let count = |fits: &dyn Fn(&BlockCounts) -> bool| blocks.iter().filter(|b| fits(b)).count() as f32;
    let is_long = |b: &BlockCounts| b.words >= PARAGRAPH_WORDS && b.linked < 0.5;
    let first = blocks.iter().position(|b| b.body).unwrap_or(0);
    let last = blocks.iter().rposition(|b| b.body).unwrap_or(0);
    let before: f32 = blocks[..first].iter().map(|b| b.words).sum();
    let long_body = count(&|b| b.body && is_long(b));
    row.add(
        "text",
        [
            ("words", all.ln()),
            ("body words", body.ln_1p()),
            ("body share", body / all),
            ("blocks", (blocks.len() as f32).ln_1p()),
            ("body blocks", count(&|b| b.body)),
            ("long body blocks", long_body),
            ("long blocks beside", count(&is_long) - long_body),
            (
                "longest body block",
                blocks
                    .iter()
                    .filter(|b| b.body)
                    .map(|b| b.words)
                    .fold(0.0, f32::max),
            ),
            ("mean body block", body / count(&|b| b.body).max(1.0)),
            (
                "long words",
                sum(&|b| if is_long(b) { b.words } else { 0.0 }) / all,
            ),
            ("linked words", sum(&|b| b.words * b.linked) / all),
            (
                "linked body words",
                sum(&|b| if b.body { b.words * b.linked } else { 0.0 }) / body.max(1.0),
            ),
            (
                "short blocks",
                count(&|b| b.words <= SHORT_WORDS) / blocks.len().max(1) as f32,
            ),
            ("density", count(&|b| b.body) / (last + 1 - first).max(1) as f32),
            ("words before", before / all),
            (
                "body words in lists",
                sum(&|b| {
                    if b.body && matches!(b.tag, Tag::Li | Tag::Dd | Tag::Td) {
                        b.words
                    } else {
                        0.0
                    }
                }) / body.max(1.0),
            ),
        ],
    );
}

/// How many headings there are, and how many are links to other pages.
fn headings(blocks: &[BlockCounts], row: &mut Row) {
    let count =
        |fits: &dyn Fn(&BlockCounts) -> bool| blocks.iter().filter(|b| b.heading && fits(b)).count() as f32;
    let (all, linked) = (count(&|_| true), count(&|b| b.linked >= LINKED));
    row.add(
        "headings",
        [
            ("all", all.min(MOST)),
            ("linked", linked.min(MOST)),
            ("linked share", linked / all.max(1.0)),
            ("in the body", count(&|b| b.body).min(MOST)),
        ],
    );
}

/// Whether a short line holds a year.
fn is_dated(text: &str) -> bool {
    text::words(text).any(|word| matches!(word.text.parse::<u32>(), Ok(1990..=2099)))
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}
