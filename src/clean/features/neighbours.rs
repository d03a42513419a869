//! The blocks before and after a block.

use super::{Feature, PageFeatures, flag};
use crate::clean::block_stats::BlockStats;
use crate::parse::{BlockId, LineLayout};

/// Names of the features of the neighbours, by distance: words, link share, how it ends, phrases.
const NAMES: [(i64, [&str; 5]); 6] = [
    (
        -3,
        [
            "words -3",
            "linked -3",
            "last -3",
            "phrases -3",
            "function words -3",
        ],
    ),
    (
        -2,
        [
            "words -2",
            "linked -2",
            "last -2",
            "phrases -2",
            "function words -2",
        ],
    ),
    (
        -1,
        [
            "words -1",
            "linked -1",
            "last -1",
            "phrases -1",
            "function words -1",
        ],
    ),
    (
        1,
        [
            "words +1",
            "linked +1",
            "last +1",
            "phrases +1",
            "function words +1",
        ],
    ),
    (
        2,
        [
            "words +2",
            "linked +2",
            "last +2",
            "phrases +2",
            "function words +2",
        ],
    ),
    (
        3,
        [
            "words +3",
            "linked +3",
            "last +3",
            "phrases +3",
            "function words +3",
        ],
    ),
];

/// Adds the features of the neighbours.
pub(super) fn features(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let shape_at = |offset: i64| -> Option<&BlockStats> {
        let at = i64::from(id) + offset;
        usize::try_from(at).ok().and_then(|at| sheet.shapes.get(at))
    };
    for (offset, names) in NAMES {
        let Some(shape) = shape_at(offset) else {
            row.extend(names.map(|name| (name, -1.0)));
            continue;
        };
        let phrases = (shape.cues.whole.0 | shape.cues.start.0).count_ones() as f32;
        let values = [
            shape.words,
            shape.linked,
            shape.last,
            phrases,
            shape.function_words,
        ];
        row.extend(names.into_iter().zip(values));
    }
    let around = |radius: i64, value: fn(&BlockStats) -> f32| -> f32 {
        (-radius..=radius).filter_map(shape_at).map(value).sum()
    };
    let prose = |s: &BlockStats| {
        if s.is_prose() {
            s.words * (1.0 - s.linked)
        } else {
            0.0
        }
    };
    let copies =
        |shape: Option<&BlockStats>| shape.map_or(-1.0, |shape| sheet.witnesses.copies(shape) as f32);
    let repeated = |shape: &BlockStats| flag(shape.words <= 8.0 && sheet.witnesses.copies(shape) >= 3);
    row.extend([
        ("copies -1", copies(shape_at(-1))),
        ("copies +1", copies(shape_at(1))),
        (
            "repeated around 4",
            (-4..=4)
                .filter(|offset| *offset != 0)
                .filter_map(shape_at)
                .map(repeated)
                .sum(),
        ),
    ]);
    row.extend([
        ("prose around 2", around(2, prose)),
        ("prose around 5", around(5, prose)),
        ("prose around 10", around(10, prose)),
        ("words around 5", around(5, |s| s.words)),
        ("links around 5", around(5, |s| s.words * s.linked)),
        (
            "phrases around 3",
            around(3, |s| (s.cues.whole.0 | s.cues.start.0).count_ones() as f32),
        ),
        ("digits around 3", around(3, |s| s.digits)),
    ]);
}

/// Adds what only lines of visible text have.
pub(super) fn lines(sheet: &PageFeatures, id: BlockId, row: &mut Vec<Feature>) {
    let line_at = |at: i64| -> Option<LineLayout> {
        usize::try_from(at)
            .ok()
            .and_then(|at| sheet.document.blocks.get(at)?.line)
    };
    let at = i64::from(id);
    let gap = |at: i64| line_at(at).map_or(-1.0, |line| line.gap as f32);
    let indent = |at: i64| line_at(at).map_or(-1.0, |line| line.indent as f32);
    let bullet = |at: i64| line_at(at).map_or(-1.0, |line| flag(line.bullet));
    row.extend([
        ("gap", gap(at)),
        ("gap below", gap(at + 1)),
        ("gap -1", gap(at - 1)),
        ("gap +2", gap(at + 2)),
        ("indent", indent(at)),
        ("indent -1", indent(at - 1)),
        ("indent +1", indent(at + 1)),
        ("bullet", bullet(at)),
        ("bullet -1", bullet(at - 1)),
        ("bullet +1", bullet(at + 1)),
    ]);
    let near = || (at - 6..=at + 6).filter_map(line_at);
    row.extend([
        ("bullets around", near().filter(|line| line.bullet).count() as f32),
        ("gaps around", near().map(|line| line.gap.min(3) as f32).sum()),
    ]);
}
