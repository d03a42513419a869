//! Pages of one site, and what the memory makes of them.

use super::*;
use crate::parse;

const MENU: &str = "Accueil du journal\nPolitique nationale\nSports et loisirs\nCulture et arts\n";
const NOTICE: &str = "Notre rédaction vit des dons de ses lecteurs, merci de soutenir un travail que personne d'autre ne fait ici.\n";

fn article(name: &str, paragraphs: usize) -> String {
    (0..paragraphs)
        .map(|n| {
            format!(
                "Le chantier numéro {n} de {name} a repris mardi après la visite du gouverneur, qui a promis \
                 aux ouvriers de {name} que les salaires des trois derniers mois seraient payés avant la fin de l'année.\n"
            )
        })
        .collect()
}

fn page(name: &str) -> Document {
    parse::document(&format!(
        "{MENU}Titre de {name}\n{}{NOTICE}© Le Journal\n",
        article(name, 4)
    ))
}

fn recurring_texts(memory: &SiteTemplates, page: &Document, site: Option<&str>) -> Vec<String> {
    let recurring = memory.recurring(page, site);
    let furniture = page
        .blocks
        .iter()
        .enumerate()
        .filter(|(id, _)| recurring.is_furniture(*id));
    furniture.map(|(_, block)| block.text.clone()).collect()
}

#[test]
fn two_pages_are_enough() {
    for site in [Some("journal.example"), None] {
        let mut memory = SiteTemplates::default();
        memory.add_page(&page("Kidal"), site);
        memory.add_page(&page("Gao"), site);
        let found = recurring_texts(&memory, &page("Kidal"), site);
        assert_eq!(found.len(), 6, "{found:?}");
        assert!(found.iter().any(|text| NOTICE.starts_with(text.as_str())));
    }
}

#[test]
fn a_page_alone_and_a_page_of_another_site_know_nothing() {
    let mut memory = SiteTemplates::default();
    memory.add_page(&page("Kidal"), Some("journal.example"));
    assert!(recurring_texts(&memory, &page("Kidal"), Some("journal.example")).is_empty());
    assert!(recurring_texts(&memory, &page("Gao"), Some("other.example")).is_empty());
    assert!(recurring_texts(&memory, &page("Gao"), None).is_empty());
}

/// The page of a town as it was saved on a day: the teasers beside the text change, comments are added, a sentence is corrected.
fn crawl(name: &str, day: usize) -> Document {
    let teasers: String = (0..3)
        .map(|n| format!("Les pêcheurs du port numéro {n} attendent depuis {day} jours que la mer se calme et que les prix remontent un peu\n"))
        .collect();
    let comments: String = (0..day)
        .map(|n| {
            format!(
                "Le lecteur numéro {n} trouve que tout cela a été dit dix fois déjà et que rien ne change\n"
            )
        })
        .collect();
    let text = article(name, 6).replace("numéro 3 ", if day > 5 { "voisin " } else { "numéro 3 " });
    parse::document(&format!(
        "{MENU}Titre de {name}\n{text}{NOTICE}{teasers}{comments}© Le Journal\n"
    ))
}

/// What is furniture of the text of a town, of which so many crawls are known beside the pages of other towns.
fn furniture_of_text(crawls: &[usize], others: usize, site: Option<&str>) -> Vec<Vec<String>> {
    let mut memory = SiteTemplates::default();
    (0..others).for_each(|n| memory.add_page(&page(&format!("Ville{n}")), site));
    let mut found = Vec::new();
    for day in crawls {
        let page = crawl("Kidal", *day);
        memory.add_page(&page, site);
        found.push(recurring_texts(&memory, &page, site));
    }
    found.extend(
        crawls
            .iter()
            .map(|day| recurring_texts(&memory, &crawl("Kidal", *day), site)),
    );
    found
}

#[test]
fn crawls_of_one_page_are_one_page() {
    for site in [Some("journal.example"), None] {
        for count in [1, 2, 3, 4, 5, 8, 13, 30] {
            let forth: Vec<usize> = (0..count).collect();
            let back: Vec<usize> = (0..count).rev().collect();
            for found in [&forth, &back]
                .into_iter()
                .flat_map(|days| furniture_of_text(days, 0, site))
            {
                assert_eq!(found, Vec::<String>::new(), "{count} crawls alone, {site:?}");
            }
            for found in [&forth, &back]
                .into_iter()
                .flat_map(|days| furniture_of_text(days, 72, site))
            {
                assert_eq!(found.len(), 6, "{count} crawls among others, {site:?}: {found:?}");
                assert!(!found.iter().any(|text| text.contains("chantier")), "{found:?}");
            }
        }
    }
}

