#!/usr/bin/env bash
# newspaper4k 0.9.6 (PyPI) takes the day in the address of a page for the day of publication, at midnight, over the moment that the page
# states in `article:published_time` and in its JSON-LD. Many outlets put the day of planning, of an update or of a whole series into
# the address; the exact moment is lost without a word.
# Expected: what the publisher states in the page, and the address only where it states nothing.
# Seen with newspaper4k 0.9.6, Python 3.11: the lines below, the same page at two addresses.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv seen
seen/bin/pip install --quiet newspaper4k==0.9.6
cat > seen.py <<'PYTHON'
from newspaper import Article

text = "<p>The prefect has opened the bridge of Sirba to lorries, after eleven days of waiting and of repairs.</p>" * 5
page = f"""<!DOCTYPE html><html lang="en"><head><title>The bridge is open</title>
<meta property="article:published_time" content="2023-03-15T08:40:00+03:00">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2023-03-15T08:40:00+03:00"}}</script>
</head><body><article><h1>The bridge is open</h1>{text}</article></body></html>"""
for address in ["http://news.example/bridge.html", "http://news.example/2023/03/01/bridge.html"]:
    article = Article(address, language="en")
    article.download(input_html=page)
    article.parse()
    print(address, article.publish_date)
PYTHON
seen/bin/python seen.py 2> /dev/null | tee seen.txt
diff seen.txt - <<'SEEN'
http://news.example/bridge.html 2023-03-15 08:40:00+03:00
http://news.example/2023/03/01/bridge.html 2023-03-01 00:00:00
SEEN
echo "still so"
