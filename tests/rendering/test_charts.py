"""Pictures: bars that begin at nought, with their words, in a picture that says what it is of."""

import pytest
from matplotlib.figure import Figure

from domain.facts import Figure as Number
from rendering.charts import Bar, _fill, draw_bars, draw_pairs
from rendering.trends import comparison_chart, has_chart
from tests.rendering.releases import place, release_of

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


def test_a_comparison_draws_both_sides_of_what_both_have() -> None:
    release = release_of()
    low, high = (Number(place(words), value) for words, value in (("40", 40.0), ("120", 120.0)))
    between = Number(place("120"), None, low=40.0, high=200.0)

    def drawn(*pairs: tuple[str, Number | None, Number | None]) -> bytes:
        assert has_chart(pairs) == any(a and b for _, a, b in pairs)
        return comparison_chart(release, release, pairs)

    one = drawn(("tin", low, high))
    assert one != drawn(("tin", high, low))
    assert one != drawn(("tin", low, low))
    assert one != drawn(("tin", high, high))
    assert one == drawn(("tin", low, high), ("ore", None, high), ("zinc", low, None))
    # Each bar has the name of its own release.
    other = release_of(title="Another title")
    pairs = [("tin", low, high)]
    pictures = {comparison_chart(a, b, pairs) for a in (release, other) for b in (release, other)}
    assert len(pictures) == 4
    # Of a range the middle is drawn.
    assert drawn(("tin", low, between)) == one
    five = [(f"m{n}", low, high) for n in range(5)]
    assert drawn(*five) == drawn(*five[:4]) != drawn(*five[:3])
