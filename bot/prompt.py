"""Lines from a person or a pipe, without blocking the event loop."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Iterable


async def read_lines(prompt: str) -> AsyncIterator[str]:
    """Yield what is typed, a line each, until the input ends; at a terminal ask with `prompt`.

    A line is asked for only when the one before has been dealt with, so that answers and prompts
    do not mix.
    """
    if not sys.stdin.isatty():
        for line in await asyncio.to_thread(_piped_lines):
            yield line
        return
    while (line := await _ask(prompt)) is not None:
        yield line


def _piped_lines() -> Iterable[str]:
    return [line.rstrip("\n") for line in sys.stdin]


async def _ask(prompt: str) -> str | None:
    """One line from the terminal with its editing keys; None at the end of input.

    A daemon thread waits for it: a thread of the loop's pool would hold up the exit after Ctrl+C
    until Enter is pressed.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def wait() -> None:
        try:
            line: str | None = input(prompt)
        except EOFError:
            line = None
        loop.call_soon_threadsafe(_fulfil, answer, line)

    threading.Thread(target=wait, daemon=True).start()
    return await answer


def _fulfil(answer: asyncio.Future[str | None], line: str | None) -> None:
    if not answer.done():
        answer.set_result(line)
