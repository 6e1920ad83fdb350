"""Local times and moments: one for each local date, through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from domain.errors import UnreadableInputError
from domain.subscriptions import WORKDAYS, Schedule
from domain.watches import AlertSchedule, QuietHours
from pipeline.calendar import due_at, find_zone, first, is_quiet, sendable_at, upcoming

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

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


BERLIN = "Europe/Berlin"
NIGHT = QuietHours(time(22), time(7))
NOON_REST = QuietHours(time(12), time(13))


def berlin(hour: int, minute: int = 0, day: int = 20) -> datetime:
    """A moment of November in Berlin, an hour ahead of UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    "quiet, moment, is_now",
    [
        (None, berlin(3), False),
        (NIGHT, berlin(21, 59), False),
        (NIGHT, berlin(22), True),
        (NIGHT, berlin(0), True),
        (NIGHT, berlin(6, 59), True),
        (NIGHT, berlin(7), False),
        (NOON_REST, berlin(11, 59), False),
        (NOON_REST, berlin(12), True),
        (NOON_REST, berlin(12, 59), True),
        (NOON_REST, berlin(13), False),
        (QuietHours(time(8), time(8)), berlin(8), False),
    ],
)
def test_quiet_hours_may_go_over_midnight(
    quiet: QuietHours | None, moment: datetime, is_now: bool
) -> None:
    schedule = AlertSchedule(quiet=quiet, zone=BERLIN)
    assert is_quiet(schedule, moment.astimezone(UTC)) == is_now


@pytest.mark.parametrize(
    "schedule, found, sent",
    [
        (AlertSchedule(zone=BERLIN), berlin(3), berlin(3)),
        (AlertSchedule(None, NIGHT, BERLIN), berlin(23), berlin(7, day=21)),
        (AlertSchedule(None, NIGHT, BERLIN), berlin(3), berlin(7)),
        (AlertSchedule(None, NIGHT, BERLIN), berlin(12), berlin(12)),
        (AlertSchedule(time(18), None, BERLIN), berlin(17, 59), berlin(18)),
        (AlertSchedule(time(18), None, BERLIN), berlin(18), berlin(18)),
        (AlertSchedule(time(18), None, BERLIN), berlin(18, 1), berlin(18, day=21)),
        (AlertSchedule(time(23), NIGHT, BERLIN), berlin(12), berlin(7, day=21)),
        (AlertSchedule(time(3), NIGHT, BERLIN), berlin(12), berlin(7, day=21)),
    ],
)
def test_an_alert_goes_at_its_time_and_never_when_it_is_quiet(
    schedule: AlertSchedule, found: datetime, sent: datetime
) -> None:
    assert sendable_at(schedule, found.astimezone(UTC)) == sent


def test_a_schedule_without_a_day_is_told() -> None:
    never = Schedule(time(7), "UTC", frozenset())
    for ask in (lambda: upcoming(never, after=date(2026, 5, 1)), lambda: first(never, now=NOW)):
        with pytest.raises(UnreadableInputError, match="at least one day"):
            ask()


@pytest.mark.parametrize(
    "name", ["posix/Europe/Berlin", "right/UTC", "localtime", "Moon", "", "a\0"]
)
def test_what_is_no_zone_everywhere_is_told(name: str) -> None:
    with pytest.raises(UnreadableInputError, match="is no time zone"):
        find_zone(name)


def test_the_first_date_is_today_only_where_its_moment_is_to_come() -> None:
    schedule = Schedule(time(7), "UTC", frozenset({4}))
    friday = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    assert first(schedule, now=friday - timedelta(seconds=1)) == (friday.date(), friday)
    next_week = friday + timedelta(days=7)
    assert first(schedule, now=friday) == (next_week.date(), next_week)
    assert upcoming(schedule, after=friday.date()) == (next_week.date(), next_week)
    assert upcoming(schedule, after=friday.date() - timedelta(days=1)) == (friday.date(), friday)
