//! What a query means in an index: its words in their forms, its names as identities, its times as the dates that are there.

mod filters;
mod labelled;
mod remarks;
mod words;

use crate::error::Result;
use crate::index::dictionary::{Dictionary, values};
use crate::index::expansion::Vocabulary;
use crate::index::highlight::Pattern;
use crate::index::identities::Identities;
use crate::index::labels::{Asked as Said, UserLabels};
use crate::index::plan::{ANY_KIND, Code, Label, Plan, TextField, WordForm};
use crate::query::{Field as Asked, Query as Syntax, Term as Words};
pub use remarks::Remark;
use remarks::{meant, quoted};
use std::cell::OnceCell;

/// How much a word in the title counts against one in the text.
const TITLE: f32 = 2.0;
/// How much a word in the name of an actor counts besides.
const NAME: f32 = 0.3;

/// What a query means.
#[derive(Clone)]
pub(super) struct Meaning {
    /// What the index is asked.
    pub plan: Plan,
    /// What of an article meets it.
    pub pattern: Pattern,
    /// How it was understood, part by part.
    pub parts: Vec<Understood>,
    /// What of it the articles do not have, or have otherwise.
    pub remarks: Vec<Remark>,
}

/// How a part of a query was understood.
#[derive(Debug, Clone)]
pub(super) enum Understood {
    /// As a line says.
    Line(String),
    /// As words in their forms, in these fields.
    Words(Vec<TextField>, Vec<Vec<WordForm>>),
}

/// Finds the meaning of a query. Only articles are meant unless the query names kinds.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn meaning(
    dictionary: &dyn Dictionary,
    query: &Syntax,
    (identities, labels): (&Identities, &UserLabels),
) -> Result<Meaning> {
    let mut reader = Planner {
        identities,
        labels,
        dictionary,
        languages: OnceCell::new(),
        parts: Vec::new(),
        remarks: Vec::new(),
        negated: 0,
    };
    let meant = reader.query(query, None)?;
    let meant = meant.unwrap_or_else(|| Meant::unseen(Plan::Nothing));
    let names_kinds = |part: &Syntax| matches!(part, Syntax::In(Asked::Kind, _));
    let plan = match query.has_part(&names_kinds) {
        true => meant.plan,
        false => reader.articles_only(meant.plan)?,
    };
    Ok(Meaning {
        plan,
        pattern: meant.pattern,
        parts: reader.parts,
        remarks: reader.remarks,
    })
}

/// What a part of a query means to the index, and what of an article meets it.
pub(super) struct Meant {
    plan: Plan,
    pattern: Pattern,
}

impl Meant {
    /// What stands in no text.
    fn unseen(plan: Plan) -> Meant {
        let pattern = Pattern::Unseen;
        Meant { plan, pattern }
    }
}

/// A part of a query; nothing where it holds no word.
type Part = Result<Option<Meant>>;

struct Planner<'a> {
    /// Who is who.
    identities: &'a Identities,
    /// What the user says of articles.
    labels: &'a UserLabels,
    dictionary: &'a dyn Dictionary,
    languages: OnceCell<Vec<(String, u64)>>,
    parts: Vec<Understood>,
    remarks: Vec<Remark>,
    negated: usize,
}

