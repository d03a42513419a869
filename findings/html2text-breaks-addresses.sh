#!/usr/bin/env bash
# html2text 2025.4.15 (PyPI), with the settings it has, breaks the addresses of links at their hyphens to keep its lines short: with a line
# break inside the parentheses it is no link of Markdown any more, and who puts the lines together again with spaces has another address.
# The addresses of news pages are words with hyphens, so that most of them are hit. `body_width=0` leaves them whole.
# Expected: lines are broken between words, an address stays in one piece.
# Seen with html2text 2025.4.15, Python 3.11: the lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv seen
seen/bin/pip install --quiet html2text==2025.4.15
cat > seen.py <<'PYTHON'
import html2text
address = "http://news.example/2023/the-bridge-of-sirba-is-open-again-to-lorries-after-eleven-days.html"
page = f'<p>The prefect has opened the bridge again, says <a href="{address}">the page</a>.</p>'
print(html2text.html2text(page).strip())
print(address in html2text.html2text(page, bodywidth=0))
PYTHON
seen/bin/python seen.py | tee seen.txt
diff seen.txt - <<'SEEN'
The prefect has opened the bridge again, says [the
page](http://news.example/2023/the-bridge-of-sirba-is-open-again-to-lorries-
after-eleven-days.html).
True
SEEN
echo "still so"
