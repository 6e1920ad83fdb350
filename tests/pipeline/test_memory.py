"""Where the memory of threads lies, as glibc itself tells it."""

import subprocess
import sys

import pytest

_THREADS = """
import ctypes, os, sys, threading
from pipeline.memory import settle_arenas

if sys.argv[1] == "settled":
    settle_arenas()
held = threading.Barrier(6)

def hold():
    body = bytearray(100_000)
    held.wait()

threads = [threading.Thread(target=hold) for _ in range(6)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
written = ctypes.c_void_p(libc.fdopen(os.dup(1), b"w"))
libc.malloc_info(0, written)
libc.fflush(written)
"""


def _arenas(how: str) -> int:
    run = [sys.executable, "-c", _THREADS, how]
    told = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    return told.count("<heap nr=")


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's own account of its memory")
def test_threads_share_one_place() -> None:
    others, settled = _arenas("as it comes"), _arenas("settled")

    if others == 0:
        pytest.skip("this C library keeps no account")
    assert others > settled == 1
