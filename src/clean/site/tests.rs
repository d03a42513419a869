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

fn recurring_texts(memory: &Memory, page: &Document, site: Option<&str>) -> Vec<String> {
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
        let mut memory = Memory::default();
        memory.observe(&page("Kidal"), site);
        memory.observe(&page("Gao"), site);
        let found = recurring_texts(&memory, &page("Kidal"), site);
        assert_eq!(found.len(), 6, "{found:?}");
        assert!(found.iter().any(|text| NOTICE.starts_with(text.as_str())));
    }
}

#[test]
fn a_page_alone_and_a_page_of_another_site_know_nothing() {
    let mut memory = Memory::default();
    memory.observe(&page("Kidal"), Some("journal.example"));
    assert!(recurring_texts(&memory, &page("Kidal"), Some("journal.example")).is_empty());
    assert!(recurring_texts(&memory, &page("Gao"), Some("other.example")).is_empty());
    assert!(recurring_texts(&memory, &page("Gao"), None).is_empty());
}

#[test]
fn a_reprint_is_not_furniture() {
    let site = Some("journal.example");
    let reprint = parse::document(&format!("{MENU}Un autre titre\n{}{NOTICE}", article("Kidal", 4)));
    let mut memory = Memory::default();
    for page in [&page("Kidal"), &reprint, &page("Gao"), &page("Ansongo")] {
        memory.observe(page, site);
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
    let (mut forth, mut back) = (Memory::default(), Memory::default());
    pages.iter().for_each(|page| forth.observe(page, site));
    pages.iter().rev().for_each(|page| back.observe(page, site));
    assert_eq!(forth, back);
    assert_eq!(forth.sites["journal.example"].len(), PAGES_A_SITE);
    let (mut left, mut right) = (Memory::default(), Memory::default());
    pages[..30].iter().for_each(|page| left.observe(page, site));
    pages[30..].iter().for_each(|page| right.observe(page, site));
    right.merge(left);
    assert_eq!(forth, right);
}

#[test]
fn the_stored_form_reads_back() {
    let mut memory = Memory::default();
    memory.observe(&page("Kidal"), Some("journal.example"));
    memory.observe(&page("Gao"), None);
    let bytes = memory.to_bytes();
    assert_eq!(Memory::from_bytes(&bytes), Some(memory));
    assert_eq!(Memory::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(Memory::from_bytes(&[9]), None);
}

#[test]
fn what_is_remembered_stays_small_however_many_sites_and_pages_come() {
    let menu: String = (0..20).map(|n| format!("Rubrique numéro {n}\n")).collect();
    let (mut memory, mut back) = (Memory::default(), Memory::default());
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
        .for_each(|(site, page)| memory.observe(page, Some(site)));
    sites
        .iter()
        .rev()
        .for_each(|(site, page)| back.observe(page, Some(site)));
    memory.settle();
    back.settle();
    assert_eq!(memory, back);
    assert!(memory.sites.len() <= SITES);
    assert!(
        memory.to_bytes().len() < 4 << 20,
        "{} bytes",
        memory.to_bytes().len()
    );
}
