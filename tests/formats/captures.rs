//! Captures of the web: a page that was captured again, and one that was saved in several forms.

use crate::commands::Folder;
use serde_json::Value;
use std::fs;
use std::path::Path;

const ADDRESS: &str = "http://www.fanion.example/2021/10/20/pont.html";

/// A page whose article says this.
pub(super) fn page(said: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=fr><head><title>Koulba : le pont de Sirba rouvre</title>\
         <link rel=canonical href='{ADDRESS}'></head><body><h1>Koulba : le pont de Sirba rouvre</h1>\
         <p>Le pont de Sirba est de nouveau ouvert aux camions depuis mardi matin, dit le préfet de Koulba.</p>\
         <p>{said}, et la fermeture avait doublé le prix du sac de mil sur les marchés de la ville.</p></body></html>"
    )
}

/// A record of a WARC: its type, its further fields, and its block.
pub(super) fn record(kind: &str, date: &str, fields: &str, block: &str) -> String {
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {ADDRESS}\r\nWARC-Date: {date}\r\n{fields}Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

/// A server's answer with a page, as it is captured.
pub(super) fn response(date: &str, fields: &str, page: &str) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    record("response", date, fields, &block)
}

/// The records of all articles.
pub(super) fn records(folder: &Folder) -> Vec<Value> {
    let export = folder.run(&["export"]).stdout;
    let records = export.lines().map(|line| serde_json::from_str(line).unwrap());
    records.collect()
}

fn forms(record: &Value) -> Vec<&str> {
    let forms = record["source"]["forms"].as_array().unwrap();
    forms.iter().map(|form| form["path"].as_str().unwrap()).collect()
}

#[test]
fn a_revisit_is_a_further_capture_of_its_page() {
    let digest = "WARC-Payload-Digest: sha1:PG2EIACC3FUZNEPNJ4PI7NK35GPALMM2\r\n";
    let dated =
        format!("WARC-Refers-To-Target-URI: {ADDRESS}\r\nWARC-Refers-To-Date: 2021-10-21T08:00:00Z\r\n");
    let first = response("2021-10-21T08:00:00Z", digest, &page("Le bac est plein"));
    let changed = response("2021-11-01T08:00:00Z", "", &page("Le bac est vide"));
    let head = "HTTP/1.1 200 OK\r\n\r\n";
    // It may stand before what it repeats, and name it by its digest or by where and when it was.
    for (name, named) in [("a.warc", digest), ("z.warc", digest), ("z.warc", &dated)] {
        let folder = Folder::new();
        folder.write("pages/m.warc", format!("{first}{changed}").as_bytes());
        let again = record("revisit", "2021-12-01T08:00:00Z", named, head);
        folder.write(&format!("pages/{name}"), again.as_bytes());
        let ended = folder.run(&["ingest", "pages"]).ended_with(0);
        assert!(
            ended
                .stderr
                .contains("1 added, 1 updated, 0 unchanged, 0 duplicate")
                || ended
                    .stderr
                    .contains("1 added, 2 updated, 0 unchanged, 0 duplicate"),
            "{}",
            ended.stderr
        );
        let found = records(&folder);
        assert_eq!(found.len(), 1, "{name} {named}");
        // The page is again what it was first, and is read where it stands whole.
        assert!(
            found[0]["body"].as_str().unwrap().contains("Le bac est plein"),
            "{found:?}"
        );
        assert_eq!(found[0]["source"]["path"], "pages/m.warc");
        assert_eq!(forms(&found[0]), [&*format!("pages/{name}")]);
        folder.run(&["ingest", "--prune", "pages"]).ended_with(0);
        folder.run(&["rebuild"]).ended_with(0);
        assert_eq!(records(&folder), found);
    }
}

#[test]
fn a_revisit_of_what_is_not_here_is_passed_over() {
    let folder = Folder::new();
    let lone = record(
        "revisit",
        "2021-12-01T08:00:00Z",
        "WARC-Payload-Digest: sha1:AAAA\r\n",
        "",
    );
    folder.write("lone.warc", lone.as_bytes());
    let ended = folder.run(&["ingest", "lone.warc"]).ended_with(0);
    assert!(
        ended
            .stderr
            .contains("1 skipped: a further capture of what is not here"),
        "{}",
        ended.stderr
    );
}

