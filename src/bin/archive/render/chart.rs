//! Timelines drawn: bars on a terminal, and a picture that can be printed.

use quick_xml::escape::escape;
use std::fmt::Write as _;
use std::io::{Result, Write};

/// One period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    /// The period, as `2022-05`.
    pub period: String,
    /// How many articles answer.
    pub matching: u64,
    /// How many there are.
    pub total: u64,
}

/// What the length of a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// How many articles answer.
    Number,
    /// How many of a hundred articles of the period answer.
    Share,
}

impl Bar {
    /// How many of a hundred articles of the period answer.
    pub(crate) fn share(&self) -> f64 {
        match self.total {
            0 => 0.0,
            total => 100.0 * self.matching as f64 / total as f64,
        }
    }

    fn value(&self, measure: Measure) -> f64 {
        match measure {
            Measure::Number => self.matching as f64,
            Measure::Share => self.share(),
        }
    }
}

/// The greatest value of some bars.
fn most(bars: &[Bar], measure: Measure) -> f64 {
    bars.iter().map(|bar| bar.value(measure)).fold(0.0, f64::max)
}

/// The longest bar on a terminal, in columns, and the shortest that a narrow one leaves to it.
const LONGEST: usize = 50;
const SHORTEST: usize = 10;
/// The columns that a period takes.
const PERIOD: usize = 10;

/// Draws bars line by line on a terminal of this width, with the numbers behind them.
pub(crate) fn text(
    out: &mut impl Write,
    bars: &[Bar],
    measure: Measure,
    width: usize,
    color: bool,
) -> Result<()> {
    let most = most(bars, measure).max(f64::MIN_POSITIVE);
    let told: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} of {} ({:.1} %)", bar.matching, bar.total, bar.share()))
        .collect();
    let longest_told = told.iter().map(String::len).max().unwrap_or(0);
    let room = width.saturating_sub(PERIOD + longest_told + 2);
    let longest = room.clamp(SHORTEST, LONGEST);
    let (paint, plain) = if color {
        ("\u{1b}[36m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    for (bar, told) in bars.iter().zip(told) {
        let eighths = (bar.value(measure) / most * (longest * 8) as f64) as usize;
        let mut drawn = "█".repeat(eighths / 8);
        drawn.extend(["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"].get(eighths % 8).copied());
        if bar.matching > 0 && drawn.is_empty() {
            drawn.push('▏');
        }
        writeln!(out, "{:<PERIOD$} {paint}{drawn}{plain} {told}", bar.period)?;
    }
    Ok(())
}

/// The picture, in pixels.
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 84.0;
const BOTTOM: f64 = 64.0;
/// The distance of the lines of a title.
const LINE: f64 = 24.0;
/// The distance of the lines of a note.
const NOTE_LINE: f64 = 14.0;
/// As many characters of a title stand on a line, and of a note.
const TITLE_CHARS: usize = 50;
const NOTE_CHARS: usize = 105;
/// The room that a character of a label takes, and what parts two labels.
const LABEL_CHAR: f64 = 7.0;
const LABEL_GAP: f64 = 14.0;

/// Fewer labels than this say too little of the axis.
const FEWEST: usize = 3;

/// Draws bars as an SVG: title, the number of articles behind the bars, axes with few lines, labels, source note; black on white.
pub(crate) fn svg(bars: &[Bar], measure: Measure, title: &str, articles: u64, note: &str) -> String {
    let lines = lines(title, TITLE_CHARS);
    let notes = self::lines(note, NOTE_CHARS);
    let lower = LINE * lines.len().saturating_sub(1) as f64;
    let notes_lower = NOTE_LINE * notes.len().saturating_sub(1) as f64;
    let (top, axis) = (TOP + lower, HEIGHT + lower);
    let height = axis + notes_lower;
    let most = (most(bars, measure).ceil() as u64).max(1);
    let step = step(most);
    let highest = most.div_ceil(step) * step;
    let y = |value: f64| top + (axis - top - BOTTOM) * (1.0 - value / highest as f64);
    let mut svg = String::new();
    head(&mut svg, height, title, &lines);
    text_at(
        &mut svg,
        LEFT,
        66.0 + lower,
        " fill=\"#444\"",
        &range(bars, articles),
    );
    for count in (0..=highest).step_by(step as usize) {
        let (line, ink) = (y(count as f64), if count == 0 { "#222" } else { "#ccc" });
        let end = WIDTH - RIGHT;
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{end}\" y1=\"{line:.1}\" y2=\"{line:.1}\" stroke=\"{ink}\"/>"
        );
        text_at(
            &mut svg,
            LEFT - 8.0,
            line + 4.0,
            " text-anchor=\"end\"",
            &match measure {
                Measure::Number => count.to_string(),
                Measure::Share => format!("{count} %"),
            },
        );
    }
    columns(&mut svg, bars, measure, y);
    labels(&mut svg, bars, y(0.0));
    for (place, note) in notes.iter().enumerate() {
        let line = axis - 14.0 + NOTE_LINE * place as f64;
        text_at(&mut svg, LEFT, line, " font-size=\"11\" fill=\"#444\"", note);
    }
    svg + "</svg>\n"
}

