//! Pages, names and questions that carry orders for a terminal: none of them gets there, by whatever command, on whatever stream.

use super::terminal::plain;
use super::{Ended, Folder};

/// Orders in every way in which one can be written: colours, a title, a link, the clipboard, in seven bits and in eight; right to left;
/// what is not seen; back and over; tags.
const ORDERS: &str = "\u{1b}[31m\u{1b}]0;t\u{7}\u{1b}]8;;http://evil.example\u{1b}\\\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}2J\u{9d}x\u{9c}\u{202e}\u{2066}\u{200b}\u{8}\u{7f}\u{e0041}";

/// Whether a terminal would take it for an order. Line breaks and tabs are ours.
fn is_order(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || ('\u{e0000}'..='\u{e007f}').contains(&c)
        || c == '\u{200b}'
}

/// A heap in which everything that a page can say carries orders: title, outlet, author, place, address, tags, comments, file names.
fn heap() -> Folder {
    let folder = Folder::new();
    let said = |what: &str| format!("{what}{ORDERS} {what}");
    let record = serde_json::json!({
        "title": said("Titre"), "outlet": said("Journal"), "authors": [format!("Awa{ORDERS} Traoré")], "date": "2022-05-12",
        "url": format!("https://evil.example/{ORDERS}"), "section": said("Rubrique"), "tags": [said("mot")], "language": "fr",
        "text": format!("Le général Oumar{ORDERS} Diarra est arrivé à Bamako{ORDERS}.\n\nIl a vu le 13 mai 2022{ORDERS} le Rwanda."),
    });
    folder.write(
        "news.jsonl",
        format!("{record}\n{record}, \u{1b}[31m\n").as_bytes(),
    );
    let page = format!(
        "<title>T{ORDERS}</title><meta property='og:site_name' content='S{ORDERS}'><h1>Le Mali{ORDERS}</h1>\
        <p>Par Jean{ORDERS} Dupont<p>Le Mali et le Rwanda{ORDERS} ont signé un accord à Kigali, dit le ministre.<p>{}",
        "Le texte entre en vigueur demain, après le vote du conseil et la signature du président. "
            .repeat(30)
    );
    folder.write(
        &format!("pages/a{}.html", ORDERS.replace('/', "")),
        page.as_bytes(),
    );
    folder.write(
        &format!("pages/b{}.bin", ORDERS.replace('/', "")),
        b"\0\x01\x02\x03",
    );
    folder.write(
        "pages/latin.html",
        b"<meta charset=latin1><title>\x9b2J\x9dx</title><p>Le Mali \x9b31m est l\xe0.<p>Et le Rwanda aussi.",
    );
    folder
}

fn holds_no_order(what: &[&str], ended: &Ended) {
    for (stream, text) in [("stdout", &ended.stdout), ("stderr", &ended.stderr)] {
        let order = text.char_indices().find(|(_, c)| is_order(*c));
        assert!(order.is_none(), "{what:?}, {stream}, {order:?}: {text:?}");
    }
}

#[test]
fn no_order_of_a_page_reaches_a_terminal_by_any_command() {
    let folder = heap();
    holds_no_order(
        &["ingest"],
        &folder.run(&["ingest", "-v", "pages", "news.jsonl", "-j", "1"]),
    );
    let id = folder.run(&["search", "Mali", "--format", "ids"]).stdout;
    let id = id.lines().next().expect("an article").to_string();
    folder.run(&["label", &id, "+vu", "--note", &format!("note{ORDERS}")]);
    let typed = format!("Mali{ORDERS}");
    let asked: Vec<Vec<&str>> = vec![
        vec!["search", "Mali"],
        vec!["search", "Rwanda", "-v"],
        vec!["search", &typed],
        vec!["count", &typed],
        vec!["search", "--format", "csv", "Mali"],
        vec!["facet", "outlet"],
        vec!["facet", "author"],
        vec!["facet", "person"],
        vec!["facet", "tag"],
        vec!["facet", "section"],
        vec!["facet", "domain"],
        vec!["facet", "person", "--by", "outlet"],
        vec!["timeline", "--by", "day"],
        vec!["kwic", "Mali"],
        vec!["kwic", "Rwanda", "--width", "200"],
        vec!["show", &id],
        vec!["show", "--why", &id],
        vec!["show", "--removed", &id],
        vec!["show", &typed],
        vec!["similar", &id],
        vec!["stories"],
        vec!["stories", "--outlets"],
        vec!["graph"],
        vec!["versions", &id],
        vec!["actors", "list"],
        vec!["actors", "show", "person:oumar-diarra"],
        vec!["actors", "show", &typed],
        vec!["outlets", "list"],
        vec!["label", &id],
        vec!["status"],
        vec!["check"],
        vec!["extract", "pages", "--format", "text"],
        vec!["extract", "pages", "--why"],
        vec!["ingest", &typed],
        vec!["ingest", "-n", "-v", "pages"],
        vec!["export", "--format", &typed],
        vec![&typed],
        vec!["delete", "-n", "Mali"],
        vec!["set", &id, &typed],
        vec!["--index", &typed, "status"],
    ];
    for args in asked {
        let ended = folder.run(&args);
        assert_ne!(ended.code, Some(101), "{args:?}: {}", ended.stderr);
        holds_no_order(&args, &ended);
        let seen = plain(&folder, 100, &args);
        let order = seen.char_indices().find(|(_, c)| is_order(*c) && *c != '\r');
        assert!(order.is_none(), "{args:?} on a terminal, {order:?}: {seen:?}");
    }
}

#[test]
fn a_page_as_it_was_saved_is_raw_in_a_pipe_and_harmless_on_a_terminal() {
    let folder = heap();
    folder.run(&["ingest", "pages"]);
    let id = folder
        .run(&["search", "Kigali", "--format", "ids"])
        .ended_with(0)
        .stdout;
    let raw = folder.run(&["show", "--raw", id.trim()]).ended_with(0);
    assert!(raw.stdout.contains(ORDERS), "every byte of the page");
    let seen = plain(&folder, 100, &["show", "--raw", id.trim()]);
    assert!(
        seen.contains("Kigali") && !seen.contains(|c| is_order(c) && c != '\r'),
        "{seen:?}"
    );
}

#[test]
fn json_keeps_what_a_page_says_and_escapes_it() {
    let folder = heap();
    folder.run(&["ingest", "news.jsonl"]);
    let printed = folder.run(&["export"]).ended_with(0).stdout;
    assert!(!printed.contains(is_order), "{printed:?}");
    let record: serde_json::Value =
        serde_json::from_str(printed.lines().next().expect("a record")).expect("JSON");
    assert!(
        record["url"]
            .as_str()
            .is_some_and(|url| url.contains("evil.example")),
        "{record}"
    );
    let body = record["body"].as_str().expect("a text");
    assert!(body.contains("Diarra est arrivé"), "{body:?}");
}
