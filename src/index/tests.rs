//! An index on disk, from the first page to the second version of it.

use super::*;
use crate::article::{Actor, ActorType, Dated, Evidence, Kind, Mention, MentionForm, Source};
use crate::calendar::Date;
use crate::read::Fingerprint;

/// An article with this text; its file is named after its identity.
pub(super) fn article(title: &str, body: &str) -> Article {
    let id = ArticleId::of(format!("{title}\n{body}").as_bytes());
    Article {
        format: crate::article::FORMAT,
        kind: Kind::Article,
        title: Some(title.into()),
        outlet: Some("Le Relais".into()),
        domain: Some("relais.example".into()),
        url: None,
        authors: vec!["Abdou Cissé".into()],
        agencies: Vec::new(),
        edition: None,
        page: None,
        number: None,
        section: None,
        tags: Vec::new(),
        language: Some("fr".into()),
        published: None,
        modified: None,
        crawled: None,
        added: None,
        body: body.into(),
        comments: Vec::new(),
        dates: Vec::new(),
        actors: Vec::new(),
        story: None,
        doubts: Vec::new(),
        source: Source {
            path: format!("pages/{id}.txt").into(),
            blake3: id.to_hex(),
            ..Source::default()
        },
        id,
    }
}

/// A date of an article.
pub(super) fn dated(text: &str) -> Dated {
    let date = Date::parse(text).expect("a date");
    Dated {
        date,
        precision: date.precision(),
        evidence: Evidence::Line,
        confidence: 0.9,
    }
}

/// An actor that an article mentions wherever one of the words stands.
pub(super) fn actor(article: &Article, id: &str, name: &str, words: &[&str]) -> Actor {
    let text = crate::article::title_and_body(article.title.as_deref(), &article.body);
    let mut mentions = Vec::new();
    for word in words {
        for (byte, _) in text.match_indices(word) {
            let start = text[..byte].chars().count();
            let end = start + word.chars().count();
            let text = word.to_string();
            let form = MentionForm::Name;
            mentions.push(Mention {
                text,
                start,
                end,
                form,
            });
        }
    }
    mentions.sort_by_key(|mention| mention.start);
    let kind = match id.split(':').next() {
        Some("person") => ActorType::Person,
        Some("country") => ActorType::Country,
        Some("place") => ActorType::Place,
        _ => ActorType::Org,
    };
    let count = mentions.len();
    Actor {
        id: id.into(),
        kind,
        name: name.into(),
        count,
        mentions,
    }
}

/// A new index in a folder that goes with it.
pub(super) fn archive() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = Archive::create(&folder.path().join("index")).expect("an index");
    (folder, archive)
}

/// The page of a made-up article: its identity is that of these bytes.
pub(super) fn page(article: &Article) -> Vec<u8> {
    let title = article.title.as_deref().unwrap_or_default();
    format!("{title}\n{}", article.body).into_bytes()
}

/// What was dropped from the page of a made-up article.
pub(super) const FURNITURE: &str = "Accueil Politique Kenya";

/// Adds articles and opens the index anew.
pub(super) fn with(archive: Archive, articles: &[Article]) -> Archive {
    let mut writer = archive.writer().expect("a writer");
    for article in articles {
        writer.add(article, &page(article), FURNITURE).expect("added");
    }
    writer.finish().expect("finished");
    Archive::open(archive.path()).expect("opened")
}

#[test]
fn what_was_added_comes_back_whole() {
    let (_folder, archive) = archive();
    let mut first = article("Kazura à Bamako", "Le général Kazura a vu les Maliens à Bamako.");
    first.actors = vec![
        actor(
            &first,
            "person:jean-bosco-kazura",
            "Jean Bosco Kazura",
            &["Kazura"],
        ),
        actor(&first, "place:bamako", "Bamako", &["Bamako"]),
    ];
    first.published = Some(dated("2022-05-13"));
    let archive = with(archive, std::slice::from_ref(&first));
    assert_eq!(archive.article(&first.id).unwrap().as_ref(), Some(&first));
    assert_eq!(archive.original(&first.id).unwrap().unwrap(), page(&first));
    assert_eq!(archive.article(&ArticleId::of(b"other")).unwrap(), None);
    let status = archive.status().unwrap();
    assert_eq!(
        (status.articles, status.extent.versions, status.extent.copies),
        (1, 0, 0)
    );
}

