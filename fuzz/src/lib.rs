//! What is done with bytes that anybody may have written, and what must hold of the result. `cargo fuzz` looks for bytes with which it
//! does not; `tests/fuzz.rs` does the same with those that are kept in `corpus/`, and with small changes of them.
#![allow(
    missing_docs,
    reason = "the tests of the project include this file as a module"
)]

use archive::article::{Article, ArticleId};
use archive::calendar::time_ago::{is_span, relative};
use archive::calendar::written::{self, DateHints, DayOrder};
use archive::calendar::{Moment, stamp};
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::index::embedded::check;
use archive::index::labels::UserLabels;
use archive::index::{Archive, Facet, Sort, TopHits};
use archive::lexicon::Lexicon;
use archive::lexicon::curation::Decisions;
use archive::lexicon::curation::effect::ResolvedDecisions;
use archive::lexicon::curation::outlets::OutletMerges;
use archive::page::{Content, Origin, Page};
use archive::pipeline::{self, Context};
use archive::{query, read};
use chrono::NaiveDate;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A target: its name, and what it does with some bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 9] = [
    ("html", html),
    ("text", text),
    ("formats", formats),
    ("json_ld", json_ld),
    ("dates", dates),
    ("query", query),
    ("decisions", decisions),
    ("lists", lists),
    ("index", index),
];

/// A page of HTML becomes an article whose spans cut no character, and the same one when it is read again from its packed form.
pub fn html(bytes: &[u8]) {
    read_twice(&[b"<!doctype html><body>", bytes].concat());
}

/// So does a page of visible text.
pub fn text(bytes: &[u8]) {
    let bytes: Vec<u8> = bytes
        .iter()
        .map(|byte| if *byte == b'<' { b'(' } else { *byte })
        .collect();
    read_twice(&bytes);
}

/// Any file: told apart by its bytes, unpacked, divided into pages, and none of them larger than the bound.
pub fn formats(bytes: &[u8]) {
    const LIMIT: u64 = 1 << 20;
    let limits = read::Limits::of_size(LIMIT);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page");
    fs::write(&path, bytes).expect("written");
    let mut pages = Vec::new();
    let mut tell = |(_, found): read::Found| {
        pages.extend(found);
        pages.len() < 100
    };
    let fields = read::Fields::default();
    let mut source = read::PageSource::new(limits, &fields, &mut tell);
    for input in read::inputs(&path).flatten() {
        source.read(&input);
    }
    // Also what cannot be searched back and forth.
    pages.extend(read::pages_from(bytes, limits).into_iter().flatten().take(100));
    assert!(pages.iter().all(|page| page.bytes().len() as u64 <= 2 * LIMIT));
    pages.iter().take(3).for_each(|page| sound(&article(page)));
}

/// Facts that a page states about itself, in JSON that may be broken.
pub fn json_ld(bytes: &[u8]) {
    let page = [
        b"<script type='application/ld+json'>",
        bytes,
        b"</script><h1>Titre</h1><p>Le conseil a vot\xc3\xa9 hier pour la route du nord.",
    ];
    read_twice(&page.concat());
}

/// Dates in a text and in a field: each stands where it is said to stand.
pub fn dates(bytes: &[u8]) {
    const LANGUAGES: [Option<&str>; 8] = [
        None,
        Some("fr"),
        Some("en"),
        Some("de"),
        Some("ar"),
        Some("pl"),
        Some("sw"),
        Some("ha"),
    ];
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let reading = DateHints {
        language: LANGUAGES[usize::from(first % 8)],
        order: [None, Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst)][usize::from(first / 8 % 3)],
    };
    for found in written::find(&text, &reading) {
        assert!(!text[found.start..found.end].trim().is_empty());
        found.date();
    }
    stamp::read(&text, &reading);
    let today = NaiveDate::from_ymd_opt(2022, 5, 13).expect("a day");
    relative(&text, today);
    is_span(&text, today);
}

/// A query is understood as a query that is understood as itself.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let meant = query::parse(&text).query.to_string();
    assert_eq!(query::parse(&meant).query.to_string(), meant, "of {text:?}");
}

/// A file of decisions, of outlets or of labels is written as it was read, and read so again.
pub fn decisions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (read, misread) = Decisions::parse(&text);
    let (again, still) = Decisions::parse(&read.to_string());
    assert_eq!(
        (read.to_string(), misread.len()),
        (again.to_string(), still.len())
    );
    ResolvedDecisions::of(&read);
    let (merges, _) = OutletMerges::parse(&text);
    assert_eq!(
        OutletMerges::parse(&merges.to_string()).0.to_string(),
        merges.to_string()
    );
    let labels = UserLabels::parse(&text).to_string();
    assert_eq!(UserLabels::parse(&labels).to_string(), labels);
}

