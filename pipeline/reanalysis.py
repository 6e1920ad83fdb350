"""Stored releases read again by the processing of today, the newest first, told to nobody."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.archive import ReleaseHead, StoredRelease
from domain.errors import UnreadableInputError
from domain.facts import Analysis
from domain.watches import Threshold, Watch
from pipeline.analysis_pool import AnalysisPool
from pipeline.bulk import FEW, BulkAnalysis, open_bulk_analysis
from pipeline.ingest import BATCH, PROCESSING_VERSION
from pipeline.jobs import Analyse
from storage import Storage

log = logging.getLogger("lede.reanalysis")

# Releases a running bot reads again in one step: a few tenths of a second beside its commands.
_IN_A_STEP = 20


@dataclass(frozen=True, slots=True)
class ReanalysisReport:
    """How many releases were read again, of how many that older processing had read.

    `failed` says of each release that could not be read why; it stays as it was.
    """

    outdated: int = 0
    renewed: int = 0
    failed: tuple[str, ...] = ()


class Reanalysis:
    """One pass over what older processing read. What it has done is kept, whatever breaks it off.

    It needs no notes of its own: each record says which processing made it.
    """

    def __init__(
        self,
        storage: Storage,
        now: Callable[[], datetime],
        *,
        analyse: Analyse | None = None,
        pool: AnalysisPool | None = None,
    ) -> None:
        self._storage = storage
        self._now = now
        self._analyse = analyse
        self._pool = pool
        self._before: ReleaseHead | None = None
        self._report: ReanalysisReport | None = None
        self._is_over = False

    async def step(self) -> ReanalysisReport:
        """Read a few more releases again, beside other work; writes nothing when all are read."""
        async with open_bulk_analysis(self._analyse, self._pool, is_large=False) as analysis:
            return await self._step(analysis, _IN_A_STEP)

    async def run(self, progress: Callable[[ReanalysisReport], None]) -> ReanalysisReport:
        """Read all of them again, in processes where they are many; tells of each batch."""
        report = await self._begun()
        is_large = report.outdated > FEW
        async with open_bulk_analysis(self._analyse, is_large=is_large) as analysis:
            while not self._is_over:
                report = await self._step(analysis, BATCH)
                progress(report)
        return report

    async def _begun(self) -> ReanalysisReport:
        """The report so far; at first the watches are read again, if anything is outdated."""
        if self._report is None:
            outdated = await self._storage.analyses.count_outdated(PROCESSING_VERSION)
            if outdated:
                log.info("reanalysis.begun outdated=%d", outdated)
                await renew_watches(self._storage)
            self._is_over = not outdated
            self._report = ReanalysisReport(outdated)
        return self._report

    async def _step(self, analysis: BulkAnalysis, limit: int) -> ReanalysisReport:
        report = await self._begun()
        if self._is_over:
            return report
        releases = await self._storage.analyses.outdated(
            PROCESSING_VERSION, limit=limit, before=self._before
        )
        if releases:
            report = await self._renew(analysis, releases, report)
            self._before, self._report = releases[-1].head, report
        if len(releases) < limit:
            self._is_over = True
            log.info("reanalysis.over renewed=%d failed=%d", report.renewed, len(report.failed))
        return report

    async def _renew(
        self, analysis: BulkAnalysis, releases: list[StoredRelease], report: ReanalysisReport
    ) -> ReanalysisReport:
        analysed: list[tuple[StoredRelease, Analysis]] = []
        failed = []
        found = await analysis.analyse([release.document for release in releases])
        for release, one in zip(releases, found, strict=True):
            if isinstance(one, Analysis):
                analysed.append((release, one))
            else:
                failed.append(f"{release.document.id}: {one}")
        renewed = await self._storage.analyses.renew(
            analysed, now=self._now(), version=PROCESSING_VERSION
        )
        return replace(
            report,
            renewed=report.renewed + renewed,
            failed=(*report.failed, *failed),
        )


async def renew_watches(storage: Storage) -> int:
    """Read the bounds of watches again from what was typed; gives how many are read differently.

    One that can no longer be read stays as it was read.
    """
    watches = [watch for watch in await storage.watches.all() if watch.settings.criteria.threshold]
    bounds = await asyncio.to_thread(_bounds, watches)
    for number, threshold in bounds.items():
        await storage.watches.renew_threshold(number, threshold)
    return len(bounds)


def _bounds(watches: list[Watch]) -> dict[int, Threshold]:
    """The bounds that are read differently now, by the number of the watch."""
    # Imported late: the word lists take their time, and a bot with nothing to do needs none.
    from pipeline.bounds import read_threshold

    found = {}
    for watch in watches:
        kept = watch.settings.criteria.threshold
        if kept is None:
            continue
        try:
            threshold = read_threshold(kept.phrase)
        except UnreadableInputError as error:
            log.warning("reanalysis.bound watch=%d: %s", watch.watch_id, error)
            continue
        if threshold != kept:
            found[watch.watch_id] = threshold
    return found
