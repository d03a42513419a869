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
            shown.stdout.lines().any(|line| line == candidate),
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

#[test]
fn decisions_take_effect_at_once_and_are_taken_back() {
    let folder = archive();
    let count = |query: &str| folder.run(&["count", query]).stdout.trim().to_string();
    assert_eq!(count("actor:person:jean-bosco-kazura"), "1");
    folder
        .run(&["actors", "merge", "person:jb-kazura", "person:jean-bosco-kazura"])
        .ended_with(0);
    assert_eq!(count("actor:person:jean-bosco-kazura"), "2");
    assert!(people(&folder).contains(&"person:jean-bosco-kazura\t2".to_string()));
    let decided = folder.run(&["actors", "export"]).ended_with(0);
    assert_eq!(
        decided.stdout,
        "merge person:jb-kazura person:jean-bosco-kazura\n"
    );
    folder.run(&["actors", "undo"]).ended_with(0);
    assert_eq!(count("actor:person:jean-bosco-kazura"), "1");
    folder.run(&["actors", "undo"]).ended_with(1);
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
