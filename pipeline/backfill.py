"""Archives of many releases taken in: over all cores, resumed where broken off, told to nobody.

What is kept already is found by its key, so that anything may be done again. Several processes
share the files of an archive out by a lease of each file.
"""

import asyncio
import gzip
import hashlib
import io
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, cast

from domain.documents import Document
from domain.errors import LeaseHeldError, UnreadableInputError
from pipeline.analysis_pool import AnalysisPool, Lane, open_analysis_pool
from pipeline.ingest import IngestReport, ingest
from pipeline.jobs import Analyse
from pipeline.lease import LEASE_TIMES, LeaseTimes, held_lease
from pipeline.limits import THOROUGH
from sources.lines import read_lines
from sources.mojibake import mended_document
from storage import Storage

Read = Document | UnreadableInputError

# Releases between two notes of how far it has come: a few seconds of work are done twice at most.
CHUNK = 400
# While one chunk is saved the next is analysed.
_AT_ONCE = 2
_ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")


@dataclass(frozen=True, slots=True)
class BackfillState:
    """How far a file is: releases done in this run, the share of the file read, seconds taken."""

    file: str
    done: int
    share: float
    seconds: float

    @property
    def rate(self) -> float:
        """Releases a second."""
        return self.done / self.seconds if self.seconds else 0.0

    def left(self, begun_at: float) -> float:
        """Seconds until the end of the file, where it began at this share of it."""
        gone = self.share - begun_at
        return self.seconds * (1.0 - self.share) / gone if gone > 0 else 0.0


@dataclass(slots=True)
class Backfill:
    """Takes archives in. `tell` is told how far each file is, and the share it began at."""

    storage: Storage
    now: Callable[[], datetime]
    about: str
    tell: Callable[[BackfillState, float], None]
    analyse: Analyse | None = None
    chunk: int = CHUNK
    lease_times: LeaseTimes = LEASE_TIMES
    clock: Callable[[], float] = time.perf_counter
    left_to_others: list[str] = field(default_factory=list)

    async def run(self, paths: list[Path]) -> IngestReport:
        """Take in all files that nobody else is at; what fails is in the report."""
        files = await asyncio.to_thread(lambda: list(find_archives(paths)))
        report = IngestReport()
        # Nobody waits for an answer: all cores, at the priority of everything else.
        lane = Lane(replace(THOROUGH, niceness=0), (os.cpu_count() or 1) + 1)
        async with open_analysis_pool(lanes=(lane,)) as pool:
            for file in files:
                try:
                    report += await self._take(file, pool)
                except UnreadableInputError as error:
                    report += IngestReport(failed=(str(error),))
                except LeaseHeldError:
                    self.left_to_others.append(str(file))
        return report

    async def _take(self, file: Path, pool: AnalysisPool) -> IngestReport:
        name = await asyncio.to_thread(_name_of, file)
        async with held_lease(
            self.storage.leases, name, about=self.about, now=self.now, times=self.lease_times
        ):
            with ExitStack() as stack:
                archive = await asyncio.to_thread(_Archive, file, stack)
                return await self._take_held(archive, name, pool)

    async def _take_held(self, archive: "_Archive", name: str, pool: AnalysisPool) -> IngestReport:
        position = await self.storage.progress.read(name)
        await asyncio.to_thread(archive.skip, position)
        began, begun_at, done = self.clock(), archive.share, 0
        report = IngestReport()
        running: deque[asyncio.Task[tuple[int, IngestReport]]] = deque()
        is_over = False
        try:
            while running or not is_over:
                while not is_over and len(running) < _AT_ONCE:
                    batch = await asyncio.to_thread(archive.take, self.chunk)
                    is_over = not batch
                    if batch:
                        running.append(asyncio.create_task(self._ingest(batch, pool)))
                if running:
                    # In their order: what is noted as done is done whole.
                    number, found = await running[0]
                    running.popleft()
                    done += number
                    report += found
                    await self.storage.progress.note(name, position + done)
                    state = BackfillState(
                        str(archive.file), done, archive.share, self.clock() - began
                    )
                    self.tell(state, begun_at)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        return report

    async def _ingest(self, batch: list[Read], pool: AnalysisPool) -> tuple[int, IngestReport]:
        report = await ingest(self.storage, batch, now=self.now(), analyse=self.analyse, pool=pool)
        return len(batch), report


class _Archive:
    """A file of JSON Lines, opened: its releases, and how much of it was read."""

    def __init__(self, file: Path, stack: ExitStack) -> None:
        self.file = file
        self._raw = stack.enter_context(file.open("rb"))
        self._size = max(1, file.stat().st_size)
        # Kept, because what is let go of closes the file beneath.
        self._stream = _unpacked(self._raw, file, stack)
        lines = read_lines(self._stream, name=str(file))
        self._lines: Iterator[Read] = (
            mended_document(read) if isinstance(read, Document) else read for read in lines
        )

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return min(1.0, self._raw.tell() / self._size)

    def skip(self, number: int) -> None:
        """Pass over what is done."""
        for _ in islice(self._lines, number):
            pass

    def take(self, number: int) -> list[Read]:
        """The next releases; where the file breaks off those before, and then why."""
        taken: list[Read] = []
        try:
            taken.extend(islice(self._lines, number))
        except Exception as error:
            # Each way of packing has errors of its own; what is not of the file is not raised here.
            self._lines = iter(())
            why = str(error).rstrip(".")
            taken.append(
                UnreadableInputError(
                    f"{self.file} cannot be read to its end: it is damaged or cut off ({why})."
                )
            )
        return taken


def find_archives(paths: list[Path]) -> Iterator[Path]:
    """The files of JSON Lines among paths and in folders; UnreadableInputError for what is none."""
    for path in paths:
        if path.is_dir():
            found = (one for one in path.rglob("*") if one.name.lower().endswith(_ENDINGS))
            yield from sorted(one for one in found if one.is_file())
        elif path.is_file():
            yield path
        else:
            raise UnreadableInputError(f"{path} cannot be read: there is no such file or folder.")


def _name_of(file: Path) -> str:
    """What its lease and its progress are called: by where it is and how large.

    One that has grown is another one, of which all that was kept is found to be the same.
    """
    told = f"{file.resolve()} {file.stat().st_size}"
    return f"backfill {hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _unpacked(raw: IO[bytes], file: Path, stack: ExitStack) -> IO[bytes]:
    """The content of a file that may be packed, told by its first bytes."""
    opened = io.BufferedReader(cast(io.RawIOBase, raw))
    beginning = opened.peek(4)[:4]
    if beginning.startswith(b"\x1f\x8b"):
        return io.BufferedReader(stack.enter_context(gzip.GzipFile(fileobj=opened)))
    if beginning == b"\x28\xb5\x2f\xfd":
        try:
            import zstandard
        except ImportError:
            raise UnreadableInputError(
                f"{file} is packed with zstd. Install what unpacks it: "
                "pip install 'lede[archives]'."
            ) from None
        unpacked = zstandard.ZstdDecompressor().stream_reader(opened, read_across_frames=True)
        return io.BufferedReader(stack.enter_context(unpacked))
    return opened
