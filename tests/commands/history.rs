//! What stood where, and when: nothing that was found vanishes, and what is gone is taken out only where that is asked.

use super::{Folder, LODWAR, NIAMEY};
use serde_json::Value;

fn ingested(folder: &Folder) -> String {
    folder.run(&["ingest", "pages"]).ended_with(0).stderr
}

fn count(folder: &Folder, query: &str) -> String {
    folder.run(&["count", query]).stdout.trim().to_string()
}

#[test]
fn the_same_path_typed_in_two_folders_is_two_files() {
    let folder = Folder::new();
    folder.write("a/p/x.txt", NIAMEY.as_bytes());
    folder.write("b/p/x.txt", LODWAR.as_bytes());
    for here in ["a", "b"] {
        let ended = folder
            .run_in(here, &["--index", "../i", "ingest", "p"])
            .ended_with(0);
        assert!(ended.stderr.starts_with("1 added, 0 updated"), "{}", ended.stderr);
    }
    let paths = |here: &str, index: &str| {
        let found = folder.run_in(here, &["--index", index, "search", "*", "--format", "paths"]);
        let mut paths: Vec<String> = found.ended_with(0).stdout.lines().map(str::to_string).collect();
        paths.sort();
        paths
    };
    assert_eq!(paths(".", "i"), ["a/p/x.txt", "b/p/x.txt"]);
    assert_eq!(paths("b", "../i"), ["../a/p/x.txt", "p/x.txt"]);
}

#[test]
fn an_index_is_moved_with_its_pages() {
    let folder = Folder::new();
    folder.write("here/pages/a.txt", NIAMEY.as_bytes());
    folder.run_in("here", &["ingest", "pages"]).ended_with(0);
    std::fs::rename(folder.path().join("here"), folder.path().join("there")).unwrap();
    let again = folder.run_in("there", &["ingest", "pages"]).ended_with(0).stderr;
    assert!(again.starts_with("0 added, 0 updated, 1 unchanged"), "{again}");
    let shown = folder
        .run_in("there", &["search", "Niamey", "--format", "paths"])
        .ended_with(0);
    assert_eq!(shown.stdout, "pages/a.txt\n");
}

#[test]
fn a_page_that_goes_back_is_searched_as_it_is() {
    let folder = Folder::with(&[("x.txt", NIAMEY)]);
    let other = NIAMEY.replace("trois jours", "quatre jours");
    for (text, found) in [
        (NIAMEY, "trois"),
        (&other, "quatre"),
        (NIAMEY, "trois"),
        (&other, "quatre"),
    ] {
        folder.write("pages/x.txt", text.as_bytes());
        ingested(&folder);
        assert_eq!(
            (count(&folder, "*"), count(&folder, &format!("\"{found} jours\""))),
            ("1".into(), "1".into())
        );
    }
    let id = folder
        .run(&["search", "--format", "ids", "*"])
        .ended_with(0)
        .stdout;
    let versions = folder.run(&["versions", id.trim()]).ended_with(0).stdout;
    let states: Vec<&str> = versions
        .lines()
        .filter_map(|line| line.split('\t').nth(2))
        .collect();
    assert_eq!(states.len(), 4, "{versions}");
    folder.run(&["delete", id.trim()]).ended_with(0);
    let again = ingested(&folder);
    assert!(!again.contains("1 unchanged"), "{again}");
    assert_eq!(count(&folder, "\"quatre jours\""), "1");
}

#[test]
fn what_was_deleted_from_a_file_of_records_is_ingested_again() {
    let folder = Folder::new();
    let record = |town: &str| {
        format!(
            "{}\n",
            serde_json::json!({"title": town, "text": format!("La route de {town} rouvre.")})
        )
    };
    folder.write("pages/all.jsonl", (record("Gao") + &record("Kidal")).as_bytes());
    ingested(&folder);
    folder.run(&["delete", "--matching", "Kidal"]).ended_with(0);
    assert_eq!(count(&folder, "*"), "1");
    ingested(&folder);
    assert_eq!(count(&folder, "*"), "2");
}

