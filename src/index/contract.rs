//! What every store must do: one suite over the index on disk and the store in memory. What is asked in [`answers`](super::answers) is
//! asked of both, and so are queries drawn at random over articles drawn at random.

mod cluster;
mod writers;

use super::dictionary::{Dictionary, values};
use super::labels::NO_LABELS;
use super::memory::MemoryStore;
use super::outlets;
use super::plan::{Code, Column, Label, Plan};
use super::planner::meaning;
use super::store::Store;
use super::tests::{FURNITURE, actor, archive, article, dated, page};
use super::*;
use crate::article::Kind;
use crate::query::parse;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeSet;

/// Scores are sums of floats in another order.
const EQUAL: f32 = 1e-4;

/// Everything that an index on disk holds, in memory.
fn in_memory(archive: &Archive) -> MemoryStore {
    let mut articles = Vec::new();
    let every = Plan::Values(Code::Kind, vec![plan::ANY_KIND.into()], 0.0);
    let each = &mut |record: StoredRecord| {
        let mut article = record.into_article();
        article.source.forms = archive.further_places(&article.id).expect("places");
        articles.push(article);
        std::ops::ControlFlow::Continue(())
    };
    archive.store.each(&every, each).expect("records");
    MemoryStore::of(articles.iter().map(|article| (article, FURNITURE)))
}

/// Asserts that a query means the same to both stores and that they answer it alike.
pub(super) fn assert_agreement(archive: &Archive, query: &Query) {
    agree(archive, &in_memory(archive), query);
}

fn agree(archive: &Archive, memory: &MemoryStore, query: &Query) {
    let identities = archive.identities().expect("identities");
    let query = &outlets::under_all_names(query, identities.outlets());
    let understood = |dictionary: &dyn Dictionary| {
        dictionary.begin_guessing();
        loop {
            let meaning = meaning(dictionary, query, (identities, &NO_LABELS));
            if !dictionary.settle_guesses().expect("it answers") {
                return meaning.expect("a meaning");
            }
        }
    };
    let (one, other) = (understood(&*archive.store), understood(memory));
    assert_eq!(one.plan, other.plan, "{query}");
    assert_eq!(one.remarks, other.remarks, "{query}");
    let stores: [&dyn Store; 2] = [&*archive.store, memory];
    assert_same_answers(stores, query, &one.plan);
    assert_best(stores, query, &one.plan);
}

/// The same articles, counts and orders by date; what the best are is another matter, as deleted articles count in the scores of an index
/// until its segments are joined.
fn assert_same_answers(stores: [&dyn Store; 2], query: &Query, plan: &Plan) {
    assert_both(stores, query, |store| store.count(plan).expect("a count"));
    assert_both(stores, query, |store| {
        let mut ids = BTreeSet::new();
        store
            .each_id(plan, &mut |id| assert!(ids.insert(id)))
            .expect("identities");
        ids
    });
    for column in [
        Column::Label(Label::Outlet),
        Column::Label(Label::Author),
        Column::Code(Code::Actor),
        Column::Code(Code::Lang),
        Column::Code(Code::Date),
    ] {
        let whole = |value: &str| Some(value.to_string());
        assert_both(stores, query, |store| {
            store.tally(plan, column, &whole).expect("a tally")
        });
        let first = |value: &str| value.get(..4).map(str::to_string);
        assert_both(stores, query, |store| {
            store.tally(plan, column, &first).expect("a tally")
        });
    }
    for sort in [Sort::Newest, Sort::Oldest] {
        for (offset, limit) in [(0, 3), (2, 50)] {
            let wanted = TopHits { offset, limit, sort };
            assert_both(stores, query, |store| {
                ids(&store.best(plan, wanted).expect("hits"))
            });
        }
    }
}

fn assert_both<T: PartialEq + std::fmt::Debug>(
    [one, other]: [&dyn Store; 2],
    query: &Query,
    asked: impl Fn(&dyn Store) -> T,
) {
    assert_eq!(asked(one), asked(other), "{query}");
}

fn ids(hits: &[(f32, StoredRecord)]) -> Vec<ArticleId> {
    hits.iter().map(|(_, record)| record.article().id).collect()
}

/// The best first: the same articles with the same scores, in the same order but for those whose scores are equal.
fn assert_best([one, other]: [&dyn Store; 2], query: &Query, plan: &Plan) {
    let wanted = TopHits {
        offset: 0,
        limit: 1000,
        sort: Sort::Relevance,
    };
    let best = |store: &dyn Store| store.best(plan, wanted).expect("hits");
    let (one, other) = (best(one), best(other));
    assert_eq!(one.len(), other.len(), "{query}");
    for ((score, record), (its, _)) in one.iter().zip(&other) {
        assert!(
            (score - its).abs() <= EQUAL * score.max(1.0),
            "{query}: {score} {its}"
        );
        let own = other
            .iter()
            .find(|(_, its)| its.article().id == record.article().id);
        let own = own.map(|(score, _)| *score);
        assert!(
            own.is_some_and(|own| (score - own).abs() <= EQUAL * score.max(1.0)),
            "{query}: {score} {own:?}"
        );
    }
}

