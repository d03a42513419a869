//! The program over a cluster prints the bytes that it prints over an index in a directory. A cluster is needed: `tests/cluster/run`.

use crate::commands::Folder;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The variable that names a node of the cluster.
const CLUSTER: &str = "ARCHIVE_TEST_CLUSTER";
/// The variables that say how many articles there are, and in how many shards with how many copies.
const ARTICLES: &str = "ARCHIVE_TEST_ARTICLES";
const SHARDS: &str = "ARCHIVE_TEST_SHARDS";
const REPLICAS: &str = "ARCHIVE_TEST_REPLICAS";

/// What the made-up articles are made of.
const PEOPLE: [&str; 12] = [
    "Jean Bosco Kazura",
    "Oumar Diarra",
    "Awa Traoré",
    "Moussa Keïta",
    "Paul Kagame",
    "Fatou Cissé",
    "Ibrahim Touré",
    "Aminata Sow",
    "Général Kazura",
    "Alou Diarra",
    "Mariam Koné",
    "Boubacar Sanogo",
];
const PLACES: [&str; 10] = [
    "Bamako",
    "Gao",
    "Kigali",
    "Tombouctou",
    "Ségou",
    "Kidal",
    "Dakar",
    "Nairobi",
    "Mali",
    "Rwanda",
];
const WORDS: [&str; 60] = [
    "armée",
    "armées",
    "général",
    "généraux",
    "marché",
    "marchés",
    "pont",
    "ponts",
    "accord",
    "accords",
    "pluie",
    "récolte",
    "travaux",
    "gouverneur",
    "province",
    "rivière",
    "camions",
    "commerçants",
    "clients",
    "fermeture",
    "rouvert",
    "annoncé",
    "dimanche",
    "soldats",
    "convoi",
    "attaque",
    "blessés",
    "école",
    "élèves",
    "grève",
    "santé",
    "hôpital",
    "ministre",
    "ministres",
    "budget",
    "vote",
    "élection",
    "candidat",
    "candidate",
    "presse",
    "journal",
    "radio",
    "paix",
    "mission",
    "frontière",
    "route",
    "routes",
    "prix",
    "mil",
    "riz",
    "bétail",
    "eau",
    "puits",
    "village",
    "villages",
    "maire",
    "maires",
    "jeunes",
    "femmes",
    "O.N.U.",
];
const OUTLETS: [&str; 7] = [
    "Le Relais",
    "Le Fanal",
    "LE RELAIS",
    "Daily Post",
    "Sahel Info",
    "L'Écho",
    "Radio Gao",
];

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    /// One of some, the first more often than the last.
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let (a, b) = (self.below(of.len()), self.below(of.len()));
        of[a.min(b)]
    }
}

fn sentence(dice: &mut Dice) -> String {
    let mut words: Vec<String> = (0..5 + dice.below(14))
        .map(|_| dice.one(&WORDS).to_string())
        .collect();
    if dice.below(3) == 0 {
        words.insert(
            0,
            format!("{} a déclaré à {} que", dice.one(&PEOPLE), dice.one(&PLACES)),
        );
    }
    if dice.below(6) == 0 {
        words.push(format!(
            "depuis le {} mai 202{}",
            1 + dice.below(28),
            dice.below(4)
        ));
    }
    format!("Le {}.", words.join(" "))
}

/// A record a line, as tools that save articles write them: some texts stand twice, some addresses show two texts.
fn records(count: usize) -> String {
    let (mut dice, mut lines, mut texts) = (Dice(7), String::new(), Vec::new());
    for number in 0..count {
        let text: String = match dice.below(12) {
            0 if !texts.is_empty() => Vec::<String>::swap_remove(&mut texts.clone(), dice.below(texts.len())),
            _ => (0..3 + dice.below(9))
                .map(|_| sentence(&mut dice))
                .collect::<Vec<_>>()
                .join(" "),
        };
        if texts.len() < 40 {
            texts.push(text.clone());
        }
        let address = if dice.below(15) == 0 {
            dice.below(number + 1)
        } else {
            number
        };
        let record = serde_json::json!({
            "title": format!("{} {} à {}", dice.one(&WORDS), dice.one(&WORDS), dice.one(&PLACES)),
            "text": text,
            "url": format!("https://relais.example/news/{address}-un-article-du-jour"),
            "date": format!("202{}-{:02}-{:02}", dice.below(4), 1 + dice.below(12), 1 + dice.below(28)),
            "outlet": dice.one(&OUTLETS),
            "authors": [dice.one(&PEOPLE)],
            "tags": [dice.one(&WORDS), dice.one(&WORDS)],
        });
        writeln!(lines, "{record}").expect("written");
    }
    lines
}