/// Tables that a user keeps: names of outlets, corrections, lists of actors to import.
pub fn lists(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let corrections = Corrections::read(&text).to_string();
    assert_eq!(Corrections::read(&corrections).to_string(), corrections);
    OutletNames::read(&text).name("journal.example");
    let mut decisions = Decisions::default();
    decisions.import(&text, archive::lexicon::actor_type::ActorType::Person);
    let (read, misread) = Decisions::parse(&decisions.to_string());
    assert_eq!((read.to_string(), misread.len()), (decisions.to_string(), 0));
}

/// A small index whose files are changed at places that the bytes say: what is asked of it fails with an error, or has an answer.
pub fn index(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, (path, content)) in INDEX.iter().enumerate() {
        let mut content = content.clone();
        for edit in bytes
            .chunks_exact(4)
            .filter(|edit| usize::from(edit[0]) % INDEX.len() == at)
        {
            changed(&mut content, [edit[1], edit[2], edit[3]]);
        }
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }
    // Whatever its library makes of it is caught where the program is entered; what does not end, or takes all memory, is not.
    let quiet = |work: &dyn Fn()| drop(catch_unwind(AssertUnwindSafe(work)));
    quiet(&|| drop(check::check(folder.path())));
    quiet(&|| asked(folder.path()));
}

/// A byte in another form, or the file cut there.
fn changed(content: &mut Vec<u8>, [high, low, by]: [u8; 3]) {
    if content.is_empty() {
        return;
    }
    let at = usize::from(u16::from_be_bytes([high, low])) % content.len();
    match by {
        0 => content.truncate(at),
        by => content[at] ^= by,
    }
}

/// What is asked of an index most.
fn asked(index: &Path) {
    let Ok(archive) = Archive::open(index) else {
        return;
    };
    for text in ["", "Mali", "country:ML \"le conseil\"", "title:route*"] {
        let query = query::parse(text).query;
        let wanted = TopHits {
            offset: 0,
            limit: 10,
            sort: Sort::Relevance,
        };
        let _ = archive.search(&query, wanted);
        let _ = archive.for_each_match::<archive::error::Error>(&query, |_| Ok(()));
    }
    let all = query::parse("").query;
    for counted in Facet::names().filter_map(Facet::named) {
        let _ = archive.tally(counted, &all);
    }
    let _ = archive.status();
}

/// The files of an index of three articles.
static INDEX: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = Archive::create(folder.path()).expect("an index");
    let mut writer = archive.writer().expect("a writer");
    for number in 1..4 {
        let page = format!(
            "Séance {number} du conseil\n\nLe conseil du Mali a voté le {number} mai 2022 pour la route du nord, dit Oumar Diarra.\n"
        );
        let page = read::page_of(page.into_bytes(), Origin::default());
        let article = article(&page);
        writer.add(&article, page.bytes(), "Menu").expect("added");
    }
    writer.finish().expect("written");
    let files = walkdir::WalkDir::new(folder.path())
        .sort_by_file_name()
        .into_iter();
    let files = files
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file());
    let below = |path: &Path| path.strip_prefix(folder.path()).expect("below").to_path_buf();
    files
        .map(|entry| (below(entry.path()), fs::read(entry.path()).expect("read")))
        .collect()
});

/// The article of a page, at a moment that is always the same.
fn article(page: &Page) -> Article {
    with_context(|context| {
        let mut article = pipeline::article(page, context);
        article.added = Some(Moment::of_day(
            NaiveDate::from_ymd_opt(2022, 5, 13).expect("a day"),
        ));
        article
    })
}

fn with_context<T>(work: impl FnOnce(Context) -> T) -> T {
    let (outlets, corrections, sites) = (
        OutletNames::default(),
        Corrections::default(),
        SiteTemplates::default(),
    );
    work(Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &corrections,
        sites: &sites,
    })
}

/// Reads a page as it is and from its packed form; both are one.
fn read_twice(bytes: &[u8]) {
    let page = read::page_of(bytes.to_vec(), Origin::default());
    let read = article(&page);
    sound(&read);
    assert_eq!(read.id, ArticleId::of(bytes));
    let packed = pipeline::parsed(&page).map(|parsed| {
        let unpacked = pipeline::ParsedPage::from_bytes(&parsed.to_bytes()).expect("packed a moment ago");
        assert!(unpacked == parsed, "it is packed whole");
    });
    assert!(packed.is_some() || matches!(page.content, Content::Record(_)));
}

/// Every name and date stands where it is said to stand.
fn sound(article: &Article) {
    let text = match &article.title {
        Some(title) => [title, "\n\n", &article.body].concat(),
        None => article.body.clone(),
    };
    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let actors = article.actors.iter().flat_map(|actor| &actor.mentions);
    let names = actors.map(|mention| (mention.start, mention.end, &mention.text));
    let dates = article
        .dates
        .iter()
        .map(|date| (date.start, date.end, &date.text));
    for (start, end, printed) in names.chain(dates) {
        assert_eq!(&text[places[start]..places[end]], printed);
    }
}
