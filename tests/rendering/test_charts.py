"""Pictures: bars that begin at nought, with their words, in a picture that says what it is of."""

import pytest
from matplotlib.figure import Figure

from rendering.charts import Bar, _fill, draw_bars, draw_pairs

BARS = [Bar("1 May", 120.0, "$120 of tin"), Bar("2 May", 40.0, "40 of ore")]


def test_each_bar_begins_at_nought_and_has_its_words() -> None:
    axes = Figure().add_subplot()
    _fill(axes, BARS, "red", "blue")
    first, last = axes.get_xlim()
    assert first == 0.0
    assert last == pytest.approx(120 * 1.35)
    assert [patch.get_bbox().width for patch in axes.patches] == [120.0, 40.0]  # type: ignore[attr-defined]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["1 May", "2 May"]
    assert [text.get_text() for text in axes.texts] == [r"\$120 of tin", "40 of ore"]
    # The first bar stands above the second.
    assert axes.yaxis_inverted()
    assert not axes.xaxis.get_visible()
    assert not any(side.get_visible() for side in axes.spines.values())
    colours = [patch.get_facecolor() for patch in axes.patches]
    assert colours[0] != colours[1]


@pytest.mark.parametrize(
    "values, first, last", [((0.0,), 0.0, 1.0), ((-5.0, 10.0), -5.0, 13.5), ((-5.0,), -5.0, 1.0)]
)
def test_there_is_room_whatever_the_values(
    values: tuple[float, ...], first: float, last: float
) -> None:
    axes = Figure().add_subplot()
    _fill(axes, [Bar("a", value, "a") for value in values], "red")
    assert axes.get_xlim() == pytest.approx((first, last))


def test_pictures_show_their_titles_and_grow_with_their_bars() -> None:
    small, other = draw_bars("Tin", BARS), draw_bars("Ore", BARS)
    assert small.startswith(b"\x89PNG")
    assert small != other
    assert _height(draw_bars("Tin", BARS * 5)) > _height(small)


def test_pairs_stand_in_panels_of_their_own() -> None:
    one = draw_pairs(("A", "B"), [("tin", BARS[0], BARS[1])])
    assert one.startswith(b"\x89PNG")
    assert one != draw_pairs(("A", "B"), [("ore", BARS[0], BARS[1])])
    assert _height(
        draw_pairs(("A", "B"), [("tin", BARS[0], BARS[1]), ("ore", BARS[0], BARS[1])])
    ) > _height(one)


def _height(png: bytes) -> int:
    return int.from_bytes(png[20:24], "big")
