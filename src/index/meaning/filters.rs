//! What a query asks of an article besides its words: who is in it, where it stood, when it was published.

use super::{Meant, Part, Reader, Remark, Understood, Words, meant, quoted};
use crate::article::ArticleId;
use crate::calendar::{Date, Moment};
use crate::index::added;
use crate::index::forms::each_with_prefix;
use crate::index::ids::{self, IdColumn};
use crate::index::marks::Pattern;
use crate::index::{id_term, identity};
use crate::lexicon::languages::language;
use crate::query::{DateRange, Field as Asked};
use crate::text::nearest::nearest;
use std::collections::BTreeSet;
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// As many actors are named where a part of a name means several.
const MOST_NAMED: usize = 5;

/// How nobody of a type is spoken of.
struct Whom(Asked);

impl std::fmt::Display for Whom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Asked::Person => "no person",
            Asked::Org => "no organisation",
            Asked::Place => "no place",
            Asked::Country => "no country",
            _ => "no actor",
        })
    }
}

impl Reader<'_> {
    pub fn actor(&mut self, asked: Asked, term: &Words, name: &str) -> Part {
        let actors = self.actors(asked, term, name)?;
        let stored = actors.iter().flat_map(|actor| self.identities.stored(actor));
        let ids = stored.collect();
        let named: Vec<&str> = actors.iter().map(String::as_str).collect();
        let line = format!("{}: {}", asked.name(), named.join(" | "));
        self.parts.push(Understood::Line(line));
        let appears = self.appears(&actors, &ids)?;
        let by_actor = self.identities.added().by_actor();
        let added = actors.iter().filter_map(|actor| by_actor.get(actor));
        let added: Vec<String> = added.flatten().cloned().collect();
        let query = match added::query(self.searcher, self.fields, &added)? {
            Some(in_text) => Box::new(BooleanQuery::union(vec![appears, in_text])),
            None => appears,
        };
        let pattern = Pattern::Actors(actors);
        Ok(Some(Meant { query, pattern }))
    }

    /// The actors that a name means: an identity itself, else who is called exactly so, else, and that is said, who is called so in part.
    fn actors(&mut self, asked: Asked, term: &Words, name: &str) -> tantivy::Result<BTreeSet<String>> {
        let alias = self.fields.alias;
        if let Words::Prefix(start) = term {
            return self.beginning_with(asked, start);
        }
        if let Some(id) = identity::identity(asked, name) {
            let actors = self.identities.meant(&[id.clone()].into(), "");
            match actors.is_empty() {
                true => self.say_unknown(&[id].into()),
                false => self.say_unknown(&actors),
            }
            return Ok(actors);
        }
        let exactly = identity::called(self.searcher, self.fields, asked, name)?;
        let mut actors = self.identities.meant(&exactly, name);
        actors.retain(|actor| identity::is_of(asked, actor) || !exactly.is_empty());
        if !actors.is_empty() {
            self.say_unknown(&actors);
            return Ok(actors);
        }
        let holding = identity::containing(self.searcher, alias, asked, name)?;
        let actors = self.identities.meant(&holding, "");
        let whom = Whom(asked);
        if actors.is_empty() {
            let near = identity::nearest_name(self.searcher, alias, asked, name)?;
            let near = near.map(|near| format!("{}:{}", asked.name(), quoted(&near)));
            let message = format!("{whom} is called {name}");
            self.remarks.push(Remark::wrong(meant(message, near)));
        } else {
            let taken: Vec<&str> = actors.iter().take(MOST_NAMED).map(String::as_str).collect();
            let more = match actors.len() - taken.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let message = format!(
                "{whom} is called exactly {name}; taken are {}{more}",
                taken.join(", ")
            );
            self.remarks.push(Remark::told(message));
        }
        Ok(actors)
    }

    /// Says of actors that are known from the lists that no article names any of them.
    fn say_unknown(&mut self, actors: &BTreeSet<String>) {
        if !actors.iter().any(|actor| self.is_known(actor)) {
            let names: Vec<&str> = actors.iter().map(String::as_str).collect();
            self.remarks
                .push(Remark::wrong(format!("no article names {}", names.join(", "))));
        }
    }

    /// Whether an article has an actor.
    fn is_known(&self, actor: &str) -> bool {
        let stored = self.identities.stored(actor);
        let mut terms = stored
            .iter()
            .map(|id| Term::from_field_text(self.fields.actor, id));
        terms.any(|term| self.searcher.doc_freq(&term).is_ok_and(|articles| articles > 0))
            || self.identities.added().by_actor().contains_key(actor)
    }

    /// The actors with a name that begins so.
    fn beginning_with(&mut self, asked: Asked, start: &str) -> tantivy::Result<BTreeSet<String>> {
        let mut stored = BTreeSet::new();
        let start = crate::text::folded(start);
        each_with_prefix(self.searcher, &[self.fields.alias], &start, |alias, _| {
            stored.extend(alias.split('\u{1f}').nth(1).map(str::to_string));
            true
        })?;
        stored.retain(|id| identity::is_of(asked, id));
        Ok(self.identities.meant(&stored, ""))
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
        for article in split {
            let own = self.identities.of_split(self.searcher, self.fields.id, article)?;
            meant.extend((!own.is_disjoint(actors)).then_some(*article));
        }
        let articles = |ids: &[ArticleId]| -> Box<dyn Query> {
            let terms = ids.iter().map(|id| id_term(self.fields.id, id));
            Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 1.0))
        };
        let others = BooleanQuery::new(vec![(Occur::Must, stored), (Occur::MustNot, articles(split))]);
        Ok(Box::new(BooleanQuery::union(vec![
            Box::new(others),
            articles(&meant),
        ])))
    }

    /// An identity, or the beginning of one.
    pub fn id(&self, typed: &str) -> tantivy::Result<Box<dyn Query>> {
        let Some(range) = ArticleId::beginning_with(typed) else {
            return Ok(Box::new(EmptyQuery));
        };
        let found = ids::between(self.searcher, &[self.fields.id], range)?;
        let terms = found.iter().map(|id| id_term(self.fields.id, id));
        Ok(Box::new(ConstScoreQuery::new(
            Box::new(TermSetQuery::new(terms)),
            1.0,
        )))
    }

    /// The words of a path, of the first place of an article or of a further one.
    pub fn path(&mut self, term: &Words) -> Part {
        let exact = exact(term);
        let first = self.words(Some(Asked::Path), &[(self.fields.path, 1.0)], &exact, true)?;
        let said = (self.parts.len(), self.remarks.len());
        let further = self.words(Some(Asked::Path), &[(self.fields.copy_path, 1.0)], &exact, true)?;
        self.parts.truncate(said.0);
        self.remarks.truncate(said.1);
        let (Some(first), Some(further)) = (first, further) else {
            return Ok(None);
        };
        let copies = self
            .searcher
            .search(&further.query, &tantivy::collector::DocSetCollector)?;
        let mut ids = Vec::new();
        for address in copies {
            let column = IdColumn::of(self.searcher.segment_reader(address.segment_ord), "copy")?;
            ids.extend(column.id(address.doc_id).map(|id| id_term(self.fields.id, &id)));
        }
        if ids.is_empty() {
            return Ok(Some(first));
        }
        let further: Box<dyn Query> = Box::new(TermSetQuery::new(ids));
        let query = BooleanQuery::union(vec![first.query, further]);
        Ok(Some(Meant::unseen(Box::new(query))))
    }

    /// The dates of a field that lie in a time.
    pub fn dates(&mut self, field: Field, name: &str, range: &DateRange) -> tantivy::Result<Box<dyn Query>> {
        self.parts.push(Understood::Line(format!("{name}: {range}")));
        self.lying(field, range, Date::parse)
    }

    /// The moments of ingest that lie in a time, by the days of the machine's time zone.
    pub fn added_in(&mut self, range: &DateRange) -> tantivy::Result<Box<dyn Query>> {
        self.parts.push(Understood::Line(format!("added: {range}")));
        self.lying(self.fields.added, range, |moment| {
            moment
                .parse()
                .ok()
                .map(|moment: Moment| Date::Day(moment.local_day()))
        })
    }

    /// The articles whose value in a field is a date that lies in a time.
    fn lying(
        &self,
        field: Field,
        range: &DateRange,
        read: impl Fn(&str) -> Option<Date>,
    ) -> tantivy::Result<Box<dyn Query>> {
        let mut terms = Vec::new();
        each_with_prefix(self.searcher, &[field], "", |value, _| {
            if read(value).is_some_and(|date| range.holds(date)) {
                terms.push(Term::from_field_text(field, value));
            }
            true
        })?;
        let query: Box<dyn Query> = Box::new(TermSetQuery::new(terms));
        Ok(Box::new(ConstScoreQuery::new(query, 0.0)))
    }

    /// A value that is taken whole; one that no article has is said.
    pub fn value(&mut self, asked: Asked, field: Field, typed: &str) -> tantivy::Result<Box<dyn Query>> {
        let value = typed.to_lowercase();
        if self.searcher.doc_freq(&Term::from_field_text(field, &value))? == 0 {
            let mut values = Vec::new();
            each_with_prefix(self.searcher, &[field], "", |known, _| {
                values.push(known.to_string());
                true
            })?;
            values.sort_unstable();
            values.dedup();
            let known = |value: &&str| values.iter().any(|known| known == value);
            let language = || language(&value).filter(known).map(str::to_string);
            let near = || nearest(&value, values.iter().map(String::as_str)).map(str::to_string);
            let near = match asked {
                Asked::Lang => language(),
                _ => near(),
            };
            let name = asked.name();
            let message = match near {
                Some(near) => meant(
                    format!("no article has {name}:{typed}"),
                    Some(format!("{name}:{near}")),
                ),
                None => format!("no article has {name}:{typed}; there are {}", values.join(", ")),
            };
            self.remarks.push(Remark::wrong(message));
        }
        Ok(self.code(field, &value))
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

fn exact(term: &Words) -> Words {
    match term {
        Words::Word(text) => Words::Phrase(text.clone(), 0),
        term => term.clone(),
    }
}
