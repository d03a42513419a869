//! What a query means in an index: its words in their forms, its names as identities, its times as the dates that are there.

mod filters;
mod labelled;
mod remarks;
mod words;

use crate::index::decided::Identities;
use crate::index::forms::each_with_prefix;
use crate::index::labels::{Asked as Said, Labels};
use crate::index::marks::Pattern;
use crate::index::schema::{ANY_KIND, Fields};
use crate::index::word_query::Form;
use crate::query::{Field as Asked, Query as Syntax, Term as Words};
pub use remarks::Remark;
use remarks::{meant, quoted};
use std::cell::OnceCell;
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// How much a word in the title counts against one in the text.
const TITLE: f32 = 2.0;
/// How much a word in the name of an actor counts besides.
const NAME: f32 = 0.3;

/// What a query means.
pub struct Meaning {
    /// The query that the index answers.
    pub query: Box<dyn Query>,
    /// What of an article meets it.
    pub pattern: Pattern,
    /// How it was understood, part by part.
    pub parts: Vec<Understood>,
    /// What of it the articles do not have, or have otherwise.
    pub remarks: Vec<Remark>,
}

impl Clone for Meaning {
    fn clone(&self) -> Meaning {
        Meaning {
            query: self.query.box_clone(),
            pattern: self.pattern.clone(),
            parts: self.parts.clone(),
            remarks: self.remarks.clone(),
        }
    }
}

/// How a part of a query was understood.
#[derive(Debug, Clone)]
pub enum Understood {
    /// As a line says.
    Line(String),
    /// As words in their forms, in these fields.
    Words(Vec<Field>, Vec<Vec<Form>>),
}

/// Finds the meaning of a query. Only articles are meant unless the query names kinds.
pub fn meaning(
    searcher: &Searcher,
    fields: &Fields,
    query: &Syntax,
    (identities, labels): (&Identities, &Labels),
) -> tantivy::Result<Meaning> {
    let mut reader = Reader {
        identities,
        labels,
        searcher,
        fields,
        languages: OnceCell::new(),
        parts: Vec::new(),
        remarks: Vec::new(),
        negated: 0,
    };
    let meant = reader.query(query, None)?;
    let meant = meant.unwrap_or_else(|| Meant::unseen(Box::new(EmptyQuery)));
    let names_kinds = |part: &Syntax| matches!(part, Syntax::In(Asked::Kind, _));
    let query = match query.has_part(&names_kinds) {
        true => meant.query,
        false => reader.articles_only(meant.query)?,
    };
    Ok(Meaning {
        query,
        pattern: meant.pattern,
        parts: reader.parts,
        remarks: reader.remarks,
    })
}

/// What a part of a query means to the index, and what of an article meets it.
pub struct Meant {
    query: Box<dyn Query>,
    pattern: Pattern,
}

impl Meant {
    /// What stands in no text.
    fn unseen(query: Box<dyn Query>) -> Meant {
        let pattern = Pattern::Unseen;
        Meant { query, pattern }
    }
}

/// A part of a query; nothing where it holds no word.
type Part = tantivy::Result<Option<Meant>>;

struct Reader<'a> {
    /// Who is who.
    identities: &'a Identities,
    /// What the user says of articles.
    labels: &'a Labels,
    searcher: &'a Searcher,
    fields: &'a Fields,
    languages: OnceCell<Vec<(String, u32)>>,
    parts: Vec<Understood>,
    remarks: Vec<Remark>,
    negated: usize,
}

