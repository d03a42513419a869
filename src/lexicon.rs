//! Which words, phrases and names are known: built in, then the user's.
//!
//! The built-in lists are files in `src/lexicon/`: one entry a line, fields parted by tabs, `#` for comments, the first line
//! naming source and licence, the entries sorted. `tests/lists.rs` holds them to that.

/// The entries of a list: the fields of every line that is neither empty nor a comment.
pub fn entries(list: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t'))
}
