#!/usr/bin/env bash
# FastWARC 2.0.1 (PyPI) gives the address of a capture with the angle brackets that the grammar of WARC 1.0 puts around it and that wget
# writes: `<http://news.example/>`. warcio 1.8.1 strips them. The same file gives other addresses by the one than by the other, and
# those of wget's captures by FastWARC are none that any other tool wrote down, nor ones that a parser of addresses takes.
# Expected: the address; the brackets belong to the syntax of the field (ISO 28500:2009, 5.12), and WARC 1.1 has none.
# Seen with FastWARC 2.0.1 and warcio 1.8.1, Python 3.11: the lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv seen
seen/bin/pip install --quiet FastWARC==2.0.1 warcio==1.8.1
cat > seen.py <<'PYTHON'
from io import BytesIO
import fastwarc.warc
import warcio.archiveiterator

fields = [
    "WARC/1.0",
    "WARC-Type: resource",
    "WARC-Record-ID: <urn:uuid:6d0e9a52-2f5f-4c38-9d0b-7a4f3f1f0001>",
    "WARC-Date: 2023-03-14T10:00:00Z",
    "WARC-Target-URI: <http://news.example/bridge.html>",
    "Content-Type: text/plain",
    "Content-Length: 4",
]
warc = ("\r\n".join(fields) + "\r\n\r\nopen\r\n\r\n").encode()
for record in fastwarc.warc.ArchiveIterator(BytesIO(warc)):
    print("FastWARC", record.headers["WARC-Target-URI"])
for record in warcio.archiveiterator.ArchiveIterator(BytesIO(warc)):
    print("warcio", record.rec_headers.get_header("WARC-Target-URI"))
PYTHON
seen/bin/python seen.py | tee seen.txt
diff seen.txt - <<'SEEN'
FastWARC <http://news.example/bridge.html>
warcio http://news.example/bridge.html
SEEN
echo "still so"