#[test]
fn forms_of_one_page_are_one_article() {
    let folder = Folder::new();
    let answer = response("2021-10-21T08:00:00Z", "", &page("Le bac est plein"));
    folder.write("pages/m.warc", answer.as_bytes());
    let note = format!(
        "<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Thu Oct 21 2021 09:00:00 GMT+0000 (x)\n-->"
    );
    let saved = page("Le bac est bien plein").replace("<html lang=fr>", &format!("<html lang=fr>{note}"));
    folder.write("pages/single.html", saved.as_bytes());
    let text = "Le pont de Sirba est ouvert.\\n\\nTexte d’un extracteur, bien plus court que la page.";
    let extract = format!("{{\"title\": \"Le pont\", \"text\": \"{text}\", \"url\": \"{ADDRESS}\"}}");
    folder.write("pages/a.jsonl", extract.as_bytes());
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    assert!(
        ended
            .stderr
            .contains("1 added, 0 updated, 0 unchanged, 2 duplicate"),
        "{}",
        ended.stderr
    );
    let found = records(&folder);
    assert_eq!(found.len(), 1);
    assert!(
        found[0]["body"].as_str().unwrap().contains("Le bac est plein"),
        "{found:?}"
    );
    assert_eq!(found[0]["source"]["saved_as"], "answer");
    assert_eq!(forms(&found[0]), ["pages/a.jsonl", "pages/single.html"]);
    let id = found[0]["id"].as_str().unwrap();
    let versions = folder.run(&["versions", id]).stdout;
    assert_eq!(versions.matches("\tform\t").count(), 2, "{versions}");
    assert_eq!(
        folder
            .run(&["search", "path:single", "--format", "ids"])
            .stdout
            .trim(),
        id
    );
    assert_eq!(
        folder.run(&["search", "extracteur", "--format", "ids"]).stdout,
        ""
    );
    folder.run(&["rebuild"]).ended_with(0);
    assert_eq!(records(&folder), found);
}

/// A browser wrote one page out in three ways: plain, packed by SingleFile, and as MHTML.
#[test]
fn what_a_browser_saved_twice_is_one_article() {
    let folder = Folder::new();
    let files = [
        "chromium-puits-de-kossoba.mhtml",
        "single-file-packed.html",
        "single-file-puits-de-kossoba.html",
    ];
    for file in files {
        let bytes = std::fs::read(format!("fixtures/formats/made/{file}")).unwrap();
        folder.write(&format!("saved/{file}"), &bytes);
    }
    folder.run(&["ingest", "saved"]).ended_with(0);
    let found = records(&folder);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["source"]["saved_as"], "rendered");
    let id = found[0]["id"].as_str().unwrap();
    let versions = folder.run(&["versions", id]).stdout;
    assert_eq!(versions.matches("\tform\t").count(), 2, "{versions}");
}

#[test]
fn a_capture_of_another_day_is_a_version_in_whatever_form() {
    let folder = Folder::new();
    let answer = response("2021-10-21T08:00:00Z", "", &page("Le bac est plein"));
    folder.write("pages/m.warc", answer.as_bytes());
    let note = format!("<!-- Saved from {ADDRESS} at 2021-11-21T10:00:00Z using monolith v2.8.1 -->\n");
    let saved = note + &page("Le bac est vide");
    folder.write("pages/saved.html", saved.as_bytes());
    let ended = folder.run(&["ingest", "pages"]).ended_with(0);
    assert!(ended.stderr.contains("1 added, 1 updated"), "{}", ended.stderr);
    let found = records(&folder);
    assert!(
        found.len() == 1 && found[0]["body"].as_str().unwrap().contains("Le bac est vide"),
        "{found:?}"
    );
}

