//! Known items: the words of a headline are asked for, and its article is wanted. Mean reciprocal rank of our ranking against
//! plain BM25 over one field, on the pages below the folder that `ARCHIVE_BENCH_PAGES` names.
#![allow(missing_docs)]

use archive::article::{Article, ArticleId};
use archive::calendar::Moment;
use archive::clean::site::SiteTemplates;
use archive::describe::{Corrections, OutletNames};
use archive::index::{Archive, Sort, TopHits};
use archive::ingest::{self, Manner, Workers};
use archive::lexicon::Lexicon;
use archive::pipeline::{Context, Extraction};
use archive::query::{Field, Query, Term};
use archive::text::tokens;
use std::io::Write;
use std::path::PathBuf;

fn main() {
    let mut out = std::io::stdout().lock();
    let Some(pages) = std::env::var_os("ARCHIVE_BENCH_PAGES").map(PathBuf::from) else {
        let _ = writeln!(out, "ARCHIVE_BENCH_PAGES names no folder of pages");
        return;
    };
    let articles = extracted(pages);
    let folder = tempfile::tempdir().expect("a folder");
    let ours = indexed(&folder.path().join("ours"), articles.iter().cloned());
    let joined = articles.iter().cloned().map(|article| Article {
        body: format!(
            "{}\n\n{}",
            article.title.as_deref().unwrap_or_default(),
            article.body
        ),
        title: None,
        actors: Vec::new(),
        ..article
    });
    let plain = indexed(&folder.path().join("plain"), joined);
    let asked: Vec<(&ArticleId, Vec<String>)> = articles
        .iter()
        .filter_map(|article| {
            Some((
                &article.id,
                tokens(article.title.as_deref()?)
                    .map(|token| token.text)
                    .collect(),
            ))
        })
        .filter(|(_, words): &(_, Vec<String>)| words.len() >= 3)
        .collect();
    for (name, every) in [
        ("all words of the headline", 1),
        ("every second word", 2),
        ("every third word", 3),
    ] {
        let words = |words: &[String]| words.iter().step_by(every).cloned().collect::<Vec<_>>();
        let mrr = |archive: &Archive, plain: bool| {
            let ranks = asked
                .iter()
                .map(|(id, all)| reciprocal(archive, id, query(&words(all), plain)));
            ranks.sum::<f64>() / asked.len() as f64
        };
        let _ = writeln!(
            out,
            "{name:<28} ours {:.4}   plain BM25, one field {:.4}   ({} headlines)",
            mrr(&ours, false),
            mrr(&plain, true),
            asked.len()
        );
    }
}

fn extracted(pages: PathBuf) -> Vec<Article> {
    let outlets = OutletNames::default();
    let context = Context {
        lexicon: Lexicon::built_in(),
        outlets: &outlets,
        corrections: &Corrections::default(),
        sites: &SiteTemplates::default(),
    };
    let manner = Manner::at(Moment::now());
    let mut articles = Vec::new();
    let each = |outcome: ingest::Outcome<Extraction>| -> std::io::Result<()> {
        articles.extend(
            outcome
                .result
                .ok()
                .map(|reading| reading.article)
                .filter(|article| article.title.is_some() && !article.body.is_empty()),
        );
        Ok(())
    };
    ingest::extract_all(&Workers::new(2), [pages], manner, context, each).expect("pages");
    articles
}

fn indexed(path: &std::path::Path, articles: impl Iterator<Item = Article>) -> Archive {
    let archive = Archive::create(path).expect("an index");
    let mut writer = archive.writer().expect("a writer");
    for article in articles {
        writer
            .add(&Article { url: None, ..article }, b"", "")
            .expect("added");
    }
    writer.finish().expect("finished");
    Archive::open(path).expect("opened")
}

/// Any of the words: in all their forms and everywhere, or as they are and in the one field.
fn query(words: &[String], plain: bool) -> Query {
    let term = |word: &String| match plain {
        true => Query::In(Field::Body, Box::new(Query::Term(Term::Phrase(word.clone(), 0)))),
        false => Query::Term(Term::Word(word.clone())),
    };
    let any = Query::Or(words.iter().map(term).collect());
    any.and(Query::filter(Field::Kind, "any"))
}

fn reciprocal(archive: &Archive, id: &ArticleId, query: Query) -> f64 {
    let wanted = TopHits {
        offset: 0,
        limit: 100,
        sort: Sort::Relevance,
    };
    let hits = archive.search(&query, wanted).expect("answers");
    hits.iter()
        .find(|hit| hit.article.id == *id)
        .map_or(0.0, |hit| 1.0 / hit.rank as f64)
}
