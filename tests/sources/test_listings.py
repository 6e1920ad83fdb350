"""Pages that list releases, read by the selectors of their source."""

from datetime import date

import pytest

from domain.errors import ShapeError, UnreadableInputError
from domain.sources import Fetched, Kind, Listed, Source
from sources.reading import next_address, read_listed

URL = "https://harbor.example/news/"
OPTIONS = {"item": "ul.news > li", "title": "h3", "date": "span.day"}


def source(**options: str) -> Source:
    return Source("harbor", Kind.LISTING, URL, agency="Harbor Office", options=OPTIONS | options)


def fetched(body: str, head: str = "") -> Fetched:
    page = f"<html><head>{head}</head><body><ul class=news>{body}</ul></body></html>"
    return Fetched(URL, 200, page.encode(), "text/html", "utf-8")


def read(body: str, head: str = "", **options: str) -> Listed:
    return read_listed(source(**options), fetched(body, head))


def entry(name: str, day: str = "14 May 2026") -> str:
    return f"<li><h3><a href=/{name}>Pier\n {name}</a></h3><span class=day>{day}</span></li>"


def test_items_come_in_the_order_of_the_page_with_title_day_and_agency() -> None:
    listed = read(entry("b") + entry("a", "May 3, 2026"))
    assert [(i.url, i.title, i.published_at) for i in listed.items] == [
        ("https://harbor.example/b", "Pier b", date(2026, 5, 14)),
        ("https://harbor.example/a", "Pier a", date(2026, 5, 3)),
    ]
    assert {(i.agency, i.is_whole, i.text) for i in listed.items} == {
        ("Harbor Office", False, None)
    }
    assert listed.problems == ()


@pytest.mark.parametrize(
    "written, form",
    [
        ("Published: 3 May 2026", None),
        ("03.05.2026", "%d.%m.%Y"),
        ("03/05/2026", "%d/%m/%Y"),
        ("<time datetime=2026-05-03>last Sunday</time>", None),
    ],
)
def test_a_day_is_read_as_its_page_writes_it(written: str, form: str | None) -> None:
    more = {} if form is None else {"date_format": form}
    listed = read(entry("a", written), date="span.day time, span.day", **more)
    assert (listed.items[0].published_at, listed.problems) == (date(2026, 5, 3), ())


def test_a_day_that_cannot_be_read_is_said_and_costs_no_item() -> None:
    listed = read(entry("a", "some day"))
    assert (listed.items[0].published_at, len(listed.problems)) == (None, 1)


def test_the_words_of_the_link_are_the_title_where_no_selector_finds_one() -> None:
    listed = read("<li><a href=/a>Pier opens</a> today</li>", title="h9", date="time")
    assert listed.items[0].title == "Pier opens"


def test_an_item_may_be_the_link_itself_and_its_picture_names_nothing() -> None:
    body = "<li><a href=/a><img src=p></a><a href=/a>Pier opens</a><a href=/b>Dock opens</a></li>"
    listed = read(body, item="ul.news a", title="h3")
    assert [(i.url, i.title) for i in listed.items] == [
        ("https://harbor.example/a", "Pier opens"),
        ("https://harbor.example/b", "Dock opens"),
    ]


def test_links_count_from_the_base_that_the_page_names() -> None:
    body = "<li><h3><a href=a>Pier</a></h3></li>"
    assert read(body).items[0].url == "https://harbor.example/news/a"
    assert read(body, head="<base href=/old/>").items[0].url == "https://harbor.example/old/a"


def test_one_item_without_a_link_costs_no_other() -> None:
    listed = read("<li>soon</li><li><a href='javascript:x'>no</a></li>" + entry("a"))
    assert (len(listed.items), len(listed.problems)) == (1, 2)


@pytest.mark.parametrize("body", ["", "<p>nothing</p>", "<li>without a link</li>"])
def test_a_page_without_items_has_another_shape(body: str) -> None:
    with pytest.raises(ShapeError, match="is not the listing it was"):
        read(body)


def test_older_releases_stand_where_the_page_says() -> None:
    page = fetched(entry("a") + "<a rel=next href='?page=2'>Older</a>")
    assert next_address(source(next="a[rel=next]"), page) == URL + "?page=2"
    assert next_address(source(), page) is None
    assert next_address(source(next="a[rel=last]"), page) is None
    # The last page of some sites names itself.
    assert next_address(source(next="a"), fetched(f"<a href={URL}>Older</a>")) is None


def test_a_selector_that_is_none_is_named() -> None:
    with pytest.raises(UnreadableInputError, match="'item' is no CSS selector"):
        read(entry("a"), item="li[")
