//! A word finds its own inflections and nothing else, and a name itself: the table of `fixtures/forms` over an archive in which all of its
//! names and words stand together.

pub(crate) mod table;

use crate::commands::Folder;
use archive::index::Archive;
use archive::query::parse;
use serde_json::json;
use table::{Score, entries, name, typed, word};

/// A sentence with a word in it, in a language.
fn sentence(language: &str, word: &str) -> String {
    match language {
        "en" => format!("They spoke about {word} yesterday, and then nobody said anything more about it."),
        "es" => format!("Ayer se habló de {word} en la ciudad, y después ya no se dijo nada más."),
        "pt" => format!("Ontem falou-se de {word} na cidade, e depois não se disse mais nada."),
        "de" => format!("Gestern sprach man dort über {word}, und danach sagte man nichts mehr."),
        "it" => format!("Ieri si parlava di {word} in città, e dopo non si disse più nulla."),
        _ => format!("Hier, on parlait de {word} en ville, et puis on ne dit plus rien."),
    }
}

/// An archive with an article for every name and for every form of every word.
fn archive() -> (Folder, Archive) {
    let mut lines = Vec::new();
    let mut add = |language: &str, word: &str| {
        let language = if language == "any" { "fr" } else { language };
        let record = json!({"title": format!("– {} –", lines.len()), "text": sentence(language, word), "language": language});
        lines.push(record.to_string());
    };
    for entry in entries("names.tsv") {
        add(&entry[0], &entry[1]);
    }
    for entry in entries("words.tsv") {
        add(&entry[0], &entry[1]);
        entry[2].split_whitespace().for_each(|form| add(&entry[0], form));
    }
    let folder = Folder::new();
    folder.write("sentences.jsonl", (lines.join("\n") + "\n").as_bytes());
    folder.run(&["ingest", "sentences.jsonl"]).ended_with(0);
    let archive = Archive::open(&folder.path().join(".archive")).unwrap();
    (folder, archive)
}

#[test]
fn a_name_finds_itself_and_a_word_its_inflections() {
    let (_folder, archive) = archive();
    let names = entries("names.tsv");
    assert!(names.len() >= 250, "the table has all its names");
    let (mut written, mut small) = (Score::default(), Score::default());
    for entry in &names {
        for typed in typed(entry) {
            let score = if typed == entry[1] {
                &mut written
            } else {
                &mut small
            };
            score.add(name(&archive, &typed));
        }
    }
    assert_eq!((written.precision(), written.recall()), (1.0, 1.0), "{written:?}");
    assert!(small.precision() >= 0.99 && small.recall() == 1.0, "{small:?}");
    let words = entries("words.tsv");
    assert!(words.len() >= 60, "the table has all its words");
    let (mut all, mut within) = (Score::default(), Score::default());
    let mut missed = Vec::new();
    for entry in &words {
        let (anywhere, spoken) = word(&archive, entry, &words);
        if anywhere.precision() < 1.0 || spoken.recall() < 1.0 {
            missed.push(format!("{entry:?}: {anywhere:?} {spoken:?}"));
        }
        all.add(anywhere);
        within.add(spoken);
    }
    assert!(all.precision() >= 0.97, "{all:?}\n{}", missed.join("\n"));
    assert!(within.recall() >= 0.97, "{within:?}\n{}", missed.join("\n"));
}

/// How many of these texts, each with its language, a query finds.
fn found(texts: &[(&str, &str)], query: &str) -> usize {
    let folder = Folder::new();
    let record =
        |(language, text): &(&str, &str)| json!({"text": text, "language": language}).to_string() + "\n";
    folder.write(
        "texts.jsonl",
        texts.iter().map(record).collect::<String>().as_bytes(),
    );
    folder.run(&["ingest", "texts.jsonl"]).ended_with(0);
    let archive = Archive::open(&folder.path().join(".archive")).unwrap();
    archive.count(&parse(query).query).unwrap()
}

#[test]
fn a_name_that_is_a_common_word_is_one_where_it_is_typed_small() {
    let texts = [
        (
            "en",
            "They did not fall yesterday, and nobody in the town says anything more.",
        ),
        (
            "en",
            "The river falls in March, and nobody in the town says why it does so.",
        ),
        (
            "en",
            "Nobody saw it fall yesterday, and nobody in the town says anything more.",
        ),
        (
            "fr",
            "Le ministre Fall a parlé hier en ville, et puis on ne dit plus rien.",
        ),
    ];
    assert_eq!((found(&texts, "fall"), found(&texts, "Fall")), (4, 3));
}

#[test]
fn a_language_inflects_only_the_words_that_are_at_home_in_it() {
    let texts = [
        (
            "fr",
            "Un accord est signé hier en ville, et puis on ne dit plus rien de lui.",
        ),
        (
            "fr",
            "Cet accord est signé mardi en ville, et puis on ne dit plus rien de lui.",
        ),
        (
            "fr",
            "Un accord est trouvé hier en ville, et puis on ne dit plus rien de lui.",
        ),
        (
            "fr",
            "Cet accord est trouvé mardi en ville, et puis on ne dit plus rien de lui.",
        ),
        (
            "fr",
            "Un accord est rompu hier en ville, et puis on ne dit plus rien de lui.",
        ),
        (
            "fr",
            "Les accords sont signés hier en ville, et puis on ne dit plus rien d’eux.",
        ),
        (
            "en",
            "According to the mayor nobody in the town says anything more about it.",
        ),
    ];
    assert_eq!(found(&texts, "accord"), 6);
}
