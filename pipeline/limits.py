"""What a job may take, and how a program that does nothing else makes its one process.

Without the loop of events, which such a program has no use for.
"""

import multiprocessing
from multiprocessing.context import BaseContext

from pipeline.worker import MEGABYTE, Limits

# What nearly every release is read within: most take a hundredth of it.
QUICK = Limits(memory=64 * MEGABYTE, trusted=40 * MEGABYTE, processor=1, seconds=20.0, niceness=2)
# What is read at all. With the bot and the server it stays under 400 MB.
THOROUGH = Limits(
    memory=96 * MEGABYTE, trusted=84 * MEGABYTE, processor=8, seconds=60.0, niceness=5
)


def forking_context() -> BaseContext:
    """How a program without threads makes its one process: as a copy of itself, at no cost."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")
