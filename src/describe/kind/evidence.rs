//! What stands around one text that somebody wrote at some time, and what stands around an offer or a thread: the day and the name
//! beside the headline, whom the page speaks to, the name of the host and of the software.

use super::cues;
use super::page::PageCounts;
use super::row::Row;
use crate::clean::{Reason, Role};
use crate::describe::address;
use crate::parse::BlockId;
use crate::text;

/// What the cleaner finds beside articles, each counted.
const BESIDE: [Reason; 10] = [
    Reason::Byline,
    Reason::DateLine,
    Reason::Share,
    Reason::Tags,
    Reason::Related,
    Reason::CommentsHead,
    Reason::AuthorBiography,
    Reason::Newsletter,
    Reason::Caption,
    Reason::Section,
];
/// The most of anything that is counted.
const MOST: f32 = 30.0;
/// How a house speaks of itself, and how it speaks to its customers.
const OURS: [&str; 18] = [
    "we", "our", "us", "ours", "nous", "notre", "nos", "wir", "unser", "unsere", "unseren", "uns", "nuestro",
    "nuestra", "nuestros", "nosotros", "nostro", "nossa",
];
const YOURS: [&str; 14] = [
    "you", "your", "yours", "vous", "votre", "vos", "ihr", "ihre", "ihren", "ihnen", "usted", "su", "tu",
    "vostro",
];
/// How many digits a telephone number has.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=13;

/// Adds these numbers to the row of a page.
pub(super) fn features(page: &PageCounts, row: &mut Row) {
    beside(page, row);
    voice(page, row);
    host(page, row);
}

/// What the cleaner found beside the text, and whether a day or a name stands between headline and text.
fn beside(page: &PageCounts, row: &mut Row) {
    let scene = page.scene;
    let blocks = || 0..scene.document.blocks.len() as BlockId;
    let of = |id: BlockId, reason: Reason| scene.role(id) == Some(Role::Furniture(reason));
    let count = |reason| (blocks().filter(|id| of(*id, reason)).count() as f32).min(MOST);
    row.add("beside", BESIDE.map(|reason| (reason.name(), count(reason))));
    let heads: Vec<BlockId> = blocks().filter(|id| scene.is_head(*id)).collect();
    let in_head = |reason| f32::from(u8::from(heads.iter().any(|id| of(*id, reason))));
    let numbers = [
        ("date-line", in_head(Reason::DateLine)),
        ("byline", in_head(Reason::Byline)),
        ("blocks", (heads.len() as f32).min(MOST)),
    ];
    row.add("head", numbers);
}

/// Whom the running text speaks of and to, how often it quotes, how many numbers to call the page gives.
fn voice(page: &PageCounts, row: &mut Row) {
    let (mut words, mut ours, mut yours, mut quotes, mut questions) = (1.0, 0.0, 0.0, 0.0, 0.0);
    for block in &page.scene.document.blocks {
        for word in text::words(&block.text) {
            words += 1.0;
            let word = word.text.to_lowercase();
            ours += f32::from(u8::from(OURS.contains(&word.as_str())));
            yours += f32::from(u8::from(YOURS.contains(&word.as_str())));
        }
        quotes += block.text.matches(['“', '«', '„', '"']).count() as f32;
        questions += block.text.matches('?').count() as f32;
    }
    let phones = page
        .scene
        .document
        .blocks
        .iter()
        .filter(|block| is_phone(&block.text))
        .count() as f32;
    row.add(
        "voice",
        [
            ("ours", 100.0 * ours / words),
            ("yours", 100.0 * yours / words),
            ("quotes", 100.0 * quotes / words),
            ("questions", 100.0 * questions / words),
            ("telephones", phones.min(MOST)),
        ],
    );
}

/// Whether a short line is a telephone number.
fn is_phone(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let others = line.chars().filter(|c| c.is_alphabetic()).count();
    PHONE_DIGITS.contains(&digits) && others <= 12 && line.len() < 40
}

/// What the name of the host and the software that made the page speak for.
fn host(page: &PageCounts, row: &mut Row) {
    let host = page.url.and_then(address::host).unwrap_or_default();
    row.add("host", cues::words("host", &host));
    let made: Vec<&str> = page.scene.document.head.meta("generator").collect();
    row.add("generator", cues::words("generator", &made.join(" ")));
    let next = page
        .scene
        .document
        .head
        .links
        .iter()
        .any(|(rel, _)| rel == "next" || rel == "prev");
    row.add("links", [("next or prev", f32::from(u8::from(next)))]);
}
