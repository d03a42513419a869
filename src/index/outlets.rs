//! Which outlets are one: the user's decisions, which are kept beside the index, and names that differ by case and signs alone.

use super::Archive;
use super::user_texts::UserText;
use crate::error::Result;
use crate::lexicon::curation::Misread;
use crate::lexicon::curation::outlets::OutletMerges;
use crate::query::{Field, Query, Term};

impl Archive {
    /// The user's decisions on outlets as they are written now, and the lines that are none.
    ///
    /// # Errors
    /// If their file cannot be read.
    pub fn outlet_merges(&self) -> Result<(OutletMerges, Vec<Misread>)> {
        Ok(OutletMerges::parse(&self.text(UserText::Outlets)?))
    }

    /// Writes the user's decisions on outlets, whole or not at all.
    ///
    /// # Errors
    /// If their file cannot be written.
    pub fn merge_outlets(&mut self, merges: &OutletMerges) -> Result<()> {
        self.keep_text(UserText::Outlets, &merges.to_string())?;
        self.identities.take();
        Ok(())
    }
}

/// A query that asks for an outlet under all its names.
pub(super) fn under_all_names(query: &Query, merges: &OutletMerges) -> Query {
    named(query, merges, false)
}

fn named(query: &Query, merges: &OutletMerges, in_outlet: bool) -> Query {
    let each =
        |list: &[Query]| -> Vec<Query> { list.iter().map(|query| named(query, merges, in_outlet)).collect() };
    match query {
        Query::Term(Term::Word(words) | Term::Phrase(words, _)) if in_outlet => {
            let others = merges.one_with(words).into_iter();
            let others = others.map(|name| Query::Term(Term::Phrase(name.into(), 0)));
            Query::any_of(std::iter::once(query.clone()).chain(others).collect())
        }
        Query::In(field, inner) => Query::In(*field, Box::new(named(inner, merges, *field == Field::Outlet))),
        Query::And(list) => Query::And(each(list)),
        Query::Or(list) => Query::any_of(each(list)),
        Query::Not(inner) => Query::Not(Box::new(named(inner, merges, in_outlet))),
        Query::Boost(inner, factor) => Query::Boost(Box::new(named(inner, merges, in_outlet)), *factor),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_asked_for_under_all_its_names() {
        let (merges, _) = OutletMerges::parse("merge Relais Hebdo = Le Relais\n");
        let asked = |text: &str| under_all_names(&crate::query::parse(text).query, &merges).to_string();
        assert_eq!(asked("outlet:hebdo"), "outlet:(hebdo OR \"Le Relais\")");
        for same in ["hebdo", "outlet:Fanal", "title:Relais"] {
            assert_eq!(asked(same), same);
        }
    }
}