#[test]
fn a_copy_that_changes_leaves_the_other_searched() {
    let folder = Folder::with(&[("a.txt", NIAMEY), ("b.txt", NIAMEY)]);
    ingested(&folder);
    folder.write("pages/b.txt", NIAMEY.replace("malienne", "tchadienne").as_bytes());
    ingested(&folder);
    assert_eq!(count(&folder, "\"armée malienne\""), "1");
    assert_eq!(count(&folder, "\"armée tchadienne\""), "1");
    folder.write("pages/a.txt", NIAMEY.replace("malienne", "togolaise").as_bytes());
    ingested(&folder);
    assert_eq!(count(&folder, "\"armée malienne\""), "0");
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_stay_two_and_come_back() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("pages")).unwrap();
    for (name, text) in [(&b"a\xe9.txt"[..], NIAMEY), (b"a\xe8.txt", LODWAR)] {
        std::fs::write(
            folder
                .path()
                .join("pages")
                .join(std::ffi::OsStr::from_bytes(name)),
            text,
        )
        .unwrap();
    }
    assert!(ingested(&folder).starts_with("2 added, 0 updated"));
    let found = folder
        .run(&["search", "Niamey", "--format", "paths", "-0"])
        .ended_with(0);
    assert_eq!(found.bytes, b"pages/a\xe9.txt\0");
    let printed = folder
        .run(&["search", "Niamey", "--format", "paths"])
        .ended_with(0)
        .stdout;
    assert_eq!(printed, "pages/a\\xe9.txt\n");
    let record: Value =
        serde_json::from_str(&folder.run(&["export", "Niamey"]).ended_with(0).stdout).unwrap();
    assert_eq!(record["source"]["path"], "pages/a\\xe9.txt");
    assert_eq!(record["source"]["path_bytes"], "70616765732f61e92e747874");
    let export = folder.run(&["export"]).ended_with(0).stdout;
    folder.write("export.jsonl", export.as_bytes());
    folder
        .run(&["--index", "second", "ingest", "export.jsonl"])
        .ended_with(0);
    let restored = folder.run(&["--index", "second", "search", "Niamey", "--format", "paths", "-0"]);
    assert_eq!(restored.ended_with(0).bytes, b"pages/a\xe9.txt\0");
}

#[test]
fn one_address_is_one_article_in_all_its_spellings_and_order_decides_nothing() {
    let page = |text: &str, canonical: &str| {
        LODWAR.replace("two pillars", text).replace(
            "<head>",
            &format!("<head><link rel=canonical href='{canonical}'>"),
        )
    };
    let plain = "https://turkwel.example/news/bridge";
    let pages = [
        page("two pillars", plain),
        page(
            "three pillars",
            "http://www.turkwel.example:80/news/bridge/?utm_source=x&fbclid=1#top",
        ),
        page("four pillars", "https://turkwel.example/news/bridge?gclid=2"),
    ];
    let searched = |order: [usize; 3]| {
        let folder = Folder::new();
        for (name, place) in order.iter().enumerate() {
            folder.write(&format!("pages/{name}.html"), pages[*place].as_bytes());
        }
        ingested(&folder);
        folder
            .run(&["search", "--format", "ids", "*"])
            .ended_with(0)
            .stdout
    };
    let first = searched([0, 1, 2]);
    assert_eq!(first.lines().count(), 1);
    for order in [[0, 2, 1], [1, 0, 2], [2, 1, 0]] {
        assert_eq!(searched(order), first);
    }
}

#[test]
fn the_twin_of_a_page_is_one_with_it_where_it_says_so() {
    let amp = LODWAR.replace(
        "<head>",
        "<head><link rel=canonical href=https://turkwel.example/news/bridge>",
    );
    let page = LODWAR.replace(
        "<head>",
        "<head><link rel=canonical href=https://turkwel.example/news/bridge><link rel=amphtml href=https://amp.turkwel.example/b>",
    );
    let folder = Folder::with(&[("amp.html", &amp), ("page.html", &page)]);
    ingested(&folder);
    assert_eq!(count(&folder, "*"), "1");
}

#[test]
fn the_places_of_a_duplicate_are_shown_and_exported() {
    let folder = Folder::with(&[("b.txt", NIAMEY), ("a.txt", NIAMEY), ("c/d.txt", NIAMEY)]);
    ingested(&folder);
    let shown = folder.run(&["export"]).ended_with(0).stdout;
    let record: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(record["source"]["path"], "pages/a.txt");
    let forms: Vec<&str> = record["source"]["forms"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|form| form["path"].as_str())
        .collect();
    assert_eq!(forms, ["pages/b.txt", "pages/c/d.txt"]);
    let id = record["id"].as_str().unwrap();
    let shown = folder.run(&["show", id]).ended_with(0).stdout;
    assert!(
        shown.contains("\nsource\tpages/a.txt\nalso\tpages/b.txt\nalso\tpages/c/d.txt\n"),
        "{shown}"
    );
    folder.write("export.jsonl", folder.run(&["export"]).stdout.as_bytes());
    folder
        .run(&["--index", "second", "ingest", "export.jsonl"])
        .ended_with(0);
    let restored = folder
        .run(&["--index", "second", "count", "path:d.txt"])
        .ended_with(0)
        .stdout;
    assert_eq!(restored.trim(), "1");
}

