"""A process that is killed on the way loses nothing and posts nothing twice."""

import signal
from pathlib import Path

from sandbox.ratelimits import Bucket
from sandbox.server import open_sandbox
from tests.delivery.crowd import TROUBLE, Crowd, gather_crowd, kill_at, run_in_pairs, run_with_kills
from tests.delivery.worker import REFUSED

# The long run, 2,000 channels ten times over, is `make soak`.
CHANNELS = 200
_WIDE = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}


async def test_killed_twice_every_channel_has_one_message(tmp_path: Path) -> None:
    async with open_sandbox(buckets=_WIDE) as sandbox:
        sandbox.limits.global_per_second = 5000
        crowd = await gather_crowd(sandbox, tmp_path / "lede.db", CHANNELS)
        status = await run_with_kills(crowd, (CHANNELS // 4, CHANNELS // 2), rate=2000)
        assert status == 0
        counts = crowd.counts()
    assert {channel: n for channel, n in counts.items() if n != 1} == {}


async def test_two_processes_at_once_are_one(tmp_path: Path) -> None:
    async with open_sandbox(buckets=_WIDE) as sandbox:
        sandbox.limits.global_per_second = 5000
        crowd = await gather_crowd(sandbox, tmp_path / "lede.db", 80)
        killed, last = await run_in_pairs(crowd, (30,), rate=10)
        counts = crowd.counts()
    assert killed == {REFUSED, -signal.SIGKILL}
    assert last == {REFUSED, 0}
    assert {channel: n for channel, n in counts.items() if n != 1} == {}


async def test_trouble_and_a_kill_together(tmp_path: Path) -> None:
    async with open_sandbox(buckets=_WIDE) as sandbox:
        sandbox.limits.global_per_second = 5000
        crowd = await gather_crowd(sandbox, tmp_path / "lede.db", 60)
        for kind in TROUBLE * 2:
            sandbox.fail_next(kind, "POST /channels")
        assert await run_with_kills(crowd, (30,), rate=2000, drops=(40,)) == 0
        counts = crowd.counts()
    assert {channel: n for channel, n in counts.items() if n != 1} == {}


async def test_killed_and_started_when_discord_has_forgotten_the_nonces(tmp_path: Path) -> None:
    """What was on its way is found by reading the channels back."""
    async with open_sandbox(buckets=_WIDE) as sandbox:
        sandbox.limits.global_per_second = 5000
        crowd = await gather_crowd(sandbox, tmp_path / "lede.db", 100)
        # Posted, and never answered before the kill.
        sandbox.fail_every(2, "lost_timeout", "POST /channels")
        asked = len(sandbox.requests)
        assert await _killed_then_calm(crowd) == 0
        counts = crowd.counts()
        read = [r for r in sandbox.requests[asked:] if r.route.endswith("messages")]
    assert {channel: n for channel, n in counts.items() if n != 1} == {}
    assert any(request.method == "GET" for request in read)


async def _killed_then_calm(crowd: Crowd) -> int:
    """Killed at forty; ten minutes later the network is sound again."""
    await kill_at(crowd, 40, rate=2000)
    crowd.sandbox.fail_no_more()
    return await run_with_kills(crowd, (), rate=2000, ahead=600.0)
