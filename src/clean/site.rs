//! What the pages of one site share: menus, tickers, slogans and notices recur from page to page, articles do not.
//!
//! The memory keeps, for every site, the lines of a few of its pages as numbers: those pages whose own number is
//! smallest, so that what is remembered does not depend on the order in which pages came, and stays small however many
//! come. Pages without an address (bare visible text) are kept together; those among them that share many short lines
//! are taken for pages of one site. A page that was saved again is no other page: what recurs is counted over different
//! articles. A text that was printed twice is not furniture either: see [`Recurring`].

use crate::hash::{FNV64, fnv64, fnv64_step, split_mix};
use crate::parse::Document;
use crate::text::stands_alone;
use crawls::PageLines;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

mod crawls;
mod stored;

/// With how many pages of its site a page is compared while there are few sites, and when there are very many. One more is
/// remembered: the page itself may be among them.
const PAGES_A_SITE: usize = 24;
const LEAST_PAGES_A_SITE: usize = 3;
/// Pages that are remembered of all sites together, and of those without an address.
const PAGES: usize = 12_000;
const PAGES_WITHOUT_ADDRESS: usize = 4_096;
/// Sites that are remembered.
const SITES: usize = 12_000;
/// Lines that are remembered of a page, half of them from its end.
const LINES_A_PAGE: usize = 256;
/// A line of at least so many words is running text.
const PROSE_WORDS: usize = 12;
/// What a text has at least that was printed twice: paragraphs, and words in them.
const REPRINT_PARAGRAPHS: usize = 3;
const REPRINT_WORDS: usize = 100;
/// Lines of other kinds that may stand between the paragraphs of a text.
const REPRINT_GAP: usize = 3;
/// Short lines that pages without an address share at least if they are of one site, and their share of all short lines.
const SIBLING_LINES: usize = 4;
const SIBLING_SHARE: f32 = 0.15;
/// Pages on which one line is looked up among those without an address.
const POSTINGS: usize = 256;
/// Up to so many pages of the site, one that has the line is enough.
const FEW_PAGES: u32 = 3;

/// The remembered lines of a page, in page order; 0 for a line without words.
type Lines = Box<[u32]>;

/// What is remembered of the sites of an archive.
#[derive(Debug, Clone, Default)]
pub struct SiteTemplates {
    /// By site, the remembered pages by their number. The site without a name holds the pages without an address.
    sites: BTreeMap<String, BTreeMap<u64, Lines>>,
    /// Among the pages without an address: on which of them a line stands.
    postings: OnceLock<HashMap<u32, Vec<u64>>>,
}

impl PartialEq for SiteTemplates {
    fn eq(&self, other: &SiteTemplates) -> bool {
        self.sites == other.sites
    }
}

/// What is known of the blocks of a page from the other pages of its site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recurring {
    /// By block: on how many of the compared pages it stands, other than in a text that was printed twice.
    pub pages: Vec<u32>,
    /// With how many other pages of the site the page was compared.
    pub compared: u32,
}

impl Recurring {
    /// Whether a block recurs as the furniture of the site.
    pub fn is_furniture(&self, block: usize) -> bool {
        let enough = if self.compared <= FEW_PAGES { 1 } else { 2 };
        self.pages.get(block).is_some_and(|pages| *pages >= enough)
    }
}

impl SiteTemplates {
    /// Remembers a page of a site: its domain, or none for a page without an address.
    pub fn add_page(&mut self, document: &Document, site: Option<&str>) {
        let lines = remembered(&line_numbers(document));
        let page = page_number(&lines);
        self.insert(site.unwrap_or(""), page, lines);
        self.shrink(SITES + SITES / 4);
    }

    /// Remembers what another memory does.
    pub fn merge(&mut self, other: SiteTemplates) {
        for (site, pages) in other.sites {
            for (page, lines) in pages {
                self.insert(&site, page, lines);
            }
        }
        self.shrink(SITES + SITES / 4);
    }

