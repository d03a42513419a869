//! Which articles came, went or changed since the tables were made, and what was said of them then.

use crate::article::ArticleId;
use crate::error::Result;
use crate::index::copies::{Day, NO_DAY, day};
use crate::index::embedded::ids::{first_of, id_term};
use crate::index::minhash::Sketch;
use std::collections::HashMap;
use tantivy::fastfield::FastFieldReaders;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher};

/// Where fewer articles than these were touched, the tables are brought up to date; else they are made anew, which is quicker.
const FEW: usize = 64;
/// In a large index one in so many may be.
const ONE_IN: u64 = 200;

/// What of a searched article the tables are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The identities of its actors.
    pub actors: Vec<String>,
    /// What tells a copy of its text.
    pub sketch: Option<Sketch>,
    /// When it was published.
    pub date: Day,
}

/// What was and is told of an article; nothing where it is not searched.
pub(super) type Change = (Option<Told>, Option<Told>);

/// The articles that were touched.
#[derive(Debug)]
pub(super) struct Touched {
    /// What was told of each; nothing where they are too many, or the tables were of another commit.
    before: Option<HashMap<ArticleId, Option<Told>>>,
    most: usize,
}

impl Touched {
    /// None yet, of an index of so many articles.
    pub(super) fn none(articles: u64) -> Touched {
        Touched {
            before: Some(HashMap::new()),
            most: FEW.max((articles / ONE_IN) as usize),
        }
    }

    /// It is not known which.
    pub(super) fn unknown() -> Touched {
        Touched {
            before: None,
            most: 0,
        }
    }

    /// Notes an article that comes, goes or changes, with what was told of it where it was not touched before.
    pub(super) fn note(&mut self, id: ArticleId, told: impl FnOnce() -> Result<Option<Told>>) -> Result<()> {
        if let Some(before) = &mut self.before
            && !before.contains_key(&id)
        {
            before.insert(id, told()?);
        }
        if self
            .before
            .as_ref()
            .is_some_and(|before| before.len() > self.most)
        {
            self.before = None;
        }
        Ok(())
    }

    /// What is different of the articles that were touched; nothing where that is not known.
    pub(super) fn changes(
        self,
        searcher: &Searcher,
        id: Field,
    ) -> tantivy::Result<Option<HashMap<ArticleId, Change>>> {
        let Some(before) = self.before else {
            return Ok(None);
        };
        let mut changes = HashMap::new();
        for (article, before) in before {
            let now = told(searcher, id, &article)?;
            if now != before {
                changes.insert(article, (before, now));
            }
        }
        Ok(Some(changes))
    }
}

/// What is told of a searched article.
pub(super) fn told(searcher: &Searcher, field: Field, id: &ArticleId) -> tantivy::Result<Option<Told>> {
    let Some(address) = first_of(searcher, &id_term(field, id))? else {
        return Ok(None);
    };
    let columns = searcher.segment_reader(address.segment_ord).fast_fields();
    let sketch = columns.column_opt::<u64>("sketch")?;
    let sketch = sketch.and_then(|sketch| Sketch::from_numbers(sketch.values_for_doc(address.doc_id)));
    let dates = values(columns, "date", address.doc_id)?;
    let date = dates.first().map_or(NO_DAY, |date| day(date.as_bytes()));
    let actors = values(columns, "actor", address.doc_id)?;
    Ok(Some(Told { actors, sketch, date }))
}

/// The values of a document in a column.
fn values(columns: &FastFieldReaders, column: &str, doc: DocId) -> tantivy::Result<Vec<String>> {
    let mut values = Vec::new();
    if let Some(column) = columns.str(column)? {
        for place in column.term_ords(doc) {
            let mut value = String::new();
            column.ord_to_str(place, &mut value)?;
            values.push(value);
        }
    }
    Ok(values)
}
