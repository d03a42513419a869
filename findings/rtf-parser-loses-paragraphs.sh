#!/usr/bin/env bash
# rtf-parser 0.4.3 (the crate) gives the text of an RTF file without a break where a paragraph or a page ends, so that the last word of one and
# the first of the next are one word, and takes each byte in `\'92` for the letter of that number, whatever `\ansicpg` says: the apostrophe,
# the quotation marks and the dashes of code page 1252, in which Word and the databases of the press write, become control characters.
# Expected: a line break for `\par` and `\page`, and bytes read by the code page that the file states.
# Seen with rtf-parser 0.4.3, Rust 1.91 or later: the line below, as Rust writes a text with its controls.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --name seen --vcs none .
cargo add --quiet rtf-parser@=0.4.3 --no-default-features
cat > src/main.rs <<'RUST'
fn main() {
    let file = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\f0 The bridge is open\par It isn\'92t closed\page Another article\par}";
    let document = rtf_parser::RtfDocument::try_from(file).expect("RTF");
    println!("{:?}", document.get_text());
}
RUST
cargo run --quiet 2> /dev/null | tee seen.txt
diff seen.txt - <<'SEEN'
"The bridge is openIt isn\u{92}t closedAnother article"
SEEN
echo "still so"
