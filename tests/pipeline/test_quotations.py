"""Quotations against originals: what is verbatim, what is altered, what is another."""

import pytest

from pipeline.quotations import compare, is_verbatim, likeness, quotations_in

SAID = "We will not rest until every crate in this harbor has been opened, and opened again."


@pytest.mark.parametrize(
    "quotation, verbatim",
    [
        (SAID, True),
        ("we will not rest until every crate in this harbor has been opened", True),
        ("We will not rest … opened again.", True),
        ("We will not rest until every crate [here] has been opened", True),
        ("We will rest until every crate in this harbor has been opened", False),
        ("opened again … We will not rest", False),
        ("We won’t rest until every crate", False),
    ],
)
def test_verbatim_is_every_word_in_order(quotation: str, verbatim: bool) -> None:
    assert is_verbatim(quotation, SAID) is verbatim


def test_a_dropped_not_is_shown() -> None:
    pieces = list(compare("We will rest until every crate", SAID))
    assert [(p.words, p.change) for p in pieces] == [
        ("We will", "kept"),
        ("not", "left_out"),
        ("rest until every crate", "kept"),
    ]


def test_other_sentences_are_not_alike() -> None:
    assert likeness("We will rest until every crate has been opened", SAID) > 0.6
    assert likeness("The harbor will be closed until the crane has been mended", SAID) < 0.6


@pytest.mark.parametrize(
    "message, quoted",
    [
        ("She said “we looked in every crate” twice", ["we looked in every crate"]),
        ('He said "we looked in every crate" and "nobody was hurt at all".',
         ["we looked in every crate", "nobody was hurt at all"]),
        ("> we looked in every crate", ["we looked in every crate"]),
        ("the “Tin Man” came", ["the “Tin Man” came"]),
        ("ok", []),
    ],
)  # fmt: skip
def test_what_a_message_quotes(message: str, quoted: list[str]) -> None:
    assert quotations_in(message) == quoted
