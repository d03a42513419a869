//! `archive show`, `export`, `delete`, `status`, `check`, `completions` and `man`.

use super::Folder;
use super::search::{SAHEL, sahel};
use serde_json::Value;

fn id(folder: &Folder, query: &str) -> String {
    let ended = folder.run(&["search", query, "--format", "ids"]).ended_with(0);
    ended.stdout.trim().to_string()
}

#[test]
fn an_article_is_shown() {
    let folder = sahel();
    let id = id(&folder, "title:Kazura");
    let text = folder.run(&["show", &id]).ended_with(0).stdout;
    assert!(
        text.starts_with("title\tKazura à Bamako\n") && text.contains("\n\nLe général Jean Bosco"),
        "{text}"
    );
    assert!(folder.run(&["show", &id[..6]]).ended_with(0).stdout == text);
    assert!(
        folder
            .run_with(&["show", "-"], &format!("{id}\n"))
            .ended_with(0)
            .stdout
            == text
    );
    let record: Value =
        serde_json::from_str(&folder.run(&["show", "--json", &id]).ended_with(0).stdout).unwrap();
    assert_eq!(
        (record["id"].as_str(), record["published"]["date"].as_str()),
        (Some(&*id), Some("2022-05-13"))
    );
    let why = folder.run(&["show", "--why", &id]).ended_with(0).stdout;
    assert!(why.contains("2022-05-13"), "{why}");
    folder.run(&["show", "000000000000"]).ended_with(1);
    folder.run(&["show", &id, "000000000000"]).ended_with(3);
    folder.run(&["show"]).ended_with(2);
}

#[test]
fn the_page_outlives_its_file() {
    let folder = sahel();
    let id = id(&folder, "title:Kazura");
    std::fs::remove_file(folder.path().join("sahel.jsonl")).unwrap();
    let raw = folder.run(&["show", "--raw", &id]).ended_with(0).stdout;
    assert_eq!(Some(raw.as_str()), SAHEL.lines().next());
}

#[test]
fn a_whole_export_brings_back_furniture_and_older_versions() {
    let folder = sahel();
    folder.write("pont.html", BRIDGE.as_bytes());
    folder.run(&["ingest", "pont.html"]).ended_with(0);
    let rebuilt = BRIDGE.replace("dix tonnes", "douze tonnes");
    folder.write("pont.html", rebuilt.as_bytes());
    folder.run(&["ingest", "pont.html"]).ended_with(0);
    assert!(
        !folder
            .run(&["export"])
            .ended_with(0)
            .stdout
            .contains("dix tonnes")
    );
    let whole = ["export", "--furniture", "--versions"];
    let export = folder.run(&whole).ended_with(0).stdout;
    let first = export.lines().next().unwrap();
    assert!(
        first.contains("dix tonnes") && first.contains("\"furniture\":\"Accueil"),
        "{first}"
    );
    folder.write("whole.jsonl", export.as_bytes());
    let second = |args: &[&str]| folder.run(&[&["--index", "second"], args].concat());
    second(&["ingest", "whole.jsonl"]).ended_with(0);
    for question in [
        &["count", "furniture:accueil"][..],
        &["count", "tonnes"],
        &["status"],
    ] {
        let told = |ended: &str| -> Vec<String> {
            let of_articles = |line: &&str| {
                !["bytes", "files", "index", "segments"]
                    .iter()
                    .any(|of| line.contains(of))
            };
            ended.lines().filter(of_articles).map(str::to_string).collect()
        };
        let (own, other) = (folder.run(question), second(question));
        assert_eq!(told(&own.stdout), told(&other.stdout), "{question:?}");
    }
    assert_eq!(second(&whole).ended_with(0).stdout.lines().next(), Some(first));
    folder.run(&["export", "--versions", "Kazura"]).ended_with(2);
}

