//! Every kind of evidence occurs: on a page of the fixtures, or where a page came from and what the user says of it.

use archive::article::Evidence;
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, Facts, OutletNames};
use archive::lexicon::Lexicon;
use archive::page::{Content, ImportedRecord, Page};
use archive::pipeline::{Context, reading};
use std::collections::BTreeSet;
use std::fs;

/// The facts of a page.
fn facts(page: &Page, outlets: &OutletNames) -> Facts {
    let corrections = Corrections::default();
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets,
        corrections: &corrections,
        sites: &SiteTemplates::default(),
    };
    reading(page, context).facts
}

/// The witnesses that are believed for any fact.
fn believed(facts: &Facts) -> BTreeSet<Evidence> {
    let text = [
        &facts.title,
        &facts.outlet,
        &facts.url,
        &facts.section,
        &facts.language,
    ];
    let lists = [&facts.authors, &facts.agencies];
    let dates = [&facts.published, &facts.modified];
    let standing = |stands: bool, evidence: Evidence| stands.then_some(evidence);
    let texts = text.iter().flat_map(|found| {
        found
            .claims
            .iter()
            .filter_map(|c| standing(c.stands(), c.evidence))
    });
    let lists = lists.iter().flat_map(|found| {
        found
            .claims
            .iter()
            .filter_map(|c| standing(c.stands(), c.evidence))
    });
    let dates = dates.iter().flat_map(|found| {
        found
            .claims
            .iter()
            .filter_map(|c| standing(c.stands(), c.evidence))
    });
    texts.chain(lists).chain(dates).collect()
}

fn fixture(name: &str) -> Page {
    let folder = format!("fixtures/pages/{name}");
    let page = ["html", "txt"]
        .iter()
        .find_map(|ending| fs::read(format!("{folder}/page.{ending}")).ok());
    Page::from_file(format!("{folder}/page"), page.unwrap())
}

#[test]
fn every_kind_of_evidence_occurs() {
    let none = OutletNames::default();
    let mut seen = BTreeSet::new();
    for folder in fs::read_dir("fixtures/pages").unwrap() {
        let name = folder.unwrap().file_name().to_string_lossy().to_string();
        seen.extend(believed(&facts(&fixture(&name), &none)));
    }
    let mut mirrored = fixture("no-date");
    mirrored.origin.path = "mirror/site.example/2021/04/09/passeports.html".into();
    mirrored.origin.url = Some("https://site.example/passeports".to_string());
    let mirrored = facts(&mirrored, &OutletNames::read("site.example\tThe Site\n"));
    assert_eq!(mirrored.published.evidence, Some(Evidence::Path));
    assert_eq!(mirrored.published.value.unwrap().to_string(), "2021-04-09");
    assert_eq!(mirrored.url.evidence, Some(Evidence::Container));
    assert_eq!(mirrored.outlet.evidence, Some(Evidence::User));
    seen.extend(believed(&mirrored));
    for by_publisher in [true, false] {
        let record = ImportedRecord {
            title: Some("Le pont de Sirba rouvre".into()),
            text: "Le pont de Sirba est de nouveau ouvert aux camions.".into(),
            by_publisher,
            ..ImportedRecord::default()
        };
        let mut page = Page::from_file("export", Vec::new());
        page.content = Content::Record(Box::new(record));
        seen.extend(believed(&facts(&page, &none)));
    }
    for evidence in Evidence::ALL {
        assert!(seen.contains(&evidence), "{evidence:?} is shown nowhere");
    }
}