impl Reader<'_> {
    fn query(&mut self, query: &Syntax, asked: Option<Asked>) -> Part {
        match query {
            Syntax::All => Ok(Some(Meant::unseen(self.everything()))),
            Syntax::Term(term) => self.term(term, asked),
            Syntax::Near(left, distance, right) => self.near(left, *distance, right, asked),
            Syntax::In(field, inner) => self.query(inner, Some(*field)),
            Syntax::Published(range) => Ok(Some(Meant::unseen(self.dates(
                self.fields.date,
                "date",
                range,
            )?))),
            Syntax::Mentions(range) => Ok(Some(Meant::unseen(self.dates(
                self.fields.mentioned,
                "mentions",
                range,
            )?))),
            Syntax::Added(range) => Ok(Some(Meant::unseen(self.added_in(range)?))),
            Syntax::Has(fact) if fact.name() == "label" => Ok(Some(Meant::unseen(self.labelled(Said::Any)))),
            Syntax::Has(fact) => Ok(Some(Meant::unseen(self.code(self.fields.has, fact.name())))),
            Syntax::And(list) => self.all(list, asked),
            Syntax::Or(list) => self.any(list, asked),
            Syntax::Not(inner) => self.all(&[Syntax::Not(inner.clone())], asked),
            Syntax::Boost(inner, factor) => {
                let inner = self.query(inner, asked)?;
                Ok(inner.map(|inner| Meant {
                    query: Box::new(BoostQuery::new(inner.query, *factor)),
                    ..inner
                }))
            }
        }
    }

    fn everything(&self) -> Box<dyn Query> {
        self.code(self.fields.kind, ANY_KIND)
    }

    /// Leaves out what is no article.
    fn articles_only(&self, query: Box<dyn Query>) -> tantivy::Result<Box<dyn Query>> {
        let mut others = Vec::new();
        each_with_prefix(self.searcher, &[self.fields.kind], "", |kind, _| {
            if kind != ANY_KIND && kind != "article" {
                others.push(Term::from_field_text(self.fields.kind, kind));
            }
            true
        })?;
        if others.is_empty() {
            return Ok(query);
        }
        let others: Box<dyn Query> = Box::new(TermSetQuery::new(others));
        Ok(Box::new(BooleanQuery::new(vec![
            (Occur::Must, query),
            (Occur::MustNot, others),
        ])))
    }

    fn all(&mut self, list: &[Syntax], asked: Option<Asked>) -> Part {
        let (mut clauses, mut patterns) = (Vec::new(), Vec::new());
        for query in list {
            if let Syntax::Not(inner) = query {
                self.negated += 1;
                let inner = self.query(inner, asked)?;
                self.negated -= 1;
                if let Some(inner) = inner {
                    clauses.push((Occur::MustNot, inner.query));
                    patterns.push(Pattern::Not(Box::new(inner.pattern)));
                }
            } else if let Some(meant) = self.query(query, asked)? {
                clauses.push((Occur::Must, meant.query));
                patterns.push(meant.pattern);
            }
        }
        if clauses.is_empty() {
            return Ok(None);
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.everything()));
        }
        Ok(Some(Meant {
            query: Box::new(BooleanQuery::new(clauses)),
            pattern: Pattern::All(patterns),
        }))
    }

    fn any(&mut self, list: &[Syntax], asked: Option<Asked>) -> Part {
        let (mut parts, mut patterns) = (Vec::new(), Vec::new());
        for query in list {
            if let Some(meant) = self.query(query, asked)? {
                parts.push(meant.query);
                patterns.push(meant.pattern);
            }
        }
        Ok((!parts.is_empty()).then(|| Meant {
            query: Box::new(BooleanQuery::union(parts)),
            pattern: Pattern::Any(patterns),
        }))
    }

    fn term(&mut self, term: &Words, asked: Option<Asked>) -> Part {
        use Asked::{
            Actor, Country, Doubt, Furniture, Id, Kind, Label, Lang, Note, Org, Path, Person, Place,
        };
        let fields = self.fields;
        let typed = match term {
            Words::Word(text) | Words::Phrase(text, _) | Words::Prefix(text) | Words::Fuzzy(text, _) => text,
        };
        let value = match asked {
            Some(field @ (Actor | Person | Org | Place | Country)) => return self.actor(field, term, typed),
            Some(Path) => return self.path(term),
            Some(Id) => self.id(typed)?,
            Some(Kind) => self.value(Kind, fields.kind, typed)?,
            Some(Doubt) => self.value(Doubt, fields.doubt, typed)?,
            Some(Label) => self.label(term, typed),
            Some(Note) => self.labelled(Said::Note(typed)),
            Some(Lang) => self.value(Lang, fields.lang, typed)?,
            Some(field) => {
                return self.words(
                    Some(field),
                    &[(self.text_field(field), 1.0)],
                    term,
                    field != Furniture,
                );
            }
            None => {
                let scope = [(fields.title, TITLE), (fields.body, 1.0), (fields.names, NAME)];
                return self.words(None, &scope, term, true);
            }
        };
        Ok(Some(Meant::unseen(value)))
    }

    fn text_field(&self, asked: Asked) -> Field {
        match asked {
            Asked::Title => self.fields.title,
            Asked::Comments => self.fields.comments,
            Asked::Furniture => self.fields.furniture,
            Asked::Outlet => self.fields.outlet,
            Asked::Domain => self.fields.domain,
            Asked::Author => self.fields.author,
            Asked::Agency => self.fields.agency,
            Asked::Section => self.fields.section,
            Asked::Tag => self.fields.tag,
            Asked::Url => self.fields.url,
            _ => self.fields.body,
        }
    }
}
