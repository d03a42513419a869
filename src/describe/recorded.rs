//! What the record of another scraper says of its article: its word is taken, and only its language and its dates are read.

use super::claim::{Claim, Evidence, Found};
use super::{Doubt, Facts, Kind, OutletNames, address, language};
use crate::calendar::stamp;
use crate::calendar::written::Reading;
use crate::page::{Origin, Record};

/// How far a record is believed.
const WEIGHT: f32 = 0.8;

/// The facts of a record.
pub fn recorded(record: &Record, origin: &Origin, outlets: &OutletNames) -> Facts {
    let url = found(record.url.clone().or_else(|| origin.url.clone()), "url");
    let domain = url.value.as_deref().and_then(address::domain);
    let language = language::of_text(&record.text, record.language.as_deref());
    let reading = Reading {
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
    let outlet = found(record.outlet.clone(), "outlet");
    let doubts = [
        published.is_none().then_some(Doubt::NoDate),
        record.title.is_none().then_some(Doubt::NoTitle),
        record.text.trim().is_empty().then_some(Doubt::NoText),
    ];
    Facts {
        kind: Kind::Article,
        title: found(record.title.clone(), "title"),
        outlet: match user_outlet {
            Some(name) => outlet.overruled(name),
            None => outlet,
        },
        domain,
        url,
        authors: found(
            (!record.authors.is_empty()).then(|| record.authors.clone()),
            "authors",
        ),
        agencies: Found::default(),
        section: Found::default(),
        tags: Vec::new(),
        language,
        published: found(published, "date"),
        modified: Found::default(),
        doubts: doubts.into_iter().flatten().collect(),
    }
}

fn found<T: Clone + PartialEq>(value: Option<T>, key: &str) -> Found<T> {
    let claims: Vec<_> = value
        .into_iter()
        .map(|value| Claim::new(value, Evidence::Container, key, WEIGHT))
        .collect();
    let winner = (!claims.is_empty()).then_some(0);
    Found::decided(claims, winner, |a, b| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_taken_at_its_word() {
        let record = Record {
            title: Some("Crise : la suite".into()),
            text: "Le général est arrivé lundi à Niamey pour une visite de travail de trois jours.".into(),
            date: Some("2022-05-13".into()),
            url: Some("https://www.exemple.ne/a".into()),
            ..Record::default()
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