/// What stands above the chart: a rule and the title.
fn head(svg: &mut String, height: f64, title: &str, lines: &[String]) {
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#222\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <rect x=\"{LEFT}\" y=\"18\" width=\"36\" height=\"4\"/>\n",
        escape(title)
    );
    let style = " font-family=\"Georgia, serif\" font-size=\"20\" font-weight=\"bold\"";
    for (place, line) in lines.iter().enumerate() {
        text_at(svg, LEFT, 46.0 + LINE * place as f64, style, line);
    }
}

fn text_at(svg: &mut String, x: f64, y: f64, style: &str, text: &str) {
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\"{style}>{}</text>",
        escape(text)
    );
}

/// A text on one line or two of so many characters, cut between words where it is longer.
fn lines(text: &str, chars: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let fits = |line: &String| line.chars().count() + word.chars().count() < chars;
        match lines.last_mut().filter(|line| fits(line)) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_string()),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push_str(" …");
    }
    lines.iter().map(|line| shortened(line, chars + 4)).collect()
}

/// The bars; never thinner than a printer's point.
fn columns(svg: &mut String, bars: &[Bar], measure: Measure, y: impl Fn(f64) -> f64) {
    let slot = slot(bars);
    let width = (slot * 0.8).clamp(1.0, 48.0);
    let _ = writeln!(svg, "<g shape-rendering=\"crispEdges\">");
    for (place, bar) in bars.iter().enumerate() {
        let left = LEFT + slot * (place as f64 + 0.5) - width / 2.0;
        let (begin, end) = (y(bar.value(measure)), y(0.0));
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.2}\" y=\"{begin:.1}\" width=\"{width:.2}\" height=\"{:.1}\"><title>{}: {} of {}</title></rect>",
            end - begin,
            bar.period,
            bar.matching,
            bar.total,
        );
    }
    let _ = writeln!(svg, "</g>");
}

/// The labels under the bars that have one.
fn labels(svg: &mut String, bars: &[Bar], axis: f64) {
    let slot = slot(bars);
    for (place, label) in labelled(bars) {
        let middle = LEFT + slot * (place as f64 + 0.5);
        let _ = writeln!(
            svg,
            "<line x1=\"{middle:.1}\" x2=\"{middle:.1}\" y1=\"{axis:.1}\" y2=\"{:.1}\" stroke=\"#222\"/>",
            axis + 4.0
        );
        let style = " text-anchor=\"middle\" font-size=\"11\"";
        text_at(svg, middle, axis + 18.0, style, label);
    }
}

