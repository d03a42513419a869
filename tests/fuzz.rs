//! The targets of `fuzz/` over their stored inputs, and over small changes of these.

#[allow(unreachable_pub)] // A crate of its own, where the targets use them.
#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// So many changes of each stored input are tried.
const CHANGES: u64 = 8;

/// The largest fixture that is changed again and again, in bytes.
const LARGEST: u64 = 2_000;

/// Where the fixtures stand that a target takes beside its own inputs.
fn fixtures(target: &str) -> Option<&'static str> {
    match target {
        "formats" => Some("fixtures/formats"),
        "html" | "text" => Some("fixtures/pages"),
        _ => None,
    }
}

/// The stored inputs of a target, and the small ones among its fixtures.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let own = format!("fuzz/corpus/{target}");
    let folders = [Some(own.as_str()), fixtures(target)].into_iter().flatten();
    let mut inputs: Vec<_> = folders
        .flat_map(walkdir::WalkDir::new)
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            entry.path().starts_with(&own) || entry.metadata().is_ok_and(|file| file.len() <= LARGEST)
        })
        .map(|entry| {
            (
                entry.path().display().to_string(),
                fs::read(entry.path()).expect("read"),
            )
        })
        .collect();
    inputs.sort();
    inputs
}

/// A small change of an input, the same for the same number: bytes in another form, a piece cut out, a piece twice.
fn changed(bytes: &[u8], number: u64) -> Vec<u8> {
    let mut hash = blake3::Hasher::new();
    hash.update(bytes).update(&number.to_le_bytes());
    let mut random = hash.finalize_xof();
    let mut next = |below: usize| {
        let mut four = [0; 4];
        random.fill(&mut four);
        u32::from_le_bytes(four) as usize % below.max(1)
    };
    let mut changed = bytes.to_vec();
    let (from, length) = (next(bytes.len()), next(20));
    let piece = from..(from + length).min(bytes.len());
    match next(3) {
        0 => changed[piece].iter_mut().for_each(|byte| *byte ^= 1 << next(8)),
        1 => drop(changed.drain(piece)),
        _ => {
            let at = next(bytes.len());
            changed.splice(at..at, bytes[piece].to_vec());
        }
    }
    changed
}

fn holds(target: &str) {
    let known = targets::TARGETS.iter().find(|(name, _)| *name == target);
    let (_, does) = known.expect("a target of this name");
    let inputs = corpus(target);
    assert!(inputs.len() >= 5, "{target} has {} inputs", inputs.len());
    for (path, bytes) in inputs {
        for number in 0..=CHANGES {
            let bytes = if number == 0 {
                bytes.clone()
            } else {
                changed(&bytes, number)
            };
            let held = catch_unwind(AssertUnwindSafe(|| does(&bytes)));
            assert!(held.is_ok(), "{path}, change {number}");
        }
    }
}

#[test]
fn html_holds() {
    holds("html");
}

#[test]
fn text_holds() {
    holds("text");
}

#[test]
fn formats_holds() {
    holds("formats");
}

#[test]
fn json_ld_holds() {
    holds("json_ld");
}

#[test]
fn dates_holds() {
    holds("dates");
}

#[test]
fn query_holds() {
    holds("query");
}

#[test]
fn decisions_holds() {
    holds("decisions");
}

#[test]
fn lists_holds() {
    holds("lists");
}

#[test]
fn index_holds() {
    holds("index");
}
