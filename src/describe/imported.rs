//! What the record of another scraper says of its article: its word is taken, and only its language and its dates are read.

use super::candidates::{Candidate, DecidedFact};
use super::{Facts, OutletNames, address, language};
use crate::article::{Doubt, Evidence, Kind};
use crate::calendar::stamp;
use crate::calendar::written::DateHints;
use crate::page::{ImportedRecord, Origin, Stated};

/// Whose word the facts are, and how far it is believed: a publisher's own fields stand above the lines of a page, what a tool
/// took from a page below them.
#[derive(Debug, Clone, Copy)]
struct RecordTrust(Evidence, f32);

const PUBLISHER: RecordTrust = RecordTrust(Evidence::Database, 0.95);
const TOOL: RecordTrust = RecordTrust(Evidence::Tool, 0.8);
const CONTAINER: RecordTrust = RecordTrust(Evidence::Container, 0.8);

/// The facts of a record.
pub fn recorded(record: &ImportedRecord, origin: &Origin, outlets: &OutletNames) -> Facts {
    let witness = if record.by_publisher { PUBLISHER } else { TOOL };
    let url = found(witness, record.url.clone().or_else(|| origin.url.clone()), "url");
    let domain = url.value.as_deref().and_then(address::domain);
    let language = language::of_text(&record.text, record.language.as_deref());
    let reading = DateHints {
        language: language.value.as_deref(),
        order: None,
    };
    let published = record
        .date
        .as_deref()
        .and_then(|date| stamp::read(date, &reading))
        .map(|stamp| stamp.date);
    let user_outlet = domain
        .as_deref()
        .and_then(|domain| outlets.name(domain))
        .map(str::to_string);
    let outlet = found(witness, record.outlet.clone(), "outlet");
    let doubts = [
        published.is_none().then_some(Doubt::NoDate),
        record.title.is_none().then_some(Doubt::NoTitle),
        record.text.trim().is_empty().then_some(Doubt::NoText),
    ];
    Facts {
        kind: Kind::Article,
        title: found(witness, record.title.clone(), "title"),
        outlet: match user_outlet {
            Some(name) => outlet.overruled(name),
            None => outlet,
        },
        domain,
        url,
        authors: found(
            witness,
            (!record.authors.is_empty()).then(|| record.authors.clone()),
            "authors",
        ),
        agencies: DecidedFact::default(),
        section: found(witness, record.section.clone(), "section"),
        tags: record.tags.clone(),
        edition: found(witness, record.edition.clone(), "edition"),
        page: found(witness, record.page.clone(), "page"),
        number: found(witness, record.number.clone(), "number"),
        language,
        published: found(witness, published, "date"),
        modified: DecidedFact::default(),
        doubts: doubts.into_iter().flatten().collect(),
    }
}

/// The facts of a page of which something is said beside it: that is heard where the page itself says nothing.
pub fn stated(facts: Facts, stated: &Stated) -> Facts {
    let reading = DateHints {
        language: facts.language.value.as_deref(),
        order: None,
    };
    let date = stated
        .date
        .as_deref()
        .and_then(|date| stamp::read(date, &reading));
    let authors = (!stated.authors.is_empty()).then(|| stated.authors.clone());
    let has = |missing: Doubt, there: bool| move |doubt: &Doubt| !(there && *doubt == missing);
    let published = otherwise(facts.published, date.map(|stamp| stamp.date), "date");
    let title = otherwise(facts.title, stated.title.clone(), "title");
    let (dated, titled) = (published.value.is_some(), title.value.is_some());
    let doubts = facts.doubts.into_iter();
    let doubts = doubts
        .filter(has(Doubt::NoDate, dated))
        .filter(has(Doubt::NoTitle, titled));
    Facts {
        doubts: doubts.collect(),
        published,
        title,
        outlet: otherwise(facts.outlet, stated.outlet.clone(), "outlet"),
        authors: otherwise(facts.authors, authors, "authors"),
        ..facts
    }
}

/// The fact of the page, or what is stated beside it where the page has none.
fn otherwise<T: Clone + PartialEq>(fact: DecidedFact<T>, stated: Option<T>, key: &str) -> DecidedFact<T> {
    match fact.value {
        None => found(CONTAINER, stated, key),
        Some(_) => fact,
    }
}

fn found<T: Clone + PartialEq>(witness: RecordTrust, value: Option<T>, key: &str) -> DecidedFact<T> {
    let RecordTrust(evidence, weight) = witness;
    let claims: Vec<_> = value
        .into_iter()
        .map(|value| Candidate::new(value, evidence, key, weight))
        .collect();
    let winner = (!claims.is_empty()).then_some(0);
    DecidedFact::decided(claims, winner, |a, b| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_taken_at_its_word() {
        let record = ImportedRecord {
            title: Some("Crise : la suite".into()),
            text: "Le général est arrivé lundi à Niamey pour une visite de travail de trois jours.".into(),
            date: Some("2022-05-13".into()),
            url: Some("https://www.exemple.ne/a".into()),
            ..ImportedRecord::default()
        };
        let facts = recorded(
            &record,
            &Origin::default(),
            &OutletNames::read("exemple.ne\tL’Exemple"),
        );
        assert_eq!(facts.title.value.as_deref(), Some("Crise : la suite"));
        assert_eq!(
            facts.published.value.map(|date| date.to_string()).as_deref(),
            Some("2022-05-13")
        );
        assert_eq!(
            (facts.language.value.as_deref(), facts.outlet.value.as_deref()),
            (Some("fr"), Some("L’Exemple"))
        );
    }
}
