"""Where foreign bytes are read and analysed: in processes with limits, a few at a time.

Each job is a process of its own (`pipeline.worker`), forked from a server that has all libraries
and word lists loaded: it begins in milliseconds, shares their memory, and leaves nothing behind for
the next. What takes longer than a release does is begun anew in a slow lane of its own, so that no
ordinary one ever waits for it.
"""

import asyncio
import multiprocessing
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from multiprocessing.context import BaseContext
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from domain.errors import OverLimitError, StarvedError, UnreadableInputError
from pipeline.limits import QUICK, THOROUGH
from pipeline.room import Room
from pipeline.turns import Party, Turns
from pipeline.worker import SECRETS, Job, Limits

# Readings of one person that may be under way, and of all people: each holds its file meanwhile.
_OF_A_PERSON = 3
_OF_ALL_PEOPLE = 12
# What the server loads before it forks: all that reads, warm.
_PRELOADED = "pipeline.preload"

Work = ParamSpec("Work")
Result = TypeVar("Result")


class Lane(NamedTuple):
    """So many jobs at once, each within these limits."""

    limits: Limits
    room: int


# Two quick ones, of which sources get one at a time; the machine may have two cores.
LANES = (Lane(QUICK, 2), Lane(THOROUGH, 1))


class AnalysisPool:
    """Runs jobs. Made by `open_analysis_pool`; nothing is started before the first job.

    A job that meets a limit in one lane is begun anew in the next; in the last its limit is final.
    """

    def __init__(self, lanes: Sequence[Lane] = LANES, preloaded: Sequence[str] = ()) -> None:
        self._lanes = [(lane.limits, Turns(lane.room)) for lane in lanes]
        self.room_for_sources = max(1, lanes[0].room - 1)
        self.room = Room()
        self._context = worker_context(preloaded)
        # A thread for each job that runs: it sends what is to be read, and waits.
        self._threads = ThreadPoolExecutor(sum(lane.room for lane in lanes), "lede job")
        self._admitted: Counter[Party] = Counter()
        self._jobs: set[Job] = set()

    async def run(
        self,
        party: Party,
        name: str,
        function: Callable[Work, Result],
        *args: Work.args,
        **named: Work.kwargs,
    ) -> Result:
        """What `function(...)` gives, done for a party in a process of its own.

        `function` is one of a module, `name` what it reads. Raises the LedeError of the function,
        AnalysisError for any other, OverLimitError for what takes more than a release does.
        """
        call = partial(function, *args, **named)
        *others, last = self._lanes
        for limits, turns in others:
            async with turns.turn(party):
                try:
                    return cast(Result, await self._done(Job(self._context, limits, name, call)))
                except StarvedError:
                    raise
                except OverLimitError:
                    continue
        limits, turns = last
        async with turns.turn(party):
            return cast(Result, await self._done(Job(self._context, limits, name, call)))

    @contextmanager
    def admitted(self, party: Party) -> Iterator[None]:
        """Let a person's reading in; UnreadableInputError where too many are under way.

        Asked before a file is taken in, since each is held until its turn has come.
        """
        if self._admitted[party] >= _OF_A_PERSON:
            raise UnreadableInputError(
                "{number} of your readings are still under way. Try again when one has ended.",
                number=_OF_A_PERSON,
            )
        if self._admitted.total() >= _OF_ALL_PEOPLE:
            raise UnreadableInputError(
                "Lede is reading as much as it can just now. Try again in a minute."
            )
        self._admitted[party] += 1
        try:
            yield
        finally:
            self._admitted[party] -= 1
            if not self._admitted[party]:
                del self._admitted[party]

    def warm(self) -> None:
        """Start the server beside other work, so that the first to ask does not wait for it."""
        start_server(self._context)
        limits, _ = self._lanes[-1]
        self._threads.submit(Job(self._context, limits, "nothing", _nothing).run)

    def close(self) -> None:
        """End every job that runs."""
        for job in list(self._jobs):
            job.cancel()
        self._threads.shutdown(cancel_futures=True)

    async def _done(self, job: Job) -> Any:
        self._jobs.add(job)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, job.run)
        except asyncio.CancelledError:
            job.cancel()
            raise
        finally:
            self._jobs.discard(job)


@asynccontextmanager
async def open_analysis_pool(
    lanes: Sequence[Lane] = LANES, preloaded: Sequence[str] = ()
) -> AsyncIterator[AnalysisPool]:
    """A pool whose jobs end with it. `preloaded` are modules that every process imports anyway."""
    pool = AnalysisPool(lanes, preloaded)
    try:
        yield pool
    finally:
        # In a thread, because the processes take a moment to end.
        await asyncio.to_thread(pool.close)


def worker_context(preloaded: Sequence[str] = ()) -> BaseContext:
    """How processes are made: forked from a server that has no threads; spawned on Windows."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED, *preloaded])
    return context


def start_server(context: BaseContext) -> None:
    """Begin the server that forks, which loads what it needs beside what this process does next.

    It is given no secret of the environment: call it from the main thread, where settings are read.
    """
    if context.get_start_method() != "forkserver":
        return
    # Imported late: Windows has none.
    from multiprocessing import forkserver

    kept = {name: os.environ.pop(name) for name in SECRETS if name in os.environ}
    try:
        forkserver.ensure_running()
    finally:
        os.environ.update(kept)


def _nothing() -> None:
    """A job that does nothing."""
