//! What is kept of an article: what a press database states beside its text, and the piece of the file in which it stood.

use super::captures::records;
use crate::commands::Folder;
use std::fs;
use std::path::Path;

/// The file of an export, the title of an article in it, and what it states of its edition, page and number.
const STATED: [(&str, &str, [Option<&str>; 3]); 8] = [
    (
        "factiva-indexed-fr.html",
        "Koulba",
        [None, Some("12"), Some("FANKO0020211020ehak00000")],
    ),
    (
        "factiva-en.html",
        "River",
        [None, Some("3"), Some("FANKO0020220214ei2e00000")],
    ),
    (
        "europresse-article.html",
        "Koulba",
        [None, Some("12"), Some("news·20211020·FAN·02021102001")],
    ),
    (
        "europresse-table.html",
        "Koulba",
        [None, Some("12"), Some("news·20211020·FAN·02021102001")],
    ),
    ("lexisnexis-en.html", "River", [None, Some("3"), None]),
    ("lexisnexis-fr.txt", "Koulba", [None, Some("12"), None]),
    ("nexis-uni-one.docx", "River", [None, Some("3"), None]),
    ("proquest.txt", "River", [None, Some("3"), Some("260000000")]),
];

#[test]
fn edition_page_and_number_are_kept_with_who_states_them() {
    for (name, title, stated) in STATED {
        let folder = Folder::new();
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures/formats/press")
            .join(name);
        folder.run(&["ingest", file.to_str().unwrap()]).ended_with(0);
        let found = records(&folder);
        let record = found
            .iter()
            .find(|record| record["title"].as_str().unwrap().starts_with(title))
            .unwrap();
        let values = ["edition", "page", "number"].map(|key| record[key].as_str());
        assert_eq!(values, stated, "{name}");
        let id = record["id"].as_str().unwrap();
        let why = folder.run(&["show", "--why", id]).stdout;
        for (key, value) in ["edition", "page", "number"].into_iter().zip(stated) {
            let line = why.lines().find(|line| line.starts_with(&format!("{key} ")));
            match value {
                Some(value) => assert!(
                    line.is_some_and(|line| line.contains(value) && line.contains("(database)")),
                    "{why}"
                ),
                None => assert_eq!(line, None, "{name}"),
            }
        }
    }
}

/// A container, the title of an article in it, how its piece of the file begins, and what stands in it.
const PIECES: [(&str, &str, &str, &str); 26] = [
    (
        "web/chromium-dump-dom.html",
        "Marché",
        "<!DOCTYPE html",
        "geler pour trois mois",
    ),
    (
        "text/lynx-dump.txt",
        "Koulba",
        "",
        "ouvert aux camions depuis mardi matin",
    ),
    (
        "web/wget-plain.warc",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/wget.warc.gz",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/wget-whole.warc.zst",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/wget-gzip-bodies.warc.gz",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/py-wacz-text.wacz",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/singlefile.zip",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/wget-mirror-k.tar",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/minet-fetch.tar.gz",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "web/chromium-pont.mhtml",
        "Koulba",
        "<!DOCTYPE html",
        "est de nouveau ouvert aux camions",
    ),
    (
        "press/safari-layout.webarchive",
        "Marché",
        "<html>",
        "geler pour trois mois",
    ),
    (
        "press/newsletters.mbox",
        "Koulba",
        "<",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/scrapy.jsonl",
        "Koulba",
        "{\"",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/scrapy.json",
        "Koulba",
        "{\"",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/trafilatura.md",
        "Koulba",
        "---\n",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/scrapy.csv",
        "Koulba",
        "{\"",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/trafilatura.xml",
        "Koulba",
        "<doc ",
        "est de nouveau ouvert aux camions",
    ),
    (
        "scrapers/fanion.rss.xml",
        "Koulba",
        "<item>",
        "est de nouveau ouvert aux camions",
    ),
    (
        "press/factiva-indexed-fr.html",
        "Koulba",
        "<div class=\"article frArticle\">",
        "levé l’arrêté",
    ),
    (
        "press/factiva-en.html",
        "River",
        "<div class=\"article enArticle\">",
        "<p>Document FANKO0020220214ei2e00000",
    ),
    (
        "press/europresse-article.html",
        "Koulba",
        "<article>",
        "news·20211020·FAN·02021102001",
    ),
    ("press/lexisnexis-en.html", "River", "", "LOAD-DATE: "),
    ("press/lexisnexis-fr.txt", "Koulba", "", "Document 1 de 2"),
    ("press/nexis-uni-one.docx", "River", "River ferry", "Load-Date"),
    (
        "press/proquest.txt",
        "River",
        "____",
        "ProQuest document ID: 260000000",
    ),
];

#[test]
fn what_stood_in_a_container_is_read_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    for (name, title, begins, holds) in PIECES {
        let folder = Folder::new();
        let file = root.join(name);
        folder.run(&["ingest", file.to_str().unwrap()]);
        let found = records(&folder);
        let is_it =
            |record: &&serde_json::Value| record["title"].as_str().is_some_and(|own| own.starts_with(title));
        let record = found
            .iter()
            .find(is_it)
            .unwrap_or_else(|| panic!("{name}: {found:?}"));
        let raw = folder
            .run(&["show", "--raw", record["id"].as_str().unwrap()])
            .ended_with(0);
        let text = raw.stdout.trim_start_matches(['\u{feff}', ' ', '\r', '\n']);
        assert!(
            text.starts_with(begins) && text.contains(holds),
            "{name}: {}",
            raw.stdout
        );
        // What has a place in a file that is not packed stands there, byte for byte.
        let source = &record["source"];
        let is_plain = [".html", ".txt", ".xml"].iter().any(|end| name.ends_with(end));
        if let (true, Some(offset)) = (is_plain, source["offset"].as_u64()) {
            let whole = fs::read(&file).unwrap();
            assert!(whole[offset as usize..].starts_with(&raw.bytes), "{name}");
        }
        folder.run(&["check"]).ended_with(0);
        folder.run(&["rebuild"]).ended_with(0);
        assert_eq!(records(&folder), found, "{name}");
    }
}

#[test]
fn what_the_user_said_of_fields_outlives_a_rebuild() {
    let folder = Folder::new();
    let own =
        r#"[{"h": "Le pont rouvre", "data": {"t": "Le pont de Sirba est de nouveau ouvert aux camions."}}]"#;
    folder.write("own.json", own.as_bytes());
    let args = [
        "ingest",
        "own.json",
        "--text-field",
        "data.t",
        "--title-field",
        "h",
    ];
    folder.run(&args).ended_with(0);
    let found = records(&folder);
    assert_eq!(found[0]["title"], "Le pont rouvre");
    let raw = folder.run(&["show", "--raw", found[0]["id"].as_str().unwrap()]);
    assert_eq!(raw.stdout, own.trim_matches(['[', ']']));
    folder.run(&["rebuild"]).ended_with(0);
    assert_eq!(records(&folder), found);
}
