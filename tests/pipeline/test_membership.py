"""Processes beside each other: who has died is known soon, who stood still knows it of itself."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from pipeline.lease import LeaseTimes
from pipeline.membership import Member, joined
from storage import Storage, open_storage
from storage.leases import MEMBER

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TIMES = LeaseTimes(renewal=1.0, look=0.5, patience=4.0)


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    async with open_storage(address) as opened:
        yield opened


class Moment:
    """A watch that a test moves."""

    seconds = 0.0

    def read(self) -> float:
        return self.seconds


async def member_of(storage: Storage, moment: Moment, about: str = "one") -> Member:
    member = Member(storage.leases, about, lambda: NOW, TIMES, moment.read)
    await member.join()
    return member


async def names(storage: Storage) -> set[str]:
    return {lease.name.removeprefix(MEMBER) for lease in await storage.leases.named(MEMBER)}


async def test_one_that_is_not_heard_of_is_dead_and_one_that_renews_is_not(
    storage: Storage,
) -> None:
    moment = Moment()
    one, living, dead = [await member_of(storage, moment, name) for name in ("1", "2", "3")]
    for _ in range(9):
        await living.renew()
        await one.renew()
        await one.look()
        assert not one.takes_orphans()
        assert await names(storage) == {one.owner, living.owner, dead.owner}
        moment.seconds += 0.45
    await living.renew()
    await one.look()
    assert one.takes_orphans()
    assert not one.takes_orphans()
    assert await names(storage) == {one.owner, living.owner}


async def test_who_stood_still_is_not_sure_of_anything_before_others_take_it(
    storage: Storage,
) -> None:
    moment = Moment()
    one, other = await member_of(storage, moment), await member_of(storage, moment)
    before = one.owner
    await other.look()
    assert one.is_sure(before)
    moment.seconds += 3.0
    # The others still believe in it, for a second more.
    assert not one.is_sure(before)
    await other.renew()
    await other.look()
    assert before in await names(storage)
    moment.seconds += 1.0
    await other.look()
    assert before not in await names(storage)
    await one.renew()
    assert one.owner != before
    assert one.is_sure(one.owner)
    assert not one.is_sure(before)
    assert await names(storage) == {one.owner, other.owner}


async def test_time_without_the_database_says_nothing_about_the_others(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domain.errors import StorageError

    async def away(_: str) -> None:
        raise StorageError("away")

    moment = Moment()
    one, other = await member_of(storage, moment), await member_of(storage, moment)
    await one.look()
    moment.seconds += 3.0
    with monkeypatch.context() as patch:
        patch.setattr(type(storage.leases), "named", lambda _, name: away(name))
        with pytest.raises(StorageError):
            await one.look()
    moment.seconds += 3.0
    await one.look()
    assert other.owner in await names(storage)


async def test_one_that_leaves_is_gone_at_once(storage: Storage) -> None:
    async with joined(storage.leases, about="1", now=lambda: NOW) as member:
        assert await names(storage) == {member.owner}
    assert await names(storage) == set()
