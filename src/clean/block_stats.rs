//! The shape of a block of text by itself: how long, how it begins and ends, how much of it is links, what it says.

use super::cues::{ClassHints, Holding, Holdings, PhraseHints, cues, is_function_word};
use crate::hash::{fnv32_word, fnv64};
use crate::parse::{Block, Document, Tag};
use crate::text;

/// What one look at a block tells.
#[derive(Debug, Clone, Default)]
pub struct BlockStats {
    /// Characters.
    pub chars: f32,
    /// Words; in writing without blanks, two characters a word.
    pub words: f32,
    /// Sentences by their ends.
    pub sentences: f32,
    /// Commas and their like.
    pub commas: f32,
    /// The share of characters that are digits.
    pub digits: f32,
    /// The share of words that begin with a capital.
    pub capitals: f32,
    /// The share of letters that are capitals.
    pub upper: f32,
    /// The share of words that are function words.
    pub function_words: f32,
    /// The kind of its first character, and of its last.
    pub first: f32,
    /// See [`BlockStats::first`].
    pub last: f32,
    /// Separators as menus and meta lines have them.
    pub separators: f32,
    /// Quotation marks.
    pub quotes: f32,
    /// Whether it holds a year, a time of day, an address of the web or of mail, a sign of copyright.
    pub year: bool,
    /// See [`BlockStats::year`].
    pub clock: bool,
    /// See [`BlockStats::year`].
    pub address: bool,
    /// See [`BlockStats::year`].
    pub copyright: bool,
    /// Braces as templates and scripts have them.
    pub braces: bool,
    /// Line breaks inside.
    pub breaks: f32,
    /// The share of characters in links, and how many links.
    pub linked: f32,
    /// See [`BlockStats::linked`].
    pub links: f32,
    /// The share of characters in bold, and in italics.
    pub bold: f32,
    /// See [`BlockStats::bold`].
    pub italic: f32,
    /// What inline elements around the whole text are said to hold.
    pub inline_holdings: Holdings,
    /// What its phrases speak for.
    pub cues: PhraseHints,
    /// Its words as numbers, and all of them as one.
    pub hashes: Vec<u32>,
    /// See [`BlockStats::hashes`].
    pub hash: u64,
}

