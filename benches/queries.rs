//! How long a cold process takes to answer, over an index of synthetic articles: a two-word query with ten snippets, a phrase,
//! a prefix, facets and a timeline over everything; what the ingest of these articles took; and SQLite's full-text search and
//! ripgrep on the same articles, where they are installed. `ARCHIVE_BENCH_ARTICLES` says how many articles (200000).
#![allow(missing_docs)]

mod child;

use archive::article::{
    Actor, ActorType, Article, ArticleId, Dated, Evidence, FORMAT, Kind, Mention, MentionForm, Source,
};
use archive::calendar::Date;
use archive::index::Archive;
use nix::fcntl::{PosixFadviseAdvice, posix_fadvise};
use nix::sys::resource::{UsageWho, getrusage};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const SEED: u64 = 20_221_113;
const VOCABULARY: u64 = 60_000;
const WORDS: usize = 480;
const ACTORS: u64 = 20_000;
const RUNS: usize = 15;
/// How many articles stand in one file.
const SHARD: u64 = 5_000;

/// A small generator (xorshift64*): the same articles every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A rank as words have it: the first often, the last almost never.
    fn rank(&mut self, limit: u64) -> u64 {
        let uniform = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((limit as f64 + 1.0).powf(uniform)) as u64).clamp(1, limit) - 1
    }
}

/// The word of a rank, of syllables that the folding and the stemmers have work with.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ko", "mi", "ré", "lan", "tou", "gé", "né", "ral", "pa", "si", "mon", "de", "vi", "lle",
        "fran", "çai", "se", "ma", "li", "en", "tra", "ver", "ment",
    ];
    let (mut rest, mut word) = (rank + 7, String::new());
    while rest > 0 {
        word.push_str(SYLLABLES[(rest % 24) as usize]);
        rest /= 24;
    }
    word
}

fn article(number: u64, dice: &mut Dice) -> Article {
    let words = |dice: &mut Dice, count: usize| -> Vec<String> {
        (0..count).map(|_| word(dice.rank(VOCABULARY))).collect()
    };
    let title = words(dice, 9).join(" ");
    let body = words(dice, WORDS)
        .chunks(60)
        .map(|words| words.join(" "))
        .collect::<Vec<_>>()
        .join("\n\n");
    let date = Date::day(
        2013 + dice.below(10) as i32,
        1 + dice.below(12) as u32,
        1 + dice.below(28) as u32,
    )
    .expect("a day");
    let actors = (0..5).map(|_| actor(dice.rank(ACTORS), &title)).collect();
    let hash = blake3::hash(&number.to_le_bytes()).to_hex().to_string();
    Article {
        format: FORMAT,
        id: ArticleId::of(&number.to_le_bytes()),
        kind: Kind::Article,
        title: Some(title),
        outlet: Some(format!("Outlet {}", dice.rank(60))),
        domain: Some(format!("outlet{}.example", dice.below(60))),
        url: Some(format!("https://example.org/{number}")),
        authors: vec![format!("Author {}", dice.rank(900))],
        agencies: Vec::new(),
        section: None,
        tags: Vec::new(),
        language: Some(if dice.below(4) == 0 { "en" } else { "fr" }.into()),
        published: Some(Dated {
            date,
            precision: date.precision(),
            evidence: Evidence::Meta,
            confidence: 1.0,
        }),
        modified: None,
        crawled: None,
        added: None,
        edition: None,
        page: None,
        number: None,
        body,
        comments: Vec::new(),
        dates: Vec::new(),
        actors,
        story: None,
        doubts: Vec::new(),
        source: Source {
            path: format!("pages/{:03}/{number}.html", number % 1000).into(),
            blake3: hash,
            ..Source::default()
        },
    }
}

fn actor(rank: u64, title: &str) -> Actor {
    let end = title.find(' ').map_or(1, |byte| title[..byte].chars().count());
    let text = title.chars().take(end).collect();
    let mention = Mention {
        text,
        start: 0,
        end,
        form: MentionForm::Name,
    };
    Actor {
        id: format!("person:name-{rank}"),
        kind: ActorType::Person,
        name: format!("Name {rank}"),
        count: 1,
        mentions: vec![mention],
    }
}

