//! The articles of an index with the sketches of their texts, from its columns.

use crate::index::copies::{Bands, Day, Member, NO_DAY, day};
use crate::index::embedded::ids::{self, IdColumn};
use crate::index::minhash::{NUMBERS, Sketch};
use tantivy::{DocId, Searcher, SegmentReader};

/// The articles whose sketches have one of these values, in the order of the identities.
pub(super) fn members(searcher: &Searcher, bands: &Bands) -> tantivy::Result<Vec<Member>> {
    let mut members = Vec::new();
    for segment in searcher.segment_readers() {
        add_members(segment, bands, &mut members)?;
    }
    members.sort_unstable_by_key(|member: &Member| member.id);
    Ok(members)
}

fn add_members(segment: &SegmentReader, bands: &Bands, members: &mut Vec<Member>) -> tantivy::Result<()> {
    let columns = segment.fast_fields();
    let Some(sketches) = columns.column_opt::<u64>("sketch")? else {
        return Ok(());
    };
    let (mut docs, mut found) = (Vec::new(), Vec::new());
    for doc in segment.doc_ids_alive() {
        let rows = sketches.index.value_row_ids(doc);
        if rows.len() != NUMBERS {
            continue;
        }
        // Read together, as every article is looked at.
        let mut numbers = [0; NUMBERS];
        sketches.values.get_range(rows.start.into(), &mut numbers);
        let sketch = Sketch::from_numbers(numbers.into_iter());
        if let Some(sketch) = sketch.filter(|sketch| bands.have_one_of(sketch)) {
            docs.push(doc);
            found.push(sketch);
        }
    }
    let ids = IdColumn::of(segment, "id")?.each(&docs)?;
    let days = days(segment, &docs)?;
    for ((id, sketch), date) in ids.into_iter().zip(found).zip(days) {
        members.extend(id.map(|id| Member { id, sketch, date }));
    }
    Ok(())
}

/// The dates of documents.
fn days(segment: &SegmentReader, docs: &[DocId]) -> tantivy::Result<Vec<Day>> {
    let mut days = vec![NO_DAY; docs.len()];
    if let Some(column) = segment.fast_fields().str("date")? {
        ids::each_term(
            column.dictionary(),
            docs,
            |doc| column.term_ords(doc).next(),
            |place, written| {
                days[place] = day(written);
            },
        )?;
    }
    Ok(days)
}
