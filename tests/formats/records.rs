//! What press databases state of an article beside its text.

use super::captures::records;
use crate::commands::Folder;
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
