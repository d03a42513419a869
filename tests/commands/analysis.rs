//! `archive facet`, `timeline`, `kwic`, `graph` and `similar`.

use super::Folder;
use super::search::sahel;

fn stdout(folder: &Folder, args: &[&str]) -> String {
    folder.run(args).ended_with(0).stdout
}

#[test]
fn values_are_counted_the_most_frequent_first() {
    let folder = sahel();
    assert_eq!(
        stdout(&folder, &["facet", "outlet"]),
        "Le Relais\t2\nThe Post, Daily\t1\n"
    );
    assert_eq!(
        stdout(&folder, &["facet", "lang", "Mali OR Bamako"]),
        "fr\t2\nen\t1\n"
    );
    assert_eq!(stdout(&folder, &["facet", "month"]), "2022-05\t2\n2022-07\t1\n");
    assert!(stdout(&folder, &["facet", "country", "--limit", "1"]).starts_with("country:ML\t"));
    folder.run(&["facet", "outlet", "Kenya"]).ended_with(1);
    folder.run(&["facet", "weather"]).ended_with(2);
}

#[test]
fn a_timeline_has_its_empty_periods() {
    let folder = sahel();
    let ended = folder.run(&["timeline", "Mali OR Bamako"]).ended_with(0);
    assert_eq!(ended.stdout, "2022-05\t2\t2\n2022-06\t0\t0\n2022-07\t1\t1\n");
    let days = folder
        .run(&["timeline", "Bamako", "--by", "day"])
        .ended_with(0)
        .stdout;
    assert_eq!(days.lines().count(), 50);
    let untold = folder.run(&["timeline", "--by", "day"]).ended_with(0).stderr;
    assert_eq!(untold, "archive: 2 of 4 articles have no date to the day\n");
    folder.run(&["timeline", "Kenya"]).ended_with(1);
}

#[test]
fn shares_stand_beside_numbers() {
    let folder = sahel();
    let shares = stdout(
        &folder,
        &["timeline", "Moscou OR Bamako", "--by", "year", "--share"],
    );
    let row: Vec<&str> = shares.trim_end().split('\t').collect();
    let [_, matching, total, share] = row[..] else {
        panic!("{shares}")
    };
    let number = |text: &str| text.parse::<f64>().unwrap();
    assert_eq!(share, format!("{:.1}", 100.0 * number(matching) / number(total)));
    let picture = stdout(&folder, &["timeline", "Bamako", "--share", "--svg", "-"]);
    assert!(
        picture.starts_with("<svg") && picture.contains(">100 %<") && picture.contains("Share of articles")
    );
    assert!(!folder.path().join("-").exists());
    let report = stdout(&folder, &["report", "Bamako", "--html", "-"]);
    assert!(report.starts_with("<!DOCTYPE html>"));
}

#[test]
fn two_fields_are_counted_together() {
    let folder = sahel();
    let table = stdout(&folder, &["facet", "outlet", "--by", "month"]);
    assert_eq!(
        table,
        "Le Relais\t2022-05\t1\nLe Relais\t2022-07\t1\nThe Post, Daily\t2022-05\t1\n"
    );
    let csv = stdout(&folder, &["facet", "lang", "--by", "outlet", "--format", "csv"]);
    assert!(csv.starts_with("value,other,articles\nfr,Le Relais,2\n"), "{csv}");
    let refused = folder
        .run(&["facet", "person", "--by", "outlet", "--window", "sentence"])
        .ended_with(2);
    assert!(
        refused.stderr.contains("outlet is a fact of the whole article"),
        "{}",
        refused.stderr
    );
    folder.run(&["facet", "person", "--by", "mentioned", "--window", "sentence"]);
    folder
        .run(&["facet", "outlet", "--window", "sentence"])
        .ended_with(2);
}

#[test]
fn quotes_are_a_table_too() {
    let folder = sahel();
    let rows = stdout(&folder, &["kwic", "Bamako", "--format", "jsonl"]);
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        assert!(row["hit"] == "Bamako" && row["id"].is_string(), "{row}");
    }
    assert!(
        stdout(&folder, &["kwic", "Bamako", "--format", "csv"])
            .starts_with("id,date,outlet,left,hit,right\n")
    );
}

