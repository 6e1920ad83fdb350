"""One job in a process of its own, within limits of memory, processor time and output.

What comes from elsewhere is read here: whatever its bytes do to a library, they do it to a process
that holds nothing else and ends with its job. The limits are the system's own (`setrlimit`), so
that code in C is bound by them too. Where the system has none (Windows) the clock alone binds.
"""

import logging
import math
import os
import pickle
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from domain.errors import AnalysisError, LedeError, OverLimitError, StarvedError
from domain.sentences import Translatable
from pipeline.defects import defect
from pipeline.memory import give_back

if sys.platform != "win32":
    import resource

log = logging.getLogger("lede.worker")

MEGABYTE = 1024 * 1024
# What the environment holds that is nobody's business who reads foreign bytes.
SECRETS = ("DISCORD_TOKEN", "LEDE_DATABASE")
# A job that takes less of the processor than this, in seconds, while it is waited for stands still.
_STANDS_STILL = 0.05
# So often a job that goes on slowly is waited for anew.
_MOST_WAITS = 5
# Lines of a job's log that reach ours.
_MOST_RECORDS = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may take.

    `memory` is in bytes above what the process begins with; of it `trusted` may have been in use in
    the end: some libraries go on with half a file where memory is refused to them. `processor` is
    in seconds of the processor; what took none for `seconds` of the clock waits for something, and
    is ended. `output` is in bytes. `niceness` is how far other processes go first, as `nice` has
    it.
    """

    memory: int
    trusted: int
    processor: int
    seconds: float
    output: int = 24 * MEGABYTE
    niceness: int = 0


# What "cannot be read" is followed by, for each limit.
_WHY = {
    "memory": Translatable("reading it takes more memory than any release does"),
    "time": Translatable("reading it takes more time than any release does"),
    "output": Translatable("it holds more than any release or feed does"),
    "end": Translatable("the process that read it was ended by the system"),
    "busy": Translatable("this machine is too busy with other things. Try again later"),
}


class Message(NamedTuple):
    """What a process has to say: its result or its error, the limit it met, its log."""

    result: Any = None
    error: LedeError | None = None
    limit: str | None = None
    records: tuple[tuple[str, int, str], ...] = ()

    def outcome(self, name: str) -> Any:
        """The result, or the error that it says; what the process logged is logged here."""
        for logger, level, line in self.records:
            logging.getLogger(logger).log(level, "%s", line)
        if self.error is not None:
            raise self.error
        if self.limit is not None:
            log.info("job.limit on=%r limit=%s", name[:80], self.limit)
            kind = StarvedError if self.limit == "busy" else OverLimitError
            raise kind("{name} cannot be read: {why}.", name=name[:200], why=_WHY[self.limit])
        return self.result


class Job:
    """One call of a function of a module, done in a process of its own.

    `name` is what it reads, for the sentences about it.
    """

    def __init__(
        self, context: BaseContext, limits: Limits, name: str, call: Callable[[], Any]
    ) -> None:
        self._context = context
        self._limits = limits
        self._name = name
        self._call = call
        self._process: BaseProcess | None = None
        self._is_cancelled = False

    def run(self) -> Any:
        """What the function gives; blocks until its process has ended.

        Raises the LedeError that it raises, AnalysisError for any other error, OverLimitError where
        the process met a limit or was ended, StarvedError where it got too little of the processor.
        """
        message = self._said()
        return message.outcome(self._name)

    def cancel(self) -> None:
        """End the process; from any thread, whether it has begun or not."""
        self._is_cancelled = True
        if self._process is not None:
            # Ended and put away meanwhile: then there is nothing to end.
            with suppress(ValueError):
                self._process.kill()

    def _said(self) -> Message:
        receiver, sender = self._context.Pipe(duplex=False)
        arguments = (sender, self._limits, self._name, self._call)
        # `Process` is no attribute of the base of all contexts, though each of them has it.
        process: BaseProcess = self._context.Process(  # type: ignore[attr-defined]
            target=_work, args=arguments, daemon=True
        )
        try:
            process.start()
        except (OSError, EOFError):
            # The server that forks was ended itself; another begins with the next job.
            receiver.close()
            return Message(limit="end")
        finally:
            sender.close()
        self._process = process
        try:
            if self._is_cancelled:
                process.kill()
            if (waited := awaited(receiver, process.pid, self._limits)) is not None:
                return Message(limit=waited)
            message = _received(receiver, self._limits)
            if message is None:
                process.join()
                message = Message(limit=limit_met(process.exitcode))
            return message
        finally:
            process.kill()
            process.join()
            process.close()
            receiver.close()


def awaited(receiver: Connection, pid: int | None, limits: Limits) -> str | None:
    """Wait until the process says something or ends; the limit it met where it does neither.

    On a machine that is busy with other things a process gets little of the processor. That is
    none of its doing: it goes on for as long as it gets some, up to a bound.
    """
    taken = 0.0
    for _ in range(_MOST_WAITS):
        if receiver.poll(limits.seconds):
            return None
        before, taken = taken, processor_seconds(pid)
        if taken - before < _STANDS_STILL:
            return "time"
    return "busy"


def _received(receiver: Connection, limits: Limits) -> Message | None:
    """What the process said; None where it ended without a word."""
    try:
        message = pickle.loads(receiver.recv_bytes(limits.output + MEGABYTE))
    except (EOFError, OSError):
        return None
    return message if isinstance(message, Message) else None


def limit_met(exitcode: int | None) -> str:
    """Which limit a process met that ended without a word."""
    return "time" if exitcode == -getattr(signal, "SIGXCPU", 0) else "end"


def processor_seconds(pid: int | None) -> float:
    """What a process has taken of the processor; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
        user, system = after_name.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _work(sender: Connection, limits: Limits, name: str, call: Callable[[], Any]) -> None:
    """The whole life of the process: take on the limits, do the job, say what came of it."""
    records = Records()
    # What it was told, a body of megabytes now and then, is a part of its limit: what counts is
    # above the server it was forked from. What that came through is free by now.
    give_back()
    base = min(
        filter(None, (virtual_bytes("VmSize"), virtual_bytes("VmSize", os.getppid()))), default=0
    )
    confine(limits, base)
    limit_processor(limits, is_last=True)
    # Who asked may have been killed meanwhile.
    with suppress(BrokenPipeError):
        sender.send_bytes(answered(name, call, limits, records, base))
    sender.close()


