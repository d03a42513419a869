//! The features of a token: of each, what it joins of the token and of those around. Their order and their names are what the weights were
//! trained on, so both come from one list.

use super::TokenFeatures;

/// A list of templates as names, and as what they join of a token and of those around it.
macro_rules! templates {
    (|$here:ident, $left:ident, $right:ident, $left2:ident, $right2:ident|
     $([$($token:ident . $part:ident),+],)+) => {
        /// The features by name, in the order of their numbers.
        pub(crate) const TEMPLATES: &[&str] = &[$(concat!($(stringify!($token), ".", stringify!($part), " "),+)),+];

        /// What every feature joins, in the same order.
        #[inline]
        pub(super) fn parts([$left2, $left, $here, $right, $right2]: [&TokenFeatures; 5]) -> [[u64; 3]; TEMPLATES.len()] {
            [$(filled([$($token.$part),+])),+]
        }
    };
}

/// Up to three parts; those that a template does not have are zero.
#[inline]
fn filled<const N: usize>(parts: [u64; N]) -> [u64; 3] {
    std::array::from_fn(|at| parts.get(at).copied().unwrap_or(0))
}

templates! {
    |here, left, right, left2, right2|
    [here.word],
    [left.word, here.word],
    [here.word, right.word],
    [here.long_suffix],
    [here.long_prefix],
    [left.word],
    [right.word],
    [left2.word],
    [right2.word],
    [here.shape],
    [left.shape, here.shape],
    [here.shape, right.shape],
    [left.shape, here.shape, right.shape],
    [left2.shape, left.shape, here.shape],
    [here.shape, right.shape, right2.shape],
    [here.suffix, here.shape],
    [here.short_suffix, here.shape, here.language],
    [here.prefix, here.shape],
    [left.suffix, here.shape],
    [right.suffix, here.shape],
    [here.known, here.shape],
    [left.known, here.known, here.shape],
    [here.known, right.known, here.shape],
    [here.lists, here.shape],
    [left.lists, here.lists, left.shape],
    [here.lists, right.lists, right.shape],
    [left2.lists, left.lists, here.lists],
    [here.known, here.lists, here.shape],
    [left.word, here.shape],
    [right.word, here.shape],
    [left.word, right.word, here.shape],
    [left2.word, left.word, here.shape],
    [right.word, right2.word, here.shape],
    [left2.word, here.shape],
    [right2.word, here.shape],
    [here.language, here.shape],
    [here.language, left.shape, here.shape],
    [here.language, here.lists, here.shape],
    [here.language, here.known, here.lists],
    [here.language, left.lists, here.shape],
    [here.language, here.suffix],
    [here.seen, here.shape],
    [here.seen, here.lists, here.known],
    [here.seen, here.language, here.shape],
    [left.seen, here.seen, here.shape],
    [here.seen, right.seen, here.shape],
    [left.known, left.word, here.shape],
    [right.known, right.lists, here.shape],
    [left.lists, left.word, here.lists],
    [here.seen, left.lists, left.word],
    [here.more, here.shape],
    [left.more, here.shape, here.more],
    [here.more, right.more, here.shape],
    [left.more, left.lists, here.shape],
    [right.more, right.lists, here.lists],
    [here.more, here.lists, here.language],
    [left2.more, left.more, here.shape],
    [right.more, right2.more, here.shape],
    [here.place, here.shape, here.lists],
    [left.place, here.place, right.place],
    [here.place, here.known, here.language],
    [here.place, left.word, here.shape],
    [here.beside, here.seen, here.shape],
    [here.beside, here.place, here.lists],
    [here.quoted, here.shape, left.lists],
    [here.quoted, left2.shape, here.language],
    [here.listed, here.shape],
    [here.listed, here.lists, here.place],
    [here.listed, left.shape, right.shape],
}
