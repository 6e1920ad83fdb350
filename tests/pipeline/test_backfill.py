"""Archives taken in: whatever they are packed with, resumed, shared out, told to nobody."""

import asyncio
import gzip
import json
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import UnreadableInputError
from pipeline.backfill import Backfill, BackfillState, _name_of
from pipeline.lease import LeaseTimes, held_lease
from storage import Storage, open_storage
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TIMES = LeaseTimes(renewal=0.05, look=0.05, patience=5.0)
# A process that takes in an archive in chunks of ten and says how far it is.
PROCESS = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.backfill import Backfill
from pipeline.lease import LeaseTimes
from storage import open_storage
from tests.pipeline.first_words import analyse

async def main(database, archive):
    async with open_storage(database) as storage:
        now = lambda: datetime(2026, 11, 20, tzinfo=UTC)
        tell = lambda state, _: print(state.done, flush=True)
        await Backfill(storage, now, "one", tell, analyse, chunk=10).run([Path(archive)])

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    async with open_storage(address) as opened:
        yield opened


def lines(name: str, number: int) -> bytes:
    rows = [{"id": f"{name}-{n}", "text": f"Boat {n} of {name} lands."} for n in range(number)]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def backfill_of(storage: Storage, told: list[BackfillState], **more) -> Backfill:
    return Backfill(
        storage, lambda: NOW, "one", lambda state, _: told.append(state), analyse, chunk=10,
        lease_times=TIMES, **more,
    )  # fmt: skip


async def test_a_folder_of_all_kinds_is_taken_in_once_and_told_to_nobody(
    storage: Storage, tmp_path: Path
) -> None:
    folder = tmp_path / "archive" / "2025"
    folder.mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(lines("a", 25) + b"no json\n")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines("b", 12)))
    (folder / "notes.txt").write_text("not an archive")
    kept = 37
    try:
        import zstandard
    except ImportError:
        pass
    else:
        (folder / "c.jsonl.zst").write_bytes(zstandard.ZstdCompressor().compress(lines("c", 5)))
        kept += 5
    told: list[BackfillState] = []
    report = await backfill_of(storage, told).run([tmp_path / "archive"])
    assert (report.new, len(report.failed)) == (kept, 1)
    assert "Line 26" in report.failed[0]
    assert [state.done for state in told][:3] == [10, 20, 26]
    assert told[2].share == 1.0
    again = await backfill_of(storage, told).run([tmp_path / "archive"])
    assert (again.new, again.same, again.failed) == (0, 0, ())
    assert await storage.releases.count() == kept
    assert await storage.events.after(0, limit=5) == ()


async def test_killed_it_goes_on_where_it_was(database_of_process: str, tmp_path: Path) -> None:
    archive = tmp_path / "a.jsonl"
    archive.write_bytes(lines("a", 300))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROCESS, database_of_process, str(archive),
        stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    for _ in range(5):
        assert await process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    await process.wait()
    async with open_storage(database_of_process) as storage:
        before = await storage.releases.count()
        assert before >= 50
        told: list[BackfillState] = []
        short = LeaseTimes(renewal=0.05, look=0.05, patience=0.3)
        work = backfill_of(storage, told)
        work.lease_times = short
        report = await work.run([archive])
        # What was kept and not noted is found to be the same; nothing of before is read again.
        assert report.new == 300 - before
        assert report.new + report.same <= 250
        assert await storage.releases.count() == 300


@pytest.fixture
def database_of_process(tmp_path: Path) -> str:
    return str(tmp_path / "lede.db")


async def test_a_file_that_another_is_at_is_left_to_it(storage: Storage, tmp_path: Path) -> None:
    archive = tmp_path / "a.jsonl"
    archive.write_bytes(lines("a", 5))
    other = held_lease(
        storage.leases, _name_of(archive), about="other", now=lambda: NOW, times=TIMES
    )
    async with other:
        work = backfill_of(storage, [])
        assert (await work.run([archive])).new == 0
        assert work.left_to_others == [str(archive)]
    assert (await backfill_of(storage, []).run([archive])).new == 5


async def test_what_is_not_there_or_cut_off_is_said(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no such file"):
        await backfill_of(storage, []).run([tmp_path / "gone.jsonl"])
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(lines("a", 30))[:-30])
    report = await backfill_of(storage, []).run([cut])
    assert "cut off" in report.failed[-1]