/// A page with a section, keywords, comments, a name in the menu and a date that was changed.
const BRIDGE: &str = "<!DOCTYPE html><html lang=fr><head><title>Le pont rouvre | Le Relais</title>\
    <meta property=og:site_name content='Le Relais'><meta property=article:section content='Transports'>\
    <meta property=article:tag content='ponts'><meta property=article:published_time content='2022-05-10T08:00:00Z'>\
    <meta property=article:modified_time content='2022-05-11T08:00:00Z'></head><body><nav><a href=/>Accueil</a></nav>\
    <article><h1>Le pont rouvre</h1><p>Le gouverneur du Mali a annoncé dimanche à Bamako la réouverture du pont sur la rivière, \
    fermé depuis les pluies de mars 2021.</p><p>Les camions de plus de dix tonnes devront encore attendre la fin des travaux, \
    prévue en juillet, a dit la Russie.</p></article><section class=comments id=comments><h3>2 commentaires</h3>\
    <div class=comment><p>Awa : enfin une bonne nouvelle pour le marché central !</p></div>\
    <div class=comment><p>Issa : et la route du nord, quand sera-t-elle réparée ?</p></div></section></body></html>";

#[test]
fn an_export_answers_as_its_index_does() {
    let folder = sahel();
    folder.write("pont.html", BRIDGE.as_bytes());
    folder.run(&["ingest", "pont.html"]).ended_with(0);
    let export = folder.run(&["export"]).ended_with(0).stdout;
    assert_eq!(export.lines().count(), 5);
    for fact in ["\"Transports\"", "\"ponts\"", "2022-05-11", "bonne nouvelle"] {
        assert!(export.contains(fact), "{fact} is lost");
    }
    folder.write("export.jsonl", export.as_bytes());
    folder
        .run(&["--index", "second", "ingest", "export.jsonl"])
        .ended_with(0);
    let hits = ["--format", "jsonl", "--body", "--limit", "0"];
    let search = |query: &'static str| [&["search", query][..], &hits].concat();
    let mut questions: Vec<Vec<&str>> = [
        "armée",
        "Bamako",
        "actor:Russia",
        "date:2022-05",
        "outlet:relais",
        "author:diallo",
        "lang:en",
        "section:transports",
        "tag:ponts",
        "comments:nouvelle",
        "mentions:2021",
        "has:comments",
        "-has:date",
        "path:pont",
        "kind:any",
        "doubt:no-date",
        "*",
    ]
    .map(search)
    .into();
    for field in [
        "outlet", "lang", "actor", "author", "section", "tag", "kind", "doubt", "month", "mentions",
    ] {
        questions.push(vec!["facet", field]);
    }
    questions.extend([
        vec!["timeline", "--by", "day"],
        vec!["timeline", "Bamako", "--date", "mentioned"],
        vec!["kwic", "Bamako"],
        vec!["graph", "--window", "document"],
        vec!["export"],
    ]);
    for question in questions {
        let first = folder.run(&question);
        let second = folder.run(&[&["--index", "second"], &question[..]].concat());
        assert_eq!(
            (first.stdout, first.code),
            (second.stdout, second.code),
            "{question:?}"
        );
    }
    let checked = folder.run(&["--index", "second", "check"]).ended_with(0);
    assert_eq!(checked.stderr, "5 originals checked, 0 problems\n");
    let some = folder.run(&["export", "Kazura"]).ended_with(0);
    assert_eq!(some.stdout.lines().count(), 1);
    folder.run(&["export", "Kenya"]).ended_with(1);
}

#[test]
fn articles_are_deleted() {
    let folder = sahel();
    let id = id(&folder, "title:Kazura");
    let dry = folder.run(&["delete", "--dry-run", &id]).ended_with(0);
    assert_eq!(dry.stderr, "1 would be deleted\n");
    folder.run(&["search", "Kazura"]).ended_with(0);
    let gone = folder.run(&["delete", &id]).ended_with(0);
    assert!(
        gone.stdout.starts_with(&id)
            && gone
                .stderr
                .starts_with("1 deleted; until `archive compact` is run"),
        "{}",
        gone.stderr
    );
    folder.run(&["search", "Kazura"]).ended_with(1);
    folder
        .run(&["delete", "--matching", "outlet:relais"])
        .ended_with(0);
    assert_eq!(folder.run(&["count", "*"]).ended_with(0).stdout, "2\n");
    folder.run(&["delete", &id]).ended_with(1);
    folder.run(&["delete"]).ended_with(2);
}