/// Which bars have which label: every one if there is room, else the first of each month or year, else one in so many.
fn labelled(bars: &[Bar]) -> Vec<(usize, &str)> {
    let begins = |length: usize| -> Vec<(usize, &str)> {
        let label = |place: usize| &bars[place].period[..length.min(bars[place].period.len())];
        let first = |place: &usize| *place == 0 || label(*place) != label(place - 1);
        (0..bars.len())
            .filter(first)
            .map(|place| (place, label(place)))
            .collect()
    };
    let room = |labels: &[(usize, &str)]| {
        let longest = labels.iter().map(|(_, label)| label.len()).max().unwrap_or(1);
        ((WIDTH - LEFT - RIGHT) / (longest as f64 * LABEL_CHAR + LABEL_GAP)) as usize
    };
    let days = bars.iter().all(|bar| bar.period.len() == 10);
    let lengths: &[usize] = if days { &[10, 7, 4] } else { &[8, 4] };
    let fit = |labels: &Vec<(usize, &str)>| {
        let telling = labels.len() >= FEWEST || labels.len() == bars.len();
        telling && labels.len() <= room(labels)
    };
    let found = lengths.iter().map(|length| begins(*length)).find(fit);
    found.unwrap_or_else(|| {
        let years = begins(4);
        let labels = if years.len() > room(&years) {
            years
        } else {
            begins(10)
        };
        let every = labels.len().div_ceil(room(&labels)).max(1);
        labels.into_iter().step_by(every).collect()
    })
}

/// The room of a bar.
fn slot(bars: &[Bar]) -> f64 {
    (WIDTH - LEFT - RIGHT) / bars.len().max(1) as f64
}

/// The distance of the lines: 1, 2 or 5 times a power of ten, for about five of them.
fn step(most: u64) -> u64 {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if most / step <= 5 {
                return step;
            }
        }
        power *= 10;
    }
}

fn range(bars: &[Bar], matching: u64) -> String {
    let articles = if matching == 1 { "article" } else { "articles" };
    match (bars.first(), bars.last()) {
        (Some(first), Some(last)) if first == last => format!("{matching} {articles}, {}", first.period),
        (Some(first), Some(last)) => format!("{matching} {articles}, {} to {}", first.period, last.period),
        _ => "no articles".into(),
    }
}

/// A text of at most so many characters, and `…` where it was longer.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_room() {
        let bars = |periods: Vec<String>| -> Vec<Bar> {
            let bar = |period| Bar {
                period,
                matching: 1,
                total: 1,
            };
            periods.into_iter().map(bar).collect()
        };
        let months = |years: std::ops::Range<u32>| {
            bars(
                years
                    .flat_map(|year| (1..13).map(move |month| format!("{year}-{month:02}")))
                    .collect(),
            )
        };
        let few = months(2022..2023);
        assert_eq!(
            labelled(&few[..3]),
            [(0, "2022-01"), (1, "2022-02"), (2, "2022-03")]
        );
        assert_eq!(labelled(&months(2020..2022))[1], (3, "2020-04"));
        assert_eq!(labelled(&months(2018..2022))[1], (12, "2019"));
        assert_eq!(labelled(&months(1900..1960))[1], (48, "1904"));
        let days = bars((1..32).map(|day| format!("2022-03-{day:02}")).collect());
        assert_eq!(labelled(&days)[1], (4, "2022-03-05"));
        assert_eq!(labelled(&[]), []);
    }

    #[test]
    fn a_chart_shows_every_period() {
        let bar = |period: &str, matching| Bar {
            period: period.into(),
            matching,
            total: 20,
        };
        assert_eq!(lines("court", TITLE_CHARS), ["court"]);
        let long = lines(&"mot ".repeat(60), TITLE_CHARS);
        assert!(long.len() == 2 && long.iter().all(|line| line.chars().count() <= TITLE_CHARS + 4));
        let bars = [bar("2022-01", 7), bar("2022-02", 0), bar("2022-03", 13)];
        let picture = svg(&bars, Measure::Number, "Kazura & <co>", 20, "Source");
        assert_eq!(picture.matches("<title>2022-").count(), 3);
        assert!(picture.contains("Kazura &amp; &lt;co&gt;"));
        let mut out = Vec::new();
        text(&mut out, &bars, Measure::Number, 40, false).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "2022-01    █████▉ 7 of 20 (35.0 %)\n2022-02     0 of 20 (0.0 %)\n2022-03    ███████████ 13 of 20 (65.0 %)\n"
        );
        let shares = svg(&bars, Measure::Share, "Kazura", 20, "Source");
        assert!(shares.contains(">60 %<") && !picture.contains(" %<"));
        assert_eq!(
            [1, 5, 6, 13, 60, 101].map(step),
            [1, 1, 2, 5, 20, 20].map(|s: u64| s)
        );
    }
}
