"""Entries of feeds as they are written: what is left is read as it is among all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sources import Fetched
from sources.entries import find_entries, restless_mark, same_frame, without_known
from sources.feeds import read_feed

BEGINNINGS = {
    "item": '<?xml version="1.0"?>\n<!-- made at 9:00 --><rss version="2.0"><channel>',
    "entry": '<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title>',
}
ENDINGS = {"item": "</channel></rss>\n<!-- from a cache -->", "entry": "</feed>"}
TEXTS = (
    "Boats land at the pier &amp; leave.",
    "<![CDATA[A feed ends with <b>&lt;/item&gt;</b> or </item>, <entry>, </rss> or </feed>.]]>",
    "Gulls are counted.<!-- <item> </entry> -->",
    "Décembre &#8211; 1.250 £",
)


def feed(*entries: str, name: str = "item", begins: str = "") -> Fetched:
    body = (begins or BEGINNINGS[name]) + "\n".join(entries) + ENDINGS[name]
    return Fetched("https://harbor.example/feed", 200, body.encode(), "text/xml", "utf-8")


def entry(number: int, text: str, name: str = "item", date: str = "2026-05-20T09:30:00Z") -> str:
    said, dated = ("description", "pubDate") if name == "item" else ("summary", "updated")
    link = f"<link>/n{number}</link>" if name == "item" else f'<link href="/n{number}"/>'
    return (
        f"<{name}><title>Note {number}</title>{link}<{said}>{text}</{said}>"
        f"<{dated}>{date}</{dated}></{name}>"
    )


@given(
    st.sampled_from(["item", "entry"]),
    st.lists(st.tuples(st.sampled_from(TEXTS), st.booleans()), min_size=1, max_size=6),
)
@settings(max_examples=60)
def test_what_is_left_is_read_as_it_is_among_all(name: str, some: list[tuple[str, bool]]) -> None:
    fetched = feed(*(entry(n, text, name) for n, (text, _) in enumerate(some)), name=name)
    entries = find_entries(fetched, "")
    assert entries is not None
    known = {mark for mark, (_, is_known) in zip(entries.marks, some, strict=True) if is_known}
    left = read_feed(without_known(fetched, entries, known))
    whole = read_feed(fetched)
    assert not whole.problems + left.problems
    read = [item for item, (_, is_known) in zip(whole.items, some, strict=True) if not is_known]
    assert list(left.items) == read


def test_an_entry_has_its_mark_wherever_it_stands_and_another_once_it_is_edited() -> None:
    now, later = (
        find_entries(one, "")
        for one in (
            feed(entry(1, "A pier."), entry(2, "Gulls.")),
            feed(entry(3, "Boats."), entry(2, "Gulls!"), entry(1, "A pier.")),
        )
    )
    assert now is not None
    assert later is not None
    assert now.marks[0] == later.marks[2]
    assert len({*now.marks, *later.marks}) == 4


def test_what_else_decides_how_an_entry_is_read_is_in_its_mark() -> None:
    plain = feed(entry(1, "A pier."))
    based = feed(entry(1, "A pier."), begins='<rss xml:base="https://x.example/"><channel>')
    found = [
        find_entries(one, read_as)
        for one, read_as in (
            (plain, ""), (plain, "other rules"), (based, ""), (replace(plain, charset=None), ""),
            (replace(plain, url="https://other.example/feed"), ""),
        )
    ]  # fmt: skip
    marks = [str(one.marks[0]) for one in found if one is not None]
    assert len(set(marks)) == 5
    assert not any(same_frame(marks[0], other) for other in marks[1:])
    assert same_frame(marks[0], restless_mark(marks[0]))


def test_a_date_that_the_others_explain_has_no_mark() -> None:
    # "03/11/2026" is in November beside "27/11/2026", and in March without it.
    dates = ("27/11/2026 09:05", "03/11/2026", "Fri, 20 Nov 2026 09:30:00 GMT")
    entries = find_entries(feed(*(entry(1, "A pier.", date=date) for date in dates)), "")
    assert entries is not None
    assert [mark is None for mark in entries.marks] == [True, True, False]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b'{"items": [{"a": "<item></item>"}]}', b"<rss><channel></channel></rss>",
        b"<rss><item>a</item><item>b", b"<rss><item>a</item>", b"<rss><item>a<item></item></rss>",
        b"<rss><item/><item>a</item></rss>", b"<rss></item><item>a</item></rss>",
        b"<rss><item>a</item></rss><rss><item>b</item></rss>", b"<x><item>a</item></x>",
        b"<rss><item>a<![CDATA[</item></rss>", b"<rss><!-- <item>a</item></rss>",
        b'<!DOCTYPE rss [<!ENTITY pier "a">]><rss><item>&pier;</item></rss>',
        b"<rss><item>\xa3 5</item></rss>", "<rss><item>a</item></rss>".encode("utf-16"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_for_certain_is_read_whole(body: bytes) -> None:
    assert find_entries(Fetched("https://harbor.example/feed", 200, body), "") is None
