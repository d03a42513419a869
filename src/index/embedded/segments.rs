//! In how many parts an index lies: few, so that a question looks at few, and none so large that joining it fills the memory.

use crate::error::Result;
use crate::index::embedded::WORDS_FOLDER;
use crate::index::unusable;
use std::ops::Range;
use std::path::Path;
use tantivy::index::SegmentComponent;
use tantivy::{Index, IndexWriter, SegmentMeta};

/// A segment of more bytes is not joined again: its texts are in memory meanwhile.
const LARGE: u64 = 120 << 20;
/// Segments are joined as long as together they have no more bytes: the dictionaries of all are in memory meanwhile.
const TOGETHER: u64 = 1 << 30;
/// How many segments may stand when an ingest has ended, whatever their sizes.
const FEW: usize = 4;
/// Then a segment is joined with smaller ones that together have so much of its bytes: a page that comes in has no large one written anew.
const SHARE: u64 = 4;

/// The files that every segment has.
pub(super) const PARTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
];

/// When segments are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MergeMoment {
    /// While an ingest goes on: only as many as make a segment that will not grow any more.
    Meanwhile,
    /// When it has ended.
    AtTheEnd,
}

/// Joins small segments; `let_go` closes whatever looks at the parts that were joined.
pub(super) fn join(
    path: &Path,
    index: &Index,
    words: &mut IndexWriter,
    when: MergeMoment,
    mut let_go: impl FnMut() -> Result<()>,
) -> Result<()> {
    let failed = |error| unusable(path, error);
    let mut segments = index.searchable_segment_metas().map_err(failed)?;
    if segments.len() <= FEW {
        return Ok(());
    }
    let folder = path.join(WORDS_FOLDER);
    segments.sort_by_cached_key(|segment| bytes(&folder, segment));
    let sizes: Vec<u64> = segments.iter().map(|segment| bytes(&folder, segment)).collect();
    for group in groups(&sizes, when) {
        let ids: Vec<_> = segments[group].iter().map(SegmentMeta::id).collect();
        words.merge(&ids).wait().map_err(failed)?;
        let_go()?;
    }
    Ok(())
}

fn bytes(folder: &Path, segment: &SegmentMeta) -> u64 {
    let path = |part| folder.join(segment.relative_path(part));
    let size = |part| std::fs::metadata(path(part)).map_or(0, |metadata| metadata.len());
    PARTS.into_iter().map(size).sum()
}

/// Which of the segments, smallest first, are joined with which.
fn groups(sizes: &[u64], when: MergeMoment) -> Vec<Range<usize>> {
    let small = sizes.partition_point(|size| *size <= LARGE);
    let mut groups = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (place, size) in sizes[..small].iter().enumerate() {
        let outgrows = when == MergeMoment::AtTheEnd && sum > 0 && *size > SHARE * sum;
        if sum + size > TOGETHER || outgrows {
            groups.push(start..place);
            (start, sum) = (place, 0);
        }
        sum += size;
    }
    if when == MergeMoment::AtTheEnd {
        groups.push(start..small);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_segments_are_joined_and_large_ones_left() {
        let ended = |sizes: &[u64]| groups(sizes, MergeMoment::AtTheEnd);
        assert_eq!(ended(&[1, 1, LARGE, LARGE, LARGE + 1]), [0..2, 2..4]);
        assert_eq!(ended(&[1, 1, 2, 17, 40, 229]), [0..3, 3..5]);
        assert!(ended(&[1, 5, 25, 125, 625]).is_empty());
        assert_eq!(ended(&[LARGE; 17]), [0..8, 8..16]);
        assert!(ended(&[1, LARGE + 1, LARGE + 1]).is_empty());
        assert_eq!(groups(&[LARGE; 9], MergeMoment::Meanwhile).first(), Some(&(0..8)));
        assert!(groups(&[LARGE; 8], MergeMoment::Meanwhile).is_empty());
    }
}
