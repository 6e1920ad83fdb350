"""What the table and the list of changes say."""

from benchmarks.gate import Change, Row
from benchmarks.tables import changes, scores


def test_scores_shows_score_target_and_floor_and_names_what_is_not_held() -> None:
    rows = [
        Row("news", "F1", 79.94, target=85.0),
        Row("news", "speaker", 62.0, target=60.0),
        Row("news", "role", 50.0, target=60.0),
        Row("news", "words", 66.0, target=62.0, better="lower"),
    ]
    head, *lines = scores(rows, {"news/F1": 81.0}).splitlines()
    assert head.split() == ["set", "row", "score", "target", "floor"]
    assert [line.split() for line in lines] == [
        ["news", "F1", "79.9", "85.0", "81.0", "BROKEN", "FLOOR"],
        ["news", "speaker", "62.0", "60.0", "-"],
        ["news", "role", "50.0", "60.0", "-", "below", "target"],
        ["news", "words", "66.0", "62.0", "62.0", "BROKEN", "FLOOR"],
    ]


def test_changes_lists_a_few_names_and_counts_the_rest() -> None:
    told = changes("news", {"quote": Change(["a 1", "a 2", "a 3"], ["b 1"])}, listed=2)
    assert [line.strip() for line in told] == [
        "news, quote: 3 gained, 1 lost",
        "+ a 1",
        "+ a 2",
        "+ and 1 more",
        "- b 1",
    ]


def test_changes_says_when_nothing_changed_and_when_nothing_is_pinned() -> None:
    assert changes("news", {"quote": Change()}, listed=2) == ["  news: no item changed"]
    assert changes("news", None, listed=2) == ["  news: nothing is pinned for this data"]
