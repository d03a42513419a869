//! What is new: when an article was added, searches with a name, and what was printed under it.

use super::search::{SAHEL, sahel};
use super::{Ended, Folder};

/// A folder whose index has one article, added at this moment.
fn added_at(moment: &str) -> Folder {
    let first = sahel();
    let record = first.run(&["export", "Kazura"]).ended_with(0).stdout;
    let added = record
        .split("\"added\":\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let folder = Folder::new();
    folder.write("record.jsonl", record.replace(added, moment).as_bytes());
    folder.run(&["ingest", "record.jsonl"]).ended_with(0);
    folder
}

fn in_zone(folder: &Folder, zone: &str, args: &[&str]) -> Ended {
    let mut command = folder.command(args);
    command.env("TZ", zone);
    Ended::of(command.output().unwrap())
}

#[test]
fn an_article_was_added_on_a_day_of_the_users_time_zone() {
    let folder = added_at("2022-05-13T23:30:00Z");
    for (zone, query, count) in [
        ("UTC0", "added:2022-05-13", "1"),
        ("UTC0", "added:>2022-05-13", "0"),
        ("XYZ-1", "added:2022-05-13", "0"),
        ("XYZ-1", "added:2022-05-14", "1"),
        ("XYZ-1", "added:>2022-05-13", "1"),
        ("UTC0", "added:7d", "0"),
        ("UTC0", "added:<today", "1"),
    ] {
        let ended = in_zone(&folder, zone, &["count", query]);
        assert_eq!(ended.stdout.trim(), count, "{zone} {query}: {}", ended.stderr);
    }
    let ended = in_zone(&folder, "XYZ-1", &["count", "added:2022-05-14"]);
    assert_eq!(
        ended.stderr,
        "archive: added:2022-05-14 counts the days of this machine, UTC+01:00\n"
    );
    let facet = in_zone(&folder, "XYZ-1", &["facet", "added"]);
    assert_eq!(facet.stdout, "2022-05-14\t1\n");
}

#[test]
fn dates_are_counted_from_today() {
    let folder = sahel();
    let count = |args: &[&str]| folder.run(&[&["count"], args].concat()).stdout.trim().to_string();
    assert_eq!(count(&["added:today"]), "4");
    assert_eq!(count(&["*", "--since", "yesterday"]), "4");
    assert_eq!(count(&["*", "--from", "last-week"]), "0");
    assert_eq!(count(&["*", "--to", "last-year"]), "3");
    assert_eq!(count(&["date:<=last-month"]), "3");
    let ended = folder.run(&["count", "*", "--since", "tomorrow"]).ended_with(2);
    assert!(
        ended.stderr.contains("yesterday, last-week, 7d"),
        "{}",
        ended.stderr
    );
    let ended = folder.run(&["count", "date:yesterday"]).ended_with(1);
    assert!(
        ended.stderr.contains("date:yesterday is date:2") && ended.stderr.contains("UTC"),
        "{}",
        ended.stderr
    );
}

#[test]
fn what_was_printed_under_a_name_is_not_printed_again() {
    let folder = sahel();
    let new = |args: &[&str]| folder.run(&[&["search", "--new", "army", "--format", "ids"], args].concat());
    assert_eq!(
        new(&["Bamako", "--limit", "1"])
            .ended_with(0)
            .stdout
            .lines()
            .count(),
        1
    );
    let ended = new(&["Bamako"]).ended_with(0);
    assert_eq!(ended.stdout.lines().count(), 1, "what was left");
    assert!(ended.stderr.contains("1 new of 2"), "{}", ended.stderr);
    let ended = new(&["Bamako"]).ended_with(1);
    assert_eq!(ended.stdout, "");
    // Another name has its own memory; a text that changes is new.
    folder.run(&["search", "--new", "other", "Bamako"]).ended_with(0);
    folder.write(
        "sahel.jsonl",
        SAHEL.replace("avec les honneurs", "à Bamako").as_bytes(),
    );
    folder.run(&["ingest", "sahel.jsonl"]).ended_with(0);
    assert_eq!(new(&["Bamako"]).ended_with(0).stdout.lines().count(), 1);
    new(&["Bamako"]).ended_with(1);
    folder
        .run(&["search", "--new", "two words", "Bamako"])
        .ended_with(2);
    folder.run(&["search", "--new", "nobody"]).ended_with(2);
}

#[test]
fn a_line_that_a_crash_cut_short_costs_itself_alone() {
    let folder = sahel();
    let new = || folder.run(&["search", "--new", "army", "Bamako", "--format", "ids"]);
    let ids = new().ended_with(0).stdout;
    let path = folder.path().join(".archive.printed");
    let printed = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &printed[..printed.len() - 9]).unwrap();
    let last = new().ended_with(0).stdout;
    assert_eq!(last.lines().next(), ids.lines().next_back());
    new().ended_with(1);
}

