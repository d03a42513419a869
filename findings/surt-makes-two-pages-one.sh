#!/usr/bin/env bash
# surt 0.3.1 (PyPI), by whose keys CDX indexes of web archives are sorted and asked, folds more of an address than its name says: the path and
# the query to small letters, `www2.` off the host, session identifiers out of the query. Two pages whose addresses differ only by case,
# as those of shorteners and of video and document services do, are one key, and what is looked up by it is the capture of either.
# Expected: host and scheme are folded, which mean the same in any case; path and query, which do not (RFC 3986, 6.2.2.1), are not.
# Seen with surt 0.3.1, Python 3.11: the lines below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv seen
seen/bin/pip install --quiet surt==0.3.1
cat > seen.py <<'PYTHON'
from surt import surt
for address in [
    "http://video.example/watch?v=aBcDeF",
    "http://video.example/watch?v=AbCdEf",
    "http://www2.news.example/Archive/Page.html?PHPSESSID=0123456789abcdef0123456789abcdef",
]:
    print(address, surt(address))
PYTHON
seen/bin/python seen.py 2> /dev/null | tee seen.txt
diff seen.txt - <<'SEEN'
http://video.example/watch?v=aBcDeF example,video)/watch?v=abcdef
http://video.example/watch?v=AbCdEf example,video)/watch?v=abcdef
http://www2.news.example/Archive/Page.html?PHPSESSID=0123456789abcdef0123456789abcdef example,news)/archive/page.html
SEEN
echo "still so"
