//! The program over a cluster prints the bytes that it prints over an index in a directory. A cluster is needed: `tests/cluster/run`.

#[cfg(unix)]
mod control;
#[cfg(unix)]
mod drills;
mod made;

use crate::commands::Folder;
use made::{COMMANDS, queries, records};
use std::io::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The variable that names a node of the cluster.
const CLUSTER: &str = "ARCHIVE_TEST_CLUSTER";
/// The variables that say how many articles there are, and in how many shards with how many copies.
const ARTICLES: &str = "ARCHIVE_TEST_ARTICLES";
const SHARDS: &str = "ARCHIVE_TEST_SHARDS";
const REPLICAS: &str = "ARCHIVE_TEST_REPLICAS";
/// The variable that names the place of the originals, where it is not a directory.
const ORIGINALS: &str = "ARCHIVE_TEST_ORIGINALS";

fn number(name: &str, default: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// The indexes of one folder of pages: in a directory, on the cluster, and in a directory with nothing in it that was replaced.
struct Both {
    folder: Folder,
    indexes: [String; 3],
}

impl Both {
    /// Brings the same articles into both.
    fn with(count: usize) -> Both {
        let folder = Folder::new();
        let records = records(count);
        let half = records
            .match_indices('\n')
            .nth(count / 2)
            .map_or(records.len(), |(byte, _)| byte + 1);
        folder.write("pages/articles.jsonl", &records.as_bytes()[..half]);
        // The index lies elsewhere, so that both know the files by their whole paths.
        let directory = folder.path().join("elsewhere/index");
        let host = std::env::var(CLUSTER).expect("ARCHIVE_TEST_CLUSTER names a node");
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("a clock")
            .as_nanos();
        let both = Both {
            indexes: [
                directory.display().to_string(),
                format!("{host}/bytes-{now}"),
                folder.path().join("elsewhere/fresh").display().to_string(),
            ],
            folder,
        };
        let (shards, replicas) = (number(SHARDS, 1).to_string(), number(REPLICAS, 0).to_string());
        let originals = std::env::var(ORIGINALS).unwrap_or_else(|_| "originals".into());
        std::fs::create_dir_all(both.folder.path().join("elsewhere")).expect("a folder");
        both.run(0, "ingest pages").ended_with(0);
        let layout = [
            "--create",
            "--shards",
            &shards,
            "--replicas",
            &replicas,
            "--originals",
            &originals,
        ];
        let made = both.command(1, &[&["ingest", "pages"][..], &layout].concat());
        made.ended_with(0);
        both.folder.write("pages/more.jsonl", &records.as_bytes()[half..]);
        for index in [0, 1] {
            both.run(index, "ingest pages").ended_with(0);
        }
        both.without_deleted();
        both
    }

    fn command(&self, index: usize, args: &[&str]) -> crate::commands::Ended {
        let state = self.folder.path().join("state");
        let named = ["--index", &self.indexes[index]];
        let mut command = self.folder.command(&[&named[..], args].concat());
        command.env("XDG_STATE_HOME", state);
        crate::commands::Ended::of(command.output().expect("it runs"))
    }

    fn run(&self, index: usize, line: &str) -> crate::commands::Ended {
        let args: Vec<&str> = line.split(' ').collect();
        self.command(index, &args)
    }

    /// What was replaced counts in the scores of an index until its parts are joined: they are joined on the cluster, and what is searched
    /// in the directory is brought into a new one.
    fn without_deleted(&self) {
        let exported = self.run(0, "export").ended_with(0);
        self.folder.write("exported/articles.jsonl", &exported.bytes);
        self.run(2, "ingest exported").ended_with(0);
        let (host, name) = self.indexes[1].rsplit_once('/').expect("a name");
        let at = |path: &str| format!("{host}/{name}-articles/{path}");
        // What was replaced is kept for half a minute, so that a copy of a shard can be made from it.
        for _ in 0..60 {
            for path in ["_flush", "_forcemerge?max_num_segments=1", "_refresh"] {
                assert!(ureq::post(at(path)).send_empty().is_ok());
            }
            let stats = ureq::get(at("_stats/docs"))
                .call()
                .expect("statistics")
                .body_mut()
                .read_to_string();
            let stats: serde_json::Value = serde_json::from_str(&stats.expect("a text")).expect("JSON");
            if stats["_all"]["primaries"]["docs"]["deleted"] == 0 {
                return;
            }
            std::thread::sleep(Duration::from_secs(2));
        }
        panic!("what was replaced stays");
    }

    /// Whether both print the same with the same status; what differs is printed.
    fn agree(&self, args: &[&str], told: impl Fn(&str) -> String) -> bool {
        let [one, other] = [0, 1].map(|index| self.command(index, args));
        let (a, b) = (told(&one.stdout), told(&other.stdout));
        let agree = a == b && one.code == other.code;
        if !agree {
            let line = a.lines().zip(b.lines()).find(|(a, b)| a != b);
            let lines = (a.lines().count(), b.lines().count());
            let _ = writeln!(
                std::io::stdout(),
                "{args:?}: {:?} {:?} {lines:?} {line:?} {}",
                one.code,
                other.code,
                other.stderr
            );
        }
        agree
    }
}

/// Scores are sums of floats in another order.
const EQUAL: f64 = 1e-4;

impl Both {
    /// The best articles of a query with their scores.
    fn best(&self, index: usize, query: &str) -> Vec<(String, f64)> {
        let printed = self.command(
            index,
            &["search", "--limit", "20", "--format", "jsonl", "--", query],
        );
        let read = |line: &str| {
            let hit: serde_json::Value = serde_json::from_str(line).expect("JSON");
            (
                hit["id"].as_str().unwrap_or_default().to_string(),
                hit["score"].as_f64().unwrap_or(0.0),
            )
        };
        printed.stdout.lines().map(read).collect()
    }

    /// Whether the best articles of a query are the same, but for such as are equally good; and whether they are in the same order.
    fn rank_alike(&self, query: &str) -> (bool, bool) {
        let [one, other] = [2, 1].map(|index| self.best(index, query));
        let equal = |a: f64, b: f64| (a - b).abs() <= EQUAL * a.abs().max(b.abs());
        let scores = one.iter().zip(&other).all(|((_, a), (_, b))| equal(*a, *b));
        let own = |(id, score): &(String, f64)| {
            other
                .iter()
                .find(|(its, _)| its == id)
                .is_none_or(|(_, its)| equal(*score, *its))
        };
        let alike = one.len() == other.len() && scores && one.iter().all(own);
        if !alike {
            let _ = writeln!(std::io::stdout(), "{query}:\n{one:?}\n{other:?}");
        }
        (alike, one.iter().zip(&other).all(|((a, _), (b, _))| a == b))
    }
}

/// What was printed, but for the moment of the ingest.
fn undated(printed: &str) -> String {
    let mut parts = printed.split("\"added\":\"");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |told, part| {
        told + part.split_once('"').map_or("", |(_, behind)| behind)
    })
}

