"""Charts as PNG pictures, drawn with matplotlib, which is loaded when the first is drawn."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

# Discord shows a picture about 550 points wide; twice that is sharp on every screen.
_DPI = 160
_WIDTH = 7.0
# Colours of Discord's dark theme, which the light one bears too.
_GROUND, _INK, _QUIET, _LINE = "#2B2D31", "#F2F3F5", "#B5BAC1", "#5B9BD5"
_SECOND = "#E0A458"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label beside it and the words of its value at its end."""

    label: str
    value: float
    words: str


def draw_bars(title: str, bars: Sequence[Bar]) -> bytes:
    """One bar below another, as of a trend; the PNG. Slow: keep it off the event loop."""
    canvas = _canvas(1.0 + 0.34 * len(bars))
    axes = canvas.add_subplot()
    _fill(axes, bars, _LINE)
    axes.set_title(title, color=_INK, loc="left", fontsize=11)
    return _png(canvas)


def draw_pairs(names: tuple[str, str], panels: Sequence[tuple[str, Bar, Bar]]) -> bytes:
    """A panel a measure, each with a bar of either release; the PNG. Slow, as `draw_bars`."""
    canvas = _canvas(0.4 + 1.1 * len(panels))
    for i, (title, first, second) in enumerate(panels):
        axes = canvas.add_subplot(len(panels), 1, i + 1)
        _fill(axes, [first, second], _LINE, _SECOND)
        axes.set_title(title, color=_INK, loc="left", fontsize=10)
    return _png(canvas)


def _canvas(height: float) -> "Canvas":
    # Imported late: half a second and fifty megabytes that most hours do without. Its own
    # canvas, not pyplot's, which keeps global state that threads would share.
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(_WIDTH, height), dpi=_DPI, layout="constrained")
    canvas.set_facecolor(_GROUND)
    return canvas


def _fill(axes: "Axes", bars: Sequence[Bar], *colours: str) -> None:
    axes.set_facecolor(_GROUND)
    places = range(len(bars))
    shades = [colours[i % len(colours)] for i in places]
    drawn = axes.barh(list(places), [bar.value for bar in bars], color=shades, height=0.66)
    # A dollar sign would begin a formula.
    words = [bar.words.replace("$", r"\$") for bar in bars]
    axes.bar_label(drawn, labels=words, padding=4, color=_INK, fontsize=9)
    labels = [bar.label.replace("$", r"\$") for bar in bars]
    axes.set_yticks(list(places), labels=labels, color=_QUIET, fontsize=9)
    axes.invert_yaxis()
    # Bars begin at nought, or their lengths would lie; the words at their ends need room.
    axes.set_xlim(min(0.0, *(bar.value for bar in bars)), _end(bars))
    axes.xaxis.set_visible(False)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(left=False)


def _end(bars: Sequence[Bar]) -> float:
    largest = max((bar.value for bar in bars), default=0.0)
    return largest * 1.35 if largest > 0 else 1.0


def _png(canvas: "Canvas") -> bytes:
    written = io.BytesIO()
    canvas.savefig(written, format="png", facecolor=_GROUND)
    return written.getvalue()
