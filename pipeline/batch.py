"""Many documents through processing, in order, on one core or several."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.record import Record, to_record
from pipeline.collector import settle_collector
from processing import analyse

# Enough documents a trip to a worker to hide the trip, few enough to keep output flowing.
_CHUNK = 8
# Chunks under way for each worker: none waits for work, and memory stays bounded on endless input.
_AHEAD = 3

Input = Document | UnreadableInputError
Output = Record | UnreadableInputError

log = logging.getLogger("lede.batch")


def process_all(
    documents: Iterable[Input], *, workers: int = 1, explain: bool = False
) -> Iterator[Output]:
    """The record of each document in the order they came; what could not be read is passed on.

    With one worker everything runs in this process; with more, in as many processes of their own.
    """
    if workers <= 1:
        for document in documents:
            yield process(document, explain)
        return
    chunks = _chunks(documents)
    # Spawned, not forked: the parent may hold threads and an open terminal.
    begin = settle_collector
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin) as pool:
        under_way: deque[Future[list[Output]]] = deque()
        for chunk in islice(chunks, workers * _AHEAD):
            under_way.append(pool.submit(_process_chunk, chunk, explain))
        while under_way:
            yield from under_way.popleft().result()
            for chunk in islice(chunks, 1):
                under_way.append(pool.submit(_process_chunk, chunk, explain))


def process(document: Input, explain: bool = False) -> Output:
    """The record of one document; an error in its place is handed back."""
    if isinstance(document, UnreadableInputError):
        return document
    try:
        return to_record(analyse(document), explain=explain)
    except Exception as error:
        # A defect of ours: one record is missing, not all.
        log.exception("analyse.failed document=%s", document.id)
        kind = type(error.__cause__ or error).__name__
        return UnreadableInputError(
            f"{document.id}: the processing failed on it ({kind}); please report this release."
        )


def _process_chunk(chunk: list[Input], explain: bool) -> list[Output]:
    return [process(document, explain) for document in chunk]


def _chunks(documents: Iterable[Input]) -> Iterator[list[Input]]:
    pending = iter(documents)
    while chunk := list(islice(pending, _CHUNK)):
        yield chunk
