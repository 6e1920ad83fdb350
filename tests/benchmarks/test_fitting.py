"""Weights are fitted to marks: what is marked high gains, what is rare stays where it began."""

from benchmarks import fitting
from benchmarks.days import Day, hashed
from domain.news import NewsValue


def day(number: int, marks: dict[str, tuple[int, list[str]]]) -> Day:
    items = [{"id": name, "importance": mark} for name, (mark, _) in marks.items()]
    values = {name: tuple(map(NewsValue, names)) for name, (_, names) in marks.items()}
    return Day({"day": number, "items": items}, (), values)


def days() -> list[Day]:
    return [
        day(n, {
            f"a{n}": (3, ["passed"]), f"b{n}": (1, ["charged"]), f"c{n}": (0, ["ceremony"]),
            f"d{n}": (0, ["promotion", "large-sum"]), f"e{n}": (1, ["first"]),
        })
        for n in range(6)
    ]  # fmt: skip


def test_what_editors_mark_high_weighs_more() -> None:
    points = fitting.fit(days())
    assert points["passed"] > points["charged"] + 0.8
    assert points["ceremony"] < -0.2
    assert points["ruling"] == fitting.fit([])["ruling"] == 0.6


def test_signs_are_held() -> None:
    high = {f"x{n}": (3, ["ceremony", "first"]) for n in range(30)}
    low = {f"y{n}": (0, ["charged"]) for n in range(30)}
    points = fitting.fit([day(0, high | low)])
    assert points["ceremony"] == 0.0
    assert points["charged"] == 0.0


def test_day_is_ordered_without_its_own_marks() -> None:
    orders = fitting.left_out(days())
    assert [names[0] for names in orders.values()] == [f"a{n}" for n in range(6)]


def test_ids_are_kept_as_hashes() -> None:
    assert hashed("one") != hashed("two")
    assert len(hashed("one")) == 16
