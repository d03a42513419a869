//! What the pages of a site share is furniture, and what was removed can be seen and found.

use super::Folder;
use serde_json::Value;

const NOTICE: &str =
    "Ce journal vit des dons de ses lecteurs, et personne d’autre ne paie le travail de ses onze reporters.";

/// An article about a town: four paragraphs that stand on no other page.
fn article(town: &str) -> String {
    let paragraph = |n: usize| {
        format!(
            "Le chantier numéro {n} de {town} a repris mardi après la visite du gouverneur, qui a promis aux ouvriers de {town} \
             que les salaires des trois derniers mois seraient payés avant la fin de l’année."
        )
    };
    (1..5).map(|n| format!("<p>{}</p>", paragraph(n))).collect()
}

/// A page of one site, with a text between its title and the notice that stands under every text there.
fn page(town: &str, text: &str) -> String {
    format!(
        "<html><head><title>{town} reprend le travail</title><link rel=canonical href='https://chantiers.example/{town}'></head><body>\
         <ul><li><a href=/>Accueil</a></li><li><a href=/e>Économie</a></li></ul><div class=post><h1>{town} reprend le travail</h1>\
         {text}<p>{NOTICE}</p></div></body></html>"
    )
}

fn bodies(stdout: &str) -> Vec<String> {
    let records = stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    records
        .map(|record| record["body"].as_str().unwrap().to_string())
        .collect()
}

#[test]
fn two_pages_of_a_site_are_enough_in_any_order() {
    let (kidal, gao) = (page("Kidal", &article("Kidal")), page("Gao", &article("Gao")));
    let folder = Folder::with(&[("a.html", &kidal), ("b.html", &gao)]);
    let alone = bodies(&folder.run(&["extract", "pages/a.html"]).ended_with(0).stdout);
    assert!(
        alone[0].contains(NOTICE),
        "alone the notice reads like the text: {}",
        alone[0]
    );
    let together = bodies(&folder.run(&["extract", "pages"]).ended_with(0).stdout);
    let turned = folder
        .run(&["extract", "pages/b.html", "pages/a.html"])
        .ended_with(0);
    let turned: Vec<String> = bodies(&turned.stdout).into_iter().rev().collect();
    assert_eq!(together, turned);
    for (body, town) in together.iter().zip(["Kidal", "Gao"]) {
        assert!(!body.contains(NOTICE), "{body}");
        assert!(
            (1..5).all(|n| body.contains(&format!("chantier numéro {n} de {town}"))),
            "{body}"
        );
    }
}

#[test]
fn a_page_that_comes_alone_next_month_profits() {
    let pages = ["Kidal", "Gao"].map(|town| (format!("{town}.html"), page(town, &article(town))));
    let folder = Folder::with(&[(&pages[0].0, &pages[0].1), (&pages[1].0, &pages[1].1)]);
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.write("later.html", page("Ansongo", &article("Ansongo")).as_bytes());
    folder.run(&["ingest", "later.html"]).ended_with(0);
    let found = folder
        .run(&["search", "Ansongo", "--format", "ids"])
        .ended_with(0);
    let shown = folder.run(&["show", found.stdout.trim()]).ended_with(0).stdout;
    assert!(
        shown.contains("chantier numéro 4 de Ansongo") && !shown.contains(NOTICE),
        "{shown}"
    );
}

#[test]
fn a_reprint_is_no_furniture() {
    let reprint = page("Ansongo", &article("Kidal"));
    let (kidal, gao) = (page("Kidal", &article("Kidal")), page("Gao", &article("Gao")));
    let folder = Folder::with(&[("a.html", &kidal), ("b.html", &gao), ("c.html", &reprint)]);
    let bodies = bodies(&folder.run(&["extract", "pages"]).ended_with(0).stdout);
    for body in [&bodies[0], &bodies[2]] {
        assert!(
            (1..5).all(|n| body.contains(&format!("chantier numéro {n} de Kidal"))),
            "{body}"
        );
        assert!(!body.contains(NOTICE), "{body}");
    }
}

/// A page as it was saved on a day, as HTML or as its visible text: one teaser beside the text changes.
fn crawl(day: usize, html: bool) -> String {
    let teaser = format!(
        "<p>Les pêcheurs attendent depuis {day} jours que la mer se calme et que les prix remontent un peu</p>"
    );
    let page = page("Kidal", &article("Kidal")).replace("</div></body>", &format!("</div>{teaser}</body>"));
    match html {
        true => page,
        false => format!(
            "Accueil\nÉconomie\n\nKidal reprend le travail\n\n{}\n\n{NOTICE}\n\n{}\n",
            article("Kidal").replace("<p>", "").replace("</p>", "\n\n"),
            teaser.replace("<p>", "").replace("</p>", "")
        ),
    }
}

#[test]
fn a_page_saved_daily_keeps_its_text() {
    for (html, ending) in [(true, "html"), (false, "txt")] {
        for others in [0, 12] {
            let (at_once, daily) = (Folder::new(), Folder::new());
            for town in (0..others).map(|n| format!("Ville{n}")) {
                let name = format!("pages/{town}.html");
                at_once.write(&name, page(&town, &article(&town)).as_bytes());
                daily.write(&name, page(&town, &article(&town)).as_bytes());
            }
            daily.run(&["ingest", "pages"]);
            for day in 1..7 {
                let name = format!("pages/{day}.{ending}");
                at_once.write(&name, crawl(day, html).as_bytes());
                daily.write(&name, crawl(day, html).as_bytes());
                daily.run(&["ingest", &name]).ended_with(0);
            }
            at_once.run(&["ingest", "pages"]).ended_with(0);
            for folder in [at_once, daily] {
                let exported = folder.run(&["export", "--versions"]).ended_with(0).stdout;
                let crawls: Vec<String> = bodies(&exported)
                    .into_iter()
                    .filter(|body| body.contains("Kidal"))
                    .collect();
                assert_eq!(crawls.len(), 6, "{exported}");
                for body in &crawls {
                    assert!(
                        (1..5).all(|n| body.contains(&format!("chantier numéro {n} de Kidal"))),
                        "{body}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_was_removed_is_shown_in_page_order_and_found() {
    let (kidal, gao) = (page("Kidal", &article("Kidal")), page("Gao", &article("Gao")));
    let folder = Folder::with(&[("a.html", &kidal), ("b.html", &gao)]);
    folder.run(&["ingest", "pages"]).ended_with(0);
    folder.run(&["search", "dons lecteurs"]).ended_with(1);
    let found = folder
        .run(&["search", "--in", "furniture", "dons lecteurs", "--format", "ids"])
        .ended_with(0);
    assert_eq!(found.stdout.lines().count(), 2);
    let id = found.stdout.lines().next().unwrap();
    let why = folder.run(&["show", "--why", id]).ended_with(0).stdout;
    let blocks: Vec<Vec<&str>> = why
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| words.len() > 4 && words[0].parse::<u32>().is_ok())
        .collect();
    let numbers: Vec<u32> = blocks.iter().map(|words| words[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>(), "{why}");
    assert!(
        blocks
            .iter()
            .all(|words| words[2].parse::<f32>().is_ok_and(|score| score <= 1.0)),
        "{why}"
    );
    let verdicts: Vec<&str> = blocks.iter().map(|words| words[1]).collect();
    assert_eq!(
        verdicts[2..],
        [
            "title",
            "paragraph",
            "paragraph",
            "paragraph",
            "paragraph",
            "recurring"
        ],
        "{why}"
    );
    assert_eq!((blocks[7][3], blocks[3][3]), ("site", "model"), "{why}");
}
