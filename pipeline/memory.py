"""Memory as the C library keeps it: in one place, and given back to the system where it is free."""

import ctypes
import sys
from contextlib import suppress

# `M_ARENA_MAX` of glibc's malloc.h.
_MOST_ARENAS = -8


def settle_arenas() -> None:
    """Have all threads take their memory from one place, where each would have one of its own.

    Called once where a process begins that sends bodies by threads. What one thread gave back the
    next cannot take from another's place, and half empty places add up to tens of megabytes; none
    of the threads asks so often that it waits for another.
    """
    if sys.platform == "linux":
        # Other C libraries than glibc have no such function.
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(_MOST_ARENAS, 1)


def give_back() -> None:
    """Return what is free, where the C library keeps it for what is asked for next (glibc does).

    A few bodies of ten megabytes, sent to processes by threads, else leave tens of them behind.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
