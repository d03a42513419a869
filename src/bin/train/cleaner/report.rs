//! What the scores of a model are worth: the bodies that follow from them against the annotated ones, set by set.

use super::score::Score;
use super::{Prepared, Scores};
use archive::clean::LabeledPage;
use archive::clean::site::SiteTemplates;
use archive::training::clean::{Feature, Forest, WordLogOdds, judged, second};
use std::collections::BTreeMap;

/// The pages of a set with what they add up to, under more and more of the cleaner.
#[derive(Default)]
struct OfSet<'a> {
    alone: Score,
    ruled: Score,
    sited: Score,
    pages: Vec<(f64, &'a Prepared<'a>)>,
}

/// Prints what a set of scores is worth by itself, with the certain rules, and with the memory of the set's pages, as if
/// they were one directory of pages without addresses; then the worst pages of each set.
pub(super) fn report(name: &str, pages: &[Prepared], scores: &Scores, shows: usize) {
    let mut sets: BTreeMap<&str, OfSet> = BTreeMap::new();
    let mut memory = SiteTemplates::default();
    let annotated = || pages.iter().filter(|page| !page.page.made);
    annotated().for_each(|page| memory.add_page(&page.page.document, None));
    for page in annotated() {
        let own = &scores[&page.page.key()];
        let document = &page.page.document;
        let set = sets.entry(&page.page.set).or_default();
        let recurring = memory.recurring(document, None);
        add(&mut set.alone, page, &alone(page, own));
        add(
            &mut set.sited,
            page,
            &judged(&page.sheet, own, Some(&recurring)).text(document),
        );
        let f1 = add(
            &mut set.ruled,
            page,
            &judged(&page.sheet, own, None).text(document),
        );
        set.pages.push((f1, page));
    }
    for (set, mut of_set) in sets {
        println!("{name}, scores alone: {set:12} {}", of_set.alone);
        println!("{name}, with rules:   {set:12} {}", of_set.ruled);
        println!("{name}, with site:    {set:12} {}", of_set.sited);
        of_set.pages.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, page) in of_set.pages.iter().take(shows) {
            println!("    {f1:.3} {}", page.page.gold.id);
            show_wrong(page, &judged(&page.sheet, &scores[&page.page.key()], None));
        }
    }
}

fn alone(page: &Prepared, scores: &[f32]) -> String {
    let blocks = page.page.document.blocks.iter().zip(scores);
    let kept = blocks
        .filter(|(_, score)| **score > 0.5)
        .map(|(block, _)| block.text.as_str());
    kept.collect::<Vec<_>>().join("\n\n")
}

fn add(score: &mut Score, page: &Prepared, found: &str) -> f64 {
    let gold = &page.page.gold;
    let (with, without) = (gold.with.as_deref(), gold.without.as_deref());
    match &gold.body {
        Some(body) => score.add_body(body, found),
        None => score.add_snippets(with.unwrap_or(&[]), without.unwrap_or(&[]), found),
    }
}

/// The scores of the naive rule: the densest stretch of the page is the article.
pub(super) fn densest(pages: &[Prepared]) -> Scores {
    let outside = |named: Vec<Feature>| named.into_iter().find(|(name, _)| *name == "outside dense");
    let inside = |page: &Prepared, id| {
        f32::from(u8::from(
            outside(page.sheet.named(id)).is_some_and(|(_, v)| v == 0.0),
        ))
    };
    let scores = |page: &Prepared| (0..page.rows.len() as u32).map(|id| inside(page, id)).collect();
    pages.iter().map(|page| (page.page.key(), scores(page))).collect()
}

/// Prints what the blocks allow at best; of snippets that must be there, how many stand in a block at all.
pub(super) fn ceiling(pages: &[Prepared]) {
    let mut sets: BTreeMap<&str, Score> = BTreeMap::new();
    for page in pages.iter().filter(|page| !page.page.made) {
        if let Some(gold) = &page.page.gold.body {
            let score = sets.entry(&page.page.set).or_default();
            score.add_body(gold, &alone(page, &page.labels));
        } else {
            let score = sets.entry(&page.page.set).or_default();
            let with = page.page.gold.with.as_deref().unwrap_or(&[]);
            score.add_snippets(with, &[], &alone(page, &vec![1.0; page.labels.len()]));
        }
    }
    for (set, score) in sets {
        println!("best choice of blocks: {set:12} {score}");
    }
}

/// Prints the blocks on which the cleaner and the annotation differ.
fn show_wrong(page: &Prepared, body: &LabeledPage) {
    for judged in body.judged(&page.page.document) {
        let id = judged.block as usize;
        let label = page.labels[id] >= 0.5;
        if page.page.labels[id].is_some() && label != judged.verdict.role.is_body() {
            let what = if label { "lost" } else { "kept" };
            let text: String = judged.text.chars().take(90).collect();
            println!(
                "        {what} {:.2} {} | {text}",
                judged.verdict.score,
                judged.verdict.role.name()
            );
        }
    }
}

/// Prints which features the trees ask most.
pub(super) fn importance(page: &Prepared, first: &[f32], looks: [&Forest; 2]) {
    let mut named = page.sheet.named(0);
    named.extend(WordLogOdds::default().features(&[]));
    second(&page.sheet, first)(0, &mut named);
    for (look, forest) in ["first", "second"].iter().zip(looks) {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for node in forest.trees.iter().flat_map(|tree| &tree.nodes) {
            *uses.entry(named[node.feature as usize].0).or_default() += 1;
        }
        let mut order: Vec<_> = uses.into_iter().collect();
        order.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
        let most: Vec<String> = order
            .iter()
            .take(30)
            .map(|(name, uses)| format!("{name} {uses}"))
            .collect();
        println!("asked most at the {look} look: {}", most.join(", "));
    }
}
