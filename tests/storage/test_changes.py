"""What a text says differently from the one before, and what of it matters."""

import pytest

from domain.archive import Changes
from domain.documents import Document
from processing import analyse
from storage.changes import compare

TEXT = (
    "PORT ANSELM — The Harbor Office collected 4,200 dollars in fees on Monday. "
    "“The pier is open to all boats,” said Director Ilse Brandt. "
    "The council thanked the crews."
)


def changes(new: str, title: str | None = "Pier opens") -> Changes:
    before = Document("a", TEXT, title="Pier opens")
    after = Document("a", new, title=title)
    return compare(before, analyse(before), after, analyse(after))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace(" — ", " - ").replace("“", '"').replace("”", '"'),
        TEXT.replace("PORT ANSELM", "Port Anselm"),
        TEXT.replace(". ", ".\n\n"),
        TEXT + "\nLast updated: 21 May 2026",
        TEXT.replace("boats,”", "boats”,"),
    ],
)
def test_dress_is_no_change(text: str) -> None:
    assert not changes(text, title="PIER OPENS").is_material


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("4,200", "42,000"),
        TEXT.replace("4,200", "4.200"),
        TEXT.replace("open to", "closed to"),
        TEXT.replace("Ilse Brandt", "Ilse Brandl"),
        TEXT.replace("thanked", "did not thank"),
        TEXT + "\nThe fees were updated on Monday and again on Friday.",
        TEXT.replace("dollars", "euros"),
        TEXT.partition(" The council")[0],
    ],
)
def test_other_words_are_a_change(text: str) -> None:
    assert changes(text).is_material


def test_what_changed_is_named() -> None:
    found = changes(TEXT.replace("4,200", "42,000").replace("open to all", "shut to all"))
    assert [f.startswith("4,200") for f in found.figures_gone] == [True]
    assert [f.startswith("42,000") for f in found.figures_new] == [True]
    assert found.quotes_gone == ("the pier is open to all boats (Ilse Brandt)",)
    assert found.quotes_new == ("the pier is shut to all boats (Ilse Brandt)",)
    assert (found.names_gone, found.names_new, found.title) == ((), (), None)


def test_a_quote_put_into_another_mouth_is_a_change() -> None:
    found = changes(TEXT.replace("Ilse Brandt", "Tomas Veil"))
    assert found.quotes_new == ("the pier is open to all boats (Tomas Veil)",)
    assert (found.names_gone, found.names_new) == (("Ilse Brandt",), ("Tomas Veil",))


def test_another_title_is_a_change_and_a_missing_one_is_none() -> None:
    assert changes(TEXT, title="Pier shuts").title == ("Pier opens", "Pier shuts")
    assert changes(TEXT, title=None).title is None


def test_what_newer_rules_read_differently_is_no_change() -> None:
    document = Document("a", TEXT)
    other = analyse(Document("a", "Another text of 9 words, with 7 boats."))
    assert compare(document, analyse(document), document, other).is_material
    assert not compare(
        document, analyse(document), document, other, by_same_rules=False
    ).is_material
