"""The agencies that come with Lede, and lists of feeds of other readers."""

from collections import Counter
from pathlib import Path

import pytest

from domain.errors import UnreadableInputError
from domain.sources import Kind, Source
from pipeline.discovery import catalogue_in, find_preset, presets_in
from sources.catalogue import read_catalogue
from sources.opml import Outlined, read_opml, write_opml

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_catalogue_holds_at_least_150_agencies_each_once_and_unverified() -> None:
    entries = catalogue_in(SEEDS)
    names = [entry.source.name for entry in entries] + [one.name for one in presets_in(SEEDS)]
    assert len(entries) >= 150
    assert Counter(names).most_common(1)[0][1] == 1
    assert len({entry.source.address for entry in entries}) == len(entries)
    assert not any(entry.source.is_verified for entry in entries)
    for entry in entries:
        assert entry.source.address.startswith("https://")
        assert entry.found_at.startswith("https://")
        assert len(entry.language) == 2


@pytest.mark.parametrize(
    "name, address, group",
    [
        ("uk-uk-health-security-agency",
         "https://www.gov.uk/search/news-and-communications.atom"
         "?organisations%5B%5D=uk-health-security-agency", "Public health, UK"),
        ("us-rules-coast-guard",
         "https://www.federalregister.gov/api/v1/documents.rss"
         "?conditions%5Bagencies%5D%5B%5D=coast-guard", "Rules and notices, US"),
        ("eu-fr", "https://ec.europa.eu/commission/presscorner/api/rss?language=fr",
         "Government, EU"),
        ("polizei-6337", "https://www.presseportal.de/rss/dienststelle_6337.rss2",
         "Police and borders, Germany"),
        ("uk-statistics-department-for-transport",
         "https://www.gov.uk/search/research-and-statistics.atom"
         "?organisations%5B%5D=department-for-transport", "Statistics, UK"),
        ("bls-cpi", "https://www.bls.gov/feed/cpi.rss", "Statistics, US"),
        ("doj-376", "https://www.justice.gov/news/rss?type=press_release&field_component=376",
         "Justice, US"),
        ("ecb", "https://www.ecb.europa.eu/rss/press.html", "Central banks, EU"),
    ],
)  # fmt: skip
def test_a_family_makes_the_address_of_each_of_its_agencies(
    name: str, address: str, group: str
) -> None:
    (entry,) = [entry for entry in catalogue_in(SEEDS) if entry.source.name == name]
    assert (entry.source.address, entry.group) == (address, group)
    assert find_preset(SEEDS, name) == entry.source


def test_a_family_that_lacks_something_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[pier]\naddress = "https://pier.example/{part}"\n')
    with pytest.raises(UnreadableInputError, match="pier"):
        read_catalogue(tmp_path / "a.toml")


def test_feeds_go_out_as_opml_and_come_back() -> None:
    feeds = [
        Source("pier", Kind.FEED, "https://pier.example/feed?a=1&b=2", "Pier & Mole Office"),
        Source("gulls", Kind.FEED, "https://gulls.example/feed", "Gulls"),
    ]
    page = Source("page", Kind.PAGE, "https://pier.example/")
    written = write_opml([*feeds, page], {"pier": "Ports", "page": "Ports"})
    found = read_opml(written.encode(), "a.opml")
    assert found == (Outlined(feeds[0], "Ports"), Outlined(feeds[1]))


def test_a_list_of_another_reader_is_taken_each_feed_once() -> None:
    data = b"""<opml version="1.0"><body><outline text="Ports"><outline text="Pier \xc3\x84mter"
    xmlUrl="https://a.example/f"/><outline text="Pier Amter" xmlUrl="https://b.example/f"/>
    <outline text="x" xmlUrl="https://a.example/f"/><outline text="y" xmlUrl="file:///etc/x"/>
    </outline></body></opml>"""
    found = read_opml(data, "a.opml")
    assert [one.source.name for one in found] == ["pier-amter", "pier-amter-2"]
    assert [one.folder for one in found] == ["Ports", "Ports"]


@pytest.mark.parametrize(
    "outlines, folder",
    [
        ('<outline text="Coast"><outline title="Ports">FEED</outline></outline>', "Coast / Ports"),
        ('<outline xmlUrl="https://b.example/f" text="b">FEED</outline>', None),
        ("FEED", None),
        ('<outline text="  "><outline text="A  B">FEED</outline></outline>', "A B"),
    ],
)
def test_headings_around_a_feed_are_its_folder(outlines: str, folder: str | None) -> None:
    feed = '<outline text="Pier" xmlUrl="https://a.example/f"/>'
    body = outlines.replace("FEED", feed)
    found = read_opml(f"<opml><body>{body}</body></opml>".encode(), "a.opml")
    assert {one.source.address: one.folder for one in found}["https://a.example/f"] == folder
    listed = feed.replace("/>", ' category="/Notices/Daily,Other"/>')
    (alone,) = read_opml(f"<opml><body>{listed}</body></opml>".encode(), "a.opml")
    assert alone.folder == "Notices / Daily"


@pytest.mark.parametrize("data", [b"", b"<opml/>", b"gulls", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"])
def test_what_is_no_list_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        read_opml(data, "a.opml")
