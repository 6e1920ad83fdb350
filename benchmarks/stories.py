"""Releases of one story: how many pairs are found, and how long the search takes among many."""

import argparse
import asyncio
import gzip
import itertools
import json
import random
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import gate, tables
from benchmarks.data import ROOT
from benchmarks.gate import Row
from domain.documents import Document, Span
from domain.facts import Analysis, Figure, Operation, Person
from processing import analyse
from storage.clusters import find_same
from storage.engine import SqliteDatabase, database_path
from storage.identity import title_to_show
from storage.opening import open_storage
from storage.signatures import Signature, common_words, marks_of, sign
from storage.stories import is_same_story

CASES = Path(__file__).parents[1] / "tests" / "cases" / "stories" / "releases.toml"
FLOORS = ROOT / "benchmarks" / "floors.json"
STORED, LOOKUPS, BATCH = 100_000, 500, 2_000
# Milliseconds of the processor that a search may take at the 99th percentile: other work on the
# machine does not lengthen them.
_MOST = 10.0
_FIRST_DAY = date(2024, 1, 1)
_NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Scored:
    """Pairs of the set written for it, by what was decided; `wrong` names the errors."""

    hits: int
    found: int
    wanted: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the pairs found, the share that is of one story."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs of one story, the share that is found."""
        return self.hits / self.wanted if self.wanted else 1.0


def score_pairs() -> Scored:
    """Decide every pair of the set, as the storage would."""
    signed: list[tuple[str, Signature]] = []
    for case in tomllib.loads(CASES.read_text("utf-8"))["releases"]:
        document = Document(
            case["title"], case["text"].strip(), case["title"], case["day"], agency=case["agency"]
        )
        signature = sign(document, analyse(document), case["title"], first_seen=_NOW)
        signed.append((case["story"], signature))
    stories = _joined([signature for _, signature in signed])
    hits = found = wanted = 0
    wrong = []
    for left, right in itertools.combinations(range(len(signed)), 2):
        (story, one), (other_story, other) = signed[left], signed[right]
        is_same, is_found = story == other_story, stories[left] == stories[right]
        wanted, found, hits = wanted + is_same, found + is_found, hits + (is_same and is_found)
        if is_same != is_found:
            wrong.append(f"{'joined' if is_found else 'missed'}: {one.title} / {other.title}")
    return Scored(hits, found, wanted, tuple(wrong))


def _joined(signatures: Sequence[Signature]) -> list[int]:
    """The story of each, named by a member: as the storage joins them, through a third too."""
    stories = list(range(len(signatures)))
    for left, right in itertools.combinations(range(len(signatures)), 2):
        if is_same_story(signatures[left], signatures[right]):
            gone, kept = stories[right], stories[left]
            stories = [kept if story == gone else story for story in stories]
    return stories


@dataclass(frozen=True)
class Pairs:
    """Pairs of releases an annotator read: how many are decided as one story, and found at all."""

    rows: tuple[Row, ...]
    wrong: tuple[str, ...]