/// What the header of a mail says is kept with its page: a rebuild knows it too.
#[test]
fn what_is_said_beside_a_page_outlives_a_rebuild() {
    let folder = Folder::new();
    let mails = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats/press/newsletters.mbox");
    folder.write("letters.mbox", &fs::read(mails).unwrap());
    folder.run(&["ingest", "letters.mbox"]).ended_with(0);
    let found = records(&folder);
    assert!(
        found.iter().any(|record| !record["source"]["stated"].is_null()),
        "{found:?}"
    );
    folder.run(&["rebuild"]).ended_with(0);
    assert_eq!(records(&folder), found);
}

/// The files that ArchiveBox keeps of a page, without the capture.
fn snapshot(folder: &Folder, names: &[&str]) {
    let list = format!(
        "{{\"url\": \"{ADDRESS}\", \"timestamp\": \"1634720000.0\", \"title\": \"Koulba : le pont de Sirba rouvre\", \
         \"updated\": \"2021-10-20 09:00:00\", \"history\": {{}}}}"
    );
    let bare = page("Le bac est plein").replace("rel=canonical", "rel=x");
    let text =
        "Le pont de Sirba est de nouveau ouvert aux camions depuis mardi matin, dit le préfet de Koulba.";
    for (name, bytes) in [
        ("index.json", &*list),
        (
            "index.html",
            "<html><title>x</title><h1>Koulba : le pont de Sirba rouvre</h1><a href=..>ArchiveBox</a></html>",
        ),
        ("singlefile.html", &*bare.replace("plein", "bien plein")),
        ("output.html", &*bare.replace("plein", "assez plein")),
        ("www.fanion.example/2021/10/20/pont.html", &*bare),
        (
            "readability/content.html",
            &*format!("<article><p>{text}</p></article>"),
        ),
        ("readability/article.json", "{\"title\": \"Koulba\"}"),
        ("mercury/content.txt", text),
        ("htmltotext.txt", text),
    ] {
        if names.is_empty() || names.contains(&name) {
            folder.write(&format!("box/archive/1634720000.0/{name}"), bytes.as_bytes());
        }
    }
}

#[test]
fn a_folder_of_archivebox_is_one_article_of_its_best_form() {
    for (names, body, saved_as, places) in [
        (&[][..], "Le bac est plein", "page", 3),
        (
            &["index.json", "singlefile.html", "output.html", "htmltotext.txt"],
            "Le bac est bien plein",
            "rendered",
            2,
        ),
        (
            &["index.json", "readability/content.html", "mercury/content.txt"],
            "Le pont de Sirba",
            "extract",
            0,
        ),
    ] {
        let folder = Folder::new();
        snapshot(&folder, names);
        folder.run(&["ingest", "box"]).ended_with(0);
        let found = records(&folder);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0]["body"].as_str().unwrap().contains(body), "{found:?}");
        assert_eq!(
            (&found[0]["url"], &found[0]["source"]["saved_as"]),
            (&ADDRESS.into(), &saved_as.into())
        );
        assert_eq!(found[0]["title"], "Koulba : le pont de Sirba rouvre");
        assert_eq!(found[0]["crawled"], "2021-10-20T09:00:00Z");
        assert_eq!(forms(&found[0]).len(), places, "{found:?}");
    }
}

