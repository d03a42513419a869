//! The user's own labels and notes, and the coding of a sample.

use super::Folder;
use super::search::SAHEL;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("sahel.jsonl", SAHEL.as_bytes());
    folder.run(&["ingest", "sahel.jsonl"]).ended_with(0);
    folder
}

fn ids(folder: &Folder, query: &str) -> Vec<String> {
    let found = folder.run(&["search", query, "--format", "ids"]).stdout;
    let mut ids: Vec<String> = found.lines().map(str::to_string).collect();
    ids.sort();
    ids
}

#[test]
fn articles_are_labelled_found_counted_and_unlabelled() {
    let folder = folder();
    let all = ids(&folder, "*");
    let (first, second) = (&*all[0], &*all[1]);
    let label = |args: &[&str]| folder.run(&[&["label"], args].concat());
    assert_eq!(
        label(&[
            first,
            second,
            "+coded",
            "+todo",
            "--note",
            "No minister  is named"
        ])
        .ended_with(0)
        .stderr,
        "2 changed\n"
    );
    label(&[second, "-todo", "+frame=conflict"]).ended_with(0);
    assert_eq!(ids(&folder, "label:coded"), [first, second]);
    assert_eq!(ids(&folder, "label:Todo"), [first]);
    assert_eq!(ids(&folder, "label:frame*"), [second]);
    assert_eq!(ids(&folder, "-label:coded").len(), all.len() - 2);
    assert_eq!(ids(&folder, "has:label note:minister"), [first, second]);
    assert_eq!(
        label(&[]).ended_with(0).stdout,
        "coded\t2\nframe=conflict\t1\ntodo\t1\n"
    );
    let shown = folder.run(&["show", first]).ended_with(0).stdout;
    assert!(
        shown.contains("labels\tcoded todo\nnote\tNo minister is named\n"),
        "{shown}"
    );
    let hit = folder
        .run(&["search", "label:todo", "--format", "jsonl"])
        .ended_with(0)
        .stdout;
    let hit: serde_json::Value = serde_json::from_str(&hit).expect("JSON");
    assert_eq!(hit["labels"], serde_json::json!(["coded", "todo"]));
    let typo = folder.run(&["search", "label:todoo"]).ended_with(1);
    assert!(
        typo.stderr.contains("did you mean label:todo?"),
        "{}",
        typo.stderr
    );
    // What is on stdin is labelled too.
    let piped = folder
        .run_with(&["label", "-", "-coded"], &all.join("\n"))
        .ended_with(0)
        .stderr;
    assert_eq!(piped, "2 changed\n");
    label(&[first, "-todo", "--note", ""]).ended_with(0);
    assert_eq!(ids(&folder, "has:label"), [second]);
}

#[test]
fn what_cannot_be_a_label_is_refused() {
    let folder = folder();
    let first = ids(&folder, "*").remove(0);
    for (args, said) in [
        (vec!["+done"], "no article is named"),
        (vec![&*first], "nothing is to be done"),
        (vec![&*first, "++"], "is no label"),
    ] {
        let ended = folder.run(&[&["label"], &args[..]].concat()).ended_with(2);
        assert!(ended.stderr.contains(said), "{}", ended.stderr);
    }
    let ended = folder.run(&["label", "ffffffffffff", "+x"]).ended_with(3);
    assert!(
        ended.stderr.contains("no article ffffffffffff"),
        "{}",
        ended.stderr
    );
}

/// A label outlives an ingest, and holds for the version that took the place of the one that had it.
#[test]
fn a_label_goes_with_the_newer_version_and_to_another_index() {
    let folder = Folder::new();
    let page = |state: &str| {
        format!(
            "La route de Gao\n\nLa route de Gao {state} lundi après trois ans de travaux, a dit le maire devant la presse. Les habitants de la ville attendaient ce jour depuis la crue qui avait emporté le pont.\n"
        )
    };
    folder.write("gao.txt", page("rouvre").as_bytes());
    folder.run(&["ingest", "gao.txt"]).ended_with(0);
    let old = ids(&folder, "Gao").remove(0);
    folder.run(&["label", &old, "+seen"]).ended_with(0);
    folder.write("gao.txt", page("ferme").as_bytes());
    folder.run(&["ingest", "gao.txt"]).ended_with(0);
    let new = ids(&folder, "label:seen").remove(0);
    assert_ne!(old, new);
    folder
        .run(&["--index", "second", "ingest", "gao.txt"])
        .ended_with(0);
    let import = folder
        .run(&["--index", "second", "label", "--import", ".archive.labels"])
        .ended_with(0)
        .stderr;
    assert_eq!(import, "1 read, 0 of them on articles of this index\n");
    folder.run(&["label", &new, "+seen"]).ended_with(0);
    folder
        .run(&["--index", "second", "label", "--import", ".archive.labels"])
        .ended_with(0);
    assert_eq!(
        folder
            .run(&["--index", "second", "count", "label:seen"])
            .ended_with(0)
            .stdout,
        "1\n"
    );
}

#[test]
fn a_note_that_looks_like_a_formula_comes_back_as_it_was() {
    let folder = folder();
    let id = &ids(&folder, "*")[0];
    folder.run(&["label", id, "--note", "-> see p. 3"]).ended_with(0);
    let table = folder
        .run(&["code", "sample", "--size", "9"])
        .ended_with(0)
        .stdout;
    assert!(table.contains("'-> see p. 3"), "{table}");
    folder.write("coded.csv", table.as_bytes());
    let same = folder.run(&["code", "import", "coded.csv"]).ended_with(0).stderr;
    assert_eq!(same, "0 changed\n");
}

#[test]
fn a_sample_is_drawn_coded_and_taken_back() {
    let folder = folder();
    let sample = |seed: &str| {
        folder
            .run(&["code", "sample", "--size", "2", "--seed", seed])
            .ended_with(0)
            .stdout
    };
    let (table, again) = (sample("7"), sample("7"));
    assert_eq!(table, again);
    assert!(
        (0..20).any(|seed| sample(&seed.to_string()) != table),
        "every seed draws the same"
    );
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let drawn: Vec<String> = rows
        .records()
        .map(|row| row.expect("a row")[0].to_string())
        .collect();
    assert_eq!(drawn.len(), 2);
    let coded = format!(
        "id,frame,labels,note\n{},armed conflict,\"seen, done\",of the east\n{},,,\n",
        drawn[0], drawn[1]
    );
    folder.write("coded.csv", coded.as_bytes());
    assert_eq!(
        folder.run(&["code", "import", "coded.csv"]).ended_with(0).stderr,
        "1 changed\n"
    );
    assert_eq!(
        folder
            .run(&[
                "count",
                "label:frame=armed-conflict label:seen label:done note:east"
            ])
            .ended_with(0)
            .stdout,
        "1\n"
    );
    folder.write(
        "coded.csv",
        format!("id,frame\n{},peace\nffff,x\n", drawn[0]).as_bytes(),
    );
    let ended = folder.run(&["code", "import", "coded.csv"]).ended_with(3).stderr;
    assert!(
        ended.contains("no article ffff") && ended.ends_with("1 changed\n"),
        "{ended}"
    );
    assert_eq!(
        folder.run(&["label"]).stdout,
        "done\t1\nframe=peace\t1\nseen\t1\n"
    );
    folder.write("coded.csv", b"identity\n1\n");
    let ended = folder.run(&["code", "import", "coded.csv"]).ended_with(2).stderr;
    assert!(ended.contains("has no column id"), "{ended}");
}
