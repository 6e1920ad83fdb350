import re

from hypothesis import given
from hypothesis import strategies as st

from domain.documents import Span
from storage.passage import PASSAGE_LENGTH, best_passage

WORDS = "The harbor office counted boats at the pier. "


def found(text: str, *words: str) -> list[Span]:
    pattern = "|".join(re.escape(word) for word in words)
    return [Span(m.start(), m.end(), m[0]) for m in re.finditer(pattern, text)]


def test_nothing_matches() -> None:
    assert best_passage(WORDS, []) is None


def test_passage_has_the_most_different_words() -> None:
    text = "Boats, boats, boats.\nA pier is a pier.\nThe boats lie at the pier today."
    passage, inside = best_passage(text, found(text, "boats", "pier")) or (None, ())
    assert passage is not None
    assert passage.text == "The boats lie at the pier today."
    assert [m.text for m in inside] == ["boats", "pier"]


def test_passage_keeps_to_whole_sentences_where_they_fit() -> None:
    text = WORDS * 6 + "A crane fell on Friday. " + WORDS * 6
    passage, _ = best_passage(text, found(text, "crane")) or (None, ())
    assert passage is not None
    assert passage.text.startswith("A crane fell on Friday. The harbor")
    assert passage.text.endswith(".")
    assert len(passage.text) <= PASSAGE_LENGTH


def test_passage_begins_with_the_match_where_the_sentence_does() -> None:
    text = WORDS * 6 + "Cranes fell on Friday. " + WORDS * 6
    passage, _ = best_passage(text, found(text, "Cranes")) or (None, ())
    assert passage is not None
    assert passage.text.startswith("Cranes fell on Friday. The harbor")


def test_passage_of_an_endless_sentence_keeps_to_whole_words() -> None:
    text = "word " * 200 + "crane " + "other " * 200
    passage, inside = best_passage(text, found(text, "crane")) or (None, ())
    assert passage is not None
    assert set(passage.text.split()) == {"word", "crane", "other"}
    assert len(passage.text) <= PASSAGE_LENGTH
    assert [m.text for m in inside] == ["crane"]


def test_passage_of_a_word_longer_than_a_passage_is_that_word() -> None:
    text = "x" * 1000
    passage, inside = best_passage(text, [Span(0, 1000, text)]) or (None, ())
    assert passage == Span(0, 1000, text)
    assert inside == (passage,)


@given(st.text(alphabet="ab .\n“”A", max_size=900), st.sampled_from(["a", "b", "ab", "A"]))
def test_passage_is_a_receipt_that_holds_its_matches(text: str, word: str) -> None:
    matches = found(text, word)
    best = best_passage(text, matches)
    assert (best is None) == (not matches)
    if best is not None:
        passage, inside = best
        assert passage.stands_in(text)
        assert passage.text == passage.text.strip()
        assert len(passage.text) <= PASSAGE_LENGTH
        assert inside
        assert all(passage.start <= m.start and m.end <= passage.end for m in inside)
        assert "\n" not in passage.text
