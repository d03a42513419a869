//! What pages of a megabyte cost that were made to be slow: processor time and memory of `archive extract` on each.
#![allow(missing_docs)]

mod child;

use std::fs;
use std::io::Write;
use std::process::Command;

const SIZE: usize = 1 << 20;

/// What such a page repeats, and before it.
const REPEATED: [(&str, &str); 24] = [
    ("<body>", "<div>"),
    ("<body>", "<ul><li>"),
    ("<body>", "<a><div>"),
    ("<body>", "<b><div>"),
    ("<body>", "<table><tr><td>"),
    ("<body>", "<span>"),
    ("<body>", "</p>"),
    ("<body>", "<svg>"),
    ("<body>", "<template>"),
    ("<body>", "<p>mot "),
    ("<body>", "<h1>Titre</h1>"),
    ("<body>", "Mot un.<br>"),
    ("<body>", "<a href=x>Lire</a> "),
    ("<body>", "<time datetime=2022-05-12>x</time>"),
    ("<body><p>", "12 mai 2022 "),
    ("<body><p>", "Oumar Diarra et "),
    ("<body><p>", "A B C "),
    ("<body>", "&amp;"),
    ("<body>", "<"),
    ("<body>", "<!--<script>"),
    ("<body><div class='", "article-body "),
    ("<html><head>", "<meta name=author content=x>"),
    ("<script type='application/ld+json'>", "["),
    ("", "Par Jean Dupont\n"),
];

/// What stands before, what is numbered again and again, and what is repeated behind.
type Numbered = (&'static str, fn(usize) -> String, &'static str);

const NUMBERED: [Numbered; 3] = [
    ("<body>", |number| format!("<font a={number}>"), ""),
    ("<body>", |number| format!("<font a={number}>"), "<p>x</p>"),
    ("<body><div ", |number| format!("a{number}=1 "), ""),
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut out = std::io::stdout().lock();
    let repeated = REPEATED.map(|(before, again)| {
        (
            again.to_string(),
            format!("{before}{}", again.repeat(SIZE / again.len())),
        )
    });
    let numbered = NUMBERED.map(|(before, again, behind)| {
        let mut page = before.to_string();
        let room = if behind.is_empty() { SIZE } else { SIZE / 2 };
        (0..)
            .map(again)
            .take_while(|part| {
                page.push_str(part);
                page.len() < room
            })
            .for_each(drop);
        page.push_str(&behind.repeat((SIZE - page.len().min(SIZE)) / behind.len().max(1)));
        (again(0) + behind, page)
    });
    for (name, page) in repeated.into_iter().chain(numbered) {
        let path = folder.path().join("page");
        fs::write(&path, page).expect("written");
        let took = child::run(
            Command::new(env!("CARGO_BIN_EXE_archive"))
                .args(["extract", "-j1"])
                .arg(&path),
        );
        let (seconds, peak) = (took.cpu / 1000.0, took.peak);
        let _ = writeln!(out, "{seconds:5.2} s, at most {peak} MB so far: {}", name.trim());
    }
}