const WORDS: [&str; 14] = [
    "armée",
    "armées",
    "général",
    "généraux",
    "marché",
    "pont",
    "Bamako",
    "Kazura",
    "the",
    "accord",
    "according",
    "pluie",
    "O.N.U.",
    "Etat-major",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(&WORDS[..]), 1..30).prop_map(|words| words.join(" "))
}

fn made() -> impl Strategy<Value = Article> {
    let facts = (
        select(&["fr", "en", "de"][..]),
        select(&["Le Relais", "Le Fanal", "Daily Post"][..]),
        proptest::option::of(select(&["2022", "2022-05", "2022-05-13", "2021-10-20"][..])),
        subsequence(
            &["person:kazura", "place:bamako", "country:ML", "org:onu"][..],
            0..4,
        ),
        select(&[Kind::Article, Kind::Article, Kind::Section][..]),
    );
    (text(), text(), facts).prop_map(|(title, body, (language, outlet, date, actors, kind))| {
        let mut made = article(&title, &body);
        made.language = Some(language.into());
        made.outlet = Some(outlet.into());
        made.published = date.map(dated);
        made.kind = kind;
        made.comments = vec![body.chars().rev().collect(), title.clone()];
        let named = actors
            .iter()
            .map(|id| (id, id.split(':').nth(1).unwrap_or_default()));
        let named = named.map(|(id, name)| actor(&made, id, name, &WORDS[6..8]));
        made.actors = named.filter(|actor| actor.count > 0).collect();
        made
    })
}

fn term() -> impl Strategy<Value = String> {
    let word = || select(&WORDS[..]);
    prop_oneof![
        4 => word().prop_map(str::to_string),
        1 => word().prop_map(|word| word.chars().take(3).collect::<String>() + "*"),
        1 => word().prop_map(|word| format!("{word}~1")),
        2 => (word(), word(), 0u32..4).prop_map(|(one, other, slop)| format!("\"{one} {other}\"~{slop}")),
        1 => (word(), word(), 1u32..6).prop_map(|(one, other, far)| format!("{one} NEAR/{far} {other}")),
        1 => select(&["title:", "body:", "comments:", "furniture:", "outlet:", "author:", "path:"][..])
            .prop_flat_map(move |field| word().prop_map(move |word| format!("{field}{word}"))),
        2 => select(
            &[
                "*", "lang:fr", "lang:xx", "kind:section", "kind:any", "outlet:relais", "outlet:\"Le Fanal\"",
                "date:2022", "date:2022-05", "date:..2021", "has:date", "has:comments", "actor:kazura",
                "person:kazura", "country:ML", "country:ml", "actor:Bam*", "actor:nobody", "place:bamko",
                "furniture:kenya", "author:cissé", "domain:relais", "id:0", "id:abc", "doubt:no-date",
            ][..]
        )
        .prop_map(str::to_string),
    ]
}

fn query() -> impl Strategy<Value = String> {
    let part = || (any::<bool>(), term()).prop_map(|(not, term)| if not { term } else { format!("-{term}") });
    prop_oneof![
        2 => term(),
        2 => (term(), part()).prop_map(|(one, other)| format!("{one} {other}")),
        1 => (term(), term(), part()).prop_map(|(one, other, third)| format!("({one} OR {other}) {third}")),
        1 => (term(), part()).prop_map(|(one, other)| format!("{one}^2 OR {other}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn stores_agree(
        articles in proptest::collection::vec(made(), 1..24),
        queries in proptest::collection::vec(query(), 42),
    ) {
        let (_folder, archive) = archive();
        agree_on(&|| Archive::open(archive.path()).expect("opened"), &articles, &queries);
    }
}

/// Asserts that an index that is empty answers as the store in memory does once it has some articles.
fn agree_on(open: &dyn Fn() -> Archive, articles: &[Article], queries: &[String]) {
    // Two commits, and so two segments.
    let (first, second) = articles.split_at(articles.len() / 2);
    for some in [first, second] {
        let mut writer = open().writer().expect("a writer");
        for article in some {
            writer.add(article, &page(article), FURNITURE).expect("added");
        }
        writer.finish().expect("finished");
    }
    let archive = open();
    let memory = in_memory(&archive);
    for code in [Code::Lang, Code::Kind, Code::Actor, Code::Date, Code::Has] {
        let of = |store: &dyn Dictionary| values(store, code).expect("values");
        assert_eq!(of(&*archive.store), of(&memory));
    }
    for query in queries {
        agree(&archive, &memory, &parse(query).query);
    }
}
