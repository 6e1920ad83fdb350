"""Real pages of one agency through the reading of pages: title, day, words of the body, speed.

What is right is taken from the marks of that site's own content system, by other means than the
reading uses: the title it gives to social networks, the day of its date field, the words of its
field for the body. Pages of another issuer show whether statements in block quotations are read.
"""

import argparse
import re
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from domain.documents import Document
from processing.steps import analyse
from sources.pages import read_page

ARCHIVE = Path("corpora") / "agency-pages-400.tar.gz"
QUOTED = Path("corpora") / "issuer-pages-150.tar.gz"
# Percent of titles and days, and the F1 of words averaged over pages; percent of the attributed
# block quotations that are read word for word, and credited to the name in their source.
TARGETS = {"title": 99.0, "day": 99.0, "words F1": 98.5, "block quotations": 98.0}

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page says, by its content system's marks. `day` is ISO 8601."""

    title: str
    day: str
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Percent over the pages."""

    pages: int
    title: float
    day: float
    precision: float
    recall: float
    f1: float

    def rows(self) -> dict[str, float]:
        """The rows that have targets."""
        return {"title": self.title, "day": self.day, "words F1": self.f1}


def run(shared: Path | None, _arguments: argparse.Namespace) -> int:
    """Print the scores and the pages a second; 1 where a target is missed."""
    if shared is None or not (shared / ARCHIVE).is_file():
        print("pages: skipped, the pages are not in the evaluation data beside this checkout")
        return 0
    pages = _texts(shared / ARCHIVE)
    begin = perf_counter()
    read = [read_page(html, name) for name, html in pages]
    seconds = perf_counter() - begin
    scores = score(zip(read, (expected_of(html) for _, html in pages), strict=True))
    print(f"pages: {scores.pages} pages of one agency, {scores.pages / seconds:.0f} a second")
    for name, value in scores.rows().items():
        print(f"  {name:18s} {value:6.2f}  target {TARGETS[name]:.1f}")
    print(f"  words precision    {scores.precision:6.2f}")
    print(f"  words recall       {scores.recall:6.2f}")
    said = score_quotations(_texts(shared / QUOTED))
    print(
        f"  block quotations   {said.read:6.2f}  target {TARGETS['block quotations']:.1f}"
        f"  ({said.number} with a source)"
    )
    print(f"  their speakers     {said.credited:6.2f}")
    rows = scores.rows() | {"block quotations": said.read}
    return int(any(value < TARGETS[name] for name, value in rows.items()))


@dataclass(frozen=True, slots=True)
class Quoted:
    """Of `number` attributed block quotations, the percent read, and credited to their source."""

    number: int
    read: float
    credited: float


def score_quotations(pages: Iterable[tuple[str, str]]) -> Quoted:
    """How many block quotations with a `cite` are found word for word, and whose they are said."""
    number = read = credited = 0
    for name, html in pages:
        expected = list(quotations_of(html))
        if not expected:
            continue
        found = {_plain(q.span.text): q for q in analyse(read_page(html, name)).quotes}
        for words, source in expected:
            number += 1
            quote = found.get(words)
            if quote is not None:
                read += 1
                said_by = quote.speaker_name or (quote.speaker.text if quote.speaker else "")
                credited += bool(said_by) and said_by.split()[-1] in source
    return Quoted(number, 100 * read / max(1, number), 100 * credited / max(1, number))


def quotations_of(html: str) -> Iterator[tuple[str, str]]:
    """The words and the source of each block quotation that names one."""
    from lxml.html import HTMLParser, document_fromstring

    tree: Any = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    for quotation in tree.xpath("//blockquote[.//cite]"):
        cite = quotation.xpath(".//cite")[0]
        source = _plain(cite.text_content())
        cite.drop_tree()
        if source:
            yield _plain(quotation.text_content()), source


def _plain(text: str) -> str:
    return " ".join(text.split())


def _texts(archive: Path) -> list[tuple[str, str]]:
    return [(name, data.decode("utf-8", "replace")) for name, data in read_archive(archive)]


def read_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each page as served."""
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".html") else None
            if file is not None:
                yield member.name, file.read()


def expected_of(html: str) -> Expected:
    """What is right for a page."""
    from lxml.html import HTMLParser, document_fromstring

    tree: Any = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    title = tree.xpath("string(//meta[@property='og:title']/@content)")
    day = tree.xpath("string(//*[contains(@class, 'field--name-field-pr-date')]//@content)")
    body = tree.xpath("string(//*[contains(@class, 'field--name-field-pr-body')])")
    return Expected(" ".join(title.split()), day[:10], _words(body))


def score(pairs: Iterable[tuple[Document, Expected]]) -> Scores:
    """How what was read agrees with what is right."""
    titles = days = 0
    parts: list[tuple[float, float, float]] = []
    for document, expected in pairs:
        titles += " ".join((document.title or "").split()) == expected.title
        days += str(document.published_at) == expected.day
        parts.append(_agreement(_words(document.text), expected.words))
    number = len(parts)
    precision, recall, f1 = (100 * sum(part) / number for part in zip(*parts, strict=True))
    return Scores(number, 100 * titles / number, 100 * days / number, precision, recall, f1)


def _agreement(found: Counter[str], right: Counter[str]) -> tuple[float, float, float]:
    common = (found & right).total()
    precision = common / max(1, found.total())
    recall = common / max(1, right.total())
    return precision, recall, 2 * common / max(1, found.total() + right.total())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))
