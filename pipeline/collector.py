"""Python's garbage collector, set for a process that analyses releases.

An analysis makes tens of thousands of small objects and no cycles. As Python comes, the collector
looks through them every 700 that are made, and through all word lists again and again: a seventh
of the time of an analysis, to find nothing.
"""

import gc

# So many more objects than before are looked through; a release of ordinary length makes fewer at
# a time. Cycles, which others make, wait that much longer: some megabytes at most.
_BETWEEN = 50_000


def settle_collector() -> None:
    """Leave alone what is loaded by now, and look through what comes more seldom.

    Called once where a process begins its work, with the word lists loaded if they will be needed.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN, 20, 50)
