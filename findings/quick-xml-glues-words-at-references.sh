#!/usr/bin/env bash
# quick-xml 0.42.0 (the crate) tells a text with a reference in it (`&amp;`, `&#8217;`) in pieces, and `trim_text`, which is there to drop
# the spaces of the layout between elements, trims each piece: the spaces around a reference inside a sentence are gone, and words that
# it stood between are one.
# Expected: the spaces at the ends of an element's text are trimmed, those within it stay.
# Seen with quick-xml 0.42.0, Rust 1.91 or later: the two lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --name seen --vcs none .
cargo add --quiet quick-xml@=0.42.0
cat > src/main.rs <<'RUST'
use quick_xml::Reader;
use quick_xml::events::Event;

fn text(xml: &str, trim: bool) -> String {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().trim_text(trim);
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => match name.resolve_char_ref().expect("a character") {
                Some(letter) => text.push(letter),
                None => text.push('&'),
            },
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn main() {
    let xml = "<item>\n  <title>Mil &amp; riz : le prix &#171; gelé &#187; à Koulba</title>\n</item>";
    println!("{}", text(xml, false).trim());
    println!("{}", text(xml, true));
}
RUST
cargo run --quiet | tee seen.txt
diff seen.txt - <<'SEEN'
Mil & riz : le prix « gelé » à Koulba
Mil&riz : le prix«gelé»à Koulba
SEEN
echo "still so"
