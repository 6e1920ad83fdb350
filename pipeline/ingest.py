"""Documents in, stored releases out: analysed off the event loop, saved in batches."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from domain.archive import Outcome, Saved
from domain.documents import Document
from domain.errors import StorageError, UnreadableInputError
from domain.facts import Analysis
from pipeline.analysis_pool import AnalysisPool
from pipeline.bulk import FEW, BulkAnalysis, open_bulk_analysis
from pipeline.jobs import AHEAD, Analyse, completed
from sources.strays import refuse_stray
from storage import Storage

# Counts up when the processing is changed so that an older Lede, opened on the same database,
# must not put its own analysis back in place of the new one.
PROCESSING_VERSION = 67

# Releases of one transaction: enough that the wait for the disk vanishes among them, few enough
# that other writers get their turn and a person sees progress.
BATCH = 200
# After so many failures in a row it is the database that refuses, not the release.
_FAILURES_IN_A_ROW = 3

Pair = tuple[Document, Analysis]
Input = Document | UnreadableInputError


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
    pool: AnalysisPool | None = None,
    is_foreign: bool = False,
    workers: int | None = None,
    progress: Callable[[IngestReport], None] | None = None,
) -> IngestReport:
    """Analyse and keep the documents; what fails is reported and the rest go on.

    `documents` may block (it is drawn from in a thread) and may hold errors in place of documents.
    The analysis runs in `pool`; where none is given, in processes of its own for what is foreign
    and for more than FEW documents, for which `analyse` must be a function of a module; so many as
    `workers`, else one a core. `progress` is told the report so far after each batch. What is kept
    as it stands is not analysed again.
    """
    waiting = iter(documents)
    batch = await asyncio.to_thread(_take, waiting, FEW + 1)
    async with open_bulk_analysis(
        analyse, pool, is_large=is_foreign or len(batch) > FEW, workers=workers
    ) as analysis:
        keeping = _Keeping(storage, now, progress)
        try:
            while batch:
                prepared = await _prepare(storage, analysis, batch, now)
                await keeping.ended()
                if keeping.has_kept:
                    prepared = await _prepare_again(storage, analysis, prepared, now)
                keeping.begin(prepared)
                if not analysis.goes_on:
                    await keeping.ended()
                batch = await asyncio.to_thread(_take, waiting, BATCH)
            await keeping.ended()
        finally:
            await keeping.close()
    return keeping.report


def _take(waiting: Iterator[Input], number: int) -> list[Input]:
    return list(islice(waiting, number))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is to be kept of a batch, what is kept as it stands, and what cannot be read."""

    pairs: tuple[Pair, ...]
    known: tuple[Document, ...]
    unread: tuple[str, ...]


class _Keeping:
    """The keeping of one batch after the other, each beside the analysis of the next one."""

    def __init__(
        self, storage: Storage, now: datetime, progress: Callable[[IngestReport], None] | None
    ) -> None:
        self.report = IngestReport()
        # Whether the last one may have changed what is kept.
        self.has_kept = False
        self._storage = storage
        self._now = now
        self._progress = progress
        self._task: asyncio.Task[IngestReport] | None = None

    def begin(self, prepared: _Prepared) -> None:
        """Keep a batch; the one before has ended."""
        self._task = asyncio.create_task(self._keep(prepared))
        self.has_kept = bool(prepared.pairs)

    async def ended(self) -> None:
        """Wait for the batch that is being kept, and tell what became of all so far."""
        if self._task is not None:
            await asyncio.wait([self._task])
            task, self._task = self._task, None
            self.report += task.result()
            if self._progress is not None:
                self._progress(self.report)

    async def close(self) -> None:
        """Let the batch that is being kept come to its end, whatever ends the rest."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _keep(self, prepared: _Prepared) -> IngestReport:
        report = IngestReport(same=len(prepared.known), failed=prepared.unread)
        return report + await _save(self._storage, list(prepared.pairs), self._now)


async def _prepare(
    storage: Storage, analysis: BulkAnalysis, batch: Sequence[Input], now: datetime
) -> _Prepared:
    """Analyse what is not kept as it stands."""
    unread = [str(one) for one in batch if isinstance(one, UnreadableInputError)]
    given = [one for one in batch if isinstance(one, Document)]
    kept = await storage.releases.known(given, version=PROCESSING_VERSION)
    known = [one for one, is_known in zip(given, kept, strict=True) if is_known]
    documents: list[Document] = []
    for one in (one for one, is_known in zip(given, kept, strict=True) if not is_known):
        try:
            refuse_stray(one, one.id)
            documents.append(one)
        except UnreadableInputError as error:
            unread.append(str(error))
    pairs: list[Pair] = []
    for document, found in zip(documents, await analysis.analyse(documents), strict=True):
        if isinstance(found, Analysis):
            pairs.append((completed(document, found, now + AHEAD), found))
        else:
            unread.append(f"{document.id}: {found}")
    return _Prepared(tuple(pairs), tuple(known), tuple(unread))


async def _prepare_again(
    storage: Storage, analysis: BulkAnalysis, prepared: _Prepared, now: datetime
) -> _Prepared:
    """What was kept as it stood may stand otherwise since the batch before was kept."""
    again = await _prepare(storage, analysis, prepared.known, now)
    return _Prepared(
        (*prepared.pairs, *again.pairs), again.known, (*prepared.unread, *again.unread)
    )


async def _save(storage: Storage, pairs: list[Pair], now: datetime) -> IngestReport:
    try:
        saved = await storage.releases.save_many(pairs, now=now, version=PROCESSING_VERSION)
    except (StorageError, UnreadableInputError):
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
        except UnreadableInputError as error:
            report += IngestReport(failed=(f"{document.id}: {error}",))
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
