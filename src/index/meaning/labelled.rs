//! What a query asks of the user's own labels and notes, which stand beside the index: the articles that have them.

use super::{Reader, Remark, Said, Words, meant};
use crate::index::id_term;
use crate::text::nearest::nearest;
use std::collections::BTreeSet;
use tantivy::query::{ConstScoreQuery, Query, TermSetQuery};

impl Reader<'_> {
    /// The articles with a label, or with one that begins so; a label that no article has is said.
    pub fn label(&mut self, term: &Words, typed: &str) -> Box<dyn Query> {
        let asked = match term {
            Words::Prefix(start) => Said::Beginning(start),
            _ => Said::Name(typed),
        };
        if self.labels.matching(asked).next().is_none() {
            let labels = self.labels.all().flat_map(|(_, label)| &label.names);
            let names: BTreeSet<&str> = labels.map(String::as_str).collect();
            let near = nearest(typed, names).map(|near| format!("label:{near}"));
            self.remarks.push(Remark::wrong(meant(
                format!("no article has label:{typed}"),
                near,
            )));
        }
        self.labelled(asked)
    }

    /// The articles of which something is said.
    pub fn labelled(&self, asked: Said) -> Box<dyn Query> {
        let ids = self.labels.matching(asked);
        let terms: Vec<_> = ids.map(|id| id_term(self.fields.id, id)).collect();
        Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
    }
}
