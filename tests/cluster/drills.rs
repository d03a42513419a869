//! What nothing may be lost or doubled by: nodes that die or freeze, machines that ingest the same at once, users who decide at once, disks
//! and queues that are full. Three nodes are needed: `tests/cluster/run --drills`.

use super::control::{Machine, Nodes, end};
use super::made::records;
use crate::commands::{Ended, Folder};
use nix::sys::signal::Signal;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::Child;
use std::time::{Duration, Instant};

/// So many articles are ingested.
const ARTICLES: usize = 600;
/// How an index is made.
const MADE: &str = "--create --shards 3 --replicas 1 --as press";
/// No command takes longer: a request has a minute, and a command asks several.
const LONGEST: Duration = Duration::from_secs(150);

/// A folder with articles in twelve files, each article at an address of its own.
fn articles() -> Folder {
    let folder = Folder::new();
    let lines: Vec<String> = records(ARTICLES)
        .lines()
        .enumerate()
        .map(at_its_own_address)
        .collect();
    for (number, some) in lines.chunks(ARTICLES / 12).enumerate() {
        folder.write(&format!("pages/{number:02}.jsonl"), some.concat().as_bytes());
    }
    folder
}

fn at_its_own_address((number, line): (usize, &str)) -> String {
    let mut record: Value = serde_json::from_str(line).expect("a record");
    record["url"] = format!("https://relais.example/news/{number}-un-article-du-jour").into();
    format!("{record}\n")
}

/// All articles with what is said of them, but for the moment of the ingest.
fn exported(machine: &Machine) -> Vec<String> {
    let printed = machine.run("export").ended_with(0).stdout;
    let undated = |line: &str| {
        let mut record: Value = serde_json::from_str(line).expect("a record");
        record["added"] = Value::Null;
        record.to_string()
    };
    let mut lines: Vec<String> = printed.lines().map(undated).collect();
    lines.sort_unstable();
    lines
}

/// The same of an index in a directory.
fn expected(folder: &Folder) -> Vec<String> {
    std::fs::create_dir_all(folder.path().join("elsewhere")).expect("a folder");
    let machine = Machine {
        folder,
        index: "elsewhere/index",
        name: "directory",
    };
    machine.run("ingest pages").ended_with(0);
    exported(&machine)
}

#[track_caller]
fn assert_same(found: &[String], expected: &[String]) {
    let missing = expected.iter().find(|line| !found.contains(line));
    assert_eq!((found.len(), missing), (expected.len(), None));
}