#[test]
fn an_index_tells_of_itself_and_is_checked() {
    let folder = sahel();
    let status = folder.run(&["status"]).ended_with(0).stdout;
    assert!(
        status.contains("articles\t4\n") && status.contains("files\t1\n"),
        "{status}"
    );
    let sound = folder.run(&["check"]).ended_with(0);
    assert_eq!(sound.stderr, "4 originals checked, 0 problems\n");
    let path = folder.path().join(".archive/originals");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[20] ^= 0xff;
    std::fs::write(&path, bytes).unwrap();
    let damaged = folder.run(&["check"]).ended_with(3);
    assert!(
        damaged.stderr.contains("originals: ") && damaged.stderr.ends_with("`archive rebuild`\n"),
        "{}",
        damaged.stderr
    );
    folder.run(&["status", "--index", "nowhere"]).ended_with(2);
}

#[test]
fn one_process_writes_at_a_time() {
    let folder = sahel();
    let archive = archive::index::Archive::open(&folder.path().join(".archive")).unwrap();
    let held = archive.writer().unwrap();
    let ended = folder.run(&["delete", "--matching", "*"]).ended_with(75);
    assert!(ended.stderr.contains("hint: "));
    drop(held);
}

#[test]
fn shells_and_packagers_are_served() {
    let folder = Folder::new();
    assert!(
        folder
            .run(&["completions", "bash"])
            .ended_with(0)
            .stdout
            .contains("archive")
    );
    let page = folder.run(&["man"]).ended_with(0).stdout;
    for section in [
        ".TH archive 1",
        ".SH QUERIES",
        ".SH \"EXIT STATUS\"",
        ".SH ENVIRONMENT",
        ".SH FILES",
    ] {
        assert!(page.contains(section), "{section}: {page}");
    }
    let page = folder.run(&["man", "search"]).ended_with(0).stdout;
    assert!(
        page.contains(".TH archive-search 1") && page.contains("Kazura NEAR/10 Bamako"),
        "{page}"
    );
    folder.run(&["man", "--into", "man1"]).ended_with(0);
    assert!(folder.path().join("man1/archive-label.1").exists());
    let none = folder.run(&["man", "nonesuch"]).ended_with(2).stderr;
    assert!(none.contains("there is no command nonesuch"), "{none}");
    let help = folder.run(&["graph", "--help"]).ended_with(0).stdout;
    assert!(
        help.contains("Examples:") && help.contains("--around person:paul-kagame"),
        "{help}"
    );
    folder.run(&["completions", "cmd"]).ended_with(2);
}

/// What is wrong with a value against a schema: the keywords that ours uses.
fn trouble(value: &Value, schema: &Value, root: &Value, at: &str) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return trouble(
            value,
            &root["$defs"][name.trim_start_matches("#/$defs/")],
            root,
            at,
        );
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = any
            .iter()
            .any(|schema| trouble(value, schema, root, at).is_none());
        return (!fits).then(|| format!("{at}: fits none: {value}"));
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![kind],
    };
    let fits = types.contains(&kind) || kind == "integer" && types.contains(&"number");
    if !fits {
        return Some(format!("{at}: {kind} is not {types:?}"));
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|values| !values.contains(value))
    {
        return Some(format!("{at}: {value} is not allowed"));
    }
    if let Some(list) = value.as_array() {
        return list
            .iter()
            .find_map(|item| trouble(item, &schema["items"], root, &format!("{at}[]")));
    }
    let object = value.as_object()?;
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    if let Some(missing) = required.into_iter().find(|key| !object.contains_key(*key)) {
        return Some(format!("{at}: {missing} is missing"));
    }
    object
        .iter()
        .find_map(|(key, value)| match schema["properties"].get(key) {
            Some(schema) => trouble(value, schema, root, &format!("{at}.{key}")),
            None => Some(format!("{at}: {key} is not in the schema")),
        })
}

#[test]
fn records_and_hits_are_as_their_schema_says() {
    let folder = sahel();
    let schema: Value = serde_json::from_str(include_str!("../../fixtures/schema/record.json")).unwrap();
    for (args, name) in [
        (&["export"][..], "record"),
        (&["search", "*", "--format", "jsonl"], "hit"),
        (&["search", "*", "--format", "jsonl", "--body"], "hit"),
    ] {
        for line in folder.run(args).ended_with(0).stdout.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            assert_eq!(trouble(&value, &schema["$defs"][name], &schema, name), None);
        }
    }
}