/// The synthetic articles, one after another.
fn articles(count: u64) -> impl Iterator<Item = Article> {
    let mut dice = Dice(SEED);
    (0..count).map(move |number| article(number, &mut dice))
}

fn text_of(article: &Article) -> usize {
    article.body.len() + article.title.as_ref().map_or(0, String::len)
}

/// A folder that is filled once: what is in it is taken from an earlier run.
fn filled(path: PathBuf, fill: impl FnOnce(&Path)) -> PathBuf {
    let complete = path.join("complete");
    if !complete.exists() {
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        fill(&path);
        fs::write(complete, "").expect("written");
    }
    path
}

/// The articles as records, as `archive export` prints them.
fn write_records(folder: &Path, count: u64) {
    let mut all = articles(count);
    for shard in 0..count.div_ceil(SHARD) {
        let file = File::create(folder.join(format!("{shard:05}.jsonl"))).expect("a file");
        let mut out = BufWriter::new(file);
        for article in all.by_ref().take(SHARD as usize) {
            serde_json::to_writer(&mut out, &article).expect("written");
            out.write_all(b"\n").expect("written");
        }
    }
}

/// The articles in SQLite's full-text index, by its own program.
fn write_sqlite(folder: &Path, count: u64) {
    let mut sqlite = Command::new("sqlite3");
    let mut sqlite = sqlite
        .arg(folder.join("fts.db"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("sqlite3");
    let mut out = BufWriter::new(sqlite.stdin.take().expect("its stdin"));
    let quoted = |text: &str| text.replace('\'', "''");
    let schema = "CREATE VIRTUAL TABLE pages USING fts5(title, body, date UNINDEXED); BEGIN;";
    writeln!(out, "{schema}").expect("written");
    for article in articles(count) {
        let (title, date) = (
            article.title.unwrap_or_default(),
            article.published.map(|dated| dated.date.to_string()),
        );
        let (title, body) = (quoted(&title), quoted(&article.body));
        writeln!(
            out,
            "INSERT INTO pages VALUES ('{title}', '{body}', '{}');",
            date.unwrap_or_default()
        )
        .expect("written");
    }
    writeln!(out, "COMMIT; INSERT INTO pages(pages) VALUES ('optimize');").expect("written");
    drop(out);
    sqlite.wait().expect("its end");
}

/// The articles as files of text.
fn write_texts(folder: &Path, count: u64) {
    for (article, number) in articles(count).zip(0..) {
        let folder = folder.join(format!("{:03}", number % 1000));
        fs::create_dir_all(&folder).expect("a folder");
        let text = format!("{}\n\n{}", article.title.unwrap_or_default(), article.body);
        fs::write(folder.join(format!("{number}.txt")), text).expect("written");
    }
}

fn program(index: &Path, args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_archive"));
    program.arg("--index").arg(index).args(args);
    program
}

fn main() {
    let count = std::env::var("ARCHIVE_BENCH_ARTICLES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(200_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("articles-{count}"));
    let mut out = std::io::stdout().lock();
    let records = filled(folder.join("records"), |folder| write_records(folder, count));
    let index = filled(folder.join("index"), |folder| {
        let records = records.to_string_lossy().into_owned();
        let took = child::run(&mut program(&folder.join("index"), &["ingest", &records]));
        let _ = writeln!(
            std::io::stdout().lock(),
            "ingest: {:.1} s, at most {} MB",
            took.cpu / 1000.0,
            took.peak
        );
    });
    let index = index.join("index");
    let status = Archive::open(&index)
        .and_then(|archive| archive.status())
        .expect("its status");
    assert_eq!(status.articles, count, "every article is in the index");
    let text: usize = articles(count).map(|article| text_of(&article)).sum();
    let _ = writeln!(
        out,
        "{count} articles, {} MB of text, {} segments",
        text >> 20,
        status.extent.segments
    );
    let _ = writeln!(
        out,
        "index / text: {:.3}",
        status.extent.index_bytes as f64 / text as f64
    );
    let empty = filled(folder.join("empty"), |folder| {
        Archive::create(&folder.join("index")).expect("an index");
    });
    answer_times(&mut out, &index, &empty.join("index"));
    cold(&mut out, &index);
    peers(&mut out, &folder, &index, count);
}

/// The median processor time of each question.
fn answer_times(out: &mut impl Write, index: &Path, empty: &Path) {
    let (first, second, phrase) = (word(40), word(300), format!("\"{} {}\"", word(3), word(5)));
    let prefix = format!("{}*", &word(900)[..4]);
    let hits = ["--format", "jsonl", "--limit", "10"];
    let asked = |query: &[&str]| program(index, &[&["search"], query, &hits].concat());
    let (names, mut commands): (Vec<&str>, Vec<Command>) = [
        ("two words, ten snippets", asked(&[&first, &second])),
        ("phrase", asked(&[&phrase])),
        ("prefix", asked(&[&prefix])),
        ("count", program(index, &["count", &first])),
        (
            "facet actor, all",
            program(index, &["facet", "actor", "--limit", "10"]),
        ),
        ("facet outlet, all", program(index, &["facet", "outlet"])),
        ("timeline, all", program(index, &["timeline"])),
        ("timeline of a word", program(index, &["timeline", &first])),
        ("search in an empty index", program(empty, &["search", &first])),
        ("--help", program(index, &["--help"])),
        ("nothing: true", Command::new("true")),
    ]
    .into_iter()
    .unzip();
    for (name, time) in names.iter().zip(child::medians(&mut commands, RUNS)) {
        let _ = writeln!(out, "{name:<26} {time:6.2} ms");
    }
}

/// The two words asked of an index of which nothing is in memory: the time on the clock, and what was read.
fn cold(out: &mut impl Write, index: &Path) {
    let hits = ["--format", "jsonl", "--limit", "10"];
    let mut asked = program(index, &[&["search", &*word(40), &*word(300)], &hits[..]].concat());
    let blocks = || {
        getrusage(UsageWho::RUSAGE_CHILDREN)
            .expect("the system tells")
            .block_reads()
    };
    let mut run = || {
        forget(&index.join("words"));
        let (before, begin) = (blocks(), Instant::now());
        child::run(&mut asked);
        (
            begin.elapsed().as_secs_f64() * 1000.0,
            (blocks() - before) as f64 * 512.0 / 1e6,
        )
    };
    let mut runs: Vec<(f64, f64)> = (0..RUNS).map(|_| run()).collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (time, read) = runs[RUNS / 2];
    let _ = writeln!(
        out,
        "cold page cache            {time:6.1} ms on the clock, {read:.1} MB read"
    );
}

/// Takes the files of a folder out of memory.
fn forget(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let file = File::open(entry.path()).expect("a file");
        posix_fadvise(&file, 0, 0, PosixFadviseAdvice::POSIX_FADV_DONTNEED).expect("advice is taken");
    }
}

/// The same two words asked of others, in turn with us.
fn peers(out: &mut impl Write, folder: &Path, index: &Path, count: u64) {
    let (first, second) = (word(40), word(300));
    let ours = || {
        program(
            index,
            &["search", &first, &second, "--format", "jsonl", "--limit", "10"],
        )
    };
    if child::is_there("sqlite3") {
        let database = filled(folder.join("sqlite"), |folder| write_sqlite(folder, count)).join("fts.db");
        let select = format!(
            "SELECT title, date, snippet(pages, 1, '[', ']', '…', 32) FROM pages WHERE pages MATCH '{first} {second}' ORDER BY rank LIMIT 10"
        );
        let mut sqlite = Command::new("sqlite3");
        sqlite.arg(database).arg(select);
        compared(out, "SQLite FTS5", &mut [ours(), sqlite], RUNS);
    }
    if child::is_there("rg") {
        let texts = filled(folder.join("texts"), |folder| write_texts(folder, count));
        let mut ripgrep = Command::new("rg");
        ripgrep.args(["-l", "-i", &first]).arg(texts);
        compared(out, "ripgrep -l -i, one word", &mut [ours(), ripgrep], 3);
    }
}

fn compared(out: &mut impl Write, name: &str, commands: &mut [Command], runs: usize) {
    let times = child::medians(commands, runs);
    let _ = writeln!(
        out,
        "against {name}: {:.2} ms, {:.2} ms, ratio {:.3}",
        times[0],
        times[1],
        times[0] / times[1]
    );
}
