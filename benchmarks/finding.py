"""Milliseconds of a search, a quote check and 2,000 watches over a large archive, on each database.

Each kind of search is asked many times in different words, because the same words twice are twice
as fast. Beside the time that passed stands the processor time of this process, which other work on
the machine does not lengthen; what PostgreSQL needs is not in it.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import func, select

from benchmarks.filling import fill
from benchmarks.generated import agency_name, rare_word, release, releases, speaker_name
from benchmarks.servers import empty_postgres
from domain.archive import NO_FILTERS, Filters, TermKind
from domain.watches import WatchCriteria
from pipeline.collector import settle_collector
from pipeline.digest import to_release
from pipeline.quotations import check_quotation
from pipeline.quoted import Quoted
from pipeline.searching import search
from pipeline.understanding import understand
from pipeline.watching import hits_among
from storage import Storage, open_storage
from storage.opening import database_at
from storage.schema import bring_up_to_date
from storage.signatures import common_words
from storage.tables import RELEASES

STORED, WATCHES = 100_000, 2_000
# What the product promises at most, milliseconds at the 99th percentile.
SEARCH, CHECK, WATCHING = 100.0, 100.0, 50.0
_ROUNDS, _WARM_UP = 100, 5
_BUSY = 30.0
_MOST_COMMON = 60

Act = Callable[[], Awaitable[object]]


def run(arguments: argparse.Namespace) -> int:
    """Print a row for each kind; 1 where one is slower than its target."""
    number = arguments.releases or STORED
    if arguments.database:
        return asyncio.run(_measure(arguments.database, number))
    with TemporaryDirectory(prefix="lede-") as folder:
        status = asyncio.run(_measure(str(Path(folder) / "lede.db"), number))
    with empty_postgres("finding") as address:
        if address is not None:
            status = max(status, asyncio.run(_measure(address, number)))
    return status


async def _measure(address: str, number: int) -> int:
    await _fill(address, number)
    kind = "PostgreSQL" if "://" in address else "SQLite"
    print(
        f"{kind}, {number:,} releases stored, {_ROUNDS} rounds each, milliseconds passed and "
        f"of the processor (target p99: a search {SEARCH:g}, a quote check {CHECK:g}, "
        f"{WATCHES:,} watches {WATCHING:g})"
    )
    print(f"{'':34s} {'p50':>7s} {'p99':>7s} {'p50':>7s} {'p99':>7s}")
    status = 0
    async with open_storage(address, busy_seconds=_BUSY) as storage:
        acts = [(name, act, SEARCH) for name, act in (await _searches(storage, number)).items()]
        acts += [(name, act, CHECK) for name, act in _checks(storage, number).items()]
        acts.append((f"{WATCHES:,} watches", _watching(number), WATCHING))
        # As the bot and its workers do when they begin.
        settle_collector()
        for name, act, target in acts:
            status = max(status, await _row(name, act, target))
    return status


async def _fill(address: str, number: int) -> None:
    """Keep as many releases as there are to be; those that are there stay."""
    database = database_at(address, _BUSY)
    try:
        await bring_up_to_date(database)
        async with database.reading() as connection:
            there = (await connection.execute(select(func.count()).select_from(RELEASES))).scalar()
        if (there or 0) < number:
            await fill(database, releases(number - (there or 0), first=there or 0))
        if not there:
            await database.make_compact()
    finally:
        await database.close()


async def _searches(storage: Storage, number: int) -> dict[str, Act]:
    chance = Random(1)
    common, rest = common_words()[:_MOST_COMMON], common_words()[_MOST_COMMON:]
    agencies = await storage.terms.complete(TermKind.AGENCY, "", limit=20)
    measures = await storage.terms.complete(TermKind.MEASURE, "", limit=8)

    def ask(make: Callable[[], str], filters: Callable[[], Filters] = lambda: NO_FILTERS) -> Act:
        asked = iter([(make(), filters()) for _ in range(_WARM_UP + _ROUNDS)])

        async def act() -> None:
            query, narrowed = next(asked)
            await search(storage, query, limit=5, filters=narrowed)

        return act

    def drawn(*lists: Sequence[str]) -> str:
        return " ".join(chance.choice(words) for words in lists)

    def rare() -> str:
        return rare_word(int(10_000 ** chance.random()))

    def several() -> Filters:
        day = release(chance.randrange(number))[0].published_at
        since = day if isinstance(day, date) else None
        until = since + timedelta(days=90) if since else None
        return Filters(
            agency=chance.choice(agencies), measure=chance.choice(measures), since=since,
            until=until,
        )  # fmt: skip

    def phrase() -> str:
        words = release(chance.randrange(number))[0].text.split()
        at = chance.randrange(len(words) - 3)
        return f'"{" ".join(words[at : at + 2])}"'

    return {
        "a very common word": ask(lambda: drawn(common)),
        "three very common words": ask(lambda: drawn(common, common, common)),
        "three common words": ask(lambda: drawn(rest, rest, rest)),
        "a rare word": ask(rare),
        "a common and a rare word": ask(lambda: f"{drawn(rest)} {rare()}"),
        "a phrase": ask(phrase),
        "-word": ask(lambda: f"{drawn(rest)} {drawn(rest)} -{drawn(common)}"),
        "a misspelt word": ask(lambda: _misspelt(chance, chance.choice(rest), 1)),
        "two letters wrong": ask(lambda: _misspelt(chance, rare(), 2)),
        "several filters": ask(lambda: drawn(rest), several),
        "an agency's name": ask(lambda: agency_name(chance.randrange(200))),
    }


def _checks(storage: Storage, number: int) -> dict[str, Act]:
    """A quotation as it stands, with a word changed, shortened, and one that nobody has said."""
    chance = Random(2)

    def words() -> list[str]:
        while True:
            _, analysis = release(chance.randrange(number))
            if analysis.quotes:
                return analysis.quotes[0].span.text.split()

    def check(change: Callable[[list[str]], list[str]]) -> Act:
        asked = iter([" ".join(change(words())) for _ in range(_WARM_UP + _ROUNDS)])

        async def act() -> None:
            await check_quotation(storage, Quoted(next(asked), 0))

        return act

    return {
        "quote check, verbatim": check(lambda w: w),
        "quote check, a word changed": check(lambda w: [*w[:3], rare_word(77), *w[4:]]),
        "quote check, shortened": check(lambda w: [*w[:4], "…", *w[6:]]),
        "quote check, of common words": check(lambda _: chance.choices(common_words()[:200], k=14)),
    }


def _watching(number: int) -> Act:
    watches = [_watch(n) for n in range(WATCHES)]
    numbers = range(number, number + _WARM_UP + _ROUNDS)
    coming = iter([to_release(n, *release(n)) for n in numbers])

    async def act() -> None:
        hits_among(watches, [next(coming)])

    return act


def _watch(n: int) -> WatchCriteria:
    """Watches as people have them: mostly words, some people, agencies and figures."""
    words = common_words()
    match n % 10:
        case 0:
            return understand(person=speaker_name(n))
        case 1:
            return understand(agency=agency_name(n % 400))
        case 2:
            return understand(figure=f"fines over ${n * 1_000:,}")
        case 3:
            return understand(figure=f"more than {n} arrests")
        case 4:
            return understand(
                words=f"{words[n % 900 + 100]} AND {rare_word(n)} -{rare_word(n + 9)}"
            )
        case 5:
            return understand(
                words=f'"{words[n % 700 + 60]} {words[n % 900 + 100]}" OR {rare_word(n)}'
            )
        case _:
            return understand(words=f"{words[n % 1900 + 300]} {rare_word(n)}, {rare_word(n + 5)}")


def _misspelt(chance: Random, word: str, letters: int) -> str:
    """The word with so many pairs of letters changed round."""
    for _ in range(letters):
        if len(word) > 3:
            at = chance.randrange(1, len(word) - 1)
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word


async def _row(name: str, act: Act, target: float) -> int:
    passed, used = [], []
    for i in range(_WARM_UP + _ROUNDS):
        begun, worked = perf_counter(), process_time()
        await act()
        if i >= _WARM_UP:
            passed.append((perf_counter() - begun) * 1000)
            used.append((process_time() - worked) * 1000)
    figures = [cut for times in (passed, used) for cut in _percentiles(times)]
    is_slow = figures[1] > target
    shown = " ".join(f"{figure:7.1f}" for figure in figures)
    print(f"{name:34s} {shown}{'  over' if is_slow else ''}", flush=True)
    return int(is_slow)


def _percentiles(times: Sequence[float]) -> tuple[float, float]:
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[98]
