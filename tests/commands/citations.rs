//! Articles as references, read back by a parser of references and held against the fields of CSL.

use super::Folder;
use biblib::{BibParser, Citation, CitationParser, RisParser};
use serde_json::Value;

/// Two records with all that is hard in a reference, one of them from an agency and known to the month alone.
fn folder() -> Folder {
    let folder = Folder::new();
    let records = [
        serde_json::json!({
            "title": "Kankan : 50 % des {grèves} & ~la suite_\nd’hier\\demain", "text": "La grève du pont est suspendue à Kankan.",
            "author": ["Moussa ag Assarid", "Kazoura"], "date": "2022-04-08", "source": "Milo & FM",
            "url": "https://a.example/x_y-7?a=1&b={2}",
        }),
        serde_json::json!({"title": "=SUM(1)", "text": "Le pont de Gao rouvre.", "date": "2021-10", "url": "https://b.example/pont-8"}),
    ];
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    folder.write("pages.jsonl", lines.as_bytes());
    folder.run(&["ingest", "pages.jsonl"]).ended_with(0);
    folder
}

fn printed(folder: &Folder, format: &str) -> String {
    folder
        .run(&["search", "pont", "--sort", "newest", "--format", format])
        .ended_with(0)
        .stdout
}

fn check(reference: &Citation) {
    let names: Vec<_> = reference
        .authors
        .iter()
        .map(|author| (&*author.name, author.given_name.as_deref()))
        .collect();
    assert_eq!(names, [("ag Assarid", Some("Moussa")), ("Kazoura", None)]);
    let date = reference.date.as_ref().expect("a date");
    assert_eq!((date.year, date.month, date.day), (2022, Some(4), Some(8)));
}

#[test]
fn ris_is_read_back() {
    let references = RisParser::new().parse(&printed(&folder(), "ris")).expect("RIS");
    assert_eq!(references.len(), 2);
    check(&references[0]);
    assert_eq!(
        references[0].title,
        "Kankan : 50 % des {grèves} & ~la suite_ d’hier\\demain"
    );
    assert_eq!(references[0].journal.as_deref(), Some("Milo & FM"));
    assert_eq!(references[0].urls, ["https://a.example/x_y-7?a=1&b={2}"]);
    let month = references[1].date.as_ref().expect("a date");
    assert_eq!((month.year, month.month, month.day), (2021, Some(10), None));
}

#[test]
fn bibtex_is_read_back_with_nothing_that_latex_obeys() {
    let text = printed(&folder(), "bibtex");
    let references = BibParser::new().parse(&text).expect("BibTeX");
    assert_eq!(references.len(), 2);
    assert!(
        text.contains(r"title = {{Kankan : 50 \% des \{grèves\} \& \textasciitilde{}la suite\_ d’hier\textbackslash{}demain}},"),
        "{text}"
    );
    assert!(
        text.contains("url = {https://a.example/x_y-7?a=1&b=%7B2%7D},"),
        "{text}"
    );
    assert!(
        text.contains("author = {{ag Assarid}, Moussa and {Kazoura}},"),
        "{text}"
    );
    assert!(
        text.contains("date = {2021-10},\n  year = {2021},\n  month = {10},\n"),
        "{text}"
    );
    let first = text.lines().next().expect("a line");
    assert!(
        first.starts_with("@article{agassarid2022-") && first.ends_with(','),
        "{first}"
    );
}

#[test]
fn csl_json_has_the_fields_of_csl_alone() {
    let items: Value = serde_json::from_str(&printed(&folder(), "csl-json")).expect("JSON");
    let texts = [
        "id",
        "type",
        "title",
        "container-title",
        "section",
        "language",
        "URL",
        "archive_location",
        "note",
    ];
    for item in items.as_array().expect("an array") {
        for (name, value) in item.as_object().expect("an item") {
            match name.as_str() {
                "author" => assert!(
                    value.as_array().is_some_and(|names| names.iter().all(is_name)),
                    "{item}"
                ),
                "issued" | "accessed" => assert!(is_date(value), "{item}"),
                _ => assert!(
                    texts.contains(&name.as_str()) && value.is_string(),
                    "{name}: {item}"
                ),
            }
        }
    }
    assert_eq!(
        items[0]["issued"]["date-parts"],
        serde_json::json!([[2022, 4, 8]])
    );
    assert_eq!(items[1]["issued"]["date-parts"], serde_json::json!([[2021, 10]]));
    assert_eq!(
        items[0]["author"][0],
        serde_json::json!({"family": "ag Assarid", "given": "Moussa"})
    );
    let none = folder()
        .run(&["search", "Kenya", "--format", "csl-json"])
        .ended_with(1);
    assert_eq!(none.stdout, "[]\n");
}

fn is_name(name: &Value) -> bool {
    let parts = ["family", "given", "suffix", "literal"];
    name.as_object().is_some_and(|name| {
        name.iter()
            .all(|(part, value)| parts.contains(&part.as_str()) && value.is_string())
    })
}

fn is_date(date: &Value) -> bool {
    let parts = date["date-parts"][0].as_array();
    parts.is_some_and(|parts| (1..=3).contains(&parts.len()) && parts.iter().all(Value::is_i64))
}

#[test]
fn a_table_has_what_a_coder_needs_and_no_formula() {
    let folder = folder();
    let table = printed(&folder, "csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|own| own == name).expect(name);
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(&rows[0][column("authors")], "Moussa ag Assarid; Kazoura");
    assert_eq!(&rows[0][column("kind")], "article");
    assert_eq!(&rows[0][column("copies")], "1");
    assert_eq!(&rows[0][column("paths")], "pages.jsonl@1");
    assert!(rows[0][column("added")].len() > 10);
    assert_eq!(&rows[1][column("title")], "'=SUM(1)");
    let exact = folder
        .run(&["search", "--format", "csv", "--exact-cells", "pont"])
        .stdout;
    assert!(exact.contains(",=SUM(1),") && !exact.contains("'="), "{exact}");
}
