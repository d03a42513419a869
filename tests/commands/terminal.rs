//! What is shown on a terminal, and what a pipe gets in its place.

use super::Folder;
use super::search::sahel;
use nix::pty::{Winsize, openpty};
use std::fs::File;
use std::io::Read;
use std::process::Stdio;

/// Two stories and what a layout must bear: a long headline, none, an outlet in wide characters, one that is unknown.
const NEWSROOM: &str = r#"{"title": "Le chef d’état-major de l’armée malienne est arrivé à Kigali pour une visite de travail de trois jours", "text": "Le général Oumar Diarra, chef d’état-major de l’armée malienne, est arrivé à Kigali. Il a été reçu par le général Jean Bosco Kazura.", "date": "2022-05-12", "url": "https://relais.example/1", "outlet": "Le Relais"}
{"text": "Les soldats de l’armée malienne ont quitté\n\nle camp de Kidal hier soir, sous une pluie battante, sans un mot.", "outlet": "新华通讯社北京分社巴马科记者站"}
{"title": "Armée: les comptes", "text": "La cour des comptes a publié son rapport sur l’armée malienne, ses marchés et ses pensions, après deux ans de travail et cent vingt auditions de témoins.", "date": "2022-06-01", "outlet": "La Dépêche"}
{"title": "Armée: les comptes", "text": "La cour des comptes a publié son rapport sur l’armée malienne, ses marchés et ses pensions, après deux ans de travail et cent vingt auditions de témoins. ", "date": "2022-06-02", "outlet": "Le Relais"}
"#;

fn newsroom() -> Folder {
    let folder = Folder::new();
    folder.write("news.jsonl", NEWSROOM.as_bytes());
    folder.run(&["ingest", "news.jsonl"]).ended_with(0);
    folder
}

