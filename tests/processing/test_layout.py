import json
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from processing.layout import read_layout
from processing.layout.flat import flatten
from processing.parsed_text import BlockKind, ParsedText

CASES = Path(__file__).parents[1] / "cases" / "layout"


def load(name: str) -> list[Any]:
    cases = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    assert isinstance(cases, list)
    return cases


def read(case: dict[str, Any]) -> ParsedText:
    return read_layout(
        Document("case", case["text"], title=case.get("title"), agency=case.get("agency"))
    )


@pytest.mark.parametrize("case", load("joining") + load("kinds"), ids=lambda case: case["name"])
def test_blocks_and_their_kinds(case: dict[str, Any]) -> None:
    reading = read(case)
    found = [[b.kind.value, reading.flat[b.start : b.end]] for b in reading.blocks]
    assert found == case["blocks"]


def test_flat_makes_odd_characters_plain_and_keeps_their_places() -> None:
    text = (
        "\ufeffThe\u00a0mole’s\tstones\u200bare “old”.\r\n"
        "The workers’ union\x0cagreed\u00adto\u2028it."
    )
    flat = flatten(text)
    assert flat == " The mole's stones are “old”. \nThe workers' union\nagreed\u00adto\nit."
    assert len(flat) == len(text)


def test_closing_single_marks_stay_where_the_text_opens_single_marks() -> None:
    assert flatten("He said ‘it’s ours’ twice") == "He said ‘it's ours’ twice"


def test_a_headline_has_one_sentence_and_furniture_none() -> None:
    reading = read_layout(
        Document(
            "1",
            "Home\nBridge Opens. Ferry Closes\n"
            "The bridge at Low Ferry opens on Monday, the sheriff said.",
            title="Bridge Opens. Ferry Closes",
        )
    )
    told = [reading.blocks[s.block].kind for s in reading.sentences]
    assert told == [BlockKind.HEADLINE, BlockKind.BODY]


def test_a_dateline_stands_outside_the_sentence() -> None:
    reading = read_layout(Document("1", "MARLOW – The bridge opens on Monday."))
    assert [reading.flat[s.start : s.end] for s in reading.sentences] == [
        "The bridge opens on Monday."
    ]
    assert reading.blocks[0].start == 0


def test_an_empty_text_has_neither_blocks_nor_a_language() -> None:
    reading = read_layout(Document("1", " \n\n\t\n"))
    assert (reading.blocks, reading.sentences, reading.language) == ((), (), None)


def test_a_text_in_another_language_says_so() -> None:
    text = "El condado abrió el puente el lunes, dijo el alguacil, después de once meses de obras."
    assert read_layout(Document("1", text)).language == "es"


GAPPED = (
    "Senator Ida Lund  D WK  announced today that the harbour board of Low Ferry will receive  4 "
    "million for the eastern mole  The money was approved by the full chamber on Monday  This is a "
    "great day for Low Ferry  the Senator said  The mole was built in 1902 and has leaked since "
    "the storm of last winter  It will be rebuilt with stone from Wick and Marlow by next spring"
)


def test_sentences_are_told_where_full_stops_were_lost() -> None:
    reading = read_layout(Document("1", GAPPED))
    found = [reading.flat[s.start : s.end] for s in reading.sentences]
    assert found[0].startswith("Senator Ida Lund  D WK  announced today")
    assert found[1] == "The money was approved by the full chamber on Monday"
    assert len(found) == 5


def test_a_text_with_its_full_stops_is_not_cut_at_gaps() -> None:
    text = GAPPED.replace("  ", " ").replace(" The", ".  The").replace(" It", ".  It")
    reading = read_layout(Document("1", text))
    found = [reading.flat[s.start : s.end] for s in reading.sentences]
    assert found[1] == (
        "The money was approved by the full chamber on Monday This is a great day for Low Ferry "
        "the Senator said."
    )
