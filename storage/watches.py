"""Watches of members, and what they found: each release once for each watch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import Event, EventKind
from domain.errors import NotAllowedError, NotFoundError
from domain.subscriptions import DeliveryState, SubscriptionStatus
from domain.watches import (
    Alert,
    AlertSchedule,
    QuietHours,
    Threshold,
    Watch,
    WatchCriteria,
    WatchSettings,
)
from storage.columns import UtcDateTime
from storage.cursors import move_cursor, read_cursor
from storage.database import Database
from storage.events import read_event
from storage.tables import ALERTS, DELIVERIES, EVENTS, WATCH_MEANINGS, WATCHES
from storage.upserts import insert_missing

_W, _A, _D, _M = WATCHES.c, ALERTS.c, DELIVERIES.c, WATCH_MEANINGS.c
_CURSOR = "alerts"
# A dry run nobody saved is forgotten after so long.
_DRAFTS_KEPT = timedelta(days=1)
# What a member can have, and the channels of a server: more would be a way to flood others.
_OF_MEMBER, _OF_SERVER = 25, 100
_OPEN = (SubscriptionStatus.ACTIVE.value, SubscriptionStatus.SUSPENDED.value)


class Watches:
    """What members want to be told of. Only people take something out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        guild_id: int | None,
        settings: WatchSettings,
        *,
        now: datetime,
        by: int,
        is_edit: bool = False,
    ) -> int:
        """Keep settings as a draft, for its dry run; gives its number.

        Raises NotAllowedError where the member or the server has as many as there may be. A draft
        that `is_edit` takes no room: it becomes no watch of its own.
        """
        values = _settings_values(settings) | {
            "guild_id": guild_id,
            "created_by": by,
            "made_at": now,
            "status": SubscriptionStatus.DRAFT.value,
        }
        forgotten = and_(
            _W.status == SubscriptionStatus.DRAFT.value, _W.made_at < now - _DRAFTS_KEPT
        )
        async with self._database.writing() as connection:
            if not is_edit:
                await _require_room(connection, guild_id, by)
            await connection.execute(delete(WATCHES).where(forgotten))
            made = await connection.execute(insert(WATCHES).returning(_W.id), values)
            return int(made.scalar_one())

    async def save(self, watch: Watch) -> None:
        """Let a draft begin; raises NotAllowedError as `add` does."""
        async with self._database.writing() as connection:
            await _require_room(connection, watch.guild_id, watch.created_by)
            is_draft = and_(_W.id == watch.watch_id, _W.status == SubscriptionStatus.DRAFT.value)
            await connection.execute(
                update(WATCHES).where(is_draft).values(status=SubscriptionStatus.ACTIVE.value)
            )

    async def get(self, number: int, guild_id: int | None, user_id: int) -> Watch:
        """The watch of this number, of the server or the member's own; raises NotFoundError."""
        mine = or_(_own(user_id), and_(_W.guild_id.is_not(None), _W.guild_id == guild_id))
        found = await self._read(_W.id == number, mine)
        if not found:
            raise unknown_watch(number)
        return found[0]

    async def find(self, number: int) -> Watch | None:
        """The watch of this number, whosever it is."""
        return next(iter(await self._read(_W.id == number)), None)

    async def of(self, guild_id: int | None, user_id: int) -> list[Watch]:
        """The saved watches of a member, and those of the server's channels, the oldest first."""
        mine = or_(_own(user_id), and_(_W.guild_id.is_not(None), _W.guild_id == guild_id))
        return await self._read(mine, _W.status != SubscriptionStatus.DRAFT.value)

    async def suspended_in(self, guild_id: int) -> list[Watch]:
        """Those of a server that Discord refused."""
        return await self._read(
            _W.guild_id == guild_id, _W.status == SubscriptionStatus.SUSPENDED.value
        )

    async def open(self) -> list[Watch]:
        """Those that look for something: active ones, and those Discord refuses for a while."""
        return await self._read(_W.status.in_(_OPEN))

    async def all(self) -> list[Watch]:
        """Every watch there is, drafts and paused ones too."""
        return await self._read()

    async def renew_threshold(self, number: int, threshold: Threshold) -> None:
        """Keep how the bound of a watch is read now; when it tells of what it finds is as before.

        Nothing happens where the bound was changed meanwhile.
        """
        async with self._database.writing() as connection:
            found = await connection.execute(select(_W.criteria).where(_W.id == number))
            criteria = found.scalar()
            if (
                criteria
                and criteria["threshold"]
                and criteria["threshold"]["phrase"] == threshold.phrase
            ):
                values = {"criteria": criteria | {"threshold": asdict(threshold)}}
                await connection.execute(update(WATCHES).where(_W.id == number).values(values))

    async def change(
        self,
        number: int,
        *,
        settings: WatchSettings | None = None,
        status: SubscriptionStatus | None = None,
        reason: str | None = None,
    ) -> None:
        """Change what is given of a watch; one that rests tells of nothing it found before."""
        values: dict[str, Any] = {} if settings is None else _settings_values(settings)
        if status is not None:
            values |= {"status": status.value, "reason": reason}
        async with self._database.writing() as connection:
            await connection.execute(update(WATCHES).where(_W.id == number).values(values))
            if settings is not None:
                # By the new schedule it may be earlier; when, is asked anew.
                await connection.execute(
                    update(ALERTS).where(_A.watch_id == number).values(due_at=_A.found_at)
                )
            if status is SubscriptionStatus.PAUSED:
                waiting = and_(_A.watch_id == number, _A.delivery_id.is_(None))
                await connection.execute(delete(ALERTS).where(waiting))

    async def edit(self, number: int, draft: Watch, *, now: datetime) -> None:
        """Give a watch the settings of a draft, which goes; what it meant until now is kept.

        It stays the same watch: what it told is never told again, and what waits is told as it was
        meant when it was found. Raises NotFoundError where the draft is gone.
        """
        async with self._database.writing() as connection:
            is_draft = and_(_W.id == draft.watch_id, _W.status == SubscriptionStatus.DRAFT.value)
            gone = await connection.execute(delete(WATCHES).where(is_draft).returning(_W.id))
            if gone.first() is None:
                raise unknown_watch(draft.watch_id)
            meant = select(_W.id, _W.criteria, literal(now, UtcDateTime)).where(_W.id == number)
            names = ["watch_id", "criteria", "until"]
            await connection.execute(insert(WATCH_MEANINGS).from_select(names, meant))
            await connection.execute(
                update(WATCHES).where(_W.id == number).values(_settings_values(draft.settings))
            )
            # By the new schedule it may be earlier; when, is asked anew.
            await connection.execute(
                update(ALERTS).where(_A.watch_id == number).values(due_at=_A.found_at)
            )

    async def meanings(
        self, *, of: int | None = None, since: datetime | None = None
    ) -> list[tuple[int, WatchCriteria, datetime]]:
        """What watches meant before they were edited and until when, the last first.

        Of one watch or of all, and of what was changed since then.
        """
        statement = select(WATCH_MEANINGS).order_by(_M.until.desc(), _M.id.desc())
        if of is not None:
            statement = statement.where(_M.watch_id == of)
        if since is not None:
            statement = statement.where(_M.until >= since)
        async with self._database.reading() as connection:
            return [
                (row.watch_id, _criteria(row.criteria), row.until)
                for row in await connection.execute(statement)
            ]

    async def suspend(self, number: int, reason: str | None, *, undelivered: int | None) -> None:
        """Let an active watch rest that Discord refuses.

        What the delivery `undelivered` was to tell of waits until the watch resumes.
        """
        async with self._database.writing() as connection:
            values = {"status": SubscriptionStatus.SUSPENDED.value, "reason": reason}
            is_active = _W.status == SubscriptionStatus.ACTIVE.value
            await connection.execute(
                update(WATCHES).where(_W.id == number, is_active).values(values)
            )
            await connection.execute(
                update(ALERTS).where(_A.delivery_id == undelivered).values(delivery_id=None)
            )

    async def remove(self, number: int) -> None:
        """Take a watch out; what it sent stays in the ledger."""
        async with self._database.writing() as connection:
            await connection.execute(delete(WATCHES).where(_W.id == number))

    async def unseen(self, *, limit: int) -> list[Event]:
        """The oldest events no watch has been held against, of releases that came or changed."""
        kinds = (EventKind.NEW.value, EventKind.CHANGED.value)
        async with self._database.reading() as connection:
            cursor = await read_cursor(connection, _CURSOR)
            statement = (
                select(EVENTS)
                .where(EVENTS.c.id > cursor, EVENTS.c.kind.in_(kinds))
                .order_by(EVENTS.c.id)
                .limit(limit)
            )
            return [read_event(row) for row in await connection.execute(statement)]

    async def note_found(self, alerts: Iterable[Alert], *, event_id: int, since: datetime) -> None:
        """Keep what the watches found up to this event, each release once for each watch.

        Of a watch that was taken out or paused meanwhile nothing is kept, nor what was found before
        `since` and never told.
        """
        old = and_(_A.delivery_id.is_(None), _A.found_at < since)
        rows = [asdict(alert) | {"due_at": alert.found_at} for alert in alerts]
        async with self._database.writing() as connection:
            still = await connection.execute(select(_W.id).where(_W.status.in_(_OPEN)))
            looking = set(still.scalars())
            kept = [row for row in rows if row["watch_id"] in looking]
            if kept:
                await connection.execute(insert_missing(connection, ALERTS), kept)
            await connection.execute(delete(ALERTS).where(old))
            await move_cursor(connection, _CURSOR, event_id)

    async def due(
        self, now: datetime, *, since: datetime
    ) -> Mapping[int, tuple[Watch, list[Alert]]]:
        """What active watches found since then, have not told and may tell by now, by watch.

        The oldest first. When it may be told is said by `postpone`; before it was said, at once.
        """
        statement = (
            select(ALERTS)
            .join(WATCHES, _W.id == _A.watch_id)
            .where(
                _A.delivery_id.is_(None),
                _A.due_at <= now,
                _A.found_at > since,
                _W.status == SubscriptionStatus.ACTIVE.value,
            )
            .order_by(_A.found_at, _A.release_id)
        )
        async with self._database.reading() as connection:
            alerts = [_alert(row) for row in await connection.execute(statement)]
        numbers = {alert.watch_id for alert in alerts}
        watches = {w.watch_id: w for w in await self._read(_W.id.in_(numbers))} if numbers else {}
        found: dict[int, tuple[Watch, list[Alert]]] = {}
        for alert in alerts:
            if alert.watch_id in watches:
                found.setdefault(alert.watch_id, (watches[alert.watch_id], []))[1].append(alert)
        return found

    async def postpone(self, alerts: Iterable[tuple[Alert, datetime]]) -> None:
        """Let alerts wait until the moments given."""
        moved = (
            update(ALERTS)
            .where(_A.watch_id == bindparam("of"), _A.release_id == bindparam("release"))
            .values(due_at=bindparam("moment"))
        )
        rows = [
            {"of": alert.watch_id, "release": alert.release_id, "moment": moment}
            for alert, moment in alerts
        ]
        if rows:
            async with self._database.writing() as connection:
                await connection.execute(moved, rows)

    async def plan(self, bundles: Sequence[tuple[Watch, Sequence[Alert], datetime]]) -> None:
        """Write a message for each bundle of alerts into the ledger, with the moment it is due."""
        async with self._database.writing() as connection:
            for watch, alerts, due_at in bundles:
                values = {
                    "watch_id": watch.watch_id,
                    "guild_id": watch.guild_id,
                    "channel_id": watch.settings.channel_id,
                    "due_at": due_at,
                    "state": DeliveryState.PLANNED.value,
                    "attempts": 0,
                }
                chosen = and_(
                    _A.watch_id == watch.watch_id,
                    _A.release_id.in_([alert.release_id for alert in alerts]),
                    _A.delivery_id.is_(None),
                )
                # None are left where another process has planned them meanwhile.
                if (await connection.execute(select(_A.release_id).where(chosen))).first() is None:
                    continue
                made = await connection.execute(insert(DELIVERIES).returning(_D.id), values)
                await connection.execute(
                    update(ALERTS).where(chosen).values(delivery_id=made.scalar_one())
                )

    async def alerted_by(self, delivery_id: int) -> list[int]:
        """The releases a message is to tell of, in the order they were found."""
        statement = (
            select(_A.release_id)
            .where(_A.delivery_id == delivery_id)
            .order_by(_A.found_at, _A.release_id)
        )
        async with self._database.reading() as connection:
            return list((await connection.execute(statement)).scalars())

    async def _read(self, *conditions: Any) -> list[Watch]:
        statement = select(WATCHES).where(*conditions).order_by(_W.id)
        async with self._database.reading() as connection:
            return [_watch(row) for row in await connection.execute(statement)]


