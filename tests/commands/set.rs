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
