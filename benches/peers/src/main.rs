//! The whole ingest of a folder of HTML pages, decode to index, against the extraction alone of peers: the same pages, one
//! core, processor time, in turn within one run.
//!
//! `peers ARCHIVE FOLDER`: the built program and a folder of pages of which none hangs a peer. Python's trafilatura is run if
//! `python3` has it.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::path::Path;
use std::process::{Command, Stdio};

const ROUNDS: usize = 3;

/// Extracts and says how long the text was.
type Extract = fn(&str) -> usize;

const PEERS: [(&str, Extract); 3] = [
    ("dom_smoothie 0.19", |page| {
        let mut readability = dom_smoothie::Readability::new(page, None, None).expect("no address is given");
        readability
            .parse()
            .map_or(0, |article| article.text_content.len())
    }),
    ("trafilatura crate 0.6", |page| {
        let found = trafilatura::extract(page, &trafilatura::Options::default());
        found.map_or(0, |found| found.content_text.len())
    }),
    ("rs-trafilatura 0.2", |page| {
        rs_trafilatura::extract(page).map_or(0, |found| found.content_text.len())
    }),
];

const PYTHON: &str = "
import sys, os, time, trafilatura
pages = [open(os.path.join(d, f), 'rb').read() for d, _, fs in os.walk(sys.argv[1]) for f in fs]
for options in (dict(), dict(with_metadata=True, output_format='json')):
    trafilatura.extract(pages[0], **options)
    begin = time.process_time()
    for page in pages:
        trafilatura.extract(page, **options)
    print(time.process_time() - begin)
";

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(archive), Some(folder)) = (args.next(), args.next()) else {
        eprintln!("usage: peers ARCHIVE FOLDER");
        std::process::exit(2);
    };
    let files = walkdir::WalkDir::new(&folder).into_iter().flatten();
    let files = files.filter(|entry| entry.file_type().is_file());
    let pages: Vec<String> = files
        .map(|file| std::fs::read(file.path()).expect("a page"))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {} MB", pages.len(), bytes >> 20);
    let mut times = vec![Vec::new(); PEERS.len() + 1];
    for _ in 0..ROUNDS {
        times[0].push(ingest(&archive, Path::new(&folder)));
        for (place, (_, extract)) in PEERS.iter().enumerate() {
            times[place + 1].push(extracted(&pages, *extract));
        }
    }
    let per_page = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2] / pages.len() as f64
    };
    let mut times = times.into_iter().map(per_page);
    let own = times.next().unwrap_or_default();
    println!("{:<38} {own:7.2} ms a page", "archive, decode to index");
    for ((name, _), time) in PEERS.iter().zip(times) {
        told(name, time, own);
    }
    let python = Command::new("python3")
        .args(["-c", PYTHON, &folder])
        .stderr(Stdio::null())
        .output();
    let python = python
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    for (line, name) in python
        .lines()
        .zip(["Python trafilatura", "Python trafilatura, with metadata"])
    {
        let seconds: f64 = line.parse().unwrap_or_default();
        told(name, seconds * 1000.0 / pages.len() as f64, own);
    }
}

fn told(name: &str, time: f64, own: f64) {
    println!(
        "{name:<38} {time:7.2} ms a page, {:.2} times the whole ingest",
        time / own
    );
}

/// The processor time of an ingest into a new index, in milliseconds.
fn ingest(archive: &str, folder: &Path) -> f64 {
    let index = std::env::temp_dir().join(format!("peers-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&index);
    let before = cpu(UsageWho::RUSAGE_CHILDREN);
    let mut ingest = Command::new(archive);
    ingest
        .arg("--index")
        .arg(&index)
        .args(["ingest", "-j1"])
        .arg(folder);
    let status = ingest.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{archive} does not ingest {}",
        folder.display()
    );
    let took = cpu(UsageWho::RUSAGE_CHILDREN) - before;
    let _ = std::fs::remove_dir_all(&index);
    took
}

/// The processor time of a peer on all pages, in milliseconds. A page on which it panics counts as done.
fn extracted(pages: &[String], extract: Extract) -> f64 {
    let before = cpu(UsageWho::RUSAGE_SELF);
    for page in pages {
        let _ = std::hint::black_box(std::panic::catch_unwind(|| extract(page)));
    }
    cpu(UsageWho::RUSAGE_SELF) - before
}

fn cpu(of: UsageWho) -> f64 {
    let usage = getrusage(of).expect("the system tells");
    (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1000.0
}