#[test]
fn nothing_is_added_twice() {
    let (_folder, archive) = archive();
    let first = article("A", "one");
    let mut second = first.clone();
    second.source.path = "elsewhere.txt".into();
    for expected in [
        [
            AddOutcome::New,
            AddOutcome::Unchanged,
            AddOutcome::Duplicate,
            AddOutcome::Unchanged,
        ],
        [
            AddOutcome::Unchanged,
            AddOutcome::Unchanged,
            AddOutcome::Unchanged,
            AddOutcome::Unchanged,
        ],
    ] {
        let mut writer = archive.writer().unwrap();
        let added = [&first, &first, &second, &second].map(|a| writer.add(a, b"one", "").unwrap());
        writer.finish().unwrap();
        assert_eq!(added, expected);
    }
    let archive = Archive::open(archive.path()).unwrap();
    let status = archive.status().unwrap();
    assert_eq!(
        (status.articles, status.extent.versions, status.extent.copies > 0),
        (1, 0, true)
    );
}

#[test]
fn the_newer_version_is_searched_and_the_older_kept() {
    let (_folder, archive) = archive();
    let page = |body: &str| Article {
        url: Some("https://relais.example/news/1".into()),
        ..article("A", body)
    };
    let at = |body: &str, day: &str| Article {
        added: Some(format!("2022-05-{day}T08:00:00Z").parse().unwrap()),
        ..page(body)
    };
    let (first, second, third) = (at("one", "11"), at("two", "12"), at("three", "13"));
    let archive = with(archive, &[first.clone(), second.clone()]);
    let archive = with(archive, std::slice::from_ref(&third));
    let status = archive.status().unwrap();
    assert_eq!((status.articles, status.extent.versions), (1, 2));
    for article in [&first, &second, &third] {
        assert_eq!(archive.article(&article.id).unwrap().as_ref(), Some(article));
    }
}

#[test]
fn a_file_with_new_text_is_a_new_version() {
    let (_folder, archive) = archive();
    let mut first = article("A", "one");
    let mut second = article("A", "two");
    (first.source.path, second.source.path) = ("a.txt".into(), "a.txt".into());
    for (article, expected) in [(&first, AddOutcome::New), (&second, AddOutcome::Updated)] {
        let mut writer = archive.writer().unwrap();
        assert_eq!(writer.add(article, b"", "").unwrap(), expected);
        writer.files().record(&"a.txt".into(), Fingerprint::default(), 1);
        writer.finish().unwrap();
    }
    let status = Archive::open(archive.path()).unwrap().status().unwrap();
    assert_eq!((status.articles, status.extent.versions, status.files), (1, 1, 1));
}

#[test]
fn what_is_replaced_is_replaced_whole_or_not_at_all() {
    let (_folder, archive) = archive();
    let first = article("A", "one");
    let archive = with(archive, std::slice::from_ref(&first));
    let second = Article {
        title: Some("B".into()),
        ..first.clone()
    };
    let title = |archive: &Archive| archive.article(&first.id).unwrap().unwrap().title;
    let mut interrupted = archive.writer().unwrap();
    interrupted.replace(&first.id, &second, "").unwrap();
    drop(interrupted);
    let archive = Archive::open(archive.path()).unwrap();
    assert_eq!(title(&archive), first.title);
    let mut writer = archive.writer().unwrap();
    writer.replace(&first.id, &second, "").unwrap();
    writer.finish().unwrap();
    let archive = Archive::open(archive.path()).unwrap();
    assert_eq!(
        (title(&archive), archive.status().unwrap().articles),
        (second.title, 1)
    );
    assert_eq!(archive.original(&first.id).unwrap().unwrap(), page(&first));
}

#[test]
fn one_process_writes() {
    let (_folder, archive) = archive();
    let held = archive.writer().unwrap();
    assert!(matches!(archive.writer(), Err(Error::Locked { .. })));
    drop(held);
    assert!(archive.writer().is_ok());
}

#[test]
fn another_format_is_refused() {
    let (_folder, archive) = archive();
    std::fs::write(archive.path().join("format"), "99\n").unwrap();
    assert!(matches!(
        Archive::open(archive.path()),
        Err(Error::Format { found: 99, .. })
    ));
    assert!(matches!(
        Archive::create(archive.path()),
        Err(Error::Format { found: 99, .. })
    ));
    assert!(matches!(
        Archive::open(Path::new("nowhere")),
        Err(Error::NoIndex { .. })
    ));
}

#[test]
fn what_was_deleted_is_gone() {
    let (_folder, archive) = archive();
    let (first, second) = (article("A", "one"), article("B", "two"));
    let archive = with(archive, &[first.clone(), second.clone()]);
    let mut writer = archive.writer().unwrap();
    writer.delete(std::slice::from_ref(&first.id)).unwrap();
    writer.finish().unwrap();
    let archive = Archive::open(archive.path()).unwrap();
    assert_eq!(archive.article(&first.id).unwrap(), None);
    assert!(archive.article(&second.id).unwrap().is_some());
    assert_eq!(archive.status().unwrap().articles, 1);
}
