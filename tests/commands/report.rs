//! `archive report`: one HTML file that holds everything and obeys nobody.

use super::Folder;
use super::search::SAHEL;
use scraper::{Html, Selector};

fn report(folder: &Folder, args: &[&str]) -> String {
    folder
        .run(&[&["report"], args, &["--html", "report.html"]].concat())
        .ended_with(0);
    std::fs::read_to_string(folder.path().join("report.html")).expect("a report")
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector)
        .map(|element| element.text().collect::<Vec<_>>().concat())
        .collect()
}

#[test]
fn a_report_lists_and_counts_what_answers() {
    let folder = Folder::new();
    folder.write("sahel.jsonl", SAHEL.as_bytes());
    let undated = serde_json::json!({"title": "Le pont de Gao", "text": "Le pont de Gao rouvre au Mali.", "url": "https://a.example/pont-7"});
    folder.write("undated.jsonl", format!("{undated}\n").as_bytes());
    folder
        .run(&["ingest", "sahel.jsonl", "undated.jsonl"])
        .ended_with(0);
    let count = folder
        .run(&["count", "actor:Mali"])
        .ended_with(0)
        .stdout
        .trim()
        .to_string();
    let html = report(&folder, &["actor:Mali", "--title", "Mali in the press"]);
    let page = Html::parse_document(&html);
    assert_eq!(texts(&page, "head title"), ["Mali in the press"]);
    assert_eq!(texts(&page, ".figures strong")[0], count);
    assert_eq!(texts(&page, "#list tbody tr").len().to_string(), count);
    assert!(
        texts(&page, "li").iter().any(|line| line == "1 without a date"),
        "{html}"
    );
    assert_eq!(
        texts(&page, ".articles a[href='https://a.example/pont-7']"),
        ["Le pont de Gao"]
    );
    let mali = texts(&page, "section[aria-labelledby=actors] tbody tr")
        .into_iter()
        .find(|row| row.contains("country:ML"));
    assert!(mali.is_some_and(|row| row.contains(&count)), "{html}");
    assert!(
        texts(&page, "details code")
            .iter()
            .any(|line| line.contains("country:ML")),
        "{html}"
    );
    assert!(html.contains("<svg"), "no timeline");
    // Neither a path of this machine nor anything to fetch is in it.
    assert!(!html.contains("sahel.jsonl") && !html.contains(&folder.path().display().to_string()));
    for fetched in ["script[src]", "link", "img", "iframe", "[style]"] {
        assert_eq!(
            page.select(&Selector::parse(fetched).expect("a selector"))
                .count(),
            0,
            "{fetched}"
        );
    }
    assert!(report(&folder, &["actor:Mali", "--paths"]).contains("sahel.jsonl@1"));
    let dated = report(&folder, &["actor:Mali", "--from", "2000"]);
    assert!(
        dated.contains("<strong>1</strong> more would answer, but their date is not known"),
        "{dated}"
    );
}

#[test]
fn what_a_page_says_is_never_markup() {
    let folder = Folder::new();
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
    let record = serde_json::json!({
        "title": hostile, "text": format!("Le pont de Gao rouvre. {hostile}"), "author": ["Ann <b>Bell</b>"],
        "source": "Milo \"FM\" <i>", "url": "javascript:alert(1)",
    });
    folder.write("hostile.jsonl", format!("{record}\n").as_bytes());
    folder.run(&["ingest", "hostile.jsonl"]).ended_with(0);
    folder
        .run(&[
            "label",
            folder.run(&["search", "pont", "--format", "ids"]).stdout.trim(),
            "+<x>",
        ])
        .ended_with(0);
    let html = report(&folder, &["pont", "--title", hostile]);
    let page = Html::parse_document(&html);
    let count = |selector: &str| {
        page.select(&Selector::parse(selector).expect("a selector"))
            .count()
    };
    assert_eq!(
        (
            count("script"),
            count("img"),
            count("b b, i"),
            count("a[href^=javascript]")
        ),
        (1, 0, 0, 0),
        "{html}"
    );
    assert!(
        texts(&page, "#list tbody")
            .concat()
            .contains("<script>alert(1)</script>")
    );
    let policy = "default-src 'none'; style-src 'nonce-";
    assert!(
        html.contains(&policy.replace('\'', "&#39;")) || html.contains(policy),
        "{html}"
    );
}

#[test]
fn a_report_of_nothing_says_so() {
    let folder = Folder::new();
    folder.write("sahel.jsonl", SAHEL.as_bytes());
    folder.run(&["ingest", "sahel.jsonl"]).ended_with(0);
    let ended = folder
        .run(&["report", "Xylophane", "--html", "none.html"])
        .ended_with(1);
    assert!(
        ended.stderr.ends_with("0 articles in none.html\n"),
        "{}",
        ended.stderr
    );
    let ended = folder
        .run(&["report", "Mali", "--html", "no/such/folder.html"])
        .ended_with(2);
    assert!(
        ended.stderr.contains("cannot write no/such/folder.html"),
        "{}",
        ended.stderr
    );
}
