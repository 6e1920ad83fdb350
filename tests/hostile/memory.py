"""The memory of a process and of all that it has started, as Linux counts it."""

import os
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def tree_megabytes(root: int | None = None) -> int:
    """What `root` (this process) and those it started take together; 0 where nothing says so.

    What several of them share is counted once.
    """
    kilobytes = sum(map(_share_of, _tree(root or os.getpid())))
    return kilobytes // 1024


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.iterdir() if _PROC.is_dir() else ():
        if entry.name.isdigit():
            with suppress(OSError):
                after_name = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2]
                children[int(after_name.split()[1])].append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        number = waiting.pop()
        found.append(number)
        waiting += children[number]
    return found


def _share_of(number: int) -> int:
    with suppress(OSError):
        for line in (_PROC / str(number) / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
