//! Which pages of a site are one article that was saved more than once: what recurs is counted over different articles.

use super::Lines;

/// By the class of a line, about how many words of running text it has. The class is kept in the lowest bits of its number.
const WORDS: [u32; 5] = [0, 16, 32, 64, 128];
const CLASS_BITS: u32 = 3;
/// Two pages are one article if they share so much of the running text of the shorter page, ...
const SHARED: f32 = 0.6;
/// ... and so much of that of the longer one: comments and teasers come and go, but a page that prints many articles is none
/// of them.
const SHARED_OF_LONGER: f32 = 0.2;

/// The number of a line with this hash and so many words; never 0.
pub(super) fn number(hash: u64, words: usize) -> u32 {
    let long = WORDS[1..].iter().filter(|least| words as u32 * 4 >= **least * 3);
    let class = 1 + long.count() as u32;
    ((hash >> 32) as u32) << CLASS_BITS | class
}

fn words(line: u32) -> u32 {
    let class = (line & ((1 << CLASS_BITS) - 1)) as usize;
    class
        .checked_sub(1)
        .and_then(|class| WORDS.get(class))
        .copied()
        .unwrap_or(0)
}

/// The lines by which a page is known again: its running text, or all lines where it has none.
pub(super) struct PageLines {
    lines: Vec<u32>,
    words: u32,
    short: bool,
}

impl PageLines {
    pub(super) fn of(page: &[u32]) -> PageLines {
        let mut lines: Vec<u32> = page.iter().copied().filter(|line| words(*line) > 0).collect();
        let short = lines.is_empty();
        if short {
            lines = page.iter().copied().filter(|line| *line != 0).collect();
        }
        lines.sort_unstable();
        lines.dedup();
        let mut known = PageLines {
            lines,
            words: 0,
            short,
        };
        known.words = known.weight(&known.lines);
        known
    }

    fn weight(&self, lines: &[u32]) -> u32 {
        match self.short {
            true => lines.len() as u32,
            false => lines.iter().map(|line| words(*line)).sum(),
        }
    }

    /// Whether another page, by its lines, is the same article.
    pub(super) fn is_one_with(&self, other: &PageLines) -> bool {
        if self.short != other.short {
            return false;
        }
        let shared = self.weight(&common(&self.lines, &other.lines)) as f32;
        shared >= SHARED * self.words.min(other.words) as f32
            && shared >= SHARED_OF_LONGER * self.words.max(other.words) as f32
    }
}

/// What two sorted lists have in common.
fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut at = 0;
    let shared = a.iter().copied().filter(|number| {
        at += b[at..].partition_point(|other| other < number);
        b.get(at) == Some(number)
    });
    shared.collect()
}

/// The first pages, at most so many, that are different articles, and other ones than `own`.
pub(super) fn different<'a>(
    pages: impl Iterator<Item = &'a Lines>,
    own: &PageLines,
    most: usize,
) -> Vec<&'a Lines> {
    let (mut taken, mut known): (Vec<&Lines>, Vec<PageLines>) = (Vec::new(), Vec::new());
    for lines in pages {
        let page = PageLines::of(lines);
        if page.is_one_with(own) || known.iter().any(|other| other.is_one_with(&page)) {
            continue;
        }
        taken.push(lines);
        known.push(page);
        if taken.len() == most {
            break;
        }
    }
    taken
}
