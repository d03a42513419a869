//! `archive actors`.

use super::Folder;

const FIRST: &str = "{\"title\":\"Visite\",\"text\":\"Le général Oumar Diarra a reçu à Kigali le général Jean Bosco Kazura. \
    Les soldats maliens saluent.\",\"date\":\"2022-05-13\",\"language\":\"fr\"}\n";
const SECOND: &str = "{\"title\":\"Retour\",\"text\":\"Le colonel Alou Boï Diarra a rencontré JB Kazura au Mali et au \
    Rwanda.\",\"date\":\"2022-05-14\",\"language\":\"fr\"}\n";
const THIRD: &str = "{\"title\":\"Suite\",\"text\":\"Selon le général Diarra, le Mali va bien.\",\"date\":\"2022-05-15\",\
    \"language\":\"fr\"}\n";

fn archive() -> Folder {
    let folder = Folder::new();
    folder.write("pages.jsonl", [FIRST, SECOND, THIRD].concat().as_bytes());
    folder.run(&["ingest", "pages.jsonl"]).ended_with(0);
    folder
}

fn people(folder: &Folder) -> Vec<String> {
    let listed = folder.run(&["actors", "list", "--type", "person"]).ended_with(0);
    listed.stdout.lines().map(str::to_string).collect()
}

#[test]
fn namesakes_stay_apart_and_a_bare_name_lists_its_bearers() {
    let folder = archive();
    let people = people(&folder);
    for id in [
        "person:oumar-diarra\t1",
        "person:alou-boi-diarra\t1",
        "person:?diarra\t1",
    ] {
        assert!(people.iter().any(|line| line == id), "{id}: {people:?}");
    }
    let shown = folder.run(&["actors", "show", "person:?diarra"]).ended_with(0);
    for candidate in [
        "candidate\tperson:oumar-diarra",
        "candidate\tperson:alou-boi-diarra",
    ] {
        assert!(
            shown.stdout.lines().any(|line| line.starts_with(candidate)),
            "{}",
            shown.stdout
        );
    }
    let kazura = folder
        .run(&["actors", "show", "person:jean-bosco-kazura"])
        .ended_with(0);
    assert!(
        kazura.stdout.contains("same\tperson:jb-kazura\tinitials"),
        "{}",
        kazura.stdout
    );
}

/// How many articles answer.
fn count(folder: &Folder, query: &str) -> String {
    folder.run(&["count", query]).stdout.trim().to_string()
}

#[test]
fn the_same_person_on_another_page_is_found_counted_and_shown_as_one() {
    let folder = archive();
    for query in [
        "person:Kazura",
        "actor:\"JB Kazura\"",
        "actor:person:jb-kazura",
        "person:\"Jean Bosco Kazura\"",
    ] {
        assert_eq!(count(&folder, query), "2", "{query}");
    }
    assert!(people(&folder).contains(&"person:jean-bosco-kazura\t2".to_string()));
    let records = folder.run(&["export", "JB"]).ended_with(0).stdout;
    assert!(records.contains("\"name\":\"Jean Bosco Kazura\""), "{records}");
    let graph = folder.run(&["graph", "*"]).ended_with(0).stdout;
    assert!(!graph.contains("jb-kazura"), "{graph}");
}

#[test]
fn four_spellings_in_any_order_and_page_by_page_are_one() {
    let spellings = [
        "Jean Bosco Kazura",
        "Jean Bosco Kazura",
        "JB Kazura",
        "Jezn Bosco Kazura",
        "Kazura Jean Bosco",
    ];
    let page = |name: &str, day: usize| {
        format!(
            "{{\"title\":\"Page {day}\",\"text\":\"Le général {name} a quitté le Rwanda.\",\"date\":\"2022-05-{day:02}\",\"language\":\"fr\"}}\n"
        )
    };
    let turned = spellings.iter().rev().copied().collect::<Vec<_>>();
    for order in [spellings.to_vec(), turned] {
        let folder = Folder::new();
        for (day, name) in (1..).zip(&order) {
            // Each in a file of its own: a line in the place of another line is its next version.
            let file = format!("{day}.jsonl");
            folder.write(&file, page(name, day).as_bytes());
            folder.run(&["ingest", &file]).ended_with(0);
        }
        assert_eq!(people(&folder), ["person:jean-bosco-kazura\t5"], "{order:?}");
    }
}

#[test]
fn who_is_who_follows_what_is_deleted() {
    let folder = archive();
    folder.run(&["delete", "--matching", "Retour"]).ended_with(0);
    assert!(
        people(&folder).contains(&"person:oumar-diarra\t2".to_string()),
        "{:?}",
        people(&folder)
    );
}

#[test]
fn decisions_take_effect_at_once_survive_and_are_taken_back() {
    let folder = archive();
    assert_eq!(count(&folder, "actor:person:oumar-diarra"), "1");
    folder
        .run(&["actors", "merge", "person:?diarra", "person:oumar-diarra"])
        .ended_with(0);
    assert_eq!(count(&folder, "actor:person:oumar-diarra"), "2");
    assert!(people(&folder).contains(&"person:oumar-diarra\t2".to_string()));
    let decided = folder.run(&["actors", "export"]).ended_with(0);
    assert_eq!(decided.stdout, "merge person:?diarra person:oumar-diarra\n");
    let more = "{\"title\":\"Encore\",\"text\":\"Diarra est au Mali, dit le général Diarra.\",\"language\":\"fr\"}\n";
    folder.write("pages.jsonl", [FIRST, SECOND, THIRD, more].concat().as_bytes());
    folder.run(&["ingest", "pages.jsonl"]).ended_with(0);
    assert_eq!(count(&folder, "actor:person:oumar-diarra"), "3");
    folder.run(&["actors", "undo"]).ended_with(0);
    assert_eq!(count(&folder, "actor:person:oumar-diarra"), "1");
    folder.run(&["actors", "undo"]).ended_with(1);
}

