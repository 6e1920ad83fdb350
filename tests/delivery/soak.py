"""`make soak`: 2,000 channels due at the same minute, a kill in the middle, ten times over.

Then once with two processes started at once.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from sandbox.ratelimits import Bucket
from sandbox.server import open_sandbox
from tests.delivery.crowd import TROUBLE, gather_crowd, run_in_pairs, run_with_kills
from tests.delivery.worker import REFUSED

CHANNELS, RUNS = 2000, 10
# Messages a second of two at once: slow enough that the second comes while the first sends.
PAIR_RATE = 100


async def main() -> int:
    """Print a line a run; 1 where a message was lost or doubled."""
    failed = 0
    for run in range(RUNS):
        buckets = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}
        with tempfile.TemporaryDirectory(prefix="lede-") as folder:
            async with open_sandbox(buckets=buckets) as sandbox:
                sandbox.limits.global_per_second = 5000
                crowd = await gather_crowd(sandbox, Path(folder) / "lede.db", CHANNELS)
                if run % 2:
                    # Each of them once in some forty messages.
                    for every, kind in enumerate(TROUBLE, 41):
                        sandbox.fail_every(every, kind, "POST /channels")
                started = time.perf_counter()
                # Killed at the middle, each run a little elsewhere.
                half = CHANNELS // 2 + 37 * run
                drops = (half + 200, half + 400) if run % 2 else ()
                status = await run_with_kills(crowd, (half,), rate=2000, drops=drops)
                counts = crowd.counts().values()
                resumed = sandbox.gateway.sessions.resumed
        lost = sum(n == 0 for n in counts)
        doubled = sum(n > 1 for n in counts)
        failed += lost + doubled + status
        seconds = time.perf_counter() - started
        trouble = (
            f"with 429, 500, resets, timeouts, lost answers, a gateway resumed {resumed} times"
            if run % 2
            else "no other trouble"
        )
        print(
            f"soak: run {run + 1}: {CHANNELS} channels, {lost} lost, {doubled} doubled, "
            f"{seconds:.0f} s, killed once, {trouble}",
            flush=True,
        )
    return 1 if failed + await _run_in_pairs() else 0


async def _run_in_pairs() -> int:
    """One run more, with two processes started at once before the kill and after it."""
    buckets = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}
    with tempfile.TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox(buckets=buckets) as sandbox:
            sandbox.limits.global_per_second = 5000
            crowd = await gather_crowd(sandbox, Path(folder) / "lede.db", CHANNELS)
            statuses = await run_in_pairs(crowd, (CHANNELS // 2,), rate=PAIR_RATE)
            counts = crowd.counts().values()
    lost, doubled = sum(n == 0 for n in counts), sum(n > 1 for n in counts)
    refused = sum(REFUSED in pair for pair in statuses)
    print(
        f"soak: two processes at once: {CHANNELS} channels, {lost} lost, {doubled} doubled, "
        f"{refused} of {len(statuses)} times one of the two refused",
        flush=True,
    )
    return lost + doubled + len(statuses) - refused


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