/// A trial names the pages and does not clean them; it says what an ingest would.
#[test]
fn a_trial_says_what_an_ingest_does() {
    let folder = Folder::new();
    let files = ["wget.warc.gz", "warcio.warc.gz", "httrack.tar.gz", "scrapy.jsonl"];
    for file in files {
        let bytes = std::fs::read(format!("fixtures/formats/made/{file}")).unwrap();
        folder.write(&format!("saved/{file}"), &bytes);
    }
    let counts = |arguments: &[&str]| {
        let said = folder.run(arguments).ended_with(0).stderr;
        let last = said.lines().last().unwrap_or_default().to_string();
        last.replace(" (nothing is written)", "")
    };
    // Two crawls of one address, which only the head of the page names, in the letters of each generator.
    for (crawl, link) in [
        (
            "lower",
            "<link rel=\"canonical\" href=\"https://relais.example/2022/pont-1.html\">",
        ),
        (
            "mixed",
            "<LINK REL=\"Canonical\" HREF=\"https://relais.example/2022/pont-2.html\">",
        ),
        (
            "upper",
            "<META PROPERTY=\"OG:URL\" CONTENT=\"https://relais.example/2022/pont-3.html\">",
        ),
    ] {
        for day in ["lundi", "mardi"] {
            let page = format!(
                "<html><head><title>Le pont de {crawl}</title>{link}</head><body><article><h1>Le pont de {crawl}</h1><p>Le pont a \
                 rouvert {day} après trois mois de travaux, et les camions passent de nouveau vers le marché.</p></article></body></html>"
            );
            folder.write(&format!("crawls/{crawl}/{day}.html"), page.as_bytes());
        }
    }
    let crawls = ["crawls/lower", "crawls/mixed", "crawls/upper"];
    for path in ["saved/wget.warc.gz", "saved"].into_iter().chain(crawls) {
        // An index of its own: what two ingests add within one second has no order in time.
        let index = format!("index-of-{}", path.replace('/', "-"));
        let tried = counts(&["--index", &index, "ingest", "--dry-run", path]);
        assert_eq!(tried, counts(&["--index", &index, "ingest", path]), "{path}");
    }
}

/// A site may declare the address of a section for each of its articles; their titles tell them apart then.
#[test]
fn a_dry_run_tells_articles_at_the_address_of_a_section_apart() {
    let folder = Folder::new();
    let counts = |arguments: &[&str]| {
        let said = folder.run(arguments).ended_with(0).stderr;
        let last = said.lines().last().unwrap_or_default().to_string();
        last.replace(" (nothing is written)", "")
    };
    let write = |file: &str, section: &str, title: &str, day: &str| {
        let page = format!(
            "<html><head><title>Relais</title><link rel=\"canonical\" href=\"https://relais.example/{section}\"></head><body><article>\
             <h1>{title}</h1><p>Le pont a rouvert {day} après trois mois de travaux, et les camions passent de nouveau vers le \
             marché.</p></article></body></html>"
        );
        folder.write(&format!("pages/{file}.html"), page.as_bytes());
    };
    let alike = |expected: &str| {
        let counted =
            ["--dry-run", "--verbose"].map(|way| counts(&["--index", "index", "ingest", way, "pages"]));
        assert_eq!(counted[0], counted[1]);
        assert!(counted[0].starts_with(expected), "{}", counted[0]);
    };
    write("1", "afrique", "Le pont de Kayes rouvre", "lundi");
    write("2", "sahel", "Le pont de Gao rouvre", "lundi");
    write("3", "afrique", "Le pont de Ségou rouvre", "lundi");
    write("4", "afrique", "Le pont de Kayes rouvre", "mardi");
    write("5", "afrique", "Le pont de Ségou rouvre", "lundi");
    write("6", "afrique", "Le pont de Mopti rouvre", "jeudi");
    alike("4 added, 1 updated, 0 unchanged, 1 duplicate");
    // Now the index knows the site.
    write("7", "sahel", "Le pont de Gao rouvre", "mardi");
    write("8", "sahel", "Le pont de Kidal rouvre", "mardi");
    alike("1 added, 1 updated, 6 unchanged, 0 duplicate");
}

#[test]
fn a_mailbox_that_is_cut_in_its_last_mail_says_so() {
    let whole = std::fs::read_to_string("fixtures/formats/press/newsletters.mbox").unwrap();
    let last = whole.rfind("\nFrom ").unwrap() + 1;
    let end = whole.trim_end().len() - "--===============5246087836743242669==--".len();
    let folder = Folder::new();
    folder.write("whole.mbox", whole.as_bytes());
    folder.write("cut.mbox", &whole.as_bytes()[..end]);
    let told = folder
        .run(&["--index", "one", "ingest", "whole.mbox"])
        .ended_with(0)
        .stderr;
    assert!(told.contains("2 added"), "{told}");
    let told = folder
        .run(&["--index", "two", "ingest", "cut.mbox"])
        .ended_with(3)
        .stderr;
    assert!(told.contains("2 added") && told.contains("cut short"), "{told}");
    assert!(told.contains(&last.to_string()), "{last}: {told}");
}
