"""The evaluation sets and the real releases, which lie beside the checkout or nowhere."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from domain.documents import Document
from sources.files import read_documents

ROOT = Path(__file__).parents[1]
OUT = ROOT / "benchmarks" / "out"


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """One annotated file and the scorer that reads it."""

    name: str
    gold: Path
    scorer: Path

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits of the annotated file and its scorer."""
        content = hashlib.sha256(self.gold.read_bytes() + self.scorer.read_bytes())
        return content.hexdigest()[:12]

    def rows(self) -> list[dict]:
        """The annotated rows, gold included."""
        with self.gold.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]


# Name of the set, annotated file, scorer; paths within the shared folder.
_SETS = (
    ("releases", "eval/releases/dev.jsonl", "eval/releases/score.py"),
    ("releases-other", "eval/releases/dev2.jsonl", "eval/releases/score.py"),
    ("quotes", "eval/quotes/dev.jsonl", "eval/quotes/score.py"),
    ("figures", "eval/figures/data/dev.jsonl", "eval/figures/score.py"),
    ("figures-age", "eval/figures/data/extra-age.jsonl", "eval/figures/score.py"),
    ("figures-currency", "eval/figures/data/extra-currency.jsonl", "eval/figures/score.py"),
    ("figures-dimension", "eval/figures/data/extra-dimension.jsonl", "eval/figures/score.py"),
    ("figures-temperature", "eval/figures/data/extra-temperature.jsonl", "eval/figures/score.py"),
)
_CORPUS = "corpora/releases-3000.jsonl.gz"
# How often the samples are repeated where the corpus is missing: enough for a p99.
_SEED_ROUNDS = 100


def find_shared(given: str | None) -> Path | None:
    """The folder of evaluation data: the one given, else `../shared` beside the checkout."""
    folder = Path(given) if given else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def evaluation_sets(shared: Path) -> tuple[list[EvaluationSet], list[str]]:
    """The sets that are there, and the names of those that are not."""
    found, missing = [], []
    for name, gold, scorer in _SETS:
        if (shared / gold).is_file() and (shared / scorer).is_file():
            found.append(EvaluationSet(name, shared / gold, shared / scorer))
        else:
            missing.append(name)
    return found, missing


def corpus(shared: Path | None, count: int | None = None) -> Iterator[Document]:
    """Real releases as they were served; where they are missing, the samples over and over."""
    path = shared and shared / _CORPUS
    if path and path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = (json.loads(line) for line in islice(lines, count))
            yield from (Document(row["id"], row["text"], row.get("title")) for row in rows)
    else:
        files = sorted((ROOT / "seeds" / "releases").glob("*.txt"))
        samples = [read for file in files for read in read_documents(file)]
        documents = [read for read in samples if isinstance(read, Document)]
        yield from islice((d for _ in range(_SEED_ROUNDS) for d in documents), count)


def has_corpus(shared: Path | None) -> bool:
    """Say whether the real releases are there."""
    return bool(shared and (shared / _CORPUS).is_file())
