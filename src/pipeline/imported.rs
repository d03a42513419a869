//! An article that `archive export` printed: it is what it was, but for what the user says of it here.

use super::{Context, Extraction, assembled};
use crate::article::{Article, Dated, Evidence};
use crate::describe::{Candidate, DecidedFact, Facts};
use crate::page::Page;

/// The article, and the facts as its record has them.
pub(super) fn reading(page: &Page, own: Article, context: Context) -> Extraction {
    let known = facts_of(&own);
    let facts = context.corrections.applied(&own.id.to_hex(), known.clone());
    if facts == known {
        return Extraction {
            article: own,
            blocks: None,
            facts,
        };
    }
    let article = assembled(page, own.source, &facts, own.body, own.comments, context.lexicon);
    let article = Article {
        id: own.id,
        crawled: own.crawled,
        added: own.added,
        ..article
    };
    Extraction {
        article,
        blocks: None,
        facts,
    }
}

/// The facts of an article, on its own word.
fn facts_of(article: &Article) -> Facts {
    let list = |names: &Vec<String>| (!names.is_empty()).then(|| names.clone());
    let date = |dated: &Option<Dated>| match dated {
        Some(dated) => believed(Some(dated.date), dated.evidence, dated.confidence),
        None => DecidedFact::default(),
    };
    Facts {
        kind: article.kind,
        title: recorded(article.title.clone()),
        outlet: recorded(article.outlet.clone()),
        domain: article.domain.clone(),
        url: recorded(article.url.clone()),
        authors: recorded(list(&article.authors)),
        agencies: recorded(list(&article.agencies)),
        section: recorded(article.section.clone()),
        tags: article.tags.clone(),
        edition: recorded(article.edition.clone()),
        page: recorded(article.page.clone()),
        number: recorded(article.number.clone()),
        language: recorded(article.language.clone()),
        published: date(&article.published),
        modified: date(&article.modified),
        doubts: article.doubts.clone(),
    }
}

fn recorded<T: Clone + PartialEq>(value: Option<T>) -> DecidedFact<T> {
    believed(value, Evidence::Container, 1.0)
}

fn believed<T: Clone + PartialEq>(value: Option<T>, evidence: Evidence, confidence: f32) -> DecidedFact<T> {
    let claim = |value| Candidate::new(value, evidence, "record", confidence);
    let claims: Vec<_> = value.into_iter().map(claim).collect();
    let winner = (!claims.is_empty()).then_some(0);
    DecidedFact::decided(claims, winner, T::eq)
}

#[cfg(test)]
mod tests {
    use super::super::{Context, article};
    use crate::clean::site::SiteTemplates;
    use crate::describe::{Corrections, OutletNames};
    use crate::lexicon::Lexicon;
    use crate::page::{Content, ImportedRecord, Page};

    const PAGE: &str = "Niamey reçoit le général Kéita\n\nPublié le 12/05/2021\n\nLe général Amadou Kéita, chef d’état-major de \
        l’armée malienne, est arrivé lundi à Niamey pour une visite de travail de trois jours.\n\nUn lecteur répond.\n";

    #[test]
    fn an_exported_article_is_what_it_was() {
        let outlets = OutletNames::default();
        let read = |page: &Page, corrections: &str| {
            let context = Context {
                lexicon: Lexicon::built_in(),
                outlets: &outlets,
                corrections: &Corrections::read(corrections),
                sites: &SiteTemplates::default(),
            };
            article(page, context)
        };
        let mut first = read(&Page::from_file("a.txt", PAGE.into()), "");
        first.comments = vec!["Un lecteur répond.".into()];
        first.section = Some("Défense".into());
        let json = serde_json::to_string(&first).unwrap();
        let record = ImportedRecord {
            json,
            text: first.body.clone(),
            ..ImportedRecord::default()
        };
        let mut exported = Page::from_file("export.jsonl", Vec::new());
        exported.content = Content::Record(Box::new(record));
        assert_eq!(read(&exported, ""), first);
        let corrected = read(&exported, &format!("{}\tpublished\t2020-01-02\n", first.id));
        assert_eq!(corrected.published.unwrap().date.to_string(), "2020-01-02");
        assert_eq!(
            (corrected.id, corrected.comments, corrected.source),
            (first.id, first.comments, first.source)
        );
    }
}
