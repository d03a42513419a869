//! Words are data: every built-in list says where it comes from, and its entries are sorted and stand once.

use std::fs;

#[test]
fn lists_are_headed_and_sorted() {
    let lists = fs::read_dir("src/lexicon")
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    for path in lists.filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "tsv")) {
        let (name, text) = (path.display(), fs::read_to_string(&path).unwrap());
        let head = text.lines().next().unwrap_or_default();
        assert!(
            head.starts_with("# ") && head.len() > 20,
            "{name}: the first line says source and licence"
        );
        let entries: Vec<&str> = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        for pair in entries.windows(2) {
            assert!(
                pair[0] < pair[1],
                "{name}: {:?} stands before {:?}",
                pair[0],
                pair[1]
            );
        }
    }
}
