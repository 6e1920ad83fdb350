"""What is kept of users and servers goes when they ask, and when its time is over."""

from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from domain.errors import NotFoundError
from domain.sources import HOST, Kind, Source
from domain.subscriptions import BriefingSettings, ReleaseFilter, Schedule, SubscriptionStatus
from domain.watches import WatchCriteria, WatchSettings
from pipeline.calendar import first
from storage import Storage
from storage.database import Database
from storage.forgetting import LEFT_FOR, NOBODY
from storage.metadata import METADATA
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument

USER, OTHER, SERVER, ELSEWHERE = 7, 8, 70, 80
LATER = NOW + timedelta(days=2)


async def fill(storage: Storage, document: MakeDocument, analysis: MakeAnalysis) -> None:
    """The same of two users and two servers."""
    for user, server in ((USER, SERVER), (OTHER, ELSEWHERE)):
        made = document(id=f"d{user}")
        await storage.drafts.put(made, analysis(made), "text", now=NOW, by=user)
        await storage.feedback.put("Words", now=NOW, by=user)
        schedule = Schedule(time(7, 30), "UTC")
        settings = BriefingSettings(1, schedule, ReleaseFilter())
        upcoming = first(schedule, now=NOW)
        number = await storage.subscriptions.add(server, settings, upcoming, now=NOW, by=user)
        await storage.subscriptions.change(number, status=SubscriptionStatus.ACTIVE, now=NOW)
        await storage.deliveries.add(
            await storage.subscriptions.get(number, server), NOW.date(), NOW
        )
        own = await storage.subscriptions.add(None, settings, upcoming, now=NOW, by=user)
        await storage.subscriptions.save_own(own, user, upcoming, now=NOW)
        kept = await storage.subscriptions.own(user)
        assert kept is not None
        await storage.deliveries.add(kept, NOW.date(), NOW)
        wanted = WatchSettings(1, WatchCriteria(words=("tin",)))
        for guild_id in (None, server):
            watch = await storage.watches.add(guild_id, wanted, now=NOW, by=user)
            await storage.watches.save(await storage.watches.get(watch, guild_id, user))
        for name in ("shared", f"own-{server}"):
            source = Source(name, Kind.FEED, f"https://{name}.example/feed")
            await storage.sources.put(source, now=NOW, added_by=user, holder=server)


@pytest.fixture
async def filled(storage: Storage, document: MakeDocument, analysis: MakeAnalysis) -> Storage:
    await fill(storage, document, analysis)
    return storage


async def test_user_is_forgotten_and_what_belongs_to_the_server_stays(filled: Storage) -> None:
    counts = await filled.forgetting.forget_user(USER)
    assert counts == {"readings": 1, "feedback": 1, "messages": 1, "briefings": 1, "watches": 1}
    assert await filled.subscriptions.own(USER) is None
    assert await filled.subscriptions.own(OTHER) is not None
    assert [user for _, _, user, _ in await filled.feedback.newest(9)] == [OTHER]
    (of_server,) = await filled.watches.of(SERVER, USER)
    assert (of_server.guild_id, of_server.created_by) == (SERVER, NOBODY)
    (briefing,) = await filled.subscriptions.of_guild(SERVER)
    assert briefing.created_by == NOBODY
    assert {s.added_by for s in await filled.sources.list()} == {None, OTHER}
    assert len(await filled.watches.of(None, OTHER)) == 1
    # Nothing of the user is left in any table.
    assert await mentions(filled._database, USER) == []
    again = await filled.forgetting.forget_user(USER)
    assert not any(again.values())


async def test_server_is_forgotten_and_its_sources_go_on_for_others(filled: Storage) -> None:
    counts = await filled.forgetting.forget_server(SERVER)
    assert counts == {"messages": 1, "briefings": 1, "watches": 1, "sources": 2}
    assert await filled.subscriptions.of_guild(SERVER) == []
    assert [s.source.name for s in await filled.sources.list()] == ["own-80", "shared"]
    assert len(await filled.subscriptions.of_guild(ELSEWHERE)) == 1
    assert await mentions(filled._database, SERVER) == []


async def test_source_of_the_host_outlives_every_server(filled: Storage) -> None:
    state = await filled.sources.get("own-70")
    await filled.sources.put(state.source, now=NOW, holder=HOST)
    await filled.forgetting.forget_server(SERVER)
    assert (await filled.sources.get("own-70")).source == state.source


async def test_server_that_left_is_forgotten_a_month_later_unless_it_comes_back(
    filled: Storage,
) -> None:
    forgetting = filled.forgetting
    await forgetting.note_servers([ELSEWHERE], NOW, among=lambda _: True)
    await forgetting.note_servers([ELSEWHERE], NOW + timedelta(days=29), among=lambda _: True)
    await forgetting.forget_old(NOW + LEFT_FOR)
    assert len(await filled.subscriptions.of_guild(SERVER)) == 1
    await forgetting.note_servers([SERVER, ELSEWHERE], NOW + LEFT_FOR, among=lambda _: True)
    await forgetting.forget_old(NOW + 2 * LEFT_FOR)
    assert len(await filled.subscriptions.of_guild(SERVER)) == 1
    await forgetting.note_servers([ELSEWHERE], NOW, among=lambda _: True)
    await forgetting.forget_old(NOW + LEFT_FOR + timedelta(seconds=1))
    assert await filled.subscriptions.of_guild(SERVER) == []
    assert len(await filled.subscriptions.of_guild(ELSEWHERE)) == 1
    assert await mentions(filled._database, SERVER) == []


async def test_readings_and_what_nobody_saved_are_forgotten_after_a_day(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    made = document()
    kept = await storage.drafts.put(made, analysis(made), "text", now=NOW, by=USER)
    wanted = WatchSettings(1, WatchCriteria(words=("tin",)))
    watch = await storage.watches.add(None, wanted, now=NOW, by=USER)
    await storage.forgetting.forget_old(NOW + timedelta(hours=23))
    assert kept.head.token is not None
    await storage.drafts.get(kept.head.token, by=USER)
    await storage.watches.get(watch, None, USER)
    await storage.forgetting.forget_old(LATER)
    with pytest.raises(NotFoundError):
        await storage.drafts.get(kept.head.token, by=USER)
    with pytest.raises(NotFoundError):
        await storage.watches.get(watch, None, USER)


async def mentions(database: Database, number: int) -> list[str]:
    """The columns of any table, whatever it is for, in which an id stands."""
    ids = ("user_id", "made_by", "created_by", "added_by", "guild_id", "holder")
    found = []
    async with database.reading() as connection:
        for table in METADATA.sorted_tables:
            for column in table.c:
                if column.name in ids:
                    statement = select(func.count()).where(column == number)
                    if (await connection.execute(statement)).scalar():
                        found.append(str(column))
    return found
