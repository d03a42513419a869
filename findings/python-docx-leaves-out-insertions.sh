#!/usr/bin/env bash
# python-docx 1.2.0 (PyPI): the text of a paragraph is without what was inserted while changes were tracked, what stands in a content control
# (a field of a template), and what Word marked as a place or a name: their runs stand inside `w:ins`, `w:sdt` and `w:smartTag`, and
# only those directly in the paragraph or in a link are read. What was deleted is left out too, so that the text is neither the old one nor
# the new. Nothing is said.
# Expected: the text that Word shows, with insertions and without deletions.
# Seen with python-docx 1.2.0, Python 3.11: the line below, of "The prefect yesterday opened the bridge of Sirba to lorries."
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv seen
seen/bin/pip install --quiet python-docx==1.2.0
cat > seen.py <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

def run(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'

document = docx.Document()
paragraph = document.add_paragraph("The prefect ")
change = 'w:author="A" w:date="2023-03-14T10:00:00Z"'
for xml in [
    f'<w:ins {nsdecls("w")} w:id="1" {change}>{run("yesterday ")}</w:ins>',
    f'<w:del {nsdecls("w")} w:id="2" {change}>{run("on Tuesday ", "delText")}</w:del>',
    f'<w:sdt {nsdecls("w")}><w:sdtContent>{run("opened the bridge ")}</w:sdtContent></w:sdt>',
    f'<w:smartTag {nsdecls("w")} w:element="place">{run("of Sirba ")}</w:smartTag>',
]:
    paragraph._p.append(parse_xml(xml))
paragraph.add_run("to lorries.")
document.save("seen.docx")
print(docx.Document("seen.docx").paragraphs[-1].text)
PYTHON
seen/bin/python seen.py | tee seen.txt
diff seen.txt - <<'SEEN'
The prefect to lorries.
SEEN
echo "still so"
