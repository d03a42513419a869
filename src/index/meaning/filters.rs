//! What a query asks of an article besides its words: who is in it, where it stood, when it was published.

use super::{Part, Reader, Words};
use crate::calendar::Date;
use crate::index::added;
use crate::index::forms::each_with_prefix;
use crate::index::identity;
use crate::index::marks::Mark;
use crate::query::{DateRange, Field as Asked};
use std::collections::BTreeSet;
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

impl Reader<'_> {
    pub fn actor(&mut self, asked: Asked, term: &Words, name: &str) -> Part {
        let mut stored = identity::meant(self.searcher, self.fields.alias, asked, name)?;
        if let Words::Prefix(start) = term {
            let start = crate::text::folded(start);
            each_with_prefix(self.searcher, &[self.fields.alias], &start, |alias, _| {
                stored.extend(alias.split('\u{1f}').nth(1).map(str::to_string));
                true
            })?;
            stored.retain(|id| identity::is_of(asked, id));
        }
        let actors = self.identities.meant(&stored, name);
        let ids = actors
            .iter()
            .flat_map(|actor| self.identities.stored(actor))
            .collect();
        let named: Vec<&str> = actors.iter().map(String::as_str).collect();
        self.lines
            .push(format!("{}: {}", asked.name(), named.join(" | ")));
        self.mark_names(&ids)?;
        let appears = self.appears(&actors, &ids)?;
        let by_actor = self.identities.added().by_actor();
        let added: Vec<String> = actors
            .iter()
            .filter_map(|actor| by_actor.get(actor))
            .flatten()
            .cloned()
            .collect();
        let Some(in_text) = added::query(self.searcher, self.fields, &added)? else {
            return Ok(Some(appears));
        };
        if self.negated == 0 {
            let marks = added.iter().filter_map(|name| name_mark(name));
            self.marks.extend(marks);
        }
        Ok(Some(Box::new(BooleanQuery::union(vec![appears, in_text]))))
    }

    /// The articles in which one of the actors appears: by the stored identities, but for the articles in which somebody was split
    /// off, which are looked at one by one.
    fn appears(&self, actors: &BTreeSet<String>, ids: &BTreeSet<String>) -> tantivy::Result<Box<dyn Query>> {
        let stored = self.codes(self.fields.actor, ids.iter().map(String::as_str));
        let split = self.identities.split_articles();
        if split.is_empty() {
            return Ok(stored);
        }
        let mut meant = Vec::new();
        for article in &split {
            let own = self
                .identities
                .of_split(self.searcher, self.fields.id, *article)?;
            meant.extend((!own.is_disjoint(actors)).then_some(*article));
        }
        let articles = |numbers: &[u64]| -> Box<dyn Query> {
            let terms = numbers.iter().map(|id| Term::from_field_u64(self.fields.id, *id));
            Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 1.0))
        };
        let others = BooleanQuery::new(vec![(Occur::Must, stored), (Occur::MustNot, articles(&split))]);
        Ok(Box::new(BooleanQuery::union(vec![
            Box::new(others),
            articles(&meant),
        ])))
    }

    /// The names of these actors are marked where they stand.
    fn mark_names(&mut self, ids: &BTreeSet<String>) -> tantivy::Result<()> {
        if self.negated > 0 || ids.is_empty() {
            return Ok(());
        }
        let mut marks = Vec::new();
        each_with_prefix(self.searcher, &[self.fields.alias], "", |term, _| {
            if let Some((alias, _)) = term.split_once('\u{1f}').filter(|(_, id)| ids.contains(*id)) {
                marks.extend(name_mark(alias));
            }
            true
        })?;
        self.marks.extend(marks);
        Ok(())
    }

    /// An identity, or the beginning of one.
    pub fn id(&self, typed: &str) -> Box<dyn Query> {
        let digits = typed.to_lowercase();
        let known = !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let bound = |fill: char| {
            u64::from_str_radix(
                &format!("{digits}{}", fill.to_string().repeat(12 - digits.len())),
                16,
            )
        };
        match known.then(|| (bound('0'), bound('f'))) {
            Some((Ok(first), Ok(last))) => {
                let term = |id| std::ops::Bound::Included(Term::from_field_u64(self.fields.id, id));
                let range = tantivy::query::RangeQuery::new(term(first), term(last));
                Box::new(ConstScoreQuery::new(Box::new(range), 1.0))
            }
            _ => Box::new(EmptyQuery),
        }
    }

    /// The words of a path, of the first place of an article or of a further one.
    pub fn path(&mut self, term: &Words) -> Part {
        let first = self.words(&[(self.fields.path, 1.0)], &exact(term), true)?;
        let further = self.words(&[(self.fields.copy_path, 1.0)], &exact(term), true)?;
        let (Some(first), Some(further)) = (first, further) else {
            return Ok(None);
        };
        let copies = self
            .searcher
            .search(&further, &tantivy::collector::DocSetCollector)?;
        let mut ids = Vec::new();
        for address in copies {
            let column = self
                .searcher
                .segment_reader(address.segment_ord)
                .fast_fields()
                .u64("copy")?;
            ids.extend(
                column
                    .first(address.doc_id)
                    .map(|id| Term::from_field_u64(self.fields.id, id)),
            );
        }
        if ids.is_empty() {
            return Ok(Some(first));
        }
        let further: Box<dyn Query> = Box::new(TermSetQuery::new(ids));
        Ok(Some(Box::new(BooleanQuery::union(vec![first, further]))))
    }

    /// The dates of a field that lie in a time.
    pub fn dates(&mut self, field: Field, name: &str, range: &DateRange) -> tantivy::Result<Box<dyn Query>> {
        let mut terms = Vec::new();
        each_with_prefix(self.searcher, &[field], "", |date, _| {
            if Date::parse(date).is_some_and(|date| range.holds(date)) {
                terms.push(Term::from_field_text(field, date));
            }
            true
        })?;
        self.lines.push(format!("{name}: {range}"));
        let query: Box<dyn Query> = Box::new(TermSetQuery::new(terms));
        Ok(Box::new(ConstScoreQuery::new(query, 0.0)))
    }

    pub fn code(&self, field: Field, value: &str) -> Box<dyn Query> {
        let query = TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic);
        Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
    }

    fn codes<'b>(&self, field: Field, values: impl Iterator<Item = &'b str>) -> Box<dyn Query> {
        let terms = values.map(|value| Term::from_field_text(field, value));
        Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 1.0))
    }
}

/// The mark of a name where it stands; none for a name without words.
fn name_mark(name: &str) -> Option<Mark> {
    let words: Vec<_> = added::words(name)
        .into_iter()
        .map(|word| [word].into_iter().collect())
        .collect();
    (!words.is_empty()).then_some(Mark { words, slop: 0 })
}

fn exact(term: &Words) -> Words {
    match term {
        Words::Word(text) => Words::Phrase(text.clone(), 0),
        term => term.clone(),
    }
}
