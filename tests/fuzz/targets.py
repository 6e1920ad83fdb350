"""What is fuzzed: whatever reads bytes or words of others, and what each may do with them.

A target returns, or raises an error of ours; the text that it gives can be kept and shown. Anything
else is a find.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

from cogs._parsing import read_hours, read_time
from domain.documents import Document
from domain.errors import AnalysisError, LedeError
from domain.list_queries import read_subject
from domain.references import read_reference
from domain.sources import Fetched, Kind, Source
from pipeline.bounds import read_threshold
from pipeline.jobs import read_document, read_release, read_source
from pipeline.quoted import quoted_in
from pipeline.selection import read_day
from processing import analyse
from rendering.buttons import ButtonId
from sources.feeds import find_feeds
from sources.lines import read_lines
from tests.hostile.files import empty_paragraphs, forms, nested_parts
from tests.sources.test_packed import LINES, docx, locked, mail, pdf

URL = "http://a.example/release"
LISTING = {"item": "li", "link": "a", "date": "time", "next": "a[rel=next]"}


@dataclass(frozen=True)
class Target:
    """Something that is fuzzed: its name, what it does with bytes, and where the bytes begin."""

    name: str
    run: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def _answer(content_type: str, ending: str = "") -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        fetched = Fetched(URL + ending, 200, data, content_type)
        read = read_release(analyse, fetched, is_file=False)
        _kept(read.document)
        return read

    return run


def _source(kind: Kind, content_type: str) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        fetched = Fetched(URL, 200, data, content_type)
        listing = read_source(Source("a", kind, URL, options=LISTING), fetched)
        for one in listing.marked:
            f"{one.page}{one.fingerprint}{one.item.title}{one.item.text}{one.item.url}".encode()
        find_feeds(fetched)
        return listing

    return run


def _kept(document: Document) -> None:
    """What a database and a card are given must be text that can be written."""
    for value in (document.id, document.text, document.title, document.url, document.agency):
        (value or "").encode("utf-8")


def _lines(data: bytes) -> object:
    return list(read_lines(io.BytesIO(data)))


def _release(data: bytes) -> object:
    text = data.decode("utf-8", "surrogateescape")
    read = read_document(analyse, Document("a", text, title=text[:40] or None))
    for quote in read.analysis.quotes:
        assert quote.span.stands_in(text)
    for figure in read.analysis.figures:
        assert figure.span.stands_in(text)
    return read


def _custom_id(data: bytes) -> object:
    # Discord gives a button at most a hundred signs, and gives back what it was given.
    text = data.decode("utf-8", "replace")[:100]
    read_reference(text)
    pressed = ButtonId.parse(text)
    read_subject(pressed.subject)
    return pressed


def _options(data: bytes) -> object:
    typed = data.decode("utf-8", "replace")[:500]
    for read in (read_threshold, read_day, read_hours, read_time, quoted_in, read_subject):
        try:
            read(typed)
        except LedeError:
            continue
    return typed


def run(target: Target, data: bytes) -> bool:
    """Whether the target read it; raises what is a find."""
    try:
        target.run(data)
    except AnalysisError as error:
        raise error.__cause__ or error from error
    except LedeError as error:
        if not str(error).strip():
            raise ValueError("an error without a sentence") from error
        return False
    return True


_FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor</title>
<item><title>Pier opens</title><link>/a</link><guid>7</guid>
<pubDate>Thu, 14 May 2026 09:30:00 GMT</pubDate><description>&lt;p&gt;The pier opened.&lt;/p&gt;
</description><category>x</category></item>
<item><title>Fees stay</title><link>/b</link></item></channel></rss>"""
_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbor</title><entry><id>urn:1</id>
<title type="html">Pier &lt;b&gt;opens&lt;/b&gt;</title><link href="/a"/>
<updated>2026-05-14T09:30:00Z</updated><content type="html">The pier opened.
</content></entry></feed>"""
_JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a",
"title": "Pier opens", "content_html": "<p>The pier opened.</p>", "tags": ["x", 1],
"date_published": "2026-05-14T09:30:00-04:00"}, {"id": 2, "content_text": "\\u00e9\\ud83d"}]}"""
_INTERFACE = b"""{"results": [{"title": "Pier opens", "body": "<p>It opened.</p>", "url": "/a",
"date": "1779235200", "component": [{"name": "Harbor Office"}], "uuid": "x"}]}"""
_PAGE = b"""<!doctype html><html><head><title>Pier opens</title>
<meta property="og:title" content="x">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-05-14"}</script>
</head><body><article itemprop="articleBody"><h1>Pier opens</h1><p>HARBOR CITY &ndash; The Harbor
Office opened a pier on Monday, it said.</p><ul><li><a href="/a">A</a><time datetime="2026-05-14">
</time></li></ul><table><tr><td>Boats<td>40</table></article></body></html>"""
_LINES = b'{"id": "a", "text": "Boats land.", "published_at": "2026-05-14"}\n{"id": "b"}\n\n[1]\n'
_TEXT = """+++
title = "Harbor Office seizes tin"
+++
HARBOR CITY, May 14 – The Harbor Office seized 120 kilograms of tin worth $2.5 million on Monday,
up 5 percent from 2025, in Operation Low Tide. “We looked in every crate,” said Ann Poe-Smith,
its director.
""".encode()

TARGETS = (
    Target("feed", _source(Kind.FEED, "application/rss+xml"), (_FEED, _ATOM)),
    Target("json", _source(Kind.FEED, "application/json"), (_JSON_FEED,)),
    Target("interface", _source(Kind.INTERFACE, "application/json"), (_INTERFACE,)),
    Target("listing", _source(Kind.LISTING, "text/html"), (_PAGE,)),
    Target("page", _answer("text/html"), (_PAGE,)),
    Target("pdf", _answer("application/pdf"), (pdf(LINES), locked("AES-256", ""), forms(3))),
    Target("word", _answer("application/octet-stream"), (docx(title="x"), empty_paragraphs(3))),
    Target("mail", _answer("message/rfc822", ".eml"), (
        mail(Date="Thu, 14 May 2026 09:30:00 -0400", Message_ID="<7@h.example>"),
        mail("<p>The pier opens.</p>", To="Ann <a@h.example>"), nested_parts(3),
    )),
    Target("lines", _lines, (_LINES,)),
    Target("release", _release, (_TEXT, LINES[0].encode())),
    Target("custom id", _custom_id, (b"brief:0:=:#12", b"list:3:+:f1.2.d30.wtin", b"keep:0:+:~x")),
    Target("options", _options, (
        b"over 100 kg", b"at least $2.5 million", b"2026-05-14", b"22:00-07:00", b"9.30 pm",
        "He said “we go on with it” today".encode(), b"yesterday", b"f1.2.d30",
    )),
)  # fmt: skip