#[test]
fn what_is_gone_is_told_and_pruned_below_the_paths_alone() {
    let folder = Folder::with(&[
        ("a/x.txt", NIAMEY),
        ("b/y.html", LODWAR),
        ("b/z.txt", &NIAMEY.replace("trois", "six")),
    ]);
    ingested(&folder);
    std::fs::remove_file(folder.path().join("pages/a/x.txt")).unwrap();
    std::fs::remove_file(folder.path().join("pages/b/z.txt")).unwrap();
    assert_eq!(count(&folder, "*"), "3");
    folder.write("pages/b/.hidden", b"");
    let dry = folder
        .run(&["ingest", "--prune", "--dry-run", "pages/b"])
        .ended_with(0)
        .stderr;
    assert!(
        dry.contains("pages/b/z.txt: gone") && dry.contains("1 gone (nothing is written)"),
        "{dry}"
    );
    assert_eq!(count(&folder, "*"), "3");
    let pruned = folder.run(&["ingest", "--prune", "pages/b"]).ended_with(0).stderr;
    assert_eq!(
        pruned,
        "archive: pages/b/z.txt: gone\n0 added, 0 updated, 1 unchanged, 0 duplicate, 0 skipped, 0 failed, 1 gone\n"
    );
    assert_eq!(count(&folder, "*"), "2");
    let refused = folder.run(&["ingest", "--prune", "pages/a"]).ended_with(2).stderr;
    assert!(
        refused.contains("nothing is pruned: pages/a is missing or empty"),
        "{refused}"
    );
    folder
        .run(&["ingest", "--prune", "pages/nowhere", "pages/b"])
        .ended_with(2);
    assert_eq!(count(&folder, "*"), "2");
    folder.write("pages/b/z.txt", NIAMEY.replace("trois", "six").as_bytes());
    ingested(&folder);
    assert_eq!(count(&folder, "\"six jours\""), "1");
}

#[test]
fn a_trial_writes_nothing_and_makes_no_index() {
    let folder = Folder::with(&[("a.txt", NIAMEY), ("b.txt", NIAMEY)]);
    let ended = folder.run(&["ingest", "-n", "pages"]).ended_with(0);
    assert_eq!(
        ended.stderr,
        "1 added, 0 updated, 0 unchanged, 1 duplicate, 0 skipped, 0 failed (nothing is written)\n"
    );
    assert!(!folder.path().join(".archive").exists());
    ingested(&folder);
    folder.write("pages/a.txt", LODWAR.as_bytes());
    let ended = folder.run(&["ingest", "--dry-run", "pages"]).ended_with(0).stderr;
    assert!(ended.starts_with("0 added, 1 updated, 1 unchanged"), "{ended}");
    assert_eq!(count(&folder, "Lodwar"), "0");
}

#[test]
fn versions_are_compared_word_by_word() {
    let folder = Folder::with(&[("a.txt", NIAMEY)]);
    ingested(&folder);
    let old = folder
        .run(&["search", "--format", "ids", "*"])
        .ended_with(0)
        .stdout;
    folder.write(
        "pages/a.txt",
        NIAMEY.replace("trois jours", "quatre jours").as_bytes(),
    );
    ingested(&folder);
    let new = folder
        .run(&["search", "--format", "ids", "*"])
        .ended_with(0)
        .stdout;
    let (old, new) = (old.trim(), new.trim());
    let versions = folder.run(&["versions", old]).ended_with(0).stdout;
    let rows: Vec<(&str, &str)> = versions
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|row| (row[0], row[2]))
        .collect();
    let mut expected = vec![(old, "superseded"), (new, "current")];
    expected.sort_by_key(|(id, _)| rows.iter().position(|(own, _)| own == id));
    assert_eq!(rows, expected);
    let text = folder.run(&["diff", old, new]).ended_with(0).stdout;
    assert!(text.contains("[-trois-] {+quatre+} jours"), "{text}");
    let lines = folder
        .run(&["diff", old, new, "--format", "jsonl"])
        .ended_with(0)
        .stdout;
    let changes: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (changes[0]["change"].as_str(), changes[0]["text"].as_str()),
        (Some("removed"), Some("trois"))
    );
    assert_eq!(
        (changes[1]["change"].as_str(), changes[1]["text"].as_str()),
        (Some("added"), Some("quatre"))
    );
    let record: Value = serde_json::from_str(&folder.run(&["show", "--json", new]).stdout).unwrap();
    let whole = format!(
        "{}\n\n{}",
        record["title"].as_str().unwrap(),
        record["body"].as_str().unwrap()
    );
    let (start, end) = (
        changes[1]["start"].as_u64().unwrap() as usize,
        changes[1]["end"].as_u64().unwrap() as usize,
    );
    assert_eq!(
        whole.chars().skip(start).take(end - start).collect::<String>(),
        "quatre"
    );
    folder.run(&["diff", new, new]).ended_with(1);
}

