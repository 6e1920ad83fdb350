"""Some days of the simulated year (`make year`), with processes that are killed."""

from pathlib import Path

from tests.year.running import World, run
from tests.year.sites import sites


async def test_nothing_is_lost_overwritten_or_told_twice_where_processes_are_killed(
    tmp_path: Path,
) -> None:
    done = await run(World(sites(12, 110, 5, seed=3), 5, tmp_path), kills=1, seed=1)
    assert done.findings.wrong == {}
    assert done.kills > 0
    assert done.findings.releases > 90
    assert done.findings.told > 50
