//! The report as one HTML file that needs nothing beside it: no script is needed to read it, and nothing is fetched.

use super::arcs::arcs;
use super::{DateSpan, Item, Report, ReportRow};
use crate::render::chart::{self, Measure};
use archive::article::ActorType;
use archive::index::Snippet;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
/// Sorts and filters the tables, where scripts run.
const SCRIPT: &str = include_str!("script.js");

/// The file. Only its own style and script run in it: they carry a mark that no page could foresee.
pub(crate) fn html(report: &Report) -> String {
    let mark = blake3::hash(format!("{report:?}").as_bytes()).to_hex();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{mark}'; script-src 'nonce-{mark}'; base-uri 'none'; form-action 'none'"
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (report.title) }
                style nonce=(mark) { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#articles" { "To the articles" }
                header {
                    h1 { (report.title) }
                    p.made { "Made with archive " (env!("CARGO_PKG_VERSION")) ", " (report.made) }
                }
                main {
                    (question(report))
                    (timeline(report))
                    (outlets(report))
                    (actors(report))
                    (together(report))
                    (stories(report))
                    (articles(report))
                }
                script nonce=(mark) { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn question(report: &Report) -> Markup {
    let listed = report.items.len();
    html! {
        section aria-labelledby="question" {
            h2 id="question" { "Question" }
            p.query { code { (report.question) } }
            details {
                summary { "How it was understood" }
                ul { @for line in &report.understood { li { code { (line) } } } }
            }
            ul.figures {
                li { strong { (report.answers) } " of " (report.archive) " articles answer" }
                @if listed < report.answers { li { strong { (listed) } " of them are listed, and counted below" } }
                li { strong { (report.texts) } " different texts, where copies count once" }
                li { strong { (report.undated) } " without a date" }
                @if report.but_undated > 0 { li { strong { (report.but_undated) } " more would answer, but their date is not known" } }
            }
        }
    }
}

fn timeline(report: &Report) -> Markup {
    let placed: u64 = report.bars.iter().map(|bar| bar.matching).sum();
    let elsewhere = report.items.len() as u64 - placed;
    let title = format!("Articles per {}", report.period);
    html! {
        @if !report.bars.is_empty() {
            section aria-labelledby="timeline" {
                h2 id="timeline" { "Timeline" }
                figure.chart { (PreEscaped(chart::svg(&report.bars, Measure::Number, &title, placed, ""))) }
                @if elsewhere > 0 { p.made { (elsewhere) " of the articles have no date to the " (report.period) "." } }
                details {
                    summary { "The figures" }
                    table.sortable {
                        caption { (title) }
                        thead { tr { th scope="col" { (report.period) } th.number scope="col" { "articles" } } }
                        tbody { @for bar in report.bars.iter().filter(|bar| bar.matching > 0) {
                            tr { td { (bar.period) } td.number { (bar.matching) } }
                        } }
                    }
                }
            }
        }
    }
}

fn outlets(report: &Report) -> Markup {
    html! {
        @if !report.outlets.is_empty() {
            section aria-labelledby="outlets" {
                h2 id="outlets" { "Outlets" }
                table.sortable {
                    caption { "Who published the articles" }
                    thead { tr { th scope="col" { "outlet" } (columns()) } }
                    tbody { @for row in &report.outlets { tr { th scope="row" { (row.name) } (figures(row)) } } }
                }
            }
        }
    }
}

fn actors(report: &Report) -> Markup {
    html! {
        @if !report.actors.is_empty() {
            section aria-labelledby="actors" {
                h2 id="actors" { "Actors" }
                table.sortable {
                    caption { "Whom the articles name, in how many of them" }
                    thead { tr { th scope="col" { "actor" } th scope="col" { "kind" } (columns()) th scope="col" { "identity" } } }
                    tbody { @for actor in &report.actors { tr {
                        th scope="row" { (actor.row.name) }
                        td { (ActorType::of(&actor.id).map_or("", ActorType::name)) }
                        (figures(&actor.row))
                        td { code { (actor.id) } }
                    } } }
                }
            }
        }
    }
}

fn together(report: &Report) -> Markup {
    html! {
        @if !report.pairs.is_empty() {
            section aria-labelledby="together" {
                h2 id="together" { "Who appears with whom" }
                figure { (arcs(report)) figcaption { "The most frequent actors; the wider an arc, the more articles name both." } }
                details {
                    summary { "The figures" }
                    table.sortable {
                        caption { "Pairs of actors, and how many articles name both" }
                        thead { tr { th scope="col" { "actor" } th scope="col" { "with" } th.number scope="col" { "articles" } } }
                        tbody { @for (one, other, count) in &report.pairs { tr {
                            td { (report.actors[*one].row.name) } td { (report.actors[*other].row.name) } td.number { (count) }
                        } } }
                    }
                }
            }
        }
    }
}

fn stories(report: &Report) -> Markup {
    html! {
        @if !report.stories.is_empty() {
            section aria-labelledby="stories" {
                h2 id="stories" { "Stories" }
                table.sortable {
                    caption { "Texts that were published several times" }
                    thead { tr { th scope="col" { "story" } (columns()) th.number scope="col" { "outlets" } th scope="col" { "which" } } }
                    tbody { @for story in &report.stories { tr {
                        th scope="row" { (story.row.name) }
                        (figures(&story.row))
                        td.number { (story.outlets.len()) }
                        td { (story.outlets.iter().map(String::as_str).collect::<Vec<_>>().join(", ")) }
                    } } }
                }
            }
        }
    }
}

fn articles(report: &Report) -> Markup {
    html! {
        section aria-labelledby="articles" {
            h2 id="articles" { "Articles" }
            p.filter hidden {
                label for="filter" { "Show only articles with " }
                input id="filter" type="search" autocomplete="off";
                " " output id="shown" for="filter" aria-live="polite" {}
            }
            table.sortable.articles id="list" {
                caption { "Every article, with the evidence for its date" }
                thead { tr { th scope="col" { "date" } th scope="col" { "outlet" } th scope="col" { "article" } } }
                tbody { @for item in &report.items { (article(item)) } }
            }
        }
    }
}

fn article(item: &Item) -> Markup {
    let title = if item.title.is_empty() {
        "(no title)"
    } else {
        &item.title
    };
    html! {
        tr {
            td { @match &item.date {
                Some((date, evidence)) => { (date) small { (evidence) } }
                None => { "not known" }
            } }
            td { (item.outlet) }
            td {
                @match &item.address {
                    Some(address) => { a href=(address) rel="noreferrer noopener" { (title) } }
                    None => { b { (title) } }
                }
                @if !item.authors.is_empty() { small { (item.authors) } }
                @if let Some(snippet) = &item.snippet { p { (marked(snippet)) } }
                small {
                    code { (item.id) }
                    @if !item.labels.is_empty() { " · " (item.labels) }
                    @if !item.doubts.is_empty() { " · doubts: " (item.doubts) }
                    @if let Some(path) = &item.path { " · " (path) }
                }
            }
        }
    }
}

fn marked(snippet: &Snippet) -> Markup {
    let ends = snippet.marks.iter().map(|mark| mark.end);
    let begins = std::iter::once(0).chain(ends);
    let last = snippet.marks.last().map_or(0, |mark| mark.end);
    html! {
        @for (begin, mark) in begins.zip(&snippet.marks) {
            (snippet.text[begin..mark.start]) mark { (snippet.text[mark.clone()]) }
        }
        (snippet.text[last..])
    }
}

fn columns() -> Markup {
    html! { th.number scope="col" { "articles" } th scope="col" { "first" } th scope="col" { "last" } }
}

fn figures(row: &ReportRow) -> Markup {
    let DateSpan(span) = &row.span;
    let (first, last) = span.as_ref().map_or(("", ""), |(first, last)| (first, last));
    html! { td.number { (row.articles) } td.day { (first) } td.day { (last) } }
}