#[test]
fn a_record_that_left_its_file_unpruned_is_pruned_later() {
    let folder = Folder::new();
    let record = |town: &str| {
        let text = format!("La route de {town} rouvre.");
        format!("{}\n", serde_json::json!({"title": town, "text": text}))
    };
    folder.write("pages/all.jsonl", (record("Gao") + &record("Kidal")).as_bytes());
    ingested(&folder);
    folder.write("pages/all.jsonl", record("Gao").as_bytes());
    ingested(&folder);
    assert_eq!(count(&folder, "Kidal"), "1");
    let pruned = folder.run(&["ingest", "--prune", "pages"]).ended_with(0).stderr;
    assert!(pruned.contains("archive: pages/all.jsonl@2: gone\n"), "{pruned}");
    assert_eq!(
        (count(&folder, "Kidal"), count(&folder, "Gao")),
        ("0".into(), "1".into())
    );
}

/// A scraper that writes its file anew each day loses nothing of the days before, until it is pruned.
#[test]
fn a_record_that_another_is_written_over_stays_until_it_is_pruned() {
    let folder = Folder::new();
    let record = |town: &str, url: Option<&str>| {
        let text = format!("La route de {town} rouvre.");
        format!(
            "{}\n",
            serde_json::json!({"title": town, "text": text, "url": url})
        )
    };
    folder.write(
        "pages/day.jsonl",
        (record("Gao", None) + &record("Kidal", Some("https://a.example/kidal"))).as_bytes(),
    );
    ingested(&folder);
    folder.write(
        "pages/day.jsonl",
        (record("Mopti", None) + &record("Tessalit", Some("https://a.example/tessalit"))).as_bytes(),
    );
    assert_eq!(
        ingested(&folder),
        "2 added, 0 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed\n"
    );
    for town in ["Gao", "Kidal", "Mopti", "Tessalit"] {
        assert_eq!(count(&folder, town), "1", "{town}");
    }
    let gao = folder
        .run(&["search", "Gao", "--format", "ids"])
        .ended_with(0)
        .stdout;
    let versions = folder.run(&["versions", gao.trim()]).ended_with(0).stdout;
    assert_eq!(versions.lines().count(), 1, "{versions}");
    folder.run(&["rebuild"]).ended_with(0);
    assert_eq!(count(&folder, "Gao"), "1");
    // A record that moves to another line stands there alone.
    folder.write(
        "pages/day.jsonl",
        (record("Gao", None) + &record("Mopti", None)).as_bytes(),
    );
    ingested(&folder);
    let paths = folder
        .run(&["search", "Gao", "--format", "paths"])
        .ended_with(0)
        .stdout;
    assert_eq!(paths, "pages/day.jsonl\n");
    let pruned = folder.run(&["ingest", "--prune", "pages"]).ended_with(0).stderr;
    assert_eq!(pruned.matches(": gone\n").count(), 2, "{pruned}");
    for (town, articles) in [("Gao", "1"), ("Kidal", "0"), ("Mopti", "1"), ("Tessalit", "0")] {
        assert_eq!(count(&folder, town), articles, "{town}");
    }
}

#[test]
fn a_record_of_the_same_address_is_a_newer_version() {
    let folder = Folder::new();
    let record = |town: &str| {
        let text = format!("La route de {town} rouvre.");
        format!(
            "{}\n",
            serde_json::json!({"title": town, "text": text, "url": "https://a.example/road-7"})
        )
    };
    folder.write("pages/day.jsonl", record("Gao").as_bytes());
    ingested(&folder);
    folder.write("pages/day.jsonl", record("Kidal").as_bytes());
    assert_eq!(
        ingested(&folder),
        "0 added, 1 updated, 0 unchanged, 0 duplicate, 0 skipped, 0 failed\n"
    );
    assert_eq!(
        (count(&folder, "Gao"), count(&folder, "Kidal")),
        ("0".into(), "1".into())
    );
}

/// A site that declares its front section on every page has as many articles as titles.
#[test]
fn pages_that_declare_the_address_of_their_section_stay_articles() {
    let folder = Folder::new();
    let page = |town: &str, state: &str| {
        format!(
            "<!DOCTYPE html><html lang=fr><head><title>La route de {town} rouvre</title><link rel=canonical \
             href=https://a.example/afrique></head><body><article><h1>La route de {town} rouvre</h1><p>La route de {town} \
             {state} lundi après trois ans de travaux, a dit le maire de {town} devant la presse réunie au pont.</p></article></body></html>"
        )
    };
    folder.write("pages/1.html", page("Gao", "rouvre").as_bytes());
    folder.write("pages/2.html", page("Kidal", "rouvre").as_bytes());
    ingested(&folder);
    folder.write("pages/1.html", page("Gao", "ferme").as_bytes());
    ingested(&folder);
    assert_eq!(
        (count(&folder, "Gao"), count(&folder, "Kidal")),
        ("1".into(), "1".into())
    );
    assert_eq!(count(&folder, "Gao ferme"), "1");
}
