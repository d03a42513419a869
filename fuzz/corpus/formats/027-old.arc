filedesc://x.arc 0.0.0.0 20230502060000 text/plain 76
1 0 Alexa
URL IP-address Archive-date Content-type Archive-length

http://balise.example/en/2023/night-train-to-lodwe.html 1.2.3.4 20230502060000 text/html 949
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html><head><meta charset="utf-8"><title>Night train to Lodwe runs again after nine months</title><meta property="article:published_time" content="2023-05-02T08:00:00Z"></head><body><nav><a href="/">Home</a> <a href="/x">Contact</a></nav><article><h1>Night train to Lodwe runs again after nine months</h1><p>The night train from the coast to Lodwe left the old station at 21:40 on Monday, for the first time since floods took away the bridge at Kerisa last August.</p><p>About three hundred people had bought tickets, said the station master, Peter Lokuruka. Most of them were traders who had been travelling by lorry, which costs twice as much and takes two days.</p><p>The new bridge was built by the army’s engineers and can carry trains of at most twelve coaches. A stronger one is planned, but the railway has not said who would pay for it.</p></article></body></html>
