//! Hits as they are read on a terminal: the facts in columns, the headline, below them the stretches that answer.

use super::safe::{Safe, SafeLine};
use super::screen::{Screen, fitted, hanging, wrapped};
use archive::index::{Hit, Part, Snippet};
use archive::text::normalized;
use std::io::{Result, Write};

/// The columns that a date, an outlet and a language take.
const DATE: usize = 10;
const OUTLET: usize = 20;
const LANGUAGE: usize = 3;
/// What stands between two columns.
const GAP: &str = "  ";
/// A headline has at least so much room beside the columns; where it has less it stands below them.
const ROOM: usize = 40;
/// How far in a line below the columns stands.
const INDENT: usize = 4;
/// So many words stand for a headline that is not known.
const FIRST_WORDS: usize = 12;

/// How hits are laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing {
    /// The terminal.
    pub screen: Screen,
    /// Whether it gets colours.
    pub color: bool,
}

impl Listing {
    /// Prints a hit.
    pub(crate) fn hit(&self, out: &mut impl Write, hit: &Hit) -> Result<()> {
        let article = &hit.article;
        let id = article.id.to_string();
        let date = article.published_on();
        let outlet = article.outlet.as_deref().unwrap_or_default();
        let language = article.language.as_deref().unwrap_or_default();
        let facts = [
            fitted(&date, DATE),
            fitted(outlet, OUTLET),
            fitted(language, LANGUAGE),
        ]
        .join(GAP);
        let linked = self.screen.linked(&id, &article.source.place());
        let before = id.len() + GAP.len() + DATE + OUTLET + LANGUAGE + 3 * GAP.len();
        let title = self.title(hit);
        match self
            .screen
            .width
            .checked_sub(before)
            .is_some_and(|room| room >= ROOM)
        {
            true => {
                let title = wrapped(&title, self.screen.width, before);
                let title = title.trim_start();
                writeln!(out, "{linked}{GAP}{facts}{GAP}{title}")?;
            }
            false => {
                writeln!(out, "{linked}{GAP}{}", facts.trim_end())?;
                writeln!(out, "{}", wrapped(&title, self.screen.width, INDENT))?;
            }
        }
        for snippet in hit.snippets.iter().filter(|snippet| snippet.part != Part::Title) {
            // Between two paragraphs stands one blank.
            let text = normalized(&marked(snippet, "", self.color));
            writeln!(out, "{}", wrapped(&text, self.screen.width, INDENT))?;
        }
        Ok(())
    }

    /// The headline with what answers in it marked; for an article without one, how its text begins.
    fn title(&self, hit: &Hit) -> String {
        let bold = if self.color { "\u{1b}[1m" } else { "" };
        let in_title = |snippet: &&Snippet| {
            snippet.part == Part::Title && Some(&snippet.text) == hit.article.title.as_ref()
        };
        match (&hit.article.title, hit.snippets.iter().find(in_title)) {
            (Some(_), Some(snippet)) => painted(&marked(snippet, bold, self.color), bold),
            (Some(title), None) => painted(&SafeLine(title).to_string(), bold),
            (None, _) => untitled(hit),
        }
    }

    /// Prints what the next hits have in common, parted from those before.
    pub(crate) fn head(&self, out: &mut impl Write, text: &str, is_first: bool) -> Result<()> {
        let gap = if is_first { "" } else { "\n" };
        let bold = if self.color { "\u{1b}[1;36m" } else { "" };
        let text = hanging(&SafeLine(text).to_string(), self.screen.width, "", "  ");
        writeln!(out, "{gap}{}", painted(&text, bold))
    }
}

/// What stands for the headline of an article without one: how its text begins, unless that is shown below.
fn untitled(hit: &Hit) -> String {
    let body = &hit.article.body;
    let begins = |snippet: &Snippet| snippet.part == Part::Body && !snippet.text.starts_with('…');
    if body.is_empty() || hit.snippets.iter().any(begins) {
        return "(no headline)".to_string();
    }
    let words: Vec<&str> = body.split_whitespace().take(FIRST_WORDS).collect();
    format!("({} …)", SafeLine(&words.join(" ")))
}

/// A text in a colour, which ends with it.
fn painted(text: &str, color: &str) -> String {
    match color {
        "" => text.to_string(),
        _ => format!("{color}{text}\u{1b}[0m"),
    }
}

/// A snippet with its matches in colour, behind which goes on what went before; without colour between asterisks.
pub(crate) fn marked(snippet: &Snippet, around: &str, color: bool) -> String {
    let on_again = format!("\u{1b}[0m{around}");
    let (before, behind) = if color {
        ("\u{1b}[1;33m", on_again.as_str())
    } else {
        ("*", "*")
    };
    let mut shown = String::new();
    let mut at = 0;
    let safe = |text: &str| Safe(text).to_string().replace(['\n', '\t'], " ");
    for mark in &snippet.marks {
        shown.push_str(&safe(&snippet.text[at..mark.start]));
        shown.push_str(before);
        shown.push_str(&safe(&snippet.text[mark.clone()]));
        shown.push_str(behind);
        at = mark.end;
    }
    shown.push_str(&safe(&snippet.text[at..]));
    shown
}
