"""From local times to moments: pure, with zones from the IANA database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import UnreadableInputError
from domain.subscriptions import Schedule
from domain.watches import AlertSchedule

# Beginnings of names that are no IANA names, though machines answer to them.
_OF_MACHINES = ("posix", "right/", "localtime", "Factory")
# No schedule rests longer than a week; a date a zone left out costs one day more.
_LOOKED_AT = 9


def due_at(schedule: Schedule, day: date) -> datetime | None:
    """The moment of the schedule on a local date, in UTC; None where the zone has no such date.

    A time that the clocks pass over comes as much later as they do; of a time that comes twice,
    the first one counts.
    """
    zone = find_zone(schedule.zone)
    moment = datetime.combine(day, schedule.at, zone).astimezone(UTC)
    return moment if moment.astimezone(zone).date() == day else None


def upcoming(schedule: Schedule, *, after: date) -> tuple[date, datetime]:
    """The first date of the schedule after this one, and its moment."""
    for day, moment in _dates(schedule, after + timedelta(days=1)):
        return day, moment
    raise UnreadableInputError("A briefing needs at least one day of the week.")


def gap_before(schedule: Schedule, *, day: date) -> timedelta:
    """How long before a date the schedule had its last one: seven days where it is weekly."""
    days = (n for n in range(1, 8) if (day - timedelta(days=n)).weekday() in schedule.weekdays)
    return timedelta(days=next(days, 7))


def first(schedule: Schedule, *, now: datetime) -> tuple[date, datetime]:
    """The first date of the schedule whose moment is still to come."""
    today = now.astimezone(find_zone(schedule.zone)).date()
    for day, moment in _dates(schedule, today):
        if moment > now:
            return day, moment
    raise UnreadableInputError("A briefing needs at least one day of the week.")


def sendable_at(alerts: AlertSchedule, found_at: datetime) -> datetime:
    """When an alert that was found then may go: bundled at its time, never in quiet hours.

    A bundle whose time lies in the quiet hours comes at their end.
    """
    moment = found_at
    if alerts.bundled_at is not None:
        schedule = Schedule(alerts.bundled_at, alerts.zone)
        day = found_at.astimezone(find_zone(alerts.zone)).date()
        moment = next(due for _, due in _dates(schedule, day) if due >= found_at)
    return end_of_quiet(alerts, moment)


def is_quiet(alerts: AlertSchedule, moment: datetime) -> bool:
    """Whether the moment lies in the quiet hours, the first included."""
    quiet = alerts.quiet
    if quiet is None:
        return False
    at = moment.astimezone(find_zone(alerts.zone)).time()
    if quiet.first <= quiet.last:
        return quiet.first <= at < quiet.last
    return at >= quiet.first or at < quiet.last


def end_of_quiet(alerts: AlertSchedule, moment: datetime) -> datetime:
    """The moment itself, or where it is quiet then, the end of the quiet hours."""
    if alerts.quiet is None or not is_quiet(alerts, moment):
        return moment
    day = moment.astimezone(find_zone(alerts.zone)).date()
    ends = (due for _, due in _dates(Schedule(alerts.quiet.last, alerts.zone), day))
    return next(end for end in ends if end > moment)


def find_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name such as Europe/Berlin; raises UnreadableInputError.

    Of names a machine has besides ("posix/Europe/Berlin", "localtime") another may know nothing.
    """
    try:
        if name.startswith(_OF_MACHINES):
            raise ZoneInfoNotFoundError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnreadableInputError(
            "“{name}” is no time zone. Write one as Europe/Berlin or America/New_York.",
            name=name[:60],
        ) from None


def _dates(schedule: Schedule, day: date) -> Iterator[tuple[date, datetime]]:
    for days in range(_LOOKED_AT):
        candidate = day + timedelta(days=days)
        if candidate.weekday() in schedule.weekdays:
            moment = due_at(schedule, candidate)
            if moment is not None:
                yield candidate, moment