/// Waits until an ingest writes articles; it may come to its end before that is seen.
fn wait_for_writes(nodes: &Nodes, index: &str, child: &mut Child) {
    let name = index.rsplit('/').next().expect("a name");
    let written = |answer: Value| answer["_all"]["primaries"]["indexing"]["index_total"].as_u64();
    while child.try_wait().expect("it runs").is_none() {
        let stats = nodes.ask(1, &format!("{name}-articles/_stats/indexing"));
        if stats.and_then(written).unwrap_or(0) > 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn said(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

#[test]
#[ignore = "nodes are needed: tests/cluster/run --drills"]
fn a_node_that_dies_in_mid_ingest_costs_nothing() {
    let (nodes, folder) = (Nodes::whole(), articles());
    let expected = expected(&folder);
    for is_manager in [false, true] {
        let index = nodes.index();
        let machine = Machine {
            folder: &folder,
            index: &index,
            name: &index[index.len() - 6..],
        };
        let (manager, other) = nodes.manager_and_other();
        let victim = if is_manager { manager } else { other };
        let mut ingest = machine.begin(&format!("ingest pages {MADE}"));
        wait_for_writes(&nodes, &index, &mut ingest);
        nodes.signal(victim, Signal::SIGKILL);
        let ended = end(ingest);
        assert!(matches!(ended.code, Some(0 | 75)), "{}", ended.stderr);
        nodes.start(victim);
        nodes.become_whole();
        machine.run("ingest pages").ended_with(0);
        let whose = if is_manager { "manager" } else { "data node" };
        said(&format!(
            "{whose} killed: status {:?}, {}",
            ended.code,
            ended.stderr.trim()
        ));
        assert_same(&exported(&machine), &expected);
    }
}

/// Asserts that each command printed what it prints otherwise, or nothing with status 75, in time.
fn assert_right_or_nothing(machine: &Machine, before: &[(&str, String)]) {
    let begun = Instant::now();
    let asked: Vec<(&(&str, String), Child)> = before
        .iter()
        .map(|asked| (asked, machine.begin(asked.0)))
        .collect();
    for ((line, right), child) in asked {
        let ended = end(child);
        said(&format!(
            "{line}: status {:?} after {:?}",
            ended.code,
            begun.elapsed()
        ));
        match ended.code {
            Some(0) => assert_eq!(ended.stdout, *right, "{line}"),
            Some(75) => assert_eq!(ended.stdout, "", "{line}"),
            _ => panic!("{line}: {:?} {}", ended.code, ended.stderr),
        }
        assert!(begun.elapsed() < LONGEST, "{line}");
    }
}

#[test]
#[ignore = "nodes are needed: tests/cluster/run --drills"]
fn a_node_that_freezes_or_is_gone_never_makes_a_smaller_number() {
    let (nodes, folder) = (Nodes::whole(), articles());
    let index = nodes.index();
    let machine = Machine {
        folder: &folder,
        index: &index,
        name: "one",
    };
    machine.run(&format!("ingest pages {MADE}")).ended_with(0);
    let commands = [
        "count *",
        "count pont",
        "facet outlet",
        "search armée --sort newest --limit 5",
    ];
    let right: Vec<(&str, String)> = commands
        .into_iter()
        .map(|line| (line, machine.run(line).ended_with(0).stdout))
        .collect();
    // The first is the host that is asked first.
    for frozen in [1, 3] {
        nodes.signal(frozen, Signal::SIGSTOP);
        said(&format!("node {frozen} is frozen"));
        assert_right_or_nothing(&machine, &right);
        nodes.signal(frozen, Signal::SIGCONT);
        nodes.become_whole();
    }
    for killed in [1, 3] {
        nodes.signal(killed, Signal::SIGKILL);
    }
    said("nodes 1 and 3 are killed");
    let ended: Vec<Ended> = commands
        .map(|line| machine.begin(line))
        .into_iter()
        .map(end)
        .collect();
    for killed in [1, 3] {
        nodes.start(killed);
    }
    nodes.become_whole();
    let told: Vec<(Option<i32>, &str)> = ended.iter().map(|ended| (ended.code, &*ended.stdout)).collect();
    assert_eq!(told, [(Some(75), ""); 4]);
    assert_right_or_nothing(&machine, &right);
}

#[test]
#[ignore = "nodes are needed: tests/cluster/run --drills"]
fn four_machines_that_ingest_the_same_at_once_leave_each_page_once() {
    let (nodes, folder) = (Nodes::whole(), articles());
    let (expected, index) = (expected(&folder), nodes.index());
    let machine = |name| Machine {
        folder: &folder,
        index: &index,
        name,
    };
    machine("zero")
        .run(&format!("ingest pages/00.jsonl {MADE}"))
        .ended_with(0);
    let orders = [
        "pages",
        "pages/07.jsonl pages/03.jsonl pages",
        "pages/00.jsonl pages/11.jsonl",
        "pages",
    ];
    let ingests: Vec<Child> = orders
        .iter()
        .zip(["one", "two", "three", "four"])
        .map(|(order, name)| machine(name).begin(&format!("ingest {order} --as press")))
        .collect();
    for ended in ingests.into_iter().map(end) {
        said(ended.stderr.trim());
        ended.ended_with(0);
    }
    machine("zero").run("ingest pages").ended_with(0);
    assert_same(&exported(&machine("zero")), &expected);
}

#[test]
#[ignore = "nodes are needed: tests/cluster/run --drills"]
fn what_two_users_decide_at_once_stands() {
    let (nodes, folder) = (Nodes::whole(), articles());
    let index = nodes.index();
    let machine = Machine {
        folder: &folder,
        index: &index,
        name: "one",
    };
    machine
        .run(&format!("ingest pages/00.jsonl {MADE}"))
        .ended_with(0);
    let lines: Vec<String> = (0..6)
        .map(|number| format!("actors rename person:oumar-diarra-{number} Oumar-{number}"))
        .collect();
    let mut waiting: Vec<&String> = lines.iter().collect();
    let mut rounds = 0;
    while !waiting.is_empty() {
        rounds += 1;
        assert!(rounds <= lines.len(), "somebody is always the first");
        let begun: Vec<(&String, Child)> = waiting.iter().map(|line| (*line, machine.begin(line))).collect();
        waiting.clear();
        for (line, child) in begun {
            let ended = end(child);
            match ended.code {
                Some(75) => waiting.push(line),
                _ => drop(ended.ended_with(0)),
            }
        }
    }
    let kept = machine.run("actors export").ended_with(0).stdout;
    said(&format!("six decisions at once stand after {rounds} rounds"));
    for number in 0..6 {
        assert_eq!(
            kept.matches(&format!("person:oumar-diarra-{number} ")).count(),
            1,
            "{kept}"
        );
    }
}

#[test]
#[ignore = "nodes are needed: tests/cluster/run --drills"]
fn disks_that_are_full_lose_nothing() {
    let (nodes, folder) = (Nodes::whole(), articles());
    let (expected, index) = (expected(&folder), nodes.index());
    let machine = Machine {
        folder: &folder,
        index: &index,
        name: "one",
    };
    machine
        .run(&format!("ingest pages/00.jsonl {MADE}"))
        .ended_with(0);
    nodes.set(&index, &json!({ "index.blocks.read_only_allow_delete": true }));
    let ended = machine.run("ingest pages").ended_with(75);
    said(ended.stderr.trim());
    assert!(ended.stderr.contains("takes no more"), "{}", ended.stderr);
    nodes.set(&index, &json!({ "index.blocks.read_only_allow_delete": null }));
    machine.run("ingest pages").ended_with(0);
    assert_same(&exported(&machine), &expected);
}

/// So many records have so many tags each that no other has.
const TAGGED: usize = 1_000;
const TAGS: usize = 50;

#[test]
#[ignore = "nodes are needed: tests/cluster/run --drills"]
fn a_facet_of_fifty_thousand_values_is_right_to_the_last() {
    let (nodes, folder) = (Nodes::whole(), Folder::new());
    let record = |number: usize| {
        let own = (0..TAGS).map(|tag| format!("étiquette {number}-{tag}"));
        let shared = (0..number % 7).map(|tag| format!("commune {tag}"));
        let record = json!({
            "title": format!("Le pont {number} à Bamako"),
            "text": "Le pont est rouvert depuis lundi. Le marché est ouvert.",
            "url": format!("https://relais.example/news/{number}-un-article-du-jour"),
            "tags": own.chain(shared).collect::<Vec<_>>(),
        });
        format!("{record}\n")
    };
    folder.write(
        "pages/all.jsonl",
        (0..TAGGED).map(record).collect::<String>().as_bytes(),
    );
    let index = nodes.index();
    let directory = folder.path().join("directory").display().to_string();
    let [one, other] = [&directory, &index].map(|index| Machine {
        folder: &folder,
        index,
        name: "one",
    });
    one.run("ingest pages").ended_with(0);
    other.run(&format!("ingest pages {MADE}")).ended_with(0);
    for line in [
        "facet tag --limit 0",
        "facet tag --limit 20",
        "facet tag --limit 7 pont",
    ] {
        let [right, found] = [&one, &other].map(|machine| machine.run(line).ended_with(0).stdout);
        said(&format!("{line}: {} lines", found.lines().count()));
        assert!(right == found, "{line}");
    }
    let all = one.run("facet tag --limit 0").stdout.lines().count();
    assert!(all >= TAGGED * TAGS, "{all}");
}
