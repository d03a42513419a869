//! The models that are compiled in: every file of `models/` is the one of which the manifest speaks, and no other bytes are taken for it.

use crate::clean::model::CleaningModel;
use crate::describe::{self, actors::tagger::Tagger, ranker::Ranker};
use crate::parse::Markup;
use crate::weights::{self, Refused};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Manifest {
    model: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    file: String,
    blake3: String,
    bytes: u64,
    decides: String,
    trained_by: String,
    data: Vec<String>,
}

/// A data set of the manifest.
#[derive(Deserialize)]
struct Set {
    licence: String,
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models"))
}

fn manifest<T: for<'a> Deserialize<'a>>() -> T {
    let text = fs::read_to_string(folder().join("MANIFEST.toml")).expect("there is a manifest");
    toml::from_str(&text).expect("it is a manifest")
}

/// What becomes of bytes that are taken for a model: nothing, or why they are refused.
fn read(name: &str, file: &[u8]) -> Result<(), Refused> {
    match name {
        "cleaner-html" => CleaningModel::read(Markup::Html, file).map(drop),
        "cleaner-text" => CleaningModel::read(Markup::Text, file).map(drop),
        "kind" => describe::kind_read(file),
        "tagger" => Tagger::read(file).map(drop),
        judge => Ranker::read(judge, file).map(drop),
    }
}

/// The files of the manifest: the name of each model, its bytes, the hash of its features, and the weights behind the line.
fn files() -> impl Iterator<Item = (String, Vec<u8>, String, Vec<u8>)> {
    manifest::<Manifest>().model.into_iter().map(|entry| {
        let file = fs::read(folder().join(&entry.file)).expect("a file");
        let end = file.iter().position(|byte| *byte == b'\n').expect("a line");
        let head = String::from_utf8_lossy(&file[..end]);
        let features = head.split(' ').nth(3).expect("the features").to_string();
        let weights = file[end + 1..].to_vec();
        (entry.name, file, features, weights)
    })
}

#[test]
fn every_model_is_the_one_of_the_manifest() {
    let entries = manifest::<Manifest>().model;
    let files: BTreeSet<String> = fs::read_dir(folder())
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter(|name| name.ends_with(".model") || name.ends_with(".weights"))
        .collect();
    let listed: BTreeSet<String> = entries.iter().map(|entry| entry.file.clone()).collect();
    assert_eq!(files, listed);
    for entry in entries {
        let file = fs::read(folder().join(&entry.file)).expect("a file");
        assert_eq!(file.len() as u64, entry.bytes, "{}", entry.file);
        assert_eq!(
            blake3::hash(&file).to_hex().as_str(),
            entry.blake3,
            "{}",
            entry.file
        );
        assert_eq!(read(&entry.name, &file), Ok(()), "{}", entry.file);
    }
}

#[test]
fn every_model_says_what_it_decides_and_what_it_has_learned_from() {
    let sets = manifest::<toml::Table>();
    for entry in manifest::<Manifest>().model {
        let trainers = ["cleaner ", "kind ", "tagger ", "facts "];
        assert!(
            !entry.decides.is_empty() && trainers.iter().any(|name| entry.trained_by.starts_with(name)),
            "{}",
            entry.name
        );
        assert!(!entry.data.is_empty(), "{}", entry.name);
        for name in &entry.data {
            let set = sets["set"]
                .get(name)
                .unwrap_or_else(|| panic!("{}: no set {name}", entry.name));
            let set: Set = set.clone().try_into().expect("a set has a licence");
            assert!(!set.licence.is_empty(), "{name}");
        }
    }
}

#[test]
fn bytes_that_are_not_a_models_are_refused() {
    for (name, file, features, body) in files() {
        let read = |bytes: &[u8]| read(&name, bytes);
        for at in [file.len() / 3, file.len() / 2, file.len() - 1] {
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            assert_eq!(read(&damaged), Err(Refused::Body), "{name}, damaged at {at}");
        }
        for length in [file.len() / 2, file.len() - 1] {
            assert_eq!(
                read(&file[..length]),
                Err(Refused::Body),
                "{name}, cut to {length}"
            );
        }
        assert_eq!(
            read(&[&file[..], b"0"].concat()),
            Err(Refused::Body),
            "{name}, with more"
        );
        assert_eq!(read(&file[..40]), Err(Refused::NoHead), "{name}, cut in its head");
        assert_eq!(read(&[]), Err(Refused::NoHead), "{name}, empty");
        assert!(read(&body).is_err(), "{name}, without its head");
        let foreign = weights::file("another", &features, &body);
        assert_eq!(
            read(&foreign),
            Err(Refused::Other("another".to_string())),
            "{name}"
        );
        let others = weights::file(&name, &weights::features(["another"]), &body);
        assert_eq!(read(&others), Err(Refused::Features), "{name}");
    }
}

#[test]
fn whole_files_that_hold_no_weights_are_refused() {
    for (name, _, features, body) in files() {
        let nothing = weights::file(&name, &features, b"no weights");
        let refused = read(&name, &nothing).expect_err("no weights are no weights");
        // A judge has the features that its weights name: without these it was trained on others.
        assert!(
            matches!(refused, Refused::Unreadable | Refused::Features),
            "{name}"
        );
        let half = weights::file(&name, &features, &body[..body.len() / 2]);
        let refused = read(&name, &half).expect_err("half the weights are no weights");
        assert!(
            matches!(refused, Refused::Unreadable | Refused::Features),
            "{name}"
        );
    }
}
