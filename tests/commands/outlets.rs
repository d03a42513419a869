//! `archive outlets`.

use super::Folder;

/// Four articles: of an outlet, of the same in capitals, of its weekly, and of another.
fn archive() -> Folder {
    let folder = Folder::new();
    let outlets = ["Le Relais", "LE RELAIS", "Relais Hebdo", "Le Relais", "Le Fanal"];
    let records: Vec<String> = (0..)
        .zip(outlets)
        .map(|(number, outlet)| {
            format!(
                "{{\"title\":\"Titre {number}\",\"text\":\"Le port {number} a rouvert mardi, dit le préfet de Kolimba.\",\
                 \"language\":\"fr\",\"outlet\":\"{outlet}\"}}\n"
            )
        })
        .collect();
    folder.write("pages.jsonl", records.concat().as_bytes());
    folder.run(&["ingest", "pages.jsonl"]).ended_with(0);
    folder
}

fn count(folder: &Folder, query: &str) -> String {
    folder.run(&["count", query]).stdout.trim().to_string()
}

#[test]
fn outlets_that_differ_by_case_are_counted_as_one() {
    let folder = archive();
    let listed = folder.run(&["outlets", "list"]).ended_with(0).stdout;
    assert_eq!(listed, "Le Relais\t3\nLe Fanal\t1\nRelais Hebdo\t1\n");
    assert_eq!(folder.run(&["facet", "outlet"]).stdout, listed);
    assert_eq!(count(&folder, "outlet:\"le relais\""), "3");
}

#[test]
fn a_merged_outlet_is_one_until_that_is_taken_back() {
    let folder = archive();
    folder
        .run(&["outlets", "merge", "Relais Hebdo", "Le Relais"])
        .ended_with(0);
    assert_eq!(
        folder.run(&["outlets", "list"]).stdout,
        "Le Relais\t4\nLe Fanal\t1\n"
    );
    for query in ["outlet:\"Le Relais\"", "outlet:hebdo", "outlet:\"Relais Hebdo\""] {
        assert_eq!(count(&folder, query), "4", "{query}");
    }
    assert_eq!(count(&folder, "-outlet:hebdo"), "1");
    let records = folder.run(&["export", "outlet:hebdo"]).ended_with(0).stdout;
    assert!(!records.contains("Relais Hebdo"), "{records}");
    assert_eq!(
        folder.run(&["outlets", "export"]).stdout,
        "merge Relais Hebdo = Le Relais\n"
    );
    folder
        .run(&["outlets", "merge", "Le Fanal", "LE FANAL"])
        .ended_with(2);
    let undone = folder.run(&["outlets", "undo"]).ended_with(0).stderr;
    assert_eq!(undone, "archive: taken back: merge Relais Hebdo = Le Relais\n");
    assert_eq!(count(&folder, "outlet:hebdo"), "1");
    folder.run(&["outlets", "undo"]).ended_with(1);
}
