//! When the article was published and when it was changed: the witnesses are heard, and one judge decides.

pub(super) mod cues;
mod lines;
mod sources;
mod zones;

use super::candidates::{Candidate, CandidateVerdict, DecidedFact, MOST_CLAIMS, Rejection};
use super::layout::PageLayout;
use crate::article::{Doubt, Evidence};
use crate::calendar::Moment;
use crate::calendar::stamp::Timestamp;
use crate::calendar::{Date, Precision, written};
use crate::parse::declared::{LinkedArticle, MetaTag};
use chrono::{Datelike, Days, NaiveDate};

/// The first year of pages that somebody can have saved, or of articles that an archive has put on the web.
const FIRST_YEAR: i32 = 1900;
/// The days on which clocks begin: of Unix, in Greenwich and west of it, and of spreadsheets.
const CLOCKS: [(i32, u32, u32); 3] = [(1970, 1, 1), (1969, 12, 31), (1900, 1, 1)];
/// How much a second kind of witness adds.
const AGREEMENT: f32 = 0.06;
/// A claim below this is no more than a guess, and is not taken.
const LEAST_WEIGHT: f32 = 0.4;
/// How far a date of change is believed for want of another.
const CHANGED_ONLY: f32 = 0.55;

/// Both dates, and what is doubtful about them.
pub(super) struct Dates {
    /// When it was published.
    pub published: DecidedFact<Date>,
    /// When it was changed.
    pub modified: DecidedFact<Date>,
    /// Disagreement, absence, and what bounds it.
    pub doubts: Vec<Doubt>,
}

/// The dates of the article.
pub(super) fn dates(
    scene: &PageLayout,
    article: Option<(&LinkedArticle, f32)>,
    declared: &[MetaTag],
    url: Option<&str>,
) -> Dates {
    let mut claims = sources::Claims::default();
    if let Some((article, weight)) = article {
        sources::of_linked(scene, article, weight, &mut claims);
    }
    sources::of_declarations(scene, declared, &mut claims);
    sources::of_elements(scene, &mut claims);
    lines::of_lines(scene, &mut claims);
    lines::of_dateline(scene, &mut claims);
    sources::of_title(scene, &mut claims);
    sources::of_address(url, &mut claims);
    sources::of_path(scene, &mut claims);
    let saved = scene.origin.crawled.map(Moment::day).or(scene.origin.read);
    let mut published = judged(claims.published, saved);
    let changed_only = published.value.is_none();
    if changed_only {
        published = shown_as_changed(published, saved);
    }
    let modified = judged(claims.modified, saved);
    let mut doubts = doubts(scene, &published);
    doubts.extend((changed_only && published.value.is_some()).then_some(Doubt::ChangedOnly));
    Dates {
        published: plain(published),
        modified: plain(modified),
        doubts,
    }
}

/// The day that the weight of all the witnesses is for.
fn judged(mut claims: Vec<Candidate<Timestamp>>, saved: Option<NaiveDate>) -> DecidedFact<Timestamp> {
    claims.truncate(MOST_CLAIMS);
    for claim in claims.iter_mut().filter(|claim| claim.stands()) {
        if let Some(loss) = impossible(claim.value.date, saved).or_else(|| unset(claim)) {
            *claim = claim.clone().lost(loss);
        } else if claim.weight < LEAST_WEIGHT {
            *claim = claim.clone().lost(Rejection::Far);
        }
    }
    let winner = best_day(&claims)
        .or_else(|| best_of(&claims, Precision::Month))
        .or_else(|| best_of(&claims, Precision::Year));
    DecidedFact::decided(claims, winner, same_moment)
}

/// Where a page shows its readers one date alone and calls it that of a change, it is taken, as a guess: outlets that show no other
/// put the first publication there too.
fn shown_as_changed(found: DecidedFact<Timestamp>, saved: Option<NaiveDate>) -> DecidedFact<Timestamp> {
    let shown = |claim: &Candidate<Timestamp>| {
        matches!(
            claim.evidence,
            Evidence::Line | Evidence::Time | Evidence::Microdata
        ) && claim.verdict == CandidateVerdict::Lost(Rejection::Modification)
    };
    let claims = found.claims.into_iter().map(|mut claim| {
        if shown(&claim) {
            (claim.verdict, claim.weight) = (CandidateVerdict::Agrees, claim.weight * CHANGED_ONLY);
        }
        claim
    });
    judged(claims.collect(), saved)
}

fn same_moment(a: &Timestamp, b: &Timestamp) -> bool {
    let day = |stamp: &Timestamp| stamp.date.first();
    let falls = |stamp: &Timestamp, other: &Timestamp| day(other).is_some_and(|day| stamp.can_fall_on(day));
    a.date == b.date
        || falls(a, b)
        || falls(b, a)
        || (a.date.precision() != Precision::Day && contains(a.date, b.date))
}

fn contains(period: Date, date: Date) -> bool {
    period.first() <= date.first() && date.last() <= period.last()
}

/// Why a date cannot be that of an article on a page that was saved no later than a day.
fn impossible(date: Date, saved: Option<NaiveDate>) -> Option<Rejection> {
    let first = date.first()?;
    let tomorrow = saved.and_then(|day| day.checked_add_days(Days::new(1)));
    if tomorrow.is_some_and(|tomorrow| first > tomorrow) {
        Some(Rejection::Future)
    } else {
        (first.year() < FIRST_YEAR).then_some(Rejection::TooOld)
    }
}

