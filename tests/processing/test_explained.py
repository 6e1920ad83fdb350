"""`--explain` names the rule behind every part of a record that is shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from domain.record import to_record
from processing import analyse
from sources.files import read_documents

_SAMPLES = sorted((Path(__file__).parents[2] / "seeds" / "releases").glob("*.txt"))


def _unexplained(record: dict[str, Any]) -> Iterator[str]:
    """The parts of a record that are shown and name no rule."""
    head = record["head"]
    for part in ("title", "agency", "place", "date", "label", "embargo", "event"):
        if head.get(part) and not head[part]["rule"]:
            yield f"head: {part}"
    for kind in ("summary", "figures", "quotes", "people", "organizations", "operations", "places"):
        yield from (f"{kind}: {part}" for part in record[kind] if not part["rule"])
    for figure in record["figures"]:
        rules = figure["rules"]
        shown = {name for name in ("counted", "subject", "measure", "rank") if figure[name]}
        shown |= {"relation"} if figure["relation"] != "=" else set()
        shown |= {"status"} if figure["status"] != "stated" else set()
        yield from (f"figure {figure['text']}: {name}" for name in shown - rules.keys())
        yield from (f"claim: {claim}" for claim in figure["claims"] if not claim["rule"])
    for quote in record["quotes"]:
        shown = {part for part in ("name", "role") if quote[f"speaker_{part}"]}
        yield from (f"quote {quote['text']}: {name}" for name in shown - quote["rules"].keys())
    for person in record["people"]:
        shown = {part for part in ("role", "organization") if person[part]}
        yield from (f"{person['name']}: {name}" for name in shown - person["rules"].keys())


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_every_part_that_is_shown_names_its_rule(path: Path) -> None:
    documents = [read for read in read_documents(path) if isinstance(read, Document)]
    assert documents
    for document in documents:
        assert list(_unexplained(to_record(analyse(document), explain=True))) == []


def test_subject_names_the_rules_of_its_verb() -> None:
    told = {
        "The fee will not rise to $7 in May.": "modal-and-base+not",
        "The fee has been raised to $7.": "have-and-participle+be-and-participle",
        "The fee rose to $7 in May.": None,
    }
    for text, verb in told.items():
        (figure,) = to_record(analyse(Document("case", text)), explain=True)["figures"]
        assert figure["rules"].get("verb") == verb


@pytest.mark.parametrize(
    "text, subject, clause",
    [
        ("Revenue of the ferry rose to $7 million in May.", "Revenue of the ferry", "main-clause"),
        ("The council said the fee rose to $7 in May.", "fee", "content-without-that"),
        ("The council cut the ferry fee to $7 in May.", "ferry fee", "main-clause"),
        ("Ferry fee: $7", "Ferry fee", None),
    ],
)
def test_subject_names_the_rule_of_its_clause(text: str, subject: str, clause: str | None) -> None:
    record = to_record(analyse(Document("case", text)), explain=True)
    (figure,) = record["figures"]
    assert figure["subject"] == subject
    assert figure["rules"].get("clause") == clause
