//! What a query means in an index: its words in their forms, its names as identities, its times as the dates that are there.

mod filters;

use crate::index::decided::Identities;
use crate::index::forms::{self, each_with_prefix};
use crate::index::marks::Mark;
use crate::index::schema::{ANY_KIND, Fields};
use crate::index::word_query::WordQuery;
use crate::query::{Field as Asked, Query as Syntax, Term as Words};
use crate::text::tokens;
use frostem::Stemmer;
use std::cell::OnceCell;
use tantivy::query::{
    BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, RegexPhraseQuery, RegexQuery,
    TermSetQuery,
};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// How much a word in the title counts against one in the text.
const TITLE: f32 = 2.0;
/// How much a word in the name of an actor counts besides.
const NAME: f32 = 0.3;
/// How much a phrase counts against its words.
const PHRASE: f32 = 1.0;

/// What a query means.
pub struct Meaning {
    /// The query that the index answers.
    pub query: Box<dyn Query>,
    /// What of a text meets it.
    pub marks: Vec<Mark>,
    /// How it was understood, a line a part.
    pub lines: Vec<String>,
    /// What of it the articles do not have, or have otherwise.
    pub remarks: Vec<Remark>,
}

/// What there is to say of a query, by what the articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What is so, and what may have been meant.
    pub message: String,
    /// Whether it was typed wrongly: no article has such a value.
    pub is_wrong: bool,
}

impl Remark {
    /// A value that no article has.
    pub fn wrong(message: String) -> Remark {
        Remark {
            message,
            is_wrong: true,
        }
    }

    /// Something that is good to know.
    pub fn told(message: String) -> Remark {
        Remark {
            message,
            is_wrong: false,
        }
    }
}

/// A message, and what may have been meant.
fn meant(message: String, near: Option<String>) -> String {
    match near {
        Some(near) => format!("{message}; did you mean {near}?"),
        None => message,
    }
}

/// A value as it is typed in a query.
fn quoted(value: &str) -> String {
    match value.chars().all(char::is_alphanumeric) {
        true => value.into(),
        false => format!("\"{}\"", value.replace('"', "")),
    }
}

/// Finds the meaning of a query. Only articles are meant unless the query names kinds.
pub fn meaning(
    searcher: &Searcher,
    fields: &Fields,
    query: &Syntax,
    identities: &Identities,
) -> tantivy::Result<Meaning> {
    let mut reader = Reader {
        identities,
        searcher,
        fields,
        stemmers: OnceCell::new(),
        marks: Vec::new(),
        lines: Vec::new(),
        remarks: Vec::new(),
        negated: 0,
    };
    let meant = reader.query(query, None)?.unwrap_or_else(|| Box::new(EmptyQuery));
    let query = match names_kinds(query) {
        true => meant,
        false => reader.articles_only(meant)?,
    };
    Ok(Meaning {
        query,
        marks: reader.marks,
        lines: reader.lines,
        remarks: reader.remarks,
    })
}

/// Whether a query says which kinds it means.
fn names_kinds(query: &Syntax) -> bool {
    match query {
        Syntax::In(field, inner) => *field == Asked::Kind || names_kinds(inner),
        Syntax::And(list) | Syntax::Or(list) => list.iter().any(names_kinds),
        Syntax::Not(inner) | Syntax::Boost(inner, _) => names_kinds(inner),
        _ => false,
    }
}

/// A part of a query; nothing where it holds no word.
type Part = tantivy::Result<Option<Box<dyn Query>>>;

struct Reader<'a> {
    /// Who is who.
    identities: &'a Identities,
    searcher: &'a Searcher,
    fields: &'a Fields,
    stemmers: OnceCell<Vec<Stemmer>>,
    marks: Vec<Mark>,
    lines: Vec<String>,
    remarks: Vec<Remark>,
    negated: usize,
}

