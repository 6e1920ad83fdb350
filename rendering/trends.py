"""A measure over time, two releases side by side: the chart, its words, the table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import discord

from domain.archive import StoredRelease, Term
from domain.facts import Figure
from domain.measures import label_of
from domain.references import reference
from rendering.addresses import linked
from rendering.buttons import ButtonId, button, row
from rendering.card import AGENCY, card, moment, picture, title_of
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
# Measures both have, and figures that one has alone.
_ROWS = 8

Pointed = Sequence[tuple[StoredRelease, Figure, float]]
Paired = Sequence[tuple[str, Figure | None, Figure | None]]


def trend_chart(say: Language, points: Pointed) -> bytes:
    """The picture of a trend; slow, keep it off the event loop."""
    bars = [
        Bar(bar_label(say, release), value, cut(figure_words(release, figure), _WORDS))
        for release, figure, value in points
    ]
    return draw_bars(bars)


def trend_card(
    say: Language,
    measure: Term,
    points: Pointed,
    left_out: Mapping[str | None, int] | None = None,
    older: int = 0,
) -> discord.ui.LayoutView:
    """The picture with its words, under it each figure with its receipt, and what is not shown.

    `left_out` are releases that have the measure in other units, by the unit, None of a count.
    """
    label = label_of(measure.name, [figure for _, figure, _ in points])
    title = f"### {say('Trend')}: {escape(label)}"
    if not points:
        return card(title, say("No stored release has this measure."))
    lines = [_point(say, release, figure) for release, figure, _ in reversed(points)]
    missing = _missing(say, left_out or {}, older)
    return card(title, picture(CHART, _told(say, label, points)), "\n".join([*lines, *missing]))


def _missing(say: Language, left_out: Mapping[str | None, int], older: int) -> list[str]:
    lines = []
    if older:
        lines.append(
            say.count(
                "{number} older release is not shown.",
                "{number} older releases are not shown.",
                older,
            )
        )
    if left_out:
        units = ", ".join(escape(unit or say("a count")) for unit in left_out)
        lines.append(
            say.count(
                "{number} release gives it in another unit and was left out: {units}.",
                "{number} releases give it in other units and were left out: {units}.",
                sum(left_out.values()),
                units=units,
            )
        )
    return [f"-# {line}" for line in lines]


def comparison_chart(first: StoredRelease, second: StoredRelease, pairs: Paired) -> bytes:
    """The picture of the measures both releases have; slow, keep it off the event loop."""
    names = (_name(first), _name(second))
    panels = [
        (
            label_of(measure, (a, b)),
            Bar(names[0], _value(a), cut(figure_words(first, a), _WORDS)),
            Bar(names[1], _value(b), cut(figure_words(second, b), _WORDS)),
        )
        for measure, a, b in pairs
        if a is not None and b is not None
    ]
    return draw_pairs(panels[:_PANELS])


def comparison_card(
    say: Language, first: StoredRelease, second: StoredRelease, pairs: Paired
) -> discord.ui.LayoutView:
    """Two releases' figures side by side, those of one measure in one row."""
    titles = [f"{n}. {_linked_title(say, r)}" for n, r in ((1, first), (2, second))]
    shared = [pair for pair in pairs if pair[1] is not None and pair[2] is not None]
    rows = [_pair(first, second, pair) for pair in shared[:_ROWS]]
    rows += _alone(say, 1, first, [a for _, a, b in pairs if b is None and a is not None])
    rows += _alone(say, 2, second, [b for _, a, b in pairs if a is None and b is not None])
    told = say("Measures both releases have: {names}", names=", ".join(map(_label, shared)))
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
    agency = f" · {escape(cut(release.head.agency, AGENCY))}" if release.head.agency else ""
    return f"{linked(words, statement.address)} · {moment(say, published)}{agency}"


def _pair(
    first: StoredRelease,
    second: StoredRelease,
    pair: tuple[str, Figure | None, Figure | None],
) -> str:
    """What both have, on one line: the measure, 1 and 2."""
    _, a, b = pair
    sides = [
        f"{n}: {_side(release, figure)}"
        for n, release, figure in ((1, first, a), (2, second, b))
        if figure is not None
    ]
    return f"**{escape(cut(_label(pair), _WORDS))}** · {' · '.join(sides)}"


def _label(pair: tuple[str, Figure | None, Figure | None]) -> str:
    """What the measure of a pair is called."""
    measure, *figures = pair
    return label_of(measure, [figure for figure in figures if figure is not None])


def _alone(
    say: Language, number: int, release: StoredRelease, figures: Sequence[Figure]
) -> list[str]:
    """One line for what only one of them has, none where it has nothing of its own."""
    if not figures:
        return []
    named = [_side(release, figure) for figure in figures[:_ROWS]]
    if len(figures) > _ROWS:
        named.append(say("{number} more", number=len(figures) - _ROWS))
    return [f"**{say('Only in {number}', number=number)}** · {' · '.join(named)}"]


def _side(release: StoredRelease, figure: Figure) -> str:
    words = escape(cut(figure_words(release, figure), _WORDS))
    return linked(words, Statement(release, figure.span).address)


def _told(say: Language, label: str, points: Pointed) -> str:
    """The picture for those who do not see it: what it shows, then every bar."""
    bars = [f"{bar_label(say, r)}: {figure_words(r, f)}" for r, f, _ in points]
    beginning = say("Bars of “{measure}” by release:", measure=one_line(label))
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
