"""Labels of words and the patterns that are written in their names."""

import pytest

from processing.names.labels import SETS, Label, codes, pattern, written
from processing.names.tokens import label_of


def test_codes_are_letters_and_signs_of_one_byte_each_used_once() -> None:
    assert len({label.value for label in Label}) == len(list(Label))
    assert all(label < 128 for label in Label)


def test_a_set_holds_labels_and_no_name_is_both() -> None:
    assert not set(SETS) & set(Label.__members__)
    assert all(name in Label.__members__ for names in SETS.values() for name in names.split())


def test_a_pattern_is_written_in_names_and_spaces_mean_nothing() -> None:
    assert written(r"[TITLE RANK]{1,2} (?= , SUFFIX) \(x") == r"[TF]{1,2}(?=,S)\(x"
    row = bytes(map(label_of, ["Former", "Sheriff", "Ada", "B.", "Lund", "left"]))
    found = pattern("RANK TITLE GIVEN INITIAL CAPITALISED").match(row)
    assert found is not None
    assert found.end() == len(row) - 1


def test_an_unknown_name_of_a_label_is_refused() -> None:
    with pytest.raises(KeyError):
        written("TITEL GIVEN")


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Ada", Label.GIVEN),
        ("Jackson", Label.GIVEN_PLACE),
        ("Sheriff", Label.TITLE),
        ("sheriff", Label.TITLE_LOWER),
        ("Mayor-elect", Label.TITLE),
        ("Kansas-based", Label.LOWER),
        ("County", Label.PLACE_HEAD),
        ("Inc.", Label.COMPANY_ENDING),
        ("FMRA", Label.ACRONYM),
        ("B.", Label.INITIAL),
        ("Jr.", Label.SUFFIX),
        ("41", Label.NUMBER),
        ("’s", Label.OWNER),
        ("", Label.BLOCK_END),
    ],
)
def test_label_of_a_word(word: str, label: Label) -> None:
    assert label_of(word) is label


def test_codes_of_sets_and_labels_stand_in_order() -> None:
    assert codes("ANY_TITLE COMMA") == b"Tt,"
