#!/usr/bin/env bash
# rss-parser 3.13.0 (npm) moves words where the content of an Atom entry is XHTML (`type="xhtml"`, as RFC 4287 has it): what stands in bold,
# in italics or in a link is taken out of its sentence and put behind it, because the feed goes through a parser that does not keep
# the order of text and elements. `contentSnippet`, the plain text, is made of that. Nothing is said; HTML in escaped form is not hit.
# Expected: the sentence as it stands, "The bridge of Sirba is open, says the prefect."
# Seen with rss-parser 3.13.0, Node 18 or later: the line below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-fund --no-audit rss-parser@3.13.0
cat > seen.mjs <<'NODE'
import Parser from "rss-parser";
const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>urn:t</id><updated>2023-03-14T10:00:00Z</updated>
<entry><title>a</title><id>urn:a</id><updated>2023-03-14T10:00:00Z</updated><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The <b>bridge</b> of <a href="http://news.example/">Sirba</a> is <i>open</i>, says the prefect.</p></div>
</content></entry></feed>`;
const { items } = await new Parser().parseString(feed);
console.log(items[0].contentSnippet.trim());
NODE
node seen.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
The  of  is , says the prefect.bridgeSirbaopen
SEEN
echo "still so"