#[test]
fn queries_are_kept_in_a_plain_file_with_its_comments() {
    let folder = sahel();
    let ended = folder.run(&["queries", "run"]).ended_with(1);
    assert!(ended.stderr.contains("archive queries add"), "{}", ended.stderr);
    folder.write(".archive.queries", "# for the desk\nrain pluie\n".as_bytes());
    folder
        .run(&["queries", "add", "army", "armée", "-casques"])
        .ended_with(0);
    folder
        .run(&["queries", "add", "army", "Bamako", "added:7d"])
        .ended_with(0);
    folder
        .run(&["queries", "add", "two words", "Bamako"])
        .ended_with(2);
    let file = || std::fs::read_to_string(folder.path().join(".archive.queries")).unwrap();
    assert_eq!(file(), "# for the desk\nrain pluie\narmy Bamako added:7d\n");
    let listed = folder.run(&["queries", "list"]).ended_with(0).stdout;
    assert_eq!(listed, "rain\t1\t1\tpluie\narmy\t2\t2\tBamako added:7d\n");
    let ended = folder.run(&["queries", "run", "--format", "ids"]).ended_with(0);
    let names: Vec<&str> = ended
        .stdout
        .lines()
        .map(|line| line.split('\t').next().unwrap())
        .collect();
    assert_eq!(names, ["rain", "army", "army"]);
    assert!(
        ended.stderr.contains("archive: army: 2 new of 2"),
        "{}",
        ended.stderr
    );
    folder.run(&["queries", "run"]).ended_with(1);
    folder.run(&["search", "--new", "army"]).ended_with(1);
    let listed = folder.run(&["queries", "list"]).ended_with(0).stdout;
    assert_eq!(listed, "rain\t0\t1\tpluie\narmy\t0\t2\tBamako added:7d\n");
    folder.run(&["queries", "run", "nobody"]).ended_with(2);
    folder.run(&["queries", "remove", "army"]).ended_with(0);
    folder.run(&["queries", "remove", "army"]).ended_with(1);
    assert_eq!(file(), "# for the desk\nrain pluie\n");
    // Its memory went with it.
    folder.run(&["search", "--new", "army", "Bamako"]).ended_with(0);
}

#[test]
fn an_arabic_word_is_found_with_its_particles_and_article() {
    let folder = Folder::new();
    let record = r#"{"title":"صيادو كوليمبا يغلقون الميناء","text":"أغلق الصيادون في ميناء كوليمبا مدخل المرفأ احتجاجا على الضريبة الجديدة على الوقود. وقال رئيس التعاونية إن سعر اللتر ارتفع كثيرا، وللصيادين مطالب أخرى.","language":"ar"}"#;
    folder.write("port.jsonl", record.as_bytes());
    folder.run(&["ingest", "port.jsonl"]).ended_with(0);
    for (query, count) in [
        ("ضريبة", "1\n"),
        ("الضريبه", "1\n"),
        ("والضريبة", "1\n"),
        ("بالتعاونية", "1\n"),
        ("صيادين", "1\n"),
        ("\"ضريبة\"", "0\n"),
        ("زارة", "0\n"),
    ] {
        assert_eq!(folder.run(&["count", query]).stdout, count, "{query}");
    }
}
