//! Where a date stands: how near to the article, what its line says of it, and why it cannot be the article's there.

use super::cues::{self, DateCue};
use crate::calendar::Date;
use crate::calendar::written::{self, WrittenDate};
use crate::clean::{Reason, Role};
use crate::describe::candidates::Rejection;
use crate::describe::layout::{PageLayout, Zone};
use crate::parse::BlockId;

/// The longest line that can be a date line, in bytes.
pub(super) const LONGEST_LINE: usize = 300;
/// How far above the title a date can still be the article's, in blocks.
pub(super) const REACH_ABOVE: u32 = 6;
/// How far below the text.
pub(super) const REACH_BELOW: u32 = 6;
/// How near to the article a line stands beside it, in blocks.
const BESIDE: u32 = 3;
/// How far apart the items of a list stand, in blocks.
const LIST: u32 = 8;
/// How many words may stand before the date in a line that says when the text was published.
const WORDS_BEFORE: usize = 4;

/// How many words a line has at most that opens with the day, as *28.4.2023 18:41 Uhr*.
const DAY_LINE: usize = 8;

/// Where a line stands that may give the day: with the headline too where it does and stands below the standfirst.
pub(super) fn place(scene: &PageLayout, block: BlockId) -> Zone {
    match scene.below_standfirst(block).filter(|_| gives_day(scene, block)) {
        Some(below) => Zone::Head(below),
        None => scene.place(block),
    }
}

/// Whether a line is a date for the most part, a short one that opens with a date, or says that it is that of the publication.
fn gives_day(scene: &PageLayout, block: BlockId) -> bool {
    let line = &scene.block(block).text;
    if line.len() > LONGEST_LINE {
        return false;
    }
    let opens = |written: &WrittenDate| written.start == 0 && crate::text::words(line).count() <= DAY_LINE;
    let is_day = |written: &WrittenDate| date_share(line, written) > 0.5 || opens(written);
    written::find(line, &scene.reading).first().is_some_and(is_day) || says_when(scene, block)
}

/// Why a block's date cannot be the article's.
pub(super) fn block_loss(scene: &PageLayout, block: BlockId) -> Option<Rejection> {
    let place = place(scene, block);
    if place.is_head() {
        return None;
    }
    match (scene.role(block), place) {
        (Some(Role::Comment | Role::Furniture(Reason::CommentsHead)), _) => Some(Rejection::Comment),
        (Some(Role::Furniture(Reason::Embed)), _) => Some(Rejection::Furniture),
        (Some(Role::Furniture(Reason::Related | Reason::OtherArticle | Reason::Ticker)), _) => {
            let reach = if says_when(scene, block) {
                REACH_BELOW
            } else {
                BESIDE
            };
            (!is_beside(scene, block, reach) || is_listed(scene, block)).then_some(Rejection::OtherArticle)
        }
        (Some(Role::Furniture(Reason::DateLine | Reason::Byline)), _) => None,
        (_, Zone::Above(blocks)) if blocks > 4 * REACH_ABOVE => Some(Rejection::Far),
        (_, Zone::Below(blocks)) if blocks > 2 * REACH_BELOW => Some(Rejection::Far),
        _ => None,
    }
}

/// Whether a place is so near to the article's beginning or end that a date there can be its own, whatever else the line looks like.
fn is_beside(scene: &PageLayout, block: BlockId, reach: u32) -> bool {
    match scene.place(block) {
        Zone::Above(n) | Zone::Below(n) => n <= reach,
        Zone::Body => scene.body.is_some_and(|(first, _)| block - first <= BESIDE + 1),
        _ => false,
    }
}

/// Whether a dated line is one of several with other days: a list of other articles.
pub(super) fn is_listed(scene: &PageLayout, block: BlockId) -> bool {
    let days = |id: BlockId| -> Vec<Date> {
        let text = &scene.block(id).text;
        let apart = |role: Role| role.is_body() || role == Role::Comment;
        let short = text.len() < LONGEST_LINE && !scene.role(id).is_some_and(apart);
        let found = if short {
            written::find(text, &scene.reading)
        } else {
            Vec::new()
        };
        found.iter().filter_map(WrittenDate::date).collect()
    };
    let own = days(block);
    let last = scene.document.blocks.len() as BlockId;
    let around = block.saturating_sub(LIST)..(block + LIST + 1).min(last);
    let others = around.filter(|id| *id != block && !scene.is_head(*id)).map(days);
    let others: Vec<Vec<Date>> = others.filter(|days| !days.is_empty()).collect();
    others.len() > 1 || others.iter().flatten().any(|day| !own.contains(day))
}

/// From 1 beside the title down to 0 far from the article.
pub(super) fn nearness(scene: &PageLayout, block: BlockId) -> f32 {
    match place(scene, block) {
        Zone::Head(blocks) => 1.0 - blocks.min(40) as f32 / 50.0,
        Zone::Above(blocks) => 1.0 - blocks.min(12) as f32 / 12.0,
        Zone::Body => 0.5,
        Zone::Below(blocks) => 0.7 - blocks.min(12) as f32 / 20.0,
        Zone::Nowhere => 0.3,
    }
}

/// A line that holds nothing but a date may be explained by the line above it: *Published* / *13 May 2022*.
pub(super) fn cue_above(
    scene: &PageLayout,
    block: BlockId,
    line: &str,
    written: &WrittenDate,
) -> Option<DateCue> {
    (line[..written.start].trim().len() < 4).then_some(())?;
    let above = &scene.block(block.checked_sub(1)?).text;
    (above.len() < 40).then(|| cues::last_cue(above))?
}

/// How much of a line is its date.
pub(super) fn date_share(line: &str, written: &WrittenDate) -> f32 {
    (written.end - written.start) as f32 / line.trim().len().max(1) as f32
}

/// Whether a line opens with the words for *published* and a date, or stands under such words and opens with a date.
pub(super) fn says_when(scene: &PageLayout, block: BlockId) -> bool {
    let line = &scene.block(block).text;
    let found = written::find(line, &scene.reading);
    let Some(first) = found.first().filter(|_| line.len() < LONGEST_LINE) else {
        return false;
    };
    let cue = cues::cue(line, &found, 0).or_else(|| cue_above(scene, block, line, first));
    let before = crate::text::words(&line[..first.start]).count();
    cue == Some(DateCue::Published) && before <= WORDS_BEFORE
}