def score_read_pairs(shared: Path) -> Pairs:
    """Decide the annotated pairs, and ask of each whether the two would meet in the archive."""
    folder = shared / "eval" / "stories"
    with gzip.open(folder / "dev-texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row for row in map(json.loads, lines)}
    hits = found = wanted = met = merged = 0
    related, wrong = 0, []
    for pair in json.loads((folder / "dev.json").read_text("utf-8")):
        one, other = (_signed(texts[f"{pair['id']}{side}"]) for side in "ab")
        is_same, is_found = pair["label"] == "same", is_same_story(one, other)
        wanted, found, hits = wanted + is_same, found + is_found, hits + (is_same and is_found)
        met += is_same and bool(set(marks_of(one)) & set(marks_of(other)))
        related, merged = (
            related + (pair["label"] == "related"),
            merged + (pair["label"] == "related" and is_found),
        )
        if is_same != is_found:
            wrong.append(f"{'joined' if is_found else 'missed'}: {pair['why']}")
    rows = (
        Row("stories", "precision", 100 * hits / max(1, found), 90.0),
        Row("stories", "recall", 100 * hits / max(1, wanted), 75.0),
        Row("stories", "blocking recall", 100 * met / max(1, wanted), 95.0),
        Row("stories", "related merged", 100 * merged / max(1, related), 10.0, "lower"),
    )
    return Pairs(rows, tuple(wrong))


def _signed(row: dict[str, Any]) -> Signature:
    day = date.fromisoformat(row["published_at"][:10]) if row["published_at"] else None
    document = Document(row["id"], row["text"], row["title"], day, agency=row["issuer"])
    analysis = analyse(document)
    return sign(document, analysis, title_to_show(document, analysis.title), first_seen=_NOW)


def _run_pairs(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print the rows of the annotated pairs; 1 if a floor is broken."""
    if shared is None or not (shared / "eval" / "stories" / "dev.json").is_file():
        print("stories: the annotated pairs are not beside this checkout")
        return 0
    pairs = score_read_pairs(shared)
    floors = json.loads(FLOORS.read_text("utf-8"))
    print(tables.scores(list(pairs.rows), floors))
    for error in pairs.wrong:
        print(f"  {error}")
    if arguments.pin:
        keys = {row.key for row in pairs.rows}
        floors = gate.raise_floors(pairs.rows, floors, [n for n in arguments.lower if n in keys])
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return int(bool(gate.broken(pairs.rows, floors)))


def run(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print all; 1 if a floor is broken or a search among many takes too long."""
    status = _run_pairs(shared, arguments)
    scored = score_pairs()
    print(
        f"stories: {scored.wanted} pairs of one story: precision {scored.precision:.3f}, "
        f"recall {scored.recall:.3f}"
    )
    for error in scored.wrong:
        print(f"  {error}")
    stored = arguments.releases or STORED
    with tempfile.TemporaryDirectory() as folder:
        return max(status, asyncio.run(_time_lookups(Path(folder) / "lede.db", stored)))


async def _time_lookups(file: Path, stored: int) -> int:
    chance = random.Random(1)
    pairs = list(_invented(chance, stored))
    async with open_storage(file) as storage:
        started = time.perf_counter()
        for batch in _batches(pairs):
            await storage.releases.save_many(batch, now=_NOW)
        each = (time.perf_counter() - started) / stored
    database = SqliteDatabase(database_path(file))
    try:
        passed, used = [], []
        async with database.reading() as connection:
            for document, analysis in chance.sample(pairs, min(LOOKUPS, stored)):
                signature = sign(document, analysis, document.title or "", first_seen=_NOW)
                started, worked = time.perf_counter(), time.process_time()
                await find_same(connection, 0, signature)
                passed.append((time.perf_counter() - started) * 1000)
                used.append((time.process_time() - worked) * 1000)
    finally:
        await database.close()
    megabytes = await asyncio.to_thread(lambda: file.stat().st_size / 1e6)
    p50, p99, used_p50, used_p99 = (
        sorted(times)[int(len(times) * share)] for times in (passed, used) for share in (0.5, 0.99)
    )
    print(
        f"  among {stored:,} releases: a search takes {p50:.1f} ms (p50), {p99:.1f} ms (p99), of "
        f"the processor {used_p50:.1f} and {used_p99:.1f} ms; "
        f"kept and joined in {each * 1000:.2f} ms each, {megabytes:,.0f} MB"
    )
    return int(used_p99 >= _MOST)


def _batches(
    pairs: Sequence[tuple[Document, Analysis]],
) -> Iterator[Sequence[tuple[Document, Analysis]]]:
    for start in range(0, len(pairs), BATCH):
        yield pairs[start : start + BATCH]


def _invented(chance: random.Random, number: int) -> Iterator[tuple[Document, Analysis]]:
    """Releases of words that are as common, and officials as often named, as in real ones."""
    words = [*common_words(), *(f"w{n}" for n in range(20_000))]
    weights = [1 / (n + 1) for n in range(len(words))]
    # Sentences that many releases share, as those of a boilerplate are.
    shared = [" ".join(chance.choices(words, weights, k=25)) for _ in range(60)]
    for n in range(number):
        own = " ".join(chance.choices(words, weights, k=180))
        text = f"{own}. {'. '.join(chance.sample(shared, 2))}."
        span = Span.of(text, 0, 2)
        analysis = Analysis(
            f"r{n}", None, None, None, None, "en",
            figures=tuple(
                Figure(span, float(chance.randrange(20, 5_000))) for _ in range(6)
            ),
            people=tuple(
                Person(f"Person {chance.randrange(3_000)}", (span,)) for _ in range(3)
            ),
            operations=(Operation(f"Operation {n // 3}", (span,)),) if n % 10 == 0 else (),
        )  # fmt: skip
        day = _FIRST_DAY + timedelta(days=n // 110)
        title = " ".join(chance.choices(words, weights, k=9))
        yield Document(f"r{n}", text, title, day, agency=f"Agency {n % 300}"), analysis