def unknown_watch(number: int) -> NotFoundError:
    """That there is no such watch, or none the one who asks may know of."""
    return NotFoundError(
        "There is no watch of the number {number}. /watch list shows them.", number=number
    )


async def _require_room(connection: AsyncConnection, guild_id: int | None, by: int) -> None:
    owned = _W.guild_id == guild_id if guild_id else _own(by)
    count = select(func.count()).where(owned, _W.status != SubscriptionStatus.DRAFT.value)
    kept = int((await connection.execute(count)).scalar_one())
    if kept >= (most := _OF_SERVER if guild_id else _OF_MEMBER):
        raise NotAllowedError(
            "There are {number} watches already, as many as there may be. /watch remove "
            "takes one out.",
            number=most,
        )


def _own(user_id: int) -> Any:
    return and_(_W.guild_id.is_(None), _W.created_by == user_id)


def _settings_values(settings: WatchSettings) -> dict[str, Any]:
    schedule = settings.schedule
    quiet = schedule.quiet
    return {
        "channel_id": settings.channel_id,
        "criteria": asdict(settings.criteria),
        "bundled_at": _written(schedule.bundled_at),
        "quiet_first": _written(quiet.first if quiet else None),
        "quiet_last": _written(quiet.last if quiet else None),
        "zone": schedule.zone,
        "language": settings.language,
        "role_id": settings.role_id,
    }


