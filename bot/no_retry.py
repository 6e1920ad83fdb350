"""Requests that are made once: the library repeats by itself what it got no answer to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import aiohttp

_WAIT = 429


class RepeatedError(Exception):
    """A request was about to be made again that may have been carried out already."""


@dataclass(slots=True)
class _Try:
    is_made: bool = False


class NoRetry:
    """Keeps requests made in a block from being repeated, by a trace of the library's session."""

    def __init__(self) -> None:
        self._trying: ContextVar[_Try | None] = ContextVar("trying", default=None)

    @contextmanager
    def only_once(self) -> Iterator[None]:
        """Let one request be made in this block; a second raises RepeatedError.

        One that was answered with 429 was not carried out, and may be made again.
        """
        token = self._trying.set(_Try())
        try:
            yield
        finally:
            self._trying.reset(token)

    def trace(self) -> aiohttp.TraceConfig:
        """What watches the session, for the client's option `http_trace`."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._start)
        config.on_request_end.append(self._end)
        return config

    async def _start(self, *_: Any) -> None:
        trying = self._trying.get()
        if trying is not None:
            if trying.is_made:
                raise RepeatedError
            trying.is_made = True

    async def _end(self, _: Any, __: Any, ended: aiohttp.TraceRequestEndParams) -> None:
        trying = self._trying.get()
        if trying is not None and ended.response.status == _WAIT:
            trying.is_made = False
