"""Local times and moments: one for each local date, through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from domain.errors import UnreadableInputError
from domain.subscriptions import WORKDAYS, Schedule
from pipeline.calendar import due_at, first, upcoming

# Half an hour off, three quarters off, a half-hour change of clocks, none at all, both ends.
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Kiritimati",
    "Pacific/Pago_Pago", "America/Sao_Paulo", "Africa/Casablanca",
]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0, 15), time(2, 30), time(7, 0), time(23, 59)])
def test_year_with_a_leap_day_has_each_local_date_once(zone: str, at: time) -> None:
    schedule = Schedule(at, zone)
    day, moment = first(schedule, now=datetime(2027, 12, 31, 23, 0, tzinfo=UTC))
    days, moments = [day], [moment]
    while day < date(2028, 12, 31):
        day, moment = upcoming(schedule, after=day)
        days.append(day)
        moments.append(moment)
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert date(2028, 2, 29) in days
    gaps = {later - earlier for earlier, later in pairwise(moments)}
    assert min(gaps) >= timedelta(hours=22)
    assert max(gaps) <= timedelta(hours=26)


def test_time_the_clocks_pass_over_comes_as_much_later() -> None:
    moment = due_at(Schedule(time(2, 30), "Europe/Berlin"), date(2027, 3, 28))
    assert moment == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    moment = due_at(Schedule(time(2, 30), "Europe/Berlin"), date(2027, 10, 31))
    assert moment == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_date_a_zone_left_out_is_left_out() -> None:
    """Samoa went from the 29th to the 31st of December 2011."""
    schedule = Schedule(time(7), "Pacific/Apia")
    assert due_at(schedule, date(2011, 12, 30)) is None
    assert upcoming(schedule, after=date(2011, 12, 29))[0] == date(2011, 12, 31)


def test_days_of_the_week() -> None:
    schedule = Schedule(time(7), "UTC", WORKDAYS)
    assert upcoming(schedule, after=date(2026, 11, 20))[0] == date(2026, 11, 23)
    with pytest.raises(UnreadableInputError, match="at least one day"):
        upcoming(Schedule(time(7), "UTC", frozenset()), after=date(2026, 11, 20))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe/Berlin\0"])
def test_what_is_no_zone_is_told(zone: str) -> None:
    with pytest.raises(UnreadableInputError, match="no time zone"):
        due_at(Schedule(time(7), zone), date(2026, 1, 1))
