"""Hundreds of real releases, page furniture and all: no exception, every receipt true."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Lede

pytestmark = pytest.mark.shared


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a record that has a place, however deep."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def test_every_release_of_the_corpus_is_processed_with_true_receipts(
    lede: Lede, shared: Path, tmp_path: Path
) -> None:
    # Every tenth: the whole takes minutes, and `make bench` reads all of it.
    with gzip.open(shared / "corpora" / "releases-3000.jsonl.gz", "rt", encoding="utf-8") as lines:
        chosen = list(lines)[::10]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(chosen), "utf-8")
    texts = {row["id"]: row["text"] for row in map(json.loads, chosen)}
    ran = lede("process", "--workers", "2", str(corpus), within=600)
    assert ran.returncode == 0, ran.stderr[-2000:]
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(records) == len(texts) == 300
    for record in records:
        text = texts[record["id"]]
        for span in spans(record):
            assert text[span["start"] : span["end"]] == span["text"] != ""
