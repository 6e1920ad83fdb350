"""A process with limits that does one call after another, for work that comes in a stream.

A job (`pipeline.worker`) has a process to itself, which costs some milliseconds: as much as the
analysis of a release. Where many follow each other they share one, each call with the whole time,
all with the memory of one job. What lacks memory there is done again as a job of its own: what came
before it may have left little.
"""

import pickle
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from pipeline.worker import (
    MEGABYTE,
    Job,
    Limits,
    Message,
    Records,
    answered,
    awaited,
    confine,
    limit_met,
    limit_processor,
    virtual_bytes,
)


class Standing:
    """One process that stands ready. Used by one thread at a time; close it at the end.

    It begins with `load`, without limits, at the first call or with `begin`; where it has ended
    another begins.
    """

    def __init__(
        self, context: BaseContext, limits: Limits, load: Callable[[], None] | None = None
    ) -> None:
        self._context = context
        self._limits = limits
        self._load = load
        self._begun: tuple[BaseProcess, Connection] | None = None

    def begin(self, context: BaseContext | None = None) -> None:
        """Make the process now; `context`, where given, is how this one alone is made."""
        make = context or self._context
        ours, theirs = make.Pipe()
        # `Process` is no attribute of the base of all contexts, though each of them has it.
        process: BaseProcess = make.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self._limits, self._load), daemon=True
        )
        process.start()
        theirs.close()
        self._begun = process, ours

    def run(self, name: str, call: Callable[[], Any]) -> Any:
        """What the call gives; `name` is what it reads. Raises what `Job.run` raises."""
        if self._begun is None:
            self.begin()
        assert self._begun is not None
        message = self._asked(*self._begun, (name, call))
        if message.limit is not None:
            self.close()
            if message.limit not in ("time", "busy"):
                return Job(self._context, self._limits, name, call).run()
        return message.outcome(name)

    def close(self) -> None:
        """End the process."""
        if self._begun is None:
            return
        process, connection = self._begun
        self._begun = None
        connection.close()
        process.kill()
        process.join()
        process.close()

    def _asked(self, process: BaseProcess, connection: Connection, what: object) -> Message:
        """What the process said, or which limit it met without a word."""
        try:
            connection.send(what)
            if (waited := awaited(connection, process.pid, self._limits)) is not None:
                return Message(limit=waited)
            message = pickle.loads(connection.recv_bytes(self._limits.output + MEGABYTE))
        except (EOFError, OSError):
            process.join()
            return Message(limit=limit_met(process.exitcode))
        return message if isinstance(message, Message) else Message(limit="end")


def _serve(connection: Connection, limits: Limits, load: Callable[[], None] | None) -> None:
    """The life of the process: take on the limits, then call after call until nobody asks."""
    if load is not None:
        load()
    records = Records()
    base = virtual_bytes("VmSize")
    confine(limits, base)
    while True:
        try:
            name, call = connection.recv()
        except (EOFError, OSError):
            return
        limit_processor(limits, is_last=False)
        connection.send_bytes(answered(name, call, limits, records, base))
        records.kept.clear()