impl BlockStats {
    /// The shape of a block of a document.
    pub fn of<'a>(document: &'a Document, block: &Block, names: &mut ClassHints<'a>) -> BlockStats {
        let mut shape = BlockStats::default();
        shape.read_words(&block.text);
        shape.read_characters(&block.text);
        shape.read_spans(document, block, names);
        shape
    }

    fn read_words(&mut self, text: &str) {
        let (mut capitals, mut figures, mut function_words) = (0.0, 0, 0.0);
        for word in text::words(text) {
            let hash = fnv32_word(word.text);
            self.hashes.push(hash);
            let first = word.text.chars().next().unwrap_or(' ');
            capitals += f32::from(u8::from(first.is_uppercase()));
            function_words += f32::from(u8::from(is_function_word(hash)));
            if first.is_ascii_digit() {
                figures += 1;
                self.year |= matches!(word.text.parse::<u32>(), Ok(1900..=2099));
            }
        }
        let wide = text.chars().filter(|c| is_wide(*c)).count() as f32;
        self.words = (self.hashes.len() as f32).max(wide / 2.0);
        let counted = self.hashes.len().max(1) as f32;
        self.capitals = capitals / counted;
        self.function_words = if wide > 0.0 { 0.3 } else { function_words / counted };
        self.cues = cues(&self.hashes, figures);
        self.hash = whole(&self.hashes);
    }

    fn read_characters(&mut self, text: &str) {
        let (mut digits, mut letters, mut upper, mut before) = (0.0, 0.0, 0.0, ' ');
        for c in text.chars() {
            self.chars += 1.0;
            match c {
                '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' => self.sentences += 1.0,
                ',' | ';' | '、' | '，' | '،' => self.commas += 1.0,
                '|' | '›' | '»' | '>' | '·' | '•' | '/' | '→' => self.separators += 1.0,
                '"' | '«' | '“' | '”' | '„' => self.quotes += 1.0,
                '{' | '}' | '<' => self.braces = true,
                '©' => self.copyright = true,
                '@' => self.address = true,
                '\n' => self.breaks += 1.0,
                _ => {}
            }
            self.clock |= before.is_ascii_digit() && matches!(c, ':' | 'h' | 'H');
            digits += f32::from(u8::from(c.is_ascii_digit()));
            letters += f32::from(u8::from(c.is_alphabetic()));
            upper += f32::from(u8::from(c.is_uppercase()));
            before = c;
        }
        self.address |= text.contains("http") || text.contains("www.");
        self.digits = digits / self.chars.max(1.0);
        self.upper = if letters > 0.0 { upper / letters } else { 0.0 };
        self.first = text.chars().next().map_or(0.0, opening);
        self.last = ending(text.trim_end_matches(['"', '»', '”', '’', '\'', ')', ' ', ']', '“']));
    }

    fn read_spans<'a>(&mut self, document: &'a Document, block: &Block, names: &mut ClassHints<'a>) {
        let length = block.text.len().max(1) as f32;
        let (mut linked_to, mut bold_to, mut italic_to) = (0, 0, 0);
        for span in &block.spans {
            let element = &document.elements[span.element as usize];
            let covers = (span.end - span.start) as f32 / length;
            match element.tag {
                Tag::A => {
                    self.links += 1.0;
                    self.linked += fresh(&mut linked_to, span.start, span.end) / length;
                }
                Tag::B | Tag::Strong => self.bold += fresh(&mut bold_to, span.start, span.end) / length,
                Tag::I | Tag::Em => self.italic += fresh(&mut italic_to, span.start, span.end) / length,
                _ => {}
            }
            if covers > 0.8 {
                for name in ["class", "id", "itemprop"] {
                    self.inline_holdings |= element.attribute(name).map_or(0, |value| names.holdings(value));
                }
                if element.tag == Tag::Time {
                    self.inline_holdings |= Holding::Date.bit();
                }
            }
        }
    }

    /// Whether it reads like running text: some length, few links, a sentence.
    pub fn is_prose(&self) -> bool {
        self.words >= 12.0 && self.linked < 0.5 && (self.last == 1.0 || self.function_words > 0.2)
    }

    /// Whether it ends like a sentence.
    pub fn ends_sentence(&self) -> bool {
        self.last == 1.0
    }
}

/// A run of words as one number.
pub(crate) fn whole(words: &[u32]) -> u64 {
    fnv64(words.iter().copied())
}

/// How many bytes of a span were not in an earlier span of its kind.
fn fresh(covered_to: &mut usize, start: usize, end: usize) -> f32 {
    let from = start.max(*covered_to);
    *covered_to = end.max(*covered_to);
    end.saturating_sub(from) as f32
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn opening(c: char) -> f32 {
    match c {
        c if c.is_lowercase() => 1.0,
        c if c.is_uppercase() => 2.0,
        c if c.is_numeric() => 3.0,
        '"' | '«' | '“' | '„' | '\'' | '‘' => 4.0,
        '•' | '*' | '-' | '–' | '—' | '·' | '▪' | '►' | '>' => 5.0,
        '(' | '[' => 6.0,
        '#' | '@' | '{' | '|' => 7.0,
        c if c.is_alphabetic() => 2.0,
        _ => 0.0,
    }
}

fn ending(text: &str) -> f32 {
    if text.ends_with("...") || text.ends_with('…') {
        return 2.0;
    }
    match text.chars().last() {
        Some('.' | '!' | '?' | '。' | '！' | '？' | '।') => 1.0,
        Some(':') => 3.0,
        Some(',' | ';') => 4.0,
        Some(c) if c.is_numeric() => 5.0,
        Some(c) if c.is_alphabetic() => 0.0,
        _ => 6.0,
    }
}
