"""Captures the site into a WARC as warcio does it in a program: capture.py FILE"""

import sys

from warcio.capture_http import capture_http
import requests  # After it, so that its connections are captured.

PAGES = ["fr/2023/puits-de-kossoba.html", "en/2023/night-train-to-lodwe.html", "pt/2023/pescadores-de-santiva.html", "ar/2023/madrasat-al-nahr.html"]
with capture_http(sys.argv[1], warc_version="1.1"):
    for page in [*PAGES, "ancien/puits.html", "static/style.css", "introuvable.html"]:
        requests.get(f"http://balise.example/{page}")
