"""Plan beyond one machine: a day of a fleet, by discrete events (SimPy), with measured costs.

Prints when the last briefing of the fullest hour is posted, how long alerts wait, and how busy
workers, shards and PostgreSQL are, for fleets of several sizes. `--measure` prints the costs of
this machine, for benchmarks/simulation.toml.
"""

import argparse
import asyncio
import sys
import tomllib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import simpy

FIGURES = Path(__file__).with_suffix(".toml")
SIZES = (10_000, 100_000, 300_000, 1_000_000)
_DAY, _HOUR = 86_400.0, 3_600.0
# Messages that travel together through the simulation: each is one event instead of twenty.
_TOGETHER = 20
# The day is cut where nothing more than this is to be learned, seconds after its end.
_OVERTIME = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Plan:
    """A fleet and its use: costs in seconds, shares, sizes; see simulation.toml."""

    costs: Mapping[str, float]
    use: Mapping[str, Any]
    fleet: Mapping[str, float]
    servers: int

    @property
    def briefings(self) -> int:
        """Briefings a day."""
        return int(self.servers * self.use["briefing_share"])


@dataclass
class Day:
    """What a day showed: seconds that messages waited, seconds of processors."""

    briefings: list[float] = field(default_factory=list)
    alerts: list[float] = field(default_factory=list)
    worker: float = 0.0
    database: float = 0.0
    turn: float = 0.0


def read_plan(servers: int, path: Path = FIGURES) -> Plan:
    """The plan that stands in a file, for so many servers."""
    found = tomllib.loads(path.read_text("utf-8"))
    costs = {name: value / 1000 for name, value in found["costs"].items()}
    return Plan(costs, found["use"], found["fleet"], servers)


def simulate(plan: Plan, seed: int = 1) -> Day:
    """A day of the fleet, from midnight UTC on."""
    environment, day = simpy.Environment(), Day()
    senders = _Senders(environment, plan, day)
    environment.process(_briefings(environment, plan, senders))
    environment.process(_alerts(environment, plan, senders, Random(seed)))
    environment.run(until=_DAY + _OVERTIME)
    return day


class _Senders:
    """All workers: one budget, and so many processors; alerts go before what is late anyway."""

    def __init__(self, environment: simpy.Environment, plan: Plan, day: Day) -> None:
        self._environment, self._plan, self.day = environment, plan, day
        self._budget = simpy.PriorityResource(environment)
        self._workers = simpy.Resource(environment, int(plan.fleet["workers"]))

    def send(self, number: int, waits: list[float], priority: int) -> None:
        """Send so many messages that are due now, and note how long each waits."""
        while number > 0:
            part = min(_TOGETHER, number)
            self._environment.process(self._send(part, waits, priority))
            number -= part

    def _send(self, number: int, waits: list[float], priority: int) -> Generator[Any, Any, None]:
        plan, due = self._plan, self._environment.now
        with self._budget.request(priority=priority) as turn:
            yield turn
            yield self._environment.timeout(number / plan.fleet["budget"])
        with self._workers.request() as free:
            yield free
            yield self._environment.timeout(number * plan.costs["message_worker"])
        yield self._environment.timeout(plan.costs["discord"])
        waits += [self._environment.now - due] * number
        self.day.worker += number * plan.costs["message_worker"]
        self.day.database += number * plan.costs["message_database"]
        self.day.turn += number * plan.costs["turn"]


def _briefings(
    environment: simpy.Environment, plan: Plan, senders: _Senders
) -> Generator[Any, Any, None]:
    due = sorted(
        (((int(hour) - float(zone)) * _HOUR) % _DAY, round(plan.briefings * share * of_zone))
        for hour, share in plan.use["hours"].items()
        for zone, of_zone in plan.use["zones"].items()
    )
    for moment, number in due:
        yield environment.timeout(moment - environment.now)
        senders.send(number, senders.day.briefings, 1)


