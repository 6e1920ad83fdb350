"""Dates as sites write them: each right, or unknown."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.documents import Published
from domain.sources import Fetched
from sources.feeds import read_feed
from sources.moments import puts_day_first, read_moment


def at(hours: float, *moment: int) -> datetime:
    year, month, day, hour, minute = moment
    return datetime(year, month, day, hour, minute, tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    "written, published",
    [
        ("Tue, 05 May 2026 12:15:00 AM EST", at(-5, 2026, 5, 5, 0, 15)),
        ("5/5/2026 12:00:00 AM", date(2026, 5, 5)),
        ("Tue, 05 May 2026 08:00:00 WIB", at(7, 2026, 5, 5, 8, 0)),
        ("Tue, 05 May 2026 08:00:00 ChST", at(10, 2026, 5, 5, 8, 0)),
        ("Tue, 05 May 2026 08:00:00 GMT+0200 (CEST)", at(2, 2026, 5, 5, 8, 0)),
        ("2026-05-05T08:00:00EST", at(-5, 2026, 5, 5, 8, 0)),
        ("20260505T080000Z", at(0, 2026, 5, 5, 8, 0)),
        ("20260505", date(2026, 5, 5)),
        ("05 May 2026 08h40", at(0, 2026, 5, 5, 8, 40)),
        ("Di, 05 Mai 2026 08:00:00 +0200", at(2, 2026, 5, 5, 8, 0)),
        ("mar., 05 mai 2026 08:00:00 +0200", at(2, 2026, 5, 5, 8, 0)),
        ("1er d\u00e9cembre 2026", date(2026, 12, 1)),
        ("3. M\u00e4rz 2026", date(2026, 3, 3)),
        ("3 de agosto de 2026", date(2026, 8, 3)),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("0000-00-00 00:00:00", None),
        ("1/1/0001 12:00:00 AM", None),
        ("31 June 2026", None),
    ],
)
def test_a_date_is_right_or_unknown(written: str, published: Published | None) -> None:
    assert read_moment(written) == published


@pytest.mark.parametrize(
    "written, day",
    [
        ("Tue, 05/06/2026 - 08:00", 5),  # no Tuesday either way: the month goes first
        ("Fri, 05/06/2026 - 08:00", 5),
        ("Wed, 05/06/2026 - 08:00", 6),
    ],
)
def test_the_name_of_the_day_tells_which_number_is_the_month(written: str, day: int) -> None:
    found = read_moment(written)
    assert found is not None
    assert (found.month, found.day) == ((5, 6) if day == 6 or "Tue" in written else (6, 5))


def test_a_feed_that_puts_the_day_first_once_does_so_always() -> None:
    days = ("03/11/2026 08:00", "27/10/2026 08:00")
    items = "".join(
        f"<item><title>Pier {n}</title><link>/{n}</link><pubDate>{day}</pubDate></item>"
        for n, day in enumerate(days)
    )
    body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    read = read_feed(Fetched("https://pier.example/feed", 200, body, "application/rss+xml"))
    assert [item.published_at for item in read.items] == [
        datetime(2026, 11, 3, 8, tzinfo=UTC),
        datetime(2026, 10, 27, 8, tzinfo=UTC),
    ]


def test_dates_that_may_be_either_or_are_both_say_nothing() -> None:
    assert not puts_day_first(["03/11/2026", None])
    assert not puts_day_first(["27/10/2026", "10/27/2026"])
