"""Feeds that others read: valid, with receipts, whatever stands in a release."""

import json
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from domain.archive import Changes, StoredRelease, Version
from domain.facts import Figure
from rendering.feeds import Feed, write_feed
from rendering.language import language
from tests.rendering.releases import place, release_of

ENGLISH = language("en")
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(*releases: StoredRelease) -> Feed:
    return Feed("archive", "Lede · Pier & Co", releases, NOW)


def test_a_feed_reader_finds_what_is_said_and_where(release: StoredRelease) -> None:
    read = feedparser.parse(write_feed(ENGLISH, feed_of(release), "atom"))
    assert not read.bozo
    assert read.feed.title == "Lede · Pier & Co"
    (entry,) = read.entries
    assert (entry.title, entry.author) == ("Tin seized in Harbor City", "Harbor Office")
    assert entry.link == entry.id == "https://harbor.example/1"
    assert entry.published == "2026-11-03T00:00:00Z"
    html = entry.content[0].value
    assert "120 kilograms of tin</a> · <em>a record for the port</em>" in html
    assert "#:~:text=" in html
    assert "“We looked in every crate,”" in html
    assert "— Ann Poe, director, Harbor Office" in html


def test_figure_of_a_feed_stands_with_its_sentence() -> None:
    text = "The office moved. If it rains, the port will take 120 kilograms of tin. It rained."
    context = place("If it rains, the port will take 120 kilograms of tin.", text)
    figure = Figure(place("120 kilograms", text), 120.0, key=True, rank=1, context=context)
    read = feedparser.parse(
        write_feed(ENGLISH, feed_of(release_of(text, figures=(figure,))), "atom")
    )
    assert f"<small>{context.text}</small>" in read.entries[0].content[0].value


def test_json_has_all_that_was_read(release: StoredRelease) -> None:
    read = json.loads(write_feed(ENGLISH, feed_of(release), "json"))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = read["items"]
    assert item["url"] == item["id"] == "https://harbor.example/1"
    figures = item["_lede"]["record"]["figures"]
    assert [figure["text"] for figure in figures] == ["40 volunteers", "120 kilograms"]


def test_what_has_no_page_has_an_id_of_its_own_and_a_change_is_an_update() -> None:
    changed = datetime(2026, 11, 19, 7, tzinfo=UTC)
    release = release_of(url=None)
    release = StoredRelease(
        release.head, release.document, release.analysis, (), (Version(changed, Changes()),)
    )
    root = etree.fromstring(write_feed(ENGLISH, feed_of(release), "atom"))
    (entry,) = root.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "urn:lede:release:7"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-19T07:00:00Z"
    assert root.findtext(f"{ATOM}updated") == "2026-11-19T07:00:00Z"
    assert entry.find(f"{ATOM}link") is None


def test_nothing_is_said_of_a_release_in_another_language() -> None:
    read = json.loads(write_feed(ENGLISH, feed_of(release_of(language="es")), "json"))
    assert read["items"][0]["content_html"] == read["items"][0]["summary"] == ""


@pytest.mark.parametrize("form", ["atom", "json"])
@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_no_title_breaks_a_feed(form: str, title: str) -> None:
    written = write_feed(ENGLISH, feed_of(release_of(title=title)), form)
    if form == "json":
        assert json.loads(written)["items"]
    else:
        assert len(list(etree.fromstring(written).iter(f"{ATOM}entry"))) == 1