    fn insert(&mut self, site: &str, page: u64, lines: Lines) {
        self.postings.take();
        if !self.sites.contains_key(site) {
            self.sites.insert(site.to_string(), BTreeMap::new());
        }
        let limit = self.limit(site);
        if let Some(pages) = self.sites.get_mut(site) {
            match site {
                "" => drop(pages.insert(page, lines)),
                _ => insert_article(pages, page, lines, limit + 1),
            }
            cut(pages, limit + 1);
        }
    }

    /// With how many pages of a site a page is compared: fewer the more sites there are.
    fn limit(&self, site: &str) -> usize {
        match site {
            "" => PAGES_WITHOUT_ADDRESS,
            _ => (PAGES / self.sites.len().max(1)).clamp(LEAST_PAGES_A_SITE, PAGES_A_SITE),
        }
    }

    /// Forgets the sites whose names have the greatest numbers when there are too many.
    pub fn prune(&mut self) {
        self.shrink(SITES);
    }

    /// The same when there are more than `most`: with some slack, each new site costs little. A site that was forgotten once
    /// would be forgotten in the end.
    fn shrink(&mut self, most: usize) {
        if self.sites.len() <= most {
            return;
        }
        let mut names: Vec<String> = self
            .sites
            .keys()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect();
        names.sort_by_cached_key(|name| split_mix(fnv64(name.bytes())));
        for name in names.drain(SITES - 1..) {
            self.sites.remove(&name);
        }
    }

    /// What the remembered pages of its site say of the blocks of a page.
    pub fn recurring(&self, document: &Document, site: Option<&str>) -> Recurring {
        let lines = line_numbers(document);
        let own = PageLines::of(&remembered(&lines));
        let words: Vec<usize> = document.blocks.iter().map(|b| word_count(&b.text)).collect();
        let others = match site {
            Some(site) => self.pages_of(site, &own),
            None => self.siblings(&lines, &words, &own),
        };
        compared(&lines, &words, &others)
    }

    fn pages_of(&self, site: &str, own: &PageLines) -> Vec<&Lines> {
        let pages = self.sites.get(site).into_iter().flatten().map(|(_, lines)| lines);
        crawls::different(pages, own, self.limit(site))
    }

    /// The pages without an address that share so many short lines with these that they are of one site.
    fn siblings(&self, lines: &[u32], words: &[usize], own: &PageLines) -> Vec<&Lines> {
        let Some(pages) = self.sites.get("") else {
            return Vec::new();
        };
        let postings = self.postings.get_or_init(|| postings(pages));
        let mut short: Vec<u32> = (0..lines.len())
            .filter(|i| words[*i] < PROSE_WORDS)
            .map(|i| lines[i])
            .collect();
        short.retain(|line| *line != 0);
        short.sort_unstable();
        short.dedup();
        let mut shared: BTreeMap<u64, usize> = BTreeMap::new();
        for page in short.iter().filter_map(|line| postings.get(line)).flatten() {
            *shared.entry(*page).or_default() += 1;
        }
        let least = SIBLING_LINES.max((SIBLING_SHARE * short.len() as f32) as usize);
        let near = shared.iter().filter(|(_, count)| **count >= least);
        let near = near.filter_map(|(page, _)| pages.get(page));
        crawls::different(near, own, PAGES_A_SITE)
    }
}

/// Remembers a page of a site, or the one with the smallest number of those that are the same article.
fn insert_article(pages: &mut BTreeMap<u64, Lines>, page: u64, lines: Lines, limit: usize) {
    let greatest = pages.last_key_value().map(|(page, _)| *page);
    if pages.len() >= limit && greatest.is_some_and(|greatest| page >= greatest) {
        return;
    }
    let known = PageLines::of(&lines);
    let same = |other: &Lines| known.is_one_with(&PageLines::of(other));
    let crawls: Vec<u64> = pages
        .iter()
        .filter(|(_, lines)| same(lines))
        .map(|(page, _)| *page)
        .collect();
    if crawls.iter().any(|crawl| *crawl <= page) {
        return;
    }
    crawls.iter().for_each(|crawl| drop(pages.remove(crawl)));
    pages.insert(page, lines);
}

