//! How well a body agrees with an annotated one: shares of four-word runs, as the public article-extraction benchmark
//! counts them, and snippets as trafilatura counts them.

use std::collections::HashMap;

/// The words of a text as the scorer has them: runs of letters, digits and underscores.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let visible: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'))
        .collect();
    visible
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// What a set of pages adds up to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    pub pages: usize,
    precision: f64,
    predicted: f64,
    recall: f64,
    exact: f64,
    with: [f64; 2],
    without: [f64; 2],
}

impl Score {
    /// Counts a page by its bodies; gives its own F1.
    pub(super) fn add_body(&mut self, gold: &str, found: &str) -> f64 {
        let (gold, found) = (tokens(gold), tokens(found));
        let (a, b) = (runs(&gold), runs(&found));
        let both: f64 = a.iter().map(|(run, n)| n.min(*b.get(run).unwrap_or(&0.0))).sum();
        let (of_gold, of_found): (f64, f64) = (a.values().sum(), b.values().sum());
        self.pages += 1;
        self.exact += f64::from(u8::from(gold == found));
        self.recall += both / of_gold.max(1.0);
        if of_found > 0.0 {
            self.precision += both / of_found;
            self.predicted += 1.0;
        }
        2.0 * both / (of_gold + of_found).max(1.0)
    }

    /// Counts a page by its snippets; gives how many are right, as a share.
    pub(super) fn add_snippets(&mut self, with: &[String], without: &[String], found: &str) -> f64 {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = squeezed(found);
        let held = |snippets: &[String]| {
            let held = snippets.iter().filter(|s| found.contains(&squeezed(s))).count();
            [held as f64, snippets.len() as f64 - held as f64]
        };
        let (kept, slipped) = (held(with), held(without));
        self.pages += 1;
        for i in 0..2 {
            self.with[i] += kept[i];
            self.without[i] += slipped[i];
        }
        (kept[0] + slipped[1]) / (kept[0] + kept[1] + slipped[0] + slipped[1]).max(1.0)
    }

    fn ratios(&self) -> (f64, f64) {
        if self.with[0] + self.with[1] > 0.0 {
            let precision = self.with[0] / (self.with[0] + self.without[0]).max(1.0);
            return (precision, self.with[0] / (self.with[0] + self.with[1]));
        }
        let pages = self.pages.max(1) as f64;
        (self.precision / self.predicted.max(1.0), self.recall / pages)
    }

    /// The harmonic mean of precision and recall.
    pub(super) fn f1(&self) -> f64 {
        let (p, r) = self.ratios();
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p, r) = self.ratios();
        let exact = self.exact / self.pages.max(1) as f64;
        write!(
            f,
            "F1 {:.4}  P {p:.4}  R {r:.4}  exact {exact:.3}  pages {}",
            self.f1(),
            self.pages
        )
    }
}

fn runs(words: &[String]) -> HashMap<&[String], f64> {
    let mut runs: HashMap<&[String], f64> = HashMap::new();
    if !words.is_empty() {
        for run in words.windows(words.len().min(4)) {
            *runs.entry(run).or_default() += 1.0;
        }
    }
    runs
}
