"""The daily briefings servers and members asked for, and when each is due next."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, and_, case, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFoundError, UnreadableInputError
from domain.subscriptions import (
    BriefingSettings,
    DeliveryState,
    ReleaseFilter,
    Schedule,
    Subscription,
    SubscriptionStatus,
)
from storage.database import Database
from storage.tables import DELIVERIES, SUBSCRIPTIONS
from storage.upserts import insert_missing

log = logging.getLogger("lede.subscriptions")

# The next date of a schedule after a date, with its moment.
Upcoming = Callable[[Schedule, date], tuple[date, datetime]]
_T, _D = SUBSCRIPTIONS.c, DELIVERIES.c
_IS_SAVED = _T.status != SubscriptionStatus.DRAFT.value
# A preview nobody saved is forgotten after so long.
_DRAFTS_KEPT = timedelta(days=1)
# Dates missed in a row that are recorded one by one: a longer downtime is one jump.
_RECORDED = 31


class Subscriptions:
    """What was asked for. Only a server's own admins, or a member, take something out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        guild_id: int | None,
        settings: BriefingSettings,
        upcoming: tuple[date, datetime],
        *,
        now: datetime,
        by: int,
    ) -> int:
        """Keep settings as a draft, for its preview; gives its number.

        Without a server it is of `by` alone.
        """
        values = _settings_values(settings) | {
            "guild_id": guild_id,
            "created_by": by,
            "made_at": now,
            "status": SubscriptionStatus.DRAFT.value,
            "next_date": upcoming[0],
            "next_due": upcoming[1],
        }
        forgotten = and_(
            _T.status == SubscriptionStatus.DRAFT.value, _T.made_at < now - _DRAFTS_KEPT
        )
        async with self._database.writing() as connection:
            await connection.execute(delete(SUBSCRIPTIONS).where(forgotten))
            made = await connection.execute(insert(SUBSCRIPTIONS).returning(_T.id), values)
            return int(made.scalar_one())

    async def get(self, number: int, guild_id: int) -> Subscription:
        """The subscription of this number and server; raises NotFoundError."""
        statement = select(SUBSCRIPTIONS).where(_T.id == number, _T.guild_id == guild_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise NotFoundError(
                "This server has no briefing of the number {number}. /briefing list shows them.",
                number=number,
            )
        return _subscription(row)

    async def find(self, number: int) -> Subscription | None:
        """The subscription of this number, whichever server's it is."""
        async with self._database.reading() as connection:
            row = (
                await connection.execute(select(SUBSCRIPTIONS).where(_T.id == number))
            ).one_or_none()
            return None if row is None else _subscription(row)

    async def of_guild(self, guild_id: int) -> list[Subscription]:
        """The saved subscriptions of a server, the oldest first."""
        return await self._read(_T.guild_id == guild_id, _IS_SAVED)

    async def publishing_in(self, channel_id: int) -> list[Subscription]:
        """Those saved that are published from a channel, the oldest first."""
        return await self._read(_T.channel_id == channel_id, _T.publishes, _IS_SAVED)

    async def own(self, user_id: int) -> Subscription | None:
        """The saved briefing of a member, of which there is one at most."""
        return next(iter(await self._read(_is_own(user_id), _IS_SAVED)), None)

    async def own_draft(self, number: int, user_id: int) -> Subscription:
        """What a member has not saved yet; raises NotFoundError."""
        is_draft = _T.status == SubscriptionStatus.DRAFT.value
        found = await self._read(_T.id == number, _is_own(user_id), is_draft)
        if not found:
            raise NotFoundError(
                "There is nothing to save here any more. /mybriefing setup begins anew."
            )
        return found[0]

    async def save_own(
        self, number: int, user_id: int, upcoming: tuple[date, datetime], *, now: datetime
    ) -> None:
        """Let a member's draft count: in place of what their briefing was, else as their first.

        Theirs keeps its number, so that there is one a day also on the day it is changed. Raises
        NotFoundError.
        """
        draft = await self.own_draft(number, user_id)
        values = {
            "status": SubscriptionStatus.ACTIVE.value,
            "reason": None,
            "since": now,
            "next_date": upcoming[0],
            "next_due": upcoming[1],
        }
        async with self._database.writing() as connection:
            kept = select(_T.id).where(_is_own(user_id), _IS_SAVED).order_by(_T.id)
            saved = (await connection.execute(kept)).scalars().first()
            if saved is not None:
                await connection.execute(delete(SUBSCRIPTIONS).where(_T.id == number))
                values |= _settings_values(draft.settings)
            target = _T.id == (number if saved is None else saved)
            await connection.execute(update(SUBSCRIPTIONS).where(target).values(values))

    async def take_suspended(self, user_id: int, now: datetime) -> Subscription | None:
        """A member's briefing that Discord has refused since: from now on it is paused.

        So that they are told of it once; None where there is none.
        """
        status = SubscriptionStatus
        refused = await self._read(_is_own(user_id), _T.status == status.SUSPENDED.value)
        if not refused:
            return None
        async with self._database.writing() as connection:
            written = await connection.execute(
                update(SUBSCRIPTIONS)
                .where(_T.id == refused[0].subscription_id, _T.status == status.SUSPENDED.value)
                .values(status=status.PAUSED.value, since=now)
            )
        return refused[0] if written.rowcount else None

    async def change(
        self,
        number: int,
        *,
        settings: BriefingSettings | None = None,
        status: SubscriptionStatus | None = None,
        upcoming: tuple[date, datetime] | None = None,
        skip_on: date | None = None,
        reason: str | None = None,
        now: datetime,
    ) -> None:
        """Change what is given of a subscription."""
        values: dict[str, Any] = {} if settings is None else _settings_values(settings)
        if status is not None:
            values |= {"status": status.value, "reason": reason, "since": now}
        if upcoming is not None:
            values |= {"next_date": upcoming[0], "next_due": upcoming[1]}
        if skip_on is not None:
            values["skip_on"] = skip_on
        async with self._database.writing() as connection:
            await connection.execute(update(SUBSCRIPTIONS).where(_T.id == number).values(values))

    async def suspend(self, number: int, reason: str | None, *, now: datetime) -> None:
        """Let an active subscription rest that Discord refuses; one that is paused stays paused."""
        values = {"status": SubscriptionStatus.SUSPENDED.value, "reason": reason, "since": now}
        is_active = and_(_T.id == number, _T.status == SubscriptionStatus.ACTIVE.value)
        async with self._database.writing() as connection:
            await connection.execute(update(SUBSCRIPTIONS).where(is_active).values(values))

    async def remove(self, number: int) -> None:
        """Take a subscription out; what it delivered stays in the ledger."""
        async with self._database.writing() as connection:
            await connection.execute(delete(SUBSCRIPTIONS).where(_T.id == number))

    async def suspended_in(self, guild_id: int) -> list[Subscription]:
        """Those of a server that Discord refused."""
        return [
            s for s in await self.of_guild(guild_id) if s.status is SubscriptionStatus.SUSPENDED
        ]

    async def realign(self, upcoming: Upcoming) -> int:
        """Bring the next moments in line with the rules of the zones as known now.

        The local dates stay. Gives how many moments were others by the rules known before.
        """
        async with self._database.writing() as connection:
            schedules = await connection.execute(
                select(_T.at, _T.zone, _T.weekdays, _T.next_date, _T.next_due).distinct()
            )
            moved = 0
            for row in schedules.all():
                try:
                    day, moment = upcoming(_schedule(row), row.next_date - timedelta(days=1))
                except UnreadableInputError as error:
                    _tell_unreadable(row, error)
                    continue
                if (day, moment) == (row.next_date, row.next_due):
                    continue
                written = await connection.execute(
                    update(SUBSCRIPTIONS)
                    .where(_alike(row))
                    .values({"next_date": day, "next_due": moment})
                )
                moved += int(written.rowcount)
            return moved

    async def plan(self, now: datetime, *, catch_up: timedelta, upcoming: Upcoming) -> int:
        """Write what is due into the ledger, each local date once; gives how many are planned.

        What is later than `catch_up` is recorded as skipped. Subscriptions of one schedule are
        planned together, in one statement each, whatever their number. Planning again, also after
        a crash, adds nothing.
        """
        async with self._database.writing() as connection:
            due = and_(_T.status == SubscriptionStatus.ACTIVE.value, _T.next_due <= now)
            schedules = await connection.execute(
                select(_T.at, _T.zone, _T.weekdays, _T.next_date, _T.next_due).where(due).distinct()
            )
            planned = 0
            for row in schedules.all():
                schedule = _schedule(row)
                alike = and_(_T.status == SubscriptionStatus.ACTIVE.value, _alike(row))
                day, moment = row.next_date, row.next_due
                try:
                    # Asked before anything is written.
                    upcoming(schedule, day)
                except UnreadableInputError as error:
                    _tell_unreadable(row, error)
                    continue
                for _ in range(_RECORDED):
                    is_missed = now - moment > catch_up
                    planned += await _write(connection, alike, day, moment, is_missed)
                    day, moment = upcoming(schedule, day)
                    if moment > now:
                        break
                while moment <= now:
                    day, moment = upcoming(schedule, max(day, now.date() - timedelta(days=2)))
                await connection.execute(
                    update(SUBSCRIPTIONS)
                    .where(alike)
                    .values({"next_date": day, "next_due": moment})
                )
            return planned

    async def _read(self, *conditions: Any) -> list[Subscription]:
        statement = select(SUBSCRIPTIONS).where(*conditions).order_by(_T.id)
        async with self._database.reading() as connection:
            return [_subscription(row) for row in await connection.execute(statement)]


def _is_own(user_id: int) -> Any:
    return and_(_T.guild_id.is_(None), _T.created_by == user_id)


def _tell_unreadable(row: Row[*tuple[Any, ...]], error: UnreadableInputError) -> None:
    """Say that a schedule is left alone: this machine may lack a zone that another one had."""
    log.error("schedule.unreadable at=%s zone=%s: %s", row.at, row.zone, error)


def _alike(row: Row[*tuple[Any, ...]]) -> Any:
    """That a subscription has this schedule and is at this date of it."""
    return and_(
        _T.at == row.at,
        _T.zone == row.zone,
        _T.weekdays == row.weekdays,
        _T.next_due == row.next_due,
        _T.next_date == row.next_date,
    )


async def _write(
    connection: AsyncConnection, alike: Any, day: date, moment: datetime, is_missed: bool
) -> int:
    """Put one local date of the subscriptions that are alike into the ledger."""
    state = DeliveryState.SKIPPED if is_missed else DeliveryState.PLANNED
    reason = "missed" if is_missed else None
    asked = _T.skip_on == day
    rows = select(
        _T.id,
        literal(day, DELIVERIES.c.local_date.type),
        _T.guild_id,
        _T.channel_id,
        literal(moment, DELIVERIES.c.due_at.type),
        case((asked, DeliveryState.SKIPPED.value), else_=state.value),
        literal(0),
        case((asked, "asked"), else_=reason),
        _T.publishes,
    ).where(alike)
    names = [
        "subscription_id", "local_date", "guild_id", "channel_id", "due_at", "state", "attempts",
        "reason", "publishes",
    ]  # fmt: skip
    planned = insert_missing(connection, DELIVERIES).from_select(names, rows)
    written = await connection.execute(planned)
    return 0 if is_missed else int(written.rowcount)


def _settings_values(settings: BriefingSettings) -> dict[str, Any]:
    return {
        "channel_id": settings.channel_id,
        "at": settings.schedule.at.strftime("%H:%M"),
        "zone": settings.schedule.zone,
        "weekdays": sum(1 << day for day in settings.schedule.weekdays),
        "beat": asdict(settings.beat),
        "language": settings.language,
        "role_id": settings.role_id,
        "length": settings.length,
        "speaks_when_empty": settings.speaks_when_empty,
        "taste": settings.taste,
        "publishes": settings.publishes,
    }


def _schedule(row: Row[*tuple[Any, ...]]) -> Schedule:
    weekdays = frozenset(day for day in range(7) if row.weekdays >> day & 1)
    return Schedule(time.fromisoformat(row.at), row.zone, weekdays)


def _subscription(row: Row[*tuple[Any, ...]]) -> Subscription:
    settings = BriefingSettings(
        channel_id=row.channel_id,
        schedule=_schedule(row),
        beat=ReleaseFilter(**{name: tuple(kept) for name, kept in row.beat.items()}),
        language=row.language,
        role_id=row.role_id,
        length=row.length,
        speaks_when_empty=row.speaks_when_empty,
        taste=row.taste,
        publishes=row.publishes,
    )
    return Subscription(
        subscription_id=row.id,
        guild_id=row.guild_id,
        created_by=row.created_by,
        settings=settings,
        status=SubscriptionStatus(row.status),
        next_date=row.next_date,
        next_due=row.next_due,
        skip_on=row.skip_on,
        reason=row.reason,
        since=row.since,
    )
