//! What the tools themselves write: each file that `fixtures/formats/make.sh` made of the pages of `fixtures/formats/site` gives the
//! articles that `made.json` says, with title, day, text, address and capture.

use super::samples::{flat, read};
use archive::ingest::Workers;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// An article of the site.
struct Article {
    key: char,
    title: &'static str,
    day: &'static str,
    language: &'static str,
    page: &'static str,
    /// The first and the last words of its text, and some between.
    text: [&'static str; 3],
    /// What stands around it on its page.
    around: &'static [&'static str],
}

const ARTICLES: [Article; 4] = [
    Article {
        key: 'K',
        title: "Kossoba : trois puits rouverts après les analyses",
        day: "2023-03-14",
        language: "fr",
        page: "fr/2023/puits-de-kossoba.html",
        text: [
            "Trois des cinq puits de Kossoba, fermés depuis le mois de janvier",
            "« Nous avons attendu huit semaines, et les femmes allaient jusqu'au fleuve », dit Sitan Coulibaly",
            "La région n'a pas répondu à nos questions.",
        ],
        around: &[
            "Économie",
            "Imprimer",
            "marché de nuit",
            "l'abattoir, on en parle",
            "Tous droits",
        ],
    },
    Article {
        key: 'L',
        title: "Night train to Lodwe runs again after nine months",
        day: "2023-05-02",
        language: "en",
        page: "en/2023/night-train-to-lodwe.html",
        text: [
            "The night train from the coast to Lodwe left the old station at 21:40",
            "“My tomatoes arrive whole,” said Esther Nakiru, who sells vegetables in Lodwe market.",
            "but the railway has not said who would pay for it.",
        ],
        around: &["newsletter", "Kossoba", "Terms of use"],
    },
    Article {
        key: 'S',
        title: "Santiva: pescadores esperam por gelo há três semanas",
        day: "2023-06-19",
        language: "pt",
        page: "pt/2023/pescadores-de-santiva.html",
        text: [
            "A única fábrica de gelo de Santiva está parada há três semanas",
            "disse ao jornal que a peça já foi paga e que chegará “dentro de dias”.",
            "que só leva a carga de seis botes.",
        ],
        around: &["Desporto"],
    },
    Article {
        key: 'M',
        title: "مدرسة النهر تفتح أبوابها بعد عامين من الإغلاق",
        day: "2023-09-10",
        language: "ar",
        page: "ar/2023/madrasat-al-nahr.html",
        text: [
            "فتحت مدرسة النهر في حي السواقي أبوابها صباح الأحد أمام أربعمئة تلميذ،",
            "نوال بابكر، إن الأهالي دفعوا نصف تكلفة البناء، ودفعت البلدية النصف الآخر.",
            "وإن القارب كان يتوقف كلما ارتفع الماء.",
        ],
        around: &["رياضة", "ثلاثة آبار"],
    },
];

/// What is wrong with an article that was found.
fn faults(article: &Article, found: &Value, want: &Value, day_made: &str) -> Vec<String> {
    let body = flat(found["body"].as_str().unwrap_or_default());
    let lost = article.text.iter().filter(|text| !body.contains(**text));
    let mut faults: Vec<String> = lost.map(|text| format!("text lost: {text}")).collect();
    let mut unless = |right: bool, fault: String| {
        if !right {
            faults.push(format!("{}: {fault}", article.key));
        }
    };
    let flag = |key: &str| want[key].as_bool().unwrap_or(false);
    if flag("alone") {
        let left: Vec<_> = article
            .around
            .iter()
            .filter(|text| body.contains(**text))
            .collect();
        unless(left.is_empty(), format!("left in the text: {left:?}"));
    }
    let day = found["published"]["date"].as_str();
    unless(day == Some(article.day), format!("published {day:?}"));
    let language = found["language"].as_str();
    unless(
        language == Some(article.language),
        format!("language {language:?}"),
    );
    let address = found["url"].as_str().unwrap_or_default();
    let own = format!("http://balise.example/{}", article.page);
    unless(!flag("url") || address == own, format!("address {address}"));
    let crawled = found["crawled"].as_str().unwrap_or_default();
    unless(
        !flag("crawled") || crawled.starts_with(day_made),
        format!("crawled {crawled}"),
    );
    faults
}

/// What is wrong with what a file gives.
fn faults_of(file: &str, want: &Value, day_made: &str, workers: &Workers) -> Vec<String> {
    let (mut found, said, code) = read(&format!("made/{file}"), workers);
    let mut faults = Vec::new();
    if code != 0 {
        faults.push(format!("exit {code}: {said}"));
    }
    if let Some(what) = want["refused"].as_str() {
        let refused = found.is_empty() && said.contains(what) && said.contains(file);
        return if refused {
            faults
        } else {
            vec![format!("not refused: {said}")]
        };
    }
    let keys = want["articles"].as_str().unwrap_or_default();
    for article in ARTICLES.iter().filter(|article| keys.contains(article.key)) {
        let is_it = |record: &Value| {
            record["title"]
                .as_str()
                .is_some_and(|title| flat(title) == flat(article.title))
        };
        match found.iter().position(is_it) {
            Some(at) => {
                let record = found.remove(at);
                found.retain(|other| !(is_it(other) && other["body"] == record["body"]));
                faults.extend(self::faults(article, &record, want, day_made));
            }
            None => faults.push(format!("{} not found", article.key)),
        }
    }
    faults.extend(found.iter().map(|other| format!("one more: {}", other["title"])));
    faults
}

#[test]
fn what_tools_write_gives_its_articles() {
    let versions = fs::read_to_string("fixtures/formats/made.versions").unwrap();
    let day_made = versions
        .lines()
        .find_map(|line| line.strip_prefix("day "))
        .unwrap();
    let wanted = fs::read_to_string("fixtures/formats/made.json").unwrap();
    let wanted: Value = serde_json::from_str(&wanted).unwrap();
    let wanted = wanted.as_object().unwrap();
    let files = fs::read_dir("fixtures/formats/made").unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, wanted.keys().cloned().collect::<BTreeSet<_>>());
    let workers = Workers::new(0);
    let faults: Vec<(&String, Vec<String>)> = wanted
        .iter()
        .map(|(file, want)| (file, faults_of(file, want, day_made, &workers)))
        .filter(|(_, faults)| !faults.is_empty())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn one_page_saved_by_many_tools_is_one_article() {
    let folder = crate::commands::Folder::new();
    let made = std::path::Path::new("fixtures/formats/made");
    let forms = [
        "wget.warc.gz",
        "single-file-puits-de-kossoba.html",
        "chromium-puits-de-kossoba.mhtml",
        "trafilatura-puits-de-kossoba.json",
        "newspaper4k-puits-de-kossoba.json",
        "news-please-puits-de-kossoba.json",
    ];
    for form in forms {
        folder.write(&format!("saved/{form}"), &fs::read(made.join(form)).unwrap());
    }
    folder.run(&["ingest", "saved"]).ended_with(0);
    for word in ["puits", "train", "gelo", "مدرسة"] {
        let hits = folder.run(&["search", word]).ended_with(0).stdout;
        assert_eq!(hits.lines().count(), 1, "{word}: {hits}");
    }
    let ended = folder.run(&["search", "puits abattoir", "--format", "ids"]);
    let id = ended.ended_with(0).stdout;
    assert_eq!(id.lines().count(), 1, "{id}");
    let shown = folder.run(&["show", id.trim()]).ended_with(0).stdout;
    for form in forms {
        assert!(shown.contains(form), "{form}: {shown}");
    }
    assert!(!shown.contains("Partager sur Facebook"), "{shown}");
}