impl Reader<'_> {
    fn query(&mut self, query: &Syntax, asked: Option<Asked>) -> Part {
        match query {
            Syntax::All => Ok(Some(self.everything())),
            Syntax::Term(term) => self.term(term, asked),
            Syntax::Near(left, distance, right) => self.near(left, *distance, right, asked),
            Syntax::In(field, inner) => self.query(inner, Some(*field)),
            Syntax::Published(range) => self.dates(self.fields.date, "date", range).map(Some),
            Syntax::Mentions(range) => self.dates(self.fields.mentioned, "mentions", range).map(Some),
            Syntax::Has(fact) => Ok(Some(self.code(self.fields.has, fact.name()))),
            Syntax::And(list) => self.all(list, asked),
            Syntax::Or(list) => self.any(list, asked),
            Syntax::Not(inner) => self.all(&[Syntax::Not(inner.clone())], asked),
            Syntax::Boost(inner, factor) => {
                let inner = self.query(inner, asked)?;
                Ok(inner.map(|inner| Box::new(BoostQuery::new(inner, *factor)) as Box<dyn Query>))
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
        let mut clauses = Vec::new();
        for query in list {
            if let Syntax::Not(inner) = query {
                self.negated += 1;
                let inner = self.query(inner, asked)?;
                self.negated -= 1;
                clauses.extend(inner.map(|inner| (Occur::MustNot, inner)));
            } else {
                clauses.extend(self.query(query, asked)?.map(|query| (Occur::Must, query)));
            }
        }
        if clauses.is_empty() {
            return Ok(None);
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.everything()));
        }
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    fn any(&mut self, list: &[Syntax], asked: Option<Asked>) -> Part {
        let mut parts = Vec::new();
        for query in list {
            parts.extend(self.query(query, asked)?);
        }
        Ok((!parts.is_empty()).then(|| Box::new(BooleanQuery::union(parts)) as Box<dyn Query>))
    }

    fn term(&mut self, term: &Words, asked: Option<Asked>) -> Part {
        use Asked::{Actor, Comments, Country, Doubt, Furniture, Id, Kind, Lang, Org, Path, Person, Place};
        let fields = self.fields;
        let typed = match term {
            Words::Word(text) | Words::Phrase(text, _) | Words::Prefix(text) | Words::Fuzzy(text, _) => text,
        };
        match asked {
            Some(field @ (Actor | Person | Org | Place | Country)) => self.actor(field, term, typed),
            Some(Id) => self.id(typed).map(Some),
            Some(Kind) => self.value(Kind, fields.kind, typed).map(Some),
            Some(Doubt) => self.value(Doubt, fields.doubt, typed).map(Some),
            Some(Lang) => self.value(Lang, fields.lang, typed).map(Some),
            Some(Furniture) => self.words(&[(fields.furniture, 1.0)], term, false),
            Some(Comments) => self.words(&[(fields.comments, 1.0)], term, true),
            Some(Path) => self.path(term),
            Some(field) => self.words(&[(self.text_field(field), 1.0)], term, true),
            None => {
                let scope = [(fields.title, TITLE), (fields.body, 1.0), (fields.names, NAME)];
                self.words(&scope, term, true)
            }
        }
    }

    fn text_field(&self, asked: Asked) -> Field {
        match asked {
            Asked::Title => self.fields.title,
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

    /// A term in fields of text.
    fn words(&mut self, scope: &[(Field, f32)], term: &Words, positions: bool) -> Part {
        let lists = self.forms_of(term, scope)?;
        match lists.len() {
            0 => return Ok(None),
            1 => return self.word(scope, term, &lists[0]).map(Some),
            _ => {}
        }
        let slop = match term {
            Words::Phrase(_, slop) => *slop,
            _ => 0,
        };
        self.mark(&lists, slop);
        if !positions {
            let fields = |forms: &Vec<String>| self.one_word(scope, forms.clone());
            return Ok(Some(Box::new(BooleanQuery::intersection(
                lists.iter().map(fields).collect(),
            ))));
        }
        let phrase = |(field, weight): &(Field, f32)| -> Box<dyn Query> {
            Box::new(BoostQuery::new(
                self.phrase(*field, &lists, slop),
                weight * PHRASE,
            ))
        };
        let with_positions = scope.iter().filter(|(field, _)| *field != self.fields.names);
        Ok(Some(Box::new(BooleanQuery::union(
            with_positions.map(phrase).collect(),
        ))))
    }

    /// For every word of a term the forms in which it is looked for.
    fn forms_of(&mut self, term: &Words, scope: &[(Field, f32)]) -> tantivy::Result<Vec<Vec<String>>> {
        let fields: Vec<Field> = scope
            .iter()
            .map(|(field, _)| *field)
            .filter(|f| *f != self.fields.names)
            .collect();
        let typed = |text: &str| tokens(text).map(|token| token.text).collect::<Vec<_>>();
        match term {
            Words::Phrase(text, _) => Ok(typed(text).into_iter().map(|word| vec![word]).collect()),
            Words::Word(text) => {
                let words = typed(text);
                words.iter().map(|word| self.forms(&fields, word)).collect()
            }
            Words::Fuzzy(text, letters) => {
                let words = typed(text);
                words
                    .iter()
                    .map(|word| forms::like(self.searcher, &fields, word, *letters))
                    .collect()
            }
            Words::Prefix(text) => {
                let mut words = typed(text);
                let last = words.pop();
                let mut lists: Vec<Vec<String>> = words.into_iter().map(|word| vec![word]).collect();
                if let Some(last) = last {
                    let (mut found, _) = forms::beginning_with(self.searcher, &fields, &last)?;
                    if found.is_empty() {
                        found.push(last);
                    }
                    lists.push(found);
                }
                Ok(lists)
            }
        }
    }

    fn forms(&self, fields: &[Field], word: &str) -> tantivy::Result<Vec<String>> {
        if self.stemmers.get().is_none() {
            let found = forms::stemmers(self.searcher, self.fields.lang)?;
            let _ = self.stemmers.set(found);
        }
        forms::forms(
            self.searcher,
            fields,
            self.stemmers.get().map_or(&[], |s| s),
            word,
        )
    }

    /// One word in its forms. A beginning of very many words is not scored by their rarity.
    fn word(
        &mut self,
        scope: &[(Field, f32)],
        term: &Words,
        forms: &[String],
    ) -> tantivy::Result<Box<dyn Query>> {
        self.mark(std::slice::from_ref(&forms.to_vec()), 0);
        let Words::Prefix(text) = term else {
            return Ok(self.one_word(scope, forms.to_vec()));
        };
        if forms.len() <= forms::MOST {
            return Ok(self.one_word(scope, forms.to_vec()));
        }
        let prefix: String = tokens(text).map(|token| token.text).collect();
        let mut parts: Vec<Box<dyn Query>> = Vec::new();
        for (field, weight) in scope.iter().filter(|(field, _)| *field != self.fields.names) {
            let query = RegexQuery::from_pattern(&format!("{prefix}.*"), *field)?;
            parts.push(Box::new(BoostQuery::new(Box::new(query), *weight)));
        }
        Ok(Box::new(BooleanQuery::union(parts)))
    }

    fn one_word(&self, scope: &[(Field, f32)], forms: Vec<String>) -> Box<dyn Query> {
        let fields = scope.to_vec();
        Box::new(WordQuery { fields, forms })
    }

    fn phrase(&self, field: Field, lists: &[Vec<String>], slop: u32) -> Box<dyn Query> {
        if lists.iter().all(|forms| forms.len() == 1) {
            let terms = lists.iter().map(|forms| Term::from_field_text(field, &forms[0]));
            let mut query = PhraseQuery::new(terms.collect());
            query.set_slop(slop);
            return Box::new(query);
        }
        let patterns = lists.iter().map(|forms| one_of(forms)).enumerate().collect();
        Box::new(RegexPhraseQuery::new_with_offset_and_slop(field, patterns, slop))
    }

    fn near(&mut self, left: &Words, distance: u32, right: &Words, asked: Option<Asked>) -> Part {
        let scope = match asked {
            Some(asked) => vec![self.text_field(asked)],
            None => vec![self.fields.title, self.fields.body],
        };
        let weighted: Vec<(Field, f32)> = scope.iter().map(|field| (*field, 1.0)).collect();
        let (left, right) = (self.forms_of(left, &weighted)?, self.forms_of(right, &weighted)?);
        let (Some(last), Some(first)) = (left.last(), right.first()) else {
            return Ok(None);
        };
        self.mark(&left, 0);
        self.mark(&right, 0);
        let pair = |field: &Field| -> Box<dyn Query> {
            let patterns = vec![(0, one_of(last)), (0, one_of(first))];
            let mut parts: Vec<Box<dyn Query>> = vec![Box::new(RegexPhraseQuery::new_with_offset_and_slop(
                *field, patterns, distance,
            ))];
            for phrase in [&left, &right].into_iter().filter(|phrase| phrase.len() > 1) {
                parts.push(self.phrase(*field, phrase, 0));
            }
            Box::new(BooleanQuery::intersection(parts))
        };
        Ok(Some(Box::new(BooleanQuery::union(
            scope.iter().map(pair).collect(),
        ))))
    }

    /// Remembers what is to be marked in a text, unless it must not stand there.
    fn mark(&mut self, lists: &[Vec<String>], slop: u32) {
        self.lines.push(
            lists
                .iter()
                .map(|forms| forms.join("|"))
                .collect::<Vec<_>>()
                .join(" + "),
        );
        if self.negated == 0 {
            let words = lists
                .iter()
                .map(|forms| forms.iter().cloned().collect())
                .collect();
            self.marks.push(Mark { words, slop });
        }
    }
}

/// A pattern for any of the words.
fn one_of(forms: &[String]) -> String {
    format!(
        "({})",
        forms.iter().take(1000).cloned().collect::<Vec<_>>().join("|")
    )
}