/// What the program prints on a terminal of so many columns, with these variables set.
fn shown(folder: &Folder, columns: u16, args: &[&str], variables: &[(&str, &str)]) -> String {
    let size = Winsize {
        ws_row: 40,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let terminal = openpty(&size, None).unwrap();
    let mut command = folder.command(args);
    for name in ["COLUMNS", "NO_COLOR", "LESS", "FORCE_HYPERLINK"] {
        command.env_remove(name);
    }
    command
        .env("TERM", "xterm")
        .env("PAGER", "cat")
        .stdin(Stdio::null());
    command
        .envs(variables.iter().copied())
        .stdout(Stdio::from(terminal.slave));
    let mut child = command.spawn().unwrap();
    // Our own ends of the terminal go with the command.
    drop(command);
    let mut printed = Vec::new();
    // A terminal that nobody writes to any more answers with an error on Linux.
    let _ = File::from(terminal.master).read_to_end(&mut printed);
    child.wait().unwrap();
    String::from_utf8(printed).unwrap().replace("\r\n", "\n")
}

/// The same without colours.
pub(super) fn plain(folder: &Folder, columns: u16, args: &[&str]) -> String {
    shown(folder, columns, args, &[("NO_COLOR", "1")])
}

/// Every identity as twelve `#`, as it changes with the pages.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let line = |line: &str| match line.get(..12).filter(|word| is_id(word)) {
        Some(_) => format!("############{}\n", &line[12..]),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn hits_stand_in_columns_and_are_broken_between_words() {
    let folder = newsroom();
    let wide = plain(
        &folder,
        100,
        &["search", "armée malienne", "--sort", "oldest", "--limit", "2"],
    );
    assert_eq!(
        without_ids(&wide),
        "############  2022-05-12  Le Relais             fr   Le chef d’état-major de l’*armée* *malienne*
                                                     est arrivé à Kigali pour une visite de travail
                                                     de trois jours
    Le général Oumar Diarra, chef d’état-major de l’*armée* *malienne*, est arrivé à Kigali. Il a
    été reçu par le général Jean Bosco Kazura.
############  2022-06-01  La Dépêche            fr   *Armée*: les comptes
    La cour des comptes a publié son rapport sur l’*armée* *malienne*, ses marchés et ses pensions,
    après deux ans de travail et cent vingt auditions de témoins.
"
    );
    let narrow = plain(&folder, 60, &["search", "Kidal"]);
    assert_eq!(
        without_ids(&narrow),
        "############              新华通讯社北京分社…   fr
    (no headline)
    Les soldats de l’armée malienne ont quitté le camp de
    *Kidal* hier soir, sous une pluie battante, sans un mot.
"
    );
    let pipe = folder.run(&["search", "armée malienne"]).ended_with(0).stdout;
    assert!(pipe.lines().count() == 4 && pipe.lines().all(|line| line.matches('\t').count() == 4));
}

#[test]
fn matches_stand_in_one_column_within_the_terminal() {
    let folder = newsroom();
    for columns in [70, 120] {
        let lines = plain(&folder, columns, &["kwic", "\"armée malienne\""]);
        assert_eq!(lines.lines().count(), 5);
        let place = |line: &str| line.find("armée malienne").map(|at| line[..at].chars().count());
        let first = place(lines.lines().next().unwrap());
        for line in lines.lines() {
            // The outlet in wide characters takes more columns than characters.
            let wide = line.chars().filter(|c| *c > '\u{2e80}').count();
            assert!(line.chars().count() + wide <= columns.into(), "{line}");
            assert_eq!(place(line).map(|place| place + wide), first, "{line}");
        }
    }
}

#[test]
fn stories_are_parted_and_summed_up() {
    let folder = newsroom();
    let stories = plain(&folder, 100, &["stories"]);
    assert!(
        stories.starts_with("2 copies in 2 outlets, 2022-06-01 to 2022-06-02\n"),
        "{stories}"
    );
    let shared = folder.run(&["stories", "--outlets"]).ended_with(0).stdout;
    assert_eq!(shared, "La Dépêche\tLe Relais\t1\t1\t0\n");
    let table = plain(&folder, 100, &["stories", "--outlets"]);
    assert_eq!(
        table,
        "outlet      other      stories  outlet_first  other_first\n\
         La Dépêche  Le Relais        1             1            0\n"
    );
}

#[test]
fn colours_links_and_the_pager_are_for_terminals_that_want_them() {
    let folder = newsroom();
    let args = ["search", "Kazura"];
    let coloured = shown(&folder, 100, &args, &[]);
    assert!(coloured.contains("\u{1b}[1;33mKazura\u{1b}[0m"), "{coloured}");
    for variables in [[("NO_COLOR", "1")], [("TERM", "dumb")]] {
        let printed = shown(&folder, 100, &args, &variables);
        assert!(
            printed.contains("*Kazura*") && !printed.contains('\u{1b}'),
            "{printed}"
        );
    }
    folder.write("pages/niamey.txt", super::NIAMEY.as_bytes());
    folder.run(&["ingest", "pages"]).ended_with(0);
    let linked = shown(&folder, 100, &["search", "Niamey"], &[("FORCE_HYPERLINK", "1")]);
    assert!(
        linked.contains("\u{1b}]8;;file:///") && linked.contains("pages/niamey.txt\u{1b}\\"),
        "{linked}"
    );
    let paged = [("PAGER", "tr a-z A-Z"), ("NO_COLOR", "1")];
    assert!(shown(&folder, 100, &args, &paged).contains("OUMAR DIARRA"));
    let unpaged = shown(&folder, 100, &["--no-pager", "search", "Kazura"], &paged);
    assert!(unpaged.contains("Oumar Diarra"));
    folder.write("config/archive/config.toml", b"pager = false\n");
    assert!(shown(&folder, 100, &args, &paged).contains("Oumar Diarra"));
}

#[test]
fn a_pager_that_is_not_there_or_ends_early_costs_nothing() {
    let folder = newsroom();
    let missing = [("PAGER", "no-such-pager"), ("NO_COLOR", "1")];
    assert!(shown(&folder, 100, &["search", "Kazura"], &missing).contains("*Kazura*"));
    let early = [("PAGER", "head -n 1"), ("NO_COLOR", "1")];
    assert_eq!(shown(&folder, 100, &["kwic", "armée"], &early).lines().count(), 1);
}

#[test]
fn values_are_named_in_the_language_of_the_archive_or_another() {
    let folder = sahel();
    let table = plain(&folder, 80, &["facet", "country", "--limit", "1"]);
    assert_eq!(table, "value       articles  name\ncountry:ML         3  Mali\n");
    let german = folder
        .run(&["facet", "country", "Moscou", "--names", "de"])
        .ended_with(0)
        .stdout;
    assert!(german.contains("country:RU\t1\tRussland\n"), "{german}");
    folder
        .run(&["facet", "country", "--names", "Klingon"])
        .ended_with(2);
}

#[test]
fn a_text_is_broken_at_words() {
    let folder = newsroom();
    let id = folder
        .run(&["search", "Kazura", "--format", "ids"])
        .ended_with(0)
        .stdout;
    let text = plain(&folder, 50, &["show", id.trim()]);
    assert!(text.lines().all(|line| line.chars().count() <= 50), "{text}");
    assert!(
        text.starts_with("title      Le chef d’état-major de l’armée\n           malienne"),
        "{text}"
    );
}

#[test]
fn a_saved_page_is_opened() {
    let folder = Folder::with(&[("niamey.txt", super::NIAMEY)]);
    folder.write("old/lodwar.html", super::LODWAR.as_bytes());
    folder.run(&["ingest", "pages", "old"]).ended_with(0);
    let id = |query: &str| {
        folder
            .run(&["search", query, "--format", "ids"])
            .ended_with(0)
            .stdout
    };
    let (niamey, lodwar) = (id("Niamey"), id("Lodwar"));
    let mut command = folder.command(&["open", niamey.trim()]);
    folder.write("browser", b"#!/bin/sh\necho \"$1\" > seen\n");
    let browser = folder.path().join("browser");
    std::fs::set_permissions(&browser, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    command.env("BROWSER", &browser);
    assert!(command.status().unwrap().success());
    let seen = std::fs::read_to_string(folder.path().join("seen")).unwrap();
    assert!(seen.trim().ends_with("pages/niamey.txt"), "{seen}");
    let mut failing = folder.command(&["open", niamey.trim()]);
    let failed = failing.env("BROWSER", "false").output().unwrap();
    let told = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(2));
    assert!(
        told.contains("archive open --print") && !told.contains("ExitStatus"),
        "{told}"
    );
    // What stands there now is another page: the one that was ingested is shown.
    folder.write("old/lodwar.html", b"<p>Sold");
    let printed = folder
        .run(&["open", "--print", lodwar.trim()])
        .ended_with(0)
        .stdout;
    let file = std::path::Path::new(printed.trim());
    assert_eq!(std::fs::read(file).unwrap(), super::LODWAR.as_bytes());
    assert_eq!(file.extension().unwrap(), "html");
    std::fs::remove_file(file).unwrap();
    folder.run(&["open", "ffff"]).ended_with(1);
}
