"""Many documents through processing, in order, in one process with limits or in several."""

import logging
import queue
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing.context import BaseContext

from domain.documents import Document
from domain.errors import OverLimitError, UnreadableInputError
from domain.record import Record, to_record
from pipeline.analysis_pool import worker_context
from pipeline.jobs import Analyse, analyse_late, load_analysis
from pipeline.limits import THOROUGH, forking_context
from pipeline.standing import Standing

# Enough documents a trip to a worker to hide the trip, few enough to keep output flowing.
_CHUNK = 8
# Chunks under way for each worker: none waits for work, and memory stays bounded on endless input.
_AHEAD = 3
# Nobody else waits for the processor here.
_LIMITS = replace(THOROUGH, niceness=0)

Input = Document | UnreadableInputError
Output = Record | UnreadableInputError

log = logging.getLogger("lede.batch")


def process_all(
    documents: Iterable[Input],
    *,
    workers: int = 1,
    explain: bool = False,
    analyse: Analyse = analyse_late,
) -> Iterator[Output]:
    """The record of each document in the order they came; what could not be read is passed on.

    They are analysed in as many processes as there are workers, within the limits of every reading;
    one that meets a limit costs no other. With one worker a record comes before the next document
    is asked for. `analyse` is a function of a module.
    """
    with ExitStack() as stack:
        analysers = [
            stack.enter_context(closing(_Analyser(analyse, explain))) for _ in range(workers)
        ]
        if workers <= 1:
            # A copy of this program as it is now, without threads, starts quickest; of several,
            # each would load the word lists for itself.
            analysers[0].begin(forking_context())
            for document in documents:
                if isinstance(document, UnreadableInputError):
                    yield document
                else:
                    yield from analysers[0].process([document])
            return
        yield from _side_by_side(documents, analysers)


def _side_by_side(documents: Iterable[Input], analysers: list["_Analyser"]) -> Iterator[Output]:
    """The records from several analysers, each at work on what comes next."""
    free = queue.SimpleQueue[_Analyser]()
    for analyser in analysers:
        free.put(analyser)

    def process(chunk: list[Input]) -> list[Output]:
        analyser = free.get()
        try:
            return analyser.process(chunk)
        finally:
            free.put(analyser)

    chunks = _chunks(documents)
    with ThreadPoolExecutor(len(analysers), "lede process") as threads:
        under_way: deque[Future[list[Output]]] = deque()
        for chunk in islice(chunks, len(analysers) * _AHEAD):
            under_way.append(threads.submit(process, chunk))
        while under_way:
            yield from under_way.popleft().result()
            for chunk in islice(chunks, 1):
                under_way.append(threads.submit(process, chunk))


class _Analyser:
    """A process that makes records."""

    def __init__(self, analyse: Analyse, explain: bool) -> None:
        self._work = partial(_process_chunk, analyse, explain)
        self._standing = Standing(worker_context(), _LIMITS, load_analysis)

    def begin(self, context: BaseContext) -> None:
        """Make the process now, in this way."""
        self._standing.begin(context)

    def process(self, chunk: list[Input]) -> list[Output]:
        """The records of some documents."""
        name = chunk[0].id if isinstance(chunk[0], Document) else "a document"
        try:
            done: list[Output] = self._standing.run(name, partial(self._work, chunk))
        except OverLimitError as error:
            if len(chunk) == 1:
                return [error]
            # One of them takes too much: each for itself, so that it costs no other.
            return [output for document in chunk for output in self.process([document])]
        return done

    def close(self) -> None:
        """End the process."""
        self._standing.close()


def _process_chunk(analyse: Analyse, explain: bool, chunk: list[Input]) -> list[Output]:
    return [_process(analyse, document, explain) for document in chunk]


def _process(analyse: Analyse, document: Input, explain: bool) -> Output:
    """The record of one document; an error in its place is handed back."""
    if isinstance(document, UnreadableInputError):
        return document
    try:
        return to_record(analyse(document), explain=explain)
    except MemoryError:
        raise
    except Exception as error:
        # A defect of ours: one record is missing, not all.
        log.exception("analyse.failed document=%s", document.id)
        kind = type(error.__cause__ or error).__name__
        return UnreadableInputError(
            f"{document.id}: the processing failed on it ({kind}); please report this release."
        )


def _chunks(documents: Iterable[Input]) -> Iterator[list[Input]]:
    pending = iter(documents)
    while chunk := list(islice(pending, _CHUNK)):
        yield chunk
