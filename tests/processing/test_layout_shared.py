"""What annotated releases and news texts must keep: prose is never dropped for tidiness."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from processing.head import find_head
from processing.layout import read_layout
from processing.parsed_text import ParsedText

pytestmark = pytest.mark.shared

# One page of the set is a mere index whose "facts" are headlines; 97 % leaves room for no other.
NUGGETS_LEAST = 0.97
PROSE_LEAST = 0.97


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def prose(reading: ParsedText) -> str:
    return bare(" ".join(reading.flat[b.start : b.end] for b in reading.blocks if b.kind.is_prose))


def test_quotes_and_facts_of_the_releases_stand_in_prose(shared: Path) -> None:
    quotes = facts = kept = 0
    for release in load(shared / "eval/releases/dev.jsonl"):
        reading = read_layout(Document(release["id"], release["text"], title=release["title"]))
        words = prose(reading)
        for quote in release["gold"]["quotes"]:
            quotes += 1
            assert bare(quote["text"]) in words, f"{release['id']}: {quote['text'][:60]}"
        for nugget in release["gold"]["nuggets"]:
            facts += 1
            kept += any(bare(support) in words for support in nugget["support"])
    assert quotes
    assert kept >= NUGGETS_LEAST * facts


def test_days_of_the_releases_are_right_or_absent(shared: Path) -> None:
    for release in load(shared / "eval/releases/dev.jsonl"):
        reading = read_layout(Document(release["id"], release["text"], title=release["title"]))
        day = find_head(reading, None).date
        assert day is None or day.value == release["gold"]["date"], release["id"]


def test_news_texts_are_prose_and_english(shared: Path) -> None:
    whole = read = 0
    for story in load(shared / "eval/quotes/dev.jsonl"):
        reading = read_layout(Document(story["id"], story["text"]))
        assert reading.language == "en"
        whole += len(story["text"])
        read += sum(b.end - b.start for b in reading.blocks if b.kind.is_prose)
    assert read >= PROSE_LEAST * whole


def test_single_sentences_are_read(shared: Path) -> None:
    for item in load(shared / "eval/figures/data/dev.jsonl"):
        reading = read_layout(Document(item["id"], item["text"]))
        assert reading.language == "en", item["text"]
        assert [block.kind.is_prose for block in reading.blocks] == [True], item["text"]