#[test]
fn a_period_that_was_asked_for_is_shown_whole() {
    let folder = sahel();
    let periods = |args: &[&str]| -> Vec<String> {
        let stdout = stdout(&folder, &[&["timeline", "Bamako"], args].concat());
        stdout
            .lines()
            .map(|line| line.split('\t').next().unwrap().to_string())
            .collect()
    };
    assert_eq!(
        periods(&["--from", "2022-03"]),
        ["2022-03", "2022-04", "2022-05", "2022-06", "2022-07"]
    );
    assert_eq!(
        periods(&["--from", "2022-07", "--to", "2022-09"]),
        ["2022-07", "2022-08", "2022-09"]
    );
    assert_eq!(periods(&["date:2022-07"]), ["2022-07"]);
    assert_eq!(periods(&["date:2022", "--by", "year"]), ["2022"]);
    let weeks = periods(&["--from", "2022-07-01", "--to", "2022-07-04", "--by", "week"]);
    assert_eq!(weeks, ["2022-W26", "2022-W27"]);
}

#[test]
fn a_drawing_counts_articles_and_not_days() {
    let folder = Folder::new();
    folder.write(
        "days.jsonl",
        concat!(
            r#"{"title":"Trois jours","text":"Le 3 mai 2021, puis le 4 mai 2021 et le 5 mai 2021, Kidal a attendu.","date":"2022-05-13","language":"fr"}"#,
            "\n",
            r#"{"title":"Un jour","text":"Le 3 mai 2021, Gao a attendu.","date":"2022-05-14","language":"fr"}"#,
            "\n",
            r#"{"title":"Aucun","text":"À Kidal, rien de neuf.","language":"fr"}"#,
            "\n",
        )
        .as_bytes(),
    );
    folder.run(&["ingest", "days.jsonl"]).ended_with(0);
    let ended = folder
        .run(&[
            "timeline",
            "Kidal",
            "--by",
            "day",
            "--date",
            "mentioned",
            "--svg",
            "t.svg",
        ])
        .ended_with(0);
    assert_eq!(ended.stdout.lines().count(), 3);
    assert_eq!(ended.stderr, "archive: 1 of 2 articles name no date to the day\n");
    let picture = std::fs::read_to_string(folder.path().join("t.svg")).unwrap();
    let words = picture.split(['<', '>']).collect::<Vec<_>>().join(" ");
    assert!(words.contains("1 article, 2021-05-03 to 2021-05-05"), "{words}");
    assert!(words.contains("archive of 2 dated articles"), "{words}");
    assert!(words.contains("1 of 2 articles name no"), "{words}");
}

