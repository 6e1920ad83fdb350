"""Figures with the words around them, none of the words twice on one card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure
from rendering.citation import Statement, words_between


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one sentence and the words around them, said once.

    `around` is empty where the words are told already, or where none were asked for.
    """

    figures: tuple[Figure, ...]
    around: str = ""


def group_figures(
    release: StoredRelease,
    figures: Iterable[Figure],
    context: int,
    told: Sequence[Span] = (),
) -> list[FigureGroup]:
    """The figures in their order, those of a sentence that is yet to be told together.

    `context` is about how many characters are shown around each, `told` what the card says of the
    text elsewhere: a figure that stands there needs no words, and of another none of these.
    """
    groups: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        span = figure.span
        sentence = Statement(release, span).sentence
        needs_words = context > 0 and not any(_overlap(span, one) for one in told)
        key = (sentence.start, -1) if needs_words else (span.start, span.end)
        groups.setdefault(key, []).append(figure)
    return [
        FigureGroup(tuple(group), around(release, [f.span for f in group], context, told))
        if end < 0
        else FigureGroup(tuple(group))
        for (_, end), group in groups.items()
    ]


def around(
    release: StoredRelease, spans: Sequence[Span], context: int, told: Sequence[Span] = ()
) -> str:
    """The words around places of one sentence as plain text, an ellipsis where some are left out.

    Empty where nothing is left to say beside the places themselves.
    """
    said = sentence_words(release, spans, context, told)
    own = {word for span in spans for word in span.text.split()}
    return said if set(said.split()) - own - {"…"} else ""


def sentence_words(
    release: StoredRelease, spans: Sequence[Span], context: int, told: Sequence[Span] = ()
) -> str:
    """Places of one sentence with what stands around them, an ellipsis where words are left out."""
    windows: list[tuple[int, int, list[Span]]] = []
    for span in sorted(spans, key=lambda span: span.start):
        first, last = _window(release.document.text, span, context, told)
        if windows and first <= windows[-1][1]:
            start, before, within = windows.pop()
            windows.append((start, max(last, before), [*within, span]))
        else:
            windows.append((first, last, [span]))
    pieces = [
        words_between(release, first, _covering(release, within), last)
        for first, last, within in windows
    ]
    return " ".join(pieces).replace("… …", "…")


def _covering(release: StoredRelease, spans: Sequence[Span]) -> Span:
    text = release.document.text
    return Span.of(text, spans[0].start, max(span.end for span in spans))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _window(text: str, span: Span, context: int, told: Sequence[Span]) -> tuple[int, int]:
    """Between which places of the text words around a span are shown."""
    room = max(0, context - (span.end - span.start)) // 2
    first = max([0, span.start - room, *(t.end for t in told if t.end <= span.start)])
    last = min([len(text), span.end + room, *(t.start for t in told if t.start >= span.end)])
    return first, last
