//! What people keep their news in: each file of `fixtures/formats` gives the articles that `expected.json` says, and no others.

use crate::commands::Folder;
use archive::calendar::Moment;
use archive::ingest::{Manner, Outcome, Workers, extract_all};
use archive::lexicon::Lexicon;
use archive::pipeline::{Context, Extraction};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// An article that must be found.
type Wanted = (
    char,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// The articles that the files hold: title, day, author, part of the address, and what must stand in the text.
const ARTICLES: [Wanted; 4] = [
    (
        'P',
        "Koulba : le pont de Sirba rouvre aux camions",
        "2021-10-20",
        "Awa Sanou-Kéré",
        "pont-de-sirba",
        &[
            "est de nouveau ouvert aux camions depuis mardi matin.",
            "Idrissa Toudou, a levé l'arrêté",
            "La fermeture avait doublé le prix du sac de mil",
        ],
    ),
    (
        'M',
        "Marché aux grains : la mairie gèle les prix",
        "2021-11-03",
        "Bréhima Zougou",
        "marche-aux-grains",
        &["geler pour trois mois le prix du mil et du sorgho"],
    ),
    (
        'F',
        "River ferry returns to Tiela after two years",
        "2022-02-14",
        "Naomi Adjei-Brandt",
        "river-ferry",
        &[
            "crossed the river on Monday for the first time in two years",
            "hull had been rebuilt in the yard at Niamey.",
        ],
    ),
    (
        'G',
        "Grain traders shut their stores in Koulba",
        "2021-11-05",
        "Salif Ouermi",
        "grain-traders",
        &["closed their stores on Friday in protest at a price freeze."],
    ),
];

/// Press databases state the authors.
const DATABASES: [&str; 4] = ["factiva", "europresse", "nexis", "proquest"];

pub(super) fn flat(text: &str) -> String {
    text.replace('’', "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a file gives: its articles, what was said, how it ended.
pub(super) fn read(name: &str, workers: &Workers) -> (Vec<Value>, String, i32) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/formats")
        .join(name);
    let (outlets, corrections, sites) = Default::default();
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &corrections,
        sites: &sites,
    };
    let (mut articles, mut said, mut code) = (Vec::new(), String::new(), 0);
    let take = |outcome: Outcome<Extraction>| {
        match outcome.result {
            Ok(reading) => articles.push(serde_json::to_value(&reading.article).unwrap()),
            Err(problem) => {
                said.push_str(&format!("{}: {problem}\n", outcome.origin));
                code = if problem.is_failure() { 3 } else { code };
            }
        }
        Ok::<(), std::io::Error>(())
    };
    extract_all(workers, [file], Manner::at(Moment::now()), context, take).unwrap();
    articles.retain(|record| matches!(record["kind"].as_str(), Some("article" | "live")));
    (articles, said, code)
}

/// What is wrong with what a file gives.
fn faults(name: &str, want: &Value, workers: &Workers) -> Vec<String> {
    let (records, stderr, code) = read(name, workers);
    let file = Path::new(name).file_name().unwrap().to_str().unwrap();
    let flag = |key: &str| want[key].as_bool().unwrap_or(false);
    if flag("may_refuse") && records.is_empty() {
        return (!stderr.contains(file))
            .then(|| format!("nothing found and nothing said: {stderr}"))
            .into_iter()
            .collect();
    }
    let mut faults = Vec::new();
    let mut unless = |right: bool, fault: String| {
        if !right {
            faults.push(fault)
        }
    };
    unless(
        i64::from(code) == want["exit"].as_i64().unwrap_or(0),
        format!("exit {code}: {stderr}"),
    );
    unless(
        stderr.contains(want["says"].as_str().unwrap_or("")),
        format!("not said: {stderr}"),
    );
    unless(
        !flag("refused") || stderr.contains(file),
        format!("refused without its name: {stderr}"),
    );
    let wanted = want["articles"].as_str().unwrap();
    for key in wanted.chars() {
        let (_, title, day, author, slug, phrases) =
            ARTICLES.into_iter().find(|article| article.0 == key).unwrap();
        let found = |record: &&Value| record["title"].as_str().is_some_and(|found| flat(found) == title);
        let Some(record) = records.iter().find(found) else {
            let titles: Vec<&Value> = records.iter().map(|record| &record["title"]).collect();
            unless(false, format!("{key} not found; titles {titles:?}"));
            continue;
        };
        let body = flat(record["body"].as_str().unwrap());
        for phrase in phrases {
            unless(body.contains(phrase), format!("{key}: text lost: {phrase}"));
        }
        let of_database = DATABASES.iter().any(|database| name.contains(database));
        let authors = record["authors"].as_array().unwrap();
        unless(
            !of_database || authors.iter().any(|name| name == author),
            format!("{key}: authors {authors:?}"),
        );
        unless(
            !body.contains("Université de Koulba"),
            format!("{key}: the licence holder stands in the text"),
        );
        let published = record["published"]["date"].as_str();
        unless(
            flag("anydate") || published == Some(day),
            format!("{key}: published {published:?}"),
        );
        let url = record["url"].as_str().unwrap_or_default();
        unless(!flag("url") || url.contains(slug), format!("{key}: url {url}"));
        if let Some(crawled) = want["crawled"].as_str() {
            let found = record["crawled"].to_string();
            unless(found.contains(crawled), format!("{key}: crawled {found}"));
        }
    }
    let most = wanted.len() + want["extra"].as_u64().unwrap_or(0) as usize;
    unless(records.len() <= most, format!("{} articles", records.len()));
    faults
}

#[test]
fn every_file_gives_its_articles_and_no_others() {
    let expected = fs::read_to_string("fixtures/formats/expected.json").unwrap();
    let expected: BTreeMap<String, Value> = serde_json::from_str(&expected).unwrap();
    assert!(expected.len() >= 59);
    let workers = Workers::new(0);
    let faults: BTreeMap<&String, Vec<String>> = expected
        .iter()
        .map(|(name, want)| (name, faults(name, want, &workers)))
        .filter(|(_, faults)| !faults.is_empty())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Every line of the table in `docs/FORMATS.md` names the files that show it.
#[test]
fn the_table_of_formats_is_shown_by_files() {
    let table = fs::read_to_string("docs/FORMATS.md").unwrap();
    let lines = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| format") && !line.starts_with("| ---"));
    let expected = fs::read_to_string("fixtures/formats/expected.json").unwrap();
    let more = fs::read_to_string("fixtures/formats/more.json").unwrap();
    let mut count = 0;
    let is_shown = |file: &str| match file.strip_prefix("more/") {
        Some(file) => more.contains(&format!("\"{file}\": {{")),
        None => expected.contains(&format!("\"{file}\"")),
    };
    for line in lines {
        let shown = line.trim_end_matches([' ', '|']).rsplit('|').next().unwrap();
        let files: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        assert!(!files.is_empty(), "no file shows: {line}");
        for file in files {
            let is_test =
                file.ends_with(".rs") && fs::read_to_string(file).is_ok_and(|code| code.contains("#[test]"));
            assert!(is_test || is_shown(file), "{file} is no test of: {line}");
        }
        count += 1;
    }
    assert!(count > 20);
}

/// Files that are cut, whose bytes are changed, or that stand in one another: told, and never a fault of the program.
#[test]
fn damage_is_told_and_costs_itself_alone() {
    let folder = Folder::new();
    let names = [
        "web/wget.warc.gz",
        "web/wget-whole.warc.zst",
        "web/wget-plain.warc",
        "web/py-wacz-text.wacz",
        "web/wget-mirror-k.tar",
        "web/chromium-pont.mhtml",
        "web/singlefile.zip",
        "press/safari-layout.webarchive",
        "press/nexis-uni-one.docx",
        "press/newsletters.mbox",
        "press/proquest.html",
        "press/lexisnexis-fr.txt",
        "press/evernote.enex",
        "scrapers/scrapy.json",
        "scrapers/scrapy.csv",
        "scrapers/minet-fetch.tar.gz",
    ];
    let mut number = 0;
    for name in names {
        let whole = fs::read(Path::new("fixtures/formats").join(name)).unwrap();
        for cut in [1, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            number += 1;
            folder.write(&format!("cut/{number}"), &whole[..cut]);
            let mut changed = whole.clone();
            for at in (cut..whole.len()).step_by(97) {
                changed[at] ^= 0x55;
            }
            folder.write(&format!("changed/{number}"), &changed);
        }
    }
    let ended = folder.run(&["ingest", "cut", "changed"]);
    assert!(
        matches!(ended.code, Some(0 | 3)),
        "{:?}: {}",
        ended.code,
        ended.stderr
    );
    assert!(!ended.stderr.contains("the program failed"), "{}", ended.stderr);
}

#[test]
fn a_cut_capture_keeps_what_is_whole_and_names_the_break() {
    let folder = Folder::new();
    let whole = fs::read("fixtures/formats/web/wget-plain.warc").unwrap();
    folder.write("cut.warc", &whole[..whole.len() / 2]);
    let ended = folder.run(&["ingest", "cut.warc"]).ended_with(3);
    let told = ended
        .stderr
        .lines()
        .find(|line| line.contains("cut.warc@"))
        .unwrap();
    let offset = told.split('@').nth(1).unwrap().split(':').next().unwrap();
    assert!(
        whole[offset.parse::<usize>().unwrap()..].starts_with(b"WARC/1."),
        "{told}"
    );
    assert!(!ended.stderr.contains("0 added"), "{}", ended.stderr);
}

/// What is cut is told, with the byte from which on it is lost, and what stands before it is kept.
#[test]
fn a_break_is_named_by_its_place_in_every_container() {
    for (name, kept) in [
        ("web/wget.warc.gz", 3),
        ("web/wget-whole.warc.zst", 0),
        ("web/py-wacz-text.wacz", 4),
        ("web/chromium-pont.mhtml", 1),
        ("web/singlefile.zip", 0),
        ("more/dict.warc.zst", 0),
        ("more/pages.tar.zst", 0),
        ("press/evernote.enex", 1),
        ("press/nexis-uni-many.docx", 1),
        ("press/omnivore.zip", 1),
        ("press/wallabag.json", 1),
        ("scrapers/minet-fetch.tar.gz", 2),
        ("scrapers/scrapy.jl.gz", 1),
        ("scrapers/scrapy.json.bz2", 0),
        ("scrapers/scrapy.json.xz", 1),
        ("scrapers/scrapy.csv", 1),
        ("scrapers/scrapy.xml", 1),
        ("scrapers/fanion.rss.xml", 1),
    ] {
        let folder = Folder::new();
        let whole = fs::read(Path::new("fixtures/formats").join(name)).unwrap();
        folder.write("cut", &whole[..whole.len() * 7 / 10]);
        let ended = folder.run(&["ingest", "cut"]).ended_with(3);
        let told = |line: &str| line.starts_with("archive: warning: cut") && line.contains('@');
        assert!(ended.stderr.lines().any(told), "{name}: {}", ended.stderr);
        assert!(
            ended.stderr.contains(&format!("{kept} added")),
            "{name}: {}",
            ended.stderr
        );
    }
}

#[test]
fn a_container_that_holds_no_page_says_so() {
    let folder = Folder::new();
    folder.write(
        "info.warc",
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    );
    folder.write("list.csv", b"title,date\nLe pont rouvre,2022-05-12\n");
    for (file, said) in [
        ("info.warc", "a WARC without a capture"),
        ("list.csv", "a table without a text"),
    ] {
        let ended = folder.run(&["ingest", file]).ended_with(0);
        assert!(
            ended.stderr.contains(said)
                && ended.stderr.contains("0 added")
                && ended.stderr.contains("1 skipped"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn a_bomb_is_bounded() {
    let folder = Folder::new();
    let zeros = zstd::encode_all(std::io::Read::take(std::io::repeat(0), 1 << 31), 1).unwrap();
    folder.write("bomb.zst", &zeros);
    let ended = folder.run(&["ingest", "bomb.zst"]).ended_with(0);
    assert!(
        ended.stderr.contains("bomb.zst") && ended.stderr.contains("1 skipped"),
        "{}",
        ended.stderr
    );
    let mut nested = b"<p>deep</p>".to_vec();
    for _ in 0..20 {
        nested = zstd::encode_all(&nested[..], 1).unwrap();
    }
    folder.write("nested.zst", &nested);
    let ended = folder.run(&["ingest", "nested.zst"]).ended_with(0);
    assert!(ended.stderr.contains("too many containers"), "{}", ended.stderr);
}

#[test]
fn the_user_names_the_fields_of_other_shapes() {
    let folder = Folder::new();
    folder.write("own.json", r#"[{"h": "Le pont rouvre", "data": {"t": "Le pont de Sirba est de nouveau ouvert aux camions."}, "le": "2021-10-20"}]"#.as_bytes());
    let refused = folder.run(&["ingest", "own.json"]).ended_with(0);
    assert!(refused.stderr.contains("--text-field"), "{}", refused.stderr);
    let args = [
        "ingest",
        "own.json",
        "--text-field",
        "data.t",
        "--title-field",
        "h",
        "--date-field",
        "le",
    ];
    folder.run(&args).ended_with(0);
    let hits = folder.run(&["search", "Sirba"]).ended_with(0).stdout;
    assert!(
        hits.contains("2021-10-20") && hits.contains("Le pont rouvre"),
        "{hits}"
    );
}
