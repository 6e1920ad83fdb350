"""Charts as PNG pictures, drawn with matplotlib, which is loaded when the first is drawn.

One design for all: over each bar its words and its label, on one dark ground with round corners, so
that they are read on a light and a dark theme alike; what lies outside the corners is transparent.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure as Canvas

# On a phone 360 pixels wide a card leaves a picture 300, where its text has to have 14: one
# as wide as bars and margins together. Four pixels are drawn for each of these measures, so that it
# is sharp in a wide window too.
WIDTH, MARGIN = 300, 10
SCALE = 4
TEXT = 15
# The words over a bar, the bar, what is between two bars, the heading of a panel.
_TAG, _BAR, _GAP, _HEADING = 23, 12, 10, 25
# Between the words of a bar and its label; how round the ground's corners are.
_PAD, _ROUND = 8, 8
# Of the width a label may claim so much before long words leave it any.
_LABEL = 0.45
# White on the ground of Discord's dark theme, on which the picture's is not seen as such.
_GROUND, _INK, _QUIET = "#2B2D31", "#FFFFFF", "#C9CDD4"
# Three to one and more against the grounds of both themes.
COLOURS = ("#3F86C4", "#B8752F")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label beside it and the words of its value at its end."""

    label: str
    value: float
    words: str


def draw_bars(bars: Sequence[Bar], title: str = "") -> bytes:
    """One bar below another, as of a trend; the PNG. Slow: keep it off the event loop."""
    return picture_of([(title, bars)], COLOURS[:1])


def draw_pairs(panels: Sequence[tuple[str, Bar, Bar]]) -> bytes:
    """A panel a measure, each with a bar of either release; the PNG. Slow, as `draw_bars`."""
    return picture_of([(title, (first, second)) for title, first, second in panels], COLOURS)


def picture_of(panels: Sequence[tuple[str, Sequence[Bar]]], colours: Sequence[str]) -> bytes:
    """Panels below one another, each with its heading and its bars; the PNG."""
    written = io.BytesIO()
    draw(panels, colours).savefig(written, format="png", transparent=True)
    return written.getvalue()


def draw(panels: Sequence[tuple[str, Sequence[Bar]]], colours: Sequence[str]) -> "Canvas":
    """The picture before it is written: a measure in it is a pixel of a phone."""
    height = sum(_height(title, bars) for title, bars in panels)
    height -= _GAP if panels else 0
    canvas, axes, renderer = _canvas(height)
    _ground(axes, height)
    at = 0
    for title, bars in panels:
        top = at
        if title:
            _tag(axes, renderer, 0, top, title, WIDTH, weight="bold")
            top += _HEADING
        # Bars begin at nought, or their lengths would lie.
        low = min([0.0, *(bar.value for bar in bars)])
        unit = WIDTH / ((max([0.0, *(bar.value for bar in bars)]) - low) or 1.0)
        for i, bar in enumerate(bars):
            room = WIDTH - min(_wide(axes, renderer, bar.label), _LABEL * WIDTH)
            used = _tag(axes, renderer, 0, top, bar.words, room, weight="bold")
            _tag(axes, renderer, used, top, bar.label, WIDTH - used, colour=_QUIET)
            length = bar.value * unit
            # Of nothing a line is seen.
            size = length if abs(length) >= 1 else 1.0
            shade = colours[i % len(colours)]
            _box(axes, -low * unit, top + _TAG, size, _BAR, shade)
            top += _TAG + _BAR + _GAP
        at += _height(title, bars)
    return canvas


def _height(title: str, bars: Sequence[Bar]) -> int:
    return (_HEADING if title else 0) + len(bars) * (_TAG + _BAR + _GAP)


def _box(axes: "Axes", left: float, top: float, width: float, height: float, colour: str) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((left, top), width, height, facecolor=colour, linewidth=0))


def _ground(axes: "Axes", height: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    wide, high = WIDTH + 2 * MARGIN, height + 2 * MARGIN
    axes.add_patch(
        FancyBboxPatch(
            (-MARGIN, -MARGIN), wide, high, boxstyle=f"round,pad=0,rounding_size={_ROUND}",
            facecolor=_GROUND, linewidth=0, zorder=0,
        )
    )  # fmt: skip


def _wide(axes: "Axes", renderer: "RendererBase", words: str) -> float:
    """How wide a label is."""
    drawn = axes.text(0, 0, words, fontsize=TEXT, parse_math=False)
    width = float(drawn.get_window_extent(renderer).width) / SCALE + _PAD
    drawn.remove()
    return width


def _tag(
    axes: "Axes",
    renderer: "RendererBase",
    left: float,
    top: float,
    words: str,
    room: float,
    *,
    colour: str = _INK,
    weight: str = "normal",
) -> float:
    """Words over a bar, shortened to their room in pixels; how much of it they take."""
    if room < 3 * TEXT or not words:
        return 0.0
    middle = top + _TAG / 2
    # A dollar sign would begin a formula.
    drawn = axes.text(
        left, middle, words, color=colour, fontsize=TEXT, weight=weight,
        va="center_baseline", parse_math=False, zorder=3,
    )  # fmt: skip

    def wide() -> float:
        return float(drawn.get_window_extent(renderer).width) / SCALE + _PAD

    if wide() > room:
        # As much as there is room for, found by halves: to measure is slow.
        least, most = 1, len(words)
        while most - least > 1:
            length = (least + most) // 2
            drawn.set_text(f"{words[:length].rstrip()}…")
            least, most = (least, length) if wide() > room else (length, most)
        drawn.set_text(f"{words[:least].rstrip()}…")
    return min(wide(), room)


def _canvas(height: int) -> "tuple[Canvas, Axes, RendererBase]":
    """An empty picture, its measures in pixels from the top left, and what measures its text."""
    # Imported late: half a second and fifty megabytes that most hours do without. Its own
    # canvas, not pyplot's, which keeps global state that threads would share.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    # 72 points an inch: a point is a pixel.
    size = (WIDTH + 2 * MARGIN) / 72, (max(height, 1) + 2 * MARGIN) / 72
    canvas = Canvas(figsize=size, dpi=72 * SCALE)
    measuring: Any = FigureCanvasAgg(canvas)
    renderer: RendererBase = measuring.get_renderer()
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set_xlim(-MARGIN, WIDTH + MARGIN)
    axes.set_ylim(height + MARGIN, -MARGIN)
    axes.set_axis_off()
    return canvas, axes, renderer
