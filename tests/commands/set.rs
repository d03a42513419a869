//! `archive set`, and the tables that the user edits.

use super::{Ended, Folder, LODWAR, NIAMEY};
use serde_json::Value;

fn only_record(ended: &Ended) -> Value {
    serde_json::from_str(ended.stdout.trim()).unwrap()
}

/// A folder whose index holds two pages, and the identity of the first.
fn indexed() -> (Folder, String) {
    let folder = Folder::with(&[("a.txt", NIAMEY), ("b.html", LODWAR)]);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let ids = folder.run(&["search", "--format", "ids", "Niamey"]).ended_with(0);
    let id = ids.stdout.lines().next().unwrap().to_string();
    (folder, id)
}

#[test]
fn a_correction_is_the_users_and_is_kept_over_a_new_ingest() {
    let (folder, id) = indexed();
    folder
        .run(&["set", &id, "published=2019-02-03", "authors=Ann Bell; Bob Coe"])
        .ended_with(0);
    let shown = |folder: &Folder| only_record(&folder.run(&["show", "--json", &id]).ended_with(0));
    let record = shown(&folder);
    assert_eq!(record["published"]["date"], "2019-02-03");
    assert_eq!(record["published"]["evidence"], "user");
    assert_eq!(record["authors"], serde_json::json!(["Ann Bell", "Bob Coe"]));
    folder.run(&["delete", &id]).ended_with(0);
    folder.run(&["ingest", "pages"]).ended_with(0);
    assert_eq!(shown(&folder)["published"]["date"], "2019-02-03");
    let found = folder.run(&["count", "date:2019-02-03"]).ended_with(0);
    assert_eq!(found.stdout.trim(), "1");
}

#[test]
fn a_fact_can_be_taken_away() {
    let (folder, id) = indexed();
    folder.run(&["set", &id, "title="]).ended_with(0);
    let record = only_record(&folder.run(&["show", "--json", &id]).ended_with(0));
    assert_eq!(record["title"], Value::Null);
}

#[test]
fn what_is_no_correction_is_refused() {
    let (folder, id) = indexed();
    let ended = folder.run(&["set", &id, "published=yesterday"]).ended_with(2);
    assert!(
        ended.stderr.contains("yesterday is not a date"),
        "{}",
        ended.stderr
    );
    folder.run(&["set", "ffffffffffff", "title=x"]).ended_with(1);
}

#[test]
fn the_table_of_outlets_names_them_by_domain() {
    let folder = Folder::new();
    let page = LODWAR.replace(
        "<head>",
        "<head><link rel=canonical href=https://www.turkwel.example/a/b>",
    );
    folder.write("pages/a.html", page.as_bytes());
    folder.write(
        ".archive/outlets.tsv",
        b"turkwel.example\tThe Post of the Turkwel\n",
    );
    folder.run(&["ingest", "pages"]).ended_with(0);
    let facet = folder.run(&["facet", "outlet"]).ended_with(0);
    assert_eq!(facet.stdout.trim(), "The Post of the Turkwel\t1");
}

/// A folder whose index holds pages of one site that share a notice, and the identity of the first.
fn site_with_a_notice() -> (Folder, String) {
    let news = [
        (
            "Lodwar",
            "Engineers found cracks in two pillars of the bridge, and closed it to lorries until the end of the rains in June.",
        ),
        (
            "Kapsabet",
            "The cooperative bought eleven new coolers, so that milk from the hills reaches the dairy before it turns sour.",
        ),
        (
            "Kakuma",
            "Teachers in the camp went back to their classes after the agency had paid the wages of March and of April.",
        ),
        (
            "Lokichar",
            "A well that was drilled for oil gave fresh water instead, and herders now bring their camels there each night.",
        ),
        (
            "Kitale",
            "Farmers at the seed fair asked for a price that covers the fuel, which costs twice what it did a year ago.",
        ),
    ];
    let folder = Folder::new();
    for (town, text) in news {
        folder.write(
            &format!("pages/{town}.html"),
            format!(
                "<!DOCTYPE html><html lang=en><head><title>News from {town}</title><link rel=canonical \
                 href=https://turkwel.example/{town}/news></head><body><article><h1>News from {town}</h1><p>{text}</p><p>People in \
                 {town} said that they had waited for this since the {} of last year, and thanked the county.</p><p>Readers in \
                 every county of the north may write to the editor, whose address stands on the last page of the paper, and who \
                 answers each letter in the week in which it comes.</p></article></body></html>",
                town.len()
            )
            .as_bytes(),
        );
    }
    folder.run(&["ingest", "pages"]).ended_with(0);
    let ids = folder
        .run(&["search", "--format", "ids", "title:Lodwar"])
        .ended_with(0);
    let id = ids.stdout.trim().to_string();
    (folder, id)
}

#[test]
fn a_correction_leaves_the_text_as_it_was_cleaned() {
    let (folder, id) = site_with_a_notice();
    let body =
        |folder: &Folder| only_record(&folder.run(&["show", "--json", &id]).ended_with(0))["body"].clone();
    let before = body(&folder);
    assert!(!before.as_str().unwrap().contains("every county"), "{before}");
    folder.run(&["set", &id, "published=2019-02-03"]).ended_with(0);
    assert_eq!(body(&folder), before);
    folder
        .run(&["count", "letter", "--in", "furniture", "date:2019-02-03"])
        .ended_with(0);
}

#[test]
fn a_correction_of_an_imported_record_keeps_its_furniture() {
    let (folder, id) = indexed();
    let export = folder.run(&["export", "--furniture"]).ended_with(0).stdout;
    folder.write("export.jsonl", export.as_bytes());
    let second = |args: &[&str]| folder.run(&[&["--index", "second"], args].concat());
    second(&["ingest", "export.jsonl"]).ended_with(0);
    let found = |code| {
        second(&["search", "Kenya", "--in", "furniture", "--format", "ids"])
            .ended_with(code)
            .stdout
    };
    assert_eq!(found(0).trim(), id);
    second(&["set", &id, "outlet=Le Sahel"]).ended_with(0);
    assert_eq!(found(0).trim(), id);
    let facet = second(&["facet", "outlet"]).ended_with(0).stdout;
    assert!(facet.contains("Le Sahel\t1"), "{facet}");
}

#[test]
fn a_correction_of_an_older_version_is_of_that_version() {
    let (folder, id) = indexed();
    folder.write(
        "pages/a.txt",
        NIAMEY.replace("trois jours", "quatre jours").as_bytes(),
    );
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.run(&["set", &id, "published=2019-02-03"]).ended_with(0);
    let count = |query: &str| folder.run(&["count", query]).stdout.trim().to_string();
    assert_eq!(
        (
            count("\"quatre jours\"").as_str(),
            count("\"trois jours\"").as_str()
        ),
        ("1", "0")
    );
    let older = only_record(&folder.run(&["show", "--json", &id]).ended_with(0));
    assert_eq!(older["published"]["date"], "2019-02-03");
    let status = folder.run(&["status"]).ended_with(0).stdout;
    assert!(status.contains("versions\t1"), "{status}");
}

#[test]
fn a_correction_stores_no_second_copy_of_the_page() {
    let (folder, id) = indexed();
    let size = || {
        let originals = folder.path().join(".archive/originals");
        std::fs::metadata(originals).unwrap().len()
    };
    let before = size();
    folder.run(&["set", &id, "title=Une visite"]).ended_with(0);
    assert_eq!(size(), before);
    let raw = folder.run(&["show", "--raw", &id]).ended_with(0).stdout;
    assert_eq!(raw, NIAMEY);
}
