"""Lines from a person or a pipe, without blocking the event loop."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial


async def read_lines(prompt: str) -> AsyncIterator[str]:
    """Yield what is typed, a line each, until the input ends; at a terminal ask with `prompt`.

    A line is asked for only when the one before has been dealt with, so that answers and prompts
    do not mix.
    """
    is_terminal = sys.stdin.isatty()
    if is_terminal:
        # Its mere import gives `input` the arrow keys and a history; Windows has none.
        with suppress(ImportError):
            import readline  # noqa: F401
    read = partial(input, prompt) if is_terminal else _piped_line
    while True:
        line = await _in_background(read)
        if line is None:
            return
        yield line


def _piped_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


async def _in_background(read: Callable[[], str]) -> str | None:
    """One line of `read`; None at the end of the input.

    A daemon thread waits for it: a thread of the loop's pool would hold up the exit after Ctrl+C
    until Enter is pressed.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def wait() -> None:
        try:
            line: str | None = read()
        except (EOFError, OSError):  # at its end, or the terminal is gone
            line = None
        # After Ctrl+C the loop may be closed before Enter is pressed.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_fulfil, answer, line)

    threading.Thread(target=wait, daemon=True).start()
    return await answer


def _fulfil(answer: asyncio.Future[str | None], line: str | None) -> None:
    if not answer.done():
        answer.set_result(line)
