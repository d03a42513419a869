//! `archive search` and `archive count`.

use super::Folder;
use serde_json::Value;

/// Four records on the Sahel, and one whose title holds what a terminal would obey.
pub(super) const SAHEL: &str = concat!(
    r#"{"title":"Kazura à Bamako","text":"Le général Jean Bosco Kazura est arrivé à Bamako. L’armée malienne l’a reçu avec les honneurs.\n\nMoscou observe la visite.","date":"2022-05-13","language":"fr","url":"https://relais.example/2022/kazura","authors":["Awa Diallo"],"outlet":"Le Relais"}"#,
    "\n",
    r#"{"title":"Les casques bleus partent","text":"L’O.N.U. retire ses casques bleus du Mali. L’état-major des armées en a pris acte à Bamako.","date":"2022-07-01","language":"fr","url":"https://relais.example/2022/casques","outlet":"Le Relais"}"#,
    "\n",
    r#"{"title":"Generals meet in Kigali","text":"The generals of Rwanda and Mali met in Kigali. Russia, they said, was not \"on the agenda\", for now.","date":"2022-05","language":"en","url":"https://post.example/generals","outlet":"The Post, Daily"}"#,
    "\n",
    r#"{"title":"Titre \u001b]0;owned\u0007 et \u202eenvers","text":"Un texte sans date sur la pluie.","language":"fr"}"#,
    "\n",
);

/// A folder with an index of [`SAHEL`].
pub(super) fn sahel() -> Folder {
    let folder = Folder::new();
    folder.write("sahel.jsonl", SAHEL.as_bytes());
    folder.run(&["ingest", "sahel.jsonl"]).ended_with(0);
    folder
}

fn lines(folder: &Folder, args: &[&str]) -> usize {
    folder.run(args).stdout.lines().count()
}

#[test]
fn spellings_find_the_same() {
    let folder = sahel();
    for (query, count) in [
        ("l'armée malienne", 1),
        ("armee malienne", 1),
        ("armée", 2),
        ("\"armée\"", 1),
        ("ONU", 1),
        ("Etat-major", 1),
        ("général", 2),
        ("Kazura NEAR/10 Bamako", 1),
        ("outlet:\"le relais\"", 2),
        ("actor:Russia", 2),
        ("date:2022-05", 2),
    ] {
        assert_eq!(lines(&folder, &["search", query]), count, "{query}");
    }
    assert_eq!(lines(&folder, &["search", "armée", "--literal"]), 1);
    assert_eq!(lines(&folder, &["search", "Bamako", "--from", "2022-06"]), 1);
    assert_eq!(lines(&folder, &["search", "Bamako", "--in", "title"]), 1);
    assert_eq!(
        lines(&folder, &["search", "Mali", "--lang", "en", "--outlet", "post"]),
        1
    );
}

#[test]
fn a_hit_is_one_line_of_five_columns() {
    let folder = sahel();
    let ended = folder.run(&["search", "title:Kazura"]).ended_with(0);
    let columns: Vec<&str> = ended.stdout.trim_end_matches('\n').split('\t').collect();
    assert_eq!(columns[1..], ["2022-05-13", "Le Relais", "fr", "Kazura à Bamako"]);
    assert_eq!((columns[0].len(), ended.stderr.as_str()), (12, ""));
}

