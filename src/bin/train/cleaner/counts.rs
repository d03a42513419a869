//! In which words the articles of the annotated sites and what stands beside them differ.

use super::Prepared;
use archive::training::clean::{WordLogOdds, word_features};
use std::collections::{BTreeMap, HashMap};

/// The sites that a word must stand on before it has a weight.
const SITES: f32 = 4.0;
/// How many pages' worth of doubt a word begins with.
const DOUBT: f32 = 2.0;
/// The weight under which a word says nothing worth keeping.
const LEAST: f32 = 0.4;

/// How much of a word stands in articles, and on how many pages and sites.
#[derive(Clone, Copy, Default)]
struct Count {
    inside: f32,
    pages: f32,
    sites: f32,
}

/// The counts of the words of annotated pages, and of each site by itself.
#[derive(Default)]
pub(super) struct Counts<'a> {
    whole: HashMap<u32, Count>,
    /// In order, so that sums over sites are the same at every run.
    by_site: BTreeMap<&'a str, HashMap<u32, Count>>,
}

impl<'a> Counts<'a> {
    /// The counts of these pages; what was made of another page does not count again.
    pub(super) fn of(pages: &[&'a Prepared]) -> Counts<'a> {
        let mut counts = Counts::default();
        for page in pages.iter().filter(|page| !page.page.made) {
            let site = counts.by_site.entry(page.page.site()).or_default();
            for (word, share) in shares(page) {
                let count = site.entry(word).or_default();
                count.inside += share;
                count.pages += 1.0;
            }
        }
        for (word, of_site) in counts.by_site.values().flatten() {
            let count = counts.whole.entry(*word).or_default();
            count.inside += of_site.inside;
            count.pages += of_site.pages;
            count.sites += 1.0;
        }
        counts
    }

    /// The weights of all words that have one.
    pub(super) fn vocabulary(&self) -> WordLogOdds {
        let weights = self.whole.iter().map(|(word, count)| (*word, weight(*count)));
        WordLogOdds::of(weights.filter(|(_, weight)| *weight != 0.0))
    }

    /// The features of a block as its page would have them if its own site had not been counted.
    pub(super) fn features_unseen(&self, site: &str, words: &[u32]) -> Vec<f32> {
        let own = self.by_site.get(site);
        let unseen = |word: &u32| {
            let mut count = self.whole.get(word).copied().unwrap_or_default();
            if let Some(own) = own.and_then(|own| own.get(word)) {
                count.inside -= own.inside;
                count.pages -= own.pages;
                count.sites -= 1.0;
            }
            weight(count)
        };
        word_features(words, unseen).map(|(_, value)| value).to_vec()
    }
}

fn weight(count: Count) -> f32 {
    if count.sites < SITES {
        return 0.0;
    }
    let inside = (count.inside + DOUBT / 2.0) / (count.pages + DOUBT);
    let weight = (inside / (1.0 - inside)).ln();
    if weight.abs() < LEAST { 0.0 } else { weight }
}

/// By word the share of the blocks with it that are the article's.
fn shares(page: &Prepared) -> HashMap<u32, f32> {
    let mut counts: HashMap<u32, (f32, f32)> = HashMap::new();
    for (id, words) in page
        .words
        .iter()
        .enumerate()
        .filter(|(id, _)| page.weights[*id] > 0.0)
    {
        for word in words {
            let count = counts.entry(*word).or_default();
            count.0 += page.labels[id];
            count.1 += 1.0;
        }
    }
    counts
        .into_iter()
        .map(|(word, (inside, all))| (word, inside / all))
        .collect()
}
