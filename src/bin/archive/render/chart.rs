//! Timelines drawn: bars on a terminal, and a picture that can be printed.

use super::network::xml;
use std::fmt::Write as _;
use std::io::{Result, Write};

/// One period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The period, as `2022-05`.
    pub period: String,
    /// How many articles answer.
    pub matching: u64,
    /// How many there are.
    pub total: u64,
}

/// The longest bar on a terminal, in characters.
const LONGEST: u64 = 50;

/// Draws bars line by line.
pub fn text(out: &mut impl Write, bars: &[Bar], color: bool) -> Result<()> {
    let most = bars.iter().map(|bar| bar.matching).max().unwrap_or(0).max(1);
    let (paint, plain) = if color {
        ("\u{1b}[36m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    for bar in bars {
        let eighths = bar.matching * LONGEST * 8 / most;
        let mut drawn = "█".repeat((eighths / 8) as usize);
        drawn.extend(
            ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
                .get((eighths % 8) as usize)
                .copied(),
        );
        if bar.matching > 0 && drawn.is_empty() {
            drawn.push('▏');
        }
        writeln!(
            out,
            "{:<10} {paint}{drawn}{plain} {} of {}",
            bar.period, bar.matching, bar.total
        )?;
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
/// As many labels stand under the axis at most.
const LABELS: usize = 12;

/// Draws bars as an SVG: title, axes with few lines, labels, source note; black on white.
pub fn svg(bars: &[Bar], title: &str, note: &str) -> String {
    let most = bars.iter().map(|bar| bar.matching).max().unwrap_or(0).max(1);
    let step = step(most);
    let top = most.div_ceil(step) * step;
    let height = HEIGHT - TOP - BOTTOM;
    let y = |count: u64| TOP + height * (1.0 - count as f64 / top as f64);
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#222\" role=\"img\">\n\
         <title>{title}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <rect x=\"{LEFT}\" y=\"18\" width=\"36\" height=\"4\" fill=\"#222\"/>\n\
         <text x=\"{LEFT}\" y=\"46\" font-family=\"Georgia, serif\" font-size=\"20\" font-weight=\"bold\">{title}</text>\n\
         <text x=\"{LEFT}\" y=\"66\" fill=\"#555\">{range}</text>\n",
        title = xml(&shortened(title, 68)),
        range = xml(&range(bars)),
    );
    for count in (0..=top).step_by(step as usize) {
        let (line, ink) = (y(count), if count == 0 { "#222" } else { "#ccc" });
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{line:.1}\" y2=\"{line:.1}\" stroke=\"{ink}\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{count}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            line + 4.0,
        );
    }
    columns(&mut svg, bars, y);
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-size=\"11\" fill=\"#555\">{}</text>\n</svg>",
        HEIGHT - 14.0,
        xml(note)
    );
    svg
}

/// The bars and the labels under them.
fn columns(svg: &mut String, bars: &[Bar], y: impl Fn(u64) -> f64) {
    let slot = (WIDTH - LEFT - RIGHT) / bars.len().max(1) as f64;
    let width = (slot * 0.8).clamp(0.4, 48.0);
    let every = bars.len().div_ceil(LABELS).max(1);
    for (place, bar) in bars.iter().enumerate() {
        let middle = LEFT + slot * (place as f64 + 0.5);
        let (begin, end) = (y(bar.matching), y(0));
        let _ = writeln!(
            svg,
            "<rect x=\"{:.2}\" y=\"{begin:.1}\" width=\"{width:.2}\" height=\"{:.1}\"><title>{}: {} of {}</title></rect>",
            middle - width / 2.0,
            end - begin,
            bar.period,
            bar.matching,
            bar.total,
        );
        if place % every == 0 {
            let _ = writeln!(
                svg,
                "<line x1=\"{middle:.1}\" x2=\"{middle:.1}\" y1=\"{end:.1}\" y2=\"{:.1}\" stroke=\"#222\"/>\
                 <text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"11\">{}</text>",
                end + 4.0,
                end + 18.0,
                bar.period,
            );
        }
    }
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

fn range(bars: &[Bar]) -> String {
    let matching: u64 = bars.iter().map(|bar| bar.matching).sum();
    match (bars.first(), bars.last()) {
        (Some(first), Some(last)) => format!("{matching} articles, {} to {}", first.period, last.period),
        _ => "no articles".into(),
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_shows_every_period() {
        let bar = |period: &str, matching| Bar {
            period: period.into(),
            matching,
            total: 20,
        };
        let bars = [bar("2022-01", 7), bar("2022-02", 0), bar("2022-03", 13)];
        let picture = svg(&bars, "Kazura & <co>", "Source");
        assert_eq!(picture.matches("<title>2022-").count(), 3);
        assert!(picture.contains("Kazura &amp; &lt;co&gt;"));
        let mut out = Vec::new();
        text(&mut out, &bars, false).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 3);
        assert_eq!(
            [1, 5, 6, 13, 60, 101].map(step),
            [1, 1, 2, 5, 20, 20].map(|s: u64| s)
        );
    }
}
