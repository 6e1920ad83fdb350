"""Floors rise and never fall by themselves; what was gained and lost is told by name."""

import pytest

from benchmarks.gate import (
    Row,
    SetItems,
    broken,
    compare,
    missed,
    pack,
    raise_floors,
    unpack,
)

IDS = {"quote": ("harbor 1", "harbor 2", "orchard 1", "orchard 2")}


def items(*hits: bool, digest: str = "d1") -> SetItems:
    return SetItems(digest, {"quote": hits})


def test_raise_floors_moves_up_to_the_tenth_below_the_score() -> None:
    assert raise_floors([Row("news", "F1", 81.279)], {"news/F1": 80.0}) == {"news/F1": 81.2}


def test_raise_floors_keeps_a_floor_the_run_does_not_reach() -> None:
    assert raise_floors([Row("news", "F1", 70.0)], {"news/F1": 80.0}) == {"news/F1": 80.0}


def test_raise_floors_keeps_rows_that_were_not_run() -> None:
    floors = raise_floors([Row("news", "F1", 70.0)], {"court/F1": 55.5})
    assert floors == {"court/F1": 55.5, "news/F1": 70.0}


def test_raise_floors_falls_only_for_a_row_named_to_fall() -> None:
    rows = [Row("news", "F1", 70.0), Row("news", "speaker", 60.0)]
    floors = {"news/F1": 80.0, "news/speaker": 65.0}
    lowered = raise_floors(rows, floors, lower=["news/F1"])
    assert lowered == {"news/F1": 70.0, "news/speaker": 65.0}


def test_raise_floors_refuses_to_lower_a_row_nobody_has() -> None:
    with pytest.raises(ValueError, match="news/F2"):
        raise_floors([Row("news", "F1", 70.0)], {}, lower=["news/F2"])


def test_raise_floors_pins_nothing_where_lower_is_better() -> None:
    words = Row("news", "words", 58.7, target=62.0, better="lower")
    assert raise_floors([words], {}) == {}


def test_raise_floors_pins_no_score_that_could_not_be_counted() -> None:
    assert raise_floors([Row("news", "F1", float("nan"))], {}) == {}


def test_broken_names_rows_under_their_floor_and_over_their_bound() -> None:
    fallen = Row("news", "F1", 79.9)
    long = Row("news", "words", 62.1, target=62.0, better="lower")
    held = Row("news", "speaker", 65.0)
    floors = {"news/F1": 80.0, "news/speaker": 65.0}
    assert broken([fallen, long, held], floors) == [fallen, long]


def test_broken_counts_a_score_that_went_missing() -> None:
    gone = Row("news", "F1", float("nan"))
    assert broken([gone], {"news/F1": 80.0}) == [gone]


def test_a_floor_just_pinned_is_not_broken_by_its_own_run() -> None:
    rows = [Row("news", "F1", 81.279), Row("news", "speaker", 60.0)]
    assert broken(rows, raise_floors(rows, {})) == []


def test_missed_names_rows_short_of_their_target() -> None:
    short, reached, free = (
        Row("news", "F1", 59.9, target=60.0),
        Row("news", "speaker", 60.0, target=60.0),
        Row("news", "role", 1.0),
    )
    assert missed([short, reached, free]) == [short]


def test_compare_tells_gained_and_lost_by_name() -> None:
    changes = compare(IDS, items(True, True, False, False), items(True, False, True, False))
    assert changes is not None
    assert changes["quote"].gained == ["harbor 2"]
    assert changes["quote"].lost == ["orchard 1"]


def test_compare_says_nothing_about_another_data_set() -> None:
    before = items(True, True, True, True, digest="d0")
    assert compare(IDS, items(True, True, True, True), before) is None
    assert compare(IDS, items(True, True, True, True), None) is None


def test_pack_keeps_every_flag_and_no_name() -> None:
    found = SetItems("d1", {"quote": (False, False, True, False, True), "speaker": ()})
    packed = pack(found)
    assert unpack(packed) == found
    assert "harbor" not in str(packed)


def test_unpack_refuses_flags_that_do_not_fit_their_count() -> None:
    with pytest.raises(ValueError, match="pinned"):
        unpack({"digest": "d1", "hits": {"quote": [3, "1f"]}})
