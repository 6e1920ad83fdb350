"""Many documents through the analysis: in a thread where they are few, in processes where many."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from domain.documents import Document
from domain.errors import OverLimitError
from domain.facts import Analysis
from pipeline.analysis_pool import AnalysisPool, Lane, open_analysis_pool
from pipeline.jobs import Analyse, analyse_late
from pipeline.limits import THOROUGH
from pipeline.turns import Party

# Up to here a thread is quicker than the start of other processes.
FEW = 50
# More processes than this find the one writer busy.
_PROCESSES_AT_MOST = 4

# An analysis, or why there is none.
Found = Analysis | str

log = logging.getLogger("lede.bulk")


class BulkAnalysis:
    """Analyses documents many at a time, in their order. Made by `open_bulk_analysis`."""

    def __init__(
        self, analyse: Analyse, pool: AnalysisPool | None, *, goes_on: bool = False
    ) -> None:
        self._analyse = analyse
        self._pool = pool
        # Whether it may analyse while what was analysed before is kept.
        self.goes_on = goes_on

    async def analyse(self, documents: list[Document]) -> list[Found]:
        """For each document its analysis, or the sentence that says why there is none."""
        pool = self._pool
        if pool is None:
            return await asyncio.to_thread(analyse_each, self._analyse, documents)
        size = max(1, -(-len(documents) // pool.room_for_sources))
        shares = [documents[at : at + size] for at in range(0, len(documents), size)]
        parts = await asyncio.gather(
            *(self._in_process(pool, number, share) for number, share in enumerate(shares))
        )
        return [found for part in parts for found in part]

    async def _in_process(
        self, pool: AnalysisPool, number: int, share: list[Document]
    ) -> list[Found]:
        """The share in one process; where that meets a limit, each in one of its own."""
        party = Party(f"share {number}")
        try:
            return await pool.run(party, share[0].id, analyse_each, self._analyse, share)
        except OverLimitError as error:
            if len(share) == 1:
                return [str(error)]
        each: list[Found] = []
        for document in share:
            each += await self._in_process(pool, number, [document])
        return each


@asynccontextmanager
async def open_bulk_analysis(
    analyse: Analyse | None,
    pool: AnalysisPool | None = None,
    *,
    is_large: bool,
    workers: int | None = None,
) -> AsyncIterator[BulkAnalysis]:
    """The analysis in `pool`, or in one of its own where there is none and the work is large.

    Its own has so many processes as `workers`, else one a core, up to four.
    """
    if pool is not None or not is_large:
        yield BulkAnalysis(analyse or analyse_late, pool)
        return
    workers = workers or min(_PROCESSES_AT_MOST, os.cpu_count() or 1)
    # One place more than are used: it is kept for people, and here nobody waits.
    lane = Lane(replace(THOROUGH, niceness=0), workers + 1)
    async with open_analysis_pool(lanes=(lane,)) as own:
        # With one process one thing is done at a time, for a machine that has other things to do.
        yield BulkAnalysis(analyse or analyse_late, own, goes_on=workers > 1)


def analyse_each(analyse: Analyse, documents: list[Document]) -> list[Found]:
    """The analysis of each document, or why there is none; one that fails costs no other."""
    return [_analyse_one(analyse, document) for document in documents]


def _analyse_one(analyse: Analyse, document: Document) -> Found:
    try:
        return analyse(document)
    except MemoryError:
        raise
    except Exception as error:
        # A defect of ours: one release is missing, not all.
        log.exception("analyse.failed document=%s", document.id)
        kind = type(error.__cause__ or error).__name__
        return f"the processing failed on it ({kind}); please report this release."
