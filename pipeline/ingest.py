"""Documents in, stored releases out: analysed off the event loop, saved in batches."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

from domain.archive import Outcome, Saved
from domain.documents import Document
from domain.errors import StorageError, UnreadableInputError
from domain.facts import Analysis
from pipeline.collector import settle_collector
from storage import Storage

# Counts up when the processing is changed so that an older Lede, opened on the same database,
# must not put its own analysis back in place of the new one.
PROCESSING_VERSION = 10

# Up to here a thread is quicker than the start of other processes.
FEW = 50
# Releases of one transaction: enough that the wait for the disk vanishes among them, few enough
# that other writers get their turn and a person sees progress.
BATCH = 200
# More processes than this find the one writer busy.
_PROCESSES_AT_MOST = 4
# After so many failures in a row it is the database that refuses, not the release.
_FAILURES_IN_A_ROW = 3

Analyse = Callable[[Document], Analysis]
Pair = tuple[Document, Analysis]
Input = Document | UnreadableInputError
# An analysis, or why there is none.
Found = Analysis | str

log = logging.getLogger("lede.ingest")


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the documents, each counted under its outcome; and what failed, why."""

    new: int = 0
    same: int = 0
    changed: int = 0
    failed: tuple[str, ...] = ()
    touched: int = 0
    duplicate: int = 0

    def __add__(self, other: "IngestReport") -> "IngestReport":
        return IngestReport(
            self.new + other.new,
            self.same + other.same,
            self.changed + other.changed,
            self.failed + other.failed,
            self.touched + other.touched,
            self.duplicate + other.duplicate,
        )


async def ingest(
    storage: Storage,
    documents: Iterable[Input],
    *,
    now: datetime,
    analyse: Analyse | None = None,
    progress: Callable[[IngestReport], None] | None = None,
) -> IngestReport:
    """Analyse and keep the documents; what fails is reported and the rest go on.

    `documents` may block (it is drawn from in a thread) and may hold errors in place of documents.
    Beyond FEW documents the analysis runs in processes of its own, for which `analyse` must be a
    function of a module. `progress` is told the report so far after each batch.
    """
    report = IngestReport()
    waiting = iter(documents)
    batch = await asyncio.to_thread(_take, waiting, FEW + 1)
    async with AnalysisPool(analyse, is_large=len(batch) > FEW) as pool:
        while batch:
            report += await _ingest_batch(storage, pool, batch, now)
            if progress is not None:
                progress(report)
            batch = await asyncio.to_thread(_take, waiting, BATCH)
    return report


def _take(waiting: Iterator[Input], number: int) -> list[Input]:
    return list(islice(waiting, number))


async def _ingest_batch(
    storage: Storage, pool: "AnalysisPool", batch: list[Input], now: datetime
) -> IngestReport:
    unread = [str(error) for error in batch if isinstance(error, UnreadableInputError)]
    documents = [document for document in batch if isinstance(document, Document)]
    pairs: list[Pair] = []
    for document, found in zip(documents, await pool.analyse(documents), strict=True):
        if isinstance(found, Analysis):
            pairs.append((completed(document, found), found))
        else:
            unread.append(f"{document.id}: {found}")
    return IngestReport(failed=tuple(unread)) + await _save(storage, pairs, now)


def completed(document: Document, analysis: Analysis) -> Document:
    """The document with the agency and the day that its text states, where its source gave none."""
    return replace(
        document,
        agency=document.agency or analysis.agency,
        published_at=document.published_at or analysis.published_at,
    )


async def _save(storage: Storage, pairs: list[Pair], now: datetime) -> IngestReport:
    try:
        saved = await storage.releases.save_many(pairs, now=now, version=PROCESSING_VERSION)
    except StorageError:
        return await _save_singly(storage, pairs, now)
    return _counted(saved)


async def _save_singly(storage: Storage, pairs: list[Pair], now: datetime) -> IngestReport:
    """Keep what can be kept of a batch that was refused as a whole."""
    report = IngestReport()
    in_a_row: list[str] = []
    for document, analysis in pairs:
        if len(in_a_row) >= _FAILURES_IN_A_ROW:
            report += IngestReport(failed=(f"{document.id}: {in_a_row[-1]}",))
            continue
        try:
            saved = await storage.releases.save(
                document, analysis, now=now, version=PROCESSING_VERSION
            )
        except StorageError as error:
            in_a_row.append(str(error))
            report += IngestReport(failed=(f"{document.id}: {error}",))
        else:
            in_a_row.clear()
            report += _counted([saved])
    return report


def _counted(saved: Iterable[Saved]) -> IngestReport:
    outcomes = [one.outcome for one in saved]
    return IngestReport(
        new=outcomes.count(Outcome.NEW),
        same=outcomes.count(Outcome.SAME),
        changed=outcomes.count(Outcome.CHANGED),
        touched=outcomes.count(Outcome.TOUCHED),
        duplicate=outcomes.count(Outcome.DUPLICATE),
    )


class AnalysisPool:
    """Where documents are analysed: in a thread where they are few, in processes where many."""

    def __init__(self, analyse: Analyse | None, *, is_large: bool) -> None:
        self._analyse = analyse or analyse_late
        self._workers = min(_PROCESSES_AT_MOST, os.cpu_count() or 1) if is_large else 0
        self._pool: ProcessPoolExecutor | None = None

    async def __aenter__(self) -> "AnalysisPool":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._leave_pool()

    async def analyse(self, documents: list[Document]) -> list[Found]:
        """For each document its analysis, or the sentence that says why there is none."""
        if not self._workers:
            return await asyncio.to_thread(_analyse_all, self._analyse, documents)
        size = max(1, -(-len(documents) // self._workers))
        shares = [documents[at : at + size] for at in range(0, len(documents), size)]
        parts = await asyncio.gather(*(self._in_process(share) for share in shares))
        return [found for part in parts for found in part]

    async def _in_process(self, share: list[Document]) -> list[Found]:
        if self._pool is None:
            # Spawned, not forked: this process has threads, whose locks a fork would freeze.
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=settle_collector
            )
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, _analyse_all, self._analyse, share)
        except BrokenProcessPool:
            await self._leave_pool()
            return ["the process that analysed it ended; try it again by itself."] * len(share)

    async def _leave_pool(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            # In a thread, because the processes take a moment to end.
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)


def _analyse_all(analyse: Analyse, documents: list[Document]) -> list[Found]:
    return [_analyse_one(analyse, document) for document in documents]


def _analyse_one(analyse: Analyse, document: Document) -> Found:
    try:
        return analyse(document)
    except Exception as error:
        # A defect of ours: one release is missing, not all.
        log.exception("analyse.failed document=%s", document.id)
        kind = type(error.__cause__ or error).__name__
        return f"the processing failed on it ({kind}); please report this release."


def analyse_late(document: Document) -> Analysis:
    """`processing.analyse`, imported at its first use."""
    # Imported late: the word lists take their time, and not every use of this module analyses.
    from processing import analyse

    return analyse(document)
