#!/usr/bin/env bash
# biblatex 0.12.0 (the crate) writes texts so that it reads them back itself, and LaTeX reads something else:
#   a tilde as `\~` (in LaTeX an accent over the next letter), a circumflex as `\^` (an accent), a backslash as `\\` (a line break),
#   and a verbatim field such as `url` in two pairs of braces, one more than a field that BibLaTeX takes as it stands should have.
# Expected: `\textasciitilde{}`, `\textasciicircum{}`, `\textbackslash{}`, and one pair of braces around an address.
# Seen with biblatex 0.12.0, Rust 1.91 or later: the three lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --name seen --vcs none .
cargo add --quiet biblatex@=0.12.0
cat > src/main.rs <<'RUST'
use biblatex::{Chunk, Chunks, Entry, EntryType, Spanned};

fn text(text: &str, verbatim: bool) -> Chunks {
    let text = text.to_string();
    let chunk = if verbatim { Chunk::Verbatim(text) } else { Chunk::Normal(text) };
    vec![Spanned::detached(chunk)]
}

fn main() {
    let mut entry = Entry::new("key".into(), EntryType::Misc);
    entry.set("title", text(r"a ~b ^c \d", false));
    entry.set("url", text("https://example.org/~a", true));
    print!("{}", entry.to_biblatex_string());
}
RUST
cargo run --quiet | grep -E '^(title|url)' | tee seen.txt
diff seen.txt - <<'SEEN'
title = {a \~b \^c \\d},
url = {{https://example.org/~a}},
SEEN
echo "still so"
