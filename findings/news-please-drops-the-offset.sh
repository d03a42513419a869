#!/usr/bin/env bash
# news-please 1.6.16 (PyPI) cuts the time zone off the moment of publication and keeps the hands of the clock: 00:40 at +03:00 and 21:40 Z,
# one moment, are a day apart in `date_publish`, and nothing in its JSON says which zone either is in. Pages of one outlet in
# different zones, or of outlets beside each other, cannot be ordered by it.
# Expected: the moment in UTC, or with the offset that the page states.
# Seen with news-please 1.6.16, Python 3.11: the lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv seen
seen/bin/pip install --quiet news-please==1.6.16
cat > seen.py <<'PYTHON'
from newsplease import NewsPlease

def page(published):
    text = "<p>The prefect has opened the bridge of Sirba to lorries, after eleven days of waiting and of repairs.</p>" * 5
    return f"""<!DOCTYPE html><html lang="en"><head><title>The bridge is open</title>
    <meta property="article:published_time" content="{published}"></head><body><article><h1>The bridge is open</h1>{text}</article></body></html>"""

for published in ["2023-03-15T00:40:00+03:00", "2023-03-14T21:40:00Z"]:
    print(published, NewsPlease.from_html(page(published), url="http://news.example/bridge.html").date_publish)
PYTHON
seen/bin/python seen.py 2> /dev/null | tee seen.txt
diff seen.txt - <<'SEEN'
2023-03-15T00:40:00+03:00 2023-03-15 00:40:00
2023-03-14T21:40:00Z 2023-03-14 21:40:00
SEEN
echo "still so"
