#!/usr/bin/env bash
# Opens reports in a real browser: no console error, no request, sorting and filtering work, axe-core finds no serious fault, and pictures
# of the desktop, the phone, the dark scheme and the print are left to be looked at. Not a part of `cargo test`: it needs node, npm and
# chromium ($CHROMIUM, else `chromium` on the path).
#
#   tests/browser/report.sh PICTURES REPORT.html...
set -euo pipefail
pictures=$(realpath -m "$1")
shift
reports=$(for report in "$@"; do realpath "$report"; done)
mkdir -p "$pictures"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$(dirname "$0")/report.mjs" "$folder"
cd "$folder"
npm install --silent --no-fund --no-audit playwright-core@1.49.1 axe-core@4.10.2
CHROMIUM="${CHROMIUM:-$(command -v chromium)}" node report.mjs "$pictures" $reports
