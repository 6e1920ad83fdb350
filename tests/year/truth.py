"""What must be kept and told of the listings that were given, against what a database holds."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.year.sites import DAY, START, Dates, Site

# As `pipeline.polling` has it: what is older is kept and not told.
_NEWS = timedelta(days=7)
_MARK = re.compile(r"Notice (\d+)-(\d+), version (\d+)\.")

Name = tuple[int, int]


@dataclass(slots=True)
class Expected:
    """Of each release the version it was listed with last, and what there was to tell of it."""

    version: dict[Name, int] = field(default_factory=dict)
    versions: Counter[Name] = field(default_factory=Counter)
    told: Counter[tuple[str, Name]] = field(default_factory=Counter)


def expect(sites: Sequence[Site], given: Iterable[tuple[int, int]]) -> Expected:
    """What the listings come to that were given whole: day and source of each."""
    expected = Expected()
    begun: set[int] = set()
    for day, index in sorted(set(given)):
        site = sites[index]
        for notice in site.listing(day):
            name = (index, notice.number)
            before = expected.version.get(name)
            if before == notice.version:
                continue
            # Midnight is taken for the day, which ends a day later.
            ended = notice.published_at + (DAY if site.dates is Dates.DAY else timedelta())
            is_news = site.dates is Dates.NONE or START + day * DAY - ended <= _NEWS
            if index in begun and is_news:
                expected.told["new" if before is None else "changed", name] += 1
            expected.version[name] = notice.version
            expected.versions[name] += 1
        begun.add(index)
    return expected


@dataclass(slots=True)
class Findings:
    """What is wrong with what was kept and told, a sentence each under its kind."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    releases: int = 0
    told: int = 0

    def note(self, kind: str, name: Name, sites: Sequence[Site], what: str = "") -> None:
        site = sites[name[0]]
        habits = f"guids {site.guids.value}, addresses {site.addresses.value}, {site.form.value}"
        habits += f", dates {site.dates.value}{', one title' if site.is_daily else ''}"
        self.wrong[kind].append(f"{name[0]}-{name[1]} ({habits}, {site.listed} listed) {what}")

    @property
    def line(self) -> str:
        """The counts on one line."""
        kinds = ("lost", "stale", "overwritten", "doubled", "announced twice", "never announced")
        counts = ", ".join(f"{len(self.wrong.get(kind, ()))} {kind}" for kind in kinds)
        return f"{self.releases} releases, {self.told} announcements: {counts}"


def compare(database: Path, sites: Sequence[Site], expected: Expected) -> Findings:
    """Hold a database against what is expected of it."""
    file = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = Findings()
    texts: dict[int, list[str]] = defaultdict(list)
    for number, text in file.execute("SELECT release_id, text FROM versions ORDER BY id"):
        texts[number].append(text)
    now: dict[int, str] = dict(file.execute("SELECT id, text FROM releases"))
    found.releases = len(now)
    holding: dict[Name, list[int]] = defaultdict(list)
    for number, text in now.items():
        marks = [_MARK.search(said) for said in (*texts[number], text)]
        names = [(int(mark[1]), int(mark[2])) for mark in marks if mark]
        last = names[-1]
        holding[last].append(number)
        for other in set(names) - {last}:
            found.note("overwritten", other, sites, f"by {last[0]}-{last[1]}")
    for name, version in expected.version.items():
        numbers = holding.get(name, [])
        if not numbers:
            found.note("lost", name, sites)
        elif len(numbers) > 1:
            found.note("doubled", name, sites, f"as {numbers}")
        elif f", version {version}." not in now[numbers[0]]:
            found.note("stale", name, sites, f"not in version {version}")
    whose = {number: name for name, numbers in holding.items() for number in numbers}
    told: Counter[tuple[str, Name]] = Counter()
    for kind, number in file.execute(
        "SELECT kind, release_id FROM events WHERE release_id IS NOT NULL"
    ):
        told[kind, whose[number]] += 1
    file.close()
    found.told = told.total()
    for event in told.keys() | expected.told.keys():
        if (extra := told[event] - expected.told[event]) > 0:
            found.note("announced twice", event[1], sites, f"{event[0]} {extra} times too often")
        elif extra < 0:
            found.note("never announced", event[1], sites, f"{event[0]} {-extra} times")
    return found
