"""Jobs as hostile as a file can make them, in a module that other processes can import."""

import logging
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.documents import Document
from domain.errors import BusyError


def give(value: object) -> object:
    return value


def number_of_process() -> int:
    return os.getpid()


def fill_memory() -> int:
    return len([b"x" * 1000 for _ in range(10**7)])


def fill_memory_quietly() -> str:
    """As a library does that goes on without what it was refused."""
    kept = []
    try:
        while True:
            kept.append(b"x" * 1_000_000)
    except MemoryError:
        return f"half of it: {len(kept)}"


def take_processor() -> None:
    while True:
        pass


def take_processor_in_c() -> int:
    return len(str(9 ** (10**8)))


def sleep() -> None:
    time.sleep(3600)


def go_on_slowly(seconds: float) -> str:
    """Takes a third of the processor, so long."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        worked = time.process_time()
        while time.process_time() - worked < 0.05:
            pass
        time.sleep(0.1)
    return "done"


def end() -> None:
    os._exit(3)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def recurse() -> None:
    recurse()


def give_much() -> bytes:
    return b"x" * 2_000_000


def give_what_cannot_travel() -> Callable[[], None]:
    return lambda: None


def fail() -> None:
    raise IndexError("a rule that is broken")


def refuse() -> None:
    raise BusyError("{host} asks to be left alone.", 7.0, host="a.example")


def complain() -> str:
    logging.getLogger("lede.sources").warning("encoding.taken file=%s", "a.txt")
    logging.getLogger("pypdf").warning("a library that complains of each file")
    return "done"


def mark(path: str) -> None:
    """Say that it has begun, then take the processor for ever."""
    with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123  as little as can be
        file.write("begun\n")
    take_processor()


def slow_in_the_first_lane(document: Document) -> Any:
    """Takes more than a quick lane gives, and less than a thorough one."""
    began = time.process_time()
    while time.process_time() - began < 1.2:
        pass
    return document.id


def environment() -> tuple[dict[str, str], bytes]:
    """What the process knows of its environment, and what the system says it was given."""
    return dict(os.environ), Path("/proc/self/environ").read_bytes()
