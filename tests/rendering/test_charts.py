"""Pictures: bars that begin at nought, with their words, read on a phone and on both themes."""

import io

import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text
from PIL import Image

from domain.facts import Figure as Number
from rendering.charts import COLOURS, MARGIN, SCALE, WIDTH, Bar, draw, draw_bars, draw_pairs
from rendering.trends import comparison_chart, has_chart
from tests.rendering.releases import place, release_of

BARS = [Bar("1 May", 120.0, "$120 of tin"), Bar("2 May", 40.0, "40 of ore")]
# Grounds of cards in Discord's themes, from light to black.
GROUNDS = ("#FFFFFF", "#F2F3F5", "#323339", "#2B2D31", "#1A1A1E", "#070709")
# WCAG 2: of graphics, of text. A phone of 360 pixels shows a picture at least 300 wide.
GRAPHICS, TEXT, PIXELS = 3.0, 4.5, 14


def drawn(bars: list[Bar]) -> tuple[list[Rectangle], list[Text], list[Patch]]:
    """Bars, texts and the ground of a picture."""
    (axes,) = draw([("", bars)], COLOURS).axes
    of_bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return of_bars, list(axes.texts), [p for p in axes.patches if not isinstance(p, Rectangle)]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' luminance, as WCAG has it."""

    def luminance(colour: str) -> float:
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_each_bar_begins_at_nought_and_has_its_words() -> None:
    bars, texts, _ = drawn(BARS)
    assert [bar.get_x() for bar in bars] == [0.0, 0.0]
    assert [bar.get_width() for bar in bars] == pytest.approx([WIDTH, WIDTH / 3])
    assert [text.get_text() for text in texts] == ["$120 of tin", "1 May", "40 of ore", "2 May"]
    # The first bar stands above the second, its words above it.
    assert bars[0].get_y() < bars[1].get_y()
    assert texts[0].get_position()[1] < bars[0].get_y() < texts[2].get_position()[1]


@pytest.mark.parametrize(
    "values, nought, lengths",
    [
        ((0.0,), 0, (1,)),
        ((-5.0, 10.0), WIDTH / 3, (-WIDTH / 3, 2 * WIDTH / 3)),
        ((-5.0,), WIDTH, (-WIDTH,)),
        ((0.0, 5.0), 0, (1, WIDTH)),
    ],
)
def test_what_is_below_nought_goes_the_other_way(
    values: tuple[float, ...], nought: float, lengths: tuple[float, ...]
) -> None:
    bars, _, _ = drawn([Bar("a", value, "a") for value in values])
    assert [bar.get_x() for bar in bars] == pytest.approx([nought] * len(values))
    assert [bar.get_width() for bar in bars] == pytest.approx(lengths)


def test_text_is_read_on_a_phone_and_on_both_themes() -> None:
    bars, texts, grounds = drawn(BARS)
    assert texts
    for text in texts:
        # The picture is shown 300 wide.
        assert float(text.get_fontsize()) * 300 / (WIDTH + 2 * MARGIN) >= PIXELS
        assert contrast(str(text.get_color()), "#2B2D31") >= TEXT
    assert {to_rgb(ground.get_facecolor()) for ground in grounds} == {to_rgb("#2B2D31")}
    for colour in {to_rgb(bar.get_facecolor()) for bar in bars}:
        for ground in GROUNDS:
            assert contrast(colour, ground) >= GRAPHICS  # type: ignore[arg-type]


def test_the_ground_is_one_and_its_corners_are_transparent() -> None:
    picture = Image.open(io.BytesIO(draw_bars(BARS)))
    assert picture.mode == "RGBA"
    assert picture.width == (WIDTH + 2 * MARGIN) * SCALE
    right, bottom = picture.width - 1, picture.height - 1
    for corner in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        assert picture.getpixel(corner) == (255, 255, 255, 0)
    # Along all edges, and between the words and the bars.
    for at in ((right // 2, 0), (right // 2, bottom), (0, bottom // 2), (right, bottom // 2)):
        assert picture.getpixel(at) == (0x2B, 0x2D, 0x31, 255)


@pytest.mark.parametrize("words", ["1", "at least 342 arrests of people", "W" * 70, "$1 " * 9])
def test_words_of_any_length_keep_within_the_picture_and_leave_the_label(words: str) -> None:
    _, texts, _ = drawn([Bar("24 September 2026", 5.0, words)])
    assert texts[1].get_text().startswith("24 Sep")
    ends = [text.get_window_extent().x1 / SCALE - MARGIN for text in texts]
    assert max(ends) <= WIDTH
    assert ends[0] < texts[1].get_position()[0]


def test_pictures_show_their_titles_and_grow_with_their_bars() -> None:
    small, other = draw_bars(BARS, "Tin"), draw_bars(BARS, "Ore")
    assert small.startswith(b"\x89PNG")
    assert small != other
    assert _height(draw_bars(BARS * 5)) > _height(small) > _height(draw_bars(BARS))


def test_pairs_stand_in_panels_of_their_own() -> None:
    one = draw_pairs([("tin", BARS[0], BARS[1])])
    assert one.startswith(b"\x89PNG")
    assert one != draw_pairs([("ore", BARS[0], BARS[1])])
    two = draw_pairs([("tin", BARS[0], BARS[1]), ("ore", BARS[0], BARS[1])])
    assert _height(two) > _height(one)


def _height(png: bytes) -> int:
    return int.from_bytes(png[20:24], "big")


def test_a_comparison_draws_both_sides_of_what_both_have() -> None:
    release = release_of()
    low, high = (Number(place(words), value) for words, value in (("40", 40.0), ("120", 120.0)))
    between = Number(place("120"), None, low=40.0, high=200.0)

    def chart(*pairs: tuple[str, Number | None, Number | None]) -> bytes:
        assert has_chart(pairs) == any(a and b for _, a, b in pairs)
        return comparison_chart(release, release, pairs)

    one = chart(("tin", low, high))
    assert one != chart(("tin", high, low))
    assert one != chart(("tin", low, low))
    assert one != chart(("tin", high, high))
    assert one == chart(("tin", low, high), ("ore", None, high), ("zinc", low, None))
    # Each bar has the name of its own release.
    other = release_of(title="Another title")
    pairs = [("tin", low, high)]
    pictures = {comparison_chart(a, b, pairs) for a in (release, other) for b in (release, other)}
    assert len(pictures) == 4
    # Of a range the middle is drawn.
    assert chart(("tin", low, between)) == one
    five = [(f"m{n}", low, high) for n in range(5)]
    assert chart(*five) == chart(*five[:4]) != chart(*five[:3])