def _alerts(
    environment: simpy.Environment, plan: Plan, senders: _Senders, chance: Random
) -> Generator[Any, Any, None]:
    releases = plan.use["releases_a_day"]
    each = plan.servers * plan.use["alerts_a_day"] / releases
    for _ in range(int(releases)):
        yield environment.timeout(chance.expovariate(releases / _DAY))
        # Few releases call many watches: an exponential number, of the same mean.
        senders.send(round(each * chance.expovariate(1.0)), senders.day.alerts, 0)


def report(plan: Plan, day: Day) -> dict[str, float]:
    """What is printed of a day, by name."""
    costs, use, fleet = plan.costs, plan.use, plan.fleet
    polls = fleet["sources"] * _DAY / (use["poll_minutes"] * 60)
    releases = use["releases_a_day"]
    commands = plan.servers * use["commands_a_day"]
    worker = day.worker + polls * costs["poll_worker"] + releases * costs["release_worker"]
    busiest = commands / _DAY * use["busiest"]
    database = day.database + releases * costs["release_database"]
    database += commands * costs["command_database"]
    waits, alerts = sorted(day.briefings), sorted(day.alerts)
    servers_each = plan.servers / fleet["shards"]
    return {
        "briefings a day": float(plan.briefings),
        "median wait of a briefing, min": _share(waits, 0.5) / 60,
        "longest wait of a briefing, min": waits[-1] / 60 if waits else 0.0,
        "99 of 100 alerts within, s": _share(alerts, 0.99),
        "workers' processors busy": worker / _DAY / fleet["workers"],
        "commands a second, busiest hour": busiest,
        "shards' processors busy, busiest hour": busiest * costs["command_shard"] / fleet["shards"],
        "PostgreSQL busy, busiest hour": _busiest_database(plan, busiest) / fleet["database_cores"],
        "PostgreSQL busy, all day": database / _DAY / fleet["database_cores"],
        "turn to write taken while sending": fleet["budget"] * costs["turn"],
        "megabytes of a shard": costs["process_megabytes"] * 1000
        + servers_each * costs["server_kilobytes"] * 1000 / 1024,
    }


def _busiest_database(plan: Plan, commands: float) -> float:
    """Processors of PostgreSQL that sending at the budget and the busiest commands take."""
    sending = plan.fleet["budget"] * plan.costs["message_database"]
    return sending + commands * plan.costs["command_database"]


def _share(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def main() -> int:
    """Print a column for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--servers", default=",".join(map(str, SIZES)), help="sizes, by commas")
    parser.add_argument("--set", action="append", default=[], metavar="PART.NAME=NUMBER",
                        help="another figure, as fleet.budget=500")  # fmt: skip
    parser.add_argument("--measure", action="store_true", help="print the costs of this machine")
    asked = parser.parse_args()
    if asked.measure:
        from benchmarks.costs import measure

        return asyncio.run(measure())
    sizes = [int(size) for size in asked.servers.split(",")]
    columns = []
    for size in sizes:
        plan = _changed(read_plan(size), asked.set)
        columns.append(report(plan, simulate(plan)))
    print(f"{'':40s}" + "".join(f"{size:>13,}" for size in sizes))
    for name in columns[0]:
        print(f"{name:40s}" + "".join(f"{column[name]:13,.3g}" for column in columns))
    return 0


def _changed(plan: Plan, changes: Sequence[str]) -> Plan:
    parts = {"costs": dict(plan.costs), "use": dict(plan.use), "fleet": dict(plan.fleet)}
    for change in changes:
        name, _, value = change.partition("=")
        part, _, figure = name.partition(".")
        if figure not in parts.get(part, {}):
            raise SystemExit(f"{change}: there is no such figure in {FIGURES.name}")
        parts[part][figure] = float(value) / (1000 if part == "costs" else 1)
    return Plan(parts["costs"], parts["use"], parts["fleet"], plan.servers)


if __name__ == "__main__":
    sys.exit(main())
