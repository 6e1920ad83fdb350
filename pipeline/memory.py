"""Memory that large bodies took, given back to the system."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Return what is free, where the C library keeps it for what is asked for next (glibc does).

    A few bodies of ten megabytes, sent to processes by threads, else leave tens of them behind.
    """
    if sys.platform == "linux":
        # Other C libraries have no such function.
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