#[test]
fn every_format_is_what_it_says() {
    let folder = sahel();
    let run = |format: &str| {
        folder
            .run(&["search", "Mali", "--sort", "oldest", "--format", format])
            .ended_with(0)
            .stdout
    };
    assert!(run("ids").lines().all(|id| id.len() == 12));
    assert!(run("paths").lines().all(|path| path.ends_with("sahel.jsonl")));
    assert!(run("urls").lines().all(|url| url.starts_with("https://")));
    let array: Vec<Value> = serde_json::from_str(&run("json")).unwrap();
    let list: Vec<Value> = run("jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(array, list);
    assert!(list[0].get("body").is_none() && list[0]["actors"][0].get("mentions").is_none());
    let csv = run("csv");
    assert!(
        csv.starts_with("rank,score,id,published,")
            && csv.contains("\"The Post, Daily\"")
            && !csv.contains('\r')
    );
    assert!(run("tsv").lines().all(|line| line.split('\t').count() == 21));
    let whole = folder
        .run(&["search", "Kazura", "--format", "jsonl", "--body"])
        .ended_with(0)
        .stdout;
    assert!(
        serde_json::from_str::<Value>(&whole).unwrap()["body"]
            .as_str()
            .unwrap()
            .contains("honneurs")
    );
    let nul = folder
        .run(&["search", "Mali", "--format", "ids", "-0"])
        .ended_with(0)
        .stdout;
    assert_eq!(
        (nul.matches('\0').count(), nul.contains('\n')),
        (list.len(), false)
    );
}

#[test]
fn limits_and_order() {
    let folder = sahel();
    let dates = |args: &[&str]| -> Vec<String> {
        let stdout = folder.run(&[&["search"], args].concat()).stdout;
        stdout
            .lines()
            .map(|line| line.split('\t').nth(1).unwrap().to_string())
            .collect()
    };
    assert_eq!(
        dates(&["*", "--sort", "newest"]),
        ["2022-07-01", "2022-05-13", "2022-05", ""]
    );
    assert_eq!(
        dates(&["*", "--sort", "oldest"]),
        ["2022-05", "2022-05-13", "2022-07-01", ""]
    );
    assert_eq!(
        dates(&["*", "--sort", "oldest", "--limit", "1", "--offset", "1"]),
        ["2022-05-13"]
    );
    assert_eq!(dates(&["*", "--limit", "0"]).len(), 4);
}

#[test]
fn a_minus_leaves_out_without_quotes() {
    let folder = sahel();
    assert_eq!(lines(&folder, &["search", "Bamako", "-casques"]), 1);
    assert_eq!(lines(&folder, &["search", "-Bamako"]), 2);
    assert_eq!(
        lines(
            &folder,
            &["search", "Bamako", "-\"casques bleus\"", "--format", "ids"]
        ),
        1
    );
    assert_eq!(folder.run(&["count", "-has:date"]).ended_with(0).stdout, "1\n");
    assert_eq!(
        folder.run(&["facet", "outlet", "-lang:fr"]).ended_with(0).stdout,
        "The Post, Daily\t1\n"
    );
    assert_eq!(folder.run(&["search", "-qatar", "-q"]).ended_with(0).stderr, "");
    let unknown = folder.run(&["search", "Bamako", "--fromat", "ids"]).ended_with(2);
    assert!(unknown.stderr.contains("--format"), "{}", unknown.stderr);
}

#[test]
fn what_is_typed_wrongly_is_said_or_refused() {
    let folder = sahel();
    for (typed, said) in [
        (&["foo:bar"][..], "there is no field foo"),
        (&["autor:Cissé"], "did you mean author:?"),
        (&["Mali NEAR Niger"], "taken as NEAR/10"),
        (&["Mali~x"], "~ is followed by a number"),
        (&["Mali^-1"], "^ is followed by a weight"),
        (&["M?li"], "? stands for no letter"),
        (&["!Mali"], "a minus does"),
        (&["date:2023..2022"], "ends before it begins"),
        (
            &["Mali", "--from", "2023", "--to", "2022"],
            "ends before it begins",
        ),
        (&["lang:French"], "did you mean lang:fr?"),
        (&["Mali", "--lang", "fr-FR"], "did you mean lang:fr?"),
        (&["kind:foo"], "no article has kind:foo"),
        (&["country:XX"], "no article names country:XX"),
        (&["person:Kagamé"], "no article names person:paul-kagame"),
        (&[""], "nothing is asked"),
    ] {
        let told = folder.run(&[&["search"], typed].concat());
        assert!(told.stderr.contains(said), "{typed:?}: {}", told.stderr);
        let refused = folder
            .run(&[&["search", "--strict"], typed].concat())
            .ended_with(2);
        assert!(refused.stderr.contains(said), "{typed:?}: {}", refused.stderr);
    }
    folder.run(&["search", "Mali", "--outlet", ""]).ended_with(2);
}

#[test]
fn articles_without_a_date_are_counted_and_said() {
    let folder = sahel();
    let ended = folder
        .run(&["search", "pluie OR Bamako", "--from", "2022"])
        .ended_with(0);
    assert_eq!(
        ended.stderr,
        "archive: 1 article answers but for its date, which is not known\n"
    );
    assert_eq!(folder.run(&["search", "Bamako", "--from", "2022"]).stderr, "");
}

#[test]
fn the_status_says_what_happened() {
    let folder = sahel();
    folder.run(&["search", "Kenya"]).ended_with(1);
    assert_eq!(folder.run(&["count", "Kenya"]).ended_with(1).stdout, "0\n");
    assert_eq!(folder.run(&["count", "Bamako"]).ended_with(0).stdout, "2\n");
    folder.run(&["search"]).ended_with(2);
    let ended = folder.run(&["search", "\"Kazura"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "archive: warning: this quote is not closed; it is taken as it is\n"
    );
    assert!(
        folder
            .run(&["search", "body:", "--strict"])
            .ended_with(2)
            .stderr
            .contains("\n  ^")
    );
    folder.run(&["search", "x", "--from", "tomorrow"]).ended_with(2);
    let ended = folder.run(&["search", "x", "--index", "nowhere"]).ended_with(2);
    assert!(ended.stderr.contains("hint: "), "{}", ended.stderr);
    folder.write(".archive/format", b"99\n");
    assert!(
        folder
            .run(&["search", "x"])
            .ended_with(2)
            .stderr
            .contains("hint: ")
    );
}

#[test]
fn nothing_of_a_page_is_obeyed_by_a_terminal() {
    let folder = sahel();
    for args in [
        &["search", "pluie"][..],
        &["search", "pluie", "--format", "csv"],
        &["search", "pluie", "--format", "jsonl"],
        &["kwic", "pluie"],
        &["export"],
    ] {
        let stdout = folder.run(args).ended_with(0).stdout;
        assert!(!stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{args:?}");
    }
}

#[test]
fn a_list_of_queries_keeps_its_answers_apart() {
    let folder = sahel();
    folder.write("queries", "Kazura\n\nKenya\nMali\n".as_bytes());
    let ended = folder
        .run(&["search", "--batch", "queries", "--format", "ids"])
        .ended_with(0);
    let labels: Vec<&str> = ended
        .stdout
        .lines()
        .map(|line| line.split('\t').next().unwrap())
        .collect();
    assert_eq!(
        (labels[0], labels.last(), labels.contains(&"Kenya")),
        ("Kazura", Some(&"Mali"), false)
    );
    folder.run(&["search", "--batch", "missing"]).ended_with(2);
}

#[test]
fn a_query_is_explained() {
    let folder = sahel();
    let ended = folder
        .run(&["search", "--explain-query", "général actor:Russia"])
        .ended_with(0);
    assert!(
        ended.stdout.contains("general|generals") || ended.stdout.contains("generals"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("country:RU"), "{}", ended.stdout);
}

#[test]
fn what_a_person_types_is_no_error() {
    let folder = sahel();
    let long = "Bamako ".repeat(100_000 / 7);
    for (query, found) in [
        ("l'armée", 2),
        ("\"Kazura", 1),
        ("Bamako body:", 0),
        ("Rwanda-Mali", 0),
        ("(", 0),
        ("Bamako (", 2),
        ("C++ OR Kazura", 1),
        ("C++ OR", 0),
        ("https://relais.example/2022/kazura?x=1#y", 0),
        ("😀", 0),
        ("'", 0),
        (&long, 2),
    ] {
        let ended = folder.run(&["count", query]);
        let shown: String = query.chars().take(20).collect();
        assert_eq!(ended.stdout, format!("{found}\n"), "{shown}: {}", ended.stderr);
        assert_eq!(ended.code, Some(i32::from(found == 0)), "{shown}");
    }
    let strict = folder.run(&["search", "--strict", "Bamako (Mali"]).ended_with(2);
    assert!(
        strict.stderr.ends_with("  Bamako (Mali\n         ^\n"),
        "{}",
        strict.stderr
    );
}

#[test]
fn pipes_close_quietly() {
    let folder = sahel();
    let program = env!("CARGO_BIN_EXE_archive");
    for command in [
        "search '*' --limit 0",
        "facet actor",
        "timeline Bamako",
        "kwic Bamako",
        "export",
        "graph",
        "man",
    ] {
        let script = format!("{program} {command} | true; echo ${{PIPESTATUS[0]}}");
        let mut bash = std::process::Command::new("bash");
        let output = bash
            .args(["-c", &script])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(
            (&*output.stdout, &*output.stderr),
            (&b"0\n"[..], &b""[..]),
            "{command}"
        );
    }
}

#[test]
fn an_interrupt_ends_with_its_status() {
    let folder = sahel();
    let script = format!(
        "(sleep 2; kill -INT $(cat pid)) & mkfifo wait; {} ingest - < wait & echo $! > pid; exec 3> wait; wait $!; echo $?",
        env!("CARGO_BIN_EXE_archive")
    );
    let mut bash = std::process::Command::new("bash");
    // Job control, because a background process of a script ignores interrupts.
    let output = bash
        .args(["-m", "-c", &script])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "130");
    folder.run(&["search", "Kazura"]).ended_with(0);
}

#[test]
fn the_path_of_a_further_place_is_no_missing_word() {
    let folder = Folder::with(&[("a.html", super::LODWAR), ("copy.html", super::LODWAR)]);
    folder.run(&["ingest", "pages"]).ended_with(0);
    let found = folder.run(&["count", "path:copy"]).ended_with(0);
    assert_eq!((found.stdout.as_str(), found.stderr.as_str()), ("1\n", ""));
    let missing = folder.run(&["count", "path:elsewhere"]).ended_with(1);
    assert!(
        missing.stderr.contains("nothing in path says elsewhere"),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_flag_that_is_a_field_is_told_how_a_query_takes_it() {
    let folder = Folder::new();
    for (flag, field) in [
        ("--author", "author"),
        ("--domain=x.example", "domain"),
        ("--has", "has"),
    ] {
        let ended = folder.run(&["search", "pont", flag]).ended_with(2);
        let tip = format!("tip: a query takes it as `{field}:VALUE`");
        assert!(ended.stderr.contains(&tip), "{}", ended.stderr);
    }
    let ended = folder.run(&["search", "pont", "--outlets", "x"]).ended_with(2);
    assert!(ended.stderr.contains("'--outlet'"), "{}", ended.stderr);
}

#[test]
fn several_indexes_answer_together() {
    let folder = sahel();
    let north = r#"{"title":"Kazura parle du Mali","text":"Le général Jean Bosco Kazura a parlé de Bamako et du Mali à la radio.","date":"2023-01-05","language":"fr","outlet":"Radio Nord"}"#;
    // One text of the first index stands in the second too.
    let shared = SAHEL.lines().next().unwrap();
    folder.write("north.jsonl", format!("{north}\n{shared}\n").as_bytes());
    folder
        .run(&["--index", "north", "ingest", "north.jsonl"])
        .ended_with(0);
    let both = |args: &[&str]| folder.run(&[&["--index", ".archive", "--index", "north"], args].concat());
    let printed = |args: &[&str]| both(args).ended_with(0).stdout;
    assert_eq!(printed(&["count", "Kazura"]), "2\n");
    assert_eq!(printed(&["count", "Bamako"]), "3\n");
    let outlets = printed(&["facet", "outlet"]);
    assert_eq!(outlets, "Le Relais\t2\nRadio Nord\t1\nThe Post, Daily\t1\n");
    assert_eq!(
        printed(&["timeline", "Kazura", "--by", "year"]),
        "2022\t1\t3\n2023\t1\t1\n"
    );
    let titles = |args: &[&str]| {
        let lines = printed(args);
        lines
            .lines()
            .map(|line| line.rsplit('\t').next().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let newest = ["search", "Kazura", "--sort", "newest"];
    assert_eq!(titles(&newest), ["Kazura parle du Mali", "Kazura à Bamako"]);
    assert_eq!(
        titles(&[&newest[..], &["--offset", "1"]].concat()),
        ["Kazura à Bamako"]
    );
    assert_eq!(printed(&["kwic", "Kazura"]).lines().count(), 4);
    assert_eq!(printed(&["export", "Kazura"]).lines().count(), 2);
    let edges = printed(&["graph", "Kazura", "--window", "document"]);
    assert!(
        edges.contains("country:ML,person:jean-bosco-kazura,2,2022-05-13,2023-01-05"),
        "{edges}"
    );
    let id = folder
        .run(&["--index", "north", "search", "radio", "--format", "ids"])
        .stdout;
    assert!(printed(&["show", id.trim()]).contains("Radio Nord"));
    // A word that only one index knows is not unknown.
    assert_eq!(both(&["search", "radio"]).ended_with(0).stderr, "");
    assert!(
        both(&["search", "qwertz"])
            .ended_with(1)
            .stderr
            .contains("no article says qwertz")
    );
    let refused = both(&["ingest", "north.jsonl"]).ended_with(2).stderr;
    assert!(
        refused.contains("takes one index, and --index names 2"),
        "{refused}"
    );
    both(&["search", "--new", "kazura", "Kazura"]).ended_with(2);
}
