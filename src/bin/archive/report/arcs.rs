//! Who appears with whom, as an arc diagram (Wattenberg 2002): the names in a column, so that all can be read, and an arc for each pair,
//! the wider the more articles have both.

use super::Report;
use crate::render::chart::shortened;
use maud::{Markup, html};

/// The distance of two names, the room of the names, and the margin, in pixels.
const LINE: f64 = 22.0;
const NAMES: f64 = 250.0;
const MARGIN: f64 = 14.0;
/// The widest arc.
const WIDEST: f64 = 9.0;
/// As many characters of a name are shown.
const NAME_CHARS: usize = 32;

/// The drawing; nothing where nobody appears with anybody.
pub(super) fn arcs(report: &Report) -> Markup {
    let order = order(report);
    let Some(most) = report.pairs.iter().map(|(_, _, count)| *count).max() else {
        return html! {};
    };
    let row = |actor: usize| order.iter().position(|own| *own == actor).unwrap_or_default();
    let y = |actor: usize| MARGIN + LINE * (row(actor) as f64 + 0.5);
    let height = LINE * order.len() as f64 + 2.0 * MARGIN;
    let width = NAMES + LINE * order.len() as f64 / 2.0 + 2.0 * MARGIN;
    html! {
        svg viewBox=(format!("0 0 {width:.0} {height:.0}")) class="arcs" role="img" aria-labelledby="arcs-title" {
            title id="arcs-title" { "Who appears with whom: an arc for each pair of actors, wider the more articles name both" }
            @for (one, other, count) in &report.pairs {
                @let (from, to) = (y(*one).min(y(*other)), y(*one).max(y(*other)));
                @let radius = (to - from) / 2.0;
                path d=(format!("M{NAMES} {from:.1}A{radius:.1} {radius:.1} 0 0 1 {NAMES} {to:.1}"))
                    stroke-width=(format!("{:.1}", (WIDEST * *count as f64 / most as f64).max(1.0))) {
                    title { (report.actors[*one].row.name) " and " (report.actors[*other].row.name) ": " (count) " articles" }
                }
            }
            @for actor in &order {
                text x=(NAMES - 10.0) y=(format!("{:.1}", y(*actor) + 4.0)) { (shortened(&report.actors[*actor].row.name, NAME_CHARS)) }
                circle cx=(NAMES) cy=(format!("{:.1}", y(*actor))) r="3" {}
            }
        }
    }
}

/// The actors that are in a pair, those that appear together beside each other: each new one is that with the strongest ties to those
/// that stand already.
fn order(report: &Report) -> Vec<usize> {
    let mut left: Vec<usize> = (0..report.actors.len())
        .filter(|actor| {
            report
                .pairs
                .iter()
                .any(|(one, other, _)| one == actor || other == actor)
        })
        .collect();
    let mut order: Vec<usize> = Vec::new();
    let tie = |one: usize, other: usize| {
        let pair = (one.min(other), one.max(other));
        let found = report.pairs.iter().find(|(a, b, _)| (*a, *b) == pair);
        found.map_or(0.0, |(_, _, count)| *count as f64)
    };
    while !left.is_empty() {
        // Ties to those that stand near count more.
        let pull = |actor: &usize| -> f64 {
            let near = order.iter().rev().enumerate();
            near.map(|(distance, other)| tie(*actor, *other) / (distance + 1) as f64)
                .sum()
        };
        let best = (0..left.len()).max_by(|a, b| pull(&left[*a]).total_cmp(&pull(&left[*b])).then(b.cmp(a)));
        order.push(left.remove(best.unwrap_or_default()));
    }
    order
}
