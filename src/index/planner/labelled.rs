//! What a query asks of the user's own labels and notes, which stand beside the index: the articles that have them.

use super::{Planner, Remark, Said, Words, meant};
use crate::index::plan::Plan;
use crate::text::nearest::nearest;
use std::collections::BTreeSet;

impl Planner<'_> {
    /// The articles with a label, or with one that begins so; a label that no article has is said.
    pub(super) fn label(&mut self, term: &Words, typed: &str) -> Plan {
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
    pub(super) fn labelled(&self, asked: Said) -> Plan {
        Plan::Articles(self.labels.matching(asked).copied().collect(), 0.0)
    }
}
