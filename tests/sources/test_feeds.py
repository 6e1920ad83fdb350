"""Feeds as items: what they say, how exactly, and what is wrong with them."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from html import escape

import pytest

from domain.errors import UnreadableInputError
from domain.sources import Fetched, Item
from sources.feeds import find_feeds, read_feed
from sources.moments import read_moment

BASE = "https://harbor.example/news/feed"
WHOLE = "<p>The pier opens.</p>" + "<p>Forty boats land at once there today.</p>" * 20


def answer(body: str | bytes, content_type: str = "application/rss+xml") -> Fetched:
    data = body.encode() if isinstance(body, str) else body
    return Fetched(BASE, 200, data, content_type)


def item(**fields: str) -> str:
    return "<item>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in fields.items()) + "</item>"


def rss(*items: str) -> str:
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor</title>'
    return head + "".join(items) + "</channel></rss>"


def one(body: str | bytes) -> Item:
    (found,) = read_feed(answer(body)).items
    return found


def test_rss_in_full() -> None:
    found = one(
        rss(
            item(
                title="Fees &amp; <b>boats</b>", link="/a", guid="urn:7", category="Fees",
                pubDate="Thu, 14 May 2026 09:30:00 EST", description=WHOLE,
            )
        )
    )  # fmt: skip
    assert (found.title, found.url, found.identity) == (
        "Fees & boats", "https://harbor.example/a", "urn:7",
    )  # fmt: skip
    assert found.published_at == datetime(2026, 5, 14, 9, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert found.text is not None
    assert found.text.startswith("The pier opens.\nForty boats")
    assert found.is_whole


def test_atom_and_json_feed() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://coast.example/"><title>C</title>'
        "<entry><id>urn:7</id><title>Pier</title><link href='b'/><updated>2026-05-14T09:30:00Z"
        f"</updated><content type='html'>{escape(WHOLE)}</content></entry></feed>"
    )
    found = one(atom)
    assert (found.url, found.is_whole) == ("https://coast.example/b", True)
    assert found.published_at == datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": 7, "url": "/b", "title": "Pier", "content_html": WHOLE, "tags": ["Fees", 3],
             "date_published": "2026-05-14T00:00:00Z"},
            {"id": "8"}, "nine",
        ],
    }  # fmt: skip
    listed = read_feed(answer(json.dumps(values), "application/feed+json"))
    (found,) = listed.items
    assert (found.identity, found.url) == ("7", "https://harbor.example/b")
    assert (found.published_at, found.is_whole) == (date(2026, 5, 14), True)
    assert len(listed.problems) == 2


@pytest.mark.parametrize(
    "text",
    ["The pier opens.", WHOLE + "[…]", WHOLE + "<a href='/a'>Read more »</a>", WHOLE + "...", ""],
)
def test_a_teaser_is_not_the_whole(text: str) -> None:
    assert not one(rss(item(title="Pier", link="/a", description=text))).is_whole


def test_a_short_text_without_a_page_is_all_there_is() -> None:
    assert one(rss(item(title="Pier", description="The pier opens."))).is_whole


@pytest.mark.parametrize(
    "written, expected",
    [
        ("2026-05-14", date(2026, 5, 14)),
        ("2026-05-14T00:00:00-04:00", date(2026, 5, 14)),
        ("Thu, 14 May 2026 00:00:00 EDT", date(2026, 5, 14)),
        ("Thu, 14 May 2026", date(2026, 5, 14)),
        ("Thursday, May 14th, 2026", date(2026, 5, 14)),
        ("05/14/2026", date(2026, 5, 14)),
        ("2026-05-14T00:00:01Z", datetime(2026, 5, 14, 0, 0, 1, tzinfo=UTC)),
        ("2026-05-14 09:30", datetime(2026, 5, 14, 9, 30, tzinfo=UTC)),
        ("yesterday", None), ("", None), (None, None), ("2026-13-40", None), ("25:99", None),
    ],
)  # fmt: skip
def test_moments_keep_the_precision_they_have(written: str | None, expected: object) -> None:
    found = read_moment(written)
    assert found == expected
    assert type(found) is type(expected)


def test_items_without_dates_links_or_titles_are_kept_and_empty_ones_named() -> None:
    listed = read_feed(answer(rss(item(link="/a"), item(description="Boats."), item(title="Pier"))))
    assert [(i.url, i.text) for i in listed.items] == [
        ("https://harbor.example/a", None), (None, "Boats."),
    ]  # fmt: skip
    assert listed.problems == (f"Item 3 of {BASE} has neither text nor link.",)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "http://[::1"])
def test_links_that_lead_to_no_page_are_left_out(link: str) -> None:
    assert one(rss(item(link=link, description="Boats."))).url is None


@pytest.mark.parametrize(
    "guid, url",
    [
        ("<guid>pier-7</guid>", None),
        ("<guid><![CDATA[ 4711 ]]></guid>", None),
        ('<guid isPermaLink="true">https://harbor.example/7</guid>', "https://harbor.example/7"),
        ("<guid>/news/7</guid>", "https://harbor.example/news/7"),
        ("<guid>pier-7</guid><link>/news/7</link>", "https://harbor.example/news/7"),
        ("<link>/news/7</link><guid>pier-7</guid>", "https://harbor.example/news/7"),
        ("<guid isPermaLink='false'>pier-7</guid>", None),
    ],
)
def test_a_number_that_an_item_has_is_no_address_of_it(guid: str, url: str | None) -> None:
    """Such an address would be another one with each guid, and lead nowhere."""
    found = one(rss(f"<item>{guid}<description>The pier opens.</description></item>"))
    assert (found.url, found.is_whole) == (url, url is None)


def test_an_entry_of_atom_without_a_link_stands_at_no_address() -> None:
    entry = "<entry><id>pier-7</id><title>Pier</title><content>The pier opens.</content></entry>"
    found = one(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title>{entry}</feed>')
    assert (found.url, found.text) == (None, "The pier opens.")


def test_a_feed_that_breaks_off_keeps_its_whole_items() -> None:
    whole = rss(*(item(title=f"T{n}", link=f"/{n}", description=WHOLE) for n in range(5)))
    for cut in (len(whole) - 20, whole.index("T4") + 400, whole.index("T4")):
        listed = read_feed(answer(whole[:cut]))
        assert [i.title for i in listed.items][:4] == ["T0", "T1", "T2", "T3"][: len(listed.items)]
        assert len(listed.items) >= 3
        assert all(i.text and i.text.endswith("today.") for i in listed.items)
        assert "breaks off" in listed.problems[0]


def test_broken_xml_in_the_middle_costs_no_other_item() -> None:
    listed = read_feed(
        answer(
            rss(
                item(title="A", link="/a"),
                "<item><title>B & C</b></title><link>/b</link></item>",
                item(title="D", link="/d"),
            )
        )
    )
    assert {i.url for i in listed.items} >= {"https://harbor.example/a", "https://harbor.example/d"}
    assert "no sound XML" in listed.problems[0]


def test_entities_are_neither_fetched_nor_multiplied() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "boom">{levels}]>' + rss(
        "<item><title>&l9;</title><link>/a</link></item>"
    ).removeprefix('<?xml version="1.0"?>')
    found = read_feed(answer(bomb)).items
    assert all(len(i.title or "") < 100 for i in found)
    outside = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<rss version="2.0"><channel><item><title>A&x;B</title><link>/a</link></item>'
        "</channel></rss>"
    )
    assert one(outside).title in ("AB", "A&x;B")


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-16", "utf-8"])
def test_a_feed_is_read_in_its_encoding(encoding: str) -> None:
    body = rss(item(title="Café", link="/a")).replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{encoding}"?>'
    )
    assert one(body.encode(encoding)).title == "Café"


def test_a_wrong_charset_costs_no_item() -> None:
    body = rss(item(title="Café", link="/a")).encode("windows-1252")
    assert len(read_feed(Fetched(BASE, 200, body, "text/xml", "utf-8")).items) == 1


def test_ten_thousand_items() -> None:
    listed = read_feed(answer(rss(*(item(title=f"T{n}", link=f"/{n}") for n in range(10_000)))))
    assert len({i.url for i in listed.items}) == 10_000


@pytest.mark.parametrize(
    "body, advice",
    [
        ('<html><link rel="alternate" type="application/rss+xml" href="/rss.xml"></html>',
         "names a feed: https://harbor.example/rss.xml"),
        ("<html><body><p>Boats.</p></body></html>", "names no feed"),
        ("Boats.", "neither RSS, Atom nor JSON Feed"),
        ('{"items": "many"}', "no JSON Feed"),
        ("{" * 5000, "no JSON Feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told_what_it_is(body: str, advice: str) -> None:
    with pytest.raises(UnreadableInputError, match=advice):
        read_feed(answer(body, "text/html"))


def test_feeds_of_a_page_are_found_declared_ones_first() -> None:
    page = (
        "<html><head><title>H</title><link rel='alternate' type='application/atom+xml' href='/f'>"
        "<link rel='stylesheet' href='/feed.css'></head><body><a href='/news/rss'>RSS</a>"
        "<a href='/feedback'>Write</a><a href='mailto:feed@h.example'>M</a><a href='/f'>F</a>"
    )
    assert find_feeds(answer(page)) == (
        "https://harbor.example/f", "https://harbor.example/news/rss",
    )  # fmt: skip
    assert find_feeds(answer(b"")) == ()