def _written(at: time | None) -> str | None:
    return at.strftime("%H:%M") if at is not None else None


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written is not None else None


def _watch(row: Row[*tuple[Any, ...]]) -> Watch:
    first, last = _time(row.quiet_first), _time(row.quiet_last)
    quiet = QuietHours(first, last) if first is not None and last is not None else None
    return Watch(
        watch_id=row.id,
        guild_id=row.guild_id,
        created_by=row.created_by,
        settings=WatchSettings(
            channel_id=row.channel_id,
            criteria=_criteria(row.criteria),
            schedule=AlertSchedule(_time(row.bundled_at), quiet, row.zone),
            language=row.language,
            role_id=row.role_id,
        ),
        status=SubscriptionStatus(row.status),
        reason=row.reason,
    )


def _criteria(kept: dict[str, Any]) -> WatchCriteria:
    return WatchCriteria(
        **kept
        | {
            "words": tuple(kept["words"]),
            "threshold": _threshold(kept["threshold"]),
            "aliases": tuple(tuple(group) for group in kept.get("aliases", ())),
            "shared": tuple(kept.get("shared", ())),
        }
    )


def _threshold(kept: dict[str, Any] | None) -> Threshold | None:
    """A bound as it is kept; one that an older Lede kept has one end, which counts itself."""
    if kept is None:
        return None
    kept = kept | {"words": tuple(kept["words"])}
    if "value" in kept:
        value, is_upper = kept.pop("value"), kept.pop("is_upper", False)
        kept |= {"high": value} if is_upper else {"low": value}
    return Threshold(**kept)


def _alert(row: Row[*tuple[Any, ...]]) -> Alert:
    return Alert(row.watch_id, row.release_id, row.found_at)
