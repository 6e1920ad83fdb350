"""The settings of the garbage collector, in a process of its own: they hold for all of it."""

import subprocess
import sys

SCRIPT = """
import gc, weakref
from pipeline.collector import settle_collector

class Node: pass

settle_collector()
print(gc.get_freeze_count() > 0, gc.isenabled())
first = Node()
first.itself = first
gone = weakref.ref(first)
del first
made = [[] for _ in range(200_000)]
print(gone() is None)
"""


def test_cycles_are_still_found() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    ).stdout
    assert printed.split() == ["True", "True", "True"]
