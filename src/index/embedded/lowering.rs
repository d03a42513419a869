//! Plans as queries of tantivy.

use crate::error::Result;
use crate::index::embedded::Embedded;
use crate::index::embedded::bm25f::WordQuery;
use crate::index::embedded::ids::id_term;
use crate::index::embedded::phrase_query::PhraseQuery;
use crate::index::plan::{Plan, Scope};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;

impl Embedded {
    /// The query of a plan.
    pub(super) fn lowered(&self, plan: &Plan) -> Result<Box<dyn Query>> {
        Ok(match plan {
            Plan::Nothing => Box::new(EmptyQuery),
            Plan::Articles(ids, score) => {
                let terms = ids.iter().map(|id| id_term(self.fields.id, id));
                constant(Box::new(TermSetQuery::new(terms)), *score)
            }
            Plan::Values(code, values, score) => {
                let field = self.fields.of_code(*code);
                let terms = values.iter().map(|value| Term::from_field_text(field, value));
                constant(any_term(terms.collect()), *score)
            }
            Plan::Word(scope, forms) => Box::new(WordQuery {
                schema: self.fields,
                fields: scope
                    .iter()
                    .map(|(field, weight)| (self.fields.of_text(*field), *weight))
                    .collect(),
                forms: forms.clone(),
            }),
            Plan::Beginning(scope, beginning) => self.beginning(scope, beginning)?,
            Plan::Phrase(field, weight, phrase) => Box::new(PhraseQuery {
                schema: self.fields,
                field: self.fields.of_text(*field),
                weight: *weight,
                phrase: phrase.clone(),
            }),
            Plan::All(plans) => {
                let clauses = plans.iter().map(|plan| self.clause(plan));
                Box::new(BooleanQuery::new(clauses.collect::<Result<_>>()?))
            }
            Plan::Any(plans) => {
                let parts = plans.iter().map(|plan| self.lowered(plan));
                Box::new(BooleanQuery::union(parts.collect::<Result<_>>()?))
            }
            // Alone it leaves out everything that there is to be found.
            Plan::Not(_) => Box::new(EmptyQuery),
            Plan::Boost(plan, factor) => Box::new(BoostQuery::new(self.lowered(plan)?, *factor)),
            Plan::Constant(plan, score) => constant(self.lowered(plan)?, *score),
        })
    }

    fn clause(&self, plan: &Plan) -> Result<(Occur, Box<dyn Query>)> {
        Ok(match plan {
            Plan::Not(plan) => (Occur::MustNot, self.lowered(plan)?),
            plan => (Occur::Must, self.lowered(plan)?),
        })
    }

    fn beginning(&self, scope: &Scope, beginning: &str) -> Result<Box<dyn Query>> {
        let mut parts: Vec<Box<dyn Query>> = Vec::new();
        for (field, weight) in scope {
            let field = self.fields.of_text(*field);
            let query = RegexQuery::from_pattern(&format!("{beginning}.*"), field);
            let query = query.map_err(|error| self.unusable(error))?;
            parts.push(Box::new(BoostQuery::new(Box::new(query), *weight)));
        }
        Ok(Box::new(BooleanQuery::union(parts)))
    }
}

fn constant(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

/// What has one of some terms.
fn any_term(mut terms: Vec<Term>) -> Box<dyn Query> {
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
        _ => Box::new(TermSetQuery::new(terms)),
    }
}
