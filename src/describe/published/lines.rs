//! What the lines around the article and the dateline of its text say of when it was published.

use super::cues::{self, DateCue};
use super::sources::Claims;
use super::zones::{
    LONGEST_LINE, REACH_ABOVE, REACH_BELOW, block_loss, cue_above, date_share, is_listed, place, says_when,
};
use crate::article::Evidence;
use crate::calendar::Moment;
use crate::calendar::stamp::Timestamp;
use crate::calendar::written::{self, DateValue, WrittenDate};
use crate::clean::{Reason, Role};
use crate::describe::candidates::{Candidate, Rejection};
use crate::describe::layout::{PageLayout, Zone};
use crate::describe::readings::is_caption;
use crate::parse::{Block, BlockId};
use crate::text::digit;

/// In how many of the first paragraphs a dateline is looked for: a lead may stand above it.
const OPENING: usize = 3;
/// How many words a line has at least that tells what a picture shows.
const CAPTION_WORDS: usize = 10;

/// What the lines around the article say.
pub(super) fn of_lines(scene: &PageLayout, claims: &mut Claims) {
    for (block, id) in scene.document.blocks.iter().zip(0..) {
        if block.text.len() > LONGEST_LINE || !block.text.chars().any(|c| digit(c).is_some()) {
            continue;
        }
        let zone = place(scene, id);
        let weight = match (zone, scene.role(id)) {
            (Zone::Head(n), _) => 0.86 - 0.005 * n.min(40) as f32,
            (_, Some(Role::Furniture(Reason::DateLine | Reason::Byline))) => 0.78,
            (Zone::Above(n), _) if n <= REACH_ABOVE => 0.8 - 0.03 * n as f32,
            (Zone::Below(n), _) if n <= REACH_BELOW => 0.75 - 0.03 * n as f32,
            (Zone::Body, Some(role)) if !role.is_body() => 0.6,
            (Zone::Body, _) if says_when(scene, id) && !is_listed(scene, id) => 0.6,
            (Zone::Body, _) => continue,
            _ => 0.3,
        };
        of_line(scene, id, weight, claims);
    }
}

fn of_line(scene: &PageLayout, block: BlockId, weight: f32, claims: &mut Claims) {
    let line = &scene.block(block).text;
    let found = written::find(line, &scene.reading);
    for (at, written) in found.iter().enumerate() {
        let above = || (at == 0).then(|| cue_above(scene, block, line, written))?;
        let cue = cues::cue(line, &found, at).or_else(above);
        if let Some(claim) = line_claim(scene, block, written, weight, cue) {
            claims.add(cue, claim);
        }
    }
}

fn line_claim(
    scene: &PageLayout,
    block: BlockId,
    written: &WrittenDate,
    weight: f32,
    cue: Option<DateCue>,
) -> Option<Candidate<Timestamp>> {
    let line = &scene.block(block).text;
    let shown = scene.origin.crawled.map(Moment::day);
    let (date, own_loss) = match (written.value, written.date_seen(shown)) {
        (_, Some(date)) => (date, None),
        (DateValue::Yearless { .. }, None) => return None,
        (_, None) => return None,
    };
    let share = date_share(line, written);
    let weight = weight
        * if cue.is_some() || share > 0.5 {
            1.0
        } else {
            0.6 + 0.4 * share
        };
    let far = (weight < 0.35).then_some(Rejection::Far);
    let is_post = line.contains("(@");
    let in_text = || is_prose(line, written) || written.start > 0 && is_long_caption(line);
    let prose = (is_post || cue.is_none() && in_text()).then_some(Rejection::InTheText);
    let claim = Candidate::new(Timestamp::from(date), Evidence::Line, scene.named(block), weight);
    Some(match block_loss(scene, block).or(own_loss).or(prose).or(far) {
        Some(loss) => claim.lost(loss),
        None => claim,
    })
}

/// A sentence that mentions a date, rather than a line that gives it: lower-case words on both sides and many of them.
fn is_prose(line: &str, written: &WrittenDate) -> bool {
    let lower = |part: &str| {
        crate::text::words(part)
            .filter(|w| w.text.len() > 1 && w.text.chars().all(char::is_lowercase))
            .count()
    };
    let (before, after) = (lower(&line[..written.start]), lower(&line[written.end..]));
    before + after > 8 || (before > 4 && line.trim_end().ends_with(['.', '!', '?', '”', '»', '…']))
}

/// A line that tells what a picture shows, and when it was taken: *The lake on 11 January 2023. © Ann Bell*.
fn is_long_caption(line: &str) -> bool {
    crate::text::words(line).count() >= CAPTION_WORDS && is_caption(line)
}

/// What the opening of the text says: *BAMAKO, 12 mai 2022 (AFP) —*.
pub(super) fn of_dateline<'a>(scene: &PageLayout<'a>, claims: &mut Claims) {
    let paragraphs = scene.paragraphs().filter(|(_, block)| block.text.len() > 60);
    let opening = |(id, block): (BlockId, &'a Block)| {
        let end = crate::describe::agencies::dateline(&block.text)?;
        Some((id, &block.text[..end]))
    };
    let Some((id, opening)) = paragraphs.take(OPENING).find_map(opening) else {
        return;
    };
    for written in written::find(opening, &scene.reading) {
        if let Some(date) = written.date_seen(scene.origin.crawled.map(Moment::day)) {
            claims.add(
                None,
                Candidate::new(Timestamp::from(date), Evidence::Dateline, scene.named(id), 0.7),
            );
        }
    }
}
