"""The plan beyond one machine: a day that can be reckoned by hand, and what figures do to it."""

import subprocess
import sys

import pytest

from benchmarks.simulation import Plan, read_plan, report, simulate

COSTS = {
    "message_worker": 0.0, "message_database": 0.0, "command_shard": 0.01, "command_database": 0.0,
    "poll_worker": 0.0, "release_worker": 0.0, "release_database": 0.0, "turn": 0.0,
    "discord": 0.0, "server_kilobytes": 0.0, "process_megabytes": 0.1,
}  # fmt: skip
FLEET = {"shards": 1, "workers": 1, "sources": 0, "budget": 40.0, "database_cores": 1}


def plan(alerts: float = 0.0, budget: float = 40.0) -> Plan:
    """2,400 briefings at seven o'clock of one zone, and so many alerts of a server a day."""
    use = {
        "briefing_share": 1.0, "hours": {"7": 1.0}, "zones": {"0": 1.0}, "alerts_a_day": alerts,
        "releases_a_day": 200, "commands_a_day": 36.0, "busiest": 2.0, "poll_minutes": 20,
    }  # fmt: skip
    return Plan(COSTS, use, FLEET | {"budget": budget}, 2_400)


def test_the_last_briefing_waits_as_long_as_the_budget_takes() -> None:
    day = simulate(plan())
    assert len(day.briefings) == 2_400
    assert max(day.briefings) == pytest.approx(2_400 / 40)
    assert max(simulate(plan(budget=80.0)).briefings) == pytest.approx(2_400 / 80)


def test_alerts_go_before_briefings_and_none_is_lost() -> None:
    day = simulate(plan(alerts=1.0))
    assert len(day.alerts) == pytest.approx(2_400, rel=0.3)
    # Of the fullest minute they wait for what is being sent, not for the minute.
    assert max(day.alerts) < max(day.briefings)


def test_what_is_busy_is_reckoned_from_the_costs() -> None:
    told = report(plan(), simulate(plan()))
    assert told["commands a second, busiest hour"] == pytest.approx(2_400 * 36 / 86_400 * 2)
    assert told["shards' processors busy, busiest hour"] == pytest.approx(0.02)
    assert told["megabytes of a shard"] == pytest.approx(100)


def test_its_own_figures_are_read_and_a_wrong_one_is_told() -> None:
    assert sum(read_plan(1).use["zones"].values()) == pytest.approx(1.0)
    assert sum(read_plan(1).use["hours"].values()) == pytest.approx(1.0)
    command = [sys.executable, "-m", "benchmarks.simulation", "--servers", "100", "--set"]
    ran = subprocess.run([*command, "use.alerts=3"], capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "there is no such figure" in ran.stderr
    ran = subprocess.run([*command, "fleet.budget=80"], capture_output=True, text=True, check=False)
    assert "longest wait of a briefing" in ran.stdout
