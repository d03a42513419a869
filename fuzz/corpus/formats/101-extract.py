"""What the libraries that take articles out of pages write of the site: extract.py newspaper|news-please|fundus FOLDER"""

import json
import pathlib
import sys

HOST = "http://balise.example"
PAGES = ["fr/2023/puits-de-kossoba", "en/2023/night-train-to-lodwe", "pt/2023/pescadores-de-santiva", "ar/2023/madrasat-al-nahr"]
ADDRESSES = [f"{HOST}/{page}.html" for page in PAGES]
tool, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def of_newspaper():
    import newspaper

    for address in ADDRESSES:
        article = newspaper.article(address)
        name = address.rsplit("/", 1)[1].replace(".html", "")
        (folder / f"newspaper4k-{name}.json").write_text(article.to_json(), "utf-8")


def of_news_please():
    from newsplease import NewsPlease

    for address in ADDRESSES:
        name = address.rsplit("/", 1)[1].replace(".html", "")
        said = json.dumps(NewsPlease.from_url(address).get_serializable_dict(), indent=2, ensure_ascii=False)
        (folder / f"news-please-{name}.json").write_text(said, "utf-8")


def of_fundus():
    import datetime

    from fundus import Crawler, Sitemap
    from fundus.parser import BaseParser, ParserProxy, attribute
    from fundus.parser.utility import extract_article_body_with_selector, generic_author_parsing, generic_date_parsing
    from fundus.publishers.base_objects import Publisher, PublisherGroup
    from lxml.etree import XPath

    class BaliseParser(ParserProxy):
        class V1(BaseParser):
            paragraphs = XPath("//p[not(.//a) and not(.//i) and not(.//small) and not(@class) and not(ancestor::section)]")

            @attribute
            def title(self):
                return self.precomputed.doc.xpath("string(//h1 | //h2)")

            @attribute
            def body(self):
                return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=self.paragraphs)

            @attribute
            def authors(self):
                return generic_author_parsing(self.precomputed.ld.bf_search("author") or self.precomputed.meta.get("author"))

            @attribute
            def publishing_date(self):
                meta = self.precomputed.meta
                return generic_date_parsing(meta.get("article:published_time") or meta.get("date"))

    class Sites(metaclass=PublisherGroup):
        default_language = "fr"
        Balise = Publisher(name="La Balise", domain=HOST + "/", parser=BaliseParser, sources=[Sitemap(HOST + "/sitemap.xml")])

    crawler = Crawler(Sites.Balise, delay=0.0, threading=False)
    crawled = crawler.crawl(only_complete=False, error_handling="raise", save_to_file=folder / "fundus-saved.json")
    lines = [json.dumps(article.to_json(), ensure_ascii=False, default=str) for article in crawled]
    (folder / "fundus.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


{"newspaper": of_newspaper, "news-please": of_news_please, "fundus": of_fundus}[tool]()
