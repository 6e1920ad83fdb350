"""UTF-8 that was read as Latin-1 or Windows-1252 is put together; what is meant so stays."""

from pathlib import Path

import pytest

from domain.documents import Document
from domain.sources import Fetched, Kind, Source
from sources.answers import read_answer
from sources.files import read_documents
from sources.mojibake import mend_mojibake
from sources.reading import read_listed

# Windows has no sign for five bytes; programs leave the controls there.
SIGNS = "‐–—‘’“”…•●■◆★☐✔→→™≤∑⚓️🚢éàèÉïñüßçÄ£©°½«»§·"


def torn(text: str, encoding: str) -> str:
    """The text as who reads its UTF-8 byte by byte has it."""
    read = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
    return "".join(read)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("sign", sorted(set(SIGNS)))
def test_torn_signs_are_put_together(sign: str, encoding: str) -> None:
    for text in (f"The crews {sign} of the port.", f"Hall{sign}lund", f"{sign}lund said."):
        assert mend_mojibake(torn(text, encoding)) == text
        assert mend_mojibake(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "la santé\u00a0», et grâce à\u00a0«\u00a0la mer\u00a0»",
        "CAFÉ» AMANHÃ» AMANHÃ\u00a0de SÃO",
        "Île-de-France, naïve, Ânimo, Þórr ï â ð",
        "Der „Hafen‟ ist offen.",
        "5 × 4 ½ – “quoted” … €5",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left(text: str) -> None:
    assert mend_mojibake(text) == text


@pytest.mark.parametrize(
    ("torn_text", "meant"),
    [
        ("Lund\u00e2\u0080\u009fs no: \u00e2\u0080\u009eno\u00e2\u0080\u009f", "Lund’s no: ‘no’"),
        ("“It held,\u00e2\u20ac Hall\u00e2\u20acLund said", "“It held,” Hall‐Lund said"),
        ("\u00e2\u0097\u008f\u00ef\u00bf\u00bb\u00ef\u00bf\u00bb the pier", "● the pier"),
        ("\u00ef\u0082\u00b7 the pier", "• the pier"),
        ("\uf0b7 the pier", "• the pier"),
        ("the pier\u00cd\u00be the lock", "the pier; the lock"),
        ("Tuesday \u00ef\u00bf\u00bds pier", "Tuesday \ufffds pier"),
    ],
)  # fmt: skip
def test_odd_signs_become_what_they_look_like(torn_text: str, meant: str) -> None:
    assert mend_mojibake(torn_text) == meant


def test_answers_and_files_are_mended_and_lines_for_another_program_are_not(tmp_path: Path) -> None:
    text = "“We looked in every crate,” Ada Hall‐Lund said. The port’s crews were at work."
    body = torn(text, "cp1252")
    page = f"<html><body><article><p>{body}</p></article></body></html>"
    url = "https://a.example/p"
    for fetched in (
        Fetched(url, 200, body.encode(), "text/plain"),
        Fetched(url, 200, page.encode(), "text/html"),
    ):
        assert read_answer(fetched).text == text
    feed = (
        "<rss version='2.0'><channel><title>Port</title><item><title>Port\u00e2\u20ac\u2122s pier"
        f"</title><link>{url}</link><description>{body}</description></item></channel></rss>"
    )
    listed = read_listed(
        Source("port", Kind.FEED, url), Fetched(url, 200, feed.encode(), "application/rss+xml")
    )
    assert (listed.items[0].title, listed.items[0].text) == ("Port’s pier", text)
    (tmp_path / "a.txt").write_text(body, "utf-8")
    # Whoever hands over lines holds their text, into which the receipts point.
    (tmp_path / "b.jsonl").write_text(f'{{"id": "1", "text": "{body}"}}\n', "utf-8")
    for name, read in (("a.txt", text), ("b.jsonl", body)):
        (document,) = read_documents(tmp_path / name)
        assert isinstance(document, Document)
        assert document.text == read