/// Queries over what there is, of every kind that the language of queries has.
fn queries(count: usize) -> Vec<String> {
    let mut dice = Dice(11);
    let mut queries: Vec<String> = [
        "*",
        "armée",
        "armées",
        "\"armées\"",
        "general",
        "arm*",
        "m*",
        "candidt~1",
        "pluie~2",
        "\"Le armée\"",
        "\"armée général\"~3",
        "lang:fr",
        "kind:any",
        "outlet:relais",
        "outlet:\"Le Relais\"",
        "outlet:fanal",
        "date:2022",
        "date:2021-05",
        "date:..2021",
        "date:2022-03-01..2022-09-30",
        "mentions:2021",
        "has:date",
        "-has:date",
        "person:kazura",
        "actor:Kigali",
        "place:bamako",
        "country:ML",
        "country:Rwanda",
        "person:diarra",
        "actor:\"Awa Traoré\"",
        "actor:Mou*",
        "actor:nobody",
        "author:cissé",
        "tag:pont",
        "title:pont",
        "body:pont",
        "comments:pont",
        "furniture:pont",
        "path:articles",
        "url:relais",
        "id:0",
        "doubt:no-date",
        "pont NEAR/3 marché",
        "\"pont\" NEAR/5 \"marché\"",
        "armée NEAR/4 général -pluie",
        "armée^3 pluie",
        "(armée OR pluie) pont",
        "-armée",
        "armée -général -marché",
        "O.N.U.",
        "nonsense",
        "Bamako Kigali",
        "\"Oumar Diarra\"",
        "domain:relais",
        "section:x",
    ]
    .map(String::from)
    .to_vec();
    while queries.len() < count {
        let (a, b, c) = (dice.one(&WORDS), dice.one(&WORDS), dice.one(&PLACES));
        queries.push(match dice.below(9) {
            0 => format!("{a} {b}"),
            1 => format!("{a} OR {b}"),
            2 => format!("\"{a} {b}\"~{}", dice.below(5)),
            3 => format!("{a} NEAR/{} {b}", 1 + dice.below(6)),
            4 => format!("{a} -{b}"),
            5 => format!("title:{a} {c}"),
            6 => format!("{a} date:202{}", dice.below(4)),
            7 => format!("{c} {a} outlet:relais"),
            _ => format!("{a} {b} {c}"),
        });
    }
    queries
}

/// Commands that are asked of both, beside the queries.
const COMMANDS: [&str; 40] = [
    "facet outlet --limit 0",
    "facet domain",
    "facet lang",
    "facet actor --limit 0",
    "facet person pont",
    "facet org",
    "facet place armée",
    "facet country --limit 5",
    "facet author --limit 0",
    "facet tag --limit 0 pluie",
    "facet section",
    "facet kind kind:any",
    "facet doubt --limit 0",
    "facet year",
    "facet month armée",
    "facet date --limit 0",
    "facet mentions --limit 0",
    "facet actor date:2022",
    "timeline",
    "timeline armée --by week",
    "timeline --of mentions",
    "timeline pluie --by year",
    "kwic armée --limit 0",
    "kwic pont --limit 0 --sort left",
    "stories",
    "stories pont",
    "graph --min 2",
    "graph armée",
    "export armée",
    "export",
    "export --versions",
    "actors list",
    "actors list person",
    "outlets list",
    "search pont --format jsonl --sort newest",
    "search armée --sort oldest --limit 0",
    "search * --sort newest --offset 5 --limit 30",
    "search --explain-query armée pluie",
    "search --explain-query actor:kazura",
    "count kind:any",
];

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
        std::fs::create_dir_all(both.folder.path().join("elsewhere")).expect("a folder");
        both.run(0, "ingest pages").ended_with(0);
        let layout = [
            "--create",
            "--shards",
            &shards,
            "--replicas",
            &replicas,
            "--originals",
            "originals",
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
    let (mut in_same_order, queries) = (0, queries(number("ARCHIVE_TEST_QUERIES", 150)));
    for query in &queries {
        for command in [&["count"][..], &["search", "--sort", "newest", "--limit", "20"]] {
            if !both.agree(&[command, &["--", query]].concat(), undated) {
                wrong.push(format!("{command:?} {query}"));
            }
        }
        let (alike, ordered) = both.rank_alike(query);
        in_same_order += usize::from(ordered);
        if !alike {
            wrong.push(format!("the best of {query}"));
        }
    }
    let _ = writeln!(
        std::io::stdout(),
        "{} commands and {} queries: {} differ; the best twenty are in the same order for {in_same_order}, else in another order of equal scores",
        COMMANDS.len(),
        queries.len(),
        wrong.len()
    );
    assert_eq!(wrong, [""; 0]);
}
