//! What every writer must do: whatever is done to two indices, both keep the same.

use super::super::memory::writer::MemoryWriter;
use super::super::tests::{FURNITURE, archive, article, page};
use super::*;

/// What is done to an index.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// A page of one of a few texts is seen at a place, and at a further one, with an address or without, at a moment.
    Add(usize, (usize, Option<usize>), Option<usize>, u8),
    AddOlder(usize, usize),
    Replace(usize, Option<usize>),
    Gone(usize),
    Delete(usize),
    Commit,
    Finish,
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
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
pub(super) fn seen(text: usize, place: usize, address: Option<usize>, moment: u8) -> Article {
    let mut article = article(WORDS[text], &format!("{} {}", WORDS[text + 1], WORDS[text + 2]));
    article.url = address.map(|address| format!("https://relais.example/news/{address}"));
    article.source.path = path(place);
    article.crawled = format!("2022-05-1{moment}T08:00:00Z").parse().ok();
    article
}

pub(super) fn path(place: usize) -> crate::page::FilePath {
    format!("pages/{place}.html").as_str().into()
}

/// Does the same to an index by any writer, and says what became of it.
pub(super) fn done(deed: &Deed, writer: &mut dyn Writer) -> String {
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
pub(super) fn write_alike(open: &dyn Fn() -> Archive, deeds: &[Deed]) {
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