#[test]
fn a_timeline_is_drawn() {
    let folder = sahel();
    folder
        .run(&["timeline", "Bamako", "--svg", "t.svg", "--title", "A & B"])
        .ended_with(0);
    let picture = std::fs::read_to_string(folder.path().join("t.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.contains("A &amp; B") && picture.contains("Source: "));
    folder
        .run(&["timeline", "Bamako", "--svg", "no/such/t.svg"])
        .ended_with(2);
}

#[test]
fn words_stand_in_their_context() {
    let folder = sahel();
    let kwic = stdout(&folder, &["kwic", "Bamako", "--width", "12"]);
    let rows: Vec<Vec<&str>> = kwic.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter()
            .all(|row| row.len() == 6 && row[4] == "Bamako" && row[3].chars().count() == 12)
    );
    assert_eq!((rows[0][1], rows[2][1]), ("2022-05-13", "2022-07-01"));
    let right = stdout(&folder, &["kwic", "casques", "--sort", "right"]);
    assert_eq!(right.lines().count(), 2);
    folder.run(&["kwic", "Kenya"]).ended_with(1);
}

#[test]
fn only_the_places_that_answer_are_shown() {
    let folder = Folder::new();
    folder.write(
        "army.jsonl",
        concat!(
            r#"{"title":"Marché","text":"L’armée avance vers la ville. Au marché, la voiture malienne attend encore. Plus loin passe l’armée malienne.","language":"fr"}"#,
            "\n",
            r#"{"title":"Merci","text":"Merci, dit le maire, et merci encore aux soldats.","language":"fr"}"#,
            "\n",
        )
        .as_bytes(),
    );
    folder.run(&["ingest", "army.jsonl"]).ended_with(0);
    let hits = |args: &[&str]| -> Vec<String> {
        let kwic = stdout(&folder, &[&["kwic", "--width", "20"], args].concat());
        kwic.lines()
            .map(|line| line.split('\t').nth(4).unwrap().to_string())
            .collect()
    };
    assert_eq!(hits(&["merci", "--in", "title"]), ["Merci"]);
    assert_eq!(hits(&["armée NEAR/3 malienne"]), ["armée malienne"]);
    assert_eq!(hits(&["voiture OR (armée Kidal)"]), ["voiture"]);
    assert_eq!(hits(&["malienne -voiture OR avance"]), ["avance"]);
    let wide = folder.run(&["kwic", "avance", "--width", "70000"]).ended_with(0);
    assert_eq!(wide.stdout.lines().count(), 1);
}

#[test]
fn actors_appear_together() {
    let folder = sahel();
    let csv = stdout(&folder, &["graph", "--window", "document"]);
    assert!(
        csv.starts_with("source,target,weight,first,last,") && csv.contains("country:"),
        "{csv}"
    );
    for (format, begins, ends) in [
        ("graphml", "<?xml", "</graphml>\n"),
        ("gexf", "<?xml", "</gexf>\n"),
        ("dot", "graph ", "}\n"),
    ] {
        let graph = stdout(&folder, &["graph", "--format", format]);
        assert!(graph.starts_with(begins) && graph.ends_with(ends), "{format}");
    }
    let edges = |window: &str| stdout(&folder, &["graph", "--window", window]).lines().count();
    assert!(edges("document") > edges("sentence"));
    folder.run(&["graph", "Kenya"]).ended_with(1);
}

#[test]
fn like_articles_are_found() {
    let folder = sahel();
    let id = stdout(&folder, &["search", "title:Kazura", "--format", "ids"]);
    let ended = folder
        .run(&["similar", id.trim(), "--format", "ids"])
        .ended_with(0);
    assert!(!ended.stdout.contains(id.trim()));
    folder.run(&["similar", "000000000000"]).ended_with(1);
}

/// A wire text, its reprint with a line more, and another text.
const WIRE: [(&str, &str, &str); 3] = [
    ("2022-05-12", "Le Relais", "Notre correspondant était sur place."),
    ("2022-05-10", "Dépêches du Fleuve", ""),
    ("2022-05-11", "Le Matin de Kita", "À suivre."),
];

fn wire() -> Folder {
    let folder = wire_files();
    folder.run(&["ingest", "wire.jsonl", "sahel.jsonl"]).ended_with(0);
    folder
}

fn wire_files() -> Folder {
    let folder = Folder::new();
    let text = "Le gouverneur a annoncé dimanche la réouverture du pont sur la rivière, fermé depuis les pluies de mars. Les \
        camions de plus de dix tonnes devront encore attendre la fin des travaux, prévue en juillet. Les commerçants du \
        marché central disent avoir perdu la moitié de leurs clients.";
    let record = |(date, outlet, more): (&str, &str, &str)| {
        serde_json::json!({"title": format!("Le pont vu de {outlet}"), "text": format!("{text} {more}"), "date": date, "outlet": outlet})
            .to_string()
    };
    let lines: Vec<String> = WIRE.map(record).into();
    folder.write("wire.jsonl", format!("{}\n", lines.join("\n")).as_bytes());
    folder.write("sahel.jsonl", super::search::SAHEL.as_bytes());
    folder
}

#[test]
fn stories_can_be_left_for_later() {
    let folder = wire_files();
    folder
        .run(&["ingest", "--no-settle", "wire.jsonl", "sahel.jsonl"])
        .ended_with(0);
    folder.run(&["stories"]).ended_with(1);
    assert!(stdout(&folder, &["status"]).contains("settled\tno"));
    folder.run(&["settle"]).ended_with(0);
    assert_eq!(stdout(&folder, &["stories"]).lines().count(), 3);
    assert!(!stdout(&folder, &["status"]).contains("settled"));
}

#[test]
fn copies_stand_together_the_earliest_first() {
    let folder = wire();
    let text = stdout(&folder, &["stories"]);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let outlets: Vec<&str> = rows.iter().map(|row| row[3]).collect();
    assert_eq!(outlets, ["Dépêches du Fleuve", "Le Matin de Kita", "Le Relais"]);
    assert!(rows.iter().all(|row| row[0] == rows[0][0]), "one story: {text}");
    assert_eq!(stdout(&folder, &["stories", "outlet:relais", "pont"]), text);
    let record = stdout(&folder, &["show", "--json", rows[2][1]]);
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["story"]["copies"], 3);
    assert_eq!(record["story"]["first"], rows[0][1]);
    let csv = stdout(&folder, &["stories", "--format", "csv"]);
    assert!(
        csv.starts_with("story,rank,") && csv.lines().count() == 4,
        "{csv}"
    );
    folder.run(&["stories", "--min", "4"]).ended_with(1);
    folder.run(&["stories", "Kazura"]).ended_with(1);
    folder.run(&["delete", rows[0][1], rows[1][1]]).ended_with(0);
    folder.run(&["stories"]).ended_with(1);
}