def answered(
    name: str, call: Callable[[], Any], limits: Limits, records: "Records", base: int
) -> bytes:
    """What comes of a call in a confined process, as it travels; `base` is what that began with."""
    message = _done(name, call)
    if base and virtual_bytes("VmPeak") - base > limits.trusted:
        # What it logged was that it lacked memory, in other words.
        message, records.kept[:] = Message(limit="memory"), []
    return _packed(name, message, records, limits)


def _done(name: str, call: Callable[[], Any]) -> Message:
    try:
        return Message(result=call())
    except MemoryError:
        return Message(limit="memory")
    except AnalysisError as error:
        return Message(error=defect(name, error))
    except LedeError as error:
        return Message(error=error)
    except Exception as error:
        return Message(error=defect(name, error))


def _packed(name: str, message: Message, records: "Records", limits: Limits) -> bytes:
    """A message as it travels, or one that says why it cannot."""
    try:
        data = pickle.dumps(message._replace(records=tuple(records.kept)), pickle.HIGHEST_PROTOCOL)
        if len(data) <= limits.output:
            return data
        message = Message(limit="output")
    except MemoryError:
        message = Message(limit="memory")
    except Exception as error:
        message = Message(error=defect(name, error))
    # These are short, and nothing of them can be refused.
    return pickle.dumps(message._replace(records=tuple(records.kept)))


def confine(limits: Limits, base: int) -> None:
    """Take on all limits but that of the processor; nothing takes them off again."""
    warnings.simplefilter("ignore")
    forget_secrets()
    # Ctrl+C reaches every process of a terminal; what it means is said by the one that started us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    with suppress(OSError):
        os.nice(limits.niceness)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if base:
        ceiling = base + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def limit_processor(limits: Limits, *, is_last: bool) -> None:
    """Give the call that follows its time of the processor; `is_last` where no other comes."""
    if sys.platform == "win32":
        return
    # What went before is none of the call's. At the first the process is told and ends; at the
    # second, which cannot be raised again, it is ended.
    seconds = math.ceil(time.process_time()) + limits.processor
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1 if is_last else most))


def forget_secrets() -> None:
    """Take what no reader needs out of the environment of this process."""
    for name in SECRETS:
        os.environ.pop(name, None)


def virtual_bytes(line: str, pid: int | None = None) -> int:
    """A size of a process (this one) by its line in /proc; 0 where the system has none."""
    with suppress(OSError):
        for written in Path(f"/proc/{pid or 'self'}/status").read_text("ascii").splitlines():
            if written.startswith(f"{line}:"):
                return int(written.split()[1]) * 1024
    return 0


class Records(logging.Handler):
    """Keeps what a job logs, so that it is said where logs are written; others are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[str, int, str]] = []
        # Libraries that read files complain of each that is damaged: nobody hears it.
        logging.getLogger().handlers[:] = [logging.NullHandler()]
        lede = logging.getLogger("lede")
        lede.handlers[:] = [self]
        lede.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record as the line it would be."""
        if len(self.kept) < _MOST_RECORDS:
            self.kept.append((record.name, record.levelno, self.format(record)[:4000]))
