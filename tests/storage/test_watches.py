"""Watches and their alerts: each release once for each watch, told when it may be."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import update

from domain.errors import NotAllowedError, NotFoundError
from domain.subscriptions import AlertsOf, SubscriptionStatus
from domain.watches import (
    Alert,
    AlertSchedule,
    QuietHours,
    Threshold,
    Watch,
    WatchCriteria,
    WatchSettings,
)
from storage import Storage
from storage.tables import WATCHES
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument

SETTINGS = WatchSettings(
    7,
    WatchCriteria(
        ("tin", "crates"),
        "Ann Poe",
        "Pier",
        "Op A",
        Threshold("tin over 5 kg", 5.0, unit="kilogram"),
    ),
    AlertSchedule(time(18), QuietHours(time(22), time(7)), "Europe/Berlin"),
    "de",
)
OLDEST = NOW - timedelta(days=7)
GUILD, MEMBER, OTHER = 1, 5, 6


async def saved(storage: Storage, guild: int | None = GUILD, by: int = MEMBER) -> Watch:
    number = await storage.watches.add(guild, SETTINGS, now=NOW, by=by)
    found = await storage.watches.find(number)
    assert found
    await storage.watches.save(found)
    return found


async def note(storage: Storage, watch: Watch, *releases: int, at: datetime = NOW) -> list[Alert]:
    alerts = [Alert(watch.watch_id, release, at) for release in releases]
    await storage.watches.note_found(alerts, event_id=1, since=OLDEST)
    return alerts


async def due(storage: Storage, watch: Watch, now: datetime = NOW) -> list[int]:
    found = await storage.watches.due(now, since=OLDEST)
    return [alert.release_id for alert in found.get(watch.watch_id, (watch, []))[1]]


async def test_what_was_chosen_comes_back(storage: Storage) -> None:
    number = await storage.watches.add(GUILD, SETTINGS, now=NOW, by=MEMBER)
    kept = await storage.watches.get(number, GUILD, OTHER)
    assert kept == Watch(number, GUILD, MEMBER, SETTINGS, SubscriptionStatus.DRAFT)
    plain = WatchSettings(7, WatchCriteria(words=("tin",)))
    number = await storage.watches.add(None, plain, now=NOW, by=MEMBER)
    assert (await storage.watches.get(number, None, MEMBER)).settings == plain


async def test_ones_own_watch_is_known_to_nobody_else(storage: Storage) -> None:
    own, of_server = await saved(storage, None), await saved(storage)
    numbers = (own.watch_id, of_server.watch_id)
    assert [w.watch_id for w in await storage.watches.of(GUILD, MEMBER)] == [*numbers]
    assert [w.watch_id for w in await storage.watches.of(GUILD, OTHER)] == [of_server.watch_id]
    assert await storage.watches.of(None, OTHER) == []
    for guild, user in ((GUILD, OTHER), (None, OTHER)):
        with pytest.raises(NotFoundError, match="no watch of the number"):
            await storage.watches.get(own.watch_id, guild, user)
    with pytest.raises(NotFoundError):
        await storage.watches.get(of_server.watch_id, 2, MEMBER)


async def test_drafts_look_for_nothing_and_are_forgotten_after_a_day(storage: Storage) -> None:
    draft = await storage.watches.add(GUILD, SETTINGS, now=NOW, by=MEMBER)
    kept = await saved(storage)
    assert [w.watch_id for w in await storage.watches.open()] == [kept.watch_id]
    assert [w.watch_id for w in await storage.watches.of(GUILD, MEMBER)] == [kept.watch_id]
    assert [w.watch_id for w in await storage.watches.all()] == [draft, kept.watch_id]
    for seconds, is_there in ((0, True), (1, False)):
        moment = NOW + timedelta(days=1, seconds=seconds)
        await storage.watches.add(GUILD, SETTINGS, now=moment, by=MEMBER)
        assert bool(await storage.watches.find(draft)) == is_there


@pytest.mark.parametrize("guild, most", [(None, 25), (GUILD, 100)])
async def test_there_are_as_many_as_there_may_be(
    storage: Storage, guild: int | None, most: int
) -> None:
    drafts = [await storage.watches.add(guild, SETTINGS, now=NOW, by=MEMBER) for _ in range(most)]
    last = await storage.watches.add(guild, SETTINGS, now=NOW, by=MEMBER)
    for number in drafts:
        found = await storage.watches.find(number)
        assert found
        await storage.watches.save(found)
    with pytest.raises(NotAllowedError, match=f"There are {most} watches already"):
        await storage.watches.add(guild, SETTINGS, now=NOW, by=MEMBER)
    waiting = await storage.watches.find(last)
    assert waiting
    with pytest.raises(NotAllowedError):
        await storage.watches.save(waiting)
    # Another one's, or another server's, are counted by themselves.
    await storage.watches.add(guild and 2, SETTINGS, now=NOW, by=OTHER)


async def test_a_release_is_found_once_and_told_when_it_may_be(storage: Storage) -> None:
    watch = await saved(storage)
    first, second = await note(storage, watch, 31, 32)
    await note(storage, watch, 31, at=NOW + timedelta(hours=1))
    assert await due(storage, watch) == [31, 32]
    await storage.watches.postpone([(second, NOW + timedelta(hours=2))])
    assert await due(storage, watch) == [31]
    assert await due(storage, watch, NOW + timedelta(hours=2)) == [31, 32]
    await storage.watches.plan([(watch, [first], NOW)])
    assert await due(storage, watch, NOW + timedelta(hours=2)) == [32]
    (delivery,) = await storage.deliveries.claim(NOW, limit=5)
    assert delivery.purpose == AlertsOf(watch.watch_id)
    assert (delivery.guild_id, delivery.channel_id) == (GUILD, 7)
    assert await storage.watches.alerted_by(delivery.delivery_id) == [31]


async def test_what_was_found_too_long_ago_is_forgotten(storage: Storage) -> None:
    watch = await saved(storage)
    await note(storage, watch, 31, at=OLDEST)
    await note(storage, watch, 32)
    assert await due(storage, watch) == [32]
    later = [Alert(watch.watch_id, 33, NOW)]
    await storage.watches.note_found(later, event_id=2, since=OLDEST + timedelta(seconds=1))
    found = await storage.watches.due(NOW, since=OLDEST - timedelta(days=9))
    assert [alert.release_id for alert in found[watch.watch_id][1]] == [32, 33]


async def test_a_changed_schedule_asks_anew_when_it_may_be_told(storage: Storage) -> None:
    watch = await saved(storage)
    (alert,) = await note(storage, watch, 31)
    await storage.watches.postpone([(alert, NOW + timedelta(hours=9))])
    new = replace(SETTINGS, schedule=AlertSchedule())
    await storage.watches.change(watch.watch_id, settings=new)
    assert await due(storage, watch) == [31]
    found = await storage.watches.find(watch.watch_id)
    assert found
    assert (found.settings, found.status) == (new, SubscriptionStatus.ACTIVE)


async def test_a_paused_watch_tells_of_nothing_it_found_before(storage: Storage) -> None:
    watch = await saved(storage)
    first, _ = await note(storage, watch, 31, 32)
    await storage.watches.plan([(watch, [first], NOW)])
    paused = SubscriptionStatus.PAUSED
    await storage.watches.change(watch.watch_id, status=paused, reason="asked")
    found = await storage.watches.find(watch.watch_id)
    assert found
    assert (found.status, found.reason) == (paused, "asked")
    await note(storage, watch, 33)
    await storage.watches.change(watch.watch_id, status=SubscriptionStatus.ACTIVE)
    assert await due(storage, watch) == []
    (delivery,) = await storage.deliveries.claim(NOW, limit=5)
    assert await storage.watches.alerted_by(delivery.delivery_id) == [31]


async def test_what_discord_refused_waits_until_the_watch_resumes(storage: Storage) -> None:
    watch, other = await saved(storage), await saved(storage)
    (alert,), (kept,) = await note(storage, watch, 31), await note(storage, other, 41)
    await storage.watches.plan([(watch, [alert], NOW), (other, [kept], NOW)])
    first, second = await storage.deliveries.claim(NOW, limit=5)
    await storage.watches.suspend(watch.watch_id, "gone", undelivered=first.delivery_id)
    (found,) = await storage.watches.suspended_in(GUILD)
    assert (found.watch_id, found.reason) == (watch.watch_id, "gone")
    assert await due(storage, watch) == []
    await storage.watches.change(watch.watch_id, status=SubscriptionStatus.ACTIVE)
    assert await due(storage, watch) == [31]
    assert await storage.watches.alerted_by(second.delivery_id) == [41]
    assert await due(storage, other) == []


async def test_only_an_active_watch_is_suspended(storage: Storage) -> None:
    watch = await saved(storage)
    await storage.watches.change(watch.watch_id, status=SubscriptionStatus.PAUSED)
    await storage.watches.suspend(watch.watch_id, "gone", undelivered=None)
    assert await storage.watches.suspended_in(GUILD) == []


async def test_of_one_that_was_taken_out_nothing_is_kept(storage: Storage) -> None:
    watch = await saved(storage)
    await storage.watches.remove(watch.watch_id)
    await note(storage, watch, 31)
    assert await storage.watches.find(watch.watch_id) is None
    assert await storage.watches.due(NOW, since=OLDEST) == {}


async def test_bundles_are_messages_of_their_own(storage: Storage) -> None:
    watch = await saved(storage, None)
    one, two, three = await note(storage, watch, 31, 32, 33)
    later = NOW + timedelta(hours=1)
    await storage.watches.plan([(watch, [one, two], NOW), (watch, [three], later)])
    (now,) = await storage.deliveries.claim(NOW, limit=5)
    (then,) = await storage.deliveries.claim(later, limit=5)
    assert await storage.watches.alerted_by(now.delivery_id) == [31, 32]
    assert await storage.watches.alerted_by(then.delivery_id) == [33]
    assert now.guild_id is None


async def test_nothing_is_told_twice_and_nothing_lost_when_the_meaning_is_edited(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    watch = await saved(storage)
    pairs = [(d, analysis(d)) for d in (document("a", title="One"), document("b", title="Two"))]
    first, second = [s.release_id for s in await storage.releases.save_many(pairs, now=NOW)]
    (told,) = await note(storage, watch, first)
    await storage.watches.plan([(watch, [told], NOW)])
    await note(storage, watch, second)
    other = replace(watch.settings, criteria=WatchCriteria(("zinc",), aliases=(("a", "b"),)))
    await storage.watches.change(watch.watch_id, settings=other)
    await note(storage, watch, first, second)
    ((_, waiting),) = (await storage.watches.due(NOW, since=OLDEST)).values()
    assert [alert.release_id for alert in waiting] == [second]
    found = await storage.watches.find(watch.watch_id)
    assert found is not None
    assert found.settings.criteria == other.criteria


async def test_an_edit_keeps_the_watch_what_it_meant_and_needs_no_room(storage: Storage) -> None:
    watch = await saved(storage, None)
    for _ in range(24):
        await saved(storage, None)
    other = replace(watch.settings, criteria=WatchCriteria(("zinc",)))
    with pytest.raises(NotAllowedError):
        await storage.watches.add(None, other, now=NOW, by=watch.created_by)
    number = await storage.watches.add(None, other, now=NOW, by=watch.created_by, is_edit=True)
    draft = await storage.watches.find(number)
    assert draft is not None
    await storage.watches.edit(watch.watch_id, draft, now=NOW)
    found = await storage.watches.find(watch.watch_id)
    assert found is not None
    assert found.settings.criteria == other.criteria
    assert await storage.watches.find(number) is None
    kept = [(watch.watch_id, watch.settings.criteria, NOW)]
    assert await storage.watches.meanings(of=watch.watch_id) == kept
    assert await storage.watches.meanings(since=NOW) == kept
    assert await storage.watches.meanings(since=NOW + timedelta(seconds=1)) == []
    with pytest.raises(NotFoundError):
        await storage.watches.edit(watch.watch_id, draft, now=NOW)
    await storage.watches.remove(watch.watch_id)
    assert await storage.watches.meanings() == []


async def test_a_bound_an_older_lede_kept_is_read(storage: Storage) -> None:
    watch = await saved(storage)
    old = {"phrase": "5 kg or less", "value": 5.0, "unit": "kilogram", "words": ["tin"],
           "is_upper": True}  # fmt: skip
    kept = {"words": ["tin"], "person": None, "agency": None, "operation": None, "threshold": old}
    async with storage._database.writing() as connection:
        await connection.execute(update(WATCHES).values(criteria=kept))
    found = await storage.watches.find(watch.watch_id)
    assert found is not None
    assert found.settings.criteria == WatchCriteria(
        ("tin",), threshold=Threshold("5 kg or less", None, 5.0, unit="kilogram", words=("tin",))
    )
