"""The queue of a fleet on PostgreSQL: one job a key, tried again, laid aside, put back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from domain.errors import StorageError
from storage import jobs as module
from storage import open_storage
from storage.jobs import Job, JobQueue, open_jobs
from storage.signals import listening
from tests.postgres import PostgresServer

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
async def database(postgres_server: PostgresServer) -> AsyncIterator[str]:
    pytest.importorskip("pgqueuer", reason="the queue of the extra `postgres` is not installed")
    made = await postgres_server.make_database()
    async with open_storage(made):
        pass
    yield made
    await postgres_server.drop_database(made)


async def until(queue: JobQueue, handlers: dict[str, module.Handler], done: asyncio.Event) -> None:
    """Work until a test has seen what it waits for."""
    async with asyncio.timeout(60):
        await queue.work(handlers, {}, done)


async def test_of_one_key_one_job_waits_and_each_is_done_once(database: str) -> None:
    did: list[str] = []
    done = asyncio.Event()

    async def poll(name: str) -> None:
        did.append(name)
        if len(did) == 2:
            done.set()

    async with open_jobs(database) as queue, open_jobs(database) as other:
        assert await queue.put([Job("poll", "a"), Job("poll", "b")]) == 2
        assert await other.put([Job("poll", "a")]) == 0
        assert await queue.counts() == {("poll", "queued"): 2}
        assert 0 <= await queue.oldest() < 600
        await asyncio.gather(*(until(each, {"poll": poll}, done) for each in (queue, other)))
        assert sorted(did) == ["a", "b"]
        assert await queue.oldest() == 0
        assert await queue.put([Job("poll", "a")]) == 1


async def test_what_keeps_failing_is_laid_aside_with_its_reason_and_put_back(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ATTEMPTS", 2)
    monkeypatch.setattr(module, "_FIRST_WAIT", timedelta(milliseconds=10))
    tries: list[str] = []
    done = asyncio.Event()

    async def fail(name: str) -> None:
        tries.append(name)
        raise ValueError("the site has moved")

    async def look(_: str) -> None:
        done.set()

    async with open_jobs(database) as queue:
        await queue.put([Job("poll", "a")])
        working = asyncio.create_task(until(queue, {"poll": fail, "look": look}, done))
        async with asyncio.timeout(60):
            while not (failed := await queue.failed()):  # noqa: ASYNC110  written by the library
                await asyncio.sleep(0.05)
        assert tries == ["a", "a"]
        assert (failed[0].job, failed[0].reason) == (Job("poll", "a"), "the site has moved")
        assert await queue.counts() == {("poll", "failed"): 1}
        # What was laid aside keeps nobody from doing it anew.
        assert await queue.put([Job("poll", "a")]) == 1
        async with asyncio.timeout(60):
            while len(await queue.failed()) < 2:  # noqa: ASYNC110  written by the library
                await asyncio.sleep(0.05)
        await queue.put([Job("look")])
        await working
        await queue.retry([failed[0].number])
        assert await queue.counts() == {("poll", "failed"): 1, ("poll", "queued"): 1}


async def test_a_file_is_for_one_process(tmp_path) -> None:
    with pytest.raises(StorageError, match="need PostgreSQL"):
        async with open_jobs(str(tmp_path / "lede.db")):
            pass


async def test_what_is_told_reaches_all(database: str) -> None:
    heard: list[list[str]] = [[], []]
    all_heard = asyncio.Event()

    def hearing(number: int):
        def hear(what: str) -> None:
            heard[number].append(what)
            if all(heard):
                all_heard.set()

        return hear

    async with (
        open_storage(database) as storage,
        listening(database, hearing(0)),
        listening(database, hearing(1)),
    ):
        await storage.signals.tell("settings")
        async with asyncio.timeout(20):
            await all_heard.wait()
    assert heard == [["settings"], ["settings"]]


async def test_moments_of_all_processes_together_are_a_gap_apart(database: str) -> None:
    async with open_storage(database) as storage, open_storage(database) as other:
        waits = []
        for _ in range(5):
            waits += [await each.paces.take("messages", gap=100.0) for each in (storage, other)]
        # By how much time passes meanwhile each is a little less.
        gaps = [later - former for former, later in pairwise(waits)]
        assert waits[0] == 0.0
        assert all(50.0 < gap <= 100.0 for gap in gaps)
        assert await storage.paces.take("identify 0", gap=5.0) == 0.0