/// Keeps the pages with the smallest numbers.
fn cut(pages: &mut BTreeMap<u64, Lines>, limit: usize) {
    while pages.len() > limit {
        pages.pop_last();
    }
}

fn postings(pages: &BTreeMap<u64, Lines>) -> HashMap<u32, Vec<u64>> {
    let mut postings: HashMap<u32, Vec<u64>> = HashMap::new();
    for (page, lines) in pages {
        for line in lines.iter().filter(|line| **line != 0) {
            let on = postings.entry(*line).or_default();
            if on.len() < POSTINGS && on.last() != Some(page) {
                on.push(*page);
            }
        }
    }
    postings
}

/// Counts for every line the other pages on which it stands. Where a page shares a whole text with another, its lines
/// count only if many pages share it: one text on two pages is a reprint, one on all of them is a notice.
fn compared(lines: &[u32], words: &[usize], others: &[&Lines]) -> Recurring {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| **line != 0) {
        places.entry(*line).or_default().push(place);
    }
    let (mut pages, mut in_text) = (vec![0; lines.len()], vec![0; lines.len()]);
    for other in others {
        let mut shared = vec![false; lines.len()];
        for place in other.iter().filter_map(|line| places.get(line)).flatten() {
            shared[*place] = true;
        }
        let texts = printed_twice(&shared, words);
        for place in (0..lines.len()).filter(|place| shared[*place]) {
            let count = if texts[place] { &mut in_text } else { &mut pages };
            count[place] += 1;
        }
    }
    let many = (others.len() / 4).max(2) as u32;
    for (count, texts) in pages.iter_mut().zip(in_text) {
        *count += if texts > many { texts } else { 0 };
    }
    Recurring {
        pages,
        compared: others.len() as u32,
    }
}

/// Which of the shared lines stand in a run of shared paragraphs long enough to be a text, or right above it as its headline does.
fn printed_twice(shared: &[bool], words: &[usize]) -> Vec<bool> {
    let mut texts = vec![false; shared.len()];
    let prose: Vec<usize> = (0..shared.len())
        .filter(|i| shared[*i] && words[*i] >= PROSE_WORDS)
        .collect();
    for run in prose.chunk_by(|a, b| b - a <= REPRINT_GAP + 1) {
        let length: usize = run.iter().map(|i| words[*i]).sum();
        if run.len() >= REPRINT_PARAGRAPHS && length >= REPRINT_WORDS {
            let headline = run[0].saturating_sub(REPRINT_GAP);
            texts[headline..=run[run.len() - 1]].fill(true);
        }
    }
    texts
}

/// The lines of a page as numbers.
fn line_numbers(document: &Document) -> Vec<u32> {
    let blocks = document.blocks.iter();
    blocks.map(|block| line_number(&block.text)).collect()
}

/// The lines of a page that are remembered.
fn remembered(lines: &[u32]) -> Lines {
    if lines.len() <= LINES_A_PAGE {
        return lines.into();
    }
    let half = LINES_A_PAGE / 2;
    [&lines[..half], &lines[lines.len() - half..]].concat().into()
}

/// A line as a number, whatever its case; 0 for a line with fewer than three letters.
fn line_number(text: &str) -> u32 {
    let (mut letters, mut hash) = (0, FNV64);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        letters += usize::from(c.is_alphabetic());
        match c.is_ascii() {
            true => hash = fnv64_step(hash, c.to_ascii_lowercase()),
            false => hash = c.to_lowercase().fold(hash, fnv64_step),
        }
    }
    match letters {
        0..3 => 0,
        _ => crawls::number(split_mix(hash), word_count(text)),
    }
}

/// The words of a line; in writing without spaces, every second sign counts for one.
fn word_count(text: &str) -> usize {
    let signs = text.chars().filter(|c| stands_alone(*c)).count();
    text.split_whitespace().count() + signs / 2
}

fn page_number(lines: &[u32]) -> u64 {
    split_mix(fnv64(lines.iter().copied()))
}

#[cfg(test)]
mod tests;