impl Planner<'_> {
    fn query(&mut self, query: &Syntax, asked: Option<Asked>) -> Part {
        match query {
            Syntax::All => Ok(Some(Meant::unseen(everything()))),
            Syntax::Term(term) => self.term(term, asked),
            Syntax::Near(left, distance, right) => self.near(left, *distance, right, asked),
            Syntax::In(field, inner) => self.query(inner, Some(*field)),
            Syntax::Published(range) => {
                let plan = self.dates(Code::Date, "date", range)?;
                Ok(Some(Meant::unseen(plan)))
            }
            Syntax::Mentions(range) => {
                let plan = self.dates(Code::Mentioned, "mentions", range)?;
                Ok(Some(Meant::unseen(plan)))
            }
            Syntax::Added(range) => Ok(Some(Meant::unseen(self.added_in(range)?))),
            Syntax::Has(fact) if fact.name() == "label" => Ok(Some(Meant::unseen(self.labelled(Said::Any)))),
            Syntax::Has(fact) => Ok(Some(Meant::unseen(with_value(Code::Has, fact.name())))),
            Syntax::And(list) => self.all(list, asked),
            Syntax::Or(list) => self.any(list, asked),
            Syntax::Not(inner) => self.all(&[Syntax::Not(inner.clone())], asked),
            Syntax::Boost(inner, factor) => {
                let inner = self.query(inner, asked)?;
                Ok(inner.map(|inner| Meant {
                    plan: Plan::Boost(Box::new(inner.plan), *factor),
                    ..inner
                }))
            }
        }
    }

    /// Leaves out what is no article.
    fn articles_only(&self, plan: Plan) -> Result<Plan> {
        let mut others: Vec<String> = values(self.dictionary, Code::Kind)?.into_keys().collect();
        others.retain(|kind| kind != ANY_KIND && kind != "article");
        others.sort_unstable();
        Ok(match others.is_empty() {
            true => plan,
            false => plan.but_for(Plan::Values(Code::Kind, others, 0.0)),
        })
    }

    fn all(&mut self, list: &[Syntax], asked: Option<Asked>) -> Part {
        let (mut plans, mut patterns) = (Vec::new(), Vec::new());
        for query in list {
            if let Syntax::Not(inner) = query {
                self.negated += 1;
                let inner = self.query(inner, asked)?;
                self.negated -= 1;
                if let Some(inner) = inner {
                    plans.push(Plan::Not(Box::new(inner.plan)));
                    patterns.push(Pattern::Not(Box::new(inner.pattern)));
                }
            } else if let Some(meant) = self.query(query, asked)? {
                plans.push(meant.plan);
                patterns.push(meant.pattern);
            }
        }
        if plans.is_empty() {
            return Ok(None);
        }
        if plans.iter().all(|plan| matches!(plan, Plan::Not(_))) {
            plans.push(everything());
        }
        Ok(Some(Meant {
            plan: Plan::All(plans),
            pattern: Pattern::All(patterns),
        }))
    }

    fn any(&mut self, list: &[Syntax], asked: Option<Asked>) -> Part {
        let (mut plans, mut patterns) = (Vec::new(), Vec::new());
        for query in list {
            if let Some(meant) = self.query(query, asked)? {
                plans.push(meant.plan);
                patterns.push(meant.pattern);
            }
        }
        Ok((!plans.is_empty()).then_some(Meant {
            plan: Plan::Any(plans),
            pattern: Pattern::Any(patterns),
        }))
    }

    fn term(&mut self, term: &Words, asked: Option<Asked>) -> Part {
        use Asked::{
            Actor, Country, Doubt, Furniture, Id, Kind, Label, Lang, Note, Org, Path, Person, Place,
        };
        let typed = match term {
            Words::Word(text) | Words::Phrase(text, _) | Words::Prefix(text) | Words::Fuzzy(text, _) => text,
        };
        let value = match asked {
            Some(field @ (Actor | Person | Org | Place | Country)) => return self.actor(field, term, typed),
            Some(Path) => return self.path(term),
            Some(Id) => self.id(typed)?,
            Some(Kind) => self.value(Kind, Code::Kind, typed)?,
            Some(Doubt) => self.value(Doubt, Code::Doubt, typed)?,
            Some(Label) => self.label(term, typed),
            Some(Note) => self.labelled(Said::Note(typed)),
            Some(Lang) => self.value(Lang, Code::Lang, typed)?,
            Some(field) => {
                return self.words(Some(field), &[(text_field(field), 1.0)], term, field != Furniture);
            }
            None => {
                let scope = [
                    (TextField::Title, TITLE),
                    (TextField::Body, 1.0),
                    (TextField::Names, NAME),
                ];
                return self.words(None, &scope, term, true);
            }
        };
        Ok(Some(Meant::unseen(value)))
    }
}

/// Every article, of whatever kind.
fn everything() -> Plan {
    with_value(Code::Kind, ANY_KIND)
}

/// The articles that have a value; it says nothing of how well they meet the query.
fn with_value(code: Code, value: &str) -> Plan {
    Plan::Values(code, vec![value.to_string()], 0.0)
}

fn text_field(asked: Asked) -> TextField {
    match asked {
        Asked::Title => TextField::Title,
        Asked::Comments => TextField::Comments,
        Asked::Furniture => TextField::Furniture,
        Asked::Outlet => TextField::Label(Label::Outlet),
        Asked::Domain => TextField::Label(Label::Domain),
        Asked::Author => TextField::Label(Label::Author),
        Asked::Agency => TextField::Label(Label::Agency),
        Asked::Section => TextField::Label(Label::Section),
        Asked::Tag => TextField::Label(Label::Tag),
        Asked::Url => TextField::Url,
        _ => TextField::Body,
    }
}
