"""Three thousand real releases, page furniture and all: no exception, every receipt true."""

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
    lede: Lede, shared: Path
) -> None:
    corpus = shared / "corpora" / "releases-3000.jsonl.gz"
    ran = lede("process", "--workers", "2", str(corpus))
    assert ran.returncode == 0, ran.stderr[-2000:]
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(records) == len(texts) == 3000
    for record in records:
        text = texts[record["id"]]
        for span in spans(record):
            assert text[span["start"] : span["end"]] == span["text"] != ""
