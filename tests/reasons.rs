//! Every reason for which a block is dropped occurs on a page of the fixtures, and every part of an article is kept on one.

use super::golden::{folders, read};
use archive::clean::site::SiteTemplates;
use archive::clean::{Part, Reason, Role, clean};
use archive::parse::{self, Declared};
use std::collections::HashSet;
use std::fs;

/// A page of a site by its title and text, under the menu and the slogan of all of them.
fn page(title: &str) -> String {
    let text = fs::read_to_string(format!("fixtures/pages/{title}/expected.txt")).unwrap();
    format!(
        "Accueil\nLe pays en bref\nSport et loisirs\nCulture\nLe monde\n\n{title}\n\n{text}\nNos lecteurs paient ce journal, et personne d’autre ne le paie à leur place.\n"
    )
}

#[test]
fn every_reason_and_every_part_occurs() {
    let mut seen: HashSet<Role> = HashSet::new();
    for folder in folders() {
        let (_, body) = read(&folder).blocks.expect("a page");
        seen.extend(body.verdicts.iter().map(|verdict| verdict.role));
    }
    let mut sites = SiteTemplates::default();
    let pages =
        ["one-word-paragraphs", "boxes-between-paragraphs"].map(|title| parse::document(&page(title)));
    pages.iter().for_each(|page| sites.add_page(page, None));
    let recurring = sites.recurring(&pages[0], None);
    seen.extend(
        clean(&pages[0], &Declared::of(&pages[0]), Some(&recurring))
            .verdicts
            .iter()
            .map(|verdict| verdict.role),
    );
    let missing: Vec<&str> = Reason::ALL
        .iter()
        .map(|reason| Role::Furniture(*reason))
        .chain(Part::ALL.iter().map(|part| Role::Article(*part)))
        .chain([Role::Comment])
        .filter(|role| !seen.contains(role))
        .map(Role::name)
        .collect();
    assert!(missing.is_empty(), "shown by no fixture: {missing:?}");
}
