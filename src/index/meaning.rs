//! What a query means in an index: its words in their forms, its names as identities, its times as the dates that are there.

mod filters;
mod remarks;

use crate::index::decided::Identities;
use crate::index::forms::{self, Dictionary, each_with_prefix};
use crate::index::marks::{Pattern, Where};
use crate::index::phrase_query::{Phrase, PhraseQuery};
use crate::index::proximity::Nearness;
use crate::index::schema::{ANY_KIND, Fields};
use crate::index::word_query::{Form, WordQuery};
use crate::query::{Field as Asked, Query as Syntax, Term as Words};
use crate::text::tokens;
pub use remarks::Remark;
use remarks::{meant, quoted};
use std::cell::OnceCell;
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, Query, RegexQuery, TermSetQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// How much a word in the title counts against one in the text.
const TITLE: f32 = 2.0;
/// How much a word in the name of an actor counts besides.
const NAME: f32 = 0.3;
/// The beginning of more words than this is not scored by their rarity.
const RARITIES: usize = 32;

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
    identities: &Identities,
) -> tantivy::Result<Meaning> {
    let mut reader = Reader {
        identities,
        searcher,
        fields,
        languages: OnceCell::new(),
        parts: Vec::new(),
        remarks: Vec::new(),
        negated: 0,
    };
    let meant = reader.query(query, None)?;
    let meant = meant.unwrap_or_else(|| Meant::unseen(Box::new(EmptyQuery)));
    let query = match names_kinds(query) {
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

/// Whether a query says which kinds it means.
fn names_kinds(query: &Syntax) -> bool {
    match query {
        Syntax::In(field, inner) => *field == Asked::Kind || names_kinds(inner),
        Syntax::And(list) | Syntax::Or(list) => list.iter().any(names_kinds),
        Syntax::Not(inner) | Syntax::Boost(inner, _) => names_kinds(inner),
        _ => false,
    }
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
        use Asked::{Actor, Country, Doubt, Furniture, Id, Kind, Lang, Org, Path, Person, Place};
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

    /// A term in fields of text; the words of a field without positions may stand anywhere in it.
    pub fn words(
        &mut self,
        asked: Option<Asked>,
        scope: &[(Field, f32)],
        term: &Words,
        positions: bool,
    ) -> Part {
        let fields = self.written(scope);
        let lists = self.forms_of(term, &fields)?;
        if lists.is_empty() {
            return Ok(None);
        }
        self.say_missing(asked, term, &fields, &lists)?;
        self.parts.push(Understood::Words(fields.clone(), lists.clone()));
        let nearness = match term {
            Words::Phrase(_, slop) => Nearness::Phrase(*slop),
            _ => Nearness::Phrase(0),
        };
        let phrase = Phrase {
            left: lists.len(),
            words: lists,
            nearness,
        };
        let pattern = self.pattern(&fields, &phrase);
        let query = match &phrase.words[..] {
            [forms] => self.word(scope, term, forms)?,
            words if !positions => {
                let each = words.iter().map(|forms| self.one_word(scope, forms.clone()));
                Box::new(BooleanQuery::intersection(each.collect()))
            }
            _ => self.near_each_other(scope, &phrase),
        };
        Ok(Some(Meant { query, pattern }))
    }

    /// The fields of a scope that hold text as it was written.
    fn written(&self, scope: &[(Field, f32)]) -> Vec<Field> {
        let fields = scope.iter().map(|(field, _)| *field);
        fields.filter(|field| *field != self.fields.names).collect()
    }

    fn pattern(&self, fields: &[Field], phrase: &Phrase) -> Pattern {
        let text = |field: &Field| match field {
            field if *field == self.fields.title => Some(Where::Title),
            field if *field == self.fields.body => Some(Where::Body),
            field if *field == self.fields.comments => Some(Where::Comments),
            _ => None,
        };
        let texts: Vec<Where> = fields.iter().filter_map(text).collect();
        match texts.is_empty() {
            true => Pattern::Unseen,
            false => Pattern::Words(texts, phrase.clone()),
        }
    }

    /// Words near each other in any of the fields.
    fn near_each_other(&self, scope: &[(Field, f32)], phrase: &Phrase) -> Box<dyn Query> {
        let query = |(field, weight): &(Field, f32)| -> Box<dyn Query> {
            Box::new(PhraseQuery {
                schema: *self.fields,
                field: *field,
                weight: *weight,
                phrase: phrase.clone(),
            })
        };
        let written = scope.iter().filter(|(field, _)| *field != self.fields.names);
        Box::new(BooleanQuery::union(written.map(query).collect()))
    }

    fn dictionary(&self) -> Dictionary<'_> {
        Dictionary {
            searcher: self.searcher,
            schema: self.fields,
            identities: self.identities,
        }
    }

    /// For every word of a term the forms in which it is looked for.
    fn forms_of(&mut self, term: &Words, fields: &[Field]) -> tantivy::Result<Vec<Vec<Form>>> {
        let typed = |text: &str| tokens(text).map(|token| token.text).collect::<Vec<_>>();
        let anywhere = |words: Vec<String>| words.iter().map(|word| Form::anywhere(word)).collect::<Vec<_>>();
        match term {
            Words::Phrase(text, _) => Ok(typed(text).into_iter().map(|word| anywhere(vec![word])).collect()),
            Words::Word(text) => tokens(text)
                .map(|token| self.forms(fields, &text[token.start..token.end], token.text))
                .collect(),
            Words::Fuzzy(text, letters) => {
                let like = |word: &String| forms::like(self.searcher, fields, word, *letters).map(anywhere);
                typed(text).iter().map(like).collect()
            }
            Words::Prefix(text) => {
                let mut words = typed(text);
                let last = words.pop();
                let mut lists: Vec<Vec<Form>> = words.into_iter().map(|word| anywhere(vec![word])).collect();
                if let Some(last) = last {
                    lists.push(anywhere(self.beginning(fields, last, !lists.is_empty())?));
                }
                Ok(lists)
            }
        }
    }

    /// The words that begin so; in a phrase at most [`forms::MOST`], and where there are more, that is said.
    fn beginning(
        &mut self,
        fields: &[Field],
        start: String,
        in_phrase: bool,
    ) -> tantivy::Result<Vec<String>> {
        let mut found = forms::beginning_with(self.searcher, fields, &start)?;
        if in_phrase && found.len() > forms::MOST {
            let (all, most) = (found.len(), forms::MOST);
            self.remarks.push(Remark::told(format!(
                "{all} words begin with {start}; in a phrase the {most} most frequent are looked for"
            )));
            found.truncate(most);
        }
        if found.is_empty() {
            found.push(start);
        }
        Ok(found)
    }

    /// The forms of a word; initials (`O.N.U.`) have none but their own.
    fn forms(&self, fields: &[Field], typed: &str, word: String) -> tantivy::Result<Vec<Form>> {
        if crate::text::folded(typed) != word {
            return Ok(vec![Form::anywhere(&word)]);
        }
        let dictionary = self.dictionary();
        if self.languages.get().is_none() {
            let _ = self.languages.set(dictionary.languages()?);
        }
        dictionary.forms(fields, self.languages.get().map_or(&[], Vec::as_slice), typed)
    }

    /// One word in its forms. A beginning of very many words is not scored by their rarity.
    fn word(&self, scope: &[(Field, f32)], term: &Words, forms: &[Form]) -> tantivy::Result<Box<dyn Query>> {
        let Words::Prefix(text) = term else {
            return Ok(self.one_word(scope, forms.to_vec()));
        };
        if forms.len() <= RARITIES {
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

    fn one_word(&self, scope: &[(Field, f32)], forms: Vec<Form>) -> Box<dyn Query> {
        Box::new(WordQuery {
            schema: *self.fields,
            fields: scope.to_vec(),
            forms,
        })
    }

    fn near(&mut self, left: &Words, distance: u32, right: &Words, asked: Option<Asked>) -> Part {
        let scope = match asked {
            Some(asked) => vec![(self.text_field(asked), 1.0)],
            None => vec![(self.fields.title, TITLE), (self.fields.body, 1.0)],
        };
        let fields = self.written(&scope);
        let mut sides = Vec::new();
        for side in [left, right] {
            let lists = self.forms_of(side, &fields)?;
            if lists.is_empty() {
                return Ok(None);
            }
            self.say_missing(asked, side, &fields, &lists)?;
            self.parts.push(Understood::Words(fields.clone(), lists.clone()));
            sides.push(lists);
        }
        let phrase = Phrase {
            left: sides[0].len(),
            words: sides.concat(),
            nearness: Nearness::Near(distance),
        };
        Ok(Some(Meant {
            query: self.near_each_other(&scope, &phrase),
            pattern: self.pattern(&fields, &phrase),
        }))
    }
}