/// Whether a machine wrote the day on which a clock begins: what a date field holds where nobody filled it. In words such a day is meant.
fn unset(claim: &Candidate<Timestamp>) -> Option<Rejection> {
    let by_machine = matches!(
        claim.evidence,
        Evidence::JsonLd
            | Evidence::OpenGraph
            | Evidence::Meta
            | Evidence::Microdata
            | Evidence::Time
            | Evidence::Tool
            | Evidence::Container
    );
    let begins = |(year, month, day): (i32, u32, u32)| Date::day(year, month, day) == Some(claim.value.date);
    let begins = CLOCKS.into_iter().any(begins);
    (by_machine && begins).then_some(Rejection::Unset)
}

fn best_day(claims: &[Candidate<Timestamp>]) -> Option<usize> {
    let days = claims.iter().filter(|c| c.stands()).filter_map(|c| day(&c.value));
    let mut best: Option<(NaiveDate, f32)> = None;
    for day in days {
        let score = support(claims, day);
        if best.is_none_or(|(_, top)| score > top + 0.001) {
            best = Some((day, score));
        }
    }
    let (winner, _) = best?;
    let direct = claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.stands() && day(&c.value) == Some(winner));
    direct
        .fold(None, |best: Option<(usize, f32)>, (at, claim)| match best {
            Some((_, weight)) if weight >= claim.weight => best,
            _ => Some((at, claim.weight)),
        })
        .map(|(at, _)| at)
}

/// How much speaks for a day: the best witness, and a little for each other kind of witness. A moment in Greenwich speaks for the
/// day before or after it too, though not as loud.
fn support(claims: &[Candidate<Timestamp>], day: NaiveDate) -> f32 {
    let mut heard = Vec::new();
    let mut top = 0.0f32;
    for claim in claims.iter().filter(|claim| claim.stands()) {
        let weight = match claim.value.date {
            Date::Day(own) if own == day => claim.weight,
            Date::Day(_) if claim.value.can_fall_on(day) => claim.weight - 0.05,
            Date::Month(..) if contains(claim.value.date, Date::Day(day)) => 0.0,
            _ => continue,
        };
        top = top.max(weight);
        if !heard.contains(&claim.evidence) {
            heard.push(claim.evidence);
        }
    }
    top + AGREEMENT * (heard.len() as f32 - 1.0)
}

fn day(stamp: &Timestamp) -> Option<NaiveDate> {
    match stamp.date {
        Date::Day(day) => Some(day),
        _ => None,
    }
}

fn best_of(claims: &[Candidate<Timestamp>], precision: Precision) -> Option<usize> {
    let fitting = claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.stands() && c.value.date.precision() == precision);
    fitting
        .max_by(|(i, a), (j, b)| a.weight.total_cmp(&b.weight).then(j.cmp(i)))
        .map(|(at, _)| at)
}

/// The fact without the hour.
fn plain(found: DecidedFact<Timestamp>) -> DecidedFact<Date> {
    let claims = found.claims.into_iter().map(|claim| Candidate {
        value: claim.value.date,
        evidence: claim.evidence,
        place: claim.place,
        weight: claim.weight,
        verdict: claim.verdict,
    });
    DecidedFact {
        value: found.value.map(|stamp| stamp.date),
        evidence: found.evidence,
        confidence: found.confidence,
        claims: claims.collect(),
    }
}

fn doubts(scene: &PageLayout, published: &DecidedFact<Timestamp>) -> Vec<Doubt> {
    let Some(value) = &published.value else {
        let bound = not_before(scene);
        return vec![Doubt::NoDate, bound.map_or(Doubt::NoDate, Doubt::NotBefore)]
            .into_iter()
            .take(1 + usize::from(bound.is_some()))
            .collect();
    };
    let strong = |claim: &&Candidate<Timestamp>| {
        claim.verdict == CandidateVerdict::Lost(Rejection::Weaker) && claim.weight > 0.7
    };
    let far = |claim: &Candidate<Timestamp>| {
        let days = day(&claim.value)
            .zip(day(value))
            .map(|(a, b)| (a - b).num_days().abs());
        days.is_some_and(|days| days > 1)
    };
    if published.claims.iter().filter(strong).any(far) {
        vec![Doubt::DatesDisagree]
    } else {
        Vec::new()
    }
}

/// The latest day written out in the opening paragraphs: what an article reports there lies before it.
fn not_before(scene: &PageLayout) -> Option<NaiveDate> {
    let opening = scene.paragraphs().take(3);
    let days = opening.flat_map(|(_, block)| written::find(&block.text, &scene.reading));
    let days = days.filter_map(|written| match written.date() {
        Some(Date::Day(day)) => Some(day),
        _ => None,
    });
    days.filter(|day| scene.origin.crawled.is_none_or(|crawled| *day <= crawled.day()))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_article_is_of_a_day_to_come() {
        let saved = NaiveDate::from_ymd_opt(2022, 5, 13);
        let day = |day| Date::day(2022, 5, day).unwrap();
        assert_eq!(impossible(day(14), saved), None);
        assert_eq!(impossible(day(15), saved), Some(Rejection::Future));
        assert_eq!(impossible(day(15), None), None);
    }

    #[test]
    fn the_day_on_which_a_clock_begins_is_no_date() {
        let claim = |evidence, date| Candidate::new(Timestamp::from(date), evidence, "date", 0.9);
        let begins = Date::day(1970, 1, 1).unwrap();
        assert_eq!(unset(&claim(Evidence::JsonLd, begins)), Some(Rejection::Unset));
        assert_eq!(
            unset(&claim(Evidence::Line, begins)),
            None,
            "in words it is meant"
        );
        assert_eq!(
            unset(&claim(Evidence::JsonLd, Date::day(1970, 1, 2).unwrap())),
            None
        );
        let written = claim(Evidence::Line, Date::day(2021, 4, 28).unwrap());
        let found = judged(vec![claim(Evidence::JsonLd, begins), written.clone()], None);
        assert_eq!(found.value, Some(written.value));
    }
}
