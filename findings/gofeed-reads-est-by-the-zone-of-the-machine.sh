#!/usr/bin/env bash
# gofeed 1.3.0 (Go) reads the day of an entry by the time zone of the machine where the feed names its zone with the letters of RFC 822:
# `22:00:00 EST` is 22:00 UTC on a machine in UTC and 03:00 UTC of the next day on one in New York. Go's `time.Parse` knows only the
# abbreviations of the local zone and takes any other for an offset of nothing, without an error; the parsed time is then said to be UTC.
# Expected: EST, CST, PST and their summer forms are offsets that RFC 822 gives, the same on every machine.
# Seen with gofeed 1.3.0, Go 1.26: the lines below; the numeric offset is read alike.
set -euo pipefail
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
go mod init seen 2> /dev/null
go get github.com/mmcdole/gofeed@v1.3.0 2> /dev/null
cat > main.go <<'GO'
package main

import (
	"fmt"

	"github.com/mmcdole/gofeed"
)

const feed = `<rss version="2.0"><channel><title>t</title><link>http://news.example/</link><description>d</description>
<item><title>letters</title><pubDate>Tue, 14 Mar 2023 22:00:00 EST</pubDate></item>
<item><title>numbers</title><pubDate>Tue, 14 Mar 2023 22:00:00 -0500</pubDate></item>
</channel></rss>`

func main() {
	found, err := gofeed.NewParser().ParseString(feed)
	if err != nil {
		panic(err)
	}
	for _, item := range found.Items {
		fmt.Println(item.Title, item.PublishedParsed)
	}
}
GO
go build -o seen .
for zone in UTC America/New_York; do
  echo "$zone"
  TZ=$zone ./seen
done | tee seen.txt
diff seen.txt - <<'SEEN'
UTC
letters 2023-03-14 22:00:00 +0000 UTC
numbers 2023-03-15 03:00:00 +0000 UTC
America/New_York
letters 2023-03-15 03:00:00 +0000 UTC
numbers 2023-03-15 03:00:00 +0000 UTC
SEEN
echo "still so"
