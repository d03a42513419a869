//! Counts the values of a column among the answers of a query.

use crate::index::dictionary::Tally;
use crate::index::store::Naming;
use std::collections::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Counts under which names the stored values of a column stand among the answers of a query.
pub(super) struct TallyCollector<'n> {
    /// The column.
    pub column: &'static str,
    /// Under which name each stored value is counted.
    pub naming: Naming<'n>,
}

/// The counts of one segment.
pub(super) struct SegmentTally {
    column: Option<StrColumn>,
    /// For each stored value the place of its name, where it has one.
    places: Vec<Option<usize>>,
    /// The names, and how many documents have them.
    counts: Vec<(String, u64)>,
    /// The document that was counted last under each name.
    last: Vec<DocId>,
}

impl Collector for TallyCollector<'_> {
    type Fruit = Tally;
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentTally> {
        let column = segment.fast_fields().str(self.column)?;
        let mut names = SegmentNames::default();
        let mut places = Vec::new();
        // One pass over the stored values: looking each up by its number would unpack a block of them every time.
        if let Some(column) = &column {
            let mut stored = column.dictionary().stream()?;
            while stored.advance() {
                let name = std::str::from_utf8(stored.key())
                    .ok()
                    .and_then(|stored| (self.naming)(stored));
                places.push(name.map(|name| names.place(name)));
            }
        }
        Ok(SegmentTally {
            column,
            last: vec![DocId::MAX; names.counts.len()],
            places,
            counts: names.counts,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<(String, u64)>>) -> tantivy::Result<Tally> {
        let mut tally = Tally::new();
        for (name, count) in segments.into_iter().flatten().filter(|(_, count)| *count > 0) {
            *tally.entry(name).or_default() += count;
        }
        Ok(tally)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = Vec<(String, u64)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(column) = &self.column else {
            return;
        };
        for value in column.term_ords(doc) {
            let place = self.places.get(value as usize).copied().flatten();
            if let Some(place) = place.filter(|place| self.last[*place] != doc) {
                self.last[place] = doc;
                self.counts[place].1 += 1;
            }
        }
    }

    fn harvest(self) -> Vec<(String, u64)> {
        self.counts
    }
}

/// The names of a segment's values.
#[derive(Default)]
struct SegmentNames {
    places: HashMap<String, usize>,
    counts: Vec<(String, u64)>,
}

impl SegmentNames {
    fn place(&mut self, name: String) -> usize {
        if let Some(place) = self.places.get(&name) {
            return *place;
        }
        let place = self.counts.len();
        self.counts.push((name.clone(), 0));
        self.places.insert(name, place);
        place
    }
}
