//! What every store must do: one suite over the index on disk and the store in memory. What is asked in [`answers`](super::answers) is
//! asked of both, and so are queries drawn at random over articles drawn at random.

mod cluster;

use super::dictionary::{Dictionary, values};
use super::labels::NO_LABELS;
use super::memory::MemoryStore;
use super::memory::writer::MemoryWriter;
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

/// What is done to an index.
#[derive(Debug, Clone)]
enum Deed {
    /// A page of one of a few texts is seen at a place, and at a further one, with an address or without, at a moment.
    Add(usize, (usize, Option<usize>), Option<usize>, u8),
    AddOlder(usize, usize),
    Replace(usize, Option<usize>),
    Gone(usize),
    Delete(usize),
    Commit,
    Finish,
}

fn deed() -> impl Strategy<Value = Deed> {
    let (text, place, address) = (|| 0..5usize, || 0..4usize, || proptest::option::of(0..2usize));
    prop_oneof![
        6 => (text(), (place(), proptest::option::of(place())), address(), 0..4u8)
            .prop_map(|(text, places, address, moment)| Deed::Add(text, places, address, moment)),
        1 => (text(), place()).prop_map(|(text, place)| Deed::AddOlder(text, place)),
        1 => (text(), address()).prop_map(|(text, address)| Deed::Replace(text, address)),
        1 => place().prop_map(Deed::Gone),
        1 => text().prop_map(Deed::Delete),
        2 => Just(Deed::Commit),
        1 => Just(Deed::Finish),
    ]
}

/// One of a few texts, seen at a place.
fn seen(text: usize, place: usize, address: Option<usize>, moment: u8) -> Article {
    let mut article = article(WORDS[text], &format!("{} {}", WORDS[text + 1], WORDS[text + 2]));
    article.url = address.map(|address| format!("https://relais.example/news/{address}"));
    article.source.path = path(place);
    article.crawled = format!("2022-05-1{moment}T08:00:00Z").parse().ok();
    article
}

fn path(place: usize) -> crate::page::FilePath {
    format!("pages/{place}.html").as_str().into()
}

/// Does the same to an index by any writer, and says what became of it.
fn done(deed: &Deed, writer: &mut dyn Writer) -> String {
    let id = |text: usize| seen(text, 0, None, 0).id;
    match *deed {
        Deed::Add(text, (place, further), address, moment) => {
            let mut article = seen(text, place, address, moment);
            let forms = further.filter(|further| *further != place);
            article.source.forms = forms.map(|further| path(further).into()).into_iter().collect();
            format!(
                "{:?}",
                writer.add(&article, &page(&article), FURNITURE).expect("added")
            )
        }
        Deed::AddOlder(text, place) => {
            let article = seen(text, place, None, 0);
            let added = writer.add_older(&article, &page(&article), FURNITURE);
            format!("{:?}", added.expect("added"))
        }
        Deed::Replace(text, address) => {
            let mut other = seen(text, 0, address, 0);
            other.title = Some("Kazura".into());
            writer.replace(&id(text), &other, FURNITURE).expect("replaced");
            String::new()
        }
        Deed::Gone(place) => format!("{:?}", writer.gone(&path(place).into()).expect("noted")),
        Deed::Delete(text) => {
            writer.delete(&[id(text)]).expect("deleted");
            String::new()
        }
        Deed::Commit => {
            writer.commit().expect("committed");
            format!("{:?}", writer.places().expect("places"))
        }
        Deed::Finish => String::new(),
    }
}

/// What a store says of everything that is kept: what is searched, each at its place, and what is not, which stands nowhere.
fn kept(store: &dyn Store) -> [Vec<String>; 2] {
    let (mut searched, mut older) = (Vec::new(), Vec::new());
    let every = Plan::Values(Code::Kind, vec![plan::ANY_KIND.into()], 0.0);
    let named = |article: &Article| format!("{} {:?}", article.id, article.title);
    let each = &mut |record: StoredRecord| {
        let article = record.article();
        searched.push(format!("{} {}", named(article), article.source.path));
        std::ops::ControlFlow::Continue(())
    };
    store.each(&every, each).expect("records");
    let each = &mut |record: StoredRecord| {
        older.push(named(record.article()));
        std::ops::ControlFlow::Continue(())
    };
    store.each_superseded(each).expect("records");
    [searched, older].map(|mut list| {
        list.sort();
        list
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn writers_agree(deeds in proptest::collection::vec(deed(), 1..24)) {
        let (_folder, archive) = archive();
        write_alike(&|| Archive::open(archive.path()).expect("opened"), &deeds);
    }
}

#[test]
fn what_comes_where_a_page_went_stands_there_alone() {
    let (_folder, archive) = archive();
    let comes = |text: usize| Deed::Add(text, (2, None), None, 0);
    for before in [vec![comes(2)], vec![comes(2), Deed::Commit]] {
        let deeds = [
            before,
            vec![
                Deed::Gone(2),
                comes(0),
                Deed::Commit,
                Deed::Replace(2, None),
                Deed::Delete(0),
                Deed::Delete(2),
            ],
        ];
        write_alike(
            &|| Archive::open(archive.path()).expect("opened"),
            &deeds.concat(),
        );
    }
}

/// Asserts that the writer of an index that is empty leaves what the writer in memory does, whatever is done.
fn write_alike(open: &dyn Fn() -> Archive, deeds: &[Deed]) {
    let memory = std::sync::Arc::default();
    let mut other = MemoryWriter::to(std::sync::Arc::clone(&memory));
    let mut writer = open().writer().expect("a writer");
    for deed in deeds.iter().chain([&Deed::Finish]) {
        assert_eq!(done(deed, &mut *writer), done(deed, &mut other), "{deed:?}");
        if matches!(deed, Deed::Finish) {
            writer.finish().expect("finished");
            other.commit().expect("committed");
            let archive = open();
            let memory = memory.lock().expect("no other test holds it");
            assert_eq!(kept(&*archive.store), kept(&*memory));
            for query in ["*", "armée", "path:2", "title:kazura", "généraux -marché"] {
                // The words of deleted articles stand in the dictionary of an index for a while: it may ask for forms that nothing has.
                let query = parse(query).query;
                let meaning = archive.meaning(&query).expect("a meaning");
                assert_same_answers([&*archive.store, &*memory], &query, &meaning.plan);
            }
            writer = archive.writer().expect("a writer");
        }
    }
}