#[test]
fn the_network_around_somebody_is_shown() {
    let folder = sahel();
    let graph = |args: &[&str]| stdout(&folder, &[&["graph", "--window", "document"], args].concat());
    let all = graph(&[]);
    let around = graph(&["--around", "country:ML", "--top", "2"]);
    let nodes: std::collections::BTreeSet<&str> = around
        .lines()
        .skip(1)
        .flat_map(|row| row.split(',').take(2))
        .collect();
    assert!(nodes.len() == 3 && nodes.contains("country:ML"), "{around}");
    assert!(around.lines().count() < all.lines().count());
    assert_eq!(graph(&["--around", "MALI", "--top", "2"]), around);
    let top = graph(&["--top", "2"]);
    assert!(top.lines().count() <= 2, "{top}");
    let nobody = folder
        .run(&["graph", "--around", "Xylophane"])
        .ended_with(2)
        .stderr;
    assert!(
        nobody.contains("Xylophane does not appear with anybody"),
        "{nobody}"
    );
    // Gephi's timeline needs whole days, of nodes and of edges.
    let gexf = graph(&["--around", "country:ML", "--format", "gexf"]);
    assert!(gexf.contains("mode=\"dynamic\" timeformat=\"date\""), "{gexf}");
    for element in ["<node ", "<edge "] {
        let dated = gexf
            .lines()
            .filter(|line| line.contains(element) && line.contains(" start=\"2022-"));
        assert!(dated.clone().count() > 0, "{gexf}");
        for line in dated {
            let (_, start) = line.split_once(" start=\"").expect("a start");
            assert_eq!(start.find('"'), Some("2022-05-13".len()), "{line}");
        }
    }
    let dot = graph(&["--around", "country:ML", "--format", "dot"]);
    assert!(dot.contains("penwidth=") && dot.contains("fillcolor="), "{dot}");
}

#[test]
fn a_story_is_quoted_once_from_its_earliest_copy() {
    let folder = wire();
    let kwic = |args: &[&str]| stdout(&folder, &[&["kwic", "camions"], args].concat());
    assert_eq!(kwic(&[]).lines().count(), 3);
    let once = kwic(&["--one-per-story"]);
    assert!(
        once.lines().count() == 1 && once.contains("Dépêches du Fleuve"),
        "{once}"
    );
}

#[test]
fn the_status_tells_what_the_articles_are() {
    let folder = wire();
    let status = stdout(&folder, &["status"]);
    for line in [
        "dates\t2022-05 to 2022-07-01\n",
        "without a date\t1\n",
        "languages\tfr ",
        "outlets\t",
    ] {
        assert!(status.contains(line), "{line}: {status}");
    }
    assert!(status.contains("\nadded last\t2"), "{status}");
}

#[cfg(unix)]
#[test]
fn a_table_ends_quietly_with_its_pipe() {
    let folder = sahel();
    let program = env!("CARGO_BIN_EXE_archive");
    for question in ["graph", "graph --format gexf", "search '*' --format csv"] {
        let script = format!("(sleep 0.5; {program} {question}; echo $? > code) | true; cat code");
        let output = std::process::Command::new("bash")
            .args(["-c", &script])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n", "{question}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{question}");
    }
}
