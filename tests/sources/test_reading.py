"""The interface of the Department of Justice, single pages, and pages that keep programs out."""

import json
from datetime import date

import pytest

from domain.errors import BlockedError, ShapeError, UnreadableInputError
from domain.sources import Fetched, Kind, Source
from sources.answers import read_answer
from sources.reading import first_address, next_address, read_listed

URL = "https://justice.example/api/v1/press_releases.json"
JUSTICE = Source("justice", Kind.INTERFACE, URL, agency="Justice Office")


def result(**values: object) -> dict[str, object]:
    return {
        "title": "Two Men Sentenced in Pier &amp; Dock Scheme",
        "body": "<p>Two men were sentenced today.</p>\n<p>They took 4,200 dollars.</p>",
        "date": "1778731200",
        "url": "https://justice.example/opa/pr/two-men",
        "uuid": "0d4f",
        "component": [{"name": "Pier Division", "uuid": "1"}],
    } | values


def page(results: object, url: str = URL) -> Fetched:
    body = json.dumps({"metadata": {"resultset": {"count": 3}}, "results": results})
    return Fetched(url, 200, body.encode(), "application/json")


def test_the_interface_is_asked_for_the_newest_and_paged() -> None:
    first = first_address(JUSTICE)
    assert first == f"{URL}?pagesize=50&sort=date&direction=DESC&page=0"
    second = next_address(JUSTICE, page([result()] * 50, first))
    assert second == first.replace("page=0", "page=1")
    assert next_address(JUSTICE, page([result()] * 49, first)) is None


def test_a_result_is_a_whole_release() -> None:
    (item,) = read_listed(JUSTICE, page([result()])).items
    assert item.title == "Two Men Sentenced in Pier & Dock Scheme"
    assert item.text == "Two men were sentenced today.\nThey took 4,200 dollars."
    assert (item.published_at, item.is_whole) == (date(2026, 5, 14), True)
    assert (item.agency, item.identity) == ("Pier Division", "0d4f")


@pytest.mark.parametrize("midnight", ["1778731200", "1768366800"])
def test_midnight_in_washington_is_its_day_in_summer_and_winter(midnight: str) -> None:
    (item,) = read_listed(JUSTICE, page([result(date=midnight)])).items
    assert item.published_at in (date(2026, 5, 14), date(2026, 1, 14))


@pytest.mark.parametrize(
    "broken", [{"body": None}, {"body": ""}, {"url": None}, {"url": "javascript:x"}, {"body": 7}]
)
def test_one_broken_result_costs_no_other(broken: dict[str, object]) -> None:
    listed = read_listed(JUSTICE, page([result(**broken), "x", result(component=[], date="x")]))
    (item,) = listed.items
    assert (item.agency, item.published_at) == ("Justice Office", None)
    assert len(listed.problems) == 2


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"results": {}}', b"<p>no</p>", b"{" * 9999])
def test_another_shape_is_named(body: bytes) -> None:
    with pytest.raises(ShapeError, match="does not answer as"):
        read_listed(JUSTICE, Fetched(URL, 200, body))


@pytest.mark.parametrize(
    "title", ["Just a moment...", "Access Denied", "Pardon Our Interruption", "403 Forbidden"]
)
def test_a_bot_challenge_is_no_release(title: str) -> None:
    body = f"<html><head><title>{title}</title></head><body><p>Enable JavaScript.</p></body></html>"
    fetched = Fetched("https://a.example/p", 200, body.encode(), "text/html")
    feed = Source("a", Kind.FEED, "https://a.example/p")
    with pytest.raises(BlockedError, match="asks for a browser"):
        read_answer(fetched)
    with pytest.raises(BlockedError):
        read_listed(feed, fetched)


@pytest.mark.parametrize("title", ["Access Denied No More: Pier Opens", "Robots Clean the Pier"])
def test_a_release_about_challenges_is_one(title: str) -> None:
    body = f"<html><head><title>{title[13:]}</title></head><body><p>{title}.</p></body></html>"
    fetched = Fetched("https://a.example/p", 200, body.encode(), "text/html")
    assert read_answer(fetched).url == "https://a.example/p"


def test_a_page_and_a_plain_text_are_one_item_each() -> None:
    source = Source("pier", Kind.PAGE, "https://a.example/p", agency="Harbor Office")
    text = Fetched(
        "https://a.example/p", 200, "Café opens.".encode("cp1252"), "text/plain", "latin-1"
    )
    (item,) = read_listed(source, text).items
    assert (item.text, item.is_whole, item.agency) == ("Café opens.", True, "Harbor Office")
    for body, kind in (
        (b"", "text/plain"),
        (b"x", "image/svg+xml"),
        (b"%PDF-1.7", "application/pdf"),
    ):
        with pytest.raises(UnreadableInputError):
            read_answer(Fetched("https://a.example/p", 200, body, kind))


FILE = Source("pier", Kind.PAGE, "https://a.example/f", agency="Harbor Office")
FRONT = b'+++\ntitle = "Pier opens"\npublished_at = 2026-05-14\n+++\nThe pier *opens* today.'
MAIL = b"Subject: Pier opens\r\nDate: Thu, 14 May 2026 09:00:00 +0000\r\n\r\nThe pier opens today."


@pytest.mark.parametrize(
    "path, kind, body",
    [
        ("/f", "text/markdown", FRONT),
        ("/f.md", "application/octet-stream", FRONT),
        ("/f", "message/rfc822", MAIL),
        ("/f.eml", None, MAIL),
    ],
)
def test_markdown_and_mail_are_told_by_their_type_or_ending(
    path: str, kind: str | None, body: bytes
) -> None:
    url = "https://a.example" + path
    (item,) = read_listed(FILE, Fetched(url, 200, body, kind)).items
    assert (item.title, item.url, item.is_whole) == ("Pier opens", url, True)
    assert item.text is not None
    assert item.text.startswith("The pier")
    assert str(item.published_at).startswith("2026-05-14")


@pytest.mark.parametrize(
    "path, kind", [("/f", "application/x-ndjson"), ("/f.jsonl", "text/plain"), ("/f.ndjson", None)]
)
def test_json_lines_are_many_releases_and_a_bad_line_costs_no_other(
    path: str, kind: str | None
) -> None:
    lines = [
        {"id": "a", "text": "The pier opens.", "url": "/news/a", "published_at": "2026-05-14"},
        {"id": "b", "text": "The dock opens.", "agency": "Dock Office"},
    ]
    body = "\n".join([json.dumps(lines[0]), "{", json.dumps(lines[1])]).encode()
    listed = read_listed(FILE, Fetched("https://a.example" + path, 200, body, kind))
    assert [(i.identity, i.url, i.agency, i.is_whole) for i in listed.items] == [
        ("a", "https://a.example/news/a", "Harbor Office", True),
        ("b", None, "Dock Office", True),
    ]
    (problem,) = listed.problems
    assert "Line 2 cannot be read" in problem
    with pytest.raises(UnreadableInputError, match="Line 1 cannot be read"):
        read_listed(FILE, Fetched("https://a.example" + path, 200, b"{", kind))


def test_a_text_that_begins_like_json_is_no_lines() -> None:
    body = b'{"id": "a"} was printed on the pier.'
    (item,) = read_listed(FILE, Fetched("https://a.example/f.txt", 200, body, "text/plain")).items
    assert item.identity is None