#[test]
fn crawls_take_no_place_of_other_pages() {
    let site = Some("journal.example");
    let mut memory = SiteTemplates::default();
    (0..200).for_each(|day| memory.add_page(&crawl("Kidal", day % 30), site));
    ["Gao", "Ansongo"]
        .iter()
        .for_each(|town| memory.add_page(&page(town), site));
    assert_eq!(recurring_texts(&memory, &page("Ménaka"), site).len(), 6);
    assert_eq!(memory.recurring(&crawl("Kidal", 3), site).compared, 2);
}

#[test]
fn a_page_of_many_articles_is_none_of_them() {
    let towns: Vec<String> = (0..8).map(|n| format!("Ville{n}")).collect();
    let site = Some("journal.example");
    let texts: String = towns.iter().map(|town| article(town, 4)).collect();
    let mut memory = SiteTemplates::default();
    memory.add_page(&parse::document(&format!("{MENU}{texts}{NOTICE}")), site);
    towns.iter().for_each(|town| memory.add_page(&page(town), site));
    for town in &towns {
        assert_eq!(recurring_texts(&memory, &page(town), site).len(), 6);
        assert_eq!(memory.recurring(&page(town), site).compared, 8);
    }
}

#[test]
fn pages_in_writing_without_spaces_are_known_again() {
    let text = |day: usize| {
        let paragraph = |n: usize| {
            format!(
                "市議会は火曜日、第{n}橋の修理費用を来年度の予算に含めることを全会一致で決めた。工事は春に始まる。\n"
            )
        };
        let paragraphs: String = (0..4).map(paragraph).collect();
        parse::document(&format!("首页新闻\n体育新闻\n{paragraphs}今日は{day}日です\n"))
    };
    let mut memory = SiteTemplates::default();
    (0..6).for_each(|day| memory.add_page(&text(day), Some("journal.example")));
    assert!(recurring_texts(&memory, &text(2), Some("journal.example")).is_empty());
}

#[test]
fn a_reprint_is_not_furniture() {
    let site = Some("journal.example");
    let reprint = parse::document(&format!("{MENU}Un autre titre\n{}{NOTICE}", article("Kidal", 4)));
    let mut memory = SiteTemplates::default();
    for page in [&page("Kidal"), &reprint, &page("Gao"), &page("Ansongo")] {
        memory.add_page(page, site);
    }
    let found = recurring_texts(&memory, &page("Kidal"), site);
    assert!(!found.iter().any(|text| text.contains("chantier")), "{found:?}");
    assert!(found.iter().any(|text| text == "Politique nationale"));
    assert!(found.iter().any(|text| NOTICE.starts_with(text.as_str())));
}

#[test]
fn the_order_does_not_matter_and_memory_is_bounded() {
    let site = Some("journal.example");
    let pages: Vec<Document> = (0..60).map(|n| page(&format!("Ville{n}"))).collect();
    let (mut forth, mut back) = (SiteTemplates::default(), SiteTemplates::default());
    pages.iter().for_each(|page| forth.add_page(page, site));
    pages.iter().rev().for_each(|page| back.add_page(page, site));
    assert_eq!(forth, back);
    assert_eq!(forth.sites["journal.example"].len(), PAGES_A_SITE + 1);
    let (mut left, mut right) = (SiteTemplates::default(), SiteTemplates::default());
    pages[..30].iter().for_each(|page| left.add_page(page, site));
    pages[30..].iter().for_each(|page| right.add_page(page, site));
    right.merge(left);
    assert_eq!(forth, right);
}

#[test]
fn the_stored_form_reads_back() {
    let mut memory = SiteTemplates::default();
    memory.add_page(&page("Kidal"), Some("journal.example"));
    memory.add_page(&page("Gao"), None);
    let bytes = memory.to_bytes();
    assert_eq!(SiteTemplates::from_bytes(&bytes), Some(memory));
    assert_eq!(SiteTemplates::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(SiteTemplates::from_bytes(&[9]), None);
}

#[test]
fn what_is_remembered_stays_small_however_many_sites_and_pages_come() {
    let menu: String = (0..20).map(|n| format!("Rubrique numéro {n}\n")).collect();
    let (mut memory, mut back) = (SiteTemplates::default(), SiteTemplates::default());
    let sites: Vec<(String, Document)> = (0..SITES + SITES / 2)
        .map(|n| {
            (
                format!("site{n}.example"),
                parse::document(&format!("{menu}Page {n} du site\n")),
            )
        })
        .collect();
    sites
        .iter()
        .for_each(|(site, page)| memory.add_page(page, Some(site)));
    sites
        .iter()
        .rev()
        .for_each(|(site, page)| back.add_page(page, Some(site)));
    memory.prune();
    back.prune();
    assert_eq!(memory, back);
    assert!(memory.sites.len() <= SITES);
    assert!(
        memory.to_bytes().len() < 4 << 20,
        "{} bytes",
        memory.to_bytes().len()
    );
}
