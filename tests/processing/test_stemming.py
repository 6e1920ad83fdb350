"""Words that are one in another form, and words that only look so."""

import pytest

from processing.words.stemming import stem

ONE = [
    "arrest arrests arrested arresting", "seize seizes seized seizing", "file files filed filing",
    "charge charges charged charging", "fine fines fined fining", "stop stops stopped",
    "add adds added", "city cities", "try tries tried", "box boxes", "woman women",
    "child children", "pass passes passed", "agree agrees agreed", "gang gangs", "gas gases",
    "plan plans planned", "murder murders murdered", "knife knives", "overdose overdoses",
]  # fmt: skip
OTHERS = [
    "customs customers", "customs custom", "securities security", "executive executed", "fill file",
    "mill mile", "car care", "import important", "operation operative", "arms armed", "plan plane",
    "gang gangway", "corporal corporate", "marine marinade", "news new", "hop hope",
]  # fmt: skip


@pytest.mark.parametrize("words", ONE)
def test_forms_of_one_word_are_one(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", OTHERS)
def test_other_words_stay_others(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2
