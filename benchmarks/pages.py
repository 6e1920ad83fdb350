"""Real pages of one agency through the reading of pages: title, day, words of the body, speed.

What is right is taken from the marks of that site's own content system, by other means than the
reading uses: the title it gives to social networks, the day of its date field, the words of its
field for the body.
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
from sources.pages import read_page

ARCHIVE = Path("corpora") / "agency-pages-400.tar.gz"
# Percent of titles and days, and the F1 of words averaged over pages.
TARGETS = {"title": 99.0, "day": 99.0, "words F1": 98.5}

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
    pages = [(name, data.decode("utf-8", "replace")) for name, data in read_archive(shared)]
    begin = perf_counter()
    read = [read_page(html, name) for name, html in pages]
    seconds = perf_counter() - begin
    scores = score(zip(read, (expected_of(html) for _, html in pages), strict=True))
    print(f"pages: {scores.pages} pages of one agency, {scores.pages / seconds:.0f} a second")
    for name, value in scores.rows().items():
        print(f"  {name:18s} {value:6.2f}  target {TARGETS[name]:.1f}")
    print(f"  words precision    {scores.precision:6.2f}")
    print(f"  words recall       {scores.recall:6.2f}")
    return int(any(value < TARGETS[name] for name, value in scores.rows().items()))


def read_archive(shared: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each page as served."""
    with tarfile.open(shared / ARCHIVE) as archive:
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
