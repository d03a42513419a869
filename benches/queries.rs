//! How long a cold process takes to answer, over an index of synthetic articles: a two-word query with ten snippets, a phrase,
//! a prefix, facets and a timeline over everything. `ARCHIVE_BENCH_ARTICLES` says how many articles (200000).
#![allow(missing_docs)]

use archive::article::{Article, ArticleId, Dated, FORMAT, Kind, Source};
use archive::calendar::Date;
use archive::describe::Evidence;
use archive::describe::actors::{Actor, ActorType, Form, Mention};
use archive::index::Archive;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SEED: u64 = 20_221_113;
const VOCABULARY: u64 = 60_000;
const WORDS: usize = 480;
const ACTORS: u64 = 20_000;
const RUNS: usize = 15;

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
    let bytes = number.to_le_bytes();
    Article {
        format: FORMAT,
        id: ArticleId::of(&bytes),
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
        body,
        comments: Vec::new(),
        dates: Vec::new(),
        actors,
        story: None,
        doubts: Vec::new(),
        source: Source {
            path: format!("pages/{:03}/{number}.html", number % 1000),
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
        form: Form::Name,
    };
    Actor {
        id: format!("person:name-{rank}"),
        kind: ActorType::Person,
        name: format!("Name {rank}"),
        count: 1,
        mentions: vec![mention],
    }
}

/// Makes the index, or takes the one that an earlier run made.
fn prepared(path: &Path, articles: u64) -> Duration {
    let begun = Instant::now();
    let archive = Archive::create(path).expect("an index");
    if archive.status().expect("its status").articles == articles {
        return Duration::ZERO;
    }
    let mut dice = Dice(SEED);
    let mut writer = archive.writer().expect("a writer");
    for number in 0..articles {
        let article = article(number, &mut dice);
        writer
            .add(&article, b"", "Home Politics Business Contact")
            .expect("added");
    }
    writer.finish().expect("finished");
    begun.elapsed()
}

fn main() {
    let articles = std::env::var("ARCHIVE_BENCH_ARTICLES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(200_000);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("articles-{articles}"));
    let mut out = std::io::stdout().lock();
    let built = prepared(&path, articles);
    let archive = Archive::open(&path).expect("an index");
    let status = archive.status().expect("its status");
    let mut text = 0;
    let mut dice = Dice(SEED);
    for number in 0..articles.min(2000) {
        let article = article(number, &mut dice);
        text += article.body.len() + article.title.map_or(0, |title| title.len());
    }
    let text = text as f64 / articles.min(2000) as f64 * articles as f64;
    let _ = writeln!(
        out,
        "{articles} articles, built in {built:.1?}, {} segments",
        status.segments
    );
    let _ = writeln!(out, "index / text: {:.3}", status.index_bytes as f64 / text);
    let (first, second, phrase) = (word(40), word(300), format!("\"{} {}\"", word(3), word(5)));
    let prefix = format!("{}*", &word(900)[..4]);
    for (name, args) in [
        (
            "two words, ten snippets",
            vec!["search", &first, &second, "--format", "jsonl", "--limit", "10"],
        ),
        (
            "phrase",
            vec!["search", &phrase, "--format", "jsonl", "--limit", "10"],
        ),
        (
            "prefix",
            vec!["search", &prefix, "--format", "jsonl", "--limit", "10"],
        ),
        ("facet actor, all", vec!["facet", "actor", "--limit", "10"]),
        ("facet outlet, all", vec!["facet", "outlet"]),
        ("timeline, all", vec!["timeline"]),
        ("timeline of a word", vec!["timeline", &first]),
        ("count", vec!["count", &first]),
        ("nothing: --version", vec!["--version"]),
    ] {
        let (least, median) = timed(&path, &args);
        let _ = writeln!(
            out,
            "{name:<26} min {:6.2} ms   median {:6.2} ms",
            ms(least),
            ms(median)
        );
    }
}

/// The least and the median wall time of the program.
fn timed(index: &Path, args: &[&str]) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            let mut program = Command::new(env!("CARGO_BIN_EXE_archive"));
            program
                .arg("--index")
                .arg(index)
                .args(args)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            program.status().expect("the program runs");
            begun.elapsed()
        })
        .collect();
    times.sort();
    (times[0], times[RUNS / 2])
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