#[test]
fn somebody_split_off_is_somebody_else_in_queries_counts_and_records() {
    let folder = archive();
    let id = folder
        .run(&["search", "Retour", "--format", "ids"])
        .ended_with(0)
        .stdout
        .trim()
        .to_string();
    folder
        .run(&[
            "actors",
            "split",
            "person:jean-bosco-kazura",
            "person:jb-kazura-2",
            &id,
        ])
        .ended_with(0);
    assert_eq!(count(&folder, "actor:person:jean-bosco-kazura"), "1");
    assert_eq!(count(&folder, "actor:person:jb-kazura-2"), "1");
    assert_eq!(count(&folder, "NOT actor:person:jean-bosco-kazura"), "2");
    let people = people(&folder);
    for line in ["person:jean-bosco-kazura\t1", "person:jb-kazura-2\t1"] {
        assert!(people.contains(&line.to_string()), "{people:?}");
    }
    let record = folder.run(&["show", &id, "--json"]).ended_with(0).stdout;
    assert!(record.contains("person:jb-kazura-2"), "{record}");
}

#[test]
fn actors_are_ignored_renamed_and_imported() {
    let folder = archive();
    folder
        .run(&["actors", "ignore", "person:oumar-diarra"])
        .ended_with(0);
    assert!(
        !people(&folder)
            .iter()
            .any(|line| line.starts_with("person:oumar-diarra"))
    );
    folder.write("names.csv", "name,alias\nAlou Boï Diarra,Diarra\n".as_bytes());
    folder.run(&["actors", "import", "names.csv"]).ended_with(0);
    let line = "person:alou-boi-diarra\t2\tAlou Boï Diarra".to_string();
    assert!(people(&folder).contains(&line), "{:?}", people(&folder));
    let refused = folder
        .run(&["actors", "merge", "nobody", "person:x"])
        .ended_with(2);
    assert!(refused.stderr.contains("type:name"), "{}", refused.stderr);
}

#[test]
fn a_word_that_names_an_actor_is_offered_not_forced() {
    let folder = archive();
    let explained = folder
        .run(&["search", "ONU", "--explain-query"])
        .ended_with(0)
        .stdout;
    assert!(explained.contains("ONU names org:un"), "{explained}");
    assert_eq!(count(&folder, "ONU"), "0");
}

#[test]
fn dates_of_which_texts_speak_are_found_by_range() {
    let folder = archive();
    folder.write(
        "more.jsonl",
        "{\"title\":\"Bilan\",\"text\":\"Du 19 au 23 juillet, ils ont marché ; la veille, rien.\",\"date\":\"2022-08-01\",\"language\":\"fr\"}\n".as_bytes(),
    );
    folder.run(&["ingest", "more.jsonl"]).ended_with(0);
    for (query, found) in [
        ("mentions:2022-07-19", "1"),
        ("mentions:2022-07-20..2022-07-24", "1"),
        ("mentions:>2022-07-23", "0"),
    ] {
        assert_eq!(count(&folder, query), found, "{query}");
    }
}

#[test]
fn an_added_actor_is_found_where_only_the_text_names_it() {
    let folder = archive();
    assert_eq!(count(&folder, "org:\"soldats maliens\""), "0");
    folder
        .run(&[
            "actors",
            "add",
            "--type",
            "org",
            "soldats maliens",
            "les militaires",
        ])
        .ended_with(0);
    for query in [
        "org:\"soldats maliens\"",
        "org:\"militaires\" OR org:soldats-maliens",
        "actor:org:soldats-maliens",
    ] {
        assert_eq!(count(&folder, query), "1", "{query}");
    }
    let facet = folder.run(&["facet", "org", "*"]).ended_with(0);
    assert!(facet.stdout.contains("org:soldats-maliens"), "{}", facet.stdout);
    let shown = folder.run(&["export"]).ended_with(0);
    assert!(
        shown.stdout.contains("\"text\":\"soldats maliens\""),
        "{}",
        shown.stdout
    );
    let graph = folder.run(&["graph", "*"]).ended_with(0);
    assert!(graph.stdout.contains("org:soldats-maliens"), "{}", graph.stdout);
    folder.run(&["actors", "undo"]).ended_with(0);
    assert_eq!(count(&folder, "org:\"soldats maliens\""), "0");
}

#[test]
fn an_actor_is_shown_by_its_name() {
    let folder = super::search::sahel();
    let shown = folder.run(&["actors", "show", "Kazura"]).ended_with(0).stdout;
    assert!(shown.starts_with("id\tperson:jean-bosco-kazura\n"), "{shown}");
    let none = folder.run(&["actors", "show", "Qwertz"]).ended_with(1);
    assert!(
        none.stdout.is_empty() && none.stderr.contains("no actor Qwertz"),
        "{}",
        none.stderr
    );
    let listed = folder
        .run(&["actors", "list", "kazura", "--names", "fr"])
        .ended_with(0)
        .stdout;
    assert_eq!(listed, "person:jean-bosco-kazura\t1\tJean Bosco Kazura\n");
    folder.run(&["actors", "list", "qwertz"]).ended_with(1);
}
