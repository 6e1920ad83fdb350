"""A measure over time, two releases side by side: the chart, its words, the table."""

from collections.abc import Sequence
from datetime import datetime

import discord

from domain.archive import StoredRelease, Term
from domain.facts import Figure
from domain.references import reference
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, row
from rendering.card import card, moment, picture, title_of
from rendering.charts import Bar, draw_bars, draw_pairs
from rendering.citation import Statement
from rendering.escape import escape, one_line
from rendering.exactness import figure_words
from rendering.language import Language
from rendering.limits import cut

CHART = "chart.png"
# A table row: date, figure, agency.
_LABEL, _WORDS, _TITLE = 28, 60, 90
_PANELS = 4
_ROWS = 14

Pointed = Sequence[tuple[StoredRelease, Figure, float]]
Paired = Sequence[tuple[str, Figure | None, Figure | None]]


def trend_chart(say: Language, measure: Term, points: Pointed) -> bytes:
    """The picture of a trend; slow, keep it off the event loop."""
    bars = [
        Bar(bar_label(say, release), value, cut(figure_words(release, figure), _WORDS))
        for release, figure, value in points
    ]
    return draw_bars(one_line(measure.name), bars)


def trend_card(say: Language, measure: Term, points: Pointed) -> discord.ui.LayoutView:
    """The picture with its words, and under it each figure with its receipt."""
    title = f"### {say('Trend')}: {escape(measure.name)}"
    if not points:
        return card(title, say("No stored release has this measure."))
    lines = [_point(say, release, figure) for release, figure, _ in reversed(points)]
    return card(title, picture(CHART, _told(say, measure, points)), "\n".join(lines))


def comparison_chart(first: StoredRelease, second: StoredRelease, pairs: Paired) -> bytes:
    """The picture of the measures both releases have; slow, keep it off the event loop."""
    names = (_name(first), _name(second))
    panels = [
        (
            measure,
            Bar(names[0], _value(a), cut(figure_words(first, a), _WORDS)),
            Bar(names[1], _value(b), cut(figure_words(second, b), _WORDS)),
        )
        for measure, a, b in pairs
        if a is not None and b is not None
    ]
    return draw_pairs(names, panels[:_PANELS])


def comparison_card(
    say: Language, first: StoredRelease, second: StoredRelease, pairs: Paired
) -> discord.ui.LayoutView:
    """Two releases' figures side by side, those of one measure in one row."""
    titles = [f"{n}. {_linked_title(say, r)}" for n, r in ((1, first), (2, second))]
    shared = [pair for pair in pairs if pair[1] is not None and pair[2] is not None]
    alone = [pair for pair in pairs if pair not in shared]
    rows = [_pair(say, first, second, pair) for pair in [*shared, *alone][:_ROWS]]
    told = say("Measures both releases have: {names}", names=", ".join(m for m, _, _ in shared))
    buttons = [
        button(say("Figures {number}", number=n), ButtonId("figures", reference(release.head)))
        for n, release in ((1, first), (2, second))
    ]
    return card(
        f"### {say('Comparison')}\n" + "\n".join(titles),
        picture(CHART, told) if shared else None,
        "\n".join(rows) or say("Neither release has figures."),
        row(*buttons),
    )


def has_chart(pairs: Paired) -> bool:
    """Whether two releases have a measure in common, to be drawn."""
    return any(a is not None and b is not None for _, a, b in pairs)


def _point(say: Language, release: StoredRelease, figure: Figure) -> str:
    words = f"**{escape(figure_words(release, figure))}**"
    statement = Statement(release, figure.span)
    published = release.head.published_at or release.head.first_seen_at
    agency = f" · {escape(cut(release.head.agency, _LABEL))}" if release.head.agency else ""
    return f"{linked(words, statement.address)} · {moment(say, published)}{agency}"


def _pair(
    say: Language,
    first: StoredRelease,
    second: StoredRelease,
    pair: tuple[str, Figure | None, Figure | None],
) -> str:
    measure, a, b = pair
    sides = [_side(say, first, a), _side(say, second, b)]
    return f"**{escape(cut(measure, _WORDS))}**\n1. {sides[0]}\n2. {sides[1]}"


def _side(say: Language, release: StoredRelease, figure: Figure | None) -> str:
    if figure is None:
        return say("none")
    words = escape(cut(figure_words(release, figure), _WORDS))
    return linked(words, Statement(release, figure.span).address)


def _told(say: Language, measure: Term, points: Pointed) -> str:
    """The picture for those who do not see it: what it shows, then every bar."""
    bars = [f"{bar_label(say, r)}: {figure_words(r, f)}" for r, f, _ in points]
    beginning = say("Bars of “{measure}” by release:", measure=one_line(measure.name))
    return f"{beginning} {'; '.join(bars)}."


def bar_label(say: Language, release: StoredRelease) -> str:
    """The day of a release, beside its bar."""
    published = release.head.published_at or release.head.first_seen_at
    day = published.date() if isinstance(published, datetime) else published
    return say.day(day)


def _linked_title(say: Language, release: StoredRelease) -> str:
    title = escape(cut(title_of(say, release.head), _TITLE))
    return linked(title, release.head.url)


def _name(release: StoredRelease) -> str:
    return cut(one_line(release.head.title), _LABEL)


def _value(figure: Figure) -> float:
    if figure.value is not None:
        return figure.value
    return ((figure.low or 0.0) + (figure.high or 0.0)) / 2
