#!/usr/bin/env bash
# mailparser 3.7.2 (npm): of a mail that has HTML alone, as newsletters are, `text` is made from the HTML, with its headings in capitals and the
# address of each link in the text behind it. It stands in the same field as the text that a sender wrote, and nothing tells the two apart:
# titles and names that are taken from it are in letters that the page does not have.
# Expected: `text` is what the mail has as text, and nothing where it has none; or the words of the HTML as they are.
# Seen with mailparser 3.7.2, Node 18 or later: the lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-fund --no-audit mailparser@3.7.2
cat > seen.mjs <<'NODE'
import { simpleParser } from "mailparser";
const mail = [
  "From: letter@news.example",
  "Subject: Tuesday",
  "MIME-Version: 1.0",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<h1>The bridge of Sirba is open, says Awa McSanou</h1><p>More on <a href="http://news.example/1">the page</a>.</p>',
].join("\r\n");
console.log((await simpleParser(mail)).text);
NODE
node seen.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
THE BRIDGE OF SIRBA IS OPEN, SAYS AWA MCSANOU

More on the page [http://news.example/1].
SEEN
echo "still so"