/// The same in the order of the lines: an index in a directory tells articles as they came, a cluster by their identities.
fn in_order(printed: &str) -> String {
    let undated = undated(printed);
    let mut lines: Vec<&str> = undated.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// So many queries are asked at once: each waits for the cluster.
const AT_ONCE: usize = 4;

/// What some queries came to.
#[derive(Default)]
struct Compared {
    wrong: Vec<String>,
    in_same_order: usize,
}

impl Both {
    /// Asks both the same queries in every way.
    fn compare(&self, queries: &[String]) -> Compared {
        let mut compared = Compared::default();
        for query in queries {
            for command in [&["count"][..], &["search", "--sort", "newest", "--limit", "20"]] {
                if !self.agree(&[command, &["--", query]].concat(), undated) {
                    compared.wrong.push(format!("{command:?} {query}"));
                }
            }
            let (alike, ordered) = self.rank_alike(query);
            compared.in_same_order += usize::from(ordered);
            if !alike {
                compared.wrong.push(format!("the best of {query}"));
            }
        }
        compared
    }
}

#[test]
#[ignore = "a cluster is needed: tests/cluster/run"]
fn every_command_prints_the_same() {
    let both = Both::with(number(ARTICLES, 2_000));
    let mut wrong: Vec<String> = Vec::new();
    for line in COMMANDS {
        let args: Vec<&str> = line.split(' ').collect();
        let is_in_order = ["export", "kwic"].contains(&args[0]);
        if !both.agree(&args, if is_in_order { in_order } else { undated }) {
            wrong.push(line.into());
        }
    }
    let queries = queries(number("ARCHIVE_TEST_QUERIES", 150));
    let compared: Vec<Compared> = std::thread::scope(|scope| {
        let some = queries.chunks(queries.len().div_ceil(AT_ONCE));
        let begun: Vec<_> = some.map(|some| scope.spawn(|| both.compare(some))).collect();
        begun
            .into_iter()
            .map(|thread| thread.join().expect("compared"))
            .collect()
    });
    let in_same_order: usize = compared.iter().map(|compared| compared.in_same_order).sum();
    wrong.extend(compared.into_iter().flat_map(|compared| compared.wrong));
    let _ = writeln!(
        std::io::stdout(),
        "{} commands and {} queries: {} differ; the best twenty are in the same order for {in_same_order}, else in another order of equal scores",
        COMMANDS.len(),
        queries.len(),
        wrong.len()
    );
    assert_eq!(wrong, [""; 0]);
}
